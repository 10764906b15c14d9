package flows

import (
	"errors"
	"slices"

	"dialtone/api"
)

// ListQuery is what Graph is asked for: an order, and one mode or, when empty,
// both. Graph sorts and filters for some apps and not for others (seed 001), so
// that whoever shows the list does both as well; asking for it brings what is
// looked for to the first page of a long list.
type ListQuery struct {
	Order api.Order
	Mode  api.AccountMode
}

// ListAsked asks for the list in another order, or for a part of it.
type ListAsked struct{ Query ListQuery }

// Kind implements [Event].
func (ListAsked) Kind() Kind { return KListAsked }

// All reports whether every number of the account is known, rather than a part
// that was asked for.
func (s Session) All() bool { return s.List.Listed && s.List.Query.Mode == "" }

// queryRefused: Graph does not sort or filter for this app.
var queryRefused = failed("Graph does not sort or filter", func(s Session, e Failed) bool {
	var no *api.Error
	const permission, refused, parameter, denied = 10, 3, 100, 200
	return e.Call == api.ListNumbers && s.List.Query != ListQuery{} && errors.As(e.Err, &no) && slices.Contains([]int{permission, refused, parameter, denied}, no.Code)
})

// listOtherwise asks for the list anew, where there is something to be gained:
// of a list that is complete, the rest is done here.
func listOtherwise(s *Session, in Input) []Effect {
	want := in.Event.(ListAsked).Query
	if s.List.unsorted {
		want = ListQuery{}
	}
	if s.All() || want == s.List.Query {
		return nil
	}
	s.List.Query = want
	return startList(s)
}

// listPlainly goes on without Graph's help.
func listPlainly(s *Session, _ Input) []Effect {
	s.List.unsorted, s.List.Query = true, ListQuery{}
	return startList(s)
}

func startList(s *Session) []Effect {
	s.Generation++ // pages still on their way belong to the old list
	s.List.Pages, s.List.Next, s.List.Listed = nil, "", false
	return []Effect{s.nextPage()}
}

func listAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return startList(s)
}

// nextPage reads on where the list has come to.
func (s Session) nextPage() ReadNumbers {
	return ReadNumbers{Account: s.Target.Account, After: s.List.Next, Query: s.List.Query}
}

// ListCut reports whether the list was left before its end because it has none:
// numbers may be missing.
func (s Session) ListCut() bool { return len(s.List.Pages) > 0 && s.List.walk.Cut }

// walked is the walk over the list with one page more, and the cursor to go on
// with. The first page begins a walk.
func (s Session) walked(p api.NumbersPage) (api.Walk, string) {
	if len(s.List.Pages) == 0 {
		return api.Walk{}.Numbers(p)
	}
	return s.List.walk.Numbers(p)
}

// resumeList goes on with a list that had not come to its end.
func resumeList(s *Session) []Effect {
	if s.List.Listed || s.ListCut() {
		return nil
	}
	return []Effect{s.nextPage()}
}

func keepPage(s *Session, in Input) []Effect {
	page := in.Event.(NumbersListed).Page
	s.List.walk, s.List.Next = s.walked(page)
	if !s.List.walk.Stale { // else everything on it is there
		s.List.Pages = append(slices.Clip(s.List.Pages), PageOf(page.Numbers...))
	}
	s.List.Listing, s.List.Listed = false, s.List.Next == "" && !s.List.walk.Cut
	return nil
}

func keepPageAndReadNext(s *Session, in Input) []Effect {
	keepPage(s, in)
	return []Effect{s.nextPage()}
}

// replace puts fresh facts into the list that they came from.
func (s *Session) replace(n api.Number) {
	number := whole(string(n.ID))
	for p := range s.List.Pages {
		for i := range s.List.Pages[p].Len() {
			if s.List.Pages[p].has(i, n.ID, number) {
				s.List.Pages = slices.Clone(s.List.Pages)
				s.List.Pages[p] = s.List.Pages[p].with(i, n)
				return
			}
		}
	}
}

// listed is a number as the list shows it; "" for one that is not on it.
func (s *Session) listed(id api.PhoneNumberID) string {
	number := whole(string(id))
	for p := range s.List.Pages {
		for i := range s.List.Pages[p].Len() {
			if s.List.Pages[p].has(i, id, number) {
				return s.List.Pages[p].Display(i)
			}
		}
	}
	return ""
}

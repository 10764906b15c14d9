package flows

import (
	"errors"
	"slices"
	"time"

	"dialtone/api"
)

// PickNumber lists the numbers of the account, and one of them is chosen.

// ListQuery is what Graph is asked for: an order, and one mode or, when empty,
// both. Graph sorts and filters for some apps and not for others (seed 001), so
// that whoever shows the list does both as well; asking for it brings what is
// looked for to the first page of a long list.
type ListQuery struct {
	Order api.Order
	Mode  api.AccountMode
}

// Events of PickNumber.
type (
	// NumbersListed is one page of the account's numbers.
	NumbersListed struct{ Page api.NumbersPage }
	// ListAsked asks for the list in another order, or for a part of it.
	ListAsked struct{ Query ListQuery }
	// NumberPicked chooses a number of the account.
	NumberPicked struct{ ID api.PhoneNumberID }
	// AddAsked opens the form for a new number.
	AddAsked struct{}
)

// ReadNumbers reads one page of the account's numbers.
type ReadNumbers struct {
	Account api.WABAID
	After   string
	Query   ListQuery
}

// Spec implements [Effect].
func (ReadNumbers) Spec() Spec { return answers[NumbersListed](api.ListNumbers) }

// All reports whether every number of the account is known, rather than a part
// that was asked for.
func (s Session) All() bool { return s.List.Listed && s.List.Query.Mode == "" }

// NumberCount is how many numbers of the account are known so far.
func (s Session) NumberCount() int {
	n := 0
	for i := range s.List.Pages {
		n += s.List.Pages[i].Len()
	}
	return n
}

// Counted reports whether [Session.Registered] is all of them: the list was read, with what
// each number stands at.
func (s Session) Counted() bool {
	return s.All() && !slices.ContainsFunc(s.List.Pages, func(p Page) bool { return p.untold > 0 })
}

// Registered counts the account's registered numbers, as far as they are known.
func (s *Session) Registered() int {
	count := 0
	for i := range s.List.Pages {
		count += s.List.Pages[i].registered
	}
	return count
}

// ListCut reports whether the list was left before its end because it has none:
// numbers may be missing.
func (s Session) ListCut() bool { return len(s.List.Pages) > 0 && s.List.walk.Cut }

// ListUnread reports whether the list could not be read to its end: that no more
// numbers are known says nothing.
func (s Session) ListUnread() bool { return !s.List.Listed && !s.List.Listing && !s.ListCut() }

var (
	morePages = when("there are more pages", func(s Session, e NumbersListed) bool {
		_, next := s.walked(e.Page)
		return next != ""
	})
	// queryRefused: Graph does not sort or filter for this app.
	queryRefused = when("Graph does not sort or filter", func(s Session, e Failed) bool {
		var no *api.Error
		const permission, refused, parameter, denied = 10, 3, 100, 200
		return e.Call == api.ListNumbers && s.List.Query != ListQuery{} && errors.As(e.Err, &no) &&
			slices.Contains([]int{permission, refused, parameter, denied}, no.Code)
	})
	// pickedNoID: the list gives it no id that could be asked for.
	pickedNoID = when("it has no id", func(_ Session, e NumberPicked) bool { return !api.IsID(string(e.ID)) })
	anotherJob = fact("another job is to be done", func(s Session) bool { return !s.Job.onboards() })
)

// nextPage reads on where the list has come to.
func (s Session) nextPage() ReadNumbers {
	return ReadNumbers{Account: s.Target.Account, After: s.List.Next, Query: s.List.Query}
}

// walked is the walk over the list with one page more, and the cursor to go on
// with. The first page begins a walk.
func (s Session) walked(p api.NumbersPage) (api.Walk, string) {
	if len(s.List.Pages) == 0 {
		return api.Walk{}.Numbers(p)
	}
	return s.List.walk.Numbers(p)
}

// forgetPages has the list read from its beginning the next time.
func (s *Session) forgetPages() { s.List.Pages, s.List.Next, s.List.Listed = nil, "", false }

// listNumbers reads the list from its beginning.
func listNumbers(s *Session, at time.Time) []Effect {
	s.Generation++ // pages still on their way belong to the old list
	s.forgetPages()
	return readNextPage(s, at)
}

func readNextPage(s *Session, _ time.Time) []Effect { return []Effect{s.nextPage()} }

// resumeList goes on with a list that had not come to its end.
func resumeList(s *Session, at time.Time) []Effect {
	if s.List.Listed || s.ListCut() {
		return nil
	}
	return readNextPage(s, at)
}

func storePage(s *Session, e NumbersListed, _ time.Time) {
	s.List.walk, s.List.Next = s.walked(e.Page)
	if !s.List.walk.Stale { // else everything on it is there
		s.List.Pages = append(slices.Clip(s.List.Pages), PageOf(e.Page.Numbers...))
	}
	s.List.Listing, s.List.Listed = false, s.List.Next == "" && !s.List.walk.Cut
}

// listOtherwise asks for the list anew, where there is something to be gained:
// of a list that is complete, the rest is done here.
func listOtherwise(s *Session, e ListAsked) []Effect {
	want := e.Query
	if s.List.unsorted {
		want = ListQuery{}
	}
	if s.All() || want == s.List.Query {
		return nil
	}
	s.List.Query = want
	return listNumbers(s, time.Time{})
}

// listPlainly goes on without Graph's help.
func listPlainly(s *Session, at time.Time) []Effect {
	s.List.unsorted, s.List.Query = true, ListQuery{}
	return listNumbers(s, at)
}

func readPicked(_ *Session, e NumberPicked) []Effect { return []Effect{ReadNumber{ID: e.ID}} }

// cardNoID says why a number of the list cannot be taken.
func cardNoID(s *Session, _ NumberPicked, at time.Time) {
	s.Problem = &Problem{Call: api.ListNumbers, At: at, Advice: Advice{ID: AdviseUnreadable, Act: ActDismiss}}
}

// selectForJob selects a picked number for another job than onboarding it.
func selectForJob(s *Session, e NumberRead, at time.Time) {
	if e.Number.ID != s.Number.ID {
		s.Case = newCase(s.Want)
	}
	storeNumber(s, e, at)
}

// replaceListed puts fresh facts into the list that they came from.
func (s *Session) replaceListed(n api.Number) {
	if p, i := s.findListed(n.ID); p >= 0 {
		s.List.Pages = slices.Clone(s.List.Pages)
		s.List.Pages[p] = s.List.Pages[p].with(i, n)
	}
}

// listed is a number as the list shows it; "" for one that is not on it.
func (s *Session) listed(id api.PhoneNumberID) string {
	if p, i := s.findListed(id); p >= 0 {
		return s.List.Pages[p].Display(i)
	}
	return ""
}

// findListed is where a number stands in the list: -1 for one that is not on it.
func (s *Session) findListed(id api.PhoneNumberID) (page, row int) {
	number := whole(string(id))
	for p := range s.List.Pages {
		for i := range s.List.Pages[p].Len() {
			if s.List.Pages[p].has(i, id, number) {
				return p, i
			}
		}
	}
	return -1, -1
}

package graphsim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dialtone/api"
)

// listNumbers lists, sorts, filters and pages the account's numbers.
func (s *Sim) listNumbers(c *call) (any, *refusal) {
	p, refused := c.page("sort", "filtering", "display_phone_number")
	if refused != nil {
		return nil, refused
	}
	return refusedOr(s.pageOf(c, p))
}

// listText is a parameter as the text that a link repeats.
func listText(p params, key string) string {
	if text, ok := p.text(key); ok {
		return text
	}
	if p[key] == nil {
		return ""
	}
	raw, err := json.Marshal(p[key])
	if err != nil {
		return ""
	}
	return string(raw)
}

// pageOf cuts one page out of the list.
func (s *Sim) pageOf(c *call, p page) (object, *refusal) {
	p.edge = string(s.sc.Account.ID) + "/phone_numbers"
	chosen, refused := s.selected(p)
	if refused != nil {
		return nil, refused
	}
	return onePage(c, p, chosen.numbers, chosen.position, func(n *number) view { return s.viewNumber(c, n) })
}

// selection is a list as it was last asked for. The pages of one list are cut out
// of the same selection, as long as nothing was done in between.
type selection struct {
	sort, filtering, display string
	numbers                  []*number
	places                   map[string]int // by cursor
}

// position is the place of a cursor; -1 for one of another list.
func (l selection) position(at string) int {
	if i, ok := l.places[at]; ok {
		return i
	}
	return -1
}

// selected filters and sorts.
func (s *Sim) selected(p page) (selection, *refusal) {
	sort, filtering, display := p.asked.Get("sort"), p.asked.Get("filtering"), p.asked.Get("display_phone_number")
	keep, refused := s.filter(filtering)
	if refused != nil {
		return selection{}, refused
	}
	less, refused := order(sort)
	if refused != nil {
		return selection{}, refused
	}
	if l := s.last; l.places != nil && l.sort == sort && l.filtering == filtering && l.display == display {
		return l, nil
	}
	var all []*number
	for _, n := range s.numbers {
		if keep(n) && (display == "" || digitsOf(display) == n.Phone[1:]) {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, less)
	s.last = selection{sort, filtering, display, all, make(map[string]int, len(all))}
	for i, n := range all {
		s.last.places[cursor(string(n.ID))] = i
	}
	return s.last, nil
}

// order reads sort in the seed's spelling, ['last_onboarded_time_ascending'],
// and in openapi's, last_onboarded_time.asc. Default is newest onboarded first
// (seed 001); numbers that were never onboarded come last in it.
func order(text string) (func(a, b *number) int, *refusal) {
	onboarded := func(a, b *number) int {
		return cmp.Or(a.onboarded.Compare(b.onboarded), a.created.Compare(b.created))
	}
	created := func(a, b *number) int { return a.created.Compare(b.created) }
	down := func(f func(a, b *number) int) func(a, b *number) int {
		return func(a, b *number) int { return f(b, a) }
	}
	name := strings.Trim(text, `[]"' `)
	name = strings.NewReplacer("_ascending", ".asc", "_descending", ".desc").Replace(name)
	switch name {
	case "", "last_onboarded_time.desc":
		return down(onboarded), nil
	case "last_onboarded_time.asc":
		return onboarded, nil
	case "creation_time.asc":
		return created, nil
	case "creation_time.desc":
		return down(created), nil
	}
	return nil, invalid("sort is not known.")
}

// filter reads filtering on account_mode (seed 001), and on the two fields that
// openapi adds.
func (s *Sim) filter(text string) (func(*number) bool, *refusal) {
	all := func(*number) bool { return true }
	if text == "" {
		return all, nil
	}
	if s.sc.Rules.NoFiltering {
		r := refuse(10, "Permission Denied", "filtering is not available to this app.")
		r.Status = 403
		return nil, r
	}
	var rows []struct {
		Field    string `json:"field"`
		Operator string `json:"operator"`
		Value    any    `json:"value"`
	}
	if json.Unmarshal([]byte(text), &rows) != nil {
		return nil, invalid("filtering must be a JSON list.")
	}
	keep := all
	for _, row := range rows {
		if row.Operator != "EQUAL" {
			return nil, invalid("filtering knows the operator EQUAL only.")
		}
		want, before := fmt.Sprint(row.Value), keep
		var has func(*number) string
		switch row.Field {
		case "account_mode":
			if want != string(api.ModeLive) && want != string(api.ModeSandbox) {
				return nil, invalid("account_mode is LIVE or SANDBOX.")
			}
			has = func(n *number) string { return string(n.Mode) }
		case "messaging_limit_tier":
			has = func(*number) string { return s.sc.Account.Limit }
		case "is_official_business_account":
			has = func(n *number) string { return fmt.Sprint(n.Official) }
		default:
			return nil, invalid("filtering does not know the field %s.", row.Field)
		}
		keep = func(n *number) bool { return before(n) && has(n) == want }
	}
	return keep, nil
}

package graphsim

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"dialtone/api"
)

// Page sizes (openapi).
const (
	defaultPage = 25
	largestPage = 100
)

// page is what a list was asked for.
type page struct {
	fields                                             []field
	rawFields, sort, filtering, display, after, before string
	limit                                              int
}

// listNumbers lists, sorts, filters and pages the account's numbers.
func (s *Sim) listNumbers(c *call) (any, *refusal) {
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	get := func(key string) string { text, _ := c.params.text(key); return text }
	p := page{fields: fields, rawFields: get("fields"), display: get("display_phone_number"), after: get("after"), before: get("before"), limit: defaultPage}
	if text := get("limit"); text != "" {
		n, ok := wholeNumber(text)
		if !ok || n < 1 || n > largestPage {
			return nil, invalid("limit must be 1 to %d.", largestPage)
		}
		p.limit = n
	}
	p.sort, p.filtering = listText(c.params, "sort"), listText(c.params, "filtering")
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

// pageOf cuts one page out of the list, with cursors and links.
func (s *Sim) pageOf(c *call, p page) (object, *refusal) {
	chosen, refused := s.selected(p)
	if refused != nil {
		return nil, refused
	}
	all := chosen.numbers
	from, to := 0, len(all)
	switch {
	case p.after != "" && p.before != "":
		return nil, invalid("after and before exclude each other.")
	case p.after != "":
		i := chosen.position(p.after)
		if i < 0 {
			return nil, invalid("The cursor after does not belong to this list.")
		}
		from = i + 1
	case p.before != "":
		i := chosen.position(p.before)
		if i < 0 {
			return nil, invalid("The cursor before does not belong to this list.")
		}
		to, from = i, max(0, i-p.limit)
	}
	to = min(to, from+p.limit)
	data := []any{}
	for _, n := range all[from:to] {
		item, refused := s.viewNumber(c, n).choose(p.fields)
		if refused != nil {
			return nil, refused
		}
		data = append(data, item)
	}
	out := object{"data": data}
	if len(data) == 0 {
		return out, nil
	}
	first, last := cursor(all[from]), cursor(all[to-1])
	paging := object{"cursors": object{"before": first, "after": last}}
	if to < len(all) {
		paging["next"] = s.link(c, p, "after", last)
	}
	if from > 0 {
		paging["previous"] = s.link(c, p, "before", first)
	}
	out["paging"] = paging
	return out, nil
}

func cursor(n *number) string {
	return base64.RawURLEncoding.EncodeToString([]byte("n" + string(n.ID)))
}

// selection is a list as it was last asked for. The pages of one list are cut out
// of the same selection, as long as nothing was done in between.
type selection struct {
	sort, filtering, display string
	numbers                  []*number
	places                   map[string]int // by cursor
}

// fits reports whether a page belongs to the selection.
func (l selection) fits(p page) bool {
	return l.places != nil && l.sort == p.sort && l.filtering == p.filtering && l.display == p.display
}

// position is the place of a cursor; -1 for one of another list.
func (l selection) position(at string) int {
	if i, ok := l.places[at]; ok {
		return i
	}
	return -1
}

// link leads to a neighbouring page. Meta's carries the access token; this one
// never does, so that nothing learns to follow it blindly.
func (s *Sim) link(c *call, p page, direction, cursor string) string {
	q := url.Values{direction: {cursor}, "limit": {fmt.Sprint(p.limit)}}
	for key, text := range map[string]string{"fields": p.rawFields, "sort": p.sort, "filtering": p.filtering} {
		if text != "" {
			q.Set(key, text)
		}
	}
	return fmt.Sprintf("%s/%s/%s/phone_numbers?%s", c.base, c.version, s.sc.Account.ID, q.Encode())
}

// selected filters and sorts.
func (s *Sim) selected(p page) (selection, *refusal) {
	keep, refused := s.filter(p.filtering)
	if refused != nil {
		return selection{}, refused
	}
	less, refused := order(p.sort)
	if refused != nil {
		return selection{}, refused
	}
	if s.last.fits(p) {
		return s.last, nil
	}
	var all []*number
	for _, n := range s.numbers {
		if keep(n) && (p.display == "" || digitsOf(p.display) == n.Phone[1:]) {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, less)
	s.last = selection{p.sort, p.filtering, p.display, all, make(map[string]int, len(all))}
	for i, n := range all {
		s.last.places[cursor(n)] = i
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

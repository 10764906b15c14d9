package onboard

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// order is how the operator wants the list.
type order uint8

const (
	asSent order = iota // as Meta sends it
	newest              // last onboarded first
	oldest
	orders
)

// filter is what the operator wants to see of the account's numbers, in their
// order: positions, not numbers. An account can have tens of thousands, so that
// nothing here ever looks at all of them at once. [filter.look] looks at a few
// rows, the rest follows between two keys, and what was found is shown
// meanwhile. A longer search looks only at what the shorter one had found.
type filter struct {
	query  string // folded
	digits string // of a query that is part of a phone number; "" for another one
	mode   api.AccountMode
	order  order

	Shown []position
	mark  int          // the place in shown that has to be followed; it moves when others come before it
	left  [][]position // found by the queries before, in order; to be looked at before any page
	next  int          // the first page that nobody looked at
	row   int          // and its first such row
	drawn int          // of the pages, so many belong to the list that shown is of
	Looks int          // rows looked at since the program began, for the tests
}

// position is where a number stands: its page, and its place on it.
type position uint32

// perPage is more than Graph puts on a page (100), and leaves room for as many
// pages as memory holds.
const perPage = 1 << 10

// On is the page that the number is on, and its row.
func (s position) On(pages []flows.Page) (*flows.Page, int) {
	return &pages[s/perPage], int(s % perPage)
}

// search begins a search. What was found for a part of the query is enough to look
// at; a letter less, another mode or another order begins anew.
func (r *filter) search(query string, mode api.AccountMode, o order) {
	number := asDigits(query)
	narrower := query != r.query && strings.Contains(query, r.query) && (number == "") == (r.digits == "") && mode == r.mode && o == r.order
	if r.query == "" && query != "" {
		narrower = mode == r.mode && o == r.order
	}
	if !narrower {
		*r = filter{query: query, digits: number, mode: mode, order: o, drawn: r.drawn, Looks: r.Looks}
		return
	}
	r.query, r.digits = query, number
	if len(r.Shown) > 0 {
		r.left = append([][]position{r.Shown}, r.left...)
	}
	r.Shown, r.mark = nil, 0
}

// asDigits are the digits of a text that can be a part of a phone number, however
// it is written; "" for any other text.
func asDigits(text string) string {
	if strings.Trim(text, "+0123456789 ().-") != "" {
		return ""
	}
	return bubble.DigitsOf(text)
}

// follow notes how many pages there are: fewer than before are those of another
// list.
func (r *filter) follow(pages []flows.Page) {
	if len(pages) < r.drawn {
		*r = filter{query: r.query, digits: r.digits, mode: r.mode, order: r.order, Looks: r.Looks}
	}
	r.drawn = len(pages)
}

// done reports whether every row that is there was looked at.
func (r *filter) done(pages []flows.Page) bool { return len(r.left) == 0 && r.next >= len(pages) }

// look looks at so many more rows and reports whether that was all.
func (r *filter) look(pages []flows.Page, rows int) bool {
	r.follow(pages)
	for ; rows > 0 && len(r.left) > 0; rows-- {
		if r.fits(r.left[0][0].On(pages)) {
			r.Shown = append(r.Shown, r.left[0][0]) // in order already
		}
		if r.left[0] = r.left[0][1:]; len(r.left[0]) == 0 {
			r.left = r.left[1:]
		}
	}
	for rows > 0 && r.next < len(pages) {
		listed := &pages[r.next]
		until := min(listed.Len(), r.row+rows)
		found := make([]position, 0, until-r.row)
		for i := r.row; i < until; i++ {
			if r.fits(listed, i) {
				found = append(found, position(r.next*perPage+i))
			}
		}
		rows -= until - r.row
		r.put(pages, found)
		if r.row = until; until == listed.Len() {
			r.next, r.row = r.next+1, 0
			rows-- // an empty page is not for nothing
		}
	}
	return r.done(pages)
}

// fits reports whether a number is wanted.
func (r *filter) fits(listed *flows.Page, i int) bool {
	r.Looks++
	if mode := listed.Mode(i); r.mode != "" && mode != "" && mode != r.mode { // one that is not told may be any
		return false
	}
	if r.query == "" || has(listed.Name(i), r.query) {
		return true
	}
	var room [64]byte
	display := listed.AppendDisplay(room[:0], i)
	if r.digits != "" && hasDigits(display, r.digits) || bytes.Contains(display, []byte(r.query)) {
		return true
	}
	return bytes.Contains(listed.AppendID(room[:0], i), []byte(r.query))
}

// put merges what was found on a page into the order.
func (r *filter) put(pages []flows.Page, found []position) {
	if r.order == asSent || len(found) == 0 {
		r.Shown = append(r.Shown, found...)
		return
	}
	before := func(a, b position) int { return r.compare(pages, a, b) }
	slices.SortStableFunc(found, before)
	// From the back, so that everything moves once at most, and nothing that
	// stands before the first of them.
	i, j, mark := len(r.Shown)-1, len(found)-1, r.mark
	r.Shown = append(r.Shown, found...)
	for k := len(r.Shown) - 1; j >= 0; k-- {
		if i >= 0 && before(r.Shown[i], found[j]) > 0 {
			if r.Shown[k] = r.Shown[i]; i == mark {
				r.mark = k
			}
			i--
		} else {
			r.Shown[k] = found[j]
			j--
		}
	}
}

// compare puts numbers in order; those that were never onboarded come last
// whichever way it goes.
func (r *filter) compare(pages []flows.Page, a, b position) int {
	pa, i := a.On(pages)
	pb, j := b.On(pages)
	x, y := pa.Onboarded(i), pb.Onboarded(j)
	switch {
	case x == 0 || y == 0:
		return cmp.Compare(y, x)
	case r.order == newest:
		return cmp.Compare(y, x)
	}
	return cmp.Compare(x, y)
}

// has reports whether a folded query stands in a text. Plain letters are compared
// as they are, since most names have no others and folding makes a copy.
func has(text, query string) bool {
	if strings.IndexFunc(text, func(c rune) bool { return c > unicode.MaxASCII }) >= 0 {
		return strings.Contains(bubble.Fold(text), query)
	}
	for i := 0; i+len(query) <= len(text); i++ {
		if strings.EqualFold(text[i:i+len(query)], query) {
			return true
		}
	}
	return false
}

// hasDigits reports whether the digits of a number hold those of a query.
func hasDigits(number []byte, query string) bool {
	var room [64]byte
	digits := room[:0]
	for _, c := range number {
		if '0' <= c && c <= '9' {
			digits = append(digits, c)
		}
	}
	return bytes.Contains(digits, []byte(query))
}

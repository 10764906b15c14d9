package tui

import (
	"cmp"
	"slices"
	"strings"

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

// roster is what the operator wants to see of the account's numbers, in their
// order: positions, not numbers. An account can have tens of thousands, so that
// nothing here ever looks at all of them at once. [roster.look] looks at a few
// rows, the rest follows between two keys, and what was found is shown
// meanwhile. A longer search looks only at what the shorter one had found.
type roster struct {
	query string // folded
	mode  api.AccountMode
	order order

	shown []spot
	left  []spot // found by the query before; to be looked at before any page
	next  int    // the first page that nobody looked at
	row   int    // and its first such row
	drawn int    // of the pages, so many belong to the list that shown is of
	looks int    // rows looked at since the program began, for the tests
}

// spot is where a number stands: its page, and its place on it.
type spot uint32

// perPage is more than Graph puts on a page (100), and leaves room for as many
// pages as memory holds.
const perPage = 1 << 10

func at2(page, row int) spot { return spot(page*perPage + row) }

func (s spot) on(pages []flows.Page) (*flows.Page, int) {
	return &pages[s/perPage], int(s % perPage)
}

// want begins a search. What was found for a part of the query is enough to look
// at; a letter less, another mode or another order begins anew.
func (r *roster) want(query string, mode api.AccountMode, o order) {
	narrower := query != r.query && strings.Contains(query, r.query) && mode == r.mode && o == r.order
	r.query, r.mode, r.order = query, mode, o
	if narrower {
		r.left = append(r.shown, r.left...)
		r.shown = nil
		return
	}
	*r = roster{query: query, mode: mode, order: o, looks: r.looks}
}

// follow notes how many pages there are: fewer than before are those of another
// list.
func (r *roster) follow(pages []flows.Page) {
	if len(pages) < r.drawn {
		r.want(r.query, r.mode, r.order)
		r.left, r.shown, r.next, r.row = nil, nil, 0, 0
	}
	r.drawn = len(pages)
}

// done reports whether every row that is there was looked at.
func (r *roster) done(pages []flows.Page) bool { return len(r.left) == 0 && r.next >= len(pages) }

// look looks at so many more rows and reports whether that was all.
func (r *roster) look(pages []flows.Page, rows int) bool {
	r.follow(pages)
	for ; rows > 0 && len(r.left) > 0; rows-- {
		if r.fits(r.left[0].on(pages)) {
			r.shown = append(r.shown, r.left[0]) // in order already
		}
		if r.left = r.left[1:]; len(r.left) == 0 {
			r.left = nil
		}
	}
	for rows > 0 && r.next < len(pages) {
		page := &pages[r.next]
		until := min(page.Len(), r.row+rows)
		found := make([]spot, 0, until-r.row)
		for i := r.row; i < until; i++ {
			if r.fits(page, i) {
				found = append(found, at2(r.next, i))
			}
		}
		rows -= until - r.row
		r.put(pages, found)
		if r.row = until; until == page.Len() {
			r.next, r.row = r.next+1, 0
			rows-- // an empty page is not for nothing
		}
	}
	return r.done(pages)
}

// fits reports whether a number is wanted.
func (r *roster) fits(page *flows.Page, i int) bool {
	r.looks++
	if r.mode != "" && page.Mode(i) != r.mode {
		return false
	}
	return r.query == "" || has(page.Name(i), r.query) || has(page.Display(i), r.query) || hasDigits(page.Display(i), r.query) || strings.Contains(string(page.ID(i)), r.query)
}

// put merges what was found on a page into the order.
func (r *roster) put(pages []flows.Page, found []spot) {
	if r.order == asSent || len(found) == 0 {
		r.shown = append(r.shown, found...)
		return
	}
	before := func(a, b spot) int { return r.compare(pages, a, b) }
	slices.SortStableFunc(found, before)
	// From the back, so that everything moves once at most, and nothing that
	// stands before the first of them.
	i, j := len(r.shown)-1, len(found)-1
	r.shown = append(r.shown, found...)
	for k := len(r.shown) - 1; j >= 0; k-- {
		if i >= 0 && before(r.shown[i], found[j]) > 0 {
			r.shown[k] = r.shown[i]
			i--
		} else {
			r.shown[k] = found[j]
			j--
		}
	}
}

// compare puts numbers in order; those that were never onboarded come last
// whichever way it goes.
func (r *roster) compare(pages []flows.Page, a, b spot) int {
	pa, i := a.on(pages)
	pb, j := b.on(pages)
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
	for i := range len(text) {
		if text[i] >= 0x80 {
			return strings.Contains(bubble.Fold(text), query)
		}
	}
	for i := 0; i+len(query) <= len(text); i++ {
		if same(text[i:i+len(query)], query) {
			return true
		}
	}
	return false
}

func same(text, lower string) bool {
	for i := range len(lower) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// hasDigits reports whether the digits of a number hold a query of digits.
func hasDigits(number, query string) bool {
	for i := range len(query) {
		if query[i] < '0' || query[i] > '9' {
			return false
		}
	}
	for from := range len(number) {
		at := 0
		for i := from; i < len(number) && at < len(query); i++ {
			c := number[i]
			if c < '0' || c > '9' {
				if i == from {
					break
				}
				continue
			}
			if c != query[at] {
				break
			}
			at++
		}
		if at == len(query) {
			return true
		}
	}
	return false
}

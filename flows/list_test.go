package flows

import (
	"fmt"
	"testing"

	"dialtone/api"
)

// listOf is a page of the list with so many numbers, from one on.
func listOf(first, count int, next string) api.NumbersPage {
	page := api.NumbersPage{Next: next}
	for i := range count {
		page.Numbers = append(page.Numbers, fresh(func(n *api.Number) { n.ID = api.PhoneNumberID(fmt.Sprint(200000000000000 + first + i)) }))
	}
	return page
}

// A list that has no end is left, and says that numbers may be missing.
func TestAListWithoutAnEndIsLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for name, c := range map[string]struct {
		page  func(n int) api.NumbersPage
		reads int
		count int
	}{
		"the same page":    {func(n int) api.NumbersPage { return listOf(0, 3, fmt.Sprint("c", n)) }, 2, 3},
		"a ring of three":  {func(n int) api.NumbersPage { return listOf(n, 1, fmt.Sprint("c", n%3)) }, 4, 4},
		"a page with less": {func(n int) api.NumbersPage { return listOf(0, 3-n, fmt.Sprint("c", n)) }, 2, 3},
		"no cursor":        {func(int) api.NumbersPage { return api.NumbersPage{Numbers: listOf(0, 2, "").Numbers, Endless: true} }, 1, 2},
		"for ever":         {func(n int) api.NumbersPage { return listOf(n*1000, 1000, fmt.Sprint("c", n)) }, api.LongestList / 1000, api.LongestList},
	} {
		s := at(PickNumber, fresh())
		w := walkFrom(t, s).hand(ReloadAsked{}).in(PickNumber, ReadNumbers{Account: wabaID})
		reads := 0
		for len(w.out) > 0 {
			if reads++; reads > c.reads {
				t.Fatalf("%s: it is read on after %d pages", name, c.reads)
			}
			w.s, w.out = w.m.Step(w.s, Input{Event: NumbersListed{c.page(reads - 1)}, At: w.now, Generation: w.s.Generation})
		}
		if reads != c.reads || w.s.NumberCount() != c.count || !w.s.ListCut() || w.s.List.Listed || w.s.All() || w.s.List.Listing || w.s.Busy() {
			t.Errorf("%s: %d numbers on %d pages, cut %t, listed %t", name, w.s.NumberCount(), reads, w.s.ListCut(), w.s.List.Listed)
		}
		// It is not read on behind the operator, only anew when they ask for it.
		w.hand(AddAsked{}).in(AddNumber).hand(BackAsked{}).in(PickNumber)
		w.hand(ReloadAsked{}).in(PickNumber, ReadNumbers{Account: wabaID})
		w.world(NumbersListed{listOf(0, 3, "")}).in(PickNumber)
		if !w.s.List.Listed || w.s.ListCut() || w.s.NumberCount() != 3 {
			t.Errorf("%s: once more: %d numbers, listed %t, cut %t", name, w.s.NumberCount(), w.s.List.Listed, w.s.ListCut())
		}
	}
}

// So is a pool, whoever asked for it.
func TestAPoolWithoutAnEndIsLeft(t *testing.T) {
	t.Parallel()
	ring := api.PreverifiedPage{Numbers: pooledNumbers(), Next: "two"}
	w := walkFrom(t, at(Pool, fresh())).hand(ReloadAsked{}).in(Pool, ReadPool{Business: poolOwner})
	w.world(PoolListed{poolOwner, ring}).in(Pool, ReadPool{poolOwner, "two"})
	w.world(PoolListed{poolOwner, ring}).in(Pool).idle()
	if !w.s.Pool.Cut() || w.s.Pool.Listed || len(w.s.Pool.Numbers) != len(pooledNumbers()) {
		t.Errorf("pool %+v", w.s.Pool)
	}
	// Another pool begins a walk of its own.
	w.hand(BusinessAsked{}).in(PoolBusiness).hand(BusinessGiven{"220771904456199"}).in(PoolBusiness, ReadPool{Business: "220771904456199"})
	w.world(PoolListed{"220771904456199", ring}).in(Pool, ReadPool{"220771904456199", "two"})
	w.world(PoolListed{"220771904456199", api.PreverifiedPage{}}).in(Pool).idle()
	if w.s.Pool.Cut() || !w.s.Pool.Listed {
		t.Errorf("pool %+v", w.s.Pool)
	}
}

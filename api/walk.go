package api

import (
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
)

// The longest list that is read to its end, and the longest cursor that is sent
// back. No account of Meta's comes near either.
const (
	LongestList   = 200_000
	longestCursor = 4 << 10
)

// ErrCut is the cause when a list was left before its end because it has none.
var ErrCut = errors.New("the list does not come to an end, so that numbers may be missing")

// Walk watches over a list that is read page by page, so that it ends whatever
// answers: at a page that brings nothing new, at a cursor that came before, at one
// that is too long or missing, and after [LongestList] rows. Its zero value begins
// one. It is a value: a page never changes the walk that it is given to.
type Walk struct {
	// Cut says that it ended before the list did, so that rows may be missing.
	Cut bool
	// Stale says that the last page brought nothing new.
	Stale bool

	rows    int
	pages   [][]uint64 // the ids of each page, hashed
	cursors []uint64   // hashed as well
}

// Numbers takes the next page of an account's numbers, and gives the cursor to go
// on with; "" at the end.
func (w Walk) Numbers(p NumbersPage) (Walk, string) {
	return w.page(len(p.Numbers), func(i int) string { return string(p.Numbers[i].ID) }, p.Next, p.Endless)
}

// Preverified takes the next page of a pool, as [Walk.Numbers] does.
func (w Walk) Preverified(p PreverifiedPage) (Walk, string) {
	return w.page(len(p.Numbers), func(i int) string { return string(p.Numbers[i].ID) }, p.Next, p.Endless)
}

func (w Walk) page(size int, id func(int) string, next string, endless bool) (Walk, string) {
	ids, isNew := make([]uint64, 0, size), false
	for i := range size {
		if id(i) == "" {
			continue
		}
		h := hashOf(id(i))
		isNew = isNew || !slices.ContainsFunc(w.pages, func(page []uint64) bool { return slices.Contains(page, h) })
		ids = append(ids, h)
	}
	w.pages, w.rows = append(slices.Clip(w.pages), ids), w.rows+size
	w.Stale = !isNew && len(w.pages) > 1
	if next == "" && !endless {
		return w, ""
	}
	cursor := hashOf(next)
	if next == "" || len(next) > longestCursor || !isNew || w.rows >= LongestList || slices.Contains(w.cursors, cursor) {
		w.Cut = true
		return w, ""
	}
	w.cursors = append(slices.Clip(w.cursors), cursor)
	return w, next
}

// Err is the failure of a walk that had to be cut off; nil for one that was not.
func (w Walk) Err(call Endpoint) error {
	if !w.Cut {
		return nil
	}
	return &TransportError{Call: call, Sent: true, Status: 200, Err: fmt.Errorf("%w: %w", ErrUnreadable, ErrCut)}
}

func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash takes everything
	return h.Sum64()
}

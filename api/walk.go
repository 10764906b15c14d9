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

// ErrCut is the cause when reading a list was stopped because the list does not end.
var ErrCut = errors.New("the list does not come to an end, so that numbers may be missing")

// Walk makes sure that reading a list page by page ends, whatever the server answers. It
// stops at a page without a new row, at a cursor that came before, at a cursor that is too
// long or missing, and after [LongestList] rows. The zero value is a walk that has not
// started. A Walk is a value: taking a page returns a new one.
type Walk struct {
	// Cut says that the walk stopped before the list ended, so that rows may be missing.
	Cut bool
	// Stale says that the last page had no new row.
	Stale bool

	rows    int
	pages   [][]uint64 // the ids of each page, hashed
	cursors []uint64   // hashed as well
}

// Numbers takes the next page of an account's numbers and returns the cursor of the page
// after it, or "" at the end.
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

// Err returns an error if the walk stopped before the list ended.
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

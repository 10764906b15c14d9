package graphsim

import (
	"fmt"
	"slices"
	"time"

	"dialtone/api"
)

// line is the present state of a phone line outside the account.
type line struct {
	Line
	appFree   time.Time // when it is free after its app account was deleted
	deletedAt time.Time // when it was deleted on the platform
	paidAt    time.Time // when it sent its last paid message there
	wroteAt   time.Time // when its person last wrote to a number of the account
}

// lineOf is a phone line as add_number finds it, and whether the account has its
// number already. One that was deleted here is in the list still and can be
// added again (seed 000).
func (s *Sim) lineOf(phone string) (found line, listed bool) {
	switch n := s.byPhone(phone); {
	case n != nil && n.Status == api.StatusDeleted:
		return n.line(n.deletedAt), false
	case n != nil:
		return line{}, true
	}
	if l := s.lines[phone]; l != nil {
		return *l, false
	}
	return line{Line: Line{Phone: phone}}, false
}

// line is what is left of a number that was deleted at that moment.
func (n *number) line(deleted time.Time) line {
	return line{Line: Line{Phone: n.Phone, Reach: n.Reach}, appFree: n.appFree, deletedAt: deleted, paidAt: n.paidAt}
}

// forgetDeleted drops the entry of a deleted number once it is added again; that
// the old entry goes is our choice.
func (s *Sim) forgetDeleted(phone string) {
	s.numbers = slices.DeleteFunc(s.numbers, func(n *number) bool { return n.Phone == phone })
}

// paidWindow is how long a number cannot be deleted after its last paid message
// (seed 000, seed 001).
const paidWindow = 30 * 24 * time.Hour

// mayDelete says whether a number can be deleted that sent its last paid message
// at that moment, zero for never.
func mayDelete(paid, now time.Time) error {
	if opens := paid.Add(paidWindow); !paid.IsZero() && now.Before(opens) {
		return fmt.Errorf("%w: it sent its last paid message on %s and can be deleted from %s",
			ErrNotYet, paid.UTC().Format(time.RFC3339), opens.UTC().Format(time.RFC3339))
	}
	return nil
}

package flows

import (
	"slices"
	"strconv"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// AddNumber adds a new number to the account, or moves one here.

// Events of AddNumber.
type (
	// NumberTyped is the completed form for a new number.
	NumberTyped struct {
		Phone   phone.Number
		Name    string
		Migrate bool
	}
	// NumberAdded is the id of a new number.
	NumberAdded struct{ ID api.PhoneNumberID }
)

// Effects of AddNumber.
type (
	// CreateNumber adds a number to the account.
	CreateNumber struct {
		Account api.WABAID
		Number  api.NewNumber
	}
	// FindNumber looks for a number in the account after adding it had no
	// usable answer.
	FindNumber struct {
		Account api.WABAID
		Phone   phone.Number
		Cause   error // what to report when it is not there
	}
)

// Spec implements [Effect].
func (CreateNumber) Spec() Spec { return answers[NumberAdded](api.AddNumber) }
func (FindNumber) Spec() Spec   { return readsFor[NumberAdded](api.AddNumber) }

// addUnclear: nobody looked yet whether the number is there.
var addUnclear = both(unclearAnswer(api.AddNumber), fact("nobody looked yet", func(s Session) bool {
	_, looking := s.Waiting.(FindNumber)
	return !looking
}))

// createNumber sends the calling code and the digits after it (docs).
func createNumber(s *Session, _ time.Time) []Effect {
	p := s.Typed.Phone
	return []Effect{CreateNumber{s.Target.Account, api.NewNumber{
		CallingCode: strconv.Itoa(p.CallingCode), National: p.National, Name: s.Typed.Name, Migrate: s.Typed.Migrate,
	}}}
}

func storeAdded(s *Session, e NumberAdded, at time.Time) {
	s.Case = newCase(s.Want)
	s.Phone, s.Typed = s.Typed.Phone, NumberTyped{}
	s.Number.ID = e.ID
	s.did(api.AddNumber, at)
}

// selectAdded puts a new number into the list before it goes on with it. A list
// that was left half way is read again when somebody comes back to it.
func selectAdded(s *Session, e NumberRead, at time.Time) {
	if s.List.Listed {
		s.List.Pages = slices.Insert(slices.Clone(s.List.Pages), 0, PageOf(e.Number))
	} else {
		s.List.Pages, s.List.Next = nil, ""
	}
	s.Job = JobOnboard // nothing else can be done with it
	selectNumber(s, e, at)
}

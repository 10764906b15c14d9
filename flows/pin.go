package flows

import (
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// ChoosePIN asks for the two-step verification PIN to register with; SetPIN sets or
// changes the PIN of a number. Meta takes a new one without the old one (seed 001);
// switching it off takes WhatsApp Manager.

// PINMode is what the operator wants to do about the two-step verification PIN.
type PINMode string

// The ways to a PIN.
const (
	NewPIN     PINMode = "new"     // the number has none: register sets it
	PresentPIN PINMode = "present" // the number has one, and the customer knows it
	ReplacePIN PINMode = "replace" // the number has one that nobody knows: set another first
)

type (
	// PINChosen is a PIN that passed [CheckPIN], or a present PIN of six digits.
	PINChosen struct {
		Mode PINMode
		PIN  api.Secret
	}
	// PINSet says that Meta took the PIN, with the number as it was read back; nil when
	// it could not be read.
	PINSet struct{ Number *api.Number }

	// ReplacePINOf sets the PIN without knowing the old one, and reads the number back.
	ReplacePINOf struct {
		ID  api.PhoneNumberID
		PIN api.Secret
	}
)

// Spec implements [Effect].
func (ReplacePINOf) Spec() Spec { return answers[PINSet](api.SetPIN) }

func pinFlow() Flow {
	return Flow{
		Job:   JobPIN,
		Steps: []Step{StepConnect, StepNumber, StepPIN, StepPage},
		Start: SetPIN, Begin: readPlainly,
		Fits: func(n api.Number) bool {
			switch StandingOf(n) {
			case StandingGone, StandingHalfShared, StandingShared: // of the last two the app has the PIN
				return false
			}
			return true
		},
		States: []Declaration{
			{SetPIN, StepPIN, []api.Endpoint{api.SetPIN, api.GetNumber}},
		},
		Rows: func() []Transition {
			return in(SetPIN,
				on[NumberRead]{Do: storeNumber},
				on[ReloadAsked]{Then: readNumber},
				on[PINChosen]{Do: storePIN, Then: replacePIN},
				on[PINSet]{To: Manage, Do: logPINSet, Then: arriveAtPage, Past: true},
			)
		},
	}
}

var (
	replaces  = when("the PIN is to be replaced", func(_ Session, e PINChosen) bool { return e.Mode == ReplacePIN })
	isEditing = fact("a line of the review is edited", func(s Session) bool { return s.Confirm.Editing })
)

// PINFits reports whether a PIN was chosen that can be registered with: it was not
// refused, Meta has it if it was to replace another one, and it is none to be set
// where there is one by now.
func (s Session) PINFits() bool {
	return !s.PIN.Value.Empty() && s.PIN.Mode != ReplacePIN && (s.PIN.Mode != NewPIN || !hasPINNow(s.Number))
}

// setPIN reports whether the number was given a PIN in this run, which it may show
// late: that it has one proves nothing of register then.
func (s Session) setPIN() bool {
	return slices.ContainsFunc(s.Actions, func(a Action) bool { return a.Call == api.SetPIN && a.Number == s.Number.ID })
}

// PINLength is the number of digits of a two-step verification PIN (seed 001).
const PINLength = 6

// PINFault says why a PIN is not taken.
type PINFault string

// The faults of a PIN. The first two make it invalid; the others make it weak,
// which matters for a new PIN only.
const (
	PINNotDigits  PINFault = "not_digits"
	PINLengthOff  PINFault = "length"
	PINRepeated   PINFault = "repeated"   // 111111, 121212, 123123
	PINSequential PINFault = "sequential" // 123456, 987654
	PINOfNumber   PINFault = "of_number"  // six digits in a row of the phone number
)

// CheckPIN returns the fault of a PIN, "" for none. number is the phone number
// in any form; with isNew false only the form of the PIN is checked, since a
// present PIN is what it is.
func CheckPIN(pin api.Secret, number string, isNew bool) PINFault {
	text := pin.Reveal()
	switch {
	case phone.Digits(text) != text:
		return PINNotDigits
	case len(text) != PINLength:
		return PINLengthOff
	case !isNew:
		return ""
	case repeated(text):
		return PINRepeated
	case sequential(text):
		return PINSequential
	case strings.Contains(phone.Digits(number), text):
		return PINOfNumber
	}
	return ""
}

// repeated finds one, two or three digits that make up the whole PIN.
func repeated(pin string) bool {
	return slices.ContainsFunc([]int{1, 2, 3}, func(unit int) bool {
		return strings.Repeat(pin[:unit], len(pin)/unit) == pin
	})
}

// sequential finds steps of +1 or -1 throughout, with 0 following 9.
func sequential(pin string) bool {
	const up, down = "012345678901234", "987654321098765"
	return strings.Contains(up, pin) || strings.Contains(down, pin)
}

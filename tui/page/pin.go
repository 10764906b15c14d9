package page

import (
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// HasPIN names whether the number at hand has a PIN, as far as Graph says.
func HasPIN(e *Env) string {
	switch has := e.Flow.Number.PINEnabled; {
	case has == nil:
		return "unknown"
	case *has:
		return "yes"
	}
	return "no"
}

// PINLine says how the PIN came about, never the PIN.
func PINLine(e *Env) string {
	if e.Flow.PIN.Value.Empty() {
		return e.Say("review.no_pin")
	}
	return api.Secret{}.String() + " · " + PINNote(e)
}

// PINNote is a word for how the PIN came about.
func PINNote(e *Env) string { return e.Say("review.pin_" + string(pinMode(e.Flow))) }

// pinMode is how the PIN came about. Once Meta has a replaced one it is the
// present one to the flow; the operator knows it as the new one.
func pinMode(s flows.Session) flows.PINMode {
	for _, d := range s.Actions {
		if d.Call == api.SetPIN && d.Number == s.Number.ID && s.PIN.Mode == flows.PresentPIN {
			return flows.ReplacePIN
		}
	}
	return s.PIN.Mode
}

// DigitFault is the sentence for a key or a paste that the boxes refused; of names
// the words for it. A key that they took clears it.
func (e *Env) DigitFault(of string, f bubble.Fault, before string, msg tea.Msg) string {
	switch f {
	case bubble.NotADigit:
		return e.Say(of + ".letter")
	case bubble.TooMany:
		return e.Say(of + ".full")
	case bubble.WrongSize:
		return e.Say(of + ".paste")
	case bubble.Several:
		return e.Say("digits.several")
	case bubble.NoFault:
		switch msg.(type) {
		case tea.KeyPressMsg, tea.PasteMsg:
			return ""
		}
	}
	return before
}

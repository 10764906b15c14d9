package tui

import (
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
)

// standing is our one-word verdict on a number, in its colour. One that is held back
// is never told as good, and of a state that nobody knows the name is all there is to
// say.
func (e *env) standing(n api.Number) (string, lipgloss.Style) {
	s, look := flows.StandingOf(n), e.style.Focus
	switch s {
	case flows.StandingConnected:
		look = e.style.Good
		if n.Status.Held() {
			return e.say("held." + string(n.Status) + ".word"), e.style.Warn
		}
	case flows.StandingBanned, flows.StandingOnPremise, flows.StandingShared:
		look = e.style.Warn
	case flows.StandingGone:
		look = e.style.Muted
	case flows.StandingVerified, flows.StandingFresh, flows.StandingExpired, flows.StandingLapsed:
		if n.Status != "" && !n.Status.Known() {
			return steady(string(n.Status)), e.style.Muted
		}
		if s == flows.StandingLapsed {
			look = e.style.Muted
		}
	}
	return e.say("standing." + string(s)), look
}

// statusLook is the colour of Meta's own word for a number's state.
func (e *env) statusLook(s api.Status) lipgloss.Style {
	if s.Held() {
		return e.style.Warn
	}
	return e.style.Muted
}

// status is Meta's word for a number's state; for one that is held back also what it
// means.
func (e *env) status(s api.Status) string {
	if s.Held() {
		return steady(string(s)) + " – " + e.say("held."+string(s)+".means")
	}
	return steady(string(s))
}

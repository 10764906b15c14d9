package page

import (
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
)

// Quality is Meta's rating in plain words; a value that nobody knows stays as it
// came.
func (e *Env) Quality(q api.Quality) string {
	switch q {
	case "GREEN", "YELLOW", "RED":
		return e.Say("quality." + string(q))
	case "", "NA", "UNKNOWN":
		return "–"
	}
	return Sanitize(string(q))
}

// NameStatus is the review of a display name, likewise.
func (e *Env) NameStatus(s api.NameStatus) string {
	switch s {
	case api.NameApproved, api.NameAvailableWithoutReview, api.NameDeclined, api.NameExpired, api.NamePendingReview:
		return e.Say("name_state." + string(s) + ".word")
	case "", api.NameNone:
		return "–"
	}
	return Sanitize(string(s))
}

// Reviewed is a number's display name with what has become of its review.
func (e *Env) Reviewed(n api.Number) string {
	if k := "name_state." + string(n.NameStatus) + ".word"; e.Words.Has(k) {
		return e.RedactName(n.Name) + " · " + e.Say(k)
	}
	return strings.TrimSuffix(e.RedactName(n.Name)+" · "+Sanitize(string(n.NameStatus)), " · ")
}

// Speed is a sending speed class in messages a second, likewise (docs).
func (e *Env) Speed(l api.ThroughputLevel) string {
	switch l {
	case "STANDARD", "HIGH":
		return e.Say("speed." + string(l))
	case "", "NOT_APPLICABLE":
		return "–"
	}
	return Sanitize(string(l))
}

// QualityLook is the colour of a rating.
func (e *Env) QualityLook(q api.Quality) lipgloss.Style {
	switch q {
	case "GREEN":
		return e.Style.Good
	case "YELLOW":
		return e.Style.Warn
	case "RED":
		return e.Style.Bad
	}
	return e.Style.Muted
}

// Both sets Meta's word beside the plain one.
func Both(word, plain string) string {
	if word == "" || plain == "–" || plain == word {
		return word
	}
	return plain + " (" + word + ")"
}

// Throughput says what a sending speed class means.
func (e *Env) Throughput(level api.ThroughputLevel) string {
	if level == "" {
		level = "NOT_APPLICABLE"
	}
	if k := "throughput." + string(level); e.Words.Has(k) {
		return e.Say(k)
	}
	return string(level)
}

// Standing is our one-word verdict on a number, in its colour. One that is held back
// is never told as good, and of a state that nobody knows the name is all there is to
// say.
func (e *Env) Standing(n api.Number) (string, lipgloss.Style) {
	s, look := flows.StandingOf(n), e.Style.Focus
	switch s {
	case flows.StandingConnected:
		look = e.Style.Good
		if n.Status.Held() {
			return e.Say("held." + string(n.Status) + ".word"), e.Style.Warn
		}
	case flows.StandingBanned, flows.StandingOnPremise, flows.StandingShared:
		look = e.Style.Warn
	case flows.StandingGone:
		look = e.Style.Muted
	case flows.StandingVerified, flows.StandingFresh, flows.StandingExpired, flows.StandingLapsed:
		if n.Status != "" && !n.Status.Known() {
			return Sanitize(string(n.Status)), e.Style.Muted
		}
		if s == flows.StandingLapsed {
			look = e.Style.Muted
		}
	}
	return e.Say("standing." + string(s)), look
}

// StatusLook is the colour of Meta's own word for a number's state.
func (e *Env) StatusLook(s api.Status) lipgloss.Style {
	if s.Held() {
		return e.Style.Warn
	}
	return e.Style.Muted
}

// Status is Meta's word for a number's state; for one that is held back also what it
// means.
func (e *Env) Status(s api.Status) string {
	if s.Held() {
		return Sanitize(string(s)) + " – " + e.Say("held."+string(s)+".means")
	}
	return Sanitize(string(s))
}

package page

import (
	"cmp"
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/theme"
)

// known is a word of Meta's as k says it in plain words: "–" for the words that say
// nothing, and the word as it came where nobody knows it.
func (e *Env) known(k, word string, nothing ...string) string {
	if word == "" || slices.Contains(nothing, word) {
		return "–"
	}
	if !e.Words.Has(k) {
		return Sanitize(word)
	}
	return e.Say(k)
}

// Quality is Meta's rating in plain words.
func (e *Env) Quality(q api.Quality) string {
	return e.known("quality."+string(q), string(q), "NA", "UNKNOWN")
}

// NameStatus is the review of a display name in plain words.
func (e *Env) NameStatus(s api.NameStatus) string {
	return e.known("name_state."+string(s)+".word", string(s), string(api.NameNone))
}

// Speed is a sending speed class in messages a second (docs).
func (e *Env) Speed(l api.ThroughputLevel) string {
	return e.known("speed."+string(l), string(l), "NOT_APPLICABLE")
}

// Reviewed is a number's display name with what has become of its review.
func (e *Env) Reviewed(n api.Number) string {
	review := cmp.Or(e.SayIf("name_state."+string(n.NameStatus)+".word"), Sanitize(string(n.NameStatus)))
	return strings.TrimSuffix(e.RedactName(n.Name)+" · "+review, " · ")
}

// OfficialReview is how the wish for an official account stands; "" where Meta does not say.
func (e *Env) OfficialReview(n api.Number) string {
	word := Sanitize(string(n.OfficialReview))
	return both(word, e.Known("official.", word))
}

// Username is the name by which the business can be found, with what has become of it; ""
// where Meta does not say.
func (e *Env) Username(n api.Number) string {
	if n.Username.Name == "" {
		return ""
	}
	name := "@" + strings.TrimPrefix(e.RedactName(n.Username.Name), "@")
	return strings.TrimSuffix(name+" · "+e.Known("username.", strings.ToLower(n.Username.Status)), " · ")
}

// QualityLook is the colour of a rating.
func (e *Env) QualityLook(q api.Quality) theme.Look {
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

// Once is the plain word with Meta's own beside it; where they are the same one it is said once.
func Once(word, plain string) string {
	if word != "" && strings.EqualFold(strings.ReplaceAll(word, "_", " "), plain) {
		return plain
	}
	return both(word, plain)
}

// both sets Meta's word beside the plain one.
func both(word, plain string) string {
	if word == "" || plain == "–" || plain == word {
		return word
	}
	return plain + " (" + word + ")"
}

// Throughput says what a sending speed class means.
func (e *Env) Throughput(level api.ThroughputLevel) string {
	level = cmp.Or(level, "NOT_APPLICABLE")
	return cmp.Or(e.SayIf("throughput."+string(level)), string(level))
}

// Verdict is how a number stands, in one word.
type Verdict struct {
	Mark string // its shape tells it as well
	Text string
	Look theme.Look
}

// Standing is our verdict on a number. One that is held back is never told as good, and of a
// state that nobody knows the name is all there is to say.
func (e *Env) Standing(n api.Number) Verdict {
	s, st := flows.StandingAt(n, e.Now), e.Style
	v := Verdict{Mark: "!", Look: st.Warn}
	switch s {
	case flows.StandingConnected:
		v = Verdict{Mark: "✓", Look: st.Good}
	case flows.StandingVerified:
		v = Verdict{Mark: "●", Look: st.Text}
	case flows.StandingFresh:
		v = Verdict{Mark: "○", Look: st.Text}
	case flows.StandingBanned:
		v = Verdict{Mark: "×", Look: st.Bad}
	case flows.StandingGone:
		v = Verdict{Mark: "×", Look: st.Muted}
	case flows.StandingLapsed, flows.StandingUnread:
		v.Look = st.Muted
	case flows.StandingOnPremise, flows.StandingShared, flows.StandingHalfShared, flows.StandingExpired:
	}
	v.Text = e.Say("standing." + string(s))
	held, unknown := n.Status.Held(), n.Status != "" && !n.Status.Known()
	if held {
		v.Mark = "!"
	}
	switch {
	case s == flows.StandingConnected && held:
		v.Text, v.Look = e.Say("held."+string(n.Status)+".word"), st.Warn
	case s == flows.StandingHalfShared && flows.LikelyHalfShared(n):
		v.Text = e.Say("standing.half_shared_likely")
	case unknown && (s == flows.StandingVerified || s == flows.StandingFresh || s == flows.StandingLapsed):
		v.Text, v.Look = Sanitize(string(n.Status)), st.Muted
	}
	return v
}

// Status is Meta's word for a number's state; for one that is held back also what it
// means.
func (e *Env) Status(s api.Status) string {
	word := Sanitize(string(s))
	if s.Held() {
		word += " – " + e.Say("held."+string(s)+".means")
	}
	return word
}

package cli

import (
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
)

// number lays out a report: its facts, its rules, its verdict.
func (s sheet) number(r numberReport) string {
	facts := [][2]string{{s.words.Say("check.label.typed"), bubble.Fit(api.Clean(r.Input), s.width)}}
	lines := []string{}
	if r.Number != nil {
		facts = append(facts, s.facts(*r.Number, r.Eligible)...)
		lines = append(lines, "")
		lines = append(lines, s.rules(r.Rules)...)
	}
	mark, verdict := s.verdict(r)
	lines = append(lines, "", mark+" "+s.hang(verdict, 2, s.look.Strong))
	return strings.Join(append(s.table(facts, s.look.Muted), lines...), "\n")
}

func (s sheet) facts(n reportForm, eligible bool) [][2]string {
	say := s.words.Say
	e164, country := say("check.none"), say("check.no_country", "Code", n.CallingCode)
	if n.E164 != nil {
		e164 = *n.E164
	}
	switch {
	case n.Country != nil:
		country = say("check.country", "Name", s.words.Country(*n.Country), "ISO", *n.Country)
	case !n.Listed:
		country = say("check.unknown_country", "Code", n.CallingCode)
	}
	facts := [][2]string{
		{say("check.label.e164"), e164},
		{say("check.label.international"), n.International},
		{say("check.label.national"), n.National},
		{say("check.label.country"), country},
		{say("check.label.line"), say("line." + n.LineType)},
		{say("check.label.sms"), say("check.reach." + n.SMS)},
		{say("check.label.voice"), say("check.reach." + n.Voice)},
	}
	if n.Hint != nil {
		facts = append(facts, [2]string{say("check.label.ninth"), say("check.ninth", "Number", strings.TrimPrefix(*n.Hint, ninthDigit))})
	}
	if n.Twin != nil {
		facts = append(facts, [2]string{say("recipient.label.twin"), *n.Twin})
	}
	if !eligible { // no code will be sent to it
		return facts
	}
	name := n.CodeLanguage
	for _, l := range assets.CodeLanguages() {
		if l.Code == n.CodeLanguage {
			name = say("check.language", "Name", s.words.Language(l.Code, l.Name), "Code", l.Code)
		}
	}
	return append(facts,
		[2]string{say("check.label.method"), say("check.method." + n.CodeMethod)},
		[2]string{say("check.label.language"), name})
}

// rules are the lines of the checklist that the number has something to say to.
func (s sheet) rules(rules []reportRule) []string {
	marks := map[string]string{eligibility.Met.String(): "✓", eligibility.NotMet.String(): "×", toBeAsked: "?"}
	var rows [][2]string
	for _, r := range rules {
		if mark, is := marks[r.Outcome]; is {
			rows = append(rows, [2]string{mark + " " + s.words.Say("check.outcome."+r.Outcome), s.ruleAndReason(r)})
		}
	}
	return s.table(rows, s.look.Text)
}

// verdict is the mark and the sentence that sum a report up.
func (s sheet) verdict(r numberReport) (mark, text string) {
	say := s.words.Say
	var asked []string
	for _, q := range r.Questions {
		asked = append(asked, say("question."+string(q)+".ask"))
	}
	switch {
	case r.Error != nil:
		return s.look.Bad.Render("×"), say("check.verdict.not_eligible", "Why", s.unreadable(*r.Error))
	case r.Eligible && len(asked) == 0:
		return s.look.Good.Render("✓"), say("check.verdict.eligible")
	case r.Eligible:
		return s.look.Warn.Render("?"), say("check.verdict.undecided", "Questions", strings.Join(asked, " "))
	}
	return s.look.Bad.Render("×"), say("check.verdict.not_eligible", "Why", s.broken(r.Rules))
}

// broken says what is wrong by the first rule that is not met.
func (s sheet) broken(rules []reportRule) string {
	i := slices.IndexFunc(rules, func(r reportRule) bool { return r.Outcome == eligibility.NotMet.String() })
	if i < 0 {
		return ""
	}
	switch r := rules[i]; {
	case r.Reason == eligibility.ReasonIsShortCode:
		return s.unreadable(reportError{Reason: phone.ReasonShortCode})
	case r.Reason == eligibility.ReasonReceivesNone:
		return s.words.Say("check.why.receives_nothing")
	default:
		return s.ruleAndReason(r)
	}
}

func (s sheet) ruleAndReason(r reportRule) string {
	return s.words.Say("check.rule", "Rule", s.words.Say("rule."+string(r.Rule)), "Reason", s.words.Say("reason."+string(r.Reason)))
}

// unreadable says what is wrong with a text, what is expected, and how that
// looks; where it can be guessed, how the number itself looks.
func (s sheet) unreadable(e reportError) string {
	text := s.words.Say("number." + string(e.Reason))
	switch {
	case e.Suggestion != nil:
		return s.words.Say("check.why.suggestion", "Fault", text, "Number", *e.Suggestion)
	case e.Reason == phone.ReasonNoCountry:
		return s.words.Say("check.why.no_country", "Fault", text)
	case !strings.Contains(text, "+"):
		return s.words.Say("check.why.example", "Fault", text)
	}
	return text
}

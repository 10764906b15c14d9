package cli

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
	"dialtone/tui/theme"
)

// sheet draws reports for people.
type sheet struct {
	*program
	look  theme.Styles
	width int
}

// tellSheets writes each report as a block of text, with a blank line between
// two. The terminal is not asked for its colours: its answer could come when the
// shell is listening again.
func (p *program) tellSheets() func(numberReport) error {
	s := p.newSheet()
	gap := ""
	return func(r numberReport) error {
		_, err := fmt.Fprintln(p.told(), gap+s.draw(r))
		gap = "\n"
		return err
	}
}

// newSheet is as wide as the terminal, and has looks only there.
func (p *program) newSheet() sheet {
	const most, least = 80, 30
	s := sheet{program: p, width: most}
	if p.env["NO_COLOR"] == "" && p.env[variable("no-color")] == "" && p.env["TERM"] != "dumb" && term.IsTerminal(p.stdout.Fd()) {
		s.look = theme.New(theme.Unknown)
	}
	if columns, _, err := term.GetSize(p.stdout.Fd()); err == nil && columns > 0 {
		s.width = max(least, min(most, columns))
	}
	return s
}

// draw lays out a report: its facts, its rules, its verdict.
func (s sheet) draw(r numberReport) string {
	facts := [][2]string{{s.words.Say("check.label.typed"), bubble.Fit(api.Clean(r.Input), s.width)}}
	lines := []string{}
	if r.Number != nil {
		facts = append(facts, s.facts(*r.Number, r.Eligible)...)
		lines = append(lines, "")
		lines = append(lines, s.rules(r.Rules)...)
	}
	mark, verdict := s.verdict(r)
	return strings.Join(append(append(s.table(facts, s.look.Muted), lines...), "", mark+" "+s.hang(verdict, 2, s.look.Strong)), "\n")
}

func (s sheet) facts(n reportForm, eligible bool) [][2]string {
	say := s.words.Say
	e164, country := say("check.none"), say("check.no_country", "Code", n.CallingCode)
	if n.E164 != nil {
		e164 = *n.E164
	}
	switch {
	case n.Country != nil:
		country = say("check.country", "Name", s.country(*n.Country), "ISO", *n.Country)
	case !n.Listed:
		country = say("check.unknown_country", "Code", n.CallingCode)
	}
	reach := map[string]string{
		phone.ReachYes.String(): "check.reach.yes", phone.ReachNotRecommended.String(): "check.reach.not_recommended",
		phone.ReachNo.String(): "check.reach.no", phone.ReachUnknown.String(): "check.reach.unknown",
	}
	method := map[string]string{
		phone.MethodSMS.String(): "check.method.sms", phone.MethodVoice.String(): "check.method.voice",
		phone.MethodAsk.String(): "check.method.ask", phone.MethodNone.String(): "check.method.none",
	}
	facts := [][2]string{
		{say("check.label.e164"), e164},
		{say("check.label.international"), n.International},
		{say("check.label.national"), n.National},
		{say("check.label.country"), country},
		{say("check.label.line"), say("line." + n.LineType)},
		{say("check.label.sms"), say(reach[n.SMS])},
		{say("check.label.voice"), say(reach[n.Voice])},
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
	return append(facts, [2]string{say("check.label.method"), say(method[n.CodeMethod])}, [2]string{say("check.label.language"), name})
}

// rules are the lines of the checklist that the number has something to say to.
func (s sheet) rules(rules []reportRule) []string {
	var rows [][2]string
	for _, r := range rules {
		text := s.ruleAndReason(r)
		switch r.Outcome {
		case eligibility.Met.String():
			rows = append(rows, [2]string{"✓ " + s.words.Say("check.outcome.met"), text})
		case eligibility.NotMet.String():
			rows = append(rows, [2]string{"× " + s.words.Say("check.outcome.not_met"), text})
		case toBeAsked:
			rows = append(rows, [2]string{"? " + s.words.Say("check.outcome.to_be_asked"), text})
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

// table sets rows in two columns; what does not fit beside the first is folded
// below itself.
func (s sheet) table(rows [][2]string, look lipgloss.Style) []string {
	widest := 0
	for _, r := range rows {
		widest = max(widest, ansi.StringWidth(r[0]))
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = strings.TrimRight(look.Render(bubble.Pad(r[0], widest))+"  "+s.hang(r[1], widest+2, s.look.Text), " ")
	}
	return lines
}

// hang folds text beside a margin that is drawn already.
func (s sheet) hang(text string, margin int, look lipgloss.Style) string {
	lines := strings.Split(bubble.Wrap(text, s.width-margin), "\n")
	for i, line := range lines {
		lines[i] = look.Render(line)
	}
	return strings.Join(lines, "\n"+strings.Repeat(" ", margin))
}

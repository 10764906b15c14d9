package tui

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility/phone"
)

// phoneField is a phone number while it is typed.
type phoneField []rune

func (p phoneField) text() string { return string(p) }

// hidden is what can be shown of the field, where the cursor stands in it.
func (p phoneField) hidden(here bool) secretKind {
	if !here || len(p) == 0 {
		return ""
	}
	return secretNumber
}

// take adds what was typed or pasted and reports whether the field changed.
func (p *phoneField) take(msg tea.Msg) bool {
	const most = 40
	before := p.text()
	*p = typeInto(*p, msg, most, unicode.IsPrint)
	return p.text() != before
}

// typeInto applies a key or a paste to a short text, as far as its signs are
// taken. What is pasted takes the place of what was there.
func typeInto(text []rune, msg tea.Msg, most int, taken func(rune) bool) []rune {
	more := ""
	switch msg := msg.(type) {
	case tea.PasteMsg:
		more, text = strings.TrimSpace(msg.Content), nil
	case tea.KeyPressMsg:
		switch msg.String() {
		case "backspace":
			return text[:max(0, len(text)-1)]
		case "ctrl+u":
			return nil
		}
		more = msg.Text
	}
	text = slices.Clone(text)
	for _, c := range more {
		if taken(c) && len(text) < most {
			text = append(text, c)
		}
	}
	return text
}

// numberFault is the sentence for a number that cannot be read. A number that
// the numbering plan does not list passes: plans grow.
func (e *env) numberFault(err error) string {
	var p *phone.ParseError
	if !errors.As(err, &p) || p.Reason == phone.ReasonNotValid {
		return ""
	}
	return e.say("number." + string(p.Reason))
}

// readFault is numberFault for the text that was typed: a national number that
// does not fit the country taken for granted rather lacks its country code.
func (e *env) readFault(text string, err error) string {
	var p *phone.ParseError
	if errors.As(err, &p) && !strings.HasPrefix(strings.TrimSpace(text), "+") {
		switch p.Reason {
		case phone.ReasonTooShort, phone.ReasonTooLong, phone.ReasonNotPossible:
			return e.say("number." + string(phone.ReasonNoCountry))
		}
	}
	return e.numberFault(err)
}

// deafFault is the sentence for a number that no code can reach: nothing that comes
// after the form could change that.
func (e *env) deafFault(number phone.Number) string {
	if sms, voice := number.Line.Reach(); sms == phone.ReachNo && voice == phone.ReachNo {
		return e.say("check.why.receives_nothing")
	}
	return ""
}

// typed shows a number while it is typed: formatted when revealed, otherwise
// with dots for all but what may be seen of it.
func (e *env) typed(text, country string) string {
	if e.reveal {
		return phone.FormatAsYouType(text, country)
	}
	if number, err := phone.Parse(text, country); err == nil {
		return phone.Mask(number.E164)
	}
	if head, rest, ok := strings.Cut(phone.FormatAsYouType(text, ""), " "); ok && strings.HasPrefix(head, "+") {
		return head + " " + strings.Map(func(r rune) rune { // the country may be seen, the number not yet
			if r >= '0' && r <= '9' {
				return '•'
			}
			return r
		}, rest)
	}
	return strings.Repeat("•", len([]rune(text)))
}

// phoneHint says live what a number is, or what it lacks, in a line below it.
func (e *env) phoneHint(number phoneField, country, fault string, w int) []string {
	if fault != "" {
		return append(indent(e.fault(fault, w-4), 4), "")
	}
	if len(number) == 0 {
		return []string{""}
	}
	parsed, err := phone.Parse(number.text(), country)
	if err != nil {
		return []string{"    " + e.style.Muted.Render(e.say("add.number.digits", "Count", len(phone.Digits(number.text())))), ""}
	}
	hint := e.say("line." + parsed.Line.String())
	if parsed.Region != "" {
		hint = e.country(parsed.Region) + " · " + hint
	}
	if e.deafFault(parsed) != "" {
		return []string{"    " + e.style.Bad.Render("× "+hint), ""}
	}
	return []string{"    " + e.style.Good.Render("✓ "+hint), ""}
}

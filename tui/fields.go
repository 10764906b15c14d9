package tui

import (
	"errors"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility"
)

// phoneField takes a phone number, hidden while it is typed.
type phoneField struct {
	number []rune
	fault  string
}

// phone reads what was typed; a national number is taken as one of the
// account's country.
func (p *phoneField) phone(e *env) (eligibility.Number, error) {
	return eligibility.Parse(string(p.number), e.s.Account.Country)
}

func (p *phoneField) typeNumber(e *env, msg tea.Msg) {
	const most = 40
	text := ""
	switch msg := msg.(type) {
	case tea.PasteMsg:
		text = strings.TrimSpace(msg.Content)
		p.number = nil
	case tea.KeyPressMsg:
		switch msg.String() {
		case "backspace":
			p.number = p.number[:max(0, len(p.number)-1)]
			p.fault = ""
		case "ctrl+u":
			p.number, p.fault = nil, ""
		}
		text = msg.Text
	}
	for _, r := range text {
		if unicode.IsPrint(r) && len(p.number) < most {
			p.number = append(p.number, r)
			p.fault = ""
		}
	}
}

// numberFault is the sentence for a number that cannot be read. A number that
// the numbering plan does not list passes: plans grow.
func (e *env) numberFault(err error) string {
	var p *eligibility.ParseError
	if !errors.As(err, &p) || p.Reason == eligibility.ReasonNotValid {
		return ""
	}
	return e.say("number." + string(p.Reason))
}

// readFault is numberFault for the text that was typed: a national number that
// does not fit the account's country rather lacks its country code.
func (p *phoneField) readFault(e *env, err error) string {
	var fault *eligibility.ParseError
	if errors.As(err, &fault) && !strings.HasPrefix(strings.TrimSpace(string(p.number)), "+") {
		switch fault.Reason {
		case eligibility.ReasonTooShort, eligibility.ReasonTooLong, eligibility.ReasonNotPossible:
			return e.say("number." + string(eligibility.ReasonNoCountry))
		}
	}
	return e.numberFault(err)
}

// typed shows a number while it is typed: formatted when revealed, otherwise
// with dots for all but what may be seen of it.
func (e *env) typed(text string) string {
	if e.reveal {
		return eligibility.FormatAsYouType(text, e.s.Account.Country)
	}
	if phone, err := eligibility.Parse(text, e.s.Account.Country); err == nil {
		return eligibility.Mask(phone.E164)
	}
	if head, rest, ok := strings.Cut(eligibility.FormatAsYouType(text, ""), " "); ok && strings.HasPrefix(head, "+") {
		return head + " " + strings.Map(func(r rune) rune { // the country may be seen, the number not yet
			if r >= '0' && r <= '9' {
				return '•'
			}
			return r
		}, rest)
	}
	return strings.Repeat("•", len([]rune(text)))
}

// numberHint says live what the number is, or what it lacks.
func (p *phoneField) numberHint(e *env, fault string, w int) []string {
	if fault != "" {
		return append(indent(e.fault(fault, w-4), 4), "")
	}
	if len(p.number) == 0 {
		return []string{""}
	}
	phone, err := p.phone(e)
	if err != nil {
		return []string{"    " + e.style.Muted.Render(e.say("add.number.digits", "Count", len(digits(string(p.number))))), ""}
	}
	hint := e.say("line." + phone.Line.String())
	if phone.Region != "" {
		hint = e.country(phone.Region) + " · " + hint
	}
	return []string{"    " + e.style.Good.Render("✓ "+hint), ""}
}

// nameField takes a display name.
type nameField struct {
	name textinput.Model
}

func newNameField() nameField {
	name := textinput.New()
	name.Prompt = ""
	name.SetVirtualCursor(false)
	name.CharLimit = 120 // more than Meta takes, so that too long a name is explained and not cut
	return nameField{name}
}

// text is the name as it is sent.
func (n *nameField) text() string { return strings.TrimSpace(n.name.Value()) }

// draw is the field in a width.
func (n *nameField) draw(e *env, w int) string {
	n.name.SetWidth(max(10, w))
	styles := textinput.DefaultStyles(true)
	styles.Focused.Text, styles.Blurred.Text = e.style.Text, e.style.Text
	n.name.SetStyles(styles)
	return n.name.View()
}

// nameFault is the first reason why the name must not be sent.
func (n *nameField) nameFault(e *env) string {
	for _, issue := range eligibility.CheckDisplayName(n.text()) {
		if issue.Severity == eligibility.Blocking {
			return e.say("name." + string(issue.Code))
		}
	}
	return ""
}

// nameHints shows what the guidelines say about the name so far.
func (n *nameField) nameHints(e *env, fault string, w int) []string {
	name := n.text()
	if fault != "" {
		return append(indent(e.fault(fault, w-4), 4), "")
	}
	var lines []string
	if name != "" {
		for _, issue := range eligibility.CheckDisplayName(name) {
			if issue.Severity == eligibility.Warning {
				for i, line := range strings.Split(wrap(e.style.Warn, e.say("name."+string(issue.Code)), w-6), "\n") {
					lines = append(lines, []string{"    " + e.style.Warn.Render("! "), "      "}[min(i, 1)]+line)
				}
			}
		}
	}
	return append(lines, "")
}

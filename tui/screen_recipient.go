package tui

import (
	"strconv"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// recipientScreen reads a customer's number as Cloud API does, while it is typed.
type recipientScreen struct {
	field   int // 0 number, 1 the business's country
	number  []rune
	country []rune
	chosen  bool // the country was typed, not proposed
}

const (
	recipientFields = 2
	longestNumber   = 60
	longestCountry  = 5
)

func (r *recipientScreen) enter(e *env) tea.Cmd {
	r.field = 0
	if !r.chosen {
		r.country = []rune(homeOf(e))
	}
	return nil
}

// homeOf is the country of the business, as far as it is known: that of the
// number at hand, else of the account.
func homeOf(e *env) string {
	if e.s.Phone.Region != "" {
		return e.s.Phone.Region
	}
	return strings.ToUpper(e.s.Account.Country)
}

func (r *recipientScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "tab", "down", "enter", "shift+tab", "up":
		r.field = (r.field + 1) % recipientFields
		return nil, nil
	}
	if r.field == 0 {
		r.number = typeInto(r.number, msg, longestNumber, notControl)
		return nil, nil
	}
	before := string(r.country)
	r.country = typeInto(r.country, msg, longestCountry, notControl)
	if text := strings.ToUpper(string(r.country)); text != before {
		r.country, r.chosen = []rune(text), true
	}
	return nil, nil
}

// notControl lets the signs in that nobody sees: they are part of the question.
func notControl(c rune) bool { return !unicode.IsControl(c) }

func (r *recipientScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Recipient)
	st := e.style
	names := []string{e.say("recipient.number"), e.say("recipient.country.label")}
	wide := max(ansi.StringWidth(names[0]), ansi.StringWidth(names[1]))
	label := func(field int) string {
		if field == r.field {
			return st.Focus.Render("▸ "+bubble.Pad(names[field], wide)) + "  "
		}
		return st.Text.Render("  "+bubble.Pad(names[field], wide)) + "  "
	}
	number := maskedAsTyped(string(r.number), e.reveal)
	shown, country := st.Strong.Render(number), st.Strong.Render(string(r.country))
	if len(r.number) == 0 {
		shown = st.Muted.Render(e.say("recipient.example"))
	}
	code, err := phone.CallingCode(string(r.country))
	switch {
	case len(r.country) == 0:
		country = st.Muted.Render(e.say("recipient.country.example"))
	case err == nil:
		country += st.Muted.Render("  " + r.home(e, code))
	}
	lines := []string{label(0) + shown, label(1) + country}
	if len(r.country) > 0 && err != nil {
		lines = append(lines, indent(e.fault(e.say("recipient.country.fault"), w-4), 4)...)
	}
	if len(r.number) > 0 {
		const roomy = 16
		lines = append(append(lines, ""), r.reading(e, code, w, h >= roomy)...)
	}
	p.body, p.essential = strings.Join(lines, "\n"), true
	p.cursor = tea.NewCursor(4+wide+ansi.StringWidth(number), 0)
	if r.field == 1 {
		p.cursor = tea.NewCursor(4+wide+ansi.StringWidth(string(r.country)), 1)
	}
	return p
}

// home names the country of the business, by its calling code where that was
// typed.
func (r *recipientScreen) home(e *env, code int) string {
	if strings.Trim(string(r.country), "+0123456789") == "" {
		return "+" + strconv.Itoa(code)
	}
	return e.country(string(r.country))
}

// reading is what the number is read as, while it is typed.
func (r *recipientScreen) reading(e *env, code, w int, roomy bool) []string {
	st := e.style
	t := SpellRecipient(e.words, phone.ReadRecipient(string(r.number), code), code, r.home(e, code), e.number)
	look := map[string]func(...string) string{"✓": st.Good.Render, "!": st.Warn.Render, "×": st.Bad.Render}[t.Mark]
	lines := indent(wrap(st.Strong, t.Verdict, w-4), 4)
	lines[0] = "  " + look(t.Mark) + " " + strings.TrimPrefix(lines[0], "    ")
	gap := func() {
		if roomy {
			lines = append(lines, "")
		}
	}
	if len(t.Rows) > 0 {
		gap()
		lines = append(lines, indent(e.table(t.Rows, w-4), 4)...)
	}
	if t.Note != "" {
		gap()
		lines = append(lines, indent(wrap(st.Muted, t.Note, w-4), 4)...)
	}
	return lines
}

// maskedAsTyped shows a number with the signs that were typed, since they are
// what it is about: the country code after a plus and the last four digits stay,
// unless it is revealed.
func maskedAsTyped(text string, reveal bool) string {
	digits := 0
	text = strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			digits++
		}
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, text)
	head := 0
	if code, _, ok := strings.Cut(phone.FormatAsYouType(text, ""), " "); ok && strings.HasPrefix(code, "+") && strings.HasPrefix(text, "+") {
		head = len(code) - 1
	}
	const enough = 8 // of fewer digits, four would be too many
	tail := digits
	if digits >= enough {
		tail = max(digits-lastDigits, head+3)
	}
	var b strings.Builder
	at := 0
	for _, c := range text {
		switch {
		case unicode.IsDigit(c):
			at++
			if !reveal && at > head && at <= tail {
				c = '•'
			}
		case unicode.IsLetter(c) && !reveal:
			c = '•'
		}
		b.WriteRune(c)
	}
	return b.String()
}

func (r *recipientScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "move"), e.bind("esc", "back")}
}

// hidden is what can be shown here: the number while it is typed.
func (r *recipientScreen) hidden(*env) secretKind { return phoneField(r.number).hidden(r.field == 0) }

func (r *recipientScreen) typing() bool { return true }

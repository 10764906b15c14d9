package jobs

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/words"
)

// recipientPage reads a customer's number as Cloud API does, while it is typed.
type recipientPage struct {
	field   int // 0 number, 1 the business's country
	number  page.PhoneField
	country bubble.Line
	chosen  bool // the country was typed, not proposed
}

const (
	recipientFields = 2
	longestNumber   = 60
	longestCountry  = 5
)

func (r *recipientPage) Enter(e *page.Env) tea.Cmd {
	r.field = 0
	if !r.chosen {
		r.country.SetValue(homeOf(e))
	}
	return nil
}

// homeOf is the country of the business, as far as it is known: that of the
// number at hand, else of the account.
func homeOf(e *page.Env) string {
	return cmp.Or(e.Flow.Phone.Region, strings.ToUpper(e.Flow.Account.Country))
}

func (r *recipientPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) == "enter" {
		r.field = (r.field + 1) % recipientFields
		return nil, nil
	}
	if field, moved := bubble.Move(msg, r.field, recipientFields); moved {
		r.field = field
		return nil, nil
	}
	if r.field == 0 {
		r.number.Update(msg)
		return page.Back(msg), nil
	}
	before := r.country.Value()
	r.country.Update(msg)
	r.country.SetValue(strings.ToUpper(r.country.Value()))
	r.chosen = r.chosen || r.country.Value() != before
	return page.Back(msg), nil
}

// notControl lets the signs in that nobody sees: they are part of the question.
func notControl(c rune) bool { return !unicode.IsControl(c) }

func (r recipientPage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.Recipient)
	st := e.Style
	number, home := maskedAsTyped(r.number.Value(), e.Reveal), r.country.Value()
	shown, country := st.Strong.Render(number), st.Strong.Render(home)
	if r.number.Value() == "" {
		shown = st.Muted.Render(e.Say("recipient.example"))
	}
	code, err := phone.CallingCode(home)
	switch {
	case home == "":
		country = st.Muted.Render(e.Say("recipient.country.example"))
	case err == nil:
		country += st.Muted.Render("  " + r.home(e, code))
	}
	const gap, right = 2, 20 // of the country's field
	left := w - gap - right
	lines := r.frame(e, 0, "recipient.number", shown, left)
	for i, line := range r.frame(e, 1, "recipient.country.label", country, right) {
		lines[i] += strings.Repeat(" ", gap) + line
	}
	if home != "" && err != nil {
		lines = append(lines, e.Fault(e.Say("recipient.country.fault"), w))
	}
	switch {
	case r.number.Value() != "":
		lines = append(append(lines, ""), r.reading(e, code, w, h-len(lines)-1)...)
	default:
		lines = append(append(lines, ""), bubble.Lines(st.Muted, e.Say("recipient.empty"), w)...)
	}
	p.Body = strings.Join(lines, "\n")
	x, typed, room := 0, number, left
	if r.field == 1 {
		x, typed, room = left+gap, home, right
	}
	p.Cursor = tea.NewCursor(x+bubble.FrameCells/2+min(ansi.StringWidth(typed), room-bubble.FrameCells-1), 1)
	return p
}

// frame draws a field in its frame, a heavy one where it is the one at hand.
func (r recipientPage) frame(e *page.Env, field int, label, text string, w int) []string {
	f := bubble.Frame{Title: bubble.Label{Text: e.Say(label), Look: e.Style.Muted}, Look: e.Style.Frame}
	if field == r.field {
		f = bubble.Frame{Title: bubble.Label{Text: e.Say(label), Look: e.Style.Strong}, Heavy: true, Look: e.Style.Focus}
	}
	return f.Draw([]string{text}, w)
}

// home names the country of the business, by its calling code where that was
// typed.
func (r *recipientPage) home(e *page.Env, code int) string {
	if strings.Trim(r.country.Value(), "+0123456789") == "" {
		return "+" + strconv.Itoa(code)
	}
	return e.Country(r.country.Value())
}

// reading is what the number is read as, while it is typed. Where there is no room, what may
// be overlooked is left out first, then the blanks.
func (r *recipientPage) reading(e *page.Env, code, w, h int) []string {
	st := e.Style
	t := DescribeRecipient(e.Words, phone.ReadRecipient(r.number.Value(), code), code, r.home(e, code), phone.Mask)
	look := e.MarkLook(t.Mark)
	if t.Mark == "✓" { // nothing was read back from Meta
		look = st.Strong
	}
	parts := [][]string{strings.Split(page.Hang(st.Strong, look.Render(t.Mark)+" ", t.Verdict, w), "\n")}
	if len(t.Rows) > 0 {
		for i := range t.Rows {
			t.Rows[i][1] = st.Text.Render(t.Rows[i][1])
		}
		parts = append(parts, bubble.Beside("  ", facts(e, t.Rows, w-2)))
	}
	for _, note := range []string{t.Note, t.Reply} {
		if note != "" {
			parts = append(parts, page.Indent(page.Wrap(st.Muted, note, w-2), 2))
		}
	}
	tall := func() int { return len(slices.Concat(parts...)) }
	if t.Reply != "" && tall()+len(parts)-1 > h {
		parts = parts[:len(parts)-1]
	}
	lines, spare := parts[0], h-tall()
	for _, part := range parts[1:] {
		if spare > 0 {
			lines, spare = append(lines, ""), spare-1
		}
		lines = append(lines, part...)
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
	if code, _, ok := strings.Cut(phone.FormatAsYouType(text, ""), " "); ok && strings.HasPrefix(code, "+") &&
		strings.HasPrefix(text, "+") {
		head = len(code) - 1
	}
	const enough = 8 // of fewer digits, four would be too many
	tail := digits
	if digits >= enough {
		tail = max(digits-page.LastDigits, head+3)
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

func (r *recipientPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("enter", "other_field"), e.Bind("↑↓", "move"), e.Bind("esc", "back")}
}

func (r *recipientPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Recipient)
	t.Subject, t.Typing = page.OfNobody, true
	t.Fields = []page.Field{page.NumberField(&r.number), page.InputField(&r.country)}
	t.Hidden = r.number.Hidden(r.field == 0)
	return t
}

// RecipientWords is what Cloud API makes of a customer's number, in words.
type RecipientWords struct {
	Mark    string
	Verdict string // one sentence, and why
	Rows    [][2]string
	Note    string // about the extra digit; "" for none
	Reply   string // about who may answer; "" where nobody gets the message
}

// DescribeRecipient puts a reading into words. Code is the business's calling code,
// 0 for none, and country its name. Show draws a phone number.
func DescribeRecipient(w *words.Words, r phone.Recipient, code int, country string, show func(string) string) RecipientWords {
	say := w.Say
	if r.Reason == phone.RecipientNone {
		t := RecipientWords{Mark: "×", Verdict: say("recipient.verdict", "Verdict", say("recipient.none"), "Why",
			say("number."+string(r.Fault)))}
		for _, meant := range r.Send {
			t.Rows = append(t.Rows, [2]string{say("recipient.label.meant"), show(meant)})
		}
		return t
	}
	t, verdict := RecipientWords{Mark: "!"}, say("recipient.maybe")
	if r.Reason.AsMeant() {
		t.Mark, verdict = "✓", say("recipient.ok")
	}
	t.Verdict = say("recipient.verdict", "Verdict", verdict, "Why", say("recipient.reason."+string(r.Reason)))
	read := say("recipient.read_unknown")
	switch {
	case r.ReadAs != "":
		read = show(r.ReadAs)
	case r.Reason == phone.RecipientSigns:
		read = say("recipient.read_by_nobody")
	}
	t.Rows = append(t.Rows, [2]string{say("recipient.label.read"), read})
	if !r.Reason.AsMeant() {
		t.Rows = append(t.Rows, [2]string{say("recipient.label.send"), sendInstead(w, r, code, country, show)})
	}
	if r.Twin != "" {
		t.Rows = append(t.Rows, [2]string{say("recipient.label.twin"), show(r.Twin) + twinDiffers(w, r.ReadAs, r.Twin)})
		t.Note = say("recipient.twin")
	}
	t.Reply = say("recipient.reply")
	return t
}

// twinDiffers says which digit a number and its twin differ in: where the number is masked,
// that is not to be seen. The digit is the same for all numbers of a country.
func twinDiffers(w *words.Words, number, twin string) string {
	k, long, short := "recipient.twin_without", number, twin
	if len(twin) > len(number) {
		k, long, short = "recipient.twin_with", twin, number
	}
	for i := range long {
		if long[:i]+long[i+1:] == short {
			return " " + w.Say(k, "Digit", long[i:i+1])
		}
	}
	return ""
}

// sendInstead says what to send: to whom each form goes where more than one can
// be meant.
func sendInstead(w *words.Words, r phone.Recipient, code int, country string, show func(string) string) string {
	own := "+" + strconv.Itoa(code)
	var forms []string
	for _, form := range r.Send {
		if r.Reason == phone.RecipientNoPlus && code != 0 && strings.HasPrefix(form, own) {
			forms = append(forms, w.Say("recipient.send_at_home", "Number", show(form), "Country", country))
			continue
		}
		forms = append(forms, show(form))
	}
	switch {
	case r.Reason == phone.RecipientNoPlus && len(forms) > 0:
		forms = append(forms, w.Say("recipient.send_abroad"))
	case len(forms) == 0:
		forms = append(forms, w.Say("recipient.send_how"))
	}
	text := forms[0]
	for _, form := range forms[1:] {
		text = w.Say("recipient.or", "One", text, "Other", form)
	}
	return text
}

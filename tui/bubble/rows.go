package bubble

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/tui/theme"
)

// Move says which of a form's fields a key leads to: Tab and the arrows go round
// all of them.
func Move(msg tea.Msg, at, fields int) (int, bool) {
	key, _ := msg.(tea.KeyPressMsg)
	switch key.String() {
	case "tab", "down":
		return (at + 1) % fields, true
	case "shift+tab", "up":
		return (at + fields - 1) % fields, true
	}
	return at, false
}

// Rows draws a form: its fields below each other, the one at hand marked. A field
// begins with its label; fields are counted from 0 in the order in which they are
// drawn.
type Rows struct {
	style  theme.Styles
	width  int
	at     int // the field at hand
	fields int // how many have begun
	beside int // cells of the labels that stand beside their fields; 0 where they stand above
	framed bool
	tight  bool   // there is no room for frames: what is said of a field takes its blank line
	label  string // of the field that has begun, for its frame
	lines  []string
	focus  int
	cursor *tea.Cursor
}

// rowIndent is how far what belongs to a label is set in.
const rowIndent = "    "

// NewRows begins a form of a width with the number of the field at hand.
func NewRows(st theme.Styles, width, at int) *Rows { return &Rows{style: st, width: width, at: at} }

// Beside sets each label, in so many cells, beside its field instead of above it.
func (r *Rows) Beside(label int) *Rows {
	r.beside = label
	return r
}

// indent is what stands before a line of a field that has no label of its own.
func (r *Rows) indent() string {
	switch {
	case r.framed:
		return "  "
	case r.beside > 0:
		return strings.Repeat(" ", r.beside+2)
	}
	return rowIndent
}

// value adds a line of a field, behind its label if that stands beside it.
func (r *Rows) value(text string) {
	lead := r.indent()
	if r.beside > 0 && r.label != "" {
		lead, r.label = r.label, ""
	}
	r.Add(lead + text)
}

// Framed has every field drawn in a frame with its label in the edge, a heavy one for the
// field at hand, where height is room for that, and else no field. Below each is a line for
// what is said of it, so that nothing moves when it is.
func (r *Rows) Framed(height int) *Rows {
	const short = 15
	r.framed, r.tight = height >= short, height < short
	return r
}

// begin reports whether the field that begins here is the one at hand.
func (r *Rows) begin() bool {
	r.fields++
	if r.fields-1 != r.at {
		return false
	}
	r.focus = len(r.lines)
	return true
}

// here reports whether the field that has begun is the one at hand.
func (r *Rows) here() bool { return r.fields-1 == r.at }

// Label begins a field.
func (r *Rows) Label(text string) {
	r.label = text
	lit := r.begin()
	switch {
	case r.framed:
	case r.beside > 0 && lit:
		r.label = r.style.Focus.Render("┃ " + Pad(text, r.beside))
	case r.beside > 0:
		r.label = r.style.Muted.Render("  " + Pad(text, r.beside))
	default:
		r.heading()
	}
}

// heading is the label of the field that has begun, in a line of its own.
func (r *Rows) heading() {
	if r.here() {
		r.Add(r.style.Focus.Render("┃ " + r.label))
		return
	}
	r.Add(r.style.Text.Render("  " + r.label))
}

// Inside is how many cells a field has for its text.
func (r *Rows) Inside() int {
	if r.framed {
		return r.width - FrameCells
	}
	return max(1, r.width-len(r.indent())-1)
}

// Text is what stands in the field, and where the cursor belongs if it is the one
// at hand.
func (r *Rows) Text(text string, cursor *tea.Cursor) {
	x, y := len(r.indent()), 0
	if r.framed {
		x, y = 2, 1
	}
	if r.here() && cursor != nil {
		cursor.X += x
		cursor.Y += y + len(r.lines)
		r.cursor = cursor
	}
	if !r.framed {
		r.value(text)
		return
	}
	f := Frame{Title: Label{r.label, r.style.Muted}, Look: r.style.Frame}
	if r.here() {
		f = Frame{Title: Label{r.label, r.style.Strong}, Heavy: true, Look: r.style.Focus}
	}
	r.lines = append(r.lines, f.Draw([]string{text}, r.width)...)
}

// Field draws a field of text below its label. Behind the text there is room for the cursor.
func (r *Rows) Field(f Field) { r.Text(f.View(r.style, r.Inside()-1)) }

// Choice draws the one of several values that the field has.
func (r *Rows) Choice(text string) {
	const marks = "←  →"
	text = Fit(text, r.Inside()-lipgloss.Width(marks))
	r.Text(r.style.Muted.Render("← ")+r.style.Text.Render(text)+r.style.Muted.Render(" →"), nil)
}

// Pick draws all values that the field can have in one line, where they fit, with a mark at
// the present one.
func (r *Rows) Pick(values []string, at int) {
	var parts []string
	for i, value := range values {
		mark, look := "○ ", r.style.Muted
		if i == at {
			mark, look = "● ", r.style.Text
		}
		parts = append(parts, look.Render(mark+value))
	}
	line := strings.Join(parts, "   ")
	if lipgloss.Width(line) > r.Inside() {
		r.Choice(values[at])
		return
	}
	r.Text(line, nil)
}

// Note adds a remark about the field. What follows a mark stands beside it.
func (r *Rows) Note(style theme.Look, text string) {
	mark, rest, marked := strings.Cut(text, " ")
	if !marked || !strings.Contains("✓!×", mark) {
		r.Below(Lines(style, text, r.width-len(r.indent()))...)
		return
	}
	lines := Lines(style, rest, r.width-len(r.indent())-2)
	r.Below(style.Render(mark) + " " + lines[0])
	r.Below(Beside("  ", lines[1:])...)
}

// Below adds what is said of the field.
func (r *Rows) Below(lines ...string) {
	r.lines = append(r.lines, Beside(r.indent(), lines)...)
}

// Fault says what is wrong with the field; "" for nothing.
func (r *Rows) Fault(text string) {
	if text != "" {
		r.Note(r.style.Bad, "× "+text)
	}
}

// End ends a field of which so many lines were said, all of which stay in view while it is
// at hand: with a blank one, or, in a form that [Rows.Framed] laid out, only where none were.
func (r *Rows) End(said int) {
	if r.here() && said > 0 {
		r.focus = len(r.lines) - 1
	}
	if said == 0 || !r.framed && !r.tight {
		r.Add("")
	}
}

// Button is the field that sends the form.
func (r *Rows) Button(text string) {
	lit := r.begin()
	r.Add(Button(r.style, text, "", lit, r.width))
}

// Draws is a field that draws itself, lit where it is the one at hand.
func (r *Rows) Draws(draw func(lit bool) string) { r.Add(draw(r.begin())) }

// Add adds a text as it is.
func (r *Rows) Add(text string) { r.lines = append(r.lines, strings.Split(text, "\n")...) }

// Height is how many lines there are so far.
func (r *Rows) Height() int { return len(r.lines) }

// View is the form with the line of the field at hand, and with the cursor if
// that field has one.
func (r *Rows) View() (string, int, *tea.Cursor) {
	return strings.Join(r.lines, "\n"), r.focus, r.cursor
}

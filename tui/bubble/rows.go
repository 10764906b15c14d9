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
	label  string
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
	if r.beside > 0 {
		return strings.Repeat(" ", r.beside+2)
	}
	return rowIndent
}

// Room is how many cells a field has.
func (r *Rows) Room() int { return max(1, r.width-len(r.indent())-2) }

// value adds a line of a field, behind its label if that stands beside it.
func (r *Rows) value(text string) {
	lead := r.indent()
	if r.label != "" {
		lead, r.label = r.label, ""
	}
	r.Add(lead + text)
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

// Label begins a field.
func (r *Rows) Label(text string) {
	here := r.begin()
	if r.beside > 0 {
		text = Pad(text, r.beside)
	}
	switch {
	case here:
		text = r.style.Focus.Render("┃ " + text)
	case r.beside > 0:
		text = r.style.Muted.Render("  " + text)
	default:
		text = r.style.Text.Render("  " + text)
	}
	if r.beside > 0 {
		r.label = text
		return
	}
	r.Add(text)
}

// Text is what stands in the field, and where the cursor belongs if it is the one
// at hand.
func (r *Rows) Text(text string, cursor *tea.Cursor) {
	if r.fields-1 == r.at && cursor != nil {
		cursor.X += len(r.indent())
		cursor.Y += len(r.lines)
		r.cursor = cursor
	}
	r.value(text)
}

// Field draws a field of text below its label.
func (r *Rows) Field(f Field) { r.Text(f.View(r.style, r.Room())) }

// Choice draws the one of several values that the field has.
func (r *Rows) Choice(text string) {
	const marks = "←  →"
	text = Fit(text, r.width-len(r.indent())-lipgloss.Width(marks))
	r.value(r.style.Muted.Render("← ") + r.style.Text.Render(text) + r.style.Muted.Render(" →"))
}

// Note adds a remark about the field.
func (r *Rows) Note(style lipgloss.Style, text string) {
	r.lines = append(r.lines, Beside(r.indent(), Lines(style, text, r.width-len(r.indent())))...)
}

// Fault says what is wrong with the field; "" for nothing.
func (r *Rows) Fault(text string) {
	if text != "" {
		r.Note(r.style.Bad, "× "+text)
	}
}

// Button is the field that sends the form.
func (r *Rows) Button(text string) {
	lit := r.begin()
	r.lines = append(r.lines, Button(r.style, text, "", lit, false, r.width)...)
}

// Draws is a field that draws itself, lit where it is the one at hand.
func (r *Rows) Draws(draw func(lit bool) []string) { r.lines = append(r.lines, draw(r.begin())...) }

// Add adds a text as it is.
func (r *Rows) Add(text string) { r.lines = append(r.lines, strings.Split(text, "\n")...) }

// Height is how many lines there are so far.
func (r *Rows) Height() int { return len(r.lines) }

// View is the form with the line of the field at hand, and with the cursor if
// that field has one.
func (r *Rows) View() (string, int, *tea.Cursor) {
	return strings.Join(r.lines, "\n"), r.focus, r.cursor
}

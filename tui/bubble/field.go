package bubble

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/theme"
)

// Field is one line of text with a cursor in it. It takes whatever it is given:
// the page decides which of its fields a key is for.
type Field struct {
	Placeholder string // shown while the field is empty
	Fault       string // what is wrong with the text; a change clears it
	input       textinput.Model
}

// NewField returns an empty field that takes so many characters.
func NewField(limit int) Field {
	input := textinput.New()
	input.Prompt, input.EchoCharacter, input.CharLimit = "", '•', limit
	input.SetVirtualCursor(false) // the terminal's own also serves input methods and screen readers
	input.Focus()
	return Field{input: input}
}

// Value is what was typed so far.
func (f *Field) Value() string { return f.input.Value() }

// SetValue puts a text in place of what was typed.
func (f *Field) SetValue(text string) {
	f.input.SetValue(text)
	f.Fault = ""
}

// Mask has dots drawn for what is typed, or the text itself.
func (f *Field) Mask(on bool) {
	f.input.EchoMode = textinput.EchoNormal
	if on {
		f.input.EchoMode = textinput.EchoPassword
	}
}

// Update takes a key or a paste. Ctrl+U clears all of it, wherever the cursor is.
func (f *Field) Update(msg tea.Msg) tea.Cmd {
	if key, is := msg.(tea.KeyPressMsg); is && key.String() == "ctrl+u" {
		f.SetValue("")
		return nil
	}
	before := f.input.Value()
	var cmd tea.Cmd
	if f.input, cmd = f.input.Update(msg); f.input.Value() != before {
		f.Fault = ""
	}
	return cmd
}

// View draws the field in a width and says where the cursor belongs. A text that
// is too long for the width is cut so that both sides of the cursor can be read.
func (f Field) View(st theme.Styles, width int) (string, *tea.Cursor) {
	const narrowest = 8
	width = max(narrowest, width)
	input, at := f.input, f.input.Position()
	input.SetWidth(width)
	input.CursorEnd() // the input scrolls only as its cursor moves
	input.CursorStart()
	input.SetCursor(at + width/3) // some of what follows the cursor stays in view
	input.SetCursor(at)
	if f.Value() == "" && f.Placeholder != "" { // the input fills up one of wide characters with zero bytes
		return st.Muted.Render(Fit(f.Placeholder, width)), input.Cursor()
	}
	// What is typed alone has a colour: the input also gives one to the blanks after it, and
	// each key would write some of them anew.
	return st.Text.Render(strings.TrimRight(ansi.Strip(input.View()), " ")), input.Cursor()
}

// Search draws the field as the box that a list is searched by.
func (f Field) Search(st theme.Styles, width int) (string, *tea.Cursor) {
	const mark = "/ "
	text, cursor := f.View(st, width-len(mark)-2)
	cursor.X += len(mark)
	return st.Focus.Render(mark) + text, cursor
}

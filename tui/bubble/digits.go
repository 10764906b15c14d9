package bubble

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api/mask"
	"dialtone/tui/theme"
)

// Fault is what was wrong with a key or a paste.
type Fault uint8

// The faults of [Digits.Update].
const (
	NoFault   Fault = iota
	NotADigit       // a letter or sign was typed
	TooMany         // the boxes are full
	WrongSize       // a paste held another number of digits
	Several         // a paste held more than one code
)

// Digits is a row of boxes for a code or a PIN. What is typed is shown as dots
// unless it is revealed.
type Digits struct {
	size   int
	prose  bool // what is pasted may be a whole message
	digits []rune
	anew   bool
}

// NewDigits returns size empty boxes.
func NewDigits(size int) Digits { return Digits{size: size} }

// NewCode returns boxes for a code of six digits, which takes itself out of a message
// that is pasted.
func NewCode() Digits { return Digits{size: CodeSize, prose: true} }

// Value is what was typed so far.
func (d *Digits) Value() string { return string(d.digits) }

// Len is how many boxes are filled.
func (d *Digits) Len() int { return len(d.digits) }

// Full reports whether every box is filled.
func (d *Digits) Full() bool { return len(d.digits) == d.size }

// Clear empties the boxes.
func (d *Digits) Clear() { d.digits, d.anew = nil, false }

// Anew keeps what stands in the boxes, but lets the next digit begin a new row:
// what was refused is still there to be looked at, and not in the way.
func (d *Digits) Anew() { d.anew = true }

// Update takes a key or a paste. Blanks and hyphens are let through silently,
// since codes are written 123-456; a paste may have words around its digits.
func (d *Digits) Update(msg tea.Msg) Fault {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		found, fault := d.pasted(msg.Content)
		if fault != NoFault {
			return fault
		}
		d.digits, d.anew = []rune(found), false
	case tea.KeyPressMsg:
		switch msg.String() {
		case "backspace":
			d.anew = false
			d.digits = d.digits[:max(0, len(d.digits)-1)]
		case "ctrl+u":
			d.Clear()
		default:
			return d.typed(msg.Text)
		}
	}
	return NoFault
}

// pasted reads the digits of a text.
func (d *Digits) pasted(text string) (string, Fault) {
	if d.prose {
		return codeIn(text)
	}
	if digits := DigitsOf(text); len(digits) == d.size {
		return digits, NoFault
	}
	return "", WrongSize
}

func (d *Digits) typed(text string) Fault {
	for _, r := range text {
		switch digit, ok := mask.Digit(r); {
		case ok:
			if d.anew {
				d.Clear()
			}
			if d.Full() {
				return TooMany
			}
			d.digits = append(d.digits, digit)
		case !unicode.IsSpace(r) && !mask.Dash(r) && !mask.Hidden(r):
			return NotADigit
		}
	}
	return NoFault
}

// DigitsOf is the digits of a text in whatever script, in ASCII.
func DigitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if digit, ok := mask.Digit(r); ok {
			return digit
		}
		return -1
	}, text)
}

// BoxesState is what has become of the digits in the boxes.
type BoxesState uint8

// The states of boxes.
const (
	BoxesTyped    BoxesState = iota // they are being typed
	BoxesIdle                       // another row is typed into
	BoxesChecking                   // Meta is asked
	BoxesWrong
	BoxesRight
)

// boxLook is how the box at i looks: its frame, and what stands in it.
func (d *Digits) boxLook(st theme.Styles, i int, state BoxesState, reveal bool) (f Frame, text string) {
	f, text = Frame{Look: st.Frame}, " "
	filled := i < len(d.digits)
	switch {
	case filled && state == BoxesWrong && reveal:
		return Frame{Look: st.Bad}, st.Strong.Render(string(d.digits[i]))
	case filled && state == BoxesWrong:
		return Frame{Look: st.Bad}, st.Bad.Render("×")
	case filled && state == BoxesRight:
		return Frame{Look: st.Good}, st.Good.Render("✓")
	case filled && reveal:
		text = st.Strong.Render(string(d.digits[i]))
	case filled:
		text = st.Strong.Render("●")
	}
	switch {
	case state == BoxesChecking:
		f.Look = st.Focus
	case state == BoxesTyped && i == len(d.digits):
		f = Frame{Heavy: true, Look: st.Focus}
	case filled:
		f.Look = st.Text
	}
	return f, text
}

// BoxesHeight is how many lines a row of boxes has.
const BoxesHeight = 3

// View draws the boxes, with a gap in the middle as codes are written, and says
// where the cursor belongs. The box that the next digit goes into has a heavy frame;
// when all are full none has.
func (d *Digits) View(st theme.Styles, state BoxesState, reveal bool) (string, *tea.Cursor) {
	const wide, gap, middle = 5, " ", "   "
	var rows [BoxesHeight]strings.Builder
	x := 0
	for i := range d.size {
		between := gap
		if i == 0 {
			between = ""
		} else if i == d.size/2 {
			between = middle
		}
		if i == min(len(d.digits), d.size-1) {
			x = lipgloss.Width(rows[0].String()) + len(between) + wide/2
		}
		f, text := d.boxLook(st, i, state, reveal)
		for n, line := range f.Draw([]string{text}, wide) {
			rows[n].WriteString(between + line)
		}
	}
	return rows[0].String() + "\n" + rows[1].String() + "\n" + rows[2].String(), tea.NewCursor(x, 1)
}

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

// View draws the boxes, with a gap in the middle as codes are written, and says
// where the cursor belongs.
func (d *Digits) View(st theme.Styles, reveal bool) (string, *tea.Cursor) {
	const gap = "  "
	parts := make([]string, 0, d.size+1)
	x, here := 0, min(len(d.digits), d.size-1)
	for i := range d.size {
		if i > 0 && i == d.size/2 {
			parts = append(parts, gap)
		}
		text := " "
		switch {
		case i < len(d.digits) && reveal:
			text = string(d.digits[i])
		case i < len(d.digits):
			text = "•"
		}
		box := st.Box
		if i == here {
			box = st.BoxHere
			x = lipgloss.Width(lipgloss.JoinHorizontal(lipgloss.Top, parts...))
		}
		parts = append(parts, box.Render(text))
	}
	return strings.TrimRight(lipgloss.JoinHorizontal(lipgloss.Top, parts...), "\n"), tea.NewCursor(x+2, 1)
}

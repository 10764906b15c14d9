package bubble

import (
	"strings"

	"charm.land/lipgloss/v2"
	"rsc.io/qr"
)

// quiet is how many light modules stand around a QR code (ISO/IEC 18004).
const quiet = 4

// QR is a QR code drawn with half blocks, two modules in a cell.
type QR struct {
	code *qr.Code
}

// NewQR encodes a text. Level L is enough: a screen has no stains, and fewer
// modules are bigger on a shared picture.
func NewQR(text string) (QR, error) {
	code, err := qr.Encode(text, qr.L)
	return QR{code}, err
}

// Size is how many cells the code takes with its quiet zone.
func (q QR) Size() (w, h int) {
	side := q.code.Size + 2*quiet
	return side, (side + 1) / 2
}

// View draws the code in ink on paper. The paper is part of what a camera has to
// see, so the style has to set both.
func (q QR) View(paper lipgloss.Style) string {
	w, h := q.Size()
	lines := make([]string, h)
	for y := range lines {
		var b strings.Builder
		for x := range w {
			upper, lower := q.code.Black(x-quiet, 2*y-quiet), q.code.Black(x-quiet, 2*y+1-quiet)
			switch {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteByte(' ')
			}
		}
		lines[y] = paper.Render(b.String())
	}
	return strings.Join(lines, "\n")
}

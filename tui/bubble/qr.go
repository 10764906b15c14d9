package bubble

import (
	"dialtone/tui/theme"
	"strings"

	"rsc.io/qr"
)

// quiet is how many light modules stand around a QR code (ISO/IEC 18004).
const quiet = 4

// QR is a QR code of which every cell shows two modules.
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
// see, so the style has to set both. Ink is paper in reverse, and only upper
// halves are drawn with a sign: fonts leave a hair's breadth free at the edges of
// their blocks, which is enough to keep a scanner from reading.
func (q QR) View(paper theme.Look) string {
	ink := paper.Reverse(!paper.GetReverse())
	w, h := q.Size()
	lines := make([]string, h)
	for y := range lines {
		var line, run strings.Builder
		inked := false
		flush := func() {
			style := paper
			if inked {
				style = ink
			}
			line.WriteString(style.Render(run.String()))
			run.Reset()
		}
		for x := range w {
			upper, lower := q.code.Black(x-quiet, 2*y-quiet), q.code.Black(x-quiet, 2*y+1-quiet)
			if lower != inked && run.Len() > 0 {
				flush()
			}
			if inked = lower; upper != lower {
				run.WriteString("▀")
			} else {
				run.WriteByte(' ')
			}
		}
		flush()
		lines[y] = line.String()
	}
	return strings.Join(lines, "\n")
}

package bubble

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// Wrap folds text to width cells at the places where its script allows a line
// to break (UAX #14): between Chinese characters, and never before a closing
// sign. A word that is wider than a line is cut. Text that carries styles is
// folded at blanks.
func Wrap(text string, width int) string {
	if strings.ContainsRune(text, ansi.ESC) {
		return ansi.Wrap(text, width, "")
	}
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, fold(paragraph, width)...)
	}
	return strings.Join(lines, "\n")
}

// fold breaks one paragraph into lines.
func fold(text string, width int) []string {
	var lines []string
	row, state := "", -1
	for text != "" {
		var part string
		part, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		if ansi.StringWidth(row+strings.TrimRight(part, " ")) > width && row != "" {
			lines, row = append(lines, strings.TrimRight(row, " ")), ""
		}
		for ansi.StringWidth(strings.TrimRight(part, " ")) > width {
			head := ansi.Truncate(part, width, "")
			if head == "" { // not even one character fits
				break
			}
			lines, part = append(lines, head), part[len(head):]
		}
		row += part
	}
	return append(lines, strings.TrimRight(row, " "))
}

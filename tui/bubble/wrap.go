package bubble

import (
	"dialtone/tui/theme"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// Wrap folds text to width cells at the places where its script allows a line
// to break (UAX #14): between Chinese characters, and never before a closing
// sign. A flag stays whole, and a word that is wider than a line is cut, behind an
// underscore where it has one. Styles are taken up again on
// each line; a line that fits stays as it is.
func Wrap(text string, width int) string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		switch {
		case !strings.ContainsRune(paragraph, ansi.ESC):
			lines = append(lines, fold(paragraph, width)...)
		case ansi.StringWidth(paragraph) <= width:
			lines = append(lines, paragraph)
		default:
			lines = append(lines, dressed(paragraph, fold(ansi.Strip(paragraph), width)))
		}
	}
	return strings.Join(lines, "\n")
}

// Lines is text folded to width cells and set in a style, line by line.
func Lines(style theme.Look, text string, width int) []string {
	lines := strings.Split(Wrap(text, width), "\n")
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

// Beside puts lines beside a bar or a margin.
func Beside(bar string, lines []string) []string {
	all := make([]string, len(lines))
	for i, line := range lines {
		all[i] = bar + line
	}
	return all
}

// dressed breaks a styled paragraph into the lines that its bare text was folded
// into. Only blanks are left out between two of them.
func dressed(text string, lines []string) string {
	var b strings.Builder
	w := lipgloss.NewWrapWriter(&b)
	write := func(s string) { _, _ = w.Write([]byte(s)) }
	bare, state := strings.Join(lines, "\n"), byte(0)
	for text != "" {
		part, width, n, next := ansi.DecodeSequence(text, state, nil)
		text, state = text[n:], next
		switch {
		case width == 0 && strings.HasPrefix(part, "\x1b"):
			write(part)
			continue
		case !strings.HasPrefix(bare, part) && part == " ":
			continue
		case strings.HasPrefix(bare, "\n"):
			write("\n")
			bare = bare[1:]
		}
		write(part)
		bare = strings.TrimPrefix(bare, part)
	}
	_ = w.Close()
	return b.String()
}

// fold breaks one paragraph into lines. A word that would stand alone in the last one gets
// company from the line before it.
func fold(text string, width int) []string {
	lines, cut := broken(text, width)
	for narrow := width - 1; !cut && narrow > width*2/3 && endsAlone(lines, width); narrow-- {
		again, cuts := broken(text, narrow)
		if cuts || len(again) > len(lines) {
			break
		}
		lines = again
	}
	return lines
}

// endsAlone reports whether the last of several lines is one short word.
func endsAlone(lines []string, width int) bool {
	last := lines[len(lines)-1]
	return len(lines) > 1 && !strings.Contains(last, " ") && ansi.StringWidth(last) < width/3
}

// broken breaks a paragraph wherever a line is full. It reports whether a word had to be cut.
func broken(text string, width int) (lines []string, cut bool) {
	begin, end, used, state := 0, 0, 0, -1 // of the row in text, and the cells that it takes
	next := func() {
		lines = append(lines, strings.TrimRight(text[begin:end], " "))
		begin, used = end, 0
	}
	for rest := text; rest != ""; {
		var part string
		part, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		for rest != "" && strings.HasPrefix(part, "-") && strings.HasSuffix(part, "-") { // of a flag
			var more string
			more, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			part += more
		}
		bare := strings.TrimRight(part, " ")
		cells := ansi.StringWidth(bare)
		if used+cells > width && begin < end {
			next()
		}
		for cells > width {
			head := ansi.Truncate(part, width, "")
			if head == "" { // not even one character fits
				break
			}
			if at := strings.LastIndexByte(head, '_'); at > 0 {
				head = head[:at+1]
			}
			lines, part, cut = append(lines, head), part[len(head):], true
			end += len(head)
			begin = end
			bare = strings.TrimRight(part, " ")
			cells = ansi.StringWidth(bare)
		}
		end += len(part)
		used += cells + len(part) - len(bare)
	}
	next()
	return lines, cut
}

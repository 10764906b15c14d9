package tui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"dialtone/assets"
	"dialtone/tui/bubble"
)

// wrongLight finds a page on which not exactly one thing is lit where Enter acts, or
// something is lit where it does not.
func (s shot) wrongLight() string {
	if s.m.over.kind != overNone {
		return ""
	}
	own, _ := s.m.bindings()
	first, _, _ := inOrder(own)
	lit := lights(s.lines())
	switch {
	case len(first) == 0 && len(lit) > 0:
		return fmt.Sprintf("Enter does nothing, and lit is %q", lit)
	case len(first) > 0 && len(lit) != 1:
		return fmt.Sprintf("Enter does “%s”, and lit are %d: %q", first[0].Help().Desc, len(lit), lit)
	}
	return ""
}

// lights are the first lines of what is lit: heavy frames but the box of a digit, heavy bars
// that are no part of a frame, and buttons.
func lights(lines []string) []string {
	cells := make([][]string, len(lines))
	for i, line := range lines {
		cells[i] = cellsOf(line)
	}
	at := func(row, col int) string {
		if row < 0 || col >= len(cells[row]) {
			return ""
		}
		return cells[row][col]
	}
	var all []string
	for row := range cells {
		bars := 0
		for col, cell := range cells[row] {
			above := at(row-1, col)
			switch {
			case cell == "┏" && at(row, col+4) != "┓":
				all = append(all, strings.TrimSpace(lines[row+1]))
			case cell == "▐" && at(row, col+1) == " ":
				all = append(all, strings.TrimSpace(lines[row]))
			case cell == "┃" && above != "┃" && above != "┏" && above != "┓":
				bars++
			}
		}
		if bars > 0 {
			all = append(all, strings.TrimSpace(lines[row]))
		}
	}
	return all
}

// ourWords is everything that the wizard can say, in a row.
var ourWords = map[string]func() string{
	"en":         sync.OnceValue(func() string { return allWords("en") }),
	"zh-Hant-HK": sync.OnceValue(func() string { return allWords("zh-Hant-HK") }),
}

// allWords is the file with the words of a language.
func allWords(tag string) string {
	for _, l := range assets.Locales() {
		if l.Tag == tag {
			raw, err := assets.Messages(l)
			if err != nil {
				panic(err)
			}
			return string(raw)
		}
	}
	panic("no words for " + tag)
}

var cutText = regexp.MustCompile(`([^\s│┃╭╮╰╯─━┏┓]+(?: [^\s│┃╭╮╰╯─━┏┓]+)*)…`)

// cutWords finds a text of ours that was cut. What others wrote may be.
func (s shot) cutWords() string {
	if s.m.over.kind == overCalls {
		return ""
	}
	ours := ourWords[s.m.opts.Words.Tag().String()]()
	for _, m := range cutText.FindAllStringSubmatch(s.text, -1) {
		const enough = 8
		piece := m[1]
		if ansi.StringWidth(piece) > enough && strings.Contains(ours, piece) && !strings.Contains(ours, piece+"…") && !strings.Contains(ours, piece+" …") {
			return "cut: " + piece + "…"
		}
	}
	return ""
}

// cutLead finds a lead that takes more than the line that it has.
func (s shot) cutLead() string {
	if s.m.over.kind != overNone || s.m.card.open {
		return ""
	}
	p := s.m.page().View(s.m.env)
	words := strings.Fields(p.Intro)
	if len(words) == 0 {
		return ""
	}
	lines := s.lines()
	l := s.m.layout()
	told := strings.Contains(p.Intro, "/") || s.m.env.Flow.List.Unread != "" // a path, or a reason of Meta's
	w := l.main
	if l.low > 0 { // the side begins below it
		w = l.inner
	}
	if !told && len(bubble.Lines(s.m.env.Style.Muted, p.Intro, w)) > 1 {
		return "the lead takes two lines: " + p.Intro
	}
	heading := strings.Join(lines[l.top:l.top+l.heading], " ")
	if last := words[len(words)-1]; !slices.ContainsFunc(strings.Fields(heading), func(w string) bool { return strings.HasSuffix(w, last) || strings.HasSuffix(last, w) }) {
		return "the end of the lead is missing: " + p.Intro
	}
	return ""
}

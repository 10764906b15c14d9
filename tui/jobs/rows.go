package jobs

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// labelCells is how wide the column of labels is, on every page the same.
const labelCells = 16

// facts sets labels and values below each other, the values in their own looks.
func facts(e *page.Env, rows [][2]string, w int) []string {
	return factsBeside(e, rows, labelColumn(rows, w), w)
}

// labelColumn is how many cells the labels of rows take, with the gap behind them.
func labelColumn(rows [][2]string, w int) int {
	const gap = 2
	label := labelCells
	for _, r := range rows {
		label = max(label, ansi.StringWidth(r[0])+gap)
	}
	return min(label, w/2)
}

// factsBeside is [facts] with a column of labels that other rows share.
func factsBeside(e *page.Env, rows [][2]string, label, w int) []string {
	var lines []string
	for _, r := range rows {
		value := strings.Split(bubble.Wrap(r[1], max(8, w-label)), "\n")
		if plain := ansi.Strip(r[1]); len(value) > 1 && strings.HasPrefix(plain, "! ") { // hung under the text
			value = strings.Split(bubble.Wrap(r[1], max(8, w-label-2)), "\n")
			value = append(value[:1], bubble.Beside("  ", value[1:])...)
		}
		lines = append(lines, e.Style.Muted.Render(bubble.Pad(bubble.Fit(r[0], label-1), label))+value[0])
		lines = append(lines, bubble.Beside(strings.Repeat(" ", label), value[1:])...)
	}
	return lines
}

// marked is a value with the mark before it that says how it is.
func marked(e *page.Env, mark, text string) string {
	look := e.MarkLook(mark)
	if mark == "●" {
		look = e.Style.Focus
	}
	if mark == "○" || mark == "●" {
		return look.Render(mark+" ") + e.Style.Strong.Render(text)
	}
	return look.Render(mark + " " + text)
}

// fact is a row of which the value is nothing but a value.
func fact(e *page.Env, k, value string) [2]string {
	return [2]string{e.Say(k), e.Style.Strong.Render(value)}
}

// list sets texts below each other, each behind a dot: what may be overlooked.
func list(e *page.Env, texts []string, w int) []string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, strings.Split(page.Hang(e.Style.Muted, e.Style.Muted.Render("· "), text, w), "\n")...)
	}
	return lines
}

// moment says that what Enter does is held back until the page can have been read.
func moment(e *page.Env) string {
	const blocks = 4
	plain := theme.Look{}
	return e.Say("review.moment") + " " + bubble.Blocks(plain, plain, int(e.Stood*blocks), blocks)
}

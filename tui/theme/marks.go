package theme

import "strings"

// NarrowMarks puts marks that are one cell wide everywhere in place of those that some
// terminals, set up for Chinese or Japanese, draw two cells wide: there a line of them would
// run over its end and tear the screen. What is heavy stays heavier than what is light. A code for a camera cannot be drawn without them.
func NarrowMarks() *strings.Replacer {
	var pairs []string
	for narrow, wide := range narrowMarks() {
		for _, mark := range wide {
			pairs = append(pairs, string(mark), narrow)
		}
	}
	return strings.NewReplacer(pairs...)
}

// narrowMarks are the marks that each sign of ASCII stands for.
func narrowMarks() map[string]string {
	return map[string]string{
		"-": "─–—", "|": "│▏", "+": "╭╮╰╯┌┐└┘├┤┬┴┼", "=": "━", "#": "┃┏┓┗┛┣┫┳┻╋▌▐█▓▒░▇▆▅▄▃▂", "_": "▁", ".": "·…", "*": "•●◆■★", "o": "○◇□☆", "x": "×",
		"^": "↑▲△", "v": "↓▼▽", ">": "→▶▷›", "<": "←◀◁", `"`: "“”", "'": "‘’",
	}
}

package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
)

// curl is the call as a command, with the token as a variable: an option a line, to be
// pasted into a shell. Where w is not 0 no line is wider: a text in quotes ends there and is
// taken up in the next line, without a blank between, which a shell puts together again.
func curl(t api.Trace, w int) []string {
	options := []string{"curl -X " + t.Method, quoted(strings.ReplaceAll(t.URL, "%2C", ","), w), `-H "Authorization: Bearer $DIALTONE_TOKEN"`}
	if t.Request != "" {
		options = append(options, "-H 'Content-Type: application/json'", "-d "+quoted(t.Request, w-len("  -d ")))
	}
	return strings.Split(strings.Join(options, " \\\n  "), "\n")
}

// quoted sets a text into single quotes, as a shell wants it, in lines of at most w cells.
func quoted(text string, w int) string {
	const around = len(`  '' \`) // indent, quotes, and what joins the next option
	var lines []string
	line, cells := "", 0
	for _, r := range api.Clean(text) {
		sign := string(r)
		if r == '\'' {
			sign = `'\''`
		}
		if n := ansi.StringWidth(sign); w > 0 && cells+n > w-around {
			keep := line
			if at := strings.LastIndexAny(line, ",&?/ "); at > len(line)/2 {
				keep = line[:at+1]
			}
			lines, line = append(lines, "'"+keep+"'"), line[len(keep):]
			cells = ansi.StringWidth(line)
		}
		line += sign
		cells += ansi.StringWidth(sign)
	}
	return strings.Join(append(lines, "'"+line+"'"), "\\\n")
}

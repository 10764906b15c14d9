package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// colour says whether what is drawn and printed has colours.
type colour uint8

const (
	colourAuto colour = iota // on a terminal
	colourOff
	colourOn // in a pipe as well
)

// colourOf decides for the whole program. The flag beats the variables, whatever they say;
// flag "" is none. Of the variables those that switch colours off by name come first, then
// those that force them, then what is only known of the terminal.
func colourOf(flag string, env map[string]string) colour {
	off, err := strconv.ParseBool(flag)
	forced := strings.ToLower(env["FORCE_COLOR"])
	never := forced == "0" || forced == "false"
	switch {
	case flag != "" && (off || err != nil):
		return colourOff
	case flag != "":
		return colourAuto
	case env["NO_COLOR"] != "", never:
		return colourOff
	case forced != "", env["CLICOLOR_FORCE"] != "" && env["CLICOLOR_FORCE"] != "0":
		return colourOn
	case env["CLICOLOR"] == "0", env["TERM"] == "dumb":
		return colourOff
	}
	return colourAuto
}

// chooseColour reads what is given for a command: by flag, variable or file.
func (p *program) chooseColour(c *cobra.Command) {
	value := ""
	if flag := c.Flag("no-color"); flag != nil {
		if given, from := p.given(flag); from != fromNobody {
			value = given
		}
	}
	p.colour = colourOf(value, p.env)
}

// colourEnviron is the environment for the toolkit, which reads some of the variables by
// itself: it holds what was decided instead of them.
func (p *program) colourEnviron() []string {
	all := slices.DeleteFunc(slices.Clone(p.environ), func(e string) bool {
		name, _, _ := strings.Cut(e, "=")
		return slices.Contains([]string{"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"}, name)
	})
	switch p.colour {
	case colourOff:
		return append(all, "NO_COLOR=1")
	case colourOn:
		return append(all, "CLICOLOR_FORCE=1")
	case colourAuto:
	}
	return all
}

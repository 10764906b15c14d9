package onboard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// tokenField draws the token as dots in a frame, and says below it how long it is and what
// is wrong with it.
func (c *connectPage) tokenField(e *page.Env, w int) string {
	lines := c.form.Box(e.Style, e.Say("connect.token.label"), true, w)
	text := strings.TrimSpace(c.token)
	token, err := credentials.Clean(text)
	if err == nil {
		text = token
	}
	if n := len(text); n > 0 {
		length := e.Say("connect.token.length", "Count", n, "Tail", api.NewSecret(text).Hint())
		lines = append(lines, e.Style.Muted.Render("  "+length))
	}
	if c.broken && err != nil {
		lines = append(lines, bubble.Beside("  ", strings.Split(e.Fault(e.Say("token.line_break"), w-2), "\n"))...)
	}
	if e.Narrow {
		const field = 5 // lines, with what is said of it and a blank
		lines = append(lines, make([]string, max(0, field-len(lines)))...)
		if needs := bubble.Lines(e.Style.Muted, e.Say("connect.token.why"), w); len(lines)+len(needs) <= e.Height {
			lines = append(lines, needs...)
		}
	}
	return strings.Join(lines, "\n")
}

// What can be done with a token for the next time.
const (
	saveToken = "save"
	useOnce   = "once"
)

func keeps() []string { return []string{useOnce, saveToken} }

// pickKeep takes the last answer, and hands everything over.
func (c *connectPage) pickKeep(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) != "enter" {
		c.keep.Update(msg, len(keeps()))
		return nil, nil
	}
	c.remember = keeps()[c.keep.At()] == saveToken
	given := c.give(c.remember)
	if e.Flow.Return != "" {
		return page.Do(given), c.ask(e, askToken)
	}
	return page.Do(given), c.ask(e, askAccount)
}

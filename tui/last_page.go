package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// lastPage is the page before a call that counts: lines of which some lead back
// to their choice, and below them the button that sends.
type lastPage struct {
	at    int           // a line that can be changed, or the last one: the button
	edits []flows.State // whose choice can be changed from here
	sent  flows.Event   // what the button is for
}

// reviewLine is a line of a page that is read before something is sent.
type reviewLine struct {
	label, value string
	edit         flows.State // "" for a line that cannot be changed
}

func (p *lastPage) enter(*env) tea.Cmd {
	p.at = len(p.edits)
	return nil
}

func (p *lastPage) update(_ *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	last := len(p.edits)
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "up", "shift+tab":
		p.at = (p.at + last) % (last + 1)
	case "down", "tab":
		p.at = (p.at + 1) % (last + 1)
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		if p.at < last {
			return flows.EditAsked{State: p.edits[p.at]}, nil
		}
		return p.sent, nil
	}
	return nil, nil
}

// sends reports whether Enter would send.
func (p *lastPage) sends() bool { return p.at == len(p.edits) }

// onEnter is what the button is for, where the mark stands at it.
func (p *lastPage) onEnter(*env) flows.Event {
	if !p.sends() {
		return nil
	}
	return p.sent
}

func (p *lastPage) typing() bool { return false }

// rows draws the lines, and returns which one the mark stands at.
func (p *lastPage) rows(e *env, rows []reviewLine, w int) (lines []string, focus int) {
	label := 0
	for _, row := range rows {
		label = max(label, ansi.StringWidth(row.label))
	}
	for _, row := range rows {
		mark, look := "  ", e.style.Text
		if i := slices.Index(p.edits, row.edit); i >= 0 && i == p.at {
			mark, look, focus = "▸ ", e.style.Focus, len(lines)
		}
		value := strings.Split(bubble.Wrap(row.value, max(8, w-label-4)), "\n")
		lines = append(lines, look.Render(mark)+e.style.Muted.Render(bubble.Pad(row.label, label))+"  "+look.Render(value[0]))
		for _, more := range value[1:] {
			lines = append(lines, strings.Repeat(" ", label+4)+look.Render(more))
		}
	}
	return lines, focus
}

// finish puts the button below what a page says, and makes it the pane's body.
// Until the page can have been read, the button says so.
func (p *lastPage) finish(e *env, v *pane, lines []string, button string, w int) {
	if p.sends() {
		v.focus = len(lines)
	}
	switch {
	case !e.ready && p.sends():
		v.title = e.say("review.read_first")
		lines = append(lines, "  "+e.style.Muted.Render("[ "+bubble.Fit(e.say("review.moment"), w-6)+" ]"))
	case p.sends():
		lines = append(lines, e.style.Button.Render(bubble.Fit(button, w-4)))
	default:
		lines = append(lines, "  "+e.style.Text.Render("[ "+bubble.Fit(button, w-6)+" ]"))
	}
	v.body = strings.Join(lines, "\n")
}

package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// remedyScreen says what has to happen first, and looks again when it is done.
type remedyScreen struct{}

func (r *remedyScreen) enter(*env) tea.Cmd { return nil }

func (r *remedyScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "enter":
		return flows.RemedyDone{}, nil
	}
	return nil, nil
}

func (r *remedyScreen) view(e *env, w, h int) pane {
	k := "remedy." + string(e.s.Remedy)
	p := pane{title: e.say(k + ".title"), lead: e.say(k + ".lead"), why: e.say(k + ".loss")}
	var lines []string
	for i, step := range strings.Split(strings.TrimSpace(e.say(k+".steps")), "\n") {
		mark := string(rune('1'+i)) + "  "
		for j, line := range strings.Split(bubble.Wrap(step, max(10, w-3)), "\n") {
			if j > 0 {
				mark = "   "
			}
			lines = append(lines, e.style.Focus.Render(mark)+e.style.Text.Render(line))
		}
	}
	lines = append(lines, "", e.style.Button.Render(e.say(r.button(e))))
	p.body, p.focus = strings.Join(lines, "\n"), 0
	return p
}

// button is what Enter does: look again, or give this number up.
func (r *remedyScreen) button(e *env) string {
	if e.s.Remedy == eligibility.RemedyOtherNumber {
		return "remedy.choose"
	}
	return "remedy.again"
}

func (r *remedyScreen) keys(e *env) []key.Binding {
	word := "check_again"
	if e.s.Remedy == eligibility.RemedyOtherNumber {
		word = "continue"
	}
	return []key.Binding{e.bind("enter", word), e.bind("ctrl+q", "leave")}
}

func (r *remedyScreen) typing() bool { return false }

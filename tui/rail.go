package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// rail lists the steps of the job from top to bottom, with air between them
// where there is room.
func (m *Root) rail(w, h int) []string {
	var lines []string
	here := m.stepIndex()
	airy := h >= 2*len(m.env.Flow.Steps())+4
	for i, step := range m.env.Flow.Steps() {
		mark, style := "  ", m.env.Style.Muted
		switch {
		case i < here || m.connected():
			mark, style = "✓ ", m.env.Style.Good
		case i == here:
			mark, style = "› ", m.env.Style.Focus
		}
		lines = append(lines, style.Render(mark+bubble.Fit(m.env.Say("step."+string(step)), w-2)))
		if airy {
			lines = append(lines, "")
		}
	}
	return lines
}

// stepper is the rail in one line, for a narrow screen.
func (m *Root) stepper(w int) string {
	st := m.env.Style
	here := m.stepIndex()
	steps := m.env.Flow.Steps()
	var marks []string
	for i := range steps {
		switch {
		case i < here || m.connected():
			marks = append(marks, st.Good.Render("✓"))
		case i == here:
			marks = append(marks, st.Focus.Render("› "+m.env.Say("step."+string(steps[i]))))
		default:
			marks = append(marks, st.Muted.Render("·"))
		}
	}
	left := " " + strings.Join(marks, " ")
	right := st.Muted.Render(m.env.Say("frame.step", "Number", here+1, "Count", len(steps))) + " "
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

func (m *Root) stepIndex() int {
	return slices.Index(m.env.Flow.Steps(), flows.StepOf(m.env.Flow.State))
}

func (m *Root) connected() bool {
	return m.traits().Arrived
}

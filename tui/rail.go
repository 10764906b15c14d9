package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// The marks of steps.
const (
	stepDone  = "✓"
	stepHere  = "›"
	stepAhead = "·"
)

// stepMark is the mark and the colour of a step: one that is done, the present one, or
// one that is to come.
func (m *Root) stepMark(i int) (string, lipgloss.Style) {
	switch here := m.stepIndex(); {
	case i < here || m.traits().Arrived:
		return stepDone, m.env.Style.Good
	case i == here:
		return stepHere, m.env.Style.Focus
	}
	return stepAhead, m.env.Style.Muted
}

// rail lists the steps of the job from top to bottom, with air between them
// where there is room.
func (m *Root) rail(w, h int) []string {
	var lines []string
	airy := h >= 2*len(m.env.Flow.Steps())+4
	for i, step := range m.env.Flow.Steps() {
		mark, style := m.stepMark(i)
		if mark == stepAhead {
			mark = " "
		}
		lines = append(lines, style.Render(mark+" "+bubble.Fit(m.env.Say("step."+string(step)), w-2)))
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
		mark, style := m.stepMark(i)
		if mark == stepHere {
			mark += " " + m.env.Say("step."+string(steps[i]))
		}
		marks = append(marks, style.Render(mark))
	}
	left := " " + strings.Join(marks, " ")
	right := st.Muted.Render(m.env.Say("frame.step", "Number", here+1, "Count", len(steps))) + " "
	return spread(left, right, w)
}

// spread puts two texts at the edges of a line.
func spread(left, right string, w int) string {
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

func (m *Root) stepIndex() int {
	return slices.Index(m.env.Flow.Steps(), flows.StepOf(m.env.Flow.State))
}

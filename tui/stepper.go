package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/flows"
)

// stepIndex is the place of the present step among those of the job.
func (m *Root) stepIndex() int {
	return slices.Index(m.env.Flow.Steps(), flows.StepOf(m.env.Flow.State))
}

// stepLabels are the names of the steps.
func (m *Root) stepLabels() []string {
	steps := m.env.Flow.Steps()
	labels := make([]string, len(steps))
	for i, s := range steps {
		labels[i] = m.env.Say("step." + string(s))
	}
	return labels
}

// stepColumns are where the labels of the steps begin in a line of w cells; nil where not
// all of them fit.
func stepColumns(labels []string, w int) []int {
	const mark, apart = 2, 2
	need := 0
	for _, label := range labels {
		need += mark + lipgloss.Width(label) + apart
	}
	if len(labels) == 0 || need-apart > w {
		return nil
	}
	if len(labels) == 1 {
		return []int{0}
	}
	last := w - mark - lipgloss.Width(labels[len(labels)-1])
	at := make([]int, len(labels))
	spare := w - need + apart
	for i, label := range labels {
		if i+1 < len(labels) {
			at[i+1] = at[i] + mark + lipgloss.Width(label) + apart + spare/(len(labels)-1)
		}
	}
	at[len(at)-1] = min(at[len(at)-1], last)
	return at
}

// namesFrom is how wide a window is that names every step.
const namesFrom = 80

// stepper is the rule below the head and the line below it: how far the job is. The rule
// is heavy up to the present step, and all of it is lit once the job is done.
func (m *Root) stepper(w int) [2]string {
	st, labels, here := m.env.Style, m.stepLabels(), m.stepIndex()
	arrived := m.traits().Arrived
	columns := stepColumns(labels, w)
	if m.w < namesFrom {
		columns = nil
	}
	if job := m.env.Flow.Job; !arrived && here >= 0 && len(labels) <= fewSteps && job != "" && job != flows.JobOnboard {
		return [2]string{st.Rule.Render(strings.Repeat("─", w)), m.path(labels, here)}
	}
	if arrived {
		green := int(m.arrived() * float64(w))
		rule := st.Good.Render(strings.Repeat("━", green)) + st.Focus.Render(strings.Repeat("━", w-green))
		return [2]string{rule, m.stepNames(labels, columns, here, arrived, w)}
	}
	at := 0
	switch {
	case here < 0:
		return [2]string{st.Rule.Render(strings.Repeat("─", w)), ""}
	case columns != nil:
		at = columns[here]
	default:
		at = (w - 1) * here / max(1, len(labels)-1)
	}
	rule := st.Focus.Render(strings.Repeat("━", at)+"●") + st.Rule.Render(strings.Repeat("─", w-at-1))
	return [2]string{rule, m.stepNames(labels, columns, here, arrived, w)}
}

// fewSteps is up to how many steps a job is a place rather than a way: a bar says nothing.
const fewSteps = 4

// path is where one is in a job of few steps, and the way to it.
func (m *Root) path(labels []string, here int) string {
	st, line := m.env.Style, ""
	for _, label := range labels[:here] {
		line += st.Muted.Render(label + " › ")
	}
	return line + st.Focus.Render(labels[here])
}

// stepNames is the line of labels or, where there is no room for it, the present one.
func (m *Root) stepNames(labels []string, columns []int, here int, arrived bool, w int) string {
	st := m.env.Style
	if columns == nil {
		left := st.Focus.Render(labels[here])
		if arrived {
			left = st.Good.Bold(true).Render("✓ " + labels[here])
		}
		if len(labels) > 1 {
			left += st.Muted.Render(" · " + m.env.Say("frame.step", "Number", here+1, "Count", len(labels)))
		}
		return spread(left, st.Muted.Render(m.minutesLeft(arrived)), w)
	}
	line := ""
	for i, label := range labels {
		line += strings.Repeat(" ", columns[i]-lipgloss.Width(line))
		switch {
		case arrived:
			line += st.Good.Render("✓ " + label)
		case i < here:
			line += st.Muted.Render("✓ " + label)
		case i == here:
			line += "  " + st.Focus.Render(label)
		default:
			line += "  " + st.Muted.Render(label)
		}
	}
	return line
}

// minutesLeft says roughly how long bringing a number on still takes; "" for other jobs.
func (m *Root) minutesLeft(arrived bool) string {
	left := map[flows.Step]int{
		flows.StepConnect: 5, flows.StepNumber: 4, flows.StepCheck: 4, flows.StepCode: 3, flows.StepPIN: 2, flows.StepRegion: 1, // the last step says itself how long it takes
	}[flows.StepOf(m.env.Flow.State)]
	if job := m.env.Flow.Job; job != "" && job != flows.JobOnboard || left == 0 || arrived {
		return ""
	}
	return m.env.Say("frame.minutes", "Count", left)
}

// spread puts two texts at the edges of a line.
func spread(left, right string, w int) string {
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

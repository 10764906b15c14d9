package page

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility"
	"dialtone/tui/bubble"
)

// LongestName is more than Meta takes, so that too long a name is explained and
// not cut.
const LongestName = 120

// NameField takes a display name.
type NameField struct{ bubble.Field }

// NewNameField is an empty field for a display name.
func NewNameField() NameField { return NameField{bubble.NewField(LongestName)} }

// Update takes a key or a paste. What cannot be seen in a pasted name is left out: it came
// with the copy, and nobody could find it.
func (n *NameField) Update(msg tea.Msg) tea.Cmd {
	if paste, is := msg.(tea.PasteMsg); is {
		paste.Content = eligibility.CleanName(paste.Content)
		msg = paste
	}
	return n.Field.Update(msg)
}

// Text is the name as it is sent.
func (n *NameField) Text() string { return strings.TrimSpace(n.Value()) }

// Row draws the name as a field of a form, with its label and hints.
func (n *NameField) Row(e *Env, rows *bubble.Rows, w int) {
	rows.Label(e.Say("add.name.label"))
	rows.Field(n.Field)
	const indent = 4
	hints := n.Hints(e, w-indent)
	hints = hints[:len(hints)-1] // but for the blank one
	rows.Below(hints...)
	rows.End(len(hints))
}

// issues are the sentences about the name that are of a severity.
func (n *NameField) issues(e *Env, of eligibility.Severity) []string {
	var all []string
	for _, issue := range eligibility.CheckDisplayName(n.Text()) {
		if issue.Severity == of {
			all = append(all, e.Say("name."+string(issue.Code)))
		}
	}
	return all
}

// Check keeps the first reason why the name must not be sent, and reports whether
// there is none.
func (n *NameField) Check(e *Env) bool {
	n.Fault = ""
	if faults := n.issues(e, eligibility.Blocking); len(faults) > 0 {
		n.Fault = faults[0]
	}
	return n.Fault == ""
}

// Hints shows what is wrong with the name, or what the guidelines say about it so
// far.
func (n *NameField) Hints(e *Env, w int) []string {
	if n.Fault != "" {
		return append(strings.Split(e.Fault(n.Fault, w), "\n"), "")
	}
	var lines []string
	if n.Text() != "" {
		for _, issue := range n.issues(e, eligibility.Warning) {
			hint := bubble.Lines(e.Style.Warn, issue, w-2)
			lines = append(lines, e.Style.Warn.Render("! ")+hint[0])
			lines = append(lines, bubble.Beside("  ", hint[1:])...)
		}
	}
	return append(lines, "")
}

package tui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"

	"dialtone/eligibility"
)

// nameField takes a display name.
type nameField struct {
	name textinput.Model
}

func newNameField() nameField {
	name := textinput.New()
	name.Prompt = ""
	name.SetVirtualCursor(false)
	name.CharLimit = 120 // more than Meta takes, so that too long a name is explained and not cut
	return nameField{name}
}

// text is the name as it is sent.
func (n *nameField) text() string { return strings.TrimSpace(n.name.Value()) }

// draw is the field in a width.
func (n *nameField) draw(e *env, w int) string {
	n.name.SetWidth(max(10, w))
	styles := textinput.DefaultStyles(true)
	styles.Focused.Text, styles.Blurred.Text = e.style.Text, e.style.Text
	n.name.SetStyles(styles)
	return n.name.View()
}

// hints are those about the name, set in below the field.
func (n *nameField) hints(e *env, fault string, w int) []string {
	lines := e.nameHints(n.text(), fault, w-4)
	for i, line := range lines {
		if line != "" {
			lines[i] = "    " + line
		}
	}
	return lines
}

// nameFault is the first reason why a display name must not be sent.
func (e *env) nameFault(name string) string {
	for _, issue := range eligibility.CheckDisplayName(name) {
		if issue.Severity == eligibility.Blocking {
			return e.say("name." + string(issue.Code))
		}
	}
	return ""
}

// nameHints shows what is wrong with a display name, or what the guidelines say
// about it so far.
func (e *env) nameHints(name, fault string, w int) []string {
	if fault != "" {
		return append(strings.Split(e.fault(fault, w), "\n"), "")
	}
	var lines []string
	if name != "" {
		for _, issue := range eligibility.CheckDisplayName(name) {
			if issue.Severity == eligibility.Warning {
				for i, line := range strings.Split(wrap(e.style.Warn, e.say("name."+string(issue.Code)), w-2), "\n") {
					lines = append(lines, []string{e.style.Warn.Render("! "), "  "}[min(i, 1)]+line)
				}
			}
		}
	}
	return append(lines, "")
}

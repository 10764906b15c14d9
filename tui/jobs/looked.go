package jobs

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// looked is the departure from a page that one looks at, and leaves when one has seen
// enough: no rule of the checklist has a say there.
func looked(e *page.Env) page.Departure {
	return page.Departure{Done: e.Flow.Profile.Edits.Fields() == nil, Otherwise: page.Unfinished, Changes: true}
}

// lookedIfFit is looked for a job that may not fit the number.
func lookedIfFit(e *page.Env) page.Departure {
	d := looked(e)
	if e.Flow.Number.ID != "" && !fits(e) {
		d.Shows = page.NotEligible
	}
	return d
}

// counter shows how much of a field a text takes, in the edge of its frame.
func counter(e *page.Env, text string, of int) bubble.Label {
	look, used := e.Style.Muted, utf8.RuneCountInString(text)
	if used > of {
		look = e.Style.Bad
	}
	return bubble.Label{Text: e.Say("field.counter", "Used", used, "Limit", of), Look: look}
}

// fits reports whether the job at hand can be done with the number.
func fits(e *page.Env) bool {
	fits := flows.FlowOf(e.Flow.Job).Fits
	return fits == nil || fits(e.Flow.Number)
}

// leaveUnfit leads back from the page of a job that cannot be done with the number.
func leaveUnfit(msg tea.Msg) page.Action {
	if page.Pressed(msg) == "enter" {
		return page.Do(flows.BackAsked{})
	}
	return page.Back(msg)
}

// unfit is the page of a job that cannot be done with the number.
func unfit(e *page.Env, p page.View, w int) page.View {
	p.Intro = ""
	lines := append(bubble.Lines(e.Style.Warn, "! "+e.Say("unfit."+string(e.Flow.Job)), w), "")
	lines = append(append(lines, bubble.Lines(e.Style.Text, e.Say("unfit.next"), w)...), "")
	p.Focus = len(lines)
	p.Body = strings.Join(append(lines, bubble.Button(e.Style, e.Say("unfit.back"), "", true, w)), "\n")
	return p
}

package onboard

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// From the request that counts to a number that reads CONNECTED there are two pages with
// the same stages in the same place, each with the time it takes.

// sending is when a number's registration was sent.
type sending struct {
	of api.PhoneNumberID
	at time.Time
}

// registerPage waits for the answer to the call that counts.
type registerPage struct {
	page.Waiting
	sent *sending
}

// Enter implements [page.Page].
func (r registerPage) Enter(e *page.Env) tea.Cmd {
	*r.sent = sending{e.Flow.Number.ID, e.Now}
	if e.Flow.Busy() {
		r.sent.at = e.Flow.Since
	}
	return nil
}

// View implements [page.Page].
func (r registerPage) View(e *page.Env) page.View {
	p := e.Heading(flows.Register)
	rows := [3]stage{
		{now, e.Say("register.asking"), r.sent.lasted(e, e.Now)},
		{toCome, e.Say("register.reading"), ""},
		{toCome, e.Say("review.step_live"), ""},
	}
	text := e.Say("register.sent")
	if e.Flow.Settle.Err != nil {
		rows[0] = stage{mind, e.Say("register.lost"), ""}
		rows[1] = stage{now, e.Say("register.settling_stage"), looks(e)}
		text = e.Say("register.settling")
	}
	p.Body = stages(e, rows) + "\n\n" + page.Wrap(e.Style.Text, text, e.Width)
	return p
}

// Traits implements [page.Page].
func (r registerPage) Traits(e *page.Env) page.Traits {
	t := r.Waiting.Traits(e)
	t.OwnFacts, t.OwnWait = true, true
	return t
}

// lasted is how long the request took until a moment; "" where nobody saw it leave.
func (s *sending) lasted(e *page.Env, until time.Time) string {
	if s.of != e.Flow.Number.ID || s.at.IsZero() {
		return ""
	}
	return e.Lasted(until.Sub(s.at))
}

// reach is how far a stage is.
type reach uint8

const (
	toCome reach = iota
	now
	taken // Meta said so, and nothing was read back
	mind
)

// stage is a line of what is under way, with the time at its end.
type stage struct {
	is   reach
	text string
	time string
}

// draw sets a stage into a line.
func (s stage) draw(e *page.Env, w int) string {
	st := e.Style
	mark, look := "○", st.Muted
	switch s.is {
	case now:
		mark, look = "●", st.Focus
		if e.Flow.Busy() || e.Flow.Looking {
			mark = e.Spinner()
		}
	case taken:
		mark, look = "✓", st.Strong
	case mind:
		mark, look = "!", st.Warn
	case toCome:
	}
	end := ""
	if s.time != "" {
		end = "  " + st.Muted.Render(s.time)
	}
	return bubble.Pad(look.Render(mark+" "+s.text), w-lipgloss.Width(end)) + end
}

// stages draws them below each other in a frame that names the number, at the same place
// whatever they say. Where there is room a line leads from one to the next.
func stages(e *page.Env, rows [3]stage) string {
	const airy = 14
	st, n := e.Style, e.Flow.Number
	w := e.Width - bubble.FrameCells
	var lines []string
	for i, s := range rows {
		if e.Height >= airy {
			between := ""
			if i > 0 {
				between = "  " + st.Rule.Render("│")
			}
			lines = append(lines, between, "  "+s.draw(e, w-2*2))
			continue
		}
		lines = append(lines, s.draw(e, w))
	}
	if e.Height >= airy {
		lines = append(lines, "")
	}
	f := bubble.Frame{Look: st.Frame, Title: bubble.Label{Text: e.Display(n) + " · " + e.RedactName(n.Name), Look: st.Strong}}
	return strings.Join(f.Draw(lines, e.Width), "\n")
}

// looks is how often the number was read since.
func looks(e *page.Env) string {
	if e.Flow.Settle.Looks == 0 {
		return ""
	}
	return e.Say("register.look", "Count", e.Flow.Settle.Looks)
}

// awaiting is the page while a registered number does not read CONNECTED: what is known,
// what is being done and, where no card says it, what to do.
func (s *sending) awaiting(e *page.Env) page.View {
	flow, heard := e.Flow, e.Flow.RegisterHeard()
	if flow.Notice == flows.NoticeSettled { // it was unclear until just now
		heard = flows.RegisterShown
	}
	p, idle := notYet(e, heard), isIdle(e)
	text := ""
	if flow.Problem == nil {
		next := "wait"
		if idle || heard == flows.RegisterNone {
			next = "again"
		}
		text = e.Say("connected.not_yet." + next)
	}
	doing := e.Say("connected.not_yet.looking", "Look", flow.Settle.Looks)
	switch since := flow.Settle.AwaitedSince; {
	case idle && heard != flows.RegisterNone:
		doing = "" // the lead says it
	case idle:
		doing = e.Say("connected.not_yet.idle")
	case flow.Settle.Looks == 0:
		doing = e.Say("told.reading")
	case !since.IsZero():
		doing = e.Say("connected.not_yet.awaited", "Look", flow.Settle.Looks,
			"Passed", e.TimeLeft(e.Now.Add(e.Now.Sub(since))), "Minutes", e.TimeLeft(e.Now.Add(flows.AwaitFor)))
	}
	if text = page.After(doing, text); text != "" {
		text = page.Wrap(e.Style.Text, text, e.Width) + "\n\n"
	}
	text += e.LookAgain(e.Width)
	if heard == flows.RegisterNone {
		p.Body = text
		return p
	}
	rows := [3]stage{
		{taken, e.Say("register.taken"), s.lasted(e, acceptedAt(flow))},
		{now, e.Say("register.reading"), readingFor(e)},
		{toCome, e.Say("review.step_live"), ""},
	}
	if heard == flows.RegisterShown {
		rows[0] = stage{taken, e.Say("register.shown"), ""}
	}
	if idle {
		rows[1] = stage{mind, e.Say("register.not_yet"), looks(e)}
	}
	p.Body = stages(e, rows) + "\n\n" + text
	return p
}

// isIdle reports whether the number was looked at often enough.
func isIdle(e *page.Env) bool { return !e.Flow.Looking && !e.Flow.Busy() }

// notYet is the title of that page and what is known. Once nobody looks any more, nothing
// says how long it takes.
func notYet(e *page.Env, heard flows.RegisterHeard) page.View {
	if isIdle(e) && heard != flows.RegisterNone {
		return page.View{Title: e.Say("connected.not_yet.idle_title"), Intro: e.Say("connected.not_yet.idle")}
	}
	k := "connected.not_yet." + string(heard)
	return page.View{Title: e.Say(k + ".title"), Intro: e.Say(k+".known", "Status", e.Untold(page.Sanitize(string(e.Flow.Number.Status))))}
}

// acceptedAt is when the registration of the number at hand was taken note of.
func acceptedAt(s flows.Session) time.Time {
	for i := len(s.Actions) - 1; i >= 0; i-- {
		if a := s.Actions[i]; a.Call == api.Register && a.Number == s.Number.ID {
			return a.At
		}
	}
	return time.Time{}
}

// readingFor is how long the number has been read for CONNECTED.
func readingFor(e *page.Env) string {
	at := acceptedAt(e.Flow)
	if at.IsZero() {
		return looks(e)
	}
	return e.Lasted(e.Now.Sub(at))
}

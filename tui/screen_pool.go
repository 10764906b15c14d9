package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// poolScreen lists the pre-verified numbers of a business, each with what can be
// done with it and until when.
type poolScreen struct {
	window bubble.Window
	height int
	moved  bool // the operator chose the line; else it is that of the number at hand
}

func (p *poolScreen) enter(e *env) tea.Cmd {
	*p = poolScreen{height: 8}
	p.window.Set(1)
	return nil
}

// settle goes to the number that was worked on, once the list is there again.
func (p *poolScreen) settle(e *env) {
	for i, n := range e.s.Pool.Numbers {
		if !p.moved && n.ID == e.s.Pool.At.ID {
			p.window.Set(i + 1)
		}
	}
}

// chosen is the number under the mark; false for the line that adds one.
func (p *poolScreen) chosen(e *env) (api.Preverified, bool) {
	if at := p.window.At(); at > 0 && at <= len(e.s.Pool.Numbers) {
		return e.s.Pool.Numbers[at-1], true
	}
	return api.Preverified{}, false
}

func (p *poolScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	p.settle(e)
	n, is := p.chosen(e)
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "a":
		return flows.AddAsked{}, nil
	case "b":
		return flows.BusinessAsked{}, nil
	case "v":
		if is {
			return flows.PooledChosen{ID: n.ID}, nil
		}
		return nil, nil
	case "enter":
		if !is {
			return flows.AddAsked{}, nil
		}
		return flows.PooledChosen{ID: n.ID, Use: flows.PoolStandingOf(n, e.now).CanUse()}, nil
	}
	p.moved = p.window.Update(msg, len(e.s.Pool.Numbers)+1, p.height) || p.moved
	return nil, nil
}

func (p *poolScreen) view(e *env, w, h int) pane {
	p.settle(e)
	v := e.heading(flows.Pool)
	st := e.style
	v.lead = e.say("pool.lead", "ID", e.s.Pool.Business)
	switch {
	case e.s.Pool.Cut():
		v.lead = e.say("pool.cut", "ID", e.s.Pool.Business)
	case !e.s.Pool.Listed && !e.s.Busy():
		v.lead = e.say("pool.unread", "ID", e.s.Pool.Business)
	case e.s.Pool.Listed && len(e.s.Pool.Numbers) == 0:
		v.lead = e.say("pool.empty", "ID", e.s.Pool.Business)
	}
	const around = 9 // title, lead, what is said below, and the blanks between them
	p.height = max(4, h-around)
	if noticed := e.noticed(w); noticed > 0 {
		p.height = max(3, h-around-noticed)
	}
	size := len(e.s.Pool.Numbers) + 1
	from := max(0, min(p.window.At()-p.height/2, size-p.height)) // the mark stays in the middle, whatever the window was before
	to := min(size, from+p.height)
	var lines []string
	for i := from; i < to; i++ {
		if i == p.window.At() {
			v.focus = len(lines)
		}
		if i == 0 {
			lines = append(lines, e.marked(i == p.window.At(), bubble.Fit("+ "+e.say("pool.add"), w-2)))
			continue
		}
		lines = append(lines, p.row(e, i, w))
	}
	if size > p.height {
		lines = append(lines, st.Muted.Render("  "+e.say("pool.part", "From", max(1, from), "To", to-1, "Count", size-1)))
	}
	if n, is := p.chosen(e); is {
		lines = append(lines, "", wrap(st.Text, e.pooledStory(n), w))
	}
	v.body = strings.Join(lines, "\n")
	return v
}

// marked is a line of a list, with its mark where it stands under it.
func (e *env) marked(here bool, text string) string {
	if here {
		return e.style.Focus.Render("▸ " + text)
	}
	return e.style.Text.Render("  " + text)
}

// row is one number: number, standing, and how long that lasts.
func (p *poolScreen) row(e *env, i, w int) string {
	n := e.s.Pool.Numbers[i-1]
	const number, word = 17, 14
	standing := flows.PoolStandingOf(n, e.now)
	left := ""
	if ends := flows.PoolEnds(n); standing.CanUse() && !ends.IsZero() {
		left = e.say("pool.left", "Count", daysUntil(ends, e.now))
	}
	return e.marked(i == p.window.At(), bubble.Pad(tailed(e.pooled(n), number), number)+" ") +
		e.poolLook(standing).Render(bubble.Pad(e.say("pool.standing."+string(standing)), word)+" ") + e.style.Muted.Render(bubble.Fit(left, w-number-word-4))
}

func (e *env) poolLook(s flows.PoolStanding) lipgloss.Style {
	switch s {
	case flows.PoolReady:
		return e.style.Good
	case flows.PoolAging:
		return e.style.Warn
	case flows.PoolExpired:
		return e.style.Bad
	case flows.PoolUnverified:
		return e.style.Focus
	case flows.PoolTaken:
	}
	return e.style.Muted
}

// daysUntil counts the days that are left, begun ones included.
func daysUntil(at, now time.Time) int {
	const day = 24 * time.Hour
	return int(max(0, at.Sub(now)+day-1) / day)
}

// pooled shows a number of the pool as any phone number is shown.
func (e *env) pooled(p api.Preverified) string { return e.display(api.Number{Display: p.Phone}) }

// pooledStory is the whole verdict on a number of the pool.
func (e *env) pooledStory(p api.Preverified) string {
	standing := flows.PoolStandingOf(p, e.now)
	ends, renews := flows.PoolEnds(p), flows.PoolRenewsFrom(p)
	if standing.CanUse() && ends.IsZero() {
		return e.say("pool.story.undated", "Account", e.name(e.s.Account.Name))
	}
	return e.say("pool.story."+string(standing), "Until", e.day(ends), "Renews", e.day(renews), "Count", daysUntil(ends, e.now), "Account", e.name(e.s.Account.Name))
}

func (p *poolScreen) keys(e *env) []key.Binding {
	n, is := p.chosen(e)
	if !is {
		return []key.Binding{e.bind("enter", "add_pool"), e.bind("↑↓", "choose"), e.bind("b", "business")}
	}
	var keys []key.Binding
	switch standing := flows.PoolStandingOf(n, e.now); {
	case standing.CanUse():
		keys = append(keys, e.bind("enter", "use_pooled"))
		if flows.CanVerify(n, e.now) {
			keys = append(keys, e.bind("v", "verify_pooled"))
		}
	case flows.CanVerify(n, e.now):
		keys = append(keys, e.bind("enter", "verify_pooled"))
	}
	return append(keys, e.bind("a", "add_pool"), e.bind("b", "business"), e.bind("ctrl+l", "reload"))
}

func (p *poolScreen) typing() bool { return false }

// poolDays is how long a number of a pool stays verified, and how long it may
// wait for its registration once it is in an account (docs).
const poolDays = int(eligibility.PreVerifiedWindow / (24 * time.Hour))

// claimed reports whether the number at hand came out of a pool, and waits for
// its registration.
func (e *env) claimed() bool {
	n := e.s.Number
	return n.Preverified && n.Verification == api.Verified && !n.Status.Registered()
}

package jobs

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// poolPage lists the pre-verified numbers of a business, each with what can be
// done with it and until when.
type poolPage struct {
	window bubble.Window
	height int
	moved  bool // the operator chose the line; else it is that of the number at hand
}

func (p *poolPage) Enter(e *page.Env) tea.Cmd {
	*p = poolPage{height: 8}
	p.settle(e)
	return nil
}

// settle puts the mark on the number at hand, or else on the first one that can be used,
// or verified, as long as nobody moved it: the list may be there again.
func (p *poolPage) settle(e *page.Env) {
	if p.moved {
		return
	}
	best := 0
	for i, n := range e.Flow.Pool.Numbers {
		standing := flows.PoolStandingOf(n, e.Now)
		worth := 1
		switch {
		case n.ID == e.Flow.Pool.At.ID:
			worth = 4
		case standing.CanUse():
			worth = 3
		case standing == flows.PoolUnverified:
			worth = 2
		case !flows.CanVerify(n, e.Now):
			worth = 0
		}
		if worth > best {
			best = worth
			p.window.Set(i + 1)
		}
	}
	if best == 0 {
		p.window.Set(0)
	}
}

// chosen is the number under the mark; false for the line above the numbers.
func (p *poolPage) chosen(e *page.Env) (api.Preverified, bool) {
	if at := p.window.At(); at > 0 && at <= len(e.Flow.Pool.Numbers) {
		return e.Flow.Pool.Numbers[at-1], true
	}
	return api.Preverified{}, false
}

// again reports whether the line above the numbers reads the pool again instead of adding
// to it: nobody knows what is in it.
func (p *poolPage) again(e *page.Env) bool {
	return e.Flow.PoolUnread() && len(e.Flow.Pool.Numbers) == 0
}

func (p *poolPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	p.settle(e)
	if _, is := msg.(page.Fitted); is {
		below := 3 // what is said below, and a blank
		if e.Flow.PoolUnread() && e.Flow.Pool.Unread != "" {
			below += 2 // and why not all is there
		}
		p.height = max(3, e.Height-below)
		if len(e.Flow.Pool.Numbers) >= p.height { // which part it is
			p.height = max(3, p.height-1)
		}
		return nil, nil
	}
	n, is := p.chosen(e)
	switch page.Pressed(msg) {
	case "a":
		return page.Do(flows.AddAsked{}), nil
	case "b":
		return page.Do(flows.BusinessAsked{}), nil
	case "v":
		if is {
			return page.Do(flows.PooledChosen{ID: n.ID}), nil
		}
		return nil, nil
	case "enter":
		switch {
		case !is && p.again(e):
			return page.Do(flows.ReloadAsked{}), nil
		case !is:
			return page.Do(flows.AddAsked{}), nil
		}
		return page.Do(flows.PooledChosen{ID: n.ID, Use: flows.PoolStandingOf(n, e.Now).CanUse()}), nil
	}
	p.moved = p.window.Update(msg, len(e.Flow.Pool.Numbers)+1, p.height) || p.moved
	return page.BackOrReload(msg), nil
}

func (p poolPage) View(e *page.Env) page.View {
	w := e.Width
	v := e.Heading(flows.Pool)
	st := e.Style
	v.Intro = p.lead(e)
	size := len(e.Flow.Pool.Numbers) + 1
	from := max(0, min(p.window.At()-p.height/2, size-p.height)) // the mark stays in the middle, whatever the window was before
	to := min(size, from+p.height)
	var lines []string
	for i := from; i < to; i++ {
		if i == p.window.At() {
			v.Focus = len(lines)
		}
		if i == 0 {
			line := "+ " + e.Say("pool.add")
			if p.again(e) {
				line = e.Say("pool.again")
			}
			line = e.Marked(i == p.window.At() && !e.Flow.Busy(), bubble.Fit(line, w-2))
			if lines = append(lines, line); size < p.height { // there is room for a blank
				lines = append(lines, "")
			}
			continue
		}
		lines = append(lines, p.row(e, i, w))
	}
	if size > p.height {
		lines = append(lines, st.Muted.Render("  "+e.Say("pool.part", "From", max(1, from), "To", to-1, "Count", size-1)))
	}
	if n, is := p.chosen(e); is {
		lines = append(append(lines, ""), bubble.Lines(st.Text, pooledStory(e, n), w)...)
	}
	if why := e.WhyUnread("", e.Flow.Pool.Unread); why != "" && e.Flow.PoolUnread() {
		lines = append(append(lines, ""), e.Mind(why, w)...)
	}
	v.Body = strings.Join(lines, "\n")
	return v
}

// lead says whose pool it is, and how much of it is known.
func (p *poolPage) lead(e *page.Env) string {
	count, intro := len(e.Flow.Pool.Numbers), "pool.lead"
	_, reading := e.Flow.Waiting.(flows.ReadPool)
	switch {
	case e.Flow.Pool.Cut():
		intro = "pool.cut"
	case reading && count == 0:
		intro = "pool.reading"
	case e.Flow.PoolUnread() && count == 0:
		return e.Say("pool.unread", "ID", e.Flow.Pool.Business)
	case e.Flow.PoolUnread():
		return e.Say("pool.unread_rest", "Count", count)
	case e.Flow.Pool.Listed && count == 0:
		intro = "pool.empty"
	}
	return e.Say(intro, "ID", e.Flow.Pool.Business)
}

// row is one number: number, standing, and how long that lasts.
func (p *poolPage) row(e *page.Env, i, w int) string {
	n := e.Flow.Pool.Numbers[i-1]
	const number, word = 17, 16
	standing := flows.PoolStandingOf(n, e.Now)
	mark := map[flows.PoolStanding]string{
		flows.PoolReady: "✓", flows.PoolAging: "!", flows.PoolExpired: "×", flows.PoolUnverified: "○", flows.PoolTaken: "×",
	}[standing]
	look := e.MarkLook(mark)
	if standing == flows.PoolUnverified {
		look = e.Style.Text
	}
	left := ""
	switch ends := flows.PoolEnds(n); {
	case !standing.CanUse():
	case ends.IsZero():
		left = e.Say("pool.no_end")
	default:
		left = e.Say("pool.left", "Count", daysUntil(ends, e.Now))
	}
	shown := bubble.Pad(page.Tailed(e.Pooled(n), number), number) + " "
	lead := e.Marked(i == p.window.At(), shown)
	if i == p.window.At() && !standing.CanUse() && !flows.CanVerify(n, e.Now) { // Enter does nothing there
		lead = e.Style.Text.Render("│ " + shown)
	}
	return lead +
		look.Render(bubble.Pad(mark+" "+e.Say("pool.standing."+string(standing)), word)+" ") +
		e.Style.Muted.Render(bubble.Fit(left, w-number-word-4))
}

// daysUntil counts the days that are left, begun ones included.
func daysUntil(at, now time.Time) int {
	const day = 24 * time.Hour
	return int(max(0, at.Sub(now)+day-1) / day)
}

// pooledStory is the whole verdict on a number of the pool.
func pooledStory(e *page.Env, p api.Preverified) string {
	standing := flows.PoolStandingOf(p, e.Now)
	ends, renews := flows.PoolEnds(p), flows.PoolRenewsFrom(p)
	if standing.CanUse() && ends.IsZero() {
		return e.Say("pool.story.undated", "Account", e.AccountName(), "Number", e.Pooled(p))
	}
	return e.Say("pool.story."+string(standing), "Until", e.Day(ends), "Renews", e.Day(renews),
		"Count", daysUntil(ends, e.Now), "Account", e.AccountName(), "Number", e.Pooled(p))
}

func (p *poolPage) Keys(e *page.Env) page.Keys {
	n, is := p.chosen(e)
	if !is && p.again(e) {
		return page.Keys{e.Bind("enter", "reload"), e.Bind("a", "add_pool"), e.Bind("b", "business")}
	}
	if !is {
		return page.Keys{e.Bind("enter", "add_pool"), e.Bind("↑↓", "choose"), e.Bind("b", "business")}
	}
	var keys page.Keys
	switch standing := flows.PoolStandingOf(n, e.Now); {
	case standing.CanUse():
		keys = append(keys, e.Bind("enter", "use_pooled"))
		if flows.CanVerify(n, e.Now) {
			keys = append(keys, e.Bind("v", "verify_pooled"))
		}
	case flows.CanVerify(n, e.Now):
		keys = append(keys, e.Bind("enter", "verify_pooled"))
	}
	return append(keys, e.Bind("a", "add_pool"), e.Bind("b", "business"), e.Bind("ctrl+l", "reload"))
}

func (p *poolPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Pool)
	t.Departure = page.Departure{Done: e.Flow.Pool.Listed, Changes: true}
	return t
}

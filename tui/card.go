package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// card draws the present problem: what Meta said, what it usually means, the
// next safe action, what trying again costs, when, and the trace id.
//
// A card that is taller than its room can be scrolled.
func (m *Root) card(w, h int) string {
	e, st, p := m.env, m.env.style, m.env.s.Problem
	id := string(p.Advice.ID)
	var lines []string
	bar := st.Bad.Render("┃ ")
	para := func(style lipgloss.Style, text string) {
		for line := range strings.SplitSeq(bubble.Wrap(text, max(20, w-2)), "\n") {
			lines = append(lines, bar+style.Render(line))
		}
	}
	para(st.Bad.Bold(true), "× "+e.say("advice."+id+".title"))
	para(st.Text, e.say("advice."+id+".meaning"))
	for _, c := range p.Changed {
		para(st.Warn, "· "+e.say("changed."+string(c)))
	}
	for _, scope := range p.Missing {
		para(st.Warn, "· "+string(scope))
	}
	if !p.Until.IsZero() {
		if p.Until.After(e.now) {
			k := "card.wait"
			if !p.Known {
				k = "card.wait_guess"
			}
			para(st.Warn, e.say(k, "Left", e.left(p.Until), "At", e.wait(p.Until)))
		} else {
			para(st.Good, e.say("card.waited"))
		}
	}
	if next := e.cardNext(p); next != "" {
		para(st.Strong, next)
	}
	if p.Advice.Cost != flows.CostNothing {
		para(st.Muted, e.say("cost."+string(p.Advice.Cost)))
	}
	if p.Settled {
		para(st.Good, e.say("card.settled"))
	}
	if p.Cause != "" {
		para(st.Muted, e.say("card.cause", "Cause", p.Cause))
	}
	if p.Said != nil {
		para(st.Muted, e.say("card.said")+" "+e.meta(p))
	}
	if m.cardTall = len(lines) > h; m.cardTall {
		m.cardTop = max(0, min(m.cardTop, len(lines)-h))
		lines = lines[m.cardTop : m.cardTop+h]
	}
	return strings.Join(lines, "\n")
}

// meta is Meta's own answer in one paragraph: the text meant for people when
// there is one, then the codes by which support finds it.
func (e *env) meta(p *flows.Problem) string {
	said := p.Said
	var parts []string
	for _, text := range []string{said.UserTitle, said.UserMessage, said.Details} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 && said.Message != "" {
		parts = append(parts, said.Message)
	}
	code := fmt.Sprintf("HTTP %d", said.Status)
	if said.Code != 0 {
		code = fmt.Sprintf("%d", said.Code)
		if said.Subcode != 0 {
			code += fmt.Sprintf("/%d", said.Subcode)
		}
	}
	words := strings.Join(parts, " · ")
	if !e.reveal {
		words = api.MaskPhones(words)
	}
	text := strings.TrimSpace(words + " (" + code)
	if said.TraceID != "" {
		text += ", fbtrace_id " + said.TraceID
	}
	return text + ")"
}

// cardNext names what the one key does.
func (e *env) cardNext(p *flows.Problem) string {
	a := p.Advice
	switch a.Act {
	case flows.ActGo:
		if a.To == flows.Remedy {
			return e.say("card.next_remedy")
		}
		return e.say("card.next_go", "Step", e.say("state."+string(a.To)+".name"))
	case flows.ActAgain:
		return e.say("card.next_again")
	case flows.ActReload:
		return e.say("card.next_reload")
	case flows.ActDeregister:
		return e.say("card.next_deregister")
	case flows.ActNothing:
		switch {
		case !p.Until.IsZero() && !p.Until.After(e.now): // there is nothing to wait for
			return ""
		case a.ID == flows.AdviseBudget:
			return e.say("card.next_budget")
		}
		return e.say("card.next_nothing")
	case flows.ActDismiss:
	}
	return ""
}

// softCard reports whether a card only explains: going on typing puts it away.
func softCard(p *flows.Problem) bool { return p.Advice.Act == flows.ActDismiss }

// cardKey handles a key while a card is up. A key that a card does not take is
// not taken here.
func (m *Root) cardKey(msg tea.KeyPressMsg) (flows.Event, bool) {
	p := m.env.s.Problem
	if p == nil || m.env.s.Busy() {
		return nil, false
	}
	switch msg.String() {
	case "esc":
		return flows.ProblemDismissed{}, true
	case "enter":
		if p.Advice.Act == flows.ActNothing || p.Advice.Act == flows.ActDismiss {
			return flows.ProblemDismissed{}, true
		}
		return flows.AdviceTaken{}, true
	case "up":
		if m.cardTall {
			m.cardTop = max(0, m.cardTop-1)
			return nil, true
		}
	case "down":
		if m.cardTall {
			m.cardTop++
			return nil, true
		}
	case "ctrl+o":
		if p.Advice.ID == flows.AdviseBudget {
			return flows.Overruled{}, true
		}
	}
	if softCard(p) {
		m.apply(flows.Input{Event: flows.ProblemDismissed{}, At: m.env.now})
		return nil, false
	}
	return nil, true
}

func (m *Root) cardKeys() []key.Binding {
	e, p := m.env, m.env.s.Problem
	var keys []key.Binding
	switch p.Advice.Act {
	case flows.ActNothing, flows.ActDismiss:
		keys = append(keys, e.bind("enter", "understood"))
	default:
		if !p.Until.After(e.now) || p.Advice.Act != flows.ActAgain {
			keys = append(keys, e.bind("enter", "do_it"))
		}
		keys = append(keys, e.bind("esc", "close"))
	}
	if p.Advice.ID == flows.AdviseBudget {
		keys = append(keys, e.bind("ctrl+o", "override"))
	}
	if m.cardTall {
		keys = append(keys, e.bind("↑↓", "read_on"))
	}
	if softCard(p) { // whoever types on puts it away
		for _, k := range m.screen().keys(e) {
			if h := k.Help().Key; h != "enter" && h != "esc" {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

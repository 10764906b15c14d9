package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// card draws the present problem: what it usually means, what usually causes it,
// the next safe action, when and at what cost to try again, and what Meta itself
// said, with the trace id.
//
// A card that is taller than its room can be scrolled.
func (m *Root) card(w, h int) string {
	e, st := m.env, m.env.style
	var lines []string
	for _, part := range e.cardParts(e.s.Problem) {
		for line := range strings.SplitSeq(bubble.Wrap(part.text, max(20, w-2)), "\n") {
			lines = append(lines, part.look.Render(line))
		}
	}
	if m.copied == e.s.Problem {
		lines = append(lines, st.Good.Render("✓ "+bubble.Fit(e.say("card.copied"), w-4)))
	}
	more := 0
	if m.cardTall = len(lines) > h; m.cardTall {
		more = len(lines) - h
		m.cardTop = max(0, min(m.cardTop, more))
		lines = lines[m.cardTop : m.cardTop+h]
	}
	for i := range lines {
		bar := st.Bad.Render("┃ ")
		switch { // there is more above, or below
		case more > 0 && i == 0 && m.cardTop > 0:
			bar = st.Bad.Render("↑ ")
		case more > 0 && i == h-1 && m.cardTop < more:
			bar = st.Bad.Render("↓ ")
		}
		lines[i] = bar + ansi.Truncate(lines[i], w-2, "…") // where signs do not add up
	}
	return strings.Join(lines, "\n")
}

// part is a paragraph of a card.
type part struct {
	look lipgloss.Style
	text string
}

// cardParts are the paragraphs of a card, first things first.
func (e *env) cardParts(p *flows.Problem) []part {
	st, k := e.style, "advice."+string(p.Advice.ID)
	var parts []part
	add := func(look lipgloss.Style, text string) {
		if text != "" {
			parts = append(parts, part{look, text})
		}
	}
	add(st.Bad.Bold(true), "× "+e.say(k+".title"))
	meaning, cause := e.say(k+".meaning"), ""
	if e.words.Has(k + ".cause") {
		cause = e.say(k + ".cause")
	}
	if len(p.Missing)+len(p.Likely) == 0 { // else a list stands between them, or follows
		meaning, cause = after(meaning, cause), ""
	}
	add(st.Text, meaning)
	for _, c := range p.Changed {
		add(st.Warn, "· "+e.say("changed."+string(c)))
	}
	for _, scope := range p.Missing {
		add(st.Warn, "· "+string(scope))
	}
	add(st.Text, cause)
	for i, s := range p.Likely {
		cause := e.say("diagnosis." + string(s.Cause) + ".cause")
		if i > 0 {
			add(st.Muted, "· "+e.say("card.or", "Cause", cause))
			continue
		}
		add(st.Warn, "› "+cause)
		if s.Cause == flows.CauseHealth {
			add(st.Muted, e.ailments())
		}
	}
	switch {
	case p.Until.IsZero():
	case !p.Until.After(e.now):
		add(st.Good, e.say("card.waited"))
	case p.Known:
		add(st.Warn, e.say("card.wait", "Left", e.left(p.Until), "At", e.wait(p.Until)))
	default:
		add(st.Warn, e.say("card.wait_guess", "Left", e.left(p.Until), "At", e.wait(p.Until)))
	}
	add(st.Strong, e.cardNext(p))
	add(st.Muted, after(e.cardRetry(p), e.cardCost(p.Advice)))
	if p.Settled {
		add(st.Good, e.say("card.settled"))
	}
	if p.Cause != "" {
		add(st.Muted, e.say("card.cause", "Cause", p.Cause))
	}
	if p.Silence != "" && p.Silence != api.SilenceUnknown {
		add(st.Muted, e.say("card.cause", "Cause", e.say("silence."+string(p.Silence))))
	}
	if p.Said != nil {
		if words := e.metaSaid(p.Said); words != "" {
			add(st.Muted, after(e.say("card.said"), words))
		}
		add(st.Muted, e.metaCodes(p.Said))
	}
	return parts
}

// after puts a sentence behind another one: Chinese leaves no blank between
// them.
func after(first, then string) string {
	last, _ := utf8.DecodeLastRuneInString(first)
	if first == "" || then == "" || unicode.Is(unicode.Han, last) || last == '。' || last == '：' {
		return first + then
	}
	return first + " " + then
}

// metaSaid is Meta's own answer: the texts meant for people and the details or,
// without those, its message.
func (e *env) metaSaid(said *api.Error) string {
	var texts []string
	for _, text := range []string{said.UserTitle, said.UserMessage, said.Details} {
		if text = e.hush(text); text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return e.hush(said.Message)
	}
	return strings.Join(texts, " · ")
}

// metaCodes is that by which Meta's support finds an answer.
func (e *env) metaCodes(said *api.Error) string {
	text := fmt.Sprintf("HTTP %d", said.Status)
	if said.Code != 0 {
		text = strconv.Itoa(said.Code)
	}
	if said.Subcode != 0 {
		text += "/" + strconv.Itoa(said.Subcode)
	}
	if said.TraceID != "" {
		text += " · fbtrace_id " + e.trace(said.TraceID)
	}
	return text
}

// ailments is what Meta's own report on the number says, with its suggestions.
func (e *env) ailments() string {
	const most = 2
	var all []string
	for _, a := range flows.Ailments(e.s.Number) {
		if text := e.hush(strings.TrimSpace(a.Description + " " + a.Solution)); text != "" && len(all) < most {
			all = append(all, text)
		}
	}
	return strings.Join(all, " · ")
}

// cardRetry says whether and when trying again is of use.
func (e *env) cardRetry(p *flows.Problem) string {
	switch p.Advice.Retry {
	case flows.RetryNever:
		return e.say("card.retry_no")
	case flows.RetryFixed:
		return e.say("card.retry_fix")
	case flows.RetryBackoff:
		return e.say("card.retry_backoff")
	case flows.RetryWaited:
		switch {
		case p.Until.IsZero():
			return e.say("card.retry_later")
		case p.Until.After(e.now):
			return e.say("card.retry_wait")
		}
	case flows.RetryUnsaid:
	}
	return ""
}

// cardCost says what trying again costs.
func (e *env) cardCost(a flows.Advice) string {
	switch {
	case a.Cost != flows.CostNothing:
		return e.say("cost." + string(a.Cost))
	case a.Retry == flows.RetryFixed || a.Retry == flows.RetryWaited || a.Retry == flows.RetryBackoff:
		return e.say("cost.free")
	}
	return ""
}

// cardNext names the next safe action, and where the key leads.
func (e *env) cardNext(p *flows.Problem) string {
	a := p.Advice
	waited := !p.Until.IsZero() && !p.Until.After(e.now)
	switch {
	case a.Act == flows.ActNothing && waited: // there is nothing to wait for
		return ""
	case a.ID == flows.AdviseHeld:
		return e.say("card.next_held", "Who", p.Who, "Since", e.moment(p.Since))
	case a.ID == flows.AdviseOpen && e.s.CanOverride():
		if p.Since.IsZero() {
			return e.say("card.next_open")
		}
		return after(e.say("card.open_since", "Since", e.moment(p.Since)), e.say("card.next_open"))
	case a.ID == flows.AdviseBudget:
		return e.say("card.next_budget")
	case a.ID == flows.AdviseJournal:
		reason, path := p.ReasonOf()
		return e.say("book."+string(reason), "Path", path) + " " + e.say("card.next_journal")
	}
	next := ""
	if k := "advice." + string(a.ID) + ".next"; e.words.Has(k) {
		next = e.say(k)
	}
	if len(p.Likely) > 0 {
		next = e.say("diagnosis." + string(p.Likely[0].Cause) + ".next")
	}
	switch {
	case next != "" && a.Act == flows.ActGo:
		return e.say("card.next_to", "Next", next, "Place", e.place(a))
	case next != "":
		return e.say("card.next", "Next", next)
	}
	switch a.Act {
	case flows.ActGo:
		return e.say("card.next", "Next", e.place(a))
	case flows.ActAgain:
		return e.say("card.next_again")
	case flows.ActReload:
		return e.say("card.next_reload")
	case flows.ActNothing:
		return e.say("card.next_nothing")
	case flows.ActDismiss, flows.ActDeregister, flows.ActSubscribe:
	}
	return ""
}

// place names the screen that an advice leads to.
func (e *env) place(a flows.Advice) string {
	if a.To == flows.Remedy {
		return e.say("remedy." + string(a.Help) + ".title")
	}
	return e.say("state." + string(a.To) + ".name")
}

// softCard reports whether a card only explains: going on typing puts it away.
func softCard(p *flows.Problem) bool { return p.Advice.Act == flows.ActDismiss }

// cardKey handles a key while a card is up, and returns what follows and whether
// the card took the key.
func (m *Root) cardKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	p := m.env.s.Problem
	if p == nil || m.env.s.Busy() {
		return nil, false
	}
	pressed := msg.String()
	if pressed == "y" && !(softCard(p) && m.screen().typing()) { // where it is no letter of a text
		pressed = "ctrl+y"
	}
	switch pressed {
	case "esc":
		return m.do(flows.ProblemDismissed{}), true
	case "enter":
		if p.Advice.Act == flows.ActNothing || p.Advice.Act == flows.ActDismiss {
			return m.do(flows.ProblemDismissed{}), true
		}
		if m.held(flows.AdviceTaken{}) {
			return nil, true
		}
		here := m.env.s.State
		cmd := m.do(flows.AdviceTaken{})
		if p.Advice.To == here { // it is the same screen, with something changed
			cmd = tea.Batch(cmd, m.screen().enter(m.env))
		}
		return cmd, true
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
	case "ctrl+y":
		if ticketed(p) {
			m.copied = p
			return tea.SetClipboard(m.env.ticket(p)), true
		}
	case "ctrl+o":
		if m.env.s.CanOverride() {
			if !m.readable() { // it sends what the card warns of
				m.enter.hint = hintMoment
				return nil, true
			}
			return m.do(flows.OverrideAsked{}), true
		}
	}
	if softCard(p) { // the key puts it away, and goes where it was meant to
		return m.do(flows.ProblemDismissed{}), false
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
	if m.env.s.CanOverride() {
		keys = append(keys, e.bind("ctrl+o", "override"))
	}
	if m.cardTall {
		keys = append(keys, e.bind("↑↓", "read_on"))
	}
	if ticketed(p) {
		keys = append(keys, e.bind("ctrl+y", "copy"))
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

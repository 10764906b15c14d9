package tui

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// A card comes up from below like a sheet over the page, which stays as it is: what
// happened in a sentence or two, what to do as a button, and what that costs. All that is
// known, with Meta's own words, is a key away.

// sheetText is how many lines of text a sheet has, beside its edges and its button.
const sheetText = 3

// sheet is the card of the present problem.
func (m *Root) sheet(l layout) []string {
	if m.card.open {
		return m.details(l)
	}
	e, p := m.env, m.env.Flow.Problem
	lines := sheetLines(e, p, l.inner-bubble.FrameCells)
	return m.sheetFrame(append(lines, m.buttons(l.inner-bubble.FrameCells)), l.inner)
}

// sheetFrame sets lines into the frame of the card, with its title, the number of the
// answer, and what trying again costs.
func (m *Root) sheetFrame(lines []string, w int) []string {
	e, st, p := m.env, m.env.Style, m.env.Flow.Problem
	foot := page.After(cardRetry(e, p), cardCost(e, p.Advice))
	if m.card.copied == p {
		foot = "✓ " + e.Say("card.copied")
	}
	const edge = 6
	if lipgloss.Width(foot)+edge > w {
		foot = cardCost(e, p.Advice)
	}
	if lipgloss.Width(foot)+edge > w {
		foot = ""
	}
	return bubble.Frame{
		Title: bubble.Label{Text: "× " + cardTitle(e, p), Look: st.Bad.Bold(true)}, Corner: bubble.Label{Text: answerNumber(p), Look: st.Muted},
		Foot: bubble.Label{Text: foot, Look: st.Muted}, Look: st.Bad,
	}.Draw(lines, w)
}

// answerNumber is the code of Meta's answer, by which it is looked up.
func answerNumber(p *flows.Problem) string {
	switch said := p.Said; {
	case said == nil || said.Code == 0:
		return ""
	case said.Subcode != 0:
		return strconv.Itoa(said.Code) + "/" + strconv.Itoa(said.Subcode)
	default:
		return strconv.Itoa(said.Code)
	}
}

// sheetLines are the paragraphs of a card that matter most, in the order in which they are
// read: as many as there is room for, the one that matters most first.
func sheetLines(e *page.Env, p *flows.Problem, w int) []string {
	parts := cardParts(e, p)
	taken, left := make([]bool, len(parts)), sheetText
	for rank := rankAsked; rank <= rankCause; rank++ {
		for i, part := range parts {
			if n := lipgloss.Height(bubble.Wrap(part.text, w)); part.rank == rank && n <= left {
				taken[i], left = true, left-n
			}
		}
	}
	var lines []string
	for i, part := range parts {
		if taken[i] {
			lines = append(lines, bubble.Lines(part.look, part.text, w)...)
		}
	}
	return filled(lines, sheetText)
}

// buttons is the line of what can be done about a card.
func (m *Root) buttons(w int) string {
	e, st, p := m.env, m.env.Style, m.env.Flow.Problem
	word, acts := actWord(e, p)
	line := ""
	if acts {
		text := "enter  " + word
		line = bubble.Button(st, text, "", true, false, lipgloss.Width(text)+2*bubble.FrameCells)[0] + "   "
	}
	for _, k := range m.cardKeys() {
		h := k.Help()
		if h.Key == "enter" || softCard(p) && !cardKeyName(h.Key) {
			continue
		}
		next := st.Key.Render(h.Key) + " " + st.Muted.Render(h.Desc) + "   "
		if lipgloss.Width(line+next) <= w+len("   ") {
			line += next
		}
	}
	return strings.TrimRight(line, " ")
}

// cardKeyName reports whether a key is the card's own, and not the page's below it.
func cardKeyName(name string) bool {
	switch name {
	case "d", "ctrl+d", "ctrl+o", "ctrl+y", "esc":
		return true
	}
	return false
}

// actWord is what Enter does about a card, in a few words; false where there is nothing but
// to wait.
func actWord(e *page.Env, p *flows.Problem) (string, bool) {
	a := p.Advice
	switch {
	case onlyCloses(p):
		return e.Say("card.act.close"), true
	case p.Until.After(e.Now) && a.Act == flows.ActAgain:
		return "", false
	}
	switch a.Act {
	case flows.ActGo:
		if a.Help != "" {
			return e.Say("card.act.steps"), true
		}
		return e.Say("card.act.go", "Place", e.Say("state."+string(a.To)+".name")), true
	case flows.ActAgain:
		return e.Say("card.act.again"), true
	case flows.ActReload:
		return e.Say("card.act.reload"), true
	case flows.ActOpen:
		return e.Say("card.act.open"), true
	case flows.ActDeregister:
		return e.Say("card.act.deregister"), true
	case flows.ActSubscribe:
		return e.Say("card.act.subscribe"), true
	case flows.ActDismiss, flows.ActNothing:
	}
	return e.Say("card.act.close"), true
}

// details is the card with all that is known of the refusal, over the whole body but the
// title of the page.
func (m *Root) details(l layout) []string {
	const edges = 2
	lines := m.card.scroll.View(m.cardLines(l.inner - bubble.FrameCells))
	for len(lines) < m.detailsRoom(l) {
		lines = append(lines, "")
	}
	sheet := m.sheetFrame(lines[:m.detailsRoom(l)], l.inner)
	if m.card.scroll.Top() > 0 {
		sheet[1] = m.env.Style.Bad.Render("↑") + sheet[1][len(m.env.Style.Bad.Render("│")):]
	}
	if m.card.scroll.Below() > 0 {
		last := len(sheet) - edges
		sheet[last] = m.env.Style.Bad.Render("↓") + sheet[last][len(m.env.Style.Bad.Render("│")):]
	}
	return sheet
}

// detailsRoom is how many lines of the details are to be seen at once.
func (m *Root) detailsRoom(l layout) int {
	const title, edges = 2, 2
	return min(len(m.cardLines(l.inner-bubble.FrameCells)), l.room-title-edges)
}

// cardLines are all lines of the card for the present problem.
func (m *Root) cardLines(w int) []string {
	var lines []string
	for _, part := range cardParts(m.env, m.env.Flow.Problem) {
		lines = append(lines, bubble.Lines(part.look, part.text, w)...)
	}
	return lines
}

// fitSheet tells the details how much room they have.
func (m *Root) fitSheet(l layout) {
	m.card.scroll.Fit(len(m.cardLines(l.inner-bubble.FrameCells)), m.detailsRoom(l))
}

package tui

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api/pattern"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// A card comes up from below like a sheet over the page, which dims and stays as it is: what
// happened in a sentence or two, what to do as a button, and what that costs. All that is
// known, with Meta's own words, is a key away.

// sheetText is how many lines of text a sheet has, beside its edges and its button.
const sheetText = 3

// sheet is the card of the present problem.
func (m *Root) sheet(l layout) []string {
	if m.card.open {
		return m.details(l)
	}
	w := l.inner - bubble.FrameCells
	lines := filled(sheetLines(m.env, m.env.Flow.Problem, w), sheetText)
	row, _ := m.cardRow(w)
	return m.sheetFrame(append(lines, row), l.inner)
}

// dimmed is the page that a card stands over. Nothing in it is lit: Enter is the card's.
// Where digits go on being typed, their boxes keep their colours. Frames that the card would
// cut end above it.
func (m *Root) dimmed(lines []string) []string {
	boxes := softCard(m.env.Flow.Problem) && m.traits().Boxes
	all := make([]string, len(lines))
	for i, line := range lines {
		switch last := i == len(lines)-1; {
		case line == "", boxes && !last:
			all[i] = line
		default:
			line = unlit(ansi.Strip(line))
			if last {
				line = closed(line)
			}
			all[i] = m.env.Style.Dimmed.Render(line)
		}
	}
	return all
}

// closed is the lower edge of the frames of which a line shows both walls, and nothing of
// those that only begin in it.
func closed(line string) string {
	if !strings.ContainsAny(line, "│╭") {
		return line
	}
	var b strings.Builder
	open := false
	for _, r := range line {
		switch cells := ansi.StringWidth(string(r)); {
		case r == '│' && !open:
			open = true
			b.WriteRune('╰')
		case r == '│':
			open = false
			b.WriteRune('╯')
		case open:
			b.WriteString(strings.Repeat("─", cells))
		default:
			b.WriteString(strings.Repeat(" ", cells))
		}
	}
	if open { // it was no wall
		return ""
	}
	return b.String()
}

// unlit makes heavy frames light, and sets buttons into brackets. A bar keeps what it shows.
func unlit(line string) string {
	marks := []string{"┏", "╭", "┓", "╮", "┗", "╰", "┛", "╯", "┃", "│", "▐", "[", "▌", "]"}
	if strings.ContainsAny(line, "┏┗") {
		marks = append(marks, "━", "─")
	}
	return strings.NewReplacer(marks...).Replace(line)
}

// sheetFrame sets lines into the frame of the card, with its title, the number of the
// answer, and what trying again costs.
func (m *Root) sheetFrame(lines []string, w int) []string {
	st, p := m.env.Style, m.env.Flow.Problem
	const around = 8 // corners, and a piece of the edge and blanks beside each text
	title := "× " + cardTitle(m.env, p)
	corner := answerNumber(p)
	if corner != "" {
		corner = m.env.Say("card.error", "Code", corner)
	}
	if lipgloss.Width(title)+lipgloss.Width(corner)+around > w { // the details have it
		corner = ""
	}
	return bubble.Frame{
		Title: bubble.Label{Text: title, Look: st.Bad.Bold(true)}, Corner: bubble.Label{Text: corner, Look: st.Muted},
		Foot: m.sheetFoot(w), Look: st.Bad,
	}.Draw(lines, w)
}

// sheetFoot is what stands in the lower edge: what trying again costs, and whether it is of
// use, as far as there is room. What was just copied comes before that.
func (m *Root) sheetFoot(w int) bubble.Label {
	e, st, p := m.env, m.env.Style, m.env.Flow.Problem
	if m.card.copied == p {
		return bubble.Label{Text: "✓ " + e.Say("card.copied"), Look: st.Text}
	}
	if m.card.open || p.Advice.ID == flows.AdviseBudget { // they stand among the details, or in the text
		return bubble.Label{}
	}
	retry, cost := cardRetry(e, p), cardCost(e, p.Advice)
	if p.Advice.Retry == flows.RetryFixed || p.Known { // the button says what to do, or a line how long to wait
		retry = ""
	}
	look, texts := st.Muted, []string{page.After(retry, cost), retry, cost}
	if p.Advice.Cost != flows.CostNothing {
		look, texts = st.Warn, []string{page.After(retry, cost), cost}
	}
	const edge = 6
	for _, text := range texts {
		if lipgloss.Width(text)+edge <= w {
			return bubble.Label{Text: text, Look: look}
		}
	}
	return bubble.Label{}
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
// read: as many as there is room for, the one that matters most first. A cause says nothing
// without what happened.
func sheetLines(e *page.Env, p *flows.Problem, w int) []string {
	parts := sheetParts(e, p)
	taken, left, told := make([]bool, len(parts)), sheetText, false
	for rank := rankAsked; rank <= rankCause; rank++ {
		for i, part := range parts {
			if rank == rankNext && part.rank == rank { // what was found is said, if need be with fewer words of what to do
				parts[i].text = fewer(part.text, w, left-firstFound(parts, w))
				part = parts[i]
			}
			n := lipgloss.Height(bubble.Wrap(part.text, w))
			if part.rank != rank || n > left || rank == rankCause && !told {
				continue
			}
			taken[i], left = true, left-n
			told = told || rank == rankMeaning
		}
	}
	var lines []string
	for i, part := range parts {
		if taken[i] {
			lines = append(lines, bubble.Lines(part.look, part.text, w)...)
		}
	}
	return lines
}

// firstFound is how many lines the first thing that was found takes.
func firstFound(parts paragraphs, w int) int {
	for _, part := range parts {
		if part.rank == rankList {
			return lipgloss.Height(bubble.Wrap(part.text, w))
		}
	}
	return 0
}

// fewer is a text without its last sentences where it would take more lines than there are.
func fewer(text string, w, lines int) string {
	fits := func(s string) bool { return lipgloss.Height(bubble.Wrap(s, w)) <= lines }
	if fits(text) {
		return text
	}
	for _, end := range slices.Backward(sentenceEnd().FindAllStringIndex(text, -1)) {
		if short := strings.TrimSpace(text[:end[1]]); fits(short) {
			return short
		}
	}
	return text
}

var sentenceEnd = pattern.Of(`\. |。`)

// cardRow is the line of what can be done about a card: what Enter does as a button, and the
// other keys as far as there is room. Those that are left over are for the key line.
func (m *Root) cardRow(w int) (row string, left []key.Binding) {
	st, p := m.env.Style, m.env.Flow.Problem
	const apart = "   "
	for _, k := range m.marked(m.cardKeys()) {
		h := k.Help()
		name, entered := strings.CutSuffix(h.Key, "enter")
		next := st.Key.Render(h.Key) + " " + st.Muted.Render(h.Desc) + apart
		switch {
		case entered:
			word, _ := actWord(m.env, p)
			row = bubble.Button(st, name+"enter  "+capital(word), "", true, w) + apart
		case h.Key == "esc":
		case softCard(p) && !m.isCardKey(h.Key), lipgloss.Width(row+next) > w+len(apart):
			left = append(left, k)
		default:
			row += next
		}
	}
	return strings.TrimRight(row, " "), left
}

// isCardKey reports whether a key is the card's own, and not the page's below it.
func (m *Root) isCardKey(name string) bool {
	switch name {
	case m.detailsKey(), m.printKey(), "ctrl+o", "ctrl+y", "esc":
		return true
	}
	return m.card.open
}

// capital writes a word of the key line as it stands on a button.
func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

// actWord is what Enter does about a card, in a few words; false where there is nothing but
// to wait. Where the card names no action of its own, its kind and its place do.
func actWord(e *page.Env, p *flows.Problem) (string, bool) {
	a, own := p.Advice, "advice."+string(p.Advice.ID)
	own, to := own+".go", "card.to."+string(a.To)
	switch a.Act {
	case flows.ActDismiss:
		own = "advice." + string(a.ID) + ".stay"
		if e.Words.Has(own) && !a.Kept {
			return e.Say(own), true
		}
	case flows.ActNothing:
	case flows.ActGo:
		switch {
		case a.Help != "":
			return e.Say("card.act.steps"), true
		case e.Words.Has(own):
			return e.Say(own), true
		case e.Words.Has(to):
			return e.Say(to), true
		}
		return e.Say("card.act.go", "Place", e.Say("state."+string(a.To)+".name")), true
	case flows.ActAgain:
		if p.Until.After(e.Now) {
			return "", false
		}
		return e.Say("card.act.again"), true
	case flows.ActReload:
		return e.Say("card.act.reload"), true
	case flows.ActOpen:
		return e.Say("card.act.open"), true
	case flows.ActDeregister:
		return e.Say("card.act.deregister"), true
	case flows.ActSubscribe:
		return e.Say("card.act.subscribe"), true
	}
	return e.Say("card.act.close"), true
}

// enterOnCard is the key line's Enter: it says the same as the button.
func enterOnCard(e *page.Env, p *flows.Problem) (key.Binding, bool) {
	word, acts := actWord(e, p)
	return key.NewBinding(key.WithKeys(), key.WithHelp("enter", word)), acts
}

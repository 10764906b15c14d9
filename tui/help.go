package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// twoColumnsFrom is how wide the help is that has two columns.
const twoColumnsFrom = 76

// helpPage lists the keys, what the marks and the page's words mean, why the page asks what
// it asks, and what stays hidden.
func (m *Root) helpPage(w int) []string {
	e, st := m.env, m.env.Style
	title := []string{st.Title.Render(e.Say("help.title")), ""}
	if w < twoColumnsFrom {
		return append(title, joined(m.helpKeys(w), m.helpMarks(w), m.helpWords(w), m.helpWhy(w), m.helpHidden(w))...)
	}
	const apart, most = 4, 72
	left := min((w-apart)*2/5, most)
	right := min(w-apart-left, most)
	keys := joined(m.helpKeys(left), m.helpHidden(left))
	words := joined(m.helpMarks(right), m.helpWords(right), m.helpWhy(right))
	h := max(len(keys), len(words))
	keys, words = filled(keys, h), filled(words, h)
	for i := range keys {
		if words[i] != "" {
			keys[i] = bubble.Pad(keys[i], left+apart) + words[i]
		}
	}
	return append(title, keys...)
}

// joined puts blocks below each other with a blank between them.
func joined(blocks ...[]string) []string {
	var all []string
	for _, block := range blocks {
		if len(block) == 0 {
			continue
		}
		if len(all) > 0 {
			all = append(all, "")
		}
		all = append(all, block...)
	}
	return all
}

// section begins a block of the help.
func (m *Root) section(k string) []string {
	return []string{m.env.Style.Strong.Render(m.env.Say(k))}
}

// helpKeys are the keys of the page, and those that work everywhere.
func (m *Root) helpKeys(w int) []string {
	e, st := m.env, m.env.Style
	own, everywhere := m.pageBindings()
	leaving := []key.Binding{e.Bind("ctrl+q", "leave"), e.Bind("ctrl+c", "quit")}
	if m.opts.Pause != nil {
		leaving = append(leaving, e.Bind("ctrl+z", "pause"))
	}
	for _, k := range leaving {
		if !names(own, k.Help().Key) {
			everywhere = append(everywhere, k)
		}
	}
	wide := 0
	for _, k := range slices.Concat(own, everywhere) {
		wide = max(wide, len([]rune(k.Help().Key)))
	}
	block := func(head string, keys []key.Binding) []string {
		if len(keys) == 0 {
			return nil
		}
		lines := m.section(head)
		for _, k := range keys {
			lines = append(lines, st.Key.Render(bubble.Pad(k.Help().Key, wide))+"  "+st.Text.Render(bubble.Fit(k.Help().Desc, w-wide-2)))
		}
		return lines
	}
	first, middle, last := inOrder(own)
	return joined(block("help.own", slices.Concat(first, middle, last)), block("help.everywhere", everywhere))
}

// helpMarks is the legend of the marks.
func (m *Root) helpMarks(w int) []string {
	e, st := m.env, m.env.Style
	lines := m.section("help.marks")
	for _, mark := range []struct{ sign, key string }{
		{"✓", "help.mark_true"}, {"●", "help.mark_now"}, {"○", "help.mark_later"}, {"!", "help.mark_mind"}, {"×", "help.mark_refused"},
	} {
		lines = append(lines, e.MarkLook(mark.sign).Render(mark.sign)+"  "+st.Text.Render(bubble.Fit(e.Say(mark.key), w-3)))
	}
	return lines
}

// helpWords explain Meta's words on the page.
func (m *Root) helpWords(w int) []string {
	e, st := m.env, m.env.Style
	words := m.traits().Words
	if len(words) == 0 {
		return nil
	}
	wide := 0
	for _, word := range words {
		wide = max(wide, ansi.StringWidth(e.Say("glossary."+string(word)+".word")))
	}
	lines := m.section("help.words")
	for _, word := range words {
		k := "glossary." + string(word)
		lead := st.Muted.Render(bubble.Pad(e.Say(k+".word"), wide)) + "  "
		lines = append(lines, strings.Split(page.Hang(st.Text, lead, e.Say(k+".means"), w), "\n")...)
	}
	return lines
}

// helpWhy says why the page asks what it asks.
func (m *Root) helpWhy(w int) []string {
	if why := m.traits().Why; why != "" {
		return append(m.section("frame.why"), bubble.Lines(m.env.Style.Text, why, w)...)
	}
	return nil
}

// helpHidden says what stays hidden.
func (m *Root) helpHidden(w int) []string {
	return append(m.section("help.hidden"), bubble.Lines(m.env.Style.Text, m.env.Say("help.masking"), w)...)
}

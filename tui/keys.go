package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// keyLine shows the keys that work now: Enter first, then the page's own, then Esc, and
// those that work everywhere at the right. Where there is no room the page's own give way
// from the last one, after those at the right but for help.
func (m *Root) keyLine(w int) string {
	own, everywhere := m.bindings()
	first, middle, last := inOrder(own)
	if m.env.Flow.Problem != nil && m.over.kind == overNone && !m.env.Flow.Busy() {
		_, middle = m.cardRow(m.layout().inner - bubble.FrameCells) // the card shows the others
		if len(first) > 0 && len(last) > 0 && first[0].Help().Desc == last[0].Help().Desc {
			first[0].SetHelp(first[0].Help().Key+" "+last[0].Help().Key, last[0].Help().Desc)
			last = nil
		}
	}
	const most = 4
	middle = middle[:min(len(middle), most)]
	hint := m.hinted()
	for {
		parts := m.hints(slices.Concat(first, middle, last))
		if hint != "" {
			parts = append([]string{m.env.Style.Warn.Render("! " + hint)}, m.hints(slices.Concat(first, last))...)
		}
		left, right := strings.Join(parts, "   "), strings.Join(m.hints(everywhere), "   ")
		switch fits := lipgloss.Width(left)+3+lipgloss.Width(right) <= w; {
		case fits:
			return spread(left, right, w)
		case len(everywhere) > 1:
			everywhere = everywhere[1:]
		case hint != "":
			return m.env.Style.Warn.Render("! " + hint)
		case len(middle) == 0:
			return bubble.Fit(left, w-lipgloss.Width(right)-1) + " " + right
		default:
			middle = middle[:len(middle)-1]
		}
	}
}

// inOrder splits keys into Enter, the others, and Esc.
func inOrder(keys []key.Binding) (first, middle, last []key.Binding) {
	for _, k := range keys {
		switch name := k.Help().Key; {
		case strings.Contains(name, "enter"):
			first = append(first, k)
		case name == "esc":
			last = append(last, k)
		default:
			middle = append(middle, k)
		}
	}
	return first, middle, last
}

// bindings are the keys of what is to be seen and those that work everywhere.
func (m *Root) bindings() (own, everywhere []key.Binding) {
	if m.over.kind != overNone {
		return m.overlayBindings(), nil
	}
	return m.pageBindings()
}

// pageBindings are those of the page, whatever lies over it.
func (m *Root) pageBindings() (own, everywhere []key.Binding) {
	e, traits := m.env, m.traits()
	if len(m.calls()) > 0 {
		everywhere = []key.Binding{e.Bind("ctrl+t", "calls")}
	}
	everywhere = append(everywhere, e.Bind("f1", "help"))
	switch {
	case e.Flow.Busy() && e.Flow.CanCancel():
		own = []key.Binding{e.Bind("esc", "stop")}
	case e.Flow.Busy():
	case e.Flow.Problem != nil:
		own = m.cardKeys()
	default:
		own = m.page().Keys(e)
		if len(e.Flow.History) > 0 && !traits.Entry && !names(own, "esc") {
			own = append(own, e.Bind("esc", "back"))
		}
		if !names(own, "esc") { // nothing lies behind the page
			own = append(own, e.Bind("ctrl+q", "leave"))
		}
	}
	return m.marked(append(own, m.showKey(own)...)), everywhere
}

// names reports whether there is a key of a name among keys.
func names(keys []key.Binding, name string) bool {
	return slices.ContainsFunc(keys, func(k key.Binding) bool { return k.Help().Key == name })
}

func (m *Root) hints(keys []key.Binding) []string {
	st := m.env.Style
	parts := make([]string, 0, len(keys))
	for _, k := range keys {
		parts = append(parts, st.Key.Render(k.Help().Key)+" "+st.Muted.Render(k.Help().Desc))
	}
	return parts
}

// key handles the keys that work everywhere, and hands on the others.
func (m *Root) key(msg tea.KeyPressMsg) tea.Cmd {
	over := m.over.kind
	m.notePressed(msg)
	defer func() {
		if m.over.kind != over { // what lay below it is read anew
			m.pageChanged()
		}
	}()
	if msg.String() != "enter" {
		m.guard.enter.hint = ""
	}
	switch msg.String() {
	case "ctrl+c":
		return m.quit(true)
	case "ctrl+q":
		return m.quit(false)
	case "ctrl+z":
		if m.opts.Pause != nil {
			m.opts.Pause()
		}
		return nil
	case "ctrl+r":
		return m.show()
	case "ctrl+t":
		m.over.toggle(overCalls)
		return nil
	case "ctrl+g":
		if m.guide.name != "" {
			m.over.toggle(overGuide)
		}
		return nil
	case "f1":
		m.over.toggle(overHelp)
		return nil
	case "?":
		if m.over.kind != overNone || !m.traits().Typing {
			m.over.toggle(overHelp)
			return nil
		}
	}
	if msg.String() != "enter" {
		return m.letter(msg)
	}
	if !m.accepts(msg) {
		return nil
	}
	before := m.guard
	m.guard.enter.now, m.guard.enter.read, m.guard.enter.hint = true, m.readable(), ""
	m.pageChanged()
	cmd := m.letter(msg)
	m.guard.enter.now = false
	if m.guard.enter.hint != "" { // it did nothing
		m.guard.turned, m.guard.due, m.guard.shownAt, m.guard.undrawn = before.turned, before.due, before.shownAt, before.undrawn
	}
	return cmd
}

// letter handles a key that works on what is to be seen: an overlay, the error
// card or the page.
func (m *Root) letter(msg tea.KeyPressMsg) tea.Cmd {
	if m.turnGuide(msg) {
		return nil
	}
	if m.over.kind != overNone {
		return m.overlayKey(msg)
	}
	if !m.env.Flow.Busy() && !isEnter(msg) {
		m.guard.enter.alone = false
	}
	m.setAlone()
	cmd, taken := m.cardKey(msg)
	switch {
	case taken:
		return cmd
	case msg.String() == "esc" && m.env.Flow.Busy():
		return m.do(flows.BackAsked{})
	case m.env.Flow.Busy():
		return cmd
	}
	return tea.Batch(cmd, m.pass(msg))
}

// pass hands a message to the page.
func (m *Root) pass(msg tea.Msg) tea.Cmd {
	var put tea.Cmd
	if _, pasted := msg.(tea.PasteMsg); pasted {
		if !m.takesKeys() {
			return nil
		}
		if m.env.Flow.Problem != nil { // the paste puts it away, and goes where it was meant to
			put = m.do(flows.ProblemDismissed{})
		}
	}
	if m.guardField(msg) {
		return put
	}
	done, cmd := m.page().Update(m.env, msg)
	return tea.Batch(put, cmd, m.sift(msg), m.take(done))
}

// take does what a page reports.
func (m *Root) take(done page.Action) tea.Cmd {
	if done, is := done.(page.Operated); is {
		if m.holdsBack(done) {
			return nil
		}
		return m.do(done.Event)
	}
	switch done {
	case page.Finish:
		return m.quit(false)
	case page.WriteReport:
		return m.writeReport()
	case page.SaveCertificates:
		return m.saveCertificates()
	case page.ShowQR:
		m.openQR()
	case page.Show:
		return m.show()
	case page.HintOther:
		m.guard.enter.hint = lackOther
	case page.HintChoose:
		m.guard.enter.hint = lackChoose
	case page.HintPlace:
		m.guard.enter.hint = lackPlace
	}
	return nil
}

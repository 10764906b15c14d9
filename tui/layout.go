package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// The frame: at least 60 by 20; on a big screen it stays a page that can be
// read, in the middle.
const (
	minWidth, minHeight = 60, 20
	maxWidth, maxHeight = 120, 32
	wideFrom            = 100 // from here on there is a side pane
	railFrom            = 76  // from here on the steps stand at the left
	railWidth           = 13
	gap                 = 3
)

// View implements [tea.Model].
func (m *Root) View() tea.View {
	if m.still != nil && m.burst.on && m.burst.text.Len() > 0 { // it is drawn when all of it has come
		return *m.still
	}
	v := m.draw()
	m.still = &v
	m.drawn()
	if m.burst.keyed { // the key after it may have waited for this
		m.burst.idle, m.burst.keyed = m.opts.Now(), false
	}
	return v
}

// tooSmall reports whether the window has no room for the page.
func (m *Root) tooSmall() bool { return m.w < minWidth || m.h < minHeight }

func (m *Root) draw() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: "Dialtone"}
	if m.w == 0 {
		return v
	}
	if m.tooSmall() {
		v.SetContent(bubble.Wrap(m.env.say("frame.too_small", "Width", minWidth, "Height", minHeight), m.w))
		return v
	}
	w, h := min(m.w, maxWidth), min(m.h, maxHeight)
	content, cursor := m.frame(w, h)
	left, top := (m.w-w)/2, (m.h-h)/2
	lines := strings.Split(content, "\n")
	if left > 0 {
		pad := strings.Repeat(" ", left)
		for i := range lines {
			lines[i] = pad + lines[i]
		}
	}
	v.SetContent(strings.Repeat("\n", top) + strings.Join(lines, "\n"))
	if cursor != nil {
		cursor.X += left
		cursor.Y += top
		v.Cursor = cursor
	}
	return v
}

// frame draws head, body and key line in exactly h lines.
func (m *Root) frame(w, h int) (string, *tea.Cursor) {
	st := m.env.style
	rule := st.Rule.Render(strings.Repeat("─", w))
	top := []string{m.head(w), rule}
	if w < railFrom {
		top = append(top, m.stepper(w))
	}
	top = append(top, "")
	const foot = 2 // a rule and the keys
	room := h - len(top) - foot
	if m.over.kind == overQR && room < m.code.height() {
		return m.barePage(w, h), nil
	}

	var body []string
	var cursor *tea.Cursor
	m.shown = false
	if m.over.kind != overNone {
		body = m.overlay(w-2, room)
		for i := range body {
			body[i] = " " + body[i]
		}
	} else {
		body, cursor = m.body(w, room)
	}
	for len(body) < room {
		body = append(body, "")
	}
	if cursor != nil {
		cursor.Y += len(top)
	}
	return strings.Join(append(append(top, body[:room]...), rule, m.keyLine(w)), "\n"), cursor
}

// head names the program, the sandbox, the account and the number; between two
// customers it names neither.
func (m *Root) head(w int) string {
	e, st := m.env, m.env.style
	left := " " + st.Brand.Render("Dialtone")
	if e.sandbox() {
		left += "  " + st.Badge.Render(e.say("frame.sandbox"))
	}
	left += m.badge()
	number := e.display(e.s.Number)
	if e.s.State == flows.PickNumber || e.s.State == flows.AddNumber {
		number = "" // it is about another one now
	}
	account := e.s.Account.Name
	if between(e.s.State) {
		account, number = "", ""
	}
	room := w - lipgloss.Width(left) - lipgloss.Width(number) - 8
	right := st.Muted.Render(bubble.Fit(e.name(account), max(0, room)))
	if number != "" {
		right += "   " + st.Strong.Render(number)
	}
	right += " "
	return left + strings.Repeat(" ", max(1, w-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

// body puts rail, main pane and side pane beside each other.
func (m *Root) body(w, h int) ([]string, *tea.Cursor) {
	rail := 0
	if w >= railFrom {
		rail = railWidth
	}
	side := 0
	if broad, ok := m.screen().(interface{ broad() bool }); w >= wideFrom && !(ok && broad.broad()) {
		side = max(28, (w-rail)*30/100)
	}
	x := 1
	if rail > 0 {
		x += rail + gap
	}
	mainWidth := w - x - 1
	if side > 0 {
		mainWidth -= side + gap
	}
	m.env.narrow, m.env.ready = side == 0, m.readable()
	p := m.screen().view(m.env, mainWidth, h)
	m.guide.open(m.env, p.guide)
	main, cursor := m.mainPane(p, mainWidth, h, side == 0)
	if cursor != nil {
		cursor.X += x
	}
	lines := make([]string, max(h, len(main)))
	copy(lines, main)
	var railLines, sideLines []string
	if rail > 0 {
		railLines = m.rail(rail, h)
	}
	if side > 0 {
		sideLines = m.side(p, side, h)
	}
	for i := range lines {
		line := " "
		if rail > 0 {
			line += bubble.Pad(at(railLines, i), rail) + strings.Repeat(" ", gap)
		}
		if side > 0 {
			line += bubble.Pad(lines[i], mainWidth) + strings.Repeat(" ", gap) + at(sideLines, i)
		} else {
			line += lines[i]
		}
		lines[i] = line
	}
	return lines, cursor
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// mainPane stacks title, lead, card, waiting line, body and notice, and keeps
// the line with the focus in view.
func (m *Root) mainPane(p pane, w, h int, withWhy bool) ([]string, *tea.Cursor) {
	e, st := m.env, m.env.style
	var lines []string
	add := func(text string) { lines = append(lines, strings.Split(text, "\n")...) }
	para := func(style lipgloss.Style, text string) {
		for line := range strings.SplitSeq(bubble.Wrap(text, w), "\n") {
			lines = append(lines, style.Render(line))
		}
	}
	para(st.Title, p.title)
	if p.lead != "" && !m.tight(p, w, h) {
		para(st.Muted, p.lead)
	}
	lines = append(lines, "")
	if e.s.Problem != nil {
		add(m.card(w, h-len(lines)))
		if len(lines) >= h { // it takes the whole page
			return lines, nil
		}
		lines = append(lines, "")
	}
	if e.s.Notice != "" && !p.told {
		look, mark := st.Good, "· "
		if warns(e.s.Notice) {
			look, mark = st.Warn, "! "
		}
		para(look, mark+e.notice())
		lines = append(lines, "")
	}
	if text := e.misplacedLine(); text != "" {
		para(st.Warn, text)
		lines = append(lines, "")
	}
	fixed := len(lines)
	if m.shown = p.waits && m.waits(); m.shown {
		lines = append(lines, m.waiting(), "")
	}
	var phone []string
	if _, rang := e.lastText(); e.narrow && rang {
		phone = append(m.phoneLines(w), "")
		if len(lines)+lipgloss.Height(p.body)+len(phone) > h { // below the boxes the code would be out of view
			lines, phone = append(lines, phone...), nil
		}
	}
	start := len(lines)
	add(p.body)
	if len(phone) > 0 {
		lines = append(append(lines, ""), phone[:len(phone)-1]...)
	}
	if withWhy && p.why != "" && len(lines)+3 <= h && e.s.Problem == nil {
		why := m.whyLines(p.why, w)
		if len(lines)+1+len(why) <= h {
			lines = append(append(lines, ""), why...)
		}
	}
	cursor := p.cursor
	if cursor != nil {
		cursor.Y += start
	}
	if len(lines) > h {
		focus := start + p.focus
		if cursor != nil {
			focus = cursor.Y
		}
		if e.s.Problem != nil { // first things first
			fixed, focus, cursor = 0, 0, nil
		}
		lines, cursor = scroll(st.Muted, lines, min(fixed, h/2), focus, h, cursor)
	}
	if e.s.Busy() {
		cursor = nil
	}
	for i := range lines {
		lines[i] = ansi.Truncate(lines[i], w, "…")
	}
	return lines, cursor
}

// warns reports whether a notice is about something that may go wrong.
func warns(n flows.Notice) bool {
	switch n {
	case flows.NoticeTokenEnds, flows.NoticePersonal, flows.NoticePersonalEnds, flows.NoticeNameStands:
		return true
	}
	return false
}

// notice is the small remark of the moment.
func (e *env) notice() string {
	return e.say("notice."+string(e.s.Notice), "Asked", e.s.AskedVersion, "Served", e.s.ServedVersion,
		"When", e.until(e.s.Token.Expires()), "Status", steady(string(e.s.Number.NameStatus)))
}

// noticed is how many lines the notice takes, with the blank below it.
func (e *env) noticed(w int) int {
	if e.s.Notice == "" {
		return 0
	}
	return lipgloss.Height(bubble.Wrap("· "+e.notice(), w)) + 1
}

// tight reports whether the lead has to give way to what is below it.
func (m *Root) tight(p pane, w, h int) bool {
	const title, blank = 1, 1
	need := title + blank + lipgloss.Height(bubble.Wrap(p.lead, w)) + lipgloss.Height(p.body)
	if !p.told {
		need += m.env.noticed(w)
	}
	const low = 18
	return p.essential && need > h || m.env.s.Problem != nil && h < low
}

// scroll keeps the first fixed lines (title and lead) and as much around the
// focus as fits below them.
func scroll(muted lipgloss.Style, lines []string, fixed, focus, h int, cursor *tea.Cursor) ([]string, *tea.Cursor) {
	room := h - fixed
	rest := lines[fixed:]
	top := min(max(0, focus-fixed-room/2), len(rest)-room)
	view := append(append([]string{}, lines[:fixed]...), rest[top:top+room]...)
	if top > 0 {
		view[fixed] = muted.Render("↑")
	}
	if top+room < len(rest) {
		view[h-1] = muted.Render("↓")
	}
	if cursor != nil {
		cursor.Y -= top
	}
	return view, cursor
}

// waits reports whether something is under way that the operator waits for.
func (m *Root) waits() bool { return m.env.s.Busy() || m.polling() }

// waiting says what is waited for, and since when once it takes a while. It
// stands in the key line, so that nothing on the screen moves when a call
// begins or ends; screens that are all waiting show it themselves.
func (m *Root) waiting() string {
	e := m.env
	frames := []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"}
	text := e.style.Focus.Render(frames[e.frame%len(frames)]) + " " + e.style.Text.Render(e.say("waiting."+waitingFor(e.s.Waiting)))
	if d := e.now.Sub(e.s.Since); e.s.Busy() && d.Seconds() >= 3 {
		text += e.style.Muted.Render("  " + e.say("waiting.seconds", "Count", int(d.Seconds())))
	}
	return text
}

// waitingFor names the sentence for an effect.
func waitingFor(effect flows.Effect) string {
	switch effect.(type) {
	case nil: // between two looks
		return string(api.GetNumber)
	case flows.OpenSandbox:
		return "sandbox"
	case flows.FindNumber, flows.FindPooled:
		return "find"
	case flows.SetIdentity:
		return "identity"
	case flows.Examine:
		return "doctor"
	case flows.TakeOff:
		return "take_off"
	}
	return string(effect.Call())
}

// keyLine shows the keys that work now, the screen's own first; the last ones
// give way where there is no room.
func (m *Root) keyLine(w int) string {
	left, right := m.bindings()
	render := func(keys []string) string { return strings.Join(keys, "   ") }
	leftParts, rightParts := m.hints(left), m.hints(right)
	if hint := m.hinted(); hint != "" {
		leftParts = []string{m.env.style.Warn.Render("! " + hint)}
	}
	if m.env.s.Busy() && !m.shown && m.over.kind == overNone {
		leftParts = append([]string{m.waiting()}, leftParts...)
	}
	for {
		l, r := render(leftParts), render(rightParts)
		space := w - 2 - lipgloss.Width(l) - lipgloss.Width(r)
		if space >= 2 || len(rightParts) <= 1 && len(leftParts) <= 1 {
			return " " + l + strings.Repeat(" ", max(1, space)) + r
		}
		if len(rightParts) > 1 {
			rightParts = rightParts[1:]
		} else {
			leftParts = leftParts[:len(leftParts)-1]
		}
	}
}

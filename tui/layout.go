package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// On a big screen the frame stays a page that can be read, in the middle.
const (
	maxWidth, maxHeight = 120, 32
	wideFrom            = 100 // from here on there is a side pane
	railFrom            = 76  // from here on the steps stand at the left
	railWidth           = 13
	gap                 = 3
)

// View implements [tea.Model].
func (m *Root) View() tea.View { return m.picture }

// redraw draws what is to be seen from now on.
func (m *Root) redraw() {
	if m.burst.on && m.burst.text.Len() > 0 { // it is drawn when all of it has come
		return
	}
	m.fit()
	m.picture = m.draw()
	if m.marks != nil {
		m.picture.Content = m.marks.Replace(m.picture.Content)
	}
	m.rendered()
}

// layout is how much room the parts of the frame have.
type layout struct {
	w, h int // the frame
	top  int // lines above the body: head, rule, steps, blank
	rail int // cells of the steps at the left; 0 for none
	side int // cells of the side pane; 0 for none
	x    int // where the main pane begins
	main int // cells of the main pane
	room int // lines of the body
}

// layout is the one for the present page.
func (m *Root) layout() layout {
	const foot = 2 // a rule and the keys
	l := layout{w: min(m.w, maxWidth), h: min(m.h, maxHeight), top: 3, x: 1}
	if l.w >= railFrom {
		l.rail = railWidth
		l.x += railWidth + gap
	} else {
		l.top++
	}
	l.main = l.w - l.x - 1
	if l.w >= wideFrom && !m.traits().Wide {
		l.side = max(28, (l.w-l.rail)*30/100)
		l.main -= l.side + gap
	}
	l.room = l.h - l.top - foot
	return l
}

// size tells the page how much room it has.
func (m *Root) size() {
	l := m.layout()
	m.env.Width, m.env.Height, m.env.Narrow = max(0, l.main), max(0, l.room), l.side == 0
}

// fit has everything that scrolls, or is laid out anew for its room, take its place
// before it is drawn.
func (m *Root) fit() {
	m.size()
	m.env.Ready = m.readable()
	if m.w == 0 || m.tooSmall() {
		return
	}
	l, traits := m.layout(), m.traits()
	m.tell(page.Fitted{})
	if m.over.kind != overGuide { // else somebody is reading it
		m.guide.open(m.env, traits.Guide)
	}
	if m.guide.name != "" {
		m.fitGuide(l, traits)
	}
	if m.over.kind != overNone {
		m.over.scroll.Fit(len(m.overlayPage(l.w-2, l.room)), l.room)
	}
	if m.env.Flow.Problem != nil {
		m.card.scroll.Fit(len(m.cardLines(l.main)), m.cardRoom())
	}
}

// tooSmall reports whether the window has no room for the page.
func (m *Root) tooSmall() bool { return m.w < page.MinWidth || m.h < page.MinHeight }

func (m *Root) draw() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: "Dialtone"}
	if m.w == 0 {
		return v
	}
	if m.tooSmall() {
		v.SetContent(bubble.Wrap(m.env.Say("frame.too_small", "Width", page.MinWidth, "Height", page.MinHeight), m.w))
		return v
	}
	l := m.layout()
	content, cursor := m.frame(l)
	left, top := (m.w-l.w)/2, (m.h-l.h)/2
	v.SetContent(strings.Repeat("\n", top) + strings.Join(page.Indent(content, left), "\n"))
	if cursor != nil {
		cursor.X += left
		cursor.Y += top
		v.Cursor = cursor
	}
	return v
}

// frame draws head, body and key line in exactly h lines.
func (m *Root) frame(l layout) (string, *tea.Cursor) {
	rule := m.env.Style.Rule.Render(strings.Repeat("─", l.w))
	top := []string{m.head(l.w), rule}
	if l.rail == 0 {
		top = append(top, m.stepper(l.w))
	}
	top = append(top, "")
	if m.over.kind == overQR && l.room < m.code.Height() {
		return m.barePage(l.w, l.h), nil
	}

	var body []string
	var cursor *tea.Cursor
	waitingShown := false
	if m.over.kind != overNone {
		body = bubble.Beside(" ", m.overlay(l.w-2, l.room))
	} else {
		body, cursor, waitingShown = m.body(l)
	}
	if cursor != nil {
		cursor.Y += l.top
	}
	return strings.Join(append(append(top, filled(body, l.room)...), rule, m.keyLine(l.w, waitingShown)), "\n"), cursor
}

// filled cuts lines, or fills them up, to exactly h.
func filled(lines []string, h int) []string {
	all := make([]string, h)
	copy(all, lines)
	return all
}

// head names the program, the sandbox, the account and the number; between two
// customers it names neither.
func (m *Root) head(w int) string {
	e, st := m.env, m.env.Style
	left := " " + st.Brand.Render("Dialtone")
	if e.Sandbox() {
		left += "  " + st.Badge.Render(e.Say("frame.sandbox"))
	}
	left += m.badge()
	number := e.Display(e.Flow.Number)
	account := e.AccountName()
	switch m.traits().Subject {
	case page.OfOther:
		number = ""
	case page.OfNobody:
		account, number = "", ""
	case page.OfNumber:
	}
	room := w - lipgloss.Width(left) - lipgloss.Width(number) - 8
	right := st.Muted.Render(bubble.Fit(account, max(0, room)))
	if number != "" {
		right += "   " + st.Strong.Render(number)
	}
	right += " "
	return spread(left, right, w)
}

// body puts rail, main pane and side pane beside each other. It also reports whether
// the main pane shows what is waited for.
func (m *Root) body(l layout) ([]string, *tea.Cursor, bool) {
	traits := m.traits()
	main, cursor, waitingShown := m.mainPane(m.page().View(m.env), traits, l.main, l.room)
	if cursor != nil {
		cursor.X += l.x
	}
	lines, railLines, sideLines := filled(main, l.room), filled(nil, l.room), filled(nil, l.room)
	if l.rail > 0 {
		railLines = filled(m.rail(l.rail, l.room), l.room)
	}
	if l.side > 0 {
		sideLines = filled(m.side(traits, l.side, l.room), l.room)
	}
	for i := range lines {
		line := " "
		if l.rail > 0 {
			line += bubble.Pad(railLines[i], l.rail) + strings.Repeat(" ", gap)
		}
		if l.side > 0 {
			line += bubble.Pad(lines[i], l.main) + strings.Repeat(" ", gap) + sideLines[i]
		} else {
			line += lines[i]
		}
		lines[i] = line
	}
	return lines, cursor, waitingShown
}

// mainPane stacks title, lead, card, waiting line, body and notice, and keeps
// the line with the focus in view.
func (m *Root) mainPane(p page.View, traits page.Traits, w, h int) (lines []string, cursor *tea.Cursor, waitingShown bool) {
	e, st := m.env, m.env.Style
	remark := func(style lipgloss.Style, text string) {
		lines = append(append(lines, bubble.Lines(style, text, w)...), "")
	}
	lines = m.heading(p, w, h)
	asks := asksOnCard(e.Flow)
	if asks {
		remark(st.Warn, "! "+e.Notice())
	}
	if e.Flow.Problem != nil {
		lines = append(lines, m.drawCard(w)...)
		if len(lines) >= h { // it takes the whole page
			return lines, nil, false
		}
		lines = append(lines, "")
	}
	if e.Flow.Notice != "" && !p.Noticed && !asks {
		look, mark := st.Good, "· "
		if warns(e.Flow.Notice) {
			look, mark = st.Warn, "! "
		}
		remark(look, mark+e.Notice())
	}
	if text := misplacedLine(e); text != "" {
		remark(st.Warn, text)
	}
	fixed := len(lines)
	if waitingShown = traits.Waits && m.waits(); waitingShown {
		lines = append(lines, m.waiting(), "")
	}
	var phone []string
	if e.Narrow {
		phone = m.phoneLines(w)
	}
	if phone != nil && len(lines)+lipgloss.Height(p.Body)+len(phone)+1 > h { // below the boxes the code would be out of view
		lines, phone = append(append(lines, phone...), ""), nil
	}
	start := len(lines)
	lines = append(lines, strings.Split(p.Body, "\n")...)
	if phone != nil {
		lines = append(append(lines, ""), phone...)
	}
	if e.Narrow && traits.Why != "" && len(lines)+3 <= h && e.Flow.Problem == nil {
		why := m.whyLines(traits.Why, w)
		if len(lines)+1+len(why) <= h {
			lines = append(append(lines, ""), why...)
		}
	}
	cursor = p.Cursor
	if cursor != nil {
		cursor.Y += start
	}
	if len(lines) > h {
		focus := start + p.Focus
		if cursor != nil {
			focus = cursor.Y
		}
		if e.Flow.Problem != nil { // first things first
			fixed, focus, cursor = 0, 0, nil
		}
		lines, cursor = scroll(st.Muted, lines, min(fixed, h/2), focus, h, cursor)
	}
	if e.Flow.Busy() {
		cursor = nil
	}
	for i := range lines {
		lines[i] = ansi.Truncate(lines[i], w, "…")
	}
	return lines, cursor, waitingShown
}

// heading is the title of a page and, where there is room for it, the lead.
func (m *Root) heading(p page.View, w, h int) []string {
	lines := bubble.Lines(m.env.Style.Title, p.Title, w)
	if p.Intro != "" && !m.tight(p, w, h) {
		lines = append(lines, bubble.Lines(m.env.Style.Muted, p.Intro, w)...)
	}
	return append(lines, "")
}

// warns reports whether a notice is about something that may go wrong.
func warns(n flows.Notice) bool {
	switch n {
	case flows.NoticeTokenEnds, flows.NoticePersonal, flows.NoticePersonalEnds, flows.NoticeRefused, flows.NoticeStillRefused,
		flows.NoticeOwnAddress, flows.NoticeReplacing, flows.NoticeAppsUnread, flows.NoticeAccountBarred, flows.NoticeSettingsBarred:
		return true
	}
	return false
}

// asksOnCard reports whether a notice asks for the card's key once more: it stands above
// the card, which may leave no room below.
func asksOnCard(s flows.Session) bool {
	return s.Notice == flows.NoticeRefused && s.Problem != nil && s.Problem.Advice.Act == flows.ActDeregister
}

// tight reports whether the lead has to give way to what is below it.
func (m *Root) tight(p page.View, w, h int) bool {
	const title, blank = 1, 1
	need := title + blank + lipgloss.Height(bubble.Wrap(p.Intro, w)) + lipgloss.Height(p.Body)
	if !p.Noticed {
		need += m.env.Noticed(w)
	}
	const low = 18
	return p.Essential && need > h || m.env.Flow.Problem != nil && h < low
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

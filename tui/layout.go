package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// The places of the frame. They are the same on every page of a window's size.
const (
	margin   = 2
	headRows = 4   // the head, the rule, the steps and a blank
	sideFrom = 100 // from here on there is a side pane
	wideFrom = 140 // from here on it is a wide one
)

// View implements [tea.Model].
func (m *Root) View() tea.View { return m.picture }

// redraw draws what is to be seen from now on.
func (m *Root) redraw() {
	if m.burst.on && m.burst.text.Len() > 0 { // it is drawn when all of it has come
		return
	}
	traits := m.page().Traits(m.env)
	m.drawn = &traits
	m.fit()
	traits = m.page().Traits(m.env) // the page has its room now
	m.picture = m.draw()
	m.drawn = nil
	if m.marks != nil {
		m.picture.Content = m.marks(m.picture.Content)
	}
	m.rendered()
}

// layout is how much room the parts of the frame have.
type layout struct {
	top     int // lines above the title
	inner   int // cells between the margins
	main    int // cells of the main pane
	side    int // cells of the side pane; 0 for none
	low     int // lines by which that begins lower, below title and lead
	gap     int // cells between the two
	room    int // lines between the steps and the key line
	heading int // of them those of title and lead
	air     int // blank lines above the key line
}

// layout is the one for the present page.
func (m *Root) layout() layout {
	l := layout{top: headRows, inner: m.w - 2*margin, heading: 3, air: 1}
	if tall := m.h - 36; tall > 0 { // or the page would hang at the top of an empty window
		l.top += tall / 3
	}
	l.main = l.inner
	if m.w >= sideFrom && !m.traits().Wide {
		l.side, l.gap = 35, 3
		if m.w >= wideFrom {
			l.side, l.gap = 56, 8
		}
		l.main = min(96, l.inner-l.side-l.gap)
	}
	l.room = m.h - l.top - l.air - 1
	const phoneFrom, phoneTall = 80, 24 // from here on the simulated phone has room beside the boxes of a code
	if t := m.traits(); l.side == 0 && m.w >= phoneFrom && m.h >= phoneTall && t.Boxes && m.waitsForPhone(t) {
		l.side, l.gap, l.low = phoneWide, 3, l.heading
		l.main = l.inner - l.side - l.gap
	}
	return l
}

// size tells the page how much room it has: what title, lead and notice leave.
func (m *Root) size() {
	l := m.layout()
	m.env.Width, m.env.Narrow = max(0, l.main), l.side == 0
	m.env.Height = max(0, l.room-l.heading-len(m.remarks(l.main))-m.phoneRoom())
}

// fit has everything that scrolls, or is laid out anew for its room, take its place
// before it is drawn.
func (m *Root) fit() {
	m.size()
	m.env.Ready, m.env.Stood, m.env.Arrival = m.readable(), m.stood(), m.arrived()
	if m.w == 0 || m.tooSmall() {
		return
	}
	m.env.Style = m.look
	if m.env.Flow.Busy() { // Enter does nothing, so nothing is lit
		m.env.Style.Button = m.look.Strong
	}
	l, traits := m.layout(), m.traits()
	m.tell(page.Fitted{})
	if m.over.kind != overGuide { // else somebody is reading it
		m.guide.open(m.env, traits.Guide, traits.Steps)
	}
	if m.guide.name != "" {
		m.fitGuide(l, traits)
	}
	m.fitOverlay(l)
	if m.env.Flow.Problem != nil {
		m.fitSheet(l)
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
		v.SetContent(m.smallPage())
		return v
	}
	content, cursor := m.frame(m.layout())
	v.SetContent(content)
	v.Cursor = cursor
	return v
}

// smallPage says in the middle of the window that it is too small.
func (m *Root) smallPage() string {
	text := bubble.Wrap(m.env.Say("frame.too_small", "Width", page.MinWidth, "Height", page.MinHeight), m.w)
	if lipgloss.Height(text) >= m.h {
		return text
	}
	return lipgloss.Place(m.w, m.h, lipgloss.Center, lipgloss.Center, text)
}

// frame draws head, body and key line in exactly as many lines as the window has.
func (m *Root) frame(l layout) (string, *tea.Cursor) {
	switch {
	case m.over.kind == overPlain:
		return m.plainPage(), nil
	case m.over.kind == overQR && m.over.shown && l.room <= m.code.Height():
		return m.bareCode(), nil
	}
	var body []string
	var cursor *tea.Cursor
	if m.over.kind != overNone {
		body = m.overlay(l.inner, l.room)
	} else {
		body, cursor = m.body(l)
	}
	steps := m.stepper(l.inner)
	lines := append(filled([]string{m.head(l.inner), steps[0], steps[1]}, l.top), filled(body, l.room+l.air)...)
	lines = append(lines, m.keyLine(l.inner))
	if m.waits() && m.over.kind == overNone && !m.traits().OwnWait { // in the line above the keys, whatever is to be seen
		lines[len(lines)-2] = m.waiting()
	}
	if cursor != nil {
		cursor.X += margin
		cursor.Y += l.top
	}
	for i, line := range lines {
		if line != "" {
			lines[i] = strings.Repeat(" ", margin) + line
		}
	}
	return strings.Join(lines, "\n"), cursor
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
	left := st.Focus.Render("▁▃▅▃▁")
	if m.w >= namesFrom || !e.Sandbox() {
		left += " " + st.Brand.Render("Dialtone")
	}
	if e.Sandbox() {
		left += "  " + st.Badge.Render(" "+e.Say("frame.sandbox")+" ")
	}
	left += m.badge()
	number, account := e.Display(e.Flow.Number), e.AccountName()
	switch m.traits().Subject {
	case page.OfOther:
		number = ""
	case page.OfNobody:
		account, number = "", ""
	case page.OfNumber:
	}
	if lipgloss.Width(left)+4+lipgloss.Width(number) > w { // beside the badge there is no room
		number = ""
	}
	room := w - lipgloss.Width(left) - lipgloss.Width(number) - 6
	right := st.Muted.Render(bubble.Fit(account, max(0, room)))
	if number != "" {
		right += "   " + st.Strong.Render(number)
	}
	return spread(left, right, w)
}

// body puts the main pane and the side pane beside each other, and a card over both.
func (m *Root) body(l layout) ([]string, *tea.Cursor) {
	traits := m.traits()
	lines, cursor := m.mainPane(m.page().View(m.env), traits, l)
	if m.env.Flow.Busy() {
		for i := range lines {
			lines[i] = unlit(lines[i])
		}
	}
	var sheet []string
	if m.env.Flow.Problem != nil {
		sheet = m.sheet(l)
	}
	if l.side > 0 {
		side := m.side(traits, l.side, l.room)
		if l.low > 0 {
			side = append(make([]string, l.low), m.phoneLines(traits, l.side, l.room-l.low)...)
		}
		if sheet != nil && m.card.open {
			side = wholeBoxes(side, l.room-len(sheet)-1)
		}
		for i, side := range filled(side, l.room) {
			if side != "" {
				lines[i] = bubble.Pad(lines[i], l.main+l.gap) + side
			}
		}
	}
	if sheet != nil {
		top := l.room - len(sheet)
		above := m.dimmed(lines[:top-1]) // and a blank
		lines = append(append(above, ""), sheet...)
		if cursor != nil && cursor.Y >= top {
			cursor = nil
		}
	}
	return lines, cursor
}

// wholeBoxes are the boxes that end within so many lines.
func wholeBoxes(lines []string, room int) []string {
	for end := min(len(lines), max(0, room)); end > 0; end-- {
		if strings.Contains(lines[end-1], "╯") {
			return lines[:end]
		}
	}
	return nil
}

// mainPane stacks title, lead, body and remarks, and keeps the line with the focus in view.
func (m *Root) mainPane(p page.View, traits page.Traits, l layout) ([]string, *tea.Cursor) {
	e, st, w := m.env, m.env.Style, l.main
	lines := m.heading(p, l)
	remarks := m.remarks(w)
	room := l.room - len(lines) - len(remarks)
	body := strings.Split(p.Body, "\n")
	if over := len(body) - room; over > 0 && len(remarks) == 0 { // rather than scroll it goes down to the keys
		room += min(over, l.air)
	}
	cursor := p.Cursor
	below := m.belowPage(traits, w, room-len(body)-1)
	if most := room - m.phoneRoom(); len(body) > most {
		focus := p.Focus
		if cursor != nil {
			focus = cursor.Y
		}
		body, cursor = scroll(st.Muted, body, focus, most, cursor)
		below = m.belowPage(traits, w, room-most-1)
	}
	if below != nil {
		body = append(filled(body, room-len(below)), below...)
	}
	if cursor != nil {
		cursor.Y += len(lines)
	}
	lines = append(append(lines, filled(body, room)...), remarks...)
	if e.Flow.Busy() {
		cursor = nil
	}
	for i := range lines {
		if i >= l.low { // title and lead have their own room
			lines[i] = ansi.Truncate(lines[i], w, "…")
		}
	}
	return lines, cursor
}

// belowPage is what a narrow window has below the page, where there is room: the simulated
// phone, or why it asks.
func (m *Root) belowPage(traits page.Traits, w, room int) []string {
	if !m.env.Narrow || m.env.Flow.Problem != nil {
		return nil
	}
	if phone := m.phoneBelow(w, room); phone != nil || traits.Why == "" || traits.Waits { // a waiting line stands there
		return phone
	}
	const most = 3
	why := bubble.Lines(m.env.Style.Muted, traits.Why, w)
	if len(why) > min(room, most) {
		return nil
	}
	return why
}

// heading is the title of a page and its lead, in as many lines as every page has.
func (m *Root) heading(p page.View, l layout) []string {
	w := l.main
	if l.low > 0 { // nothing stands beside them
		w = l.inner
	}
	lines := []string{m.env.Style.Title.Render(bubble.Fit(p.Title, w))}
	if p.Intro != "" {
		lines = append(lines, bubble.Lines(m.env.Style.Muted, p.Intro, w)...)
	}
	return filled(lines, l.heading)
}

// remarks are the lines at the foot of the main pane: the notice, and what was taken out of
// a field.
func (m *Root) remarks(w int) []string {
	e, st := m.env, m.env.Style
	var lines []string
	if e.Flow.Notice != "" && !asksOnCard(e.Flow) && !m.traits().Noticed {
		look, mark := st.Text, ""
		switch {
		case warns(e.Flow.Notice):
			look, mark = st.Warn, "! "
		case tellsOfSuccess(e.Flow.Notice):
			mark = "✓ "
		}
		lines = append(lines, bubble.Lines(look, mark+e.Notice(), w)...)
	}
	if text := misplacedLine(e); text != "" {
		lines = append(lines, bubble.Lines(st.Warn, text, w)...)
	}
	if len(lines) > 0 {
		lines = append([]string{""}, lines...)
	}
	return lines
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

// tellsOfSuccess reports whether a notice is about something that has worked.
func tellsOfSuccess(n flows.Notice) bool {
	switch n {
	case flows.NoticeTokenSaved, flows.NoticePINReplaced, flows.NoticePINTaken, flows.NoticeRegionKept, flows.NoticeSettled,
		flows.NoticeDeregistered, flows.NoticeNewToken, flows.NoticeTakenOff, flows.NoticeIdentityOn, flows.NoticeIdentityOff,
		flows.NoticeIdentityTaken, flows.NoticeMessageSent, flows.NoticeNameAsked, flows.NoticeNameRegistered,
		flows.NoticeProfileSaved, flows.NoticeSubscribed, flows.NoticeMoved, flows.NoticePooledVerified, flows.NoticeClaimed:
		return true
	}
	return false
}

// asksOnCard reports whether a notice asks for the card's key once more: it stands above
// the card, which may leave no room below.
func asksOnCard(s flows.Session) bool {
	return s.Notice == flows.NoticeRefused && s.Problem != nil && s.Problem.Advice.Act == flows.ActDeregister
}

// scroll keeps as much around the focus as fits.
func scroll(muted theme.Look, lines []string, focus, room int, cursor *tea.Cursor) ([]string, *tea.Cursor) {
	top := min(max(0, focus-room/2), len(lines)-room)
	view := append([]string{}, lines[top:top+room]...)
	if top > 0 {
		view[0] = muted.Render("↑")
	}
	if top+room < len(lines) {
		view[room-1] = muted.Render("↓")
	}
	if cursor != nil {
		cursor.Y -= top
	}
	return view, cursor
}

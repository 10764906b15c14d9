package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// methodScreen asks how the code comes, and in which language.
type methodScreen struct {
	state    flows.State // that it is the screen of
	menu     bubble.Menu
	language api.Language
	picker   *bubble.Picker // the list of languages; nil while it is closed
	warned   bool           // that another code makes no sense yet
}

func methods() []api.CodeMethod { return []api.CodeMethod{api.SMS, api.Voice} }

func (m *methodScreen) enter(e *env) tea.Cmd {
	m.picker, m.language, m.warned = nil, e.s.Code.Language, false
	for i, method := range methods() {
		if method == e.s.Code.Method {
			m.menu.Set(i)
		}
	}
	return nil
}

func (m *methodScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if m.picker != nil {
		m.pick(msg)
		return nil, nil
	}
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "l":
		m.picker = bubble.NewPicker(e.say("language.search"))
		var items []bubble.Item
		for _, l := range assets.CodeLanguages() {
			items = append(items, bubble.Item{ID: l.Code, Label: e.words.Language(l.Code, l.Name) + "  " + l.Code, Find: l.Name})
		}
		m.picker.SetItems(items)
		m.picker.Choose(string(m.language))
		return nil, nil
	case "c":
		return flows.CodeAtHand{}, nil
	case "ctrl+n": // pressed once more on the way from the code: it moves nothing here
		return nil, nil
	case "enter":
		if m.early(e) && !m.warned {
			m.warned = true
			return nil, nil
		}
		return flows.CodeAsked{Method: methods()[m.menu.At()], Language: m.language}, nil
	}
	at := m.menu.At()
	m.menu.Update(msg, len(methods()))
	m.warned = m.warned && m.menu.At() == at // another choice is thought over anew
	return nil, nil
}

// early reports whether the last code may still be on its way, so that another
// one would be a waste.
func (m *methodScreen) early(e *env) bool {
	return !e.s.Code.SentAt.IsZero() && e.now.Before(e.s.Code.SentAt.Add(resendAfter))
}

func (m *methodScreen) pick(msg tea.Msg) {
	switch pressed(msg) {
	case "esc":
		m.picker = nil
	case "enter":
		if item, ok := m.picker.Chosen(); ok {
			m.language, m.picker = api.Language(item.ID), nil
		}
	default:
		m.picker.Update(msg)
	}
}

func (m *methodScreen) view(e *env, w, h int) pane {
	p := e.heading(m.state)
	if m.picker != nil {
		p.title, p.lead = e.say("language.title"), e.say("language.lead")
		p.body, p.cursor = m.picker.View(e.style, w, max(6, h-5), e.say("picker.nothing"))
		return p
	}
	sms, voice := e.s.Phone.Line.Reach()
	line := e.say("line." + e.s.Phone.Line.String())
	menu, at := m.menu.View(e.style, []bubble.Option{
		{Label: e.say("method.SMS.label"), Note: e.reach(sms, line)},
		{Label: e.say("method.VOICE.label"), Note: e.reach(voice, line)},
	}, w)
	p.focus = at
	used := 0
	if m.state == flows.CodeMethod {
		used = e.used(api.RequestCode)
	}
	lines := []string{menu, "", e.style.Text.Render(e.say("method.language")) + "  " + e.style.Strong.Render(e.language(m.language)) + "  " + e.style.Muted.Render(string(m.language))}
	add := func(look lipgloss.Style, text string) {
		if h >= 18 || used == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, wrap(look, text, w))
	}
	if !e.s.Code.SentAt.IsZero() {
		add(e.style.Good, e.say("method.sent", "Ago", e.ago(e.s.Code.SentAt)))
	}
	call := api.RequestCode
	if m.state == flows.PoolCode {
		call = api.RequestPreverifiedCode
		add(e.style.Muted, e.say("pool.codes", "Count", e.s.PoolCodes(e.now), "Allowed", flows.PoolCodeLimit))
	}
	if used > 0 {
		p.essential = true
		add(e.style.Muted, e.say("method.used", "Count", used))
	}
	switch until := e.s.Budget.Frees(e.s.Counter(call), e.now); {
	case !until.IsZero():
		add(e.style.Warn, "! "+e.closed(until))
	case m.warned && m.early(e):
		add(e.style.Warn, "! "+e.say("method.early"))
		p.focus = strings.Count(strings.Join(lines, "\n"), "\n") // in a small window too
	default:
		add(e.style.Muted, e.say("method."+string(methods()[m.menu.At()])+".ready"))
	}
	p.body = strings.Join(lines, "\n")
	return p
}

// used counts the requests of a kind that Dialtone knows of within Meta's window,
// without the one under way: nothing moves when it is sent.
func (e *env) used(call api.Endpoint) int {
	used := e.s.Budget.Used(e.s.Counter(call), e.now)
	if e.s.Busy() && e.s.Waiting.Call() == call {
		used--
	}
	return used
}

// reach says how well a code gets to the line.
func (e *env) reach(r eligibility.Reach, line string) string {
	return e.say("reach."+r.String(), "Line", line)
}

// language names a language that codes are sent in.
func (e *env) language(code api.Language) string {
	for _, l := range assets.CodeLanguages() {
		if l.Code == string(code) {
			return e.words.Language(l.Code, l.Name)
		}
	}
	return string(code)
}

func (m *methodScreen) keys(e *env) []key.Binding {
	if m.picker != nil {
		return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "take"), e.bind("esc", "close")}
	}
	keys := []key.Binding{e.bind("enter", "send_code"), e.bind("↑↓", "choose"), e.bind("l", "language")}
	if !e.s.Code.SentAt.IsZero() {
		keys = append(keys, e.bind("c", "have_code"))
	}
	return keys
}

// onEnter asks for the code, unless a language is being chosen.
func (m *methodScreen) onEnter(*env) flows.Event {
	if m.picker != nil {
		return nil
	}
	return flows.CodeAsked{}
}

func (m *methodScreen) typing() bool { return m.picker != nil }

// codeScreen takes the six digits.
type codeScreen struct {
	state  flows.State // that it is the screen of
	digits bubble.Digits
	sent   string // the code that was handed in last
	wrong  string // the one that was refused last
	fault  string
}

func newCodeScreen(state flows.State) *codeScreen {
	return &codeScreen{state: state, digits: bubble.NewDigits(flows.PINLength)}
}

// resendAfter is how long we ask for patience before another code is worth its
// attempt; Meta says that a code may take some minutes (docs).
const resendAfter = 2 * time.Minute

func (c *codeScreen) enter(e *env) tea.Cmd {
	c.digits.Clear()
	c.fault, c.sent, c.wrong = "", "", ""
	return nil
}

// refused remembers a code that is not the right one: the same one again would
// cost a guess.
func (c *codeScreen) refused(e *env) tea.Cmd {
	if e.s.Problem.Advice.ID == flows.AdviseWrongCode {
		c.wrong = c.sent
	}
	return nil
}

func (c *codeScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+n":
		return flows.NewCodeAsked{}, nil
	case "enter":
		if !c.digits.Full() {
			c.fault = e.say("digits.missing", "Count", flows.PINLength-c.digits.Len())
			return nil, nil
		}
		c.digits.Anew()
		if c.wrong != "" && c.digits.Value() == c.wrong {
			c.fault = e.say("digits.refused")
			return nil, nil
		}
		c.fault, c.sent = "", c.digits.Value()
		return flows.CodeTyped{Code: api.NewSecret(c.digits.Value())}, nil
	}
	c.fault = e.digitFault(c.digits.Update(msg), c.fault, msg)
	return nil, nil
}

// digitFault is the sentence for a key or a paste that the boxes refused. A key
// that they took clears it.
func (e *env) digitFault(f bubble.Fault, before string, msg tea.Msg) string {
	switch f {
	case bubble.NotADigit:
		return e.say("digits.letter")
	case bubble.TooMany:
		return e.say("digits.full")
	case bubble.WrongSize:
		return e.say("digits.paste")
	case bubble.NoFault:
		switch msg.(type) {
		case tea.KeyPressMsg, tea.PasteMsg:
			return ""
		}
	}
	return before
}

func (c *codeScreen) view(e *env, w, h int) pane {
	p := e.heading(c.state)
	number, call := e.display(e.s.Number), api.VerifyCode
	if c.state == flows.PoolEnter {
		number, call = e.pooled(e.s.Pool.At), api.VerifyPreverifiedCode
	}
	p.lead = e.say("code.lead_"+string(e.s.Code.Method), "Number", number)
	if e.s.Code.Earlier {
		p.lead = e.say("code.lead_earlier", "Number", number)
	}
	boxes, cursor := c.digits.View(e.style, e.reveal)
	p.cursor = cursor
	lines := []string{boxes}
	if c.fault != "" {
		lines = append(lines, e.fault(c.fault, w))
	}
	if !e.s.Code.SentAt.IsZero() {
		lines = append(lines, "", wrap(e.style.Muted, e.say("code.sent", "Ago", e.ago(e.s.Code.SentAt), "Until", e.moment(eligibility.Deadline(eligibility.DeadlineCode, e.s.Code.SentAt))), w))
		if again := e.s.Code.SentAt.Add(resendAfter); again.After(e.now) {
			lines = append(lines, wrap(e.style.Muted, e.say("code.patience", "Left", e.left(again)), w))
		} else {
			lines = append(lines, wrap(e.style.Text, e.say("code.again"), w))
		}
	}
	if used := e.used(call); used > 0 {
		p.essential = true
		lines = append(lines, "", wrap(e.style.Muted, e.say("code.used", "Count", used), w))
	}
	p.body = strings.Join(lines, "\n")
	return p
}

func (c *codeScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("0-9", "type"), e.bind("enter", "check"), e.bind("ctrl+n", "new_code")}
}

// hidden is what can be shown here.
func (c *codeScreen) hidden(*env) secretKind { return secretCode }

// onEnter hands a complete code in.
func (c *codeScreen) onEnter(*env) flows.Event {
	if !c.digits.Full() {
		return nil
	}
	return flows.CodeTyped{}
}

func (c *codeScreen) typing() bool { return false }

// boxes reports whether digits are typed into boxes.
func (c *codeScreen) boxes() bool { return true }

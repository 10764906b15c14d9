package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// messageScreen is the form for a test message: to whom, which kind, what, send.
type messageScreen struct {
	field    int
	to       phoneField
	asText   bool
	template textinput.Model
	text     textinput.Model
	fault    string
	closed   bool // the number does not send
}

// The fields of the form.
const (
	messageTo = iota
	messageKind
	messageContent
	messageSend
	messageFields
)

func newMessageScreen() *messageScreen {
	input := func(most int) textinput.Model {
		in := textinput.New()
		in.Prompt = ""
		in.SetVirtualCursor(false)
		in.CharLimit = most
		return in
	}
	return &messageScreen{template: input(540), text: input(api.LongestText)}
}

// enter keeps what was sent last, and begins anew for another number.
func (m *messageScreen) enter(e *env) tea.Cmd {
	m.closed = !flows.CanSend(e.s.Number)
	draft := e.s.Message.Draft
	m.to, m.asText = phoneField(draft.To.International), draft.Text != ""
	m.text.SetValue(draft.Text)
	m.template.SetValue(api.HelloWorld + " " + string(api.HelloWorldLanguage))
	if draft.Template != "" {
		m.template.SetValue(draft.Template + " " + string(draft.Language))
	}
	m.fault = ""
	return m.moveTo(messageTo)
}

// refused leaves the button: the Enter that puts the card away must not send once
// more when it is pressed twice.
func (m *messageScreen) refused(*env) tea.Cmd { return m.moveTo(messageTo) }

// content is the field that holds what is sent.
func (m *messageScreen) content() *textinput.Model {
	if m.asText {
		return &m.text
	}
	return &m.template
}

func (m *messageScreen) moveTo(field int) tea.Cmd {
	m.field = (field + messageFields) % messageFields
	m.text.Blur()
	m.template.Blur()
	if m.field == messageContent {
		return m.content().Focus()
	}
	return nil
}

func (m *messageScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	m.closed = !flows.CanSend(e.s.Number)
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		if m.closed {
			return flows.MessageSeen{}, nil
		}
		return m.accept(e)
	case "tab", "down":
		return nil, m.moveTo(m.field + 1)
	case "shift+tab", "up":
		return nil, m.moveTo(m.field - 1)
	}
	if m.closed {
		return nil, nil
	}
	switch m.field {
	case messageTo:
		if m.to.take(msg) {
			m.fault = ""
		}
	case messageKind:
		if k := pressed(msg); k == "space" || k == "left" || k == "right" {
			m.asText, m.fault = !m.asText, ""
		}
	case messageContent:
		in := m.content()
		before := in.Value()
		var cmd tea.Cmd
		if *in, cmd = in.Update(msg); in.Value() != before {
			m.fault = ""
		}
		return nil, cmd
	}
	return nil, nil
}

// country is taken for granted in a number without its country code.
func (m *messageScreen) country(e *env) string {
	if e.s.Phone.Region != "" {
		return e.s.Phone.Region
	}
	return e.s.Account.Country
}

// accept checks the field that Enter was pressed in, and sends from the last one.
func (m *messageScreen) accept(e *env) (flows.Event, tea.Cmd) {
	to, toFault := m.recipient(e)
	typed, contentFault := m.typed(e)
	last := m.field == messageSend
	switch {
	case toFault != "" && (last || m.field == messageTo):
		m.fault = toFault
		return nil, m.moveTo(messageTo)
	case contentFault != "" && (last || m.field == messageContent):
		m.fault = contentFault
		return nil, m.moveTo(messageContent)
	case !last:
		m.fault = ""
		return nil, m.moveTo(m.field + 1)
	}
	typed.To = to
	return typed, nil
}

// recipient reads whom the message is for.
func (m *messageScreen) recipient(e *env) (phone.Number, string) {
	to, err := phone.Parse(m.to.text(), m.country(e))
	switch {
	case len(m.to) == 0:
		return to, e.say("message.to.empty")
	case err != nil && e.readFault(m.to.text(), err) != "":
		return to, e.readFault(m.to.text(), err)
	case to.E164 == "+"+phone.Digits(chatLink(e.s.Number.Display)):
		return to, e.say("message.to.self")
	}
	return to, ""
}

// typed reads what is to be sent.
func (m *messageScreen) typed(e *env) (flows.MessageTyped, string) {
	if m.asText {
		text := strings.TrimSpace(m.text.Value())
		if text == "" {
			return flows.MessageTyped{}, e.say("message.text.empty")
		}
		return flows.MessageTyped{Text: text}, ""
	}
	name, language, fault := flows.ParseTemplate(m.template.Value())
	if fault != "" {
		return flows.MessageTyped{}, e.say("message.template." + string(fault))
	}
	return flows.MessageTyped{Template: name, Language: language}, ""
}

func (m *messageScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.TestMessage)
	p.guide, p.essential = "delivery", true
	m.closed = !flows.CanSend(e.s.Number)
	st := e.style
	if m.closed {
		p.lead = ""
		p.body = wrap(st.Warn, "! "+e.say("message.closed", "Status", string(e.s.Number.Status)), w) + "\n\n" + wrap(st.Text, e.say("message.closed_next"), w)
		return p
	}
	label := func(field int, k string) string {
		if field == m.field {
			return st.Focus.Render("▸ " + e.say(k))
		}
		return st.Text.Render("  " + e.say(k))
	}
	fault := func(field int) string {
		if field == m.field {
			return m.fault
		}
		return ""
	}
	number := e.typed(m.to.text(), m.country(e))
	if len(m.to) == 0 {
		number = st.Muted.Render(e.say("message.to.example"))
	}
	at := [messageFields]int{}
	var lines []string
	lines = append(lines, label(messageTo, "message.to.label"), "    "+number)
	lines = append(lines, e.phoneHint(m.to, m.country(e), fault(messageTo), w)...)

	at[messageKind] = len(lines)
	kind, content := "message.template", &m.template
	if m.asText {
		kind, content = "message.text", &m.text
	}
	lines = append(lines, label(messageKind, "message.kind"), "    "+st.Muted.Render("‹ ")+st.Text.Render(bubble.Fit(e.say(kind+".kind"), w-8))+st.Muted.Render(" ›"))
	lines = append(lines, indent(wrap(st.Muted, e.say(kind+".note"), w-4), 4)...)
	lines = append(lines, "")

	at[messageContent] = len(lines)
	styles := textinput.DefaultStyles(true)
	styles.Focused.Text, styles.Blurred.Text = st.Text, st.Text
	content.SetStyles(styles)
	content.SetWidth(max(10, w-6))
	lines = append(lines, label(messageContent, kind+".label"), "    "+content.View())
	if text := fault(messageContent); text != "" {
		lines = append(lines, indent(e.fault(text, w-4), 4)...)
	}
	if e.s.MayBeSent() {
		lines = append(lines, strings.Split(wrap(st.Warn, "! "+e.say("message.may_be_sent"), w), "\n")...)
	}
	const titled, button = 2, 1
	if titled+len(lines)+button < h { // so that the recipient stays in view with the button
		lines = append(lines, "")
	}

	at[messageSend] = len(lines)
	send := "  " + st.Text.Render("[ "+e.say("message.send")+" ]")
	if m.field == messageSend {
		send = "  " + st.Button.Render(e.say("message.send"))
	}
	p.body, p.focus = strings.Join(append(lines, send), "\n"), at[m.field]
	switch m.field {
	case messageTo:
		shown := 0
		if len(m.to) > 0 {
			shown = len([]rune(number))
		}
		p.cursor = tea.NewCursor(4+shown, at[messageTo]+1)
	case messageContent:
		if p.cursor = content.Cursor(); p.cursor != nil {
			p.cursor.X += 4
			p.cursor.Y = at[messageContent] + 1
		}
	}
	return p
}

func (m *messageScreen) keys(e *env) []key.Binding {
	if m.closed {
		return []key.Binding{e.bind("enter", "to_page"), e.bind("ctrl+l", "reload")}
	}
	keys := []key.Binding{e.bind("↑↓", "move"), e.bind("enter", "continue")}
	switch m.field {
	case messageKind:
		keys = append(keys, e.bind("space", "change"))
	case messageSend:
		keys[1] = e.bind("enter", "send")
	}
	return keys
}

// hidden is what can be shown here: the recipient while they are typed.
func (m *messageScreen) hidden(*env) secretKind {
	return m.to.hidden(!m.closed && m.field == messageTo)
}

// onEnter sends the message, from the last field.
func (m *messageScreen) onEnter(*env) flows.Event {
	if m.closed || m.field != messageSend {
		return nil
	}
	return flows.MessageTyped{}
}

func (m *messageScreen) typing() bool {
	return !m.closed && (m.field == messageTo || m.field == messageContent)
}

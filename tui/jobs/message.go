package jobs

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// messagePage is the form for a test message: to whom, which kind, what, send.
type messagePage struct {
	field    int
	to       page.PhoneField
	asText   bool
	template bubble.Field
	text     bubble.Field
	closed   bool // the number does not send
}

const longestTemplate = 540 // its name and its language

// The fields of the form.
const (
	messageTo = iota
	messageKind
	messageContent
	messageSend
	messageFields
)

// Enter keeps what was sent last, and begins anew for another number.
func (m *messagePage) Enter(e *page.Env) tea.Cmd {
	m.closed = !flows.CanSend(e.Flow.Number)
	draft := e.Flow.Message.Draft
	m.field, m.asText = messageTo, draft.Text != ""
	m.to.SetValue(draft.To.International)
	m.text.SetValue(draft.Text)
	m.template.SetValue(api.HelloWorld + " " + string(api.HelloWorldLanguage))
	if draft.Template != "" {
		m.template.SetValue(draft.Template + " " + string(draft.Language))
	}
	return nil
}

// content is the field that holds what is sent.
func (m *messagePage) content() *bubble.Field {
	if m.asText {
		return &m.text
	}
	return &m.template
}

func (m *messagePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	m.closed = !flows.CanSend(e.Flow.Number)
	if msg, is := msg.(page.Stepped); is {
		if msg.Refused(e) { // the Enter that puts the card away must not send once more when it is pressed twice
			m.field = messageTo
			m.offerTwin(e)
		}
		return nil, nil
	}
	switch enter := page.Pressed(msg) == "enter"; {
	case enter && m.closed:
		return page.Do(flows.MessageSeen{}), nil
	case enter:
		return page.Do(m.accept(e)), nil
	case m.closed:
		return page.BackOrReload(msg), nil
	}
	if field, moved := bubble.Move(msg, m.field, messageFields); moved {
		m.field = field
		return nil, nil
	}
	switch m.field {
	case messageTo:
		m.to.Update(msg)
	case messageKind:
		if k := page.Pressed(msg); k == "space" || k == "left" || k == "right" {
			m.asText = !m.asText
		}
	case messageContent:
		return page.BackOrReload(msg), m.content().Update(msg)
	}
	return page.BackOrReload(msg), nil
}

// offerTwin offers the other form of the recipient's number, where Meta's list of a test
// number does not hold the one that was sent to: the list knows one form alone (field).
func (m *messagePage) offerTwin(e *page.Env) {
	to := e.Flow.Message.Draft.To
	twin, has := to.Twin()
	if !has || e.Flow.Problem.Advice.ID != flows.AdviseNotAllowed {
		return
	}
	k, digit := "message.to.without", "9"
	if len(twin.E164) > len(to.E164) {
		k = "message.to.with"
	}
	if to.Region == "MX" {
		digit = "1"
	}
	m.to.Refuse(e.Say(k, "Digit", digit), twin.International)
}

// accept checks the field at hand, and sends from the last one.
func (m *messagePage) accept(e *page.Env) flows.Event {
	last := m.field == messageSend
	to, toFault, meant := m.recipient(e)
	typed, contentFault := m.typed(e)
	if toFault == "" {
		m.to.Fault = ""
	}
	switch {
	case (last || m.field == messageTo) && toFault != "":
		m.field = messageTo
		m.to.Refuse(toFault, meant)
	case (last || m.field == messageContent) && contentFault != "":
		m.field, m.content().Fault = messageContent, contentFault
	case !last:
		m.field++
	default:
		typed.To = to
		return typed
	}
	return nil
}

// recipient reads whom the message is for, or says what is wrong with it and what was
// probably meant.
func (m *messagePage) recipient(e *page.Env) (to phone.Number, fault, meant string) {
	text := m.to.Value()
	to, err := phone.ParseTo(text, homeOf(e))
	switch {
	case text == "":
		return to, e.Say("message.to.empty"), ""
	case err != nil && e.ReadFault(text, err) != "":
		return to, e.ReadFault(text, err), page.Meant(to, err)
	case to.E164 == "+"+bubble.DigitsOf(ChatLink(e.Flow.Number.Display)):
		return to, e.Say("message.to.self"), ""
	}
	return to, "", ""
}

// typed reads what is to be sent.
func (m *messagePage) typed(e *page.Env) (flows.MessageTyped, string) {
	if m.asText {
		text := strings.TrimSpace(m.text.Value())
		if text == "" {
			return flows.MessageTyped{}, e.Say("message.text.empty")
		}
		return flows.MessageTyped{Text: text}, ""
	}
	name, language, fault := flows.ParseTemplate(m.template.Value())
	if fault != "" {
		return flows.MessageTyped{}, e.Say("message.template." + string(fault))
	}
	return flows.MessageTyped{Template: name, Language: language}, ""
}

func (m messagePage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.TestMessage)
	st := e.Style
	if m.closed {
		p.Intro = ""
		p.Body = page.Wrap(st.Warn, "! "+e.Say("message.closed", "Status", string(e.Flow.Number.Status)), w) + "\n\n" +
			page.Wrap(st.Text, e.Say("message.closed_next"), w)
		return p
	}
	kind := "message.template"
	if m.asText {
		kind = "message.text"
	}
	rows := bubble.NewRows(st, w, m.field)
	rows.Label(e.Say("message.to.label"))
	m.to.Row(e, rows, homeOf(e), e.Say("message.to.example"))
	rows.Label(e.Say("message.kind"))
	rows.Choice(e.Say(kind + ".kind"))
	rows.Note(st.Muted, e.Say(kind+".note"))
	rows.Add("")
	rows.Label(e.Say(kind + ".label"))
	rows.Field(*m.content())
	rows.Fault(m.content().Fault)
	if e.Flow.MayBeSent() {
		rows.Add(page.Wrap(st.Warn, "! "+e.Say("message.may_be_sent"), w))
	}
	const titled, button = 2, 1
	if titled+rows.Height()+button < h { // so that the recipient stays in view with the button
		rows.Add("")
	}
	rows.Button(e.Say("message.send"))
	p.Body, p.Focus, p.Cursor = rows.View()
	return p
}

func (m *messagePage) Keys(e *page.Env) page.Keys {
	if m.closed {
		return page.Keys{e.Bind("enter", "to_page"), e.Bind("ctrl+l", "reload")}
	}
	keys := page.Keys{e.Bind("↑↓", "move"), e.Bind("enter", "continue")}
	switch m.field {
	case messageTo:
		keys = append(keys, m.to.Keys(e)...)
	case messageKind:
		keys = append(keys, e.Bind("space", "change"))
	case messageSend:
		keys[1] = e.Bind("enter", "send")
	}
	return keys
}

func (m *messagePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.TestMessage)
	t.Guide = "delivery"
	t.Typing = !m.closed && (m.field == messageTo || m.field == messageContent)
	t.Fields = []page.Field{page.NumberField(&m.to), page.InputField(&m.template), page.InputField(&m.text)}
	t.Hidden = m.to.Hidden(!m.closed && m.field == messageTo)
	if !m.closed && m.field == messageSend {
		t.OnEnter = page.Do(flows.MessageTyped{})
	}
	return t
}

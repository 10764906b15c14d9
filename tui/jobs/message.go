package jobs

import (
	"cmp"
	"slices"
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
	language bubble.Field
	text     bubble.Field
	closed   bool // the number does not send
}

const (
	longestTemplate = 540 // its name and its language, which may be pasted behind it
	longestLanguage = 12
)

// The fields of the form.
const (
	messageTo = iota
	messageKind
	messageContent
	messageLanguage // of a template
	messageSend
)

// order are the fields of the form as it is now, from above.
func (m *messagePage) order() []int {
	if m.asText {
		return []int{messageTo, messageKind, messageContent, messageSend}
	}
	return []int{messageTo, messageKind, messageContent, messageLanguage, messageSend}
}

// Enter keeps what was sent last, and begins anew for another number.
func (m *messagePage) Enter(e *page.Env) tea.Cmd {
	m.closed = !flows.CanSend(e.Flow.Number)
	draft := e.Flow.Message.Draft
	m.field, m.asText = messageTo, draft.Text != ""
	m.to.SetValue(draft.To.International)
	m.text.SetValue(draft.Text)
	m.setTemplate(cmp.Or(draft.Template, api.HelloWorld), cmp.Or(draft.Language, api.HelloWorldLanguage))
	return nil
}

// setTemplate fills both fields of a template.
func (m *messagePage) setTemplate(name string, language api.Language) {
	m.template.SetValue(name)
	m.language.SetValue(string(language))
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
	order := m.order()
	if at, moved := bubble.Move(msg, slices.Index(order, m.field), len(order)); moved {
		m.field = order[at]
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
	case messageLanguage:
		return page.BackOrReload(msg), m.language.Update(msg)
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
	if name, language, is := strings.Cut(strings.TrimSpace(m.template.Value()), " "); is && m.field == messageContent && !m.asText {
		m.setTemplate(name, api.Language(strings.TrimSpace(language))) // they were pasted together
	}
	typed, of, fault := m.typed(e)
	if toFault == "" {
		m.to.Fault = ""
	}
	switch {
	case (last || m.field == messageTo) && toFault != "":
		m.field = messageTo
		m.to.Refuse(toFault, meant)
	case (last || m.field == of) && fault != "":
		m.field = of
		m.fieldAt(of).Fault = fault
	case !last:
		order := m.order()
		m.field = order[slices.Index(order, m.field)+1]
	default:
		typed.To = to
		return typed
	}
	return nil
}

// fieldAt is the field of what is sent.
func (m *messagePage) fieldAt(field int) *bubble.Field {
	if field == messageLanguage {
		return &m.language
	}
	return m.content()
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

// typed reads what is to be sent, or says of which field what is wrong with it.
func (m *messagePage) typed(e *page.Env) (typed flows.MessageTyped, of int, fault string) {
	if m.asText {
		text := strings.TrimSpace(m.text.Value())
		if text == "" {
			return flows.MessageTyped{}, messageContent, e.Say("message.text.empty")
		}
		return flows.MessageTyped{Text: text}, messageContent, ""
	}
	name, _, wrong := flows.ParseTemplate(m.template.Value())
	if wrong != "" {
		return flows.MessageTyped{}, messageContent, e.Say("message.template." + string(wrong))
	}
	_, language, wrong := flows.ParseTemplate(name + " " + m.language.Value())
	if wrong != "" || strings.TrimSpace(m.language.Value()) == "" {
		return flows.MessageTyped{}, messageLanguage, e.Say("message.template." + string(flows.TemplateLanguage))
	}
	return flows.MessageTyped{Template: name, Language: language}, messageContent, ""
}

func (m messagePage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.TestMessage)
	st := e.Style
	if m.closed {
		p.Intro = ""
		lines := append(bubble.Lines(st.Warn, "! "+e.Say("message.closed"), w), "")
		lines = append(append(lines, facts(e, numberRows(e), w)...), "")
		lines = append(append(lines, bubble.Lines(st.Text, e.Say("message.closed_next"), w)...), "")
		p.Focus = len(lines)
		p.Body = strings.Join(append(lines, bubble.Button(st, e.Say("deregister.page"), "", true, w)), "\n")
		return p
	}
	kind, at := "message.template", 0
	if m.asText {
		kind, at = "message.text", 1
	}
	rows := bubble.NewRows(st, w, slices.Index(m.order(), m.field))
	const roomy, framed = 15, 13 // room for frames, and the lines above the button with them
	usual, noted := min(6, h-1), true
	if h < roomy {
		rows = rows.Beside(labelCells)
	} else if rows, usual = rows.Framed(h), framed; h > roomy+2 {
		usual += 3
	} else if h > roomy+1 {
		usual += 2
	} else { // what a template is needs no words
		noted = m.asText
	}
	rows.Label(e.Say("message.to.label"))
	m.to.Row(e, rows, homeOf(e), e.Say("message.to.example"))
	rows.Label(e.Say("message.kind"))
	rows.Pick([]string{e.Say("message.template.kind"), e.Say("message.text.kind")}, at)
	if noted {
		rows.Note(st.Muted, e.Say(kind+".note"))
		if h > roomy+1 {
			rows.Add("")
		}
	}
	rows.Label(e.Say(kind + ".label"))
	rows.Field(*m.content())
	rows.Fault(m.content().Fault)
	if !m.asText {
		if h > roomy+2 {
			rows.Add("")
		}
		rows.Label(e.Say("message.language"))
		rows.Field(m.language)
		rows.Fault(m.language.Fault)
	}
	if e.Flow.MayBeSent() {
		rows.Add("\n" + strings.Join(e.Mind(e.Say("message.may_be_sent"), w), "\n"))
	}
	for rows.Height() < usual { // the button keeps its place, whatever is sent
		rows.Add("")
	}
	if rows.Height()+2 <= h {
		rows.Add("")
	}
	rows.Draws(func(lit bool) string { return e.Button(e.Say("message.send"), lit, w) })
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
	t.Typing = !m.closed && m.field != messageKind && m.field != messageSend
	t.Fields = []page.Field{page.NumberField(&m.to), page.InputField(&m.template), page.InputField(&m.language), page.InputField(&m.text)}
	t.Hidden = m.to.Hidden(!m.closed && m.field == messageTo)
	if !m.closed && m.field == messageSend {
		t.OnEnter = page.Do(flows.MessageTyped{})
	}
	return t
}

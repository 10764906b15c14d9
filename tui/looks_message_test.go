package tui

import (
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// recipientText is somebody else's number, with the same middle that nobody may
// see.
const recipientText = "+852 6174 0155"

// drafted is a message that was sent, a text or, without one, a template.
func drafted(text string) func(*flows.Session) {
	return func(s *flows.Session) {
		to, _ := phone.Parse(recipientText, "")
		s.Message.Draft = flows.MessageTyped{To: to, Text: text}
		if text == "" {
			s.Message.Draft.Template, s.Message.Draft.Language = api.HelloWorld, api.HelloWorldLanguage
		}
	}
}

func accepted(s *flows.Session) {
	s.Message.Sent = api.Sent{ID: "wamid.HBgLODUyNjE3NDAxNTUVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA", WAID: bubble.DigitsOf(recipientText), Status: "accepted"}
}

func messageLooks() []look {
	form := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.TestMessage, fresh(connected), change...)
	}
	healthy := func(n *api.Number) { n.Health.CanSend = "AVAILABLE" }
	sent := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.MessageSent, fresh(connected, healthy), append([]func(*flows.Session){drafted(""), accepted}, change...)...)
	}
	doubt := func(s *flows.Session) {
		s.Actions = []flows.Action{{At: t0.Add(-time.Minute), Call: api.SendMessage, Number: firstID, Unclear: true}}
	}
	arrived := page.Text{At: t0, Chat: true, Body: "Lotus Bakery: Hello World. This message shows that the number can send."}
	text := then(types(recipientText), keys("enter", "right", "enter"))
	return []look{
		{name: "message", session: form(), key: true},
		{name: "message-number", session: form(), play: types(recipientText)},
		{name: "message-number-revealed", session: form(), play: then(types(recipientText), keys("ctrl+r")), reveals: true},
		{name: "message-number-short", session: form(), play: then(types("+852 61"), keys("enter"))},
		{name: "message-number-missing", session: form(), play: keys("enter")},
		{name: "message-to-itself", session: form(), play: then(types(numberText), keys("enter"))},
		{name: "message-template", session: form(drafted("")), play: keys("down", "down")},
		{name: "message-template-bad", session: form(drafted("")), play: then(keys("down", "down"), types(" en-GB"), keys("enter"))},
		{name: "message-text", session: form(), play: then(text, types("Your bread is ready."))},
		{name: "message-text-empty", session: form(), play: then(text, keys("enter"))},
		{name: "message-ready", session: form(drafted("")), play: keys("up")},
		{name: "message-sending", session: form(drafted(""), awaiting(flows.SendTest{ID: firstID}, 0))},
		{name: "message-lost", session: form(drafted(""), doubt), play: keys("up")},
		{name: "message-lost-card", session: form(drafted(""), failing(noAnswer(api.SendMessage)))},
		{name: "message-closed", session: inState(flows.TestMessage, fresh(verified))},
		{name: "message-sent", session: sent(), key: true},
		{name: "message-sent-text", session: sent(drafted("Your bread is ready."))},
		{name: "message-sent-held", session: sent(func(s *flows.Session) { s.Message.Sent.Status = "held_for_quality_assessment" }), play: keys("down", "down")},
		{name: "message-sent-revealed", session: sent(), play: keys("ctrl+r"), reveals: true},
		{name: "message-sent-phone", session: sent(sandboxed), play: onThePhone(page.Text{At: t0, Body: "Your WhatsApp code: 000-111"}, arrived)},
	}
}

func qrLooks() []look {
	end := inState(flows.Connected, fresh(connected), subscribed("Dialtone sandbox"))
	return []look{
		{name: "qr", session: end, play: keys("q", "enter"), key: true},
		{name: "qr-first", session: end, play: keys("q")},
		{name: "qr-sandbox", session: inState(flows.Manage, fresh(connected), sandboxed), play: keys("q", "enter")},
		{name: "qr-closed", session: end, play: keys("q", "esc")},
		{name: "qr-not-yet", session: inState(flows.Manage, fresh(verified)), play: keys("q")},
	}
}

package flows

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// A test message: the proof that a number sends. TestMessage is the form, and
// MessageSent says that Meta took the message, which is not that somebody has it;
// that comes by webhook (docs).

func messageFlow() Flow {
	return Flow{
		Job:   JobMessage,
		Steps: []Step{StepConnect, StepNumber, StepMessage, StepPage},
		Start: TestMessage, Begin: readPlainly,
		Fits: CanSend,
		States: []Declaration{
			{TestMessage, StepMessage, []api.Endpoint{api.SendMessage, api.GetNumber}},
			{MessageSent, StepMessage, []api.Endpoint{api.GetNumber}},
		},
		Rows: func() []Transition {
			return slices.Concat(
				in(TestMessage,
					on[NumberRead]{Do: storeNumber},
					on[ReloadAsked]{Then: readNumber},
					on[MessageTyped]{If: canSend, Do: storeDraft, Then: sendTest},
					on[MessageSeen]{If: cannotSend, To: Manage, Then: arriveAtPage, Past: true},
					on[MessageAccepted]{To: MessageSent, Do: logMessage, Then: readPage},
				),
				in(MessageSent,
					on[NumberRead]{Do: storeNumber},
					on[ReloadAsked]{Then: readPage},
					on[MessageSeen]{If: begunAtConnected, To: Connected},
					on[MessageSeen]{To: Manage, Then: leaveMessage, Past: true},
				),
			)
		},
	}
}

// CanSend reports whether a number sends by Cloud API: it is registered there
// (seed 001).
func CanSend(n api.Number) bool {
	switch StandingOf(n) {
	case StandingConnected:
		return true
	case StandingUnread: // Meta says it then
		return n.Status == ""
	case StandingShared: // the app's number, which the API may use as well (docs)
		return n.Status.Registered()
	}
	return false
}

type (
	// MessageTyped is the completed form of a test message: a text, or, without
	// one, a template.
	MessageTyped struct {
		To       phone.Number
		Text     string
		Template string
		Language api.Language
	}
	// MessageSeen leaves the page of a message that was accepted, or the form of a
	// number that does not send.
	MessageSeen struct{}
	// MessageAccepted says that Meta took the message.
	MessageAccepted struct{ Sent api.Sent }

	// SendTest sends a message. It is not repeated by itself: nothing tells whether
	// one without an answer was sent.
	SendTest struct {
		ID      api.PhoneNumberID
		Message api.Message
	}
)

// Spec implements [Effect].
func (SendTest) Spec() Spec { return answers[MessageAccepted](api.SendMessage) }

var (
	canSend          = fact("the number sends", func(s Session) bool { return CanSend(s.Number) })
	cannotSend       = fact("it does not send", func(s Session) bool { return !CanSend(s.Number) })
	begunAtConnected = fact("it began at the end of the onboarding", func(s Session) bool {
		last := len(s.History) - 2 // before the form
		return last >= 0 && s.History[last] == Connected
	})
)

func storeDraft(s *Session, e MessageTyped, _ time.Time) { s.Message.Draft = e }

// sendTest sends what was typed. The plus stays: without it Meta would put the
// sender's country in front (seed 001).
func sendTest(s *Session, _ time.Time) []Effect {
	d := s.Message.Draft
	return []Effect{SendTest{s.Number.ID, api.Message{To: d.To.E164, Text: d.Text, Template: d.Template, Language: d.Language}}}
}

func logMessage(s *Session, e MessageAccepted, at time.Time) {
	s.Message.Sent = e.Sent
	s.did(api.SendMessage, at)
}

func leaveMessage(s *Session, at time.Time) []Effect {
	s.Notice = NoticeMessageSent
	return arriveAtPage(s, at)
}

// MayBeSent reports whether the last message of the present number got no clear
// answer: it may have been sent.
func (s Session) MayBeSent() bool {
	unclear := false
	for _, a := range s.Actions {
		if a.Call == api.SendMessage && a.Number == s.Number.ID {
			unclear = a.Unclear
		}
	}
	return unclear
}

// TemplateFault is why a text does not name a template.
type TemplateFault string

// The faults of a template's name.
const (
	TemplateEmpty    TemplateFault = "empty"
	TemplateName     TemplateFault = "name"     // small letters, digits and underscores (docs)
	TemplateLanguage TemplateFault = "language" // a code such as en_US
)

// templateLimit is how long a template's name may be (docs).
const templateLimit = 512

const (
	capitals     = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	smallLetters = "abcdefghijklmnopqrstuvwxyz"
)

// consistsOf reports whether a text has no other characters than these.
func consistsOf(text, characters string) bool { return strings.Trim(text, characters) == "" }

// isLanguage reports whether a text is in the form of a template's language: "en",
// "fil" or "en_US".
func isLanguage(text string) bool {
	language, country, has := strings.Cut(text, "_")
	twoOrThree := func(text, letters string) bool {
		return (len(text) == 2 || len(text) == 3) && consistsOf(text, letters)
	}
	return twoOrThree(language, smallLetters) && (!has || twoOrThree(country, capitals))
}

// ParseTemplate reads a template's name with its language behind it:
// "hello_world en_US". Without a language the sample's is taken.
func ParseTemplate(text string) (string, api.Language, TemplateFault) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '/' || r == '\t' })
	switch {
	case len(words) == 0:
		return "", "", TemplateEmpty
	case len(words[0]) > templateLimit || !consistsOf(words[0], smallLetters+"0123456789_"):
		return "", "", TemplateName
	case len(words) == 1:
		return words[0], api.HelloWorldLanguage, ""
	case len(words) > 2 || !isLanguage(words[1]):
		return "", "", TemplateLanguage
	}
	return words[0], api.Language(words[1]), ""
}

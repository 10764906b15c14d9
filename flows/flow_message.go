package flows

import (
	"regexp"
	"strings"
	"sync"

	"dialtone/api"
	"dialtone/eligibility"
)

// A test message: the proof that a number sends. Meta's yes means that it took the
// message, not that somebody has it; that comes by webhook (docs).

func messageFlow() Flow {
	return Flow{
		Job:   JobMessage,
		Steps: []Step{StepConnect, StepNumber, StepMessage, StepPage},
		Start: TestMessage, Begin: readFirst,
		Fits: CanSend,
		States: []Declaration{
			{TestMessage, StepMessage, []api.Endpoint{api.SendMessage, api.GetNumber}},
			{MessageSent, StepMessage, []api.Endpoint{api.GetNumber}},
		},
		Rows: messageRows,
	}
}

func messageRows() []Transition {
	return []Transition{
		{From: TestMessage, On: KNumberRead, To: TestMessage, Do: keepNumber},
		{From: TestMessage, On: KReloadAsked, To: TestMessage, Do: readAgain},
		{From: TestMessage, On: KMessageTyped, If: canSend, To: TestMessage, Do: sendTest},
		{From: TestMessage, On: KMessageSeen, If: cannotSend, To: Manage, Do: goToPage, Past: true},
		{From: TestMessage, On: KMessageSent, To: MessageSent, Do: noteAccepted},
		{From: MessageSent, On: KNumberRead, To: MessageSent, Do: keepNumber},
		{From: MessageSent, On: KReloadAsked, To: MessageSent, Do: readPageAgain},
		{From: MessageSent, On: KMessageSeen, If: begunAtConnected, To: Connected},
		{From: MessageSent, On: KMessageSeen, To: Manage, Do: leaveMessage, Past: true},
	}
}

// CanSend reports whether a number sends by Cloud API: it is registered there
// (seed 001).
func CanSend(n api.Number) bool {
	switch StandingOf(n) {
	case StandingConnected:
		return true
	case StandingShared: // the app's number, which the API may use as well (docs)
		return n.Status.Registered()
	}
	return false
}

type (
	// MessageTyped is the completed form of a test message: a text, or, without
	// one, a template.
	MessageTyped struct {
		To       eligibility.Number
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

// Kind implements [Event].
func (MessageTyped) Kind() Kind    { return KMessageTyped }
func (MessageSeen) Kind() Kind     { return KMessageSeen }
func (MessageAccepted) Kind() Kind { return KMessageSent }

// Call implements [Effect].
func (SendTest) Call() api.Endpoint { return api.SendMessage }
func (SendTest) answer() Kind       { return KMessageSent }

var (
	canSend          = fact("the number sends", func(s Session) bool { return CanSend(s.Number) })
	cannotSend       = fact("it does not send", func(s Session) bool { return !CanSend(s.Number) })
	begunAtConnected = fact("it began at the end of the onboarding", func(s Session) bool {
		last := len(s.History) - 2 // before the form
		return last >= 0 && s.History[last] == Connected
	})
)

// sendTest sends what was typed. The plus stays: without it Meta would put the
// sender's country in front (seed 001).
func sendTest(s *Session, in Input) []Effect {
	e := in.Event.(MessageTyped)
	s.Problem, s.Message.Draft = nil, e
	return []Effect{SendTest{s.Number.ID, api.Message{To: e.To.E164, Text: e.Text, Template: e.Template, Language: e.Language}}}
}

// noteAccepted reads what may keep the message from arriving.
func noteAccepted(s *Session, in Input) []Effect {
	s.Message.Sent = in.Event.(MessageAccepted).Sent
	s.did(api.SendMessage, in.At)
	return readPage(s)
}

// goToPage leaves a form that is of no use.
func goToPage(s *Session, _ Input) []Effect { return arriveAtPage(s) }

func leaveMessage(s *Session, _ Input) []Effect {
	s.Notice = NoticeMessageSent
	return arriveAtPage(s)
}

// MayBeSent reports whether the last message of the present number got no clear
// answer: it may have been sent.
func (s Session) MayBeSent() bool {
	doubt := false
	for _, d := range s.Actions {
		if d.Call == api.SendMessage && d.Number == s.Number.ID {
			doubt = d.Unclear
		}
	}
	return doubt
}

// TemplateFault is why a text does not name a template.
type TemplateFault string

// The faults of a template's name.
const (
	TemplateEmpty    TemplateFault = "empty"
	TemplateName     TemplateFault = "name"     // small letters, digits and underscores (docs)
	TemplateLanguage TemplateFault = "language" // a code such as en_US
)

// TemplateFaults lists every fault.
func TemplateFaults() []TemplateFault {
	return []TemplateFault{TemplateEmpty, TemplateName, TemplateLanguage}
}

// templateLimit is how long a template's name may be (docs).
const templateLimit = 512

// Compiled when they are needed: most runs never send a template.
var (
	templateName     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9_]+$`) })
	templateLanguage = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z]{2,3}(_[A-Z]{2,3})?$`) })
)

// ParseTemplate reads a template's name with its language behind it:
// "hello_world en_US". Without one the language is that of the sample.
func ParseTemplate(text string) (string, api.Language, TemplateFault) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '/' || r == '\t' })
	switch {
	case len(words) == 0:
		return "", "", TemplateEmpty
	case len(words[0]) > templateLimit || !templateName().MatchString(words[0]):
		return "", "", TemplateName
	case len(words) == 1:
		return words[0], api.HelloWorldLanguage, ""
	case len(words) > 2 || !templateLanguage().MatchString(words[1]):
		return "", "", TemplateLanguage
	}
	return words[0], api.Language(words[1]), ""
}

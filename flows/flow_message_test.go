package flows

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// testMessage is a completed form; "" for the sample template.
func testMessage(text string) MessageTyped {
	to, _ := phone.Parse("+852 6123 0142", "")
	if text != "" {
		return MessageTyped{To: to, Text: text}
	}
	return MessageTyped{To: to, Template: api.HelloWorld, Language: api.HelloWorldLanguage}
}

// TestMessageRows are the rows of the table that no tale goes through.
func TestMessageRows(t *testing.T) {
	t.Parallel()
	typed := testMessage("Hello")
	w := walkFrom(t, at(TestMessage, fresh(verified))).hand(typed).in(TestMessage).idle()
	walkFrom(t, at(TestMessage, fresh(verified))).hand(MessageSeen{}).in(Manage, ReadNumber{firstID, true})
	walkFrom(t, at(TestMessage, fresh(connected))).hand(MessageSeen{}).in(TestMessage)
	w.world(NumberRead{fresh(connected)}).hand(typed).in(TestMessage, SendTest{firstID, api.Message{To: "+85261230142", Text: "Hello"}})
	w.hand(BackAsked{}).in(TestMessage) // what was sent is not taken back
	w.world(refusal(api.SendMessage, 133010, 0)).card(AdviseNotRegistered, ActReload)
	w.hand(AdviceTaken{}).in(TestMessage, ReadNumber{ID: firstID})
	if w.s.Message.Draft != typed {
		t.Errorf("what was typed is %+v", w.s.Message.Draft)
	}
	w = walkFrom(t, at(TestMessage, fresh(connected))).hand(typed).world(tokenDead(api.SendMessage)).in(Connect)
	if w.s.Return != TestMessage || w.s.Message.Draft != typed {
		t.Errorf("on to %s with %+v", w.s.Return, w.s.Message.Draft)
	}
	w = walkFrom(t, at(MessageSent, fresh(connected))).hand(MessageSeen{}).in(Manage, ReadNumber{firstID, true})
	if w.s.Notice != NoticeMessageSent || !slices.Equal(w.s.History, []State{PickNumber}) {
		t.Errorf("the notice is %q, back leads to %v", w.s.Notice, w.s.History)
	}
}

func TestParseTemplate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		name     string
		language api.Language
		fault    TemplateFault
	}{
		"hello_world en_US": {"hello_world", "en_US", ""},
		" order_1,zh_HK ":   {"order_1", "zh_HK", ""},
		"order_1":           {"order_1", "en_US", ""},
		"order_1 fil":       {"order_1", "fil", ""},
		" ":                 {"", "", TemplateEmpty},
		"Hello World":       {"", "", TemplateName},
		"hello_world en-US": {"", "", TemplateLanguage},

		"order-1 en_US":     {"", "", TemplateName},
		"caf\u00e9 fr":      {"", "", TemplateName},
		"order_1 e":         {"", "", TemplateLanguage},
		"order_1 engl":      {"", "", TemplateLanguage},
		"order_1 en_":       {"", "", TemplateLanguage},
		"order_1 en_us":     {"", "", TemplateLanguage},
		"order_1 EN_US":     {"", "", TemplateLanguage},
		"order_1 en_US_POS": {"", "", TemplateLanguage},
		"order_1 es_LAT":    {"order_1", "es_LAT", ""},

		strings.Repeat("a", 512): {strings.Repeat("a", 512), "en_US", ""},
		strings.Repeat("a", 513): {"", "", TemplateName},
		"hello_world en US ":     {"", "", TemplateLanguage},
	} {
		if name, language, fault := ParseTemplate(text); name != want.name || language != want.language || fault != want.fault {
			t.Errorf("%q: %q %q %q", text, name, language, fault)
		}
	}
}

func TestCanSend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		n    api.Number
		want bool
	}{
		"fresh": {fresh(), false}, "verified": {fresh(verified), false}, "connected": {fresh(connected), true}, "shared": {fresh(shared), true},
		"banned": {fresh(connected, banned), false}, "on premise": {fresh(connected, onPremise), false},
	} {
		if CanSend(c.n) != c.want {
			t.Errorf("%s: %t", name, !c.want)
		}
	}
}

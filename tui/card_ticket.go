package tui

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dialtone/api"
	"dialtone/flows"
)

// ticketed reports whether a card has something that Meta's support can use.
func ticketed(p *flows.Problem) bool { return p.Said != nil || p.Advice.ID == flows.AdviseStuck }

// ticket is what Meta's support wants to know of a refusal, to be copied: facts
// under the names that Graph gives them, in no language. Token, PIN and code are
// not in it, and of the phone number the end alone.
func (e *env) ticket(p *flows.Problem) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	hidden := func(text string) string { return e.mask(api.Clean(text)) }
	line("call", string(p.Call))
	if said := p.Said; said != nil {
		line("http_status", number(said.Status))
		line("code", number(said.Code))
		line("error_subcode", number(said.Subcode))
		line("type", hidden(said.Type))
		line("message", hidden(said.Message))
		line("error_user_title", hidden(said.UserTitle))
		line("error_user_msg", hidden(said.UserMessage))
		line("details", hidden(said.Details))
		line("body", hidden(said.Body))
		line("fbtrace_id", e.trace(said.TraceID))
	}
	at := p.At
	if at.IsZero() {
		at = e.now
	}
	line("time", at.UTC().Format(time.RFC3339))
	if n := e.s.Number; n.ID != "" && e.s.State != flows.Connect && e.s.State != flows.PickNumber && e.s.State != flows.AddNumber {
		line("phone_number_id", string(n.ID))
		line("status", hidden(string(n.Status)))
		line("code_verification_status", hidden(string(n.Verification)))
		line("name_status", hidden(string(n.NameStatus)))
		line("platform_type", hidden(string(n.Platform)))
	}
	line("waba_id", string(cmp.Or(e.s.Target.Account, e.s.Account.ID)))
	line("graph_version", string(cmp.Or(e.s.ServedVersion, e.s.AskedVersion)))
	return b.String()
}

// trace is the id by which Meta's support finds an answer. It is drawn by lot, so its
// digits are nobody's, and it is of no use unless it is whole; what is no id is a
// text like others.
func (e *env) trace(id string) string {
	id = steady(id)
	if strings.IndexFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' }) >= 0 {
		return e.mask(id)
	}
	return id
}

// steady takes out of a text of Meta's what drives a terminal, and what terminals
// do not agree on.
func steady(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\ufe0e", "", "\ufe0f", "", "\u200d", "").Replace(api.Clean(text)))
}

// hush makes a text of Meta's fit for a shared screen: also without any phone
// number, unless the operator has it shown.
func (e *env) hush(text string) string {
	return e.mask(steady(text))
}

// name is a name as it is shown: people put phone numbers into names too, and
// nobody asks for those to be revealed.
func (e *env) name(text string) string {
	text = steady(text)
	if strings.IndexFunc(text, unicode.IsNumber) < 0 { // most of a long list
		return text
	}
	return e.mask(text)
}

// mask hides what a text must not carry off: the number at hand however it is
// written, whatever else looks like a phone number, and the secrets of this run.
func (e *env) mask(text string) string {
	for _, secret := range []api.Secret{e.s.Target.Token, e.s.PIN.Value} {
		if !secret.Empty() {
			text = strings.ReplaceAll(text, secret.Reveal(), secret.String())
		}
	}
	for _, national := range []string{e.s.Phone.National, e.s.Typed.Phone.National} {
		const tail = 4
		if len(national) <= tail {
			continue
		}
		spread := regexp.MustCompile(`(\+?\d{1,3}[ ().\-]*)?` + strings.Join(strings.Split(national, ""), `[ ().\-]*`))
		text = spread.ReplaceAllString(text, "•••• "+national[len(national)-tail:])
	}
	return api.MaskPhones(text)
}

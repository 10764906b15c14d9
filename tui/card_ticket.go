package tui

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// ticketed reports whether a card has something that Meta's support can use.
func ticketed(p *flows.Problem) bool { return p.Said != nil || p.Advice.ID == flows.AdviseStuck }

// ticket is what Meta's support wants to know of a refusal, to be copied: facts
// under the names that Graph gives them, in no language. Token, PIN and code are
// not in it, and of the phone number the end alone.
func ticket(e *page.Env, p *flows.Problem, traits page.Traits) string {
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
	hidden := func(text string) string { return e.RedactText(api.Clean(text)) }
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
		line("fbtrace_id", trace(e, said.TraceID))
	}
	at := p.At
	if at.IsZero() {
		at = e.Now
	}
	line("time", at.UTC().Format(time.RFC3339))
	if n := e.Flow.Number; n.ID != "" && !traits.Entry && traits.Subject != page.OfOther {
		line("phone_number_id", string(n.ID))
		line("status", hidden(string(n.Status)))
		line("code_verification_status", hidden(string(n.Verification)))
		line("name_status", hidden(string(n.NameStatus)))
		line("platform_type", hidden(string(n.Platform)))
	}
	line("waba_id", string(cmp.Or(e.Flow.Target.Account, e.Flow.Account.ID)))
	line("graph_version", string(cmp.Or(e.Flow.ServedVersion, e.Flow.AskedVersion)))
	return b.String()
}

// trace is the id by which Meta's support finds an answer. It is drawn by lot, so its
// digits are nobody's, and it is of no use unless it is whole; what is no id is a
// text like others.
func trace(e *page.Env, id string) string {
	id = page.Sanitize(id)
	if strings.IndexFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' }) >= 0 {
		return e.RedactText(id)
	}
	return id
}

package page

import (
	"cmp"
	"strconv"
	"strings"

	"dialtone/api"
	"dialtone/flows"
)

// Refused says what Meta refused of what the page at hand sends, and when; "" for
// nothing that still counts, and where a notice says it.
func (e *Env) Refused() string {
	if e.Flow.Notice == flows.NoticeRefused || e.Flow.Notice == flows.NoticeStillRefused {
		return ""
	}
	return e.refusal("review.refused")
}

// refusal fills the words of k in. A name that Meta has not approved is the likely
// cause where it makes no certificate.
func (e *Env) refusal(k string) string {
	r, is := e.Flow.Refused()
	if !is {
		return ""
	}
	if k == "notice.refused" && e.Flow.State == flows.Review && r.Call == api.Register && !r.Unclear { // its title says the rest
		return e.Say("review.again_enter", "Allowed", flows.Allowed)
	}
	name := string(e.Flow.Number.NameStatus)
	if r.Advice == flows.AdviseCertificate && e.Flow.Notice == flows.NoticeRefused && e.Words.Has("review.name_"+name) {
		return e.Say("notice.name_stands", "Status", Sanitize(name))
	}
	switch {
	case r.Unclear && k == "review.refused":
		return e.Say("review.refused_unclear", "At", e.Moment(r.At))
	case r.Unclear:
		return e.Say("notice.refused_unclear", "At", e.Moment(r.At))
	}
	what := strings.TrimRight(cmp.Or(e.Redact(r.Said), e.SayIf("advice."+string(r.Advice)+".title"), string(r.Advice)), ".。 ")
	switch {
	case r.Subcode != 0:
		what += " (" + strconv.Itoa(r.Code) + "/" + strconv.Itoa(r.Subcode) + ")"
	case r.Code != 0:
		what += " (" + strconv.Itoa(r.Code) + ")"
	}
	return e.Say(k, "At", e.Moment(r.At), "What", what)
}

package onboard

import (
	"cmp"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// A review whose registration Meta has refused: first it looks again, then it proposes to go
// back, with another try as the other choice.

// isRefused reports whether Meta said no to the request, and nothing has changed since.
func isRefused(e *page.Env) bool {
	was, is := e.Flow.Refused()
	return is && was.Call == api.Register && !was.Unclear
}

// looksFirst reports whether Enter reads the number once more, and sends nothing yet.
func looksFirst(e *page.Env) bool { return canAgain(e) && !looked(e) }

// asksAgain reports whether that has shown no change, so that going back is proposed and
// sending it again is the other choice.
func asksAgain(e *page.Env) bool { return canAgain(e) && looked(e) }

func canAgain(e *page.Env) bool {
	return isRefused(e) && !e.IsClosed(api.Register) && e.Flow.PINFits()
}

func looked(e *page.Env) bool { return e.Flow.Notice == flows.NoticeRefused && !e.Flow.Busy() }

// isForName reports whether a name that Meta has not approved is the likely cause of what it
// refused: it made no certificate.
func isForName(e *page.Env) bool {
	was, is := e.Flow.Refused()
	return is && was.Advice == flows.AdviseCertificate && e.Words.Has("review.name_"+string(e.Flow.Number.NameStatus))
}

// refused says why Meta refused the request before while nothing has changed, what another
// one means, and what Meta said. A name that Meta has not approved is the likely cause where
// it makes no certificate; no rule of Meta's asks for its approval (docs), and still some
// were refused for it (field).
func (r *reviewPage) refused(e *page.Env) (mind []string, said string) {
	was, is := e.Flow.Refused()
	again := e.Say("review.again_counts")
	if e.Flow.Notice == flows.NoticeRefused && !looksFirst(e) {
		again = e.Notice()
	}
	switch {
	case !is && e.Flow.Notice == flows.NoticeRefused:
		return []string{again}, ""
	case !is:
		return nil, ""
	case was.Call != api.Register: // it is of what the page at hand does not send
		return []string{cmp.Or(e.Refused(), again)}, ""
	case was.Unclear && e.Flow.Notice == flows.NoticeRefused:
		return []string{again}, ""
	case was.Unclear:
		return []string{e.Say("review.again_unclear")}, ""
	}
	why := e.SayIf("advice." + string(was.Advice) + ".title")
	if was.Advice == flows.AdviseSMB {
		why = e.Say("review.refused_shared")
	}
	if name := e.Flow.Number.NameStatus; isForName(e) {
		why = e.Say("review.refused_name", "Status", cmp.Or(e.SayIf("name_state."+string(name)+".word"), e.Say("name_state.NONE.word")))
	}
	if was.Said != "" {
		said = e.Say("review.refused_said", "What", e.Redact(was.Said))
	}
	if why == "" { // Meta's own words are all there is
		return []string{again}, said
	}
	if looksFirst(e) {
		again = cmp.Or(instead(e), again)
	}
	if was.Advice != flows.AdviseUnknown {
		said = ""
	}
	return []string{e.Say("review.refused_why", "What", why), again}, said
}

// instead is what helps more than the same request once more; "" where nothing is known.
func instead(e *page.Env) string {
	was, is := e.Flow.Refused()
	switch {
	case !is:
		return ""
	case isForName(e) && e.Flow.Number.NameStatus == api.NameDeclined: // nothing says that it would go on as it should
		return e.Say("review.name_" + string(api.NameDeclined))
	case isForName(e):
		return e.Say("review.waits_for_name")
	}
	return e.SayIf("advice." + string(was.Advice) + ".next")
}

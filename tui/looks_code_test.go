package tui

import (
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/page"
)

func checkLooks() []look {
	const (
		q1, q2, q3, q4 = eligibility.QuestionOwnership, eligibility.QuestionInUse, eligibility.QuestionBanned, eligibility.QuestionScaled
		sure           = eligibility.AnswerYes
	)
	all := []any{q1, sure, q2, eligibility.AnswerNotUsed, q3, eligibility.AnswerNo, q4, sure, eligibility.QuestionBehindIVR, eligibility.AnswerNo, eligibility.QuestionReach, sure, eligibility.QuestionRoom, sure}
	met := inState(flows.Eligibility, fresh(), answering(all...))
	checklist := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.Eligibility, fresh(), change...)
	}
	return []look{
		{name: "check-token-ends", session: checklist(func(s *flows.Session) {
			s.Notice, s.Token.ExpiresAt = flows.NoticePersonalEnds, t0.Add(3*time.Hour).Unix()
		})},
		{name: "check-start", session: checklist(), key: true},
		{name: "check-half", session: checklist(answering(q1, sure, q4, sure)), play: keys("down")},
		{name: "check-start-aloud", session: checklist(), play: keys("y"), key: true},
		{name: "check-in-use-asked", session: checklist(answering(q1, sure, q4, sure))},
		{name: "check-unfolded", session: checklist(), play: keys("v")},
		{name: "check-met", session: met, key: true},
		{name: "check-met-one-again", session: met, play: keys("up")},
		{name: "check-in-use", session: checklist(answering(all...), answering(q2, eligibility.AnswerOnWhatsApp))},
		{name: "check-not-owned", session: checklist(answering(all...), answering(q1, eligibility.AnswerNo))},
		{name: "check-unsure", session: checklist(answering(q1, eligibility.AnswerUnsure))},
		{name: "check-doubts", session: checklist(answering(all...), answering(q1, eligibility.AnswerUnsure, q3, eligibility.AnswerUnsure)), play: keys("shift+tab")},
		{name: "check-contradiction", session: inState(flows.Eligibility, fresh(withStatus(api.StatusBanned)), answering(all...))},
		{name: "check-pager", session: inState(flows.Eligibility, fresh(func(n *api.Number) { n.Display = "+44 7640 120100" }))},
		{name: "check-toll-free", session: inState(flows.Eligibility, fresh(tollFree))},
		{name: "check-fresh-test", session: inState(flows.Eligibility, fresh(freshTest))},
		{name: "pin-fresh-test", session: inState(flows.ChoosePIN, fresh(freshTest))},
		{name: "review-fresh-test", session: inState(flows.Review, fresh(freshTest))},
		{name: "check-cap-full", session: inState(flows.Eligibility, fresh(), answering(q1, sure, q2, eligibility.AnswerNotUsed, q3, eligibility.AnswerNo, q4, sure), fullAccount)},
		{name: "check-open", session: checklist(answering(q1, sure)), play: keys("shift+tab", "shift+tab", "enter")},
		{name: "check-reading", session: checklist(awaiting(flows.ReadNumber{ID: firstID}, 0))},
	}
}

// freshTest makes a number one of Meta's test numbers that waits for its PIN.
func freshTest(n *api.Number) {
	n.Name, n.Mode, n.Display, n.Verification = "Test Number", api.ModeSandbox, "15551450142", api.NotVerified
}

// fullAccount has as many registered numbers as are usual.
func fullAccount(s *flows.Session) {
	s.Account.Verification, s.List.Listed = "not_verified", true
	s.List.Pages = []flows.Page{flows.PageOf(fresh(connected), fresh(connected))}
	*s, _ = machine().Step(*s, flows.Input{Event: flows.Answered{Question: eligibility.QuestionScaled, Answer: eligibility.AnswerYes}, At: t0})
}

// halfShared is a number whose sharing with the Business app is not finished.
func halfShared(s *flows.Session) {
	s.Number.Platform, s.Number.Status = api.PlatformOnPremise, api.StatusDisconnected
}

func remedyLooks() []look {
	var all []look
	for _, walk := range eligibility.Walks() {
		id := walk.Remedy
		all = append(all, look{name: "remedy-" + string(id), key: id == eligibility.RemedyIVR, session: inState(flows.Remedy, fresh(), func(s *flows.Session) {
			s.Checks.Remedy = id
			s.History = append(s.History, flows.Eligibility)
		})})
	}
	in := func(id eligibility.RemedyID, change ...func(*flows.Session)) flows.Session {
		return inState(flows.Remedy, fresh(), append([]func(*flows.Session){func(s *flows.Session) {
			s.Checks.Remedy = id
			s.History = append(s.History, flows.Eligibility)
		}}, change...)...)
	}
	ticked := func(s *flows.Session) {
		for _, id := range []eligibility.StepID{"export", "settings", "delete", "number", "reason", "confirm"} {
			*s, _ = machine().Step(*s, flows.Input{Event: flows.StepTicked{Step: id}, At: t0.Add(-70 * time.Second)})
			s.Waiting = nil
		}
	}
	sandbox := func(s *flows.Session) { s.Target.Sandbox = true }
	return append(all, []look{
		{name: "remedy-ruled-out", session: inState(flows.Eligibility, fresh(), answering(eligibility.QuestionOwnership, eligibility.AnswerNo, eligibility.QuestionScaled, eligibility.AnswerNo), func(s *flows.Session) {
			s.State, s.Checks.Remedy = flows.Remedy, eligibility.RemedyOtherNumber
		}), key: true},
		{name: "remedy-leaving", session: in(eligibility.RemedyLeaveApp), play: keys("enter", "enter", "enter")},
		{name: "remedy-waiting", session: in(eligibility.RemedyLeaveApp, ticked), key: true},
		{name: "remedy-waiting-sandbox", session: in(eligibility.RemedyLeaveApp, sandbox, ticked)},
		{name: "remedy-free", session: in(eligibility.RemedyLeaveApp, ticked), play: func(st *stage) { st.pass(4 * time.Minute) }},
		{name: "remedy-paid", session: in(eligibility.RemedyDeleteElsewhere), play: keys("enter")},
		{name: "remedy-paid-wrong", session: in(eligibility.RemedyDeleteElsewhere), play: then(keys("enter"), types("03/04/2026"), keys("enter"))},
		{name: "remedy-paid-told", session: in(eligibility.RemedyDeleteElsewhere), play: then(keys("enter"), types("2026-02-20"), keys("enter"))},
		{name: "remedy-ticket", session: in(eligibility.RemedyIVR), play: keys("enter")},
		{name: "remedy-sharing-ticket", session: in(eligibility.RemedyFinishSharing, halfShared, func(s *flows.Session) { untold(&s.Number) }), play: keys("enter", "enter", "enter"), key: true},
		{name: "remedy-sharing-likely", session: in(eligibility.RemedyFinishSharing, func(s *flows.Session) { s.Number.OnBusinessApp = true })},
		{name: "remedy-sharing-known", session: in(eligibility.RemedyFinishSharing, halfShared)},
		{name: "remedy-ticket-plain", session: in(eligibility.RemedyIVR), play: keys("enter", "p")},
		{name: "remedy-ticket-copied", session: in(eligibility.RemedyIVR), play: keys("enter", "c")},
		{name: "remedy-backup", session: in(eligibility.RemedyOnPremise), play: keys("enter")},
		{name: "remedy-backup-chosen", session: in(eligibility.RemedyOnPremise), play: keys("enter", "1")},
		{name: "remedy-backup-typed", session: in(eligibility.RemedyOnPremise), play: then(keys("enter", "1", "enter"), types("bmV2ZXI="), keys("enter"), types("secret"))},
		{name: "remedy-backup-empty", session: in(eligibility.RemedyOnPremise), play: keys("enter", "1", "enter", "enter")},
		{name: "remedy-cap-used", session: in(eligibility.RemedyRaiseCap, func(s *flows.Session) {
			s.List.Pages = []flows.Page{flows.PageOf(fresh(connected), fresh(connected))}
		})},
		{name: "remedy-guide", session: in(eligibility.RemedyLeaveApp), play: keys("ctrl+g"), key: true},
	}...)
}

// sentAgo is a code that was asked for a while ago.
func sentAgo(d time.Duration) func(*flows.Session) {
	return func(s *flows.Session) { s.Code.SentAt = t0.Add(-d) }
}

func methodLooks() []look {
	return []look{
		{name: "method-sms", session: inState(flows.CodeMethod, fresh()), key: true},
		{name: "method-refused", session: inState(flows.CodeMethod, fresh(), refusedBefore(api.RequestCode, flows.AdviseInUse, 136024, 2388091))},
		{name: "method-voice", session: inState(flows.CodeMethod, fresh(tollFree), func(s *flows.Session) { s.Code.Method = api.Voice })},
		{name: "method-sent", session: inState(flows.CodeMethod, fresh(), sentAgo(4*time.Minute))},
		{name: "method-used", session: inState(flows.CodeMethod, fresh(), sentAgo(4*time.Minute), used(api.RequestCode, 2))},
		{name: "method-used-early", session: inState(flows.CodeMethod, fresh(), sentAgo(time.Minute), used(api.RequestCode, 1)), play: keys("enter")},
		{name: "method-languages", session: inState(flows.CodeMethod, fresh()), play: keys("l")},
		{name: "method-languages-search", session: inState(flows.CodeMethod, fresh()), play: then(keys("l"), types("port"), keys("down"))},
		{name: "method-languages-none", session: inState(flows.CodeMethod, fresh()), play: then(keys("l"), types("zzz"))},
		{name: "method-pause", session: inState(flows.CodeMethod, fresh()), options: painting, play: then(keys("1"), func(st *stage) { st.pass(300 * time.Millisecond) })},
		{name: "method-alone", session: inState(flows.CodeMethod, fresh()), options: painting, play: func(st *stage) { st.pass(2 * time.Second) }},
		{name: "method-call", session: inState(flows.CodeMethod, fresh()), play: keys("2")},
		{name: "method-waiting", session: inState(flows.CodeMethod, fresh(), awaiting(flows.SendCode{ID: firstID}, 7*time.Second)), key: true},
	}
}

// ringing is a phone at which something came in a while ago.
func ringing(ago time.Duration, t page.Text) func(*stage) {
	return then(onThePhone(t), func(st *stage) {
		st.m.phone.rang = st.now.Add(-ago)
		st.frame()
	})
}

// onThePhone is a sandbox whose simulated phone received something.
func onThePhone(texts ...page.Text) func(*stage) {
	return func(st *stage) {
		st.m.env.Phone = texts
		st.frame()
	}
}

func sandboxed(s *flows.Session) { s.Target.Sandbox = true }

// wrongCode is Meta's answer to one.
func wrongCode() flows.Failed {
	return refusal(api.VerifyCode, 136025, 0, message("(#136025) Verify code error"), details("Invalid code."))
}

func codeLooks() []look {
	entry := func(change ...func(*flows.Session)) flows.Session {
		return inState(flows.EnterCode, fresh(), change...)
	}
	half := codeText[:3]
	refuse := func(st *stage) { st.answer(wrongCode()) }
	return []look{
		{name: "code", session: entry(), key: true},
		{name: "code-voice", session: entry(func(s *flows.Session) { s.Code.Method = api.Voice })},
		{name: "code-part", session: entry(), play: types(half)},
		{name: "code-full", session: entry(), play: types(codeText)},
		{name: "code-revealed", session: entry(), play: then(types(codeText), keys("ctrl+r")), reveals: true},
		{name: "code-letter", session: entry(), play: then(types(half), keys("x"))},
		{name: "code-missing", session: entry(), play: then(types(half), keys("enter"))},
		{name: "code-pasted-badly", session: entry(), play: func(st *stage) { st.paste("Your code is 58-3") }},
		{name: "code-later", session: entry(sentAgo(3 * time.Minute))},
		{name: "code-used", session: entry(sentAgo(3*time.Minute), used(api.VerifyCode, 3)), play: keys("x")},
		{name: "code-waiting", session: entry(), play: then(types(codeText), keys("enter"))},
		{name: "code-refused", session: entry(), play: then(types(codeText), keys("enter"), refuse), key: true},
		{name: "code-over", session: entry(sentAgo(11 * time.Minute))},
		{name: "code-wrong-closed", session: entry(), play: then(types(codeText), keys("enter"), refuse, keys("esc"))},
		{name: "code-wrong-again", session: entry(), play: then(types(codeText), keys("enter"), refuse, keys("1"))},
		{name: "code-phone-idle", session: entry(sandboxed)},
		{name: "code-phone-slides", session: entry(sandboxed), play: ringing(170*time.Millisecond, sms())},
		{name: "code-phone-sms", session: entry(sandboxed), play: onThePhone(sms()), key: true},
		{name: "code-phone-refused", session: entry(sandboxed), play: then(onThePhone(sms()), types(codeText), keys("enter"), refuse)},
		{name: "code-phone-rings", session: entry(sandboxed), play: ringing(700*time.Millisecond, call())},
		{name: "code-phone-says", session: entry(sandboxed), play: ringing(ringsFor+2*sayStep, call())},
		{name: "code-phone-call", session: entry(sandboxed), play: onThePhone(call())},
	}
}

func pinLooks() []look {
	ask := func(change ...func(*api.Number)) flows.Session {
		return inState(flows.ChoosePIN, fresh(append([]func(*api.Number){verified}, change...)...))
	}
	// drawn puts a PIN that is always the same in the place of the random one.
	drawn := func(st *stage) {
		*inside[api.Secret](st, "made") = api.NewSecret(pinText)
		st.frame()
	}
	typing := keys("2", "enter")
	second := then(typing, types(pinText))
	return []look{
		{name: "pin-ways-none", session: ask(), key: true},
		{name: "pin-ways-has", session: ask(withPIN), play: keys("down")},
		{name: "pin-ways-unknown", session: ask(silentPIN), play: keys("end")},
		{name: "pin-new", session: ask(), play: typing},
		{name: "pin-new-part", session: ask(), play: then(typing, types(pinText[:4]))},
		{name: "pin-new-short", session: ask(), play: then(typing, types(pinText[:4]), keys("enter"))},
		{name: "pin-new-weak", session: ask(), play: then(typing, types("222222"))},
		{name: "pin-new-again", session: ask(), play: second},
		{name: "pin-new-again-part", session: ask(), play: then(second, types(pinText[:5]))},
		{name: "pin-new-differs", session: ask(), play: then(second, types("739185"))},
		{name: "pin-new-same", session: ask(), play: then(second, types(pinText)), key: true},
		{name: "pin-new-again-revealed", session: ask(), play: then(second, types(pinText[:2]), keys("ctrl+r")), reveals: true},
		{name: "pin-drawn", session: ask(), play: then(keys("enter"), drawn), key: true},
		{name: "pin-drawn-unseen", session: ask(), play: then(keys("enter"), drawn, keys("enter"))},
		{name: "pin-drawn-revealed", session: ask(), play: then(keys("enter"), drawn, keys("r")), reveals: true},
		{name: "pin-drawn-seen", session: ask(), play: then(keys("enter"), drawn, keys("r", "r"))},
		{name: "pin-present", session: ask(withPIN), play: then(keys("enter"), types(pinText))},
		{name: "pin-present-part", session: ask(withPIN), play: then(keys("enter"), types(pinText[:2]))},
		{name: "pin-replace", session: ask(withPIN), play: then(keys("3", "enter"), types(pinText), types(pinText))},
		{name: "pin-replace-drawn", session: ask(withPIN), play: then(keys("2", "enter"), drawn)},
		{name: "pin-deadline", session: inState(flows.ChoosePIN, fresh(verified), func(s *flows.Session) {
			s.Actions = []flows.Action{{At: t0, Call: api.VerifyCode, Number: firstID}}
		})},
		{name: "pin-too-late", session: ask(func(n *api.Number) { n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -15)} })},
		{name: "pin-replacing", session: inState(flows.ChoosePIN, fresh(verified, withPIN), func(*flows.Session) {}), play: then(keys("2", "enter"), drawn, keys("r", "r", "enter"))},
	}
}

//go:build unix

package e2e

import (
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// Every remedy, walked step by step and on to the end of the job.

func inUse(where eligibility.Answer) answer { return answer{eligibility.QuestionInUse: where} }

// goOn leaves a finished walk for the checklist, where the line that was in the way
// is green, and goes on to the end.
func (w *tale) goOn(rule eligibility.RuleID, why eligibility.ReasonCode, m api.CodeMethod) {
	w.t.Helper()
	w.Press("enter")
	w.see("state.Eligibility.title")
	for _, r := range eligibility.Rules() {
		switch settles := eligibility.AnswerNone; {
		case r.ID != rule:
		case r.Question == eligibility.QuestionNone:
			w.Press("v")
			w.line("✓", rule, why)
			w.Press("v")
			w.see("checks.done")
		default:
			for a, found := range r.Answers {
				if found.Reason == why {
					settles = a
				}
			}
			w.replied("✓", r.Question, settles)
		}
	}
	w.check(nil)
	w.byCode(m)
	w.toEnd(straight())
}

// TestRemedies walks through those that lead back to the checklist, where the line
// that was in the way is green.
func TestRemedies(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		story  string
		said   answer // nil where the number's standing leads to the walk
		walk   eligibility.RemedyID
		rule   eligibility.RuleID
		why    eligibility.ReasonCode // is what the rule's line says in the end
		method api.CodeMethod
	}{
		{"on-the-app", inUse(eligibility.AnswerOnWhatsApp), eligibility.RemedyLeaveApp, eligibility.RuleInUse, eligibility.ReasonNotUsed, api.SMS},
		{"in-another-account", inUse(eligibility.AnswerOnOtherAccount), eligibility.RemedyDeleteElsewhere, eligibility.RuleInUse, eligibility.ReasonNotUsed, api.SMS},
		{"banned-number", nil, eligibility.RemedyAppeal, eligibility.RuleBanned, eligibility.ReasonNotBanned, api.SMS},
		{"rejected-account", answer{}, eligibility.RemedyAppeal, eligibility.RuleAccount, eligibility.ReasonAccountApproved, api.SMS},
		{"whose-number", answer{eligibility.QuestionOwnership: eligibility.AnswerUnsure}, eligibility.RemedyProveOwnership, eligibility.RuleOwnership, eligibility.ReasonOperatorSure, api.SMS},
		{"toll-free", answer{eligibility.QuestionBehindIVR: eligibility.AnswerYes}, eligibility.RemedyIVR, eligibility.RuleIVR, eligibility.ReasonIVRPrepared, api.Voice},
	} {
		t.Run(tt.story, func(t *testing.T) {
			t.Parallel()
			w := tell(t, tt.story, wide())
			w.Press("enter")
			if tt.said != nil {
				w.check(tt.said)
			}
			if asks := eligibility.RemedyOnOtherAccount; eligibility.WalkOf(asks).LeadsTo(tt.walk) {
				w.chooseLast(asks)
			}
			w.walk(tt.walk, w.sitOut)
			w.goOn(tt.rule, tt.why, tt.method)
		})
	}
}

// TestStillInUseAfterLeaving is refused a code all the same: it is asked where else
// the number is in use, and not led to what was done already.
func TestStillInUseAfterLeaving(t *testing.T) {
	t.Parallel()
	w := tell(t, "on-the-app", wide())
	w.Press("enter")
	w.check(inUse(eligibility.AnswerOnWhatsApp))
	w.walk(eligibility.RemedyLeaveApp, w.sitOut)
	w.Press("enter")
	w.check(nil)
	w.spoil(graphsim.Fault{Endpoint: api.RequestCode, Code: 136024, Subcode: 2388091})
	w.orderCode(api.SMS)
	w.see("advice.in_use.title")
	w.Press("enter")
	w.see("state.Eligibility.title")
	w.until("see the question once more", func(s string) bool { return asks(s, w.ask(eligibility.QuestionInUse)) })
	w.check(nil)
	w.byCode(api.SMS)
	needs := straight()
	needs[api.RequestCode] = 2
	w.toEnd(needs)
}

func TestFindingOutAsksOnceMore(t *testing.T) {
	t.Parallel()
	w := tell(t, "personal-number", wide())
	w.Press("enter")
	w.check(answer{eligibility.QuestionReach: eligibility.AnswerUnsure})
	w.walk(eligibility.RemedyFindOut, nil)
	w.Press("enter")
	w.see("state.Eligibility.title")
	w.until("see the question once more", func(s string) bool { return asks(s, w.ask(eligibility.QuestionReach)) })
	w.check(answer{eligibility.QuestionReach: eligibility.AnswerCallOnly})
	w.byCode(api.Voice)
	w.toEnd(straight())
}

// TestSharingIsEnded leaves first the sharing and then the app.
func TestSharingIsEnded(t *testing.T) {
	t.Parallel()
	first := map[string]eligibility.RemedyID{
		"half-shared": eligibility.RemedyFinishSharing, "on-the-business-app": eligibility.RemedyFinishSharing, "sharing-fell-off": eligibility.RemedyReconnect, "shared-with-the-app": "",
	}
	for story, before := range first {
		t.Run(story, func(t *testing.T) {
			t.Parallel()
			w := tell(t, story, wide())
			w.Press("enter")
			if before != "" { // it is shared first
				w.walk(before, nil)
				w.Press("enter")
			}
			w.walk(eligibility.RemedyCoexistence, nil)
			w.Press("enter")
			w.check(inUse(eligibility.AnswerOnBusinessApp))
			w.chooseLast(eligibility.RemedyOnBusinessApp)
			w.walk(eligibility.RemedyLeaveBusiness, w.sitOut)
			w.goOn(eligibility.RuleInUse, eligibility.ReasonNotUsed, api.SMS)
		})
	}
}

// TestSharingIsKept: the number is connected by the app, and nothing is sent for it.
func TestSharingIsKept(t *testing.T) {
	t.Parallel()
	w := tell(t, "shared-with-the-app", wide())
	w.Press("enter")
	w.here(w.step(eligibility.RemedyCoexistence, "disconnect"))
	w.Press("down", "enter")
	w.see("notice.still_there")
	w.wantReached(nil)
	if n := w.numbers()[0]; n.Status != api.StatusConnected || !n.BusinessApp {
		t.Errorf("the number is %+v", n)
	}
	w.leave(3) // it is none to register
	wantSummary(t, w.wizard, "summary.nothing", "summary.stopped")
}

// TestAPaidMessageHoldsTheNumber types the day wrongly first, in every way.
func TestAPaidMessageHoldsTheNumber(t *testing.T) {
	t.Parallel()
	o := wide()
	o.Env = []string{"TZ=UTC"}
	now, layout := time.Now().UTC(), say(t, "time.layout_date")
	paid, opens := now.AddDate(0, 0, -12), now.AddDate(0, 0, 18).Format(layout)
	w := tell(t, "paid-lately", o)
	w.Press("enter")
	w.check(inUse(eligibility.AnswerOnOtherAccount))
	w.chooseLast(eligibility.RemedyOnOtherAccount)
	const id = eligibility.RemedyDeleteElsewhere
	w.tick(id, "admin")
	for _, wrong := range []struct{ typed, key string }{
		{"03/04/2026", "day.ambiguous"},
		{now.AddDate(0, 0, 2).Format(time.DateOnly), "day.in_the_future"},
		{"the day before", "day.not_a_day"},
		{"2001-02-03", "day.too_long_ago"},
	} {
		w.here(w.step(id, "paid"))
		w.Type(wrong.typed)
		w.Press("enter")
		w.see(wrong.key)
		w.read("▏" + wrong.typed) // it is still there
		w.Press("ctrl+u")
		w.gone(wrong.key)
	}
	w.Type(paid.Format(time.DateOnly))
	w.Press("enter")
	w.see("remedy.paid.opens", "Paid", paid.Format(layout), "Day", opens)
	w.ticked(id, "paid")
	w.here(w.step(id, "pin"))
	w.see("remedy.early", "When", opens)
	before := len(w.reached())
	w.Press("down", "down", "down", "enter")
	w.see("notice.too_early")
	if n := len(w.reached()); n != before {
		t.Errorf("%d calls were made too early", n-before)
	}
	w.Press("ctrl+n")
	w.see("remedy.paid.open", "Paid", paid.Format(layout))
	w.Press("up", "up", "up")
	for _, step := range []eligibility.StepID{"pin", "open", "delete"} {
		w.tick(id, step)
		w.ticked(id, step)
	}
	w.sitOut()
	w.goOn(eligibility.RuleInUse, eligibility.ReasonNotUsed, api.SMS)
}

// send sends the form for a new number from the field that the mark stands at.
func (w *wizard) send(from ...string) {
	w.t.Helper()
	w.see("state.AddNumber.title")
	for _, field := range from {
		w.lights(say(w.t, "add."+field+".label"))
		w.Press("enter")
	}
	w.until("see the mark at the end of the form", func(s string) bool {
		return ready(s) && lit(say(w.t, "add.send")).MatchString(s)
	})
	w.Press("enter")
	w.see("state.Eligibility.title")
}

// TestMovingFromAnotherProvider comes back to the form with the move switched on.
func TestMovingFromAnotherProvider(t *testing.T) {
	t.Parallel()
	w := tell(t, "moving-provider", wide())
	w.Press("enter")
	w.add("+31 6 12340100", "Fietsenmaker Jordaan")
	w.see("advice.elsewhere.title")
	w.Press("enter")
	w.see("remedy." + string(eligibility.RemedyMigrateProvider) + ".title")
	w.tick(eligibility.RemedyMigrateProvider, "share")
	w.see("remedy." + string(eligibility.RemedyShareNumber) + ".title")
	w.Press("esc") // back to the ways
	w.here(w.step(eligibility.RemedyMigrateProvider, "share"))
	w.Press("down", "down")
	w.tick(eligibility.RemedyMigrateProvider, "move")
	w.walk(eligibility.RemedyMoveNumber, nil)
	w.see("remedy.add")
	w.Press("enter")
	w.see("add.migrate.yes")
	w.read("Fietsenmaker Jordaan")
	w.send()
	w.check(nil)
	w.byCode(api.SMS)
	needs := straight()
	needs[api.AddNumber] = 2
	w.toEnd(needs)
}

func TestDeletedHereIsAddedAgain(t *testing.T) {
	t.Parallel()
	w := tell(t, "deleted-here", wide())
	w.Press("enter")
	w.walk(eligibility.RemedyAddAgain, nil)
	w.Press("enter")
	w.see("add.migrate.no")
	w.send()
	w.check(nil)
	w.byCode(api.SMS)
	needs := straight()
	needs[api.AddNumber] = 1
	w.toEnd(needs)
}

func TestAnotherNumberIsTaken(t *testing.T) {
	t.Parallel()
	w := tell(t, "pager", wide())
	w.Press("enter")
	w.check(nil)
	w.see("remedy.other_number.title")
	w.see("remedy.choose")
	w.Press("enter")
	w.see("numbers.count", "Count", 2)
	w.wantReached(nil)
	w.Press("down", "enter")
	w.check(nil)
	w.byCode(api.Voice)
	second := w.numbers()[1].ID
	w.toEnd(straight())
	if w.last.ID != second {
		t.Errorf("the number is %+v", w.last)
	}
}

// TestWhatTheLineReceives: whoever knows, and whoever does not, gets a call.
func TestWhatTheLineReceives(t *testing.T) {
	t.Parallel()
	for _, a := range []eligibility.Answer{eligibility.AnswerCallOnly, eligibility.AnswerUnsure} {
		t.Run(string(a), func(t *testing.T) {
			t.Parallel()
			w := tell(t, "unknown-line", wide())
			w.Press("enter")
			w.check(answer{eligibility.QuestionReach: a})
			w.lights(say(t, "method.VOICE.label"))
			w.byCode(api.Voice)
			w.toEnd(straight())
		})
	}
}

func TestAnOldSignupIsRepeated(t *testing.T) {
	t.Parallel()
	w := tell(t, "old-signup", wide())
	w.Press("enter")
	w.see("remedy.repeat_signup.title")
	w.Press("up", "down", "down", "enter") // nobody did anything yet
	w.see("notice.still_there")
	w.Press("up", "up")
	w.walk(eligibility.RemedyRepeatSignup, nil)
	w.Press("enter")
	w.toEnd(want{api.Register: 1})
}

// TestAnOldSignupIsVerifiedByACode: a code may stand in for the flow. Where Meta
// insists on the flow, its refusal leads back to it.
func TestAnOldSignupIsVerifiedByACode(t *testing.T) {
	t.Parallel()
	for name, does := range map[string]bool{"taken": true, "refused": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, host(t, story(t, "old-signup", atOnce, func(sc *graphsim.Scenario) { sc.Rules.CodeForSignup = does })), wide())
			w.pickFirst()
			w.see("remedy.repeat_signup.title")
			w.Press("ctrl+o")
			w.askCode(api.SMS)
			w.enterCode()
			w.newPIN(goodPIN)
			w.keepRegion()
			w.register()
			needs := straight()
			if !does {
				w.see("advice.signup_lapsed.title")
				w.read("133006")
				w.Press("enter")
				w.walk(eligibility.RemedyRepeatSignup, nil)
				must(t, w.sim.Perform(graphsim.RepeatSignup, w.first()))
				w.Press("enter")
				w.newPIN(goodPIN)
				w.keepRegion()
				w.register()
				needs[api.Register] = 2
			}
			w.finish()
			wantCalls(t, w.world, needs)
			wantRegistered(t, w.world, w.first(), goodPIN)
		})
	}
}

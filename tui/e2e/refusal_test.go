//go:build unix

package e2e

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// The stories in which Meta says no, and what becomes of them.

func TestAnotherProvidersPINIsReplaced(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "other-provider-pin", atOnce)), wide())
	w.pickFirst()
	w.pinWay("present")
	w.Type("482615")
	w.Press("enter")
	w.keepRegion()
	w.register()
	w.see("advice.pin_mismatch.title")
	w.read("133005")
	w.Press("enter")
	w.pinWay("replace")
	w.twice(goodPIN)
	w.see("notice.pin_replaced")
	w.register()
	w.finish()
	wantCalls(t, w.world, want{api.SetPIN: 1, api.Register: 2})
	wantRegistered(t, w.world, w.first(), goodPIN)
	if c := w.calls(api.Register)[0]; c.Code != 133005 {
		t.Errorf("the first request met %+v", c)
	}
}

func TestAWrongCodeThenTheRightOne(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "wrong-then-right-code", atOnce)), wide())
	w.pickFirst()
	w.check(nil)
	w.askCode(api.SMS)
	w.Type(otherThan(w.newest().Code))
	w.Press("enter")
	w.see("advice.wrong_code.title")
	w.read("136025")
	w.see("code.used", "Count", 1)
	w.enterCode() // typing puts the card away
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.finish()
	needs := straight()
	needs[api.VerifyCode] = 2
	wantCalls(t, w.world, needs)
	wantRegistered(t, w.world, w.first(), goodPIN)
}

// otherThan is a code that is not this one.
func otherThan(code string) string {
	if code == "314159" {
		return "271828"
	}
	return "314159"
}

func TestTheSeventyTwoHourBlockIsHeld(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "seventy-two-hour-block")), wide())
	w.pickFirst()
	w.pinWay("present")
	w.Type(goodPIN)
	w.Press("enter")
	w.keepRegion()
	w.register()
	w.see("advice.blocked_72h.title")
	w.read("133016")
	w.see("card.wait", "Left", say(t, "time.days_hours", "Days", 3, "Hours", 0))
	// Once more, against the advice: Dialtone's own count holds it back.
	w.Press("enter")
	w.gone("advice.blocked_72h.title")
	w.see("review.register_closed")
	time.Sleep(readFirst)
	w.Press("enter")
	w.see("advice.budget.title")
	w.leave(5)
	wantCalls(t, w.world, want{api.Register: 1})
}

func TestTheBlockAloneExitsWithFive(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "seventy-two-hour-block")), wide())
	w.pickFirst()
	w.pinWay("present")
	w.Type(goodPIN)
	w.Press("enter")
	w.keepRegion()
	w.register()
	w.see("advice.blocked_72h.title")
	w.leave(5)
}

// TestRefusedForItsNameIsAskedOnceMore: Embedded Signup brings a number here
// without the checklist, so that the page before register is the only one that
// tells of the name.
func TestRefusedForItsNameIsAskedOnceMore(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "embedded-signup", atOnce, func(sc *graphsim.Scenario) {
		sc.Numbers[0].NameStatus = api.NamePendingReview
		sc.Faults = []graphsim.Fault{{Endpoint: api.Register, Code: 100, Subcode: 2388001, UserTitle: "Cannot Create Certificate"}}
	})), wide())
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.see("state.Review.title")
	w.see("review.name_PENDING_REVIEW")
	w.register()
	w.see("advice.no_certificate.title")
	w.Press("enter")
	w.gone("advice.no_certificate.title")
	w.see("review.refused_look")
	w.Press("enter")
	w.see("review.again_enter", "Allowed", 10)
	w.lights(say(t, "review.go_back"))
	wantCalls(t, w.world, want{api.Register: 1})
	w.Press("down")
	w.register()
	w.finish()
	wantCalls(t, w.world, want{api.Register: 2})
	wantRegistered(t, w.world, w.first(), goodPIN)
}

func TestATokenThatEndsSoonIsTold(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "clean-mobile", func(sc *graphsim.Scenario) {
		life := graphsim.Duration(10 * time.Minute)
		sc.Token.Kind, sc.Token.Life = "USER", &life
	})), wide())
	w.see("state.PickNumber.title")
	w.see("notice.personal_ends")
	w.pickFirst()
	w.see("state.Eligibility.title")
	w.gone("notice.personal_ends")
	w.leave(1)
}

func TestAnExpiredTokenIsReplacedOnTheSpot(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "expired-token", atOnce)), wide())
	w.pickFirst()
	w.check(nil)
	w.see("state.CodeMethod.title")
	w.Press("l")
	w.see("language.title")
	w.Type("zh_HK")
	w.Press("enter")
	w.orderCode(api.Voice)
	w.read("190/463")
	w.see("connect.again.lead", "Step", say(t, "state.CodeMethod.name"))
	w.Press("enter")
	w.left("190/463")
	w.giveToken(w.sim.Info().SpareTokens[0])
	w.see("notice.new_token")
	w.see("state.CodeMethod.title")
	if !lit(say(t, "method.VOICE.label")).MatchString(w.Screen()) {
		t.Errorf("the choice of a call is lost:\n%s", w.Screen())
	}
	w.read("Chinese (Hong Kong)")
	w.toConnected(api.Voice)
	if m := w.newest(); m.Language != "zh_HK" {
		t.Errorf("the code came in %s", m.Language)
	}
	needs := straight()
	needs[api.RequestCode] = 2 // one met the dead token
	wantCalls(t, w.world, needs)
	wantRegistered(t, w.world, w.first(), goodPIN)
}

// left waits until a text that is none of the wizard's own words has left the
// screen.
func (w *wizard) left(text string) {
	w.t.Helper()
	w.until("see "+text+" go", func(s string) bool { return ready(s) && !strings.Contains(s, text) })
}

// giveToken pastes a token where the wizard asks for another one, and does not
// have it remembered.
func (w *wizard) giveToken(token string) {
	w.t.Helper()
	w.choose("connect.own.label")
	w.see("connect.token.lead")
	w.Paste(token)
	w.see("connect.token.length")
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
}

func TestAskedTooOftenIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "asked-too-often")), wide())
	w.pickFirst()
	w.check(nil)
	w.orderCode(api.SMS)
	w.see("advice.code_too_often.title")
	w.read("2388367")
	w.Press("enter")
	w.gone("advice.code_too_often.title")
	w.orderCode(api.SMS)
	w.see("advice.budget.title")
	w.leave(5)
	wantCalls(t, w.world, want{api.RequestCode: 1})
}

func TestAThirdNumberMeetsTheCap(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "cap-of-two")), wide())
	w.see("numbers.count", "Count", 2)
	w.Press("up", "enter")
	w.add("+62 812 1234 0177", "Batik Nusantara Bandung")
	w.see("advice.cap.title")
	w.read("1349175")
	w.Press("enter")
	w.see("remedy.raise_cap.title")
	w.leave(5)
	wantCalls(t, w.world, want{api.AddNumber: 1})
}

func TestAMissingPermissionIsNamed(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "no-permission")), wide())
	w.see("advice.scopes.title")
	w.read(string(api.ScopeMessaging))
	w.leave(4)
	wantCalls(t, w.world, nil)
}

func TestARegionThatMetaExpectsIsSetFirst(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "region-expected", atOnce)), wide())
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.see("advice.region_wanted.title")
	w.Press("enter")
	w.pickRegion("IN")
	w.see("notice.region_kept")
	w.register()
	w.finish()
	wantCalls(t, w.world, want{api.SetSettings: 1, api.Register: 2})
	wantRegistered(t, w.world, w.first(), goodPIN)
	if n := w.number(t, w.first()); n.Region != "IN" {
		t.Errorf("the region is %q", n.Region)
	}
}

// slowly has every answer to an endpoint come late.
func slowly(e api.Endpoint, d time.Duration) func(*graphsim.Scenario) {
	return func(sc *graphsim.Scenario) {
		sc.Faults = append(sc.Faults, graphsim.Fault{Endpoint: e, Times: -1, Every: 1, Delay: graphsim.Duration(d)})
	}
}

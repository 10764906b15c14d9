//go:build unix

package e2e

import (
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// An account takes so many numbers and no more.

// TestRoomForAThirdNumber makes room in each of the ways and adds the number then.
func TestRoomForAThirdNumber(t *testing.T) {
	t.Parallel()
	for i, way := range eligibility.WalkOf(eligibility.RemedyRaiseCap).Steps {
		t.Run(string(way.ID), func(t *testing.T) {
			t.Parallel()
			w := tell(t, "cap-of-two", wide())
			w.Press("up", "enter")
			w.add("+62 812 1234 0177", "Batik Nusantara Bandung")
			w.see("advice.cap.title")
			w.Press("enter")
			w.see("remedy.cap.used", "Count", 2)
			for range i {
				w.Press("down")
			}
			w.tick(eligibility.RemedyRaiseCap, way.ID)
			w.ticked(eligibility.RemedyRaiseCap, way.ID) // one is enough
			w.Press("enter")
			w.send("number", "name", "migrate")
			if way.ID != "remove" { // which leaves it to the customer to tell
				w.Press("v") // what passed is folded
				w.line("✓", eligibility.RuleCap, eligibility.ReasonRoom)
				w.Press("v")
			}
			w.check(nil)
			w.byCode(api.SMS)
			needs := straight()
			needs[api.AddNumber] = 2
			w.toEnd(needs)
		})
	}
}

// TestTheCapIsMetOnTheChecklist: no code is spent on a number that cannot be
// registered.
func TestTheCapIsMetOnTheChecklist(t *testing.T) {
	t.Parallel()
	for i, way := range eligibility.WalkOf(eligibility.RemedyRaiseCap).Steps {
		t.Run(string(way.ID), func(t *testing.T) {
			t.Parallel()
			w := tell(t, "cap-full", wide())
			w.Type("Osaka")
			w.until("see the third number alone", func(s string) bool { return len(w.listed(s)) == 1 })
			w.Press("enter")
			w.check(answer{eligibility.QuestionRoom: eligibility.AnswerNo}) // our count asks and decides nothing
			w.see("remedy.cap.used", "Count", 2)
			w.wantReached(nil)
			for range i {
				w.Press("down")
			}
			w.tick(eligibility.RemedyRaiseCap, way.ID)
			w.ticked(eligibility.RemedyRaiseCap, way.ID)
			w.goOn(eligibility.RuleCap, eligibility.ReasonRoom, api.SMS)
		})
	}
}

// TestTheCapIsMetAtRegister: a number that is verified already meets it last.
func TestTheCapIsMetAtRegister(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "cap-full", atOnce, func(sc *graphsim.Scenario) {
		sc.Numbers[0], sc.Numbers[2] = sc.Numbers[2], sc.Numbers[0]
		sc.Numbers[0].Verification = api.Verified
	})), wide())
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.see("advice.cap.title")
	w.read("1349175")
	w.Press("enter")
	w.see("remedy.raise_cap.title")
	must(t, w.sim.Perform(graphsim.VerifyBusiness, ""))
	w.tick(eligibility.RemedyRaiseCap, "verify")
	w.ticked(eligibility.RemedyRaiseCap, "verify")
	w.Press("enter")
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.finish()
	wantCalls(t, w.world, want{api.Register: 2})
	wantRegistered(t, w.world, w.first(), goodPIN)
}

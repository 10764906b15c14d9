//go:build unix

package e2e

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// calm is how long a screen has to stand still before a test believes that a
// key has done all it does.
const calm = 120 * time.Millisecond

// rawEnters sends Enters in one write.
func (w *wizard) rawEnters(n int) {
	w.look()
	w.pause()
	w.readies()
	w.Raw(bytes.Repeat(Key("enter"), n))
}

// twoEnters sends what an impatient person or a slow line sends: two Enters in
// one read. It waits for the screen that one Enter leads to, and holds that the
// second one neither went further nor complained.
func (w *wizard) twoEnters(leadsTo string, pairs ...any) {
	w.t.Helper()
	w.rawEnters(2)
	w.see(leadsTo, pairs...)
	must(w.t, w.Settle(calm))
	if s := w.Screen(); !phrase(w.t, leadsTo, pairs...).MatchString(s) || strings.Contains(s, "× ") {
		w.t.Fatalf("the second Enter did something at %s:\n%s", leadsTo, s)
	}
}

func TestTwoEntersSkipNothing(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "clean-mobile", atOnce)), wide())
	w.see("numbers.count", "Count", 1)
	w.twoEnters("state.Eligibility.title")
	for asked := w.openQuestion(); asked != eligibility.QuestionNone; {
		w.rawEnters(2)
		must(t, w.Settle(calm))
		if still := w.openQuestion(); still != asked {
			t.Fatalf("two Enters at %q led to %q:\n%s", asked, still, w.Screen())
		}
		w.say(asked, eligibility.AnswerNone)
		must(t, w.Settle(calm))
		next := w.openQuestion()
		if want := w.questionAfter(asked); next != want {
			t.Fatalf("an answer to %q led to %q, not to %q:\n%s", asked, next, want, w.Screen())
		}
		asked = next
	}
	w.see("state.Eligibility.title")
	w.twoEnters("state.CodeMethod.title")
	wantCalls(t, w.world, nil)
	w.twoEnters("state.EnterCode.title")
	wantCalls(t, w.world, want{api.RequestCode: 1})
	w.Type(otherThan(w.newest().Code))
	w.rawEnters(2) // the second one does not put the card away
	w.see("advice.wrong_code.title")
	must(t, w.Settle(calm))
	if !w.shows("advice.wrong_code.title") {
		t.Fatalf("the second Enter put the card away:\n%s", w.Screen())
	}
	wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 1})
	w.Type(w.newest().Code)
	w.twoEnters("pin.way.generate.label")
	w.twoEnters("pin.way.generate.lead")
	w.Press("esc")
	w.see("pin.way.type_new.label")
	w.Press("2")
	w.twoEnters("pin.way.type_new.lead")
	w.Type(goodPIN)
	w.see("pin.once_more")
	w.Type(goodPIN)
	w.see("pin.same")
	w.twoEnters("state.ChooseRegion.title")
	w.litRegion()
	w.twoEnters("state.Review.title")
	needs := straight()
	needs[api.VerifyCode], needs[api.Register] = 2, 0
	wantCalls(t, w.world, needs)
	time.Sleep(readFirst)
	w.twoEnters("state.Connected.title")
	needs[api.Register] = 1
	wantCalls(t, w.world, needs)
	wantRegistered(t, w.world, w.first(), goodPIN)
}

// questionAfter is the question that a first answer to another one leads to, as
// the checklist shows them: the next that is still marked open.
func (w *wizard) questionAfter(q eligibility.Question) eligibility.Question {
	w.t.Helper()
	all := w.questions()
	for i, asked := range all {
		if asked == q && i+1 < len(all) {
			return all[i+1]
		}
	}
	return eligibility.QuestionNone
}

// questions are those of the clean mobile, in the order in which a separate
// wizard asks them one key at a time.
func (w *wizard) questions() []eligibility.Question {
	w.t.Helper()
	other := open(w.t, host(w.t, story(w.t, "clean-mobile")), wide())
	other.pickFirst()
	other.see("state.Eligibility.title")
	var all []eligibility.Question
	for q := other.openQuestion(); q != eligibility.QuestionNone; q = other.openQuestion() {
		all = append(all, q)
		other.say(q, eligibility.AnswerNone)
	}
	return all
}

func TestTwoEntersAtTheBeginning(t *testing.T) {
	t.Parallel()
	t.Run("sandbox", func(t *testing.T) {
		t.Parallel()
		w := launch(t, wide())
		w.see("connect.sandbox.label")
		w.Press("down")
		w.twoEnters("connect.story.title")
		w.twoEnters("state.PickNumber.title")
	})
	t.Run("token", func(t *testing.T) {
		t.Parallel()
		world := host(t, story(t, "clean-mobile"))
		w := launch(t, wide(), world.flags()...)
		w.see("connect.own.label")
		w.twoEnters("connect.token.lead")
		w.Paste(world.sim.Info().Token)
		w.see("connect.token.length")
		w.twoEnters("connect.account.lead")
		w.Type(string(world.sim.Info().WABA))
		w.twoEnters("connect.remember.label")
		w.twoEnters("state.PickNumber.title")
	})
}

func TestTwoEntersInTheAddForm(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "empty-account", atOnce)), wide())
	w.see("numbers.empty")
	w.twoEnters("state.AddNumber.title")
	w.Type("+1 416 555 0199")
	w.twoEnters("state.AddNumber.title")
	w.Type("Maple Street Books")
	w.lights(say(t, "add.name.label"))
	w.twoEnters("state.AddNumber.title")
	w.lights(say(t, "add.migrate.label"))
	wantCalls(t, w.world, nil)
	w.twoEnters("state.AddNumber.title")
	w.until("see the button chosen", func(s string) bool { return !strings.Contains(s, "[ "+say(t, "add.send")) })
	wantCalls(t, w.world, nil)
	w.twoEnters("state.Eligibility.title")
	wantCalls(t, w.world, want{api.AddNumber: 1})
}

func TestTwoEntersOnACard(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "region-expected", atOnce)), wide())
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.see("advice.region_wanted.title")
	w.twoEnters("state.ChooseRegion.title")
	wantCalls(t, w.world, want{api.Register: 1})
}

// TestAHeldEnterRegistersNothing leans on the key, from the start and from the
// last screen before the call that counts.
func TestAHeldEnterRegistersNothing(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]func(*testing.T) *wizard{
		"from the start": func(t *testing.T) *wizard {
			return open(t, host(t, story(t, "clean-mobile", atOnce)), wide())
		},
		"from the region": func(t *testing.T) *wizard {
			return goTo(t, "ChooseRegion", wide(), story(t, "clean-mobile", atOnce))
		},
		"with slow answers": func(t *testing.T) *wizard {
			return open(t, host(t, story(t, "clean-mobile", atOnce, slowly(graphsim.AnyCall, 50*time.Millisecond))), wide())
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := at(t)
			before := len(w.calls(api.RequestCode))
			w.rawEnters(20)
			must(t, w.Settle(time.Second/2))
			if n := len(w.calls(api.Register)); n > 0 {
				t.Errorf("%d register requests:\n%s", n, w.Screen())
			}
			if n := len(w.calls(api.RequestCode)); n > before {
				t.Errorf("a code was asked for:\n%s", w.Screen())
			}
			w.Press("ctrl+c")
			w.ends(130)
		})
	}
}

// TestEnterHeldDownStopsAtTheReview repeats the key as a keyboard does: once,
// after a while, and then thirty times a second.
func TestEnterHeldDownStopsAtTheReview(t *testing.T) {
	t.Parallel()
	w := goTo(t, "ChooseRegion", wide(), story(t, "clean-mobile", atOnce))
	w.keepRegion()
	time.Sleep(660 * time.Millisecond) // the longest usual wait, that of X11
	for range 45 {
		w.Raw(Key("enter"))
		time.Sleep(33 * time.Millisecond)
	}
	w.see("review.register")
	wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 1})
	w.register() // once it is let go, the page works
	w.finish()
	wantRegistered(t, w.world, w.first(), goodPIN)
}

//go:build unix

package e2e

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// Every scenario is walked to its end as the person at the keyboard would. The
// stories in which Meta refuses something are in refusal_test.go.

// toConnected goes from the code method to the end, with nothing in the way.
func (w *wizard) toConnected(m api.CodeMethod) {
	w.t.Helper()
	w.askCode(m)
	w.enterCode()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.finish()
}

func TestCleanMobile(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "clean-mobile")), wide())
	w.pickFirst()
	w.check(nil)
	w.toConnected(api.SMS)
	wantCalls(t, w.world, straight())
	wantRegistered(t, w.world, w.first(), goodPIN)
	if n := w.number(t, w.first()); n.Region != "" {
		t.Errorf("a region nobody asked for: %s", n.Region)
	}
}

func TestEmbeddedSignupGoesStraightToThePIN(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "embedded-signup", atOnce)), wide())
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.finish()
	wantCalls(t, w.world, want{api.Register: 1})
	wantRegistered(t, w.world, w.first(), goodPIN)
}

func TestTollFreeTakesTheCodeByVoice(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "toll-free", atOnce)), wide())
	must(t, w.sim.Perform(graphsim.LetCallsIn, w.first()))
	w.pickFirst()
	w.check(nil)
	w.see("state.CodeMethod.title")
	if !lit(say(t, "method.VOICE.label")).MatchString(w.Screen()) {
		t.Errorf("a call is not what is proposed:\n%s", w.Screen())
	}
	w.toConnected(api.Voice)
	if m := w.newest().Method; m != api.Voice {
		t.Errorf("the code came by %s", m)
	}
	wantCalls(t, w.world, straight())
	wantRegistered(t, w.world, w.first(), goodPIN)
}

func TestFlakyNetworkIsSettledByReadingBack(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "flaky-network")), wide())
	w.pickFirst()
	w.check(nil)
	w.askCode(api.SMS)
	w.enterCode()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.connect()
	if !w.shows("notice.settled") {
		t.Errorf("nothing says that the answer was lost:\n%s", w.Screen())
	}
	w.finish()
	wantCalls(t, w.world, straight())
	wantRegistered(t, w.world, w.first(), goodPIN)
	if c := w.calls(api.Register)[0]; c.Status != 0 {
		t.Errorf("register was answered: %+v", c)
	}
}

func TestEmptyAccountBeginsWithAdding(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "empty-account", atOnce)), wide())
	w.see("numbers.empty")
	w.Press("enter")
	w.add("+1 416 555 0199", "Maple Street Books")
	w.check(nil)
	w.toConnected(api.SMS)
	needs := straight()
	needs[api.AddNumber] = 1
	wantCalls(t, w.world, needs)
	wantRegistered(t, w.world, w.first(), goodPIN)
	if n := w.number(t, w.first()); n.Phone != "+14165550199" || n.Name != "Maple Street Books" {
		t.Errorf("added %+v", n)
	}
}

// add fills in the form for a new number and sends it.
func (w *wizard) add(phone, name string) {
	w.t.Helper()
	w.see("state.AddNumber.title")
	w.Type(phone)
	w.Press("enter")
	w.lights(say(w.t, "add.name.label"))
	w.Type(name)
	w.Press("enter")
	w.lights(say(w.t, "add.migrate.label"))
	w.Press("down")
	w.until("see the mark at the end of the form", func(s string) bool { return ready(s) && lit(say(w.t, "add.send")).MatchString(s) })
	w.goesOn("state.AddNumber.title")
}

func TestManyNumbersAreSearched(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "many-numbers", atOnce)), wide())
	w.see("numbers.count", "Count", 40)
	for _, search := range []struct{ typed, found string }{
		{"wedding", "Meridian Weddings"},
		{"HOTELES", "Meridian Hoteles"},
		{"hotels meridian", "Hôtels Meridian"},
		{"웨딩", "메리디안 웨딩"},
		{"6123 0128", "Meridian Weddings"},
		{"61230128", "Meridian Weddings"},
	} {
		w.Type(search.typed)
		w.until("find "+search.found, func(s string) bool {
			lines := w.listed(s)
			return len(lines) == 1 && strings.Contains(lines[0], search.found)
		})
		if search.typed != "61230128" {
			w.Press("esc")
			w.until("see every number again", func(s string) bool { return len(w.listed(s)) > 5 })
		}
	}
	w.Press("enter")
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.finish()
	wantCalls(t, w.world, want{api.Register: 1})
	wantRegistered(t, w.world, "107441035220220", goodPIN)
}

// listed are the lines of the list of numbers that show a number. The search
// above them hides its digits as well.
func (w *wizard) listed(screen string) []string {
	var lines []string
	for line := range strings.Lines(screen) {
		if strings.Contains(line, "•") && !strings.Contains(line, "/ •") { // the search hides digits as well
			lines = append(lines, line)
		}
	}
	return lines
}

func TestDeclinedNameStillConnects(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "declined-name", atOnce)), wide())
	w.pickFirst()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
	w.connect()
	w.see("name_state.DECLINED.word")
	w.finish()
	wantCalls(t, w.world, want{api.Register: 1})
	wantRegistered(t, w.world, w.first(), goodPIN)
}

func TestOnTheAppIsRemediedAndGoesOn(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "on-the-app", atOnce)), wide())
	w.pickFirst()
	w.check(nil)
	w.orderCode(api.SMS)
	w.see("advice.in_use.title")
	w.Press("enter")
	w.until("be asked where", func(s string) bool { return asks(s, w.ask(eligibility.QuestionInUse)) })
	w.check(inUse(eligibility.AnswerOnWhatsApp))
	w.see("remedy.leave_app.title")
	must(t, w.sim.Perform(graphsim.LeaveApp, w.first()))
	w.sim.Advance(4 * time.Minute)
	w.Press("down", "down", "down", "down", "down", "down", "enter") // nothing is ticked: it is asked about
	w.check(nil)
	w.toConnected(api.SMS)
	needs := straight()
	needs[api.RequestCode] = 2 // the first one found the app in the way
	wantCalls(t, w.world, needs)
	wantRegistered(t, w.world, w.first(), goodPIN)
}

func TestOnTheAppIsAskedBeforeACodeIsSpent(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "on-the-app", atOnce)), wide())
	w.pickFirst()
	w.check(answer{eligibility.QuestionInUse: eligibility.AnswerOnWhatsApp})
	w.see("remedy.leave_app.title")
	w.leave(3)
	wantCalls(t, w.world, nil)
}

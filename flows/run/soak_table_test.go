package run_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"testing/synctest"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// want is what follows from one fault at one call.
type want struct {
	state   flows.State      // where the first card is shown, if there is one
	card    []flows.AdviceID // what it says; nil for no card at all
	maybe   bool             // it need not be shown
	settled bool             // and it says that the number was read back; maybe, where it need not be shown
	notice  flows.Notice     // that is seen on the way
	sent    int              // requests of the call in the end
	end     string           // where an operator ends who overrules nothing
}

// expected is the table of faults: what each is to end on. The words of Graph's own
// no are the card; what says nothing of Graph's deed is read back, and where nothing
// can be read back the operator is told that it may have worked.
func expected(k kind, call api.Endpoint) want {
	at := map[api.Endpoint]flows.State{
		api.RequestCode: flows.CodeMethod, api.VerifyCode: flows.EnterCode, api.Register: flows.Review, api.SetSettings: flows.ChooseRegion,
		api.SetPIN: flows.ChoosePIN, api.SetSubscribed: flows.Connected, api.GetSettings: flows.ChooseRegion, api.GetSubscribed: flows.Connected,
		api.DebugToken: flows.Connect, api.GetAccount: flows.Connect, api.ListNumbers: flows.PickNumber, api.GetNumber: flows.PickNumber,
	}[call]
	w := want{state: at, card: k.means, sent: 2, end: connected}
	switch {
	case k.name == "success as text":
		w.card, w.sent = nil, 1
	case k.name == "the token ends":
		w.state = flows.Connect
	case k.name == otherDisplay:
		w.state = ""
	case call == api.DebugToken && !k.leaves(): // whatever answers, the other calls show
		w.card = nil
	case k.clear:
	case k.offline: // nothing was on the wire, nothing is counted
		w.sent = 1
	case k.dies: // what was not written may be written once more, on another connection
		w.sent, w.maybe = 1, true
		if call == api.Register { // and where nobody can tell, it is not known
			w.card, w.end = append(slices.Clone(w.card), notKnown...), ""
		}
	case reads(call):
		w.maybe = k.two
	case call == api.RequestCode && k.page: // Meta was not reached, as it seems; a code may be there all the same
		if k.done {
			w.sent, w.maybe = 2, true
		}
	case call == api.RequestCode: // the code may come, and nothing else tells
		w.state, w.notice, w.maybe = flows.EnterCode, flows.NoticeCodeMayCome, true
		if k.done {
			w.sent = 1
		}
	case call == api.VerifyCode && k.done:
		w.card, w.notice, w.sent = nil, flows.NoticeSettled, 1
	case call == api.VerifyCode:
		w.settled = true
	case call == api.Register && k.done: // what register changes is seen, and waited for
		w.card, w.notice, w.sent = nil, flows.NoticeSettled, 1
	case call == api.Register: // nothing shows: it is not known, and stays so
		w.card, w.sent = notKnown, 1
		w.end = "card"
	}
	if onlyHelps := slices.Contains([]api.Endpoint{api.DebugToken, api.GetSettings, api.GetSubscribed, api.GetAccount}, call); onlyHelps && k.name != "the token ends" {
		w.maybe = true // whoever is refused one of these goes on without it
	}
	return w
}

// notKnown are the cards that say that nobody knows whether register worked.
var notKnown = []flows.AdviceID{flows.AdviseOpen}

// TestSoakTable has each kind of fault strike each call on the way once, and reads
// the card that follows: [expected] is the table. DIALTONE_SOAK=all runs all of it;
// otherwise some of each call's.
func TestSoakTable(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and the seeds of TestSoak go through the same goroutines")
	}
	t.Parallel()
	calls := append(acting(), api.DebugToken, api.GetAccount, api.ListNumbers, api.GetNumber, api.GetSettings, api.GetSubscribed)
	for n, call := range calls {
		for i, k := range chosenKinds() {
			if !k.fits(call) || reads(call) && !k.done && !k.clear && !k.leaves() { // for a read both are one
				continue
			}
			if os.Getenv("DIALTONE_SOAK") == "" && (i+n)%5 != 0 {
				continue
			}
			t.Run(fmt.Sprintf("%s/%s", call, k.name), func(t *testing.T) {
				t.Parallel()
				tableCase(t, k, call, (i+n)%2 == 0)
			})
		}
	}
}

func tableCase(t *testing.T, k kind, call api.Endpoint, two bool) {
	w := expected(k, call)
	scene := func(sc *graphsim.Scenario) {
		if call == api.SetPIN {
			sc.Numbers[0].PIN = "unknown"
		}
	}
	sk := inSoak(t, 7, "clean-mobile", scene, func(sk *soak) {
		times := 1
		skip := 0
		switch {
		case k.name == otherDisplay: // the first one cannot be told from the right one
			skip = 2
		case reads(call) && k.two: // net/http repeats it, without end where it can
			times = 3
		case reads(call) && !k.clear: // the client itself repeats it
			times = untilCard
		}
		sk.road.two = two || k.two
		sk.road.order(order{kind: k, call: call, skip: skip, times: times})
		d := sk.desk("mei", sk.bookOf("one"), sk.wish())
		if call == api.SetSettings {
			d.robot.region = "SG"
		}
		d.robot.replaces = call == api.SetPIN
		end := d.work()
		synctest.Wait()
		sk.check(end)
		sk.follows(w, call, d, end)
	})
	sk.report(t)
}

// follows holds what was shown and sent against what the table expects.
func (sk *soak) follows(w want, call api.Endpoint, d *desk, end string) {
	if w.end == "card" && end == connected || w.end == connected && end != connected {
		sk.fail("it ends %s", end)
	}
	if all, _ := sk.sent(call); all > w.sent || all < w.sent && !w.maybe && !reads(call) {
		sk.fail("%s was sent %d times, want %d", call, all, w.sent)
	}
	cards := d.robot.cards
	switch {
	case w.card == nil && len(cards) > 0:
		sk.fail("it shows %s in %s, and there is nothing to show", cards[0].id, cards[0].state)
	case w.card == nil, w.maybe && len(cards) == 0:
	case len(cards) == 0:
		sk.fail("no card tells of it")
	case w.state != "" && cards[0].state != w.state || !slices.Contains(w.card, cards[0].id) || cards[0].settled != w.settled && !w.maybe:
		sk.fail("it shows %s in %s, settled %t; want one of %s in %s, settled %t", cards[0].id, cards[0].state, cards[0].settled, w.card, w.state, w.settled)
	}
	if w.notice != "" && !slices.Contains(d.robot.notices, w.notice) {
		sk.fail("nothing says %s: %s", w.notice, d.robot.notices)
	}
}

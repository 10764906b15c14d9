package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/page"
)

// painting has every frame reach the terminal.
func painting(o *Options) {
	frames := uint64(0)
	o.Painted = func() uint64 { frames++; return frames }
}

// sending is what is under way that has something changed; nil for nothing.
func sending(s flows.Session) flows.Effect {
	if _, looks := s.Waiting.(flows.FindNumber); s.Waiting == nil || looks || !flows.CallOf(s.Waiting.Spec().Call).Changes() {
		return nil
	}
	return s.Waiting
}

// kindly is the best that a call which only reads can answer.
func kindly(s flows.Session) flows.Event {
	number := s.Number
	if number.ID == "" {
		number = fresh()
	}
	switch e := s.Waiting.(type) {
	case flows.OpenAccount:
		o := opened(func(*api.TokenInfo) {})
		o.Account = api.Account{ID: wabaID, Name: "Lotus Bakery Limited", Country: "HK"}
		return o
	case flows.OpenSandbox:
		return flows.SandboxOpened{Target: flows.Target{Token: api.NewSecret(tokenText), Account: wabaID, BaseURL: "http://127.0.0.1:1", Sandbox: true}}
	case flows.ReadNumbers:
		return flows.NumbersListed{Page: api.NumbersPage{Numbers: []api.Number{number}}}
	case flows.ReadNumber:
		return flows.NumberRead{Number: number}
	case flows.ReadSettings:
		return flows.SettingsRead{Settings: settings("")}
	case flows.ReadFacts:
		return flows.FactsRead{Number: number, Settings: settings("")}
	case flows.ReadApps:
		return flows.AppsRead{}
	case flows.PlayStep:
		return flows.StepPlayed{}
	case flows.Poll:
		return flows.PollDue{}
	default:
		return flows.Failed{Call: e.Spec().Call, Err: errCut}
	}
}

// oneOfAKind are looks of different states and cards.
func oneOfAKind(all []look) []look {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(l look) bool {
		kind := string(l.session.State) + string(l.session.Checks.Remedy) + string(l.session.Job)
		if p := l.session.Problem; p != nil {
			kind += string(p.Advice.ID)
		}
		dup := seen[kind]
		seen[kind] = true
		return dup
	})
}

// TestEnterAloneSendsNothing presses nothing but Enter, at every pace, from every
// screen there is, while Meta answers as well as it can.
func TestEnterAloneSendsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, l := range oneOfAKind(looks()) {
		for _, pace := range []time.Duration{time.Millisecond, 60 * time.Millisecond, 200 * time.Millisecond, 2 * time.Second, time.Minute} {
			st := newStage(t, l.session, func(o *Options) {
				if l.options != nil {
					l.options(o)
				}
				painting(o)
			}).enter(80, 24)
			if sending(st.session()) != nil {
				continue // it is sent already
			}
			deeds, answers := len(st.session().Actions), len(st.session().Checks.Answers)
			for range 7 {
				st.send(keyNamed("enter"))
				if pace > fingerGap { // that it came alone is known by the silence after it
					st.now = st.now.Add(together)
					st.send(quietMsg{})
				}
				st.frame()
				for range 2 {
					st.now = st.now.Add(pace / 2)
					st.send(tickMsg{})
				}
				if e := sending(st.session()); e != nil {
					t.Fatalf("%s, every %v: Enter sends %T", l.name, pace, e)
				}
				for range 3 {
					if s := st.session(); s.Busy() {
						st.answer(kindly(s))
					}
				}
				if e := sending(st.session()); e != nil {
					t.Fatalf("%s, every %v: Enter leads to %T", l.name, pace, e)
				}
				if st.m.left {
					break
				}
			}
			st.now = st.now.Add(time.Second)
			st.send(quietMsg{})
			if e := sending(st.session()); e != nil || len(st.session().Actions) > deeds {
				t.Errorf("%s, every %v: in the end Enter sends %T", l.name, pace, e)
			}
			if n := len(st.session().Checks.Answers); n > answers {
				t.Errorf("%s, every %v: %d questions were answered", l.name, pace, n-answers)
			}
		}
	}
}

// TestPagesSayWhatEnterSends: where Enter sends something, the page says so
// beforehand, so that the key line can tell what Enter needs.
func TestPagesSayWhatEnterSends(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	said := map[flows.State]bool{}
	for _, l := range looks() {
		st := l.stage(t, english(), 80, 24, false)
		state := st.session().State
		if sending(st.session()) != nil || st.m.over.kind != overNone {
			continue
		}
		beforehand := st.m.acts(onEnter(st.m))
		if st.press("enter"); sending(st.session()) != nil {
			if !beforehand {
				t.Errorf("%s: Enter sends %T, and nothing says so", l.name, st.session().Waiting)
			}
			said[state] = true
		}
	}
	if len(said) < 12 {
		t.Errorf("only %d pages send something by Enter: %v", len(said), said)
	}
}

// TestAnotherKeyLetsEnterSend, and says so before: the key line names it, and an
// Enter without it is answered.
func TestAnotherKeyLetsEnterSend(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.CodeMethod, fresh()), painting).enter(80, 24).pass(2 * time.Second)
	say := english().Say
	if !strings.Contains(st.text(), say("enter.keys")+" "+say("key.send_sms")) {
		t.Errorf("the key line is\n%s", st.text())
	}
	if st.press("enter"); sending(st.session()) != nil || !strings.Contains(st.text(), say("enter.alone")) {
		t.Errorf("Enter alone:\n%s", st.text())
	}
	if st.press("right"); strings.Contains(st.text(), say("enter.keys")) || !strings.Contains(st.text(), "enter "+say("key.send_sms")) {
		t.Errorf("after another key:\n%s", st.text())
	}
	if st.pass(time.Second).press("enter"); sending(st.session()) == nil {
		t.Errorf("it is not sent:\n%s", st.text())
	}
}

// TestAPageIsReadAnew after the window changed, and after something lay over it.
func TestAPageIsReadAnew(t *testing.T) {
	t.Parallel()
	for name, disturb := range map[string]func(*stage){
		"help":   func(st *stage) { st.press("f1", "esc") },
		"calls":  func(st *stage) { st.press("ctrl+t", "ctrl+t") },
		"resize": func(st *stage) { st.send(sizeOf(100, 30)).frame() },
	} {
		st := newStage(t, inState(flows.Review, fresh(verified)), painting).enter(80, 24).pass(2 * time.Second)
		st.press("right")
		disturb(st)
		if st.press("enter"); st.session().State != flows.Review || st.session().Busy() {
			t.Errorf("%s: registered at once", name)
		}
		if !strings.Contains(st.text(), english().Say("enter.moment")) {
			t.Errorf("%s: nothing says why not:\n%s", name, st.text())
		}
		if st.pass(time.Second).press("enter"); st.session().State == flows.Review && !st.session().Busy() {
			t.Errorf("%s: an Enter that was meant is lost", name)
		}
	}
}

// TestNoAnswerIsProposed where only the customer can answer.
func TestNoAnswerIsProposed(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Eligibility, fresh())).enter(80, 24)
	if st.press("enter"); len(st.session().Checks.Answers) != 0 || !strings.Contains(st.text(), english().Say("enter.choose")) {
		t.Errorf("Enter on nothing:\n%s", st.text())
	}
	if st.press("1"); len(st.session().Checks.Answers) != 1 {
		t.Errorf("answers: %v", st.session().Checks.Answers)
	}
	walk := eligibility.WalkOf(eligibility.RemedyOnPremise)
	remedy := inState(flows.Remedy, fresh(), func(s *flows.Session) { s.Checks.Remedy = walk.Remedy })
	st = newStage(t, remedy, painting).enter(80, 24).pass(2 * time.Second)
	for range 5 {
		st.pass(2 * time.Second).press("enter")
	}
	if _, p := st.session().Walk(); p.Has(walk, walk.Steps[0].ID, st.now) {
		t.Errorf("Enter alone ticks:\n%s", st.text())
	}
}

// TestOverrulingWaitsForTheEye: the key that sends what a card warns of does nothing
// before the card could be read, and says why.
func TestOverrulingWaitsForTheEye(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, l := range looks() {
		if l.name != "card-budget" && l.name != "card-open" {
			continue
		}
		tried++
		st := newStage(t, l.session, painting).enter(80, 24).pass(15 * time.Millisecond)
		if !st.session().CanOverride() {
			t.Fatalf("%s: nothing is to be overruled", l.name)
		}
		if st.press("ctrl+o"); st.session().Busy() || st.session().Problem == nil || !strings.Contains(st.text(), english().Say("enter.moment")) {
			t.Errorf("%s: at once it leads to %T:\n%s", l.name, st.session().Waiting, st.text())
		}
		if st.pass(time.Second).press("ctrl+o"); !st.session().Busy() {
			t.Errorf("%s: in the end it sends nothing:\n%s", l.name, st.text())
		}
	}
	if tried != 2 {
		t.Errorf("%d cards were tried", tried)
	}
}

// TestTheUsualRegionIsOneKey: Meta's default is proposed, or what the command line or the
// settings name; Enter goes on with it.
func TestTheUsualRegionIsOneKey(t *testing.T) {
	t.Parallel()
	none, wished := api.Region(""), api.Region("SG")
	for name, c := range map[string]struct {
		change func(*flows.Session)
		want   api.Region
	}{
		"nothing known":                    {func(*flows.Session) {}, ""},
		"no storage, by the command line":  {func(s *flows.Session) { s.Want.Region = &none }, ""},
		"a country, by the command line":   {func(s *flows.Session) { s.Want.Region, s.Storage.Region = &wished, wished }, "SG"},
		"a country, by the settings":       {func(s *flows.Session) { s.Settings, s.Storage.Region = settings("CH"), "CH" }, "CH"},
		"settings that cannot be read now": {func(s *flows.Session) { s.Settings.Unread = errCut }, ""},
	} {
		st := newStage(t, inState(flows.ChooseRegion, fresh(verified), c.change)).enter(80, 24)
		st.press("enter")
		s := st.session()
		set, sets := s.Waiting.(flows.SetStorage)
		if s.Storage.Region != c.want || s.State != flows.Review && !sets || sets && set.To.Region != c.want {
			t.Errorf("%s: in %s with %q, waits for %T", name, s.State, s.Storage.Region, s.Waiting)
		}
	}
}

// TestNoNewRegionIsProposed where a registered number's is changed: the present one is none
// to go on with, and only the customer can name another.
func TestNoNewRegionIsProposed(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.MoveRegion, fresh(connected))).enter(80, 24)
	for range 2 { // as lines, and as a list
		if st.press("enter"); st.session().State != flows.MoveRegion || !strings.Contains(st.text(), english().Say("enter.place")) {
			t.Errorf("Enter on nothing leads to %s:\n%s", st.session().State, st.text())
		}
		if strings.ContainsAny(st.text(), "┃▐") {
			t.Errorf("a region is lit:\n%s", st.text())
		}
		st.press("c")
	}
	st = newStage(t, inState(flows.MoveRegion, fresh(connected), func(s *flows.Session) { s.Settings = settings("") })).enter(80, 24)
	if st.press("down", "down", "enter"); *inside[bool](st, "open") != true {
		t.Errorf("the line of the countries leads to\n%s", st.text())
	}
	done, _ := st.write("braz").m.page().Update(st.m.env, keyNamed("enter"))
	if want := page.Do(flows.StorageChosen{To: api.InRegion("BR")}); done != want {
		t.Errorf("a country leads to %+v", done)
	}
}

// TestNoPageHearsEnterWithinItsPause: where Enter sends something that counts, another key
// does not shorten the pause, however many Enters follow it and at whatever pace; after the
// pause one does.
func TestNoPageHearsEnterWithinItsPause(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	paused, sent := map[flows.State]int{}, map[flows.State]bool{}
	for _, l := range looks() {
		const enough = 8 // tries of a page
		for _, pace := range []time.Duration{time.Millisecond, 46 * time.Millisecond, 110 * time.Millisecond, 390 * time.Millisecond} {
			st := l.stage(t, english(), 80, 24, false)
			painting(&st.m.opts)
			st.m.pageCameUp()
			if st.frame(); sending(st.session()) != nil || !st.m.acts(onEnter(st.m)) || paused[st.session().State] == enough {
				continue
			}
			paused[st.session().State]++
			st.press("right")
			began := st.now
			for st.now.Sub(began)+pace < readFirst-50*time.Millisecond {
				st.now = st.now.Add(pace)
				if st.send(keyNamed("enter")).frame(); sending(st.session()) != nil {
					t.Fatalf("%s, every %v: Enter sends %T after %v", l.name, pace, st.session().Waiting, st.now.Sub(began))
				}
			}
			if st.pass(2 * time.Second).press("right").pass(time.Second).press("enter"); sending(st.session()) != nil {
				sent[st.session().State] = true
			}
		}
	}
	if len(paused) < 12 || len(sent) < 10 {
		t.Errorf("only %d pages pause and %d of them send: %v, %v", len(paused), len(sent), paused, sent)
	}
}

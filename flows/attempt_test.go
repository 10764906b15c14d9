package flows

import (
	"path/filepath"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows/journal"
)

// lateConnected has a number show CONNECTED so long after register.
func lateConnected(after time.Duration) func(*graphsim.Scenario) {
	return func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Span(after) }
}

// An answer of an effective register is lost, and CONNECTED is late: what register
// changed is the proof, and no second one is sent.
func TestALostRegisterIsAwaited(t *testing.T) {
	t.Parallel()
	for _, written := range []bool{false, true} {
		for _, after := range []time.Duration{0, 30 * time.Second, 4 * time.Minute, 9 * time.Minute, 30 * time.Minute} {
			d := newDrive(t, "clean-mobile", "", lateConnected(after))
			if written {
				d = booked(t, "clean-mobile", filepath.Join(t.TempDir(), "journal.db"), lateConnected(after))
			}
			d.wrong = true
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Drop: graphsim.DropAfter}); err != nil {
				t.Fatal(err)
			}
			d.before = func(d *drive) Event {
				if d.s.Problem != nil && d.s.Problem.Advice.ID == AdviseStuck {
					return stop{}
				}
				return nil
			}
			d.run()
			if late := after > AwaitFor; late != (d.s.Problem != nil) {
				t.Fatalf("%s: in %s with %+v", after, d.s.State, d.s.Problem)
			} else if late { // after that by a key
				d.step(Input{Event: ProblemDismissed{}, At: d.sim.Now()})
				if d.s.Looking || d.s.Busy() {
					t.Errorf("%s: it is still looked at", after)
				}
				d.sim.Advance(after)
				d.step(Input{Event: ReloadAsked{}, At: d.sim.Now()})
				d.goOn()
			}
			if sent := d.count(api.Register); d.s.State != Connected || !d.s.Number.Status.Registered() || sent != 1 {
				t.Errorf("%s: in %s, %s after %d requests", after, d.s.State, d.s.Number.Status, sent)
			}
			if i := d.s.unclearAction(api.Register); i >= 0 {
				t.Errorf("%s: %+v", after, d.s.Actions)
			}
		}
	}
}

// count is how many requests of a call arrived at all.
func (d *drive) count(call api.Endpoint) int {
	n := 0
	for _, c := range d.sim.Record() {
		if c.Endpoint == call {
			n++
		}
	}
	return n
}

// Nothing shows: the request stays open, in the journal too, and another one is
// sent only after it was overruled.
func TestNothingShowsProvesNothing(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file)
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.Register, Drop: graphsim.DropBefore}); err != nil {
		t.Fatal(err)
	}
	shown := 0
	d.before = func(d *drive) Event {
		if d.s.Problem == nil || d.s.Problem.Advice.ID != AdviseOpen {
			return nil
		}
		switch shown++; {
		case shown == 1 || shown == 3:
			return AdviceTaken{}
		case shown < 5:
			return ProblemDismissed{}
		case d.count(api.Register) != 1:
			t.Errorf("%d requests without an override", d.count(api.Register))
		}
		return OverrideAsked{}
	}
	if d.run(); d.s.State != Connected || d.count(api.Register) != 2 || shown != 5 {
		t.Fatalf("in %s after %d requests and %d cards: %+v", d.s.State, d.count(api.Register), shown, d.s.Problem)
	}
	j := opens(t, file)
	past, err := j.History(t.Context(), 5)
	if err != nil || len(past) != 1 {
		t.Fatalf("%+v, %v", past, err)
	}
	list, err := j.Entries(t.Context(), past[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Kind == journal.KindSettle && e.Outcome == string(journal.Refused) {
			t.Errorf("%+v, and Graph never said no", e)
		}
	}
}

// A run that is cut off right after an effective register: the next one sees by
// the journal what the number was like before.
func TestALeftRegisterIsProvenByWhatItChanged(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file, lateConnected(5*time.Minute))
	d.before = func(d *drive) Event {
		if d.s.State == Review {
			return stop{}
		}
		return nil
	}
	d.run()
	_, out := d.m.Step(d.s, Input{Event: RegisterAsked{}, At: d.sim.Now()})
	if len(out) == 0 || out[0].Effect.Call() != api.Register {
		t.Fatalf("%+v", out)
	}
	j, id, err := d.runner.record(t.Context(), d.s.Number.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Intend(t.Context(), journal.Intent{
		Counter: d.runner.counter(d.s.Number.ID, api.Register), Session: id, Exclusive: true, Window: Window, Facts: FactsText(d.s.Number),
	}); err != nil {
		t.Fatal(err)
	}
	d.somebodyElse("") // the request arrived, and the program was killed
	next := Start(d.s.Want)
	next.Want.Number = d.s.Number.ID
	d.s, d.queue, d.before = next, nil, nil
	if d.run(); d.s.State != Connected || d.count(api.Register) != 1 {
		t.Errorf("in %s after %d requests: %+v", d.s.State, d.count(api.Register), d.s.Problem)
	}
}

func TestProofs(t *testing.T) {
	t.Parallel()
	was := fresh(verified, func(n *api.Number) {
		no := false
		n.PINEnabled, n.Platform, n.Throughput.Level = &no, api.PlatformNotApplicable, "NOT_APPLICABLE"
	})
	with := func(change func(*api.Number)) api.Number { n := was; change(&n); return n }
	for name, c := range map[string]struct {
		call   api.Endpoint
		before api.Number
		now    api.Number
		want   Proof
	}{
		"nothing changed":       {api.Register, was, was, ProofNone},
		"connected":             {api.Register, was, fresh(connected), ProofDone},
		"a PIN":                 {api.Register, was, with(hasPIN), ProofBegun},
		"Cloud API":             {api.Register, was, with(func(n *api.Number) { n.Platform = api.PlatformCloud }), ProofBegun},
		"a throughput":          {api.Register, was, with(func(n *api.Number) { n.Throughput.Level = "STANDARD" }), ProofBegun},
		"no word of it":         {api.Register, was, with(func(n *api.Number) { n.PINEnabled, n.Platform, n.Throughput.Level = nil, "", "" }), ProofNone},
		"nothing known before":  {api.Register, api.Number{}, with(hasPIN), ProofNone},
		"it had a PIN":          {api.Register, with(hasPIN), with(hasPIN), ProofNone},
		"another name":          {api.Register, was, with(func(n *api.Number) { n.Name, n.Quality = "Rose", "RED" }), ProofNone},
		"still on":              {api.Deregister, fresh(connected), fresh(connected), ProofNone},
		"off":                   {api.Deregister, fresh(connected), fresh(connected, takenOff), ProofDone},
		"a code is no such one": {api.VerifyCode, fresh(), fresh(verified), ProofNone},
	} {
		if got := proofOf(c.call, c.before, c.now); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
		if got := proofOf(c.call, readFactsText(FactsText(c.before)), c.now); got != c.want { // as the journal keeps it
			t.Errorf("%s: %d from the journal, want %d", name, got, c.want)
		}
	}
}

// What was overruled for one number never goes for another, or for later.
func TestAnOverruleEndsWithItsNumber(t *testing.T) {
	t.Parallel()
	full := func() *walk {
		s := at(Review, fresh(verified))
		for range Allowed {
			s.Budget = s.Budget.Spend(s.Counter(api.Register), t0)
		}
		w := walkFrom(t, s).after(time.Hour)
		return w.hand(RegisterAsked{}).card(AdviseBudget, ActNothing).hand(OverrideAsked{}).in(Review, ReadFacts{firstID})
	}
	w := full().hand(BackAsked{}).in(Review) // taken back
	for w.s.State != PickNumber {
		w.hand(BackAsked{})
	}
	two := fresh(another, verified)
	w.hand(NumberPicked{otherID}).world(NumberRead{two}).in(ChoosePIN)
	w.hand(PINChosen{NewPIN, pin("493027")}).world(SettingsRead{settings("")}).hand(RegionChosen{""}).world(FactsRead{two, settings("")}).in(Review)
	if w.hand(RegisterAsked{}); w.s.State != Register || w.out[0].Override != OverrideNone {
		t.Errorf("the second number: in %s with override %q", w.s.State, w.out[0].Override)
	}

	for name, end := range map[string]func(*walk){
		"taken back":     func(w *walk) { w.hand(BackAsked{}) },
		"a failed look":  func(w *walk) { w.world(offline(api.GetNumber)).hand(ProblemDismissed{}) },
		"a changed fact": func(w *walk) { w.world(FactsRead{fresh(verified), settings("DE")}).hand(ProblemDismissed{}) },
	} {
		w := full()
		end(w)
		w.s.Budget = Budget{} // and it would not be asked for again
		w.s.Storage.Region, w.s.Settings = "", settings("")
		if w.hand(RegisterAsked{}); w.s.Busy() && w.s.State == Review {
			w.world(FactsRead{fresh(verified), settings("")})
		}
		if w.s.State != Register || w.out[0].Override != OverrideNone {
			t.Errorf("%s: in %s with override %+v", name, w.s.State, w.out)
		}
	}
	if w := full().world(FactsRead{fresh(verified), settings("")}).in(Register, registerCall); w.out[0].Override != OverrideLimit {
		t.Errorf("the override did not arrive: %q", w.out[0].Override)
	}
}

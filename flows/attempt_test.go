package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

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
		if got := ProofOf(c.call, c.before, c.now); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
		if got := ProofOf(c.call, ReadFactsText(FactsText(c.before)), c.now); got != c.want { // as the journal keeps it
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
	w.hand(PINChosen{NewPIN, pin("493027")}).world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).world(FactsRead{two, settings("")}).in(Review)
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

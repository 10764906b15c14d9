package flows

import (
	"testing"

	"dialtone/api"
	"dialtone/eligibility"
)

// TestWhatFailedForGoodAsksNothing picks numbers that cannot be brought on: no
// question, no code and no PIN is asked for, and one key leads to the way out.
func TestWhatFailedForGoodAsksNothing(t *testing.T) {
	t.Parallel()
	rejected := func(a *api.Account) { a.Review = "REJECTED" }
	disabled := func(a *api.Account) { a.Status = "DISABLED" }
	pager := func(n *api.Number) { n.Display = "+44 7640 120100" }
	for name, c := range map[string]struct {
		number  func(*api.Number)
		account func(*api.Account)
		to      State
		remedy  eligibility.RemedyID
	}{
		"a pager":                             {pager, nil, Eligibility, eligibility.RemedyOtherNumber},
		"banned":                              {banned, nil, Remedy, eligibility.RemedyAppeal},
		"account rejected":                    {func(*api.Number) {}, rejected, Eligibility, eligibility.RemedyAppeal},
		"account rejected, and verified":      {verified, rejected, Eligibility, eligibility.RemedyAppeal},
		"account rejected, and proof ran out": {expired, rejected, Eligibility, eligibility.RemedyAppeal},
		"account switched off":                {verified, disabled, Eligibility, eligibility.RemedyAppeal},
		"account rejected, and connected":     {connected, rejected, Connected, ""},
		"account approved, and verified":      {verified, nil, ChoosePIN, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := at(PickNumber, fresh(c.number))
			if c.account != nil {
				c.account(&s.Account)
			}
			m := NewMachine()
			s, _ = m.Step(s, Input{Event: NumberRead{fresh(c.number)}, At: t0, Generation: s.Generation})
			if s.State != c.to {
				t.Fatalf("in %s, want %s", s.State, c.to)
			}
			if c.to == Eligibility {
				if s.Checks.Verdict.Open != 0 || s.Checks.Verdict.Kind == eligibility.Undecided {
					t.Errorf("%d questions are open: %+v", s.Checks.Verdict.Open, s.Checks.Verdict)
				}
				s, _ = m.Step(s, Input{Event: ChecklistDone{}, At: t0, Generation: s.Generation})
				c.to = Remedy
			}
			if s.State != c.to || s.Checks.Remedy != c.remedy {
				t.Errorf("leads to %s %q, want %s %q", s.State, s.Checks.Remedy, c.to, c.remedy)
			}
		})
	}
}

// TestAnApprovedAppealLeadsOn: once the account is approved, the checklist asks what
// it had not asked.
func TestAnApprovedAppealLeadsOn(t *testing.T) {
	t.Parallel()
	m, s := NewMachine(), at(PickNumber, fresh())
	s.Account.Review = "REJECTED"
	step := func(e Event) { s, _ = m.Step(s, Input{Event: e, At: t0, Generation: s.Generation}) }
	step(NumberRead{fresh()})
	step(ChecklistDone{})
	walk, _ := s.Walk()
	for _, st := range walk.Steps {
		step(StepTicked{Step: st.ID})
	}
	step(RemedyDone{})
	e := opened()
	step(e)
	step(NumberRead{fresh()})
	if s.State != Eligibility || s.Checks.Verdict.Open == 0 {
		t.Errorf("in %s with %d open", s.State, s.Checks.Verdict.Open)
	}
}

// TestATurnedDownAccountAddsNothing: where Meta said no to the account, adding a number
// asks for nothing and sends nothing, in the list and in the pool. The way out is shown
// at once, Back works, and an appeal that was granted lets the number in.
func TestATurnedDownAccountAddsNothing(t *testing.T) {
	t.Parallel()
	typed := samples("NumberTyped")[0]
	pool := func(state State) func(*testing.T) *walk {
		return func(t *testing.T) *walk {
			s := at(state, fresh())
			s.Number = api.Number{}
			return walkFrom(t, s)
		}
	}
	for name, c := range map[string]struct {
		begin func(*testing.T) *walk
		event Event
		here  State
		next  State // once Meta took it back
	}{
		"the list":           {func(t *testing.T) *walk { return walkFrom(t, at(PickNumber, fresh())) }, AddAsked{}, PickNumber, AddNumber},
		"the form":           {pool(AddNumber), typed, AddNumber, AddNumber},
		"the pool":           {pool(Pool), nil, Pool, PoolUse},
		"a number of a pool": {pool(PoolUse), ClaimAsked{"Lotus"}, PoolUse, PoolUse},
	} {
		for what, turn := range map[string]func(*api.Account){
			"rejected": func(a *api.Account) { a.Review = "REJECTED" },
			"disabled": func(a *api.Account) { a.Status = "DISABLED" },
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				t.Parallel()
				w := c.begin(t)
				event := c.event
				if event == nil {
					event = PooledChosen{w.s.Pool.Numbers[0].ID, true}
				}
				sound := w.s.Account
				turn(&w.s.Account)
				w.hand(event).in(Remedy).idle()
				if w.s.Checks.Remedy != eligibility.RemedyAppeal {
					t.Fatalf("the way out is %q", w.s.Checks.Remedy)
				}
				w.hand(BackAsked{}).in(c.here)
				w.s.Waiting = nil // a list that is read anew
				w.hand(event).in(Remedy)
				way, _ := w.s.Walk()
				for _, step := range way.Steps {
					w.hand(StepTicked{Step: step.ID})
				}
				w.hand(RemedyDone{}).in(Remedy, OpenAccount{w.s.Target})
				still := opened()
				still.Account = sound
				turn(&still.Account)
				w.world(still).in(Remedy).idle()
				if w.s.Notice == "" {
					t.Error("nothing says that it is as it was")
				}
				w.hand(RemedyDone{}).in(Remedy, OpenAccount{w.s.Target})
				granted := opened()
				granted.Account = sound
				w.world(granted).in(c.here)
				w.s.Waiting = nil
				w.hand(event)
				if add, sends := w.s.Waiting.(CreateNumber); w.s.State != c.next || sends && add.Number.CallingCode != "852" {
					t.Errorf("granted, it leads to %s and %+v", w.s.State, w.s.Waiting)
				}
			})
		}
	}
}

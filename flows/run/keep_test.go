package run

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// booked is a drive that keeps a real journal in a file of its own.
func booked(t *testing.T, scenario, file string, change ...func(*graphsim.Scenario)) *drive {
	t.Helper()
	d := newDrive(t, scenario, "", change...)
	d.wrong = true
	d.s.Want = flows.Options{Recorded: true}
	var open *journal.Journal
	d.runner.Journal = func(ctx context.Context) (Journal, error) {
		if open != nil {
			return open, nil
		}
		j, err := journal.Open(ctx, file, journal.Options{Now: d.sim.Now, Who: "mei@desk2"})
		if err != nil {
			return nil, err
		}
		open = j
		t.Cleanup(func() { _ = j.Close() })
		return j, nil
	}
	target, err := d.runner.Sandbox(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	d.s.Want.Token, d.s.Want.Account = target.Token, target.Account
	d.runner.BaseURL = target.BaseURL
	d.runner.Pause = func(_ context.Context, by time.Duration) error {
		d.sim.Advance(by)
		return nil
	}
	dial := d.runner.Dial
	d.runner.Dial = func(to flows.Target) (API, error) {
		to.BaseURL = target.BaseURL
		return dial(to)
	}
	return d
}

func opens(t *testing.T, file string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(t.Context(), file, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

// Every counted request of an onboarding is in the journal, none without an
// outcome, and nothing that must not be there.
func TestAnOnboardingIsWrittenDown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file).run()
	if d.s.State != flows.Connected {
		t.Fatalf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
	j := opens(t, file)
	past, err := j.History(t.Context(), 10)
	if err != nil || len(past) != 1 || past[0].Outcome != "connected" || past[0].Unsettled || past[0].Number != string(d.s.Number.ID) {
		t.Fatalf("history %+v, %v", past, err)
	}
	entries, err := j.Entries(t.Context(), past[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string]int{}
	for _, e := range entries {
		if e.Kind == journal.KindIntend {
			calls[e.Call]++
		}
	}
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} {
		if calls[string(call)] != 1 {
			t.Errorf("%s was intended %d times", call, calls[string(call)])
		}
	}
	code := d.sim.Outbox()[0].Code
	raw := ""
	for _, name := range []string{file, file + "-wal"} {
		if b, err := os.ReadFile(name); err == nil {
			raw += string(b)
		}
	}
	for what, secret := range map[string]string{
		"token": d.s.Target.Token.Reveal(), "PIN": "493027", "code": code, "phone number": d.s.Phone.E164[1:], "phone number as shown": d.s.Number.Display,
	} {
		if strings.Contains(raw, secret) {
			t.Errorf("the file holds the %s", what)
		}
	}
}

// What another window used up counts here too, until the exact second.
func TestTheBudgetIsShared(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "embedded-signup", file)
	number := d.sim.Info().Numbers[0]
	j, err := journal.Open(t.Context(), file, journal.Options{Now: d.sim.Now, Who: "an@desk1"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	place := d.runner.place(flows.Target{})
	counter := journal.Counter{Place: place, Number: string(number), Call: string(api.Register)}
	id, err := j.Begin(t.Context(), journal.Session{Account: string(d.sim.Info().WABA), Number: string(number), Place: place})
	if err != nil {
		t.Fatal(err)
	}
	for range flows.Allowed {
		intent, err := j.Intend(t.Context(), journal.Intent{Counter: counter, Session: id, Exclusive: true, Limit: flows.Allowed, Window: flows.Window})
		if err == nil {
			err = j.Settle(t.Context(), intent, journal.Refused)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	used := d.sim.Now()
	d.before = func(d *drive) flows.Event { // stops at the card
		if d.s.Problem != nil {
			return stop{}
		}
		return nil
	}
	d.run()
	if p := d.s.Problem; d.s.State != flows.Review || p == nil || p.Advice.ID != flows.AdviseBudget || !p.Until.Equal(used.Add(flows.Window)) {
		t.Fatalf("in %s with %+v, want the budget's card until %s", d.s.State, d.s.Problem, used.Add(flows.Window))
	}
	if d.effective(api.Register) != 0 {
		t.Error("register was sent")
	}
	d.before = nil
	if d.goOn(); d.s.State != flows.Connected || d.effective(api.Register) != 1 { // the operator waits and goes on
		t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
}

// A register whose answer nobody heard is not sent again: the number is read.
func TestALostRegisterIsSettledByTheNumber(t *testing.T) {
	t.Parallel()
	for name, did := range map[string]bool{"it worked": true, "it did not": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "journal.db")
			d := booked(t, "embedded-signup", file)
			number := d.sim.Info().Numbers[0]
			killed := false
			d.before = func(d *drive) flows.Event {
				if d.s.State != flows.Review || killed || d.s.Busy() {
					return nil
				}
				killed = true
				// Another window of ours was killed between intent and answer.
				j, err := d.runner.Journal(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				c := d.runner.counter(number, api.Register)
				id, err := j.Intend(t.Context(), journal.Intent{Counter: c, Session: d.runner.recorder.sessions[number], Exclusive: true, Limit: flows.Allowed, Window: flows.Window})
				if err == nil {
					err = j.Settle(t.Context(), id, journal.Unknown)
				}
				if err != nil {
					t.Fatal(err)
				}
				if did {
					client := d.runner.api
					if _, err := client.Register(t.Context(), number, api.Registration{PIN: pin("493027")}); err != nil {
						t.Fatal(err)
					}
				}
				d.sim.Advance(time.Minute)
				return nil
			}
			d.run()
			if n := d.effective(api.Register); d.s.State != flows.Connected || n != 1 {
				t.Errorf("ends in %s after %d effective register calls: %+v", d.s.State, n, d.s.Problem)
			}
			past, err := opens(t, file).History(t.Context(), 5)
			if err != nil || len(past) != 1 || past[0].Unsettled {
				t.Errorf("history %+v, %v", past, err)
			}
		})
	}
}

// The journal changes nothing about lost, cut and foreign answers, and in the end
// it knows what became of each.
func TestLostAnswersAreWrittenDown(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register} {
		for name, fault := range losing(map[string]graphsim.Fault{
			"before": {Drop: graphsim.DropBefore}, "after": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate},
			"500": {Status: 500, Code: 131000}, "done and 500": {Status: 500, Code: 131000, AlsoEffect: true}, "stall": {Delay: graphsim.Duration(time.Minute)},
		}) {
			t.Run(string(call)+" "+name, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join(t.TempDir(), "journal.db")
				d := booked(t, "clean-mobile", file)
				fault.Endpoint = call
				if err := d.sim.AddFault(fault); err != nil {
					t.Fatal(err)
				}
				d.run()
				number, _ := d.sim.Snapshot(d.s.Number.ID)
				if d.s.State != flows.Connected || d.effective(api.Register) != 1 || d.effective(api.VerifyCode) != 1 || number.Registers > 2 {
					t.Fatalf("ends in %s after %d effective register and %d verify calls: %+v", d.s.State, d.effective(api.Register), d.effective(api.VerifyCode), d.s.Problem)
				}
				past, err := opens(t, file).History(t.Context(), 5)
				if err != nil || len(past) != 1 || past[0].Outcome != "connected" || call == api.Register && past[0].Unsettled {
					t.Errorf("history %+v, %v", past, err)
				}
			})
		}
	}
}

// Without a journal nothing that counts is sent, unless the operator says so.
func TestWithoutAJournal(t *testing.T) {
	t.Parallel()
	d := booked(t, "clean-mobile", t.TempDir()) // a folder is no journal
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil {
			return stop{}
		}
		return nil
	}
	d.run()
	var open *journal.OpenError
	if p := d.s.Problem; p == nil || p.Advice.ID != flows.AdviseJournal || !errors.As(p.JournalErr, &open) {
		t.Fatalf("in %s with %+v", d.s.State, d.s.Problem)
	}
	d.before = func(d *drive) flows.Event {
		if p := d.s.Problem; p != nil && p.Advice.ID == flows.AdviseJournal {
			return flows.OverrideAsked{}
		}
		return nil
	}
	if d.goOn(); d.s.State != flows.Connected || d.effective(api.Register) != 1 || !d.s.WithoutJournal {
		t.Errorf("ends in %s: %+v", d.s.State, d.s.Problem)
	}
}

// What was left is offered, and goes on where the live facts say.
func TestResume(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file)
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.ChoosePIN {
			return stop{}
		}
		return nil
	}
	d.run()
	left := d.runner.Do(t.Context(), flows.Command{Effect: flows.ListUnfinished{}}).Event.(flows.UnfinishedListed).Sessions
	if len(left) != 1 || left[0].State != flows.ChoosePIN || left[0].Number != d.s.Number.ID || strings.Contains(left[0].Display, d.s.Phone.National) {
		t.Fatalf("left: %+v", left)
	}
	m, number := flows.NewMachine(), fresh(verified, func(n *api.Number) { n.ID = left[0].Number })
	s := flows.Start(flows.Options{Recorded: true, Token: d.s.Target.Token})
	target := flows.Target{Token: s.Want.Token, Account: left[0].Account}
	for _, c := range []struct {
		event   flows.Event
		want    flows.State
		effects []flows.Effect // nil for any
	}{
		{flows.Started{}, flows.Connect, nil},
		{flows.UnfinishedListed{Sessions: left}, flows.Connect, []flows.Effect{}},
		{flows.ResumeAsked{Session: left[0]}, flows.Connect, []flows.Effect{flows.OpenAccount{Target: target}}},
		{
			flows.AccountOpened{Target: target, Token: opened().Token, Account: api.Account{ID: left[0].Account}, Asked: "v24.0"},
			flows.PickNumber, []flows.Effect{flows.ReadNumbers{Account: left[0].Account}, flows.ReadNumber{ID: left[0].Number}},
		},
		{flows.NumberRead{Number: number}, flows.ChoosePIN, nil},
	} {
		var out []flows.Command
		s, out = m.Step(s, flows.Input{Event: c.event, At: t0, Generation: s.Generation})
		effects := []flows.Effect{}
		for _, command := range out {
			effects = append(effects, command.Effect)
		}
		if s.State != c.want || c.effects != nil && !reflect.DeepEqual(effects, c.effects) {
			t.Fatalf("%T leads to %s with %v, want %s with %v", c.event, s.State, effects, c.want, c.effects)
		}
	}
	if phone.Mask(s.Number.Display) == s.Number.Display {
		t.Errorf("goes on with %s", s.Number.Display)
	}
}

// A counted call waits for a journal that a busy disk is slow to open, and does
// not wait for one that cannot be opened.
func TestACountedCallWaitsForTheJournal(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "journal.db")
	d := booked(t, "clean-mobile", file)
	number, waba := d.sim.Info().Numbers[0], d.sim.Info().WABA
	d.runner.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Token: d.s.Want.Token, Account: waba}}})
	opened := make(chan flows.Event)
	open := d.runner.Journal
	d.runner.Journal = func(ctx context.Context) (Journal, error) {
		time.Sleep(200 * time.Millisecond)
		return open(ctx)
	}
	go func() {
		opened <- d.runner.Do(t.Context(), flows.Command{Effect: flows.OpenJournal{Account: waba, Number: number, State: flows.CodeMethod}}).Event
	}()
	if sent := d.runner.Do(t.Context(), flows.Command{Effect: flows.SendCode{ID: number, Method: api.SMS, Language: "en"}}).Event; sent != flows.Event(flows.CodeSent{}) {
		t.Errorf("answered by %+v", sent)
	}
	if e := (<-opened).(flows.JournalOpened); e.Err != nil || e.Budget.Used(flows.Counter{Number: number, Call: api.RequestCode}, d.sim.Now()) != 0 || !e.CodeAt.IsZero() {
		t.Errorf("what waited for the journal was read from it: %+v", e)
	}
	d.runner.Journal = func(context.Context) (Journal, error) { return nil, errors.New("gone") }
	d.runner.Do(t.Context(), flows.Command{Effect: flows.OpenJournal{Account: waba, Number: otherID, State: flows.CodeMethod}})
	failed, ok := d.runner.Do(t.Context(), flows.Command{Effect: flows.SendCode{ID: otherID, Method: api.SMS, Language: "en"}}).Event.(flows.Failed)
	if !ok || !errors.Is(failed.Err, errNoRecord) {
		t.Errorf("answered by %+v", failed)
	}
}

package flows

import (
	"fmt"
	"strings"
	"testing"

	"dialtone/api"
)

// elsewhere is another customer's account, opened with a good token.
func elsewhere() AccountOpened {
	e := opened()
	e.Target.Account, e.Account.ID, e.Account.Name = "209471550382114", "209471550382114", "Harbour"
	e.Token.Granular[0].Targets = []string{"209471550382114"}
	e.Token.Scopes = append(e.Token.Scopes, api.ScopeBusiness)
	return e
}

// told is everything that a session could show, as one text. Left out are the
// counters and deeds, which know ids alone and guard what was sent, and the list of
// the keyring.
func told(s Session) string {
	s.Actions, s.Budget, s.firstSeen, s.Saved = nil, Budget{}, nil, nil
	s.Record.Number, s.closedOf, s.Record.Goal = "", "", ""
	return fmt.Sprintf("%+v", s)
}

// TestTheCustomerBeforeIsGone opens another customer's account after the token died
// in every state: nothing of the one before is left, and nothing leads back to it.
func TestTheCustomerBeforeIsGone(t *testing.T) {
	t.Parallel()
	m := NewMachine()
	for _, d := range Declarations() {
		if d.State == Connect {
			continue
		}
		t.Run(string(d.State), func(t *testing.T) {
			t.Parallel()
			s := at(d.State, fresh(connected))
			s.Typed, s.Name.Asked = NumberTyped{Phone: s.Phone, Name: "Lotus Two"}, "Lotus Two"
			s.Message.Draft, s.Return = MessageTyped{To: s.Phone, Text: "Lotus"}, d.State
			s.State, s.Checkups = Connect, []Checkup{{Check: CheckAccount, Finding: Finding{ID: FoundAccount, Health: HealthOK}, Pairs: []any{"Name", "Lotus", "ID", wabaID}}}
			s, _ = m.Step(s, Input{Event: AccountGiven{Token: pin("EAAG-other"), Account: "209471550382114"}, At: t0, Generation: s.Generation})
			s, _ = m.Step(s, Input{Event: elsewhere(), At: t0, Generation: s.Generation})
			if s.State == Connect || s.Account.ID != "209471550382114" {
				t.Fatalf("in %s with account %s: %+v", s.State, s.Account.ID, s.Problem)
			}
			for _, of := range []string{"Lotus", "9123", "6123", string(firstID), string(otherID), string(wabaID), string(poolOwner)} {
				if text := told(s); strings.Contains(text, of) {
					t.Errorf("%s is still there: %s", of, text)
				}
			}
			for range 3 {
				if s.State != Connect {
					s, _ = m.Step(takenBack(m, s), Input{Event: BackAsked{}, At: t0, Generation: s.Generation})
				}
			}
			if s.State != Connect {
				t.Errorf("Back leads to %s", s.State)
			}
		})
	}
}

// takenBack gives up what is waited for.
func takenBack(m *Machine, s Session) Session {
	if s.Busy() {
		s, _ = m.Step(s, Input{Event: BackAsked{}, At: t0, Generation: s.Generation})
	}
	return s
}

// TestTheSameAccountIsKept goes on where the token died, with everything.
func TestTheSameAccountIsKept(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(EnterCode, fresh()))
	before := w.s
	w.s.Return, w.s.State = EnterCode, Connect
	s, _ := w.m.Step(w.s, Input{Event: opened(), At: t0, Generation: w.s.Generation})
	if s.State != EnterCode || s.Number.ID != firstID || !s.Code.SentAt.Equal(before.Code.SentAt) || s.NumberCount() != before.NumberCount() {
		t.Errorf("%s with %q", s.State, s.Number.ID)
	}
}

// TestAnotherPlaceIsAnotherAccount: the sandbox may have an account of the same id.
func TestAnotherPlaceIsAnotherAccount(t *testing.T) {
	t.Parallel()
	s := at(EnterCode, fresh())
	s.Return, s.State = EnterCode, Connect
	e := opened()
	e.Target.BaseURL, e.Target.Sandbox = "http://127.0.0.1:4000", true
	s, _ = NewMachine().Step(s, Input{Event: e, At: t0, Generation: s.Generation})
	if s.State != PickNumber || s.Number.ID != "" {
		t.Errorf("%s with %q", s.State, s.Number.ID)
	}
}

// TestAWishedNumberIsReadInItsAccount: what flags or an offer name lies in one
// account, and is not read in another one that is opened instead.
func TestAWishedNumberIsReadInItsAccount(t *testing.T) {
	t.Parallel()
	m := NewMachine()
	reads := func(s Session, e AccountOpened) (api.PhoneNumberID, Job) {
		s, _ = m.Step(s, Input{Event: AccountGiven{Token: pin("EAAG-token"), Account: e.Account.ID}, At: t0, Generation: s.Generation})
		s, out := m.Step(s, Input{Event: e, At: t0, Generation: s.Generation})
		for _, c := range out {
			if read, is := c.Effect.(ReadNumber); is {
				return read.ID, s.Job
			}
		}
		return "", s.Job
	}
	for name, c := range map[string]struct {
		begin func() Session
		open  AccountOpened
		want  api.PhoneNumberID
		job   Job
	}{
		"flags, its account":    {func() Session { return Start(Options{Account: wabaID, Number: firstID}) }, opened(), firstID, ""},
		"flags, another":        {func() Session { return Start(Options{Account: wabaID, Number: firstID}) }, elsewhere(), "", ""},
		"a number alone":        {func() Session { return Start(Options{Number: firstID}) }, elsewhere(), firstID, ""},
		"an offer, its account": {offered, opened(), firstID, JobRegion},
		"an offer, another":     {offered, elsewhere(), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if id, job := reads(c.begin(), c.open); id != c.want || job != c.job {
				t.Errorf("reads %q for %q, want %q for %q", id, job, c.want, c.job)
			}
		})
	}
}

// offered is a start at which an unfinished region change was chosen, with no token
// at hand.
func offered() Session {
	s := Start(Options{})
	s, _ = NewMachine().Step(s, Input{Event: ResumeAsked{Session: Unfinished{ID: "k3v9", Account: wabaID, Number: firstID, Goal: RegionGoal(api.InRegion("SG"))}}, At: t0, Generation: s.Generation})
	return s
}

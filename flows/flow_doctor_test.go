package flows

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows/journal"
)

func doctorTales() []tale {
	looked := false
	return []tale{{scenario: "clean-mobile", job: JobDoctor, end: Doctor, operate: func(*drive) Event {
		if looked {
			return nil
		}
		looked = true
		return ReloadAsked{}
	}}}
}

// TestTheDoctorFromTheMenu goes there and back, with and without an account.
func TestTheDoctorFromTheMenu(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, Start(Options{Token: pin("EAAG-token")}))
	w.hand(Started{}).in(Connect, ListSaved{})
	w.world(SavedListed{[]SavedAccount{{ID: wabaID}}}).in(Connect)
	w.hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target{Token: pin("EAAG-token")}})
	w.world(Examined{Exam{}.Checkups()}).in(Doctor).idle()
	if len(w.s.Checkups) != len(CheckIDs()) || w.s.Job != JobDoctor {
		t.Errorf("%d lines for the job %q", len(w.s.Checkups), w.s.Job)
	}
	w.hand(ReloadAsked{}).in(Doctor, Examine{Target{Token: pin("EAAG-token")}})
	w.hand(BackAsked{}).in(Doctor).idle() // gives up waiting first
	w.hand(BackAsked{}).in(Connect).idle()
	if w.s.Job != "" || len(w.s.History) > 0 {
		t.Errorf("back at the menu with the job %q and a way back to %v", w.s.Job, w.s.History)
	}
	w.hand(JobChosen{JobRecipient}).in(Recipient).idle()
	w.hand(BackAsked{}).in(Connect)
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID})
	w.world(opened()).in(PickNumber, ReadNumbers{Account: wabaID})
	w.hand(BackAsked{}).in(Connect)
	w.hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target{Token: pin("EAAG-token")}}) // whoever was here is gone
	w.world(Examined{Exam{}.Checkups()}).hand(ReloadAsked{}).in(Doctor, Examine{Target{Token: pin("EAAG-token")}})

	w = walkFrom(t, Start(Options{}))
	w.hand(Started{}).in(Connect, ListSaved{}).world(SavedListed{[]SavedAccount{{ID: wabaID}}})
	useless := opened()
	useless.Token.Valid = false
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID}).world(useless).in(Connect)
	w.hand(ProblemDismissed{}).hand(JobChosen{JobDoctor}).in(Doctor, Examine{useless.Target})

	w = walkFrom(t, Start(Options{Account: wabaID}))
	w.hand(Started{}).in(Connect, ListSaved{})
	w.world(SavedListed{[]SavedAccount{{ID: wabaID}}}).in(Connect)
	w.hand(JobChosen{JobDoctor}).in(Doctor, Examine{Target{Account: wabaID}})
}

// TestADeadTokenIsAFinding and no reason to leave the doctor for another one.
func TestADeadTokenIsAFinding(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Doctor, fresh()))
	w.world(tokenDead(api.DebugToken)).in(Doctor)
	w.hand(BackAsked{}).in(Doctor).card("", "")
	w.hand(BackAsked{}).in(Connect)
}

// TestExaminations looks at worlds of every kind over real HTTP.
func TestExaminations(t *testing.T) {
	t.Parallel()
	dead := func(d *drive, target *Target) { target.Token = pin("EAAdead") }
	for name, c := range map[string]struct {
		story   string
		prepare func(*drive, *Target)
		want    map[CheckID]FindingID
	}{
		"all is well": {"clean-mobile", nil, map[CheckID]FindingID{
			CheckGraph: FoundGraph, CheckToken: FoundToken, CheckKind: FoundSystemUser, CheckExpiry: FoundNeverExpires, CheckScopes: FoundScopes,
			CheckAccount: FoundAccount, CheckAccess: FoundClientAccount, CheckClock: FoundClock, CheckVersion: FoundVersion,
			CheckKeyring: FoundNoKeyring, CheckJournal: FoundJournalOff,
		}},
		"no token": {"clean-mobile", func(_ *drive, target *Target) { target.Token = api.Secret{} }, map[CheckID]FindingID{
			CheckGraph: FoundGraph, CheckToken: FoundNoToken, CheckKind: FoundNeedsToken, CheckAccount: FoundNeedsToken, CheckClock: FoundClock, CheckVersion: FoundVersion,
		}},
		"dead token":       {"clean-mobile", dead, map[CheckID]FindingID{CheckToken: FoundTokenDead, CheckScopes: FoundNeedsToken, CheckGraph: FoundGraph}},
		"a scope short":    {"no-permission", nil, map[CheckID]FindingID{CheckToken: FoundToken, CheckScopes: FoundNoScopes, CheckAccount: FoundAccount}},
		"no account named": {"clean-mobile", func(_ *drive, target *Target) { target.Account = "" }, map[CheckID]FindingID{CheckAccount: FoundNoAccount, CheckAccess: FoundNoOwnership}},
		"another account":  {"clean-mobile", func(_ *drive, target *Target) { target.Account = "123456789" }, map[CheckID]FindingID{CheckAccount: FoundNoTarget}},
		"from the keyring": {"clean-mobile", func(d *drive, target *Target) {
			d.runner.Keyring = &vault{tokens: map[api.WABAID]api.Secret{target.Account: target.Token}}
			target.Token, target.Saved = api.Secret{}, true
		}, map[CheckID]FindingID{CheckToken: FoundToken, CheckKeyring: FoundKeyring}},
		"a keyring that hangs": {"clean-mobile", func(d *drive, target *Target) {
			d.runner.Keyring = &vault{fail: context.DeadlineExceeded}
			target.Token, target.Saved = api.Secret{}, true
		}, map[CheckID]FindingID{CheckToken: FoundTokenKept, CheckKeyring: FoundLockedKeyring}},
		"nobody there": {"clean-mobile", func(_ *drive, target *Target) { target.BaseURL = "http://127.0.0.1:1" }, map[CheckID]FindingID{
			CheckGraph: FoundNoGraph, CheckToken: FoundNeedsAnswer, CheckAccount: FoundNeedsAnswer, CheckClock: FoundNeedsAnswer, CheckVersion: FoundNeedsAnswer,
		}},
		"a busy Meta": {"clean-mobile", func(d *drive, _ *Target) {
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.DebugToken, Status: 400, Code: 4}); err != nil {
				d.t.Fatal(err)
			}
		}, map[CheckID]FindingID{CheckGraph: FoundGraph, CheckToken: FoundUnclear, CheckKind: FoundNeedsToken}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDrive(t, c.story, "")
			target, err := d.runner.Sandbox(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			if c.prepare != nil {
				c.prepare(d, &target)
			}
			got := map[CheckID]FindingID{}
			for _, line := range d.runner.Examine(t.Context(), target).Checkups() {
				got[line.Check] = line.ID
			}
			for check, want := range c.want {
				if got[check] != want {
					t.Errorf("%s: %s, want %s", check, got[check], want)
				}
			}
			if d.s.State != Connect || d.runner.api != nil {
				t.Error("looking opened an account")
			}
		})
	}
}

// wellExam is a world in which nothing is wrong.
func wellExam() Exam {
	o := opened()
	o.Token.Kind, o.Token.App, o.Account.Ownership = "SYSTEM_USER", "App", "SELF"
	return Exam{
		At: t0, Place: "graph.facebook.com", Given: true, Account: wabaID, Token: o.Token, WABA: o.Account, Asked: "v24.0", Served: "v24.0",
		Clock: api.Clock{Server: t0, Here: t0.Add(time.Second)}, Journal: journal.Condition{Where: "journal.db", There: true},
	}
}

// TestCheckups changes one fact of a world that is well, and looks at what the
// lines make of it.
func TestCheckups(t *testing.T) {
	t.Parallel()
	for _, line := range wellExam().Checkups() {
		if line.Health != HealthOK || line.Denied() {
			t.Errorf("%s: %s in a world that is well", line.Check, line.ID)
		}
	}
	seen := map[FindingID]bool{}
	for _, c := range []struct {
		check  CheckID
		want   FindingID
		change func(*Exam)
		denied bool
	}{
		{CheckGraph, FoundNoGraph, func(e *Exam) { e.Silent = offline(api.DebugToken).Err }, false},
		{CheckToken, FoundNeedsAnswer, func(e *Exam) { e.Silent = offline(api.DebugToken).Err }, false},
		{CheckToken, FoundNoToken, func(e *Exam) { e.Given = false }, false},
		{CheckToken, FoundTokenKept, func(e *Exam) { e.Given, e.Keeps = false, errors.New("locked") }, false},
		{CheckToken, FoundTokenDead, func(e *Exam) { e.TokenFault = tokenDead(api.DebugToken).Err }, true},
		{CheckToken, FoundTokenDead, func(e *Exam) { e.Token = api.TokenInfo{Fault: &api.TokenFault{Code: 190}} }, true},
		{CheckToken, FoundUnclear, func(e *Exam) { e.TokenFault = refusal(api.DebugToken, 4, 0).Err }, false},
		{CheckKind, FoundNeedsToken, func(e *Exam) { e.Given = false }, false},
		{CheckKind, FoundUser, func(e *Exam) { e.Token.Kind = "USER" }, false},
		{CheckKind, FoundOtherKind, func(e *Exam) { e.Token.Kind = "APP" }, true},
		{CheckKind, FoundOtherKind, func(e *Exam) { e.Token.Kind = "PAGE" }, true},
		{CheckKind, FoundUnknownKind, func(e *Exam) { e.Token.Kind = "ROBOT" }, false},
		{CheckExpiry, FoundExpires, func(e *Exam) { e.Token.ExpiresAt = t0.AddDate(0, 2, 0).Unix() }, false},
		{CheckExpiry, FoundExpiresSoon, func(e *Exam) { e.Token.ExpiresAt = t0.AddDate(0, 0, 13).Unix() }, false},
		{CheckScopes, FoundNoScopes, func(e *Exam) { e.Token.Scopes = []api.Scope{api.ScopeManagement} }, true},
		{CheckAccount, FoundNoAccount, func(e *Exam) { e.Account, e.WABA = "", api.Account{} }, false},
		{CheckAccount, FoundNoTarget, func(e *Exam) { e.Account = "123456789" }, true},
		{CheckAccount, FoundRefused, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 200, 0).Err }, true},
		{CheckAccount, FoundRefused, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 100, 33).Err }, true},
		{CheckAccount, FoundUnclear, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 2, 0, status(500)).Err }, false},
		{CheckAccount, FoundUnanswered, func(e *Exam) { e.AccountFault = timedOut(api.GetAccount).Err }, false},
		{CheckAccess, FoundClientAccount, func(e *Exam) { e.WABA.Ownership = "CLIENT_OWNED" }, false},
		{CheckAccess, FoundNoOwnership, func(e *Exam) { e.WABA.Ownership = "" }, false},
		{CheckClock, FoundClock, func(e *Exam) { e.Clock.Here = t0.Add(-29 * time.Second) }, false},
		{CheckClock, FoundClockOff, func(e *Exam) { e.Clock.Here = t0.Add(-31 * time.Second) }, false},
		{CheckClock, FoundClockOff, func(e *Exam) { e.Clock.Here = t0.Add(31 * time.Second) }, false},
		{CheckClock, FoundClockWrong, func(e *Exam) { e.Clock.Here = t0.Add(time.Hour) }, false},
		{CheckClock, FoundNeedsAnswer, func(e *Exam) { e.Clock = api.Clock{} }, false},
		{CheckVersion, FoundOtherVersion, func(e *Exam) { e.Served = "v25.0" }, false},
		{CheckVersion, FoundNoVersion, func(e *Exam) { e.Served = "" }, false},
		{CheckKeyring, FoundKeyring, func(e *Exam) { e.Saved = []SavedAccount{{"1", "a"}, {"2", "b"}, {"3", "c"}, {"4", "d"}} }, false},
		{CheckKeyring, FoundLockedKeyring, func(e *Exam) { e.Keyring = context.DeadlineExceeded }, false},
		{CheckKeyring, FoundNoKeyring, func(e *Exam) { e.Keyring = ErrKeyring }, false},
		{CheckJournal, FoundServerJournal, func(e *Exam) { e.Journal.Server = true }, false},
		{CheckJournal, FoundNoJournal, func(e *Exam) { e.Journal.There = false }, false},
		{CheckJournal, FoundLooseJournal, func(e *Exam) { e.Journal.Loose = 0o044 }, false},
		{CheckJournal, FoundJournalOff, func(e *Exam) { e.JournalOff = true }, false},
		{CheckJournal, FoundBadJournal, func(e *Exam) { e.JournalFault = &journal.OpenError{Reason: journal.ReasonDenied, Path: "x"} }, false},
		{CheckJournal, FoundBadJournal, func(e *Exam) { e.JournalFault = &journal.StoreError{Reason: journal.ReasonLocked} }, false},
		{CheckJournal, FoundBadJournal, func(e *Exam) { e.JournalFault = errors.New("?") }, false},
	} {
		e := wellExam()
		c.change(&e)
		lines := e.Checkups()
		i := slices.Index(CheckIDs(), c.check)
		if got := lines[i]; got.Check != c.check || got.ID != c.want || got.Denied() != c.denied || c.want == FoundBadJournal && got.Journal == "" {
			t.Errorf("%s: %+v, want %s (denied %t)", c.check, got, c.want, c.denied)
		}
		for _, line := range lines {
			seen[line.ID] = true
			if len(line.Pairs)%2 != 0 || line.Check != CheckIDs()[slices.IndexFunc(lines, func(l Checkup) bool { return l.Check == line.Check })] {
				t.Errorf("%+v is out of shape", line)
			}
			if text := dump(line); strings.Contains(text, "EAAG") {
				t.Errorf("a token in %s", text)
			}
		}
	}
	for _, f := range Findings() {
		if !seen[f.ID] {
			t.Errorf("nothing leads to %s", f.ID)
		}
		if f.Fix && f.Health == HealthOK || !f.Fix && (f.Health == HealthFail || f.Health == HealthWarn) {
			t.Errorf("%s: what is well needs no fix, and what is not has one", f.ID)
		}
	}
}

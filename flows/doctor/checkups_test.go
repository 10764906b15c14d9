package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/assets/constants"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// TestTheDoctorNamesASilence in words of ours, and keeps what this computer said
// for whoever looks into it.
func TestTheDoctorNamesASilence(t *testing.T) {
	t.Parallel()
	e := wellExam()
	e.Silent = &api.TransportError{Call: api.DebugToken, Err: &net.DNSError{Err: "no such host", Name: "graph.facebook.com"}}
	line := e.Checkups()[0]
	if line.ID != flows.FoundNoGraph || line.Silence != api.SilenceDNS || !strings.Contains(line.Detail, "no such host") || strings.Contains(fmt.Sprint(line.Pairs...), "no such host") {
		t.Errorf("%+v", line)
	}
}

// TestTheClockHasASignOnlyWhenItIsOff: half a second is no "−0s".
func TestTheClockHasASignOnlyWhenItIsOff(t *testing.T) {
	t.Parallel()
	for off, want := range map[time.Duration]string{
		0: "0s", -400 * time.Millisecond: "0s", 400 * time.Millisecond: "0s", -time.Second: "−1s", 2 * time.Second: "+2s",
	} {
		e := wellExam()
		e.Clock = api.Clock{Server: t0, Here: t0.Add(time.Second/2 + off)}
		if line := e.clock(); line.Pairs[1] != want {
			t.Errorf("%v off: %v, want %s", off, line.Pairs, want)
		}
	}
}

// wellExam is a world in which nothing is wrong.
func wellExam() Exam {
	token := api.TokenInfo{
		Valid: true, Kind: "SYSTEM_USER", App: "App", Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging},
		Granular: []api.GranularScope{{Scope: api.ScopeManagement, Targets: []string{string(wabaID)}}},
	}
	account := api.Account{ID: wabaID, Name: "Lotus", Review: "APPROVED", Verification: "verified", Limit: "TIER_250", Ownership: "SELF"}
	return Exam{
		At: t0, Place: "graph.facebook.com", Given: true, Account: wabaID, Token: token, WABA: account, Asked: "v24.0", Served: "v24.0",
		Apps:  []api.App{{ID: "1", Name: "App"}},
		Clock: api.Clock{Server: t0, Here: t0.Add(time.Second)}, Journal: journal.Condition{Where: "journal.db", There: true},
	}
}

// undescribed makes Graph refuse to describe the token.
func undescribed(code int) func(*Exam) {
	return func(e *Exam) { e.Token, e.TokenFault = api.TokenInfo{}, refusal(api.DebugToken, code, 0).Err }
}

// versions makes one version answer a call for another in some month.
func versions(asked, served api.Version, year int, month time.Month) func(*Exam) {
	return func(e *Exam) {
		e.At, e.Asked, e.Served = time.Date(year, month, 29, 0, 0, 0, 0, time.UTC), asked, served
	}
}

// TestOverrideShowsNoMoreThanItsHost: the path of an address may be a secret.
func TestOverrideShowsNoMoreThanItsHost(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://hooks.example.com:8443/wa/s3cret?key=s3cret": "App → hooks.example.com/…", "https://s3cret@hooks.example.com": "App → hooks.example.com/…", "s3cret": "App → …",
	} {
		e := wellExam()
		e.Apps[0].Override = address
		if line := e.hooks(); line.Pairs[1] != want {
			t.Errorf("%s: %v", address, line.Pairs)
		}
	}
}

// TestTheBetterVersionLives: what is proposed in place of a version does not end itself.
func TestTheBetterVersionLives(t *testing.T) {
	t.Parallel()
	for _, year := range []int{2026, 2027, 2028, 2029} {
		at := time.Date(year, 11, 29, 0, 0, 0, 0, time.UTC)
		if age, _ := better(at).Life(at); age != api.VersionFine {
			t.Errorf("in %d: %s", year, better(at))
		}
	}
}

// TestCheckups changes one fact of a world that is well, and looks at what the
// lines make of it.
func TestCheckups(t *testing.T) {
	t.Parallel()
	checks := constants.Of[flows.CheckID](t)
	for i, line := range wellExam().Checkups() {
		if i >= len(flows.CheckIDs()) || flows.CheckIDs()[i] != line.Check {
			t.Errorf("%s is out of order", line.Check)
		}
		want := flows.HealthOK
		if line.Check == flows.CheckPayment { // a question always
			want = flows.HealthSkipped
		}
		if line.Health != want || line.Denied() {
			t.Errorf("%s: %s in a world that is well", line.Check, line.ID)
		}
	}
	seen := map[flows.FindingID]bool{}
	for _, c := range []struct {
		check  flows.CheckID
		want   flows.FindingID
		change func(*Exam)
		denied bool
	}{
		{flows.CheckGraph, flows.FoundNoGraph, func(e *Exam) { e.Silent = offline(api.DebugToken).Err }, false},
		{flows.CheckToken, flows.FoundNeedsAnswer, func(e *Exam) { e.Silent = offline(api.DebugToken).Err }, false},
		{flows.CheckToken, flows.FoundNoToken, func(e *Exam) { e.Given = false }, false},
		{flows.CheckToken, flows.FoundTokenKept, func(e *Exam) { e.Given, e.Keeps = false, errors.New("locked") }, false},
		{flows.CheckToken, flows.FoundTokenDead, func(e *Exam) { e.TokenFault = tokenDead(api.DebugToken).Err }, true},
		{flows.CheckToken, flows.FoundTokenDead, func(e *Exam) { e.Token = api.TokenInfo{Fault: &api.TokenFault{Code: 190}} }, true},
		{flows.CheckToken, flows.FoundUnclear, func(e *Exam) { e.TokenFault = refusal(api.DebugToken, 4, 0).Err }, false},
		{flows.CheckToken, flows.FoundAppSecret, unproven("API calls from the server require an appsecret_proof argument"), true},
		{flows.CheckToken, flows.FoundAppSecret, unproven("Invalid appsecret_proof provided in the API argument"), true},
		{flows.CheckAccount, flows.FoundNeedsToken, unproven("Invalid appsecret_proof provided in the API argument"), false},
		{flows.CheckToken, flows.FoundTokenUnread, undescribed(100), false},
		{flows.CheckToken, flows.FoundTokenUnread, undescribed(200), false},
		{flows.CheckToken, flows.FoundTokenUnread, undescribed(12345), false},
		{flows.CheckKind, flows.FoundNotKnown, undescribed(100), false},
		{flows.CheckExpiry, flows.FoundNotKnown, undescribed(100), false},
		{flows.CheckScopes, flows.FoundNotKnown, undescribed(200), false},
		{flows.CheckAccount, flows.FoundAccount, undescribed(100), false},
		{flows.CheckAccount, flows.FoundAccount, undescribed(4), false},
		{flows.CheckAccess, flows.FoundOwnAccount, undescribed(100), false},
		{flows.CheckHooks, flows.FoundHooks, undescribed(100), false},
		{flows.CheckAccount, flows.FoundNeedsToken, undescribed(190), false},
		{flows.CheckHooks, flows.FoundOverride, func(e *Exam) { e.Apps[0].Override = "https://a.example.com/secret" }, false},
		{flows.CheckHooks, flows.FoundNoHooks, func(e *Exam) { e.Apps = nil }, false},
		{flows.CheckHooks, flows.FoundNotShown, func(e *Exam) { e.AppsFault = refusal(api.GetSubscribed, 200, 0).Err }, false},
		{flows.CheckHooks, flows.FoundNumberHooks, func(e *Exam) { e.NumberHook = "https://a.example.com/secret" }, false},
		{flows.CheckHooks, flows.FoundNumberUntold, func(e *Exam) { e.NumberFault = timedOut(api.GetNumber).Err }, false},
		{flows.CheckHooks, flows.FoundLimited, func(e *Exam) { e.AppsFault = refusal(api.GetSubscribed, 131031, 0).Err }, false},
		{flows.CheckHooks, flows.FoundUnanswered, func(e *Exam) { e.AppsFault = timedOut(api.GetSubscribed).Err }, false},
		{flows.CheckHooks, flows.FoundNeedsAnswer, func(e *Exam) { e.AccountFault = timedOut(api.GetAccount).Err }, false},
		{flows.CheckHooks, flows.FoundNeedsAccount, func(e *Exam) { e.Account = "" }, false},
		{flows.CheckPayment, flows.FoundPayment, undescribed(100), false},
		{flows.CheckPayment, flows.FoundNeedsToken, func(e *Exam) { e.Given = false }, false},
		{flows.CheckPayment, flows.FoundNeedsAccount, func(e *Exam) { e.Account = "" }, false},
		{flows.CheckKind, flows.FoundNeedsToken, func(e *Exam) { e.Given = false }, false},
		{flows.CheckKind, flows.FoundUser, func(e *Exam) { e.Token.Kind = "USER" }, false},
		{flows.CheckKind, flows.FoundOtherKind, func(e *Exam) { e.Token.Kind = "APP" }, true},
		{flows.CheckKind, flows.FoundOtherKind, func(e *Exam) { e.Token.Kind = "PAGE" }, true},
		{flows.CheckKind, flows.FoundUnknownKind, func(e *Exam) { e.Token.Kind = "ROBOT" }, false},
		{flows.CheckKind, flows.FoundUntold, func(e *Exam) { e.Token.Kind = "" }, false},
		{flows.CheckExpiry, flows.FoundUntold, func(e *Exam) { e.Token.EndUntold = true }, false},
		{flows.CheckExpiry, flows.FoundExpires, func(e *Exam) { e.Token.ExpiresAt = t0.AddDate(0, 2, 0).Unix() }, false},
		{flows.CheckExpiry, flows.FoundExpiresSoon, func(e *Exam) { e.Token.ExpiresAt = t0.AddDate(0, 0, 13).Unix() }, false},
		{flows.CheckScopes, flows.FoundNoScopes, func(e *Exam) { e.Token.Scopes = []api.Scope{api.ScopeManagement} }, true},
		{flows.CheckAccount, flows.FoundNoAccount, func(e *Exam) { e.Account, e.WABA = "", api.Account{} }, false},
		{flows.CheckAccount, flows.FoundNoTarget, func(e *Exam) { e.Account = "123456789" }, true},
		{flows.CheckAccount, flows.FoundRefused, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 200, 0).Err }, true},
		{flows.CheckAccount, flows.FoundRefused, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 100, 33).Err }, true},
		{flows.CheckAccount, flows.FoundNoPath, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 2500, 0).Err }, false},
		{flows.CheckAccount, flows.FoundLimited, func(e *Exam) { e.AccountFault, e.ShowsNumbers = refusal(api.GetAccount, 131031, 0).Err, true }, false},
		{flows.CheckAccount, flows.FoundBarred, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 368, 0).Err }, true},
		{flows.CheckAccount, flows.FoundUnclear, func(e *Exam) { e.AccountFault = refusal(api.GetAccount, 2, 0, status(500)).Err }, false},
		{flows.CheckAccount, flows.FoundUnanswered, func(e *Exam) { e.AccountFault = timedOut(api.GetAccount).Err }, false},
		{flows.CheckAccess, flows.FoundClientAccount, func(e *Exam) { e.WABA.Ownership = "CLIENT_OWNED" }, false},
		{flows.CheckAccess, flows.FoundNoOwnership, func(e *Exam) { e.WABA.Ownership = "" }, false},
		{flows.CheckClock, flows.FoundClock, func(e *Exam) { e.Clock.Here = t0.Add(-29 * time.Second) }, false},
		{flows.CheckClock, flows.FoundClockOff, func(e *Exam) { e.Clock.Here = t0.Add(-31 * time.Second) }, false},
		{flows.CheckClock, flows.FoundClockOff, func(e *Exam) { e.Clock.Here = t0.Add(31 * time.Second) }, false},
		{flows.CheckClock, flows.FoundClockWrong, func(e *Exam) { e.Clock.Here = t0.Add(time.Hour) }, false},
		{flows.CheckClock, flows.FoundNeedsAnswer, func(e *Exam) { e.Clock = api.Clock{} }, false},
		{flows.CheckVersion, flows.FoundOtherVersion, func(e *Exam) { e.Served = "v25.0" }, false},
		{flows.CheckVersion, flows.FoundEarlyVersion, versions("v28.0", "v24.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundEarlyVersion, versions("v99.0", "v27.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundNoVersion, func(e *Exam) { e.Served = "" }, false},
		{flows.CheckVersion, flows.FoundVersionOver, versions("v20.0", "v21.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundVersionOver, versions("v20.0", "v20.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundVersionEnds, versions("v21.0", "v21.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundVersion, versions("v23.0", "v23.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundOpenVersion, versions("v27.0", "v27.0", 2026, 11), false},
		{flows.CheckVersion, flows.FoundNewerVersion, versions("v31.0", "v31.0", 2026, 11), false},
		{flows.CheckKeyring, flows.FoundKeyring, func(e *Exam) {
			e.Saved = []flows.SavedAccount{{ID: "1", Name: "a"}, {ID: "2", Name: "b"}, {ID: "3", Name: "c"}, {ID: "4", Name: "d"}}
		}, false},
		{flows.CheckKeyring, flows.FoundLockedKeyring, func(e *Exam) { e.Keyring = context.DeadlineExceeded }, false},
		{flows.CheckKeyring, flows.FoundNoKeyring, func(e *Exam) { e.Keyring = flows.ErrKeyring }, false},
		{flows.CheckJournal, flows.FoundServerJournal, func(e *Exam) { e.Journal.Server = true }, false},
		{flows.CheckJournal, flows.FoundNoJournal, func(e *Exam) { e.Journal.There = false }, false},
		{flows.CheckJournal, flows.FoundLooseJournal, func(e *Exam) { e.Journal.Loose = 0o044 }, false},
		{flows.CheckJournal, flows.FoundJournalOff, func(e *Exam) { e.JournalOff = true }, false},
		{flows.CheckJournal, flows.FoundBadJournal, func(e *Exam) { e.JournalFault = &journal.OpenError{Reason: journal.ReasonDenied, Path: "x"} }, false},
		{flows.CheckJournal, flows.FoundBadJournal, func(e *Exam) { e.JournalFault = &journal.StoreError{Reason: journal.ReasonLocked} }, false},
		{flows.CheckJournal, flows.FoundBadJournal, func(e *Exam) { e.JournalFault = errors.New("?") }, false},
	} {
		e := wellExam()
		c.change(&e)
		lines := e.Checkups()
		i := slices.Index(checks, c.check)
		if got := lines[i]; got.Check != c.check || got.ID != c.want || got.Denied() != c.denied || c.want == flows.FoundBadJournal && got.Journal == "" {
			t.Errorf("%s: %+v, want %s (denied %t)", c.check, got, c.want, c.denied)
		}
		for _, line := range lines {
			seen[line.ID] = true
			if len(line.Pairs)%2 != 0 || line.Check != checks[slices.IndexFunc(lines, func(l flows.Checkup) bool { return l.Check == line.Check })] {
				t.Errorf("%+v is out of shape", line)
			}
			if text := fmt.Sprintf("%+v", line); strings.Contains(text, "EAAG") {
				t.Errorf("a token in %s", text)
			}
		}
	}
	for _, f := range flows.Findings() {
		if !seen[f.ID] {
			t.Errorf("nothing leads to %s", f.ID)
		}
		if f.Fix && f.Health == flows.HealthOK || !f.Fix && (f.Health == flows.HealthFail || f.Health == flows.HealthWarn) {
			t.Errorf("%s: what is well needs no fix, and what is not has one", f.ID)
		}
	}
}

// unproven has Graph refuse the question about the token for want of a proof.
func unproven(message string) func(*Exam) {
	return func(e *Exam) {
		e.TokenFault = &api.Error{Call: api.DebugToken, Status: 400, Code: 100, Message: message}
	}
}

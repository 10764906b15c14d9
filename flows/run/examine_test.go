package run

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

func doctorTales() []tale {
	looked := false
	return []tale{{scenario: "clean-mobile", job: flows.JobDoctor, end: flows.Doctor, operate: func(*drive) flows.Event {
		if looked {
			return nil
		}
		looked = true
		return flows.ReloadAsked{}
	}}}
}

// tokenSaid has Graph answer the question about the token.
func tokenSaid(status int, body graphsim.Body) func(*drive, *flows.Target) {
	return func(d *drive, _ *flows.Target) {
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.DebugToken, Times: -1, Status: status, Body: body}); err != nil {
			d.t.Fatal(err)
		}
	}
}

// TestExaminations looks at worlds of every kind over real HTTP.
func TestExaminations(t *testing.T) {
	t.Parallel()
	dead := func(d *drive, target *flows.Target) { target.Token = pin("EAAdead") }
	for name, c := range map[string]struct {
		story   string
		prepare func(*drive, *flows.Target)
		want    map[flows.CheckID]flows.FindingID
	}{
		"all is well": {"clean-mobile", nil, map[flows.CheckID]flows.FindingID{
			flows.CheckGraph: flows.FoundGraph, flows.CheckToken: flows.FoundToken, flows.CheckKind: flows.FoundSystemUser, flows.CheckExpiry: flows.FoundNeverExpires, flows.CheckScopes: flows.FoundScopes,
			flows.CheckAccount: flows.FoundAccount, flows.CheckAccess: flows.FoundClientAccount, flows.CheckClock: flows.FoundClock, flows.CheckVersion: flows.FoundVersion,
			flows.CheckKeyring: flows.FoundNoKeyring, flows.CheckJournal: flows.FoundJournalOff,
		}},
		"no token": {"clean-mobile", func(_ *drive, target *flows.Target) { target.Token = api.Secret{} }, map[flows.CheckID]flows.FindingID{
			flows.CheckGraph: flows.FoundGraph, flows.CheckToken: flows.FoundNoToken, flows.CheckKind: flows.FoundNeedsToken, flows.CheckAccount: flows.FoundNeedsToken, flows.CheckClock: flows.FoundClock, flows.CheckVersion: flows.FoundVersion,
		}},
		"dead token":       {"clean-mobile", dead, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundTokenDead, flows.CheckScopes: flows.FoundNeedsToken, flows.CheckGraph: flows.FoundGraph}},
		"a scope short":    {"no-permission", nil, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckScopes: flows.FoundNoScopes, flows.CheckAccount: flows.FoundAccount}},
		"no account named": {"clean-mobile", func(_ *drive, target *flows.Target) { target.Account = "" }, map[flows.CheckID]flows.FindingID{flows.CheckAccount: flows.FoundNoAccount, flows.CheckAccess: flows.FoundNoOwnership}},
		"another account":  {"clean-mobile", func(_ *drive, target *flows.Target) { target.Account = "123456789" }, map[flows.CheckID]flows.FindingID{flows.CheckAccount: flows.FoundNoTarget}},
		"from the keyring": {"clean-mobile", func(d *drive, target *flows.Target) {
			d.runner.Keyring = &vault{tokens: map[api.WABAID]api.Secret{target.Account: target.Token}}
			target.Token, target.Saved = api.Secret{}, true
		}, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckKeyring: flows.FoundKeyring}},
		"a keyring that hangs": {"clean-mobile", func(d *drive, target *flows.Target) {
			d.runner.Keyring = &vault{fail: context.DeadlineExceeded}
			target.Token, target.Saved = api.Secret{}, true
		}, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundTokenKept, flows.CheckKeyring: flows.FoundLockedKeyring}},
		"nobody there": {"clean-mobile", func(_ *drive, target *flows.Target) { target.BaseURL = "http://127.0.0.1:1" }, map[flows.CheckID]flows.FindingID{
			flows.CheckGraph: flows.FoundNoGraph, flows.CheckToken: flows.FoundNeedsAnswer, flows.CheckAccount: flows.FoundNeedsAnswer, flows.CheckClock: flows.FoundNeedsAnswer, flows.CheckVersion: flows.FoundNeedsAnswer,
		}},
		"a token that is not described": {"token-unread", nil, map[flows.CheckID]flows.FindingID{
			flows.CheckToken: flows.FoundTokenUnread, flows.CheckKind: flows.FoundNotKnown, flows.CheckExpiry: flows.FoundNotKnown, flows.CheckScopes: flows.FoundNotKnown,
			flows.CheckAccount: flows.FoundAccount, flows.CheckAccess: flows.FoundClientAccount, flows.CheckHooks: flows.FoundNoHooks, flows.CheckPayment: flows.FoundPayment,
		}},
		"an account that shows only its numbers": {"clean-mobile", func(d *drive, _ *flows.Target) {
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.GetAccount, Status: 403, Code: 10, Times: -1}); err != nil {
				d.t.Fatal(err)
			}
		}, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckAccount: flows.FoundNotShown}},
		"an account that shows nothing": {"clean-mobile", func(d *drive, _ *flows.Target) {
			for _, call := range []api.Endpoint{api.GetAccount, api.ListNumbers} {
				if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, Status: 403, Code: 10, Times: -1}); err != nil {
					d.t.Fatal(err)
				}
			}
		}, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckAccount: flows.FoundRefused}},
		"a token that is called invalid for the question": {"clean-mobile", tokenSaid(400, `{"error":{"code":190,"type":"OAuthException","message":"This method must be called with an app access_token."}}`),
			map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundTokenUnread, flows.CheckScopes: flows.FoundNotKnown, flows.CheckAccount: flows.FoundAccount}},
		"a token with ids of its own": {"clean-mobile", tokenSaid(200, `{"data":{"is_valid":true,"scopes":[],"granular_scopes":[{"scope":"whatsapp_business_management","target_ids":["990000000000077"]}]}}`),
			map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckScopes: flows.FoundNotKnown, flows.CheckAccount: flows.FoundAccount, flows.CheckHooks: flows.FoundNoHooks}},
		"a token that is described in part": {"clean-mobile", tokenSaid(200, `{"data":{"is_valid":true,"scopes":["whatsapp_business_management","whatsapp_business_messaging"],"expires_at":"never"}}`),
			map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckKind: flows.FoundUntold, flows.CheckExpiry: flows.FoundUntold, flows.CheckScopes: flows.FoundScopes}},
		"a token of which nothing is said": {"clean-mobile", func(d *drive, _ *flows.Target) {
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.DebugToken, Times: -1, Drop: graphsim.DropBefore}); err != nil {
				d.t.Fatal(err)
			}
		}, map[flows.CheckID]flows.FindingID{
			flows.CheckGraph: flows.FoundGraph, flows.CheckToken: flows.FoundUnanswered, flows.CheckKind: flows.FoundNotKnown, flows.CheckAccount: flows.FoundAccount, flows.CheckHooks: flows.FoundNoHooks,
		}},
		"a token that ended": {"clean-mobile", tokenSaid(200, `{"data":{"is_valid":false,"error":{"code":190,"subcode":463,"message":"x"}}}`),
			map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundTokenDead, flows.CheckAccount: flows.FoundNeedsToken}},
		"a blocked app": {"app-blocked", nil, map[flows.CheckID]flows.FindingID{flows.CheckToken: flows.FoundToken, flows.CheckAccount: flows.FoundAccount}},
		"an app with an address of its own": {"clean-mobile", func(d *drive, target *flows.Target) {
			r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, target.BaseURL+"/"+string(target.Account)+"/subscribed_apps",
				strings.NewReader(`{"override_callback_uri":"https://hooks.example.com/in","verify_token":"x"}`))
			if err != nil {
				d.t.Fatal(err)
			}
			r.Header = http.Header{"Authorization": {"Bearer " + target.Token.Reveal()}, "Content-Type": {"application/json"}}
			answer, err := http.DefaultClient.Do(r)
			if err != nil || answer.StatusCode != http.StatusOK {
				d.t.Fatal(answer, err)
			}
			_ = answer.Body.Close()
		}, map[flows.CheckID]flows.FindingID{flows.CheckHooks: flows.FoundOverride}},
		"a busy Meta": {"clean-mobile", func(d *drive, _ *flows.Target) {
			if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.DebugToken, Status: 400, Code: 4}); err != nil {
				d.t.Fatal(err)
			}
		}, map[flows.CheckID]flows.FindingID{flows.CheckGraph: flows.FoundGraph, flows.CheckToken: flows.FoundUnclear, flows.CheckKind: flows.FoundNotKnown, flows.CheckAccount: flows.FoundAccount}},
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
			got := map[flows.CheckID]flows.FindingID{}
			for line := range d.runner.Examine(t.Context(), target, "") {
				got[line.Check] = line.ID
			}
			for check, want := range c.want {
				if got[check] != want {
					t.Errorf("%s: %s, want %s", check, got[check], want)
				}
			}
			if d.s.State != flows.Connect || d.runner.api != nil {
				t.Error("looking opened an account")
			}
		})
	}
}

// TestADoctorOfANumber: whether the number has an address of its own is asked where a number
// is given, and not known where that is refused.
func TestADoctorOfANumber(t *testing.T) {
	t.Parallel()
	for number, want := range map[api.PhoneNumberID]flows.FindingID{"": flows.FoundHooks, "106540352242922": flows.FoundNumberUntold} {
		d := newDrive(t, "clean-mobile", "")
		target, err := d.runner.Sandbox(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		client, err := d.runner.Dial(target)
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Subscribe(t.Context(), target.Account); err != nil {
			t.Fatal(err)
		}
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.GetNumber, Status: 403, Code: 10, Times: -1}); err != nil {
			t.Fatal(err)
		}
		for line := range d.runner.Examine(t.Context(), target, number) {
			if line.Check == flows.CheckHooks && line.ID != want {
				t.Errorf("of %q: %+v", number, line)
			}
		}
	}
}

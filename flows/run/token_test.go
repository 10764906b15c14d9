package run

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// TestTokenThatEndsOverHTTP connects with a person's token that has ten minutes
// left. Nothing more than otherwise is asked for that.
func TestTokenThatEndsOverHTTP(t *testing.T) {
	t.Parallel()
	calls := func(change func(*graphsim.Scenario)) (*drive, int) {
		d := newDrive(t, "clean-mobile", "", change)
		d.before = func(d *drive) flows.Event {
			if d.s.State == flows.PickNumber {
				return stop{}
			}
			return nil
		}
		return d, len(d.run().calls)
	}
	d, asked := calls(func(sc *graphsim.Scenario) {
		life := graphsim.Duration(10 * time.Minute)
		sc.Token.Kind, sc.Token.Life = "USER", &life
	})
	if d.s.State != flows.PickNumber || d.s.Notice != flows.NoticePersonalEnds {
		t.Errorf("in %s with %q", d.s.State, d.s.Notice)
	}
	usual, want := calls(func(*graphsim.Scenario) {})
	if usual.s.Notice != "" || asked != want {
		t.Errorf("%d calls, %d for a token that lasts, with %q", asked, want, usual.s.Notice)
	}
}

// TestWhatIsSaidOfATokenOnlyHelps: while the account answers, or only its list does, no word
// about the token keeps it away; where it is refused, the word explains why.
func TestWhatIsSaidOfATokenOnlyHelps(t *testing.T) {
	t.Parallel()
	const both = `"scopes":["whatsapp_business_management","whatsapp_business_messaging"]`
	const granular = `"granular_scopes":[{"scope":"whatsapp_business_management","target_ids":["%s"]},{"scope":"whatsapp_business_messaging"}]`
	targets := func(id string) string { return strings.ReplaceAll(granular, "%s", id) }
	const no = `"is_valid":false,"scopes":[]`
	type body struct {
		status int
		text   string
	}
	data := func(text string) body {
		return body{200, `{"data":{"app_id":"138483919580948","type":"SYSTEM_USER",` + text + `}}`}
	}
	fault := func(text string) body {
		return body{400, `{"error":{"type":"OAuthException","fbtrace_id":"A1",` + text + `}}`}
	}
	for name, c := range map[string]struct {
		said    body
		notice  flows.Notice
		refused flows.AdviceID // where the account answers with no permission
	}{
		"all is told":             {data(`"is_valid":true,` + both), "", flows.AdviseNotEntitled},
		"no scope":                {data(`"is_valid":true,"scopes":[]`), flows.NoticeTokenUnread, flows.AdviseScopes},
		"scopes as objects only":  {data(`"is_valid":true,"scopes":[],` + targets("ACCOUNT")), "", flows.AdviseNotEntitled},
		"management as an object": {data(`"is_valid":true,"scopes":["whatsapp_business_messaging"],` + targets("ACCOUNT")), "", flows.AdviseNotEntitled},
		"management not told":     {data(`"is_valid":true,"scopes":["whatsapp_business_messaging"]`), flows.NoticeTokenUnread, flows.AdviseScopes},
		"ids of the new model":    {data(`"is_valid":true,` + both + `,` + targets("990000000000077")), flows.NoticeTokenUnread, flows.AdviseOtherAccount},
		"invalid, no reason":      {data(no), flows.NoticeTokenUnread, flows.AdvisePermission},
		"invalid for an app": {data(no + `,"error":{"code":100,"message":"(#100) You must provide an app access token"}`),
			flows.NoticeTokenUnread, flows.AdvisePermission},
		"invalid, wants an app": {data(no + `,"error":{"code":190,"message":"This method must be called with an app access_token"}`),
			flows.NoticeTokenUnread, flows.AdvisePermission},
		"wants an app":      {fault(`"code":190,"message":"This method must be called with an app access_token."`), flows.NoticeTokenUnread, flows.AdvisePermission},
		"wants a session":   {fault(`"code":102,"message":"Requires a session"`), flows.NoticeTokenUnread, flows.AdvisePermission},
		"wants a signature": {fault(`"code":104,"message":"Incorrect signature"`), flows.NoticeTokenUnread, flows.AdvisePermission},
		"wants a developer": {fault(`"code":100,"message":"(#100) You must provide an app access token, or a user access token that is an owner or developer of the app"`),
			flows.NoticeTokenUnread, flows.AdvisePermission},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			open := func(faults ...graphsim.Fault) *drive {
				d := newDrive(t, "clean-mobile", "")
				text := strings.ReplaceAll(c.said.text, "ACCOUNT", string(d.sim.Info().WABA))
				faults = append(faults, graphsim.Fault{Endpoint: api.DebugToken, Times: -1, Status: c.said.status, Body: graphsim.Body(text)})
				for _, f := range faults {
					if err := d.sim.AddFault(f); err != nil {
						t.Fatal(err)
					}
				}
				d.until(flows.PickNumber)
				return d
			}
			denied := func(call api.Endpoint) graphsim.Fault {
				return graphsim.Fault{Endpoint: call, Times: -1, Status: 403, Code: 10, Message: "(#10) Permission Denied"}
			}
			if d := open(); d.s.State != flows.PickNumber || d.s.Problem != nil || d.s.Notice != c.notice {
				t.Errorf("in %s with %q and %+v", d.s.State, d.s.Notice, d.s.Problem)
			}
			if d := open(denied(api.GetAccount)); d.s.State != flows.PickNumber || d.s.Problem != nil || d.s.Notice != flows.NoticeAccountUnread {
				t.Errorf("by its list: in %s with %q and %+v", d.s.State, d.s.Notice, d.s.Problem)
			}
			if d := open(denied(api.GetAccount), denied(api.ListNumbers)); d.s.State != flows.Connect || d.s.Problem == nil || d.s.Problem.Advice.ID != c.refused {
				t.Errorf("refused: in %s with %+v", d.s.State, d.s.Problem)
			}
			dead := graphsim.Fault{Endpoint: api.GetAccount, Times: -1, Status: 401, Code: 190, Subcode: 463, Message: "Error validating access token"}
			if d := open(dead); d.s.State != flows.Connect || d.s.Problem == nil || d.s.Problem.Said == nil || !api.TokenDead(d.s.Problem.Said) {
				t.Errorf("dead: in %s with %+v", d.s.State, d.s.Problem)
			}
		})
	}
}

// TestWhatEndsAtTheDoor: a token that ended is tried nowhere else, and a list of scopes that
// lacks the one for messages is believed, since no look can show it.
func TestWhatEndsAtTheDoor(t *testing.T) {
	t.Parallel()
	for body, c := range map[string]struct {
		advice flows.AdviceID
		asked  int
	}{
		`{"data":{"is_valid":false,"scopes":[],"error":{"code":190,"subcode":463,"message":"x"}}}`:                                                             {flows.AdviseTokenExpired, 0},
		`{"data":{"is_valid":false,"scopes":[],"error":{"code":190,"message":"The access token has expired"}}}`:                                                {flows.AdviseToken, 0},
		`{"data":{"is_valid":true,"scopes":["whatsapp_business_management"]}}`:                                                                                 {flows.AdviseScopes, 1},
		`{"data":{"is_valid":true,"scopes":["whatsapp_business_management"],"granular_scopes":[{"scope":"whatsapp_business_management","target_ids":["1"]}]}}`: {flows.AdviseScopes, 1},
	} {
		d := newDrive(t, "clean-mobile", "")
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.DebugToken, Times: -1, Status: 200, Body: graphsim.Body(body)}); err != nil {
			t.Fatal(err)
		}
		p := d.until(flows.PickNumber)
		if d.s.State != flows.Connect || p == nil || p.Advice.ID != c.advice || d.count(api.GetAccount) != c.asked {
			t.Errorf("%s: in %s with %+v, the account was asked %d times", body, d.s.State, p, d.count(api.GetAccount))
		}
	}
}

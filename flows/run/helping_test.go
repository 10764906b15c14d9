package run

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// refusals are answers that say no in many ways, none of them that the token is dead.
func refusals() []graphsim.Fault {
	faults := []graphsim.Fault{
		{Code: 1}, {Code: 2, Status: 500, Transient: true}, {Code: 3}, {Code: 4, Status: 403}, {Code: 10, Status: 403}, {Code: 12}, {Code: 17},
		{Code: 100, Message: "Invalid parameter"}, {Code: 100, Subcode: 33}, {Code: 100, Message: "The parameter partner_ids is required"},
		{Code: 200, Status: 403}, {Code: 200, Status: 403, Message: "API access blocked."}, {Code: 294}, {Code: 368}, {Code: 613}, {Code: 803, Status: 404},
		{Code: 80007}, {Code: 80008}, {Code: 130497}, {Code: 131000, Status: 500}, {Code: 131005, Status: 403}, {Code: 131031, Status: 403}, {Code: 131045},
		{Code: 133000}, {Code: 133010}, {Code: 2494100}, {Code: 2655122}, {Code: 987654}, {Code: 100, Subcode: 2388999},
		{Status: http.StatusForbidden, Body: "<html><title>Blocked</title></html>"},
		{Status: http.StatusOK, Body: "<html><title>Sign in</title></html>"},
		{Status: http.StatusBadGateway, Body: "<html><title>502 Bad Gateway</title></html>"},
		{Status: http.StatusOK, Body: `{"data":[{"id":`}, {Status: http.StatusOK, Body: `[]`}, {Drop: graphsim.DropBefore},
	}
	for i := range faults {
		faults[i].Times = -1
	}
	return faults
}

// goesOn plays the usual onboarding with some reads refused, and fails on any card.
func goesOn(t *testing.T, fault graphsim.Fault, refused ...api.Endpoint) *drive {
	t.Helper()
	d := newDrive(t, "clean-mobile", "")
	d.wrong = true
	for _, call := range refused {
		fault.Endpoint = call
		if err := d.sim.AddFault(fault); err != nil {
			t.Fatal(err)
		}
	}
	d.before = func(d *drive) flows.Event {
		if p := d.s.Problem; p != nil {
			t.Fatalf("a card in %s: %+v", d.s.State, p)
		}
		return nil
	}
	if d.run(); d.s.State != flows.Connected || !d.s.Number.Status.Registered() || d.effective(api.Register) != 1 {
		t.Fatalf("it ends in %s with %d registers", d.s.State, d.effective(api.Register))
	}
	return d
}

// TestReadsThatOnlyHelp: each of them, and all of them, may be refused in whatever way.
func TestReadsThatOnlyHelp(t *testing.T) {
	t.Parallel()
	for i, fault := range refusals() {
		for _, call := range []api.Endpoint{api.GetSettings, api.GetAccount, api.GetSubscribed, "all"} {
			html := strings.HasPrefix(string(fault.Body), "<")
			if html && (call == api.GetAccount || call == "all") { // something on the way has to be named first
				continue
			}
			t.Run(fmt.Sprintf("%s %d %d/%d", call, i, fault.Code, fault.Subcode), func(t *testing.T) {
				t.Parallel()
				refused := []api.Endpoint{call}
				if call == "all" {
					refused = []api.Endpoint{api.GetSettings, api.GetAccount, api.GetSubscribed, api.DebugToken}
				}
				d := goesOn(t, fault, refused...)
				if slices.Contains(refused, api.GetSettings) && d.s.Settings.Storage != nil {
					t.Errorf("it shows %+v of the region", d.s.Settings.Storage)
				}
				if slices.Contains(refused, api.GetAccount) && (d.s.Account.ID != d.sim.Info().WABA || d.s.Account.Review != "" || d.s.Account.Name != "") {
					t.Errorf("it shows %+v of the account", d.s.Account)
				}
				if apps := slices.Contains(refused, api.GetSubscribed); apps == d.s.AppsRead || d.s.AppsReading {
					t.Errorf("the apps count as read: %t, being read: %t", d.s.AppsRead, d.s.AppsReading)
				}
				if call == api.GetSubscribed && d.s.Settings.Storage == nil {
					t.Error("the region is not shown, though only the apps were refused")
				}
			})
		}
	}
}

// TestTheRegionUnread: it is set where one was chosen, and Meta's yes is enough.
func TestTheRegionUnread(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	d.wrong, d.region = true, "SG"
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.GetSettings, Code: 10, Status: 403, Times: -1}); err != nil {
		t.Fatal(err)
	}
	var notices []flows.Notice
	d.before = func(d *drive) flows.Event {
		if p := d.s.Problem; p != nil {
			t.Fatalf("a card in %s: %+v", d.s.State, p)
		}
		notices = append(notices, d.s.Notice)
		return nil
	}
	d.run()
	if s, _ := d.sim.Snapshot(d.s.Number.ID); d.s.State != flows.Connected || s.Region != "SG" || d.effective(api.SetSettings) != 1 {
		t.Errorf("in %s, the region is %q", d.s.State, s.Region)
	}
	if !slices.Contains(notices, flows.NoticeSettingsUnread) {
		t.Errorf("notices %q", notices)
	}
}

// TestABarredReadIsNamed: whoever goes on knows what Meta holds against the account or its app.
func TestABarredReadIsNamed(t *testing.T) {
	t.Parallel()
	blocked := graphsim.Fault{Code: 200, Status: 403, Message: "API access blocked."}
	for _, c := range []struct {
		fault  graphsim.Fault
		barred bool
	}{
		{graphsim.Fault{Code: 131031, Status: 403}, true}, {graphsim.Fault{Code: 368}, true}, {blocked, true},
		{graphsim.Fault{Code: 10, Status: 403}, false}, {graphsim.Fault{Code: 200, Status: 403}, false}, {graphsim.Fault{Code: 1}, false},
	} {
		for call, want := range map[api.Endpoint]map[bool]flows.Notice{
			api.GetAccount:  {true: flows.NoticeAccountBarred, false: flows.NoticeAccountUnread},
			api.GetSettings: {true: flows.NoticeSettingsBarred, false: flows.NoticeSettingsUnread},
		} {
			d := newDrive(t, "clean-mobile", "")
			d.wrong = true
			c.fault.Endpoint, c.fault.Times = call, -1
			if err := d.sim.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			said := map[flows.Notice]*api.Error{}
			d.before = func(d *drive) flows.Event {
				if d.s.Notice != "" {
					said[d.s.Notice] = d.s.Unshown()
				}
				return nil
			}
			d.run()
			if e := said[want[c.barred]]; e == nil || e.Code != c.fault.Code || said[want[!c.barred]] != nil || d.s.State != flows.Connected {
				t.Errorf("%s %d: in %s, said %+v", call, c.fault.Code, d.s.State, said)
			}
		}
	}
}

// TestTheRegionOfAMove is no help but what the plan is made of: nothing is sent without it.
func TestTheRegionOfAMove(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "region-change", "")
	d.s.Job, d.s.Want.Job = flows.JobRegion, flows.JobRegion
	if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.GetSettings, Code: 10, Status: 403, Times: -1}); err != nil {
		t.Fatal(err)
	}
	if p := d.until(""); p == nil || p.Said == nil || p.Said.Call != api.GetSettings || d.s.State != flows.MoveRegion {
		t.Fatalf("in %s with %+v", d.s.State, p)
	}
	if d.count(api.Deregister) != 0 || d.count(api.Register) != 0 {
		t.Error("something was sent")
	}
}

// TestADeadTokenIsNoUnreadFact: it is the token that has to be given anew, whatever was read.
func TestADeadTokenIsNoUnreadFact(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.GetSettings, api.GetAccount, api.GetSubscribed} {
		d := newDrive(t, "clean-mobile", "")
		d.wrong = true
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, Code: 190, Subcode: 463, Status: 401, Times: -1}); err != nil {
			t.Fatal(err)
		}
		if p := d.until(""); p == nil || p.Said == nil || p.Said.Call != call || d.s.State != flows.Connect {
			t.Errorf("%s: in %s with %+v", call, d.s.State, p)
		}
	}
}

// TestAnAccountThatShowsNothing: where its numbers are refused as well, the card is about the account.
func TestAnAccountThatShowsNothing(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	for _, call := range []api.Endpoint{api.GetAccount, api.ListNumbers} {
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: call, Code: 10, Status: 403, Times: -1}); err != nil {
			t.Fatal(err)
		}
	}
	if p := d.until(""); p == nil || p.Said == nil || p.Said.Call != api.GetAccount || d.s.State != flows.Connect {
		t.Errorf("in %s with %+v", d.s.State, p)
	}
}

// TestAPageThatIsRefused: what only the number's own page shows is no reason to know
// nothing of the number.
func TestAPageThatIsRefused(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	d.wrong = true
	target, err := d.runner.Sandbox(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	sim := http.HandlerFunc(d.sim.ServeHTTP)
	d.runner.Sandbox = func(ctx, string) (flows.Target, error) { return target, nil }
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Query().Get("fields"), "health_status") {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"error":{"message":"(#10) Application does not have permission for this action","type":"OAuthException","code":10,"fbtrace_id":"A1"}}`)
			return
		}
		sim(w, r)
	}))
	t.Cleanup(server.Close)
	target.BaseURL = server.URL
	if d.run(); d.s.State != flows.Connected || d.s.Problem != nil || !d.s.Number.Status.Registered() {
		t.Errorf("in %s with %+v", d.s.State, d.s.Problem)
	}
}

// TestTakingOffWithoutTheRegion: where the data rests is only told on the page.
func TestTakingOffWithoutTheRegion(t *testing.T) {
	t.Parallel()
	for _, fault := range []graphsim.Fault{{Code: 100, Subcode: 33}, {Status: http.StatusOK, Body: `{"storage_conf`}, {Drop: graphsim.DropBefore}} {
		d := newDrive(t, "region-change", "")
		d.s.Job, d.s.Want.Job = flows.JobDeregister, flows.JobDeregister
		fault.Endpoint, fault.Times = api.GetSettings, -1
		takesOff(t, d, fault)
	}
}

// takesOff takes a number off the Cloud API although a read fails.
func takesOff(t *testing.T, d *drive, fault graphsim.Fault) {
	t.Helper()
	if err := d.sim.AddFault(fault); err != nil {
		t.Fatal(err)
	}
	d.before = func(d *drive) flows.Event {
		if d.s.State == flows.Deregister && d.s.Problem == nil {
			return flows.DeregisterAsked{Last: flows.LastDigits(d.s.Number)}
		}
		if d.s.State == flows.Manage || d.s.Problem != nil {
			return stop{}
		}
		return nil
	}
	if d.run(); d.s.State != flows.Manage || d.s.Problem != nil || d.effective(api.Deregister) != 1 {
		t.Errorf("%s: in %s with %+v, taken off %d times", fault.Body, d.s.State, d.s.Problem, d.effective(api.Deregister))
	}
}

// TestSettingsOfAnotherForm hide nothing but the fact that has it.
func TestSettingsOfAnotherForm(t *testing.T) {
	t.Parallel()
	for body, known := range map[string]bool{
		`{"storage_configuration":{"status":"NO_STORAGE_ENABLED","retention_minutes":"60"}}`:                         true,
		`{"storage_configuration":{"status":"DEFAULT"},"user_identity_change":{"enable_identity_key_check":"true"}}`: true,
		`{"storage_configuration":{"status":"DEFAULT"},"user_identity_change":"x"}`:                                  true,
		`{"storage_configuration":{"status":7}}`:                                                                     false,
		`{"storage_configuration":"DEFAULT"}`:                                                                        false,
		`{"storage_configuration":{"status":"IN_COUNTRY_STORAGE_ENABLED","data_localization_region":["SG"]}}`:        false,
	} {
		d := goesOn(t, graphsim.Fault{Status: http.StatusOK, Body: graphsim.Body(body), Times: -1}, api.GetSettings)
		if (d.s.Settings.Storage != nil) != known {
			t.Errorf("%s: %+v", body, d.s.Settings)
		}
		d = newDrive(t, "region-change", "")
		d.s.Job, d.s.Want.Job = flows.JobDeregister, flows.JobDeregister
		takesOff(t, d, graphsim.Fault{Endpoint: api.GetSettings, Status: http.StatusOK, Body: graphsim.Body(body), Times: -1})
	}
}

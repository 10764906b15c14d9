package run

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
)

// TestRecordedStandings reads numbers over HTTP as Meta was seen to answer, and looks where
// each is taken up.
func TestRecordedStandings(t *testing.T) {
	t.Parallel()
	const id = api.PhoneNumberID("106540352242900")
	for name, c := range map[string]struct {
		body   string
		want   flows.Standing
		state  flows.State
		remedy eligibility.RemedyID
	}{
		"half shared": {`"status":"DISCONNECTED","code_verification_status":"NOT_VERIFIED","platform_type":"ON_PREMISE","is_on_biz_app":true`,
			flows.StandingHalfShared, flows.Remedy, eligibility.RemedyFinishSharing},
		"half shared, by its host alone": {`"status":"CONNECTED","code_verification_status":"UNVERIFIED","host_platform":"ON_PREMISE"`,
			flows.StandingHalfShared, flows.Remedy, eligibility.RemedyFinishSharing},
		"on premises": {`"status":"CONNECTED","code_verification_status":"VERIFIED","platform_type":"ON_PREMISE"`,
			flows.StandingOnPremise, flows.Remedy, eligibility.RemedyOnPremise},
		"fallen off": {`"status":"DISCONNECTED","code_verification_status":"NOT_VERIFIED","platform_type":"NOT_APPLICABLE","is_on_biz_app":true`,
			flows.StandingShared, flows.Remedy, eligibility.RemedyReconnect},
		"fresh test number": {`"status":"PENDING","code_verification_status":"NOT_VERIFIED","platform_type":"NOT_APPLICABLE","account_mode":"SANDBOX",` +
			`"verified_name":"Test Number","display_phone_number":"15551450142"`, flows.StandingFresh, flows.ChoosePIN, ""},
		"fresh test number, reads verified": {`"status":"PENDING","code_verification_status":"VERIFIED","account_mode":"SANDBOX",` +
			`"verified_name":"Test Number","display_phone_number":"+1 555-145-0142"`, flows.StandingVerified, flows.ChoosePIN, ""},
		"fresh test number, proof ran out": {`"status":"PENDING","code_verification_status":"EXPIRED","account_mode":"LIVE",` +
			`"verified_name":"Test Number","display_phone_number":"15551450142"`, flows.StandingFresh, flows.ChoosePIN, ""},
		"fresh test number, by its digits": {`"status":"PENDING","code_verification_status":"NOT_VERIFIED","platform_type":"NOT_APPLICABLE",` +
			`"verified_name":"Test Number","display_phone_number":"+1 (555) 145-0142"`, flows.StandingFresh, flows.ChoosePIN, ""},
		"with the app, connected, host not told": {`"status":"CONNECTED","code_verification_status":"EXPIRED","is_on_biz_app":true`,
			flows.StandingShared, flows.Remedy, eligibility.RemedyCoexistence},
		"with the app, pending, host not told": {`"status":"PENDING","code_verification_status":"NOT_VERIFIED","is_on_biz_app":true`,
			flows.StandingHalfShared, flows.Remedy, eligibility.RemedyFinishSharing},
		"with the app, pending, nowhere hosted": {`"status":"PENDING","code_verification_status":"NOT_VERIFIED","platform_type":"NOT_APPLICABLE","is_on_biz_app":true`,
			flows.StandingHalfShared, flows.Remedy, eligibility.RemedyFinishSharing},
		"with the app, by its host": {`"status":"PENDING","code_verification_status":"NOT_VERIFIED","host_platform":"CLOUD_API","is_on_biz_app":true`,
			flows.StandingShared, flows.Remedy, eligibility.RemedyCoexistence},
		"on premises, proof not told": {`"status":"CONNECTED","platform_type":"ON_PREMISE"`, flows.StandingUnread, flows.Eligibility, ""},
		"on premises, by its host": {`"status":"CONNECTED","code_verification_status":"VERIFIED","platform_type":"NOT_APPLICABLE","host_platform":"ON_PREMISE"`,
			flows.StandingOnPremise, flows.Remedy, eligibility.RemedyOnPremise},
		"half shared, by its host beside none": {`"status":"PENDING","code_verification_status":"NOT_VERIFIED","platform_type":"NOT_APPLICABLE","host_platform":"ON_PREMISE"`,
			flows.StandingHalfShared, flows.Remedy, eligibility.RemedyFinishSharing},
		"verified, status not told":      {`"code_verification_status":"VERIFIED","platform_type":"CLOUD_API"`, flows.StandingUnread, flows.Eligibility, ""},
		"proof ran out, status not told": {`"code_verification_status":"EXPIRED","platform_type":"CLOUD_API","last_onboarded_time":"2026-01-01T00:00:00+0000"`, flows.StandingUnread, flows.Eligibility, ""},
		"test number, unverified": {`"status":"UNVERIFIED","code_verification_status":"NOT_VERIFIED","account_mode":"SANDBOX","verified_name":"Test Number"`,
			flows.StandingFresh, flows.ChoosePIN, ""},
		"test number, status not told": {`"code_verification_status":"NOT_VERIFIED","account_mode":"SANDBOX","verified_name":"Test Number"`,
			flows.StandingUnread, flows.ChoosePIN, ""},
		"on premises, proof ran out": {`"status":"CONNECTED","code_verification_status":"EXPIRED","platform_type":"ON_PREMISE","is_on_biz_app":false`,
			flows.StandingFresh, flows.Eligibility, ""},
		"half shared, proof ran out, the app told": {`"status":"DISCONNECTED","code_verification_status":"EXPIRED","platform_type":"ON_PREMISE","is_on_biz_app":true`,
			flows.StandingHalfShared, flows.Remedy, eligibility.RemedyFinishSharing},
		"test number, taken off": {`"status":"DISCONNECTED","code_verification_status":"EXPIRED","account_mode":"SANDBOX",` +
			`"verified_name":"Test Number","display_phone_number":"15551450142"`, flows.StandingFresh, flows.ChoosePIN, ""},
		"test number, offline": {`"status":"OFFLINE","code_verification_status":"NOT_VERIFIED","account_mode":"SANDBOX",` +
			`"verified_name":"Test Number","display_phone_number":"15551450142"`, flows.StandingFresh, flows.ChoosePIN, ""},
		"an older proof ran out, signup is new": {`"status":"PENDING","code_verification_status":"EXPIRED","last_onboarded_time":"2026-01-01T00:00:00+0000"`,
			flows.StandingExpired, flows.CodeMethod, ""},
		"connected, proof ran out": {`"status":"CONNECTED","code_verification_status":"EXPIRED","platform_type":"CLOUD_API","quality_rating":"GREEN"`,
			flows.StandingConnected, flows.Connected, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, `{"id":"`+string(id)+`",`+c.body+`}`)
			}))
			t.Cleanup(server.Close)
			client, err := api.New(api.Options{BaseURL: server.URL, Token: api.NewSecret("EAAtoken")})
			if err != nil {
				t.Fatal(err)
			}
			n, err := client.Number(t.Context(), id, api.OnboardingFields()...)
			if err != nil {
				t.Fatal(err)
			}
			if got := flows.StandingOf(n); got != c.want {
				t.Errorf("standing %s, want %s", got, c.want)
			}
			var s flows.Session
			s.State, s.History = flows.PickNumber, []flows.State{flows.Connect}
			m := flows.NewMachine()
			step := func(e flows.Event) { s, _ = m.Step(s, flows.Input{Event: e, At: n.LastOnboarded.Time}) }
			step(flows.NumberRead{Number: n})
			if s.State == flows.Eligibility {
				step(flows.ChecklistDone{})
			}
			if s.State != c.state || s.Checks.Remedy != c.remedy {
				t.Errorf("it goes on in %s with %q, want %s with %q", s.State, s.Checks.Remedy, c.state, c.remedy)
			}
		})
	}
}

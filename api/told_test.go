package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dialtone/api"
)

// TestWhatWasNotTold: a fact that Graph leaves out, or sends as null, is neither yes nor no.
func TestWhatWasNotTold(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]api.Told{
		`{"id":"1"}`: {},
		`{"id":"1","is_on_biz_app":null,"is_official_business_account":null,"webhook_configuration":null}`: {},
		`{"id":"1","is_on_biz_app":false,"is_preverified_number":false}`:                                   {OnBusinessApp: true, Preverified: true},
		`{"id":"1","is_official_business_account":true,"webhook_configuration":{}}`:                        {Official: true, Callbacks: true},
	} {
		var n api.Number
		if err := json.Unmarshal([]byte(body), &n); err != nil || n.Told != want || n.ID != "1" {
			t.Errorf("%s: %+v, %v", body, n.Told, err)
		}
		if n.Official != want.Official || n.OnBusinessApp || n.Preverified {
			t.Errorf("%s: %+v", body, n)
		}
	}
}

// TestOneOddFactHidesNothing: a fact that has another form than it should is not known, and
// neither the number nor the facts beside it are lost with it.
func TestOneOddFactHidesNothing(t *testing.T) {
	t.Parallel()
	odd := []string{
		`"throughput":"STANDARD"`, `"throughput":[]`, `"webhook_configuration":[]`, `"webhook_configuration":"none"`, `"webhook_configuration":{"application":[]}`,
		`"health_status":[]`, `"health_status":{"entities":{}}`, `"health_status":{"entities":[{"additional_info":"x"}]}`, `"quality_rating":{"score":"GREEN"}`,
		`"is_on_biz_app":"maybe"`, `"is_on_biz_app":{}`, `"is_pin_enabled":[]`, `"name_status":7`, `"verified_name":{}`, `"account_mode":null`,
		`"whatsapp_business_manager_messaging_limit":{"tier":"TIER_250"}`, `"last_onboarded_time":{}`, `"username":[7]`, `"certificate":false`,
	}
	for _, one := range append(odd, strings.Join(odd, ",")) {
		row := `{` + one + `,"id":"106540352242922","status":"CONNECTED","code_verification_status":"VERIFIED"}`
		if strings.Count(one, `"throughput"`) > 1 { // a name may not come twice; each oddity was tried alone
			row = `{"throughput":7,"health_status":7,"is_on_biz_app":7,"name_status":7,"id":"106540352242922","status":"CONNECTED","code_verification_status":"VERIFIED"}`
		}
		c := client(t, api.Options{Retries: -1, Transport: canned(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/phone_numbers") {
				return answer(200, []byte(`{"data":[`+row+`,{"id":"106540352242923"}]}`)), nil
			}
			return answer(200, []byte(row)), nil
		})})
		n, err := c.Number(t.Context(), "106540352242922")
		page, errPage := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{})
		if err != nil || errPage != nil || len(page.Numbers) != 2 {
			t.Fatalf("%s: %v, %v", one, err, errPage)
		}
		for _, n := range []api.Number{n, page.Numbers[0]} {
			if n.ID != "106540352242922" || n.Status != api.StatusConnected || n.Verification != api.Verified || n.Told != (api.Told{}) || n.PINEnabled != nil {
				t.Errorf("%s: %+v", one, n)
			}
		}
	}
	// What is no list, or no row of one, is not read at all.
	for _, body := range []string{`{"data":{}}`, `{"data":"x"}`, `{"data":[0]}`, `{"data":[null]}`, `{"data":["x"]}`, `{"data":[{"id":7}]}`, `{"data":[{"throughput":"x","id":{}}]}`} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		if page, err := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{}); !errors.Is(err, api.ErrUnreadable) || strings.Contains(fmt.Sprint(err), "struct") || strings.Contains(fmt.Sprint(err), "api.") {
			t.Errorf("%s: %+v, %v", body, page, err)
		}
	}
}

// TestOddFactsOfAccountAndToken are not known either.
func TestOddFactsOfAccountAndToken(t *testing.T) {
	t.Parallel()
	const account = `{"id":"104820560913301","name":"Lotus","currency":7,"owner_business_info":"x","ownership_type":{},"status":[]}`
	const token = `{"data":{"app_id":138483919580948,"user_id":"7","is_valid":true,"scopes":"whatsapp_business_management","granular_scopes":{},"expires_at":"never"}}`
	c := client(t, api.Options{Retries: -1, Token: api.NewSecret("EAAtoken"), Transport: canned(func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/debug_token") {
			return answer(200, []byte(token)), nil
		}
		return answer(200, []byte(account)), nil
	})})
	if a, err := c.Account(t.Context(), "104820560913301"); err != nil || a.Name != "Lotus" || a.Currency != "" {
		t.Errorf("%+v, %v", a, err)
	}
	info, err := c.DebugToken(t.Context())
	if err != nil || !info.Valid || info.AppID != "138483919580948" || info.UserID != "7" || info.Scopes != nil || len(info.Lacks(api.ScopeManagement)) != 0 || !info.Reaches("1") {
		t.Errorf("%+v, %v", info, err)
	}
}

// TestFieldsThatAreRefused: a read goes on without them, in whatever form Graph refuses them.
func TestFieldsThatAreRefused(t *testing.T) {
	t.Parallel()
	const number = "WhatsAppBusinessPhoneNumber"
	for said, want := range map[string]struct {
		left, gone string
		calls      int
	}{
		`{"code":100,"message":"(#100) Tried accessing nonexisting field (host_platform) on node type (` + number + `)"}`:             {"platform_type", "host_platform", 2},
		`{"code":100,"message":"(#100) Tried accessing nonexisting field (host_platform,username) on node type (` + number + `)"}`:    {"platform_type", "username", 2},
		`{"code":100,"message":"(#100) Tried accessing nonexisting field (something) on node type (` + number + `)"}`:                 {"platform_type", "throughput", 2},
		`{"code":12,"message":"(#12) is_pin_enabled field is deprecated for versions v25.0 and higher"}`:                              {"host_platform", "is_pin_enabled", 2},
		`{"code":12,"message":"(#12) a singular published_story is deprecated"}`:                                                      {"status", "host_platform", 2},
		`{"code":200,"message":"(#200) You need a permission to access the field is_on_biz_app"}`:                                     {"host_platform", "is_on_biz_app", 2},
		`{"code":10,"message":"(#10) To access the field 'username', your app needs to be reviewed"}`:                                 {"status", "username", 2},
		`{"code":100,"message":"(#100) The parameter partner_ids is required."}`:                                                      {"status", "host_platform", 2},
		`{"code":100,"message":"Invalid parameter","error_data":{"details":"Parameter partner_ids is missing"}}`:                      {"status", "host_platform", 2},
		`{"code":100,"error_subcode":2018001,"message":"Invalid parameter","error_user_msg":"O parâmetro partner_ids é obrigatório"}`: {"status", "host_platform", 2},
		`{"code":100,"message":"(#100) Field throughput does not exist on type ` + number + `"}`:                                      {"host_platform", "throughput", 2},
		`{"code":10,"message":"(#10) Application does not have permission for this action"}`:                                          {"status", "throughput", 2},
		`{"code":200,"message":"(#200) Requires business_management permission"}`:                                                     {"status", "is_on_biz_app", 2},
		`{"code":3,"message":"(#3) Application does not have the capability to make this API call."}`:                                 {"status", "is_on_biz_app", 2},
		`{"code":131005,"message":"(#131005) Access denied"}`:                                                                         {"status", "throughput", 2},
		`{"code":10,"message":"(#10) No permission to read the status field"}`:                                                        {"quality_rating", ",status,", 2},
		`{"code":131008,"message":"Required parameter is missing"}`:                                                                   {"status", "host_platform", 2},
	} {
		var asked []string
		c := client(t, api.Options{Retries: -1, Transport: canned(func(r *http.Request) (*http.Response, error) {
			fields := r.URL.Query().Get("fields")
			if asked = append(asked, fields); strings.Contains(fields, want.gone) {
				return answer(400, []byte(`{"error":`+said+`}`)), nil
			}
			return answer(200, []byte(`{"id":"106540352242922","status":"CONNECTED"}`)), nil
		})})
		for range 2 {
			n, err := c.Number(t.Context(), "106540352242922", api.DetailFields()...)
			last := asked[len(asked)-1]
			if err != nil || n.Status != api.StatusConnected || !strings.Contains(last, want.left) || !strings.Contains(last, "code_verification_status") {
				t.Errorf("%s: %v, asked %q", said, err, asked)
			}
		}
		if len(asked) != want.calls+1 { // the second time it knows
			t.Errorf("%s: asked %d times", said, len(asked))
		}
	}
	// What is no matter of fields is said once.
	for _, said := range []string{
		`{"code":190,"message":"field expired"}`, `{"code":80008,"message":"parameter"}`, `{"code":100,"error_subcode":33,"message":"Unsupported get request"}`,
		`{"code":200,"message":"API access blocked."}`, `{"code":803,"message":"Some of the aliases you requested do not exist"}`, `{"code":100,"message":"API calls from the server require an appsecret_proof argument"}`,
		`{"code":100,"message":"(#100) Tried accessing nonexisting field (status) on node type (Business)"}`,
	} {
		calls := 0
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
			calls++
			return answer(400, []byte(`{"error":`+said+`}`)), nil
		})})
		if _, err := c.Number(t.Context(), "106540352242922", api.DetailFields()...); err == nil || calls != 1 {
			t.Errorf("%s: %v after %d calls", said, err, calls)
		}
	}
}

// TestOfficialReviewAndUsername come as a text or inside an object; another form hides no
// number.
func TestOfficialReviewAndUsername(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]api.Number{
		`{"official_business_account":{"oba_status":"PENDING"},"username":"lotus"}`:                    {OfficialReview: "PENDING", Username: api.Username{Name: "lotus"}},
		`{"official_business_account":"NOT_STARTED","username":{"username":"lo","status":"reserved"}}`: {OfficialReview: "NOT_STARTED", Username: api.Username{Name: "lo", Status: "reserved"}},
		`{"official_business_account":{"status":"REJECTED"},"username":{}}`:                            {OfficialReview: "REJECTED"},
		`{"official_business_account":[7],"username":7}`:                                               {},
		`{"official_business_account":null,"username":null}`:                                           {},
	} {
		var n api.Number
		if err := json.Unmarshal([]byte(body), &n); err != nil || n.OfficialReview != want.OfficialReview || n.Username != want.Username {
			t.Errorf("%s: %q, %+v, %v", body, n.OfficialReview, n.Username, err)
		}
	}
}

// TestOverridesOfApps are read beside the app and within it.
func TestOverridesBesideTheApp(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"data":[{"whatsapp_business_api_data":{"id":"1","name":"A"},"override_callback_uri":"https://a.example/hook"},
			{"whatsapp_business_api_data":{"id":"2","override_callback_uri":"https://b.example/hook"}},{"whatsapp_business_api_data":{"id":"3"}}]}`))
	}))
	t.Cleanup(server.Close)
	apps, err := client(t, api.Options{BaseURL: server.URL, Token: api.NewSecret("EAAtoken")}).SubscribedApps(t.Context(), "1")
	if err != nil || len(apps) != 3 || apps[0].Override != "https://a.example/hook" || apps[1].Override != "https://b.example/hook" || apps[2].Override != "" {
		t.Errorf("%+v, %v", apps, err)
	}
}

package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
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

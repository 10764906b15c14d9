package api_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"dialtone/api"
)

func TestTime(t *testing.T) {
	t.Parallel()
	want := time.Date(2023, 8, 22, 19, 5, 53, 0, time.UTC)
	for in, want := range map[string]time.Time{
		`"2023-08-22T19:05:53+0000"`:  want,
		`"2023-08-22T21:05:53+0200"`:  want,
		`"2023-08-22T19:05:53Z"`:      want,
		`"2023-08-22T21:05:53+02:00"`: want,
		`1692731153`:                  want,
		`"1692731153"`:                want,
		`""`:                          {},
		`null`:                        {},
		`0`:                           {},
		`-5`:                          {},
		`"yesterday"`:                 {},
		`{"a":1}`:                     {},
		`[1]`:                         {},
	} {
		var n struct {
			At api.Time `json:"at"`
		}
		if err := json.Unmarshal([]byte(`{"at":`+in+`}`), &n); err != nil || !n.At.Equal(want) {
			t.Errorf("%s: %v, %v", in, n.At, err)
		}
	}
}

func TestParseID(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]api.IDReason{
		"106540352242922": "", " 106540352242922\n": "", "12345": "", "12345678901234567890": "",
		"": api.IDEmpty, "  ": api.IDEmpty, "+85291230100": api.IDNotDigits, "1065 4035": api.IDNotDigits, "１２３４５": api.IDNotDigits,
		"../register": api.IDNotDigits, "1234": api.IDLength, "123456789012345678901": api.IDLength,
	} {
		_, err := api.ParseID(in)
		var e *api.IDError
		switch {
		case want == "" && err != nil, want != "" && (!errors.As(err, &e) || e.Reason != want || e.Error() == ""):
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func TestParseVersion(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]api.Version{
		"v24.0": "v24.0", "24.0": "v24.0", "24": "v24.0", " V20.0 ": "v20.0", "v9.1": "v9.1",
		"": "", "v": "", "0": "", "v24.x": "", "v-1.0": "", "v24.0.1": "", "999.0": "",
	} {
		got, err := api.ParseVersion(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	for v, want := range map[api.Version]bool{"v20.0": false, "v21.0": true, "v26.0": true, "v9.0": false, "": false, "latest": false} {
		if v.RegionBySettings() != want {
			t.Errorf("%q: by settings is %v", v, !want)
		}
	}
}

func TestStorage(t *testing.T) {
	t.Parallel()
	if s := api.InRegion(""); s.Status != api.StorageDisabled || s.Localized() != "" {
		t.Errorf("none: %+v", s)
	}
	if s := (&api.Storage{Status: "in_country_storage_enabled", Region: "ch"}); s.Localized() != "CH" {
		t.Errorf("small letters: %q", s.Localized())
	}
	var none *api.Storage
	if none.Localized() != "" {
		t.Error("no answer is no region")
	}
	small := &api.Storage{Status: "no_storage_enabled", Retention: 60}
	if !small.IsUnkept() || !small.Same(api.Unkept()) || small.Same(api.InRegion("")) || none.IsUnkept() {
		t.Error("the mode without storage is not recognised")
	}
	for _, s := range []*api.Storage{none, {Status: api.StorageDefault}, {Status: "in_country_storage_disabled", Region: "CH"}} {
		if !s.Same(api.InRegion("")) || s.Same(api.InRegion("CH")) || s.Same(api.Unkept()) {
			t.Errorf("%+v is not taken for no region", s)
		}
	}
}

func TestTokenInfo(t *testing.T) {
	t.Parallel()
	info := api.TokenInfo{Scopes: []api.Scope{api.ScopeManagement}, ExpiresAt: 1790000000,
		Granular: []api.GranularScope{{Scope: api.ScopeBusiness, Targets: []string{"9"}}, {Scope: api.ScopeManagement, Targets: []string{"1", "2"}}}}
	if got := info.Lacks(api.ScopeManagement, api.ScopeMessaging); !slices.Equal(got, []api.Scope{api.ScopeMessaging}) {
		t.Errorf("lacks %v", got)
	}
	if !info.Reaches("2") || info.Reaches("9") || !(api.TokenInfo{}).Reaches("9") || info.Expires().Unix() != 1790000000 {
		t.Error("reach or expiry")
	}
}

func TestTokenDead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		body   string
		want   bool
	}{
		{401, `{"error":{"code":190,"message":"x"}}`, true},
		{400, `{"error":{"code":190,"error_subcode":463,"message":"x"}}`, true},
		{401, `{"error":{"code":104,"message":"x"}}`, true},
		{401, `{"error":{"code":0,"message":"x"}}`, true},
		{401, `{"error":{"code":"190","message":"x"}}`, true},
		{401, `{"error":{"type":"OAuthException","fbtrace_id":"A1"}}`, true}, // Graph's own, whatever its code
		{401, `go away`, false},
		{401, `{"error":"unauthorized"}`, false},
		{401, `{"error":{"code":401,"message":"Unauthorized","status":"UNAUTHENTICATED"}}`, false},
		{401, `{"error":{"message":"Unauthorized"}}`, false},
		{403, `{"error":{"code":200,"message":"x"}}`, false},
		{500, `{"error":{"code":0,"message":"x"}}`, false},
		{400, `{"error":{"code":100,"message":"x"}}`, false},
	} {
		cl := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) { return answer(c.status, []byte(c.body)), nil })})
		_, err := cl.Number(t.Context(), "106540352242922")
		if api.TokenDead(err) != c.want {
			t.Errorf("HTTP %d %s: dead is %v", c.status, c.body, !c.want)
		}
	}
	if api.TokenDead(nil) || api.TokenDead(errors.New("x")) || api.Ambiguous(nil) || api.Ambiguous(errors.New("x")) {
		t.Error("an error of somebody else's was recognised")
	}
}

// error_data is an object, or a text that holds one, or a plain text.
func TestErrorData(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"messaging_product":"whatsapp","details":"Wait 60 seconds."}`: "Wait 60 seconds.",
		`"{\"details\":\"Wait.\"}"`:                                     "Wait.",
		`"Wait."`:                                                       "Wait.",
		`null`:                                                          "",
		`[1]`:                                                           "",
		`{"details":7}`:                                                 "",
	} {
		c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(400, []byte(`{"error":{"code":133008,"message":"x","is_transient":"true","error_data":`+body+`}}`)), nil
		})})
		_, err := c.Register(t.Context(), "106540352242922", api.Registration{PIN: pin})
		if e := refused(t, err, api.Register, 133008, 0); e.Details != want || !e.Transient {
			t.Errorf("%s: %+v", body, e)
		}
	}
}

func TestEndpoints(t *testing.T) {
	t.Parallel()
	seen := map[api.Endpoint]bool{}
	for _, e := range api.Endpoints() {
		if seen[e] || e == "" {
			t.Errorf("%q is there twice", e)
		}
		seen[e] = true
	}
	if len(seen) != 24 {
		t.Errorf("%d endpoints", len(seen))
	}
	if len(slices.Compact(slices.Sorted(slices.Values(api.DetailFields())))) != len(api.DetailFields()) {
		t.Error("a field is asked for twice")
	}
}

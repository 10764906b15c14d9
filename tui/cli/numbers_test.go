package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// TestShownStanding: a script is told "connected" of what is CONNECTED alone.
func TestShownStanding(t *testing.T) {
	t.Parallel()
	for status, want := range map[api.Status]flows.Standing{
		api.StatusConnected: flows.StandingConnected,
		api.StatusFlagged:   "held", api.StatusRestricted: "held", api.StatusRateLimited: "held",
		api.StatusPending: flows.StandingFresh, api.StatusBanned: flows.StandingBanned, "HIBERNATING": flows.StandingFresh,
	} {
		n := api.Number{Status: status, Verification: api.NotVerified}
		if got := shownStanding(n); got == nil || *got != want {
			t.Errorf("%s: %v, want %s", status, got, want)
		}
	}
	if got := shownStanding(api.Number{}); got != nil {
		t.Errorf("nothing told: %v", got)
	}
}

// TestTheListIsWholeOrNothing: what a script reads is a list to its end, and what Graph
// did not tell is null in it.
func TestTheListIsWholeOrNothing(t *testing.T) {
	const first = `{"data":[{"id":"106540352242922","is_on_biz_app":false},{"id":"106540352242923"}]`
	for name, c := range map[string]struct {
		second string
		status int
		whole  bool
	}{
		"whole":                   {`{"data":[{"id":"106540352242924","is_official_business_account":true}]}`, 200, true},
		"refused on a later page": {`{"error":{"code":200,"message":"(#200) Permissions error"}}`, 403, false},
		"not Graph's":             {`<html>`, 200, false},
	} {
		for _, sort := range []string{"", "oldest"} {
			t.Run(name+", sorted by "+sort, func(t *testing.T) {
				t.Parallel()
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Type", "application/json")
					if r.URL.Query().Get("after") == "" {
						_, _ = w.Write([]byte(first + `,"paging":{"cursors":{"after":"two"},"next":"https://graph.facebook.com/next"}}`))
						return
					}
					w.WriteHeader(c.status)
					_, _ = w.Write([]byte(c.second))
				}))
				r := execute(t, "EAAJZCkQw7vRtBxLmYpHsDfGnUaWe", nil, "numbers", "--json", "--token-stdin", "--account", "104820560913301",
					"--graph-url", server.URL, "--sort", sort)
				server.Close()
				if !c.whole {
					f := faultIn(t, r)
					if meta := f.Meta; r.code == 0 || (meta != nil) != (c.status == 403) || meta != nil && (meta.Code != 200 || meta.Status != 403) {
						t.Errorf("%s: ends with %d: %s", name, r.code, r.text)
					}
					return
				}
				var all []map[string]any
				err := json.Unmarshal(objectIn(t, r.text).Data, &all)
				if err != nil || r.code != 0 || len(all) != 3 {
					t.Fatalf("%s: ends with %d, %v: %s", name, r.code, err, r.text)
				}
				if all[0]["is_on_biz_app"] != false || all[1]["is_on_biz_app"] != nil || all[0]["is_official_business_account"] != nil ||
					all[2]["is_official_business_account"] != true {
					t.Errorf("%s", r.text)
				}
			})
		}
	}
}

// TestWhatTheListWasNotTold is null in it, and hides no number.
func TestWhatTheListWasNotTold(t *testing.T) {
	for refused, want := range map[string]string{
		"account_mode": `"account_mode":null`, "is_on_biz_app": `"standing":"connected"`, "status": `"standing":null`,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if strings.Contains(r.URL.Query().Get("fields"), refused) {
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write([]byte(`{"error":{"code":100,"message":"(#100) Tried accessing nonexisting field (` + refused + `)"}}`))
				return
			}
			row := map[string]any{"id": "106540352242922", "status": "CONNECTED", "code_verification_status": "VERIFIED", "account_mode": "LIVE", "is_on_biz_app": false}
			delete(row, refused)
			_ = json.NewEncoder(w).Encode(map[string]any{"data": []any{row}})
		}))
		r := execute(t, "EAAJZCkQw7vRtBxLmYpHsDfGnUaWe", nil, "numbers", "--json", "--token-stdin", "--account", "104820560913301",
			"--graph-url", server.URL, "--mode", "LIVE")
		server.Close()
		if text := strings.ReplaceAll(r.text, ": ", ":"); r.code != 0 || !strings.Contains(text, want) || !strings.Contains(text, "106540352242922") {
			t.Errorf("%s: ends with %d: %s", refused, r.code, r.text)
		}
	}
}

package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"dialtone/api"
)

// fullPage is the largest page that Graph can answer with: 100 numbers, each with
// every field, blocked at every link of its chain.
func fullPage(t *testing.T) []byte {
	t.Helper()
	var numbers []map[string]any
	trouble := []map[string]any{{
		"error_code": 141006, "error_description": strings.Repeat("There is an error with the payment method. ", 4),
		"possible_solution": strings.Repeat("There was an error with your payment method. Please add a new one. ", 4),
	}}
	for i := range 100 {
		links := []map[string]any{}
		for _, kind := range []string{"PHONE_NUMBER", "WABA", "BUSINESS", "APP"} {
			links = append(links, map[string]any{"entity_type": kind, "id": "106540352242922", "can_send_message": "BLOCKED", "errors": trouble,
				"additional_info": []string{"Your display name has not been approved yet.", "Your limit is low."}})
		}
		numbers = append(numbers, map[string]any{
			"id": fmt.Sprint(106540352242000 + i), "display_phone_number": fmt.Sprintf("+852 9123 %04d", i), "verified_name": strings.Repeat("店", 75),
			"status": "CONNECTED", "code_verification_status": "NOT_VERIFIED", "quality_rating": "GREEN", "name_status": "AVAILABLE_WITHOUT_REVIEW",
			"new_name_status": "PENDING_REVIEW", "new_display_name": strings.Repeat("店", 75), "platform_type": "CLOUD_API",
			"throughput": map[string]any{"level": "STANDARD"}, "account_mode": "LIVE", "is_pin_enabled": true, "is_on_biz_app": false,
			"is_official_business_account": false, "is_preverified_number": false, "last_onboarded_time": "2026-08-22T19:05:53+0000",
			"whatsapp_business_manager_messaging_limit": "TIER_UNLIMITED", "certificate": strings.Repeat("CmYKI", 100), "new_certificate": strings.Repeat("CmYKI", 100),
			"health_status":         map[string]any{"can_send_message": "BLOCKED", "entities": links},
			"webhook_configuration": map[string]any{"application": "https://example.com/hook", "whatsapp_business_account": "https://example.com/hook", "phone_number": "https://example.com/hook"},
		})
	}
	raw, err := json.Marshal(map[string]any{"data": numbers, "paging": map[string]any{"cursors": map[string]any{"after": "QVFI"}}})
	must(t, err)
	return raw
}

// allocated is how many bytes reading one answer takes, with a trace. It is for
// tests that run by themselves.
func allocated(t *testing.T, status int, raw []byte) (int64, error) {
	t.Helper()
	c := client(t, api.Options{Retries: -1, Trace: func(api.Trace) {}, Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(status, raw), nil
	})})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{})
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc), err
}

// TestNoAnswerCostsMuchMemory reads the answers that cost most for their length,
// and those that are as long as may be.
func TestNoAnswerCostsMuchMemory(t *testing.T) { // not parallel: it counts what the whole process allocates
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	const mega = 1 << 20
	full := fullPage(t)
	if marks := bytes.Count(full, []byte(",")) + bytes.Count(full, []byte("{")) + bytes.Count(full, []byte("[")); len(full) > mega*2/3 || marks > 10_000 {
		t.Errorf("a full page has %d bytes and %d values: the bounds are near", len(full), marks)
	}
	list := func(one string, n int) string {
		return `{"data":[` + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + `]}`
	}
	for name, c := range map[string]struct {
		status int
		body   string
		reads  bool
	}{
		"a full page":               {200, string(full), true},
		"more rows than a page has": {200, list(`{}`, 9_900), false},
		"more than that":            {200, list(`{}`, 20_001), false},
		"empty objects":             {200, list(`{}`, mega/3-10), false},
		"empty objects, 4 MB":       {200, list(`{}`, 4*mega/3), false},
		"empty lists":               {200, list(`[]`, mega/3-10), false},
		"noughts":                   {200, list(`0`, mega/2-10), false},
		"empty texts":               {200, list(`""`, mega/3-10), false},
		"links of a chain":          {200, `{"data":[{"health_status":{"entities":[` + strings.TrimSuffix(strings.Repeat(`{},`, mega/3-30), ",") + `]}}]}`, false},
		"keys":                      {200, `{` + strings.TrimSuffix(strings.Repeat(`"":0,`, mega/5-1), ",") + `}`, false},
		"details of an error":       {400, `{"error":{"code":1,"message":"x","error_data":[` + strings.TrimSuffix(strings.Repeat(`{},`, mega/3-30), ",") + `]}}`, false},
		"depth":                     {200, strings.Repeat(`[`, mega/2) + strings.Repeat(`]`, mega/2), false},
		"depth of objects":          {200, strings.Repeat(`{"a":`, 9_000) + `0` + strings.Repeat(`}`, 9_000), false},
		"one long text":             {200, `{"data":[{"verified_name":"` + strings.Repeat("x", mega-100) + `"}]}`, true},
		"one long text of escapes":  {200, `{"data":[{"verified_name":"` + strings.Repeat(`\u0007`, mega/6-20) + `"}]}`, true},
		"one long text of numbers":  {200, `{"data":[{"verified_name":"` + strings.Repeat(`+85291230199 `, mega/14) + `"}]}`, true},
		"a page of another":         {502, strings.Repeat("<p>, +85291230199", mega/17), false},
		"a page that was not asked": {200, strings.Repeat("<p>, +85291230199", mega/17), false},
	} {
		cost, err := allocated(t, c.status, []byte(c.body))
		if cost > 24*mega {
			t.Errorf("%s: %d MB for %d KB", name, cost/mega, len(c.body)/1024)
		}
		switch {
		case c.reads:
			must(t, err)
		case err == nil:
			t.Errorf("%s was read", name)
		case c.status == 200 && !errors.Is(err, api.ErrUnreadable):
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A trace of a long answer is made of its beginning, and hides there what it hides
// elsewhere, wherever the beginning ends.
func TestATraceLooksAtTheBeginning(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	const certificate = "CmYKIgexample"
	for pad := range 90 {
		for name, body := range map[string]string{
			"a list": `{"pad":"` + strings.Repeat("\\u0007", pad) + `","data":[` + strings.TrimSuffix(strings.Repeat(`{"certificate":"`+certificate+`","display_phone_number":"+85291230199"},`, 2000), ",") + `]}`,
			// Nothing is left of what stands before the secrets once it is cleaned.
			"a text":       strings.Repeat("\x07", 64<<10-pad) + "+85291230199 " + thePIN + " " + theToken + " " + strings.Repeat("x", 2000),
			"one text":     `{"verified_name":"` + strings.Repeat("\\u0007", (64<<10-pad)/6) + "+85291230199 " + thePIN + " " + theToken + `"}`,
			"a long token": `{"access_token":"` + strings.Repeat(certificate, 6000) + `"}`,
		} {
			var tr api.Trace
			c := client(t, api.Options{Token: api.NewSecret(theToken), Trace: func(one api.Trace) { tr = one }, Transport: canned(func(*http.Request) (*http.Response, error) {
				return answer(400, []byte(body)), nil
			})})
			_ = c.SetPIN(t.Context(), "106540352242922", api.NewSecret(thePIN))
			for _, hidden := range []string{certificate, "CmYK", "8529", "9123", theToken[:8], thePIN[:3]} {
				if strings.Contains(tr.Answer, hidden) {
					t.Fatalf("%s, %d: the trace holds %q: %.200q", name, pad, hidden, tr.Answer)
				}
			}
			if len(tr.Answer) > 5000 || len(body) > 70_000 && !strings.HasSuffix(tr.Answer, "…") {
				t.Fatalf("%s, %d: %d bytes", name, pad, len(tr.Answer))
			}
			if name == "a list" && !strings.Contains(tr.Answer, `"certificate":"••••••","display_phone_number":"•••• 0199"}`) {
				t.Fatalf("a list, %d: %.200q", pad, tr.Answer)
			}
		}
	}
}

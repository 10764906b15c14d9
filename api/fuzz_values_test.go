package api_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/assets/constants"
)

// FuzzNumber puts any words into the enums of a number, and any JSON into one of its
// facts: the words are kept as they came, and the odd fact hides neither the number nor
// the facts beside it.
func FuzzNumber(f *testing.F) {
	facts := []string{
		"throughput", "health_status", "webhook_configuration", "username", "official_business_account", "is_on_biz_app", "is_pin_enabled",
		"is_official_business_account", "is_preverified_number", "last_onboarded_time", "certificate", "quality_rating", "verified_name",
	}
	f.Add("CONNECTED", "VERIFIED", "CLOUD_API", uint8(0), `{"level":"HIGH"}`)
	f.Add("SOMETHING_NEW", "", "café", uint8(1), `[]`)
	f.Add("PENDING", "EXPIRED", "NOT_APPLICABLE", uint8(4), `{"oba_status":"PENDING"}`)
	f.Add("connected", "\x00", "\xff", uint8(6), `"1"`)
	f.Add("", "NOT_VERIFIED", "ON_PREMISE", uint8(9), `99999999999999`)
	f.Add("BANNED", "x", "", uint8(2), `{"application":[]}`)
	f.Fuzz(func(t *testing.T, status, verification, platform string, which uint8, raw string) {
		if !json.Valid([]byte(raw)) {
			t.Skip("no JSON")
		}
		fact := facts[int(which)%len(facts)]
		text := func(v string) json.RawMessage {
			b, err := json.Marshal(v)
			must(t, err)
			return b
		}
		body, err := json.Marshal(map[string]json.RawMessage{
			"id": text("106540352242922"), "status": text(status), "code_verification_status": text(verification), "platform_type": text(platform), fact: json.RawMessage(raw),
		})
		must(t, err)
		var n, again api.Number
		must(t, json.Unmarshal(body, &n))
		var same struct{ S, V, P string }
		must(t, json.Unmarshal([]byte(`{"S":`+string(text(status))+`,"V":`+string(text(verification))+`,"P":`+string(text(platform))+`}`), &same))
		if n.ID != "106540352242922" || string(n.Status) != same.S || string(n.Verification) != same.V || string(n.Platform) != same.P {
			t.Fatalf("%s is read as %+v", body, n)
		}
		if n.Status.Registered() && !n.Status.Known() || n.Status.Held() && !n.Status.Registered() {
			t.Fatalf("status %q", n.Status)
		}
		for _, yes := range [][2]bool{{n.OnBusinessApp, n.Told.OnBusinessApp}, {n.Official, n.Told.Official}, {n.Preverified, n.Told.Preverified}} {
			if yes[0] && !yes[1] {
				t.Fatalf("%s: a yes that nobody told: %+v", body, n)
			}
		}
		if n.Told.Callbacks != (fact == "webhook_configuration" && n.Told.Callbacks) || n.PINEnabled != nil && fact != "is_pin_enabled" {
			t.Fatalf("%s: what was not sent was told: %+v", body, n)
		}
		if _, err := json.Marshal(n.LastOnboarded); err != nil {
			t.Fatalf("%s: a moment that cannot be written: %v", body, err)
		}
		must(t, json.Unmarshal(body, &again))
		if again.Told != n.Told || again.Username != n.Username || again.OfficialReview != n.OfficialReview {
			t.Fatalf("%s is read in two ways", body)
		}
	})
}

// FuzzTime reads moments: one that cannot be read is none, and one that can be read is
// the same when it is written and read once more.
func FuzzTime(f *testing.F) {
	for _, s := range []string{
		`"2023-08-22T19:05:53+0000"`, `"2023-08-22T19:05:53Z"`, `1692731153`, `"1692731153"`, `0`, `-5`, `null`, `{}`, `9223372036854775807`, `"0000-01-01T00:00:00+0000"`,
		`"2026-02-29T00:00:00+0000"`, `253402300800`, `""`, `"2023-08-22T19:05:53+9999"`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		var at api.Time
		if err := at.UnmarshalJSON([]byte(raw)); err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		if at.IsZero() {
			return
		}
		written, err := json.Marshal(at.UTC())
		if err != nil {
			t.Fatalf("%q is %v, which cannot be written: %v", raw, at.Time, err)
		}
		var again api.Time
		if err := json.Unmarshal(written, &again); err != nil || !again.Equal(at.Time) {
			t.Fatalf("%q is %v, then %v, %v", raw, at.Time, again.Time, err)
		}
	})
}

// FuzzRetryAfter reads how long Graph wants to be left alone out of headers.
func FuzzRetryAfter(f *testing.F) {
	for _, s := range [][2]string{
		{"120", ""}, {"", `{"104820560913301":[{"type":"whatsapp_business_management","estimated_time_to_regain_access":5}]}`}, {"-1", `{"1":[{"estimated_time_to_regain_access":"NaN"}]}`},
		{"99999999999999999999", `{"1":[{"estimated_time_to_regain_access":1e308}]}`}, {"Sun, 06 Nov 1994 08:49:37 GMT", "[]"}, {"soon", `{"1":[{"type":"ads","estimated_time_to_regain_access":"Inf"}]}`},
		{"Fri, 31 Dec 9999 23:59:59 GMT", `{"1":null}`}, {"", `{"1":[{"type":"","estimated_time_to_regain_access":"1e9"}]}`},
	} {
		f.Add(s[0], s[1], uint16(429))
	}
	f.Fuzz(func(t *testing.T, after, usage string, status uint16) {
		code := 400 + int(status)%200
		_, err := refusing(t, code, after, usage).Account(t.Context(), fuzzedWABA)
		var e *api.Error
		if !errors.As(err, &e) || e.RetryAfter < 0 || e.RetryAfter > 90*24*time.Hour {
			t.Fatalf("%q, %q: %v", after, usage, err)
		}
		if after == "" && usage == "" && e.RetryAfter != 0 {
			t.Fatalf("waits %v for nothing", e.RetryAfter)
		}
	})
}

// FuzzFindID looks for text that breaks a promise: an id that does not stand in the text,
// that is none, or that is read in another way when it stands alone.
func FuzzFindID(f *testing.F) {
	kinds := []api.IDKind{api.IDOfAccount, api.IDOfNumber, api.IDOfBusiness, api.IDOfApp}
	const waba, number = "104820560913301", "106540352242922"
	for _, s := range []string{
		waba, "WABA ID: " + waba + "\nPhone number ID: " + number, `{"id":"` + waba + `","name":"Shop 24"}`, "104 820 560 913 301", "act_" + waba,
		"https://business.facebook.com/wa/manage/phone-numbers/?waba_id=" + waba + "&business_id=220771904456101", "https://graph.facebook.com/v24.0/" + number + "/register",
		"1.04820560913301E+14", "&#49;04820560913301", "１０４８２０５６０９１３３０１", "+852 9123 0100", "curl -X POST 'https://graph.facebook.com/v24.0/" + waba + "/phone_numbers'",
		"<td>WABA</td><td>" + waba + "</td>", waba + " " + waba, "\u202e" + waba, "104820560913301@g.us", "//a.b/%zz?waba_id=" + waba,
	} {
		for i := range kinds {
			f.Add(s, uint8(i))
		}
	}
	reasons := constants.Of[api.IDReason](f)
	f.Fuzz(func(t *testing.T, text string, which uint8) {
		kind := kinds[int(which)%len(kinds)]
		id, err := api.FindID(text, kind)
		if err != nil {
			var e *api.IDError
			if !errors.As(err, &e) || !slices.Contains(reasons, e.Reason) || id != "" {
				t.Fatalf("%q: %q, %v", text, id, err)
			}
			return
		}
		if !api.IsID(id) {
			t.Fatalf("%q: %q is no id", text, id)
		}
		for _, k := range kinds {
			if again, err := api.FindID(id, k); err != nil || again != id {
				t.Fatalf("%q alone is %q, %v", id, again, err)
			}
		}
		if again, err := api.FindID(" \n"+text+"\n ", kind); err != nil || again != id {
			t.Fatalf("%q is %q, with blanks around it %q, %v", text, id, again, err)
		}
	})
}

// FuzzVersion reads versions of Graph: one that is read is written in one way alone.
func FuzzVersion(f *testing.F) {
	for _, s := range []string{"v24.0", "24", " V24.1 ", "v0.1", "v24.", "vv24", "256", "+24", "v24.0.1", "２４"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := api.ParseVersion(text)
		if err != nil {
			if v != "" {
				t.Fatalf("%q is refused and %q", text, v)
			}
			return
		}
		if again, err := api.ParseVersion(string(v)); err != nil || again != v || v.Major() < 1 || v.Major() > 255 || v.RegionBySettings() != (v.Major() >= 21) {
			t.Fatalf("%q is %q, then %q, %v", text, v, again, err)
		}
	})
}

// FuzzShortAddress shortens the addresses of webhooks: their hosts stay, and neither
// what stands before nor what stands behind.
func FuzzShortAddress(f *testing.F) {
	for _, s := range []string{"https://user:word@a.example/hook?token=x#y", "a.example/x", "https://a.example", "https://[::1]:8443/", "http://a%2fb/", "::", "https://a.example?x", "//a@b", "https://\u202e.example/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		short := api.ShortAddress(text)
		host := strings.TrimSuffix(short, "/…")
		if strings.ContainsAny(host, "/?#@") && short != "…" || api.Clean(short) != short {
			t.Fatalf("%q is shown as %q", text, short)
		}
		if api.ShortAddress("https://"+host) != host && host != "…" && !strings.ContainsAny(host, ":%") {
			t.Fatalf("%q is shown as %q, which is no host", text, short)
		}
	})
}

// refusing is a client whose every call is refused, with headers about the wait.
func refusing(t *testing.T, status int, after, usage string) *api.Client {
	t.Helper()
	return client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(status, []byte(`{"error":{"code":1,"message":"no","fbtrace_id":"A"}}`), "Retry-After", after, "X-Business-Use-Case-Usage", usage), nil
	})})
}

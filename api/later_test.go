package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialtone/api"
)

// spellings are the ways in which a server may write a secret that it was sent.
func spellings(secret string) []string {
	every := func(form string) string {
		var b strings.Builder
		for _, c := range []byte(secret) {
			fmt.Fprintf(&b, form, c)
		}
		return b.String()
	}
	return []string{secret, every(`\u%04x`), every("%%%02X"), every("&#%d;"), every("&#x%X;"), every("%%25%02x"), url.QueryEscape(secret), fmt.Sprintf(`\u%04x`, secret[0]) + secret[1:]}
}

// What a run sent comes out of no later answer, whoever repeats it and however it
// is written; ids and times with the same digits stay.
func TestLaterAnswersShowNoSecret(t *testing.T) {
	t.Parallel()
	const id = api.PhoneNumberID("106540908172922")
	said := ""
	traces := map[api.Endpoint]api.Trace{}
	c := client(t, api.Options{Token: api.NewSecret(theToken), Retries: -1, Trace: func(tr api.Trace) { traces[tr.Call] = tr }, Transport: canned(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost {
			return answer(200, []byte(`{"success":true}`)), nil
		}
		return answer(200, []byte(said)), nil
	})})
	must(t, c.VerifyCode(t.Context(), id, api.NewSecret(theCode)))
	_, err := c.Register(t.Context(), id, api.Registration{PIN: api.NewSecret(thePIN), Backup: &api.Backup{Data: api.NewSecret(theBackup), Password: api.NewSecret(theWord)}})
	must(t, err)
	later := c.WithToken(api.NewSecret("EAAanotherToken00000000"))
	for _, secret := range []string{theToken, thePIN, theCode, theBackup, theWord} {
		for _, form := range spellings(secret) {
			if !json.Valid([]byte(`"` + form + `"`)) {
				t.Fatalf("%s is no JSON", form)
			}
			said = fmt.Sprintf(`{"id":"%s","verified_name":"Shop %s open","display_phone_number":"+1 631-908172","about":{"%s":1},"seen_%s":%q,"last_onboarded_time":"2026-11-29T14:03:05+0000"}`, id, form, form, "text", "a\\"+form)
			n, err := later.Number(t.Context(), id, api.DetailFields()...)
			must(t, err)
			if n.ID != id || n.Display != "+1 631-908172" || !strings.HasPrefix(n.Name, "Shop ••••••") || !strings.HasSuffix(n.Name, " open") {
				t.Errorf("%s: %+v", form, n)
			}
			tr := traces[api.GetNumber]
			if !strings.Contains(tr.Answer, `"id":"`+string(id)+`"`) || !strings.Contains(tr.Answer, "2026-11-29T14:03:05+0000") {
				t.Errorf("%s: the trace lost an id or a time: %s", form, tr.Answer)
			}
			clean(t, "name", n.Name)
			clean(t, "trace", strings.ReplaceAll(tr.Answer, string(id), ""))
			for _, text := range []string{n.Name, tr.Answer} {
				if strings.Contains(text, form[:min(len(form), 12)]) && form != secret {
					t.Errorf("%s stands in %s", form, text)
				}
			}
		}
	}
}

// Phone numbers in the inspector are masked wherever they stand; what is exempt is
// exempt by its field.
func TestTracesMaskPhonesEverywhere(t *testing.T) {
	t.Parallel()
	for field, readable := range map[string]bool{
		`"owner":"Shop16315551234x"`: false, `"n":16315551234`: false, `"n":[16315551234]`: false, `"16315551234":true`: false, `"n":"1\u00a0631\u202f5551234"`: false, `"+1 (631) 555-1234":{}`: false,
		`"n":"١٦٣١٥٥٥١٢٣٤"`: false, `"to":"%2B1%20631%20555%201234"`: false, `"n":123456789012345`: false, `"wa_id":16315551234`: false, `"wa_id":"16315551234"`: false, `"display_phone_number":16315551234`: false,
		`"code":"16315551234"`: false, `"id":"+1 631 555 1234"`: false, `"n":1.6315551234e10`: false,
		`"id":"16315551234"`: true, `"id":106540352242922`: true, `"fbtrace_id":"A16315551234b"`: true, `"app_id":1063151234`: true, `"target_ids":["106540352242922"]`: true, `"expires_at":1795961234`: true,
		`"last_onboarded_time":1795961234`: true, `"error_subcode":2388091234`: true, `"code":2388091234`: true, `"n":133016`: true, `"n":"on 2026-11-29 14:03:05"`: true,
	} {
		var tr api.Trace
		c := client(t, api.Options{Retries: -1, Trace: func(one api.Trace) { tr = one }, Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(400, []byte(`{"x":{`+field+`}}`)), nil
		})})
		_, _ = c.Number(t.Context(), "106540352242922")
		if got := strings.Contains(tr.Answer, "•"); got == readable || !readable && strings.Contains(tr.Answer, "631") {
			t.Errorf("%s is shown as %s", field, tr.Answer)
		}
		if readable && tr.Answer != `{"x":{`+field+`}}` {
			t.Errorf("%s is shown as %s", field, tr.Answer)
		}
	}
}

// The id by which Meta's support finds an answer is whole, whatever digits are in it.
func TestTheTraceIDOfAnErrorIsWhole(t *testing.T) {
	t.Parallel()
	c := client(t, api.Options{Token: api.NewSecret(theToken), Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(400, []byte(`{"error":{"code":100,"message":"No `+thePIN+`","fbtrace_id":"AB`+thePIN+`_c-Q0123456789abcdefGHIJKLMNOPq"}}`)), nil
	})})
	err := c.SetPIN(t.Context(), "106540352242922", api.NewSecret(thePIN))
	var e *api.Error
	if !errors.As(err, &e) || e.TraceID != "AB"+thePIN+"_c-Q0123456789abcdefGHIJKLMNOPq" || strings.Contains(e.Message, thePIN) {
		t.Errorf("%+v", e)
	}
}

// An error's code is readable however it is written; a code that was sent or stands
// elsewhere is not.
func TestTracesShowTheCodeOfAnError(t *testing.T) {
	t.Parallel()
	for body, readable := range map[string]bool{
		`{"error":{"code":"133016"}}`: true, `{"error":{"code":133016}}`: true, `{"error":{"code":"133016/2388001"}}`: false, `{"error":{"code":"` + theCode + `"}}`: false,
		`{"error":{"error_data":{"code":"133016"}}}`: false, `{"code":"133016"}`: false, `{"error":[{"code":"133016"}]}`: true, `{"x":{"code":"133016"}}`: false, `{"error":{"code":"+1 631 555 1234"}}`: false,
	} {
		var tr api.Trace
		c := client(t, api.Options{Retries: -1, Trace: func(one api.Trace) { tr = one }, Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(400, []byte(body)), nil
		})})
		_ = c.VerifyCode(t.Context(), "106540352242922", api.NewSecret(theCode))
		if (tr.Answer == body) != readable || !readable && !strings.Contains(tr.Answer, "•") || strings.Contains(tr.Request, theCode) {
			t.Errorf("%s is shown as %s, sent %s", body, tr.Answer, tr.Request)
		}
	}
}

// Two keys that look alike once they are masked both stay.
func TestMaskedKeysStayApart(t *testing.T) {
	t.Parallel()
	var tr api.Trace
	c := client(t, api.Options{Retries: -1, Trace: func(one api.Trace) { tr = one }, Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(400, []byte(`{"16315551234":1,"26315551234":2}`)), nil
	})})
	_, _ = c.Number(t.Context(), "106540352242922")
	if strings.Count(tr.Answer, "•••• 1234") != 2 {
		t.Errorf("shown as %s", tr.Answer)
	}
}

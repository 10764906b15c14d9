package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// parrot is a server that repeats everything it was sent, as an error and as
// plain text, which is what the worst proxies do.
func parrot(status int, envelope bool, seen *[]*http.Request) canned {
	return func(r *http.Request) (*http.Response, error) {
		*seen = append(*seen, r)
		body := ""
		if r.Body != nil {
			var b strings.Builder
			buf := make([]byte, 4096)
			n, _ := r.Body.Read(buf)
			b.Write(buf[:n])
			body = b.String()
		}
		said := fmt.Sprintf("you said %s %s %s", r.URL, r.Header, body)
		if !envelope {
			return answer(status, []byte(strings.Repeat("x", 180)+said)), nil
		}
		raw, _ := json.Marshal(map[string]any{"error": map[string]any{
			"message": said, "type": said, "code": 100, "error_user_title": said, "error_user_msg": said, "fbtrace_id": said,
			"error_data": map[string]any{"details": said},
		}})
		return answer(status, raw), nil
	}
}

const (
	theToken  = "EAAtheTokenThatNobodyMaySee0123456789"
	thePIN    = "908172"
	theCode   = "463719"
	theBackup = "backup+blob/with==signs"
	theWord   = "correcthorsebattery"
)

// Token, PIN, code and backup come out nowhere: not in an error, whatever the
// server says; not in any field of a trace; not in an address.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	const id, waba = api.PhoneNumberID("106540352242922"), api.WABAID("104820560913301")
	for _, envelope := range []bool{true, false} {
		for _, status := range []int{200, 302, 400, 401, 500} {
			var traces []api.Trace
			var seen []*http.Request
			c := client(t, api.Options{Token: api.NewSecret(theToken), Retries: -1, Trace: func(tr api.Trace) { traces = append(traces, tr) },
				Transport: parrot(status, envelope, &seen)})
			ctx := t.Context()
			var errs []error
			note := func(err error) { errs = append(errs, err) }
			_, err := c.DebugToken(ctx)
			note(err)
			_, err = c.Account(ctx, waba)
			note(err)
			_, err = c.Number(ctx, id, api.DetailFields()...)
			note(err)
			_, err = c.NumbersPage(ctx, waba, api.NumbersQuery{After: "x"})
			note(err)
			note(c.RequestCode(ctx, id, api.SMS, "en"))
			note(c.VerifyCode(ctx, id, api.NewSecret(theCode)))
			note(c.SetPIN(ctx, id, api.NewSecret(thePIN)))
			_, err = c.Register(ctx, id, api.Registration{PIN: api.NewSecret(thePIN), Backup: &api.Backup{Data: api.NewSecret(theBackup), Password: api.NewSecret(theWord)}})
			note(err)
			if len(traces) < len(errs) { // what refuses fields is read again without them
				t.Fatalf("%d traces of %d calls", len(traces), len(errs))
			}
			for _, err := range errs {
				if err == nil {
					t.Fatal("the parrot was believed")
				}
				clean(t, fmt.Sprintf("HTTP %d, error", status), fmt.Sprintf("%v %+v %#v", err, err, err))
			}
			for _, tr := range traces {
				v := reflect.ValueOf(tr)
				for i := range v.NumField() {
					switch v.Field(i).Interface().(type) {
					case time.Time, time.Duration: // the digits of a clock are nobody's, and may be any
						continue
					}
					clean(t, fmt.Sprintf("HTTP %d, trace of %s, %s", status, tr.Call, v.Type().Field(i).Name), fmt.Sprint(v.Field(i).Interface()))
				}
			}
			for _, r := range seen {
				address := r.URL.String()
				if r.URL.Query().Has("input_token") {
					continue // debug_token has no other way to be told (docs)
				}
				clean(t, "address", address)
			}
		}
	}
}

// clean fails when text holds a secret, or most of one.
func clean(t *testing.T, what, text string) {
	t.Helper()
	for _, secret := range []string{theToken, theToken[:20], thePIN, thePIN[:5], theCode, theCode[:5], theBackup, theWord, theWord[:12]} {
		if strings.Contains(text, secret) {
			t.Errorf("%s holds %q: %.300s", what, secret, text)
		}
	}
}

// The edge of a cut text does not leave half a secret behind.
func TestCutTextKeepsNoHalf(t *testing.T) {
	t.Parallel()
	for pad := 285; pad < 305; pad++ {
		c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(400, []byte(strings.Repeat("x", pad)+thePIN)), nil
		})})
		err := c.SetPIN(t.Context(), "106540352242922", api.NewSecret(thePIN))
		e := refused(t, err, api.SetPIN, 0, 0)
		if strings.Contains(e.Body, thePIN[:2]) {
			t.Fatalf("pad %d: %q", pad, e.Body)
		}
	}
}

func TestTraces(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile")
	ctx := t.Context()
	_, err := b.DebugToken(ctx)
	must(t, err)
	must(t, b.RequestCode(ctx, b.id(), api.SMS, "en_US"))
	must(t, b.VerifyCode(ctx, b.id(), b.code()))
	must(t, b.register(ctx, b.id(), api.Registration{PIN: pin}))
	_, err = b.Number(ctx, b.id(), "display_phone_number", "verified_name")
	must(t, err)
	_, err = b.Number(ctx, b.id(), "certificate", "new_certificate") // they hold the whole number
	must(t, err)
	_, _ = b.AddNumber(ctx, b.waba(), api.NewNumber{CallingCode: "852", National: "91230199", Name: "Lotus"})
	_, _ = b.Number(ctx, "85291230199") // the number in place of its id
	for i, want := range []struct {
		call         api.Endpoint
		method, url  string
		request, has string
		status       int
	}{
		{api.DebugToken, "GET", "/v24.0/debug_token?input_token=••••••", "", `"is_valid":true`, 200},
		{api.RequestCode, "POST", "/v24.0/106540352242922/request_code", `{"code_method":"SMS","language":"en_US"}`, `{"success":true}`, 200},
		{api.VerifyCode, "POST", "/v24.0/106540352242922/verify_code", `{"code":"••••••"}`, `{"success":true}`, 200},
		{api.Register, "POST", "/v24.0/106540352242922/register", `{"messaging_product":"whatsapp","pin":"••••••"}`, `{"success":true}`, 200},
		{api.GetNumber, "GET", "/v24.0/106540352242922?fields=id,display_phone_number,verified_name", "", `"display_phone_number":"•••• 0100"`, 200},
		{api.GetNumber, "GET", "/v24.0/106540352242922?fields=id,certificate,new_certificate", "", `{"certificate":"••••••",`, 200},
		{api.AddNumber, "POST", "/v24.0/104820560913301/phone_numbers", `{"cc":"852","phone_number":"•••• 0199","verified_name":"Lotus"}`, `"id":"7`, 200},
		{api.GetNumber, "GET", "/v24.0/•••• 0199", "", `"code":100`, 400},
	} {
		tr := b.traces[i]
		got, unescaped := strings.TrimPrefix(tr.URL, b.url), strings.NewReplacer("%E2%80%A2", "•", "%20", " ").Replace(strings.TrimPrefix(tr.URL, b.url))
		if tr.Call != want.call || tr.Method != want.method || unescaped != want.url || tr.Request != want.request || !strings.Contains(tr.Answer, want.has) || tr.Status != want.status {
			t.Errorf("trace %d (%s): %+v", i, got, tr)
		}
		if tr.Start.IsZero() || tr.Duration <= 0 || tr.Served != "v24.0" || (tr.Err == "") != (tr.Status == 200) {
			t.Errorf("trace %d: %+v", i, tr)
		}
		if strings.Contains(tr.Answer+tr.Err+tr.URL+tr.Request, "91230") {
			t.Errorf("trace %d shows a number: %+v", i, tr)
		}
	}
}

// A trace of a lost answer still says what was sent.
func TestTraceOfFailure(t *testing.T) {
	t.Parallel()
	b := setup(t, "embedded-signup")
	b.order(graphsim.Fault{Endpoint: api.Register, Drop: graphsim.DropAfter})
	_ = b.register(t.Context(), b.id(), api.Registration{PIN: pin})
	b.order(graphsim.Fault{Endpoint: api.Register, Mangle: graphsim.HTML})
	_ = b.register(t.Context(), b.id(), api.Registration{PIN: pin})
	if tr := b.traces[0]; tr.Status != 0 || tr.Err == "" || strings.Contains(tr.Err, "://") || !strings.Contains(tr.Request, "pin") {
		t.Errorf("trace %+v", tr)
	}
	if tr := b.traces[1]; tr.Status != 502 || !strings.Contains(tr.Answer, "<html>") {
		t.Errorf("trace %+v", tr)
	}
}

func TestLongAnswerIsCutInTraces(t *testing.T) {
	t.Parallel()
	var tr api.Trace
	c := client(t, api.Options{Trace: func(one api.Trace) { tr = one }, Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(200, hundred(t)), nil
	})})
	_, err := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{})
	must(t, err)
	if len(tr.Answer) > 5000 || !strings.HasSuffix(tr.Answer, " …") || strings.Contains(tr.Answer, "9123") {
		t.Errorf("%d bytes: %.200s", len(tr.Answer), tr.Answer)
	}
}

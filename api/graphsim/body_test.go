package graphsim_test

import (
	"net/http"
	"testing"
)

// TestRecordedAnswers are played word for word: status, headers and body.
func TestRecordedAnswers(t *testing.T) {
	t.Parallel()
	const envelope = `{"error":{"message":"(#133005) Two step verification PIN Mismatch","type":"OAuthException","code":133005,` +
		`"error_data":"{\"blame_field_specs\":[[\"pin\"]]}","fbtrace_id":"AbCd"}}`
	for name, c := range map[string]struct {
		fault  string // as a scenario has it
		json   string // as a test in another process sends it
		status int
		header map[string]string // "" for one that is not there
		raw    string
	}{
		"of Meta": {
			fault: "endpoint = \"get_number\"\nstatus = 400\nbody = '" + envelope + "'\n",
			json:  `{"endpoint":"get_number","status":400,"body":` + envelope + `}`, status: 400, raw: envelope,
			header: map[string]string{"Content-Type": "application/json; charset=UTF-8", "Facebook-Api-Version": "v24.0"},
		},
		"of Meta, with its usage": {
			fault:  "endpoint = \"get_number\"\nstatus = 400\nbody = '{\"error\":{\"code\":80008}}'\nheaders = {X-Business-Use-Case-Usage = '{\"1\":[]}'}\n",
			json:   `{"endpoint":"get_number","status":400,"body":{"error":{"code":80008}},"headers":{"X-Business-Use-Case-Usage":"{\"1\":[]}"}}`,
			status: 400, raw: `{"error":{"code":80008}}`, header: map[string]string{"X-Business-Use-Case-Usage": `{"1":[]}`},
		},
		"of a proxy": {
			fault:  "endpoint = \"get_number\"\nstatus = 407\nbody = \"<html><title>407</title></html>\"\nheaders = {Content-Type = \"text/html\", Proxy-Authenticate = \"Basic realm=corp\"}\n",
			json:   `{"endpoint":"get_number","status":407,"body":"<html><title>407</title></html>","headers":{"Content-Type":"text/html","Proxy-Authenticate":"Basic realm=corp"}}`,
			status: 407, raw: "<html><title>407</title></html>",
			header: map[string]string{"Content-Type": "text/html", "Proxy-Authenticate": "Basic realm=corp", "Facebook-Api-Version": "", "X-App-Usage": ""},
		},
		"of a gateway": {
			fault: "endpoint = \"get_number\"\nstatus = 502\nbody = \"bad gateway\"\n", json: `{"endpoint":"get_number","status":502,"body":"bad gateway"}`,
			status: 502, raw: "bad gateway", header: map[string]string{"Content-Type": "text/plain; charset=utf-8", "X-Fb-Trace-Id": ""},
		},
		"with a header taken away": {
			fault: "endpoint = \"get_number\"\nheaders = {Facebook-Api-Version = \"\"}\n", json: `{"endpoint":"get_number","headers":{"Facebook-Api-Version":""}}`,
			status: 200, header: map[string]string{"Facebook-Api-Version": "", "X-App-Usage": `{"call_count":0,"total_cputime":0,"total_time":0}`},
		},
	} {
		control := with(t, "")
		control.do(control.request(http.MethodPost, "/_sim/fault", "application/json", c.json)).ok(t)
		for how, w := range map[string]*world{"scenario": with(t, "[[fault]]\n"+c.fault), "control": control} {
			r := w.number("status")
			if r.status != c.status || c.raw != "" && r.raw != c.raw {
				t.Errorf("%s by %s: HTTP %d %s", name, how, r.status, r.raw)
			}
			for key, want := range c.header {
				if got := r.header.Get(key); got != want {
					t.Errorf("%s by %s: %s is %q, want %q", name, how, key, got, want)
				}
			}
			w.number("status").ok(t) // and only once
		}
	}
}

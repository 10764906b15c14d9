package graphsim_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialtone/api/graphsim"
)

// TestOrigins: a page of somebody else's, which a browser shows on this machine, gets
// nothing from the simulator and changes nothing in it, by whatever name it reaches it.
func TestOrigins(t *testing.T) {
	t.Parallel()
	sim, err := graphsim.New(parse(t, small))
	if err != nil {
		t.Fatal(err)
	}
	at, _, err := graphsim.Serve(t.Context(), "127.0.0.1:0", sim)
	if err != nil {
		t.Fatal(err)
	}
	own, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sim: sim, url: at, token: sim.Info().Token}
	calls := []struct{ method, path, body string }{
		{"GET", "/v24.0/" + numberID + "?fields=id", ""}, {"POST", "/v24.0/" + numberID, `{"pin":"016027"}`}, {"OPTIONS", "/v24.0/" + numberID, ""},
		{"GET", "/_sim/info", ""}, {"POST", "/_sim/token", ""}, {"POST", "/_sim/clock", `{"advance":"72h"}`},
	}
	port := ":" + own.Port()
	for _, tc := range []struct {
		host    string
		origins []string
		answers bool
	}{
		{"", nil, true},
		{"localhost" + port, nil, true},
		{"", []string{"http://127.0.0.1" + port}, true},
		{"", []string{"http://localhost" + port}, true},
		{"", []string{"http://[::1]" + port}, true},
		{"", []string{"null"}, false},
		{"", []string{""}, false},
		{"", []string{"https://evil.example"}, false},
		{"", []string{"http://evil.example" + port}, false},
		{"", []string{"http://127.0.0.1.evil.example" + port}, false},
		{"", []string{"http://127.0.0.1" + port + "@evil.example"}, false},
		{"", []string{"https://127.0.0.1" + port}, false},
		{"", []string{"http://127.0.0.1:1"}, false},
		{"", []string{"http://127.0.0.1"}, false},
		{"", []string{"file://"}, false},
		{"", []string{"chrome-extension://abcdefghijklmnop"}, false},
		{"", []string{"http://127.0.0.1" + port, "https://evil.example"}, false},
		{"", []string{"http://127.0.0.1" + port + " https://evil.example"}, false},
		{"evil.example" + port, nil, false},
		{"evil.example" + port, []string{"http://evil.example" + port}, false},
		{"evil.example" + port, []string{"http://127.0.0.1" + port}, false},
		{"127.0.0.1.evil.example", nil, false},
	} {
		for _, call := range calls {
			before := sim.Now()
			r := w.request(call.method, call.path, "application/json", call.body)
			if r.Host = tc.host; len(tc.origins) > 0 {
				r.Header["Origin"] = tc.origins
			}
			got := w.do(r)
			if refused := got.status == http.StatusMisdirectedRequest; refused == tc.answers {
				t.Errorf("host %q, origin %q: %s %s is answered with HTTP %d", tc.host, tc.origins, call.method, call.path, got.status)
			}
			if !tc.answers && (strings.Contains(got.raw, w.token) || got.header.Get("Access-Control-Allow-Origin") != "" || sim.Now().Sub(before).Hours() > 1) {
				t.Errorf("host %q, origin %q: %s %s gives %s", tc.host, tc.origins, call.method, call.path, got.raw)
			}
		}
	}
}

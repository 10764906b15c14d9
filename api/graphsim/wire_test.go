package graphsim_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// The same call in every encoding that Graph reads (openapi, docs).
func TestEncodings(t *testing.T) {
	t.Parallel()
	const path = "/v24.0/" + numberID + "/request_code"
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	_ = m.WriteField("code_method", "SMS")
	_ = m.WriteField("language", "en_US")
	_ = m.Close()
	for name, c := range map[string]struct{ query, kind, body string }{
		"query":           {query: "?code_method=SMS&language=en_US"},
		"query, slash":    {query: "/?code_method=SMS&language=en_US"},
		"form":            {kind: "application/x-www-form-urlencoded", body: "code_method=SMS&language=en_US"},
		"multipart":       {kind: m.FormDataContentType(), body: form.String()},
		"json":            {kind: "application/json", body: `{"code_method":"SMS","language":"en_US"}`},
		"json, charset":   {kind: "application/json; charset=utf-8", body: `{"code_method":"SMS","language":"en_US"}`},
		"half and half":   {query: "?code_method=SMS", kind: "application/json", body: `{"language":"en_US"}`},
		"body over query": {query: "?code_method=PIGEON&language=en_US", kind: "application/json", body: `{"code_method":"SMS"}`},
		"locale":          {kind: "application/x-www-form-urlencoded", body: "code_method=SMS&locale=en_US"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := with(t, "")
			w.do(w.request("POST", path+c.query, c.kind, c.body)).ok(t)
			if box := w.sim.Outbox(); len(box) != 1 || box[0].Language != "en_US" {
				t.Errorf("outbox %v", box)
			}
		})
	}
}

func TestUnreadBodies(t *testing.T) {
	t.Parallel()
	const path = "/v24.0/" + numberID + "/request_code"
	good := `{"code_method":"SMS","language":"en_US"}`
	for name, c := range map[string]struct{ kind, body string }{
		"no content type": {"", good},
		"plain text":      {"text/plain", good},
		"broken json":     {"application/json", good[:20]},
		"two values":      {"application/json", good + good},
		"a list":          {"application/json", "[" + good + "]"},
		"broken form":     {"application/x-www-form-urlencoded", "code_method=%zz"},
		"no boundary":     {"multipart/form-data", good},
		"empty":           {"application/json", ""},
		"far too large":   {"application/json", `{"x":"` + strings.Repeat("x", 1<<20) + `"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := with(t, "")
			w.do(w.request("POST", path, c.kind, c.body)).refused(t, 400, 100, 0)
		})
	}
}

func TestChunkedBody(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	r := w.request("POST", "/v24.0/"+numberID+"/request_code", "application/json", "")
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(`{"code_method":"VOICE","language":"en"}`)), -1
	w.do(r).ok(t)
}

// A nested object comes as JSON, as JSON inside a form value, or in brackets.
func TestNestedParameters(t *testing.T) {
	t.Parallel()
	const path = "/v24.0/" + numberID + "/settings"
	object := `{"status":"IN_COUNTRY_STORAGE_ENABLED","data_localization_region":"CH"}`
	for name, c := range map[string]struct{ kind, body string }{
		"json":         {"application/json", `{"storage_configuration":` + object + `}`},
		"json in form": {"application/x-www-form-urlencoded", url.Values{"storage_configuration": {object}}.Encode()},
		"brackets": {"application/x-www-form-urlencoded", url.Values{"storage_configuration[status]": {"IN_COUNTRY_STORAGE_ENABLED"},
			"storage_configuration[data_localization_region]": {"CH"}}.Encode()},
	} {
		w := with(t, "")
		w.do(w.request("POST", path, c.kind, c.body)).ok(t)
		if w.state().Region != "CH" {
			t.Errorf("%s: region %q", name, w.state().Region)
		}
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "version = \"v23.0\"\noldest_version = \"v21.0\"\n"+small))
	for path, served := range map[string]string{
		"/v24.0/": "v24.0", "/v27.0/": "v27.0", "/": "v23.0", "/v15.0/": "v21.0", "/v21.0/": "v21.0",
	} {
		r := w.get(path + numberID + "/").ok(t)
		if got := r.header.Get("facebook-api-version"); got != served {
			t.Errorf("%s was served by %s, want %s", path, got, served)
		}
	}
	w.get("/v28.0/"+numberID).refused(t, 400, 2500, 0)
	w.get("/v24/"+numberID).refused(t, 400, 2500, 0)
}

func TestLostCalls(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	for name, c := range map[string]struct {
		method, path string
		code, sub    int
	}{
		"unknown number":      {"GET", "/106540352242999", 100, 33},
		"unknown, edge":       {"POST", "/106540352242999/register", 100, 33},
		"phone number as id":  {"GET", "/85291230100", 100, 33},
		"unknown edge":        {"GET", "/" + numberID + "/nothing", 100, 0},
		"edge of the account": {"GET", "/" + numberID + "/phone_numbers", 100, 0},
		"edge of the number":  {"POST", "/" + wabaID + "/register", 100, 33},
		"get on register":     {"GET", "/" + numberID + "/register", 100, 0},
		"delete a number":     {"DELETE", "/" + numberID, 100, 33},
		"put":                 {"PUT", "/" + numberID, 100, 33},
		"words":               {"GET", "/me/accounts", 2500, 0},
		"too deep":            {"GET", "/" + numberID + "/a/b", 2500, 0},
		"nothing":             {"GET", "", 2500, 0},
	} {
		t.Run(name, func(t *testing.T) {
			e := w.do(w.request(c.method, "/v24.0"+c.path, "", "")).refused(t, 400, c.code, c.sub)
			if c.sub == 33 && e["type"] != "GraphMethodException" {
				t.Errorf("type %v", e["type"])
			}
		})
	}
	w.get("/v24.0/"+numberID+"/nothing").refused(t, 400, 100, 0)
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	r := w.number("id").ok(t)
	for _, key := range []string{"facebook-api-version", "x-app-usage", "x-business-use-case-usage", "x-fb-request-id", "x-fb-trace-id"} {
		if r.header.Get(key) == "" {
			t.Errorf("no %s", key)
		}
	}
	if got := r.header.Get("Content-Type"); got != "application/json; charset=UTF-8" {
		t.Errorf("content type %q", got)
	}
}

func TestCallBudget(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[limits]\ncalls_per_hour = 3\ncalls_per_hour_registered = 5\n"+small+`verification = "VERIFIED"`))
	paths := []string{numberID, wabaID, wabaID + "/phone_numbers"}
	for _, path := range paths {
		w.get("/v24.0/" + path).ok(t)
	}
	w.sim.Advance(20 * time.Minute)
	r := w.get("/v24.0/" + wabaID + "/subscribed_apps")
	r.refused(t, 400, 80007, 0)
	if usage := r.header.Get("x-business-use-case-usage"); !strings.Contains(usage, `"estimated_time_to_regain_access":40`) || !strings.Contains(usage, `"call_count":100`) {
		t.Errorf("usage %s", usage)
	}
	// Calls that change a number and settings are not counted. A registered number raises
	// the budget.
	w.get("/v24.0/" + numberID + "/settings").ok(t)
	w.register("123456").ok(t)
	w.number("id").ok(t)
	w.number("id").ok(t)
	w.number("id").refused(t, 400, 80007, 0)
	w.sim.Advance(40 * time.Minute)
	w.number("id").ok(t)
}

func TestDefaultBudget(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	for range 200 {
		w.number("id").ok(t)
	}
	w.number("id").refused(t, 400, 80007, 0)
}

func TestMethodOverHTTPOnly(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	r := w.do(w.request(http.MethodHead, "/v24.0/"+numberID, "", ""))
	if r.status != http.StatusBadRequest {
		t.Errorf("HEAD answered %d", r.status)
	}
}

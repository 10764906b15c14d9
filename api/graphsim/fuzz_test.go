package graphsim_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dialtone/api/graphsim"
)

// bare is the small world without a server, for targets that ask it often.
func bare(t *testing.T) *graphsim.Sim {
	t.Helper()
	sim, err := graphsim.New(parse(t, small), graphsim.WithSeed(7), graphsim.WithClock(func() time.Time { return noon }))
	if err != nil {
		t.Fatal(err)
	}
	return sim
}

// posed sends a request to a simulator and returns its answer.
func posed(sim *graphsim.Sim, method, path, query, kind, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1"+path, strings.NewReader(body))
	r.URL.RawQuery = query
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	r.Header.Set("Authorization", "Bearer "+sim.Info().Token)
	a := httptest.NewRecorder()
	sim.ServeHTTP(a, r)
	return a
}

// FuzzParams sends parameters of every encoding to every call. The simulator answers as
// Graph does, with JSON that is whole: it succeeds, or it refuses with a code, and what it
// refuses changes nothing.
func FuzzParams(f *testing.F) {
	edges := []string{"/request_code", "/verify_code", "/register", "/deregister", "/settings", "", "/messages", "/whatsapp_business_profile", "/nothing"}
	kinds := []string{"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/ld+json; charset=utf-8", "", "text/plain", "multipart/form-data"}
	for i, seed := range []struct{ query, body string }{
		{"code_method=SMS&language=en_US", ""}, {"", `{"code_method":"SMS","language":"en_US"}`}, {"", "code=123456&code[]=1&code[a]=2"}, {"", `{"messaging_product":"whatsapp","pin":123456}`},
		{"", "--x\r\nContent-Disposition: form-data; name=\"pin\"\r\n\r\n016027\r\n--x--\r\n"}, {"a]=1&[=2&[]=3&x[y]=4&x=5", "{}{}"}, {"", `{"storage_configuration":"{\"status\":null}"}`},
		{"fields=a{b", `{"data":{"pin":["1"]}}`}, {"access_token=x", `[]`}, {"%zz", `{"messaging_product":true,"to":"+85291230100","type":"text","text":{"body":"x"}}`}, {"", `{"websites":"[\"a\",7]","vertical":{}}`},
	} {
		for j := range kinds {
			f.Add(uint8(i), uint8(j), seed.query, seed.body)
		}
	}
	f.Fuzz(func(t *testing.T, edge, kind uint8, query, body string) {
		sim := bare(t)
		before, _ := sim.Snapshot(numberID)
		a := posed(sim, http.MethodPost, "/v24.0/"+numberID+edges[int(edge)%len(edges)], query, kinds[int(kind)%len(kinds)], body)
		var said map[string]any
		if err := json.Unmarshal(a.Body.Bytes(), &said); err != nil {
			t.Fatalf("HTTP %d: %s", a.Code, a.Body)
		}
		refused, _ := said["error"].(map[string]any)
		if (a.Code == http.StatusOK) == (refused != nil) || refused != nil && (refused["code"] == nil || refused["message"] == "" || refused["fbtrace_id"] == "") {
			t.Fatalf("HTTP %d: %s", a.Code, a.Body)
		}
		after, _ := sim.Snapshot(numberID)
		if refused != nil && (before.Registered != after.Registered || before.Region != after.Region || before.Verification != after.Verification) {
			t.Fatalf("%s, and it is %+v, not %+v", a.Body, after, before)
		}
	})
}

// FuzzControl drives the simulator with anything: every answer is JSON, a fault that is
// taken can be played, and what is refused is said to be.
func FuzzControl(f *testing.F) {
	paths := []string{"fault", "act", "clock", "token", "record", "outbox", "x/../fault", ""}
	for i, body := range []string{
		`{"endpoint":"register","code":100,"subcode":2388001,"user_title":"Cannot Create Certificate"}`, `{"act":"approve_name","phone_number_id":"106540352242900"}`, `{"advance":"72h"}`, `{"advance":"-9999999d"}`,
		`{"endpoint":"register","body":{"success":true},"times":3,"drop":"after"}`, `{"unknown":1}`, `[`, "", `{"endpoint":"get_number","status":-1}`, `{"endpoint":"get_number","status":99999,"headers":{"a\nb":"c"}}`,
		`{"endpoint":"get_number","body":"\u0000","truncate":true}`, `{"endpoint":"register","delay":"1h"}`,
	} {
		f.Add(uint8(i), body)
		f.Add(uint8(0), body)
	}
	f.Fuzz(func(t *testing.T, path uint8, body string) {
		sim, err := graphsim.New(parse(t, small), graphsim.WithSeed(7), graphsim.WithSleep(noSleep))
		if err != nil {
			t.Fatal(err)
		}
		a := posed(sim, http.MethodPost, "/_sim/"+paths[int(path)%len(paths)], "", "", body)
		if !json.Valid(a.Body.Bytes()) {
			t.Fatalf("HTTP %d: %s", a.Code, a.Body)
		}
		if a.Code >= 400 && !strings.Contains(a.Body.String(), "error") {
			t.Fatalf("HTTP %d: %s", a.Code, a.Body)
		}
		for _, call := range [][2]string{{http.MethodPost, "/register"}, {http.MethodGet, ""}} {
			func() {
				defer func() {
					if gone := recover(); gone != nil && gone != http.ErrAbortHandler { //nolint:errorlint // as the server compares it
						panic(gone)
					}
				}()
				posed(sim, call[0], "/v24.0/"+numberID+call[1], "", "application/json", `{"messaging_product":"whatsapp","pin":"016027"}`)
			}()
		}
	})
}

// FuzzScenario reads scenarios: one that is taken can be played.
func FuzzScenario(f *testing.F) {
	f.Add(small)
	f.Add(small + three)
	for _, s := range []string{"", "version = \"v99.0\"\n" + small, small + "verified = \"-3d\"\n", small + "[[fault]]\nendpoint = \"register\"\ncode = 1\n", "[account]\nid = 7", small + "created = \"9999999999d\"\n", small + "pin = \"12345\"\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sc, err := graphsim.Parse([]byte(text))
		if err != nil {
			if err.Error() == "" {
				t.Fatal("it does not say why")
			}
			return
		}
		sim, err := graphsim.New(sc, graphsim.WithSeed(7), graphsim.WithClock(func() time.Time { return noon }), graphsim.WithSleep(noSleep))
		if err != nil {
			return
		}
		info := sim.Info()
		if len(info.Numbers) != len(sc.Numbers) || info.Token == "" {
			t.Fatalf("%+v of %d numbers", info, len(sc.Numbers))
		}
		for _, path := range []string{"/v24.0/" + string(info.WABA) + "/phone_numbers", "/_sim/numbers", "/_sim/info"} {
			func() {
				defer func() {
					if gone := recover(); gone != nil && gone != http.ErrAbortHandler { //nolint:errorlint // as the server compares it
						panic(gone)
					}
				}()
				if a := posed(sim, http.MethodGet, path, "", "", ""); path != "/v24.0/"+string(info.WABA)+"/phone_numbers" && !json.Valid(a.Body.Bytes()) {
					t.Fatalf("%s: %s", path, a.Body)
				}
			}()
		}
	})
}

// noSleep ends a pause at once.
func noSleep(context.Context, time.Duration) error { return nil }

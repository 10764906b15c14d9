package graphsim_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

func TestControl(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, small+"live_in_app = true"))
	token := w.token
	w.token = "" // the calls that control the simulator need none
	if r := w.post("/_sim/act", obj{"act": "leave-app", "phone_number_id": numberID}).ok(t); r.body["success"] != true {
		t.Errorf("act: %s", r.raw)
	}
	for _, c := range []struct {
		act, id string
		status  int
	}{
		{"leave-app", numberID, http.StatusConflict},
		{"leave-app", "106540352249999", http.StatusNotFound},
		{"fly-away", numberID, http.StatusBadRequest},
	} {
		if r := w.post("/_sim/act", obj{"act": c.act, "phone_number_id": c.id}); r.status != c.status || !strings.HasPrefix(r.body["error"].(string), c.act+": ") {
			t.Errorf("%s for %s: HTTP %d %s", c.act, c.id, r.status, r.raw)
		}
	}
	if r := w.get("/_sim/info").ok(t); r.body["AppSecret"] != "" {
		t.Errorf("info: %s", r.raw)
	}
	if r := w.post("/_sim/clock", obj{"advance": "3m"}).ok(t); r.body["now"] != noon.Add(3*time.Minute).Format(time.RFC3339) {
		t.Errorf("clock: %s", r.raw)
	}
	w.token = token
	w.ask("SMS").ok(t)
	box := w.get("/_sim/outbox").ok(t).body["data"].([]any)
	if len(box) != 1 || box[0].(obj)["code"] != w.lastCode() {
		t.Errorf("outbox %v", box)
	}
	if fresh := w.post("/_sim/token", nil).ok(t).body["token"].(string); fresh == token || !strings.HasPrefix(fresh, "EAA") {
		t.Errorf("token %q", fresh)
	}
	w.post("/_sim/fault", obj{"endpoint": "verify_code", "status": 500, "code": 131000}).ok(t)
	w.verify(w.lastCode()).refused(t, 500, 131000, 0)
	r := w.get("/_sim/record").ok(t)
	calls := r.body["data"].([]any)
	if len(calls) != 2 || calls[1].(obj)["endpoint"] != "verify_code" || calls[1].(obj)["effective"] != false {
		t.Errorf("record %s", r.raw)
	}
	if strings.Contains(r.raw, token) || strings.Contains(r.raw, w.lastCode()) {
		t.Error("the record holds a secret")
	}
	if n := w.get("/_sim/numbers").ok(t).body["data"].([]any); n[0].(obj)["code_alive"] != true {
		t.Errorf("numbers %v", n)
	}
	if i := w.get("/_sim/info").ok(t).body; i["Token"] != token {
		t.Errorf("info %v", i)
	}
	for _, bad := range []reply{w.get("/_sim/nothing"), w.get("/_sim/clock"), w.post("/_sim/record", nil)} {
		if bad.status != http.StatusNotFound {
			t.Errorf("HTTP %d: %s", bad.status, bad.raw)
		}
	}
	for _, bad := range []reply{w.post("/_sim/clock", obj{"advance": "soon"}), w.post("/_sim/clock", obj{"advnce": "3m"}), w.post("/_sim/fault", obj{"endpoint": "x"})} {
		if bad.status != http.StatusBadRequest {
			t.Errorf("HTTP %d: %s", bad.status, bad.raw)
		}
	}
}

func TestServe(t *testing.T) {
	t.Parallel()
	sim, err := graphsim.New(parse(t, small))
	if err != nil {
		t.Fatal(err)
	}
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:80", "[::]:0", "example.com:80"} {
		if _, _, err := graphsim.Serve(t.Context(), addr, sim); !errors.Is(err, graphsim.ErrNotLoopback) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, _, err := graphsim.Serve(t.Context(), "nonsense", sim); err == nil {
		t.Error("an address without port was taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	url, wait, err := graphsim.Serve(ctx, "127.0.0.1:0", sim)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sim: sim, url: url, token: sim.Info().Token}
	w.number("id").ok(t)
	r := w.request("GET", "/_sim/info", "", "")
	r.Host = "evil.example"
	if got := w.do(r); got.status != http.StatusMisdirectedRequest || strings.Contains(got.raw, w.token) {
		t.Errorf("a foreign name was answered with HTTP %d", got.status)
	}
	if _, _, err := graphsim.Serve(ctx, strings.TrimPrefix(url, "http://"), sim); err == nil {
		t.Error("a taken port was taken again")
	}
	cancel()
	if err := wait(); err != nil {
		t.Errorf("end: %v", err)
	}
	if err := wait(); err != nil {
		t.Errorf("end, asked again: %v", err)
	}
}

// A delayed call does not delay the end of the server.
func TestServeStopsDuringDelay(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	sim, err := graphsim.New(parse(t, small), graphsim.WithSleep(func(ctx context.Context, _ time.Duration) error {
		close(held)
		<-ctx.Done()
		return ctx.Err()
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := sim.AddFault(graphsim.Fault{Endpoint: graphsim.AnyCall, Delay: graphsim.Duration(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	url, wait, err := graphsim.Serve(ctx, "localhost:0", sim)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sim: sim, url: url, token: sim.Info().Token}
	go func() {
		<-held
		cancel()
	}()
	_ = w.fails(w.request("GET", "/v24.0/"+numberID, "", ""))
	if err := wait(); err != nil {
		t.Errorf("end: %v", err)
	}
	if calls := sim.Record(); len(calls) != 1 || calls[0].Status != 0 {
		t.Errorf("record %+v", calls)
	}
}

// Many concurrent calls cause no race and are all counted.
func TestConcurrency(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[limits]\ncode_requests_per_day = 1000\n"+small))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				w.ask("SMS")
				w.number("status")
				w.sim.Advance(time.Second)
				w.sim.Snapshots()
				w.sim.Outbox()
				_ = w.sim.AddFault(graphsim.Fault{Endpoint: api.Deregister, Status: 500})
			}
		})
	}
	all.Wait()
	if s := w.state(); s.CodeRequests != 40 || len(w.sim.Outbox()) != 40 || len(w.sim.Record()) != 80 {
		t.Errorf("counted %d requests, %d messages, %d calls", s.CodeRequests, len(w.sim.Outbox()), len(w.sim.Record()))
	}
}

package graphsim_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

func TestRequestCodeRefusals(t *testing.T) {
	t.Parallel()
	good := obj{"code_method": "SMS", "language": "en_US"}
	for name, c := range map[string]struct {
		more                  string
		send                  obj
		status, code, subcode int
	}{
		"verified":            {`verification = "VERIFIED"`, good, 400, 136024, 0},
		"in the app":          {"live_in_app = true", good, 400, 136024, 2388091},
		"shared with the app": {"on_business_app = true", good, 400, 136024, 2388091},
		"on premises":         {`platform = "ON_PREMISE"`, good, 400, 136024, 2388091},
		"in another account":  {"elsewhere = true", good, 400, 136024, 2388091},
		"moved away":          {`status = "MIGRATED"`, good, 400, 136024, 2388091},
		"just deleted":        {`deleted = "-4m59s"`, good, 400, 136024, 2388091},
		"deleted":             {`status = "DELETED"`, good, 400, 33, 0},
		"asked too often":     {`code_requests = ["-23h","-3h","-2h","-1h","-5m"]`, good, 400, 136024, 2388367},
		"banned":              {`status = "BANNED"`, good, 403, 368, 0},
		"no method":           {"", obj{"language": "en"}, 400, 100, 0},
		"no language":         {"", obj{"code_method": "SMS"}, 400, 100, 0},
		"other method":        {"", obj{"code_method": "sms", "language": "en"}, 400, 100, 0},
		"odd language":        {"", obj{"code_method": "SMS", "language": "English"}, 400, 100, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := with(t, c.more)
			e := w.post("/v24.0/"+numberID+"/request_code", c.send).refused(t, c.status, c.code, c.subcode)
			if len(w.sim.Outbox()) != 0 {
				t.Error("a code was sent all the same")
			}
			if c.subcode != 0 && (e["error_user_title"] == nil || e["error_user_msg"] == nil || e["is_transient"] != false || e["message"] != "Request code error") {
				t.Errorf("not the live shape: %v", e)
			}
		})
	}
}

func TestCodeLimit(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	for range 5 {
		w.ask("SMS").ok(t)
	}
	w.ask("VOICE").refused(t, 400, 136024, 2388367)
	// A request in between starts the wait again.
	w.sim.Advance(23 * time.Hour)
	w.ask("SMS").refused(t, 400, 136024, 2388367)
	w.sim.Advance(2 * time.Hour)
	w.ask("SMS").ok(t)
}

func TestCodeLife(t *testing.T) {
	t.Parallel()
	t.Run("a newer code voids the older", func(t *testing.T) {
		t.Parallel()
		w := with(t, "")
		w.ask("SMS").ok(t)
		old := w.lastCode()
		w.ask("SMS").ok(t)
		w.verify(old).refused(t, 400, 100, 0)
		w.verify(w.lastCode()).ok(t)
	})
	t.Run("ten minutes", func(t *testing.T) {
		t.Parallel()
		w := with(t, "")
		w.ask("SMS").ok(t)
		w.sim.Advance(10*time.Minute - time.Second)
		if !w.state().CodeAlive {
			t.Error("the code died early")
		}
		w.sim.Advance(time.Second)
		w.verify(w.lastCode()).refused(t, 400, 100, 0)
	})
	t.Run("single use", func(t *testing.T) {
		t.Parallel()
		w := with(t, "").verified()
		w.verify(w.lastCode()).refused(t, 400, 100, 0)
	})
	t.Run("fourteen days", func(t *testing.T) {
		t.Parallel()
		w := with(t, "").verified()
		w.sim.Advance(14*24*time.Hour - time.Second)
		if got := w.state().Verification; got != api.Verified {
			t.Errorf("%s a second before", got)
		}
		w.sim.Advance(time.Second)
		if got := w.number("code_verification_status").body["code_verification_status"]; got != "EXPIRED" {
			t.Errorf("%v after 14 days", got)
		}
		w.register("123456").refused(t, 400, 133006, 0)
		w.verified().register("123456").ok(t)
	})
}

func TestWrongCodes(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[rules]\nwrong_code_error = 136025\n"+small))
	w.ask("SMS").ok(t)
	code := w.lastCode()
	for _, bad := range []string{"", code[:3] + "-" + code[3:], "12345", "1234567", "abcdef"} {
		w.verify(bad).refused(t, 400, 100, 0)
	}
	if n := w.state().WrongCodes; n != 0 {
		t.Errorf("%d malformed codes were counted", n)
	}
	wrong := "000000"
	for range 5 {
		e := w.verify(wrong).refused(t, 400, 136025, 0)
		if e["error_user_msg"] == nil {
			t.Errorf("no text for people: %v", e)
		}
	}
	e := w.verify(code).refused(t, 400, 136025, 0)
	if text, _ := e["error_user_msg"].(string); !strings.Contains(text, "12 hours") {
		t.Errorf("no wait in %v", e)
	}
	w.sim.Advance(12 * time.Hour)
	w.ask("SMS").ok(t)
	w.verify(w.lastCode()).ok(t)
}

func TestWrongCodeScenario(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "wrong-then-right-code"))
	path := "/v24.0/" + string(w.sim.Info().Numbers[0])
	w.post(path+"/request_code", obj{"code_method": "SMS", "language": "th"}).ok(t)
	w.post(path+"/verify_code", obj{"code": "000000"}).refused(t, 400, 136025, 2388093)
	w.post(path+"/verify_code", obj{"code": w.lastCode()}).ok(t)
}

func TestAppAccount(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "on-the-app"))
	id := w.sim.Info().Numbers[0]
	ask := func() reply {
		return w.post("/v24.0/"+string(id)+"/request_code", obj{"code_method": "SMS", "language": "zh_TW"})
	}
	ask().refused(t, 400, 136024, 2388091)
	if first, second := w.sim.Perform(graphsim.LeaveApp, id), w.sim.Perform(graphsim.LeaveApp, id); first != nil || second == nil {
		t.Errorf("an account can be deleted once: %v, then %v", first, second)
	}
	w.sim.Advance(3*time.Minute - time.Second)
	ask().refused(t, 400, 136024, 2388091)
	w.sim.Advance(time.Second)
	ask().ok(t)
}

func TestTollFree(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "toll-free"))
	id := w.sim.Info().Numbers[0]
	path := "/v24.0/" + string(id) + "/request_code"
	for _, method := range []string{"SMS", "VOICE"} {
		w.post(path, obj{"code_method": method, "language": "en_US"}).ok(t)
		if len(w.sim.Outbox()) != 0 {
			t.Errorf("%s reached a toll-free number behind a menu", method)
		}
	}
	if err := w.sim.Perform(graphsim.LetCallsIn, id); err != nil {
		t.Fatal(err)
	}
	w.post(path, obj{"code_method": "SMS", "language": "en_US"}).ok(t)
	w.post(path, obj{"code_method": "VOICE", "language": "en_US"}).ok(t)
	m := w.sim.Outbox()[0]
	if strings.Count(m.Text, m.Code) != 3 || m.Method != api.Voice {
		t.Errorf("voice says %q", m.Text)
	}
}

func TestNextMessage(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	got := make(chan string, 1)
	go func() {
		m, at, err := w.sim.NextMessage(t.Context(), 0)
		if err != nil || at != 1 {
			t.Errorf("position %d, error %v", at, err)
		}
		got <- m.Code
	}()
	w.ask("SMS").ok(t)
	if code := <-got; code != w.lastCode() || !regexp.MustCompile(`^\d{6}$`).MatchString(code) {
		t.Errorf("code %q, want %q", code, w.lastCode())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := w.sim.NextMessage(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

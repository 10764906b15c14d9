package api_test

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// Faults that heal are healed for reads, and never papered over for writes.
func TestReadsRetry(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]graphsim.Fault{
		"503 with envelope": {Status: 503, Code: 2, Message: "Service down"},
		"503 without":       {Status: 503},
		"429 of a gateway":  {Status: 429},
		"transient":         {Status: 400, Code: 2, Transient: true},
		"html":              {Mangle: graphsim.HTML},
		"drop":              {Drop: graphsim.DropBefore},
		"truncated":         {Mangle: graphsim.Truncate},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, "clean-mobile")
			f.Endpoint, f.Times = api.GetNumber, 2
			b.order(f)
			n, err := b.Number(t.Context(), b.id(), "status")
			if err != nil || n.Status != api.StatusPending {
				t.Errorf("number %+v, %v", n, err)
			}
			if got := b.calls(api.GetNumber); got != 3 {
				t.Errorf("%d calls, want 3", got)
			}
		})
	}
}

func TestReadsGiveUp(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile", func(o *api.Options) { o.Retries = 2 })
	b.order(graphsim.Fault{Endpoint: api.GetNumber, Times: -1, Status: 503, Code: 2, Message: "Service down"})
	_, err := b.Number(t.Context(), b.id())
	if e := refused(t, err, api.GetNumber, 2, 0); e.Status != 503 {
		t.Errorf("status %d", e.Status)
	}
	if got := b.calls(api.GetNumber); got != 3 {
		t.Errorf("%d calls, want 1 and 2 repeats", got)
	}
	for i, tr := range b.traces {
		if tr.Attempt != i+1 || tr.Status != 503 {
			t.Errorf("trace %d: %+v", i, tr)
		}
	}
	// A refusal is not a passing fault.
	b = setup(t, "clean-mobile")
	_, err = b.Number(t.Context(), "106540352249999")
	refused(t, err, api.GetNumber, 100, 33)
	if len(b.traces) != 1 {
		t.Errorf("%d attempts for a refusal", len(b.traces))
	}
}

// TestALimitIsNotHurried: a call that a budget of Meta's refuses is not repeated by itself.
func TestALimitIsNotHurried(t *testing.T) {
	t.Parallel()
	for _, code := range []int{4, 17, 32, 341, 613, 80000, 80007, 80008, 80014} {
		b := setup(t, "clean-mobile")
		b.order(graphsim.Fault{Endpoint: api.GetNumber, Times: -1, Status: 429, Code: code, Transient: true})
		if _, err := b.Number(t.Context(), b.id(), api.DetailFields()...); err == nil || b.calls(api.GetNumber) != 1 {
			t.Errorf("%d: %v after %d calls", code, err, b.calls(api.GetNumber))
		}
	}
}

// The call budget is a long wait: one call, and the time to regain access.
func TestThrottled(t *testing.T) {
	t.Parallel()
	b := setupText(t, "[account]\nid = \"104820560913399\"\nname = \"A\"\n[limits]\ncalls_per_hour = 1\n[[number]]\nid = \"106540352242999\"\nphone = \"+85291230199\"\nname = \"A\"\n")
	_, err := b.Number(t.Context(), b.id())
	must(t, err)
	b.sim.Advance(15 * time.Minute)
	_, err = b.Number(t.Context(), b.id())
	if e := refused(t, err, api.GetNumber, 80007, 0); e.RetryAfter != 45*time.Minute || b.calls(api.GetNumber) != 2 {
		t.Errorf("wait %v after %d calls", e.RetryAfter, b.calls(api.GetNumber))
	}
}

// Waits that Graph names are honoured when short, and left to the operator
// when long. The clock is simulated.
func TestRetryAfter(t *testing.T) {
	usage := func(minutes string) string {
		return `{"1":[{"type":"whatsapp","estimated_time_to_regain_access":0}],"2":[{"type":"ads_management","estimated_time_to_regain_access":999},{"type":"whatsapp","estimated_time_to_regain_access":` + minutes + `}]}`
	}
	for name, c := range map[string]struct {
		key, value string
		wait       time.Duration // that the error carries
		calls      int
		slept      time.Duration // at least
	}{
		"seconds":         {"Retry-After", "7", 7 * time.Second, 2, 7 * time.Second},
		"too long":        {"Retry-After", "16", 16 * time.Second, 1, 0},
		"absurd":          {"Retry-After", strconv.Itoa(1 << 62), 30 * 24 * time.Hour, 1, 0},
		"negative":        {"Retry-After", "-5", 0, 2, 0},
		"words":           {"Retry-After", "soon", 0, 2, 0},
		"usage":           {"X-Business-Use-Case-Usage", usage("40"), 40 * time.Minute, 1, 0},
		"usage as a text": {"X-Business-Use-Case-Usage", usage(`"40"`), 40 * time.Minute, 1, 0},
		"own usage":       {"X-Business-Use-Case-Usage", `{"106540352242922":[{"estimated_time_to_regain_access":40}],` + usage("90")[1:], 40 * time.Minute, 1, 0},
		"short usage":     {"X-Business-Use-Case-Usage", usage("0.1"), 6 * time.Second, 2, 6 * time.Second},
		"absurd usage":    {"X-Business-Use-Case-Usage", usage("1e300"), 30 * 24 * time.Hour, 1, 0},
		"broken usage":    {"X-Business-Use-Case-Usage", "{", 0, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				c2, err := api.New(api.Options{Retries: 1, Transport: canned(func(*http.Request) (*http.Response, error) {
					calls++
					return answer(503, []byte(`{"error":{"code":2,"message":"x"}}`), c.key, c.value), nil
				})})
				must(t, err)
				start := time.Now()
				_, err = c2.Number(t.Context(), "106540352242922")
				e := refused(t, err, api.GetNumber, 2, 0)
				if e.RetryAfter != c.wait || calls != c.calls || time.Since(start) < c.slept {
					t.Errorf("wait %v, %d calls in %v", e.RetryAfter, calls, time.Since(start))
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) { // as a date
		c, err := api.New(api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(503, nil, "Retry-After", time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)), nil
		})})
		must(t, err)
		_, err = c.Number(t.Context(), "106540352242922")
		if e := refused(t, err, api.GetNumber, 0, 0); e.RetryAfter != time.Minute {
			t.Errorf("wait %v", e.RetryAfter)
		}
	})
}

// The pauses grow, and stay within bounds.
func TestPausesGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Time
		c, err := api.New(api.Options{Retries: 4, Pause: time.Second, Transport: canned(func(*http.Request) (*http.Response, error) {
			at = append(at, time.Now())
			return answer(500, nil), nil
		})})
		must(t, err)
		_, err = c.Number(t.Context(), "106540352242922")
		refused(t, err, api.GetNumber, 0, 0)
		if len(at) != 5 {
			t.Fatalf("%d attempts", len(at))
		}
		for i := range 4 {
			pause, base := at[i+1].Sub(at[i]), time.Second<<i
			if pause < base/2 || pause > base*3/2 {
				t.Errorf("pause %d is %v, want about %v", i, pause, base)
			}
		}
	})
}

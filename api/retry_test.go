package api_test

import (
	"net/http"
	"strconv"
	"strings"
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
		"absurd":          {"Retry-After", strconv.Itoa(1 << 62), 90 * 24 * time.Hour, 1, 0},
		"negative":        {"Retry-After", "-5", 0, 2, 0},
		"words":           {"Retry-After", "soon", 0, 2, 0},
		"usage":           {"X-Business-Use-Case-Usage", usage("40"), 40 * time.Minute, 1, 0},
		"usage as a text": {"X-Business-Use-Case-Usage", usage(`"40"`), 40 * time.Minute, 1, 0},
		"own usage":       {"X-Business-Use-Case-Usage", `{"106540352242922":[{"estimated_time_to_regain_access":40}],` + usage("90")[1:], 40 * time.Minute, 1, 0},
		"short usage":     {"X-Business-Use-Case-Usage", usage("0.1"), 6 * time.Second, 2, 6 * time.Second},
		"absurd usage":    {"X-Business-Use-Case-Usage", usage("1e300"), 90 * 24 * time.Hour, 1, 0},
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
}

// TestRetryAfterInEveryForm has what servers and the proxies before them write. A date is
// one of the server's, whose clock need not be ours.
func TestRetryAfterInEveryForm(t *testing.T) {
	for name, c := range map[string]struct {
		ahead   time.Duration // of the server's clock; negative for behind
		headers func(server time.Time) []string
		wait    time.Duration
	}{
		"a fraction":            {0, texts("Retry-After", "89.2"), 90 * time.Second},
		"an exponent":           {0, texts("Retry-After", "1e2"), 100 * time.Second},
		"beyond every integer":  {0, texts("Retry-After", strings.Repeat("9", 400)), 90 * 24 * time.Hour},
		"without an end":        {0, texts("Retry-After", "Inf"), 90 * 24 * time.Hour},
		"no number":             {0, texts("Retry-After", "NaN"), 0},
		"in blanks":             {0, texts("Retry-After", "  90\t"), 90 * time.Second},
		"with a sign":           {0, texts("Retry-After", "+90"), 90 * time.Second},
		"with its unit":         {0, texts("Retry-After", "90 s"), 0},
		"twice":                 {0, texts("Retry-After", "7", "Retry-After", "90"), 90 * time.Second},
		"twice, one in words":   {0, texts("Retry-After", "soon", "Retry-After", "90"), 90 * time.Second},
		"nought, and a usage":   {0, texts("Retry-After", "0", "X-Business-Use-Case-Usage", `{"1":[{"estimated_time_to_regain_access":5}]}`), 0},
		"words, and a usage":    {0, texts("Retry-After", "soon", "X-Business-Use-Case-Usage", `{"1":[{"estimated_time_to_regain_access":5}]}`), 5 * time.Minute},
		"a date":                {0, dated(http.TimeFormat), time.Minute},
		"a date of RFC 850":     {0, dated("Monday, 02-Jan-06 15:04:05 GMT"), time.Minute},
		"a date of asctime":     {0, dated(time.ANSIC), time.Minute},
		"a date of RFC 3339":    {0, dated(time.RFC3339), 0},
		"by a clock ahead":      {26 * time.Hour, dated(http.TimeFormat), time.Minute},
		"by a clock behind":     {-26 * time.Hour, dated(time.ANSIC), time.Minute},
		"a date that is past":   {0, texts("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT"), 0},
		"a date far off":        {0, texts("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), 90 * 24 * time.Hour},
		"a day that is none":    {0, texts("Retry-After", "Mon, 31 Feb 2027 00:00:00 GMT"), 0},
		"a Date that is none":   {0, texts("Retry-After", "90", "Date", "yesterday"), 90 * time.Second},
		"a Date of year nought": {0, texts("Retry-After", "90", "Date", "Sat, 01 Jan 0000 00:00:00 GMT"), 90 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, err := api.New(api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
					server := time.Now().UTC().Add(c.ahead)
					res := answer(503, []byte(`{"error":{"code":2,"message":"x"}}`))
					headers := c.headers(server)
					for i := 0; i < len(headers); i += 2 {
						res.Header.Add(headers[i], strings.TrimSpace(headers[i+1]))
					}
					if res.Header.Get("Date") == "" {
						res.Header.Set("Date", server.Format(http.TimeFormat))
					}
					return res, nil
				})})
				must(t, err)
				_, err = client.Number(t.Context(), "106540352242922")
				if e := refused(t, err, api.GetNumber, 2, 0); e.RetryAfter != c.wait {
					t.Errorf("wait %v, want %v", e.RetryAfter, c.wait)
				}
			})
		})
	}
}

// texts are headers that are the same at any time.
func texts(headers ...string) func(time.Time) []string {
	return func(time.Time) []string { return headers }
}

// dated is a wait of one minute as a date.
func dated(layout string) func(time.Time) []string {
	return func(server time.Time) []string {
		return []string{"Retry-After", server.Add(time.Minute).Format(layout)}
	}
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

package graphsim

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// budget is how many management calls an hour has: 200, or 5,000 once the
// account has a registered number (docs).
func (s *Sim) budget() int {
	for _, n := range s.numbers {
		if n.registered {
			return s.sc.Limits.CallsRegistered
		}
	}
	return s.sc.Limits.Calls
}

// spend counts a management call against the rolling hour. A refused one is
// not counted, or the hour would never end (our choice).
func (s *Sim) spend(c *call) *refusal {
	if !c.route.counted {
		return nil
	}
	s.forget(c.at)
	if len(s.calls) >= s.budget() {
		return throttled(s.calls[0].Add(time.Hour).Sub(c.at))
	}
	s.calls = append(s.calls, c.at)
	return nil
}

func (s *Sim) forget(now time.Time) { s.calls = within(s.calls, now, time.Hour) }

// within keeps the moments that lie less than window before now.
func within(moments []time.Time, now time.Time, window time.Duration) []time.Time {
	var kept []time.Time
	for _, at := range moments {
		if now.Sub(at) < window {
			kept = append(kept, at)
		}
	}
	return kept
}

// headers are those that Graph adds to every answer (openapi).
func (s *Sim) headers(c *call, a answer, trace string) http.Header {
	s.forget(c.at)
	used := min(100, 100*len(s.calls)/max(1, s.budget()))
	h := http.Header{}
	h.Set("Facebook-Api-Version", string(c.version))
	h.Set("X-Fb-Request-Id", trace[:15])
	h.Set("X-Fb-Trace-Id", trace[15:])
	h.Set("X-Fb-Rev", "1030000000")
	h.Set("Cache-Control", "private, no-cache, no-store, must-revalidate")
	set := func(key string, v any) {
		if text, err := json.Marshal(v); err == nil {
			h.Set(key, string(text))
		}
	}
	set("X-App-Usage", object{"call_count": used, "total_cputime": used / 4, "total_time": used / 4})
	if c.token == nil {
		h.Del("X-App-Usage")
	} else {
		row := object{"type": "whatsapp_business_management", "call_count": used, "total_cputime": used / 4, "total_time": used / 4,
			"estimated_time_to_regain_access": 0}
		if a.refused != nil && a.refused.Regain > 0 {
			row["call_count"] = 100
			row["estimated_time_to_regain_access"] = math.Ceil(a.refused.Regain.Minutes())
		}
		set("X-Business-Use-Case-Usage", object{string(s.sc.Account.ID): []any{row}})
	}
	if a.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(a.retryAfter.Seconds()))))
	}
	if a.refused != nil && a.refused.Status == http.StatusUnauthorized {
		h.Set("Www-Authenticate", fmt.Sprintf(`OAuth "Facebook Platform" "invalid_token" %q`, a.refused.Title))
	}
	return h
}

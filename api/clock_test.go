package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"dialtone/api"
)

// TestClock compares this machine's clock with what an answer says, be the answer
// a yes or a no.
func TestClock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		date   string
		status int
		skew   time.Duration
		none   bool
	}{
		"right":     {time.Now().UTC().Format(http.TimeFormat), 200, 0, false},
		"ahead":     {time.Now().UTC().Add(-time.Hour).Format(http.TimeFormat), 200, time.Hour, false},
		"behind":    {time.Now().UTC().Add(time.Hour).Format(http.TimeFormat), 401, -time.Hour, false},
		"nonsense":  {"yesterday", 200, 0, true},
		"no answer": {"", 0, 0, true},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if c.status == 0 {
				panic(http.ErrAbortHandler)
			}
			w.Header().Set("Date", c.date)
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(`{"data":{"is_valid":true}}`))
		}))
		client, err := api.New(api.Options{BaseURL: server.URL, Retries: -1})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = client.WithToken(api.NewSecret("EAAother")).DebugToken(context.WithoutCancel(t.Context())) // what it answers is not the point
		clock := client.Clock()
		if (clock == api.Clock{}) != c.none {
			t.Errorf("%s: %+v", name, clock)
		}
		if off := clock.Skew() - c.skew; !c.none && (off < -2*time.Second || off > 2*time.Second) {
			t.Errorf("%s: %s, want %s", name, clock.Skew(), c.skew)
		}
		client.Close()
		server.Close()
	}
}

package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

func TestNumbersWalk(t *testing.T) {
	t.Parallel()
	for _, limit := range []int{0, 1, 7, 39, 40, 100} {
		b := setup(t, "many-numbers")
		seen := map[api.PhoneNumberID]bool{}
		for n, err := range b.Numbers(t.Context(), b.waba(), api.NumbersQuery{Limit: limit, Fields: []api.Field{"status", "account_mode"}}) {
			must(t, err)
			if seen[n.ID] {
				t.Fatalf("limit %d: %s came twice", limit, n.ID)
			}
			seen[n.ID] = true
		}
		size := limit
		if size == 0 {
			size = 25
		}
		if want := (40 + size - 1) / size; len(seen) != 40 || b.calls(api.ListNumbers) != want {
			t.Errorf("limit %d: %d numbers in %d pages, want 40 in %d", limit, len(seen), b.calls(api.ListNumbers), want)
		}
	}
}

func TestNumbersOrderAndMode(t *testing.T) {
	t.Parallel()
	b := setup(t, "many-numbers")
	walk := func(q api.NumbersQuery) []api.Number {
		var all []api.Number
		for n, err := range b.Numbers(t.Context(), b.waba(), q) {
			must(t, err)
			all = append(all, n)
		}
		return all
	}
	fields := []api.Field{"last_onboarded_time", "account_mode", "verified_name"}
	newest := walk(api.NumbersQuery{Fields: fields})
	oldest := walk(api.NumbersQuery{Fields: fields, Order: api.OldestFirst})
	for i := range newest {
		if newest[i].ID != oldest[len(oldest)-1-i].ID {
			t.Fatal("one order is not the other reversed")
		}
		if i > 0 && newest[i].LastOnboarded.After(newest[i-1].LastOnboarded.Time) {
			t.Fatalf("%s is newer than the one before", newest[i].ID)
		}
	}
	trial := walk(api.NumbersQuery{Fields: fields, Mode: api.ModeSandbox})
	if len(trial) != 3 || trial[0].Mode != api.ModeSandbox {
		t.Errorf("%d trial numbers", len(trial))
	}
	if live := walk(api.NumbersQuery{Mode: api.ModeLive}); len(live) != 37 {
		t.Errorf("%d live numbers", len(live))
	}
}

func TestNumbersStops(t *testing.T) {
	t.Parallel()
	b := setup(t, "many-numbers", func(o *api.Options) { o.Retries = -1 })
	for range b.Numbers(t.Context(), b.waba(), api.NumbersQuery{Limit: 5}) {
		break
	}
	if n := b.calls(api.ListNumbers); n != 1 {
		t.Errorf("%d pages for one number", n)
	}
	b.order(graphsim.Fault{Endpoint: api.ListNumbers, Skip: 1, Status: 500, Code: 1})
	good, bad := 0, 0
	for n, err := range b.Numbers(t.Context(), b.waba(), api.NumbersQuery{Limit: 5}) {
		switch {
		case err == nil:
			good++
		case n.ID != "":
			t.Error("a number came with an error")
		default:
			bad++
		}
	}
	if good != 5 || bad != 1 {
		t.Errorf("%d numbers and %d errors", good, bad)
	}
	b = setup(t, "empty-account")
	for n, err := range b.Numbers(t.Context(), b.waba(), api.NumbersQuery{}) {
		t.Errorf("an empty account has %v, %v", n, err)
	}
}

// The next link is never followed: it could lead anywhere with the token.
func TestNextLinkIsNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the link was followed") }))
	defer elsewhere.Close()
	pages := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		pages++
		_, _ = fmt.Fprintf(w, `{"data":[{"id":"1%d"}],"paging":{"cursors":{"after":"same"},"next":%q}}`, pages, elsewhere.URL)
	}))
	defer server.Close()
	n := 0
	for _, err := range client(t, api.Options{BaseURL: server.URL}).Numbers(t.Context(), "1", api.NumbersQuery{}) {
		must(t, err)
		if n++; n > 2 {
			break // an endless walk must not hang the test
		}
	}
	// The cursor that comes again ends the walk.
	if n != 2 || pages != 2 {
		t.Errorf("%d numbers on %d pages", n, pages)
	}
}

// hundred is an answer with a full page.
func hundred(tb testing.TB) []byte {
	tb.Helper()
	var items []map[string]any
	for i := range 100 {
		items = append(items, map[string]any{
			"id": fmt.Sprint(106540352242000 + i), "display_phone_number": fmt.Sprintf("+852 9123 %04d", i), "verified_name": "Lotus Bakery " + strings.Repeat("店", 10),
			"status": "CONNECTED", "code_verification_status": "VERIFIED", "quality_rating": "GREEN", "name_status": "APPROVED", "platform_type": "CLOUD_API",
			"throughput": map[string]any{"level": "STANDARD"}, "account_mode": "LIVE", "is_pin_enabled": true, "is_on_biz_app": false,
			"last_onboarded_time": "2026-08-22T19:05:53+0000", "whatsapp_business_manager_messaging_limit": "TIER_250",
		})
	}
	raw, err := json.Marshal(map[string]any{"data": items})
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// BenchmarkDecodePage reads a page of 100 numbers, without a network.
func BenchmarkDecodePage(b *testing.B) {
	raw := hundred(b)
	c, err := api.New(api.Options{Token: api.NewSecret("EAAtoken"), Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(http.StatusOK, raw), nil
	})})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		page, err := c.NumbersPage(b.Context(), "104820560913301", api.NumbersQuery{Limit: 100})
		if err != nil || len(page.Numbers) != 100 {
			b.Fatalf("%d numbers, %v", len(page.Numbers), err)
		}
	}
}

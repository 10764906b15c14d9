package api_test

import (
	"encoding/json"
	"errors"
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
	n, cut := 0, error(nil)
	for _, err := range client(t, api.Options{BaseURL: server.URL}).Numbers(t.Context(), "1", api.NumbersQuery{}) {
		if err != nil {
			cut = err
			continue
		}
		if n++; n > 2 {
			break // an endless walk must not hang the test
		}
	}
	// The cursor that comes again ends the walk, and not without a word.
	if n != 2 || pages != 2 || !errors.Is(cut, api.ErrCut) || !errors.Is(cut, api.ErrUnreadable) {
		t.Errorf("%d numbers on %d pages, %v", n, pages, cut)
	}
}

// A list ends, whatever answers; where rows may be missing it says so.
func TestEveryListEnds(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]struct {
		page  func(asked string, n int) (ids []int, next string)
		pages int
		cut   bool
	}{
		"at its end":           {func(_ string, n int) ([]int, string) { return []int{n}, []string{"a", "b", ""}[n] }, 3, false},
		"nothing new":          {func(_ string, n int) ([]int, string) { return []int{1, 2, 3}, fmt.Sprint("c", n) }, 2, true},
		"nothing new, in turn": {func(_ string, n int) ([]int, string) { return []int{n % 3}, fmt.Sprint("c", n) }, 4, true},
		"nothing at all":       {func(_ string, n int) ([]int, string) { return nil, fmt.Sprint("c", n) }, 1, true},
		"its own cursor":       {func(_ string, n int) ([]int, string) { return []int{n}, "a" }, 2, true},
		"cursors in a ring":    {func(_ string, n int) ([]int, string) { return []int{n}, fmt.Sprint("c", n%5) }, 6, true},
		"a ring after a tail":  {func(_ string, n int) ([]int, string) { return []int{n}, fmt.Sprint("c", min(n, 7+n%2)) }, 9, true},
		"a long cursor":        {func(_ string, n int) ([]int, string) { return []int{n}, strings.Repeat("c", 4<<10+1) }, 1, true},
		"a cursor of 4 KB":     {func(_ string, n int) ([]int, string) { return []int{n}, []string{strings.Repeat("c", 4<<10), ""}[n] }, 2, false},
		"no cursor":            {func(_ string, n int) ([]int, string) { return []int{n}, "-" }, 1, true},
	} {
		n := 0
		c := client(t, api.Options{Retries: -1, Transport: canned(func(r *http.Request) (*http.Response, error) {
			ids, next := list.page(r.URL.Query().Get("after"), n)
			if n++; n > 20 {
				t.Errorf("%s: it does not end", name)
				return answer(500, nil), nil
			}
			items := []map[string]string{}
			for _, id := range ids {
				items = append(items, map[string]string{"id": fmt.Sprint(106540352242000 + id)})
			}
			paging := map[string]any{}
			if next == "-" {
				paging["next"] = "https://graph.facebook.com/next"
			} else if next != "" {
				paging["next"], paging["cursors"] = "https://graph.facebook.com/next", map[string]string{"after": next}
			}
			raw, err := json.Marshal(map[string]any{"data": items, "paging": paging})
			must(t, err)
			return answer(200, raw), nil
		})})
		seen, cut := map[api.PhoneNumberID]bool{}, false
		for number, err := range c.Numbers(t.Context(), "104820560913301", api.NumbersQuery{}) {
			cut = cut || errors.Is(err, api.ErrCut)
			if err != nil && !cut || seen[number.ID] {
				t.Fatalf("%s: %v, %v", name, number.ID, err)
			}
			seen[number.ID] = true
		}
		if n != list.pages || cut != list.cut {
			t.Errorf("%s: %d pages, cut %t", name, n, cut)
		}
	}
}

// A list that always brings something new ends as well.
func TestTheLongestList(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	var w api.Walk
	rows, next := 0, "begin"
	for next != "" {
		page := api.NumbersPage{Next: fmt.Sprint("c", rows)}
		for range 100 {
			rows++
			page.Numbers = append(page.Numbers, api.Number{ID: api.PhoneNumberID(fmt.Sprint(106540352000000 + rows))})
		}
		if w, next = w.Numbers(page); rows > api.LongestList {
			t.Fatal("it does not end")
		}
	}
	if rows != api.LongestList || !w.Cut || w.Stale || !errors.Is(w.Err(api.ListNumbers), api.ErrCut) {
		t.Errorf("%d rows, %+v", rows, w.Cut)
	}
}

// A walk is a value: the same page can be taken twice.
func TestAWalkIsAValue(t *testing.T) {
	t.Parallel()
	page := api.PreverifiedPage{Numbers: []api.Preverified{{ID: "109430352240101"}}, Next: "two"}
	first, _ := api.Walk{}.Preverified(page)
	for range 2 {
		if w, next := first.Preverified(api.PreverifiedPage{Numbers: []api.Preverified{{ID: "109430352240102"}}, Next: "three"}); next != "three" || w.Cut || w.Stale {
			t.Errorf("next %q, cut %t", next, w.Cut)
		}
	}
	if w, next := first.Preverified(page); next != "" || !w.Cut || !w.Stale {
		t.Errorf("the page that came: next %q, cut %t", next, w.Cut)
	}
}

// No page of Graph's is longer than was asked for.
func TestAPageTooLong(t *testing.T) {
	t.Parallel()
	items := strings.TrimSuffix(strings.Repeat(`{"id":"106540352242999"},`, 101), ",")
	c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
		return answer(200, []byte(`{"data":[`+items+`]}`)), nil
	})})
	_, err := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{})
	_, errPool := c.PreverifiedPage(t.Context(), "220771904456141", api.PreverifiedQuery{})
	if !errors.Is(err, api.ErrUnreadable) || !errors.Is(errPool, api.ErrUnreadable) {
		t.Errorf("%v, %v", err, errPool)
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

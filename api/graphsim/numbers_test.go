package graphsim_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"dialtone/api/graphsim"
)

func TestFields(t *testing.T) {
	t.Parallel()
	w := with(t, `verification = "VERIFIED"`)
	keys := func(o obj) string {
		var names []string
		for k := range o {
			names = append(names, k)
		}
		slices.Sort(names)
		return strings.Join(names, " ")
	}
	for fields, want := range map[string]string{
		"":                                       "code_verification_status display_phone_number id platform_type quality_rating throughput verified_name",
		"id":                                     "id",
		"status,is_pin_enabled":                  "id is_pin_enabled status",
		"throughput{level},quality_score{score}": "id quality_score throughput",
		"new_name_status,last_onboarded_time":    "id", // fields without a value are left out
		"certificate,account_mode":               "account_mode certificate id",
		"whatsapp_business_profile{vertical}":    "id whatsapp_business_profile",
		"webhook_configuration{application}":     "id",
		"health_status{can_send_message}":        "health_status id",
	} {
		if got := keys(w.number(fields).ok(t).body); got != want {
			t.Errorf("fields %q answered %s, want %s", fields, got, want)
		}
	}
	for _, fields := range []string{"nonsense", "status,nonsense", "throughput{nonsense}", "whatsapp_business_profile{nonsense}"} {
		e := w.number(fields).refused(t, 400, 100, 0)
		if text, _ := e["message"].(string); !strings.Contains(text, "nonsense") {
			t.Errorf("fields %q: the message %q does not name the field", fields, text)
		}
	}
	for _, fields := range []string{"status{", "status}", "a.b", "a.limit(", "status{x}", strings.Repeat("a{", 5000)} {
		w.number(fields).refused(t, 400, 100, 0)
	}
}

// FuzzFields checks that no fields parameter makes the simulator panic.
func FuzzFields(f *testing.F) {
	for _, s := range []string{"a,b{c}", "a.limit(3){b}", "{{", "a.b.c", ",,", "a}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := with(t, "")
		if r := w.get("/v24.0/"+numberID, "fields", text); r.status != 200 && r.status != 400 {
			t.Errorf("HTTP %d: %s", r.status, r.raw)
		}
	})
}

func (w *world) list(query ...string) []string {
	w.t.Helper()
	var ids []string
	r := w.get("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", query...).ok(w.t)
	data, _ := r.body["data"].([]any)
	for _, item := range data {
		ids = append(ids, item.(obj)["id"].(string))
	}
	return ids
}

const three = `
created = "-3d"
last_onboarded = "-1d"
[[number]]
id = "106540352242901"
phone = "+85291230101"
name = "Two"
created = "-1d"
mode = "SANDBOX"
last_onboarded = "-2d"
[[number]]
id = "106540352242902"
phone = "+85291230102"
name = "Three"
created = "-2d"
official = true
`

func TestSort(t *testing.T) {
	t.Parallel()
	w := with(t, three)
	for sort, want := range map[string]string{
		"":                                  "0 1 2", // the number onboarded last comes first, one never onboarded last
		"['last_onboarded_time_ascending']": "2 1 0",
		`["last_onboarded_time_ascending"]`: "2 1 0",
		"last_onboarded_time.asc":           "2 1 0",
		"last_onboarded_time.desc":          "0 1 2",
		"creation_time.asc":                 "0 2 1",
		"creation_time.desc":                "1 2 0",
	} {
		var got []string
		for _, id := range w.list("sort", sort) {
			got = append(got, id[len(id)-1:])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("sort %q: %v, want %s", sort, got, want)
		}
	}
	w.get("/v24.0/"+wabaID+"/phone_numbers", "sort", "verified_name.asc").refused(t, 400, 100, 0)
}

func TestFilter(t *testing.T) {
	t.Parallel()
	w := with(t, three)
	for query, want := range map[string]int{
		`[{"field":"account_mode","operator":"EQUAL","value":"SANDBOX"}]`:                                                                         1,
		`[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]`:                                                                            2,
		`[{"field":"is_official_business_account","operator":"EQUAL","value":true}]`:                                                              1,
		`[{"field":"messaging_limit_tier","operator":"EQUAL","value":"TIER_250"}]`:                                                                3,
		`[{"field":"account_mode","operator":"EQUAL","value":"LIVE"},{"field":"is_official_business_account","operator":"EQUAL","value":"true"}]`: 1,
	} {
		if got := w.list("filtering", query); len(got) != want {
			t.Errorf("%s: %v", query, got)
		}
	}
	for _, bad := range []string{"LIVE", `[{"field":"status","operator":"EQUAL","value":"X"}]`, `[{"field":"account_mode","operator":"IN","value":"LIVE"}]`,
		`[{"field":"account_mode","operator":"EQUAL","value":"BOTH"}]`} {
		w.get("/v24.0/"+wabaID+"/phone_numbers", "filtering", bad).refused(t, 400, 100, 0)
	}
	if got := w.list("display_phone_number", "+852 9123 0101"); len(got) != 1 {
		t.Errorf("by number: %v", got)
	}
	w = build(t, parse(t, "[rules]\nno_filtering = true\n"+small))
	w.get("/v24.0/"+wabaID+"/phone_numbers", "filtering", "[]").refused(t, 403, 10, 0)
}

func TestPaging(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "many-numbers"))
	waba := "/v24.0/" + string(w.sim.Info().WABA)
	all := w.list("limit", "100")
	if len(all) != 40 {
		t.Fatalf("%d numbers", len(all))
	}
	if got := w.list(); len(got) != 25 {
		t.Errorf("default page has %d", len(got))
	}
	var walked []string
	path := waba + "/phone_numbers?limit=7&fields=status&sort=creation_time.asc&access_token=" + w.token
	last := ""
	for range 10 {
		r := w.do(w.request("GET", path, "", "")).ok(t)
		for _, item := range r.body["data"].([]any) {
			o := item.(obj)
			walked = append(walked, o["id"].(string))
			if len(o) != 2 {
				t.Fatalf("the link forgot fields: %v", o)
			}
		}
		paging := r.body["paging"].(obj)
		last, _ = paging["previous"].(string)
		next, more := paging["next"].(string)
		if strings.Contains(r.raw, w.token) || strings.Contains(next, "access_token") {
			t.Fatal("a link carries the token")
		}
		if !more {
			break
		}
		u, err := url.Parse(next)
		if err != nil || "http://"+u.Host != w.url {
			t.Fatalf("next link %q leads elsewhere", next)
		}
		path = u.RequestURI()
	}
	if len(walked) != 40 || len(slices.Compact(slices.Sorted(slices.Values(walked)))) != 40 {
		t.Errorf("walked over %d numbers", len(walked))
	}
	u, _ := url.Parse(last)
	r := w.do(w.request("GET", u.RequestURI(), "", "")).ok(t)
	if got := r.body["data"].([]any); len(got) != 7 || got[6].(obj)["id"] != walked[34] {
		t.Errorf("the page before the last is %v", got)
	}
	for _, bad := range [][]string{{"limit", "0"}, {"limit", "101"}, {"limit", "-1"}, {"limit", "many"}, {"after", "nonsense"}, {"before", "nonsense"}, {"after", "x", "before", "y"}} {
		w.get(waba+"/phone_numbers", bad...).refused(t, 400, 100, 0)
	}
}

func TestEmptyList(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "empty-account"))
	r := w.get("/v24.0/" + string(w.sim.Info().WABA) + "/phone_numbers").ok(t)
	if data, ok := r.body["data"].([]any); !ok || len(data) != 0 || r.body["paging"] != nil {
		t.Errorf("empty list: %s", r.raw)
	}
}

func TestExpansion(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "many-numbers"))
	r := w.get("/v24.0/"+string(w.sim.Info().WABA), "fields", "name,phone_numbers.limit(2){status,throughput{level}}").ok(t)
	list := r.body["phone_numbers"].(obj)
	if data := list["data"].([]any); len(data) != 2 || len(data[0].(obj)) != 3 || list["paging"] == nil {
		t.Errorf("expansion: %s", r.raw)
	}
	w.get("/v24.0/"+string(w.sim.Info().WABA), "fields", "phone_numbers{nonsense}").refused(t, 400, 100, 0)
	w.get("/v24.0/"+string(w.sim.Info().WABA), "fields", "phone_numbers.limit(500)").refused(t, 400, 100, 0)
}

// TestALargeAccount generates a large account and reads all its pages, in both orders.
func TestALargeAccount(t *testing.T) {
	t.Parallel()
	sc := parse(t, small+three)
	sc.Count = 1234
	w := build(t, sc)
	for _, sort := range []string{"", "last_onboarded_time.asc"} {
		seen, after, pages := map[string]bool{}, "", 0
		for {
			r := w.get("/v24.0/"+wabaID+"/phone_numbers", "limit", "100", "after", after, "sort", sort, "fields", "id,display_phone_number").ok(t)
			data, _ := r.body["data"].([]any)
			for _, item := range data {
				seen[item.(obj)["display_phone_number"].(string)] = true
			}
			paging, _ := r.body["paging"].(obj)
			if pages++; paging["next"] == nil {
				break
			}
			after = paging["cursors"].(obj)["after"].(string)
		}
		if len(seen) != 1234 || pages != 13 {
			t.Errorf("sort %q: %d numbers on %d pages", sort, len(seen), pages)
		}
	}
	sc.Count = 1
	if _, err := graphsim.New(sc); err == nil {
		t.Error("a count below the numbers that are listed was taken")
	}
}

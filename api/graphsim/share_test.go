package graphsim_test

import (
	"net/http"
	"strings"
	"testing"

	"dialtone/api/graphsim"
)

const (
	lantern   = "220771904456171"
	tidewater = "220771904456172"
)

// A number of the pool is shared with other businesses, and no longer (docs).
func TestSharingThePool(t *testing.T) {
	t.Parallel()
	w := poolWorld(t)
	share := func(method, query string) reply {
		t.Helper()
		return w.pool(method, businessID+"/share_preverified_numbers?"+query, "")
	}
	with := func(partner string) string { return "preverified_id=" + readyID + "&partner_business_id=" + partner }
	for range 2 { // the second time changes nothing
		share("POST", with(lantern)).ok(t)
	}
	share("POST", with(tidewater)).ok(t)
	list := w.pool("GET", readyID+"/partners?fields=name&limit=1", "").ok(t)
	if list.ids() != lantern || !strings.Contains(list.raw, "Lantern Street Solutions") {
		t.Errorf("partners %s", list.raw)
	}
	next, _ := list.body["paging"].(obj)["next"].(string)
	if got := w.get(strings.TrimPrefix(next, w.url)).ok(t); got.ids() != tidewater {
		t.Errorf("the next page is %s", got.raw)
	}
	share("DELETE", with(lantern)).ok(t)
	if got := w.pool("GET", readyID+"/partners", "").ok(t).ids(); got != tidewater {
		t.Errorf("shared with %s", got)
	}
	if got := w.pool("GET", newID+"/partners", "").ok(t); got.ids() != "" {
		t.Errorf("another number: %s", got.raw)
	}
	for name, r := range map[string]reply{
		"no number":        share("POST", "partner_business_id="+lantern),
		"no partner":       share("POST", "preverified_id="+readyID),
		"unknown number":   share("POST", "preverified_id=109430352249999&partner_business_id="+lantern),
		"unknown business": share("POST", with("220771904456199")),
		"itself":           share("POST", with(businessID)),
		"not shared":       share("DELETE", with(lantern)),
		"unknown field":    w.pool("GET", readyID+"/partners?fields=nothing", ""),
	} {
		if r.status != http.StatusBadRequest || r.code() != 100 {
			t.Errorf("%s: %s", name, r.raw)
		}
	}
	w = poolWorld(t, func(sc *graphsim.Scenario) { sc.Token.Scopes = sc.Token.Scopes[:2] })
	for _, r := range []reply{share("POST", with(lantern)), share("DELETE", with(lantern)), w.pool("GET", readyID+"/partners", "")} {
		if r.code() != 200 {
			t.Errorf("without the permission: %s", r.raw)
		}
	}
}

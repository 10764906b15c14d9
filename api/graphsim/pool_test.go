package graphsim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

const (
	businessID = "220771904456162"
	readyID    = "109430352240101" // verified 20 days ago
	agingID    = "109430352240102" // verified 82 days ago
	newID      = "109430352240103" // added 85 days ago, never verified
	staleID    = "109430352240104" // verified 104 days ago
)

func poolWorld(t *testing.T, change ...func(*graphsim.Scenario)) *world {
	t.Helper()
	sc := scenario(t, "preverified-pool")
	for _, c := range change {
		c(&sc)
	}
	return build(t, sc)
}

func (w *world) pool(method, path, body string) reply {
	w.t.Helper()
	kind := ""
	if body != "" {
		kind = "application/json"
	}
	return w.do(w.request(method, "/v24.0/"+path, kind, body))
}

func (r reply) ids() string {
	var ids []string
	data, _ := r.body["data"].([]any)
	for _, d := range data {
		ids = append(ids, d.(map[string]any)["id"].(string))
	}
	return strings.Join(ids, " ")
}

func TestPoolList(t *testing.T) {
	t.Parallel()
	w := poolWorld(t)
	const fields = "&fields=phone_number,owner_business,code_verification_status,code_verification_time,verification_expiry_time"
	if got, want := w.pool("GET", businessID+"/preverified_numbers?limit=100"+fields, "").ids(), strings.Join([]string{staleID, readyID, agingID, newID}, " "); got != want {
		t.Errorf("the pool is %s, want %s", got, want)
	}
	for status, want := range map[string]string{"VERIFIED": readyID + " " + agingID, "EXPIRED": staleID, "UNVERIFIED": newID, "NOT_VERIFIED": newID} {
		if got := w.pool("GET", businessID+"/preverified_numbers?code_verification_status="+status, "").ids(); got != want {
			t.Errorf("%s: %s, want %s", status, got, want)
		}
	}
	first := w.pool("GET", businessID+"/preverified_numbers?limit=3", "")
	paging := first.body["paging"].(map[string]any)
	after := paging["cursors"].(map[string]any)["after"].(string)
	if paging["next"] == nil || w.pool("GET", businessID+"/preverified_numbers?limit=3&after="+after, "").ids() != newID {
		t.Errorf("paging %v", paging)
	}
	node := w.pool("GET", readyID+"?"+fields[1:], "").body
	if node["phone_number"] != "85261230171" || node["verification_expiry_time"] != noon.Add(70*24*time.Hour).Format("2006-01-02T15:04:05-0700") {
		t.Errorf("node %v", node)
	}
	for _, bad := range []string{"?limit=0", "?limit=101", "?code_verification_status=MAYBE", "?after=nowhere", "?fields=nothing"} {
		if got := w.pool("GET", businessID+"/preverified_numbers"+bad, "").code(); got != 100 {
			t.Errorf("%s: code %d", bad, got)
		}
	}
}

// The verification of a number is valid for 90 days and can be renewed in the last 45 of
// them. A number that nobody verifies is dropped after 90 days.
func TestPoolLife(t *testing.T) {
	t.Parallel()
	w := poolWorld(t)
	ask := func(id string) reply {
		return w.pool("POST", id+"/request_code", `{"code_method":"VOICE","language":"en_US"}`)
	}
	if got := ask(readyID).code(); got != 136024 {
		t.Errorf("verified again too early: code %d", got)
	}
	for _, id := range []string{agingID, newID, staleID} {
		if r := ask(id); r.status != http.StatusOK {
			t.Errorf("%s: %s", id, r.raw)
			continue
		}
		box := w.sim.Outbox()
		code := box[len(box)-1].Code
		if r := w.pool("POST", id+"/verify_code", fmt.Sprintf(`{"code":%q}`, code)); r.status != http.StatusOK {
			t.Errorf("%s: %s", id, r.raw)
		}
		if r := w.pool("POST", id+"/verify_code", fmt.Sprintf(`{"code":%q}`, code)); r.code() != 100 {
			t.Errorf("%s: a used code is taken again", id)
		}
	}
	w.sim.Advance(25*24*time.Hour - time.Second)
	if got := ask(readyID).code(); got != 136024 {
		t.Errorf("a second too early: code %d", got)
	}
	w.sim.Advance(time.Second)
	if r := ask(readyID); r.status != http.StatusOK {
		t.Errorf("in the last 45 days: %s", r.raw)
	}
	w = poolWorld(t)
	w.sim.Advance(5*24*time.Hour - time.Second)
	if len(w.sim.Pool()) != 4 {
		t.Error("dropped too early")
	}
	w.sim.Advance(time.Second)
	if got := w.pool("GET", newID, ""); got.code() != 100 || len(w.sim.Pool()) != 3 {
		t.Errorf("not dropped: %s", got.raw)
	}
	w.sim.Advance(65 * 24 * time.Hour)
	if got := w.sim.Pool()[0]; got.Verification != api.VerificationExpired {
		t.Errorf("after 90 days %+v", got)
	}
}

func TestPoolRefusals(t *testing.T) {
	t.Parallel()
	w := poolWorld(t, func(sc *graphsim.Scenario) {
		sc.Lines = []graphsim.Line{{Phone: "+85291230180", OnPlatform: true}, {Phone: "+85291230181", Reach: graphsim.Reach{InApp: true}}}
	})
	add := func(phone string) reply {
		return w.pool("POST", businessID+"/add_phone_numbers?phone_number="+phone, "")
	}
	for name, c := range map[string]struct {
		r    reply
		code int
	}{
		"no number":      {add(""), 100},
		"not a number":   {add("12"), 100},
		"there already":  {add("85261230171"), 100},
		"in use":         {add("85291230180"), 100},
		"no method":      {w.pool("POST", newID+"/request_code", `{"language":"en"}`), 100},
		"no language":    {w.pool("POST", newID+"/request_code", `{"code_method":"SMS"}`), 100},
		"short code":     {w.pool("POST", newID+"/verify_code", `{"code":"123"}`), 100},
		"long code":      {w.pool("POST", newID+"/verify_code", `{"code":"123456789"}`), 100},
		"no code":        {w.pool("POST", newID+"/verify_code", `{}`), 100},
		"unknown id":     {w.pool("GET", "109430352249999", ""), 100},
		"other edge":     {w.pool("GET", readyID+"/owners", ""), 100},
		"taken by hand":  {w.pool("POST", "104820560913362/phone_numbers", `{"cc":"852","phone_number":"61230171","verified_name":"Silver Birch"}`), 100},
		"claim unknown":  {w.claim("109430352249999", "61230171"), 100},
		"claim unproven": {w.claim(newID, "91230173"), 100},
		"claim another":  {w.claim(readyID, "61230172"), 100},
	} {
		if c.r.code() != c.code {
			t.Errorf("%s: %s", name, c.r.raw)
		}
	}
	id := add("85291230181").body["id"].(string)
	if r := w.pool("POST", id+"/request_code", `{"code_method":"SMS","language":"en"}`); r.code() != 136024 {
		t.Errorf("a number in the app is sent a code: %s", r.raw)
	}
	if r := w.pool("DELETE", id, ""); r.status != http.StatusOK || w.pool("GET", id, "").code() != 100 {
		t.Errorf("not deleted: %s", r.raw)
	}
}

func (w *world) claim(id, national string) reply {
	w.t.Helper()
	return w.pool("POST", "104820560913362/phone_numbers", fmt.Sprintf(`{"cc":"852","phone_number":%q,"verified_name":"Silver Birch","preverified_id":%q}`, national, id))
}

func TestPoolPermission(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*graphsim.Scenario)
		code   int
	}{
		"no scope":   {func(sc *graphsim.Scenario) { sc.Token.Scopes = sc.Token.Scopes[:2] }, 200},
		"other code": {func(sc *graphsim.Scenario) { sc.Token.Scopes, sc.Token.MissingScope = sc.Token.Scopes[:2], 10 }, 10},
		"no partner": {func(sc *graphsim.Scenario) { sc.Rules.NoPartner = true }, 10},
	} {
		w := poolWorld(t, c.change)
		for _, r := range []reply{
			w.pool("GET", businessID+"/preverified_numbers", ""), w.pool("POST", businessID+"/add_phone_numbers?phone_number=85291230199", ""), w.pool("GET", readyID, ""),
			w.pool("POST", newID+"/request_code", `{"code_method":"SMS","language":"en"}`), w.pool("DELETE", newID, ""),
		} {
			if r.status != http.StatusForbidden || r.code() != c.code {
				t.Errorf("%s: %s", name, r.raw)
			}
		}
	}
}

func TestPoolLimits(t *testing.T) {
	t.Parallel()
	w := poolWorld(t)
	for i := range 125 {
		r := w.pool("POST", newID+"/verify_code", `{"code":"000000"}`)
		if r.code() != 100 {
			t.Fatalf("call %d: %s", i, r.raw)
		}
	}
	r := w.pool("POST", agingID+"/request_code", `{"code_method":"SMS","language":"en"}`)
	if r.status != http.StatusUnprocessableEntity || r.code() != 613 {
		t.Errorf("the 126th code call: %s", r.raw)
	}
	w.sim.Advance(time.Hour)
	if r := w.pool("POST", agingID+"/request_code", `{"code_method":"SMS","language":"en"}`); r.status != http.StatusOK {
		t.Errorf("an hour later: %s", r.raw)
	}
	if r := w.pool("POST", newID+"/verify_code", `{"code":"000000"}`); !strings.Contains(r.raw, "Too many wrong codes") {
		t.Errorf("guessing goes on: %s", r.raw)
	}
}

// A number taken from the pool is an ordinary number that is verified and can be
// registered within 90 days.
func TestPoolClaim(t *testing.T) {
	t.Parallel()
	w := poolWorld(t)
	id := api.PhoneNumberID(w.claim(readyID, "61230171").body["id"].(string))
	if n, ok := w.sim.Snapshot(id); !ok || n.Verification != api.Verified || n.Registered || len(w.sim.Pool()) != 3 {
		t.Errorf("claimed %+v, pool %+v", n, w.sim.Pool())
	}
	if got := w.pool("GET", string(id)+"?fields=is_preverified_number", "").body["is_preverified_number"]; got != true {
		t.Errorf("is_preverified_number %v", got)
	}
	if r := w.claim(readyID, "61230171"); r.code() != 100 {
		t.Errorf("claimed twice: %s", r.raw)
	}
	w.sim.Advance(90*24*time.Hour - time.Second)
	if n, _ := w.sim.Snapshot(id); n.Verification != api.Verified {
		t.Errorf("before 90 days %s", n.Verification)
	}
	if r := w.pool("POST", string(id)+"/register", `{"messaging_product":"whatsapp","pin":"493027"}`); r.status != http.StatusOK {
		t.Errorf("register: %s", r.raw)
	}
	late := poolWorld(t)
	id = api.PhoneNumberID(late.claim(readyID, "61230171").body["id"].(string))
	late.sim.Advance(90 * 24 * time.Hour)
	if r := late.pool("POST", string(id)+"/register", `{"messaging_product":"whatsapp","pin":"493027"}`); r.code() != 133006 {
		t.Errorf("after 90 days: %s", r.raw)
	}
}

package graphsim_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[token]\nexpires_in = \"1h\"\nspare = 1\n"+small))
	good := w.token
	for name, c := range map[string]struct {
		token         string
		code, subcode int
	}{
		"none":      {"", 104, 0},
		"malformed": {"not a token", 190, 0},
		"unknown":   {"EAA" + strings.Repeat("x", 61), 190, 0},
	} {
		w.token = c.token
		r := w.number("id")
		r.refused(t, http.StatusUnauthorized, c.code, c.subcode)
		if !strings.Contains(r.header.Get("WWW-Authenticate"), "invalid_token") {
			t.Errorf("%s: no WWW-Authenticate", name)
		}
		if c.token != "" && strings.Contains(r.raw, c.token) {
			t.Errorf("%s: the answer quotes the token", name)
		}
	}
	w.token = ""
	w.get("/v24.0/"+numberID, "access_token", good).ok(t)
	w.do(w.request("POST", "/v24.0/"+numberID+"/request_code", "application/x-www-form-urlencoded", "code_method=SMS&language=en&access_token="+good)).ok(t)
	w.token = good
	w.sim.Advance(time.Hour)
	w.number("id").refused(t, 401, 190, 463)
	w.token = w.sim.IssueToken()
	w.number("id").ok(t)
}

func TestScopes(t *testing.T) {
	t.Parallel()
	const management, messaging = `["whatsapp_business_management"]`, `["whatsapp_business_messaging"]`
	for name, c := range map[string]struct {
		rules                 string
		method, path          string
		status, code, subcode int
	}{
		"management reads":            {"scopes = " + management, "GET", numberID, 200, 0, 0},
		"messaging reads":             {"scopes = " + messaging, "GET", numberID, 200, 0, 0},
		"nothing reads":               {"scopes = []", "GET", numberID, 403, 200, 1349176},
		"messaging lists":             {"scopes = " + messaging, "GET", wabaID + "/phone_numbers", 403, 200, 0},
		"messaging asks for a code":   {"scopes = " + messaging, "POST", numberID + "/request_code", 403, 200, 0},
		"management registers":        {"scopes = " + management, "POST", numberID + "/register", 403, 200, 0},
		"management deregisters":      {"scopes = " + management, "POST", numberID + "/deregister", 403, 200, 0},
		"management, as 10":           {"missing_scope_error = 10\nscopes = " + management, "POST", numberID + "/register", 403, 10, 0},
		"other account":               {`targets = "other"`, "GET", wabaID, 403, 200, 0},
		"other account, number":       {`targets = "other"`, "GET", numberID, 403, 200, 0},
		"other account, as unseen":    {"targets = \"other\"\nunreachable_error = 100", "GET", wabaID, 400, 100, 33},
		"all accounts":                {`targets = "all"`, "GET", wabaID, 200, 0, 0},
		"messaging sends":             {"scopes = " + messaging, "POST", numberID + "/messages", 400, 133010, 0},
		"management cannot send":      {"scopes = " + management, "POST", numberID + "/messages", 403, 200, 0},
		"messaging changes settings":  {"scopes = " + messaging, "POST", numberID + "/settings", 403, 200, 0},
		"management sets no PIN":      {"scopes = " + management, "POST", numberID, 200, 0, 0},
		"messaging subscribes no app": {"scopes = " + messaging, "POST", wabaID + "/subscribed_apps", 403, 200, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, parse(t, "[token]\n"+c.rules+"\n"+small))
			r := w.do(w.request(c.method, "/v24.0/"+c.path, "application/json", `{"new_display_name":"Lotus Bakery Central"}`))
			if c.status == 200 {
				r.ok(t)
				return
			}
			r.refused(t, c.status, c.code, c.subcode)
		})
	}
	w := build(t, parse(t, "[token]\nscopes = "+management+"\n"+small))
	w.post("/v24.0/"+numberID, obj{"pin": "123456"}).refused(t, 403, 200, 0)
}

func TestNoPermissionScenario(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "no-permission"))
	path := "/v24.0/" + string(w.sim.Info().Numbers[0])
	w.get(path).ok(t)
	w.post(path+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"}).refused(t, 403, 200, 0)
}

func TestExpiredTokenScenario(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "expired-token"))
	path := "/v24.0/" + string(w.sim.Info().Numbers[0])
	w.get(path).ok(t)
	ask := obj{"code_method": "SMS", "language": "en"}
	w.post(path+"/request_code", ask).refused(t, 401, 190, 463)
	w.get(path).refused(t, 401, 190, 463)
	if len(w.sim.Outbox()) != 0 {
		t.Error("a code was sent with an expired token")
	}
	w.token = w.sim.Info().SpareTokens[0]
	w.post(path+"/request_code", ask).ok(t)
}

func TestDebugToken(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[token]\nexpires_in = \"2h\"\nspare = 1\n"+small))
	data := func(r reply) obj { r.ok(t); d, _ := r.body["data"].(obj); return d }
	d := data(w.get("/v24.0/debug_token", "input_token", w.token))
	if d["is_valid"] != true || d["type"] != "SYSTEM_USER" || d["expires_at"] != float64(noon.Add(2*time.Hour).Unix()) {
		t.Errorf("own token: %v", d)
	}
	grain := d["granular_scopes"].([]any)[0].(obj)
	if grain["scope"] != "whatsapp_business_management" || grain["target_ids"].([]any)[0] != wabaID {
		t.Errorf("granular scope %v", grain)
	}
	mine := build(t, parse(t, "[token]\ntype = \"USER\"\n"+small))
	if d := data(mine.get("/debug_token", "input_token", mine.token)); d["type"] != "USER" {
		t.Errorf("a person's token: %v", d)
	}
	d = data(w.get("/debug_token", "input_token", "nonsense"))
	if d["is_valid"] != false || d["error"].(obj)["code"] != 190.0 {
		t.Errorf("bad token: %v", d)
	}
	spent := w.token
	w.sim.Advance(2 * time.Hour)
	w.token = w.sim.Info().AppToken
	d = data(w.get("/v24.0/debug_token", "input_token", spent))
	if d["is_valid"] != false || d["error"].(obj)["subcode"] != 463.0 || d["app_id"] == nil {
		t.Errorf("expired token: %v", d)
	}
	if d = data(w.get("/v24.0/debug_token", "input_token", w.token)); d["type"] != "APP" {
		t.Errorf("app token: %v", d)
	}
	w.get("/v24.0/debug_token").refused(t, 400, 100, 0)
	w.get("/v24.0/"+numberID).refused(t, 403, 200, 0) // the app token can do nothing else
	w.token = spent
	w.get("/v24.0/debug_token", "input_token", spent).refused(t, 401, 190, 463)
}

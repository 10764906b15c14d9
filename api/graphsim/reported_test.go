package graphsim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"dialtone/api/graphsim"
)

// message is what an error says.
func message(e obj) string { text, _ := e["message"].(string); return text }

// registered is a number that works.
const registered = "status = \"CONNECTED\"\nverification = \"VERIFIED\"\npin = \"123456\"\n"

func TestWrongCodeWithASubcode(t *testing.T) {
	t.Parallel()
	w := with(t, "[rules]\nwrong_code_error = 2388093\n")
	w.ask("SMS").ok(t)
	wrong := "000000"
	if w.lastCode() == wrong {
		wrong = "000001"
	}
	e := w.verify(wrong).refused(t, http.StatusBadRequest, 136025, 2388093)
	if message(e) != "Verify code error" || e["is_transient"] != false || e["error_user_title"] != "Não foi possível verificar o código" ||
		e["error_user_msg"] != "O código inserido está incorreto." {
		t.Errorf("got %v", e)
	}
	w.verify(w.lastCode()).ok(t)
}

// TestTokenThatIsNotDescribed is good for everything else.
func TestTokenThatIsNotDescribed(t *testing.T) {
	t.Parallel()
	w := with(t, "[token]\ndebug = \"owner_only\"\n")
	e := w.get("/v24.0/debug_token", "input_token", w.token).refused(t, 400, 100, 0)
	if message(e) != "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app" {
		t.Errorf("got %v", e)
	}
	w.get("/v24.0/" + wabaID).ok(t)
	w.ask("SMS").ok(t)
	user := w.token
	w.token = w.sim.Info().AppToken
	if data, _ := w.get("/debug_token", "input_token", user).ok(t).body["data"].(obj); data["is_valid"] != true {
		t.Errorf("the app's own token reads %v", data)
	}
	w = with(t, "[token]\ndebug = \"blocked\"\n")
	if e := w.get("/debug_token", "input_token", w.token).refused(t, 400, 200, 0); message(e) != "API access blocked." {
		t.Errorf("got %v", e)
	}
	w.number("status").ok(t)
}

func TestAccountThatIsPartlyRead(t *testing.T) {
	t.Parallel()
	w := with(t, "[rules]\npartner_ids_required = true\n")
	for _, query := range [][]string{{"fields", "id,name,country"}, nil} {
		e := w.get("/v24.0/"+wabaID, query...).refused(t, 400, 100, 0)
		if message(e) != "(#100) The parameter partner_ids is required." {
			t.Errorf("got %v", e)
		}
	}
	if got := w.get("/v24.0/"+wabaID, "fields", "id,name").ok(t).body; got["name"] != "Lotus Bakery" {
		t.Errorf("got %v", got)
	}
	w.get("/v24.0/" + wabaID + "/phone_numbers").ok(t)

	w = with(t, "[rules]\nunknown_fields = [\"whatsapp_business_manager_messaging_limit\", \"quality_rating\"]\n")
	e := w.get("/v24.0/"+wabaID, "fields", "name,whatsapp_business_manager_messaging_limit").refused(t, 400, 100, 0)
	const want = "(#100) Tried accessing nonexisting field (whatsapp_business_manager_messaging_limit) on node type (WhatsAppBusinessAccount)"
	if message(e) != want {
		t.Errorf("got %v", e)
	}
	e = w.number("quality_rating").refused(t, 400, 100, 0)
	if !strings.HasSuffix(message(e), "nonexisting field (quality_rating) on node type (WhatsAppBusinessPhoneNumber)") {
		t.Errorf("got %v", e)
	}
	if got := w.get("/v24.0/" + numberID).ok(t).body; got["verified_name"] == nil || got["quality_rating"] != nil {
		t.Errorf("the fields that come unasked: %v", got)
	}
}

func TestCallsUsedUp(t *testing.T) {
	t.Parallel()
	w := with(t, "[rules]\nused_up_error = 80008\n[limits]\ncalls_per_hour = 1\n")
	w.number("status").ok(t)
	r := w.get("/v24.0/" + wabaID + "/phone_numbers")
	e := r.refused(t, 400, 80008, 0)
	if !strings.HasPrefix(message(e), "(#80008) There have been too many calls to this WhatsApp Business account. Wait a bit") || e["error_data"] != nil {
		t.Errorf("got %v", e)
	}
	usage := r.header.Get("X-Business-Use-Case-Usage")
	if !strings.Contains(usage, `"estimated_time_to_regain_access":60`) || !strings.Contains(usage, `"type":"whatsapp"`) {
		t.Errorf("usage %s", usage)
	}
}

func TestFullPortfolio(t *testing.T) {
	t.Parallel()
	for _, sub := range []int{2388386, 2388112} {
		w := with(t, registered+fmt.Sprintf("[rules]\ncap_error = %d\n[limits]\nregistered_numbers = 1\n", sub))
		e := w.post("/v24.0/"+wabaID+"/phone_numbers", obj{"cc": "852", "phone_number": "91230199", "verified_name": "Lotus Two"}).refused(t, 400, 100, sub)
		if message(e) != "Invalid parameter" || e["error_user_title"] != "Phone Numbers Count Exceeded Limit Per Business" || e["is_transient"] != false {
			t.Errorf("got %v", e)
		}
	}
}

func TestBlockedApp(t *testing.T) {
	t.Parallel()
	for rule, reads := range map[string]bool{"writes": true, "all": false} {
		w := with(t, registered+"[rules]\napp_blocked = \""+rule+"\"\n")
		if e := w.register("123456").refused(t, 400, 200, 0); message(e) != "API access blocked." {
			t.Errorf("got %v", e)
		}
		for _, r := range []reply{w.number("status"), w.get("/debug_token", "input_token", w.token)} {
			if (r.status == http.StatusOK) != reads {
				t.Errorf("%s: a read got HTTP %d %s", rule, r.status, r.raw)
			}
		}
	}
}

func TestTermsThatNobodyAccepted(t *testing.T) {
	t.Parallel()
	w := with(t, "verification = \"VERIFIED\"\n[rules]\nterms_not_accepted = true\n")
	e := w.register("123456").refused(t, 403, 200, 0)
	if text := message(e); !strings.Contains(text, "must accept the WhatsApp Business") || !strings.Contains(text, "terms") {
		t.Errorf("got %v", e)
	}
	w.post("/v24.0/"+wabaID+"/phone_numbers", obj{"cc": "852", "phone_number": "91230199", "verified_name": "Lotus Two"}).refused(t, 403, 200, 0)
	w.number("status").ok(t)
	w.get("/v24.0/" + numberID + "/settings").ok(t)
}

// TestRegisterOfARegisteredNumber passes with another PIN, and leaves the PIN.
func TestRegisterOfARegisteredNumber(t *testing.T) {
	t.Parallel()
	for rule, says := range map[string]bool{"": false, "[rules]\nregister_says_so = true\n": true} {
		w := with(t, registered+rule)
		got := w.register("654321").ok(t).body
		if text, _ := got["message"].(string); got["success"] != true || (text != "") != says || len(got) != map[bool]int{false: 1, true: 2}[says] {
			t.Errorf("%q: got %v", rule, got)
		}
		if !w.state().PINIs("123456") {
			t.Errorf("%q: the PIN changed", rule)
		}
	}
}

// TestWhatEndedInOctober is refused in every version, or ignored.
func TestWhatEndedInOctober(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	for _, version := range []string{"", "/v21.0", "/v27.0"} {
		w.get(version+"/"+numberID, "date_format", "U").refused(t, 400, 100, 0)
		w.get(version+"/", "ids", numberID+","+wabaID).refused(t, 400, 100, 0)
		plain := w.get(version + "/" + numberID).ok(t)
		if r := w.get(version+"/"+numberID, "pretty", "1", "debug", "all").ok(t); r.raw != plain.raw {
			t.Errorf("pretty or debug changed %s", r.raw)
		}
		ask := w.request(http.MethodGet, version+"/"+numberID, "", "")
		ask.Header.Set("If-None-Match", "*")
		if r := w.do(ask).ok(t); r.raw != plain.raw || r.header.Get("ETag") != "" {
			t.Errorf("If-None-Match got %s, ETag %q", r.raw, r.header.Get("ETag"))
		}
	}
}

// TestMe is how another client checks its token, and how it asks without one whether a
// version exists.
func TestMe(t *testing.T) {
	t.Parallel()
	w := with(t, "[token]\nuser = \"Lotus bot\"\n")
	got := w.get("/v24.0/me").ok(t).body
	described, _ := w.get("/debug_token", "input_token", w.token).ok(t).body["data"].(obj)
	if len(got) != 2 || got["name"] != "Lotus bot" || got["id"] == "" || got["id"] != described["user_id"] {
		t.Errorf("got %v, and %v in debug_token", got, described["user_id"])
	}
	if got := w.get("/me", "fields", "id").ok(t).body; len(got) != 1 {
		t.Errorf("got %v", got)
	}
	w.token = ""
	for path, want := range map[string]string{
		"/v27.0/me": "An active access token must be used to query information about the current user.",
		"/me":       "An active access token must be used to query information about the current user.",
		"/v28.0/me": "Unknown path components: /v28.0/me",
	} {
		if e := w.get(path).refused(t, 400, 2500, 0); message(e) != want {
			t.Errorf("%s: %v", path, e)
		}
	}
	w.get("/v24.0/"+numberID).refused(t, 401, 104, 0)
	w.token = "EAAnobody"
	w.get("/v24.0/me").refused(t, 401, 190, 0)
}

// TestAllSettings shows every part that the docs name, and what changes of calling.
func TestAllSettings(t *testing.T) {
	t.Parallel()
	w := with(t, "[rules]\nidentity_in_settings = true\n")
	path := "/v24.0/" + numberID + "/settings"
	got := w.get(path).ok(t).body
	for _, part := range []string{"storage_configuration", "calling", "payload_encryption", "user_identity_change"} {
		if _, ok := got[part].(obj); !ok {
			t.Errorf("no %s in %v", part, got)
		}
	}
	w.post(path, obj{"payload_encryption": obj{"status": "ENABLED"}}).ok(t)
	if read := w.get(path).ok(t).body["payload_encryption"].(obj); read["status"] != "ENABLED" {
		t.Errorf("payload_encryption reads %v", read)
	}
	calling, _ := got["calling"].(obj)
	for _, part := range []string{"status", "call_icon_visibility", "callback_permission_status", "call_hours", "call_icons", "sip", "audio"} {
		if calling[part] == nil {
			t.Errorf("no calling.%s in %v", part, calling)
		}
	}
	if calling["status"] != "DISABLED" {
		t.Errorf("calling is %v", calling["status"])
	}
	w.post(path, obj{"calling": obj{"status": "ENABLED"}}).refused(t, 400, 100, 0) // the limit is 250
	w.post(path, obj{"calling": obj{"melody": "x"}}).refused(t, 400, 100, 0)
	w.post(path, obj{"calling": obj{"callback_permission_status": "maybe"}}).refused(t, 400, 100, 0)
	if err := w.sim.Perform(graphsim.RaiseLimit, ""); err != nil {
		t.Fatal(err)
	}
	w.post(path, obj{"calling": obj{"status": "ENABLED", "call_icon_visibility": "DISABLE_ALL"}}).ok(t)
	calling, _ = w.get(path).ok(t).body["calling"].(obj)
	if calling["status"] != "ENABLED" || calling["call_icon_visibility"] != "DISABLE_ALL" || calling["callback_permission_status"] != "DISABLED" {
		t.Errorf("after the change %v", calling)
	}
	calling, _ = with(t, "[rules]\ncalling_not_set = true\n").get(path).ok(t).body["calling"].(obj)
	if calling["status"] != "NOT_SET" || calling["callback_permission_status"] != "NOT_SET" {
		t.Errorf("untouched %v", calling)
	}
}

// TestHealthByScenario names the nodes with their ids, the cure of what blocks and the hint
// of what limits.
func TestHealthByScenario(t *testing.T) {
	t.Parallel()
	w := with(t, registered+`
[[health]]
entity = "BUSINESS"
error_code = 141006
error_description = "There is an error with your payment method."
possible_solution = "There was an error with your payment method. Please add a new payment method to the account."

[[health]]
entity = "PHONE_NUMBER"
additional_info = ["Your display name has not been approved yet."]
`)
	health, _ := w.number("health_status").ok(t).body["health_status"].(obj)
	if health["can_send_message"] != "BLOCKED" {
		t.Errorf("the worst decides: %v", health)
	}
	found := map[any]obj{}
	for _, e := range health["entities"].([]any) {
		found[e.(obj)["entity_type"]] = e.(obj)
	}
	if found["WABA"]["id"] != wabaID || found["APP"]["id"] == nil || found["WABA"]["can_send_message"] != "AVAILABLE" {
		t.Errorf("got %v", found)
	}
	if b := found["BUSINESS"]; b["can_send_message"] != "BLOCKED" || !strings.Contains(fmt.Sprint(b["errors"]), "possible_solution:There was an error") {
		t.Errorf("got %v", b)
	}
	if n := found["PHONE_NUMBER"]; n["can_send_message"] != "LIMITED" || !strings.Contains(fmt.Sprint(n["additional_info"]), "display name") {
		t.Errorf("got %v", n)
	}
	account, _ := w.get("/v24.0/"+wabaID, "fields", "health_status").ok(t).body["health_status"].(obj)
	if account["can_send_message"] != "BLOCKED" {
		t.Errorf("got %v", account)
	}
}

func TestOutward(t *testing.T) {
	t.Parallel()
	got := with(t, "").number("official_business_account,username").ok(t).body
	if fmt.Sprint(got["official_business_account"]) != "map[oba_status:NOT_STARTED]" || got["username"] != nil {
		t.Errorf("got %v", got)
	}
	got = with(t, "oba_status = \"UNDER_REVIEW\"\nusername = \"lotus.bakery\"\n").number("official_business_account,username").ok(t).body
	if fmt.Sprint(got["official_business_account"]) != "map[oba_status:UNDER_REVIEW]" || got["username"] != "lotus.bakery" {
		t.Errorf("got %v", got)
	}
	if got := with(t, "official = true\n").number("official_business_account").ok(t).body; !strings.Contains(fmt.Sprint(got), "APPROVED") {
		t.Errorf("got %v", got)
	}
}

// TestOverrides are named by the number and by the list of apps, and a subscription without
// an address removes that of the account.
func TestOverrides(t *testing.T) {
	t.Parallel()
	sc := parse(t, small+"override_callback_uri = \"https://number.example.com/in\"\n")
	sc.Account.Subscribed = true
	sc.App.Override = "https://account.example.com/in"
	sc.Listeners = []graphsim.App{{ID: "7", Name: "Other", Override: "https://other.example.com/in"}, {ID: "8", Name: "Plain"}}
	w := build(t, sc)
	hooks := func() obj {
		h, _ := w.number("webhook_configuration").ok(t).body["webhook_configuration"].(obj)
		return h
	}
	if h := hooks(); h["phone_number"] != "https://number.example.com/in" || h["whatsapp_business_account"] != "https://account.example.com/in" || h["application"] == nil {
		t.Errorf("got %v", h)
	}
	path := "/v24.0/" + wabaID + "/subscribed_apps"
	overrides := func() string {
		var all []string
		for _, row := range w.get(path).ok(t).body["data"].([]any) {
			all = append(all, fmt.Sprint(row.(obj)["override_callback_uri"]))
		}
		return strings.Join(all, " ")
	}
	if got := overrides(); got != "https://account.example.com/in https://other.example.com/in <nil>" {
		t.Errorf("got %s", got)
	}
	w.post(path, nil).ok(t)
	if h := hooks(); h["whatsapp_business_account"] != nil || h["phone_number"] == nil {
		t.Errorf("after an empty subscription: %v", h)
	}
	if got := overrides(); got != "<nil> https://other.example.com/in <nil>" {
		t.Errorf("after an empty subscription: %s", got)
	}
	w.post(path, obj{"override_callback_uri": "https://new.example.com/in"}).refused(t, 400, 100, 0)
	w.post(path, obj{"override_callback_uri": "https://new.example.com/in", "verify_token": "x"}).ok(t)
	if h := hooks(); h["whatsapp_business_account"] != "https://new.example.com/in" {
		t.Errorf("got %v", h)
	}
}

// TestNewKeysAreChecked finds mistakes in what a scenario says.
func TestNewKeysAreChecked(t *testing.T) {
	t.Parallel()
	for _, more := range []string{
		"[rules]\nused_up_error = 4\n", "[rules]\ncap_error = 1\n", "[rules]\napp_blocked = \"reads\"\n", "[token]\ndebug = \"no\"\n",
		"[rules]\nwrong_code_error = 2388091\n", "[[health]]\nentity = \"PAGE\"\nerror_code = 1\n", "[[health]]\nentity = \"WABA\"\n",
		"[[health]]\nentity = \"WABA\"\nnumber = \"1\"\nerror_code = 1\n",
	} {
		if _, err := graphsim.Parse([]byte(small + more)); err == nil {
			t.Errorf("%q passed", more)
		}
	}
	if err := with(t, "").sim.AddFault(graphsim.Fault{Endpoint: graphsim.Me, Status: 500, Code: 2}); err != nil {
		t.Error(err)
	}
}

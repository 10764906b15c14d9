package graphsim_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

func TestAccount(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	r := w.get("/v24.0/"+wabaID, "fields", "name,account_review_status,business_verification_status,owner_business_info{name},whatsapp_business_manager_messaging_limit").ok(t)
	for key, want := range (obj{"id": wabaID, "name": "Lotus Bakery", "account_review_status": "APPROVED", "business_verification_status": "not_verified", "whatsapp_business_manager_messaging_limit": "TIER_250"}) {
		if r.body[key] != want {
			t.Errorf("%s is %v, want %v", key, r.body[key], want)
		}
	}
	w.get("/v24.0/"+wabaID, "fields", "nonsense").refused(t, 400, 100, 0)
	if r := w.get("/v24.0/" + wabaID).ok(t); r.body["timezone_id"] == nil || r.body["country"] != nil {
		t.Errorf("defaults: %s", r.raw)
	}
}

func TestSubscription(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	path := "/v24.0/" + wabaID + "/subscribed_apps"
	count := func() int { return len(w.get(path).ok(t).body["data"].([]any)) }
	if count() != 0 {
		t.Error("subscribed before anybody asked")
	}
	w.post(path, nil).ok(t)
	w.post(path, nil).ok(t)
	if count() != 1 || !w.sim.Subscribed() {
		t.Error("not subscribed")
	}
	var effective []bool
	for _, c := range w.sim.Record() {
		if c.Method != "GET" {
			effective = append(effective, c.Effective)
		}
	}
	if !slices.Equal(effective, []bool{true, false}) {
		t.Errorf("effective: %v", effective)
	}
}

func TestAddNumber(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		send          obj
		code, subcode int
		phone         string
	}{
		"cc and national":  {obj{"cc": "61", "phone_number": "491570156", "verified_name": "Maple"}, 0, 0, "+61491570156"},
		"cc twice":         {obj{"cc": "61", "phone_number": "61491570156", "verified_name": "Maple"}, 0, 0, "+61491570156"},
		"without cc":       {obj{"phone_number": "61491570156", "verified_name": "Maple"}, 0, 0, "+61491570156"},
		"no number":        {obj{"cc": "61", "verified_name": "Maple"}, 100, 0, ""},
		"with plus":        {obj{"phone_number": "+61491570156", "verified_name": "Maple"}, 100, 0, ""},
		"short code":       {obj{"phone_number": "12345", "verified_name": "Maple"}, 100, 0, ""},
		"leading zero":     {obj{"phone_number": "0491570156", "verified_name": "Maple"}, 100, 0, ""},
		"no name":          {obj{"cc": "61", "phone_number": "491570156"}, 100, 0, ""},
		"one letter":       {obj{"cc": "61", "phone_number": "491570156", "verified_name": "M"}, 100, 0, ""},
		"endless name":     {obj{"cc": "61", "phone_number": "491570156", "verified_name": strings.Repeat("ๆ", 76)}, 100, 0, ""},
		"elsewhere":        {obj{"cc": "1", "phone_number": "4165550142", "verified_name": "Maple"}, 100, 0, ""},
		"needless move":    {obj{"cc": "61", "phone_number": "491570156", "migrate_phone_number": true}, 2388103, 0, ""},
		"nobody listening": {obj{"cc": "1", "phone_number": "4165550142", "migrate_phone_number": true}, 2388103, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, scenario(t, "empty-account"))
			r := w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", c.send)
			if c.code != 0 {
				r.refused(t, 400, c.code, c.subcode)
				return
			}
			id, _ := r.ok(t).body["id"].(string)
			s, ok := w.sim.Snapshot(api.PhoneNumberID(id))
			if !ok || s.Phone != c.phone || s.Status != api.StatusPending || s.Verification != api.NotVerified || s.Platform != api.PlatformNotApplicable ||
				s.Throughput != "NOT_APPLICABLE" || s.NameStatus != api.NamePendingReview || s.PINSet {
				t.Errorf("added %+v", s)
			}
			w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", c.send).refused(t, 400, 100, 0)
			c.send["migrate_phone_number"] = true
			w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", c.send).refused(t, 400, 2388012, 0)
		})
	}
}

func TestMigration(t *testing.T) {
	t.Parallel()
	lines := `
[[line]]
phone = "+14165550142"
on_platform = true
[[line]]
phone = "+14165550143"
on_platform = true
two_step = true
[[line]]
phone = "+14165550144"
on_platform = true
name_not_approved = true
`
	w := build(t, parse(t, strings.Replace(small, `name = "Lotus Bakery"`, "name = \"Lotus Bakery\"\nsubscribed = true\nverification = \"verified\"", 1)+lines))
	move := func(national string) reply {
		return w.post("/v24.0/"+wabaID+"/phone_numbers", obj{"cc": "1", "phone_number": national, "migrate_phone_number": "true"})
	}
	move("4165550143").refused(t, 400, 2388001, 0)
	move("4165550144").refused(t, 400, 2388103, 0)
	id, _ := move("4165550142").ok(t).body["id"].(string)
	if s, _ := w.sim.Snapshot(api.PhoneNumberID(id)); s.NameStatus != api.NameApproved || s.Verification != api.NotVerified {
		t.Errorf("migrated %+v", s)
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	w := with(t, `status = "CONNECTED"`)
	path := "/v24.0/" + numberID + "/whatsapp_business_profile"
	set := func(change obj) reply { change["messaging_product"] = "whatsapp"; return w.post(path, change) }
	set(obj{"about": strings.Repeat("é", 139), "websites": []string{"https://a.example", "https://b.example"}, "vertical": "RETAIL"}).ok(t)
	w.do(w.request("POST", path, "application/x-www-form-urlencoded", "messaging_product=whatsapp&address=1+Queen%27s+Road&websites[]=https://c.example")).ok(t)
	data := w.get(path, "fields", "about,address,websites,vertical").ok(t).body["data"].([]any)[0].(obj)
	if data["address"] != "1 Queen's Road" || data["vertical"] != "RETAIL" || len(data["websites"].([]any)) != 1 {
		t.Errorf("profile %v", data)
	}
	for name, bad := range map[string]obj{
		"about":    {"about": strings.Repeat("é", 140)},
		"empty":    {"about": ""},
		"address":  {"address": strings.Repeat("x", 257)},
		"text":     {"description": strings.Repeat("x", 257)},
		"email":    {"email": strings.Repeat("x", 129)},
		"no email": {"email": "orders at lotus.example"},
		"named":    {"email": "Lotus <orders@lotus.example>"},
		"three":    {"websites": []string{"https://a.example", "https://b.example", "https://c.example"}},
		"long":     {"websites": []string{"https://a.example/" + strings.Repeat("x", 239)}},
		"no http":  {"websites": []string{"a.example"}},
		"no host":  {"websites": []string{"https://"}},
		"vertical": {"vertical": "BAKERY"},
	} {
		t.Run(name, func(t *testing.T) { set(bad).refused(t, 400, 100, 0) })
	}
	set(obj{"address": "", "description": "", "email": "", "websites": []string{}}).ok(t) // every field but about can be cleared
	w.post(path, obj{"about": "Hi"}).refused(t, 400, 100, 0)
	w.get(path, "fields", "nonsense").refused(t, 400, 100, 0)
	w.deregister().ok(t)
	w.get(path).refused(t, 400, 133010, 0)
	set(obj{"about": "Hi"}).refused(t, 400, 133010, 0)
}

func TestDisplayName(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "declined-name"))
	id := w.sim.Info().Numbers[0]
	path := "/v24.0/" + string(id)
	register := func() { w.post(path+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"}).ok(t) }
	register()
	w.post(path, obj{"new_display_name": "Casa Girassol"}).ok(t)
	w.post(path, obj{"new_display_name": "Girassol"}).refused(t, 400, 100, 0) // a review is running
	register()                                                                // changes nothing before approval
	if s, _ := w.sim.Snapshot(id); s.Name != "BEST FLOWERS OFFICIAL" || s.NewStatus != api.NamePendingReview {
		t.Errorf("under review: %+v", s)
	}
	w.sim.Advance(time.Minute)
	if got := w.get(path, "fields", "new_name_status,new_certificate").ok(t).body; got["new_name_status"] != "APPROVED" || got["new_certificate"] == nil {
		t.Errorf("approved: %v", got)
	}
	register()
	if s, _ := w.sim.Snapshot(id); s.Name != "Casa Girassol" || s.NameStatus != api.NameApproved || s.NewName != "" || !s.PINIs("123456") {
		t.Errorf("adopted: %+v", s)
	}
	w.post(path, obj{"new_display_name": "x"}).refused(t, 400, 100, 0)
	w.post(path, obj{}).refused(t, 400, 100, 0)
}

func TestSettings(t *testing.T) {
	t.Parallel()
	const on = `{"storage_configuration":{"status":"IN_COUNTRY_STORAGE_ENABLED","data_localization_region":"BR"}}`
	for name, c := range map[string]struct {
		more, version, body string
		refused             bool
	}{
		"region":               {body: on},
		"small letters":        {body: strings.ToLower(on[:len(on)-5]) + `BR"}}`},
		"off":                  {more: `region = "CH"`, body: `{"storage_configuration":{"status":"IN_COUNTRY_STORAGE_DISABLED"}}`},
		"no storage":           {body: `{"storage_configuration":{"status":"NO_STORAGE_ENABLED","retention_minutes":60}}`},
		"identity":             {more: `status = "CONNECTED"`, body: `{"user_identity_change":{"enable_identity_key_check":true}}`},
		"identity, other key":  {body: `{"user_identity_change":{"enabled":true}}`},
		"while registered":     {more: `status = "CONNECTED"`, body: on, refused: true},
		"shared with the app":  {more: "on_business_app = true", body: on, refused: true},
		"old version":          {version: "v20.0", body: on, refused: true},
		"nothing":              {body: `{}`, refused: true},
		"unknown feature":      {body: `{"colour":{}}`, refused: true},
		"two features":         {body: `{"user_identity_change":{"enabled":true},"calling":{}}`, refused: true},
		"no object":            {body: `{"storage_configuration":"on"}`, refused: true},
		"no region":            {body: `{"storage_configuration":{"status":"IN_COUNTRY_STORAGE_ENABLED"}}`, refused: true},
		"no storage country":   {body: strings.Replace(on, "BR", "US", 1), refused: true},
		"unknown status":       {body: `{"storage_configuration":{"status":"ON"}}`, refused: true},
		"wrong retention":      {body: `{"storage_configuration":{"status":"NO_STORAGE_ENABLED","retention_minutes":30}}`, refused: true},
		"region and retention": {body: strings.Replace(on, `"BR"`, `"BR","retention_minutes":60`, 1), refused: true},
		"identity, no value":   {body: `{"user_identity_change":{}}`, refused: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := with(t, c.more)
			if c.version == "" {
				c.version = "v21.0"
			}
			r := w.do(w.request("POST", "/"+c.version+"/"+numberID+"/settings", "application/json", c.body))
			if c.refused {
				e := r.refused(t, 400, 100, 0)
				if details(e) == "" && !strings.Contains(e["message"].(string), "One feature") {
					t.Errorf("no details: %v", e)
				}
				return
			}
			r.ok(t)
		})
	}
}

func TestReadSettings(t *testing.T) {
	t.Parallel()
	read := func(w *world) obj { return w.get("/v24.0/" + numberID + "/settings").ok(t).body }
	got := read(with(t, ""))
	if got["storage_configuration"].(obj)["status"] != "DEFAULT" || got["user_identity_change"] != nil {
		t.Errorf("at first: %v", got)
	}
	w := build(t, parse(t, "[rules]\nlower_case_settings = true\nidentity_in_settings = true\n"+small+"region = \"CH\"\nidentity_check = true"))
	got = read(w)
	if s := got["storage_configuration"].(obj); s["status"] != "in_country_storage_enabled" || s["data_localization_region"] != "CH" {
		t.Errorf("lower case: %v", got)
	}
	if got["user_identity_change"].(obj)["enable_identity_key_check"] != true {
		t.Errorf("identity: %v", got)
	}
	w = with(t, "")
	w.post("/v24.0/"+numberID+"/settings", obj{"storage_configuration": obj{"status": "NO_STORAGE_ENABLED", "retention_minutes": 60}}).ok(t)
	if s := read(w)["storage_configuration"].(obj); s["status"] != "NO_STORAGE_ENABLED" || s["retention_minutes"] != 60.0 {
		t.Errorf("no storage: %v", s)
	}
}

func TestRegionExpected(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "region-expected"))
	path := "/v24.0/" + string(w.sim.Info().Numbers[0])
	register := func() reply { return w.post(path+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"}) }
	e := register().refused(t, 400, 100, 0)
	if !strings.Contains(e["message"].(string), "Expected data localization region: 'IN'") {
		t.Errorf("message %v", e["message"])
	}
	storage := func(region string) reply {
		return w.post(path+"/settings", obj{"storage_configuration": obj{"status": "IN_COUNTRY_STORAGE_ENABLED", "data_localization_region": region}})
	}
	storage("SG").ok(t)
	register().refused(t, 400, 100, 0)
	storage("IN").ok(t)
	register().ok(t)
}

func TestHealth(t *testing.T) {
	t.Parallel()
	for more, want := range map[string]string{
		"":                     "BLOCKED",
		`status = "BANNED"`:    "BLOCKED",
		`status = "CONNECTED"`: "AVAILABLE",
		"status = \"CONNECTED\"\nname_status = \"PENDING_REVIEW\"": "LIMITED",
	} {
		h := with(t, more).number("health_status").ok(t).body["health_status"].(obj)
		if h["can_send_message"] != want || len(h["entities"].([]any)) != 4 {
			t.Errorf("%s: %v", more, h)
		}
	}
}

package graphsim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

func TestOnboarding(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "clean-mobile"))
	id := string(w.sim.Info().Numbers[0])
	path := "/v24.0/" + id
	w.post(path+"/request_code", obj{"code_method": "SMS", "language": "en_US"}).ok(t)
	m := w.sim.Outbox()[0]
	if want := "WhatsApp code " + m.Code[:3] + "-" + m.Code[3:]; m.Text != want || m.Display != "+852 9123 0100" {
		t.Errorf("message %+v, want text %q", m, want)
	}
	w.post(path+"/verify_code", obj{"code": m.Code}).ok(t)
	w.post(path+"/register", obj{"messaging_product": "whatsapp", "pin": "012345"}).ok(t)
	fields := "status,platform_type,throughput{level},is_pin_enabled,code_verification_status"
	got := w.get(path, "fields", fields).ok(t).body
	if got["status"] != "PENDING" || got["platform_type"] != "CLOUD_API" || got["is_pin_enabled"] != true {
		t.Errorf("right after register only the status lags: %v", got)
	}
	if text := fmt.Sprint(w.get(path, "fields", "health_status").ok(t).body); strings.Contains(text, "133010") {
		t.Errorf("right after register: %s", text)
	}
	w.get(path + "/whatsapp_business_profile").ok(t)
	w.post(path+"/messages", obj{"messaging_product": "whatsapp", "to": "+85291230177", "type": "template",
		"template": obj{"name": "hello_world", "language": obj{"code": "en_US"}}}).ok(t)
	w.sim.Advance(1500 * time.Millisecond)
	got = w.get(path, "fields", fields).ok(t).body
	want := obj{"id": id, "status": "CONNECTED", "platform_type": "CLOUD_API", "throughput": obj{"level": "STANDARD"}, "is_pin_enabled": true, "code_verification_status": "VERIFIED"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	s, _ := w.sim.Snapshot(api.PhoneNumberID(id))
	if !s.PINIs("012345") || s.PINIs("12345") {
		t.Error("the PIN on file is not the one that was sent")
	}
}

func TestRegisterRefusals(t *testing.T) {
	t.Parallel()
	verified := `verification = "VERIFIED"` + "\n"
	for name, c := range map[string]struct {
		more                  string
		send                  obj
		status, code, subcode int
		says                  string
	}{
		"not verified":        {code: 133006},
		"check ran out":       {more: `verification = "EXPIRED"`, code: 133006},
		"no product":          {more: verified, send: obj{"pin": "123456", "messaging_product": ""}, code: 100, says: "messaging_product"},
		"no PIN":              {more: verified, send: obj{"messaging_product": "whatsapp"}, code: 100, says: "pin"},
		"five digits":         {more: verified, send: obj{"messaging_product": "whatsapp", "pin": "12345"}, code: 100, says: "PIN"},
		"letters":             {more: verified, send: obj{"messaging_product": "whatsapp", "pin": "12345a"}, code: 100, says: "PIN"},
		"region since v21":    {more: verified, send: obj{"messaging_product": "whatsapp", "pin": "123456", "data_localization_region": "IN"}, code: 12},
		"retention since v21": {more: verified, send: obj{"messaging_product": "whatsapp", "pin": "123456", "meta_store_retention_minutes": 60}, code: 12},
		"half a backup":       {more: verified, send: obj{"messaging_product": "whatsapp", "pin": "123456", "backup": obj{"data": "x"}}, code: 100, says: "backup"},
		"other PIN":           {more: verified + `pin = "111111"`, code: 133005},
		"forgotten PIN":       {more: verified + `pin = "unknown"`, code: 133005},
		"shared with the app": {more: verified + "on_business_app = true", code: 100},
		"banned":              {more: verified + `status = "BANNED"`, status: 403, code: 131031},
		"just deleted":        {more: verified + `deleted = "-4m"`, code: 133015},
		"half deregistered":   {more: verified + "needs_deregister = true", status: 500, code: 133000},
		"region expected":     {more: verified + `expects_region = "IN"`, code: 100},
		"on premises":         {more: `platform = "ON_PREMISE"`, code: 133006},
		"deleted":             {more: verified + `status = "DELETED"`, code: 33},
		"in another account":  {more: verified + "elsewhere = true", code: 100},
		"moved away":          {more: verified + `status = "MIGRATED"`, code: 100},
		"back in the app":     {more: verified + "live_in_app = true", code: 100},
		"elsewhere, no code":  {more: "elsewhere = true", code: 133006},
		"changed backup":      {more: onPremise, send: restore("blob", "other"), code: 133006},
		"changed, verified":   {more: onPremise + verified, send: restore("other", "word"), code: 100, says: "backup"},
		"no backup":           {more: onPremise, code: 133006},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := with(t, c.more)
			if c.send == nil {
				c.send = obj{"messaging_product": "whatsapp", "pin": "123456"}
			}
			if c.status == 0 {
				c.status = http.StatusBadRequest
			}
			before := w.state()
			e := w.post("/v24.0/"+numberID+"/register", c.send).refused(t, c.status, c.code, c.subcode)
			if c.says != "" && !strings.Contains(details(e), c.says) {
				t.Errorf("details %q do not name %q", details(e), c.says)
			}
			after := w.state()
			if c.code != 33 { // a deleted number is refused before the call is counted
				before.Registers++
			}
			if before != after {
				t.Errorf("a refusal changed the number: %+v", after)
			}
			if calls := w.sim.Record(); calls[len(calls)-1].Effective {
				t.Error("a refusal is recorded as effective")
			}
		})
	}
}

func TestRegisterSucceeds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		more    string
		version string
		send    obj
		region  api.Region
		kept    int
	}{
		"no PIN before":          {more: `verification = "VERIFIED"`},
		"same PIN":               {more: "verification = \"VERIFIED\"\npin = \"123456\""},
		"PIN as a number":        {more: `verification = "VERIFIED"`, send: obj{"pin": 123456}},
		"five minutes deleted":   {more: "verification = \"VERIFIED\"\ndeleted = \"-5m\""},
		"region up to v20":       {more: `verification = "VERIFIED"`, version: "v20.0", send: obj{"data_localization_region": "CH"}, region: "CH"},
		"retention up to v20":    {more: `verification = "VERIFIED"`, version: "v20.0", send: obj{"meta_store_retention_minutes": "60"}, kept: 60},
		"expected region in v20": {more: "verification = \"VERIFIED\"\nexpects_region = \"IN\"", version: "v20.0", send: obj{"data_localization_region": "IN"}, region: "IN"},
		"on premises, backup":    {more: `platform = "ON_PREMISE"`, send: obj{"backup": obj{"data": "blob", "password": "word"}}},
		"backup as text":         {more: `platform = "ON_PREMISE"`, send: obj{"backup": `{"data":"blob","password":"word"}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := with(t, c.more)
			send := obj{"messaging_product": "whatsapp", "pin": "123456"}
			for k, v := range c.send {
				send[k] = v
			}
			if c.version == "" {
				c.version = "v24.0"
			}
			w.post("/"+c.version+"/"+numberID+"/register", send).ok(t)
			s := w.state()
			if s.Status != api.StatusConnected || s.Platform != api.PlatformCloud || s.Throughput != "STANDARD" || !s.PINIs("123456") || s.Region != c.region || s.Retention != c.kept {
				t.Errorf("after register: %+v", s)
			}
		})
	}
}

func TestOldRegionRules(t *testing.T) {
	t.Parallel()
	for name, send := range map[string]obj{
		"not a storage country": {"data_localization_region": "US"},
		"small letters":         {"data_localization_region": "ch"},
		"both kinds":            {"data_localization_region": "CH", "meta_store_retention_minutes": 60},
		"other minutes":         {"meta_store_retention_minutes": 30},
	} {
		w := with(t, `verification = "VERIFIED"`)
		send["messaging_product"], send["pin"] = "whatsapp", "123456"
		e := w.post("/v20.0/"+numberID+"/register", send).refused(t, 400, 100, 0)
		if details(e) == "" || w.state().Registered {
			t.Errorf("%s: %v", name, e)
		}
	}
}

// To register a registered number succeeds and changes nothing, but the request counts.
func TestRegisterAgain(t *testing.T) {
	t.Parallel()
	w := with(t, `verification = "VERIFIED"`)
	w.register("123456").ok(t)
	w.register("654321").ok(t)
	s := w.state()
	if !s.PINIs("123456") || s.Registers != 2 {
		t.Errorf("after the second register: %+v", s)
	}
	if calls := w.sim.Record(); !calls[0].Effective || calls[1].Effective {
		t.Errorf("effective: %v then %v", calls[0].Effective, calls[1].Effective)
	}
}

func TestRegisterLimit(t *testing.T) {
	t.Parallel()
	w := with(t, "")
	for range 10 {
		w.register("123456").refused(t, 400, 133006, 0)
		w.sim.Advance(time.Hour)
	}
	w.verified()
	e := w.register("123456").refused(t, 400, 133016, 0)
	if !strings.Contains(details(e), "10 register requests") {
		t.Errorf("details %q", details(e))
	}
	until := noon.Add(10*time.Hour + 72*time.Hour)
	if got := w.state().RegisterBlocked; !got.Equal(until) {
		t.Errorf("blocked until %v, want %v", got, until)
	}
	// A try during the block is refused and does not make the block longer.
	w.sim.Advance(71 * time.Hour)
	w.register("123456").refused(t, 400, 133016, 0)
	w.sim.Advance(time.Hour)
	w.register("123456").ok(t)
}

// The window moves, so the first of ten requests no longer counts after 72 hours.
func TestRegisterWindowMoves(t *testing.T) {
	t.Parallel()
	w := with(t, "verification = \"VERIFIED\"\nverified_at = \"-1h\"\n"+
		`register_requests = ["-71h59m","-70h","-60h","-50h","-40h","-30h","-20h","-10h","-5h","-1h"]`)
	w.sim.Advance(time.Minute)
	w.register("123456").ok(t)
	w.register("123456").refused(t, 400, 133016, 0)
}

// Requests of register and of deregister are counted separately (seed 003).
func TestDeregisterLimit(t *testing.T) {
	t.Parallel()
	w := with(t, `verification = "VERIFIED"`)
	for range 10 {
		w.deregister().refused(t, 400, 100, 2207051)
	}
	w.register("123456").ok(t)
	w.deregister().refused(t, 400, 133016, 0)
	if s := w.state(); !s.Registered || s.Deregisters != 10 || s.Registers != 1 {
		t.Errorf("state %+v", s)
	}
	w.sim.Advance(72 * time.Hour)
	w.deregister().ok(t)
}

func TestSeventyTwoHourBlock(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "seventy-two-hour-block"))
	path := "/v24.0/" + string(w.sim.Info().Numbers[0]) + "/register"
	w.post(path, obj{"messaging_product": "whatsapp", "pin": "123456"}).refused(t, 400, 133016, 0)
}

func TestPINGuesses(t *testing.T) {
	t.Parallel()
	w := with(t, "verification = \"VERIFIED\"\npin = \"111111\"")
	w.register("000000").refused(t, 400, 133005, 0)
	w.sim.Advance(2 * time.Second)
	e := w.register("111111").refused(t, 400, 133009, 0)
	if details(e) != "Wait 3 seconds before the next try." {
		t.Errorf("details %q", details(e))
	}
	w.sim.Advance(3 * time.Second)
	w.register("000000").refused(t, 400, 133005, 0)
	w.sim.Advance(time.Minute)
	w.register("000000").refused(t, 400, 133005, 0)
	w.sim.Advance(time.Minute)
	e = w.register("111111").refused(t, 400, 133008, 0)
	if details(e) != "Wait 3540 seconds before the next try." {
		t.Errorf("details %q", details(e))
	}
	w.sim.Advance(59 * time.Minute)
	w.register("111111").ok(t)
}

// A new PIN can replace a forgotten one, which also clears the wrong guesses.
func TestSetPINHeals(t *testing.T) {
	t.Parallel()
	w := with(t, "verification = \"VERIFIED\"\npin = \"unknown\"")
	w.register("222222").refused(t, 400, 133005, 0)
	w.post("/v24.0/"+numberID, obj{"pin": "333333"}).ok(t)
	w.register("333333").ok(t)
	for _, bad := range []string{"", "12345", "1234567", "12345x", "１２３４５６"} {
		w.post("/v24.0/"+numberID, obj{"pin": bad}).refused(t, 400, 100, 0)
	}
	if !w.state().PINIs("333333") {
		t.Error("a refused PIN replaced the old one")
	}
}

func TestDeregister(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		more          string
		code, subcode int
	}{
		"not registered":      {"", 100, 2207051},
		"on premises":         {`platform = "ON_PREMISE"`, 100, 0},
		"shared with the app": {"status = \"CONNECTED\"\non_business_app = true", 100, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with(t, c.more).deregister().refused(t, 400, c.code, c.subcode)
		})
	}
	t.Run("takes effect", func(t *testing.T) {
		t.Parallel()
		w := with(t, "status = \"CONNECTED\"\nverification = \"EXPIRED\"\npin = \"123456\"\nregion = \"CH\"")
		w.deregister().ok(t)
		s := w.state()
		if s.Status != api.StatusDisconnected || s.Platform != api.PlatformNotApplicable || s.Throughput != "NOT_APPLICABLE" ||
			s.Region != "" || !s.PINIs("123456") || s.Verification != api.VerificationExpired {
			t.Errorf("after deregister: %+v", s)
		}
		// Within 14 days the number can be registered again without a new code.
		w.register("123456").ok(t)
		w.deregister().ok(t)
		w.sim.Advance(14 * 24 * time.Hour)
		w.register("123456").refused(t, 400, 133006, 0)
	})
	t.Run("finishes an earlier one", func(t *testing.T) {
		t.Parallel()
		w := with(t, "verification = \"VERIFIED\"\nneeds_deregister = true")
		w.register("123456").refused(t, 500, 133000, 0)
		w.deregister().ok(t)
		w.register("123456").ok(t)
	})
}

func TestCap(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "cap-of-two"))
	add := obj{"cc": "62", "phone_number": "81212340177", "verified_name": "Batik Bali"}
	e := w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", add).refused(t, 403, 200, 1349175)
	if e["error_user_title"] == nil || e["error_user_msg"] == nil {
		t.Errorf("no text for people: %v", e)
	}
	for name, account := range map[string]string{"verified business": `verification = "verified"`, "higher limit": `limit = "TIER_2K"`} {
		sc := parse(t, strings.Replace(small, `name = "Lotus Bakery"`, "name = \"Lotus Bakery\"\n"+account, 1)+`status = "CONNECTED"
[[number]]
id = "106540352242901"
phone = "+85291230101"
name = "Two"
status = "CONNECTED"
`)
		build(t, sc).post("/v24.0/"+wabaID+"/phone_numbers", add).ok(t)
		_ = name
	}
}

func TestCapAtRegister(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[rules]\ncap_at = \"register\"\n[limits]\nregistered_numbers = 1\n"+small+`verification = "VERIFIED"
[[number]]
id = "106540352242901"
phone = "+85291230101"
name = "Two"
status = "CONNECTED"
`))
	w.post("/v24.0/"+wabaID+"/phone_numbers", obj{"cc": "852", "phone_number": "91230177", "verified_name": "Three"}).ok(t)
	w.register("123456").refused(t, 403, 200, 1349175)
}

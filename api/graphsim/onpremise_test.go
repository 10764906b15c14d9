package graphsim_test

import (
	"testing"

	"dialtone/api"
)

// onPremise is a number on the On-Premises API that has a backup.
const onPremise = `platform = "ON_PREMISE"
status = "CONNECTED"
official = true
about = "Fresh from five"
backup = "blob"
backup_password = "word"
`

func restore(data, password string) obj {
	return obj{"messaging_product": "whatsapp", "pin": "123456", "backup": obj{"data": data, "password": password}}
}

// Profile and badge survive a registration with the backup, but not one with a code (docs).
func TestOnPremisesMove(t *testing.T) {
	t.Parallel()
	verified := "verification = \"VERIFIED\"\n"
	for name, c := range map[string]struct {
		more, rules string
		send        obj
		kept        bool
	}{
		"backup":              {onPremise, "", restore("blob", "word"), true},
		"backup and code":     {onPremise + verified, "", restore("blob", "word"), true},
		"code":                {onPremise + verified, "", obj{"messaging_product": "whatsapp", "pin": "123456"}, false},
		"code asked for here": {onPremise, "code_on_premise = true\n", obj{"messaging_product": "whatsapp", "pin": "123456"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, parse(t, "[rules]\n"+c.rules+small+c.more))
			if c.rules != "" {
				w.verified()
			}
			w.post("/v24.0/"+numberID+"/register", c.send).ok(t)
			got := w.number("is_official_business_account,platform_type,status,whatsapp_business_profile{about}").ok(t).body
			profile := got["whatsapp_business_profile"].(obj)["data"].([]any)[0].(obj)
			if got["platform_type"] != "CLOUD_API" || got["status"] != "CONNECTED" || got["is_official_business_account"] != c.kept || (profile["about"] != nil) != c.kept {
				t.Errorf("moved: %v", got)
			}
		})
	}
}

func TestWrongBackupByRule(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, "[rules]\nwrong_backup_error = 100\n"+small+onPremise))
	w.post("/v24.0/"+numberID+"/register", restore("blob", "other")).refused(t, 400, 100, 0)
}

// A wrong PIN stops the On-Premises client (docs).
func TestWrongPINOnPremises(t *testing.T) {
	t.Parallel()
	w := with(t, onPremise+`pin = "111111"`)
	w.post("/v24.0/"+numberID+"/register", restore("blob", "word")).refused(t, 400, 133005, 0)
	if s := w.state(); s.Status != api.StatusDisconnected || s.Platform != api.PlatformOnPremise {
		t.Errorf("after a wrong PIN: %+v", s)
	}
}

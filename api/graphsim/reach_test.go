package graphsim_test

import (
	"testing"

	"dialtone/api"
)

// If the scenario does not say what a line can receive, the type of the line decides
// (docs). This also holds for a line that is added through the API or to the pool.
func TestWhatReachesALine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		phone, more string
		sms, voice  bool
	}{
		"mobile":       {"+85291230147", "", true, true},
		"either":       {"+12025550147", "", true, true},
		"in no plan":   {"+15550120100", "", true, true},
		"fixed":        {"+85225550143", "", false, true},
		"toll-free":    {"+18005550123", "", false, true},
		"premium rate": {"+19005550123", "", false, true},
		"voip":         {"+815012345678", "", false, true},
		"shared cost":  {"+448431234567", "", false, true},
		"pager":        {"+812041234567", "", false, false},
		"as said":      {"+85225550143", "sms = true\nvoice = false\n", true, false},
		"pager heard":  {"+812041234567", "voice = true\n", false, true},
		"menu":         {"+18005550123", "ivr = true\n", false, false},
	} {
		arrives := func(w *world, path string, method api.CodeMethod, want bool) {
			t.Helper()
			w.post("/v24.0/"+path+"/request_code", obj{"code_method": method, "language": "en_US"}).ok(t)
			if got := len(w.sim.Outbox()) == 1; got != want {
				t.Errorf("%s: by %s arrived %v, want %v", name, method, got, want)
			}
		}
		for method, want := range map[api.CodeMethod]bool{api.SMS: c.sms, api.Voice: c.voice} {
			w := with(t, "[[line]]\nphone = \""+c.phone+"\"\n"+c.more)
			added := w.post("/v24.0/"+wabaID+"/phone_numbers", obj{"phone_number": c.phone[1:], "verified_name": "Lotus Bakery"}).ok(t)
			arrives(w, added.body["id"].(string), method, want)
			w = poolWorld(t)
			if c.more == "" {
				added = w.pool("POST", businessID+"/add_phone_numbers?phone_number="+c.phone[1:], "").ok(t)
				arrives(w, added.body["id"].(string), method, want)
			}
		}
	}
}

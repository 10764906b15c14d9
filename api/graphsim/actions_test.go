package graphsim_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets/constants"
)

// second is one more number for the small world.
const second = `
[[number]]
id = "106540352242901"
phone = "+85291230101"
name = "Two"
status = "CONNECTED"
`

// outside is a line that is on the platform in another account.
const outside = `
[[line]]
phone = "+14165550142"
on_platform = true
`

// account is the small world with more keys for its account.
func account(keys string) string {
	return strings.Replace(small, `name = "Lotus Bakery"`, "name = \"Lotus Bakery\"\n"+keys, 1)
}

// probe is a call that an action makes possible.
type probe func(*world) reply

func (w *world) add(body obj) reply {
	w.t.Helper()
	return w.post("/v24.0/"+wabaID+"/phone_numbers", body)
}

func askSMS(w *world) reply   { w.t.Helper(); return w.ask("SMS") }
func register(w *world) reply { w.t.Helper(); return w.register("123456") }

func addOutside(w *world) reply {
	w.t.Helper()
	return w.add(obj{"cc": "1", "phone_number": "4165550142", "verified_name": "Maple"})
}

func moveIn(w *world) reply {
	w.t.Helper()
	return w.add(obj{"cc": "1", "phone_number": "4165550142", "migrate_phone_number": true})
}

func addThird(w *world) reply {
	w.t.Helper()
	return w.add(obj{"cc": "852", "phone_number": "91230177", "verified_name": "Three"})
}

// code is the error code of an answer, or 0 if there is none.
func (r reply) code() int {
	e, _ := r.body["error"].(obj)
	code, _ := e["code"].(float64)
	return int(code)
}

// effect is what an action does, as a client sees it.
type effect struct {
	action    graphsim.Action
	world     string
	id        api.PhoneNumberID
	probe     probe
	before    int           // the code that refuses the probe
	wait      time.Duration // how long it is refused after the action
	meanwhile int           // with this code
	read      string        // a field of the number at the end, as "name=value"
}

const (
	inWABA   = "subscribed = true\nverification = \"verified\"\n"
	verified = "verification = \"VERIFIED\"\n"
	on       = "status = \"CONNECTED\"\n"
	halfway  = "status = \"DISCONNECTED\"\nplatform = \"ON_PREMISE\"\nlive_in_app = true\n"
)

func effects() map[string]effect {
	const app, deletion = 3 * time.Minute, 5 * time.Minute
	return map[string]effect{
		"app":               {graphsim.LeaveApp, small + "live_in_app = true", numberID, askSMS, 136024, app, 136024, "status=PENDING"},
		"Business app":      {graphsim.LeaveApp, small + "on_business_app = true", numberID, askSMS, 136024, app, 136024, "is_on_biz_app=false"},
		"shared number":     {graphsim.LeaveApp, small + on + "on_business_app = true", numberID, askSMS, 136024, app, 136024, "platform_type=NOT_APPLICABLE"},
		"half a sharing":    {graphsim.LeaveApp, small + halfway, numberID, askSMS, 136024, app, 136024, "platform_type=NOT_APPLICABLE"},
		"other account":     {graphsim.DeleteElsewhere, small + "elsewhere = true\nlast_paid = \"-30d\"", numberID, askSMS, 136024, deletion, 136024, "status=PENDING"},
		"other, verified":   {graphsim.DeleteElsewhere, small + verified + "elsewhere = true", numberID, register, 100, deletion, 133015, "status=CONNECTED"},
		"shared by two":     {graphsim.ShareNumber, small + "elsewhere = true", numberID, register, 133006, 0, 0, "status=CONNECTED"},
		"out of a solution": {graphsim.LeaveSolution, small + "elsewhere = true", numberID, register, 133006, 0, 0, "status=CONNECTED"},
		"line elsewhere":    {graphsim.DeleteElsewhere, small + outside, "", addOutside, 100, 0, 0, ""},
		"two-step here":     {graphsim.TwoStepOff, small + verified + `pin = "unknown"`, numberID, register, 133005, 0, 0, "status=CONNECTED"},
		"two-step there":    {graphsim.TwoStepOff, account(inWABA) + outside + "two_step = true", "+14165550142", moveIn, 2388001, 0, 0, ""},
		"name there":        {graphsim.ApproveName, account(inWABA) + outside + "name_not_approved = true", "", moveIn, 2388103, 0, 0, ""},
		"payment":           {graphsim.AddPayment, account(inWABA+"no_payment = true") + outside, numberID, moveIn, 2388103, 0, 0, ""},
		"business, to move": {graphsim.VerifyBusiness, account("subscribed = true") + outside, "", moveIn, 2388103, 0, 0, ""},
		"business, room":    {graphsim.VerifyBusiness, "[limits]\nregistered_numbers = 1\n" + small + second, numberID, addThird, 200, 0, 0, ""},
		"limit":             {graphsim.RaiseLimit, small + on + second, "", addThird, 200, 0, 0, "whatsapp_business_manager_messaging_limit=TIER_2K"},
		"one number less":   {graphsim.RemoveNumber, small + on + second, numberID, addThird, 200, 0, 0, "status=CONNECTED"},
		"ban":               {graphsim.LiftBan, small + `status = "BANNED"`, numberID, askSMS, 368, 0, 0, "status=PENDING"},
		"account, code":     {graphsim.ApproveAccount, account(`review = "REJECTED"`), "", askSMS, 368, 0, 0, ""},
		"account, register": {graphsim.ApproveAccount, account(`review = "REJECTED"`) + verified, numberID, register, 131031, 0, 0, "status=CONNECTED"},
		"account, add":      {graphsim.ApproveAccount, account(`review = "REJECTED"`), "", addThird, 368, 0, 0, ""},
		"account, move":     {graphsim.ApproveAccount, account(inWABA+`review = "REJECTED"`) + outside, "", moveIn, 2388103, 0, 0, ""},
		"signing up again": {graphsim.RepeatSignup, small + verified + "verified_at = \"-20d\"\nlast_onboarded = \"-20d\"", numberID, register, 133006, 0, 0,
			"last_onboarded_time=2026-11-22T12:00:00+0000"},
	}
}

// Every action makes a refused call succeed, after the time that it takes.
func TestActions(t *testing.T) {
	t.Parallel()
	performed := []graphsim.Action{graphsim.DisconnectSharing, graphsim.ReconnectApp, graphsim.LetCallsIn, graphsim.HandOverBackup, graphsim.RequireAppSecret} // these have tests of their own
	for name, e := range effects() {
		performed = append(performed, e.action)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, parse(t, e.world))
			if got := e.probe(w).code(); got != e.before {
				t.Fatalf("refused with %d before, want %d", got, e.before)
			}
			if err := w.sim.Perform(e.action, e.id); err != nil {
				t.Fatal(err)
			}
			if err := w.sim.Perform(e.action, e.id); !errors.Is(err, graphsim.ErrNotApplicable) {
				t.Errorf("performed again: %v", err)
			}
			if e.wait > 0 {
				w.sim.Advance(e.wait - time.Second)
				if got := e.probe(w).code(); got != e.meanwhile {
					t.Errorf("refused with %d meanwhile, want %d", got, e.meanwhile)
				}
				w.sim.Advance(time.Second)
			}
			e.probe(w).ok(t)
			if field, value, ok := strings.Cut(e.read, "="); ok {
				if got := fmt.Sprint(w.number(field).ok(t).body[field]); got != value {
					t.Errorf("%s is %s, want %s", field, got, value)
				}
			}
		})
	}
	for _, action := range constants.Of[graphsim.Action](t) {
		if !slices.Contains(performed, action) {
			t.Errorf("nothing performs %s", action)
		}
	}
}

// An action that does not apply is refused and changes nothing.
func TestActionsThatDoNotApply(t *testing.T) {
	t.Parallel()
	nonsense, notYet, nobody := graphsim.ErrNotApplicable, graphsim.ErrNotYet, graphsim.ErrUnknownNumber
	twoNumbers := small + on + "last_paid = \"-1d\"" + second + "last_paid = \"-1d\""
	for name, c := range map[string]struct {
		action graphsim.Action
		world  string
		id     api.PhoneNumberID
		want   error
	}{
		"no app account":          {graphsim.LeaveApp, small, numberID, nonsense},
		"no such number":          {graphsim.LeaveApp, small, "106540352249999", nobody},
		"no number named":         {graphsim.LeaveApp, small + "live_in_app = true", "", nobody},
		"no such action":          {"fly-away", small, numberID, graphsim.ErrUnknownAction},
		"not shared":              {graphsim.DisconnectSharing, small + "on_business_app = true", numberID, nonsense},
		"not elsewhere":           {graphsim.DeleteElsewhere, small, numberID, nonsense},
		"paid lately":             {graphsim.DeleteElsewhere, small + "elsewhere = true\nlast_paid = \"-29d\"", numberID, notYet},
		"line, paid lately":       {graphsim.DeleteElsewhere, small + outside + `last_paid = "-12d"`, "", notYet},
		"line is free":            {graphsim.DeleteElsewhere, small + "[[line]]\nphone = \"+14165550142\"", "+14165550142", nonsense},
		"no line":                 {graphsim.TwoStepOff, small, "", nonsense},
		"no such line":            {graphsim.TwoStepOff, small + outside, "+14165550143", nobody},
		"line without two-step":   {graphsim.TwoStepOff, small + outside, "", nonsense},
		"no PIN":                  {graphsim.TwoStepOff, small, numberID, nonsense},
		"line with a good name":   {graphsim.ApproveName, small + outside, "", nonsense},
		"no review":               {graphsim.ApproveName, small, numberID, nonsense},
		"payment is there":        {graphsim.AddPayment, small, "", nonsense},
		"account of nobody":       {graphsim.AddPayment, account("no_payment = true"), "1", nobody},
		"business is verified":    {graphsim.VerifyBusiness, account(`verification = "VERIFIED"`), "", nonsense},
		"limit is higher":         {graphsim.RaiseLimit, account(`limit = "TIER_10K"`), "", nonsense},
		"nothing to remove":       {graphsim.RemoveNumber, small, "", nonsense},
		"not the one at hand":     {graphsim.RemoveNumber, small + on, numberID, nonsense},
		"not a shared one":        {graphsim.RemoveNumber, small + on + "on_business_app = true", "", nonsense},
		"remove for nobody":       {graphsim.RemoveNumber, small + on, "1", nobody},
		"both paid lately":        {graphsim.RemoveNumber, twoNumbers, "", notYet},
		"not banned":              {graphsim.LiftBan, small, numberID, nonsense},
		"line not banned":         {graphsim.LiftBan, small + outside, "", nonsense},
		"account is approved":     {graphsim.ApproveAccount, small, "", nonsense},
		"no menu":                 {graphsim.LetCallsIn, small, numberID, nonsense},
		"no menu outside":         {graphsim.LetCallsIn, small + outside, "", nonsense},
		"no On-Premises client":   {graphsim.HandOverBackup, small, numberID, nonsense},
		"no backup":               {graphsim.HandOverBackup, small + `platform = "ON_PREMISE"`, numberID, nonsense},
		"signed up, verified":     {graphsim.RepeatSignup, small + verified, numberID, nonsense},
		"signed up, registered":   {graphsim.RepeatSignup, small + on, numberID, nonsense},
		"signed up, in the app":   {graphsim.RepeatSignup, small + "live_in_app = true", numberID, nonsense},
		"signed up, elsewhere":    {graphsim.RepeatSignup, small + "elsewhere = true", numberID, nonsense},
		"signed up, just deleted": {graphsim.RepeatSignup, small + `deleted = "-1m"`, numberID, nonsense},
		"signed up, deleted":      {graphsim.RepeatSignup, small + `status = "DELETED"`, numberID, nonsense},
		"signed up, banned":       {graphsim.RepeatSignup, small + `status = "BANNED"`, numberID, nonsense},
		"signed up, rejected":     {graphsim.RepeatSignup, account(`review = "REJECTED"`), numberID, nonsense},
		"shared, no room":         {graphsim.RepeatSignup, "[limits]\nregistered_numbers = 1\n" + small + halfway + second, numberID, nonsense},
		"not fallen off":          {graphsim.ReconnectApp, small + on + "on_business_app = true", numberID, nonsense},
		"nobody shares it":        {graphsim.ShareNumber, small, numberID, nonsense},
		"nobody shares the line":  {graphsim.ShareNumber, small + "\n[[line]]\nphone = \"+85291230188\"\n", "+85291230188", nonsense},
		"in no solution":          {graphsim.LeaveSolution, small, numberID, nonsense},
		"no line in a solution":   {graphsim.LeaveSolution, small + "\n[[line]]\nphone = \"+85291230188\"\n", "+85291230188", nonsense},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, parse(t, c.world))
			before := w.sim.Snapshots()
			if err := w.sim.Perform(c.action, c.id); !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), string(c.action)+": ") {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if after := w.sim.Snapshots(); !slices.Equal(before, after) {
				t.Errorf("something changed: %+v", after)
			}
		})
	}
}

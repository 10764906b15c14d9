package graphsim_test

import (
	"errors"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// A number can move to the account when every condition is met.
func TestMovingProvider(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "moving-provider"))
	add := func(body obj) reply {
		body["cc"], body["phone_number"] = "31", "612340100"
		return w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", body)
	}
	add(obj{"verified_name": "Fietsenmaker Jordaan"}).refused(t, 400, 100, 0)
	for _, c := range []struct {
		code   int
		action graphsim.Action
	}{
		{2388001, graphsim.TwoStepOff}, {2388103, graphsim.ApproveName}, {2388103, graphsim.VerifyBusiness}, {2388103, graphsim.AddPayment},
	} {
		add(obj{"migrate_phone_number": true}).refused(t, 400, c.code, 0)
		if err := w.sim.Perform(c.action, ""); err != nil {
			t.Fatal(err)
		}
	}
	add(obj{"verified_name": "Fietsenmaker Jordaan"}).refused(t, 400, 100, 0)
	id, _ := add(obj{"migrate_phone_number": true}).ok(t).body["id"].(string)
	moved := &walk{world: w, id: api.PhoneNumberID(id)}
	moved.connect()
	if s, _ := w.sim.Snapshot(moved.id); s.NameStatus != api.NameApproved {
		t.Errorf("the name has to be approved again: %+v", s)
	}
}

// A number that the Business app has, though Graph does not say so, is refused like one that
// is shared; through Embedded Signup for app users it comes connected, with app and chats.
func TestAppThatIsNotTold(t *testing.T) {
	t.Parallel()
	sc := scenario(t, "on-the-business-app")
	sc.Numbers[0].SaysApp = "false"
	w := &walk{world: build(t, sc), answers: eligibility.Answers{}}
	w.take("+60123450100")
	register := func() {
		t.Helper()
		body := obj{"messaging_product": "whatsapp", "pin": "123456"}
		w.post("/v24.0/"+string(w.id)+"/register", body).refused(t, 400, 100, 0)
	}
	w.request(api.SMS).refused(t, 400, 136024, 2388091)
	register()
	w.play(stage{
		eligibility.Answers{eligibility.QuestionInUse: eligibility.AnswerOnBusinessApp},
		eligibility.RemedyOnBusinessApp, eligibility.RemedyShareWithApp, []graphsim.Action{graphsim.RepeatSignup}, 0,
	})
	w.green()
	if s, _ := w.sim.Snapshot(w.id); !s.BusinessApp || s.Status != api.StatusConnected || s.Platform != api.PlatformCloud {
		t.Errorf("at the end %+v", s)
	}
	register()
}

// After each way to make room a third number can be registered. A number that sent a paid
// message lately is not removed.
func TestCapFull(t *testing.T) {
	t.Parallel()
	for _, action := range []graphsim.Action{graphsim.VerifyBusiness, graphsim.RaiseLimit, graphsim.RemoveNumber} {
		t.Run(string(action), func(t *testing.T) {
			t.Parallel()
			w := &walk{world: build(t, scenario(t, "cap-full"))}
			w.take("+819012340177")
			w.request(api.SMS).ok(t)
			path := "/v24.0/" + string(w.id)
			w.post(path+"/verify_code", obj{"code": w.lastCode()}).ok(t)
			body := obj{"messaging_product": "whatsapp", "pin": "123456"}
			w.post(path+"/register", body).refused(t, 403, 200, 1349175)
			if err := w.sim.Perform(action, w.id); err != nil {
				t.Fatal(err)
			}
			w.registered(body)
			w.take("+819012340100")
		})
	}
}

// The thirty days are exact to the second.
func TestPaidLately(t *testing.T) {
	t.Parallel()
	w := build(t, scenario(t, "paid-lately"))
	id := w.sim.Info().Numbers[0]
	w.sim.Advance(18*24*time.Hour - time.Second)
	if err := w.sim.Perform(graphsim.DeleteElsewhere, id); !errors.Is(err, graphsim.ErrNotYet) {
		t.Errorf("a second too early: %v", err)
	}
	w.sim.Advance(time.Second)
	if err := w.sim.Perform(graphsim.DeleteElsewhere, id); err != nil {
		t.Error(err)
	}
}

// Without a backup it is registered all the same, but profile and badge are lost.
func TestOnPremisesWithoutBackup(t *testing.T) {
	t.Parallel()
	w := &walk{world: build(t, scenario(t, "on-premises"))}
	w.take("+41791230100")
	w.request(api.SMS).refused(t, 400, 136024, 0) // it is verified
	w.registered(obj{"messaging_product": "whatsapp", "pin": "123456"})
	if s, _ := w.sim.Snapshot(w.id); s.Official {
		t.Errorf("the badge came along: %+v", s)
	}
}

// Embedded Signup shares a number of the Business app, also one that is half shared.
func TestShared(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"half-shared", "on-the-business-app"} {
		w := build(t, scenario(t, name))
		id := w.sim.Info().Numbers[0]
		if err := w.sim.Perform(graphsim.RepeatSignup, id); err != nil {
			t.Fatal(err)
		}
		got := w.get("/v24.0/"+string(id), "fields", "status,platform_type,is_on_biz_app").ok(t).body
		if got["status"] != "CONNECTED" || got["platform_type"] != "CLOUD_API" || got["is_on_biz_app"] != true {
			t.Errorf("%s: %v", name, got)
		}
	}
}

package graphsim_test

import (
	"errors"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// What an action changed on a line is still so after the number was added.
func TestLineActs(t *testing.T) {
	t.Parallel()
	lines := "[[line]]\nphone = \"+14165550142\"\nbanned = true\nivr = true\n[[line]]\nphone = \"+14165550143\"\nbanned = true\n"
	w := build(t, parse(t, small+lines))
	for _, action := range []graphsim.Action{graphsim.LetCallsIn, graphsim.LiftBan} {
		if err := w.sim.Perform(action, ""); err != nil {
			t.Fatal(err)
		}
	}
	id, _ := addOutside(w).ok(t).body["id"].(string)
	w.post("/v24.0/"+id+"/request_code", obj{"code_method": "VOICE", "language": "en"}).ok(t)
	if len(w.sim.Outbox()) != 1 {
		t.Error("nobody heard the call")
	}
}

// A number that was just deleted elsewhere can be added at once. It is free five minutes
// later.
func TestDeletedLine(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, small+outside))
	if err := w.sim.Perform(graphsim.DeleteElsewhere, ""); err != nil {
		t.Fatal(err)
	}
	id, _ := addOutside(w).ok(t).body["id"].(string)
	ask := func() reply {
		return w.post("/v24.0/"+id+"/request_code", obj{"code_method": "SMS", "language": "en"})
	}
	ask().refused(t, 400, 136024, 2388091)
	w.sim.Advance(5 * time.Minute)
	ask().ok(t)
}

// A number that was removed to make room can be added again, as a new one.
func TestRemoveNumber(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, small+on+"last_paid = \"-31d\""+second+"last_paid = \"-3d\""))
	if err := w.sim.Perform(graphsim.RemoveNumber, ""); err != nil {
		t.Fatal(err)
	}
	w.number("status").refused(t, 400, 100, 33)
	if left := w.sim.Info().Numbers; len(left) != 1 || left[0] != "106540352242901" {
		t.Errorf("left are %v", left)
	}
	id, _ := w.add(obj{"cc": "852", "phone_number": "91230100", "verified_name": "Lotus Bakery"}).ok(t).body["id"].(string)
	w.post("/v24.0/"+id+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"}).refused(t, 400, 133015, 0)
}

// A number that was deleted here can be added again and replaces its old entry.
func TestAddAgain(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, small+"status = \"DELETED\"\ndeleted = \"-1m\"\nlive_in_app = true"))
	if got := w.number("status").ok(t).body["status"]; got != "DELETED" {
		t.Errorf("status %v", got)
	}
	w.post("/v24.0/"+numberID, obj{"pin": "123456"}).refused(t, 400, 33, 0)
	if err := w.sim.Perform(graphsim.LeaveApp, numberID); err != nil {
		t.Fatal(err)
	}
	id, _ := w.add(obj{"cc": "852", "phone_number": "91230100", "verified_name": "Lotus Bakery"}).ok(t).body["id"].(string)
	if all := w.sim.Info().Numbers; len(all) != 1 || string(all[0]) != id || id == numberID {
		t.Errorf("numbers %v", all)
	}
	ask := func() reply {
		return w.post("/v24.0/"+id+"/request_code", obj{"code_method": "SMS", "language": "en"})
	}
	ask().refused(t, 400, 136024, 2388091)
	w.sim.Advance(4 * time.Minute)
	ask().ok(t)
}

// A number that moved away has to be deleted there and added here again.
func TestMovedAway(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, small+`status = "MIGRATED"`))
	again := obj{"cc": "852", "phone_number": "91230100", "verified_name": "Lotus Bakery"}
	w.add(again).refused(t, 400, 100, 0)
	if err := w.sim.Perform(graphsim.DeleteElsewhere, numberID); err != nil {
		t.Fatal(err)
	}
	if s := w.state(); s.Status != api.StatusDeleted {
		t.Errorf("after the deletion: %+v", s)
	}
	w.add(again).ok(t)
}

// The app and Cloud API share a number until the customer ends the sharing inside the app.
func TestSharing(t *testing.T) {
	t.Parallel()
	w := build(t, parse(t, account("verification = \"verified\"")+halfway))
	w.register("123456").refused(t, 400, 100, 0) // as if it were shared already
	if err := w.sim.Perform(graphsim.RepeatSignup, numberID); err != nil {
		t.Fatal(err)
	}
	if s := w.state(); !s.BusinessApp || s.Status != api.StatusConnected || s.Platform != api.PlatformCloud || s.Verification != api.Verified {
		t.Errorf("shared: %+v", s)
	}
	w.register("123456").refused(t, 400, 100, 0)
	w.deregister().refused(t, 400, 100, 0)
	if err := w.sim.Perform(graphsim.DisconnectSharing, numberID); err != nil {
		t.Fatal(err)
	}
	if s := w.state(); s.BusinessApp || !s.InApp || s.Registered || s.Platform != api.PlatformNotApplicable || s.Verification != api.NotVerified {
		t.Errorf("disconnected: %+v", s)
	}
	w.sim.Advance(time.Hour)
	w.ask("SMS").refused(t, 400, 136024, 2388091) // the app still has it
	if err := w.sim.Perform(graphsim.LeaveApp, numberID); err != nil {
		t.Fatal(err)
	}
	w.sim.Advance(3 * time.Minute)
	w.verified().register("123456").ok(t)
}

// A review of a name that an action ends is like one that ends by itself.
func TestApproveName(t *testing.T) {
	t.Parallel()
	w := with(t, verified+"name_status = \"PENDING_REVIEW\"\nnew_name = \"Lotus\"\nnew_name_status = \"PENDING_REVIEW\"")
	for range 2 {
		if err := w.sim.Perform(graphsim.ApproveName, numberID); err != nil {
			t.Fatal(err)
		}
	}
	if s := w.state(); s.NewStatus != api.NameApproved || s.NameStatus != api.NameApproved {
		t.Errorf("approved: %+v", s)
	}
}

// The backup reaches the phone as a message without a code, and register accepts it.
func TestHandOverBackup(t *testing.T) {
	t.Parallel()
	w := with(t, onPremise)
	if err := w.sim.Perform(graphsim.HandOverBackup, numberID); err != nil {
		t.Fatal(err)
	}
	m := w.sim.Outbox()[0]
	if m.Text != "Backup: blob Password: word" || m.Method != "" || m.Code != "" || m.Number != numberID || !m.At.Equal(noon) {
		t.Errorf("message %+v", m)
	}
	w.post("/v24.0/"+numberID+"/register", restore("blob", "word")).ok(t)
	if err := w.sim.Perform(graphsim.HandOverBackup, numberID); !errors.Is(err, graphsim.ErrNotApplicable) {
		t.Errorf("after the move: %v", err)
	}
}

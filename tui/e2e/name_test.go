//go:build unix

package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// wantOf holds how often a call that Meta does not count was made.
func wantOf(t *testing.T, w *world, call api.Endpoint, times int) {
	t.Helper()
	if got := w.calls(call); len(got) != times {
		t.Errorf("%d × %s, want %d: %+v", len(got), call, times, got)
	}
}

// TestTheDisplayName waits for a review, registers with the new name, asks for
// the next one, and shows no PIN on the way.
func TestTheDisplayName(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "name-under-review"))
	w := open(t, sim, wide(), "name")
	w.pickFirst()
	w.see("state.ChangeName.title")
	w.read(say(t, "name_state.PENDING_REVIEW.word"))
	if strings.Contains(w.Screen(), "2  "+say(t, "rename.change.label")) { // as it stands: the words of the page come near it
		t.Errorf("another name can be asked for while one is reviewed:\n%s", w.Screen())
	}
	sim.sim.Advance(3 * time.Minute)
	w.Press("ctrl+l")
	w.choose("rename.register.label")
	w.see("state.RegisterName.title")
	w.Type("604182")
	w.Press("enter")
	w.see("notice.name_registered")
	w.read("Bright Eyes Optics")
	w.choose("rename.change.label")
	w.Type("PEEP OPTICS OFFICIAL")
	w.see("name.all_capitals")
	w.see("name.official_or_verified")
	w.Press("ctrl+u", "enter")
	w.see("name.too_short")
	w.Type("Peep Optics")
	w.Press("enter")
	w.see("notice.name_asked")
	w.read("Peep Optics")
	w.leave(0)
	wantCalls(t, sim, want{api.Register: 1})
	wantOf(t, sim, api.SetDisplayName, 1)
	if n := w.number(t, w.first()); n.Name != "Bright Eyes Optics" || n.NewName != "Peep Optics" {
		t.Errorf("named %q, asked for %q", n.Name, n.NewName)
	}
	if strings.Contains(string(w.Bytes()), "604182") {
		t.Error("the PIN was written to the terminal")
	}
}

// TestARefusedName keeps what was typed, and the page of the number leads there.
func TestARefusedName(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "name-turned-down"))
	must(t, sim.sim.AddFault(graphsim.Fault{Endpoint: api.SetDisplayName, Times: 1, Code: 100, Status: 400, Details: "A review of a display name is running already."}))
	w := open(t, sim, wide(), "numbers")
	w.pickFirst()
	w.see("state.Manage.title")
	w.choose("job.name.label")
	w.see("state.ChangeName.title")
	w.read(say(t, "name_state.DECLINED.word"))
	w.choose("rename.change.label")
	w.Type("Pedal and Chain")
	w.Press("enter")
	w.see("advice.name_review.title")
	w.Press("esc")
	w.gone("advice.name_review.title")
	w.read("Pedal and Chain")
	w.Press("enter")
	w.see("notice.name_asked")
	w.Press("esc")
	w.see("state.Manage.title")
	w.leave(0)
	wantCalls(t, sim, nil)
	wantOf(t, sim, api.SetDisplayName, 2)
}

// TestTheBusinessProfile collects changes, loses none by going back, sends them
// at once, and nothing else with them.
func TestTheBusinessProfile(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "full-profile"))
	w := open(t, sim, wide(), "profile")
	w.pickFirst()
	w.see("profile.picture.yes")
	w.choose("profile.field.about")
	w.see("profile.hint.about")
	w.Press("ctrl+u", "enter")
	w.see("profile.fault.empty", "Limit", api.AboutLimit)
	w.Type("Flowers at dawn")
	w.Press("enter")
	w.see("profile.save", "Count", 1)
	w.choose("profile.field.email")
	w.see("profile.hint.email")
	w.Press("ctrl+u", "enter")
	w.see("profile.save", "Count", 2)
	w.choose("profile.field.vertical")
	w.see("profile.hint.vertical")
	w.Type(say(t, "vertical.in_EVENT_PLAN"))
	w.Press("enter")
	w.see("profile.save", "Count", 3)
	w.Press("esc")
	w.see("notice.unsaved")
	w.Press("end", "up", "enter")
	w.see("notice.profile_saved")
	w.leave(0)
	wantCalls(t, sim, nil)
	wantOf(t, sim, api.SetProfile, 1)
	client, err := api.New(api.Options{BaseURL: sim.url, Token: api.NewSecret(sim.sim.Info().Token), Version: "v24.0"})
	must(t, err)
	defer client.Close()
	p, err := client.Profile(context.Background(), w.first())
	must(t, err)
	if p.About != "Flowers at dawn" || p.Email != "" || p.Vertical != "EVENT_PLAN" || len(p.Websites) != 2 || p.Address == "" {
		t.Errorf("profile %+v", p)
	}
}

// TestAProfileNeedsARegisteredNumber says so, and asks Meta nothing.
func TestAProfileNeedsARegisteredNumber(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "clean-mobile"))
	w := open(t, sim, wide(), "profile", "--number", string(sim.sim.Info().Numbers[0]))
	w.see("unfit.profile")
	w.leave(3)
	if n := len(sim.calls(api.GetProfile)); n != 0 {
		t.Errorf("the profile was read %d times", n)
	}
}

// TestWebhooks subscribes our app beside that of another firm, and needs no
// number for it.
func TestWebhooks(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "name-under-review"))
	w := open(t, sim, wide(), "webhooks")
	w.see("webhooks.others", "App", "Dialtone sandbox")
	w.read("Harbour Chat Desk")
	w.Press("enter")
	w.see("notice.subscribed")
	w.see("webhooks.good", "App", "Dialtone sandbox")
	w.leave(0)
	wantCalls(t, sim, want{api.SetSubscribed: 1})
	if !sim.sim.Subscribed() || len(sim.calls(api.ListNumbers)) != 0 {
		t.Errorf("subscribed %t, numbers listed %d times", sim.sim.Subscribed(), len(sim.calls(api.ListNumbers)))
	}
}

//go:build unix

package e2e

import (
	"encoding/base64"
	"strings"
	"testing"

	"dialtone/api"
)

// TestTheIdentityCheck is switched by the command where Meta tells how it is, and
// from the number's page where it does not.
func TestTheIdentityCheck(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "identity-check"))
	w := open(t, world, Options{Cols: 60, Rows: 20}, "identity")
	w.pickFirst()
	w.see("identity.now.on")
	w.Press("down") // nothing is lit at first
	w.choose("identity.way.off.label")
	w.see("notice.identity_off")
	w.see("state.Manage.title")
	w.leave(0)
	wantSummary(t, w, "action.identity_off")
	wantCalls(t, world, want{api.SetSettings: 1})
	if n := world.number(t, world.first()); n.Identity || !n.Registered {
		t.Errorf("the number is %+v", n)
	}

	silent := host(t, story(t, "deregisters-used"))
	w = open(t, silent, wide(), "numbers")
	w.pickFirst()
	w.choose("job.identity.label")
	w.see("identity.now.unknown")
	w.Press("down") // nothing is lit at first
	w.choose("identity.way.on.label")
	w.see("notice.identity_taken")
	w.leave(0)
	if n := silent.number(t, silent.first()); !n.Identity {
		t.Errorf("the number is %+v", n)
	}
}

// TestTheExampleIsCopied whole, with nothing in it that is not for everybody.
func TestTheExampleIsCopied(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "identity-check"))
	w := open(t, world, wide(), "identity")
	w.pickFirst()
	w.see("state.Identity.title")
	w.Press("down") // nothing is lit at first
	w.until("see the first way lit", func(s string) bool { return marked(s) != "" })
	w.choose("identity.way.example.label")
	w.read("recipient_identity_key_hash")
	w.Press("ctrl+y")
	w.see("identity.copied")
	var found [][]byte
	w.until("get the text into the clipboard", func(string) bool { // it may come after the frame that says so
		found = copied.FindSubmatch(w.Bytes())
		return found != nil
	})
	text, err := base64.StdEncoding.DecodeString(string(found[1]))
	must(t, err)
	for _, part := range []string{"POST /v24.0/" + string(world.first()) + "/messages", "Bearer $DIALTONE_TOKEN", `"recipient_identity_key_hash": "•`} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%q is not in what was copied:\n%s", part, text)
		}
	}
	for _, secret := range []string{world.sim.Info().Token, world.number(t, world.first()).Phone[4:]} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%q was copied", secret)
		}
	}
	w.Press("esc")
	w.see("identity.now.on")
	w.leave(1)
	wantCalls(t, world, want{})
}

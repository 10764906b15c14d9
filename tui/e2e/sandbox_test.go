//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"testing"

	"dialtone/api"
)

// texted is the code as the simulated phone shows it.
var texted = regexp.MustCompile(`WhatsApp code (\d{3})-(\d{3})`)

// TestTheSandboxInOneProcess is what somebody does who has just installed
// Dialtone: nothing but --sandbox, and the code read off the simulated phone.
func TestTheSandboxInOneProcess(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"wide": wide(), "small": {Cols: 60, Rows: 20}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := launch(t, o, "--sandbox")
			w.see("frame.sandbox")
			w.see("numbers.count", "Count", 1)
			w.Press("enter")
			w.check(nil)
			w.askCode(api.SMS)
			var code string
			w.until("see the code on the phone", func(s string) bool {
				m := texted.FindStringSubmatch(s)
				if m != nil {
					code = m[1] + m[2]
				}
				return m != nil
			})
			w.Type(code)
			w.Press("enter")
			w.newPIN(goodPIN)
			if strings.Contains(w.Screen(), code[:3]+"-"+code[3:]) {
				t.Errorf("the code stays on the screen:\n%s", w.Screen())
			}
			w.keepRegion()
			w.register()
			w.connect()
			w.see("frame.sandbox")
			w.leave(0)
			wantSummary(t, w, "summary.connected")
		})
	}
}

// TestTheSandboxTellsItsStories picks one from the list on the first screen.
func TestTheSandboxTellsItsStories(t *testing.T) {
	t.Parallel()
	w := launch(t, wide())
	w.choose("connect.sandbox.label")
	w.see("connect.story.title")
	w.Type(say(t, "scenario.expired-token.title")) // the list is searched by typing
	w.lights(say(t, "scenario.expired-token.title"))
	w.Press("enter")
	w.see("numbers.count", "Count", 1)
	w.Press("enter")
	w.check(nil)
	w.orderCode(api.SMS)
	w.read("190/463")
	w.Press("enter")
	w.left("190/463")
	w.choose("connect.sandbox_again.label")
	w.see("notice.new_token")
	w.see("state.CodeMethod.title")
	w.leave(1)
	wantSummary(t, w, "summary.stopped", "summary.resume")
}

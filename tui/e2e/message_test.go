//go:build unix

package e2e

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rsc.io/qr"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// TestAMessageAfterTheOnboarding brings a number onto Cloud API, shows its QR code,
// and sends a test message, which arrives on the phone of the sandbox.
func TestAMessageAfterTheOnboarding(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"small": {Cols: 60, Rows: 20}, "wide": {Cols: 100, Rows: 30}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim := host(t, story(t, "embedded-signup", atOnce))
			w := open(t, sim, o)
			w.pickFirst()
			w.newPIN(goodPIN)
			w.keepRegion()
			w.register()
			w.connect()
			w.Press("q")
			w.see("qr.holds")
			w.Press("enter")
			n := w.number(t, w.first())
			w.wantCode("https://wa.me/" + strings.TrimPrefix(n.Phone, "+"))
			w.Press("esc")
			w.connect()
			w.Press("t")
			w.see("state.TestMessage.title")
			w.Type("+852 6123 0155")
			w.Press("enter", "enter", "enter", "enter")
			w.see("state.MessageSent.title")
			w.see("sent.meaning")
			w.read(sim.sim.Statuses()[0].ID.Short())
			w.Press("enter")
			w.see("state.Connected.title")
			w.leave(0)
			said, box := sim.sim.Statuses(), sim.sim.Outbox()
			if len(said) != 1 || said[0].Status != "delivered" || len(box) != 1 || box[0].To != "+85261230155" {
				t.Errorf("by webhook %+v, on the phone %+v", said, box)
			}
			wantSummary(t, w, "action.messages")
			if strings.Contains(w.Transcript(), "6123") {
				t.Error("the recipient's number stays in the terminal")
			}
		})
	}
}

// TestTheSandboxShowsTheMessage sees it arrive within the wizard.
func TestTheSandboxShowsTheMessage(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"small": {Cols: 60, Rows: 20}, "wide": {Cols: 100, Rows: 30}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := launch(t, o, "message", "--scenario", "test-message")
			w.see("numbers.count", "Count", 1)
			w.Press("enter")
			w.see("state.TestMessage.title")
			w.Type("61230171") // of the number's own country
			w.Press("enter", "right", "enter")
			w.Type("Your table is ready.")
			w.Press("enter", "enter")
			w.see("state.MessageSent.title")
			w.see("phone.chat")
			w.read("Your table is ready.")
			w.Press("enter")
			w.see("notice.message_sent")
			w.Press("q")
			w.see("qr.holds")
			w.Press("enter")
			w.wantCode("https://wa.me/85291230171")
			w.Press("q")
			w.see("state.Manage.title")
			w.leave(0)
		})
	}
}

// TestAMessageMetaRefuses keeps what was typed.
func TestAMessageMetaRefuses(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "test-message"))
	w := open(t, sim, wide(), "message")
	w.pickFirst()
	w.see("state.TestMessage.title")
	w.Type("+85261230199")
	w.Press("enter", "enter", "enter", "enter")
	w.see("advice.undeliverable.title")
	w.Press("enter")
	w.gone("advice.undeliverable.title")
	w.read("0199")
	must(t, sim.sim.AddFault(graphsim.Fault{Endpoint: api.SendMessage, Drop: graphsim.DropAfter}))
	for range 4 {
		w.Press("backspace")
	}
	w.Type("0171")
	w.Press("enter", "enter", "enter", "enter")
	w.see("advice.no_answer.title")
	w.Press("enter")
	w.see("message.may_be_sent")
	w.leave(1)
	if n := len(sim.calls(api.SendMessage)); n != 2 {
		t.Errorf("%d messages were sent", n)
	}
}

// TestNoMessageBeforeTheRegistration says so in a sentence and sends nothing.
func TestNoMessageBeforeTheRegistration(t *testing.T) {
	t.Parallel()
	sim := host(t, story(t, "clean-mobile"))
	w := open(t, sim, wide(), "message", "--number", string(sim.sim.Info().Numbers[0]))
	w.see("message.closed_next")
	w.Press("enter")
	w.see("state.Manage.title")
	w.Press("q") // there is nobody to write to yet
	w.see("state.Manage.title")
	w.leave(0)
	if n := len(sim.calls(api.SendMessage)); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
}

// TestTheCodeScansWithoutColours on a dark and on a light terminal: the code's dark
// modules are those that the terminal shows dark.
func TestTheCodeScansWithoutColours(t *testing.T) {
	t.Parallel()
	for name, light := range map[string]bool{"dark": false, "light": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim := host(t, story(t, "test-message"))
			w := open(t, sim, Options{Cols: 60, Rows: 20, Light: light, Env: []string{"NO_COLOR=1"}}, "numbers")
			w.pickFirst()
			w.see("state.Manage.title")
			w.Press("q")
			w.see("qr.holds")
			w.Press("enter")
			w.wantCode("https://wa.me/85291230171")
			w.leave(0)
		})
	}
}

// wantCode reads the QR code off the screen and compares it with that of a link.
func (w *wizard) wantCode(link string) {
	w.t.Helper()
	want, err := qr.Encode(link, qr.L)
	must(w.t, err)
	w.until("see the whole code", func(string) bool {
		dark := darkness(w.Styled(), w.opts.Light)
		for top := 0; top+want.Size < len(dark); top += 2 {
			for left := 0; left+want.Size < w.opts.Cols; left++ {
				if holds(dark, want, top, left) {
					return true
				}
			}
		}
		return false
	})
}

// holds reports whether a code with its quiet zone stands at a place.
func holds(dark [][]bool, want *qr.Code, top, left int) bool {
	const quiet = 4
	for y := -quiet; y < want.Size+quiet; y++ {
		for x := -quiet; x < want.Size+quiet; x++ {
			if top+y < 0 || top+y >= len(dark) || left+x < 0 || left+x >= len(dark[top+y]) || dark[top+y][left+x] != want.Black(x, y) {
				return false
			}
		}
	}
	return true
}

// darkness is what a camera sees of a screen, two rows of modules for every line:
// where nothing else is said, the ground has the colour of the terminal. Only what
// stays without colours is looked at.
func darkness(styled string, light bool) [][]bool {
	var all [][]bool
	for line := range strings.SplitSeq(strings.ReplaceAll(styled, "\r", ""), "\n") {
		var upper, lower []bool
		reversed := false
		for line != "" {
			if rest, is := strings.CutPrefix(line, "\x1b["); is {
				codes, after, _ := strings.Cut(rest, "m")
				reversed, line = reverses(strings.Split(codes, ";"), reversed), after
				continue
			}
			r, size := utf8.DecodeRuneInString(line)
			line = line[size:]
			ground := light == reversed
			upper, lower = append(upper, ground != (r == '▀')), append(lower, ground)
		}
		all = append(all, upper, lower)
	}
	return all
}

// reverses follows reverse video through the parameters of a style.
func reverses(codes []string, now bool) bool {
	for i := 0; i < len(codes); i++ {
		switch c := codes[i]; {
		case c == "38" || c == "48":
			i += 2
			if i-1 < len(codes) && codes[i-1] == "2" {
				i += 2
			}
		case slices.Contains([]string{"", "0", "27"}, c):
			now = false
		case c == "7":
			now = true
		}
	}
	return now
}

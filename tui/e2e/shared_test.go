//go:build unix

package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dialtone/api"
)

// filmed is a wide terminal that keeps what is to be seen after each write.
func filmed() Options {
	o := wide()
	o.Film = true
	return o
}

// shown are the digits of a screen that stand in a row, whatever is drawn between them.
func shown(screen string) string { return gaps.ReplaceAllString(screen, "$1") }

// TestASharedScreenIsSafe goes through a whole run with reveals, wrong pastes and a second
// customer, and looks at the screen after every write and at every byte: the token never,
// the PIN only while it is revealed, and nothing of the first customer behind the account
// page.
func TestASharedScreenIsSafe(t *testing.T) {
	t.Parallel()
	const strange = "EAAQ7wkRtBxLmYpHsDfGnUaWe0ZBc4naryZD"
	first, second := host(t, story(t, "clean-mobile", atOnce)), host(t, story(t, "other-provider-pin", atOnce))
	number := first.number(t, first.first())
	info := first.sim.Info()
	w := launch(t, filmed(), first.flags()...)
	w.world = first
	w.choose("connect.own.label")
	w.see("connect.token.title")
	w.Paste(info.Token)
	w.see("connect.token.length")
	w.Press("enter")
	w.see("connect.account.title")
	for _, paste := range []string{info.Token, strange, "Bearer " + strange} {
		w.Paste(paste)
		w.see("misplaced.token")
		w.Press("ctrl+u")
	}
	w.Type(string(info.WABA))
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
	w.pickFirst()
	w.check(nil)
	w.askCode(api.SMS)
	w.enterCode()
	w.pinWay("generate")
	before := len(w.Film())
	w.Press("ctrl+r")
	pin := ""
	w.until("see the PIN", func(s string) bool {
		pin = boxed(s)
		return pin != ""
	})
	w.Press("right")
	w.until("see the PIN go", func(s string) bool { return boxed(s) == "" })
	after := len(w.Film())
	w.inspect()
	w.Press("enter")
	w.keepRegion()
	w.see("state.Review.title")
	w.Press("ctrl+r")
	w.see("shown.number")
	w.Press("right")
	w.gone("shown.number")
	for !w.shows("connect.own.label") {
		w.Press("esc")
		must(t, w.Settle(fingerUp))
	}
	arrived := len(w.Film()) - 1
	w.choose("connect.own.label")
	w.see("connect.token.title")
	w.Paste(second.sim.Info().Token)
	w.see("connect.token.length")
	w.Press("enter")
	w.see("connect.account.title")
	w.inspect()
	w.Press("ctrl+c")
	w.ends(130)

	film, x := w.Film(), &watch{texts: []string{info.Token, strange, second.sim.Info().Token}}
	marks := []string{number.Name, string(first.first()), string(info.WABA)}
	for i, screen := range film {
		if found := x.find(screen); len(found) > 0 {
			t.Fatalf("after write %d a token is to be seen:\n%s", i, screen)
		}
		if strings.Contains(shown(screen), pin) && (i < before || i >= after) {
			t.Errorf("after write %d the PIN is to be seen:\n%s", i, screen)
		}
		if i < arrived || !phrase(t, "state.Connect.title").MatchString(film[arrived]) {
			continue
		}
		for _, mark := range marks {
			if strings.Contains(screen, mark) {
				t.Errorf("after write %d the first customer's %s is to be seen:\n%s", i, mark, screen)
			}
		}
	}
	if found := x.find(string(w.Bytes())); len(found) > 0 {
		t.Errorf("in the bytes: %v", found)
	}
	if len(film) < 20 || pin == "" {
		t.Errorf("only %d screens, PIN %q", len(film), pin)
	}
}

// boxed is the code or PIN that is to be read in boxes; "" for none.
func boxed(screen string) string {
	if m := sixBoxes.FindStringSubmatch(screen); m != nil {
		return strings.Join(m[1:], "")
	}
	return ""
}

var sixBoxes = regexp.MustCompile(strings.Repeat(`[│┃] (\d) [│┃] +`, 5) + `[│┃] (\d) [│┃]`)

// TestTheCodeIsOnThePhoneOnly: what is typed into the boxes stays hidden, and the code is to
// be read on the simulated phone alone.
func TestTheCodeIsOnThePhoneOnly(t *testing.T) {
	t.Parallel()
	w := launch(t, filmed(), "--sandbox")
	w.see("numbers.count", "Count", 1)
	w.Press("enter")
	w.check(nil)
	w.askCode(api.SMS)
	code := w.textedCode()
	w.Type(code)
	must(t, w.Settle(fingerUp))
	w.Press("enter")
	w.see("state.ChoosePIN.title")
	w.inspect()
	w.Press("ctrl+c")
	w.ends(130)
	inFrame := regexp.MustCompile(fmt.Sprintf(`│[^│\n]*%s-%s[^│\n]*│`, code[:3], code[3:]))
	for i, screen := range w.Film() {
		rest := shown(inFrame.ReplaceAllString(screen, ""))
		if strings.Contains(rest, code) {
			t.Fatalf("after write %d the code is to be seen beside the phone:\n%s", i, screen)
		}
	}
}

// textedCode waits for the code on the simulated phone.
func (w *wizard) textedCode() string {
	w.t.Helper()
	code := ""
	w.until("see the code on the phone", func(s string) bool {
		if m := texted.FindStringSubmatch(s); m != nil {
			code = m[1] + m[2]
		}
		return code != ""
	})
	return code
}

// TestTheCleanPathTakesFewKeys counts them from the first page of the sandbox to CONNECTED,
// with a PIN that is drawn.
func TestTheCleanPathTakesFewKeys(t *testing.T) {
	t.Parallel()
	const most = 18
	w := launch(t, wide(), "--sandbox")
	pressed := 0
	press := func(title string, keys ...string) {
		t.Helper()
		w.see(title)
		must(t, w.Settle(calm))
		for _, k := range keys {
			pressed++
			w.Terminal.Press(k)
			must(t, w.Settle(readFirst))
		}
	}
	press("state.PickNumber.title", "enter")
	press("state.Eligibility.title", "y", "enter")
	press("state.CodeMethod.title", "1", "enter")
	code := w.textedCode()
	press("state.EnterCode.title", append(strings.Split(code, ""), "enter")...)
	press("state.ChoosePIN.title", "enter", "r", "enter")
	press("state.ChooseRegion.title", "enter")
	press("state.Review.title", "right", "enter")
	w.connect()
	w.leave(0)
	if pressed > most {
		t.Errorf("%d keys were pressed", pressed)
	}
}

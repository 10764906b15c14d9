//go:build unix

package e2e

import (
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// What is typed wrongly gets a sentence on the same screen, is still there, and
// sends nothing.

// dots counts what stands in the boxes for digits.
func dots(screen string) int { return strings.Count(screen, "│ ● │") }

func TestBadCodesAreExplained(t *testing.T) {
	t.Parallel()
	w := goTo(t, "EnterCode", wide(), story(t, "clean-mobile", atOnce))
	for _, tt := range []struct {
		typed, pasted string
		filled        int
		key           string
	}{
		{typed: "1234", filled: 4, key: "digits.missing"},
		{typed: "12a", filled: 2, key: "digits.letter"},
		{typed: "1234567", filled: 6, key: "digits.full"},
		{pasted: "12345", filled: 0, key: "digits.paste"},
		{pasted: "1234567", filled: 0, key: "digits.paste"},
		{pasted: "no digits at all", filled: 0, key: "digits.paste"},
		{typed: "", filled: 0, key: "digits.missing"},
	} {
		w.Press("ctrl+u")
		w.until("see empty boxes", func(s string) bool { return dots(s) == 0 })
		w.Type(tt.typed)
		if tt.pasted != "" {
			w.Paste(tt.pasted)
		}
		if tt.key == "digits.missing" {
			w.Press("enter")
			w.see(tt.key, "Count", 6-tt.filled)
		}
		w.see(tt.key)
		w.until("see the digits kept", func(s string) bool { return dots(s) == tt.filled })
	}
	wantCalls(t, w.world, want{api.RequestCode: 1})
}

func TestCodesAreTakenAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	fullWidth := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
	for name, enter := range map[string]func(w *wizard, code string){
		"typed with a blank":   func(w *wizard, code string) { w.Type(code[:3] + " " + code[3:]) },
		"typed with a hyphen":  func(w *wizard, code string) { w.Type(code[:3] + "-" + code[3:]) },
		"typed in full width":  func(w *wizard, code string) { w.Type(fullWidth.Replace(code)) },
		"pasted from the text": func(w *wizard, code string) { w.Paste("Your WhatsApp code: " + code[:3] + "-" + code[3:] + "\n") },
		"pasted in full width": func(w *wizard, code string) { w.Paste(fullWidth.Replace(code)) },
		"pasted over another":  func(w *wizard, code string) { w.Type("999"); w.Paste(code) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := goTo(t, "EnterCode", wide(), story(t, "clean-mobile", atOnce))
			enter(w, w.newest().Code)
			w.until("see six digits", func(s string) bool { return dots(s) == 6 })
			w.Press("enter")
			w.see("state.ChoosePIN.title")
			wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 1})
		})
	}
}

func TestAWrongCodeStaysAndTypingBeginsAnew(t *testing.T) {
	t.Parallel()
	w := goTo(t, "EnterCode", wide(), story(t, "clean-mobile", atOnce))
	w.Type(otherThan(w.newest().Code))
	w.Press("enter")
	w.see("advice.wrong_code.title")
	if n := strings.Count(w.Screen(), "│ × │"); n != 6 {
		t.Errorf("%d digits of the wrong code are crossed out:\n%s", n, w.Screen())
	}
	w.Type("1")
	w.until("see a new row begun", func(s string) bool { return dots(s) == 1 })
	w.leave(1)
}

func TestBadPINsAreExplained(t *testing.T) {
	t.Parallel()
	w := goTo(t, "ChoosePIN", wide(), story(t, "clean-mobile", atOnce))
	w.pinWay("type_new")
	for pin, key := range map[string]string{
		"111111": "pin.fault.repeated", "121212": "pin.fault.repeated", "123123": "pin.fault.repeated",
		"123456": "pin.fault.sequential", "987654": "pin.fault.sequential",
		"912301": "pin.fault.of_number", "4711": "digits.missing", "47x": "digits.letter",
	} {
		w.Press("ctrl+u")
		w.Type(pin)
		if !strings.Contains(pin, "x") {
			w.Press("enter")
		}
		w.see(key)
		if w.shows("pin.once_more") {
			t.Errorf("%s was taken:\n%s", pin, w.Screen())
		}
	}
	w.Press("ctrl+u")
	w.Type(goodPIN)
	w.see("pin.once_more")
	w.Type("730149")
	w.see("pin.differs")
	w.Type(goodPIN)
	w.Press("enter")
	w.see("state.ChooseRegion.title")
	wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 1})
}

// atToken is a wizard that asks for a token.
func atToken(t *testing.T, world *world, args ...string) *wizard {
	t.Helper()
	w := launch(t, wide(), append(world.flags(), args...)...)
	w.world = world
	w.choose("connect.own.label")
	w.see("connect.token.lead")
	return w
}

func TestBadTokensAreExplained(t *testing.T) {
	t.Parallel()
	for key, token := range map[string]string{
		"token.empty":       "",
		"token.line_break":  "EAAfirstHalf0123456789\nsecondHalf9876543210",
		"token.inner_space": "EAAfirstHalf0123456789 secondHalf9876543210",
		"token.bad_char":    "ΕΑΑ0123456789012345678901234567890",
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			w := atToken(t, host(t, story(t, "clean-mobile")))
			if w.Paste(token); token != "" {
				w.see("connect.token.length")
			}
			w.Press("enter")
			w.see(key)
			if token != "" && !w.shows("connect.token.length") {
				t.Errorf("what was pasted is gone:\n%s", w.Screen())
			}
			if n := len(w.sim.Record()); n != 0 {
				t.Errorf("%d calls", n)
			}
			if s := w.Screen(); strings.Contains(s, "Half") {
				t.Errorf("the token is shown:\n%s", s)
			}
		})
	}
}

func TestBadAccountsAreExplained(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Token.Targets = "all" }))
	w := atToken(t, world)
	w.Paste(world.sim.Info().Token)
	w.see("connect.token.length")
	w.Press("enter")
	for id, key := range map[string]string{
		"": "id.empty", "+852 9123 0100": "id.phone_number", "85291230100": "id.phone_number", "Lotus Bakery": "id.not_digits", "123": "id.length",
	} {
		w.see("connect.account.lead")
		w.Press("ctrl+u")
		w.Type(id)
		w.Press("enter")
		w.see(key)
		if key != "id.phone_number" { // which stays hidden here too
			w.read("┃ " + id)
		}
	}
	if n := len(w.sim.Record()); n != 0 {
		t.Errorf("%d calls", n)
	}

	// Ids that Meta does not know, and then the right one.
	for _, unknown := range []string{"104820560999999", "104820560888888"} {
		w.Press("ctrl+u")
		w.Type(unknown)
		w.Press("enter")
		w.see("connect.remember.label")
		w.Press("enter")
		w.see("advice.no_object.title")
		w.read("100/33")
		w.Press("enter")
		w.gone("advice.no_object.title")
		w.see("connect.account.lead")
		w.read("┃ " + unknown)
	}
	w.Press("ctrl+u")
	w.Type(string(world.sim.Info().WABA))
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
	w.see("numbers.count", "Count", 1)
}

// TestARefusedTokenIsAskedForAgain types a token that is none of Meta's, and
// then the right one.
func TestARefusedTokenIsAskedForAgain(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "clean-mobile"))
	w := launch(t, wide(), world.flags()...)
	w.world = world
	w.signIn("EAA00000000000000000000000000000", string(world.sim.Info().WABA))
	w.see("advice.token.title")
	w.Press("enter")
	w.gone("advice.token.title")
	w.see("connect.token.length", "Count", 32) // what was refused is what is asked again
	w.Press("ctrl+u")
	w.Paste(world.sim.Info().Token)
	w.see("connect.token.length", "Count", len(world.sim.Info().Token))
	w.Press("enter")
	w.see("connect.account.lead")
	w.Press("enter")
	w.see("connect.remember.label")
	w.Press("enter")
	w.see("numbers.count", "Count", 1)
	w.leave(1)
}

func TestAnotherAccountsTokenIsExplained(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Token.Targets = "other" })), wide())
	w.see("advice.other_account.title")
	w.leave(4)
	if !strings.Contains(w.plain(), " --account "+string(w.sim.Info().WABA)) {
		t.Errorf("the account that was given is lost:\n%s", w.plain())
	}
}

func TestBadNumbersAreExplained(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "empty-account", atOnce)), wide())
	w.see("numbers.empty")
	w.Press("enter")
	w.see("state.AddNumber.title")
	for number, key := range map[string]string{
		"": "number.empty", "1 800 FLOWERS": "number.letters", "+1 416 555 01": "number.too_short", "+1 416 555 01 99 99 99": "number.too_long",
		"+999 123 456 789": "number.unknown_country", "24365": "number.short_code", "#!?": "number.not_a_number",
	} {
		w.Press("ctrl+u")
		w.Type(number)
		w.Press("enter")
		w.see(key)
		w.lights(say(t, "add.number.label"))
	}
	w.Press("ctrl+u")
	w.Type("+1 416 555 0199")
	w.Press("enter")
	w.lights(say(t, "add.name.label"))
	for name, key := range map[string]string{"": "name.too_short", strings.Repeat("Maple ", 13) + "Books": "name.too_long"} {
		w.Press("ctrl+u")
		w.Type(name)
		w.Press("enter")
		w.see(key)
	}
	wantCalls(t, w.world, nil)
}

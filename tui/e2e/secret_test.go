//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// german is the other provider's number once more, this time not verified, so
// that one walk meets a code, a wrong code, a PIN and a wrong PIN.
func german(sc *graphsim.Scenario) {
	sc.Numbers[0].Verification, sc.Numbers[0].VerifiedAt = api.NotVerified, nil
}

// codesOf tells the codes that a seeded simulator will send, by asking another
// one.
func codesOf(t *testing.T, sc graphsim.Scenario, seed uint64, n int) []string {
	t.Helper()
	w := host(t, sc, graphsim.WithSeed(seed))
	client, err := api.New(api.Options{BaseURL: w.url, Token: api.NewSecret(w.sim.Info().Token)})
	must(t, err)
	var codes []string
	for range n {
		must(t, client.RequestCode(t.Context(), w.first(), api.SMS, "en"))
		all := w.sim.Outbox()
		codes = append(codes, all[len(all)-1].Code)
	}
	return codes
}

// TestNoSecretGetsOut goes through a whole onboarding with everything that can
// go wrong on the way, on a shared screen.
func TestNoSecretGetsOut(t *testing.T) {
	t.Parallel()
	const seed, wrongPIN = 11, "482615"
	sc := story(t, "other-provider-pin", atOnce, german)
	codes := codesOf(t, sc, seed, 2)
	wrong := otherThan(codes[0])
	o := wide()
	o.Dir = t.TempDir()
	debug := filepath.Join(o.Dir, "debug.log") // the watch looks into it like into every other file
	w := open(t, host(t, sc, graphsim.WithSeed(seed)), o, "--debug", debug)
	info := w.sim.Info()
	x := watchFor(w, append(info.SpareTokens, info.Token), append(codes, wrong, wrongPIN, goodPIN), "+4915112340100")
	x.cmdline()

	w.see("numbers.count", "Count", 1)
	w.Type("1511 2340100") // also who looks for a number shows it to nobody
	w.until("see the search hidden", func(s string) bool { return strings.Contains(s, strings.Repeat("•", 12)) })
	w.Press("esc")
	w.until("see the search empty", func(s string) bool { return !strings.Contains(s, strings.Repeat("•", 12)) })
	w.pickFirst()
	w.see("state.Eligibility.title")
	w.inspect()
	w.Press("?")
	w.see("help.title")
	w.Press("esc")
	w.check(nil)
	w.askCode(api.SMS)
	w.inspect()
	w.Type(wrong)
	w.Press("enter")
	w.see("advice.wrong_code.title")
	must(t, w.Resize(60, 20))
	must(t, w.Settle(100*time.Millisecond))
	must(t, w.Resize(120, 40))
	w.see("advice.wrong_code.meaning")
	w.inspect()
	w.enterCode()
	w.pinWay("present")
	w.Type(wrongPIN)
	w.Press("f1")
	w.see("help.title")
	w.Press("f1", "enter")
	w.pickRegion("DE")
	w.register()
	w.see("advice.pin_mismatch.title")
	w.inspect()
	w.Press("enter")
	w.pinWay("replace")
	w.twice(goodPIN)
	w.register()
	w.connect()
	w.inspect()
	w.Press("s")
	w.see("live.report")
	x.cmdline()
	w.finish()
	x.close()
	wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 2, api.SetPIN: 1, api.SetSettings: 1, api.Register: 2})
	wantRegistered(t, w.world, w.first(), goodPIN)
	wantReport(t, w)
	told, err := os.ReadFile(debug)
	must(t, err)
	for _, part := range []string{`"call":"register"`, `"state":"Connected"`, `"msg":"first frame"`, `"exit_code":0`, string(w.first()), `"code":133005`} {
		if !strings.Contains(string(told), part) {
			t.Errorf("no %s in the debug log:\n%s", part, told)
		}
	}
}

// wantReport holds that the report is there, for its owner's eyes only, and
// that the summary says where.
func wantReport(t *testing.T, w *wizard) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(w.dir, "dialtone-report-*.md"))
	must(t, err)
	if len(found) != 1 {
		t.Fatalf("reports: %v", found)
	}
	info, err := os.Stat(found[0])
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the report is open to others: %v", info.Mode())
	}
	text, err := os.ReadFile(found[0])
	must(t, err)
	for _, part := range []string{"0100", string(w.first()), "CONNECTED"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("no %s in the report:\n%s", part, text)
		}
	}
	if !strings.Contains(w.plain(), filepath.Base(found[0])) {
		t.Errorf("the summary does not name the report:\n%s", w.Transcript())
	}
}

func TestAGeneratedPINIsHiddenUntilItIsAskedFor(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "embedded-signup", atOnce)), wide())
	w.pickFirst()
	w.pinWay("generate")
	before := len(w.Bytes())
	w.Press("enter")
	w.see("pin.unseen")
	w.Press("r")
	boxes := regexp.MustCompile(`(\d)\s*│\s*│?\s*(\d)\s*│\s*│?\s*(\d)\D+(\d)\s*│\s*│?\s*(\d)\s*│\s*│?\s*(\d)`)
	var pin string
	w.until("see the PIN", func(s string) bool {
		if m := boxes.FindStringSubmatch(s); m != nil {
			pin = strings.Join(m[1:], "")
		}
		return pin != ""
	})
	w.Press("r")
	w.until("see the PIN go", func(s string) bool { return !boxes.MatchString(s) })
	if strings.Contains(string(w.Bytes()[:before]), pin) {
		t.Error("the PIN was there before it was asked for")
	}
	w.Press("enter")
	w.keepRegion()
	w.register()
	w.finish()
	wantRegistered(t, w.world, w.first(), pin)
}

func TestANumberThatIsTypedStaysHidden(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "empty-account", atOnce)), wide())
	info := w.sim.Info()
	x := watchFor(w, []string{info.Token}, nil, "+14165550199", "+14165550123")
	w.see("numbers.empty")
	w.Press("enter")
	w.add("+1 416 555 0199", "Maple Street Books")
	w.see("state.Eligibility.title")
	w.inspect()
	w.Press("ctrl+c")
	w.ends(130)
	x.close()
}

// TestWaysOfTheToken hands the token in by each of the other two ways.
func TestWaysOfTheToken(t *testing.T) {
	t.Parallel()
	t.Run("standard input", func(t *testing.T) {
		t.Parallel()
		world := host(t, story(t, "clean-mobile"))
		info := world.sim.Info()
		o := wide()
		o.Stdin = strings.NewReader(info.Token + "\n")
		w := launch(t, o, append(world.flags(), "--token-stdin", "--account", string(info.WABA))...)
		w.world = world
		x := watchFor(w, []string{info.Token}, nil, "+85291230100")
		w.pickFirst()
		w.see("state.Eligibility.title")
		w.inspect()
		x.cmdline()
		w.leave(1)
		x.close()
	})
	t.Run("typed", func(t *testing.T) {
		t.Parallel()
		world := host(t, story(t, "clean-mobile"))
		info := world.sim.Info()
		w := launch(t, wide(), world.flags()...)
		w.world = world
		x := watchFor(w, []string{info.Token}, nil, "+85291230100")
		w.choose("connect.own.label")
		w.see("connect.token.lead")
		w.Type(info.Token[:30])
		w.see("connect.token.length", "Count", 30)
		w.Type(info.Token[30:])
		w.see("connect.token.length", "Count", len(info.Token))
		w.Press("enter")
		w.see("connect.account.lead")
		w.Type(string(info.WABA))
		w.Press("enter")
		w.see("connect.remember.label")
		w.Press("right", "left", "enter")
		w.pickFirst()
		w.see("state.Eligibility.title")
		w.inspect()
		x.cmdline()
		w.leave(1)
		x.close()
	})
}

// TestRevealEndsByItself; how long it lasts is a matter of tests with a clock.
func TestRevealEndsByItself(t *testing.T) {
	t.Parallel()
	w := goTo(t, "Review", wide(), story(t, "clean-mobile"))
	const number = "+852 9123 0100"
	if strings.Contains(w.Screen(), number) {
		t.Fatalf("the number is shown before it is asked for:\n%s", w.Screen())
	}
	w.Press("ctrl+r")
	w.read(number)
	w.until("see the number hidden again", func(s string) bool { return !strings.Contains(s, number) })
	w.Press("ctrl+r")
	w.read(number)
	if n := strings.Count(w.Screen(), number); n != 1 {
		t.Errorf("the number is shown %d times:\n%s", n, w.Screen())
	}
	w.Press("right")
	w.until("see the number hidden at once", func(s string) bool { return !strings.Contains(s, number) })
	w.leave(1)
}

//go:build unix

package e2e

import (
	"regexp"
	"testing"

	"dialtone/api"
)

// TestResizeKeepsTheContent makes the window smaller, too small, and big again
// while a code is half typed.
func TestResizeKeepsTheContent(t *testing.T) {
	t.Parallel()
	w := goTo(t, "EnterCode", Options{Cols: 160, Rows: 45}, story(t, "clean-mobile", atOnce))
	w.Type("123")
	w.until("see three digits", func(s string) bool { return dots(s) == 3 })
	w.see("frame.why")
	for _, size := range []struct{ cols, rows int }{{60, 20}, {40, 10}, {80, 24}, {160, 45}, {1, 1}, {60, 20}, {300, 90}, {80, 24}} {
		must(t, w.Resize(size.cols, size.rows))
		switch {
		case size.cols < 10:
			must(t, w.Settle(calm)) // nothing can be told in so little room
		case size.cols < 60:
			w.see("frame.too_small")
		default:
			w.see("state.EnterCode.title")
			w.until("see the same digits in a frame that stands", func(s string) bool { return dots(s) == 3 && whole(s) })
		}
	}
	w.Press("ctrl+u")
	w.enterCode()
	w.see("state.ChoosePIN.title")
	wantCalls(t, w.world, want{api.RequestCode: 1, api.VerifyCode: 1})
}

// TestTheSmallestWindowIsEnough goes the whole way in 60 by 20.
func TestTheSmallestWindowIsEnough(t *testing.T) {
	t.Parallel()
	w := open(t, host(t, story(t, "clean-mobile", atOnce)), Options{Cols: 60, Rows: 20})
	w.pickFirst()
	w.check(nil)
	w.toConnected(api.SMS)
	wantCalls(t, w.world, straight())
}

// colour is an SGR sequence that sets a colour of the text or behind it.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9;:]*[;:])?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m`)

func TestColourPattern(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"\x1b[31m", "\x1b[1;38;5;9m", "\x1b[48:2::1:2:3m", "\x1b[97;1m", "\x1b[38;2;94;234;212;1m"} {
		if !colour.MatchString(s) {
			t.Errorf("%q is not seen", s)
		}
	}
	for _, s := range []string{"\x1b[m", "\x1b[1m", "\x1b[22;7m", "\x1b[39;49m"} {
		if colour.MatchString(s) {
			t.Errorf("%q is taken for a colour", s)
		}
	}
}

func TestNoColourMeansNone(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]struct {
		env  []string
		args []string
		want bool
	}{
		"as it is":    {nil, nil, true},
		"NO_COLOR":    {[]string{"NO_COLOR=1"}, nil, false},
		"no-color":    {nil, []string{"--no-color"}, false},
		"by variable": {[]string{"DIALTONE_NO_COLOR=true"}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			size := wide()
			size.Env = o.env
			w := goTo(t, "EnterCode", size, story(t, "clean-mobile", atOnce), o.args...)
			w.Type(otherThan(w.newest().Code))
			w.Press("enter")
			w.see("advice.wrong_code.title")
			w.Press("ctrl+c")
			w.ends(130)
			if got := colour.Find(w.Bytes()); (got != nil) != o.want {
				t.Errorf("colour: %q, want some: %v", got, o.want)
			}
		})
	}
}

// TestALightWindowGetsOtherColours also goes the whole way in one.
func TestALightWindowGetsOtherColours(t *testing.T) {
	t.Parallel()
	colours := func(light bool) map[string]bool {
		o := wide()
		o.Light = light
		w := goTo(t, "Connected", o, story(t, "clean-mobile", atOnce))
		w.finish()
		found := map[string]bool{}
		for _, s := range colour.FindAll(w.Bytes(), -1) {
			found[string(s)] = true
		}
		return found
	}
	dark, light := colours(false), colours(true)
	shared := 0
	for c := range light {
		if dark[c] {
			shared++
		}
	}
	if len(light) < 3 || shared == len(light) {
		t.Errorf("%d colours in a light window, %d of them those of a dark one", len(light), shared)
	}
}

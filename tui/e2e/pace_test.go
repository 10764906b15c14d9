//go:build unix

package e2e

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// acting are the calls that change something or are counted.
func acting() []api.Endpoint {
	return []api.Endpoint{
		api.AddNumber, api.RequestCode, api.VerifyCode, api.Register, api.Deregister, api.SetPIN, api.SetDisplayName, api.SetSettings, api.SetSubscribed,
		api.SetProfile, api.SendMessage, api.AddPreverified, api.RequestPreverifiedCode, api.VerifyPreverifiedCode, api.DeletePreverified,
	}
}

// actedOn counts them at the simulator.
func (w *world) actedOn() int {
	n := 0
	for _, call := range acting() {
		n += len(w.calls(call))
	}
	return n
}

// TestEntersAloneSendNothing presses nothing but Enter, as often and as fast as
// one likes, from the first list, from every page that sends something, and from
// the lists of other jobs.
func TestEntersAloneSendNothing(t *testing.T) {
	t.Parallel()
	at := map[string]func(*testing.T) *wizard{
		"the list":      func(t *testing.T) *wizard { return open(t, host(t, story(t, "clean-mobile", atOnce)), wide()) },
		"an empty list": func(t *testing.T) *wizard { return open(t, host(t, story(t, "empty-account", atOnce)), wide()) },
		"the method":    func(t *testing.T) *wizard { return goTo(t, "CodeMethod", wide(), story(t, "clean-mobile", atOnce)) },
		"the code":      func(t *testing.T) *wizard { return goTo(t, "EnterCode", wide(), story(t, "clean-mobile", atOnce)) },
		"the region":    func(t *testing.T) *wizard { return goTo(t, "ChooseRegion", wide(), story(t, "clean-mobile", atOnce)) },
		"the review":    func(t *testing.T) *wizard { return goTo(t, "Review", wide(), story(t, "clean-mobile", atOnce)) },
		"a name":        func(t *testing.T) *wizard { return open(t, host(t, story(t, "name-approved", atOnce)), wide(), "name") },
		"a deregistered": func(t *testing.T) *wizard {
			return open(t, host(t, story(t, "test-message", atOnce)), wide(), "deregister")
		},
		"a pool": func(t *testing.T) *wizard {
			return open(t, host(t, story(t, "preverified-pool", atOnce)), wide(), "preverified", "--business", "220771904456162")
		},
	}
	for name, begin := range at {
		for _, pace := range []time.Duration{0, 60 * time.Millisecond, 1200 * time.Millisecond} {
			t.Run(name+" every "+pace.String(), func(t *testing.T) {
				sampled(t)
				t.Parallel()
				w := begin(t)
				w.look()
				w.pause()
				before := w.actedOn()
				for range 9 {
					w.Raw(Key("enter"))
					time.Sleep(pace)
				}
				must(t, w.Settle(time.Second/2))
				if n := w.actedOn(); n != before {
					t.Errorf("%d calls were sent:\n%s", n-before, w.Screen())
				}
				w.Press("ctrl+c")
				w.ends(130)
			})
		}
	}
}

// unmarked is what a terminal sends that does not mark what is pasted.
func (w *wizard) unmarked(text string) {
	w.t.Helper()
	w.listens()
	w.pause()
	w.Raw([]byte(text))
	must(w.t, w.Settle(fingerUp))
}

// TestAPasteIsNoCommand pastes a text that is full of keys, as keys, into every
// page of an onboarding.
func TestAPasteIsNoCommand(t *testing.T) {
	t.Parallel()
	text := "q s l c v w m t r n 1 2 y Y ? \x11 \x13 \x0e \x0f\t\r\nclqs\r\n\r\nyes\r\n"
	for _, stop := range stops() {
		t.Run(stop.state, func(t *testing.T) {
			sampled(t)
			t.Parallel()
			w := goTo(t, stop.state, wide(), story(t, "clean-mobile", atOnce))
			w.pause()
			before, title := w.actedOn(), "state."+stop.state+".title"
			for range 3 {
				w.unmarked(text)
			}
			if n := w.actedOn(); n != before {
				t.Errorf("%d calls were sent:\n%s", n-before, w.Screen())
			}
			if !w.shows(title) {
				t.Errorf("another page:\n%s", w.Screen())
			}
			w.Press("ctrl+c")
			w.ends(130)
		})
	}
}

// TestACodeIsPastedAsKeys: digits are typed, and Enter is for the operator.
func TestACodeIsPastedAsKeys(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]string{"bare": "", "with a line end": "\n", "with both": "\r\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := goTo(t, "EnterCode", wide(), story(t, "clean-mobile", atOnce))
			w.unmarked(w.newest().Code + end)
			w.until("see six digits", func(s string) bool { return dots(s) == 6 })
			wantCalls(t, w.world, want{api.RequestCode: 1})
			w.Press("enter")
			w.see("state.ChoosePIN.title")
		})
	}
}

// TestFieldsTakeAPasteAsKeys into the fields that the way in and the add form
// have, with and without the marks of a paste, and a mebibyte of it.
func TestFieldsTakeAPasteAsKeys(t *testing.T) {
	t.Parallel()
	t.Run("token and account", func(t *testing.T) {
		t.Parallel()
		world := host(t, story(t, "clean-mobile", func(sc *graphsim.Scenario) { sc.Token.Targets = "all" }))
		w := atToken(t, world)
		token := world.sim.Info().Token
		w.unmarked(token + "\n")
		w.see("connect.token.length", "Count", len(token))
		w.Press("enter")
		w.see("connect.account.lead")
		w.unmarked(string(world.sim.Info().WABA) + "\r\n")
		w.read("┃ " + string(world.sim.Info().WABA))
		w.Press("enter")
		w.see("connect.remember.label")
	})
	for name, mark := range map[string]bool{"marked": true, "as keys": false} {
		t.Run("a mebibyte "+name, func(t *testing.T) {
			t.Parallel()
			w := open(t, host(t, story(t, "empty-account", atOnce)), wide())
			w.see("numbers.empty")
			w.Press("enter")
			w.see("state.AddNumber.title")
			paste := func(text string) {
				if mark {
					text = "\x1b[200~" + text + "\x1b[201~"
				}
				w.listens()
				w.pause()
				w.Raw([]byte(text))
			}
			paste("+1 416 555 0199\r\n")
			w.read("+1 ••• ••• 0199")
			w.Press("enter")
			w.lights(say(t, "add.name.label"))
			paste(strings.Repeat("Maple sq\r\n", 1<<20/10))
			w.read("Maple sq Maple sq Maple sq")
			w.Press("enter")
			w.see("name.too_long")
			w.Press("ctrl+u")
			paste("Maple Street Books\r\n")
			w.read("Maple Street Books")
			wantCalls(t, w.world, nil)
			w.leave(1)
		})
	}
}

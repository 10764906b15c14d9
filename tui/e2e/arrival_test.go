//go:build unix

package e2e

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// somebodyElse registers the first number in Brazil, with a PIN of their own.
func (w *world) somebodyElse(t *testing.T) {
	t.Helper()
	client, err := api.New(api.Options{BaseURL: w.url, Token: api.NewSecret(w.sim.Info().Token)})
	must(t, err)
	defer client.Close()
	must(t, client.SetStorage(t.Context(), w.first(), api.InRegion("BR")))
	_, err = client.Register(t.Context(), w.first(), api.Registration{PIN: api.NewSecret(storyPIN)})
	must(t, err)
}

// TestSomebodyElseWasFaster has somebody else register the number in another region
// while the review is read: nothing is sent, CONNECTED alone is not what was asked
// for, and the way to change it begins there.
func TestSomebodyElseWasFaster(t *testing.T) {
	t.Parallel()
	world := host(t, story(t, "embedded-signup", atOnce))
	w := open(t, world, wide())
	w.toReview()
	time.Sleep(readFirst)
	world.somebodyElse(t)
	w.Press("enter")
	w.see("connected.misplaced.title")
	brazil := say(t, "region.in_BR") + " (BR)"
	w.see("connected.misplaced.remark", "Is", brazil, "Wanted", say(t, "region.none"))
	w.see("connected.pin_not_sent")
	if w.shows("notice.settled") {
		t.Errorf("a request of ours is said to have worked:\n%s", w.Screen())
	}
	w.Press("r")
	w.see("state.MoveRegion.title")
	w.see("move.now_in", "Region", brazil)
	w.until("see what was wanted marked", func(s string) bool { return lit(say(t, "region.none")).MatchString(s) })
	w.Press("esc")
	w.see("connected.misplaced.title")
	w.Press("x")
	w.ends(0)
	for _, want := range []string{
		say(t, "connected.misplaced.remark", "Is", brazil, "Wanted", say(t, "region.none")), say(t, "connected.pin_not_sent"), "dialtone region ", "--region none",
	} {
		if !strings.Contains(w.plain(), want) {
			t.Errorf("%q is missing in\n%s", want, w.plain())
		}
	}
	if n := world.number(t, world.first()); n.Region != "BR" || n.PINIs(goodPIN) {
		t.Errorf("the number is %+v", n)
	}
}

//go:build unix

package e2e

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// loss is a way in which a counted request goes wrong, once.
type loss struct {
	name   string
	worked bool // Meta did it all the same
	fault  graphsim.Fault
	mute   bool     // it is carried out, and no answer comes
	card   string   // that says so, where nothing was done
	args   []string // of the wizard
}

// losses end with those that take longest to make sure of: parallel tests begin
// with the last.
func losses() []loss {
	const silence, trouble = "advice.no_answer.title", "advice.meta_trouble.title"
	soon := []string{"--timeout", "1s"}
	return []loss{
		{name: "stall after it was done", worked: true, mute: true, args: soon},
		{name: "dropped during the answer", worked: true, fault: graphsim.Fault{Mangle: graphsim.Truncate}},
		{name: "dropped after", worked: true, fault: graphsim.Fault{Drop: graphsim.DropAfter}},
		{name: "500 after it was done", worked: true, fault: graphsim.Fault{Status: 500, Code: 131000, AlsoEffect: true}},
		{name: "stall", fault: stalls(""), card: silence, args: soon},
		{name: "dropped before", fault: graphsim.Fault{Drop: graphsim.DropBefore}, card: silence},
		{name: "500", fault: graphsim.Fault{Status: 500, Code: 131000}, card: trouble},
	}
}

// TestALostAnswerCostsNoMore has each counted request of an onboarding go wrong
// once, in every way, and goes on to CONNECTED as the screens say: what Meta did
// is not asked for again, and what it did not do is asked for once more.
func TestALostAnswerCostsNoMore(t *testing.T) {
	t.Parallel()
	for _, tale := range []struct {
		call  api.Endpoint
		story string
		needs want
		play  func(*wizard, loss)
	}{
		{api.RequestCode, "clean-mobile", straight(), (*wizard).losesTheRequest},
		{api.VerifyCode, "clean-mobile", straight(), (*wizard).losesTheCode},
		{api.Register, "embedded-signup", want{api.Register: 1}, (*wizard).losesTheRegistration},
	} {
		for _, l := range losses() {
			t.Run(string(tale.call)+" "+l.name, func(t *testing.T) {
				sampled(t)
				t.Parallel()
				world := host(t, story(t, tale.story, atOnce))
				if l.mute {
					world.url = fallsSilent(t, world.sim, tale.call)
				} else {
					l.fault.Endpoint = tale.call
					must(t, world.sim.AddFault(l.fault))
				}
				w := open(t, world, wide(), l.args...)
				w.pickFirst()
				tale.play(w, l)
				w.finish()
				needs := maps.Clone(tale.needs)
				if !l.worked {
					needs[tale.call]++
				}
				wantCalls(t, world, needs)
				wantRegistered(t, world, world.first(), goodPIN)
				world.wantLook(t, tale.call)
				if n := world.number(t, world.first()); n.Registers != 1 || n.CodeRequests != tale.needs[api.RequestCode] || n.WrongCodes != 0 {
					t.Errorf("counted: %d register and %d code requests, %d wrong codes", n.Registers, n.CodeRequests, n.WrongCodes)
				}
			})
		}
	}
}

// fallsSilent serves a simulator that does the first call of a kind and never
// answers it.
func fallsSilent(t *testing.T, sim *graphsim.Sim, call api.Endpoint) string {
	t.Helper()
	var silent atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/"+string(call)) || silent.Swap(true) {
			sim.ServeHTTP(w, r)
			return
		}
		sim.ServeHTTP(httptest.NewRecorder(), r)
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// wantLook holds that the number was read before a request was sent once more. A
// code that was asked for leaves nothing on the number to read.
func (w *world) wantLook(t *testing.T, call api.Endpoint) {
	t.Helper()
	record := w.sim.Record()
	// What stalls is written down when the wizard has given it up.
	slices.SortStableFunc(record, func(a, b graphsim.Call) int { return a.At.Compare(b.At) })
	var last api.Endpoint
	for _, c := range record {
		if c.Endpoint == call && c.Endpoint == last && call != api.RequestCode {
			t.Errorf("%s was sent again without a look", call)
		}
		last = c.Endpoint
	}
}

// registers goes from the choice of a PIN to the call that counts.
func (w *wizard) registers() {
	w.t.Helper()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.register()
}

// losesTheRequest waits for the code where it may still come, and asks for
// another one when the phone stays empty.
func (w *wizard) losesTheRequest(l loss) {
	w.t.Helper()
	w.check(nil)
	w.orderCode(api.SMS)
	w.see("notice.code_may_come")
	w.see("state.EnterCode.title")
	if !l.worked {
		w.Press("ctrl+n")
		w.orderCode(api.SMS)
		w.see("notice.refused_unclear")
		w.Press("enter")
	}
	w.enterCode()
	w.registers()
}

// losesTheCode hands the same digits in once more when they were not taken.
func (w *wizard) losesTheCode(l loss) {
	w.t.Helper()
	w.check(nil)
	w.askCode(api.SMS)
	w.enterCode()
	if !l.worked {
		w.readsTheCard(l)
		if n := dots(w.Screen()); n != 6 {
			w.t.Errorf("%d digits of the code are left:\n%s", n, w.Screen())
		}
		w.Press("enter")
		w.see("notice.refused_unclear")
		w.Press("enter")
	}
	w.registers()
}

// losesTheRegistration sends another one when the number shows no effect.
func (w *wizard) losesTheRegistration(l loss) {
	w.t.Helper()
	w.registers()
	if !l.worked {
		w.readsThatNobodyKnows()
		w.overrule()
		return
	}
	w.connect()
	if !w.shows("notice.settled") {
		w.t.Errorf("nothing says that the answer was lost:\n%s", w.Screen())
	}
}

// readsThatNobodyKnows finds that nothing shows, and that only ctrl+o sends another
// request.
func (w *wizard) readsThatNobodyKnows() {
	w.t.Helper()
	reads := func() int {
		n := 0
		for _, c := range w.sim.Record() {
			if c.Endpoint == api.GetNumber {
				n++
			}
		}
		return n
	}
	w.see("advice.open.title")
	before := reads()
	w.Press("enter")
	w.until("look once more", func(string) bool { return reads() > before })
	w.see("advice.open.title")
}

// readsTheCard takes note that nothing was done, which the number shows.
func (w *wizard) readsTheCard(l loss) {
	w.t.Helper()
	w.see(l.card)
	w.see("card.settled")
	w.Press("enter")
	w.gone("card.settled")
}

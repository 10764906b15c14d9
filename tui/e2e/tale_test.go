//go:build unix

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
)

// The built-in sandbox at the keyboard: the simulated customer does what is ticked,
// time can pass, and codes are read off the simulated phone.

// tale is a wizard that plays a story in its own sandbox.
type tale struct {
	*wizard
	url  string            // of the simulator within the wizard
	last graphsim.Snapshot // the number that was registered, when the job was done
}

// tell starts a story and waits for its numbers. Where the simulator listens
// stands in the call inspector, as everybody can see it.
func tell(t *testing.T, story string, o Options) *tale {
	t.Helper()
	w := &tale{wizard: launch(t, o, "--scenario", story)}
	w.see("frame.sandbox")
	w.see("state.PickNumber.title")
	listed := []*regexp.Regexp{phrase(t, "numbers.empty"), phrase(t, "numbers.count", "Count", 1), phrase(t, "numbers.count")}
	w.until("see the list", func(s string) bool {
		return ready(s) && slices.ContainsFunc(listed, func(r *regexp.Regexp) bool { return r.MatchString(s) })
	})
	at := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	w.Press("ctrl+t")
	w.until("see where the sandbox listens", func(s string) bool {
		w.url = at.FindString(s)
		return w.url != ""
	})
	w.Press("ctrl+t")
	w.gone("calls.title")
	return w
}

// simulator asks the simulator about itself.
func (w *tale) simulator(what string, into any) {
	w.t.Helper()
	w.answer(http.MethodGet, what, nil, &struct{ Data any }{into})
}

// answer makes a call of the simulator's own.
func (w *tale) answer(method, what string, body io.Reader, into any) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, w.url+"/_sim/"+what, body)
	must(w.t, err)
	answer, err := http.DefaultClient.Do(r)
	must(w.t, err)
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %s", what, answer.Status)
	}
	must(w.t, json.NewDecoder(answer.Body).Decode(into))
}

// reached lists what reached the simulator.
func (w *tale) reached() []graphsim.Call {
	w.t.Helper()
	var calls []graphsim.Call
	w.simulator("record", &calls)
	return calls
}

// walk goes through a remedy as the person at the keyboard does: Enter ticks the
// step that the mark stands at and goes to the next one. At the end the mark
// stands at the button.
func (w *wizard) walk(id eligibility.RemedyID, waits func()) {
	w.t.Helper()
	w.see("remedy." + string(id) + ".title")
	for _, step := range eligibility.WalkOf(id).Steps {
		if step.Kind == eligibility.StepWait {
			waits()
		} else {
			w.tick(id, step.ID)
		}
		w.ticked(id, step.ID)
	}
}

// tick takes the step that the mark stands at.
func (w *wizard) tick(id eligibility.RemedyID, step eligibility.StepID) {
	w.t.Helper()
	w.here(w.step(id, step))
	w.Press("enter")
}

// chooseLast takes the last one of the ways that a remedy asks for.
func (w *wizard) chooseLast(id eligibility.RemedyID) {
	w.t.Helper()
	ways := eligibility.WalkOf(id).Steps
	w.here(w.step(id, ways[0].ID))
	for range len(ways) - 1 {
		w.Press("down")
	}
	w.tick(id, ways[len(ways)-1].ID)
}

// ticked waits until a step is done.
func (w *wizard) ticked(id eligibility.RemedyID, step eligibility.StepID) {
	w.t.Helper()
	w.row("✓", w.step(id, step))
}

// row waits for a line of a list that begins with a mark. Mark and text stand
// side by side; the text may be folded.
func (w *wizard) row(mark, text string) {
	w.t.Helper()
	w.await("see "+mark+" "+text, regexp.MustCompile(mark+` (?:\d )?`+folded(text).String()))
}

// here waits until the mark stands at a step, which may be folded.
func (w *wizard) here(text string) {
	w.t.Helper()
	w.await("see the mark at "+text, regexp.MustCompile(`┃ +[✓●○] \d `+folded(text).String()))
}

func (w *wizard) step(id eligibility.RemedyID, step eligibility.StepID) string {
	return say(w.t, "walk."+string(id)+"."+string(step))
}

// sitOut holds that Enter does not cut a wait short, and lets the time of the
// sandbox pass.
func (w *tale) sitOut() {
	w.t.Helper()
	w.see("remedy.free")
	before := len(w.reached())
	w.Press("enter")
	w.see("notice.too_early")
	if n := len(w.reached()); n != before {
		w.t.Errorf("%d calls were made too early", n-before)
	}
	w.Press("ctrl+n")
	w.gone("remedy.free")
}

// texts find the code in what the simulated phone shows, or has said digit by digit.
var texts = regexp.MustCompile(`WhatsApp code (\d{3})-(\d{3})|\b(\d(?: \d){5})\b`)

// byCode asks for a code and types the one that the simulated phone shows.
func (w *tale) byCode(m api.CodeMethod) {
	w.t.Helper()
	w.askCode(m)
	var code string
	w.until("see the code on the phone", func(s string) bool {
		if m := texts.FindStringSubmatch(s); m != nil {
			code = m[1] + m[2] + strings.ReplaceAll(m[3], " ", "")
		}
		return code != ""
	})
	w.Type(code)
	w.Press("enter")
}

// toEnd goes from the PIN to the end of the job.
func (w *tale) toEnd(needs want) {
	w.t.Helper()
	w.newPIN(goodPIN)
	w.keepRegion()
	w.finishes(needs)
}

// finishes registers, and holds that what Meta counts was called as often as the
// story needs, and that one registration took effect.
func (w *tale) finishes(needs want) {
	w.t.Helper()
	w.register()
	w.until("see the number registered", func(s string) bool {
		return phrase(w.t, "connected.not_yet.taken.title").MatchString(s) || phrase(w.t, "state.Connected.title").MatchString(s)
	})
	w.order("clock", map[string]string{"advance": "2s"}) // how long it takes is not what the test is about
	w.connect()
	w.wantReached(needs)
	var effective []api.PhoneNumberID
	for _, c := range w.reached() {
		if c.Endpoint == api.Register && c.Effective {
			effective = append(effective, c.Number)
		}
	}
	if len(effective) != 1 {
		w.t.Fatalf("registrations took effect for %v", effective)
	}
	all := w.numbers()
	w.last = all[slices.IndexFunc(all, func(n graphsim.Snapshot) bool { return n.ID == effective[0] })]
	if w.last.Status != api.StatusConnected || !w.last.PINSet {
		w.t.Errorf("the number is %+v", w.last)
	}
	w.Press("x")
	w.ends(0)
}

// wantReached is [wantCalls] for the wizard's own sandbox.
func (w *tale) wantReached(needs want) {
	w.t.Helper()
	counts := want{}
	for _, c := range w.reached() {
		counts[c.Endpoint]++
	}
	for _, e := range counted() {
		if counts[e] != needs[e] {
			w.t.Errorf("%d × %s, want %d", counts[e], e, needs[e])
		}
	}
}

// spoil has the simulator answer otherwise once.
func (w *tale) spoil(f graphsim.Fault) {
	w.t.Helper()
	w.order("fault", f)
}

// order has the simulator do something outside the Graph API.
func (w *tale) order(what string, how any) {
	w.t.Helper()
	body, err := json.Marshal(how)
	must(w.t, err)
	w.answer(http.MethodPost, what, bytes.NewReader(body), &struct{}{})
}

// numbers are the numbers of the account as they are now.
func (w *tale) numbers() []graphsim.Snapshot {
	w.t.Helper()
	var all []graphsim.Snapshot
	w.simulator("numbers", &all)
	return all
}

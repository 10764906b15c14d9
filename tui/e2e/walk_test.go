//go:build unix

package e2e

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
	"dialtone/flows"
)

// The steps of an onboarding, each from the screen that asks for it to the key
// that ends it. Every step waits for its screen first, as a person does.

// goodPIN is a PIN that the wizard takes.
const goodPIN = "730194"

// pickFirst takes the first number of the account.
func (w *wizard) pickFirst() {
	w.t.Helper()
	w.see("state.PickNumber.title")
	w.see("numbers.count", "Count", len(w.sim.Info().Numbers))
	w.Press("enter")
}

// answer is what the operator chooses where it is not the first choice.
type answer map[eligibility.Question]eligibility.Answer

// check goes through the checklist, with the first choice for every question
// that has no answer here, and continues.
func (w *wizard) check(given answer) {
	w.t.Helper()
	w.see("state.Eligibility.title")
	for {
		q := w.openQuestion()
		if q == eligibility.QuestionNone {
			break
		}
		w.say(q, given[q])
	}
	w.goesOn("state.Eligibility.title")
}

// say gives an answer, the first one where it is none, and waits for the next question.
func (w *wizard) say(q eligibility.Question, a eligibility.Answer) {
	w.t.Helper()
	must(w.t, w.Settle(fingerUp)) // a key that comes again at once is held down
	w.insist("leave the question "+string(q), itoa(max(0, slices.Index(q.Choices(), a))+1), func(s string) bool { return !asks(s, w.ask(q)) })
}

// goesOn presses Enter until something comes of it on a page, as a person does: a slow
// machine can hear two keys as one text.
func (w *wizard) goesOn(title string) {
	w.t.Helper()
	here, before := phrase(w.t, title), w.Screen()
	for range 3 {
		w.Press("enter")
		for range patientLooks {
			must(w.t, w.Settle(fingerUp))
			if s := w.Screen(); s != before || !here.MatchString(s) || !ready(s) {
				return
			}
		}
	}
}

// openQuestion waits until the checklist asks something, or has its verdict and
// asks no more. That no question is seen proves nothing by itself.
func (w *wizard) openQuestion() eligibility.Question {
	w.t.Helper()
	open := eligibility.QuestionNone
	w.until("see a question or a verdict", func(s string) bool {
		open = eligibility.QuestionNone
		for _, q := range eligibility.Questions() {
			if asks(s, w.ask(q)) {
				open = q
				return true
			}
		}
		return phrase(w.t, "checks.result").MatchString(s) && phrase(w.t, "state.Eligibility.title").MatchString(s)
	})
	return open
}

func (w *wizard) ask(q eligibility.Question) string {
	return say(w.t, "question."+string(q)+".ask")
}

// asks reports whether a question is the one that stands open.
func asks(screen, question string) bool {
	return strings.Contains(screen, "● "+question) || strings.Contains(screen, "* "+question) // where marks are narrow
}

// askCode asks for the code and waits until it is on its way.
func (w *wizard) askCode(m api.CodeMethod) {
	w.t.Helper()
	w.orderCode(m)
	w.see("state.EnterCode.title")
}

// orderCode presses the key that asks for the code.
func (w *wizard) orderCode(m api.CodeMethod) {
	w.t.Helper()
	w.see("state.CodeMethod.title")
	w.picks(map[api.CodeMethod]string{api.SMS: "1", api.Voice: "2"}[m])
}

// picks presses the key of an option, and Enter, until that is heard: a slow machine can
// hear both as one text, which does nothing.
func (w *wizard) picks(option string) {
	w.t.Helper()
	for range 5 {
		w.Press(option)
		must(w.t, w.Settle(fingerUp))
		before := w.Screen()
		w.Press("enter")
		for range patientLooks {
			must(w.t, w.Settle(fingerUp))
			if s := w.Screen(); s != before && !strings.Contains(s, say(w.t, "enter.pasted")) {
				return
			}
		}
	}
}

// newest is the last message that reached the customer's phone.
func (w *wizard) newest() graphsim.Message {
	w.t.Helper()
	all := w.sim.Outbox()
	if len(all) == 0 {
		w.t.Fatalf("no code has reached the phone; screen:\n%s", w.Screen())
	}
	return all[len(all)-1]
}

// enterCode types the code that reached the phone.
func (w *wizard) enterCode() {
	w.t.Helper()
	w.see("state.EnterCode.title")
	w.Type(w.newest().Code)
	before := len(w.calls(api.VerifyCode))
	there := func() bool { return ready(w.Screen()) && w.shows("state.EnterCode.title") }
	w.Press("enter")
	for range 3 { // a slow machine can hear Enter as part of the code
		for range patientLooks {
			must(w.t, w.Settle(fingerUp))
			if len(w.calls(api.VerifyCode)) > before || !there() {
				return
			}
		}
		w.Terminal.Press("enter") // at once: this page may be gone in a moment
	}
}

// newPIN chooses to type a new PIN, for a number without one, and types it
// twice.
func (w *wizard) newPIN(pin string) {
	w.t.Helper()
	w.pinWay("type_new")
	w.twice(pin)
}

// pinWay chooses a way to the PIN.
func (w *wizard) pinWay(way string) {
	w.t.Helper()
	w.see("state.ChoosePIN.title")
	w.choose("pin.way." + way + ".label")
	w.see("pin.way." + way + ".lead")
}

// twice types a new PIN and types it again.
func (w *wizard) twice(pin string) {
	w.t.Helper()
	w.Type(pin)
	w.see("pin.once_more")
	w.Type(pin)
	w.see("pin.same")
	w.Press("enter")
}

// choose moves to a line of a list by the arrow keys and takes it.
func (w *wizard) choose(key string) {
	w.t.Helper()
	w.see(key)
	w.walkTo(key)
}

// chooseJob takes a job of the start menu, which can be longer than the screen.
func (w *wizard) chooseJob(j flows.Job) {
	w.t.Helper()
	w.choose("connect.other.label")
	w.see("connect.job.title")
	w.walkTo("job." + string(j) + ".label")
}

// walkTo reads the mark on a screen that stands still: a frame seen in half would be taken
// for a move, and the next key would be one too many.
func (w *wizard) walkTo(key string) {
	w.t.Helper()
	wanted, at := lit(say(w.t, key)), ""
	for range 60 {
		w.until("see the mark move", func(s string) bool {
			now := marked(s)
			return now != "" && now != at
		})
		must(w.t, w.Settle(reaction))
		if at = marked(w.Screen()); wanted.MatchString(at) {
			w.Press("enter")
			return
		}
		w.Press("down")
	}
	w.t.Fatalf("no way to %q:\n%s", say(w.t, key), w.Screen())
}

// lit matches a text at which Enter acts: in a heavy frame, in its edge, or at a heavy bar.
func lit(text string) *regexp.Regexp {
	return regexp.MustCompile(`(?:┏━ |#= |[┃#▐] +(?:[✓●○] )?(?:\d +)?)` + regexp.QuoteMeta(text))
}

// lights waits for a text to be lit.
func (w *wizard) lights(text string) {
	w.t.Helper()
	w.await("see lit: "+text, lit(text))
}

// atLit matches a line with something at a heavy edge, drawn in either way.
var atLit = regexp.MustCompile(`(?:^|[^=])[┃#▐] +\S`)

// marked is the first line of what Enter acts at; "" while it moves.
func marked(screen string) string {
	for line := range strings.Lines(screen) {
		if atLit.MatchString(line) {
			return line
		}
	}
	return ""
}

// keepRegion takes the region as it stands.
func (w *wizard) keepRegion() {
	w.t.Helper()
	w.see("state.ChooseRegion.title")
	w.litRegion()
	w.Press("enter")
}

// litRegion waits until a region is proposed.
func (w *wizard) litRegion() {
	w.t.Helper()
	w.until("see a region marked", func(s string) bool { return ready(s) && marked(s) != "" })
}

// pickRegion searches a country by its code and takes it.
func (w *wizard) pickRegion(code string) {
	w.t.Helper()
	w.see("state.ChooseRegion.title")
	w.takeCountry(code)
}

// takeCountry opens the list of countries, searches one and takes it.
func (w *wizard) takeCountry(code string) {
	w.t.Helper()
	if !w.shows("region.search") {
		w.Press("c")
	}
	w.see("region.search")
	w.Type(say(w.t, "region.in_"+code))
	w.until("see "+code+" marked", func(s string) bool { return lit(say(w.t, "region.in_"+code)).MatchString(s) })
	w.Press("enter")
}

// seeReview waits for the button of the review, which reads differently after a refusal.
func (w *wizard) seeReview() {
	w.t.Helper()
	w.await("see the review", regexp.MustCompile(phrase(w.t, "review.register").String()+"|"+phrase(w.t, "review.register_again").String()))
}

// register sends the call that counts.
func (w *wizard) register() {
	w.t.Helper()
	w.seeReview()
	time.Sleep(readFirst)
	w.Press("enter")
}

// overrule goes past a card that can be, once it could be read. Where the page counts
// down, its clock may notice the card a second late.
func (w *wizard) overrule() {
	w.t.Helper()
	time.Sleep(readFirst + time.Second)
	w.Press("ctrl+o")
}

// connect waits for the proof.
func (w *wizard) connect() {
	w.t.Helper()
	w.see("state.Connected.title")
	w.await("see that it is live", regexp.MustCompile("✓ "+phrase(w.t, "live.connected").String()+"|"+phrase(w.t, "live.simulated").String()))
	time.Sleep(readFirst) // Enter did something else until just now
}

// finish ends the program where the number is live.
func (w *wizard) finish() {
	w.t.Helper()
	w.connect()
	w.Press("x")
	w.ends(0)
}

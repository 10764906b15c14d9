package flows

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/eligibility"
)

// TestUnknownCodes shows what Meta said at every call, and invents nothing.
func TestUnknownCodes(t *testing.T) {
	t.Parallel()
	for _, call := range wizardCalls() {
		for _, fault := range []graphsim.Fault{{Code: 987654}, {Code: 2655121, Subcode: 33}, {Code: 987654, Status: 500}, {Code: 131999, Subcode: 2388999, Transient: true}} {
			t.Run(fmt.Sprintf("%s %d", call, fault.Code), func(t *testing.T) {
				t.Parallel()
				fault.Message, fault.UserMessage = "PIN already registered, too many, SMB", "limit of payment"
				_, p := provoke(t, provoked{call: call, fault: fault})
				if p.Advice.ID == AdviseOpen && isExclusive(call) && (fault.Transient || fault.Status == 500) {
					if p.Said == nil || p.Said.UserMessage != fault.UserMessage {
						t.Errorf("said %+v", p.Said)
					}
					return // it may have been carried out
				}
				if a := p.Advice; a.ID != AdviseUnknown || a.Act != ActDismiss || a.To != "" || a.Wait != 0 || p.Said.UserMessage != fault.UserMessage {
					t.Errorf("advice %+v, said %+v", a, p.Said)
				}
			})
		}
	}
}

// TestHostileTexts sends what would drive a terminal.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	evil := "\x1b]52;c;aGk=\x07\x1b[2Jred\x1b[31m \u202etxet\u0085\x9b1m\r\nend\x00"
	for _, call := range wizardCalls() {
		t.Run(string(call), func(t *testing.T) {
			t.Parallel()
			_, p := provoke(t, provoked{call: call, fault: graphsim.Fault{Code: 100, Message: evil, Details: evil, UserTitle: evil, UserMessage: evil}})
			for _, text := range []string{p.Said.Message, p.Said.Details, p.Said.UserTitle, p.Said.UserMessage, p.Said.TraceID, p.Cause} {
				if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' || r == unicode.ReplacementChar }) {
					t.Errorf("%q reaches the card", text)
				}
			}
			if !strings.Contains(p.Said.Details, "end") {
				t.Errorf("what can be read is gone: %q", p.Said.Details)
			}
		})
	}
}

// TestSubscribingFromTheCard clears the way for a move with the card's one key.
func TestSubscribingFromTheCard(t *testing.T) {
	t.Parallel()
	d, p := provoke(t, provoked{api.AddNumber, graphsim.Fault{Code: 2388103, Message: "Cannot migrate phone number"}, plain})
	if p.Advice.ID != AdviseMoveUnsubscribed || d.sim.Subscribed() {
		t.Fatalf("the card is %s, subscribed %t", p.Advice.ID, d.sim.Subscribed())
	}
	d.step(Input{Event: AdviceTaken{}, At: d.sim.Now()})
	for len(d.queue) > 0 {
		c := d.queue[0]
		d.queue = d.queue[1:]
		d.step(d.runner.Do(t.Context(), c))
	}
	last := d.s.Actions[len(d.s.Actions)-1]
	if !d.sim.Subscribed() || d.s.State != AddNumber || d.s.Problem != nil || d.s.Busy() || last.Call != api.SetSubscribed || d.s.Typed.Phone.E164 == "" {
		t.Errorf("in %s, subscribed %t, card %v, last deed %s", d.s.State, d.sim.Subscribed(), d.s.Problem, last.Call)
	}
}

// TestNothingToMove opens the form for an ordinary number.
func TestNothingToMove(t *testing.T) {
	t.Parallel()
	s := at(AddNumber, fresh())
	s.Typed = NumberTyped{Phone: phoneOf(fresh(another)), Name: "Lotus", Migrate: true}
	w := walkFrom(t, s).hand(s.Typed).world(refusal(api.AddNumber, 2388103, 0, message("add this phone number"))).card(AdviseMoveNeedless, ActGo)
	if w.hand(AdviceTaken{}).in(AddNumber).idle(); w.s.Typed.Migrate || w.s.Typed.Name != "Lotus" {
		t.Errorf("the form is %+v", w.s.Typed)
	}
	w = walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestCode, 2388091, 0, message("eligible to receive")))
	if w.hand(AdviceTaken{}).in(AddNumber).idle(); w.s.Typed.Phone != w.s.Phone || w.s.Typed.Migrate {
		t.Errorf("the form is %+v", w.s.Typed)
	}
}

// TestTheErrorTableIsWhole holds its two halves together.
func TestTheErrorTableIsWhole(t *testing.T) {
	t.Parallel()
	known := texts(MetaAdvice())
	used, facts := map[string]bool{}, map[string]bool{"": true}
	for c := range conditions() {
		facts[string(c)] = true
	}
	for _, row := range assets.Errors() {
		name := fmt.Sprintf("%d/%d %s", row.Code, row.Sub, row.Variant)
		used[row.Advice] = true
		switch {
		case !slices.Contains(known, row.Advice):
			t.Errorf("%s: nobody knows the advice %q", name, row.Advice)
		case !facts[row.When] || given[row.When] == nil:
			t.Errorf("%s: nobody knows the fact %q", name, row.When)
		case !slices.Contains(texts(Retries()), row.Retry):
			t.Errorf("%s: nobody knows %q", name, row.Retry)
		case row.Cost != "" && !slices.Contains(texts(Costs()), row.Cost):
			t.Errorf("%s: nobody knows the cost %q", name, row.Cost)
		case row.Wait > 0 && row.Retry != string(RetryWaited):
			t.Errorf("%s: waits for nothing", name)
		}
		for _, text := range row.Text {
			if !says("So "+text+".", text) {
				t.Errorf("%s: %q is never found", name, text)
			}
		}
	}
	for _, id := range known {
		if !used[id] {
			t.Errorf("no row gives the advice %s", id)
		}
	}
	if got, want := slices.Sorted(maps.Keys(leads)), slices.Sorted(slices.Values(MetaAdvice())); !slices.Equal(got, want) {
		t.Errorf("advice without a place it leads to, or the other way round:\n%v\n%v", got, want)
	}
	for _, d := range adviceRules() {
		if (d.act == ActGo) != (d.to != "") || d.to != "" && !slices.Contains(allStates(), d.to) || (d.to == Remedy) != (d.help != eligibility.RemedyNone) {
			t.Errorf("%+v goes nowhere", d)
		}
		if _, is := conditions()[d.when]; !is && d.when != "" {
			t.Errorf("%s: nobody knows the fact %q", d.id, d.when)
		}
	}
}

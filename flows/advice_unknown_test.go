package flows

import (
	"fmt"
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/assets/constants"
	"dialtone/eligibility"
)

// TestNothingToMove opens the form for an ordinary number.
func TestNothingToMove(t *testing.T) {
	t.Parallel()
	s := at(AddNumber, fresh())
	s.Typed = NumberTyped{Phone: phoneOf(fresh(another)), Name: "Lotus", Migrate: true}
	w := walkFrom(t, s).hand(s.Typed).world(refusal(api.AddNumber, 2388103, 0, message("add this phone number"))).card(AdviseMoveNeedless, ActGo)
	if w.hand(AdviceTaken{}).in(AddNumber).idle(); w.s.Typed.Migrate || w.s.Typed.Name != "Lotus" {
		t.Errorf("the form is %+v", w.s.Typed)
	}
	// That the number is not on the move is no ground to add it once more.
	w = walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestCode, 2388091, 0, message("eligible to receive")))
	w.card(AdviseNotMigrating, ActReload).hand(AdviceTaken{}).in(CodeMethod, ReadNumber{ID: firstID})
}

// TestTheErrorTableIsWhole holds its two halves together.
func TestTheErrorTableIsWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	known := texts(MetaAdvice())
	used, facts := map[string]bool{}, map[string]bool{"": true}
	for c := range conditions() {
		facts[string(c)] = true
	}
	facts[string(otherNode)], facts[string(namesWait)] = true, true
	for _, row := range assets.Errors() {
		name := fmt.Sprintf("%d/%d %s", row.Code, row.Sub, row.Variant)
		used[row.Advice] = true
		switch {
		case !slices.Contains(known, row.Advice):
			t.Errorf("%s: nobody knows the advice %q", name, row.Advice)
		case !facts[row.When]:
			t.Errorf("%s: nobody knows the fact %q", name, row.When)
		case !slices.Contains(texts(constants.Of[Retry](t)), row.Retry):
			t.Errorf("%s: nobody knows %q", name, row.Retry)
		case row.Cost != "" && !slices.Contains(texts(constants.Of[Cost](t)), row.Cost):
			t.Errorf("%s: nobody knows the cost %q", name, row.Cost)
		case row.Wait.Duration > 0 && row.Retry != string(RetryWaited):
			t.Errorf("%s: waits for nothing", name)
		}
		for _, text := range row.Text {
			if !says("so "+text+".", text) {
				t.Errorf("%s: %q is never found", name, text)
			}
		}
		for _, meaning := range row.Says {
			if words := assets.Meaning(meaning); len(words) == 0 {
				t.Errorf("%s: nobody knows the meaning %q", name, meaning)
			}
		}
	}
	for _, id := range known {
		if !used[id] {
			t.Errorf("no row gives the advice %s", id)
		}
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

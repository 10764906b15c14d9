package flows

import (
	"slices"
	"testing"

	"dialtone/api"
)

func TestChangedBetween(t *testing.T) {
	t.Parallel()
	display := func(text string) func(*api.Number) { return func(n *api.Number) { n.Display = text } }
	for name, c := range map[string]struct {
		before, now api.Number
		want        []FactChange
	}{
		"nothing":          {fresh(), fresh(), nil},
		"written bare":     {fresh(), fresh(display("85291230100")), nil},
		"written in parts": {fresh(), fresh(display("+852-9123 (0100)")), nil},
		"not read before":  {fresh(display("")), fresh(), nil},
		"not told now":     {fresh(), fresh(display("")), nil},
		"facts not told":   {fresh(connected), fresh(func(n *api.Number) { n.Status, n.Verification, n.Platform = "", "", "" }), nil},
		"app not told":     {fresh(shared), fresh(shared, func(n *api.Number) { n.OnBusinessApp, n.Told = false, api.Told{} }), nil},
		"app gone":         {fresh(shared), fresh(shared, func(n *api.Number) { n.OnBusinessApp, n.Told.OnBusinessApp = false, true }), []FactChange{ChangedHosting}},
		"status told now":  {fresh(func(n *api.Number) { n.Status = "" }), fresh(), []FactChange{ChangedStatus}},
		"another number":   {fresh(), fresh(display("+852 9123 0101")), []FactChange{ChangedDisplay}},
		"one digit more":   {fresh(), fresh(display("+852 9123 01000")), []FactChange{ChangedDisplay}},
		"another country":  {fresh(), fresh(display("+65 9123 0100")), []FactChange{ChangedDisplay}},
		"all at once":      {fresh(), fresh(connected, another), []FactChange{ChangedDisplay, ChangedStatus, ChangedVerification, ChangedHosting}},
		"name and PIN":     {fresh(), fresh(hasPIN, func(n *api.Number) { n.Name = "Rose" }), nil},
	} {
		if got := changedBetween(c.before, c.now); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func otherDisplay(n *api.Number) { n.Display = "+852 9123 0199" }

// An id that is another phone number by now stops the work wherever it is, and
// nothing goes on with what was found out about the first.
func TestAnotherPhoneUnderTheSameID(t *testing.T) {
	t.Parallel()
	for _, d := range Declarations() {
		n := usual(d.State)
		s := at(d.State, n)
		if s.Number.ID == "" || s.Job.Alone() || d.State == PickNumber || inPool(d.State) {
			continue
		}
		other := n
		otherDisplay(&other)
		for _, e := range []Event{NumberRead{other}, FactsRead{other, settings("")}} {
			w := walkFrom(t, s).world(e).in(PickNumber).card(AdviseChanged, ActDismiss).idle()
			if !slices.Equal(w.s.Problem.Changed, []FactChange{ChangedDisplay}) || w.s.Number.ID != "" || !w.s.PIN.Value.Empty() || w.s.Settle.Err != nil || w.s.Confirm.Given {
				t.Errorf("%s: card %+v, number %+v", d.State, w.s.Problem, w.s.Number)
			}
			// Chosen again it is the operator's, and begins anew.
			w.hand(ProblemDismissed{}).hand(NumberPicked{firstID}).in(PickNumber, ReadNumber{ID: firstID}).world(NumberRead{other})
			if w.s.Number.Display != other.Display || w.s.Phone.E164 != "+85291230199" || len(w.s.Checks.Answers) > 0 {
				t.Errorf("%s: taken up as %+v", d.State, w.s.Phone)
			}
		}
		// The same number written otherwise, or left out, is none, and what is left out is not forgotten.
		for _, display := range []string{"85291230100", "+852-9123-0100", ""} {
			n.Display = display
			for _, e := range []Event{NumberRead{n}, FactsRead{n, settings("")}} {
				w := walkFrom(t, s).world(e)
				if p := w.s.Problem; p != nil && slices.Contains(p.Changed, ChangedDisplay) || w.s.Number.ID != firstID || w.s.Number.Display == "" {
					t.Errorf("%s, %q: in %s with %+v", d.State, display, w.s.State, w.s.Number)
				}
			}
		}
	}
}

// So does the look right before a counted request, of which nothing was sent.
func TestAnotherPhoneRightBeforeARequest(t *testing.T) {
	t.Parallel()
	for call, w := range map[api.Endpoint]*walk{
		api.Register:    walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}),
		api.RequestCode: walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"}),
		api.VerifyCode:  walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("918273")}),
	} {
		of := w.s.Counter(call)
		w.world(Overtaken{Call: call, Number: fresh(otherDisplay), Changed: []FactChange{ChangedDisplay}}).in(PickNumber).card(AdviseChanged, ActDismiss).idle()
		if n := w.s.Budget.Used(of, w.now); n != 0 || !w.s.PIN.Value.Empty() || w.s.Number.ID != "" {
			t.Errorf("%s: %d requests counted, %+v at hand", call, n, w.s.Number)
		}
	}
	w := walkFrom(t, at(PoolCode, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(Overtaken{Call: api.RequestPreverifiedCode, Pooled: api.Preverified{ID: unprovenID, Phone: "85291230199"}, Changed: []FactChange{ChangedDisplay}})
	w.in(Pool, ReadPool{Business: poolOwner}).card(AdviseChanged, ActDismiss)
	if n := w.s.Budget.Used(w.s.Counter(api.RequestPreverifiedCode), w.now); n != 0 {
		t.Errorf("%d requests counted", n)
	}
}

// What was added, or claimed, is the number that was typed.
func TestAnotherPhoneThanWasAdded(t *testing.T) {
	t.Parallel()
	typed := samples("NumberTyped")[0]
	w := walkFrom(t, at(AddNumber, fresh())).hand(typed).world(NumberAdded{otherID}).in(AddNumber, ReadNumber{ID: otherID})
	w.world(NumberRead{fresh(another, otherDisplay)}).in(PickNumber).card(AdviseChanged, ActDismiss)

	w = walkFrom(t, at(PoolAdd, fresh())).hand(typed).world(PooledAdded{"109430352240199"}).in(PoolAdd, ReadPooled{"109430352240199"})
	w.world(PooledRead{api.Preverified{ID: "109430352240199", Phone: "85291230199"}}).in(Pool, ReadPool{Business: poolOwner}).card(AdviseChanged, ActDismiss)
	if w.s.Pool.At.ID != "" {
		t.Errorf("at hand %+v", w.s.Pool.At)
	}
	for _, state := range []State{PoolCode, PoolEnter} {
		w = walkFrom(t, at(state, fresh())).world(PooledRead{api.Preverified{ID: unprovenID, Phone: "85291230199", Verification: api.Unverified}})
		w.in(Pool, ReadPool{Business: poolOwner}).card(AdviseChanged, ActDismiss)
	}
}

// A number without an id that could be asked for is not taken.
func TestANumberWithoutAnIDIsNotTaken(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", " ", "12", "+85291230100", "../register", "106540352242922x"} {
		w := walkFrom(t, at(PickNumber, fresh())).hand(NumberPicked{api.PhoneNumberID(id)})
		w.in(PickNumber).card(AdviseUnreadable, ActDismiss).idle()
		s := at(Pool, fresh())
		s.Pool.Numbers = append(s.Pool.Numbers, provenLater(api.Preverified{ID: api.PreverifiedID(id), Phone: "85291230199"}))
		for _, use := range []bool{true, false} {
			walkFrom(t, s).hand(PooledChosen{api.PreverifiedID(id), use}).in(Pool).card(AdviseUnreadable, ActDismiss).idle()
		}
		if owner := ownPool(Session{}, api.Account{Owner: struct {
			ID   api.BusinessID `json:"id"`
			Name string         `json:"name"`
		}{ID: api.BusinessID(id)}}); owner != "" {
			t.Errorf("the pool of %q", owner)
		}
	}
}

package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// smb is Meta's no to registering a number that is half shared, while nothing that it
// shows says so (field).
func smb() Failed {
	return refusal(api.Register, 100, 0, func(e *api.Error) { e.Message = "Register endpoint is not available for SMB businesses." })
}

// hosted is a number that reads like any other.
func hosted(n *api.Number) { n.Platform = api.PlatformCloud }

func facts(n api.Number) FactsRead { return FactsRead{n, settings("")} }

// refusedOnce is on the review, with the first register refused.
func refusedOnce(t *testing.T, n api.Number, f Failed) *walk {
	t.Helper()
	return walkFrom(t, at(Review, n)).hand(RegisterAsked{}).in(Register, registerCall).world(f).in(Review)
}

// TestARefusalOutweighsTheFacts: what contradicts Meta's own no does not lead past it.
func TestARefusalOutweighsTheFacts(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted)
	w := refusedOnce(t, n, smb()).card(AdviseSMB, ActGo).hand(AdviceTaken{}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedySharedUnseen {
		t.Fatalf("remedy %s", w.s.Checks.Remedy)
	}
	w.hand(WayChosen{eligibility.RemedyCoexistence})
	for range 2 {
		w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{n}).in(Remedy).idle()
		if r, is := w.s.Refused(); w.s.Notice != NoticeStillRefused || !is || r.Said != "Register endpoint is not available for SMB businesses." || r.Code != 100 {
			t.Errorf("notice %q, %+v", w.s.Notice, r)
		}
	}
	// The ways out are two, and either asks once more before it is sent: back, or on
	// once all of the remedy was done.
	done := *w
	w.hand(BackAsked{}).in(Remedy).hand(BackAsked{}).in(Review) // by way of the ways
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}).world(facts(n)).in(Review).idle()
	if w.s.Notice != NoticeRefused {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(RegisterAsked{}).in(Register, registerCall).world(smb()).in(Review).hand(ProblemDismissed{})
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}) // each one is asked for

	w = &done
	w.hand(StepTicked{"disconnect"}).hand(RemedyDone{}).world(NumberRead{n}).in(Remedy).hand(RemedyDone{}).world(NumberRead{n}).in(ChoosePIN)
	w.hand(PINChosen{NewPIN, pin("493027")}).world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).world(facts(n))
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})

	// A fact has changed: the number stands where it stands. The status of a shared one
	// alternates by itself.
	changed := fresh(verified)
	alternated := fresh(verified, hosted, func(n *api.Number) { n.Status = api.StatusDisconnected })
	end := WayChosen{eligibility.RemedyCoexistence}
	refusedOnce(t, n, smb()).hand(AdviceTaken{}).hand(end).hand(RemedyDone{}).world(NumberRead{alternated}).in(Remedy)
	w = refusedOnce(t, n, smb()).hand(AdviceTaken{}).hand(end).hand(RemedyDone{}).world(NumberRead{changed}).in(ChoosePIN)
	if _, is := w.s.RefusalOf(api.Register); is {
		t.Error("it is remembered after a fact has changed")
	}
}

// TestSharedAndNotShown: where only Meta's no says that the Business app shares the number,
// finishing the pairing is offered beside ending it. Where a fact says how far it is, that is
// gone by.
func TestSharedAndNotShown(t *testing.T) {
	t.Parallel()
	onApp := func(n *api.Number) { n.OnBusinessApp = true }
	for _, c := range []struct {
		n    api.Number
		want eligibility.RemedyID
	}{
		{fresh(), eligibility.RemedySharedUnseen}, {fresh(verified, hosted), eligibility.RemedySharedUnseen},
		{fresh(onApp), eligibility.RemedyFinishSharing}, {fresh(halfway), eligibility.RemedyFinishSharing},
		{fresh(shared), eligibility.RemedyCoexistence},
	} {
		for _, call := range []api.Endpoint{api.Register, api.RequestCode} {
			f := refusal(call, 100, 0, message("Register endpoint is not available for SMB businesses."))
			s := at(Review, c.n)
			if call == api.RequestCode {
				s = at(CodeMethod, c.n)
			}
			if a := Advise(f, s); a.Act != ActGo || a.To != Remedy || a.Help != c.want {
				t.Errorf("%s of %+v leads to %s %q, want %q", call, c.n, a.To, a.Help, c.want)
			}
		}
	}

	told := func(n *api.Number) { n.Told.OnBusinessApp = true }
	n := fresh(verified, hosted, told)
	w := refusedOnce(t, n, smb()).hand(AdviceTaken{}).in(Remedy).hand(WayChosen{eligibility.RemedyFinishSharing}).tickAll()
	w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{n}).in(Remedy).idle()
	if w.s.Notice != NoticeStillRefused || w.s.Checks.Remedy != eligibility.RemedyFinishSharing {
		t.Errorf("notice %q in %s", w.s.Notice, w.s.Checks.Remedy)
	}
	back := *w
	back.hand(BackAsked{}).in(Remedy).idle()
	if back.s.Checks.Remedy != eligibility.RemedySharedUnseen {
		t.Errorf("back is %s", back.s.Checks.Remedy)
	}
	w = refusedOnce(t, n, smb()).hand(AdviceTaken{}).hand(WayChosen{eligibility.RemedyFinishSharing}).tickAll()
	w.hand(RemedyDone{}).world(NumberRead{fresh(shared, told)}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyCoexistence {
		t.Errorf("it is shared by now, and leads to %s", w.s.Checks.Remedy)
	}
	walkFrom(t, refusedOnce(t, n, smb()).hand(AdviceTaken{}).s).hand(BackAsked{}).in(Review) // out of the ways
}

// TestWhichRefusalsAreRemembered tells those that count against unchanged facts from
// those that do not.
func TestWhichRefusalsAreRemembered(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted)
	with := func(text string) func(*api.Error) { return func(e *api.Error) { e.Details = text } }
	for name, c := range map[string]struct {
		no   Failed
		want bool
	}{
		"shared":             {smb(), true},
		"verify again":       {refusal(api.Register, 133006, 0), true},
		"no certificate":     {refusal(api.Register, 100, 2388001), true},
		"policy":             {refusal(api.Register, 368, 0), true},
		"an unknown code":    {refusal(api.Register, 987654, 0), true},
		"another PIN":        {refusal(api.Register, 133005, 0), false},
		"the PIN's form":     {refusal(api.Register, 100, 0, with("The PIN has a wrong form")), false},
		"guessed too fast":   {refusal(api.Register, 133009, 0, with("in 8 hours")), false},
		"too many":           {refusal(api.Register, 133016, 0), false},
		"just deleted":       {refusal(api.Register, 133015, 0), false},
		"the token":          {refusal(api.Register, 10, 0, with("permission")), true},
		"Meta's own trouble": {refusal(api.Register, 131000, 0), true},
		"the region":         {refusal(api.Register, 100, 0, with("Expected data localization region: 'IN'")), true},
	} {
		w := refusedOnce(t, n, c.no)
		if _, is := w.s.RefusalOf(api.Register); is != c.want {
			t.Errorf("%s: remembered %t", name, is)
		}
	}
}

// TestMetaSaysThatItIsInUse: a verified number that Meta will not register because it is in
// use leads to the question where, whatever its facts say, and to no other code.
func TestMetaSaysThatItIsInUse(t *testing.T) {
	t.Parallel()
	n := fresh(verified)
	for name, f := range map[string]Failed{
		"a certificate": refusal(api.Register, 100, 2388001),
		"an account":    refusal(api.Register, 100, 2388001, func(e *api.Error) { e.UserMessage = "This number is registered to an existing WhatsApp account." }),
		"registered":    refusal(api.Register, 100, 2388024, message("Phone number is already registered")),
	} {
		w := refusedOnce(t, n, f).hand(AdviceTaken{}).in(Eligibility, ReadNumber{ID: firstID}).world(NumberRead{n}).in(Eligibility).idle()
		asked := slices.ContainsFunc(w.s.Checks.Results, func(r eligibility.Result) bool { return r.Ask == eligibility.QuestionInUse })
		if !asked {
			t.Errorf("%s: nobody is asked where it is in use: %+v", name, w.s.Checks.Results)
		}
		for answer, want := range map[eligibility.Answer]State{eligibility.AnswerNotUsed: ChoosePIN, eligibility.AnswerOnBusinessApp: Remedy} {
			told := *w
			told.hand(Answered{eligibility.QuestionInUse, answer}).hand(Answered{eligibility.QuestionScaled, eligibility.AnswerYes})
			told.hand(Answered{eligibility.QuestionRoom, eligibility.AnswerYes}).hand(ChecklistDone{}).in(want)
		}
	}
}

// TestWhatLiftsARefusal: what was chosen anew, or proven, is another request.
func TestWhatLiftsARefusal(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted)
	vague, known := refusal(api.Register, 987654, 0), smb()
	still := func(name string, w *walk, want bool) {
		t.Helper()
		if _, is := w.s.RefusalOf(api.Register); is != want {
			t.Errorf("%s: remembered %t", name, is)
		}
	}
	edit := func(f Failed, p PINChosen) *walk {
		return refusedOnce(t, n, f).hand(ProblemDismissed{}).hand(EditAsked{ChoosePIN}).hand(p).in(Review, ReadFacts{firstID})
	}
	other := PINChosen{PresentPIN, pin("204816")}
	still("another PIN, the cause is not known", edit(vague, other), false)
	still("another PIN, the cause is known", edit(known, other), true)
	same := refusedOnce(t, n, vague)
	still("the same PIN", edit(vague, PINChosen{same.s.PIN.Mode, same.s.PIN.Value}), true)

	w := refusedOnce(t, n, refusal(api.Register, 133006, 0)).hand(AdviceTaken{}).in(CodeMethod)
	still("on the way to a code", w, true)
	w.hand(CodeAsked{api.SMS, "en"}).world(CodeSent{}).hand(CodeTyped{pin("123456")}).world(CodeAccepted{}).in(ChoosePIN, ReadNumber{ID: firstID})
	still("a code was accepted", w, false)

	untold := at(Review, n)
	untold.Token = api.TokenInfo{}
	w = walkFrom(t, untold).hand(RegisterAsked{})
	w.world(refusal(api.Register, 10, 0)).in(Review).card(AdvisePermission, ActGo)
	still("the token may not", w, true)
	if effects := w.s.refusalEffects(untold); len(effects) > 0 {
		t.Errorf("the journal is told: %v", effects)
	}
	w.hand(AdviceTaken{}).in(Connect).hand(AccountGiven{Token: pin("EAAG-other"), Account: wabaID}).world(opened()).in(Review, ReadFacts{firstID})
	still("another token may", w, false)

	still("it passes by itself", refusedOnce(t, n, known).hand(ProblemDismissed{}).hand(RegisterAsked{}).world(facts(n)).hand(RegisterAsked{}).
		in(Register, registerCall).world(refusal(api.Register, 131000, 0)), true)
	still("another answer", refusedOnce(t, n, known).hand(ProblemDismissed{}).hand(RegisterAsked{}).world(facts(n)).hand(RegisterAsked{}).
		in(Register, registerCall).world(refusal(api.Register, 133005, 0)), false)
}

// TestARefusedCodeIsAskedForOnceMore: a code that was refused because the number is in
// use is not asked for again by one key, unless its remedy was gone through.
func TestARefusedCodeIsAskedForOnceMore(t *testing.T) {
	t.Parallel()
	n := fresh()
	ask := CodeAsked{api.SMS, "en"}
	refused := func() *walk {
		w := walkFrom(t, at(CodeMethod, n)).hand(ask).in(CodeMethod, SendCode{firstID, api.SMS, "en"})
		return w.world(refusal(api.RequestCode, 136024, 2388091)).in(CodeMethod)
	}
	w := refused().hand(ProblemDismissed{}).hand(ask).in(CodeMethod, ReadNumber{ID: firstID}).world(NumberRead{n}).in(CodeMethod).idle()
	if w.s.Notice != NoticeRefused {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(ask).in(CodeMethod, SendCode{firstID, api.SMS, "en"})

	leave := func() *walk {
		w := refused()
		w.s.Problem.Advice = Advice{ID: AdviseInUse, Act: ActGo, To: Remedy, Help: eligibility.RemedyLeaveApp}
		r := w.s.refusals[w.s.Counter(api.RequestCode)]
		r.Help = eligibility.RemedyLeaveApp
		w.s.remember(r)
		return w.hand(AdviceTaken{}).in(Remedy)
	}
	w = leave().hand(RemedyDone{}).world(NumberRead{n}).in(Remedy)
	if w.s.Notice != NoticeStillRefused {
		t.Errorf("notice %q", w.s.Notice)
	}
	w = leave()
	for _, step := range eligibility.WalkOf(eligibility.RemedyLeaveApp).Steps {
		w.hand(StepTicked{step.ID})
	}
	w.after(time.Hour).hand(RemedyDone{}).world(NumberRead{n}).in(Eligibility) // no fact shows that the app let go
	if _, is := w.s.RefusalOf(api.RequestCode); is {
		t.Error("it is remembered after the walk")
	}
}

// TestARefusalComesFromTheJournal: the next run knows it too, by a word and numbers.
func TestARefusalComesFromTheJournal(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted, named(api.NamePendingReview))
	r, is := refusedOnce(t, n, refusal(api.Register, 100, 2388001)).s.RefusalOf(api.Register)
	if !is || r.Reason() != "no_certificate 100/2388001" {
		t.Fatalf("%+v", r)
	}
	told := ReadRefusal(api.Register, r.At, r.Reason(), FactsText(n))
	if told.Advice != AdviseCertificate || told.Code != 100 || told.Subcode != 2388001 || !told.At.Equal(r.At) {
		t.Errorf("%+v", told)
	}
	next := func(now api.Number) *walk {
		return walkFrom(t, at(Review, now)).world(JournalOpened{Number: firstID, Refused: []Refusal{told}}).in(Review)
	}
	next(n).hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
	next(fresh(verified, hosted, named(api.NameApproved))).hand(RegisterAsked{}).in(Register, registerCall)
}

// TestARefusalIsToldToTheJournal says it once, and not one that the journal told of.
func TestARefusalIsToldToTheJournal(t *testing.T) {
	t.Parallel()
	s := at(Review, fresh(verified, hosted))
	s.Want.Recorded, s.Record = true, Record{Open: true, Number: firstID}
	w := walkFrom(t, s).hand(RegisterAsked{})
	_, commands := w.m.Step(w.s, Input{Event: smb(), At: w.now, Generation: w.s.Generation})
	told := 0
	for _, c := range commands {
		if e, is := c.Effect.(JournalRefusal); is {
			told++
			if e.Reason != "shared 100" || e.Of != (Counter{firstID, api.Register}) {
				t.Errorf("%+v", e)
			}
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

// TestANameIsNotRegisteredAgainUnasked: registering once more for a name counts as well.
func TestANameIsNotRegisteredAgainUnasked(t *testing.T) {
	t.Parallel()
	waiting := fresh(connected, func(n *api.Number) { n.NewName, n.NewNameStatus = "Petal Post", api.NameApproved })
	chosen, look := PINChosen{PresentPIN, pin("715293")}, ReadNumber{firstID, true}
	send := RegisterNumber{firstID, api.Registration{PIN: pin("715293")}}
	w := walkFrom(t, at(RegisterName, waiting)).hand(chosen).world(NumberRead{waiting}).in(RegisterName, send).world(smb()).hand(ProblemDismissed{})
	w.hand(chosen).in(RegisterName, look).world(NumberRead{waiting}).in(RegisterName).idle()
	if w.s.Notice != NoticeRefused {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(chosen).in(RegisterName, look).world(NumberRead{waiting}).in(RegisterName, send)
}

// TestANewRefusalRestartsItsWalk: what was ticked before did not help, so the walk is gone
// through anew, or a word asks.
func TestANewRefusalRestartsItsWalk(t *testing.T) {
	t.Parallel()
	tickOne := func(w *walk) *walk {
		steps, _ := w.s.Walk()
		return w.hand(StepTicked{steps.Steps[0].ID})
	}
	ticked := func(w *walk) int { _, p := w.s.Walk(); return len(p.Ticked) }
	n := fresh(verified, hosted)
	for name, no := range map[string]Failed{
		"too many":      refusal(api.Register, 100, 2388386),
		"too many here": refusal(api.Register, 100, 2388112),
	} {
		w := tickOne(refusedOnce(t, n, no).card(AdviseCap, ActGo).hand(AdviceTaken{}).in(Remedy))
		w.hand(RemedyDone{}).in(Remedy, OpenAccount{w.s.Target}).world(opened()).world(NumberRead{n}).in(ChoosePIN)
		if _, is := w.s.RefusalOf(api.Register); is {
			t.Fatalf("%s: the finished walk lifts nothing", name)
		}
		again := at(Review, n)
		again.refusals, again.Checks.Walks = w.s.refusals, w.s.Checks.Walks
		w = walkFrom(t, again).hand(RegisterAsked{}).in(Register, registerCall).world(no).card(AdviseCap, ActGo).hand(AdviceTaken{}).in(Remedy)
		if ticked(w) != 0 {
			t.Errorf("%s: it is still ticked", name)
		}
		w.hand(RemedyDone{}).world(opened()).world(NumberRead{n}).in(ChoosePIN)
		if _, is := w.s.RefusalOf(api.Register); !is {
			t.Errorf("%s: the next one goes out unasked", name)
		}
	}
	code := fresh()
	app := message("This number is registered to the WhatsApp Business app.")
	for name, no := range map[string]Failed{
		"policy": refusal(api.RequestCode, 368, 0), "restricted": refusal(api.RequestCode, 131031, 0),
		"app, 200": refusal(api.RequestCode, 200, 0, app), "app, 10": refusal(api.RequestCode, 10, 0, app),
		"app, 100": refusal(api.RequestCode, 100, 0, app), "app, 136024": refusal(api.RequestCode, 136024, 0, app),
	} {
		s := at(CodeMethod, code)
		for range 2 {
			w := walkFrom(t, s).hand(CodeAsked{api.SMS, "en"}).in(CodeMethod, SendCode{firstID, api.SMS, "en"}).world(no).in(CodeMethod)
			if w.s.Problem.Advice.To != Remedy {
				break // it asks where the number is in use, and no walk is behind that key
			}
			if w.hand(AdviceTaken{}).in(Remedy); ticked(w) != 0 {
				t.Errorf("%s: it is still ticked", name)
			}
			w.hand(RemedyDone{}).world(NumberRead{code}).in(Remedy)
			if w.s.Notice != NoticeStillRefused {
				t.Errorf("%s: notice %q", name, w.s.Notice)
			}
			w.tickAll().after(time.Hour).hand(RemedyDone{}).world(NumberRead{code}).in(Eligibility)
			next := at(CodeMethod, code)
			next.refusals, next.Checks.Walks = w.s.refusals, w.s.Checks.Walks
			s = next
		}
	}
	// Meta says that it is in use, and not where: the walk that was to end that is open again.
	s := at(CodeMethod, code)
	s.Checks.Walks = map[eligibility.RemedyID]Progress{
		eligibility.RemedyLeaveApp: {Ticked: []eligibility.StepID{"delete"}, Until: t0.Add(-time.Minute)},
		eligibility.RemedyIVR:      {Ticked: []eligibility.StepID{"redirect"}},
	}
	w := walkFrom(t, s).hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestCode, 136024, 2388091)).card(AdviseInUse, ActGo)
	left, ivr := w.s.Checks.Walks[eligibility.RemedyLeaveApp], w.s.Checks.Walks[eligibility.RemedyIVR]
	if len(left.Ticked) != 0 || left.Until.IsZero() || len(ivr.Ticked) != 1 || len(s.Checks.Walks[eligibility.RemedyLeaveApp].Ticked) != 1 {
		t.Errorf("%+v", w.s.Checks.Walks)
	}
}

// TestAFactThatWasNotReadIsNoChange: a shorter answer lifts no refusal.
func TestAFactThatWasNotReadIsNoChange(t *testing.T) {
	t.Parallel()
	full := fresh(verified, hosted, named(api.NameApproved), func(n *api.Number) {
		n.LastOnboarded, n.OnBusinessApp, n.Told.OnBusinessApp = api.Time{Time: t0.Add(-time.Hour)}, false, true
		n.NewNameStatus = api.NamePendingReview
	})
	for _, no := range []Failed{refusal(api.Register, 987654, 0), smb()} {
		for name, poorer := range map[string]func(*api.Number){
			"onboarded": func(n *api.Number) { n.LastOnboarded = api.Time{} },
			"shared":    func(n *api.Number) { n.Told.OnBusinessApp = false },
			"platform":  func(n *api.Number) { n.Platform = "" },
			"name":      func(n *api.Number) { n.NameStatus, n.NewNameStatus = "", "" },
			"all":       func(n *api.Number) { *n = api.Number{ID: n.ID, Display: n.Display} },
		} {
			for _, first := range []bool{true, false} { // or it was not read before
				was, now := full, full
				if poorer(&now); first {
					was, now = now, was
				}
				w := refusedOnce(t, was, no)
				w.s.store(now, t0)
				if _, is := w.s.RefusalOf(api.Register); !is {
					t.Errorf("%s, first %t: forgotten", name, first)
				}
			}
		}
		again := full
		again.LastOnboarded.Time = t0
		w := refusedOnce(t, full, no)
		w.s.store(again, t0)
		if _, is := w.s.RefusalOf(api.Register); is {
			t.Error("remembered after another Embedded Signup")
		}
	}
}

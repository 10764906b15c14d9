package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

// leaves has an answer name how long Meta wants to be left alone.
func leaves(d time.Duration) func(*api.Error) { return func(e *api.Error) { e.RetryAfter = d } }

// TestNoSecondRegisterUnasked: after whatever no of Meta's the next request is asked for
// once more, or waits until the moment that Meta named.
func TestNoSecondRegisterUnasked(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted)
	const while = 17 * time.Minute
	for name, c := range map[string]struct {
		no    Failed
		waits time.Duration // 0 for asked once more
	}{
		"guessed too often":          {refusal(api.Register, 133008, 0), 0},
		"guessed too fast":           {refusal(api.Register, 133009, 0), 0},
		"guessed too fast, and when": {refusal(api.Register, 133009, 0, leaves(while)), while},
		"busy":                       {refusal(api.Register, 80007, 0), 0},
		"busy, and when":             {refusal(api.Register, 80007, 0, leaves(while)), while},
		"calls":                      {refusal(api.Register, 4, 0), 0},
		"calls, and when":            {refusal(api.Register, 4, 0, leaves(while)), while},
		"offline":                    {refusal(api.Register, 2494100, 0), 0},
		"offline, and when":          {refusal(api.Register, 2494100, 0, leaves(while)), while},
		"maintenance":                {refusal(api.Register, 131057, 0, status(503)), time.Minute},
		"maintenance, and when":      {refusal(api.Register, 131057, 0, leaves(while)), while},
		"out of service":             {refusal(api.Register, 133004, 0), 0},
		"out of service, and when":   {refusal(api.Register, 133004, 0, leaves(while)), while},
		"unavailable, and when":      {refusal(api.Register, 131016, 0, leaves(while)), while},
		"rate, and when":             {refusal(api.Register, 613, 0, leaves(while)), while},
		"deleted":                    {refusal(api.Register, 133015, 0), 5 * time.Minute},
		"unknown":                    {refusal(api.Register, 987654, 0), 0},
		"permission":                 {refusal(api.Register, 10, 0), 0},
	} {
		w := refusedOnce(t, n, c.no).hand(ProblemDismissed{}).hand(RegisterAsked{})
		if c.waits == 0 {
			if w.in(Review, ReadFacts{firstID}); w.s.Notice != NoticeRefused || w.s.Confirm.Given {
				t.Errorf("%s: notice %q", name, w.s.Notice)
			}
			w.world(facts(n)).in(Review).idle().hand(RegisterAsked{}).in(Register, registerCall)
			continue
		}
		w.in(Review).idle().card(AdviseBudget, ActNothing)
		if p := w.s.Problem; !p.Known || p.Until.Sub(t0) < c.waits || p.Until.Sub(t0) > c.waits+time.Minute {
			t.Errorf("%s: until %s, known %t", name, p.Until.Sub(t0), p.Known)
		}
		over := *w
		over.hand(OverrideAsked{}).in(Review, ReadFacts{firstID}).world(facts(n)).in(Register, registerCall)
		w.after(c.waits).hand(ProblemDismissed{}).hand(RegisterAsked{}).in(Review, ReadFacts{firstID}).world(facts(n)).in(Register, registerCall)
	}
}

// TestNoSecondCodeUnasked is the same for a code, which nobody publishes a limit of.
func TestNoSecondCodeUnasked(t *testing.T) {
	t.Parallel()
	n := fresh()
	ask, send := CodeAsked{api.SMS, "en"}, SendCode{firstID, api.SMS, "en"}
	for name, c := range map[string]struct {
		no   Failed
		call bool // by a phone call it is another request
	}{
		"verified":      {refusal(api.RequestCode, 136024, 0, message("It is already verified")), false},
		"not migrating": {refusal(api.RequestCode, 2388091, 0, message("not eligible to receive a code for migrating")), false},
		"not entitled":  {refusal(api.RequestCode, 10, 0), false},
		"parameter":     {refusal(api.RequestCode, 100, 0), true},
		"unknown":       {refusal(api.RequestCode, 987654, 0), true},
		"not sent":      {refusal(api.RequestCode, 100, 2388004), true},
		"offline":       {refusal(api.RequestCode, 2494100, 0), false},
		"calls":         {refusal(api.RequestCode, 4, 0), false},
	} {
		w := walkFrom(t, at(CodeMethod, n)).hand(ask).world(c.no).in(CodeMethod).hand(ProblemDismissed{})
		other := *w
		w.hand(ask).in(CodeMethod, ReadNumber{ID: firstID}).world(NumberRead{n}).in(CodeMethod).idle()
		if w.s.Notice != NoticeRefused {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
		w.hand(ask).in(CodeMethod, send)
		other.hand(CodeAsked{api.Voice, "en"})
		if c.call {
			other.in(CodeMethod, SendCode{firstID, api.Voice, "en"})
		} else {
			other.in(CodeMethod, ReadNumber{ID: firstID})
		}
	}
	for _, code := range []int{4, 2494100, 80007, 133004} {
		w := walkFrom(t, at(CodeMethod, n)).hand(ask).world(refusal(api.RequestCode, code, 0, leaves(time.Hour))).in(CodeMethod)
		w.hand(ProblemDismissed{}).hand(ask).in(CodeMethod).idle().card(AdviseBudget, ActNothing)
		if !w.s.Problem.Known {
			t.Errorf("%d: the wait is said to be a guess", code)
		}
		over := *w
		over.hand(OverrideAsked{}).in(CodeMethod, send)
		w.after(time.Hour).hand(ProblemDismissed{}).hand(ask).in(CodeMethod, send)
	}
}

// TestNoSecondGuessUnasked: a code that was wrong is typed anew, and what else Meta said no
// to is asked about.
func TestNoSecondGuessUnasked(t *testing.T) {
	t.Parallel()
	n := fresh()
	typed, send := CodeTyped{pin("918273")}, HandInCode{firstID, pin("918273")}
	refused := func(f Failed) *walk {
		return walkFrom(t, at(EnterCode, n)).hand(typed).in(EnterCode, send).world(f).in(EnterCode).hand(ProblemDismissed{})
	}
	w := refused(refusal(api.VerifyCode, 4, 0)).hand(typed).in(EnterCode, ReadNumber{ID: firstID}).world(NumberRead{n}).in(EnterCode).idle()
	if r, is := w.s.Refused(); w.s.Notice != NoticeRefused || !is || r.Call != api.VerifyCode {
		t.Errorf("notice %q, %+v", w.s.Notice, r)
	}
	w.hand(typed).in(EnterCode, send)
	w = refused(refusal(api.VerifyCode, 4, 0)).hand(NewCodeAsked{}).hand(CodeAsked{api.SMS, "en"}).world(CodeSent{}).in(EnterCode)
	w.hand(typed).in(EnterCode, send) // another code was sent
	refused(refusal(api.VerifyCode, 4, 0, leaves(time.Hour))).hand(typed).in(EnterCode).idle().card(AdviseBudget, ActNothing)
	refused(refusal(api.VerifyCode, 136025, 0)).hand(typed).in(EnterCode, send)
}

// TestTheSamePINAgainIsAskedAbout: a new one goes out, and so does the same one after Meta
// took it.
func TestTheSamePINAgainIsAskedAbout(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted, func(n *api.Number) { n.PINEnabled = yes() })
	s := at(Review, n)
	s.PIN.Mode = PresentPIN
	refused := func(p PINChosen) *walk {
		w := walkFrom(t, s).hand(RegisterAsked{}).in(Register, registerCall).world(refusal(api.Register, 133005, 0)).card(AdvisePIN, ActGo)
		return w.hand(AdviceTaken{}).in(ChoosePIN).hand(p)
	}
	same := s.PIN.Value
	w := refused(PINChosen{PresentPIN, pin("204816")}).in(Review, ReadFacts{firstID}).world(facts(n)).hand(RegisterAsked{})
	w.in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("204816")}})

	w = refused(PINChosen{PresentPIN, same}).in(Review, ReadFacts{firstID}).world(facts(n))
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
	if w.s.Notice != NoticeRefused {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.world(facts(n)).hand(RegisterAsked{}).in(Register, registerCall)

	// Another one, and back to the first.
	w = refused(PINChosen{PresentPIN, pin("204816")}).world(facts(n)).hand(EditAsked{ChoosePIN}).hand(PINChosen{PresentPIN, same}).world(facts(n))
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})

	w = refused(PINChosen{ReplacePIN, same}).in(ChoosePIN, ReplacePINOf{firstID, same}).world(PINSet{&n}).in(Review, ReadFacts{firstID})
	w.world(facts(n)).hand(RegisterAsked{}).in(Register, registerCall)
}

// TestALimitOutlastsNoRefusal: one that passes by itself does not take the place of what
// was in the way before.
func TestALimitOutlastsNoRefusal(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted)
	w := refusedOnce(t, n, smb()).hand(ProblemDismissed{}).hand(RegisterAsked{}).world(facts(n)).hand(RegisterAsked{}).in(Register, registerCall)
	w.world(refusal(api.Register, 80007, 0, leaves(time.Minute))).in(Review).hand(ProblemDismissed{}).after(2 * time.Minute)
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
	if r, _ := w.s.Refused(); w.s.Notice != NoticeRefused || r.Advice != AdviseSMB {
		t.Errorf("notice %q, %+v", w.s.Notice, r)
	}
}

// page is what something between here and Meta answers.
func page(call api.Endpoint, code int, wait time.Duration) Failed {
	return refusal(call, 0, 0, status(code), leaves(wait), func(e *api.Error) { e.Body = "<html><title>Blocked</title></html>" })
}

// TestNotDoneIsARefusal: {"success":false} is a no without a word why.
func TestNotDoneIsARefusal(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted)
	no := func(call api.Endpoint) Failed { return Failed{call, api.ErrNotDone} }
	asks := func(w *walk, call api.Endpoint) *walk {
		t.Helper()
		if r, is := w.s.Refused(); w.s.Notice != NoticeRefused || !is || r.Call != call || r.Advice != AdviseNotDone || r.Unclear {
			t.Errorf("%s: notice %q, %+v", call, w.s.Notice, r)
		}
		return w
	}
	w := refusedOnce(t, n, no(api.Register)).hand(ProblemDismissed{})
	other := *w
	w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}).world(facts(n)).in(Review)
	asks(w, api.Register).hand(RegisterAsked{}).in(Register, registerCall)
	other.hand(EditAsked{ChoosePIN}).hand(PINChosen{PresentPIN, pin("204816")}).world(facts(n))
	other.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("204816")}})

	ask, send := CodeAsked{api.SMS, "en"}, SendCode{firstID, api.SMS, "en"}
	w = walkFrom(t, at(CodeMethod, fresh())).hand(ask).world(no(api.RequestCode)).in(CodeMethod).hand(ProblemDismissed{})
	w.hand(ask).in(CodeMethod, ReadNumber{ID: firstID}).world(NumberRead{fresh()})
	asks(w, api.RequestCode).hand(ask).in(CodeMethod, send)

	typed := CodeTyped{pin("918273")}
	w = walkFrom(t, at(EnterCode, fresh())).hand(typed).world(no(api.VerifyCode)).in(EnterCode).hand(ProblemDismissed{})
	w.hand(typed).in(EnterCode, ReadNumber{ID: firstID}).world(NumberRead{fresh()})
	asks(w, api.VerifyCode).hand(typed).in(EnterCode, HandInCode{firstID, pin("918273")})

	waiting := fresh(connected, func(n *api.Number) { n.NewName, n.NewNameStatus = "Petal Post", api.NameApproved })
	chosen := PINChosen{PresentPIN, pin("715293")}
	w = walkFrom(t, at(RegisterName, waiting)).hand(chosen).world(NumberRead{waiting}).world(no(api.Register)).hand(ProblemDismissed{})
	asks(w.hand(chosen).world(NumberRead{waiting}).in(RegisterName), api.Register)
}

// TestAnUnclearAnswerAboutACodeIsAskedAbout: a drop, torn JSON, or what a gateway says. Its
// wait is kept, and no longer than it says.
func TestAnUnclearAnswerAboutACodeIsAskedAbout(t *testing.T) {
	t.Parallel()
	n := fresh()
	ask, send := CodeAsked{api.SMS, "en"}, SendCode{firstID, api.SMS, "en"}
	typed, guess := CodeTyped{pin("918273")}, HandInCode{firstID, pin("918273")}
	const while = 10 * time.Minute
	for name, f := range map[string]func(api.Endpoint) Failed{
		"drop": noAnswer, "timeout": timedOut, "torn": unreadable,
		"403":       func(c api.Endpoint) Failed { return page(c, 403, 0) },
		"429":       func(c api.Endpoint) Failed { return page(c, 429, 0) },
		"429, when": func(c api.Endpoint) Failed { return page(c, 429, while) },
		"503":       func(c api.Endpoint) Failed { return page(c, 503, 0) },
		"503, when": func(c api.Endpoint) Failed { return page(c, 503, while) },
		"Meta's":    func(c api.Endpoint) Failed { return refusal(c, 131016, 0, status(500)) },
	} {
		waits := name == "429, when" || name == "503, when"
		w := walkFrom(t, at(CodeMethod, n)).hand(ask).in(CodeMethod, send).world(f(api.RequestCode)).hand(ProblemDismissed{})
		if w.s.State == EnterCode {
			w.hand(NewCodeAsked{})
		}
		other := *w
		if w.hand(ask); waits {
			p := w.idle().card(AdviseBudget, ActNothing).s.Problem
			if !p.Known || !p.Until.Equal(t0.Add(while)) {
				t.Errorf("%s: until %s, known %t", name, p.Until.Sub(t0), p.Known)
			}
			over := *w
			over.hand(OverrideAsked{}).in(CodeMethod, send)
			w.after(while).hand(ProblemDismissed{}).hand(ask)
		}
		w.in(CodeMethod, ReadNumber{ID: firstID}).world(NumberRead{n})
		if r, is := w.s.Refused(); w.s.Notice != NoticeRefused || !is || !r.Unclear {
			t.Errorf("%s: notice %q, %+v", name, w.s.Notice, r)
		}
		w.hand(ask).in(CodeMethod, send).world(CodeSent{}).in(EnterCode)
		if _, is := w.s.RefusalOf(api.RequestCode); is {
			t.Errorf("%s: remembered after a code was sent", name)
		}
		if !waits { // by a phone call it is asked about as well
			other.hand(CodeAsked{api.Voice, "en"}).in(CodeMethod, ReadNumber{ID: firstID})
		}

		w = walkFrom(t, at(EnterCode, n)).hand(typed).in(EnterCode, guess).world(f(api.VerifyCode)).world(NumberRead{n}).in(EnterCode)
		if w.hand(ProblemDismissed{}).hand(typed); waits {
			w.in(EnterCode).idle().card(AdviseBudget, ActNothing)
			over := *w
			over.hand(OverrideAsked{}).in(EnterCode).hand(typed).in(EnterCode, guess)
			w.after(while).hand(ProblemDismissed{}).hand(typed)
		}
		w.in(EnterCode, ReadNumber{ID: firstID}).world(NumberRead{n}).in(EnterCode).idle()
		if w.s.Notice != NoticeRefused {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
		w.hand(typed).in(EnterCode, guess)
	}
	// What never left asks for nothing.
	w := walkFrom(t, at(CodeMethod, n)).hand(ask).world(offline(api.RequestCode)).hand(ProblemDismissed{}).hand(ask).in(CodeMethod, send)
	w.world(page(api.RequestCode, 407, while)).hand(ProblemDismissed{}).hand(ask).in(CodeMethod, send)
}

// TestARefusedPINIsKnownInThisRun: also after another number was at hand, and however many
// were refused.
func TestARefusedPINIsKnownInThisRun(t *testing.T) {
	t.Parallel()
	n := fresh(verified, hosted, func(n *api.Number) { n.PINEnabled = yes() })
	text := func(s string) func(*api.Error) { return func(e *api.Error) { e.Details = s } }
	for name, no := range map[string]Failed{
		"wrong":  refusal(api.Register, 133005, 0),
		"weak":   refusal(api.Register, 100, 0, text("The PIN is too weak")),
		"region": refusal(api.Register, 100, 0, text("Expected data localization region: 'IN'")),
		"12":     refusal(api.Register, 12, 0),
	} {
		s := at(Review, n)
		s.PIN.Mode = PresentPIN
		same := s.PIN.Value
		w := walkFrom(t, s).hand(RegisterAsked{}).in(Register, registerCall).world(no).in(Review)
		selectNumber(&w.s, NumberRead{fresh(another)}, t0)
		selectNumber(&w.s, NumberRead{n}, t0)
		w.s.State, w.s.Problem, w.s.PIN, w.s.FactsAt = Review, nil, PINChoice{Value: same, Mode: PresentPIN}, w.now
		w.s.RegionAtRegister = s.RegionAtRegister
		if w.hand(RegisterAsked{}).in(Review, ReadFacts{firstID}); w.s.Notice != NoticeRefused {
			t.Errorf("%s: notice %q", name, w.s.Notice)
		}
	}

	s := at(Review, n)
	s.PIN.Mode = PresentPIN
	first := PINChosen{PresentPIN, s.PIN.Value}
	no := refusal(api.Register, 133005, 0)
	w := walkFrom(t, s).hand(RegisterAsked{}).world(no).hand(AdviceTaken{}).hand(PINChosen{PresentPIN, pin("204816")}).world(facts(n))
	w.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("204816")}}).world(no).hand(AdviceTaken{})
	w.hand(first).world(facts(n)).hand(RegisterAsked{}).in(Review, ReadFacts{firstID}) // the first of two
}

// TestACautiousLockEndsWithMetasWord: a shorter time, or success, of a code and of register.
func TestACautiousLockEndsWithMetasWord(t *testing.T) {
	t.Parallel()
	ask, send := CodeAsked{api.SMS, "en"}, SendCode{firstID, api.SMS, "en"}
	often := refusal(api.RequestCode, 136024, 2388367)
	closed := func() *walk {
		w := walkFrom(t, at(CodeMethod, fresh())).hand(ask).world(often).card(AdviseTooOften, ActNothing).after(time.Hour)
		return w.hand(ProblemDismissed{}).hand(ask).card(AdviseBudget, ActNothing).hand(OverrideAsked{}).in(CodeMethod, send)
	}
	w := closed().world(refusal(api.RequestCode, 136024, 2388367, details("Please wait 5 minutes."))).hand(ProblemDismissed{}).hand(ask)
	if p := w.card(AdviseBudget, ActNothing).s.Problem; !p.Known || !p.Until.Equal(w.now.Add(5*time.Minute)) {
		t.Errorf("until %s, known %t", p.Until.Sub(w.now), p.Known)
	}
	closed().world(CodeSent{}).in(EnterCode).hand(NewCodeAsked{}).hand(ask).in(CodeMethod, send)
	w = closed().world(page(api.RequestCode, 403, 0)).hand(ProblemDismissed{}).hand(ask).card(AdviseBudget, ActNothing) // not Meta's word
	if !w.s.Problem.Until.Equal(t0.Add(24 * time.Hour)) {
		t.Errorf("until %s", w.s.Problem.Until.Sub(t0))
	}
}

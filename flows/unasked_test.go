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

	w = refused(PINChosen{PresentPIN, same}).in(Review, ReadFacts{firstID}).world(facts(n)).hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
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

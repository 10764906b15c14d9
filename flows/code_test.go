package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

func TestCodeRequestWithoutAnswerIsNotRepeated(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.Voice, "en"}).world(timedOut(api.RequestCode)).in(EnterCode).idle()
	if w.s.Notice != NoticeCodeMayCome || w.s.Code.SentAt.IsZero() {
		t.Errorf("notice %q, code at %v", w.s.Notice, w.s.Code.SentAt)
	}
	w.hand(NewCodeAsked{}).in(CodeMethod).hand(CodeAtHand{}).in(EnterCode).hand(BackAsked{}).in(CodeMethod)
}

// Meta writes Argentina's 9 for landlines too (field), so the customer is asked what the
// line takes, and a code by SMS is not lit before they have said so.
func TestNoSMSIsProposedForADisplayedArgentineNumber(t *testing.T) {
	t.Parallel()
	shown := func(n *api.Number) { n.Display = "+54 9 351 555-0142" }
	w := walkFrom(t, at(Eligibility, fresh(shown)))
	asked := slices.ContainsFunc(w.s.Checks.Results, func(r eligibility.Result) bool { return r.Ask == eligibility.QuestionReach })
	if !asked || w.s.Phone.Line != phone.LineFixedOrMobile {
		t.Errorf("asked: %t, line %v", asked, w.s.Phone.Line)
	}
	for answer, want := range map[eligibility.Answer]api.CodeMethod{
		eligibility.AnswerNone: api.Voice, eligibility.AnswerUnsure: api.Voice, eligibility.AnswerCallOnly: api.Voice, eligibility.AnswerYes: api.SMS,
	} {
		s := w.s
		s.Checks.Answers = eligibility.Answers{eligibility.QuestionReach: answer}
		if s.propose(); s.Code.Method != want {
			t.Errorf("%q: %s", answer, s.Code.Method)
		}
	}
}

func TestCodeMayComeInSpiteOfAFault(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(refusal(api.RequestCode, 131016, 0, status(500))).in(EnterCode).idle().card(AdviseMeta, ActDismiss)
	if w.s.Notice != NoticeCodeMayCome {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(AdviceTaken{}).in(EnterCode).card("", "").hand(CodeTyped{pin("123830")}).in(EnterCode, HandInCode{firstID, pin("123830")})
}

func TestCodeCallsAreNoKeyOfACard(t *testing.T) {
	t.Parallel()
	for _, f := range []Failed{
		refusal(api.RequestCode, 131016, 0), refusal(api.RequestCode, 4, 0), refusal(api.RequestCode, 136024, 2388004),
		offline(api.RequestCode), {api.RequestCode, api.ErrNotDone},
	} {
		w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"}).world(f).in(CodeMethod).idle()
		w.after(100 * time.Hour).hand(AdviceTaken{}).in(CodeMethod)
	}
}

func TestAlreadyVerified(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(refusal(api.RequestCode, 136024, 0)).card(AdviseNoCode, ActReload) // whatever the text says, the facts decide
	w.hand(AdviceTaken{}).in(CodeMethod, ReadNumber{ID: firstID}).world(NumberRead{fresh(verified)}).in(ChoosePIN)
	w.hand(BackAsked{}).in(PickNumber)

	w = walkFrom(t, at(CodeMethod, fresh(verified))).hand(CodeAsked{api.SMS, "en"})
	w.world(refusal(api.RequestCode, 136024, 0)).card(AdviseVerified, ActGo).hand(AdviceTaken{}).in(ChoosePIN)
}

func TestAskedTooOften(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(refusal(api.RequestCode, 136024, 2388367)).card(AdviseTooOften, ActNothing)
	if w.s.Problem.Known || !w.s.Problem.Until.Equal(t0.Add(24*time.Hour)) {
		t.Errorf("until %v, known %t", w.s.Problem.Until, w.s.Problem.Known)
	}
	w.hand(ProblemDismissed{}).hand(CodeAsked{api.Voice, "th"}).in(CodeMethod).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(CodeMethod, SendCode{firstID, api.Voice, "th"})
}

func TestInUse(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"})
	w.world(refusal(api.RequestCode, 136024, 2388091)).card(AdviseInUse, ActGo).hand(AdviceTaken{}).in(Eligibility, ReadNumber{ID: firstID}).world(NumberRead{fresh()}).in(Eligibility).idle()
	if _, answered := w.s.Checks.Answers[eligibility.QuestionInUse]; answered || w.s.Checks.Verdict.Kind != eligibility.Undecided {
		t.Errorf("verdict %s, answers %v", w.s.Checks.Verdict.Kind, w.s.Checks.Answers)
	}
}

func TestWrongCode(t *testing.T) {
	t.Parallel()
	for _, f := range []Failed{refusal(api.VerifyCode, 136025, 0), refusal(api.VerifyCode, 100, 0, details("Enter the six digits"))} {
		w := walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("111222")}).world(f).in(EnterCode).idle().card(AdviseWrongCode, ActDismiss)
		w.hand(CodeTyped{pin("123830")}).in(EnterCode, HandInCode{firstID, pin("123830")}).card("", "")
		w.world(f).hand(NewCodeAsked{}).in(CodeMethod).card("", "") // the card stays behind
	}
}

func TestGuessesUsedUp(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("111222")})
	w.world(refusal(api.VerifyCode, 100, 0, details("Too many wrong codes were entered. Wait about 12 hours."))).card(AdviseGuesses, ActNothing)
	w.hand(ProblemDismissed{}).hand(CodeTyped{pin("123830")}).in(EnterCode).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(EnterCode).card("", "").hand(CodeTyped{pin("123830")}).in(EnterCode, HandInCode{firstID, pin("123830")})

	w = walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("111222")})
	w.world(refusal(api.VerifyCode, 136025, 0, message("too many guesses"))).after(12 * time.Hour)
	w.hand(ProblemDismissed{}).hand(CodeTyped{pin("123830")}).in(EnterCode, HandInCode{firstID, pin("123830")})
}

func TestVerifyWithoutAnswerIsReadBack(t *testing.T) {
	t.Parallel()
	lost := func() *walk {
		w := walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("123830")})
		return w.world(noAnswer(api.VerifyCode)).in(EnterCode, ReadNumber{ID: firstID})
	}
	w := lost().world(NumberRead{fresh(verified)}).in(ChoosePIN)
	if w.s.Notice != NoticeSettled {
		t.Errorf("notice %q", w.s.Notice)
	}
	w = lost().world(NumberRead{fresh()}).in(EnterCode).idle().card(AdviseNoAnswer, ActDismiss)
	w.hand(CodeTyped{pin("123830")}).in(EnterCode, ReadNumber{ID: firstID}).world(NumberRead{fresh()}) // and asked once more
	w.hand(CodeTyped{pin("123830")}).in(EnterCode, HandInCode{firstID, pin("123830")})

	w = lost().hand(BackAsked{}).in(EnterCode).idle() // gives up reading, not the question
	w.hand(CodeTyped{pin("123830")}).in(EnterCode, ReadNumber{ID: firstID})
	w.world(offline(api.GetNumber)).card(AdviseUnsettled, ActAgain).hand(AdviceTaken{}).in(EnterCode, ReadNumber{ID: firstID})
	w.hand(BackAsked{}).hand(BackAsked{}).in(CodeMethod).hand(CodeAtHand{}).hand(ReloadAsked{}).in(EnterCode, ReadNumber{ID: firstID})
	w.hand(BackAsked{}).hand(NewCodeAsked{}).hand(CodeAsked{api.SMS, "en"}).world(CodeSent{}).hand(CodeTyped{pin("777000")}).in(EnterCode, HandInCode{firstID, pin("777000")})
}

func TestBeingVerifiedIsNoChange(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("123830")}).world(CodeAccepted{}).world(offline(api.GetNumber))
	w.hand(ProblemDismissed{}).hand(PINChosen{NewPIN, pin("493027")}).world(SettingsRead{settings("")})
	w.hand(StorageChosen{api.InRegion("")}).world(FactsRead{fresh(verified), settings("")}).in(Review).card("", "")
}

func TestCodesAreNotKept(t *testing.T) {
	t.Parallel()
	for _, answer := range []Event{CodeAccepted{}, refusal(api.VerifyCode, 136025, 0), noAnswer(api.VerifyCode), tokenDead(api.VerifyCode)} {
		w := walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("918273")}).world(answer)
		if contains(dump(w.s), "918273") {
			t.Errorf("the code is still there after %T", answer)
		}
	}
}

func TestReplacingThePIN(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(ChoosePIN, fresh(verified, hasPIN))).hand(PINChosen{ReplacePIN, pin("493027")}).in(ChoosePIN, ReplacePINOf{firstID, pin("493027")})
	w.world(noAnswer(api.SetPIN)).in(ChoosePIN).card(AdviseNoAnswer, ActAgain) // setting it twice sets it once
	w.hand(AdviceTaken{}).in(ChoosePIN, ReplacePINOf{firstID, pin("493027")})
	w.world(pinSet(hasPIN)).in(ChooseRegion, ReadSettings{firstID})
	if w.s.PIN.Mode != PresentPIN || w.s.Notice != NoticePINReplaced {
		t.Errorf("mode %s, notice %s", w.s.PIN.Mode, w.s.Notice)
	}
	w.world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).world(FactsRead{fresh(verified, hasPIN), settings("")}).in(Review).card("", "")
	w.hand(EditAsked{ChoosePIN}).hand(PINChosen{ReplacePIN, pin("204816")}).world(PINSet{}).in(Review, ReadFacts{firstID})
}

// pinSet is the answer to setting a PIN, with the number as it was read back.
func pinSet(change ...func(*api.Number)) PINSet {
	n := fresh(append([]func(*api.Number){verified}, change...)...)
	return PINSet{&n}
}

// TestAPINIsReadBack: that a number has a PIN is what it reads, not what was sent. For
// one that shows none it is no fault, and proves nothing of what comes later.
func TestAPINIsReadBack(t *testing.T) {
	t.Parallel()
	none := func(n *api.Number) { n.PINEnabled = no() }
	silent := func(n *api.Number) { n.PINEnabled = nil }
	for name, c := range map[string]struct {
		set    PINSet
		has    *bool
		notice Notice
	}{
		"it shows one":      {pinSet(hasPIN), yes(), NoticePINReplaced},
		"it shows none":     {pinSet(none), no(), NoticePINTaken},
		"it says nothing":   {pinSet(silent), nil, NoticePINTaken},
		"it cannot be read": {PINSet{}, no(), NoticePINTaken},
		"another was read":  {pinSet(hasPIN, another), no(), NoticePINTaken},
	} {
		w := walkFrom(t, at(ChoosePIN, fresh(verified))).hand(PINChosen{ReplacePIN, pin("493027")}).world(c.set).in(ChooseRegion, ReadSettings{firstID})
		if has := w.s.Number.PINEnabled; (has == nil) != (c.has == nil) || has != nil && *has != *c.has || w.s.Notice != c.notice {
			t.Errorf("%s: %v, notice %s", name, has, w.s.Notice)
		}
		if done := w.s.Actions[len(w.s.Actions)-1]; done.Call != api.SetPIN || (done.What == PINTaken) != (c.notice == NoticePINTaken) {
			t.Errorf("%s: the summary tells it as %+v", name, done)
		}
		if !w.s.PINFits() || w.s.PIN.Mode != PresentPIN {
			t.Errorf("%s: it is not registered with, %s", name, w.s.PIN.Mode)
		}
		// A PIN that shows late is no proof of a register request that had no answer.
		w.world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).world(FactsRead{fresh(verified, none), settings("")})
		w.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("493027")}}).world(noAnswer(api.Register)).world(FactsRead{fresh(verified, hasPIN), settings("")})
		if w.s.State == Connected || w.s.proof(FactsRead{Number: fresh(verified, hasPIN)}) != ProofNone {
			t.Errorf("%s: the PIN is taken for a proof, in %s", name, w.s.State)
		}
	}
}

func TestRegions(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(ChooseRegion, fresh(verified))).hand(StorageChosen{api.InRegion("SG")}).world(StorageSet{settings("")})
	w.in(ChooseRegion).card(AdviseRegionNotKept, ActAgain).hand(AdviceTaken{}).in(ChooseRegion, SetStorage{firstID, api.InRegion("SG")})
	w.world(refusal(api.SetSettings, 100, 0, details("Only while it is not registered."))).card(AdviseRegionFixed, ActReload)
	w.hand(AdviceTaken{}).in(ChooseRegion, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh(connected)}).in(Connected, ReadNumber{firstID, true})

	// Register wants it the other way.
	w = walkFrom(t, at(Review, fresh(verified)))
	w.s.RegionAtRegister = true
	w.hand(RegisterAsked{}).world(refusal(api.Register, 12, 0)).card(AdviseRegionMoved, ActGo)
	w.hand(AdviceTaken{}).in(ChooseRegion, ReadSettings{firstID})
	if w.s.RegionAtRegister {
		t.Error("the region still goes with register")
	}
	w.hand(BackAsked{}).hand(BackAsked{}).in(Review)

	w = walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'"))).card(AdviseRegionWanted, ActGo)
	w.hand(AdviceTaken{}).world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("IN")}).in(ChooseRegion, SetStorage{firstID, api.InRegion("IN")})
	w.world(StorageSet{settings("IN")}).in(Review, ReadFacts{firstID})
}

func TestVerificationRanOut(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}).world(refusal(api.Register, 133006, 0)).card(AdviseVerifyAgain, ActGo)
	w.s.Code.SentAt = t0
	w.hand(AdviceTaken{}).in(CodeMethod).hand(CodeAtHand{}).in(CodeMethod) // the old code proves nothing
	w.hand(CodeAsked{api.SMS, "en"}).world(CodeSent{}).hand(CodeTyped{pin("123830")}).world(CodeAccepted{}).in(ChoosePIN, ReadNumber{ID: firstID})
}

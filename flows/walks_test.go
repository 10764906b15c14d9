package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

func lapsed(n *api.Number) { expired(n); n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -20)} }

// inRemedy is a session that walks through a remedy.
func inRemedy(id eligibility.RemedyID, n api.Number, answers ...Answered) Session {
	s := at(Remedy, n)
	s.Checks.Remedy = id
	s.Checks.Answers = goodAnswers()
	for _, a := range answers {
		storeAnswer(&s, a, t0)
	}
	s.check()
	return s
}

// tickAll has everything ticked that a hand can tick.
func (w *walk) tickAll() *walk {
	w.t.Helper()
	steps, _ := w.s.Walk()
	for _, step := range steps.Steps {
		switch step.Kind {
		case eligibility.StepTick, eligibility.StepTicket:
			w.hand(StepTicked{step.ID}).in(Remedy)
		case eligibility.StepDate:
			w.hand(PaidTold{}).in(Remedy)
		case eligibility.StepBackup, eligibility.StepWait:
		}
	}
	return w
}

// A finished walk answers what nobody but the customer could; the checklist is
// green without another question.
func TestAWalkAnswersItsQuestion(t *testing.T) {
	t.Parallel()
	for id, answer := range map[eligibility.RemedyID]Answered{
		eligibility.RemedyLeaveApp:        {eligibility.QuestionInUse, eligibility.AnswerOnWhatsApp},
		eligibility.RemedyLeaveBusiness:   {eligibility.QuestionInUse, eligibility.AnswerOnBusinessApp},
		eligibility.RemedyDeleteElsewhere: {eligibility.QuestionInUse, eligibility.AnswerOnOtherAccount},
		eligibility.RemedyProveOwnership:  {eligibility.QuestionOwnership, eligibility.AnswerUnsure},
		eligibility.RemedyAppeal:          {eligibility.QuestionBanned, eligibility.AnswerYes},
	} {
		w := walkFrom(t, inRemedy(id, fresh(), answer))
		for _, r := range w.s.Checks.Results {
			if eligibility.WalkOf(r.Remedy).LeadsTo(id) {
				w.s.Checks.begin(r.Remedy)
				w.hand(WayChosen{id})
			}
		}
		w.tickAll()
		steps, progress := w.s.Walk()
		if until := progress.Until; !until.IsZero() { // the last moment before the wait is over
			w.now = until.Add(-time.Second)
			w.hand(RemedyDone{}).in(Remedy).idle()
			if w.s.Notice != NoticeTooEarly || progress.Done(steps, w.now) {
				t.Errorf("%s: one second too early is let pass", id)
			}
			w.now = until
		}
		w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{fresh()}).in(Eligibility)
		if w.s.Checks.Verdict.Kind != eligibility.Eligible {
			t.Errorf("%s: verdict %s, checks %+v", id, w.s.Checks.Verdict.Kind, w.s.Checks.Results)
		}
		w.hand(ChecklistDone{}).in(CodeMethod)
	}
}

// An unfinished walk proves nothing.
func TestAnUnfinishedWalkAsksAgain(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, inRemedy(eligibility.RemedyLeaveApp, fresh(), Answered{eligibility.QuestionInUse, eligibility.AnswerOnWhatsApp}))
	w.hand(StepTicked{"export"}).in(Remedy).hand(RemedyDone{}).world(NumberRead{fresh()}).in(Eligibility)
	if _, answered := w.s.Checks.Answers[eligibility.QuestionInUse]; answered || w.s.Checks.Verdict.Kind != eligibility.Undecided {
		t.Errorf("answers %v, verdict %s", w.s.Checks.Answers, w.s.Checks.Verdict.Kind)
	}
	if p := w.s.Checks.Walks[eligibility.RemedyLeaveApp]; !slices.Contains(p.Ticked, "export") {
		t.Error("what was ticked is lost")
	}
}

func TestTicksAreTakenBack(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, inRemedy(eligibility.RemedyLeaveApp, fresh())).hand(StepTicked{"confirm"}).in(Remedy)
	_, p := w.s.Walk()
	if !p.Waiting(t0) || p.Until != t0.Add(eligibility.AppReleaseWindow) {
		t.Fatalf("progress %+v", p)
	}
	steps, p := w.s.Walk()
	if p.Has(steps, "wait", p.Until.Add(-time.Second)) || !p.Has(steps, "wait", p.Until) {
		t.Error("the wait does not end when it is over")
	}
	w.hand(StepTicked{"confirm"})
	if steps, p = w.s.Walk(); p.Waiting(t0) || p.Has(steps, "confirm", t0) || p.Has(steps, "wait", t0.Add(time.Hour)) {
		t.Errorf("progress %+v", p)
	}
	w.hand(StepTicked{"wait"}).hand(StepTicked{"nothing"})
	if _, p = w.s.Walk(); len(p.Ticked) != 0 {
		t.Errorf("ticked %v", p.Ticked)
	}
}

// Deleting opens thirty days after the last paid message.
func TestPaidMessagesHoldANumber(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 2, 20, 0, 0, 0, 0, time.UTC)
	w := walkFrom(t, inRemedy(eligibility.RemedyDeleteElsewhere, fresh(), Answered{eligibility.QuestionInUse, eligibility.AnswerOnOtherAccount}))
	w.hand(PaidTold{day}).in(Remedy)
	_, p := w.s.Walk()
	opens := time.Date(2026, 3, 22, 0, 0, 0, 0, time.UTC)
	if p.Waits != eligibility.DeadlineDelete || !p.Until.Equal(opens) {
		t.Fatalf("progress %+v", p)
	}
	w.now = opens.Add(-time.Second)
	if w.hand(RemedyDone{}).in(Remedy).idle(); w.s.Notice != NoticeTooEarly {
		t.Error("a second too early is let pass")
	}
	w.now = opens
	w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID})

	w = walkFrom(t, inRemedy(eligibility.RemedyDeleteElsewhere, fresh())).hand(PaidTold{t0.AddDate(0, 0, -31)})
	if _, p := w.s.Walk(); p.Waiting(t0) || p.Paid.IsZero() {
		t.Errorf("progress %+v", p)
	}
}

// In the sandbox the simulated customer does what is ticked, and time can pass.
func TestTheSandboxPlaysAlong(t *testing.T) {
	t.Parallel()
	s := inRemedy(eligibility.RemedyLeaveApp, fresh())
	walkFrom(t, s).hand(TimeAsked{}).in(Remedy).idle() // of real time nothing can be skipped
	s.Target.Sandbox = true
	w := walkFrom(t, s).hand(TimeAsked{}).in(Remedy).idle()
	w.hand(StepTicked{"confirm"}).in(Remedy, PlayStep{eligibility.RemedyLeaveApp, "confirm", firstID, "+85291230100"})
	w.world(StepPlayed{}).idle()
	w.now = t0.Add(time.Minute)
	w.hand(TimeAsked{}).in(Remedy, LetPass{2 * time.Minute}).world(TimePassed{}).idle()
	if _, p := w.s.Walk(); p.Waiting(w.now) {
		t.Error("time has not passed")
	}
	w.hand(StepTicked{"confirm"}).in(Remedy).idle() // taking a tick back plays nothing
}

func TestABackupGoesAlongWithRegister(t *testing.T) {
	t.Parallel()
	number := fresh(onPremise)
	given := BackupGiven{pin("backup-data"), pin("backup-password")}
	w := walkFrom(t, inRemedy(eligibility.RemedyOnPremise, number)).hand(given).in(Remedy, ReadNumber{ID: firstID})
	w.world(NumberRead{number}).in(ChoosePIN)
	w.hand(PINChosen{NewPIN, pin("493027")}).world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{number, settings("")}).idle()
	w.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("493027"), Backup: &api.Backup{Data: given.Data, Password: given.Password}}})
	sent := w.out[0].Effect.(RegisterNumber).Registration.Backup
	if sent.Data.Reveal() != "backup-data" || sent.Password.Reveal() != "backup-password" {
		t.Error("another backup is sent")
	}
	w.world(Registered{}).in(Connected, ReadNumber{firstID, true})
	if w.s.Checks.Backup != nil {
		t.Error("the backup is still there")
	}

	// One that Meta refuses is asked for again, and not sent once more.
	for _, refused := range []Failed{refusal(api.Register, 133006, 0), refusal(api.Register, 100, 0, details("The backup cannot be read"))} {
		w = walkFrom(t, inRemedy(eligibility.RemedyOnPremise, number)).hand(given).world(NumberRead{number}).hand(PINChosen{NewPIN, pin("493027")})
		w.world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).world(FactsRead{number, settings("")}).hand(RegisterAsked{}).in(Register, w.out[0].Effect)
		w.world(refused).in(Review).card(AdviseBackup, ActGo).hand(AdviceTaken{}).in(Remedy).idle()
		if _, p := w.s.Walk(); w.s.Checks.Backup != nil || w.s.Checks.Remedy != eligibility.RemedyOnPremise || len(p.Ticked) != 0 {
			t.Errorf("backup %v, remedy %s, ticked %v", w.s.Checks.Backup, w.s.Checks.Remedy, p.Ticked)
		}
	}

	// Without one it is registered as it is: it is verified.
	walkFrom(t, inRemedy(eligibility.RemedyOnPremise, number)).hand(BackupGiven{}).world(NumberRead{number}).in(ChoosePIN)
	// Asked again without an answer nothing has changed.
	w = walkFrom(t, inRemedy(eligibility.RemedyOnPremise, number)).hand(RemedyDone{}).world(NumberRead{number}).in(Remedy)
	if w.s.Notice != NoticeStillInUse {
		t.Errorf("notice %q", w.s.Notice)
	}
}

func TestAnOldSignup(t *testing.T) {
	t.Parallel()
	number := fresh(lapsed)
	w := walkFrom(t, at(PickNumber, number)).hand(NumberPicked{firstID}).world(NumberRead{number}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyRepeatSignup {
		t.Fatalf("remedy %q", w.s.Checks.Remedy)
	}
	s := w.s
	w.hand(RemedyDone{}).world(NumberRead{number}).in(Remedy)
	if w.s.Notice != NoticeStillInUse {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.tickAll().hand(RemedyDone{}).world(NumberRead{fresh(verified)}).in(ChoosePIN)
	walkFrom(t, s).hand(CodeInstead{}).in(CodeMethod).idle()
	walkFrom(t, inRemedy(eligibility.RemedyAppeal, fresh(banned))).hand(CodeInstead{}).in(Remedy)
}

// A number that moves here, or that left, is added with what is known of it.
func TestWalksThatEndInAdding(t *testing.T) {
	t.Parallel()
	for id, moves := range map[eligibility.RemedyID]bool{eligibility.RemedyMoveNumber: true, eligibility.RemedyAddAgain: false} {
		w := walkFrom(t, inRemedy(id, fresh(deleted))).tickAll().hand(RemedyDone{}).in(AddNumber).idle()
		if typed := w.s.Typed; typed.Migrate != moves || typed.Phone.E164 != "+85291230100" || typed.Name != "Lotus Bakery" {
			t.Errorf("%s: the form says %+v", id, typed)
		}
	}
	// One that is in the account's list goes on to its code.
	listed := walkFrom(t, inRemedy(eligibility.RemedyMigrateProvider, fresh(), Answered{eligibility.QuestionInUse, eligibility.AnswerWithOtherProvider}))
	listed.hand(WayChosen{eligibility.RemedyMoveNumber}).tickAll().hand(RemedyDone{}).world(NumberRead{fresh()}).in(Eligibility).hand(ChecklistDone{}).in(CodeMethod)

	typed := samples("NumberTyped")[0].(NumberTyped)
	s := at(AddNumber, fresh())
	s.List.Pages = []Page{PageOf(fresh())}
	w := walkFrom(t, s).hand(typed).world(refusal(api.AddNumber, 100, 0, message("already registered")))
	w.card(AdviseElsewhere, ActGo).hand(AdviceTaken{}).in(Remedy).hand(WayChosen{eligibility.RemedyMoveNumber}).tickAll().hand(RemedyDone{}).in(AddNumber)
	if want := (NumberTyped{typed.Phone, typed.Name, true}); w.s.Typed.Phone.E164 != want.Phone.E164 || !w.s.Typed.Migrate || w.s.Typed.Name != want.Name {
		t.Errorf("the form says %+v", w.s.Typed)
	}
}

// From another provider there are three ways; esc leads back to them, and only the old
// move adds the number by hand.
func TestWaysFromAnotherProvider(t *testing.T) {
	t.Parallel()
	const asks = eligibility.RemedyMigrateProvider
	other := Answered{eligibility.QuestionInUse, eligibility.AnswerWithOtherProvider}
	remedy := func(w *walk, want eligibility.RemedyID) {
		t.Helper()
		if w.s.State != Remedy || w.s.Checks.Remedy != want {
			t.Fatalf("in %s with %q, want %q", w.s.State, w.s.Checks.Remedy, want)
		}
	}
	for way, answer := range map[eligibility.RemedyID]eligibility.Answer{
		eligibility.RemedyShareNumber: eligibility.AnswerWithBoth, eligibility.RemedyLeaveSolution: eligibility.AnswerNotUsed,
		eligibility.RemedyMoveNumber: eligibility.AnswerNotUsed,
	} {
		w := walkFrom(t, inRemedy(asks, fresh(), other)).hand(RemedyDone{}).in(Remedy).idle() // which way?
		w.hand(WayChosen{eligibility.RemedyAppeal})
		remedy(w, asks)
		w.hand(WayChosen{way}).idle()
		remedy(w, way)
		w.hand(BackAsked{}).idle()
		remedy(w, asks)
		w.hand(WayChosen{way}).tickAll().hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{fresh()}).in(Eligibility)
		if got := w.s.Checks.Answers[eligibility.QuestionInUse]; got != answer || w.s.Checks.Verdict.Kind != eligibility.Eligible {
			t.Errorf("%s: answered with %q, verdict %s", way, got, w.s.Checks.Verdict.Kind)
		}

		// One that is not in the account yet is in its list then, or is moved there.
		typed := samples("NumberTyped")[0]
		s := at(AddNumber, fresh())
		s.List.Pages = []Page{PageOf(fresh())}
		w = walkFrom(t, s).hand(typed).world(refusal(api.AddNumber, 100, 0, message("already registered")))
		w.hand(AdviceTaken{}).hand(WayChosen{way}).tickAll().hand(RemedyDone{})
		if way == eligibility.RemedyMoveNumber {
			w.in(AddNumber).idle()
		} else if w.s.State != PickNumber || !w.s.List.Listing && len(w.out) == 0 {
			t.Errorf("%s: in %s, without a new list", way, w.s.State)
		}
	}
	walkFrom(t, inRemedy(asks, fresh(), other)).hand(BackAsked{}).in(Eligibility) // out of the ways as ever
}

// Where the app or another account has the number, it can be shared or taken away; esc leads
// back to the question, and only what the number reads shows that the app shares it.
func TestWaysThatKeepANumber(t *testing.T) {
	t.Parallel()
	app := inRemedy(eligibility.RemedyOnBusinessApp, fresh(), Answered{eligibility.QuestionInUse, eligibility.AnswerOnBusinessApp})
	other := inRemedy(eligibility.RemedyOnOtherAccount, fresh(), Answered{eligibility.QuestionInUse, eligibility.AnswerOnOtherAccount})
	for way, s := range map[eligibility.RemedyID]Session{
		eligibility.RemedyShareWithApp: app, eligibility.RemedyLeaveBusiness: app,
		eligibility.RemedyShareNumber: other, eligibility.RemedyDeleteElsewhere: other,
	} {
		asks := s.Checks.Remedy
		w := walkFrom(t, s).hand(RemedyDone{}).in(Remedy).idle().hand(WayChosen{eligibility.RemedyMoveNumber}).in(Remedy).idle()
		if w.s.Checks.Remedy != asks {
			t.Fatalf("%s is a way of %s", w.s.Checks.Remedy, asks)
		}
		if w.hand(WayChosen{way}).in(Remedy).idle(); w.s.Checks.Remedy != way {
			t.Fatalf("%s leads to %s", way, w.s.Checks.Remedy)
		}
		if w.hand(BackAsked{}).in(Remedy).idle(); w.s.Checks.Remedy != asks {
			t.Errorf("back from %s is %s, want %s", way, w.s.Checks.Remedy, asks)
		}
		w.hand(BackAsked{}).in(Eligibility)
	}

	w := walkFrom(t, other).hand(WayChosen{eligibility.RemedyShareNumber}).tickAll().hand(RemedyDone{}).world(NumberRead{fresh()}).in(Eligibility)
	if got := w.s.Checks.Answers[eligibility.QuestionInUse]; got != eligibility.AnswerWithBoth || w.s.Checks.Verdict.Kind != eligibility.Eligible {
		t.Errorf("answered with %q, verdict %s", got, w.s.Checks.Verdict.Kind)
	}

	for _, c := range []struct {
		reads api.Number
		want  State
		walk  eligibility.RemedyID
	}{
		{fresh(shared), Remedy, eligibility.RemedyCoexistence},
		{fresh(halfway), Remedy, eligibility.RemedyFinishSharing},
		{fresh(connected), Connected, ""},
	} {
		w := walkFrom(t, app).hand(WayChosen{eligibility.RemedyShareWithApp}).tickAll()
		w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{fresh()}).in(Remedy).idle() // not yet
		if w.s.Notice != NoticeStillInUse || w.s.Checks.Remedy != eligibility.RemedyShareWithApp {
			t.Errorf("notice %q in %s", w.s.Notice, w.s.Checks.Remedy)
		}
		w.hand(RemedyDone{}).world(NumberRead{c.reads})
		if w.s.State != c.want || w.s.Checks.Remedy != c.walk {
			t.Errorf("leads to %s %q, want %s %q", w.s.State, w.s.Checks.Remedy, c.want, c.walk)
		}
	}
}

// A sharing that is finished is shared: neither code nor PIN is asked for on the way.
func TestFinishingASharing(t *testing.T) {
	t.Parallel()
	for _, half := range []api.Number{fresh(halfway), fresh(halfway, off), fresh(connected, halfway)} {
		w := walkFrom(t, at(PickNumber, half)).hand(NumberPicked{firstID}).world(NumberRead{half}).in(Remedy)
		if w.s.Checks.Remedy != eligibility.RemedyFinishSharing {
			t.Fatalf("remedy %q", w.s.Checks.Remedy)
		}
		w.tickAll().hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{fresh(halfway)}).in(Remedy)
		if w.s.Notice != NoticeStillInUse {
			t.Errorf("notice %q", w.s.Notice)
		}
		w.hand(RemedyDone{}).world(NumberRead{fresh(shared)}).in(Remedy)
		if w.s.Checks.Remedy != eligibility.RemedyCoexistence {
			t.Errorf("remedy %q", w.s.Checks.Remedy)
		}
	}
}

// A test number of Meta's needs no code; should Meta want one all the same, it is asked for.
func TestFreshTestNumber(t *testing.T) {
	t.Parallel()
	n := fresh(func(n *api.Number) { n.Name, n.Mode, n.Display = "Test Number", api.ModeSandbox, "15551450142" })
	w := walkFrom(t, at(PickNumber, n)).hand(NumberPicked{firstID}).world(NumberRead{n}).in(Eligibility)
	w.hand(ChecklistDone{}).in(ChoosePIN).idle()
	w.hand(PINChosen{NewPIN, pin("493027")}).world(SettingsRead{settings("")}).hand(StorageChosen{api.InRegion("")}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{n, settings("")}).hand(RegisterAsked{}).in(Register, registerCall)
	w.world(refusal(api.Register, 133006, 0)).in(Review).hand(AdviceTaken{}).in(CodeMethod)
}

func TestTheCapIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	typed := samples("NumberTyped")[0].(NumberTyped)
	small := opened()
	small.Account.Verification = "not_verified"
	refused := refusal(api.AddNumber, 200, 1349175, status(403))
	w := walkFrom(t, at(AddNumber, fresh())).hand(typed).world(refused).hand(AdviceTaken{}).in(Remedy)
	w.hand(RemedyDone{}).world(small).in(Remedy).idle()
	if w.s.Notice != NoticeStillInUse {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(StepTicked{"limit"}).hand(RemedyDone{}).world(small).in(AddNumber) // what Meta counts now, adding shows
	w = walkFrom(t, at(AddNumber, fresh())).hand(typed).world(refused).hand(AdviceTaken{}).hand(RemedyDone{})
	w.world(opened()).in(AddNumber) // it is verified by now
}

// Refused for being in use although the app was left: where else is it?
func TestStillInUseAfterLeaving(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, inRemedy(eligibility.RemedyLeaveApp, fresh(), Answered{eligibility.QuestionInUse, eligibility.AnswerOnWhatsApp})).tickAll()
	w.now = w.now.Add(eligibility.AppReleaseWindow)
	w.hand(RemedyDone{}).world(NumberRead{fresh()}).hand(ChecklistDone{}).in(CodeMethod)
	w.hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestCode, 136024, 2388091)).card(AdviseInUse, ActGo).hand(AdviceTaken{})
	w.in(Eligibility, ReadNumber{ID: firstID}).world(NumberRead{fresh()}).in(Eligibility).idle()
	if w.s.Checks.Verdict.Kind != eligibility.Undecided || len(w.s.Checks.Walks) != 0 {
		t.Errorf("verdict %s, walks %v", w.s.Checks.Verdict.Kind, w.s.Checks.Walks)
	}
}

// An answer of "not sure" leads to whoever can tell.
func TestDoubtsLeadToARemedy(t *testing.T) {
	t.Parallel()
	for q, want := range map[eligibility.Question]eligibility.RemedyID{
		eligibility.QuestionOwnership: eligibility.RemedyProveOwnership, eligibility.QuestionInUse: eligibility.RemedyFindOut,
	} {
		answers := goodAnswers()
		answers[q] = eligibility.AnswerUnsure
		w := walkFrom(t, at(Eligibility, fresh())).answer(answers).hand(ChecklistDone{}).in(Remedy)
		if w.s.Checks.Remedy != want {
			t.Errorf("%s: remedy %q", q, w.s.Checks.Remedy)
		}
		w.tickAll().hand(RemedyDone{}).world(NumberRead{fresh()}).in(Eligibility)
	}
}

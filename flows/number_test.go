package flows

import (
	"testing"

	"dialtone/api"
	"dialtone/eligibility"
)

func TestNothingOfOneNumberIsCarriedToAnother(t *testing.T) {
	t.Parallel()
	w := toReview(t)
	w.hand(BackAsked{}).in(ChooseRegion).hand(BackAsked{}).in(ChoosePIN).hand(BackAsked{}).in(PickNumber)
	w.hand(NumberPicked{otherID}).world(NumberRead{fresh(another)}).in(Eligibility)
	s := w.s
	if len(s.Checks.Answers) != 0 || !s.PIN.Value.Empty() || s.PIN.Mode != "" || s.Storage.Region != "" || !s.Code.SentAt.IsZero() || s.Number.ID != otherID || s.Phone.National != "61230142" {
		t.Errorf("carried over: answers %v, PIN mode %q, region %q, code at %v, phone %s", s.Checks.Answers, s.PIN.Mode, s.Storage.Region, s.Code.SentAt, s.Phone.National)
	}
	w.world(NumberRead{fresh(another, verified)}).in(ChoosePIN)
	w.hand(PINChosen{NewPIN, pin("204816")}).world(SettingsRead{settings("DE")})
	if w.s.Storage.Region != "DE" {
		t.Errorf("proposes %q, not the region that this number has", w.s.Storage.Region)
	}
}

func TestTheSameNumberKeepsItsAnswers(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Eligibility, fresh()))
	w.answer(goodAnswers()).hand(BackAsked{}).in(PickNumber)
	n := len(w.s.Checks.Answers)
	w.hand(NumberPicked{firstID}).world(NumberRead{fresh()}).in(Eligibility)
	if n == 0 || len(w.s.Checks.Answers) != n {
		t.Errorf("%d answers of %d are left", len(w.s.Checks.Answers), n)
	}
}

func TestGoneNumbersAreExplained(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PickNumber, fresh())).hand(NumberPicked{firstID})
	w.world(NumberRead{fresh(deleted)}).in(Remedy).idle()
	if w.s.Checks.Remedy != eligibility.RemedyAddAgain {
		t.Errorf("remedy %q", w.s.Checks.Remedy)
	}
	w = walkFrom(t, at(Eligibility, fresh())).hand(ReloadAsked{})
	w.world(NumberRead{fresh(deleted)}).in(Eligibility).idle().answer(goodAnswers()).hand(ChecklistDone{}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyAddAgain {
		t.Errorf("remedy %q", w.s.Checks.Remedy)
	}
}

func TestListInTheBackground(t *testing.T) {
	t.Parallel()
	s := at(PickNumber, fresh())
	s.List.Pages, s.List.Next, s.List.Listing, s.List.Listed = s.List.Pages[:1], "two", true, false
	w := walkFrom(t, s)
	w.hand(NumberPicked{firstID}).in(PickNumber, ReadNumber{ID: firstID})
	w.world(NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh(another)}, Next: "three"}}).in(PickNumber, ReadNumbers{Account: wabaID, After: "three"})
	if !w.s.Busy() {
		t.Fatal("a page of the list ended the wait for the number")
	}
	w.world(offline(api.ListNumbers)).card(AdviseOffline, ActAgain)
	if !w.s.Busy() || w.s.List.Listing {
		t.Fatal("a page that failed ended the wait for the number, or still loads")
	}
	stale := w.s.Generation
	w.hand(BackAsked{}).in(PickNumber).idle() // gives up reading the number
	w.step(Input{Event: NumberRead{fresh()}, At: w.now, Generation: stale}).in(PickNumber)
	w.hand(AdviceTaken{}).in(PickNumber, ReadNumbers{Account: wabaID, After: "three"}).idle()
	w.world(NumbersListed{}).in(PickNumber).card("", "")
	if !w.s.List.Listed {
		t.Error("the list is not complete")
	}
}

func TestTakingBackDoesNotStopTheList(t *testing.T) {
	t.Parallel()
	s := at(PickNumber, fresh())
	s.List.Next, s.List.Listing, s.List.Listed = "two", true, false
	w := walkFrom(t, s).hand(NumberPicked{firstID})
	w.hand(BackAsked{}).in(PickNumber, ReadNumbers{Account: wabaID, After: "two"}).idle()
	w.world(NumbersListed{}).in(PickNumber)
	w.hand(ReloadAsked{}).in(PickNumber, ReadNumbers{Account: wabaID, After: ""})
	old := w.s.Generation
	w.hand(ReloadAsked{}).in(PickNumber, ReadNumbers{Account: wabaID, After: ""})
	w.step(Input{Event: NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh()}}}, At: w.now, Generation: old}).in(PickNumber)
	if w.s.NumberCount() != 0 {
		t.Error("a page of the old list got into the new one")
	}
}

func TestAListThatWasLeftGoesOn(t *testing.T) {
	t.Parallel()
	s := at(PickNumber, fresh())
	s.List.Next, s.List.Listing, s.List.Listed = "two", true, false
	w := walkFrom(t, s).hand(AddAsked{}).in(AddNumber)
	w.hand(BackAsked{}).in(PickNumber, ReadNumbers{Account: wabaID, After: "two"}).idle()
}

func TestAddingANumber(t *testing.T) {
	t.Parallel()
	typed := samples("NumberTyped")[0].(NumberTyped)
	w := walkFrom(t, at(PickNumber, fresh())).hand(AddAsked{}).in(AddNumber)
	w.hand(typed).in(AddNumber, CreateNumber{wabaID, api.NewNumber{CallingCode: "852", National: "61230142", Name: "Lotus Bakery"}})
	w.hand(BackAsked{}).in(AddNumber) // cannot be taken back
	w.world(NumberAdded{otherID}).in(AddNumber, ReadNumber{ID: otherID})
	w.world(NumberRead{fresh(another)}).in(Eligibility).idle()
	w.hand(BackAsked{}).in(PickNumber) // not to the form of what is done
	if id := w.s.List.Pages[0].ID(0); id != otherID || !w.s.List.Listed {
		t.Errorf("the list begins with %s", id)
	}
}

func TestAddingWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	typed := samples("NumberTyped")[0].(NumberTyped)
	lost := noAnswer(api.AddNumber)
	find := FindNumber{wabaID, typed.Phone, lost.Err}
	w := walkFrom(t, at(AddNumber, fresh())).hand(typed).world(lost).in(AddNumber, find)
	w.world(NumberAdded{otherID}).in(AddNumber, ReadNumber{ID: otherID})

	w = walkFrom(t, at(AddNumber, fresh())).hand(typed).world(lost).in(AddNumber, find)
	w.world(lost).in(AddNumber).idle().card(AdviseNoAnswer, ActDismiss) // it is not there: once is enough
	if w.s.Typed.Name == "" {
		t.Error("the form is lost")
	}

	// Reading the new number fails, and then the token dies.
	w = walkFrom(t, at(AddNumber, fresh())).hand(typed).world(NumberAdded{otherID}).world(offline(api.GetNumber)).card(AdviseOffline, ActAgain)
	w.hand(AdviceTaken{}).in(AddNumber, ReadNumber{ID: otherID}).world(tokenDead(api.GetNumber)).in(Connect)
	w.world(opened()).in(AddNumber, ReadNumber{ID: otherID})
}

func TestCapAtAdding(t *testing.T) {
	t.Parallel()
	typed := samples("NumberTyped")[0].(NumberTyped)
	w := walkFrom(t, at(AddNumber, fresh())).hand(typed)
	w.world(refusal(api.AddNumber, 200, 1349175, status(403))).in(AddNumber).card(AdviseCap, ActGo)
	w.hand(AdviceTaken{}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyRaiseCap {
		t.Fatalf("remedy %q", w.s.Checks.Remedy)
	}
	w.hand(RemedyDone{}).in(Remedy, OpenAccount{w.s.Target}).world(opened()).in(AddNumber).idle() // there is no number to read yet
	w.hand(BackAsked{}).in(PickNumber)
}

func TestCapInTheChecklist(t *testing.T) {
	t.Parallel()
	s := at(Eligibility, fresh())
	s.Account.Verification = "not_verified"
	s.List.Pages = []Page{PageOf(fresh(), fresh(another, connected), fresh(connected))}
	s.Checks.Answers = goodAnswers()
	delete(s.Checks.Answers, eligibility.QuestionRoom)
	s.check()
	w := walkFrom(t, s).hand(ChecklistDone{}).in(Eligibility) // a full count asks, and decides nothing
	w.hand(Answered{eligibility.QuestionRoom, eligibility.AnswerNo}).hand(ChecklistDone{}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyRaiseCap {
		t.Fatalf("remedy %q", w.s.Checks.Remedy)
	}
	w.hand(RemedyDone{}).in(Remedy, OpenAccount{s.Target})
	w.world(opened()).in(Remedy, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh()}).in(Eligibility).idle()
	w.hand(Answered{eligibility.QuestionRoom, eligibility.AnswerYes}).hand(ChecklistDone{}).in(CodeMethod)
}

func TestRemedies(t *testing.T) {
	t.Parallel()
	in := goodAnswers()
	in[eligibility.QuestionInUse] = eligibility.AnswerOnWhatsApp
	w := walkFrom(t, at(Eligibility, fresh())).answer(in).hand(ChecklistDone{}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyLeaveApp {
		t.Fatalf("remedy %q", w.s.Checks.Remedy)
	}
	w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh()}).in(Eligibility)
	if _, still := w.s.Checks.Answers[eligibility.QuestionInUse]; still {
		t.Error("the answer that asked for the remedy is kept")
	}
	if len(w.s.Checks.Answers) != len(in)-1-skipped(in, w.s) {
		t.Errorf("%d answers are left", len(w.s.Checks.Answers))
	}

	// The facts ask for a remedy, and it does not help at first.
	w = walkFrom(t, at(PickNumber, fresh())).hand(NumberPicked{firstID}).world(NumberRead{fresh(banned)}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyAppeal {
		t.Fatalf("remedy %q", w.s.Checks.Remedy)
	}
	w.hand(RemedyDone{}).in(Remedy, ReadNumber{ID: firstID}).world(NumberRead{fresh(banned)}).in(Remedy)
	if w.s.Notice != NoticeStillInUse {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(RemedyDone{}).world(NumberRead{fresh(expired)}).in(CodeMethod)
	w.hand(BackAsked{}).in(PickNumber) // not to a remedy that is done
}

// skipped counts the answers to questions that were never asked.
func skipped(given eligibility.Answers, s Session) int {
	n := 0
	for q := range given {
		if _, there := s.Checks.Answers[q]; !there && q != eligibility.QuestionInUse {
			n++
		}
	}
	return n
}

func TestARuledOutNumberGetsItsOwnRemedy(t *testing.T) {
	t.Parallel()
	in := goodAnswers()
	in[eligibility.QuestionInUse], in[eligibility.QuestionScaled] = eligibility.AnswerOnWhatsApp, eligibility.AnswerNo
	s := at(Eligibility, fresh())
	s.Checks.Answers = in
	s.check()
	w := walkFrom(t, s).hand(ChecklistDone{}).in(Remedy)
	if w.s.Checks.Remedy != eligibility.RemedyOtherNumber {
		t.Errorf("remedy %q", w.s.Checks.Remedy)
	}
}

func TestDisplayThatNobodyCanRead(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PickNumber, fresh())).hand(NumberPicked{firstID})
	w.world(NumberRead{fresh(func(n *api.Number) { n.Display = "" })}).in(Eligibility)
	if len(w.s.Checks.Results) == 0 || w.s.Phone.E164 != "" {
		t.Errorf("%d checks for %q", len(w.s.Checks.Results), w.s.Phone.E164)
	}
}

package flows

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// goodAnswers are those of a number that nothing is wrong with.
func goodAnswers() eligibility.Answers {
	return eligibility.Answers{
		eligibility.QuestionOwnership: eligibility.AnswerYes, eligibility.QuestionNumberRight: eligibility.AnswerYes,
		eligibility.QuestionReach: eligibility.AnswerYes, eligibility.QuestionScaled: eligibility.AnswerYes,
		eligibility.QuestionInUse: eligibility.AnswerNotUsed, eligibility.QuestionBanned: eligibility.AnswerNo,
		eligibility.QuestionBehindIVR: eligibility.AnswerNo, eligibility.QuestionRoom: eligibility.AnswerYes,
	}
}

// answer goes through the open questions of the checklist.
func (w *walk) answer(answers eligibility.Answers) *walk {
	w.t.Helper()
	for _, q := range eligibility.Questions() {
		for _, r := range w.s.Checks.Results {
			if r.Ask == q && r.Outcome == eligibility.Unknown {
				w.hand(Answered{q, answers[q]}).in(Eligibility)
				break
			}
		}
	}
	return w
}

// toReview walks the straight road from the list of numbers to the review.
func toReview(t *testing.T) *walk {
	t.Helper()
	w := walkFrom(t, Start(Options{}))
	w.hand(Started{}).in(Connect, ListSaved{})
	w.world(SavedListed{}).in(Connect)
	target := Target{Token: pin("EAAG-token"), Account: wabaID}
	w.hand(AccountGiven{Token: target.Token, Account: wabaID}).in(Connect, OpenAccount{target})
	w.world(opened()).in(PickNumber, ReadNumbers{Account: wabaID, After: ""}).idle()
	w.world(NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh(another)}, Next: "two"}}).in(PickNumber, ReadNumbers{Account: wabaID, After: "two"}).idle()
	w.world(NumbersListed{api.NumbersPage{Numbers: []api.Number{fresh()}}}).in(PickNumber).idle()
	if w.s.NumberCount() != 2 || !w.s.List.Listed || w.s.List.Listing {
		t.Fatalf("list: %d numbers, listed %t, listing %t", w.s.NumberCount(), w.s.List.Listed, w.s.List.Listing)
	}
	w.hand(NumberPicked{firstID}).in(PickNumber, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh()}).in(Eligibility)
	w.hand(ChecklistDone{}).in(Eligibility)
	if w.s.Notice != NoticeChecksOpen {
		t.Fatalf("notice %q", w.s.Notice)
	}
	w.answer(goodAnswers()).hand(ChecklistDone{}).in(CodeMethod)
	if w.s.Code.Method != api.SMS || w.s.Code.Language != "zh_HK" {
		t.Fatalf("proposes %s in %s", w.s.Code.Method, w.s.Code.Language)
	}
	w.hand(CodeAsked{api.SMS, "zh_HK"}).in(CodeMethod, SendCode{firstID, api.SMS, "zh_HK"})
	w.world(CodeSent{}).in(EnterCode).idle()
	w.hand(CodeTyped{pin("123830")}).in(EnterCode, HandInCode{firstID, pin("123830")})
	w.world(CodeAccepted{}).in(ChoosePIN, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh(verified)}).in(ChoosePIN).idle()
	w.hand(PINChosen{NewPIN, pin("493027")}).in(ChooseRegion, ReadSettings{firstID})
	w.world(SettingsRead{settings("")}).in(ChooseRegion).idle()
	w.hand(StorageChosen{api.InRegion("SG")}).in(ChooseRegion, SetStorage{firstID, api.InRegion("SG")})
	w.world(StorageSet{settings("SG")}).in(Review, ReadFacts{firstID})
	return w.world(FactsRead{fresh(verified), settings("SG")}).in(Review).idle().card("", "")
}

func TestStraightRoad(t *testing.T) {
	t.Parallel()
	w := toReview(t)
	w.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("493027")}})
	w.hand(RegisterAsked{}).in(Register) // the second of two quick ones
	w.world(Registered{}).in(Connected, ReadNumber{firstID, true})
	w.world(NumberRead{fresh(verified, hasPIN)}).in(Connected, Poll{time.Second}).idle()
	w.world(PollDue{}).in(Connected, ReadNumber{firstID, true}).idle()
	w.world(NumberRead{fresh(connected)}).in(Connected, ReadApps{wabaID, firstID}).idle()
	w.world(AppsRead{}).in(Connected)
	w.hand(SubscribeAsked{}).in(Connected, SubscribeApp{wabaID})
	w.world(Subscribed{}).in(Connected, ReadApps{wabaID, firstID}).idle()
	w.world(AppsRead{Apps: []api.App{{ID: "1"}}}).in(Connected)
	if !w.s.PIN.Value.Empty() {
		t.Error("the PIN is kept after it was used")
	}
	var deeds []api.Endpoint
	for _, d := range w.s.Actions {
		deeds = append(deeds, d.Call)
	}
	want := []api.Endpoint{api.RequestCode, api.VerifyCode, api.SetSettings, api.Register, api.GetNumber, api.SetSubscribed}
	if !slices.Equal(deeds, want) {
		t.Errorf("deeds %v, want %v", deeds, want)
	}
	if got := w.s.Budget.Used(w.s.Counter(api.Register), w.now); got != 1 {
		t.Errorf("%d register requests were counted", got)
	}
	w.hand(BackAsked{}).in(PickNumber) // not to the review of what is done
}

func TestBelowV21TheRegionGoesWithRegister(t *testing.T) {
	t.Parallel()
	s := at(ChooseRegion, fresh(verified))
	s.RegionAtRegister = true
	w := walkFrom(t, s)
	w.hand(StorageChosen{api.InRegion("SG")}).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(verified), settings("")}).in(Review).card("", "")
	w.hand(RegisterAsked{}).in(Register, RegisterNumber{firstID, api.Registration{PIN: pin("493027"), Region: "SG"}})
}

func TestTheVersionThatAnswersDecides(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked, served api.Version
		atRegister    bool
	}{{"v20.0", "v20.0", true}, {"v20.0", "", true}, {"v20.0", "v22.0", false}, {"v21.0", "v21.0", false}, {"v24.0", "", false}} {
		e := opened()
		e.Asked, e.Served = c.asked, c.served
		w := walkFrom(t, at(Connect, fresh()))
		w.world(e)
		if w.s.RegionAtRegister != c.atRegister {
			t.Errorf("asked %s, served %q: region at register is %t", c.asked, c.served, w.s.RegionAtRegister)
		}
		if other := c.served != "" && c.served != c.asked; (w.s.Notice == NoticeOtherVersion) != other {
			t.Errorf("asked %s, served %q: notice %q", c.asked, c.served, w.s.Notice)
		}
	}
}

func TestWishesAreFollowed(t *testing.T) {
	t.Parallel()
	region := api.Region("SG")
	w := walkFrom(t, Start(Options{Token: pin("EAAG-token"), Account: wabaID, Number: otherID, Region: &region, Method: api.Voice, Language: "en"}))
	w.hand(Started{}).in(Connect, OpenAccount{Target{Token: pin("EAAG-token"), Account: wabaID}})
	w.world(opened()).in(PickNumber, ReadNumbers{Account: wabaID, After: ""}, ReadNumber{ID: otherID})
	w.world(NumberRead{fresh(another, expired)}).in(CodeMethod)
	if w.s.Code.Method != api.Voice || w.s.Code.Language != "en" || w.s.Storage.Region != region {
		t.Errorf("method %s, language %s, region %s", w.s.Code.Method, w.s.Code.Language, w.s.Storage.Region)
	}
	w = walkFrom(t, Start(Options{Sandbox: true, Scenario: "toll-free"}))
	w.hand(Started{}).in(Connect, OpenSandbox{"toll-free"})
	w.world(SandboxOpened{opened().Target}).in(Connect, OpenAccount{opened().Target})
}

func TestRememberedTokens(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Connect, fresh()))
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID, Remember: true})
	w.world(opened()).in(PickNumber, SaveToken{opened().Account}, ReadNumbers{Account: wabaID, After: ""})
	save := w.out[0]
	w.world(NumberRead{fresh()}).in(Eligibility)
	w.step(Input{Event: TokenSaved{errors.New("locked")}, At: w.now, Generation: save.Generation}).in(Eligibility)
	if w.s.Notice != NoticeNotSaved {
		t.Errorf("the keyring's no was lost: %q", w.s.Notice)
	}
}

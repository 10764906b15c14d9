package flows

import (
	"fmt"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// TestTheHourOfThePool closes the code requests for an hour, for every number.
func TestTheHourOfThePool(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PoolCode, fresh()))
	w.hand(CodeAsked{api.SMS, "en_US"}).in(PoolCode, SendPoolCode{unprovenID, api.SMS, "en_US"})
	w.world(refusal(api.RequestPreverifiedCode, 613, 0, status(422))).in(PoolCode).card(AdviseCodeRate, ActDismiss)
	w.hand(ProblemDismissed{}).hand(CodeAsked{api.Voice, "en_US"}).in(PoolCode).card(AdviseBudget, ActNothing)
	w.after(time.Hour).hand(CodeAsked{api.Voice, "en_US"}).in(PoolCode, SendPoolCode{unprovenID, api.Voice, "en_US"})
	if got := w.s.PoolCodes(w.now); got != 1 {
		t.Errorf("%d code requests in the hour", got)
	}
	w = walkFrom(t, at(PoolCode, fresh()))
	w.hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestPreverifiedCode, 613, 0)).hand(ProblemDismissed{}).hand(CodeAsked{api.SMS, "en"})
	w.hand(OverrideAsked{}).in(PoolCode, SendPoolCode{unprovenID, api.SMS, "en"})
}

func TestGuessesOfThePool(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PoolEnter, fresh()))
	w.hand(CodeTyped{pin("123456")}).in(PoolEnter, HandInPoolCode{unprovenID, pin("123456")})
	w.world(refusal(api.VerifyPreverifiedCode, 100, 0, details("Enter the six digits of the newest message."))).in(PoolEnter).card(AdviseWrongCode, ActDismiss)
	w.hand(CodeTyped{pin("123457")}).world(refusal(api.VerifyPreverifiedCode, 100, 0, details("Too many wrong codes were entered. Wait about 12 hours."))).card(AdviseGuesses, ActNothing)
	w.hand(ProblemDismissed{}).hand(CodeTyped{pin("123458")}).in(PoolEnter).card(AdviseBudget, ActNothing)
	w.hand(OverrideAsked{}).in(PoolEnter).card("", "")
	w.hand(CodeTyped{pin("123458")}).in(PoolEnter, HandInPoolCode{unprovenID, pin("123458")})
	w.world(timedOut(api.VerifyPreverifiedCode)).in(PoolEnter, ReadPooled{unprovenID})
	w.world(timedOut(api.GetPreverified)).in(PoolEnter).card(AdviseUnsettled, ActAgain)
	w.hand(CodeTyped{pin("123458")}).in(PoolEnter, ReadPooled{unprovenID}) // no second guess before the first is settled
	w.world(PooledRead{pooledNumbers()[1]}).in(PoolEnter).card(AdviseNoAnswer, ActDismiss)
	if !w.s.Problem.Settled {
		t.Error("the card does not say that it was looked at")
	}
	w.hand(NewCodeAsked{}).in(PoolCode)
}

// TestRowsOfThePool goes through what the tale does not pass.
func TestRowsOfThePool(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Pool, fresh()))
	w.hand(PooledChosen{readyID, false}).in(Pool)
	if w.s.Notice != NoticePoolEarly {
		t.Errorf("verifying too early: %q", w.s.Notice)
	}
	w.hand(PooledChosen{unprovenID, true}).in(Pool) // not verified
	w.hand(BusinessAsked{}).in(PoolBusiness)
	w.hand(BusinessGiven{"220771904456198"}).in(PoolBusiness, ReadPool{Business: "220771904456198"})
	w.world(refusal(api.ListPreverified, 100, 33)).in(PoolBusiness).card(AdviseNoObject, ActDismiss)
	w.hand(BusinessGiven{"220771904456199"}).in(PoolBusiness, ReadPool{Business: "220771904456199"})
	w.world(PoolListed{"220771904456199", api.PreverifiedPage{Numbers: pooledNumbers()[:1], Next: "two"}}).in(Pool, ReadPool{"220771904456199", "two"})
	w.world(PoolListed{"220771904456199", api.PreverifiedPage{Numbers: pooledNumbers()[1:]}}).in(Pool).idle()
	if len(w.s.Pool.Numbers) != 2 || !w.s.Pool.Listed {
		t.Errorf("pool %+v", w.s.Pool)
	}
	w.hand(ReloadAsked{}).in(Pool, ReadPool{Business: "220771904456199"})
	w.world(refusal(api.ListPreverified, 100, 33)).card(AdviseNoObject, ActGo)
	w.hand(AdviceTaken{}).in(PoolBusiness)
	w.hand(BackAsked{}).in(Pool, ReadPool{Business: "220771904456199"})

	w = walkFrom(t, at(PoolAdd, fresh()))
	has, _ := phone.Parse("+85261230171", "")
	w.hand(NumberTyped{Phone: has}).in(Pool)
	if w.s.Notice != NoticePoolHas {
		t.Errorf("adding what is there: %q", w.s.Notice)
	}

	w = walkFrom(t, at(PoolEnter, fresh()))
	w.hand(ReloadAsked{}).in(PoolEnter, ReadPooled{unprovenID})
	w.world(PooledRead{provenLater(pooledNumbers()[1])}).in(Pool, ReadPool{Business: poolOwner})
	w = walkFrom(t, at(PoolEnter, fresh()))
	w.hand(CodeTyped{pin("123456")}).world(noAnswer(api.VerifyPreverifiedCode)).in(PoolEnter, ReadPooled{unprovenID})
	w.world(PooledRead{provenLater(pooledNumbers()[1])}).in(Pool, ReadPool{Business: poolOwner})
	if w.s.Notice != NoticeSettled || w.s.Settle.Err != nil {
		t.Errorf("notice %q", w.s.Notice)
	}

	w = walkFrom(t, at(PoolUse, fresh()))
	w.hand(ClaimAsked{"Lotus"}).in(PoolUse, CreateNumber{wabaID, api.NewNumber{CallingCode: "852", National: "61230171", Name: "Lotus", Preverified: readyID}})
	w.world(NumberAdded{otherID}).in(PoolUse, ReadNumber{ID: otherID})
	w.world(noAnswer(api.GetNumber)).in(PoolUse).hand(ProblemDismissed{})
	w.hand(ClaimAsked{"Lotus"}).in(PoolUse, ReadNumber{ID: otherID}) // not a second time
	w.world(NumberRead{fresh(another, verified, func(n *api.Number) { n.Display = "+852 6123 0171" })}).in(ChoosePIN)
	w.hand(BackAsked{}).in(PickNumber, ReadNumbers{Account: wabaID})

	s := at(PoolUse, fresh())
	w = walkFrom(t, s)
	w.hand(ClaimAsked{"Lotus"}).world(refusal(api.AddNumber, 200, 1349175)).in(PoolUse).card(AdviseCap, ActDismiss)
}

// TestOpeningThePool says whose pool it is.
func TestOpeningThePool(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wish, owner api.BusinessID
		state       State
		effects     []Effect
	}{
		{"", poolOwner, Pool, []Effect{ReadPool{Business: poolOwner}}},
		{"220771904456199", poolOwner, Pool, []Effect{ReadPool{Business: "220771904456199"}}},
		{"", "", PoolBusiness, nil},
	} {
		w := walkFrom(t, Start(Options{Job: JobPreverified, Business: c.wish}))
		e := opened()
		e.Token.Scopes = append(e.Token.Scopes, api.ScopeBusiness)
		e.Account.Owner.ID = c.owner
		w.hand(AccountGiven{Token: e.Target.Token, Account: wabaID}).world(e).in(c.state, c.effects...)
		if w.s.Job != JobPreverified {
			t.Errorf("the job is %s", w.s.Job)
		}
	}
}

func TestPoolStandings(t *testing.T) {
	t.Parallel()
	verified := func(days int) api.Preverified {
		at := t0.AddDate(0, 0, -days)
		return api.Preverified{Verification: api.Verified, VerifiedAt: api.Time{Time: at}, Expires: api.Time{Time: at.AddDate(0, 0, 90)}}
	}
	onlySince := verified(50)
	onlySince.Expires = api.Time{}
	taken := verified(1)
	taken.Availability = "IN_USE"
	free := verified(1)
	free.Availability = "AVAILABLE"
	for i, c := range []struct {
		p           api.Preverified
		want        PoolStanding
		use, verify bool
	}{
		{verified(0), PoolReady, true, false}, {verified(44), PoolReady, true, false}, {verified(45), PoolAging, true, true}, {verified(89), PoolAging, true, true},
		{onlySince, PoolAging, true, true}, {taken, PoolTaken, false, false}, {free, PoolReady, true, false},
		{api.Preverified{Verification: api.Verified}, PoolReady, true, true},
		{api.Preverified{Verification: api.Unverified}, PoolUnverified, false, true}, {api.Preverified{Verification: "PENDING"}, PoolUnverified, false, true},
		{api.Preverified{Verification: api.VerificationExpired}, PoolExpired, false, true}, {api.Preverified{}, PoolUnverified, false, true},
	} {
		got := PoolStandingOf(c.p, t0)
		if name := fmt.Sprint(i); got != c.want || got.CanUse() != c.use || CanVerify(c.p, t0) != c.verify {
			t.Errorf("%s: %s, use %t, verify %t", name, got, got.CanUse(), CanVerify(c.p, t0))
		}
	}
}

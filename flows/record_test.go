package flows

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// A phone number within a name is hidden from the journal as the number itself is.
func TestTheJournalIsToldNoNumberInAName(t *testing.T) {
	t.Parallel()
	s := Session{Frame: Frame{State: Eligibility, Job: JobOnboard}}
	s.Want.Recorded = true
	s.Number.ID, s.Number.Display, s.Number.Name = "106540352242922", "+852 6174 0100", "Lotus +852\u00a06174\u20110100"
	for _, e := range s.journalEffects(Session{}) {
		if r, is := e.(OpenJournal); is {
			if strings.Contains(r.Name+r.Display, "6174") || !strings.HasPrefix(r.Name, "Lotus ••••") {
				t.Errorf("told %+v", r)
			}
			return
		}
	}
	t.Error("nothing was told")
}

// A register request that an earlier run left open is settled before the PIN is
// asked for, also while Meta is still at it.
func TestALeftRegisterIsSettledFirst(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(ChoosePIN, fresh(verified, hasPIN)))
	w.world(JournalOpened{Number: firstID, Open: true}).in(Register, ReadBack{firstID})
	w.world(FactsRead{fresh(verified, hasPIN), settings("")}).in(Register, Poll{time.Second}).world(PollDue{}).in(Register, ReadBack{firstID})
	w.world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})

	w = walkFrom(t, at(ChoosePIN, fresh(verified))).world(JournalOpened{Number: firstID, Open: true})
	for range settlingLooks - 1 {
		w.world(FactsRead{fresh(verified), settings("")}).world(PollDue{}).in(Register, ReadBack{firstID})
	}
	w.world(FactsRead{fresh(verified), settings("")}).in(ChoosePIN).card(AdviseOpen, ActReload) // nothing shows, and the PIN was kept nowhere
	if w.s.CanOverride() {
		t.Error("another one can be sent before there is a PIN")
	}

	w = walkFrom(t, at(ChoosePIN, fresh(verified))).world(JournalOpened{Number: firstID, Open: true, Before: ReadFactsText("pin=no status=PENDING")})
	w.world(FactsRead{fresh(verified, hasPIN), settings("")}).in(Connected, ReadNumber{firstID, true}) // it was carried out: there was no PIN before
}

func TestALeftDeregisterIsSettledFirst(t *testing.T) {
	t.Parallel()
	s := at(PickNumber, fresh(connected))
	s.Job, s.Want.Recorded = JobDeregister, true
	w := walkFrom(t, s).world(NumberRead{fresh(connected)})
	w.in(Deregister, ReadFacts{firstID}, OpenJournal{Account: wabaID, Number: firstID, Display: "+852 •••• 0100", Name: "Lotus Bakery", State: Deregister, Goal: GoalOff})
	w.world(JournalOpened{Number: firstID, OpenOff: true}).in(Deregister) // the facts are on their way
	w.world(FactsRead{fresh(connected), settings("")}).in(Deregister, Poll{time.Second})
	w.hand(DeregisterAsked{"0100"}).in(Deregister, ReadFacts{firstID}) // nothing is sent meanwhile
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, CloseJournal{firstID, "deregistered"}, ReadNumber{firstID, true})
	if w.s.Notice != NoticeSettled {
		t.Errorf("notice %q", w.s.Notice)
	}

	w = walkFrom(t, s).world(NumberRead{fresh(connected)}).world(FactsRead{fresh(connected), settings("")}) // the facts come first
	w.world(JournalOpened{Number: firstID, OpenOff: true}).in(Deregister, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected, takenOff), settings("")}).in(Manage, CloseJournal{firstID, "deregistered"}, ReadNumber{firstID, true})
}

// A code that an earlier run asked for is waited for again, while it can be used
// and nothing else was begun.
func TestACodeOfAnEarlierRunIsTakenUp(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		ago  time.Duration
		said func(*Session)
		to   State

		doubtful bool
	}{
		"a minute ago":        {time.Minute, nil, EnterCode, false},
		"ten minutes ago":     {10 * time.Minute, nil, Eligibility, false},
		"the last second":     {10*time.Minute - time.Second, nil, EnterCode, false},
		"answers were given":  {time.Minute, func(s *Session) { storeAnswer(s, Answered{eligibility.QuestionOwnership, eligibility.AnswerYes}, t0) }, Eligibility, false},
		"a step is necessary": {time.Minute, func(s *Session) { s.Checks.Verdict.Remedies = []eligibility.RemedyID{eligibility.RemedyAppeal} }, Eligibility, false},
		"nobody knows":        {time.Minute, nil, Eligibility, true}, // cut off before it left, perhaps
		"another job":         {time.Minute, func(s *Session) { s.Job = JobRegion }, Eligibility, false},
	} {
		w := walkFrom(t, at(Eligibility, fresh()))
		w.s.Checks.Answers = nil
		if tt.said != nil {
			tt.said(&w.s)
		}
		w.world(JournalOpened{Number: firstID, CodeAt: w.now.Add(-tt.ago), CodeSent: !tt.doubtful})
		if w.s.State != tt.to {
			t.Errorf("%s: leads to %s", name, w.s.State)
		}
		if tt.to == EnterCode && (!w.s.Code.Earlier || w.s.Code.Method == "" || w.s.Code.SentAt.IsZero()) {
			t.Errorf("%s: method %q, code at %v, earlier %t", name, w.s.Code.Method, w.s.Code.SentAt, w.s.Code.Earlier)
		}
	}
	w := walkFrom(t, at(Eligibility, fresh()))
	w.s.Checks.Answers = nil
	w.world(JournalOpened{Number: firstID, CodeAt: w.now.Add(-time.Minute), CodeSent: true}).hand(BackAsked{}).in(Eligibility)
}

// What was spent while the journal was being asked counts beside its answer.
func TestTheJournalAnswersLate(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(CodeMethod, fresh()))
	c := w.s.Counter(api.RequestCode)
	w.s.Budget = w.s.Budget.Spend(c, w.now.Add(-time.Hour))
	w.s.spentThen = w.s.Budget
	w.s.Budget = w.s.Budget.Spend(c, w.now)
	w.world(JournalOpened{Number: firstID, Budget: Budget{}.Spend(c, w.now.Add(-time.Hour)).Spend(c, w.now.Add(-2*time.Hour))})
	if got := w.s.Budget.Used(c, w.now); got != 3 {
		t.Errorf("%d requests, not 3", got)
	}
	if !w.s.Code.SentAt.IsZero() {
		t.Errorf("a code of %v, of which the journal says nothing", w.s.Code.SentAt)
	}
	w.world(JournalOpened{Number: firstID, CodeAt: w.now.Add(-time.Minute)})
	if !w.s.Code.SentAt.Equal(w.now.Add(-time.Minute)) {
		t.Errorf("code at %v", w.s.Code.SentAt)
	}
}

// The journal answers late, when the number was left: its requests are in the
// journal as well, and count once.
func TestALateJournalCountsNothingTwice(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(PickNumber, fresh()))
	w.s.Want.Recorded = true
	kept, of := Budget{}, Counter{firstID, api.Register}
	for i := range 6 { // some by a clock that was put back afterwards
		at := t0.Add(time.Duration(2-i) * time.Hour)
		w.s.Budget, kept = w.s.Budget.Spend(of, at), kept.Spend(of, at)
	}
	w.world(NumberRead{fresh(verified)})
	w.s.Case = newCase(w.s.Want)
	w.world(JournalOpened{Number: firstID, Budget: kept})
	if used := w.s.Budget.Used(of, w.now); used != 6 {
		t.Errorf("%d requests are counted of 6", used)
	}
}

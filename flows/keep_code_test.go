package flows

import (
	"path/filepath"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// What the journal says of codes that were asked for before.

// Only a code that may have been sent can still come: not one that Meta refused
// to send.
func TestOnlyASentCodeMayCome(t *testing.T) {
	t.Parallel()
	for scenario, sent := range map[string]bool{"clean-mobile": true, "on-the-app": false} {
		d := booked(t, scenario, filepath.Join(t.TempDir(), "journal.db"))
		number, waba := d.sim.Info().Numbers[0], d.sim.Info().WABA
		d.runner.Do(t.Context(), Command{Effect: OpenAccount{Target{Token: d.s.Want.Token, Account: waba}}})
		open := func() JournalOpened {
			return d.runner.Do(t.Context(), Command{Effect: OpenJournal{Account: waba, Number: number, State: CodeMethod}}).Event.(JournalOpened)
		}
		if e := open(); e.Err != nil || !e.CodeAt.IsZero() {
			t.Fatalf("%s: at first %+v", scenario, e)
		}
		d.runner.Do(t.Context(), Command{Effect: SendCode{number, api.SMS, "en"}})
		if e := open(); e.Err != nil || e.CodeAt.IsZero() == sent || e.CodeSent != sent || e.Budget.Used(Counter{number, api.RequestCode}, d.sim.Now()) != 1 {
			t.Errorf("%s: then %+v", scenario, e)
		}
	}
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
		"answers were given":  {time.Minute, func(s *Session) { s.answer(eligibility.QuestionOwnership, eligibility.AnswerYes) }, Eligibility, false},
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
	w.s.Record.At = w.now
	w.s.Budget = w.s.Budget.Spend(c, w.now.Add(-time.Hour)).Spend(c, w.now)
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

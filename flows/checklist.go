package flows

import (
	"maps"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Eligibility shows the checklist: can the number be onboarded, and what has to
// happen first?

// Events of the checklist.
type (
	// Answered is the operator's answer to one question of the checklist.
	Answered struct {
		Question eligibility.Question
		Answer   eligibility.Answer
	}
	// AllAnswered is what the customer says to a sentence with several answers in it.
	AllAnswered struct{ Answers eligibility.Answers }
	// ChecklistDone goes on from the checklist.
	ChecklistDone struct{}
)

var (
	// standsElsewhere: its facts lead away from the checklist.
	standsElsewhere = whenAt("its facts lead elsewhere", func(s Session, e NumberRead, at time.Time) bool {
		to := s.startOf(e.Number, at)
		return to != Eligibility && to != Remedy
	})
	// needsNoCode: it is verified, or a test number of Meta's that waits for its PIN. Should
	// Meta want a code all the same, its answer to register says so.
	needsNoCode = fact("no code is needed", func(s Session) bool {
		return s.FreshTestNumber() || s.Number.Verification == api.Verified
	})

	allMet = fact("every rule is met", func(s Session) bool { return s.Checks.Verdict.Kind == eligibility.Eligible })
	// somethingNotMet: a rule that has a remedy is broken.
	somethingNotMet = fact("a rule is not met", func(s Session) bool {
		return s.Checks.Verdict.Kind == eligibility.AfterSteps || s.Checks.Verdict.Kind == eligibility.NotEligible
	})
	onlyDoubts = fact("only doubts are open", Session.OnlyDoubts)
	// codeIsOut: the checklist was gone through by whoever asked for it.
	codeIsOut = whenAt("a code was sent lately", func(s Session, e JournalOpened, at time.Time) bool {
		usable := e.CodeSent && at.Before(eligibility.Deadline(eligibility.DeadlineCode, e.CodeAt))
		untouched := len(s.Checks.Answers) == 0 && len(s.Checks.Verdict.Remedies) == 0 && !s.Busy()
		return e.Err == nil && !e.Open && usable && e.Number == s.Number.ID && s.Job.onboards() && untouched
	})
)

// check judges the rules again.
func (s *Session) check() {
	s.Checks.Results = eligibility.Check(s.facts(), s.Checks.Answers)
	s.Checks.Verdict = eligibility.Decide(s.Checks.Results)
}

// OnlyDoubts reports whether every question of the checklist has its answer, and
// somebody has to find out more.
func (s Session) OnlyDoubts() bool {
	doubts := false
	for _, r := range s.Checks.Results {
		if r.Outcome != eligibility.Unknown || r.Ask == eligibility.QuestionNone {
			continue
		}
		if s.Checks.Answers[r.Ask] == eligibility.AnswerNone || r.Remedy == eligibility.RemedyNone {
			return false
		}
		doubts = true
	}
	return doubts
}

// facts are the session's facts as the rules of the checklist take them.
func (s *Session) facts() eligibility.Facts {
	f := eligibility.Facts{Number: s.Phone, Platform: platformOf(s.Number, s.ReadAt), SaidInUse: s.Checks.SaidInUse}
	if s.Account.ID != "" {
		f.Account = &eligibility.Account{
			ReviewStatus: s.Account.Review, Status: s.Account.Status,
			BusinessVerification: s.Account.Verification, MessagingLimit: s.Account.Limit,
			NumbersRegistered: s.Registered(), Known: s.Counted(),
		}
	}
	return f
}

// FreshTestNumber reports whether the number at hand is a test number of Meta's that may
// be registered without a code.
func (s Session) FreshTestNumber() bool { return s.facts().FreshTestNumber() }

func platformOf(n api.Number, now time.Time) *eligibility.Platform {
	return &eligibility.Platform{
		Status: string(n.Status), CodeVerification: string(n.Verification), PlatformType: string(n.Platform),
		AccountMode: string(n.Mode), NameStatus: string(n.NameStatus), VerifiedName: n.Name, Display: n.Display,
		OnBusinessApp: n.OnBusinessApp, Onboarded: !n.LastOnboarded.IsZero(), SignupOpen: now.Before(signupDeadline(n)),
	}
}

func storeAnswer(s *Session, e Answered, at time.Time) {
	storeAnswers(s, AllAnswered{eligibility.Answers{e.Question: e.Answer}}, at)
}

func storeAnswers(s *Session, e AllAnswered, _ time.Time) {
	answers := maps.Clone(s.Checks.Answers)
	if answers == nil {
		answers = eligibility.Answers{}
	}
	maps.Copy(answers, e.Answers)
	s.Checks.Answers = answers
	_, inUse := e.Answers[eligibility.QuestionInUse] // the customer was asked where it is used, and knows
	if inUse && s.refusals[s.Counter(api.RequestCode)].ofUse() {
		s.dropRefusal(api.RequestCode)
	}
	s.check()
}

// asksUse reports whether Meta said that the number is in use, and nobody has said where
// since.
func (s Session) asksUse() bool {
	return s.Checks.SaidInUse && s.Checks.Answers[eligibility.QuestionInUse] == eligibility.AnswerNone
}

// askUseAgain takes back the answer where the number is in use: Meta said that it is.
func (s *Session) askUseAgain() {
	s.Checks.SaidInUse = true
	s.Checks.Walks, s.Checks.Answers = nil, maps.Clone(s.Checks.Answers)
	delete(s.Checks.Answers, eligibility.QuestionInUse)
	s.check()
}

func noteOpen(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeChecksOpen
	return nil
}

// firstRemedy is the remedy of the rule that decides.
func firstRemedy(s *Session, _ time.Time) []Effect {
	s.Checks.begin(eligibility.RemedyOtherNumber)
	for _, r := range s.Checks.Results {
		if r.Rule == s.Checks.Verdict.First && r.Remedy != eligibility.RemedyNone {
			s.Checks.begin(r.Remedy)
		}
	}
	return nil
}

// firstDoubt is the remedy of the first answer that is none.
func firstDoubt(s *Session, _ time.Time) []Effect {
	for _, r := range slices.Backward(s.Checks.Results) {
		if r.Outcome == eligibility.Unknown && r.Ask != eligibility.QuestionNone {
			s.Checks.begin(r.Remedy)
		}
	}
	return nil
}

// resumeCode goes on with a code that an earlier run asked for.
func resumeCode(s *Session, e JournalOpened, at time.Time) {
	s.propose()
	storeJournal(s, e, at)
}

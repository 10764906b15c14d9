package flows

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Remedy is what has to happen first: a walk of steps that the customer does,
// some with a wait between them.

// Events of a remedy.
type (
	// StepTicked ticks a step of the remedy's walk, or takes the tick back.
	StepTicked struct{ Step eligibility.StepID }
	// WayChosen chooses one of the ways that the remedy asks for.
	WayChosen struct{ Remedy eligibility.RemedyID }
	// StepPlayed says that the simulated customer did a step.
	StepPlayed struct{}
	// PaidTold is the day of the last paid message; zero for none lately.
	PaidTold struct{ Day time.Time }
	// BackupGiven is the On-Premises client's backup; empty when nobody has one.
	BackupGiven struct{ Data, Password api.Secret }
	// TimeAsked lets the time of the sandbox pass.
	TimeAsked struct{}
	// TimePassed says that the sandbox's clock was moved.
	TimePassed struct{}
	// CodeInstead goes to a code where the remedy is one way of two.
	CodeInstead struct{}
	// RemedyDone says that the customer did what a remedy asks for.
	RemedyDone struct{}
)

// Effects of a remedy.
type (
	// PlayStep has the simulated customer do a step of a remedy. Of the real one
	// nothing is asked.
	PlayStep struct {
		Remedy eligibility.RemedyID
		Step   eligibility.StepID
		ID     api.PhoneNumberID
		Phone  string // E.164, where the number was not added yet
	}
	// LetPass moves the sandbox's clock.
	LetPass struct{ For time.Duration }
)

// Spec implements [Effect].
func (PlayStep) Spec() Spec { return answers[StepPlayed](api.GetNumber) }
func (LetPass) Spec() Spec  { return answers[TimePassed](api.GetNumber) }

// Steps that the flow itself looks at.
const (
	stepRemove     eligibility.StepID = "remove"
	stepBackup     eligibility.StepID = "backup"
	stepDisconnect eligibility.StepID = "disconnect"
)

// Walk is the walk of the present remedy and how far it has come.
func (s Session) Walk() (eligibility.Walk, Progress) {
	return eligibility.WalkOf(s.Checks.Remedy), s.Progress()
}

// Progress is how far the walk of the present remedy has come.
func (s Session) Progress() Progress { return s.Checks.Walks[s.Checks.Remedy] }

// progress changes how far the present walk has come.
func (s *Session) progress(change func(*Progress)) {
	walks := maps.Clone(s.Checks.Walks)
	if walks == nil {
		walks = map[eligibility.RemedyID]Progress{}
	}
	p := walks[s.Checks.Remedy]
	change(&p)
	walks[s.Checks.Remedy] = p
	s.Checks.Walks = walks
}

// restartWalk forgets how far the present walk has come.
func (s *Session) restartWalk() {
	s.Checks.Walks = maps.Clone(s.Checks.Walks)
	delete(s.Checks.Walks, s.Checks.Remedy)
}

func isRemedy(name string, ids ...eligibility.RemedyID) Guard {
	return fact(name, func(s Session) bool { return slices.Contains(ids, s.Checks.Remedy) })
}

var (
	// stillInTheWay: the fact that asked for the remedy still holds, or what was to be seen
	// after it cannot be seen yet.
	stillInTheWay = whenAt("what is in the way still is", func(s Session, e NumberRead, at time.Time) bool {
		s.Number, s.ReadAt = e.Number, at
		asked := s.asked()
		asksForIt := slices.ContainsFunc(eligibility.Check(s.facts(), nil), func(r eligibility.Result) bool {
			return r.Remedy == asked && r.Outcome == eligibility.NotMet && r.Source == eligibility.FromGraph
		})
		unshared := s.Checks.Remedy == eligibility.RemedyShareWithApp && !sharedOrConnected(e.Number, at)
		lapsed := asked == eligibility.RemedyRepeatSignup && signupOver(e.Number, at)
		return asksForIt || unshared || lapsed || remedyOf(e.Number, at) == asked
	})
	// asksForAnother: what was in the way has become something else that its facts show,
	// as a sharing that was half done and is complete now.
	asksForAnother = whenAt("its facts ask for another remedy", func(s Session, e NumberRead, at time.Time) bool {
		another := remedyOf(e.Number, at)
		return another != eligibility.RemedyNone && another != s.asked()
	})
	backupIsAnswered = read("it is known whether there is a backup", backupAnswered)

	joinsList = fact("the number joins the list", Session.JoinsList)

	// cameFromAdding: what the remedy is for is not a number of the account yet.
	cameFromAdding = fact("the number was not added", func(s Session) bool {
		return s.Number.ID == "" || len(s.History) > 0 && s.History[len(s.History)-1] == AddNumber
	})
	stillTurnedDown = when("Meta still turns the account down", func(s Session, e AccountOpened) bool {
		if e.AccountUnread == nil {
			s.Account = e.Account
		}
		return s.Checks.Remedy == eligibility.RemedyAppeal && accountTurnedDown.holds(s, Input{})
	})
	// accountInTheWay: not the number but its account asked for the remedy.
	accountInTheWay = fact("the account is in the way", func(s Session) bool {
		return s.Checks.Remedy == eligibility.RemedyRaiseCap || slices.ContainsFunc(s.Checks.Results, func(r eligibility.Result) bool {
			return r.Remedy == s.Checks.Remedy && r.Rule == eligibility.RuleAccount
		})
	})
	// capAsItWas: and nobody did anything about it. Otherwise adding shows what Meta counts.
	capAsItWas = when("the cap is what it was", func(s Session, e AccountOpened) bool {
		p := s.Progress()
		if e.AccountUnread == nil {
			s.Account = e.Account
		}
		known := eligibility.CapKnown(s.Account.Verification, s.Account.Limit)
		return s.Checks.Remedy == eligibility.RemedyRaiseCap && len(p.Ticked) == 0 && known &&
			eligibility.Cap(s.Account.Verification, s.Account.Limit) <= eligibility.NewPortfolioCap
	})
	// addsAnew: the number has to be added, once more or by a move.
	addsAnew = fact("it is to be added", func(s Session) bool {
		moved := s.Checks.Remedy == eligibility.RemedyMoveNumber && StandingOf(s.Number) == StandingGone
		return moved || s.Checks.Remedy == eligibility.RemedyAddAgain
	})
	walkWaits = now("time has to pass", func(s Session, at time.Time) bool {
		p := s.Progress()
		return p.Waiting(at)
	})
	// tooEarly: the day of a step that opens a wait has not come.
	tooEarly = whenAt("it is too early for the step", func(s Session, e StepTicked, at time.Time) bool {
		walk, p := s.Walk()
		step, is := tickable(walk, e.Step)
		return is && step.Opens != "" && p.Waiting(at) && !slices.Contains(p.Ticked, e.Step)
	})
	sandboxWaits = both(fact("it is the sandbox's time", func(s Session) bool { return s.Target.Sandbox }), walkWaits)
	isOnPremise  = isRemedy("it is on the On-Premises API", eligibility.RemedyOnPremise)
	signupLapsed = isRemedy("Embedded Signup is too long ago", eligibility.RemedyRepeatSignup)
	givesUp      = isRemedy("another number is needed", eligibility.RemedyOtherNumber)
)

// beginRemedy begins the remedy that an advice named. A backup that was refused is
// of no use.
func (s *Session) beginRemedy(p *Problem) {
	s.Checks.begin(p.Advice.Help)
	if p.Advice.ID == AdviseBackup {
		s.Checks.Backup = nil
		s.restartWalk()
	}
}

// tickStep ticks a step or takes the tick back.
func tickStep(s *Session, e StepTicked, at time.Time) {
	walk, p := s.Walk()
	if step, is := tickable(walk, e.Step); is {
		undone := slices.Contains(p.Ticked, e.Step)
		s.progress(func(p *Progress) { p.tick(step, undone, at) })
	}
}

// tickable is a step that a person ticks: a wait ticks itself, and a way is chosen.
func tickable(w eligibility.Walk, id eligibility.StepID) (eligibility.Step, bool) {
	step, known := w.Step(id)
	return step, known && step.Kind != eligibility.StepWait && step.Kind != eligibility.StepWay
}

// playStep has the simulated customer do what was just ticked.
func playStep(s *Session, e StepTicked) []Effect {
	walk, p := s.Walk()
	if _, is := tickable(walk, e.Step); !is || !s.Target.Sandbox || !slices.Contains(p.Ticked, e.Step) {
		return nil
	}
	return []Effect{PlayStep{
		Remedy: s.Checks.Remedy, Step: e.Step, ID: s.Number.ID, Phone: cmp.Or(s.Phone.E164, s.Typed.Phone.E164),
	}}
}

// storePaid takes the day of the last paid message; deleting opens thirty days
// later (seed 000, seed 001).
func storePaid(s *Session, e PaidTold, at time.Time) {
	walk, _ := s.Walk()
	s.progress(func(p *Progress) {
		for _, step := range walk.Steps {
			if step.Kind == eligibility.StepDate && !slices.Contains(p.Ticked, step.ID) {
				p.Ticked = append(slices.Clip(p.Ticked), step.ID)
			}
		}
		p.Paid = e.Day
		p.waits("", time.Time{}, time.Time{})
		if opens := eligibility.FirstDeletion(e.Day); opens.After(at) {
			p.waits(eligibility.DeadlineDelete, e.Day, opens)
		}
	})
}

// letPass moves the sandbox's clock to the end of the wait. Of the last paid
// message only the day is known, so deleting is sure to be possible a day after
// it becomes possible.
func letPass(s *Session, at time.Time) []Effect {
	p := s.Progress()
	by := p.Until.Sub(at)
	if p.Waits == eligibility.DeadlineDelete {
		by += 24 * time.Hour
	}
	return []Effect{LetPass{by}}
}

// endWait ends the wait: the operator's own clock did not move.
func endWait(s *Session, at time.Time) []Effect {
	s.progress(func(p *Progress) { p.Until = at })
	return nil
}

func noteTooEarly(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeTooEarly
	return nil
}

// addByMove opens the form for the number that is to be added again, or moved
// here.
func addByMove(s *Session, _ time.Time) []Effect {
	s.Typed = NumberTyped{Phone: s.Phone, Name: s.Number.Name, Migrate: s.Checks.Remedy == eligibility.RemedyMoveNumber}
	return nil
}

// markMove notes on the form that the number moves here.
func markMove(s *Session, _ time.Time) []Effect {
	s.Typed.Migrate = s.Typed.Migrate || s.Checks.Remedy == eligibility.RemedyMoveNumber
	return nil
}

// storeChangedAccount takes over the account as it is now. Where a number was taken
// out of it, the list is another one, and how many were counted is not known.
func storeChangedAccount(s *Session, e AccountOpened, at time.Time) {
	storeAccount(s, e, at)
	if p := s.Progress(); slices.Contains(p.Ticked, stepRemove) {
		s.forgetPages()
	}
}

// leaveWalk returns to the form of a number that is not there yet: what was done
// once is not to be done again.
func leaveWalk(s *Session, at time.Time) []Effect {
	s.restartWalk()
	return arriveBack(s, at)
}

func noteStill(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeStillInUse
	return nil
}

// goOnRefused leaves the remedy by what the number reads. The page that sends the
// request says once more that it was refused.
func goOnRefused(s *Session, at time.Time) []Effect {
	if r, is := s.Refused(); is {
		r.Help = ""
		s.remember(r)
	}
	return readNumber(s, at)
}

func noteRefused(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeStillRefused
	return nil
}

func endRemedy(s *Session, _ NumberRead, at time.Time) {
	s.dropRemedied(at)
	s.Checks.Remedy = ""
}

// dropRemedied forgets why no code was sent, or that there was no room, once its remedy
// was gone through.
func (s *Session) dropRemedied(at time.Time) {
	walk, p := s.Walk()
	if !p.Done(walk, at) {
		return
	}
	if s.refusals[s.Counter(api.RequestCode)].ofUse() {
		s.dropRefusal(api.RequestCode)
	}
	if s.Checks.Remedy == eligibility.RemedyRaiseCap {
		s.dropCap()
	}
}

func leaveRemedy(s *Session, at time.Time) []Effect {
	s.Checks.Remedy = ""
	return proposeCode(s, at)
}

// clearRemedied takes back the answers that asked for the remedy just done. What
// the finished walk tells is the new answer; else the checklist asks again.
func clearRemedied(s *Session, e NumberRead, at time.Time) {
	answers := maps.Clone(s.Checks.Answers)
	if answers == nil {
		answers = eligibility.Answers{}
	}
	for _, rule := range eligibility.Rules() {
		for _, r := range s.Checks.Results { // an answered rule names its question no more
			if r.Rule == rule.ID && r.Remedy == s.asked() {
				delete(answers, rule.Question)
			}
		}
	}
	s.dropRemedied(at)
	if walk, p := s.Walk(); p.Done(walk, at) {
		maps.Copy(answers, walk.Settles)
	}
	s.Checks.Answers, s.Checks.Remedy = answers, ""
	storeNumber(s, e, at)
}

// backupAnswered reports whether the operator handed over the backup of an
// On-Premises number, or said that there is none.
func backupAnswered(s Session, n api.Number) bool {
	p := s.Progress()
	return s.Checks.Remedy == eligibility.RemedyOnPremise && StandingOf(n) == StandingOnPremise && slices.Contains(p.Ticked, stepBackup)
}

// storeBackup takes what the On-Premises client gave; register sends it.
func storeBackup(s *Session, e BackupGiven, _ time.Time) {
	walk, _ := s.Walk()
	s.progress(func(p *Progress) {
		p.Ticked = nil
		for _, step := range walk.Steps { // whoever has the answer asked for it
			p.Ticked = append(p.Ticked, step.ID)
		}
	})
	s.dropRefusal(api.Register) // another request follows
	s.Checks.Backup = nil
	if !e.Data.Empty() {
		s.Checks.Backup = &api.Backup{Data: e.Data, Password: e.Password}
	}
}

// JoinsList reports whether a number that is not in the account is in its list once the
// present walk is done: nothing is added by hand.
func (s Session) JoinsList() bool {
	byItself := s.Checks.Remedy == eligibility.RemedyShareNumber || s.Checks.Remedy == eligibility.RemedyLeaveSolution
	return byItself && (cameFromAdding.holds(s, Input{}) || StandingOf(s.Number) == StandingGone)
}

func chooseWay(s *Session, e WayChosen, _ time.Time) {
	s.Checks.Asks, s.Checks.Remedy = s.Checks.Remedy, e.Remedy
}

// backToWays asks once more which way. What was ticked stays ticked.
func backToWays(s *Session, _ time.Time) []Effect {
	s.Checks.begin(s.asked())
	return nil
}

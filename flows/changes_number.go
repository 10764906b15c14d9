package flows

import (
	"maps"
	"slices"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// The changes of Connect, PickNumber, AddNumber, Eligibility and Remedy.

func openWishedSandbox(s *Session, _ Input) []Effect {
	return []Effect{OpenSandbox{s.Want.Scenario}}
}

func openWishedAccount(s *Session, _ Input) []Effect {
	s.Target = Target{Token: s.Want.Token, Account: s.Want.Account}
	return []Effect{OpenAccount{s.Target}}
}

func listSaved(s *Session, _ Input) []Effect {
	effects := []Effect{ListSaved{}}
	if s.Want.Recorded {
		effects = append(effects, ListUnfinished{Account: s.Want.Account})
	}
	return effects
}

func keepSaved(s *Session, in Input) []Effect {
	s.Saved = in.Event.(SavedListed).Accounts
	return nil
}

func openSandbox(s *Session, in Input) []Effect {
	s.Problem = nil
	s.Remember = false
	s.dropOffer("")
	return []Effect{OpenSandbox{in.Event.(SandboxAsked).Scenario}}
}

func openSandboxAccount(s *Session, in Input) []Effect {
	s.Target = in.Event.(SandboxOpened).Target
	return []Effect{OpenAccount{s.Target}}
}

func openAccount(s *Session, in Input) []Effect {
	e := in.Event.(AccountGiven)
	s.Problem = nil
	s.dropOffer(e.Account)
	s.Target = Target{Token: e.Token, Account: e.Account, Saved: e.Saved}
	s.Remember = e.Remember
	return []Effect{OpenAccount{s.Target}}
}

// dropOffer forgets an offer to go on that was chosen and not followed, once
// another account is given: its number is read in its own account or not at all.
func (s *Session) dropOffer(account api.WABAID) {
	if s.resumes.ID == "" || s.resumes.Account == account {
		return
	}
	s.Job, s.Want.Account, s.Want.Number, s.resumes = s.Want.Job, "", "", Unfinished{}
}

func keepAccountAndList(s *Session, in Input) []Effect {
	return append(keepAccount(s, in), startList(s)...)
}

func keepAccountAndReadWished(s *Session, in Input) []Effect {
	id := s.Want.Number
	s.Want.Number = ""
	return append(keepAccount(s, in), append(startList(s), ReadNumber{ID: id})...)
}

// resumeWithToken continues where the token died. Nothing is sent again by itself; facts
// are read once, since time has passed.
func resumeWithToken(s *Session, in Input) []Effect {
	effects := keepAccount(s, in)
	if !s.Notice.tokenEnds() {
		s.Notice = NoticeNewToken
	}
	switch s.State {
	case PickNumber:
		return append(effects, startList(s)...)
	case ChooseRegion, Identity:
		return append(effects, ReadSettings{s.Number.ID})
	case Review, Deregister, MoveRegion, MovePlan:
		return append(effects, askFacts(s)...)
	case Webhooks: // no number is needed
		return append(effects, readApps(s)...)
	case Remedy: // reading the number would mean that the remedy was done
		return effects
	case AddNumber, PoolUse:
		if s.Number.ID == "" || !s.ReadAt.IsZero() { // nothing was added yet
			return effects
		}
	case Pool:
		return append(effects, startPool(s)...)
	case PoolCode, PoolEnter:
		return append(effects, ReadPooled{s.Pool.At.ID})
	case PoolAdd:
		if s.unreadPooled() {
			effects = append(effects, ReadPooled{s.Pool.At.ID})
		}
		return effects
	case PoolBusiness:
		return effects
	}
	return append(effects, ReadNumber{s.Number.ID, s.inDetail()})
}

func explainToken(s *Session, in Input) []Effect {
	e := in.Event.(AccountOpened)
	s.Target, s.Token = e.Target, e.Token
	s.Problem = tokenProblem(e)
	return s.offerSaved()
}

func explainTokenOnTheWay(s *Session, in Input) []Effect {
	s.markReturn()
	return explainToken(s, in)
}

// markReturn notes where to go on once there is a good token.
func (s *Session) markReturn() {
	if s.from == Connect || s.Return != "" || s.Account.ID == "" {
		return
	}
	s.Return = s.from
	switch s.from { // whatever became of it, the page before finds out
	case Register:
		s.Return = Review
	case Moving:
		s.Return = MovePlan
	}
}

func noteSaved(s *Session, in Input) []Effect {
	switch failed := in.Event.(TokenSaved).Err != nil; {
	case s.Notice.tokenEnds(): // kept or not, it is of little use tomorrow
	case failed:
		s.Notice = NoticeNotSaved
	case s.Notice != NoticePersonal:
		s.Notice = NoticeTokenSaved
	}
	return nil
}

func readPicked(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{ID: in.Event.(NumberPicked).ID}}
}

// selectNumber begins with a number where its standing says.
func selectNumber(s *Session, in Input) []Effect {
	n := in.Event.(NumberRead).Number
	if n.ID != s.Number.ID || !samePhone(s.Number.Display, n.Display) {
		s.Case = newCase(s.Want)
	}
	if s.State == Connected {
		s.foundConnected(in.At)
	}
	s.Settle.Err = nil // this was the look that settles it
	keepNumber(s, in)
	return enterState(s)
}

// takeUpAdded puts a new number into the list before it goes on with it. A list
// that was left half way is read again when somebody comes back to it.
func takeUpAdded(s *Session, in Input) []Effect {
	if s.List.Listed {
		s.List.Pages = slices.Insert(slices.Clone(s.List.Pages), 0, PageOf(in.Event.(NumberRead).Number))
	} else {
		s.List.Pages, s.List.Next = nil, ""
	}
	s.Job = JobOnboard // nothing else can be done with it
	return selectNumber(s, in)
}

// enterState does what the state that a standing led to wants to have done.
func enterState(s *Session) []Effect {
	switch s.State {
	case Remedy:
		s.Checks.Remedy = remedyOf(s.Number)
	case Connected:
		return showConnected(s)
	case CodeMethod:
		s.propose()
	}
	return nil
}

func takeUpRemedied(s *Session, in Input) []Effect {
	s.Checks.Remedy = ""
	return selectNumber(s, in)
}

// keepNumber takes over fresh facts and checks the rules again.
func keepNumber(s *Session, in Input) []Effect {
	s.keep(in.Event.(NumberRead).Number, in)
	return nil
}

func (s *Session) keep(n api.Number, in Input) {
	if s.Phone.E164 == "" || n.ID != s.Number.ID {
		s.Phone = phoneOf(n)
	}
	if n.ID == s.Number.ID && phone.Digits(n.Display) == "" { // Graph left it out
		n.Display = s.Number.Display
	}
	s.Number, s.ReadAt = n, in.At
	for _, call := range []api.Endpoint{api.Register, api.Deregister} {
		if a, open := s.attempt(call); open && proofOf(call, a.Before, n) == ProofDone {
			s.close(call)
		}
	}
	s.noteFirstSeen(n, in.At)
	s.replace(n)
	s.check()
}

func createNumber(s *Session, in Input) []Effect {
	e := in.Event.(NumberTyped)
	s.Problem = nil
	s.Typed = e
	return []Effect{CreateNumber{s.Target.Account, newNumber(e)}}
}

func readAdded(s *Session, in Input) []Effect {
	s.Case = newCase(s.Want)
	s.Phone, s.Typed = s.Typed.Phone, NumberTyped{}
	s.Number.ID = in.Event.(NumberAdded).ID
	s.did(api.AddNumber, in.At)
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

// findAdded looks whether the number is there after all.
func findAdded(s *Session, in Input) []Effect {
	return []Effect{FindNumber{s.Target.Account, s.Typed.Phone, in.Event.(Failed).Err}}
}

func noteAnswer(s *Session, in Input) []Effect {
	e := in.Event.(Answered)
	s.answer(e.Question, e.Answer)
	s.check()
	return nil
}

func noteOpen(s *Session, _ Input) []Effect {
	s.Notice = NoticeChecksOpen
	return nil
}

// firstRemedy is that of the rule that decides.
func firstRemedy(s *Session, _ Input) []Effect {
	s.Checks.Remedy = eligibility.RemedyOtherNumber
	for _, r := range s.Checks.Results {
		if r.Rule == s.Checks.Verdict.First && r.Remedy != eligibility.RemedyNone {
			s.Checks.Remedy = r.Remedy
		}
	}
	return nil
}

// appealFirst leads to the way out for an account that Meta turned down, before
// anything is asked for a number that is not in it.
func appealFirst(s *Session, _ Input) []Effect {
	s.Problem, s.Number, s.Checks.Answers = nil, api.Number{}, nil // the phone number of the pool stays at hand
	s.check()
	s.Checks.Remedy = eligibility.RemedyAppeal
	return nil
}

// firstDoubt is the remedy of the first answer that is none.
func firstDoubt(s *Session, _ Input) []Effect {
	for _, r := range slices.Backward(s.Checks.Results) {
		if r.Outcome == eligibility.Unknown && r.Ask != eligibility.QuestionNone {
			s.Checks.Remedy = r.Remedy
		}
	}
	return nil
}

// openAgain reads the account again, where that is what the remedy changed.
func openAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{OpenAccount{s.Target}}
}

// keepAccountAndRead takes over the account as it is now. Of the cap it forgets
// how many numbers were counted: freeing one of them is a remedy too, and then
// the operator is asked.
func keepAccountAndRead(s *Session, in Input) []Effect {
	effects := keepAccount(s, in)
	if _, p := s.Walk(); slices.Contains(p.Ticked, stepRemove) {
		s.List.Pages, s.List.Next, s.List.Listed = nil, "", false
	}
	return append(effects, ReadNumber{ID: s.Number.ID})
}

// keepAccountAndGoBack returns to the form of a number that is not there yet.
func keepAccountAndGoBack(s *Session, in Input) []Effect {
	effects := keepAccount(s, in)
	if _, p := s.Walk(); slices.Contains(p.Ticked, stepRemove) { // the list is another one now
		s.List.Pages, s.List.Next, s.List.Listed = nil, "", false
	}
	walks := maps.Clone(s.Checks.Walks)
	delete(walks, s.Checks.Remedy) // what was done once is not to be done again
	s.Checks.Walks = walks
	return append(effects, arriveBack(s, in)...)
}

func keepAccountAndSayStill(s *Session, in Input) []Effect {
	effects := keepAccount(s, in)
	s.Notice = NoticeStillInUse
	return effects
}

func readAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{s.Number.ID, s.inDetail()}}
}

func noteStill(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Notice = NoticeStillInUse
	return nil
}

// clearRemedied takes back the answers that asked for the remedy just done. What
// the finished walk tells is the new answer; else the checklist asks again.
func clearRemedied(s *Session, in Input) []Effect {
	answers := maps.Clone(s.Checks.Answers)
	if answers == nil {
		answers = eligibility.Answers{}
	}
	for _, rule := range eligibility.Rules() {
		for _, r := range s.Checks.Results { // an answered rule names its question no more
			if r.Rule == rule.ID && r.Remedy == s.Checks.Remedy {
				delete(answers, rule.Question)
			}
		}
	}
	maps.Copy(answers, s.conclude(in.At))
	s.Checks.Answers, s.Checks.Remedy = answers, ""
	return keepNumber(s, in)
}

func proposeCode(s *Session, _ Input) []Effect {
	s.propose()
	return nil
}

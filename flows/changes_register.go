package flows

import (
	"time"

	"dialtone/api"
)

// The changes of Review, Register and Connected, and those of every state.

func keepFacts(s *Session, in Input) []Effect {
	e := in.Event.(FactsRead)
	s.Problem = nil
	s.Settings = e.Settings
	s.keep(e.Number, in)
	return nil
}

func keepFactsAndReadApps(s *Session, in Input) []Effect {
	keepFacts(s, in)
	s.PIN = api.Secret{}
	s.Confirmed = false
	return []Effect{ReadApps{s.Target.Account}}
}

// showChanged stops: what the operator confirmed is not what is so.
func showChanged(s *Session, in Input) []Effect {
	e := in.Event.(FactsRead)
	changed := changesOf(*s, e)
	keepFacts(s, in)
	s.Confirmed = false
	_, to := stand(e.Number)
	s.Problem = &Problem{Call: api.GetNumber, Changed: changed, Advice: Advice{ID: AdviseChanged, Act: ActGo, To: to}}
	if to == ChoosePIN { // it can go on as it stands
		s.Problem.Advice = Advice{ID: AdviseChanged, Act: ActDismiss}
	}
	return nil
}

func readFacts(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadFacts{s.Number.ID}}
}

func readFactsThenRegister(s *Session, _ Input) []Effect {
	s.Problem = nil
	s.Confirmed = true
	return []Effect{ReadFacts{s.Number.ID}}
}

func startEdit(s *Session, _ Input) []Effect {
	s.Problem, s.Editing = nil, true
	return nil
}

func startEditRegion(s *Session, in Input) []Effect {
	startEdit(s, in)
	return []Effect{ReadSettings{s.Number.ID}}
}

func showLocked(s *Session, in Input) []Effect { return showClosed(s, in, api.Register) }

// showClosed says until when a counter is closed, as far as Dialtone knows.
func showClosed(s *Session, in Input, call api.Endpoint) []Effect {
	s.Problem = &Problem{
		Call: call, Until: s.Budget.Frees(s.Counted(call), in.At), Advice: Advice{ID: AdviseBudget, Cost: costOf(call)},
	}
	return nil
}

func registerNow(s *Session, in Input) []Effect {
	if e, ok := in.Event.(FactsRead); ok {
		s.Settings = e.Settings
		s.keep(e.Number, in)
	}
	s.Problem, s.Confirmed, s.Settling, s.Polls = nil, false, nil, 0
	reg := api.Registration{PIN: s.PIN}
	if s.AtRegister {
		reg.Region = s.Region
	}
	return []Effect{RegisterNumber{s.Number.ID, reg}}
}

func noteDeregistered(s *Session, in Input) []Effect {
	s.done(api.Deregister, in.At)
	s.Notice = NoticeDeregistered
	return []Effect{ReadFacts{s.Number.ID}}
}

func noteRegistered(s *Session, in Input) []Effect {
	s.done(api.Register, in.At)
	s.PIN = api.Secret{}
	s.Polls = 0
	return []Effect{ReadNumber{s.Number.ID, true}}
}

func settle(s *Session, in Input) []Effect {
	s.Settling = in.Event.(Failed).Err
	s.Polls = 0
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

func lookAgain(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Polls++
	return []Effect{Poll{pause(s.Polls)}}
}

func readToSettle(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

// showSettled reports the failure that reading back did not turn into a
// success.
func showSettled(s *Session, in Input) []Effect {
	keepNumber(s, in)
	cause := s.Settling
	s.Settling, s.Polls = nil, 0
	call := api.VerifyCode
	if s.State == Review {
		call = api.Register
	}
	s.problem(Failed{call, cause}, in.At)
	return nil
}

// showUnsettled keeps the question open: reading back failed too, so nobody
// knows yet whether the call before it worked.
func showUnsettled(s *Session, in Input) []Effect {
	s.problem(in.Event.(Failed), in.At)
	s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	s.Last = ReadNumber{ID: s.Number.ID}
	return nil
}

func noteSettledRegister(s *Session, in Input) []Effect {
	s.Settling = nil
	s.Notice = NoticeSettled
	s.done(api.Register, in.At)
	s.PIN = api.Secret{}
	return noteConnected(s, in)
}

func noteConnected(s *Session, in Input) []Effect {
	first := !s.Number.Status.Registered() || !s.AppsRead
	keepNumber(s, in)
	s.Polls, s.Problem = 0, nil
	if !first {
		return nil
	}
	s.done(api.GetNumber, in.At)
	return []Effect{ReadApps{s.Target.Account}}
}

func pollAgain(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Polls++
	return []Effect{Poll{pause(s.Polls)}}
}

// pause grows from one second to five.
func pause(n int) time.Duration { return time.Duration(min(n, 5)) * time.Second }

func showStuck(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Problem = &Problem{Call: api.GetNumber, Advice: Advice{ID: AdviseStuck, Act: ActReload}}
	return nil
}

func startPolling(s *Session, in Input) []Effect {
	s.Polls = 0
	return readAgain(s, in)
}

func keepApps(s *Session, in Input) []Effect {
	s.Apps, s.AppsRead = in.Event.(AppsRead).Apps, true
	return nil
}

func subscribe(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{SubscribeApp{s.Target.Account}}
}

func noteSubscribed(s *Session, in Input) []Effect {
	s.done(api.SetSubscribed, in.At)
	return []Effect{ReadApps{s.Target.Account}}
}

func showProblem(s *Session, in Input) []Effect {
	s.Settling, s.Confirmed = nil, false
	s.problem(in.Event.(Failed), in.At)
	if s.Problem.Call == api.ListNumbers {
		s.Listing = false
	}
	return nil
}

func noteTokenDead(s *Session, in Input) []Effect {
	if s.Return == "" && s.Account.ID != "" {
		s.Return = s.from
		if s.from == Register { // a dead token is a clear no: nothing was registered
			s.Return = Review
		}
	}
	s.Confirmed = false
	s.problem(in.Event.(Failed), in.At)
	return nil
}

// followAdvice does what the one key of the card promises.
func followAdvice(s *Session, _ Input) []Effect {
	p := s.Problem
	s.Problem = nil
	switch p.Advice.Act {
	case ActGo:
		return s.goTo(p)
	case ActAgain:
		if p.Call == api.ListNumbers {
			return []Effect{ReadNumbers{s.Target.Account, s.Next}}
		}
		if s.Last != nil {
			return []Effect{s.Last}
		}
	case ActReload:
		if s.State == Review {
			return []Effect{ReadFacts{s.Number.ID}}
		}
		s.Polls = 0
		return []Effect{ReadNumber{ID: s.Number.ID}}
	case ActDeregister:
		return []Effect{DeregisterNumber{s.Number.ID}}
	case ActNothing, ActDismiss:
	}
	return nil
}

// goTo prepares the state that an advice led to.
func (s *Session) goTo(p *Problem) []Effect {
	switch s.State {
	case Remedy:
		s.Remedy = p.Advice.Help
	case CodeMethod:
		s.CodeAt = time.Time{} // the old code proves nothing any more
		s.propose()
	case ChoosePIN:
		if p.Advice.ID == AdvisePIN || p.Advice.ID == AdviseLocked {
			yes := true
			s.Number.PINEnabled = &yes // else there were nothing to differ from
		}
	case ChooseRegion:
		s.AtRegister = false // both answers that lead here say so
		return []Effect{ReadSettings{s.Number.ID}}
	case Review:
		return []Effect{ReadFacts{s.Number.ID}}
	case Connect:
		s.Return = s.from
	case PickNumber:
		return startList(s)
	}
	return nil
}

func dismiss(s *Session, _ Input) []Effect {
	s.Problem = nil
	return nil
}

func noteNoWayBack(s *Session, _ Input) []Effect {
	if s.State != Connect {
		s.Notice = NoticeNoWayBack
	}
	return nil
}

// arriveBack goes on with a list that had not come to its end.
func arriveBack(s *Session, _ Input) []Effect {
	s.Problem, s.Editing, s.Settling, s.Confirmed = nil, false, nil, false
	if s.State == PickNumber && !s.Listed {
		return []Effect{ReadNumbers{s.Target.Account, s.Next}}
	}
	return nil
}

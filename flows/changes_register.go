package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// The changes of Review, Register and Connected, and those of every state.

func keepFacts(s *Session, in Input) []Effect {
	e := in.Event.(FactsRead)
	s.Problem = nil
	s.Settings = e.Settings
	s.FactsAt = in.At
	s.keep(e.Number, in)
	if s.Notice == NoticeNameStands && !nameDoubtful(*s) {
		s.Notice = ""
	}
	return nil
}

// keepFactsOfConnected has nothing to do any more.
func keepFactsOfConnected(s *Session, in Input) []Effect {
	s.foundConnected(in.At)
	keepFacts(s, in)
	s.compare()
	s.Confirm.Given = false
	s.did(api.GetNumber, in.At)
	return showConnected(s)
}

// showConnected reads what only the last screen shows. The PIN is of no use any
// more.
func showConnected(s *Session) []Effect {
	s.dropPIN()
	s.Checks.Backup, s.Settle.Looks = nil, 0
	return []Effect{ReadNumber{s.Number.ID, true}}
}

// dropPIN forgets what is of no use any more.
func (s *Session) dropPIN() {
	s.PIN.Value, s.PIN.Mode, s.PIN.lost, s.PIN.lostValue = api.Secret{}, "", false, api.Secret{}
}

// showChanged stops: what the operator confirmed is not what is so. From now on
// the review shows what is.
func showChanged(s *Session, in Input) []Effect {
	e := in.Event.(FactsRead)
	changed := changesOf(*s, e)
	keepFacts(s, in)
	s.Confirm.Given = false
	if !s.RegionAtRegister {
		s.Storage.Region = e.Settings.Storage.Localized()
	}
	advice := Advice{ID: AdviseChanged, Act: ActGo, Help: remedyOf(e.Number)}
	_, advice.To = stand(e.Number)
	switch {
	case advice.To != ChoosePIN, slices.Contains(changed, ChangedPIN):
	case slices.Contains(changed, ChangedRegion):
		advice.To = ChooseRegion
	default: // it can go on as it stands
		advice.Act, advice.To = ActDismiss, ""
	}
	s.Problem = &Problem{Call: api.GetNumber, Changed: changed, Advice: advice}
	return nil
}

func readFacts(s *Session, _ Input) []Effect {
	s.Problem, s.Confirm.Given = nil, false
	return askFacts(s)
}

func readFactsThenRegister(s *Session, _ Input) []Effect {
	s.Problem, s.Confirm.Given = nil, true
	return askFacts(s)
}

func startEdit(s *Session, _ Input) []Effect {
	s.Problem, s.Confirm.Editing = nil, true
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
		Call: call, Until: s.Budget.Frees(s.Counter(call), in.At), Known: call == api.Register || call == api.Deregister,
		Advice: Advice{ID: AdviseBudget, Cost: s.costHere(costOf(call))},
	}
	return nil
}

func registerNow(s *Session, in Input) []Effect {
	if e, ok := in.Event.(FactsRead); ok {
		s.Settings = e.Settings
		s.keep(e.Number, in)
	}
	s.Problem, s.Confirm.Given, s.Settle.Err, s.Settle.Looks, s.Settle.AwaitedSince = nil, false, nil, 0, time.Time{}
	s.FactsAt = time.Time{} // another attempt looks again first
	reg := api.Registration{PIN: s.PIN.Value, Backup: s.Checks.Backup}
	if s.RegionAtRegister {
		reg.Region = s.Storage.Region
	}
	return []Effect{RegisterNumber{s.Number.ID, reg}}
}

// awaitTaken waits for CONNECTED of a number that Meta said yes to in this run,
// instead of sending another request.
func awaitTaken(s *Session, in Input) []Effect {
	s.Problem, s.Confirm.Given = nil, false
	s.foundConnected(in.At)
	s.Settle.AwaitedSince = in.At
	return showConnected(s)
}

// askOnceMore asks whether register is to be sent although what it was likely
// refused for is as it was. Fresh facts say whether it still is.
func askOnceMore(s *Session, in Input) []Effect {
	s.Notice = NoticeNameStands
	return readFacts(s, in)
}

func showDeregsClosed(s *Session, in Input) []Effect { return showClosed(s, in, api.Deregister) }

func deregister(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{DeregisterNumber{s.Number.ID}}
}

// noteDeregistered reads the facts again. That the number is off is no change to
// stop at; that its region went with it is one (seed 003).
func noteDeregistered(s *Session, in Input) []Effect {
	s.did(api.Deregister, in.At)
	s.Notice = NoticeDeregistered
	s.Number.Status, s.Number.Platform = api.StatusDisconnected, api.PlatformNotApplicable
	return askFacts(s)
}

func noteRegistered(s *Session, in Input) []Effect {
	if in.Event.(Registered).Earlier {
		s.Settle.Err, s.Settle.Call = errEarlier, api.Register
		s.Budget = s.Budget.Refund(s.Counter(api.Register)) // nothing was sent
		s.foundConnected(in.At)
		s.Settle.AwaitedSince = in.At
		return showConnected(s)
	}
	s.did(api.Register, in.At)
	s.Settle.AwaitedSince = time.Time{}
	s.Arrival, s.Settings = Arrival{Wanted: s.wanted()}, api.Settings{}
	return showConnected(s)
}

func noteConnected(s *Session, in Input) []Effect {
	if !s.Number.Status.Registered() {
		s.did(api.GetNumber, in.At)
	}
	keepNumber(s, in)
	s.Settle.Looks, s.Settle.AwaitedSince = 0, time.Time{}
	if s.AppsRead && s.Settings.Storage != nil && !s.Misplaced() {
		return nil
	}
	return []Effect{ReadApps{s.Target.Account, s.Number.ID}}
}

func pollAgain(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Settle.Looks++
	return []Effect{Poll{pause(s.Settle.Looks)}}
}

// pause grows from one second to five.
func pause(n int) time.Duration { return time.Duration(min(n, 5)) * time.Second }

func showStuck(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Problem = s.stuck(in.At)
	return nil
}

// lookBeside reads the number beside the operator; cards stay.
func lookBeside(s *Session, _ Input) []Effect { return []Effect{ReadNumber{s.Number.ID, true}} }

// startPolling starts over with looking; a timer that still runs is forgotten.
func startPolling(s *Session, in Input) []Effect {
	s.Generation++
	s.Settle.Looks, s.Settle.AwaitedSince = 0, time.Time{}
	return readAgain(s, in)
}

func keepApps(s *Session, in Input) []Effect {
	e := in.Event.(AppsRead)
	s.Apps, s.AppsRead = e.Apps, true
	if e.Settings != nil {
		s.Settings = *e.Settings
		s.compare()
	}
	return nil
}

func subscribe(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{SubscribeApp{s.Target.Account}}
}

func noteSubscribed(s *Session, in Input) []Effect {
	s.did(api.SetSubscribed, in.At)
	return []Effect{ReadApps{s.Target.Account, s.Number.ID}}
}

func showProblem(s *Session, in Input) []Effect {
	e := in.Event.(Failed)
	s.Confirm.Given = false
	if staysDoubtful(e) {
		s.maybeDid(e.Call, in.At)
	}
	s.problem(e, in.At)
	if s.Problem.Call == api.ListNumbers {
		s.List.Listing = false
	}
	return nil
}

// staysDoubtful reports whether a call may have been carried out, and no facts
// tell.
func staysDoubtful(e Failed) bool {
	switch e.Call {
	case api.AddNumber, api.AddPreverified, api.RequestCode, api.SetPIN, api.SetSettings, api.SetSubscribed, api.SendMessage, api.RequestPreverifiedCode:
		return ambiguous(e.Err)
	}
	return false
}

func noteTokenDead(s *Session, in Input) []Effect {
	s.markReturn()
	s.Confirm.Given = false
	s.problem(in.Event.(Failed), in.At)
	return s.offerSaved()
}

// offerSaved looks for saved accounts where a run that was given its token has
// not done so yet.
func (s *Session) offerSaved() []Effect {
	if len(s.Saved) > 0 {
		return nil
	}
	return []Effect{ListSaved{}}
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
	s.Problem, s.Confirm.Editing, s.Confirm.Given = nil, false, false
	switch s.State {
	case PickNumber:
		return resumeList(s)
	case Connect:
		return s.offerSaved()
	case Connected: // what was begun there was given up
		s.PIN.Value = api.Secret{}
	case Pool:
		if !s.Pool.Listed {
			return startPool(s)
		}
	case Manage:
		s.Job = JobManage
		return arriveAtPage(s)
	case ChangeName:
		s.PIN.Value = api.Secret{}
		return readPage(s)
	}
	return nil
}

package flows

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// What holds in every state, and what the lines of several states do.

// everywhere holds in every state of every flow.
func everywhere() []Transition {
	return slices.Concat(
		in(First,
			on[NumberRead]{If: otherPhoneRead, To: PickNumber, Do: cardOtherPhone[NumberRead], Then: resumeList},
			on[FactsRead]{If: otherPhoneFacts, To: PickNumber, Do: cardOtherPhone[FactsRead], Then: resumeList},
			on[Overtaken]{If: otherPhoneNow, To: PickNumber, Do: cardOtherPhone[Overtaken], Then: resumeList},
			on[Overtaken]{If: otherPooledNow, To: Pool, Do: cardOtherPooled[Overtaken], Then: listPool},
			on[PooledRead]{If: otherPooledRead, To: Pool, Do: cardOtherPooled[PooledRead], Then: listPool},
			on[Failed]{If: isTokenDead, To: Connect, Do: cardTokenDead, Then: offerSaved},
		),
		in(Any,
			on[TokenSaved]{Do: noteSaved},
			on[UnfinishedListed]{Do: storeUnfinished},
			on[JournalOpened]{If: journalFailed, Do: cardJournal},
			on[JournalOpened]{If: registerLeftOpen, To: Register, Do: settleLeftOpen, Then: readBackRegistered},
			on[JournalOpened]{Do: storeJournal},
			on[OverrideAsked]{If: journalShown, Then: goWithoutJournal},
			on[Overtaken]{Do: cardOvertaken},
			on[AppsRead]{If: both(subscribeAdvised, addressRead), Do: storeApps, Then: nameAddresses},
			on[AppsRead]{If: subscribeAdvised, Do: storeApps, Then: then(dismissCard, subscribe)},
			on[Failed]{If: both(subscribeAdvised, appsRefused), Do: noteAppsUnread},
			on[Failed]{Do: cardFailure},
			on[AdviceTaken]{If: adviceLocked},
			on[AdviceTaken]{If: both(subscribeAdvised, appsUnknown), Then: readApps},
			on[AdviceTaken]{If: both(subscribeAdvised, addressUnnamed), Then: nameAddresses},
			on[AdviceTaken]{If: hasAdvice, To: Advised, Then: followAdvice},
			on[ProblemDismissed]{Then: dismiss},
			on[BackAsked]{If: hasProblem, Then: dismiss},
			on[BackAsked]{If: hasHistory, To: Previous, Then: arriveBack},
			on[BackAsked]{Then: noteNoWayBack},
		),
	)
}

var (
	hasAdvice = fact("there is advice", func(s Session) bool { return s.Problem != nil && s.Problem.Advice.Act != ActNothing })
	// adviceLocked: the advice is to wait, and it is not time yet.
	adviceLocked = now("it is not time yet", func(s Session, at time.Time) bool {
		return s.Problem != nil && s.Problem.Advice.Act == ActAgain && at.Before(s.Problem.Until)
	})
	hasHistory = fact("there is a way back", func(s Session) bool { return s.State != Connect && len(s.History) > 0 })
)

// dismiss does nothing but put the card away.
func dismiss(*Session, time.Time) []Effect { return nil }

func noteNoWayBack(s *Session, _ time.Time) []Effect {
	if s.State != Connect {
		s.Notice = NoticeNoWayBack
	}
	return nil
}

// arriveBack does what a state wants to have done that somebody comes back to.
func arriveBack(s *Session, at time.Time) []Effect {
	s.Confirm.Editing, s.Confirm.Given = false, false
	switch s.State {
	case PickNumber:
		return resumeList(s, at)
	case Connect:
		return offerSaved(s, at)
	case Connected: // what was begun there was given up
		s.PIN.Value = api.Secret{}
	case Pool:
		if !s.Pool.Listed {
			return listPool(s, at)
		}
	case Manage:
		s.Job = JobManage
		return arriveAtPage(s, at)
	case ChangeName:
		s.PIN.Value = api.Secret{}
		return readPage(s, at)
	}
	return nil
}

// cardFailure shows what went wrong. What may have been carried out although no
// answer says so goes into the log.
func cardFailure(s *Session, e Failed, at time.Time) {
	s.Confirm.Given = false
	s.logUnclear(e, at)
	s.fail(e, at)
	if unread := CallOf(e.Call).unread; unread != nil {
		unread(s, s.Problem.Advice.ID)
	}
}

func cardTokenDead(s *Session, e Failed, at time.Time) {
	s.markReturn()
	s.Confirm.Given = false
	s.logUnclear(e, at)
	s.fail(e, at)
}

// logUnclear logs a call that may have been carried out, where nothing tells it
// later.
func (s *Session) logUnclear(e Failed, at time.Time) {
	if CallOf(e.Call).staysUnclear() && ambiguous(e.Err) {
		s.maybeDid(e.Call, at)
	}
}

// inDetail reports whether the present state shows what only a number's own page
// has.
func (s Session) inDetail() bool {
	switch s.State {
	case Connected, Manage, ChangeName, RegisterName:
		return true
	}
	return false
}

// readNumber reads the number at hand again.
func readNumber(s *Session, _ time.Time) []Effect {
	return []Effect{ReadNumber{s.Number.ID, s.inDetail()}}
}

// readPlainly reads of the number at hand what the onboarding needs.
func readPlainly(s *Session, _ time.Time) []Effect { return []Effect{ReadNumber{ID: s.Number.ID}} }

// storeNumber takes over fresh facts and checks the rules again.
func storeNumber(s *Session, e NumberRead, at time.Time) { s.store(e.Number, at) }

func (s *Session) store(n api.Number, at time.Time) {
	if s.Phone.E164 == "" || n.ID != s.Number.ID {
		s.Phone = phoneOf(n)
	}
	if n.ID == s.Number.ID && phone.Digits(n.Display) == "" { // Graph left it out
		n.Display = s.Number.Display
	}
	s.Number, s.ReadAt = n, at
	s.WasShared = s.WasShared || StandingOf(n) == StandingShared
	for _, call := range []api.Endpoint{api.Register, api.Deregister} {
		if a, open := s.attempt(call); open && ProofOf(call, a.Before, n) == ProofDone {
			s.close(call)
		}
	}
	s.dropOutdated()
	s.noteFirstSeen(n, at)
	s.replaceListed(n)
	s.check()
}

// phoneOf analyses a number by its own digits. A number that libphonenumber
// cannot read is left empty: its rules then stay open.
func phoneOf(n api.Number) phone.Number {
	number, err := phone.ParseDisplay(n.Display)
	if err != nil {
		return phone.Number{}
	}
	return number
}

// selectNumber begins with a number where its standing says. It was read, which
// settles whatever was open.
func selectNumber(s *Session, e NumberRead, at time.Time) {
	if e.Number.ID != s.Number.ID || !samePhone(s.Number.Display, e.Number.Display) {
		s.Case = newCase(s.Want)
	}
	if s.State == Connected {
		s.foundConnected(at)
	}
	s.Settle.Err = nil
	storeNumber(s, e, at)
}

// enterState does what the state that a standing led to wants to have done.
func enterState(s *Session, at time.Time) []Effect {
	switch s.State {
	case Remedy:
		s.Checks.begin(remedyOf(s.Number, at))
	case Connected:
		return showConnected(s, at)
	case CodeMethod:
		s.propose()
	}
	return nil
}

// askFacts reads what the review shows. Older facts are no ground to register
// on.
func askFacts(s *Session, _ time.Time) []Effect {
	s.Confirm.Editing, s.FactsAt = false, time.Time{}
	return []Effect{ReadFacts{s.Number.ID}}
}

// readFacts reads them with nothing to follow.
func readFacts(s *Session, at time.Time) []Effect {
	s.Confirm.Given = false
	return askFacts(s, at)
}

// readFactsFirst reads them, and what was confirmed follows if they are as they
// were.
func readFactsFirst(s *Session, at time.Time) []Effect {
	s.Confirm.Given = true
	return askFacts(s, at)
}

// storeFacts takes over number and settings.
func storeFacts(s *Session, e FactsRead, at time.Time) {
	s.Problem = nil
	s.Settings = e.Settings
	s.FactsAt = at
	s.store(e.Number, at)
	if Barred(e.Settings.Unread) {
		s.noteSettingsUnread()
	}
}

func readSettings(s *Session, _ time.Time) []Effect { return []Effect{ReadSettings{s.Number.ID}} }

// cardClosed says until when the counter of a call is closed, as far as Dialtone
// knows.
func cardClosed(call api.Endpoint) func(*Session, time.Time) []Effect {
	return func(s *Session, at time.Time) []Effect {
		s.showClosed(call, at)
		return nil
	}
}

func (s *Session) showClosed(call api.Endpoint, at time.Time) {
	c := CallOf(call)
	s.Problem = &Problem{
		Call: call, Until: s.Budget.Frees(s.Counter(call), at), Known: c.Exclusive || s.Budget.Told(s.Counter(call)),
		Advice: Advice{ID: AdviseBudget, Cost: s.costHere(c.Cost)},
	}
}

// startEdit changes a line of the page before a call that counts.
func startEdit(s *Session, _ time.Time) []Effect {
	s.Confirm.Editing = true
	return nil
}

// appealFirst leads to the way out for an account that Meta turned down, before
// anything is asked for a number that is not in it. The phone number of the pool
// stays at hand.
func appealFirst(s *Session, _ time.Time) []Effect {
	s.Number, s.Checks.Answers = api.Number{}, nil
	s.check()
	s.Checks.begin(eligibility.RemedyAppeal)
	return nil
}

// dropCard puts the card away before another look.
func dropCard(s *Session, _ PollDue, _ time.Time) { s.Problem = nil }

// subscribe subscribes the token's app to the account's webhooks.
func subscribe(s *Session, _ time.Time) []Effect { return []Effect{SubscribeApp{s.Target.Account}} }

// nameAddresses names the addresses that subscribing may take away, and asks for a second
// press.
func nameAddresses(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeOwnAddress
	return nil
}

// readPage reads what only a number's page shows.
func readPage(s *Session, _ time.Time) []Effect { return []Effect{ReadNumber{s.Number.ID, true}} }

// arriveAtPage is what a finished job ends with.
func arriveAtPage(s *Session, at time.Time) []Effect {
	s.dropPIN()
	return readPage(s, at)
}

// dropPIN forgets what is of no use any more.
func (s *Session) dropPIN() { s.PIN = PINChoice{} }

// noteListening logs that an app of the token's listens to the account now.
func noteListening(s *Session, _ Subscribed, at time.Time) { s.did(api.SetSubscribed, at) }

func storeTyped(s *Session, e NumberTyped, _ time.Time) { s.Typed = e }

// findAdded looks whether the number is there after all.
func findAdded(s *Session, e Failed) []Effect {
	return []Effect{FindNumber{s.Target.Account, s.Typed.Phone, e.Err}}
}

func storeApps(s *Session, e AppsRead, _ time.Time) {
	s.Apps, s.AppsRead, s.AppsReading = e.Apps, e.Unread == nil, false
	if e.Settings != nil {
		s.Settings = *e.Settings
		s.compareRegion()
	}
}

func storePIN(s *Session, e PINChosen, _ time.Time) {
	s.PIN.Value, s.PIN.Mode = e.PIN, e.Mode
}

func replacePIN(s *Session, _ time.Time) []Effect {
	return []Effect{ReplacePINOf{s.Number.ID, s.PIN.Value}}
}

// logPINSet takes note that Meta took the PIN. Whether the number has one the number
// says: for some, Meta checks none any more and may show none (docs, since September
// 2026), which is no fault.
func logPINSet(s *Session, e PINSet, at time.Time) {
	s.Notice = NoticePINTaken
	if e.Number != nil && e.Number.ID == s.Number.ID {
		s.Number.PINEnabled = e.Number.PINEnabled
		if hasPINNow(*e.Number) {
			s.Notice = NoticePINReplaced
		}
	}
	s.pinProvesNothing()
	s.PIN.Mode, s.Arrival.PIN = PresentPIN, ""
	s.did(api.SetPIN, at)
	if s.Notice == NoticePINTaken {
		s.Actions[len(s.Actions)-1].What = PINTaken
	}
}

// askOnceMore asks whether a request is to be sent although Meta refused the same one.
// Fresh facts say whether it still would.
func askOnceMore(read func(*Session, time.Time) []Effect) func(*Session, time.Time) []Effect {
	return func(s *Session, at time.Time) []Effect {
		s.Notice = NoticeRefused
		return read(s, at)
	}
}

func openTarget(s *Session, _ time.Time) []Effect { return []Effect{OpenAccount{s.Target}} }

// leaveAccount drops what belongs to one customer, before another one's account
// is taken over. What was done stays in the log, by ids: a call that may have
// been carried out is not to be sent again by whoever comes back.
func (s *Session) leaveAccount() {
	s.Case = newCase(s.Want)
	s.List, s.Pool, s.Typed, s.Checkups = NumberList{}, NumberPool{}, NumberTyped{}, nil
	s.History, s.Notice, s.Last = []State{Connect}, "", nil
}

// storeAccount takes over an account. What was known of another one goes.
func storeAccount(s *Session, e AccountOpened, at time.Time) {
	if s.Account.ID != e.Account.ID || s.place != e.Target.BaseURL {
		s.leaveAccount()
	} else if e.AccountUnread != nil { // what was known of it still counts
		e.Account = s.Account
	}
	if s.Want.Account != "" && s.Want.Account != e.Account.ID { // what was wanted lies elsewhere
		s.Want.Account, s.Want.Number, s.resumes = "", "", Unfinished{}
	}
	s.place = e.Target.BaseURL
	if s.AskedVersion != e.Asked || s.ServedVersion != e.Served { // else what Meta's answers taught stays
		s.RegionAtRegister = !answering(e).RegionBySettings()
	}
	if s.from == Connect { // with a token that was given anew
		s.dropAccess()
	}
	s.Target, s.Token, s.Account, s.AskedVersion, s.ServedVersion = e.Target, e.Token, e.Account, e.Asked, e.Served
	s.AccountUnread = e.AccountUnread
	s.Problem, s.Return = nil, ""
	switch {
	case e.AccountUnread != nil:
		s.noteAccountUnread()
	case e.Unread != nil, e.Token.Scopes == nil:
		s.Notice = NoticeTokenUnread
	case e.Served != "" && e.Served != e.Asked:
		s.Notice = NoticeOtherVersion
	}
	s.remarkOnToken(at)
}

// answering is the version that decides how things are done: the one that
// answers, when it says so.
func answering(e AccountOpened) api.Version {
	if e.Served.Major() > 0 {
		return e.Served
	}
	return e.Asked
}

// saveToken puts the token into the keyring where that was asked for.
func saveToken(s *Session, _ time.Time) []Effect {
	if !s.Remember {
		return nil
	}
	s.Remember = false
	return []Effect{SaveToken{s.Account}}
}

package flows

import "dialtone/api"

// The display name of a number: how its review stands, asking for another one,
// and registering once more, which alone puts an approved name into use (docs).

func nameFlow() Flow {
	return Flow{
		Job:    JobName,
		Steps:  []Step{StepConnect, StepNumber, StepName, StepRegister},
		Counts: true,
		Start:  ChangeName, Begin: readPage,
		Fits: func(n api.Number) bool { return StandingOf(n) != StandingGone },
		States: []Declaration{
			{ChangeName, StepName, []api.Endpoint{api.GetNumber, api.SetDisplayName}},
			{RegisterName, StepRegister, []api.Endpoint{api.GetNumber, api.Register}},
		},
		Rows: nameRows,
	}
}

func nameRows() []Transition {
	return []Transition{
		{From: ChangeName, On: KNumberRead, If: nameArrived, To: ChangeName, Do: noteNameArrived},
		{From: ChangeName, On: KNumberRead, If: isSettling, To: ChangeName, Do: showSettled},
		{From: ChangeName, On: KNumberRead, To: ChangeName, Do: keepNumber},
		{From: ChangeName, On: KReloadAsked, To: ChangeName, Do: readAgain},
		{From: ChangeName, On: KNameTyped, If: isSettling, To: ChangeName, Do: readToSettle},
		{From: ChangeName, On: KNameTyped, To: ChangeName, Do: askForName},
		{From: ChangeName, On: KNameAsked, To: ChangeName, Do: noteNameAsked},
		{From: ChangeName, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: ChangeName, On: KFailed, If: ambiguousName, To: ChangeName, Do: settle},
		{From: ChangeName, On: KFailed, If: isSettling, To: ChangeName, Do: showUnsettled},
		{From: ChangeName, On: KRegisterAsked, If: nameWaits, To: RegisterName},

		// The call that counts. Whatever it answers, it is not sent twice.
		{From: RegisterName, On: KPINChosen, If: isSettling, To: RegisterName, Do: readToSettle},
		{From: RegisterName, On: KPINChosen, If: registerOpen, To: RegisterName, Do: keepPINAndSettle},
		{From: RegisterName, On: KPINChosen, If: budgetClosed, To: RegisterName, Do: keepPINAndShowLocked},
		{From: RegisterName, On: KPINChosen, To: RegisterName, Do: keepPINAndLook},
		{From: RegisterName, On: KOverrideAsked, If: registerOpenShown, To: RegisterName, Do: lookThenRegister},
		{From: RegisterName, On: KOverrideAsked, If: budgetShown, To: RegisterName, Do: lookThenRegister},
		{From: RegisterName, On: KSettingsRead, To: RegisterName, Do: keepSettingsAndLook},
		{From: RegisterName, On: KNumberRead, If: nameAdopted, To: ChangeName, Do: noteAdoptedAfterAll},
		{From: RegisterName, On: KNumberRead, If: isSettling, To: RegisterName, Do: showSettled},
		{From: RegisterName, On: KNumberRead, If: nothingToRegister, To: ChangeName, Do: keepNumberWithoutPIN},
		{From: RegisterName, On: KNumberRead, If: registerWaits, To: RegisterName, Do: registerForName},
		{From: RegisterName, On: KNumberRead, To: RegisterName, Do: keepNumber},
		{From: RegisterName, On: KReloadAsked, To: RegisterName, Do: readAgain},
		{From: RegisterName, On: KRegistered, To: ChangeName, Do: noteRegisteredName},
		{From: RegisterName, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: RegisterName, On: KFailed, If: ambiguousRegister, To: RegisterName, Do: settle},
		{From: RegisterName, On: KFailed, If: isSettling, To: RegisterName, Do: showUnsettled},
	}
}

// NameTyped asks for another display name, which passed the checks.
type NameTyped struct{ Name string }

// NameAsked says that Meta took the request.
type NameAsked struct{}

// AskName asks for another display name.
type AskName struct {
	ID   api.PhoneNumberID
	Name string
}

// Kind implements [Event].
func (NameTyped) Kind() Kind { return KNameTyped }
func (NameAsked) Kind() Kind { return KNameAsked }

// Call implements [Effect].
func (AskName) Call() api.Endpoint { return api.SetDisplayName }
func (AskName) answer() Kind       { return KNameAsked }

// NameWaits reports whether a number has an approved name that it was not
// registered with yet.
func NameWaits(n api.Number) bool {
	switch n.NewNameStatus {
	case api.NameApproved, api.NameAvailableWithoutReview:
		return n.Status.Registered()
	}
	return false
}

var (
	nameWaits         = fact("an approved name waits", func(s Session) bool { return NameWaits(s.Number) })
	nothingToRegister = read("no approved name waits", func(_ Session, n api.Number) bool { return !NameWaits(n) })
	ambiguousName     = doubtful(api.SetDisplayName)
	// nameArrived: a request without an answer shows at the number after all. What
	// was declined before and reads the same proves nothing.
	nameArrived = both(isSettlingCall(api.SetDisplayName), read("the name was asked for", func(s Session, n api.Number) bool {
		same := n.NewName == s.Number.NewName && n.NewNameStatus == s.Number.NewNameStatus
		return n.NewName == s.Name.Asked && !same || n.Name == s.Name.Asked && s.Number.Name != s.Name.Asked
	}))
	nameAdopted = both(isSettlingCall(api.Register), read("the new name is in use", func(s Session, n api.Number) bool {
		return n.Name == s.Number.NewName || s.Number.NewName == "" && n.NewNameStatus == ""
	}))
)

// isSettlingCall holds while the outcome of a call is looked for.
func isSettlingCall(call api.Endpoint) Guard {
	return fact(string(call)+" is being settled", func(s Session) bool { return s.Settle.Err != nil && s.Settle.Call == call })
}

func askForName(s *Session, in Input) []Effect {
	s.Problem = nil
	s.Name.Asked = in.Event.(NameTyped).Name
	return []Effect{AskName{s.Number.ID, s.Name.Asked}}
}

func noteNameAsked(s *Session, in Input) []Effect {
	s.did(api.SetDisplayName, in.At)
	s.Notice = NoticeNameAsked
	return readPage(s)
}

func noteNameArrived(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.settled(in.At)
	return nil
}

func keepPINAndShowLocked(s *Session, in Input) []Effect {
	s.PIN.Value, s.PIN.Mode = in.Event.(PINChosen).PIN, PresentPIN
	return showLocked(s, in)
}

func keepPINAndLook(s *Session, in Input) []Effect {
	s.PIN.Value, s.PIN.Mode = in.Event.(PINChosen).PIN, PresentPIN
	return lookThenRegister(s, in)
}

// keepPINAndSettle reads back what became of the earlier request, instead of
// sending another one.
func keepPINAndSettle(s *Session, in Input) []Effect {
	s.PIN.Value, s.PIN.Mode = in.Event.(PINChosen).PIN, PresentPIN
	return s.readBack(api.Register)
}

// lookThenRegister reads the facts right before the call that counts. Where the
// region goes with it (seed 003), leaving it out would say "none".
func lookThenRegister(s *Session, _ Input) []Effect {
	s.Problem, s.Confirm.Given = nil, true
	if s.RegionAtRegister {
		return []Effect{ReadSettings{s.Number.ID}}
	}
	return readPage(s)
}

func keepSettingsAndLook(s *Session, in Input) []Effect {
	s.Settings = in.Event.(SettingsRead).Settings
	s.Storage.Region = s.Settings.Storage.Localized()
	return readPage(s)
}

func registerForName(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Checks.Backup = nil
	return registerNow(s, in)
}

// noteRegisteredName says so only of a request that was sent for the name: what an
// earlier one did, the number shows.
func noteRegisteredName(s *Session, in Input) []Effect {
	if in.Event.(Registered).Earlier {
		s.Budget = s.Budget.Refund(s.Counter(api.Register)) // nothing was sent
		return s.leaveRegistering()
	}
	s.did(api.Register, in.At)
	s.Notice = NoticeNameRegistered
	return s.leaveRegistering()
}

func noteAdoptedAfterAll(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.settled(in.At)
	return s.leaveRegistering()
}

// leaveRegistering ends the record of the request that counted, and shows what
// is so now.
func (s *Session) leaveRegistering() []Effect {
	s.PIN.Value = api.Secret{}
	effects := readPage(s)
	if s.journals() {
		s.closedOf, s.Record.Number, s.Record.Open = s.Number.ID, "", false
		effects = append(effects, CloseJournal{s.Number.ID, outcomeConnected})
	}
	return effects
}

func keepNumberWithoutPIN(s *Session, in Input) []Effect {
	s.PIN.Value, s.Confirm.Given = api.Secret{}, false
	return keepNumber(s, in)
}

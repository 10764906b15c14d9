package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// The display name of a number: how its review stands, asking for another one
// (ChangeName), and registering once more (RegisterName), which alone puts an
// approved name into use (docs).

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
	return slices.Concat(
		in(ChangeName,
			sentOnce[NumberRead, NameTyped]{Call: api.SetDisplayName, Read: readNumber, Store: storeNumber, Shows: nameArrived},
			on[NumberRead]{Do: storeNumber},
			on[ReloadAsked]{Then: readNumber},
			on[NameTyped]{Do: storeName, Then: askForName},
			on[NameAsked]{Do: logNameAsked, Then: readPage},
			on[RegisterAsked]{If: nameWaits, To: RegisterName},
		),

		// The call that counts. Whatever it answers, it is not sent twice.
		in(RegisterName,
			sentOnce[NumberRead, PINChosen]{Call: api.Register, Read: readNumber, Store: storeNumber, Shows: nameInUse,
				To: ChangeName, Then: leaveRegistering},
			on[PINChosen]{If: registerOpen, Do: storePresentPIN, Then: readBackOf(api.Register)},
			on[PINChosen]{If: budgetClosed, Do: storePresentPIN, Then: cardClosed(api.Register)},
			on[PINChosen]{If: refusedBefore, Do: storePresentPIN, Then: askOnceMore(readNumber)},
			on[PINChosen]{Do: storePresentPIN, Then: lookThenRegister},
			on[OverrideAsked]{If: registerShown, Then: lookThenRegister},
			on[OverrideAsked]{If: budgetShown, Then: lookThenRegister},
			on[SettingsRead]{If: storageUntold, Do: cardStorageUntold},
			on[SettingsRead]{Do: keepStorage, Then: readPage},
			on[NumberRead]{If: nothingToRegister, To: ChangeName, Do: also(dropConfirmation, storeNumber)},
			on[NumberRead]{If: isConfirmed, Do: also(storeNumber, dropBackup), Then: sendRegister},
			on[NumberRead]{Do: storeNumber},
			on[ReloadAsked]{Then: readNumber},
			on[Registered]{To: ChangeName, Do: logRegisteredName, Then: leaveRegistering},
		),
	)
}

type (
	// NameTyped asks for another display name, which passed the checks.
	NameTyped struct{ Name string }
	// NameAsked says that Meta took the request.
	NameAsked struct{}

	// AskName asks for another display name.
	AskName struct {
		ID   api.PhoneNumberID
		Name string
	}
)

// Spec implements [Effect].
func (AskName) Spec() Spec { return answers[NameAsked](api.SetDisplayName) }

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
	// nameArrived: a request without an answer shows at the number after all. What
	// was declined before and reads the same proves nothing.
	nameArrived = read("the name was asked for", func(s Session, n api.Number) bool {
		same := n.NewName == s.Number.NewName && n.NewNameStatus == s.Number.NewNameStatus
		return n.NewName == s.Name.Asked && !same || n.Name == s.Name.Asked && s.Number.Name != s.Name.Asked
	})
	nameInUse = read("the new name is in use", func(s Session, n api.Number) bool {
		return n.Name == s.Number.NewName || s.Number.NewName == "" && n.NewNameStatus == ""
	})
)

func storeName(s *Session, e NameTyped, _ time.Time) { s.Name.Asked = e.Name }

func askForName(s *Session, _ time.Time) []Effect {
	return []Effect{AskName{s.Number.ID, s.Name.Asked}}
}

func logNameAsked(s *Session, _ NameAsked, at time.Time) {
	s.did(api.SetDisplayName, at)
	s.Notice = NoticeNameAsked
}

// storePresentPIN takes the PIN that the number has.
func storePresentPIN(s *Session, e PINChosen, _ time.Time) {
	s.PIN.Value, s.PIN.Mode = e.PIN, PresentPIN
}

// lookThenRegister reads the facts right before the call that counts. Where the
// region goes with it (seed 003), leaving it out would say "none".
func lookThenRegister(s *Session, at time.Time) []Effect {
	s.Confirm.Given = true
	if s.RegionAtRegister {
		return readSettings(s, at)
	}
	return readPage(s, at)
}

// keepStorage registers with the storage region that the number has.
func keepStorage(s *Session, e SettingsRead, _ time.Time) {
	s.Settings = e.Settings
	s.Storage.Region = s.Settings.Storage.Localized()
}

// cardStorageUntold sends nothing, since the number could lose its region by it.
func cardStorageUntold(s *Session, e SettingsRead, at time.Time) {
	cardFailure(s, Failed{api.GetSettings, e.Settings.Unread}, at)
}

func dropConfirmation(s *Session, _ NumberRead, _ time.Time) {
	s.PIN.Value, s.Confirm.Given = api.Secret{}, false
}

func dropBackup(s *Session, _ NumberRead, _ time.Time) { s.Checks.Backup = nil }

// logRegisteredName says so only of a request that was sent for the name: what an
// earlier one did, the number shows.
func logRegisteredName(s *Session, e Registered, at time.Time) {
	if e.Earlier {
		s.Budget = s.Budget.Refund(s.Counter(api.Register)) // nothing was sent
		return
	}
	s.did(api.Register, at)
	s.Notice = NoticeNameRegistered
}

// leaveRegistering ends the record of the request that counted, and shows what
// is so now.
func leaveRegistering(s *Session, at time.Time) []Effect {
	s.PIN.Value = api.Secret{}
	effects := readPage(s, at)
	if s.journals() {
		effects = append(effects, s.closeJournal(OutcomeConnected))
	}
	return effects
}

package flows

import (
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// Event is something that happened: the operator did it, or a command answered.
type Event interface{ Kind() Kind }

// Kind names an event in the transition table.
type Kind string

// What the operator does.
const (
	KStarted          Kind = "Started"
	KSandboxAsked     Kind = "SandboxAsked"
	KAccountGiven     Kind = "AccountGiven"
	KNumberPicked     Kind = "NumberPicked"
	KAddAsked         Kind = "AddAsked"
	KReloadAsked      Kind = "ReloadAsked"
	KListAsked        Kind = "ListAsked"
	KNumberTyped      Kind = "NumberTyped"
	KAnswered         Kind = "Answered"
	KChecklistDone    Kind = "ChecklistDone"
	KStepTicked       Kind = "StepTicked"
	KPaidTold         Kind = "PaidTold"
	KBackupGiven      Kind = "BackupGiven"
	KTimeAsked        Kind = "TimeAsked"
	KCodeInstead      Kind = "CodeInstead"
	KRemedyDone       Kind = "RemedyDone"
	KResumeAsked      Kind = "ResumeAsked"
	KJobChosen        Kind = "JobChosen"
	KCodeAsked        Kind = "CodeAsked"
	KCodeAtHand       Kind = "CodeAtHand"
	KCodeTyped        Kind = "CodeTyped"
	KNewCodeAsked     Kind = "NewCodeAsked"
	KPINChosen        Kind = "PINChosen"
	KRegionChosen     Kind = "RegionChosen"
	KEditAsked        Kind = "EditAsked"
	KRegisterAsked    Kind = "RegisterAsked"
	KOverrideAsked    Kind = "OverrideAsked"
	KStorageChosen    Kind = "StorageChosen"
	KMoveAsked        Kind = "MoveAsked"
	KSubscribeAsked   Kind = "SubscribeAsked"
	KMessageTyped     Kind = "MessageTyped"
	KMessageSeen      Kind = "MessageSeen"
	KNameTyped        Kind = "NameTyped"
	KProfileEdited    Kind = "ProfileEdited"
	KProfileDropped   Kind = "ProfileDropped"
	KSaveAsked        Kind = "SaveAsked"
	KAdviceTaken      Kind = "AdviceTaken"
	KProblemDismissed Kind = "ProblemDismissed"
	KBackAsked        Kind = "BackAsked"

	KIdentityChosen  Kind = "IdentityChosen"
	KDeregisterAsked Kind = "DeregisterAsked"
	KBusinessAsked   Kind = "BusinessAsked"
	KBusinessGiven   Kind = "BusinessGiven"
	KPooledChosen    Kind = "PooledChosen"
	KClaimAsked      Kind = "ClaimAsked"
)

// What the world answers.
const (
	KSandboxOpened    Kind = "SandboxOpened"
	KSavedListed      Kind = "SavedListed"
	KAccountOpened    Kind = "AccountOpened"
	KTokenSaved       Kind = "TokenSaved"
	KNumbersListed    Kind = "NumbersListed"
	KNumberAdded      Kind = "NumberAdded"
	KNumberRead       Kind = "NumberRead"
	KCodeSent         Kind = "CodeSent"
	KCodeAccepted     Kind = "CodeAccepted"
	KPINSet           Kind = "PINSet"
	KSettingsRead     Kind = "SettingsRead"
	KRegionSet        Kind = "RegionSet"
	KStorageSet       Kind = "StorageSet"
	KFactsRead        Kind = "FactsRead"
	KRegistered       Kind = "Registered"
	KDeregistered     Kind = "Deregistered"
	KAppsRead         Kind = "AppsRead"
	KSubscribed       Kind = "Subscribed"
	KMessageSent      Kind = "MessageSent"
	KNameAsked        Kind = "NameAsked"
	KProfileRead      Kind = "ProfileRead"
	KProfileSaved     Kind = "ProfileSaved"
	KPollDue          Kind = "PollDue"
	KJournalOpened    Kind = "JournalOpened"
	KUnfinishedListed Kind = "UnfinishedListed"
	KJournalWritten   Kind = "JournalWritten"
	KStepPlayed       Kind = "StepPlayed"
	KTimePassed       Kind = "TimePassed"
	KExamined         Kind = "Examined"
	KPoolListed       Kind = "PoolListed"
	KPooledAdded      Kind = "PooledAdded"
	KPooledRead       Kind = "PooledRead"
	KFailed           Kind = "Failed"
	KOvertaken        Kind = "Overtaken"

	KIdentitySet Kind = "IdentitySet"
)

// Kinds lists every kind of event, the operator's first.
func Kinds() []Kind {
	return []Kind{
		KStarted, KSandboxAsked, KAccountGiven, KNumberPicked, KAddAsked, KReloadAsked, KListAsked, KNumberTyped, KAnswered, KChecklistDone,
		KStepTicked, KPaidTold, KBackupGiven, KTimeAsked, KCodeInstead, KRemedyDone, KResumeAsked, KJobChosen, KCodeAsked, KCodeAtHand, KCodeTyped, KNewCodeAsked, KPINChosen, KRegionChosen, KEditAsked, KRegisterAsked,
		KNameTyped, KProfileEdited, KProfileDropped, KSaveAsked,
		KStorageChosen, KMoveAsked, KOverrideAsked, KSubscribeAsked, KMessageTyped, KMessageSeen, KAdviceTaken, KProblemDismissed, KBackAsked, KIdentityChosen, KDeregisterAsked,
		KBusinessAsked, KBusinessGiven, KPooledChosen, KClaimAsked,
		KSandboxOpened, KSavedListed, KAccountOpened, KTokenSaved, KNumbersListed, KNumberAdded, KNumberRead, KCodeSent,
		KCodeAccepted, KPINSet, KSettingsRead, KRegionSet, KStorageSet, KFactsRead, KRegistered, KDeregistered, KAppsRead, KSubscribed, KMessageSent, KPollDue,
		KNameAsked, KProfileRead, KProfileSaved,
		KStepPlayed, KTimePassed, KExamined, KJournalOpened, KUnfinishedListed, KJournalWritten, KIdentitySet,
		KPoolListed, KPooledAdded, KPooledRead, KOvertaken, KFailed,
	}
}

// PINMode is what the operator wants to do about the two-step verification PIN.
type PINMode string

// The ways to a PIN.
const (
	NewPIN     PINMode = "new"     // the number has none: register sets it
	PresentPIN PINMode = "present" // the number has one, and the customer knows it
	ReplacePIN PINMode = "replace" // the number has one that nobody knows: set another first
)

// The operator's events.
type (
	// Started begins the flow with what flags and environment gave.
	Started struct{}
	// SandboxAsked chooses the simulator and the story that it plays.
	SandboxAsked struct{ Scenario string }
	// AccountGiven hands over a token and an account, or a saved account.
	AccountGiven struct {
		Token    api.Secret
		Account  api.WABAID
		Saved    bool // take the token from the keyring
		Remember bool // put it there after it proved good
	}
	// NumberPicked chooses a number of the account.
	NumberPicked struct{ ID api.PhoneNumberID }
	// AddAsked opens the form for a new number.
	AddAsked struct{}
	// ReloadAsked reads the present list or facts again.
	ReloadAsked struct{}
	// NumberTyped is the completed form for a new number.
	NumberTyped struct {
		Phone   phone.Number
		Name    string
		Migrate bool
	}
	// Answered is the operator's answer to one question of the checklist.
	Answered struct {
		Question eligibility.Question
		Answer   eligibility.Answer
	}
	// ChecklistDone goes on from the checklist.
	ChecklistDone struct{}
	// StepTicked ticks a step of the remedy's walk, or takes the tick back.
	StepTicked struct{ Step eligibility.StepID }
	// PaidTold is the day of the last paid message; zero for none lately.
	PaidTold struct{ Day time.Time }
	// BackupGiven is the On-Premises client's backup; empty when nobody has one.
	BackupGiven struct{ Data, Password api.Secret }
	// TimeAsked lets the time of the sandbox pass.
	TimeAsked struct{}
	// CodeInstead goes to a code where the remedy is one way of two.
	CodeInstead struct{}
	// ResumeAsked goes on with an onboarding that was left.
	ResumeAsked struct{ Session Unfinished }
	// RemedyDone says that the customer did what a remedy asks for.
	RemedyDone struct{}
	// CodeAsked requests the verification code.
	CodeAsked struct {
		Method   api.CodeMethod
		Language api.Language
	}
	// CodeAtHand goes to the code entry without requesting another one.
	CodeAtHand struct{}
	// CodeTyped is a complete code.
	CodeTyped struct{ Code api.Secret }
	// NewCodeAsked leaves the code entry for another code.
	NewCodeAsked struct{}
	// PINChosen is a PIN that passed [CheckPIN], or a present PIN of six digits.
	PINChosen struct {
		Mode PINMode
		PIN  api.Secret
	}
	// RegionChosen is the storage region; "" for none.
	RegionChosen struct{ Region api.Region }
	// EditAsked goes from the review to one of its lines.
	EditAsked struct{ State State }
	// RegisterAsked confirms the review.
	RegisterAsked struct{}
	// OverrideAsked goes past a counter that Dialtone believes to be used up or
	// closed, after the card named the risk.
	OverrideAsked struct{}
	// SubscribeAsked subscribes the app to the account's webhooks.
	SubscribeAsked struct{}
	// AdviceTaken follows the present problem's advice.
	AdviceTaken struct{}
	// ProblemDismissed puts the error card away.
	ProblemDismissed struct{}
	// BackAsked goes back, or takes back a call that can be taken back.
	BackAsked struct{}
)

// The world's events.
type (
	// SandboxOpened says where the simulator listens and its token.
	SandboxOpened struct{ Target Target }
	// SavedListed lists the accounts whose token is in the keyring.
	SavedListed struct{ Accounts []SavedAccount }
	// AccountOpened is a good token with its account.
	AccountOpened struct {
		Target  Target
		Token   api.TokenInfo
		Account api.Account
		Asked   api.Version // the Graph version that calls name
		Served  api.Version // the one that answered; "" when unknown
	}
	// TokenSaved says that the keyring has the token, or why not.
	TokenSaved struct{ Err error }
	// NumbersListed is one page of the account's numbers.
	NumbersListed struct{ Page api.NumbersPage }
	// NumberAdded is the id of a new number.
	NumberAdded struct{ ID api.PhoneNumberID }
	// NumberRead is a number's present state.
	NumberRead struct{ Number api.Number }
	// CodeSent says that Meta accepted to send a code.
	CodeSent struct{}
	// CodeAccepted says that the ownership is proven.
	CodeAccepted struct{}
	// PINSet says that the PIN was replaced.
	PINSet struct{}
	// SettingsRead is a number's present settings.
	SettingsRead struct{ Settings api.Settings }
	// RegionSet carries the settings as read back after the region was set.
	RegionSet struct{ Settings api.Settings }
	// FactsRead is number and settings read together, for the review.
	FactsRead struct {
		Number   api.Number
		Settings api.Settings
	}
	// Registered says that register was accepted.
	Registered struct {
		// Earlier says that this one was not sent: reading back showed that one
		// before it had worked, which may have carried another PIN.
		Earlier bool
	}
	// Deregistered says that deregister was accepted.
	Deregistered struct{}
	// AppsRead lists the apps subscribed to the account's webhooks, with the
	// number's settings as they are now; nil when they could not be read.
	AppsRead struct {
		Apps     []api.App
		Settings *api.Settings
	}
	// Subscribed says that the app is subscribed now.
	Subscribed struct{}
	// PollDue says that it is time to look again.
	PollDue struct{}
	// StepPlayed says that the simulated customer did a step.
	StepPlayed struct{}
	// TimePassed says that the sandbox's clock was moved.
	TimePassed struct{}
	// JournalOpened says what the journal knows of a number, or why there is no
	// journal.
	JournalOpened struct {
		Number api.PhoneNumberID
		Budget Budget
		// CodeAt is when the newest code was asked for that may have been sent.
		CodeAt time.Time
		// CodeSent says that Meta took that request for sure.
		CodeSent bool
		// Open says that a register request of an earlier run has no known outcome,
		// and Before how the number read before it, where that is known.
		Open   bool
		Before api.Number
		// OpenOff says the same of a deregister request.
		OpenOff bool
		OpenAt  time.Time // when the earlier one was sent
		Err     error
	}
	// UnfinishedListed lists what was left unfinished.
	UnfinishedListed struct{ Sessions []Unfinished }
	// JournalWritten says that the journal was told something.
	JournalWritten struct{}
	// Overtaken says that a counted request was not sent: right before it the
	// number did not read as it did when the request was decided on.
	Overtaken struct {
		Call     api.Endpoint
		Changed  []FactChange
		Number   api.Number
		Settings *api.Settings   // nil where they do not matter
		Pooled   api.Preverified // instead of Number, for one of the pool
	}
	// Failed is a command that did not succeed.
	Failed struct {
		Call api.Endpoint
		Err  error
	}
)

// Target is where calls go and with which token.
type Target struct {
	BaseURL string // "" for Meta's own
	Token   api.Secret
	Account api.WABAID
	Sandbox bool
	Saved   bool // the token is in the keyring
}

// SavedAccount is an account whose token rests in the keyring.
type SavedAccount struct {
	ID   api.WABAID
	Name string
}

// Input is an event with the moment it happened and, for an answer, the number
// of the question that it answers.
type Input struct {
	Event      Event
	At         time.Time
	Generation int // 0 for the operator's events
}

// Kind implements [Event].
func (Started) Kind() Kind          { return KStarted }
func (SandboxAsked) Kind() Kind     { return KSandboxAsked }
func (AccountGiven) Kind() Kind     { return KAccountGiven }
func (NumberPicked) Kind() Kind     { return KNumberPicked }
func (AddAsked) Kind() Kind         { return KAddAsked }
func (ReloadAsked) Kind() Kind      { return KReloadAsked }
func (NumberTyped) Kind() Kind      { return KNumberTyped }
func (Answered) Kind() Kind         { return KAnswered }
func (ChecklistDone) Kind() Kind    { return KChecklistDone }
func (StepTicked) Kind() Kind       { return KStepTicked }
func (PaidTold) Kind() Kind         { return KPaidTold }
func (BackupGiven) Kind() Kind      { return KBackupGiven }
func (TimeAsked) Kind() Kind        { return KTimeAsked }
func (CodeInstead) Kind() Kind      { return KCodeInstead }
func (RemedyDone) Kind() Kind       { return KRemedyDone }
func (ResumeAsked) Kind() Kind      { return KResumeAsked }
func (CodeAsked) Kind() Kind        { return KCodeAsked }
func (CodeAtHand) Kind() Kind       { return KCodeAtHand }
func (CodeTyped) Kind() Kind        { return KCodeTyped }
func (NewCodeAsked) Kind() Kind     { return KNewCodeAsked }
func (PINChosen) Kind() Kind        { return KPINChosen }
func (RegionChosen) Kind() Kind     { return KRegionChosen }
func (EditAsked) Kind() Kind        { return KEditAsked }
func (RegisterAsked) Kind() Kind    { return KRegisterAsked }
func (OverrideAsked) Kind() Kind    { return KOverrideAsked }
func (SubscribeAsked) Kind() Kind   { return KSubscribeAsked }
func (AdviceTaken) Kind() Kind      { return KAdviceTaken }
func (ProblemDismissed) Kind() Kind { return KProblemDismissed }
func (BackAsked) Kind() Kind        { return KBackAsked }
func (SandboxOpened) Kind() Kind    { return KSandboxOpened }
func (SavedListed) Kind() Kind      { return KSavedListed }
func (AccountOpened) Kind() Kind    { return KAccountOpened }
func (TokenSaved) Kind() Kind       { return KTokenSaved }
func (NumbersListed) Kind() Kind    { return KNumbersListed }
func (NumberAdded) Kind() Kind      { return KNumberAdded }
func (NumberRead) Kind() Kind       { return KNumberRead }
func (CodeSent) Kind() Kind         { return KCodeSent }
func (CodeAccepted) Kind() Kind     { return KCodeAccepted }
func (PINSet) Kind() Kind           { return KPINSet }
func (SettingsRead) Kind() Kind     { return KSettingsRead }
func (RegionSet) Kind() Kind        { return KRegionSet }
func (FactsRead) Kind() Kind        { return KFactsRead }
func (Registered) Kind() Kind       { return KRegistered }
func (Deregistered) Kind() Kind     { return KDeregistered }
func (AppsRead) Kind() Kind         { return KAppsRead }
func (Subscribed) Kind() Kind       { return KSubscribed }
func (PollDue) Kind() Kind          { return KPollDue }
func (JournalOpened) Kind() Kind    { return KJournalOpened }
func (UnfinishedListed) Kind() Kind { return KUnfinishedListed }
func (JournalWritten) Kind() Kind   { return KJournalWritten }
func (StepPlayed) Kind() Kind       { return KStepPlayed }
func (TimePassed) Kind() Kind       { return KTimePassed }
func (Overtaken) Kind() Kind        { return KOvertaken }
func (Failed) Kind() Kind           { return KFailed }

// operators reports whether a person causes events of this kind.
func (k Kind) operators() bool {
	switch k {
	case KStarted, KSandboxAsked, KAccountGiven, KNumberPicked, KAddAsked, KReloadAsked, KListAsked, KNumberTyped, KAnswered, KChecklistDone,
		KStepTicked, KPaidTold, KBackupGiven, KTimeAsked, KCodeInstead, KRemedyDone, KResumeAsked, KJobChosen, KCodeAsked, KCodeAtHand, KCodeTyped, KNewCodeAsked, KPINChosen, KRegionChosen, KEditAsked, KRegisterAsked,
		KNameTyped, KProfileEdited, KProfileDropped, KSaveAsked,
		KStorageChosen, KMoveAsked, KOverrideAsked, KSubscribeAsked, KMessageTyped, KMessageSeen, KAdviceTaken, KProblemDismissed, KBackAsked, KIdentityChosen, KDeregisterAsked,
		KBusinessAsked, KBusinessGiven, KPooledChosen, KClaimAsked:
		return true
	}
	return false
}

package flows

import (
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Effect is something to be done in the world: a call, a timer, a look into the
// keyring. It is a value; the [Runner] does it.
type Effect interface {
	// Call is the endpoint that a failure is reported under.
	Call() api.Endpoint
	// answer is the kind of event that success is reported with.
	answer() Kind
}

// The effects.
type (
	// OpenSandbox starts the simulator, or has it issue a fresh token.
	OpenSandbox struct{ Scenario string }
	// ListSaved looks for saved accounts in the keyring.
	ListSaved struct{}
	// OpenAccount checks a token and reads its account.
	OpenAccount struct{ Target Target }
	// SaveToken puts the token that is in use into the keyring.
	SaveToken struct{ Account api.Account }
	// ReadNumbers reads one page of the account's numbers.
	ReadNumbers struct {
		Account api.WABAID
		After   string
		Query   ListQuery
	}
	// CreateNumber adds a number to the account.
	CreateNumber struct {
		Account api.WABAID
		Number  api.NewNumber
	}
	// FindNumber looks for a number in the account after adding it had no
	// usable answer.
	FindNumber struct {
		Account api.WABAID
		Phone   eligibility.Number
		Cause   error // what to report when it is not there
	}
	// ReadNumber reads a number's present state; with Detail also what only its
	// last screen shows.
	ReadNumber struct {
		ID     api.PhoneNumberID
		Detail bool
	}
	// SendCode requests the verification code.
	SendCode struct {
		ID       api.PhoneNumberID
		Method   api.CodeMethod
		Language api.Language
	}
	// HandInCode hands in the code.
	HandInCode struct {
		ID   api.PhoneNumberID
		Code api.Secret
	}
	// ReplacePINOf sets the PIN without knowing the old one.
	ReplacePINOf struct {
		ID  api.PhoneNumberID
		PIN api.Secret
	}
	// ReadSettings reads a number's settings.
	ReadSettings struct{ ID api.PhoneNumberID }
	// SetRegion sets the storage region through settings and reads it back.
	SetRegion struct {
		ID     api.PhoneNumberID
		Region api.Region
	}
	// ReadFacts reads number and settings, for the review.
	ReadFacts struct{ ID api.PhoneNumberID }
	// ReadBack reads what became of a register request. Settings that cannot be
	// read do not matter: the number alone can prove it.
	ReadBack struct{ ID api.PhoneNumberID }
	// RegisterNumber registers the number.
	RegisterNumber struct {
		ID           api.PhoneNumberID
		Registration api.Registration
	}
	// DeregisterNumber takes the number off Cloud API.
	DeregisterNumber struct{ ID api.PhoneNumberID }
	// ReadApps lists the subscribed apps, and reads the number's settings for the
	// last screen; ID "" for the apps alone.
	ReadApps struct {
		Account api.WABAID
		ID      api.PhoneNumberID
	}
	// SubscribeApp subscribes the token's app.
	SubscribeApp struct{ Account api.WABAID }
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
	// OpenJournal begins a session in the journal, or goes on with one that was
	// left, and reads the number's counters.
	OpenJournal struct {
		Account api.WABAID
		Number  api.PhoneNumberID
		Display string // masked
		Name    string
		State   State
		Goal    Goal
	}
	// JournalState writes down where the number stands.
	JournalState struct {
		Number api.PhoneNumberID
		State  State
	}
	// CloseJournal ends a session.
	CloseJournal struct {
		Number  api.PhoneNumberID
		Outcome string
	}
	// JournalLock writes down that Meta closed a counter.
	JournalLock struct {
		Of    Counter
		Until time.Time
	}
	// SkipJournal has nothing written down from now on.
	SkipJournal struct{}
	// ListUnfinished lists what was left unfinished; Account "" for every one.
	ListUnfinished struct{ Account api.WABAID }
	// Poll waits before looking again.
	Poll struct{ After time.Duration }
)

// Call implements [Effect].
func (OpenSandbox) Call() api.Endpoint      { return api.DebugToken }
func (ListSaved) Call() api.Endpoint        { return api.DebugToken }
func (OpenAccount) Call() api.Endpoint      { return api.GetAccount }
func (SaveToken) Call() api.Endpoint        { return api.DebugToken }
func (ReadNumbers) Call() api.Endpoint      { return api.ListNumbers }
func (CreateNumber) Call() api.Endpoint     { return api.AddNumber }
func (FindNumber) Call() api.Endpoint       { return api.AddNumber }
func (ReadNumber) Call() api.Endpoint       { return api.GetNumber }
func (SendCode) Call() api.Endpoint         { return api.RequestCode }
func (HandInCode) Call() api.Endpoint       { return api.VerifyCode }
func (ReplacePINOf) Call() api.Endpoint     { return api.SetPIN }
func (ReadSettings) Call() api.Endpoint     { return api.GetSettings }
func (SetRegion) Call() api.Endpoint        { return api.SetSettings }
func (ReadFacts) Call() api.Endpoint        { return api.GetNumber }
func (ReadBack) Call() api.Endpoint         { return api.GetNumber }
func (RegisterNumber) Call() api.Endpoint   { return api.Register }
func (DeregisterNumber) Call() api.Endpoint { return api.Deregister }
func (ReadApps) Call() api.Endpoint         { return api.GetSubscribed }
func (SubscribeApp) Call() api.Endpoint     { return api.SetSubscribed }
func (PlayStep) Call() api.Endpoint         { return api.GetNumber }
func (LetPass) Call() api.Endpoint          { return api.GetNumber }
func (OpenJournal) Call() api.Endpoint      { return "" }
func (JournalState) Call() api.Endpoint     { return "" }
func (CloseJournal) Call() api.Endpoint     { return "" }
func (JournalLock) Call() api.Endpoint      { return "" }
func (SkipJournal) Call() api.Endpoint      { return "" }
func (ListUnfinished) Call() api.Endpoint   { return "" }
func (Poll) Call() api.Endpoint             { return api.GetNumber }

func (OpenSandbox) answer() Kind      { return KSandboxOpened }
func (ListSaved) answer() Kind        { return KSavedListed }
func (OpenAccount) answer() Kind      { return KAccountOpened }
func (SaveToken) answer() Kind        { return KTokenSaved }
func (ReadNumbers) answer() Kind      { return KNumbersListed }
func (CreateNumber) answer() Kind     { return KNumberAdded }
func (FindNumber) answer() Kind       { return KNumberAdded }
func (ReadNumber) answer() Kind       { return KNumberRead }
func (SendCode) answer() Kind         { return KCodeSent }
func (HandInCode) answer() Kind       { return KCodeAccepted }
func (ReplacePINOf) answer() Kind     { return KPINSet }
func (ReadSettings) answer() Kind     { return KSettingsRead }
func (SetRegion) answer() Kind        { return KRegionSet }
func (ReadFacts) answer() Kind        { return KFactsRead }
func (ReadBack) answer() Kind         { return KFactsRead }
func (RegisterNumber) answer() Kind   { return KRegistered }
func (DeregisterNumber) answer() Kind { return KDeregistered }
func (ReadApps) answer() Kind         { return KAppsRead }
func (SubscribeApp) answer() Kind     { return KSubscribed }
func (PlayStep) answer() Kind         { return KStepPlayed }
func (LetPass) answer() Kind          { return KTimePassed }
func (OpenJournal) answer() Kind      { return KJournalOpened }
func (JournalState) answer() Kind     { return KJournalWritten }
func (CloseJournal) answer() Kind     { return KJournalWritten }
func (JournalLock) answer() Kind      { return KJournalWritten }
func (SkipJournal) answer() Kind      { return KJournalWritten }
func (ListUnfinished) answer() Kind   { return KUnfinishedListed }
func (Poll) answer() Kind             { return KPollDue }

// reads reports whether an effect only looks, so that it can be taken back
// while it is under way.
func reads(e Effect) bool {
	switch e.(type) {
	case CreateNumber, SendCode, HandInCode, ReplacePINOf, SetRegion, SetIdentity, SetStorage, RegisterNumber, DeregisterNumber, TakeOff, SubscribeApp, SendTest, AskName, SaveProfile, AddPooled, SendPoolCode, HandInPoolCode:
		return false
	}
	return true
}

// repeatable reports whether an effect may be done once more without harm: it
// only looks, or it sets something to what it is then already.
func repeatable(e Effect) bool {
	switch e.(type) {
	case CreateNumber, SendCode, HandInCode, RegisterNumber, DeregisterNumber, SendTest, AskName, TakeOff, AddPooled, SendPoolCode, HandInPoolCode:
		return false
	}
	return true
}

// ends reports whether an event is the answer that an effect was waiting for.
func ends(e Effect, answer Event) bool {
	switch a := answer.(type) {
	case Failed:
		return a.Call == e.Call()
	case Overtaken:
		return a.Call == e.Call()
	}
	return answer.Kind() == e.answer()
}

// Command is an effect with the number of the question that it answers: an
// answer to a question that was given up is thrown away.
type Command struct {
	Effect     Effect
	Generation int
	// For a request that Meta counts: what it was decided on, without which it is
	// not sent, and what the operator overruled.
	Expected Expected
	Override Override
}

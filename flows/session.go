package flows

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// Session is everything that a flow knows at one moment. It is a value:
// [Machine.Step] never changes the one it is given. The only secrets in it are
// the token and, between choosing it and registering, the PIN, or one that was
// refused; all print as dots.
type Session struct {
	Frame
	Access
	Case
	Log
	Want     Options
	List     NumberList
	Pool     NumberPool  // for [JobPreverified]
	Typed    NumberTyped // the form for a new number; it is kept when Meta refuses it
	Checkups []Checkup   // what the doctor found
}

// Frame is where the flow stands, and what it waits for.
type Frame struct {
	Job     Job // what the operator came for
	State   State
	History []State // where Back leads, last first
	Return  State   // where to go on once there is a good token again
	from    State   // the state before the present step

	// Generation is the number of the present question. Answers with another number
	// belong to a question that was given up.
	Generation int
	Waiting    Effect    // what the operator waits for; nil when it is their turn
	Last       Effect    // what failed last, if it is safe to repeat
	Since      time.Time // when Waiting began
	// Looking says that the number is read again by itself: a timer runs, or a look
	// beside the operator is under way.
	Looking bool

	Problem *Problem // the error card; nil for none
	Notice  Notice   // a small remark; "" for none
}

// Access is the account that is open, and how it was reached.
type Access struct {
	Target        Target
	place         string // where the open account was reached
	Remember      bool   // the token goes into the keyring once it proves good
	Saved         []SavedAccount
	Token         api.TokenInfo
	Account       api.Account
	AccountUnread error       // why no more than was known of it could be read; nil where it was read
	AskedVersion  api.Version // the Graph version that calls name
	ServedVersion api.Version // the one that answered; "" when unknown
	// RegionAtRegister sends the region with register, as versions below v21.0 want
	// it; Meta's own answer can switch it (docs).
	RegionAtRegister bool
}

// NumberList is the list of the account's numbers, page by page.
type NumberList struct {
	Pages    []Page
	Query    ListQuery // what Graph was asked for
	Next     string    // cursor of the page to come
	Listing  bool      // a page is on its way
	Listed   bool      // every page is here
	Unread   AdviceID  // why a page could not be read; "" while nothing failed since the list was last asked for
	walk     api.Walk  // over the pages, so that they end
	unsorted bool      // Graph does not sort or filter for this app
}

// Case is everything that belongs to one number. Another number gets another
// case: the whole value is replaced, so nothing of one customer's number is
// carried to the next.
type Case struct {
	Facts
	Checks  Checklist
	Code    CodeRequest
	PIN     PINChoice
	Storage StorageChoice
	Arrival Arrival // how the number came to read CONNECTED
	Move    Move    // the change of its region
	Name    NameRequest
	Profile ProfileEdit
	Message MessageDraft
	Settle  Settling
	Confirm Confirmation
	Record  Record
}

// Facts are what was read of the number.
type Facts struct {
	Number   api.Number
	ReadAt   time.Time    // when Number was read
	Phone    phone.Number // the number by its own digits
	Settings api.Settings
	FactsAt  time.Time // when number and settings were read for the review; zero since something was sent or chosen
	Apps     []api.App // that receive the account's messages
	AppsRead bool
	// AppsReading says that they are being read. Where they are neither read nor being
	// read, nobody knows who is subscribed.
	AppsReading bool
	// WasShared says that it was seen as a number that the Business app shares.
	WasShared bool
}

// Checklist is the eligibility checklist with the operator's answers, and the
// remedy that is at hand.
type Checklist struct {
	Answers eligibility.Answers
	Results []eligibility.Result
	Verdict eligibility.Verdict
	Remedy  eligibility.RemedyID
	Asks    eligibility.RemedyID              // asked which way, where the remedy is one of several
	Walks   map[eligibility.RemedyID]Progress // never changed in place
	// SaidInUse says that Meta refused a call because the number is in use.
	SaidInUse bool
	Backup    *api.Backup // of the On-Premises client; nil for none
}

// CodeRequest is how the verification code is asked for, and when it was.
type CodeRequest struct {
	Method   api.CodeMethod
	Language api.Language
	SentAt   time.Time // when the last code was sent; zero for never
	Earlier  bool      // it was asked for in an earlier run
}

// PINChoice is the two-step verification PIN to register with.
type PINChoice struct {
	Value api.Secret
	Mode  PINMode
	// lost says that a register request of this run had no clear answer, so that it
	// may have set the PIN that it carried, lostValue.
	lost      bool
	lostValue api.Secret
}

// StorageChoice is the data localization region to register with.
type StorageChoice struct {
	Region api.Region
	Chosen bool // by the operator, for this number
}

// NameRequest is another display name.
type NameRequest struct {
	Asked string // the name that was asked for last
}

// ProfileEdit is the business profile with changes that are not sent yet.
type ProfileEdit struct {
	Now   api.Profile
	Read  bool
	Edits api.ProfileChange
	sent  api.ProfileChange // the changes that were sent last, until they are read back
}

// MessageDraft is the test message.
type MessageDraft struct {
	Draft MessageTyped // it is kept when Meta refuses it
	Sent  api.Sent     // the last one that Meta accepted; zero for none
}

// Settling is a call without a clear answer that reading back is to settle.
type Settling struct {
	Err   error // what came instead of an answer; nil when nothing is being settled
	Call  api.Endpoint
	Looks int // since then, or since register was accepted
	// AwaitedSince is since when CONNECTED is waited for because the number shows
	// that a register request without an answer worked; zero for no such wait.
	AwaitedSince time.Time
}

// Confirmation is how far the operator has confirmed a call that counts.
type Confirmation struct {
	Editing  bool            // a line of the review is being changed
	Given    bool            // the call follows as soon as the facts are fresh
	override pendingOverride // what the next counted request may go past
}

// Record is the number's session in the journal.
type Record struct {
	Open   bool              // the journal is open for the number
	Number api.PhoneNumberID // whose session is open, or being opened
	Goal   Goal              // what it is for
}

// Log is what was done in this run, and what is known of Meta's counters. It
// outlives a number: a request that may have been carried out is not sent again
// by whoever comes back.
type Log struct {
	Actions []Action
	Budget  Budget
	// attempts are the requests of which nobody knows whether Meta carried them
	// out; never changed in place.
	attempts       map[Counter]Attempt
	refusals       map[Counter]Refusal        // what Meta said no to last; never changed in place
	firstSeen      map[firstSeenKey]firstSeen // never changed in place
	Unfinished     []Unfinished               // what the journal says was left
	WithoutJournal bool                       // the operator goes on without one
	closedOf       api.PhoneNumberID          // the number whose session was closed last
	spentThen      Budget                     // as it was when the journal was asked last for a number's counters
	resumes        Unfinished                 // what is to be gone on with, once its number is at hand
}

// newCase is the case of a number of which nothing is known yet.
func newCase(want Options) Case {
	c := Case{Code: CodeRequest{Method: want.Method, Language: want.Language}}
	if want.Region != nil {
		c.Storage.Region = *want.Region
	}
	return c
}

// Options is what flags, environment and configuration ask for in advance. Every
// field is optional.
type Options struct {
	Job      Job
	Sandbox  bool
	Scenario string
	Recorded bool // what happens is written down in the journal
	Token    api.Secret
	Account  api.WABAID
	Business api.BusinessID // whose pool of pre-verified numbers
	Number   api.PhoneNumberID
	Method   api.CodeMethod
	Language api.Language
	Region   *api.Region // nil: not asked for
	Goal     Goal        // of what is to be gone on with, for Number if that is given
}

// Notice is a small remark that is no problem.
type Notice string

// The notices.
const (
	NoticeNoWayBack    Notice = "no_way_back"    // what is done is not undone by going back
	NoticeTokenSaved   Notice = "token_saved"    // the keyring has the token
	NoticeNotSaved     Notice = "token_unsaved"  // the keyring did not take it
	NoticeCodeMayCome  Notice = "code_may_come"  // no answer to the request: a code may still arrive
	NoticeChecksOpen   Notice = "checks_open"    // a question of the checklist is open
	NoticePINReplaced  Notice = "pin_replaced"   // Meta has the new PIN, and the number shows one
	NoticePINTaken     Notice = "pin_taken"      // Meta took the new PIN, and the number shows none
	NoticeRegionKept   Notice = "region_kept"    // the region was read back as wanted
	NoticeSettled      Notice = "settled"        // reading back showed that it had worked
	NoticeDeregistered Notice = "deregistered"   // now register again
	NoticeNewToken     Notice = "new_token"      // a good token; on from where we were
	NoticeStillInUse   Notice = "still_there"    // the re-check changed nothing
	NoticeTooEarly     Notice = "too_early"      // the wait of a remedy is not over
	NoticeOtherVersion Notice = "served_version" // another Graph version answered
	NoticeTokenEnds    Notice = "token_ends"     // within a day
	NoticeTokenUnread  Notice = "token_unread"   // Meta did not describe the token
	// NoticeAccountUnread: the account's numbers can be read, and nothing of itself.
	NoticeAccountUnread Notice = "account_unread"
	// NoticeAccountUnheard and NoticeSettingsUnheard are the same without an answer of Graph's.
	NoticeAccountUnheard  Notice = "account_unheard"
	NoticeSettingsUnheard Notice = "settings_unheard"
	// NoticeAccountBarred: the same, because of a policy or of the app.
	NoticeAccountBarred Notice = "account_barred"
	// NoticeSettingsUnread: where a number's data rests was refused.
	NoticeSettingsUnread Notice = "settings_unread"
	// NoticeSettingsBarred: the same, because of a policy or of the app.
	NoticeSettingsBarred Notice = "settings_barred"
	NoticePersonal       Notice = "token_personal" // the token is a person's
	NoticePersonalEnds   Notice = "personal_ends"  // and ends within a day
	NoticeRefused        Notice = "refused"        // Meta refused it, and nothing has changed: really send it again?
	NoticeStillRefused   Notice = "still_refused"  // the same of what a remedy is for

	NoticeTakenOff       Notice = "taken_off"       // the number reads registered no more
	NoticeIdentityOn     Notice = "identity_on"     // read back so
	NoticeIdentityOff    Notice = "identity_off"    // read back so
	NoticeIdentityTaken  Notice = "identity_taken"  // Meta said yes, and its settings do not show it
	NoticeMessageSent    Notice = "message_sent"    // Meta took the test message
	NoticeNameAsked      Notice = "name_asked"      // Meta has the wish for another display name
	NoticeNameRegistered Notice = "name_registered" // registered once more, for the new name
	NoticeProfileSaved   Notice = "profile_saved"   // Meta has the new values
	NoticeProfileDiffers Notice = "profile_differs" // read back otherwise than sent
	NoticeReplacing      Notice = "replacing"       // what was not read is lost by saving: really?
	NoticeUnsaved        Notice = "unsaved"         // save or throw away before leaving
	NoticeSubscribed     Notice = "subscribed"      // our app receives the account's messages
	NoticeOwnAddress     Notice = "own_address"     // an address may be lost by subscribing: really?
	NoticeAppsUnread     Notice = "apps_unread"     // and nobody knows whether there is one: really?
	NoticeMoved          Notice = "moved"           // connected, in the wanted region
	NoticeRegionSame     Notice = "region_same"     // its data rests there already
	NoticeUnmovable      Notice = "unmovable"       // there is no region to change
	NoticeSharedRegion   Notice = "shared_region"   // shared with the Business app, which allows no region

	NoticePoolEarly      Notice = "pool_early"      // verified, and it is too early to verify it again
	NoticePoolHas        Notice = "pool_has"        // it is in the pool already
	NoticePooledVerified Notice = "pooled_verified" // a number of the pool is good for 90 days
	NoticeClaimed        Notice = "claimed"         // one of the pool is in the account now
)

// Busy reports whether the operator has to wait.
func (s Session) Busy() bool { return s.Waiting != nil }

// CanCancel reports whether the call under way may be given up: it only reads.
func (s Session) CanCancel() bool { return s.Waiting != nil && s.Waiting.Spec().Reads }

// Action is something that was done at Meta in this session, or may have been.
type Action struct {
	At     time.Time
	Call   api.Endpoint // the call that did it; get_number stands for "seen CONNECTED"
	Number api.PhoneNumberID
	// Unclear says that no clear answer came: it may have been done.
	Unclear bool
	// What tells apart what one call does; "" for the usual.
	What string
}

// PINTaken is an [Action.What] of [api.SetPIN]: the number does not show the PIN.
const PINTaken = "pin_taken"

// Counter is the counter of a call for what is at hand: the number, or what the call
// is counted for instead.
func (s Session) Counter(call api.Endpoint) Counter {
	if per := CallOf(call).per; per != nil {
		return Counter{api.PhoneNumberID(per(s)), call}
	}
	return Counter{s.Number.ID, call}
}

// did logs an action. Once a register or deregister request is answered nobody asks
// any more what became of an earlier one.
func (s *Session) did(call api.Endpoint, at time.Time) {
	s.lifts(call)
	s.Budget = s.Budget.Taken(s.Counter(call))
	if CallOf(call).Exclusive {
		s.close(api.Register)
		s.close(api.Deregister)
	}
	s.Actions = append(slices.Clip(s.Actions), Action{At: at, Call: call, Number: s.Number.ID})
}

// maybeDid logs a call that may have been carried out: it left, and no clear
// answer came.
func (s *Session) maybeDid(call api.Endpoint, at time.Time) {
	if CallOf(call).Exclusive && s.unclearAction(call) >= 0 {
		return // it is said already
	}
	s.Actions = append(slices.Clip(s.Actions), Action{At: at, Call: call, Number: s.Number.ID, Unclear: true})
}

// unclearAction finds the action of a call for the present number of which nobody
// knows whether it was done; -1 for none.
func (s *Session) unclearAction(call api.Endpoint) int {
	for i, a := range slices.Backward(s.Actions) {
		if a.Call == call && a.Number == s.Number.ID && a.Unclear {
			return i
		}
	}
	return -1
}

// didAfterAll logs that what may have been done was done; false if there is no such
// action.
func (s *Session) didAfterAll(call api.Endpoint) bool {
	i := s.unclearAction(call)
	if i < 0 {
		return false
	}
	s.Actions = slices.Clone(s.Actions)
	s.Actions[i].Unclear = false
	return true
}

package flows

import (
	"errors"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Advice is what we make of a failure: what it usually means (by ID, in the
// words), the next safe action, and what it costs.
type Advice struct {
	ID   AdviceID
	Act  Act
	To   State                // where the action leads; "" to stay
	Help eligibility.RemedyID // with To [Remedy]: which
	Cost Cost                 // what trying again costs
	// Wait is how long to wait at least. Fixed says that Meta documents the
	// figure; otherwise it is caution. WaitInText lets the answer's own text
	// decide first.
	Wait       time.Duration
	Fixed      bool
	WaitInText bool
	// Locks closes Dialtone's own counter for the call until the wait is over.
	Locks bool
}

// Act is what the one key of an error card does.
type Act string

// The acts.
const (
	ActNothing    Act = ""           // there is nothing safe to do now
	ActDismiss    Act = "dismiss"    // put the card away and look at the screen
	ActGo         Act = "go"         // go to the advised state
	ActAgain      Act = "again"      // repeat a call that is safe to repeat
	ActReload     Act = "reload"     // read the facts again
	ActDeregister Act = "deregister" // finish the half-done deregistration
)

// Cost says what trying again costs.
type Cost string

// The costs.
const (
	CostNothing  Cost = ""         // nothing is counted
	CostRegister Cost = "register" // one of 10 register requests in 72 hours, and perhaps a PIN guess
	CostCode     Cost = "code"     // one code request; the limit is not published
	CostGuess    Cost = "guess"    // one guess; too many lock the check for about 12 hours
	CostBoth     Cost = "both"     // one deregister and one register request
)

// Costs lists every cost that has words.
func Costs() []Cost { return []Cost{CostRegister, CostCode, CostGuess, CostBoth} }

// AdviceID is the key that the words of an advice are looked up by.
type AdviceID string

// The advice that this package gives.
const (
	AdviseUnknown       AdviceID = "unknown"         // Meta's words stand alone
	AdviseToken         AdviceID = "token"           // expired, revoked or malformed
	AdviseScopes        AdviceID = "scopes"          // the token lacks a permission
	AdviseOtherAccount  AdviceID = "other_account"   // the token is not for this account
	AdvisePermission    AdviceID = "permission"      // 10, 200 to 299
	AdviseNoObject      AdviceID = "no_object"       // 100/33: unknown, or not visible
	AdviseParameter     AdviceID = "parameter"       // 100 without a known meaning
	AdviseBusy          AdviceID = "too_many_calls"  // 4, 17, 613, 80007
	AdviseMeta          AdviceID = "meta_trouble"    // 1, 2, 131000, 131016, 133004, 5xx
	AdviseOffline       AdviceID = "offline"         // the request never left
	AdviseSilence       AdviceID = "silence"         // no answer, for a call that only looks
	AdviseNoAnswer      AdviceID = "no_answer"       // no answer, for a call that may have worked
	AdviseUnreadable    AdviceID = "unreadable"      // an answer that made no sense
	AdviseNotDone       AdviceID = "not_done"        // success:false
	AdvisePIN           AdviceID = "pin_mismatch"    // 133005
	AdvisePINUsedUp     AdviceID = "pin_used_up"     // 133008
	AdvisePINFast       AdviceID = "pin_too_fast"    // 133009
	AdvisePINForm       AdviceID = "pin_form"        // 100 on a PIN
	AdviseVerifyAgain   AdviceID = "verify_again"    // 133006
	AdviseNotRegistered AdviceID = "not_registered"  // 133010
	AdviseDeleted       AdviceID = "just_deleted"    // 133015
	AdviseBlocked       AdviceID = "blocked_72h"     // 133016
	AdviseHalf          AdviceID = "half_done"       // 133000
	AdviseVerified      AdviceID = "verified"        // 136024 on a verified number
	AdviseTooOften      AdviceID = "code_too_often"  // 136024/2388367
	AdviseInUse         AdviceID = "in_use"          // 136024/2388091
	AdviseNoCode        AdviceID = "no_code"         // 136024 otherwise, 100/2388004
	AdviseWrongCode     AdviceID = "wrong_code"      // 136025, and 100 on verify_code
	AdviseGuesses       AdviceID = "code_used_up"    // too many wrong codes
	AdviseCap           AdviceID = "cap"             // 200/1349175 on adding
	AdviseExists        AdviceID = "exists"          // the number is in this account already
	AdviseElsewhere     AdviceID = "elsewhere"       // the number is on the platform, in another account
	AdviseTwoStep       AdviceID = "two_step_on"     // 2388001: two-step verification holds it there
	AdviseNotMovable    AdviceID = "not_movable"     // 2388103: something else holds it there
	AdviseSMB           AdviceID = "shared"          // shared with the Business app
	AdviseRegionMoved   AdviceID = "region_moved"    // 12: the region belongs into settings
	AdviseRegionWanted  AdviceID = "region_wanted"   // 100: expected a region
	AdviseRegionFixed   AdviceID = "region_fixed"    // settings refused: the number is registered
	AdviseRegionNotKept AdviceID = "region_not_kept" // read back otherwise than set
	AdviseLocked        AdviceID = "locked"          // 131031
	AdviseChanged       AdviceID = "changed"         // a fact changed under the review
	AdviseBudget        AdviceID = "budget"          // Dialtone's own count is full
	AdviseStuck         AdviceID = "stuck"           // registered, and not CONNECTED
	AdviseUnsettled     AdviceID = "unsettled"       // reading back failed as well
	AdviseKeyring       AdviceID = "keyring"         // the OS keyring did not give the token
	AdviseLocal         AdviceID = "local"           // this computer failed, not Meta
)

// AdviceIDs lists every advice.
func AdviceIDs() []AdviceID {
	ids := []AdviceID{
		AdviseUnknown, AdviseToken, AdviseScopes, AdviseOtherAccount, AdviseOffline, AdviseSilence, AdviseNoAnswer, AdviseUnreadable,
		AdviseNotDone, AdviseChanged, AdviseBudget, AdviseStuck, AdviseUnsettled, AdviseRegionNotKept, AdviseKeyring, AdviseLocal,
	}
	for _, r := range adviceRules() {
		if !slices.Contains(ids, r.advice.ID) {
			ids = append(ids, r.advice.ID)
		}
	}
	return ids
}

// Advise says what a failure means and what to do. Facts decide before texts,
// since Meta's texts change (docs).
func Advise(f Failed, s Session) Advice {
	var e *api.Error
	if !errors.As(f.Err, &e) {
		return byHand(adviseTransport(f), f.Call)
	}
	if api.TokenDead(e) { // what it lacks is not repaired by trying again
		return Advice{ID: AdviseToken, Act: ActDismiss}
	}
	for _, r := range adviceRules() {
		if r.fits(e, s) {
			return byHand(r.advice, f.Call)
		}
	}
	if e.Code == 0 && e.Status < 500 && !api.TokenDead(e) { // no word of Meta's in it
		return Advice{ID: AdviseUnreadable, Act: ActDismiss, Cost: costOf(f.Call)}
	}
	if e.Status >= 500 {
		return byHand(Advice{ID: AdviseMeta, Act: ActAgain}, f.Call)
	}
	return Advice{ID: AdviseUnknown, Act: ActDismiss, Cost: costOf(f.Call)}
}

func adviseTransport(f Failed) Advice {
	var t *api.TransportError
	a := Advice{ID: AdviseNoAnswer, Act: ActAgain}
	switch {
	case errors.Is(f.Err, api.ErrNotDone):
		a.ID = AdviseNotDone
	case errors.Is(f.Err, ErrKeyring):
		a.ID = AdviseKeyring
	case !errors.As(f.Err, &t):
		a.ID = AdviseLocal
	case !t.Sent:
		a.ID = AdviseOffline
	case errors.Is(f.Err, api.ErrUnreadable):
		a.ID = AdviseUnreadable
	case onlyLooks(f.Call):
		a.ID = AdviseSilence
	}
	return a
}

// byHand leaves the repeat of a call that is not safe to repeat to the
// operator: no key of a card does it.
func byHand(a Advice, call api.Endpoint) Advice {
	if a.Act == ActAgain && (isCounted(call) || call == api.AddNumber) {
		a.Act, a.Cost = ActDismiss, costOf(call)
	}
	return a
}

// onlyLooks reports whether a call changes nothing at Meta.
func onlyLooks(call api.Endpoint) bool {
	switch call {
	case api.DebugToken, api.GetAccount, api.ListNumbers, api.GetNumber, api.GetSettings, api.GetSubscribed, api.GetProfile:
		return true
	}
	return false
}

// costOf is what repeating a call costs.
func costOf(call api.Endpoint) Cost {
	switch call {
	case api.Register:
		return CostRegister
	case api.RequestCode:
		return CostCode
	case api.VerifyCode:
		return CostGuess
	case api.Deregister:
		return CostBoth
	}
	return CostNothing
}

// adviceRule matches an answer of Graph. Zero fields match everything.
type adviceRule struct {
	codes  []int // in code or, for the 2388xxx family, in either place
	sub    int
	call   api.Endpoint
	when   func(Session) bool // facts
	text   string             // lower case, in any of the answer's texts; last resort
	advice Advice
}

func (r adviceRule) fits(e *api.Error, s Session) bool {
	return (len(r.codes) == 0 || slices.ContainsFunc(r.codes, func(code int) bool { return is(e, code) })) &&
		(r.sub == 0 || e.Has(r.sub)) &&
		(r.call == "" || r.call == e.Call) &&
		(r.when == nil || r.when(s)) &&
		(r.text == "" || says(e.Message+" "+e.UserMessage+" "+e.Details, r.text))
}

// is compares the code. Only the 2388xxx family comes in either place (docs,
// field): another code's number in a subcode means something else.
func is(e *api.Error, code int) bool {
	if code >= 1_000_000 {
		return e.Has(code)
	}
	return e.Code == code
}

// says looks for whole words, whatever their case: "pin" is not in "shipping".
func says(text, words string) bool {
	text = strings.ToLower(text)
	for rest := 0; ; {
		at := strings.Index(text[rest:], words)
		if at < 0 {
			return false
		}
		from, to := rest+at, rest+at+len(words)
		if (from == 0 || !letter(text[from-1])) && (to == len(text) || !letter(text[to])) {
			return true
		}
		rest = to
	}
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' }

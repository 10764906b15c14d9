package flows

import (
	"cmp"
	"slices"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
)

// cardAction is what the one key of a card does, and where that leads.
type cardAction struct {
	act   Act
	to    State
	help  eligibility.RemedyID
	locks bool
}

// The ways that need no more than their name.
var (
	stay        = cardAction{act: ActDismiss}
	again       = cardAction{act: ActAgain}
	reload      = cardAction{act: ActReload}
	wait        = cardAction{locks: true} // nothing is safe until the time is over
	pausing     = cardAction{act: ActDismiss, locks: true}
	finishOff   = cardAction{act: ActDeregister}
	subscribing = cardAction{act: ActSubscribe}
)

func leadTo(to State) cardAction { return cardAction{act: ActGo, to: to} }
func leadBy(help eligibility.RemedyID) cardAction {
	return cardAction{act: ActGo, to: Remedy, help: help}
}

// adviceRule is what an advice does under a condition.
type adviceRule struct {
	id   AdviceID
	when condition // "" for any
	cardAction
}

// adviceRules is the second half of the error table: what the key of each card
// does. Of several lines for one advice the first whose condition holds
// decides.
func adviceRules() []adviceRule {
	return []adviceRule{
		// A dead token leads to Connect by itself.
		{AdviseToken, "", stay},
		{AdviseTokenMissing, "", stay},
		{AdviseTokenAppRemoved, "", stay},
		{AdviseTokenCheckpoint, "", stay},
		{AdviseTokenPassword, "", stay},
		{AdviseTokenExpired, "", stay},
		{AdviseTokenUnconfirmed, "", stay},
		{AdviseTokenRole, "", stay},

		// A token that may not: another one, or the same one after a change in
		// Meta's own pages.
		{AdviseScopes, inside, leadTo(Connect)},
		{AdviseScopes, "", stay},
		{AdvisePermission, inside, leadTo(Connect)},
		{AdvisePermission, "", stay},
		{AdviseAppSecret, inside, leadTo(Connect)},
		{AdviseAppSecret, "", stay},
		{AdviseAppSecretWrong, inside, leadTo(Connect)},
		{AdviseAppSecretWrong, "", stay},
		{AdviseCapability, "", again},
		{AdviseNotEntitled, "", again},
		{AdviseNoAccess, "", again},
		{AdviseNotLinked, "", again},
		{AdvisePoolClosed, "", stay},
		{AdviseAppBlocked, "", stay}, // every call more makes it worse
		{AdviseTerms, "", again},
		{AdvisePolicy, atNumber, leadBy(eligibility.RemedyAppeal)},
		{AdvisePolicy, "", stay},
		{AdviseCountry, "", stay},

		// Limits.
		{AdviseBusy, "", again},
		{AdviseUserCalls, "", again},
		{AdviseCodeRate, "", pausing},
		{AdviseManyNumbers, "", stay},
		{AdviseThroughput, "", stay},
		{AdviseBlocked, "", wait},
		{AdviseDeregBlocked, "", wait},
		{AdviseCap, "", leadBy(eligibility.RemedyRaiseCap)},

		// Objects and parameters.
		{AdviseNoObject, atPoolList, leadTo(PoolBusiness)},
		{AdviseNoObject, atPoolBusiness, stay},
		{AdviseNoObject, atPool, leadTo(Pool)},
		{AdviseNoObject, inside, leadTo(PickNumber)},
		{AdviseNoObject, "", stay},
		{AdviseWrongNode, inside, leadTo(PickNumber)},
		{AdviseWrongNode, "", stay},
		{AdviseGone, inside, leadTo(PickNumber)},
		{AdviseGone, "", stay},
		{AdviseNoPath, "", stay},
		{AdviseParameter, "", stay},
		{AdviseParamMissing, "", stay},
		{AdviseParamValue, "", stay},
		{AdviseUserError, "", stay},
		{AdviseOneFeature, "", stay},

		// Meta's own trouble. Reads were repeated already; the rest is the
		// operator's decision.
		{AdviseMeta, "", again},
		{AdviseMaintenance, "", again},
		{AdviseNumberOffline, "", stay},

		// Adding and moving.
		{AdviseExists, "", leadTo(PickNumber)},
		{AdviseTaken, "", leadTo(PickNumber)},
		{AdviseElsewhere, "", leadBy(eligibility.RemedyMigrateProvider)}, // which asks how it is to come here
		{AdviseNotSaved, "", stay},
		{AdviseCannotAdd, "", stay},
		{AdviseNotPartner, "", leadTo(PickNumber)},
		{AdviseNotFree, useIsAsked, leadTo(Eligibility)},
		{AdviseNotFree, atNumber, reload},
		{AdviseNotFree, "", stay},
		{AdviseTwoStep, atNumber, reload},
		{AdviseTwoStep, "", leadBy(eligibility.RemedyMigrateProvider)},
		{AdviseMoveNeedless, "", leadTo(AddNumber)},
		{AdviseMoveUnsubscribed, "", subscribing},
		{AdviseMoveUnready, atNumber, reload},
		{AdviseMoveUnready, "", leadBy(eligibility.RemedyMigrateProvider)},
		{AdviseMoveName, "", leadBy(eligibility.RemedyMigrateProvider)},
		{AdviseMovePayment, atNumber, reload},
		{AdviseMovePayment, "", leadBy(eligibility.RemedyMigrateProvider)},
		{AdviseMoveBusiness, "", leadTo(Connect)},
		{AdviseMoveRequest, "", stay},
		{AdviseMoveSource, "", stay},
		{AdviseMoveFailed, "", stay},
		{AdviseNotMovable, "", leadBy(eligibility.RemedyMigrateProvider)},
		{AdviseNotMigrating, "", reload},

		// The code.
		{AdviseVerified, "", leadTo(ChoosePIN)},
		{AdvisePoolVerified, "", stay},
		{AdviseNoCode, atPool, stay},
		{AdviseNoCode, "", reload},
		{AdviseCodeNotSent, "", stay},
		{AdviseTooOften, "", wait},
		{AdviseDoubted, "", stay},
		{AdviseInUse, atPool, stay},
		{AdviseInUse, useIsAsked, leadTo(Eligibility)}, // Meta does not say where
		{AdviseInUse, "", reload},
		{AdviseOnPremise, "", leadBy(eligibility.RemedyOnPremise)},
		{AdviseSMB, sharedShown, leadBy(eligibility.RemedyCoexistence)},
		{AdviseSMB, halfSharedShown, leadBy(eligibility.RemedyFinishSharing)},
		{AdviseSMB, "", leadBy(eligibility.RemedySharedUnseen)}, // Meta says so, and no fact says how far it is
		{AdviseHalfShared, "", leadBy(eligibility.RemedyFinishSharing)},
		{AdviseWrongCode, "", stay},
		{AdviseGuesses, "", wait},

		// The PIN.
		{AdvisePIN, atName, stay},
		{AdvisePIN, "", leadTo(ChoosePIN)},
		{AdvisePINUsedUp, "", wait},
		{AdvisePINFast, "", pausing},
		{AdvisePINForm, atPIN, stay},
		{AdvisePINForm, atName, stay},
		{AdvisePINForm, "", leadTo(ChoosePIN)},
		{AdvisePINLater, "", stay},
		{AdvisePINWeak, atPIN, stay},
		{AdvisePINWeak, atName, stay},
		{AdvisePINWeak, "", leadTo(ChoosePIN)},
		{AdviseLocked, atMessage, stay},
		{AdviseLocked, atName, stay},
		{AdviseLocked, atNumber, leadTo(ChoosePIN)},
		{AdviseLocked, "", stay},

		// Display name and profile.
		{AdviseNameReview, "", reload},
		{AdviseNameLimit, "", stay},
		{AdviseNameForm, "", stay},
		{AdviseProfileForm, "", stay},

		// Registering.
		{AdviseVerifyAgain, "", leadTo(CodeMethod)},
		{AdviseSignupOld, "", leadBy(eligibility.RemedyRepeatSignup)},
		{AdviseBackup, "", leadBy(eligibility.RemedyOnPremise)},
		{AdviseNotRegistered, atMessage, reload},
		{AdviseNotRegistered, atNumber, leadTo(Review)},
		{AdviseNotRegistered, "", stay},
		{AdviseDeleted, "", pausing},
		{AdviseHalf, numberOff, finishOff},
		{AdviseHalf, numberLive, leadTo(Deregister)}, // it is live: its page says what that ends
		{AdviseHalf, "", reload},
		{AdviseNothingOff, "", reload},
		{AdviseSharedOff, "", leadBy(eligibility.RemedyCoexistence)},
		{AdviseRegionMoved, "", leadTo(ChooseRegion)},
		{AdviseRegionWanted, "", leadTo(ChooseRegion)},
		{AdviseRegionFixed, "", reload},
		{AdviseCertificate, "", reload}, // what is found out about it may lead elsewhere
		{AdviseNameFirst, atNumber, leadTo(ChangeName)},
		{AdviseNameFirst, "", stay},
		{AdviseProveFirst, numberUnproven, leadTo(CodeMethod)},
		{AdviseProveFirst, numberLive, leadTo(CodeMethod)}, // which a live number is kept from
		{AdviseProveFirst, "", stay},

		// What belongs to sending, sharing and webhooks is only explained here.
		{AdviseName555, "", stay},
		{AdvisePayment, "", stay},
		{AdviseWrongCert, atMessage, reload},
		{AdviseWrongCert, atNumber, leadTo(Review)},
		{AdviseWrongCert, "", stay},
		{AdviseCertRefused, "", reload},
		{AdviseMedia, "", stay},
		{AdviseUndelivered, "", stay},
		{AdviseWindow, "", stay},
		{AdvisePair, "", stay},
		{AdviseSending, "", stay},
		{AdviseTemplate, "", stay},
		{AdviseSample, "", stay},
		{AdviseSendingOnly, "", stay},
		{AdviseNotAllowed, "", stay},
		{AdviseIdentity, "", stay},
		{AdviseSyncUsed, "", stay},
		{AdviseSyncLate, "", stay},
		{AdviseHistoryKept, "", stay},
	}
}

// adviceOf puts an advice together: what the row of the error table knows, and
// what the advice does.
func adviceOf(row assets.ErrorRow, call api.Endpoint, s Session) Advice {
	a := Advice{
		ID: AdviceID(row.Advice), Cost: Cost(row.Cost), Retry: Retry(row.Retry), Wait: row.Wait.Duration, Fixed: row.Fixed, WaitInText: row.Said,
	}
	if a.Cost == CostNothing && a.Retry != RetryNever {
		a.Cost = CallOf(call).Cost
	}
	for _, t := range adviceRules() {
		if t.id == a.ID && (t.when == "" || t.when.holds(s)) {
			a.Act, a.To, a.Help, a.Locks = t.act, t.to, t.help, t.locks
			break
		}
	}
	if a.ID == AdviseCertificate {
		a = a.after(DiagnoseCertificate(s))
	}
	return s.keep(a, call)
}

// RowFor is the row of the error table that fits an answer: the first of those that name its
// number of the families, and else the first of the others.
func RowFor(e *api.Error, s Session) (assets.ErrorRow, bool) {
	text, rows := textOf(e), assets.Errors()
	slices.SortStableFunc(rows, func(a, b assets.ErrorRow) int {
		return cmp.Compare(narrow(b, e), narrow(a, e))
	})
	for _, row := range rows {
		if isAbout(row, e) && isOn(row, e.Call) && isGiven(row, e, s) && isSaid(row, text) {
			return row, true
		}
	}
	return assets.ErrorRow{}, false
}

// The conditions that the answer itself tells.
const (
	otherNode condition = "other_node" // the id is of another kind
	namesWait condition = "names_wait" // it says how long to wait
)

func isGiven(row assets.ErrorRow, e *api.Error, s Session) bool {
	switch condition(row.When) {
	case otherNode:
		return e.OtherNode() != ""
	case namesWait:
		return waitSaid(e) > 0
	}
	return row.When == "" || condition(row.When).holds(s)
}

// roams reports whether a number is of the families that come in code or in
// error_subcode (docs, field). Another code's number in a subcode means
// something else.
func roams(number int) bool {
	switch number / 1000 {
	case 2388, 2494, 2593, 2655, 3441:
		return true
	}
	return false
}

// narrow is 1 for a row that names a number of these families, as long as the code of the
// answer does not say more: a code of one meaning, such as that of a wrong PIN, means that
// under whatever subcode.
func narrow(row assets.ErrorRow, e *api.Error) int {
	const lastClass, value, codeNotSent, codeNotTaken = 299, 131009, 136024, 136025 // they have many causes
	wide := e.Code <= lastClass || e.Code == value || e.Code == codeNotSent || e.Code == codeNotTaken
	if (roams(row.Code) || roams(row.Sub)) && (wide || roams(e.Code) || row.Code == e.Code) {
		return 1
	}
	return 0
}

// isUnnamed reports whether an answer carries a number of these families that the row does
// not name: Meta's own title says more of it than the row does.
func isUnnamed(row assets.ErrorRow, e *api.Error) bool {
	number := e.Subcode
	if roams(e.Code) {
		number = e.Code
	}
	return roams(number) && row.Code != number && row.Sub != number
}

// isAbout compares the numbers.
func isAbout(row assets.ErrorRow, e *api.Error) bool {
	switch {
	case row.Code == 0: // an answer without a code is about the token only when it says so
		return e.Code == 0 && api.TokenDead(e)
	case roams(row.Code):
		return e.Has(row.Code)
	case roams(row.Sub): // under whatever code
		return e.Has(row.Sub)
	case row.Also != 0 && e.Code == row.Also:
		return true
	case row.Upto > 0:
		return e.Code >= row.Code && e.Code <= row.Upto
	}
	return e.Code == row.Code && (row.Sub == 0 || row.Sub == e.Subcode)
}

// isOn reports whether the row speaks of a call.
func isOn(row assets.ErrorRow, call api.Endpoint) bool {
	return row.Strays || slices.Contains(row.On, assets.EveryCall) || slices.Contains(row.On, string(call))
}

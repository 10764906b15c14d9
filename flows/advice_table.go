package flows

import (
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
)

// deed is what an advice does, and where that leads.
type deed struct {
	id    AdviceID
	when  circumstance
	act   Act
	to    State
	help  eligibility.RemedyID
	locks bool
}

// deeds is the second half of the error table: what the one key of each card
// does. Of several lines for one advice the first whose fact holds decides.
func deeds() []deed {
	stay := func(id AdviceID) deed { return deed{id: id, act: ActDismiss} }
	again := func(id AdviceID) deed { return deed{id: id, act: ActAgain} }
	reload := func(id AdviceID) deed { return deed{id: id, act: ActReload} }
	wait := func(id AdviceID) deed { return deed{id: id, locks: true} }
	goTo := func(to State, id AdviceID) deed { return deed{id: id, act: ActGo, to: to} }
	walk := func(help eligibility.RemedyID, id AdviceID) deed {
		return deed{id: id, act: ActGo, to: Remedy, help: help}
	}
	when := func(c circumstance, d deed) deed { d.when = c; return d }
	pause := func(d deed) deed { d.locks = true; return d }
	return []deed{
		// A dead token leads to Connect by itself.
		stay(AdviseToken), stay(AdviseTokenMissing), stay(AdviseTokenAppRemoved), stay(AdviseTokenCheckpoint),
		stay(AdviseTokenPassword), stay(AdviseTokenExpired), stay(AdviseTokenUnconfirmed), stay(AdviseTokenRole),

		// A token that may not: another one, or the same one after a change in
		// Meta's own pages.
		when(inside, goTo(Connect, AdviseScopes)), stay(AdviseScopes),
		when(inside, goTo(Connect, AdvisePermission)), stay(AdvisePermission),
		when(inside, goTo(Connect, AdviseAppSecret)), stay(AdviseAppSecret),
		when(inside, goTo(Connect, AdviseAppSecretWrong)), stay(AdviseAppSecretWrong),
		again(AdviseCapability), again(AdviseNotEntitled), again(AdviseNoAccess), again(AdviseNotLinked),
		when(atNumber, walk(eligibility.RemedyAppeal, AdvisePolicy)), stay(AdvisePolicy),
		stay(AdviseCountry),

		// Limits.
		again(AdviseBusy), again(AdviseUserCalls), again(AdviseCodeRate), stay(AdviseManyNumbers), stay(AdviseThroughput),
		wait(AdviseBlocked), wait(AdviseDeregBlocked),
		walk(eligibility.RemedyRaiseCap, AdviseCap),

		// Objects and parameters.
		when(inside, goTo(PickNumber, AdviseNoObject)), stay(AdviseNoObject),
		when(inside, goTo(PickNumber, AdviseWrongNode)), stay(AdviseWrongNode),
		when(inside, goTo(PickNumber, AdviseGone)), stay(AdviseGone),
		stay(AdviseParameter), stay(AdviseParamMissing), stay(AdviseParamValue), stay(AdviseUserError), stay(AdviseOneFeature),

		// Meta's own trouble. Reads were repeated already; the rest is the
		// operator's decision.
		again(AdviseMeta), again(AdviseMaintenance), stay(AdviseNumberOffline),

		// Adding and moving.
		goTo(PickNumber, AdviseExists), walk(eligibility.RemedyMigrateProvider, AdviseElsewhere),
		stay(AdviseNotSaved), stay(AdviseCannotAdd), goTo(PickNumber, AdviseNotPartner),
		walk(eligibility.RemedyMigrateProvider, AdviseTwoStep),
		goTo(AddNumber, AdviseMoveNeedless),
		{id: AdviseMoveUnsubscribed, act: ActSubscribe},
		walk(eligibility.RemedyMigrateProvider, AdviseMoveUnready),
		walk(eligibility.RemedyMigrateProvider, AdviseMoveName),
		walk(eligibility.RemedyMigrateProvider, AdviseMovePayment),
		goTo(Connect, AdviseMoveBusiness), stay(AdviseMoveRequest), stay(AdviseMoveSource), stay(AdviseMoveFailed),
		walk(eligibility.RemedyMigrateProvider, AdviseNotMovable),
		goTo(AddNumber, AdviseNotMigrating),

		// The code.
		when(numberVerified, goTo(ChoosePIN, AdviseVerified)), reload(AdviseVerified),
		reload(AdviseNoCode), stay(AdviseCodeNotSent), wait(AdviseTooOften),
		when(appLeft, goTo(Eligibility, AdviseInUse)), walk(eligibility.RemedyLeaveApp, AdviseInUse),
		walk(eligibility.RemedyOnPremise, AdviseOnPremise), walk(eligibility.RemedyCoexistence, AdviseSMB),
		stay(AdviseWrongCode), wait(AdviseGuesses),

		// The PIN.
		goTo(ChoosePIN, AdvisePIN), wait(AdvisePINUsedUp), pause(stay(AdvisePINFast)),
		when(atPIN, stay(AdvisePINForm)), goTo(ChoosePIN, AdvisePINForm),
		when(atNumber, goTo(ChoosePIN, AdviseLocked)), stay(AdviseLocked),

		// Registering.
		goTo(CodeMethod, AdviseVerifyAgain),
		when(atNumber, goTo(Review, AdviseNotRegistered)), stay(AdviseNotRegistered),
		pause(stay(AdviseDeleted)), {id: AdviseHalf, act: ActDeregister},
		reload(AdviseNothingOff), walk(eligibility.RemedyCoexistence, AdviseSharedOff),
		goTo(ChooseRegion, AdviseRegionMoved), goTo(ChooseRegion, AdviseRegionWanted), reload(AdviseRegionFixed),
		reload(AdviseCertificate), // what is found out about it may lead elsewhere
		when(numberUnproven, goTo(CodeMethod, AdviseProveFirst)), stay(AdviseProveFirst),

		// What belongs to sending, sharing and webhooks is only explained here.
		stay(AdviseName555), stay(AdvisePayment), when(atNumber, goTo(Review, AdviseWrongCert)), stay(AdviseWrongCert),
		stay(AdviseMedia), stay(AdviseIdentity), stay(AdviseSyncUsed), stay(AdviseSyncLate), stay(AdviseHistoryKept),
	}
}

// adviceOf puts an advice together: what the row of the error table knows, and
// what the advice does.
func adviceOf(row assets.ErrorRow, call api.Endpoint, s Session) Advice {
	a := Advice{ID: AdviceID(row.Advice), Cost: Cost(row.Cost), Retry: Retry(row.Retry), Wait: row.Wait, Fixed: row.Fixed, WaitInText: row.Said}
	if a.Cost == CostNothing && a.Retry != RetryNever {
		a.Cost = costOf(call)
	}
	for _, d := range deeds() {
		if d.id == a.ID && (d.when == "" || d.when.holds(s)) {
			a.Act, a.To, a.Help, a.Locks = d.act, d.to, d.help, d.locks
			break
		}
	}
	if a.ID == AdviseCertificate {
		a = a.after(DiagnoseCertificate(s))
	}
	return a
}

// rowFor is the first row of the error table that fits an answer.
func rowFor(e *api.Error, s Session) (assets.ErrorRow, bool) {
	for _, row := range assets.Errors() {
		if isAbout(row, e) && isOn(row, e.Call) && (row.When == "" || circumstance(row.When).holds(s)) && saysOne(row.Text, e) {
			return row, true
		}
	}
	return assets.ErrorRow{}, false
}

// roams reports whether a number is of the families that come in code or in
// error_subcode (docs, field). Another code's number in a subcode means
// something else.
func roams(number int) bool { return number/1000 == 2388 || number/1000 == 2494 }

// isAbout compares the numbers.
func isAbout(row assets.ErrorRow, e *api.Error) bool {
	switch {
	case row.Code == 0: // an answer without a code is about the token only when it says so
		return e.Code == 0 && api.TokenDead(e)
	case roams(row.Code):
		return e.Has(row.Code)
	case roams(row.Sub): // under whatever code
		return e.Has(row.Sub)
	case row.Upto > 0:
		return e.Code >= row.Code && e.Code <= row.Upto
	}
	return e.Code == row.Code && (row.Sub == 0 || row.Sub == e.Subcode)
}

// isOn reports whether the row speaks of a call.
func isOn(row assets.ErrorRow, call api.Endpoint) bool {
	return row.Strays || slices.Contains(row.On, assets.EveryCall) || slices.Contains(row.On, string(call))
}

// saysOne looks for the row's words in any of the answer's texts.
func saysOne(words []string, e *api.Error) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.Join([]string{e.Message, e.UserTitle, e.UserMessage, e.Details}, " ")
	return slices.ContainsFunc(words, func(w string) bool { return says(text, w) })
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

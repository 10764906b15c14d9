package flows

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Guard is a named condition of a [Transition].
type Guard struct {
	Name  string
	holds func(Session, Input) bool
}

// stale is how old facts may be when the operator confirms the review.
const stale = 30 * time.Second

// looks is how often a number is read again, to settle a register call without
// an answer or to see it CONNECTED.
const (
	settlingLooks = 5
	pollingLooks  = 20
)

// AwaitFor is how long CONNECTED is waited for by itself where the number shows
// that a register request without an answer was carried out.
const AwaitFor = 10 * time.Minute

func guard(name string, holds func(Session, Input) bool) Guard { return Guard{name, holds} }

func fact(name string, holds func(Session) bool) Guard {
	return Guard{name, func(s Session, _ Input) bool { return holds(s) }}
}

// closed holds while the counter of a call is used up or was closed by Meta.
func closed(name string, call api.Endpoint) Guard {
	return Guard{name, func(s Session, in Input) bool { return !s.Budget.Frees(s.Counter(call), in.At).IsZero() }}
}

func read(name string, holds func(Session, api.Number) bool) Guard {
	return Guard{name, func(s Session, in Input) bool {
		e, ok := in.Event.(NumberRead)
		return ok && holds(s, e.Number)
	}}
}

func failed(name string, holds func(Session, Failed) bool) Guard {
	return Guard{name, func(s Session, in Input) bool {
		e, ok := in.Event.(Failed)
		return ok && holds(s, e)
	}}
}

// both holds when two conditions do.
func both(a, b Guard) Guard {
	return Guard{a.Name + ", and " + b.Name, func(s Session, in Input) bool { return a.holds(s, in) && b.holds(s, in) }}
}

// shown holds while the card says that Dialtone's own counter is closed.
func shown(name string, call api.Endpoint) Guard {
	return fact(name, func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.ID == AdviseBudget && s.Problem.Call == call
	})
}

// doubtful holds when a call may have worked although no answer says so.
func doubtful(call api.Endpoint) Guard {
	return failed("it may have worked", func(s Session, e Failed) bool { return e.Call == call && unclear(e, s) })
}

// unclear reports whether a request may have worked although no answer says so. An
// answer whose code has a meaning is a clear no, whatever its HTTP status.
func unclear(e Failed, s Session) bool {
	if !ambiguous(e.Err) {
		return false
	}
	switch Advise(e, s).ID {
	case AdviseMeta, AdviseUnknown, AdviseNoAnswer, AdviseUnreadable:
		return true
	}
	return false
}

// backupAnswered reports whether the operator handed over the backup of an
// On-Premises number, or said that there is none.
func backupAnswered(s Session, n api.Number) bool {
	_, p := s.Walk()
	return s.Checks.Remedy == eligibility.RemedyOnPremise && StandingOf(n) == StandingOnPremise && slices.Contains(p.Ticked, stepBackup)
}

// uselessToken reports whether a token cannot do this job: not valid, a scope
// short, or not meant for the account (docs).
func uselessToken(t api.TokenInfo, account api.WABAID) bool {
	return !t.Valid || len(t.Lacks(api.ScopeManagement, api.ScopeMessaging)) > 0 || !t.Reaches(account)
}

// The conditions of the table. They are values without state, named as the
// table reads them.
var (
	wantsSandbox  = fact("the sandbox is wanted", func(s Session) bool { return s.Want.Sandbox })
	hasEverything = fact("token and account are given", func(s Session) bool {
		return !s.Want.Token.Empty() && s.Want.Account != ""
	})
	wasElsewhere = guard("the token died on the way", func(s Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		return ok && s.Return != "" && e.Account.ID == s.Account.ID && e.Target.BaseURL == s.place
	})
	// wantsNumber: a number of this account, where the account was given with it.
	wantsNumber = guard("a number is given", func(s Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		return ok && s.Want.Number != "" && (s.Want.Account == "" || s.Want.Account == e.Account.ID)
	})
	tokenUseless = guard("the token is no use", func(_ Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		return ok && uselessToken(e.Token, e.Target.Account)
	})

	morePages = guard("there are more pages", func(s Session, in Input) bool {
		e, ok := in.Event.(NumbersListed)
		_, next := s.walked(e.Page)
		return ok && next != ""
	})
	// standsElsewhere: its facts lead away from the checklist.
	standsElsewhere = read("its facts lead elsewhere", func(s Session, n api.Number) bool {
		to := s.startOf(n)
		return to != Eligibility && to != Remedy
	})
	// stillInTheWay: the fact that asked for the remedy still holds.
	stillInTheWay = read("what is in the way still is", func(s Session, n api.Number) bool {
		s.Number = n
		return slices.ContainsFunc(eligibility.Check(s.facts(), nil), func(r eligibility.Result) bool {
			return r.Remedy == s.Checks.Remedy && r.Outcome == eligibility.NotMet && r.Source == eligibility.FromGraph
		}) || remedyOf(n) == s.Checks.Remedy || s.Checks.Remedy == eligibility.RemedyRepeatSignup && signupOver(n, s.ReadAt)
	})
	// backupIsThere: or nobody has one and no code is needed either.
	backupIsThere = read("the backup is there", func(s Session, n api.Number) bool {
		return backupAnswered(s, n) && (s.Checks.Backup != nil || n.Verification == api.Verified)
	})
	backupIsMissing = read("there is no backup", backupAnswered)
	isVerified      = read("it is verified", func(_ Session, n api.Number) bool { return n.Verification == api.Verified })
	isRegistered    = read("it is connected", func(_ Session, n api.Number) bool { return StandingOf(n) == StandingConnected })

	allMet = fact("every rule is met", func(s Session) bool { return s.Checks.Verdict.Kind == eligibility.Eligible })
	// somethingNotMet: a rule that has a remedy is broken.
	somethingNotMet = fact("a rule is not met", func(s Session) bool {
		return s.Checks.Verdict.Kind == eligibility.AfterSteps || s.Checks.Verdict.Kind == eligibility.NotEligible
	})
	onlyDoubts = fact("only doubts are open", Session.OnlyDoubts)
	// cameFromAdding: what the remedy is for is not a number of the account yet.
	cameFromAdding = fact("the number was not added", func(s Session) bool {
		return s.Number.ID == "" || len(s.History) > 0 && s.History[len(s.History)-1] == AddNumber
	})
	// accountTurnedDown: whatever number is added to it goes no further.
	accountTurnedDown = fact("Meta turned the account down", func(s Session) bool {
		s.Number, s.Phone = api.Number{}, eligibility.Number{}
		return s.turnedDown()
	})
	stillTurnedDown = guard("Meta still turns the account down", func(s Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		s.Account = e.Account
		return ok && s.Checks.Remedy == eligibility.RemedyAppeal && accountTurnedDown.holds(s, in)
	})
	// accountInTheWay: not the number but its account asked for the remedy.
	accountInTheWay = fact("the account is in the way", func(s Session) bool {
		return s.Checks.Remedy == eligibility.RemedyRaiseCap || slices.ContainsFunc(s.Checks.Results, func(r eligibility.Result) bool {
			return r.Remedy == s.Checks.Remedy && r.Rule == eligibility.RuleAccount
		})
	})
	// capAsItWas: and no number was taken away, so adding would be refused again.
	capAsItWas = guard("the cap is what it was", func(s Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		_, p := s.Walk()
		return ok && s.Checks.Remedy == eligibility.RemedyRaiseCap && !slices.Contains(p.Ticked, stepRemove) &&
			eligibility.Cap(e.Account.Verification, e.Account.Limit) <= eligibility.NewPortfolioCap
	})
	// addsAnew: the number has to be added, once more or by a move.
	addsAnew = fact("it is to be added", func(s Session) bool {
		return s.Checks.Remedy == eligibility.RemedyAddAgain || s.Checks.Remedy == eligibility.RemedyMigrateProvider && StandingOf(s.Number) == StandingGone
	})
	walkWaits = guard("time has to pass", func(s Session, in Input) bool {
		_, p := s.Walk()
		return p.Waiting(in.At)
	})
	sandboxWaits = both(fact("it is the sandbox's time", func(s Session) bool { return s.Target.Sandbox }), walkWaits)
	isOnPremise  = fact("it is on the On-Premises API", func(s Session) bool { return s.Checks.Remedy == eligibility.RemedyOnPremise })
	signupLapsed = fact("Embedded Signup is too long ago", func(s Session) bool { return s.Checks.Remedy == eligibility.RemedyRepeatSignup })
	givesUp      = fact("another number is needed", func(s Session) bool { return s.Checks.Remedy == eligibility.RemedyOtherNumber })
	codeWasSent  = fact("a code was sent", func(s Session) bool { return !s.Code.SentAt.IsZero() })

	replaces = guard("the PIN is to be replaced", func(_ Session, in Input) bool {
		e, ok := in.Event.(PINChosen)
		return ok && e.Mode == ReplacePIN
	})
	isEditing    = fact("a line of the review is edited", func(s Session) bool { return s.Confirm.Editing })
	needsSetting = guard("settings have to carry the region", func(s Session, in Input) bool {
		e, ok := in.Event.(RegionChosen)
		return ok && !s.RegionAtRegister && !sameRegion(e.Region, s.Settings.Storage.Localized())
	})
	regionNotKept = guard("the region was not kept", func(s Session, in Input) bool {
		e, ok := in.Event.(RegionSet)
		return ok && !sameRegion(e.Settings.Storage.Localized(), s.Storage.Region)
	})

	registeredMeanwhile = guard("it is connected already", func(_ Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		return ok && StandingOf(e.Number) == StandingConnected
	})
	factsChanged = guard("a fact changed", func(s Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		return ok && len(changesOf(s, e)) > 0
	})
	// registerBegun: what only register changes has changed since it was sent.
	registerBegun = guard("the number shows that register worked", func(s Session, in Input) bool {
		e, ok := in.Event.(FactsRead)
		a, _ := s.attempt(api.Register)
		awaited := s.State != Register && in.At.Sub(a.At) >= AwaitFor
		return ok && s.Settle.Err != nil && s.Settle.Call == api.Register && s.proof(e) == ProofBegun && !awaited
	})
	// registerTaken: Meta said yes in this run, and the number does not show it yet.
	registerTaken = guard("Meta said yes already", func(s Session, in Input) bool {
		_, open := s.attempt(api.Register)
		return !open && s.Number.Status == api.StatusPending && s.takenAt().After(in.At.Add(-takenAge))
	})
	registerOpen      = attemptOpen(api.Register)
	deregOpen         = attemptOpen(api.Deregister)
	registerOpenShown = openShown(api.Register)
	deregOpenShown    = openShown(api.Deregister)
	registerWaits     = fact("register was confirmed", func(s Session) bool { return s.Confirm.Given })
	editsPIN          = guard("the PIN", func(_ Session, in Input) bool { return in.Event == EditAsked{ChoosePIN} })
	editsRegion       = guard("the region", func(_ Session, in Input) bool { return in.Event == EditAsked{ChooseRegion} })
	// pinUnfit: register would set a PIN where there is one, or has none to send.
	pinUnfit = fact("there is no PIN that fits", func(s Session) bool { return !s.PINFits() })
	// pinMissing: an earlier run chose it, and it is kept nowhere.
	pinMissing = fact("there is no PIN", func(s Session) bool { return s.PIN.Value.Empty() })
	// nameStands: the operator who was asked once more knows.
	nameStands = fact("it was refused, and the name is as it was", func(s Session) bool {
		return s.Confirm.certificateRefused && s.Notice != NoticeNameStands && nameDoubtful(s)
	})
	// factsStale: or nobody looked since something was sent.
	factsStale = guard("the facts are old", func(s Session, in Input) bool {
		return s.FactsAt.IsZero() || in.At.Sub(s.FactsAt) > stale
	})

	budgetClosed  = closed("the budget is used up", api.Register)
	codesClosed   = closed("codes were asked for too often", api.RequestCode)
	guessesClosed = closed("codes were guessed too often", api.VerifyCode)
	deregAdvised  = fact("deregister is advised", func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.Act == ActDeregister
	})
	deregsClosed = both(deregAdvised, closed("its budget is used up", api.Deregister))
	budgetShown  = shown("the card says so", api.Register)
	codesShown   = shown("the card says so", api.RequestCode)
	guessesShown = shown("the card says so", api.VerifyCode)
	deregsShown  = shown("the card is about deregister", api.Deregister)

	recordFailed = guard("the journal cannot be used", func(_ Session, in Input) bool {
		e, ok := in.Event.(JournalOpened)
		return ok && e.Err != nil
	})
	registerLeftOpen = guard("an earlier register has no known outcome", func(s Session, in Input) bool {
		e, ok := in.Event.(JournalOpened)
		return ok && e.Open && e.Number == s.Number.ID && s.worksCounted() && s.jobIn(s.State).onboards() && s.State != Register && !s.Busy()
	})
	// codeIsOut: the checklist was gone through by whoever asked for it.
	codeIsOut = guard("a code was sent lately", func(s Session, in Input) bool {
		e, ok := in.Event.(JournalOpened)
		return ok && e.Err == nil && !e.Open && e.CodeSent && e.Number == s.Number.ID && s.Job.onboards() && in.At.Before(eligibility.Deadline(eligibility.DeadlineCode, e.CodeAt)) &&
			len(s.Checks.Answers) == 0 && len(s.Checks.Verdict.Remedies) == 0 && !s.Busy()
	})
	journalShown = fact("the card is about the journal", func(s Session) bool {
		return s.Problem != nil && s.Problem.Advice.ID == AdviseJournal
	})

	isRegisterCall      = failed("register said no", func(_ Session, e Failed) bool { return e.Call == api.Register })
	ambiguousRegister   = doubtful(api.Register)
	ambiguousDeregister = doubtful(api.Deregister)
	ambiguousCode       = doubtful(api.VerifyCode)
	ambiguousAdd        = both(doubtful(api.AddNumber), fact("nobody looked yet", func(s Session) bool {
		_, looking := s.Waiting.(FindNumber)
		return !looking
	}))
	// noAnswerToCode: or one that says nothing about the code.
	noAnswerToCode = Guard{"no answer came", doubtful(api.RequestCode).holds}
	isTokenDead    = failed("the token is dead", func(_ Session, e Failed) bool { return api.TokenDead(e.Err) })

	isSettling       = fact("an earlier call is being settled", func(s Session) bool { return s.Settle.Err != nil })
	worthAnotherLook = fact("another look is worth it", func(s Session) bool { return s.Settle.Err != nil && s.Settle.Looks < settlingLooks-1 })
	pollsLeft        = guard("it may still become connected", func(s Session, in Input) bool {
		if !s.Settle.AwaitedSince.IsZero() {
			return in.At.Sub(s.Settle.AwaitedSince) < AwaitFor
		}
		return s.Settle.Looks < pollingLooks
	})

	hasProblem = fact("a card is shown", func(s Session) bool { return s.Problem != nil })
	hasAdvice  = fact("there is advice", func(s Session) bool { return s.Problem != nil && s.Problem.Advice.Act != ActNothing })
	// adviceLocked: the advice is to wait, and it is not time yet.
	adviceLocked = guard("it is not time yet", func(s Session, in Input) bool {
		return s.Problem != nil && s.Problem.Advice.Act == ActAgain && in.At.Before(s.Problem.Until)
	})
	hasHistory = fact("there is a way back", func(s Session) bool {
		return s.State != Connect && len(s.History) > 0
	})
)

package flows

import (
	"time"

	"dialtone/api"
)

// Doctor shows what a job depends on: what is looked at, and what can be found.
// Package doctor looks and judges.

// Health is how something stands.
type Health string

// The healths. Their values are what scripts read.
const (
	HealthOK      Health = "ok"
	HealthWarn    Health = "warn"    // it works, and may hurt later
	HealthFail    Health = "fail"    // it does not work
	HealthSkipped Health = "skipped" // it could not be looked at
)

// CheckID names something that is looked at.
type CheckID string

// What is looked at, in order.
const (
	CheckGraph   CheckID = "graph"
	CheckToken   CheckID = "token"
	CheckKind    CheckID = "token_kind"
	CheckExpiry  CheckID = "token_expiry"
	CheckScopes  CheckID = "scopes"
	CheckAccount CheckID = "account"
	CheckAccess  CheckID = "advanced_access"
	CheckHooks   CheckID = "webhooks"
	CheckPayment CheckID = "payment"
	CheckClock   CheckID = "clock"
	CheckVersion CheckID = "graph_version"
	CheckKeyring CheckID = "keyring"
	CheckJournal CheckID = "journal"
)

// CheckIDs lists what is looked at, in order.
func CheckIDs() []CheckID {
	return []CheckID{
		CheckGraph, CheckToken, CheckKind, CheckExpiry, CheckScopes, CheckAccount, CheckAccess, CheckHooks, CheckPayment,
		CheckClock, CheckVersion, CheckKeyring, CheckJournal,
	}
}

// FindingID names what was found. The words for it are looked up by it.
type FindingID string

// The findings.
const (
	FoundGraph         FindingID = "graph"
	FoundNoGraph       FindingID = "no_graph"
	FoundToken         FindingID = "token"
	FoundNoToken       FindingID = "no_token"
	FoundTokenKept     FindingID = "token_kept" // the keyring has it and does not give it
	FoundTokenDead     FindingID = "token_dead"
	FoundTokenUnread   FindingID = "token_unread" // it may be good all the same
	FoundAppSecret     FindingID = "app_secret"   // the app demands a proof of its secret, or another one
	FoundUnclear       FindingID = "unclear"      // Graph said something else than yes or no
	FoundNoPath        FindingID = "no_path"      // Graph does not know the path, which holds the version
	FoundUnanswered    FindingID = "unanswered"   // it said nothing, and had answered before
	FoundNeedsToken    FindingID = "needs_token"
	FoundNeedsAnswer   FindingID = "needs_answer"
	FoundNeedsAccount  FindingID = "needs_account"
	FoundNotKnown      FindingID = "not_known" // since Graph does not describe the token
	FoundUntold        FindingID = "untold"    // it describes the token without that
	FoundNotShown      FindingID = "not_shown"
	FoundLimited       FindingID = "limited" // a policy or the app is in the way of a read, and not of all
	FoundBarred        FindingID = "barred"  // and of all
	FoundSystemUser    FindingID = "system_user"
	FoundUser          FindingID = "user"
	FoundOtherKind     FindingID = "other_kind" // an app's or a page's
	FoundUnknownKind   FindingID = "unknown_kind"
	FoundNeverExpires  FindingID = "never_expires"
	FoundExpires       FindingID = "expires"
	FoundExpiresSoon   FindingID = "expires_soon"
	FoundScopes        FindingID = "scopes"
	FoundNoScopes      FindingID = "no_scopes"
	FoundAccount       FindingID = "account"
	FoundNoAccount     FindingID = "no_account"
	FoundNoTarget      FindingID = "no_target"
	FoundRefused       FindingID = "refused"
	FoundOwnAccount    FindingID = "own_account"
	FoundClientAccount FindingID = "client_account"
	FoundNoOwnership   FindingID = "no_ownership"
	FoundHooks         FindingID = "hooks"
	FoundOverride      FindingID = "override"      // an app has an address for this account alone
	FoundNumberHooks   FindingID = "number_hooks"  // the number has an address of its own
	FoundNumberUntold  FindingID = "number_untold" // whether it has one could not be read
	FoundNoHooks       FindingID = "no_hooks"
	FoundPayment       FindingID = "payment" // a question, since no call tells
	FoundClock         FindingID = "clock"
	FoundClockOff      FindingID = "clock_off"
	FoundClockWrong    FindingID = "clock_wrong"
	FoundVersion       FindingID = "version"
	FoundOpenVersion   FindingID = "open_version"  // no last day is known
	FoundNewerVersion  FindingID = "newer_version" // than all that Dialtone knows
	FoundVersionEnds   FindingID = "version_ends"
	FoundVersionOver   FindingID = "version_over"
	FoundOtherVersion  FindingID = "other_version"
	FoundEarlyVersion  FindingID = "early_version" // newer than all that Dialtone knows, and another one answers
	FoundNoVersion     FindingID = "no_version"
	FoundKeyring       FindingID = "keyring"
	FoundEmptyKeyring  FindingID = "empty_keyring"
	FoundLockedKeyring FindingID = "locked_keyring"
	FoundNoKeyring     FindingID = "no_keyring"
	FoundJournal       FindingID = "journal"
	FoundServerJournal FindingID = "server_journal"
	FoundNoJournal     FindingID = "no_journal" // none yet
	FoundLooseJournal  FindingID = "loose_journal"
	FoundJournalOff    FindingID = "journal_off"
	FoundBadJournal    FindingID = "bad_journal"
)

// Finding is what a finding says of the health, and whether there is something
// that mends it.
type Finding struct {
	ID     FindingID
	Health Health
	Fix    bool
}

// Findings lists every finding.
func Findings() []Finding {
	return []Finding{
		{FoundGraph, HealthOK, false},
		{FoundNoGraph, HealthFail, true},
		{FoundToken, HealthOK, false},
		{FoundNoToken, HealthSkipped, true},
		{FoundTokenKept, HealthFail, true},
		{FoundTokenDead, HealthFail, true},
		{FoundTokenUnread, HealthWarn, true},
		{FoundAppSecret, HealthFail, true},
		{FoundUnclear, HealthWarn, true},
		{FoundNoPath, HealthWarn, true},
		{FoundUnanswered, HealthWarn, true},
		{FoundNeedsToken, HealthSkipped, false},
		{FoundNeedsAnswer, HealthSkipped, false},
		{FoundNeedsAccount, HealthSkipped, false},
		{FoundNotKnown, HealthSkipped, false},
		{FoundUntold, HealthSkipped, false},
		{FoundNotShown, HealthSkipped, false},
		{FoundLimited, HealthWarn, true},
		{FoundBarred, HealthFail, true},
		{FoundSystemUser, HealthOK, false},
		{FoundUser, HealthWarn, true},
		{FoundOtherKind, HealthFail, true},
		{FoundUnknownKind, HealthWarn, true},
		{FoundNeverExpires, HealthOK, false},
		{FoundExpires, HealthOK, false},
		{FoundExpiresSoon, HealthWarn, true},
		{FoundScopes, HealthOK, false},
		{FoundNoScopes, HealthFail, true},
		{FoundAccount, HealthOK, false},
		{FoundNoAccount, HealthSkipped, true},
		{FoundNoTarget, HealthFail, true},
		{FoundRefused, HealthFail, true},
		{FoundOwnAccount, HealthOK, false},
		{FoundClientAccount, HealthWarn, true},
		{FoundNoOwnership, HealthSkipped, true},
		{FoundHooks, HealthOK, false},
		{FoundOverride, HealthOK, false},
		{FoundNumberHooks, HealthOK, false},
		{FoundNumberUntold, HealthSkipped, false},
		{FoundNoHooks, HealthWarn, true},
		{FoundPayment, HealthSkipped, true},
		{FoundClock, HealthOK, false},
		{FoundClockOff, HealthWarn, true},
		{FoundClockWrong, HealthFail, true},
		{FoundVersion, HealthOK, false},
		{FoundOpenVersion, HealthOK, false},
		{FoundNewerVersion, HealthOK, false},
		{FoundVersionEnds, HealthWarn, true},
		{FoundVersionOver, HealthWarn, true},
		{FoundOtherVersion, HealthWarn, true},
		{FoundEarlyVersion, HealthWarn, true},
		{FoundNoVersion, HealthSkipped, false},
		{FoundKeyring, HealthOK, false},
		{FoundEmptyKeyring, HealthOK, false},
		{FoundLockedKeyring, HealthWarn, true},
		{FoundNoKeyring, HealthWarn, true},
		{FoundJournal, HealthOK, false},
		{FoundServerJournal, HealthOK, false},
		{FoundNoJournal, HealthOK, false},
		{FoundLooseJournal, HealthWarn, true},
		{FoundJournalOff, HealthWarn, true},
		{FoundBadJournal, HealthFail, true},
	}
}

// Checkup is one line of the doctor's: what was looked at, and what was found.
type Checkup struct {
	Check CheckID
	Finding
	// Pairs fill the places of the finding's words, name and value in turn.
	Pairs []any
	// Journal is why the journal is of no use, for [FoundBadJournal].
	Journal JournalReason
	// Silence is why a call got no answer, "" where it got one. It fills the
	// place "Why" of the words; Detail is what this computer said itself.
	Silence api.Silence
	Detail  string
}

// Denied reports whether the token, or what it may do, is why a line fails.
func (c Checkup) Denied() bool {
	switch c.Check {
	case CheckToken, CheckKind, CheckScopes, CheckAccount:
		return c.Health == HealthFail && c.ID != FoundTokenKept
	}
	return false
}

// The doctor: is everything there that a job depends on? It works with and
// without an account, and mends nothing by itself.
func doctorFlow() Flow {
	return Flow{
		Job:   JobDoctor,
		Steps: []Step{StepConnect, StepDoctor},
		Start: Doctor, Begin: examine,
		States: []Declaration{
			{Doctor, StepDoctor, []api.Endpoint{api.DebugToken, api.GetAccount, api.GetSubscribed}},
		},
		Rows: func() []Transition {
			return in(Doctor,
				on[Examined]{Do: storeExam},
				on[ReloadAsked]{Then: examine},
				on[BackAsked]{If: leavesAlone, To: Connect, Then: backToMenu},
			)
		},
	}
}

type (
	// Examine looks at everything that a job depends on.
	Examine struct {
		Target Target
		Number api.PhoneNumberID // where its messages go is looked at too; "" for none
	}
	// Examined is what was found.
	Examined struct{ Checkups []Checkup }
)

// Spec implements [Effect].
func (Examine) Spec() Spec { return answers[Examined](api.DebugToken) }

// examine looks at the account that was tried last on the account page, or that flags
// and environment name. One that was open went with its customer; the sandbox has none.
func examine(s *Session, _ time.Time) []Effect {
	t := s.Target
	left := s.Account.ID != "" && s.Account.ID == t.Account && !t.Sandbox
	if left || t == (Target{}) {
		t = Target{Token: s.Want.Token, Account: s.Want.Account}
	}
	s.Checkups = nil
	look := Examine{Target: t}
	if t.Account == s.Want.Account {
		look.Number = s.Want.Number
	}
	return []Effect{look}
}

func storeExam(s *Session, e Examined, _ time.Time) { s.Checkups = e.Checkups }

package flows

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows/journal"
)

const (
	// expiresSoon is how near a token's end has to be to be spoken of: an
	// onboarding can stop for days, for a review or for a wait of Meta's.
	expiresSoon = 14 * 24 * time.Hour
	// clockOff is from where on countdowns are noticeably off; clockWrong from
	// where on they mislead, and certificates may not be believed (advice).
	clockOff   = 30 * time.Second
	clockWrong = 5 * time.Minute
)

// Checkups judges what was found, in the order of [CheckIDs].
func (e Exam) Checkups() []Checkup {
	return []Checkup{
		e.graph(), e.token(), e.kind(), e.expiry(), e.scopes(), e.account(), e.access(), e.clock(), e.version(), e.keyring(), e.journal(),
	}
}

func (e Exam) graph() Checkup {
	if e.Silent != nil {
		return unanswered(CheckGraph, FoundNoGraph, e.Silent, "Place", e.Place)
	}
	return finding(CheckGraph, FoundGraph, "Place", e.Place)
}

// unanswered makes a line for a call that nobody answered.
func unanswered(check CheckID, id FindingID, err error, pairs ...any) Checkup {
	line := finding(check, id, pairs...)
	line.Silence, line.Detail = api.SilenceOf(err), detailOf(err)
	return line
}

// detailOf is what this computer itself said, for whoever looks into it: cleaned,
// without phone numbers, and in no language of ours.
func detailOf(err error) string {
	var t *api.TransportError
	if errors.As(err, &t) && t.Err != nil {
		err = t.Err
	}
	return api.MaskPhones(api.Clean(err.Error()))
}

// saidOf is what Graph said, with the number of it.
func saidOf(said *api.Error) string {
	text := cmp.Or(said.UserMessage, said.Details, said.Message, "HTTP "+strconv.Itoa(said.Status))
	return withCode(text, said.Code)
}

func withCode(text string, code int) string {
	text = strings.TrimRight(api.MaskPhones(text), ". ")
	if code == 0 {
		return text
	}
	return text + " [" + strconv.Itoa(code) + "]"
}

// good reports whether Graph described the token.
func (e Exam) good() bool {
	return e.Given && e.Keeps == nil && e.Silent == nil && e.TokenFault == nil && e.Token.Valid
}

// needs is the line of what cannot be looked at without a good token.
func (e Exam) needs(check CheckID) Checkup {
	if e.Given && e.Silent != nil {
		return finding(check, FoundNeedsAnswer)
	}
	return finding(check, FoundNeedsToken)
}

func (e Exam) token() Checkup {
	var said *api.Error
	switch {
	case e.Keeps != nil:
		return finding(CheckToken, FoundTokenKept, "Account", e.Account)
	case !e.Given:
		return finding(CheckToken, FoundNoToken)
	case e.Silent != nil:
		return finding(CheckToken, FoundNeedsAnswer)
	case errors.As(e.TokenFault, &said) && api.TokenDead(said):
		return finding(CheckToken, FoundTokenDead, "Why", saidOf(said))
	case said != nil:
		return finding(CheckToken, FoundUnclear, "Why", saidOf(said))
	case e.TokenFault != nil:
		return unanswered(CheckToken, FoundUnanswered, e.TokenFault)
	case !e.Token.Valid:
		why := "is_valid: false"
		if f := e.Token.Fault; f != nil {
			why = withCode(cmp.Or(f.Message, why), f.Code)
		}
		return finding(CheckToken, FoundTokenDead, "Why", why)
	}
	return finding(CheckToken, FoundToken, "App", e.Token.App, "ID", e.Token.AppID)
}

func (e Exam) kind() Checkup {
	if !e.good() {
		return e.needs(CheckKind)
	}
	switch kind := strings.ToUpper(e.Token.Kind); kind {
	case "SYSTEM_USER":
		return finding(CheckKind, FoundSystemUser)
	case "USER":
		return finding(CheckKind, FoundUser)
	case "APP", "PAGE":
		return finding(CheckKind, FoundOtherKind, "Kind", kind)
	default:
		return finding(CheckKind, FoundUnknownKind, "Kind", api.Clean(e.Token.Kind))
	}
}

func (e Exam) expiry() Checkup {
	if !e.good() {
		return e.needs(CheckExpiry)
	}
	end := e.Token.Expires()
	left := end.Sub(e.At)
	pairs := []any{"When", end.UTC().Format("2006-01-02 15:04 UTC"), "Count", int(left / (24 * time.Hour))}
	switch {
	case end.IsZero():
		return finding(CheckExpiry, FoundNeverExpires)
	case left < expiresSoon:
		return finding(CheckExpiry, FoundExpiresSoon, pairs...)
	}
	return finding(CheckExpiry, FoundExpires, pairs...)
}

func (e Exam) scopes() Checkup {
	if !e.good() {
		return e.needs(CheckScopes)
	}
	var missing []string
	for _, s := range e.Token.Lacks(api.ScopeManagement, api.ScopeMessaging) {
		missing = append(missing, string(s))
	}
	if len(missing) > 0 {
		return finding(CheckScopes, FoundNoScopes, "Scopes", strings.Join(missing, ", "))
	}
	return finding(CheckScopes, FoundScopes, "Scopes", string(api.ScopeManagement)+", "+string(api.ScopeMessaging))
}

func (e Exam) account() Checkup {
	switch {
	case !e.good():
		return e.needs(CheckAccount)
	case e.Account == "":
		return finding(CheckAccount, FoundNoAccount)
	case !e.Token.Reaches(e.Account):
		return finding(CheckAccount, FoundNoTarget, "ID", e.Account)
	case e.AccountFault == nil:
		return finding(CheckAccount, FoundAccount, "Name", api.MaskPhones(e.WABA.Name), "ID", e.Account)
	}
	var said *api.Error
	switch {
	case !errors.As(e.AccountFault, &said), said.Foreign():
		return unanswered(CheckAccount, FoundUnanswered, e.AccountFault)
	case said.Status < 500 && isDenial(said):
		return finding(CheckAccount, FoundRefused, "ID", e.Account, "Why", saidOf(said))
	}
	return finding(CheckAccount, FoundUnclear, "Why", saidOf(said))
}

// isDenial reports whether an answer says that the token may not see an object,
// or that there is none: Graph tells neither from the other (docs, graph-ref).
func isDenial(said *api.Error) bool {
	switch said.Code {
	case 10, 803:
		return true
	case 100:
		return said.Subcode == 33
	}
	return api.TokenDead(said) || said.Code >= 200 && said.Code < 300
}

// access hints at Advanced Access, which no call tells. Acting for other
// businesses needs it for each permission (docs).
func (e Exam) access() Checkup {
	switch {
	case !e.good():
		return e.needs(CheckAccess)
	case e.WABA.ID == "" || e.WABA.Ownership == "":
		return finding(CheckAccess, FoundNoOwnership)
	case strings.EqualFold(e.WABA.Ownership, "SELF"):
		return finding(CheckAccess, FoundOwnAccount)
	}
	return finding(CheckAccess, FoundClientAccount, "Owner", api.MaskPhones(cmp.Or(e.WABA.Owner.Name, e.WABA.Name)))
}

func (e Exam) clock() Checkup {
	if e.Clock == (api.Clock{}) {
		return finding(CheckClock, FoundNeedsAnswer)
	}
	skew := e.Clock.Skew()
	off := max(skew, -skew)
	id := FoundClock
	switch {
	case off >= clockWrong:
		id = FoundClockWrong
	case off >= clockOff:
		id = FoundClockOff
	}
	sign := ""
	switch skew = skew.Round(time.Second); {
	case skew > 0:
		sign = "+"
	case skew < 0:
		sign = "−"
	}
	return finding(CheckClock, id, "Off", sign+off.Round(time.Second).String())
}

func (e Exam) version() Checkup {
	switch {
	case e.Silent != nil:
		return finding(CheckVersion, FoundNeedsAnswer)
	case e.Served == "":
		return finding(CheckVersion, FoundNoVersion, "Asked", e.Asked)
	case e.Served != e.Asked:
		return finding(CheckVersion, FoundOtherVersion, "Asked", e.Asked, "Served", e.Served)
	}
	return finding(CheckVersion, FoundVersion, "Served", e.Served)
}

// keyring counts the saved accounts: they are of several customers, and one of
// them may be looking.
func (e Exam) keyring() Checkup {
	switch {
	case errors.Is(e.Keyring, context.DeadlineExceeded):
		return finding(CheckKeyring, FoundLockedKeyring)
	case e.Keyring != nil:
		return finding(CheckKeyring, FoundNoKeyring)
	case len(e.Saved) == 0:
		return finding(CheckKeyring, FoundEmptyKeyring)
	}
	return finding(CheckKeyring, FoundKeyring, "Count", len(e.Saved))
}

func (e Exam) journal() Checkup {
	c := e.Journal
	var open *journal.OpenError
	var store *journal.StoreError
	switch {
	case e.JournalOff:
		return finding(CheckJournal, FoundJournalOff)
	case errors.As(e.JournalFault, &open):
		line := finding(CheckJournal, FoundBadJournal, "Path", open.Path)
		line.Journal = open.Reason
		return line
	case errors.As(e.JournalFault, &store):
		line := finding(CheckJournal, FoundBadJournal, "Path", c.Where)
		line.Journal = store.Reason
		return line
	case e.JournalFault != nil:
		line := finding(CheckJournal, FoundBadJournal, "Path", c.Where)
		line.Journal = journal.ReasonFailed
		return line
	case !c.There:
		return finding(CheckJournal, FoundNoJournal, "Where", c.Where)
	case c.Loose != 0:
		return finding(CheckJournal, FoundLooseJournal, "Where", c.Where, "Mode", (0o600 | c.Loose).String(), "Count", c.Unfinished)
	case c.Server:
		return finding(CheckJournal, FoundServerJournal, "Where", c.Where, "Count", c.Unfinished)
	}
	return finding(CheckJournal, FoundJournal, "Where", c.Where, "Count", c.Unfinished)
}

package doctor

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// finding makes a line.
func finding(check flows.CheckID, id flows.FindingID, pairs ...any) flows.Checkup {
	all := flows.Findings()
	i := slices.IndexFunc(all, func(f flows.Finding) bool { return f.ID == id })
	return flows.Checkup{Check: check, Finding: all[i], Pairs: pairs}
}

const (
	// expiresSoon is how near a token's end has to be to be spoken of: an
	// onboarding can stop for days, for a review or for a wait of Meta's.
	expiresSoon = 14 * 24 * time.Hour
	// clockOff is from where on countdowns are noticeably off; clockWrong from
	// where on they mislead, and certificates may not be believed (advice).
	clockOff   = 30 * time.Second
	clockWrong = 5 * time.Minute
)

// Checkups judges what was found, in the order of [flows.CheckID].
func (e Exam) Checkups() []flows.Checkup {
	return []flows.Checkup{
		e.graph(), e.token(), e.kind(), e.expiry(), e.scopes(), e.account(), e.access(), e.hooks(), e.payment(),
		e.clock(), e.version(), e.keyring(), e.journal(),
	}
}

func (e Exam) graph() flows.Checkup {
	if e.Silent != nil {
		return unanswered(flows.CheckGraph, flows.FoundNoGraph, e.Silent, "Place", e.Place)
	}
	return finding(flows.CheckGraph, flows.FoundGraph, "Place", e.Place)
}

// unanswered makes a line for a call that nobody answered.
func unanswered(check flows.CheckID, id flows.FindingID, err error, pairs ...any) flows.Checkup {
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
	detail := api.MaskPhones(api.Clean(err.Error()))
	var said *api.Error
	if errors.As(err, &said) && said.RetryAfter > 0 {
		detail += " (Retry-After: " + said.RetryAfter.String() + ")"
	}
	return detail
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

// good reports whether Graph described the token, and calls it valid.
func (e Exam) good() bool { return e.answered() && e.TokenFault == nil && e.Token.Valid }

// usable reports whether the token may be good. Graph refuses to describe some tokens that
// every other call takes (field).
func (e Exam) usable() bool { return e.good() || e.unread() }

// unread reports whether Graph did not describe the token, and it is not dead.
func (e Exam) unread() bool {
	doubted := e.TokenFault != nil || !e.Token.Valid
	return e.answered() && !wantsProof(e.TokenFault) && (flows.OnlyUnread(e.TokenFault) || doubted && e.TokenTaken)
}

// wantsProof reports whether Graph refuses every call of this token until there is a proof of
// its app's secret, or a right one.
func wantsProof(err error) bool {
	var said *api.Error
	if !errors.As(err, &said) {
		return false
	}
	row, known := flows.RowFor(said, flows.Session{})
	return known && (row.Advice == string(flows.AdviseAppSecret) || row.Advice == string(flows.AdviseAppSecretWrong))
}

// answered reports whether there is a token, and Graph spoke of it.
func (e Exam) answered() bool { return e.Given && e.Keeps == nil && e.Silent == nil }

// accountAnswered reports whether Graph itself spoke of the account.
func (e Exam) accountAnswered() bool {
	var said *api.Error
	return e.AccountFault == nil || e.ShowsNumbers || errors.As(e.AccountFault, &said) && !said.Foreign()
}

// busy reports whether an answer can be another one after a while.
func busy(said *api.Error) bool {
	row, known := flows.RowFor(said, flows.Session{})
	passes := row.Retry == string(flows.RetryWaited) || row.Retry == string(flows.RetryBackoff)
	return said.Status >= 500 || said.Transient || known && passes
}

// needs is the line of what cannot be looked at without a good token.
func (e Exam) needs(check flows.CheckID) flows.Checkup {
	switch {
	case e.Given && e.Silent != nil:
		return finding(check, flows.FoundNeedsAnswer)
	case e.unread():
		return finding(check, flows.FoundNotKnown)
	}
	return finding(check, flows.FoundNeedsToken)
}

func (e Exam) token() flows.Checkup {
	var said *api.Error
	switch {
	case e.Keeps != nil:
		return finding(flows.CheckToken, flows.FoundTokenKept, "Account", e.Account)
	case !e.Given:
		return finding(flows.CheckToken, flows.FoundNoToken)
	case e.Silent != nil:
		return finding(flows.CheckToken, flows.FoundNeedsAnswer)
	case errors.As(e.TokenFault, &said) && api.TokenDead(said) && !e.TokenTaken:
		return finding(flows.CheckToken, flows.FoundTokenDead, "Why", saidOf(said))
	case said != nil && said.Foreign():
		return unanswered(flows.CheckToken, flows.FoundUnanswered, e.TokenFault)
	case wantsProof(e.TokenFault):
		return finding(flows.CheckToken, flows.FoundAppSecret, "Why", saidOf(said))
	case said != nil && busy(said):
		return finding(flows.CheckToken, flows.FoundUnclear, "Why", saidOf(said))
	case said != nil:
		return finding(flows.CheckToken, flows.FoundTokenUnread, "Why", saidOf(said))
	case e.TokenFault != nil:
		return unanswered(flows.CheckToken, flows.FoundUnanswered, e.TokenFault)
	case !e.Token.Valid:
		why, id := "is_valid: false", flows.FoundTokenDead
		if f := e.Token.Fault; f != nil {
			why = withCode(cmp.Or(f.Message, why), f.Code)
		}
		if e.TokenTaken {
			id = flows.FoundTokenUnread
		}
		return finding(flows.CheckToken, id, "Why", why)
	}
	return finding(flows.CheckToken, flows.FoundToken, "App", e.Token.App, "ID", e.Token.AppID)
}

func (e Exam) kind() flows.Checkup {
	if !e.good() {
		return e.needs(flows.CheckKind)
	}
	switch kind := strings.ToUpper(e.Token.Kind); kind {
	case "SYSTEM_USER":
		return finding(flows.CheckKind, flows.FoundSystemUser)
	case "USER":
		return finding(flows.CheckKind, flows.FoundUser)
	case "":
		return finding(flows.CheckKind, flows.FoundUntold)
	case "APP", "PAGE":
		return finding(flows.CheckKind, flows.FoundOtherKind, "Kind", kind)
	default:
		return finding(flows.CheckKind, flows.FoundUnknownKind, "Kind", api.Clean(e.Token.Kind))
	}
}

func (e Exam) expiry() flows.Checkup {
	if !e.good() {
		return e.needs(flows.CheckExpiry)
	}
	end := e.Token.Expires()
	left := end.Sub(e.At)
	pairs := []any{"When", end.UTC().Format("2006-01-02 15:04 UTC"), "Count", int(left / (24 * time.Hour))}
	switch {
	case e.Token.EndUntold:
		return finding(flows.CheckExpiry, flows.FoundUntold)
	case end.IsZero():
		return finding(flows.CheckExpiry, flows.FoundNeverExpires)
	case left < expiresSoon:
		return finding(flows.CheckExpiry, flows.FoundExpiresSoon, pairs...)
	}
	return finding(flows.CheckExpiry, flows.FoundExpires, pairs...)
}

func (e Exam) scopes() flows.Checkup {
	if !e.good() {
		return e.needs(flows.CheckScopes)
	}
	if e.Token.Scopes == nil {
		return finding(flows.CheckScopes, flows.FoundNotKnown)
	}
	var missing []string
	for _, s := range e.Token.Lacks(api.ScopeManagement, api.ScopeMessaging) {
		missing = append(missing, string(s))
	}
	if len(missing) > 0 {
		return finding(flows.CheckScopes, flows.FoundNoScopes, "Scopes", strings.Join(missing, ", "))
	}
	return finding(flows.CheckScopes, flows.FoundScopes, "Scopes", string(api.ScopeManagement)+", "+string(api.ScopeMessaging))
}

func (e Exam) account() flows.Checkup {
	switch {
	case !e.usable():
		return e.needs(flows.CheckAccount)
	case e.Account == "":
		return finding(flows.CheckAccount, flows.FoundNoAccount)
	case !e.Token.Reaches(e.Account):
		return finding(flows.CheckAccount, flows.FoundNoTarget, "ID", e.Account)
	case e.AccountFault == nil:
		return finding(flows.CheckAccount, flows.FoundAccount, "Name", api.MaskPhones(e.WABA.Name), "ID", e.Account)
	}
	var said *api.Error
	switch {
	case !errors.As(e.AccountFault, &said), said.Foreign():
		return unanswered(flows.CheckAccount, flows.FoundUnanswered, e.AccountFault)
	case flows.Barred(said) && e.ShowsNumbers:
		return finding(flows.CheckAccount, flows.FoundLimited, "Why", saidOf(said))
	case flows.Barred(said):
		return finding(flows.CheckAccount, flows.FoundBarred, "ID", e.Account, "Why", saidOf(said))
	case e.ShowsNumbers: // no more is needed to work in it
		return finding(flows.CheckAccount, flows.FoundNotShown, "Why", saidOf(said))
	case said.Status < 500 && isDenial(said):
		return finding(flows.CheckAccount, flows.FoundRefused, "ID", e.Account, "Why", saidOf(said))
	}
	const unknownPath = 2500 // (field)
	if said.Code == unknownPath {
		return finding(flows.CheckAccount, flows.FoundNoPath, "Why", saidOf(said))
	}
	return finding(flows.CheckAccount, flows.FoundUnclear, "Why", saidOf(said))
}

// isDenial reports whether an answer says that the token may not see an object, that there
// is none, which Graph does not tell from the other (docs, graph-ref), or that the id is of
// another kind.
func isDenial(said *api.Error) bool {
	switch said.Code {
	case 10, 803:
		return true
	case 100:
		return said.Subcode == 33
	}
	return api.TokenDead(said) || said.Code >= 200 && said.Code < 300 || said.OtherNode() != ""
}

// access hints at Advanced Access, which no call tells. Acting for other
// businesses needs it for each permission (docs).
func (e Exam) access() flows.Checkup {
	switch {
	case !e.usable():
		return e.needs(flows.CheckAccess)
	case e.WABA.ID == "" || e.WABA.Ownership == "":
		return finding(flows.CheckAccess, flows.FoundNoOwnership)
	case strings.EqualFold(e.WABA.Ownership, "SELF"):
		return finding(flows.CheckAccess, flows.FoundOwnAccount)
	}
	return finding(flows.CheckAccess, flows.FoundClientAccount, "Owner", api.MaskPhones(cmp.Or(e.WABA.Owner.Name, e.WABA.Name)))
}

func (e Exam) clock() flows.Checkup {
	if e.Clock == (api.Clock{}) {
		return finding(flows.CheckClock, flows.FoundNeedsAnswer)
	}
	skew := e.Clock.Skew()
	off := max(skew, -skew)
	id := flows.FoundClock
	switch {
	case off >= clockWrong:
		id = flows.FoundClockWrong
	case off >= clockOff:
		id = flows.FoundClockOff
	}
	sign := ""
	switch skew = skew.Round(time.Second); {
	case skew > 0:
		sign = "+"
	case skew < 0:
		sign = "−"
	}
	return finding(flows.CheckClock, id, "Off", sign+off.Round(time.Second).String())
}

// keyring counts the saved accounts: they are of several customers, and one of
// them may be looking.
func (e Exam) keyring() flows.Checkup {
	switch {
	case errors.Is(e.Keyring, context.DeadlineExceeded):
		return finding(flows.CheckKeyring, flows.FoundLockedKeyring)
	case e.Keyring != nil:
		return finding(flows.CheckKeyring, flows.FoundNoKeyring)
	case len(e.Saved) == 0:
		return finding(flows.CheckKeyring, flows.FoundEmptyKeyring)
	}
	return finding(flows.CheckKeyring, flows.FoundKeyring, "Count", len(e.Saved))
}

func (e Exam) journal() flows.Checkup {
	c := e.Journal
	c.Where = mask.Path(c.Where)
	var open *journal.OpenError
	var store *journal.StoreError
	switch {
	case e.JournalOff:
		return finding(flows.CheckJournal, flows.FoundJournalOff)
	case errors.As(e.JournalFault, &open):
		line := finding(flows.CheckJournal, flows.FoundBadJournal, "Path", mask.Path(open.Path))
		line.Journal = flows.JournalReason(open.Reason)
		return line
	case errors.As(e.JournalFault, &store):
		line := finding(flows.CheckJournal, flows.FoundBadJournal, "Path", c.Where)
		line.Journal = flows.JournalReason(store.Reason)
		return line
	case e.JournalFault != nil:
		line := finding(flows.CheckJournal, flows.FoundBadJournal, "Path", c.Where)
		line.Journal = flows.JournalFailed
		return line
	case !c.There:
		return finding(flows.CheckJournal, flows.FoundNoJournal, "Where", c.Where)
	case c.Loose != 0:
		mode := 0o600 | c.Loose
		return finding(flows.CheckJournal, flows.FoundLooseJournal, "Where", c.Where, "Mode", mode.String(), "Count", c.Unfinished)
	case c.Server:
		return finding(flows.CheckJournal, flows.FoundServerJournal, "Where", c.Where, "Count", c.Unfinished)
	}
	return finding(flows.CheckJournal, flows.FoundJournal, "Where", c.Where, "Count", c.Unfinished)
}

package flows

import (
	"errors"
	"slices"
	"strings"

	"dialtone/api"
)

// What Graph says of a token only helps. It refuses to describe some tokens that every
// other call takes, calls some of them invalid for a reason of its own, and lists neither
// all scopes nor, since an account is two assets, the account itself (field, docs). Whoever
// doubts a token by that asks for the account: its answer counts for more.

// UselessToken reports whether a token cannot do this job, by what Graph says of it: not
// valid, a scope short, or not meant for the account (docs).
func UselessToken(t api.TokenInfo, account api.WABAID) bool {
	return !t.Valid || len(t.Lacks(api.ScopeManagement, api.ScopeMessaging)) > 0 || !t.Reaches(account)
}

// TokenEnded reports whether Graph calls a token invalid because it ended: no other call
// takes it. Any other reason may be about the question, and not about the token (field).
func TokenEnded(t api.TokenInfo) bool {
	const authentication = 190
	f := t.Fault
	if t.Valid || f == nil || f.Code != authentication {
		return false
	}
	text := strings.ToLower(f.Message)
	switch {
	case f.Subcode != 0:
		return true
	case strings.Contains(text, "app access"): // it is about the question
		return false
	}
	ended := []string{"expired", "invalid", "validating", "parse", "decrypt", "malformed", "log"}
	return slices.ContainsFunc(ended, func(word string) bool { return strings.Contains(text, word) })
}

// NobodyAnswered reports whether a call got no answer of Graph's own.
func NobodyAnswered(err error) bool {
	var lost *api.TransportError
	return errors.As(err, &lost) || errors.Is(err, api.ErrUnreadable)
}

// ErrTokenFacts is why nothing is known of what a token may do where Graph described it
// otherwise than the account's answer shows.
var ErrTokenFacts = errors.New("what is said of the token does not fit")

// TokenProven is what is known of a token after the account answered it, and why something
// is not, nil for nothing: fault is how the question about the token failed. A scope for
// messages cannot be seen by looking, so that a list that lacks it is believed.
func TokenProven(t api.TokenInfo, fault error, account api.WABAID) (api.TokenInfo, error) {
	if fault != nil {
		return t, fault
	}
	var doubt error
	if !t.Valid {
		t.Valid, t.Fault, t.Scopes, doubt = true, nil, nil, ErrTokenFacts
	}
	if !t.Reaches(account) {
		t.Granular, doubt = nil, ErrTokenFacts
	}
	switch {
	case len(t.Scopes) == 0 && len(t.Lacks(api.ScopeManagement, api.ScopeMessaging)) > 0:
		t.Scopes, doubt = nil, ErrTokenFacts
	case len(t.Lacks(api.ScopeManagement)) > 0:
		t.Scopes, doubt = append(slices.Clone(t.Scopes), api.ScopeManagement), ErrTokenFacts
	}
	return t, doubt
}

// TokenRefuted reports whether a refusal shows that Graph takes a token that it called
// dead: Graph itself answered, and about something else.
func TokenRefuted(err error) bool {
	var said *api.Error
	return errors.As(err, &said) && !said.Foreign() && !api.TokenDead(said) && said.Status < 500
}

// ShowsNumbers reports whether an account that Meta does not describe shows its numbers, by
// looking: no more is needed to work in it.
func ShowsNumbers(refused error, look func() error) bool {
	var said *api.Error
	var lost *api.TransportError
	switch {
	case !OnlyUnread(refused), errors.As(refused, &lost) && !lost.Sent: // nothing leaves this machine
		return false
	case errors.As(refused, &said) && (said.Foreign() || said.OtherNode() != ""):
		return false
	}
	return look() == nil
}

// OneNumber asks for as little of a list as there is.
func OneNumber() api.NumbersQuery { return api.NumbersQuery{Fields: []api.Field{"id"}, Limit: 1} }

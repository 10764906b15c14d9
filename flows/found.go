package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// An id that cannot be opened is often one of another kind, or of another account. What
// the token itself names, and what Meta says of a number, are offered instead.

// Found is what may be meant by an id that is no account that the token can open.
type Found struct {
	// Accounts are those that the token's permissions name (docs).
	Accounts []api.WABAID
	// Number is the number that the id belongs to, and Account and Business what Meta's
	// health report says that it belongs to (docs); "" for none.
	Number   api.Number
	Account  api.WABAID
	Business api.BusinessID
}

// Several reports whether the operator has to choose between the token's accounts: Meta
// names none.
func (f Found) Several() bool { return f.Account == "" && len(f.Accounts) > 1 }

// account is the one account to go on with, "" where there is none or a choice.
func (f Found) account() api.WABAID {
	switch {
	case f.Account != "":
		return f.Account
	case len(f.Accounts) == 1:
		return f.Accounts[0]
	}
	return ""
}

// OwnerOf reads from a number's health report which account and portfolio it belongs to.
func OwnerOf(n api.Number) (account api.WABAID, business api.BusinessID) {
	for _, e := range n.Health.Entities {
		switch e.Type {
		case "WABA":
			account = api.WABAID(e.ID)
		case "BUSINESS":
			business = api.BusinessID(e.ID)
		}
	}
	return account, business
}

// Offers are the accounts that a token's permissions name, without the one that was tried.
func Offers(t api.TokenInfo, tried api.WABAID) []api.WABAID {
	var all []api.WABAID
	for _, g := range t.Granular {
		for _, target := range g.Targets {
			id := api.WABAID(target)
			if g.Scope == api.ScopeManagement && api.IsID(target) && id != tried && !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}

// UnopenedError is the failure to read an account with a token of which this much is known.
type UnopenedError struct {
	Token api.TokenInfo
	Found Found
	Err   error
}

// Error implements error.
func (e *UnopenedError) Error() string { return e.Err.Error() }

// Unwrap gives what Graph said.
func (e *UnopenedError) Unwrap() error { return e.Err }

// withFound has the card offer what was found.
func (a Advice) withFound(f Found) Advice {
	if f.Account != "" {
		a.ID = AdviseNumberID
	}
	if f.account() != "" {
		a.Act, a.To, a.Retry = ActOpen, "", RetryUnsaid
	}
	return a
}

// openFound opens the account that a card offered. Where it was found by a number, that
// number is wanted.
func (s *Session) openFound(p *Problem, at time.Time) []Effect {
	s.Target.Account = p.Found.account()
	if s.Want.Account != "" {
		s.Want.Account = s.Target.Account
	}
	if p.Found.Account != "" {
		s.Want.Number = p.Found.Number.ID
	}
	return openTarget(s, at)
}

package graphsim

import (
	"fmt"
	"net/http"
	"slices"

	"dialtone/api"
)

// Reported are answers of Meta's that were reported and that not everybody gets. All of
// them are off by default.
type Reported struct {
	// UsedUp is the error code of a management call when the calls of the hour are used
	// up: 80007 (default, docs) or 80008 (field).
	UsedUp int `toml:"used_up_error"`
	// Full is the subcode of the refusal to register one number more: 1349175 (default,
	// openapi), or 2388386 or 2388112 with code 100 (field).
	Full int `toml:"cap_error"`
	// AppBlocked makes Meta block the app: writes, or all calls (field).
	AppBlocked string `toml:"app_blocked"`
	// TermsOpen refuses to add or register a number until an admin accepts the terms
	// (field).
	TermsOpen bool `toml:"terms_not_accepted"`
	// PartnerIDs refuses to read more of the account than its id and its name, and asks
	// for a parameter that no document explains (field).
	PartnerIDs bool `toml:"partner_ids_required"`
	// UnknownFields are fields that the account and its numbers refuse, as if they had
	// none of that name (field).
	UnknownFields []string `toml:"unknown_fields"`
	// SaysRegistered makes the answer to a register of a registered number say that
	// nothing changed. The docs say that it does so and not in which form.
	SaysRegistered bool `toml:"register_says_so"`
	// CallingUnset reads the calling settings that nobody touched as NOT_SET (field).
	// By default calling is off (docs).
	CallingUnset bool `toml:"calling_not_set"`
}

// Values of AppBlocked and of the token's Debug.
const (
	blockedWrites  = "writes"
	blockedAll     = "all"
	debugOwnerOnly = "owner_only"
	debugBlocked   = "blocked"
)

func (r *Reported) defaults() {
	setDefault(&r.UsedUp, 80007)
	setDefault(&r.Full, 1349175)
}

// standing refuses what the app may not do at all, whichever token it shows.
func (s *Sim) standing(c *call) *refusal {
	blocked := s.sc.Rules.AppBlocked
	switch {
	case blocked == blockedAll, blocked == blockedWrites && c.method != http.MethodGet:
		return accessBlocked()
	case s.sc.Rules.TermsOpen && (c.endpoint == api.Register || c.endpoint == api.AddNumber):
		// (field): the words around “must accept … terms” are ours
		return forbidden(200, "An admin of the business must accept the WhatsApp Business Platform terms first", "")
	}
	return nil
}

// accessBlocked refuses a call of an app that Meta blocked (field).
func accessBlocked() *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 200, Bare: true, Title: "API access blocked."}
}

// mayDebug refuses to describe a token that is good for every other call (field).
func (s *Sim) mayDebug(t *token) *refusal {
	switch {
	case s.sc.Token.Debug == debugBlocked:
		return accessBlocked()
	case s.sc.Token.Debug == debugOwnerOnly && !t.app:
		return titleOnly(100, "You must provide an app access token, or a user access token that is an owner or developer of the app")
	}
	return nil
}

// mayReadAccount refuses the fields that need a parameter.
func (s *Sim) mayReadAccount(fields []field) *refusal {
	more := func(f field) bool { return f.name != "id" && f.name != "name" }
	if s.sc.Rules.PartnerIDs && (len(fields) == 0 || slices.ContainsFunc(fields, more)) {
		return required("partner_ids")
	}
	return nil
}

// hide takes the fields out of a view that this app does not get.
func (s *Sim) hide(v view) view {
	for _, name := range s.sc.Rules.UnknownFields {
		delete(v.fields, name)
	}
	v.defaults = slices.DeleteFunc(v.defaults, func(name string) bool { return v.fields[name] == nil })
	return v
}

// capReached refuses another registered number (openapi for the first form, field for the
// others, seed 001 for the rule).
func (s *Sim) capReached(limit int) *refusal {
	if full := s.sc.Rules.Full; full != 1349175 {
		return &refusal{Status: http.StatusBadRequest, Code: 100, Subcode: full, Title: "Invalid parameter", Bare: true,
			Transient: new(false), UserTitle: "Phone Numbers Count Exceeded Limit Per Business",
			UserMessage: "Phone numbers count exceeded limit per business"}
	}
	const message = "This business may have %d registered phone numbers. Delete one, or verify the business to raise the limit."
	return &refusal{Status: http.StatusForbidden, Code: 200, Subcode: 1349175, Title: "Limit exceeded",
		UserTitle: "No more phone numbers", UserMessage: fmt.Sprintf(message, limit)}
}

// registeredAlready is the answer to a register that had nothing to do.
func (s *Sim) registeredAlready() object {
	out := success()
	if s.sc.Rules.SaysRegistered {
		out["message"] = "The phone number is registered already. Its PIN was not changed."
	}
	return out
}

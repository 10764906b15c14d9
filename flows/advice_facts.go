package flows

import (
	"maps"
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/eligibility"
)

// condition is a fact by which the error table tells apart what one code can
// mean, by the name that it has there; "" is none.
type condition string

// The circumstances that only the program asks for.
const (
	inside         condition = "inside"     // an account is open
	atNumber       condition = "at_number"  // and a number is at hand
	atPIN          condition = "at_pin"     // its PIN is being chosen
	atName         condition = "at_name"    // or given once more, for a new name
	atMessage      condition = "at_message" // a message is being sent
	useIsAsked     condition = "use_asked"  // no fact says where the number is in use
	numberVerified condition = "verified"
	numberUnproven condition = "unproven" // neither verified nor registered
	atPool         condition = "at_pool"  // numbers that are verified in advance
	atPoolList     condition = "at_pool_list"
	atPoolBusiness condition = "at_pool_business"
)

// holds reports whether a circumstance is given. One that nobody knows is not.
func (c condition) holds(s Session) bool {
	is, known := conditions()[c]
	return known && is(s)
}

// conditions are the facts by name. What is said of a number needs one at
// hand: the last one may still be remembered while another is picked.
func conditions() map[condition]func(Session) bool {
	at := func(s Session) bool {
		switch s.State {
		case Connect, PickNumber, AddNumber:
			return false
		}
		if inPool(s.State) {
			return false
		}
		return s.Number.ID != ""
	}
	number := func(is func(api.Number) bool) func(Session) bool {
		return func(s Session) bool { return at(s) && is(s.Number) }
	}
	verified := func(n api.Number) bool { return n.Verification == api.Verified }
	return map[condition]func(Session) bool{
		inside:         func(s Session) bool { return s.State != Connect },
		atNumber:       at,
		atPool:         func(s Session) bool { return inPool(s.State) },
		atPoolList:     func(s Session) bool { return s.State == Pool },
		atPoolBusiness: func(s Session) bool { return s.State == PoolBusiness },
		atPIN:          func(s Session) bool { return s.State == ChoosePIN || s.State == MovePIN },
		// A message is being sent: what is wrong is found out by looking again.
		atMessage: func(s Session) bool { return s.State == TestMessage },
		atName:    func(s Session) bool { return s.State == RegisterName },
		useIsAsked: func(s Session) bool {
			answers := maps.Clone(s.Checks.Answers)
			delete(answers, eligibility.QuestionInUse)
			return at(s) && slices.ContainsFunc(eligibility.Check(s.facts(), answers), func(r eligibility.Result) bool {
				return r.Ask == eligibility.QuestionInUse && r.Outcome == eligibility.Unknown
			})
		},
		numberVerified: number(verified),
		numberUnproven: number(func(n api.Number) bool { return !verified(n) && !n.Status.Registered() }),
		"region_fixed": func(s Session) bool { // the identity check can be set at any time
			return at(s) && s.State != Identity && s.Number.Status.Registered()
		},
		"banned":     number(func(n api.Number) bool { return n.Status == api.StatusBanned }),
		"shared":     number(func(n api.Number) bool { return n.OnBusinessApp }),
		"on_premise": number(func(n api.Number) bool { return n.Platform == api.PlatformOnPremise }),
		"signed_up":  func(s Session) bool { return at(s) && verified(s.Number) && signupOver(s.Number, s.ReadAt) },
		"no_pin":     number(func(n api.Number) bool { return n.PINEnabled != nil && !*n.PINEnabled }),

		// The account, and the token that opened it.
		"full_scopes": func(s Session) bool {
			return s.State != Connect && len(s.Token.Scopes) > 0 && len(s.Token.Lacks(api.ScopeManagement, api.ScopeMessaging)) == 0
		},
		"cap_full": func(s Session) bool {
			return s.List.Listed && s.Registered() >= eligibility.Cap(s.Account.Verification, s.Account.Limit)
		},
		"backup_given": func(s Session) bool { return s.Checks.Backup != nil },
		"account_rejected": func(s Session) bool {
			return strings.EqualFold(s.Account.Review, "REJECTED") || strings.EqualFold(s.Account.Status, "DISABLED")
		},
		"account_unready": func(s Session) bool { // as far as Graph said
			return s.Account.Review != "" && !strings.EqualFold(s.Account.Review, "APPROVED") || s.Account.Verification != "" && !s.Account.Verified()
		},
		"unsubscribed": func(s Session) bool { return s.AppsRead && len(s.Apps) == 0 },

		// The number that was just to be added.
		"listed": func(s Session) bool {
			if s.Typed.Phone.E164 == "" {
				return false
			}
			for n := range s.Numbers() {
				if phoneOf(n).E164 == s.Typed.Phone.E164 {
					return true
				}
			}
			return false
		},
	}
}

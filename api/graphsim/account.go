package graphsim

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// getAccount reads the account (biz-sdk, sample). The fields phone_numbers and
// subscribed_apps return the lists themselves.
func (s *Sim) getAccount(c *call) (any, *refusal) {
	a := s.sc.Account
	fields, refused := c.fields()
	if refused == nil {
		refused = s.mayReadAccount(fields)
	}
	if refused != nil {
		return nil, refused
	}
	return c.read(s.hide(view{id: string(a.ID), kind: onAccount.String(),
		defaults: []string{"name", "currency", "timezone_id", "message_template_namespace"},
		fields: map[string]func(field) (any, *refusal){
			"name":                         value(a.Name),
			"account_review_status":        value(a.Review),
			"business_verification_status": value(a.Verification),
			"country":                      value(a.Country),
			"currency":                     value(a.Currency),
			"timezone_id":                  value(a.Timezone),
			"message_template_namespace":   value("a0b1c2d3_e4f5_a6b7_c8d9_e0f1a2b3c4d5"),
			"ownership_type":               value("CLIENT_OWNED"),
			"owner_business_info":          value(object{"id": a.BusinessID, "name": a.BusinessName}),
			"status":                       value(a.Status),
			"health_status":                value(overall(s.accountHealth())),
			"whatsapp_business_manager_messaging_limit": value(a.Limit),
			"subscribed_apps": value(object{"data": s.apps()}),
			"phone_numbers": func(f field) (any, *refusal) {
				p := page{fields: f.inner, limit: defaultPage, after: f.args["after"], before: f.args["before"]}
				if refused := p.setLimit(f.args["limit"]); refused != nil {
					return nil, refused
				}
				return refusedOr(s.pageOf(c, p))
			},
		}}))
}

// apps returns the subscribed apps, each with its link (openapi) and the address that
// overrides its own for this account (docs).
func (s *Sim) apps() []any {
	all := []any{}
	add := func(a App) {
		row := object{"whatsapp_business_api_data": object{
			"id": a.ID, "name": a.Name, "link": "https://apps.example.com/" + a.ID,
		}}
		if a.Override != "" {
			row["override_callback_uri"] = a.Override
		}
		all = append(all, row)
	}
	if s.subscribed {
		add(s.sc.App)
	}
	for _, a := range s.sc.Listeners {
		add(a)
	}
	return all
}

// getSubscribed lists the apps that receive the account's webhooks (openapi).
func (s *Sim) getSubscribed(*call) (any, *refusal) { return object{"data": s.apps()}, nil }

// subscribe subscribes the token's app. It sets the address that overrides the app's own
// for this account, and without one it removes what was set before (docs).
func (s *Sim) subscribe(c *call) (any, *refusal) {
	address, _ := c.params.text("override_callback_uri")
	if verify, _ := c.params.text("verify_token"); address != "" && verify == "" {
		return nil, missing("verify_token")
	}
	c.effective = !s.subscribed || s.sc.App.Override != address
	s.subscribed, s.sc.App.Override = true, address
	return success(), nil
}

// rejected reports whether Meta rejected the account in its review or disabled it
// later (openapi).
func (s *Sim) rejected() bool {
	return strings.EqualFold(s.sc.Account.Review, "REJECTED") || strings.EqualFold(s.sc.Account.Status, "DISABLED")
}

// businessVerified reports whether Meta verified the business (biz-sdk).
func (s *Sim) businessVerified() bool {
	return api.Account{Verification: s.sc.Account.Verification}.Verified()
}

// limitRaised reports whether the messaging limit is 2,000 or more (seed 001).
func (s *Sim) limitRaised() bool {
	return slices.Contains([]string{"TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"}, s.sc.Account.Limit)
}

// How many numbers may be registered at first, and once the cap is raised (seed 001).
const (
	newCap    = 2
	raisedCap = 20
)

// checkCap refuses another registered number when the cap is reached. The cap is 2, or
// 20 for a verified business or a messaging limit of 2,000 or more (seed 001).
func (s *Sim) checkCap() *refusal {
	limit := s.sc.Limits.Cap
	if limit == 0 {
		limit = newCap
		if s.businessVerified() || s.limitRaised() {
			limit = raisedCap
		}
	}
	registered := 0
	for _, n := range s.numbers {
		if n.registered {
			registered++
		}
	}
	if registered >= limit {
		return s.capReached(limit)
	}
	return nil
}

// budget is the number of management calls allowed per hour: 200, or 5,000 once the
// account has a registered number (docs).
func (s *Sim) budget() int {
	for _, n := range s.numbers {
		if n.registered {
			return s.sc.Limits.CallsRegistered
		}
	}
	return s.sc.Limits.Calls
}

// countCall counts a management call of the last hour, or refuses it when the budget is
// used up. A refused call does not count, because otherwise a client that keeps trying
// would never be let in again (our choice).
func (s *Sim) countCall(c *call) *refusal {
	if !c.route.counted {
		return nil
	}
	s.forgetOldCalls(c.at)
	if len(s.managementCalls) >= s.budget() {
		return s.budgetUsedUp(s.managementCalls[0].Add(time.Hour).Sub(c.at))
	}
	s.managementCalls = append(s.managementCalls, c.at)
	return nil
}

func (s *Sim) forgetOldCalls(now time.Time) {
	s.managementCalls = within(s.managementCalls, now, time.Hour)
}

// budgetUsedUp refuses a management call (docs for 80007, field for 80008).
func (s *Sim) budgetUsedUp(regain time.Duration) *refusal {
	r := refuse(80007, "Account rate limit", "The management calls of this hour are used up.")
	if s.sc.Rules.UsedUp == 80008 {
		r = titleOnly(80008, "There have been too many calls to this WhatsApp Business account. Wait a bit and try again. "+
			"For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.")
	}
	r.Regain = regain
	return r
}

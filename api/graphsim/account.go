package graphsim

import (
	"slices"
	"strings"

	"dialtone/api"
)

// getAccount reads the account (biz-sdk, sample); phone_numbers and
// subscribed_apps can be expanded.
func (s *Sim) getAccount(c *call) (any, *refusal) {
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	a := s.sc.Account
	entities := s.accountHealth()
	v := view{id: string(a.ID), kind: onAccount.String(),
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
			"health_status":                value(overall(entities[0].(object), entities[1:]...)),
			"whatsapp_business_manager_messaging_limit": value(a.Limit),
			"subscribed_apps": value(object{"data": s.apps()}),
			"phone_numbers": func(f field) (any, *refusal) {
				p := page{fields: f.inner, limit: defaultPage, after: f.args["after"], before: f.args["before"]}
				if refused := p.take(f.args["limit"]); refused != nil {
					return nil, refused
				}
				return refusedOr(s.pageOf(c, p))
			},
		}}
	return refusedOr(v.choose(fields))
}

// apps are the subscribed apps, each with its link (openapi).
func (s *Sim) apps() []any {
	all := []any{}
	add := func(a App) {
		all = append(all, object{"whatsapp_business_api_data": object{
			"id": a.ID, "name": a.Name, "link": "https://apps.example.com/" + a.ID,
		}})
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

// subscribe subscribes the token's app (docs).
func (s *Sim) subscribe(c *call) (any, *refusal) {
	c.effective = !s.subscribed
	s.subscribed = true
	return done(), nil
}

func (s *Sim) unsubscribe(c *call) (any, *refusal) {
	c.effective = s.subscribed
	s.subscribed = false
	return done(), nil
}

// rejected reports whether Meta's review of the account turned it down, or Meta
// switched it off later (openapi).
func (s *Sim) rejected() bool {
	return strings.EqualFold(s.sc.Account.Review, "REJECTED") || strings.EqualFold(s.sc.Account.Status, "DISABLED")
}

// verified reports whether the business is (biz-sdk).
func (s *Sim) verified() bool {
	return api.Account{Verification: s.sc.Account.Verification}.Verified()
}

// raised reports whether the messaging limit has reached 2,000 (seed 001).
func (s *Sim) raised() bool {
	return slices.Contains([]string{"TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"}, s.sc.Account.Limit)
}

// The caps of registered numbers (seed 001).
const (
	newCap    = 2
	raisedCap = 20
)

// capped checks the cap of registered numbers: 2, or 20 for a verified business
// or a messaging limit from 2,000 (seed 001).
func (s *Sim) capped() *refusal {
	limit := s.sc.Limits.Cap
	if limit == 0 {
		limit = newCap
		if s.verified() || s.raised() {
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
		return capReached(limit)
	}
	return nil
}

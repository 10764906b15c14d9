package graphsim

import (
	"time"

	"dialtone/api"
)

// graphTime is how Graph writes a moment (seed 002).
const graphTime = "2006-01-02T15:04:05-0700"

func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(graphTime)
}

// numberDefaults are the fields of a number when none are named (seed 001,
// seed 002, docs).
func numberDefaults() []string {
	return []string{"verified_name", "code_verification_status", "display_phone_number", "quality_rating", "platform_type", "throughput", "webhook_configuration"}
}

// getNumber inspects one number.
func (s *Sim) getNumber(c *call) (any, *refusal) {
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	return refusedOr(s.viewNumber(c, c.number).choose(fields))
}

// refusedOr keeps a nil object from becoming a non-nil answer.
func refusedOr(o object, r *refusal) (any, *refusal) {
	if r != nil {
		return nil, r
	}
	return o, nil
}

// viewNumber is a number with every field that can be asked of it (seed 001,
// seed 002, graph-ref, openapi, docs).
func (s *Sim) viewNumber(c *call, n *number) view {
	now := c.at
	newName := s.newName(n, now)
	cc, _ := callingCode(n.Phone[1:])
	var hooks any
	if s.subscribed {
		hooks = object{"application": "https://hooks.example.com/whatsapp"}
	}
	var newCertificate any
	if newName == api.NameApproved {
		newCertificate = certificate(n, n.NewName, newName)
	}
	return view{id: string(n.ID), kind: onNumber.String(), defaults: numberDefaults(), fields: map[string]func(field) (any, *refusal){
		"display_phone_number":         value(n.Display),
		"verified_name":                value(n.Name),
		"status":                       value(string(n.status(now))),
		"code_verification_status":     value(string(n.verification(now))),
		"quality_rating":               value(string(n.Quality)),
		"quality_score":                value(object{"score": string(n.Quality)}),
		"name_status":                  value(string(n.NameStatus)),
		"new_name_status":              value(string(newName)),
		"new_display_name":             value(n.NewName),
		"certificate":                  value(certificate(n, n.Name, n.NameStatus)),
		"new_certificate":              value(newCertificate),
		"platform_type":                value(string(n.platform(now))),
		"host_platform":                value(string(n.platform(now))),
		"throughput":                   value(object{"level": string(n.throughput(now))}),
		"account_mode":                 value(string(n.Mode)),
		"is_official_business_account": value(n.Official),
		"is_pin_enabled":               value(n.PIN != ""),
		"is_preverified_number":        value(n.Preverified),
		"is_on_biz_app":                value(n.onBusinessApp(now)),
		"last_onboarded_time":          value(stamp(n.onboarded)),
		"whatsapp_business_manager_messaging_limit":  value(s.sc.Account.Limit),
		"messaging_limit_tier":                       value(s.sc.Account.Limit),
		"search_visibility":                          value("NON_VISIBLE"),
		"eligibility_for_api_business_global_search": value("NON_ELIGIBLE_UNDEFINED_COUNTRY"),
		"conversational_automation":                  value(nil),
		"unified_cert_status":                        value(nil),
		"username":                                   value(nil),
		"country_code":                               value(nil),
		"country_dial_code":                          value(cc),
		"health_status":                              value(s.health(n, now)),
		"webhook_configuration":                      value(hooks),
		"whatsapp_business_profile": func(f field) (any, *refusal) {
			profile, refused := profileView(n).choose(f.inner)
			if refused != nil {
				return nil, refused
			}
			delete(profile, "id")
			return object{"data": []any{profile}}, nil
		},
	}}
}

// health says whether a number can send, and why not (docs).
func (s *Sim) health(n *number, now time.Time) object {
	entity := object{"entity_type": "PHONE_NUMBER", "id": string(n.ID), "can_send_message": "AVAILABLE"}
	block := func(code int, what, cure string) {
		entity["can_send_message"] = "BLOCKED"
		entity["errors"] = []any{object{"error_code": code, "error_description": what, "possible_solution": cure}}
	}
	limit := func(why string) {
		entity["can_send_message"], entity["additional_info"] = "LIMITED", []any{why}
	}
	silenced := s.silenced(n, true)
	switch {
	case n.Status == api.StatusBanned:
		block(131031, "The number is banned.", "Appeal in WhatsApp Manager.")
	case !n.connected(now):
		block(133010, "The number is not registered.", "Register the number.")
	case silenced != nil:
		block(silenced.Code, silenced.Details, "Wait, and mend the quality of the messages.")
	case n.Status != api.StatusConnected:
		limit("The number is " + string(n.Status) + ".")
	case n.NameStatus != api.NameApproved && n.NameStatus != api.NameAvailableWithoutReview:
		limit("The display name has not been approved yet.")
	}
	return overall(entity, s.accountHealth()...)
}

// accountHealth is the part of the chain above the number.
func (s *Sim) accountHealth() []any {
	entity := func(kind, id string) any {
		return object{"entity_type": kind, "id": id, "can_send_message": "AVAILABLE"}
	}
	return []any{entity("WABA", string(s.sc.Account.ID)), entity("BUSINESS", s.sc.Account.BusinessID), entity("APP", s.sc.App.ID)}
}

// overall is the worst of the entities (docs).
func overall(first object, rest ...any) object {
	return object{"can_send_message": first["can_send_message"], "entities": append([]any{first}, rest...)}
}

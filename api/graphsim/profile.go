package graphsim

import (
	"net/http"
	"slices"
	"unicode/utf8"
)

// profileLimits are the longest texts in characters (openapi).
func profileLimits() map[string]int {
	return map[string]int{"about": 139, "address": 256, "description": 256, "email": 128}
}

// verticals are the trades of a profile (openapi).
func verticals() []string {
	return []string{"OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY", "GOVT", "HOTEL",
		"HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "ALCOHOL", "ONLINE_GAMBLING", "PHYSICAL_GAMBLING", "OTC_DRUGS"}
}

// emptyProfile is what a number has that nobody described.
func emptyProfile() object { return object{"messaging_product": "whatsapp", "vertical": "OTHER"} }

func profileView(n *number) view {
	v := view{kind: "WhatsAppBusinessProfile", fields: map[string]func(field) (any, *refusal){}}
	for _, name := range []string{"messaging_product", "about", "address", "description", "email", "profile_picture_url", "websites", "vertical"} {
		v.fields[name] = value(n.profile[name])
	}
	v.defaults = []string{"messaging_product"}
	return v
}

// getProfile reads the business profile; a number that is not registered has
// none to show (docs).
func (s *Sim) getProfile(c *call) (any, *refusal) {
	if !c.number.connected(c.at) {
		return nil, notRegistered()
	}
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	profile, refused := profileView(c.number).choose(fields)
	if refused != nil {
		return nil, refused
	}
	delete(profile, "id")
	profile["messaging_product"] = "whatsapp"
	return object{"data": []any{profile}}, nil
}

// setProfile changes the fields that are given (openapi, docs).
func (s *Sim) setProfile(c *call) (any, *refusal) {
	if !c.number.connected(c.at) {
		return nil, notRegistered()
	}
	if product, _ := c.params.text("messaging_product"); product != "whatsapp" {
		return nil, &refusal{Status: http.StatusBadRequest, Code: 100, Title: "The parameter messaging_product is required."}
	}
	change := object{}
	for name, limit := range profileLimits() {
		text, ok := c.params.text(name)
		if !ok {
			continue
		}
		if utf8.RuneCountInString(text) > limit {
			return nil, invalid("%s must have at most %d characters.", name, limit)
		}
		if text == "" && name == "about" {
			return nil, invalid("about must not be empty.")
		}
		change[name] = text
	}
	if trade, ok := c.params.text("vertical"); ok {
		if !slices.Contains(verticals(), trade) {
			return nil, invalid("vertical is not known.")
		}
		change["vertical"] = trade
	}
	if sites, ok := c.params.list("websites"); ok {
		if len(sites) > 2 {
			return nil, invalid("websites holds at most two addresses.")
		}
		list := []any{}
		for _, site := range sites {
			if utf8.RuneCountInString(site) > 256 {
				return nil, invalid("websites holds addresses of at most 256 characters.")
			}
			list = append(list, site)
		}
		change["websites"] = list
	}
	for name, v := range change {
		c.number.profile[name] = v
	}
	c.effective = len(change) > 0
	return done(), nil
}

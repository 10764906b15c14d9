package graphsim

import (
	"net/mail"
	"net/url"
	"slices"
	"unicode/utf8"

	"dialtone/api"
)

// Profile is the business profile of a number, without its about text.
type Profile struct {
	Address     string       `toml:"address"`
	Description string       `toml:"description"`
	Email       string       `toml:"email"`
	Picture     string       `toml:"picture"` // its URL
	Websites    []string     `toml:"websites"`
	Vertical    api.Vertical `toml:"vertical"` // default OTHER
}

// profileLimits are the maximum lengths of the texts in characters (openapi).
func profileLimits() map[string]int {
	return map[string]int{
		"about": api.AboutLimit, "address": api.AddressLimit, "description": api.DescriptionLimit, "email": api.EmailLimit,
	}
}

// emptyProfile is the profile of a number that nobody described.
func emptyProfile() object { return object{"messaging_product": "whatsapp", "vertical": "OTHER"} }

// profileOf returns the profile of a number at the start.
func profileOf(n Number) object {
	p := emptyProfile()
	for name, text := range map[string]string{
		"about": n.About, "address": n.Profile.Address, "description": n.Profile.Description, "email": n.Profile.Email,
		"profile_picture_url": n.Profile.Picture, "vertical": string(n.Profile.Vertical),
	} {
		if text != "" {
			p[name] = text
		}
	}
	if len(n.Profile.Websites) > 0 {
		p["websites"] = anyList(n.Profile.Websites)
	}
	return p
}

func anyList(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}

func profileView(n *number) view {
	v := view{kind: "WhatsAppBusinessProfile", fields: map[string]func(field) (any, *refusal){}}
	for _, name := range []string{
		"messaging_product", "about", "address", "description", "email", "profile_picture_url", "websites", "vertical",
	} {
		v.fields[name] = value(n.profile[name])
	}
	v.defaults = []string{"messaging_product"}
	return v
}

// getProfile reads the business profile, which only a registered number has (docs).
func (s *Sim) getProfile(c *call) (any, *refusal) {
	if !c.number.registered {
		return nil, notRegistered()
	}
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	profile, refused := profileView(c.number).selectFields(fields)
	if refused != nil {
		return nil, refused
	}
	delete(profile, "id")
	profile["messaging_product"] = "whatsapp"
	return object{"data": []any{profile}}, nil
}

// setProfile changes the fields that are given (openapi, docs).
func (s *Sim) setProfile(c *call) (any, *refusal) {
	if !c.number.registered {
		return nil, notRegistered()
	}
	if product, _ := c.params.text("messaging_product"); product != "whatsapp" {
		return nil, required("messaging_product")
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
		if text != "" && name == "email" && !isEmail(text) {
			return nil, invalid("email must be a valid e-mail address.")
		}
		change[name] = text
	}
	if trade, ok := c.params.text("vertical"); ok {
		if !slices.Contains(api.Verticals(), api.Vertical(trade)) {
			return nil, invalid("vertical is not known.")
		}
		change["vertical"] = trade
	}
	if sites, ok := c.params.list("websites"); ok {
		if len(sites) > api.WebsitesLimit {
			return nil, invalid("websites holds at most two addresses.")
		}
		for _, site := range sites {
			switch {
			case utf8.RuneCountInString(site) > api.WebsiteLimit:
				return nil, invalid("websites holds addresses of at most %d characters.", api.WebsiteLimit)
			case !isWebsite(site):
				return nil, invalid("websites holds addresses that begin with http:// or https://.")
			}
		}
		change["websites"] = anyList(sites)
	}
	for name, v := range change {
		c.number.profile[name] = v
	}
	c.effective = len(change) > 0
	return success(), nil
}

// isEmail and isWebsite check the form of a text (docs). How strict Meta is about it is not
// published.
func isEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

func isWebsite(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

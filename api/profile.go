package api

import (
	"context"
	"encoding/json"
	"slices"
)

// The limits of a profile, in characters; websites in number (openapi, docs).
const (
	AboutLimit       = 139
	AddressLimit     = 256
	DescriptionLimit = 256
	EmailLimit       = 128
	WebsiteLimit     = 256
	WebsitesLimit    = 2
)

// Profile is the business profile of a number.
type Profile struct {
	About       string   `json:"about"`
	Address     string   `json:"address"`
	Description string   `json:"description"`
	Email       string   `json:"email"`
	Picture     string   `json:"profile_picture_url"` // read only: a new one goes another way (docs)
	Websites    []string `json:"websites"`
	Vertical    Vertical `json:"vertical"`
	// Untold are the fields, as Graph calls them, that it refused or sent in another form.
	// They are empty here, and whether they are is not known.
	Untold []string `json:"-"`
}

// Tells reports whether a field is known, by its name in Graph. Graph leaves out what is
// empty.
func (p Profile) Tells(field string) bool { return !slices.Contains(p.Untold, field) }

// UnmarshalJSON reads the fields that have the form that they should.
func (p *Profile) UnmarshalJSON(b []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return err
	}
	*p = Profile{}
	for name, to := range map[string]any{
		"about": &p.About, "address": &p.Address, "description": &p.Description, "email": &p.Email, pictureField: &p.Picture,
		"websites": &p.Websites, "vertical": &p.Vertical,
	} {
		if raw, told := fields[name]; told && json.Unmarshal(raw, to) != nil {
			p.Untold = append(p.Untold, name)
		}
	}
	if !p.Tells("websites") { // one of them may have been read
		p.Websites = nil
	}
	return nil
}

// pictureField is Graph's name for the picture.
const pictureField = "profile_picture_url"

// TellsPicture reports whether it is known if there is a picture.
func (p Profile) TellsPicture() bool { return p.Tells(pictureField) }

// Vertical is the trade of a business.
type Vertical string

// Verticals lists the trades that a profile can name (openapi).
func Verticals() []Vertical {
	return []Vertical{
		"ALCOHOL", "APPAREL", "AUTO", "BEAUTY", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GOVT", "GROCERY", "HEALTH", "HOTEL",
		"NONPROFIT", "ONLINE_GAMBLING", "OTC_DRUGS", "OTHER", "PHYSICAL_GAMBLING", "PROF_SERVICES", "RESTAURANT", "RETAIL", "TRAVEL",
	}
}

// ProfileChange holds new values for some fields of a profile. A field that is
// nil stays as it is; an empty one is cleared, which Meta refuses for about
// (docs). Websites are replaced all together.
type ProfileChange struct {
	About       *string   `json:"about,omitempty"`
	Address     *string   `json:"address,omitempty"`
	Description *string   `json:"description,omitempty"`
	Email       *string   `json:"email,omitempty"`
	Websites    []string  `json:"websites,omitzero"`
	Vertical    *Vertical `json:"vertical,omitempty"`
}

// Fields names the fields that are changed, as Graph calls them.
func (c ProfileChange) Fields() []string {
	var names []string
	for _, f := range []struct {
		name    string
		changed bool
	}{
		{"about", c.About != nil}, {"address", c.Address != nil}, {"description", c.Description != nil}, {"email", c.Email != nil},
		{"websites", c.Websites != nil}, {"vertical", c.Vertical != nil},
	} {
		if f.changed {
			names = append(names, f.name)
		}
	}
	return names
}

// On returns the profile with the change applied.
func (c ProfileChange) On(p Profile) Profile {
	put(&p.About, c.About)
	put(&p.Address, c.Address)
	put(&p.Description, c.Description)
	put(&p.Email, c.Email)
	put(&p.Vertical, c.Vertical)
	if c.Websites != nil {
		p.Websites = slices.Clone(c.Websites)
	}
	return p
}

func put[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// To returns the change that turns this profile into another one.
func (p Profile) To(want Profile) ProfileChange {
	var c ProfileChange
	c.About = differs(p.About, want.About)
	c.Address = differs(p.Address, want.Address)
	c.Description = differs(p.Description, want.Description)
	c.Email = differs(p.Email, want.Email)
	c.Vertical = differs(p.Vertical, want.Vertical)
	if !slices.Equal(p.Websites, want.Websites) {
		c.Websites = append([]string{}, want.Websites...) // not nil, which would mean no change
	}
	return c
}

func differs[T comparable](a, b T) *T {
	if a == b {
		return nil
	}
	return &b
}

// Profile reads the business profile of a number.
func (c *Client) Profile(ctx context.Context, id PhoneNumberID) (Profile, error) {
	var answer struct {
		Data []Profile `json:"data"`
	}
	r := request{call: GetProfile, path: numberPath(id, "whatsapp_business_profile"), out: &answer, part: "data"}
	left, err := c.readFields(ctx, r, []string{"about", "address", "description", "email", pictureField, "websites", "vertical"})
	if err != nil {
		return Profile{}, err
	}
	var p Profile
	if len(answer.Data) > 0 {
		p = answer.Data[0]
	}
	p.Untold = append(p.Untold, left...)
	return p, nil
}

// SetProfile changes the business profile. Fields that the change leaves alone
// are not sent.
func (c *Client) SetProfile(ctx context.Context, id PhoneNumberID, change ProfileChange) error {
	body := struct {
		Product string `json:"messaging_product"`
		ProfileChange
	}{"whatsapp", change}
	return c.act(ctx, request{call: SetProfile, path: numberPath(id, "whatsapp_business_profile"), body: body})
}

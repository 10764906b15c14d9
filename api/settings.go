package api

import (
	"context"
	"strings"
)

// Settings are the settings of a number. A feature that Graph did not mention
// is nil.
type Settings struct {
	Storage  *Storage       `json:"storage_configuration"`
	Identity *IdentityCheck `json:"user_identity_change"` // whether Graph returns it is unconfirmed
	// Unread is why they are not known, for whoever goes on without them; nil where they
	// were read.
	Unread error `json:"-"`
}

// Storage says where message data rests.
type Storage struct {
	Status    StorageStatus `json:"status"`
	Region    Region        `json:"data_localization_region,omitempty"`
	Retention int           `json:"retention_minutes,omitempty"` // 60, and only with [StorageNone] (docs)
}

// InRegion is the storage that keeps data in one country. If region is "", it
// switches local storage off.
func InRegion(region Region) Storage {
	if region == "" {
		return Storage{Status: StorageDisabled}
	}
	return Storage{Status: StorageInCountry, Region: region}
}

// Unkept is the no-storage mode: messages and media are kept for an hour at
// most, the only figure that there is (docs).
func Unkept() Storage { return Storage{Status: StorageNone, Retention: 60} }

// IsUnkept reports whether the no-storage mode is on.
func (s *Storage) IsUnkept() bool {
	return s != nil && strings.EqualFold(string(s.Status), string(StorageNone))
}

// Same reports whether both keep data in the same place. A storage that Graph does not
// mention, its default, and local storage that is off are all the same.
func (s *Storage) Same(other Storage) bool {
	return s.Localized() == other.Localized() && s.IsUnkept() == other.IsUnkept()
}

// Localized is the country in which data is kept, "" for none. Statuses are
// compared without regard to case, since the reference page writes them small.
func (s *Storage) Localized() Region {
	if s == nil || !strings.EqualFold(string(s.Status), string(StorageInCountry)) {
		return ""
	}
	return Region(strings.ToUpper(string(s.Region)))
}

// IdentityCheck is the identity-change check (seed 001).
type IdentityCheck struct {
	Enabled bool `json:"enable_identity_key_check"`
}

// Settings reads the settings of a number.
func (c *Client) Settings(ctx context.Context, id PhoneNumberID) (Settings, error) {
	var s Settings
	err := c.read(ctx, request{call: GetSettings, path: numberPath(id, "settings"), out: &s})
	return s, err
}

// SetStorage chooses where message data rests. It needs v21.0 or newer and a
// number that is not registered (docs).
func (c *Client) SetStorage(ctx context.Context, id PhoneNumberID, s Storage) error {
	return c.set(ctx, id, "storage_configuration", s)
}

// SetIdentityCheck switches the identity-change check on or off (seed 001).
func (c *Client) SetIdentityCheck(ctx context.Context, id PhoneNumberID, on bool) error {
	return c.set(ctx, id, "user_identity_change", IdentityCheck{Enabled: on})
}

// set changes one feature, because Graph takes only one in a call (openapi).
func (c *Client) set(ctx context.Context, id PhoneNumberID, feature string, value any) error {
	return c.act(ctx, request{call: SetSettings, path: numberPath(id, "settings"), body: map[string]any{feature: value}})
}

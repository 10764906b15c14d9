package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// Settings are the settings of a number. A feature that Graph did not mention
// is nil.
type Settings struct {
	Storage  *Storage       `json:"storage_configuration"`
	Identity *IdentityCheck `json:"user_identity_change"` // whether Graph returns it is unconfirmed
	// Unread is why it is not known where data rests, for whoever goes on without it; nil
	// where it was read.
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

// Settings reads the settings of a number. A part that has another form than it should is
// not known, and hides no other: where the data rests is [Settings.Unread] then.
func (c *Client) Settings(ctx context.Context, id PhoneNumberID) (Settings, error) {
	var answer struct {
		Storage  *storagePart  `json:"storage_configuration"`
		Identity *identityPart `json:"user_identity_change"`
	}
	r := request{call: GetSettings, path: numberPath(id, "settings"), out: &answer}
	if err := c.read(ctx, r); err != nil {
		return Settings{}, err
	}
	var s Settings
	switch {
	case answer.Storage == nil:
	case answer.Storage.clear:
		s.Storage = &answer.Storage.Storage
	default:
		s.Unread = r.unreadable(http.StatusOK, "it does not say where data rests")
	}
	if answer.Identity != nil && answer.Identity.told {
		s.Identity = &IdentityCheck{answer.Identity.yes}
	}
	return s, nil
}

// storagePart is the storage as it is read. It is not clear where it has no status, or
// names no country for one.
type storagePart struct {
	Storage
	clear bool
}

// UnmarshalJSON reads what has the form that it should.
func (p *storagePart) UnmarshalJSON(b []byte) error {
	var minutes struct {
		Retention digits `json:"retention_minutes"` // a text in places
	}
	if !isObject(b) || json.Unmarshal(b, &minutes) != nil {
		return nil
	}
	p.Status, p.Region = StorageStatus(under(b, "status")), Region(under(b, "data_localization_region"))
	p.Retention, _ = strconv.Atoi(string(minutes.Retention))
	p.clear = p.Status != "" && (p.Region != "" || !strings.EqualFold(string(p.Status), string(StorageInCountry)))
	return nil
}

// identityPart is the check as it is read.
type identityPart struct{ flag }

// UnmarshalJSON reads whether it is on.
func (p *identityPart) UnmarshalJSON(b []byte) error {
	var check struct {
		Enabled flag `json:"enable_identity_key_check"`
	}
	if json.Unmarshal(b, &check) == nil {
		p.flag = check.Enabled
	}
	return nil
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

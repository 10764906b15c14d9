package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Preverified is a phone number that a business verified in advance, so that a
// customer can take it without a code. Only approved Solution Partners have a
// pool of them; its calls ask for [ScopeBusiness] and an admin of the business
// (docs).
type Preverified struct {
	ID           PreverifiedID
	Phone        string       // digits with or without plus and blanks
	Verification Verification // UNVERIFIED where the guide writes so, NOT_VERIFIED elsewhere (docs, openapi)
	VerifiedAt   Time
	Expires      Time // 90 days after the verification (docs)
	// Availability is AVAILABLE, IN_USE, RESERVED or UNAVAILABLE (openapi); ""
	// where Graph does not speak of it.
	Availability string
}

// UnmarshalJSON reads both published forms of the node. Where they differ, the form
// of Meta's business SDK wins over the form of openapi.
func (p *Preverified) UnmarshalJSON(b []byte) error {
	var both struct {
		ID           PreverifiedID `json:"id"`
		Phone        string        `json:"phone_number"`
		Display      string        `json:"display_phone_number"`
		Prefix       any           `json:"country_prefix"`
		Code         Verification  `json:"code_verification_status"`
		Status       Verification  `json:"verification_status"`
		VerifiedAt   Time          `json:"code_verification_time"`
		Expires      Time          `json:"verification_expiry_time"`
		Availability string        `json:"availability_status"`
	}
	if err := json.Unmarshal(b, &both); err != nil {
		return err
	}
	*p = Preverified{
		ID: both.ID, Phone: both.Phone, Verification: both.Code,
		VerifiedAt: both.VerifiedAt, Expires: both.Expires, Availability: both.Availability,
	}
	if p.Phone == "" {
		p.Phone = withPrefix(both.Display, both.Prefix)
	}
	if p.Verification == "" {
		p.Verification = both.Status
	}
	return nil
}

// withPrefix puts the calling code before a number that came without it.
func withPrefix(display string, prefix any) string {
	code := ""
	switch v := prefix.(type) {
	case string:
		code = strings.TrimPrefix(v, "+")
	case float64:
		code = strconv.Itoa(int(v))
	}
	if display == "" || code == "" || strings.HasPrefix(display, "+") {
		return display
	}
	return "+" + code + " " + display
}

// preverifiedFields are asked for by the names of the business SDK.
func preverifiedFields() []string {
	return []string{"id", "phone_number", "code_verification_status", "code_verification_time", "verification_expiry_time"}
}

// PreverifiedQuery selects numbers of a pool. Its zero value asks for the first
// page of all of them.
type PreverifiedQuery struct {
	Verification Verification // "" for every one
	Limit        int          // 1 to 100 a page; 0 for Graph's default
	After        string       // cursor of the page before
}

// PreverifiedPage is one page of a pool, the oldest first (docs).
type PreverifiedPage struct {
	Numbers []Preverified
	Next    string // cursor for [PreverifiedQuery.After]; "" on the last page
	Endless bool   // there is more, and no cursor leads to it
}

// PreverifiedPage reads one page of a business's pool.
func (c *Client) PreverifiedPage(ctx context.Context, id BusinessID, query PreverifiedQuery) (PreverifiedPage, error) {
	q := url.Values{}
	if query.Verification != "" {
		q.Set("code_verification_status", string(query.Verification))
	}
	if query.Limit > 0 {
		q.Set("limit", strconv.Itoa(query.Limit))
	}
	if query.After != "" {
		q.Set("after", query.After)
	}
	var page struct {
		Data   []Preverified `json:"data"`
		Paging paging        `json:"paging"`
	}
	path := []string{url.PathEscape(string(id)), "preverified_numbers"}
	r := request{call: ListPreverified, path: path, query: q, out: &page, part: "data"}
	if _, err := c.readFields(ctx, r, preverifiedFields(), []string{"id", "phone_number"}); err != nil {
		return PreverifiedPage{}, err
	}
	if len(page.Data) > largestPage {
		return PreverifiedPage{}, tooLong(ListPreverified)
	}
	result := PreverifiedPage{Numbers: page.Data}
	result.Next, result.Endless = page.Paging.on()
	return result, nil
}

// AddPreverified puts a number into the pool of a business. It has to be
// verified within 90 days, or Meta drops it (docs). phone is E.164; the guide
// sends it as a query parameter, which Graph reads alike.
func (c *Client) AddPreverified(ctx context.Context, id BusinessID, phone string) (PreverifiedID, error) {
	var created struct {
		ID PreverifiedID `json:"id"`
	}
	err := c.act(ctx, request{call: AddPreverified, path: []string{url.PathEscape(string(id)), "add_phone_numbers"},
		body: map[string]any{"phone_number": strings.TrimPrefix(phone, "+")}, out: &created})
	if err == nil {
		err = newID(AddPreverified, string(created.ID))
	}
	if err != nil {
		return "", err
	}
	return created.ID, nil
}

// Preverified reads one number of a pool. A number that a customer took is no
// longer there (docs).
func (c *Client) Preverified(ctx context.Context, id PreverifiedID) (Preverified, error) {
	var p Preverified
	r := request{call: GetPreverified, path: preverifiedPath(id), out: &p, node: string(id)}
	if _, err := c.readFields(ctx, r, preverifiedFields(), []string{"id", "phone_number"}); err != nil {
		return Preverified{}, err
	}
	return p, nil
}

// RequestPreverifiedCode has the code for a number of the pool sent. A verified
// one can be verified again only within the last 45 of its 90 days (docs); there
// are 125 code calls an hour (openapi).
func (c *Client) RequestPreverifiedCode(ctx context.Context, id PreverifiedID, method CodeMethod, language Language) error {
	return c.act(ctx, request{call: RequestPreverifiedCode, path: preverifiedPath(id, "request_code"),
		body: map[string]any{"code_method": method, "language": language}})
}

// VerifyPreverifiedCode hands in the code for a number of the pool.
func (c *Client) VerifyPreverifiedCode(ctx context.Context, id PreverifiedID, code Secret) error {
	return c.act(ctx, request{call: VerifyPreverifiedCode, path: preverifiedPath(id, "verify_code"),
		body: map[string]any{"code": code.Reveal()}, secrets: []Secret{code}})
}

// DeletePreverified takes a number out of the pool (biz-sdk, openapi).
func (c *Client) DeletePreverified(ctx context.Context, id PreverifiedID) error {
	return c.act(ctx, request{call: DeletePreverified, method: http.MethodDelete, path: preverifiedPath(id)})
}

func preverifiedPath(id PreverifiedID, more ...string) []string {
	return append([]string{url.PathEscape(string(id))}, more...)
}

package api

import (
	"context"
	"net/url"
)

// RequestCode has the six-digit ownership code sent by SMS or read out by
// voice. Meta counts the requests; its limit is not published (docs).
func (c *Client) RequestCode(ctx context.Context, id PhoneNumberID, method CodeMethod, language Language) error {
	return c.act(ctx, request{call: RequestCode, path: numberPath(id, "request_code"),
		body: map[string]any{"code_method": method, "language": language}})
}

// VerifyCode hands in the code, six digits without the hyphen. A code is good
// for about ten minutes and for one use (openapi); wrong guesses are counted.
func (c *Client) VerifyCode(ctx context.Context, id PhoneNumberID, code Secret) error {
	return c.act(ctx, request{call: VerifyCode, path: numberPath(id, "verify_code"),
		body: map[string]any{"code": code.Reveal()}, secrets: []Secret{code}})
}

// Registration is what register wants to know.
type Registration struct {
	PIN Secret // six digits: the present two-step verification PIN, or the new one where there is none (seed 003)
	// Region turns local storage on. Only for versions below v21.0; newer ones
	// take it through [Client.SetStorage] (seed 003, docs).
	Region Region
	// Retention turns the no-storage mode on, with 60 minutes. Only for versions
	// below v21.0 and without a region, as above (docs, openapi).
	Retention int
	Backup    *Backup // only for a number that moves from the On-Premises API
}

// Backup is the output of the On-Premises API's backup call with its password
// (docs).
type Backup struct {
	Data     Secret
	Password Secret
}

// Register registers a verified number for Cloud API. Meta allows 10 requests
// per number in a moving 72 hours and refuses with 133016 for the next 72 hours
// after that (seed 003).
//
// For a number that is registered it passes as well, and leaves the PIN as it is
// (docs, since September 2026): see [RegisterAnswer].
func (c *Client) Register(ctx context.Context, id PhoneNumberID, reg Registration) (RegisterAnswer, error) {
	body := map[string]any{"messaging_product": "whatsapp", "pin": reg.PIN.Reveal()}
	secrets := []Secret{reg.PIN}
	if reg.Region != "" {
		body["data_localization_region"] = reg.Region
	}
	if reg.Retention != 0 {
		body["meta_store_retention_minutes"] = reg.Retention
	}
	if reg.Backup != nil {
		body["backup"] = map[string]string{"data": reg.Backup.Data.Reveal(), "password": reg.Backup.Password.Reveal()}
		secrets = append(secrets, reg.Backup.Data, reg.Backup.Password)
	}
	var answer RegisterAnswer
	err := c.act(ctx, request{call: Register, path: numberPath(id, "register"), body: body, secrets: secrets,
		beside: func(all parts) { answer.Already = all.saysAlready() }})
	return answer, err
}

// Deregister takes a number off Cloud API; the number and its history stay,
// local storage is switched off. It has a limit of its own of 10 requests in 72
// hours (seed 003).
func (c *Client) Deregister(ctx context.Context, id PhoneNumberID) error {
	return c.act(ctx, request{call: Deregister, path: numberPath(id, "deregister")})
}

// SetPIN sets or replaces the two-step verification PIN. The old one is not
// asked for (seed 001). There is no call to switch two-step verification off.
func (c *Client) SetPIN(ctx context.Context, id PhoneNumberID, pin Secret) error {
	return c.act(ctx, request{call: SetPIN, path: numberPath(id),
		body: map[string]any{"pin": pin.Reveal()}, secrets: []Secret{pin}})
}

// SetDisplayName asks for another display name, 2 to 75 characters; follow its
// review in new_name_status (docs).
func (c *Client) SetDisplayName(ctx context.Context, id PhoneNumberID, name string) error {
	return c.act(ctx, request{call: SetDisplayName, path: numberPath(id), body: map[string]any{"new_display_name": name}})
}

func numberPath(id PhoneNumberID, more ...string) []string {
	return append([]string{url.PathEscape(string(id))}, more...)
}

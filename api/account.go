package api

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// TokenInfo is what debug_token says of a token (docs).
type TokenInfo struct {
	AppID     string          `json:"app_id"`
	App       string          `json:"application"`
	Kind      string          `json:"type"` // SYSTEM_USER, USER, APP, PAGE
	Valid     bool            `json:"is_valid"`
	IssuedAt  int64           `json:"issued_at"`  // Unix seconds
	ExpiresAt int64           `json:"expires_at"` // Unix seconds; 0 means never
	EndUntold bool            `json:"-"`          // Graph did not say when it ends
	Scopes    []Scope         `json:"scopes"`     // nil where Graph did not say
	Granular  []GranularScope `json:"granular_scopes"`
	UserID    string          `json:"user_id"`
	Fault     *TokenFault     `json:"error"` // why it is not valid
}

// GranularScope limits a scope to some objects. No targets means all.
type GranularScope struct {
	Scope   Scope    `json:"scope"`
	Targets []string `json:"target_ids"`
}

// TokenFault is the reason why a token is not valid.
type TokenFault struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Subcode int    `json:"subcode"`
}

// Expires is when the token ends; zero when it never does, or Graph did not say.
func (t TokenInfo) Expires() time.Time {
	if t.ExpiresAt == 0 {
		return time.Time{}
	}
	return time.Unix(t.ExpiresAt, 0)
}

// Lacks lists the scopes of want that the token is known not to carry: neither as a scope
// nor with the objects that it is limited to.
func (t TokenInfo) Lacks(want ...Scope) []Scope {
	if t.Scopes == nil {
		return nil
	}
	var missing []Scope
	for _, s := range want {
		granted := slices.ContainsFunc(t.Granular, func(g GranularScope) bool { return g.Scope == s })
		if !granted && !slices.Contains(t.Scopes, s) {
			missing = append(missing, s)
		}
	}
	return missing
}

// Reaches reports whether the token may touch the account, as far as its
// granular scopes say (docs): no list, or a list that names it.
func (t TokenInfo) Reaches(id WABAID) bool {
	for _, g := range t.Granular {
		if g.Scope == ScopeManagement && len(g.Targets) > 0 {
			return slices.Contains(g.Targets, string(id))
		}
	}
	return true
}

// DebugToken inspects the client's own token. Since the same token carries the
// call, Graph answers a dead token with an error that [TokenDead] recognizes. An
// answer with Valid false and Fault set (docs) is possible too.
func (c *Client) DebugToken(ctx context.Context) (TokenInfo, error) {
	var answer struct {
		Data struct {
			TokenInfo
			AppID  digits          `json:"app_id"` // samples also write it as a number (docs)
			UserID digits          `json:"user_id"`
			Ends   digits          `json:"expires_at"`
			Valid  json.RawMessage `json:"is_valid"`
		} `json:"data"`
	}
	r := request{call: DebugToken, path: []string{"debug_token"}, loose: true,
		query: url.Values{"input_token": {c.token.Reveal()}}, secrets: []Secret{c.token}, out: &answer, part: "data"}
	if err := c.read(ctx, r); err != nil {
		return TokenInfo{}, err
	}
	info := answer.Data.TokenInfo
	info.AppID, info.UserID = string(answer.Data.AppID), string(answer.Data.UserID)
	var err error
	info.ExpiresAt, err = strconv.ParseInt(string(answer.Data.Ends), 10, 64)
	info.EndUntold = err != nil
	if json.Unmarshal(answer.Data.Valid, &info.Valid) != nil || string(answer.Data.Valid) == "null" {
		return TokenInfo{}, r.unreadable(http.StatusOK, "it does not say whether the token is valid")
	}
	return info, nil
}

// Account is a WhatsApp Business Account (WABA).
type Account struct {
	ID           WABAID `json:"id"`
	Name         string `json:"name"`
	Review       string `json:"account_review_status"`        // PENDING, APPROVED, REJECTED, …
	Verification string `json:"business_verification_status"` // lower case live (biz-sdk)
	Country      string `json:"country"`
	Currency     string `json:"currency"`
	Limit        string `json:"whatsapp_business_manager_messaging_limit"`
	Status       string `json:"status"`
	// Ownership says who owns the account, as the token's business sees it: SELF, or
	// CLIENT_OWNED and ON_BEHALF_OF if another business does (biz-sdk, docs).
	Ownership string `json:"ownership_type"`
	Owner     struct {
		ID   BusinessID `json:"id"`
		Name string     `json:"name"`
	} `json:"owner_business_info"`
}

// Verified reports whether the business behind the account is verified, which
// raises its cap of registered numbers from 2 to 20 (seed 001).
func (a Account) Verified() bool { return strings.EqualFold(a.Verification, "verified") }

// accountFields are what is asked of an account. Its id and its name are enough to go on.
func accountFields() (all, core []string) {
	core = []string{"id", "name"}
	return append(core, "account_review_status", "business_verification_status", "country", "currency", "status",
		"ownership_type", "owner_business_info", "whatsapp_business_manager_messaging_limit"), core
}

// Account reads a WhatsApp Business Account. What Graph refuses to tell stays empty.
func (c *Client) Account(ctx context.Context, id WABAID) (Account, error) {
	var a Account
	all, core := accountFields()
	r := request{call: GetAccount, path: []string{url.PathEscape(string(id))}, out: &a, node: string(id), loose: true}
	_, err := c.readFields(ctx, r, all, core)
	if err != nil {
		return Account{}, err
	}
	return a, nil
}

// App is an app that is subscribed to an account's webhooks.
type App struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Link string `json:"link"`
	// Override is the address that this account's webhooks go to instead of the app's
	// own; "" for none (docs).
	Override string `json:"override_callback_uri"`
}

// SubscribedApps lists the apps that receive the account's webhooks. Without
// one a number is connected and silent.
func (c *Client) SubscribedApps(ctx context.Context, id WABAID) ([]App, error) {
	var answer struct {
		Data []struct {
			App      App    `json:"whatsapp_business_api_data"`
			Override string `json:"override_callback_uri"` // beside the app (docs)
		} `json:"data"`
	}
	err := c.read(ctx, request{call: GetSubscribed, path: []string{url.PathEscape(string(id)), "subscribed_apps"},
		out: &answer, part: "data", loose: true})
	if err != nil {
		return nil, err
	}
	apps := make([]App, len(answer.Data))
	for i, d := range answer.Data {
		apps[i] = d.App
		apps[i].Override = cmp.Or(d.Override, d.App.Override)
	}
	return apps, nil
}

// Subscribe subscribes the token's app to the account's webhooks. It names no address,
// so that one which the account had instead of the app's own is gone afterwards (docs).
func (c *Client) Subscribe(ctx context.Context, id WABAID) error {
	return c.act(ctx, request{call: SetSubscribed, path: []string{url.PathEscape(string(id)), "subscribed_apps"}})
}

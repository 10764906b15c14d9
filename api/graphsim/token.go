package graphsim

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// token is an access token of the simulated app.
type token struct {
	issued  time.Time
	expires time.Time // zero if it never expires
	used    bool      // a call carried it
	app     bool      // APP_ID|APP_SECRET
}

// tokenPrefix is how every access token starts, as at Meta.
const tokenPrefix = "EAA"

// issue creates a valid token.
func (s *Sim) issue() string {
	text := tokenPrefix + randomText(s.random, 61, letters)
	t := &token{issued: s.now()}
	if life := s.sc.Token.Life; life != nil {
		t.expires = life.after(t.issued)
	}
	s.tokens[text] = t
	return text
}

// expireTokens ends every token that was used so far. Spare tokens that were not used stay
// valid, so that an operator can go on with one.
func (s *Sim) expireTokens(at time.Time) {
	for _, t := range s.tokens {
		if t.used && (t.expires.IsZero() || t.expires.After(at)) {
			t.expires = at
		}
	}
}

// bearer returns the access token. It is in the header or in a parameter (seed 001).
func bearer(r *http.Request, p params) string {
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "OAuth") {
		return strings.TrimSpace(text)
	}
	text, _ = p.text("access_token")
	return text
}

// authenticate returns the token that text is, or refuses the call.
func (s *Sim) authenticate(text string, now time.Time) (*token, *refusal) {
	if text == "" {
		return nil, noToken()
	}
	if text == s.appToken {
		return &token{app: true}, nil
	}
	t, ok := s.tokens[text]
	switch {
	case ok && !t.expires.IsZero() && !now.Before(t.expires):
		return nil, expiredToken(t.expires, now)
	case ok:
		return t, nil
	case !strings.HasPrefix(text, tokenPrefix) || strings.Trim(text, letters) != "":
		return nil, badToken("Access token is malformed and cannot be read")
	}
	return nil, badToken("Access token is not valid")
}

// need is the permission that a call needs (seed 003, docs, openapi).
type need uint8

const (
	needNothing    need = iota
	needManagement      // for numbers, codes and the account
	needEither          // to read one number
	needMessaging       // for messages
	needBoth            // for register, deregister and the PIN
	needBusiness        // for what belongs to the portfolio
)

// permit checks that the token has the scopes that the call needs and that it reaches the
// account.
func (s *Sim) permit(c *call) *refusal {
	n := c.route.need
	switch {
	case n == needNothing:
		return nil
	case c.endpoint == api.SetDisplayName: // the call has the path of the PIN, which needs more
		n = needManagement
	}
	if c.token.app {
		return noScope(200, api.ScopeManagement)
	}
	if n == needBusiness {
		return s.permitBusiness()
	}
	if s.sc.Token.Targets == targetsOther {
		if s.sc.Token.Unreachable == 100 {
			return notFound(c.method, c.path[0])
		}
		return noAccess()
	}
	management := slices.Contains(s.sc.Token.Scopes, api.ScopeManagement)
	messaging := slices.Contains(s.sc.Token.Scopes, api.ScopeMessaging)
	switch {
	case n == needEither && !management && !messaging:
		return neitherScope()
	case (n == needManagement || n == needBoth) && !management:
		return noScope(s.sc.Token.MissingScope, api.ScopeManagement)
	case (n == needMessaging || n == needBoth) && !messaging:
		return noScope(s.sc.Token.MissingScope, api.ScopeMessaging)
	}
	return nil
}

// permitBusiness checks that the token has the scope for the pool and that the business is a
// partner (docs).
func (s *Sim) permitBusiness() *refusal {
	if !slices.Contains(s.sc.Token.Scopes, api.ScopeBusiness) {
		return noScope(s.sc.Token.MissingScope, api.ScopeBusiness)
	}
	if s.sc.Rules.NoPartner {
		return notPartner()
	}
	return nil
}

// debugToken inspects a token. If that token is not valid, the answer says so; the call is
// refused only if its own token is not valid (docs).
func (s *Sim) debugToken(c *call) (any, *refusal) {
	if refused := s.mayDebug(c.token); refused != nil {
		return nil, refused
	}
	input, ok := c.params.text("input_token")
	if !ok || input == "" {
		return nil, missing("input_token")
	}
	t, fault := s.authenticate(input, c.at)
	if fault != nil {
		why := object{"code": fault.Code, "message": fault.Title}
		data := object{"is_valid": false, "scopes": []any{}, "error": why}
		if fault.Subcode != 0 { // it expired, so it is known
			why["subcode"] = fault.Subcode
			s.describeToken(data, s.tokens[input])
		}
		return object{"data": data}, nil
	}
	data := object{"is_valid": true}
	if t.app {
		data["app_id"], data["application"], data["type"] = s.sc.App.ID, s.sc.App.Name, "APP"
		return object{"data": data}, nil
	}
	s.describeToken(data, t)
	return object{"data": data}, nil
}

// userID is the id of the system user or the person whose token it is.
func (s *Sim) userID() string { return "122" + s.sc.Account.BusinessID[:12] }

// getMe reads who the token belongs to. Clients check their token with it. An app is nobody
// who could be read.
func (s *Sim) getMe(c *call) (any, *refusal) {
	if c.token.app {
		return nil, noUser()
	}
	return c.read(view{id: s.userID(), kind: "User", defaults: []string{"name"},
		fields: map[string]func(field) (any, *refusal){"name": value(s.sc.Token.User)}})
}

// noUser refuses a call on /me without somebody's token (field).
func noUser() *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 2500, Bare: true,
		Title: "An active access token must be used to query information about the current user."}
}

// describeToken adds what is known of a token, which may have expired.
func (s *Sim) describeToken(data object, t *token) {
	data["app_id"], data["application"], data["type"] = s.sc.App.ID, s.sc.App.Name, s.sc.Token.Kind
	data["user_id"] = s.userID()
	data["issued_at"], data["expires_at"], data["data_access_expires_at"] = t.issued.Unix(), 0, 0
	if !t.expires.IsZero() {
		data["expires_at"] = t.expires.Unix()
	}
	scopes, granular := []any{}, []any{}
	for _, scope := range s.sc.Token.Scopes {
		scopes = append(scopes, string(scope))
		grain := object{"scope": string(scope)}
		switch s.sc.Token.Targets {
		case targetsAccount:
			grain["target_ids"] = []any{string(s.sc.Account.ID)}
			if scope == api.ScopeBusiness {
				grain["target_ids"] = []any{s.sc.Account.BusinessID}
			}
		case targetsOther:
			grain["target_ids"] = []any{otherAccount}
		}
		granular = append(granular, grain)
	}
	data["scopes"], data["granular_scopes"] = scopes, granular
}

// otherAccount is the id of an account that no scenario simulates.
const otherAccount = "990000000000001"

func noToken() *refusal {
	return &refusal{Status: http.StatusUnauthorized, Code: 104, Title: "Access token missing or bad signature"}
}

func badToken(title string) *refusal {
	return &refusal{Status: http.StatusUnauthorized, Code: 190, Bare: true, Title: title}
}

func expiredToken(at, now time.Time) *refusal {
	return &refusal{Status: http.StatusUnauthorized, Code: 190, Subcode: 463, Bare: true,
		Title: "Access token expired on " + at.UTC().Format(time.RFC1123) + "; it is now " + now.UTC().Format(time.RFC1123)}
}

// noScope refuses a token without a permission that the call needs (docs).
func noScope(code int, scope api.Scope) *refusal {
	title := "API Permission"
	if code == 10 {
		title = "Permission Denied"
	}
	return forbidden(code, title, "The token lacks the permission "+string(scope)+".")
}

// neitherScope refuses to read a number with a token without any WhatsApp permission
// (openapi).
func neitherScope() *refusal {
	r := forbidden(200, "Scope missing", "The token carries neither whatsapp_business_management nor whatsapp_business_messaging.")
	r.Subcode = 1349176
	return r
}

// noAccess refuses a token whose system user was not given the account (docs).
func noAccess() *refusal {
	return forbidden(200, "API Permission", "The system user behind the token has no access to this account.")
}

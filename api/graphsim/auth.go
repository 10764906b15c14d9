package graphsim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// token is an access token of the simulated app.
type token struct {
	issued  time.Time
	expires time.Time // zero for never
	used    bool
	app     bool // APP_ID|APP_SECRET
}

// tokenMark begins every access token, as it does Meta's.
const tokenMark = "EAA"

func (s *Sim) issue() string {
	text := tokenMark + draw(s.random, 61, letters)
	t := &token{issued: s.now()}
	if life := s.sc.Token.Life; life != nil {
		t.expires = life.from(t.issued)
	}
	s.tokens[text] = t
	return text
}

// expireTokens ends every token that was used so far. Unused spare ones live
// on, so that an operator has something to go on with.
func (s *Sim) expireTokens(at time.Time) {
	for _, t := range s.tokens {
		if t.used && (t.expires.IsZero() || t.expires.After(at)) {
			t.expires = at
		}
	}
}

// bearer finds the access token: in the header, or as a parameter (seed 001).
func bearer(r *http.Request, p params) string {
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "OAuth") {
		return strings.TrimSpace(text)
	}
	text, _ = p.text("access_token")
	return text
}

// authenticate finds the token behind text or says why it is none.
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
	case !strings.HasPrefix(text, tokenMark) || strings.Trim(text, letters) != "":
		return nil, badToken("Access token is malformed and cannot be read")
	}
	return nil, badToken("Access token is not valid")
}

// need is the permission that a call asks for (seed 003, docs, openapi).
type need uint8

const (
	needNothing    need = iota
	needManagement      // numbers, code calls, account
	needEither          // reading one number
	needMessaging       // messages
	needBoth            // register, deregister, PIN
	needBusiness        // what belongs to the portfolio
)

// permit checks the scopes, and that the token reaches the account.
func (s *Sim) permit(c *call) *refusal {
	n := c.route.need
	switch {
	case n == needNothing:
		return nil
	case c.endpoint == api.SetDisplayName: // shares its path with the PIN, which needs more
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
			return unseen(c.method, c.path[0])
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

// permitBusiness checks what the pool of a business asks for: the scope, and
// that the business is a partner at all (docs).
func (s *Sim) permitBusiness() *refusal {
	if !slices.Contains(s.sc.Token.Scopes, api.ScopeBusiness) {
		return noScope(s.sc.Token.MissingScope, api.ScopeBusiness)
	}
	if s.sc.Rules.NoPartner {
		return notPartner()
	}
	return nil
}

// debugToken inspects a token. A token that is no good is an answer, provided
// that the call itself was authenticated (docs).
func (s *Sim) debugToken(c *call) (any, *refusal) {
	input, ok := c.params.text("input_token")
	if !ok || input == "" {
		return nil, missing("input_token")
	}
	t, fault := s.authenticate(input, c.at)
	if fault != nil {
		data := object{"is_valid": false, "scopes": []any{}, "error": object{"code": fault.Code, "message": fault.Title, "subcode": fault.Subcode}}
		if fault.Subcode == 0 {
			delete(data["error"].(object), "subcode")
		} else {
			s.describe(data, s.tokens[input])
		}
		return object{"data": data}, nil
	}
	data := object{"is_valid": true}
	if t.app {
		data["app_id"], data["application"], data["type"] = s.sc.App.ID, s.sc.App.Name, "APP"
		return object{"data": data}, nil
	}
	s.describe(data, t)
	return object{"data": data}, nil
}

// describe fills in what is known of a token, expired or not.
func (s *Sim) describe(data object, t *token) {
	data["app_id"], data["application"], data["type"] = s.sc.App.ID, s.sc.App.Name, s.sc.Token.Kind
	data["user_id"] = "122" + s.sc.Account.BusinessID[:12]
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
			grain["target_ids"] = []any{fmt.Sprintf("%d", otherAccount)}
		}
		granular = append(granular, grain)
	}
	data["scopes"], data["granular_scopes"] = scopes, granular
}

// otherAccount is an account that no scenario simulates.
const otherAccount = 990000000000001

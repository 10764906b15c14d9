package graphsim

import (
	"fmt"
	"net/http"
	"time"

	"dialtone/api"
)

// object is a JSON object.
type object = map[string]any

// refusal is an error answer of Graph before it is written. Code, subcode and
// title are Meta's; the longer texts are ours.
type refusal struct {
	Status    int
	Kind      string // "" for OAuthException
	Code      int
	Subcode   int
	Title     string
	Bare      bool  // the message comes without its "(#code)" (field)
	Transient *bool // nil when Meta does not send it

	UserTitle   string
	UserMessage string
	Details     string
	Regain      time.Duration // time until the call budget opens again
}

const graphMethodException = "GraphMethodException"

func transience(t bool) *bool { return &t }

// envelope is the complete error object; fields that this error does not have
// are left out (docs, openapi).
func (r *refusal) envelope(trace string) object {
	message := r.Title
	if !r.Bare && r.Code != 0 {
		message = fmt.Sprintf("(#%d) %s", r.Code, r.Title)
	}
	kind := r.Kind
	orElse(&kind, "OAuthException")
	e := object{"message": message, "type": kind, "code": r.Code, "fbtrace_id": trace}
	if r.Subcode != 0 {
		e["error_subcode"] = r.Subcode
	}
	if r.Transient != nil {
		e["is_transient"] = *r.Transient
	}
	if r.UserTitle != "" {
		e["error_user_title"] = r.UserTitle
	}
	if r.UserMessage != "" {
		e["error_user_msg"] = r.UserMessage
	}
	if r.Details != "" {
		e["error_data"] = object{"messaging_product": "whatsapp", "details": r.Details}
	}
	return object{"error": e}
}

func refuse(code int, title, format string, args ...any) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: code, Title: title, Details: fmt.Sprintf(format, args...)}
}

// invalid is code 100 for a parameter (docs).
func invalid(format string, args ...any) *refusal {
	return refuse(100, "Invalid parameter", format, args...)
}

func missing(name string) *refusal {
	return invalid("The parameter %s is required.", name)
}

// unseen is one answer for two facts: the id is wrong, or the token may not see
// it (docs, graph-ref).
func unseen(method, id string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Kind: graphMethodException, Code: 100, Subcode: 33, Bare: true,
		Title: fmt.Sprintf("No %s here: object with ID '%s' does not exist, cannot be loaded due to missing permissions, or lacks this operation", verb(method), id)}
}

func verb(method string) string {
	switch method {
	case http.MethodGet:
		return "get"
	case http.MethodDelete:
		return "delete"
	}
	return "post"
}

// gone is the answer of a number that was deleted to whatever wants to change
// it (docs).
func gone() *refusal {
	return refuse(33, "Parameter value is not valid", "The business phone number has been deleted.")
}

// blocked and locked are the codes for what Meta's policy stops: any call, and
// register (docs).
func blocked() (code int, title string) { return 368, "Temporarily blocked for policy violations" }
func locked() (code int, title string)  { return 131031, "Account locked" }

func banned(code int, title string) *refusal {
	return forbidden(code, title, "The number is banned. Appeal in WhatsApp Manager before trying again.")
}

// accountRejected is an account that Meta's review turned down. That it takes no
// number is ours: the docs name the codes for restricted accounts only.
func accountRejected(code int, title string) *refusal {
	return forbidden(code, title, "The review of the account ended with REJECTED. Appeal in Business Support Home before trying again.")
}

func forbidden(code int, title, details string) *refusal {
	r := refuse(code, title, "%s", details)
	r.Status = http.StatusForbidden
	return r
}

// unknownField names the field that nobody has (openapi; usual Graph behaviour).
func unknownField(name, node string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 100, Title: fmt.Sprintf("Asked for a nonexisting field (%s) of a node of type %s", name, node)}
}

func noToken() *refusal {
	return &refusal{Status: http.StatusUnauthorized, Code: 104, Title: "Access token missing or bad signature"}
}

func badToken(title string) *refusal {
	return &refusal{Status: http.StatusUnauthorized, Code: 190, Bare: true, Title: title}
}

func expiredToken(at, now time.Time) *refusal {
	return &refusal{Status: http.StatusUnauthorized, Code: 190, Subcode: 463, Bare: true,
		Title: fmt.Sprintf("Access token expired on %s; it is now %s", at.UTC().Format(time.RFC1123), now.UTC().Format(time.RFC1123))}
}

// noScope is a token without a permission that the call needs (docs).
func noScope(code int, scope api.Scope) *refusal {
	title := "API Permission"
	if code == 10 {
		title = "Permission Denied"
	}
	r := refuse(code, title, "The token lacks the permission %s.", scope)
	r.Status = http.StatusForbidden
	return r
}

// neitherScope is the answer of a number to a token without any WhatsApp
// permission (openapi).
func neitherScope() *refusal {
	return &refusal{Status: http.StatusForbidden, Code: 200, Subcode: 1349176, Title: "Scope missing",
		Details: "The token carries neither whatsapp_business_management nor whatsapp_business_messaging."}
}

// noAccess is a token whose system user was not given the account (docs).
func noAccess() *refusal {
	r := refuse(200, "API Permission", "The system user behind the token has no access to this account.")
	r.Status = http.StatusForbidden
	return r
}

// capReached is the cap of registered numbers (openapi for the shape, seed 001
// for the rule).
func capReached(limit int) *refusal {
	return &refusal{Status: http.StatusForbidden, Code: 200, Subcode: 1349175, Title: "Limit exceeded",
		UserTitle:   "No more phone numbers",
		UserMessage: fmt.Sprintf("This business may have %d registered phone numbers. Delete one, or verify the business to raise the limit.", limit)}
}

// throttled is the management-call budget (docs).
func throttled(regain time.Duration) *refusal {
	r := refuse(80007, "Account rate limit", "The management calls of this hour are used up.")
	r.Regain = regain
	return r
}

// tooManyRegistrations is the limit of register or deregister requests (seed 003).
func tooManyRegistrations(until time.Time, what api.Endpoint) *refusal {
	return refuse(133016, "Register/deregister rate limit exceeded", "More than %d %s requests in 72 hours for this number. It is refused until %s.",
		registerLimit, what, until.UTC().Format(time.RFC3339))
}

// codeError is a refused code request with its live shape: a bare message, and
// the explanation in the texts for people (field).
func codeError(subcode int, title, message string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 136024, Subcode: subcode, Title: "Request code error", Bare: subcode != 0,
		Transient: transience(false), UserTitle: title, UserMessage: message}
}

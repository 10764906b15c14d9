package graphsim

import (
	"fmt"
	"net/http"
	"time"
)

// object is a JSON object.
type object = map[string]any

// refusal is an error answer of Graph before it is written. Its code, subcode and title
// are Meta's; the longer texts are ours.
type refusal struct {
	Status    int
	Kind      string // "" for OAuthException
	Code      int
	Subcode   int
	Title     string
	Bare      bool  // the message comes without its "(#code)" (field)
	Transient *bool // nil if Meta does not send is_transient

	UserTitle   string
	UserMessage string
	Details     string
	Regain      time.Duration // the time until the call budget is open again
}

const graphMethodException = "GraphMethodException"

// envelope returns the complete error object, without the fields that this error does
// not have (docs, openapi).
func (r *refusal) envelope(trace string) object {
	message := r.Title
	if !r.Bare && r.Code != 0 {
		message = fmt.Sprintf("(#%d) %s", r.Code, r.Title)
	}
	kind := r.Kind
	setDefault(&kind, "OAuthException")
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

// refuse returns an error with details.
func refuse(code int, title, format string, args ...any) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: code, Title: title, Details: fmt.Sprintf(format, args...)}
}

// titleOnly returns an error without details.
func titleOnly(code int, title string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: code, Title: title}
}

// invalid refuses a parameter (docs).
func invalid(format string, args ...any) *refusal {
	return refuse(100, "Invalid parameter", format, args...)
}

func missing(name string) *refusal {
	return invalid("The parameter %s is required.", name)
}

// required refuses a call without a parameter, in the form of the calls that name their
// messaging product.
func required(name string) *refusal {
	return titleOnly(100, fmt.Sprintf("The parameter %s is required.", name))
}

// notFound refuses an id that does not exist and an id that the token may not see. Graph
// does not tell the two apart (docs, graph-ref).
func notFound(method, id string) *refusal {
	const why = "does not exist, cannot be loaded due to missing permissions, or lacks this operation"
	return &refusal{Status: http.StatusBadRequest, Kind: graphMethodException, Code: 100, Subcode: 33, Bare: true,
		Title: fmt.Sprintf("No %s here: object with ID '%s' %s", verb(method), id, why)}
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

// numberDeleted refuses to change a number that was deleted (docs).
func numberDeleted() *refusal {
	return refuse(33, "Parameter value is not valid", "The business phone number has been deleted.")
}

// policyBlock and accountLocked are the errors of calls that Meta's policy forbids:
// register gets accountLocked, all other calls get policyBlock (docs).
func policyBlock() (code int, title string)   { return 368, "Temporarily blocked for policy violations" }
func accountLocked() (code int, title string) { return 131031, "Account locked" }

func banned(code int, title string) *refusal {
	return forbidden(code, title, "The number is banned. Appeal in WhatsApp Manager before trying again.")
}

// accountRejected refuses a call for an account that Meta rejected in its review. That
// such an account cannot take a number is our choice: the docs name the codes for
// restricted accounts only.
func accountRejected(code int, title string) *refusal {
	return forbidden(code, title, "The review of the account ended with REJECTED. Appeal in Business Support Home before trying again.")
}

func forbidden(code int, title, details string) *refusal {
	r := refuse(code, title, "%s", details)
	r.Status = http.StatusForbidden
	return r
}

// unknownField refuses a field that the node does not have (field for the words).
func unknownField(name, node string) *refusal {
	return titleOnly(100, fmt.Sprintf("Tried accessing nonexisting field (%s) on node type (%s)", name, node))
}

// numberInUse refuses a number that is on the platform already (openapi).
func numberInUse(message string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Kind: graphMethodException, Code: 100,
		Title: "The phone number is already registered", UserTitle: "Number in use", UserMessage: message}
}

func notRegistered() *refusal {
	return refuse(133010, "Account not registered", "Register the number first.")
}

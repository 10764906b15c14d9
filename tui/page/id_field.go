package page

import (
	"errors"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// LongestID is how much a field for an id takes: the address of a page with the id in it.
const LongestID = 1000

// ReadID reads an id of a kind that was typed or pasted. Else it gives the sentence why
// it is none, which is isPhone where a phone number stands in its place.
func (e *Env) ReadID(text string, kind api.IDKind, isPhone string) (string, string) {
	if phone.LooksLikeNumber(text) {
		return "", e.Say(isPhone)
	}
	id, err := api.FindID(text, kind)
	var fault *api.IDError
	if errors.As(err, &fault) {
		return "", e.Say("id." + string(fault.Reason))
	}
	return id, ""
}

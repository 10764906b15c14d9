package page

import (
	"errors"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// ReadID reads an id that was typed. Else it gives the sentence why it is none, which
// is isPhone where a phone number stands in its place.
func (e *Env) ReadID(text, isPhone string) (string, string) {
	if phone.LooksLikeNumber(text) {
		return "", e.Say(isPhone)
	}
	id, err := api.ParseID(text)
	var fault *api.IDError
	if errors.As(err, &fault) {
		return "", e.Say("id." + string(fault.Reason))
	}
	return id, ""
}

package api_test

import (
	"net/http"
	"testing"

	"dialtone/api"
)

// TestRegisterSaysAlready: Meta has not published how the answer says that the number
// was registered already, so that its PIN is as it was. A plain yes says neither, nor
// does a word about something else.
func TestRegisterSaysAlready(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]bool{
		`{"success":true}`: false,
		`{"success":true,"message":"Registered. The PIN was set.","trace":7,"extra":null}`:                            false,
		`{"success":true,"message":"The number was not already registered."}`:                                         false,
		`{"success":true,"two_step":{"pin_reset":true}}`:                                                              false,
		`{"success":true,"message":"The phone number is already registered."}`:                                        true,
		`{"success":true,"info":{"details":"Phone number was already registered, two-step PIN has not been reset."}}`: true,
		`{"success":true,"warnings":["PIN unchanged"]}`:                                                               true,
		`{"success":"true","pin_reset":false}`:                                                                        true,
		`{"success":true,"already_registered":true}`:                                                                  true,
		`{"success":true,"already_registered":false}`:                                                                 false,
	} {
		c := client(t, api.Options{Token: api.NewSecret(theToken), Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(200, []byte(said)), nil
		})})
		got, err := c.Register(t.Context(), "106540352242922", api.Registration{PIN: api.NewSecret(thePIN)})
		if err != nil || got.Already != want {
			t.Errorf("%s: %+v, %v", said, got, err)
		}
	}
}

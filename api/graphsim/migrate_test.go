package graphsim_test

import (
	"strings"
	"testing"
)

// One code stands for many reasons why a number cannot move. Only the message tells them
// apart (docs).
func TestWhyANumberDoesNotMove(t *testing.T) {
	t.Parallel()
	for says, text := range map[string]string{
		"add this phone number":       account(inWABA),
		"present and approved":        account(inWABA) + outside + "name_not_approved = true",
		"different Business Manager":  account(inWABA) + outside + "other_business = true",
		"not set up correctly":        account(inWABA) + outside + "source_unready = true",
		"Messaging For":               account(inWABA) + outside + "request_pending = true",
		"does not have a payment acc": account(inWABA+"no_payment = true") + outside,
		"account must be approved":    account("subscribed = true") + outside,
		"Cannot migrate phone number": account(`verification = "verified"`) + outside,
	} {
		e := moveIn(build(t, parse(t, text))).refused(t, 400, 2388103, 0)
		if said, _ := e["message"].(string); !strings.Contains(said, says) {
			t.Errorf("%q does not say %q", said, says)
		}
	}
}

package cli

import (
	"errors"
	"strings"
	"testing"

	"dialtone/api"
)

// TestIDsAndTokensAsPeoplePasteThem into flags and variables. What is refused is named,
// and no secret is in the sentence.
func TestIDsAndTokensAsPeoplePasteThem(t *testing.T) {
	t.Parallel()
	const waba, number, token = "104820560913301", "106540352242922", "EAAJZCkQw7vRtBxLmYpHsDfGnUaWe"
	p := spoken(t, "en")
	f, _, err := p.flowOptions(&options{
		account: "https://business.facebook.com/latest/whatsapp_manager/phone_numbers?business_id=220771904456101&asset_id=" + waba,
		number:  "Phone number ID: " + number, sandbox: true,
	})
	if err != nil || string(f.Account) != waba || string(f.Number) != number {
		t.Errorf("account %q, number %q, %v", f.Account, f.Number, err)
	}
	var usage *usageError
	if _, _, err := p.flowOptions(&options{account: "Phone number ID: " + number}); !errors.As(err, &usage) ||
		!strings.Contains(err.Error(), p.words.Say("id."+string(api.IDIsNumber))) {
		t.Errorf("an id of another kind: %v", err)
	}
	for value, want := range map[string]string{
		"WHATSAPP_TOKEN=" + token: "", `{"access_token":"` + token + `"}`: "", "Authorization: Bearer " + token: "",
		"220771904456101|0a1b2c3d4e5f60718293a4b5c6d7e8f9": "token.app_token", "+16315550142": "token.phone",
	} {
		p.env = map[string]string{"DIALTONE_TOKEN": value}
		f, source, err := p.flowOptions(&options{})
		switch {
		case want == "" && (err != nil || f.Token.Reveal() != token || source != "env"):
			t.Errorf("%s: %v", f.Token.Hint(), err)
		case want != "" && (!errors.As(err, &usage) || !strings.Contains(err.Error(), p.words.Say(want)) || strings.Contains(err.Error(), value)):
			t.Errorf("%s: %v", want, err)
		}
	}
}

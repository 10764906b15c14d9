package cli

import (
	"testing"
)

// TestAListOfWhatIsNoAccount: the accounts that may be meant are the next step, and none is
// listed by itself.
func TestAListOfWhatIsNoAccount(t *testing.T) {
	t.Parallel()
	s := &sandbox{ctx: t.Context()}
	target, err := s.open(t.Context(), "clean-mobile")
	if err != nil {
		t.Fatal(err)
	}
	info := s.running().Info()
	account, number := string(info.WABA), string(info.Numbers[0])
	say := spoken(t, "en").words.Say
	ofNumber, ofToken := say("numbers.meant.number", "Account", account), say("numbers.meant.token", "Accounts", "--account "+account)
	for name, c := range map[string]struct {
		flags []string
		want  string
	}{
		"a number's ID":      {[]string{"--account", number}, ofNumber},
		"a number alone":     {[]string{"--number", number}, ofNumber},
		"a number's label":   {[]string{"--number", "Phone number ID: " + number}, ofNumber},
		"a business ID":      {[]string{"--account", string(info.Business)}, ofToken},
		"nobody's ID":        {[]string{"--account", "990000000000077"}, ofToken},
		"a number of nobody": {[]string{"--number", "990000000000078"}, ofToken},
	} {
		r := execute(t, target.Token.Reveal(), nil, append([]string{"numbers", "--json", "--token-stdin", "--graph-url", target.BaseURL}, c.flags...)...)
		if f := faultIn(t, r); r.code == 0 || f.Next == nil || *f.Next != c.want {
			t.Errorf("%s: ends with %d: %s", name, r.code, r.text)
		}
	}
	r := execute(t, target.Token.Reveal(), nil, "numbers", "--json", "--token-stdin", "--graph-url", target.BaseURL)
	if f := faultIn(t, r); r.code != 2 || f.Message != say("usage.list_account") {
		t.Errorf("without either it ends with %d: %s", r.code, r.text)
	}
}

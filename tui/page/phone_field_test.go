package page

import (
	"testing"

	"dialtone/eligibility/phone"
	"dialtone/tui/words"
)

// An unlisted number passes with its country code only: without, it may be one of any
// other country, and none is offered.
func TestUnlistedNumbersNeedTheirCountryCode(t *testing.T) {
	t.Parallel()
	e := &Env{Words: words.Load("en")}
	for _, c := range []struct {
		text, country string
		refused       bool
		offered       string
	}{
		{"+1 555 078 3881", "US", false, ""},
		{"001 555 078 3881", "DE", false, ""},
		{"555 078 3881", "US", true, ""},
		{"(20) 8765-4321", "BR", true, ""},
		{"(11) 8765-4321", "BR", true, "+55 1187654321"},
		{"+55 11 8765-4321", "BR", false, ""},
		{"91234-5678", "BR", true, ""},
	} {
		n, err := phone.Parse(c.text, c.country)
		fault, offered := e.ReadFault(c.text, err), ""
		if fault != "" {
			offered = Meant(n, err)
		}
		if (fault != "") != c.refused || offered != c.offered {
			t.Errorf("%s in %s: %q, offers %q", c.text, c.country, fault, offered)
		}
	}
}

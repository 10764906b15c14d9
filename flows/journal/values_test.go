package journal

import (
	"strings"
	"testing"
)

func TestDisplayNumbersAreMasked(t *testing.T) {
	t.Parallel()
	for text, fit := range map[string]bool{
		"": true, "••••": true, "•••• 0100": true, "+852 •••• 0100": true, "+41 •• ••• 01 32": true, "+44 … 1234": true,
		"+1 415 555 0132": false, "+85212340100": false, "+852 1••• 0100": false, "+85 2100": true, "+852 0100": false,
		"٠١٢٣٤٥٦": false, "ABC": false, "•\x1b[31m": false, "••••••• 1234567890": false,
	} {
		if got := isDisplay(text); got != fit {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSessionsHoldNothingElse(t *testing.T) {
	t.Parallel()
	j := opened(t, t.TempDir()+"/journal.db", Options{})
	for field, change := range map[string]func(*Session){
		"account":        func(s *Session) { s.Account = "EAAG token" },
		"number":         func(s *Session) { s.Number = "+85212340100" },
		"display number": func(s *Session) { s.Display = "+852 1234 0100" },
		"name":           func(s *Session) { s.Name = "+852 1234 0100" },
		"place":          func(s *Session) { s.Place = "https://user:pw@graph" },
		"goal":           func(s *Session) { s.Goal = "region:123830" },
	} {
		s := about
		change(&s)
		_, err := j.Begin(t.Context(), s)
		if e := as[*InvalidError](t, err); e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	id := begun(t, j)
	for _, state := range []string{"", "493027", "EnterCode493027", "a b", strings.Repeat("x", 41)} {
		as[*InvalidError](t, j.Note(t.Context(), id, state))
		as[*InvalidError](t, j.Finish(t.Context(), id, state))
	}
	for field, change := range map[string]func(*Intent){
		"place":  func(i *Intent) { i.Place = "" },
		"number": func(i *Intent) { i.Number = "" },
		"call":   func(i *Intent) { i.Call = "register 493027" },
		"window": func(i *Intent) { i.Window = 0 },
	} {
		in := register(id)
		change(&in)
		_, err := j.Intend(t.Context(), in)
		if e := as[*InvalidError](t, err); e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	as[*InvalidError](t, j.Settle(t.Context(), 1, "fine"))
}

func TestNamesAreCleaned(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Lucky Shrub": "Lucky Shrub", " a\tb\n": "a b", "\x1b[31mred\x07": "[31mred", "Zoë 商店 🌵": "Zoë 商店 🌵",
		"a\xffb": "ab", "\u202egnirts": "gnirts", "nul\x00": "nul", strings.Repeat("é", 150): strings.Repeat("é", 100),
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

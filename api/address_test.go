package api_test

import (
	"testing"

	"dialtone/api"
)

func TestShortAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://hooks.example.com":                         "hooks.example.com",
		"https://hooks.example.com/":                        "hooks.example.com",
		"https://hooks.example.com/whatsapp":                "hooks.example.com/…",
		"https://user:word@hooks.example.com:8443/in?key=x": "hooks.example.com/…",
		"https://hooks.example.com?key=x":                   "hooks.example.com/…",
		"https://hooks.example.com#x":                       "hooks.example.com/…",
		"no address":                                        "…",
		"":                                                  "…",
	} {
		if got := api.ShortAddress(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

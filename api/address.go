package api

import "net/url"

// ShortAddress is an address of a web server with its host alone, and a sign where there is
// more. Whatever else stands in the address of a webhook may be as good as a password.
func ShortAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "…"
	}
	short := Clean(u.Hostname())
	if short == "" {
		return "…"
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		short += "/…"
	}
	return short
}

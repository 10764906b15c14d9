package credentials

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// The functions of this file take off what a token is wrapped in where people copy it
// from: a header, a line of a settings file, an answer, an address. They take it off
// only where a token is left; any other text stays as it is and is judged as a whole.

// unwrap returns the token that stands in a text, or "" if there is none that is sure to
// be whole; several reports whether there are more than one.
func unwrap(text string) (token string, several bool) {
	if token, ok := named(text); ok {
		return token, false
	}
	if token, ok := inJSON(text); ok {
		return token, false
	}
	rest := text
	const layers = 8 // a quoted header behind an option is three
	for range layers {
		if rest = trim(rest); hasForm(rest) {
			return rest, false
		}
		inner := peel(rest)
		if inner == rest {
			break
		}
		rest = inner
	}
	if token, several = among(text); token != "" || several {
		return token, several
	}
	if plain, err := url.PathUnescape(text); err == nil && plain != text { // of an address
		return among(plain)
	}
	return "", false
}

var (
	plainToken = pattern.Of(`^[0-9A-Za-z_\-]{12,}$`)
	appToken   = pattern.Of(`^[0-9]{8,}\|[0-9A-Za-z_\-]{8,}$`)
)

// hasForm reports whether a text is a token and nothing else.
func hasForm(text string) bool {
	return appToken().MatchString(text) || plainToken().MatchString(text) && mask.HasToken(text)
}

// byName matches a token behind the name that Graph and HTTP give it. What follows must
// be a sign that ends a value: behind a blank the rest of a torn token may stand.
var byName = pattern.Of(`(?i)(?:(?:access|input)_?token\\*["']?\s*(?:=>|[:=])\s*\\*["']?|` +
	`authorization\\*["']?\s*(?:=>|[:=])\s*\\*["']?(?:bearer|oauth)\s+)([0-9A-Za-z_\-|%]+)(?:["'&,;}#\\]|$)`)

// named returns the token that has its name before it, wherever it stands. One of an app
// is there to look at another.
func named(text string) (string, bool) {
	token := ""
	for _, found := range byName().FindAllStringSubmatch(trim(text), -1) {
		value, err := url.QueryUnescape(found[1])
		switch {
		case err != nil, !hasForm(value), foreign().MatchString(value):
			return "", false
		case token == "", appToken().MatchString(token):
			token = value
		case value != token && !appToken().MatchString(value):
			return "", false
		}
	}
	return token, token != ""
}

// inJSON returns the only token among the texts of an answer or a settings file.
func inJSON(text string) (string, bool) {
	var value any
	if json.Unmarshal([]byte(trim(text)), &value) != nil {
		return "", false
	}
	found := map[string]bool{}
	var walk func(any)
	walk = func(value any) {
		switch value := value.(type) {
		case string:
			if scheme, behind, ok := strings.Cut(value, " "); ok && slices.Contains([]string{"bearer", "oauth"}, strings.ToLower(scheme)) {
				value = behind
			}
			if hasForm(value) {
				found[value] = true
			}
		case []any:
			for _, v := range value {
				walk(v)
			}
		case map[string]any:
			for _, v := range value {
				walk(v)
			}
		}
	}
	walk(value)
	for token := range found {
		return token, len(found) == 1
	}
	return "", false
}

// peel takes off the outermost layer: signs around the text, a word of a shell or of
// HTTP before it, or the name that a value is given to.
func peel(text string) string {
	const around = "\"'`“”„‘’«»‹›「」『』()[]{}<>;,\\"
	if inner := strings.Trim(text, around); inner != text {
		return inner
	}
	for _, word := range []string{"bearer", "oauth", "token", "export", "set", "setx", "env", "-h", "--header", "--oauth2-bearer"} {
		if n := len(word); len(text) > n && strings.EqualFold(text[:n], word) && strings.ContainsRune(" \t", rune(text[n])) {
			return text[n:]
		}
	}
	if whole := strings.TrimSuffix(strings.TrimSuffix(text, "."), ":"); whole != text && plainToken().MatchString(whole) { // of a sentence
		return whole
	}
	const longestName = 60
	at := strings.IndexFunc(text, func(r rune) bool { return r == '=' || r == ':' || r == '：' })
	if at <= 0 || at > longestName || mask.HasToken(text[:at]) || !strings.ContainsFunc(text[:at], unicode.IsLetter) {
		return text
	}
	return strings.TrimLeft(text[at:], "=:：>")
}

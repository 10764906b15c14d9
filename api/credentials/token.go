package credentials

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"dialtone/api/mask"
)

// EnvToken is the environment variable that may hold the token.
const EnvToken = "DIALTONE_TOKEN"

// maxToken is far above any token Meta issues, and small enough for reading
// the wrong file by mistake to be noticed at once.
const maxToken = 8 << 10

// Reason is a code for what is wrong with a token; its sentence is elsewhere.
type Reason string

// What can be wrong with a token.
const (
	Empty      Reason = "empty"       // nothing but blanks
	TooLong    Reason = "too_long"    // more than 8 KiB
	LineBreak  Reason = "line_break"  // more than one line
	InnerSpace Reason = "inner_space" // a blank in the middle: two words, or a bad copy
	BadChar    Reason = "bad_char"    // a character that no token has: control, invisible, not ASCII
	PhoneOnly  Reason = "phone"       // a phone number
	IDOnly     Reason = "graph_id"    // the id of an account, a number, an app
	AppToken   Reason = "app_token"   // an app's id and secret, which may only look at other tokens (docs)
)

// TokenError says why a text cannot be a token. It does not hold the text.
type TokenError struct{ Reason Reason }

func (e *TokenError) Error() string { return "not a token: " + string(e.Reason) }

// Clean returns a typed or pasted token as it has to be sent: without blanks
// around it, and without the header, the name, the quotes or the answer that it was
// copied with. The error is a [*TokenError].
func Clean(token string) (string, error) {
	if len(token) > maxToken {
		return "", &TokenError{TooLong}
	}
	token = trim(token)
	if inner, ok := unwrap(token); ok {
		token = inner
	}
	const scheme = "bearer"
	if n := len(scheme); len(token) >= n && strings.EqualFold(token[:n], scheme) {
		if rest := strings.TrimLeft(token[n:], " \t"); rest == "" || len(rest) < len(token)-n {
			token = rest
		}
	}
	if token == "" {
		return "", &TokenError{Empty}
	}
	if reason := otherThan(token); reason != "" {
		return "", &TokenError{reason}
	}
	for _, r := range token {
		switch {
		case strings.ContainsRune("\n\r\v\f\u0085\u2028\u2029", r):
			return "", &TokenError{LineBreak}
		case unicode.IsSpace(r):
			return "", &TokenError{InnerSpace}
		case r <= ' ' || r >= unicode.MaxASCII: // the last of ASCII is a control character
			return "", &TokenError{BadChar}
		}
	}
	return token, nil
}

// otherThan says what stands in the place of a token; "" for nothing that is known. A
// Graph id has 15 to 17 digits (seed 001, seed 002), and a phone number at most 15 with
// its signs.
func otherThan(token string) Reason {
	if appToken.MatchString(token) {
		return AppToken
	}
	const shortestPhone, shortestID = 7, 15
	digits, signs := 0, 0
	for _, r := range token {
		switch _, is := mask.Digit(r); {
		case is:
			digits++
		case mask.Plus(r), mask.Dash(r), r == ' ', r == '\u00a0', r == '(', r == ')', r == '.':
			signs++
		default:
			return ""
		}
	}
	switch {
	case digits < shortestPhone:
		return ""
	case digits >= shortestID && !strings.HasPrefix(token, "+"):
		return IDOnly
	}
	return PhoneOnly
}

// trim takes off blanks, and the byte order mark that some shells write first.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// FromReader reads a token from standard input, to its end, under the rules
// of [Clean].
func FromReader(r io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxToken+1))
	if err != nil {
		return "", fmt.Errorf("read token: %w", err)
	}
	token, err := Clean(string(text))
	if err != nil {
		return "", fmt.Errorf("read token: %w", err)
	}
	return token, nil
}

// FromEnv takes the token from [EnvToken] under the rules of [Clean]. An empty
// variable counts as none, which is how a shell switches one off; ok reports
// whether there was one, also when it is no good.
func FromEnv(lookup func(string) (string, bool)) (token string, ok bool, err error) {
	text, ok := lookup(EnvToken)
	if !ok || text == "" {
		return "", false, nil
	}
	token, err = Clean(text)
	if err != nil {
		return "", true, fmt.Errorf("%s: %w", EnvToken, err)
	}
	return token, true, nil
}

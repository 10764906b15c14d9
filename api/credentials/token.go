package credentials

import (
	"fmt"
	"io"
	"strings"
	"unicode"
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
	AppSecret  Reason = "app_secret"  // an app's secret alone
	CodeOnly   Reason = "code"        // the six digits of a message, or a PIN
	Address    Reason = "address"     // the address of a page, or of a mailbox
	Stand      Reason = "stand_in"    // what an example has in place of a token
	Concealed  Reason = "concealed"   // stars or dots stand for a part of it
	Several    Reason = "several"     // more than one token
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
	if reason := foreignIn(token); reason != "" {
		return "", &TokenError{reason}
	}
	switch inner, several := unwrap(token); {
	case several:
		return "", &TokenError{Several}
	case inner != "" && isTorn(token, inner):
		return "", &TokenError{LineBreak}
	case inner != "":
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
	if reason := otherInside(token); reason != "" {
		return "", &TokenError{reason}
	}
	if reason := strayIn(token); reason != "" {
		return "", &TokenError{reason}
	}
	return token, nil
}

// strayIn says which sign in a text no token has; "" for none.
func strayIn(token string) Reason {
	if strings.ContainsAny(token, "\n\r\v\f\u0085\u2028\u2029") {
		return LineBreak
	}
	if strings.ContainsFunc(token, unicode.IsSpace) {
		return InnerSpace
	}
	isStray := func(r rune) bool { // the last of ASCII is a control character
		return r <= ' ' || r >= unicode.MaxASCII || strings.ContainsRune("\"'`<>{}[]()\\/@*&?$#%!^;,:=+", r)
	}
	if strings.ContainsFunc(token, isStray) {
		return BadChar
	}
	return ""
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

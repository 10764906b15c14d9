package credentials

import (
	"regexp"
	"strings"

	"dialtone/api/mask"
)

// The functions of this file tell what people paste in place of a token. It would be sent
// to Meta in vain, and some of it is a secret of its own.

var (
	appSecret = regexp.MustCompile(`^(?i:[0-9a-f]{32})$`)
	address   = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.\-]*://|^(?:[a-z0-9\-]+\.)+` +
		`(?:com|net|org|io|me|dev)(?:[/:?#]|$)|^[^\s@]+@[^\s@]+\.[^\s@]+$`)
	concealed = regexp.MustCompile(`[•●∙·…]|\*\*|\.\.|^\*+$`)
	// An example names the token, or has a run of one letter that no token has.
	standIn = regexp.MustCompile(`(?i)^(?:<[^<>@/:]*>|\{\{[^{}]*\}\}|\$?\{[a-z_]\w*\}|` +
		`\$(?:env:)?[a-z_]\w*|%[a-z_]\w*%|\[[a-z _\-]+\]|` +
		`(?:(?:your|my|the|a|access|user|system|page|app|api|bearer|meta|facebook|fb|whatsapp|wa|` +
		`business|cloud|graph|long|lived|permanent|temporary|secret|insert|paste|enter|replace|tu|su|mi|seu|sua|dein|ihr|votre|il|tuo)[ _\-]?)*` +
		`token(?:[ _\-]?(?:here|goes|value|string|aqui|hier|ici|qui))*|` +
		`(?:your|my|insert|paste|enter|replace)[ _\-][a-z _\-]+|.*x{6,}.*|(?:eaa\w?)?x+)$`)
	nameOnly = regexp.MustCompile(`^(?:export |set |\$env:)?[A-Za-z_][A-Za-z0-9_]*\s?[=:]["']*$`)
)

// otherThan says what stands in the place of a token; "" for nothing that is known. A
// Graph id has 15 to 17 digits (seed 001, seed 002), and a phone number at most 15 with
// its signs.
func otherThan(token string) Reason {
	switch {
	case appToken.MatchString(token):
		return AppToken
	case appSecret.MatchString(token) && !strings.HasPrefix(token, "EAA") && strings.ContainsAny(token, "abcdefABCDEF"):
		return AppSecret
	case concealed.MatchString(token):
		return Concealed
	case standIn.MatchString(token):
		return Stand
	case address.MatchString(token):
		return Address
	case nameOnly.MatchString(token):
		return Empty
	}
	const shortestCode, shortestPhone, shortestID = 4, 7, 15
	digits := 0
	for _, r := range token {
		switch _, is := mask.Digit(r); {
		case is:
			digits++
		case mask.Plus(r), mask.Dash(r), r == ' ', r == '\u00a0', r == '(', r == ')', r == '.':
		default:
			return ""
		}
	}
	switch {
	case digits < shortestCode:
		return ""
	case digits < shortestPhone:
		return CodeOnly
	case digits >= shortestID && !strings.HasPrefix(token, "+"):
		return IDOnly
	}
	return PhoneOnly
}

// otherInside is otherThan for what stands in a text's wrapping, layer by layer.
func otherInside(text string) Reason {
	const layers = 8
	for range layers {
		if reason := otherThan(text); reason != "" {
			return reason
		}
		inner := trim(peel(text))
		if inner == text || inner == "" {
			break
		}
		text = inner
	}
	return ""
}

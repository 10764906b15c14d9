package credentials

import (
	"strings"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// The functions of this file tell what people paste in place of a token. It would be sent
// to Meta in vain, and some of it is a secret of its own.

var (
	appSecret = pattern.Of(`^(?i:[0-9a-f]{32})$`)
	address   = pattern.Of(`(?i)^[a-z][a-z0-9+.\-]*://|^(?:[a-z0-9\-]+\.)+` +
		`(?:com|net|org|io|me|dev)(?:[/:?#]|$)|^[^\s@]+@[^\s@]+\.[^\s@]+$`)
	concealed = pattern.Of(`[•●∙·…]|\*\*|\.\.|^\*+$`)
	// An example names the token, or has a run of one letter that no token has.
	standIn = pattern.Of(`(?i)^(?:<[^<>@/:]*>|\{\{[^{}]*\}\}|\$?\{[a-z_]\w*\}|` +
		`\$(?:env:)?[a-z_]\w*|%[a-z_]\w*%|\[[a-z _\-]+\]|` +
		`(?:(?:your|my|the|a|access|user|system|page|app|api|bearer|meta|facebook|fb|whatsapp|wa|` +
		`business|cloud|graph|long|lived|permanent|temporary|secret|` +
		`insert|paste|enter|replace|tu|su|mi|seu|sua|dein|ihr|votre|il|tuo)[ _\-]?)*` +
		`token(?:[ _\-]?(?:here|goes|value|string|aqui|hier|ici|qui))*|` +
		`(?:your|my|insert|paste|enter|replace)[ _\-][a-z _\-]+|.*x{6,}.*|(?:eaa\w?)?x+)$`)
	// A program reads the token from a variable.
	fromElsewhere = pattern.Of(`(?i)^(?:null|none|nil|undefined|nan|true|false|void|empty|password|passwort|secret|` +
		`change_?me|todo|tbd|n/a|string|object|\[object object\]|(?:process|import\.meta|deno)\.env\b.*|os\.(?:environ|getenv)\b.*|` +
		`(?:system\.)?getenv\s?\(.*|env\s?[\[(].*|environment\..*|\$_?env\[.*|\$\{\{.*|\$\(.*|secrets?\.\w+|` +
		`[<{\[]*(?:(?:your|my)[_\- ]?)?app[_\- ]?id[>}\]]*\s?[|:]\s?[<{\[]*` +
		`(?:(?:your|my)[_\- ]?)?(?:(?:app|client)[_\- ]?)?secret[>}\]]*)$`)
	appPair = pattern.Of(`^[0-9]{8,}\s*[|:]\s*(?i:[0-9a-f]{32})$`)
	// foreign matches the secrets of other services, by how they say that they begin.
	foreign = pattern.Of(`^(?:eyJ[0-9A-Za-z_\-]{6,}|(?:sk|pk|rk)_(?:live|test)_\w|sk-\w|gh[pousr]_\w|github_pat_|glpat-|` +
		`xox[a-z]-|xapp-|(?:AKIA|ASIA)[0-9A-Z]{12,}$|AIza[0-9A-Za-z_\-]{30,}$|ya29\.|SG\.[\w\-]|(?:AC|SK)[0-9a-f]{32}$|npm_\w{20,}|` +
		`pypi-|hf_\w{20,}|dop_v1_|shp[a-z]{2}_|whsec_|sbp_|dckr_pat_|lin_api_|vercel_|IGQ\w)`)
	loginCode = pattern.Of(`(?i)(?:^|[?&#\s"'=])code=[\w\-%.]`)
	ofLogin   = pattern.Of(`^AQ[A-D][0-9A-Za-z_\-]{20,}$`)
	basic     = pattern.Of(`(?i:(?:^["']?|[:=]\s*["']?)basic)\s+[0-9A-Za-z+/=_\-]{8,}["']?$`)
	nameOnly  = pattern.Of(`^(?:export |set |\$env:)?[A-Za-z_][A-Za-z0-9_]*\s?[=:]["']*$`)
)

// otherThan says what stands in the place of a token; "" for nothing that is known. A
// Graph id has 15 to 17 digits (seed 001, seed 002), and a phone number at most 15 with
// its signs.
func otherThan(token string) Reason {
	switch {
	case appToken().MatchString(token), appPair().MatchString(token):
		return AppToken
	case fromElsewhere().MatchString(token):
		return Stand
	case foreign().MatchString(token):
		return AppSecret
	case ofLogin().MatchString(token):
		return CodeOnly
	case appSecret().MatchString(token) && !strings.HasPrefix(token, "EAA") && strings.ContainsAny(token, "abcdefABCDEF"):
		return AppSecret
	case concealed().MatchString(token):
		return Concealed
	case standIn().MatchString(token):
		return Stand
	case address().MatchString(token):
		return Address
	case nameOnly().MatchString(token):
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

// foreignIn says what a text is that a token must not be looked for in: the address that
// a login leads back to, with its code, or the name and password of somebody.
func foreignIn(text string) Reason {
	_, hasToken := named(text)
	switch {
	case hasToken:
	case loginCode().MatchString(text) && !strings.Contains(text, metas):
		return Address
	case basic().MatchString(text):
		return AppSecret
	}
	return ""
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

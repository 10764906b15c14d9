package cli

import (
	"io"
	"strings"

	"dialtone/api/credentials"
	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// guard writes what Dialtone says of a command line, which may quote it. Where a
// token stands in the wrong place of one, it cuts the token out. The sentences of
// the command library go through it as well.
type guard struct {
	out   io.Writer
	known *mask.Secrets
}

// Write implements [io.Writer].
func (g guard) Write(b []byte) (int, error) {
	_, err := io.WriteString(g.out, mask.Tokens(g.known.Cut(string(b))))
	return len(b), err
}

// hide cuts out what the guard cuts out. A text for JSON is cut before it is encoded,
// since a word of the encoding may be a secret as well.
func (p *program) hide(text string) string { return mask.Tokens(p.known.Cut(text)) }

// masked is standard output for what repeats something that was typed.
func (p *program) masked() io.Writer { return guard{p.out, p.known} }

// secretsOf finds the secrets that a command line and its environment hold for sure:
// the values of the variables for the token and the app secret, and the value of any flag that sounds secret.
func secretsOf(args []string, env map[string]string) *mask.Secrets {
	known := &mask.Secrets{}
	if token, err := credentials.Clean(env[credentials.EnvToken]); err == nil {
		known.Remember(token)
	}
	if secret, err := credentials.CleanAppSecret(env[credentials.EnvAppSecret]); err == nil {
		known.Remember(secret)
	}
	for i, a := range args {
		flag, value, given := strings.Cut(a, "=")
		if !strings.HasPrefix(flag, "-") || !isSecretFlag(flag) {
			continue
		}
		if !given && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") {
			value = args[i+1]
		}
		known.Remember(value)
	}
	return known
}

// isSecretFlag reports whether a flag sounds as if its value were secret. Dialtone
// has no such flag: every user of the machine can read a command line.
func isSecretFlag(flag string) bool {
	if strings.EqualFold(strings.TrimLeft(flag, "-"), "token-stdin") {
		return false
	}
	return secretFlag().MatchString(flag)
}

// secretFlag matches words for secrets in a flag's name. PIN and pass are parts of
// many others, such as mapping and compass, so they count as words of their own.
var secretFlag = pattern.Of(strings.Join([]string{
	`(?i:token|passw|passphrase|passcode|pincode|secret|bearer)`,
	`(?i:(?:^|[^a-z])(?:pin|pass)(?:[^a-z]|$))`,
	`[a-z](?:Pin|PIN|Pass)(?:[^a-z]|$)`,
	`(?:^|[^A-Za-z])(?:pin|pass)[A-Z]`,
}, "|"))

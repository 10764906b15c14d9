package cli

import (
	"io"
	"os"
	"regexp"
	"strings"

	"dialtone/api/credentials"
	"dialtone/api/mask"
)

// guard writes what Dialtone says of a command line, which may quote it. A token
// in the wrong place of one is not repeated: all sentences go through here, those
// of the command library too.
type guard struct {
	out   io.Writer
	known *mask.Secrets
}

// Write implements [io.Writer].
func (g guard) Write(b []byte) (int, error) {
	_, err := io.WriteString(g.out, mask.Tokens(g.known.Cut(string(b))))
	return len(b), err
}

// guardedFile is a guard that the command library can still ask whether it is a
// terminal.
type guardedFile struct {
	*os.File
	known *mask.Secrets
}

// Write implements [io.Writer].
func (g guardedFile) Write(b []byte) (int, error) { return guard{g.File, g.known}.Write(b) }

// told is standard output for what repeats something that was typed.
func (p *program) told() io.Writer { return guard{p.stdout, p.known} }

// secretsOf are the secrets that a command line and its environment hold for sure:
// the token's variable, and whatever was given to a flag as if it took one.
func secretsOf(args []string, env map[string]string) *mask.Secrets {
	known := &mask.Secrets{}
	if token, err := credentials.Clean(env[credentials.EnvToken]); err == nil {
		known.Remember(token)
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

// isSecretFlag reports whether a flag sounds as if a secret came behind it. There
// is none: a secret on a command line can be read by every user of the machine.
func isSecretFlag(flag string) bool {
	if strings.EqualFold(strings.TrimLeft(flag, "-"), "token-stdin") {
		return false
	}
	return secretFlag.MatchString(flag)
}

// secretFlag matches words for secrets in a flag's name. PIN and pass are parts of
// many others, such as mapping and compass, so they count as words of their own.
var secretFlag = regexp.MustCompile(`(?i:token|passw|passphrase|passcode|pincode|secret|bearer)|(?i:(?:^|[^a-z])(?:pin|pass)(?:[^a-z]|$))|[a-z](?:Pin|PIN|Pass)(?:[^a-z]|$)|(?:^|[^A-Za-z])(?:pin|pass)[A-Z]`)

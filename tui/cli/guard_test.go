package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dialtone/api/mask"
)

// ran is what a command line said.
type ran struct {
	code int
	text string // on both outputs
	home string
}

// execute runs a command line without a terminal, in a home of its own.
func execute(t *testing.T, stdin string, env []string, args ...string) ran {
	t.Helper()
	r := ran{home: t.TempDir()}
	in, give, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	take, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(give, stdin)
	_ = give.Close()
	said := make(chan []byte)
	go func() {
		all, _ := io.ReadAll(take)
		said <- all
	}()
	var stderr bytes.Buffer
	env = append([]string{
		"HOME=" + r.home, "XDG_STATE_HOME=" + r.home, "TERM=xterm", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent", "NO_COLOR=1",
	}, env...)
	r.code = Main(args, env, in, out, &stderr)
	_ = out.Close()
	r.text = stderr.String() + string(<-said)
	_, _ = in.Close(), take.Close()
	return r
}

// free fails when a secret is in what was said, or in the name of a file.
func (r ran) free(t *testing.T, args []string, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(strings.ToLower(r.text), strings.ToLower(s)) {
			t.Errorf("%q says %s", args, r.text)
		}
	}
	_ = filepath.WalkDir(r.home, func(path string, d os.DirEntry, _ error) error {
		text := path
		if d != nil && d.Type().IsRegular() {
			held, _ := os.ReadFile(path)
			text += string(held)
		}
		for _, s := range secrets {
			if strings.Contains(strings.TrimPrefix(text, r.home), s) {
				t.Errorf("%q: %s holds a secret", args, path)
			}
		}
		return nil
	})
}

const canary = "EAABc4nary0ZBtokenThatNobodyMaySee123"

// misplaced are command lines with a token, written @, in every place where it does
// not belong. A pair of quotes is an empty argument.
func misplaced() []string {
	lines := []string{
		"@", "--@", "-@", "-x@", "--token @", "--token=@", "--lang @", "--lang=@", "help @", "completion @", "__complete @ ''",
		"history forget @", "resume @", "sandbox @", "sandbox --addr @", "sandbox --scenario @", "flows @", "check --region @", "check @", "check --json @",
		"recipient @", "recipient --business-country @ +16315551234", "numbers --json --mode @", "numbers --json --sort @", "numbers @",
	}
	for _, flag := range strings.Fields("account scenario graph-url graph-version timeout journal no-color sandbox token-stdin debug") {
		lines = append(lines, "doctor --"+flag+"=@", "doctor --"+flag+" @", "--"+flag+"=@")
	}
	for _, flag := range strings.Fields("number method code-language region business journal") {
		lines = append(lines, "numbers --json --"+flag+"=@", "preverified --"+flag+" @", "--"+flag+" @")
	}
	return lines
}

// A token that stands in the wrong place of a command line is told by nobody: not
// by us, and not by the library that reads the flags.
func TestNoSentenceRepeatsAToken(t *testing.T) {
	for i, form := range []string{canary, strings.ToLower(canary), "a=" + canary, `"` + canary + "\n", "1234567890123456|" + canary[4:]} {
		for j, line := range misplaced() {
			if i > 0 && j%5 != 0 { // every place with the token as it is, every fifth with it in another form
				continue
			}
			args := strings.Fields(line)
			for k := range args {
				args[k] = strings.ReplaceAll(strings.Trim(args[k], "'"), "@", form)
			}
			r := execute(t, "", nil, args...)
			r.free(t, args, canary, canary[:12], canary[4:16])
		}
	}
}

// A whole phone number is told by those alone who were asked about it.
func TestNoSentenceRepeatsANumber(t *testing.T) {
	for i, form := range []string{"+85291234567", "x/+852-9123-4567", "(852)91234567"} {
		for j, line := range misplaced() {
			asked := strings.HasPrefix(line, "check ") || strings.HasPrefix(line, "recipient @")
			if asked || strings.Contains(line, "--debug") || i > 0 && j%3 != 0 {
				continue
			}
			t.Run(strings.ReplaceAll(line, "@", form), func(t *testing.T) {
				t.Parallel() // what is not there is asked for more than once
				args := strings.Fields(line)
				for k := range args {
					args[k] = strings.ReplaceAll(strings.Trim(args[k], "'"), "@", form)
				}
				execute(t, "", []string{"DIALTONE_GRAPH_URL=http://127.0.0.1:1"}, args...).free(t, args, "91234567", "9123-4567")
			})
		}
	}
	for _, line := range []string{
		"resume 246810", "history forget 246810 --json", "doctor --graph-version 246810", "sandbox --addr 246810", // it may be a PIN or a code
		"doctor --debug /nowhere/+246810246810", "history --journal /nowhere/+246810246810",
	} {
		args := strings.Fields(line)
		execute(t, "", nil, args...).free(t, args, "246810")
	}
}

// The log that may explain a failure is named without the number in its name.
func TestTheLogsNameIsMasked(t *testing.T) {
	t.Chdir(t.TempDir())
	r := execute(t, "", []string{"DIALTONE_GRAPH_URL=http://127.0.0.1:1", "DIALTONE_TIMEOUT=1ms"}, "doctor", "--debug", "+85291234567.log")
	r.free(t, []string{"doctor"}, "91234567")
	if !strings.Contains(r.text, "•••• 4567.log") {
		t.Error(r.text)
	}
}

// A token without Meta's form is known by where it came from.
func TestNoSentenceRepeatsTheRunsToken(t *testing.T) {
	const plain = "some-quiet-token"
	for _, args := range [][]string{
		{plain}, {"--" + plain}, {"--lang", plain}, {"doctor", "--scenario", plain}, {"history", "forget", plain},
		{"--token=" + plain}, {"--token", plain}, {"--access-token", plain, plain}, {plain, "--password=" + plain},
	} {
		execute(t, "", []string{"DIALTONE_TOKEN=" + plain}, args...).free(t, args, plain)
	}
	for _, args := range [][]string{{"--token=" + plain}, {"--token", plain}, {plain, "--password=" + plain}} {
		execute(t, "", nil, args...).free(t, args, plain)
	}
}

// A flag is told by its words, so that no other value is hidden.
func TestFlagsThatSoundSecret(t *testing.T) {
	t.Parallel()
	for _, flag := range strings.Fields(`--pin -pin --PIN --new-pin --pin_code --pin2 --newPin --pinCode --pincode --token --access-token
		--accessToken --password --pass --db-pass --passwd --passphrase --app-secret --bearer`) {
		if !isSecretFlag(flag) {
			t.Errorf("%s does not sound secret", flag)
		}
	}
	for _, flag := range strings.Fields("--mapping --ping --shipping --pinned --spin --opinion --compass --bypass --token-stdin --lang") {
		if isSecretFlag(flag) {
			t.Errorf("%s sounds secret", flag)
		}
	}
	const plain = "doctor-of-numbers"
	r := execute(t, "", nil, "--mapping", plain, "--lang", plain)
	if !strings.Contains(r.text, plain) || strings.Contains(r.text, mask.Dots) {
		t.Errorf("it says %s", r.text)
	}
}

func TestNoSentenceRepeatsATokenOfTheEnvironment(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	for _, name := range append(variables(), "token") {
		for _, args := range [][]string{{"doctor"}, {"check", "+16315551234"}} {
			t.Run(args[0]+" "+name, func(t *testing.T) {
				t.Parallel() // what is not there is asked for more than once
				env := []string{variable(name) + "=" + canary, variable("timeout") + "=1ms", variable("graph-url") + "=http://127.0.0.1:1"}
				r := execute(t, "", env, args...)
				r.free(t, append(args, name), canary, canary[:12])
			})
		}
	}
}

// What belongs to no Graph address is refused, and not repeated.
func TestGraphAddressesWithSecrets(t *testing.T) {
	for _, address := range []string{
		"https://user:s3cret@graph.facebook.com", "https://s3cret@graph.facebook.com", "https://graph.facebook.com/?access_token=s3cret",
		"https://graph.facebook.com/#s3cret", "https://user:s3cret@graph facebook.com", "https://user:s3cret%zz@graph.facebook.com",
		"http://user:s3cret@graph.facebook.com", "user:s3cret@graph.facebook.com", "https:user:s3cret@graph.facebook.com",
	} {
		for _, args := range [][]string{{"doctor", "--graph-url", address}, {"resume", "--graph-url=" + address}} {
			r := execute(t, "", nil, args...)
			r.free(t, args, "s3cret")
			if r.code != exitUsage || !strings.Contains(r.text, "https://graph.facebook.com") {
				t.Errorf("%q ends with %d: %s", args, r.code, r.text)
			}
		}
		env := []string{"DIALTONE_GRAPH_URL=" + address}
		r := execute(t, "", env, "doctor")
		r.free(t, env, "s3cret")
	}
}

// A server that is not written as a URL becomes no file, and nobody repeats its
// password.
func TestJournalAddressesWithSecrets(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	for _, address := range []string{
		"host=db user=u password=s3cret", "password=s3cret", "host=db\npassword=s3cret", "sqlite://host=db password=s3cret",
		"file:host=db%20password=s3cret", "Host=db;Password=s3cret", "postgres:u:s3cret@db/d", "u:s3cret@db/d",
		"PGPASSWORD=s3cret postgres://u@db/d", "EAABs3cret0123456",
	} {
		for _, args := range [][]string{
			{"doctor", "--journal=" + address}, {"history", "forget", "x", "--journal", address}, {"--journal", address},
		} {
			r := execute(t, "", nil, args...)
			r.free(t, args, "s3cret")
			if r.code != exitUsage || !strings.Contains(r.text, "postgres://user@host/database") && args[0] != "--journal" {
				t.Errorf("%q ends with %d: %s", args, r.code, r.text)
			}
		}
		r := execute(t, "", []string{"DIALTONE_JOURNAL=" + address}, "history")
		r.free(t, []string{"DIALTONE_JOURNAL"}, "s3cret")
		if r.code != exitUsage {
			t.Errorf("%q ends with %d: %s", address, r.code, r.text)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("there is %v, %v", left, err)
	}
}

// The password of a URL is where it belongs, and still nobody's to see.
func TestJournalURLsWithSecrets(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	for _, address := range []string{
		"postgres://u:s3cret@127.0.0.1:1/d?connect_timeout=1", "postgres://127.0.0.1:1/d?user=u&password=s3cret",
		"postgres://u:s3cret@127.0.0.1:1/d?sslmode=s3cret", "postgres://u:s3cret@127.0.0.1:x/d",
	} {
		for _, args := range [][]string{{"history", "--journal", address}, {"doctor", "--journal", address}} {
			t.Run(args[0]+" "+address, func(t *testing.T) {
				t.Parallel()
				execute(t, "", []string{"DIALTONE_TIMEOUT=1ms", "DIALTONE_GRAPH_URL=http://127.0.0.1:1"}, args...).free(t, args, "s3cret")
			})
		}
	}
}

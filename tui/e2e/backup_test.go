//go:build unix

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/eligibility"
)

// A number of the On-Premises API, with its backup and without.

// handedOver finds what the customer says on the simulated phone.
var handedOver = regexp.MustCompile(`Backup: *(\S.*?) *Password: *(\S.*?)$`)

// backup reads the backup and its password off the simulated phone: the lines that
// follow its title, put together as a person does.
func (w *tale) backup() (data, password string) {
	w.t.Helper()
	w.until("see the backup on the phone", func(s string) bool {
		var said strings.Builder
		at, lines := -1, strings.Split(s, "\n")
		for _, line := range lines {
			cells := []rune(line)
			switch {
			case at < 0:
				if before, _, found := strings.Cut(line, "│ ✉"); found { // the notice on its screen
					at = len([]rune(before))
				}
			case len(cells) <= at+2 || cells[at] != '│':
				m := handedOver.FindStringSubmatch(said.String())
				if m != nil {
					data, password = strings.ReplaceAll(m[1], " ", ""), strings.ReplaceAll(m[2], " ", "")
				}
				return m != nil
			default:
				inside, _, _ := strings.Cut(string(cells[at+2:]), "│")
				said.WriteString(" " + strings.TrimRight(inside, " "))
			}
		}
		return false
	})
	return data, password
}

// onPremises is a tale in which the customer was asked for the backup.
func onPremises(t *testing.T) *tale {
	t.Helper()
	w := tell(t, "on-premises", wide())
	w.Press("enter")
	w.tick(eligibility.RemedyOnPremise, "ask")
	w.ticked(eligibility.RemedyOnPremise, "ask")
	w.see("remedy.backup.have") // no answer is proposed
	w.Press("down")
	w.lights(say(t, "remedy.backup.have"))
	return w
}

// TestABackupGoesAlong hands it over and holds that nothing lets it out again: it is
// hidden as it is typed, and gone with the phone that showed it.
func TestABackupGoesAlong(t *testing.T) {
	t.Parallel()
	w := onPremises(t)
	data, password := w.backup()
	if len(data) < 20 || len(password) < 8 {
		t.Fatalf("the phone says %q and %q:\n%s", data, password, w.Screen())
	}
	secrets := []string{data[:12], data[len(data)-12:], password}
	onlyOnThePhone := func() {
		t.Helper()
		for _, secret := range secrets {
			if strings.Count(w.Screen(), secret) > 1 {
				t.Errorf("%s is shown:\n%s", secret, w.Screen())
			}
		}
	}
	w.Press("enter")
	w.see("remedy.backup.data")
	w.Press("enter")
	w.see("remedy.backup.empty")
	w.Paste(data[:20] + "\n" + data[20:]) // as it is copied from two lines
	w.read("▏" + strings.Repeat("•", len(data)))
	onlyOnThePhone()
	w.Press("enter")
	w.Type(password)
	w.until("see the password hidden", func(s string) bool {
		return regexp.MustCompile(`▏•{` + itoa(len(password)) + `}( |\n)`).MatchString(s)
	})
	onlyOnThePhone()
	w.Press("enter")
	w.see("state.ChoosePIN.title")
	w.until("see a frame that stands", whole)
	must(t, w.Settle(fingerUp))
	mark := len(w.Bytes())
	w.newPIN(goodPIN)
	w.keepRegion()
	w.see("review.backup")
	w.inspect()
	w.finishes(want{api.Register: 1})
	if !w.last.Official {
		t.Errorf("the badge is lost: %+v", w.last)
	}
	w.nowhere(mark, secrets)
}

// nowhere looks for secrets in what was written to the terminal after a mark, in
// what stands there in the end, and in every file.
func (w *tale) nowhere(mark int, secrets []string) {
	w.t.Helper()
	left := map[string]string{"the bytes": string(w.Bytes()[mark:]), "the transcript": w.Transcript()}
	must(w.t, filepath.WalkDir(w.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		left[path] = string(text)
		return err
	}))
	for where, text := range left {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				w.t.Errorf("%s is in %s", secret, where)
			}
		}
	}
}

// TestTheBackupIsAskedForAgain comes back before a PIN is chosen.
func TestTheBackupIsAskedForAgain(t *testing.T) {
	t.Parallel()
	w := onPremises(t)
	w.picks("2")
	w.see("state.ChoosePIN.title")
	w.Press("esc")
	w.see("state.PickNumber.title")
	w.Press("enter")
	w.ticked(eligibility.RemedyOnPremise, "backup")
	w.lights(say(t, "remedy.backup.none"))
	w.Press("up", "enter")
	w.see("remedy.backup.data")
	w.Press("esc")
	w.lights(say(t, "remedy.backup.have"))
	w.wantReached(nil)
	w.leave(3)
}

// TestWithoutABackup goes on without, which costs the badge: the number is verified.
func TestWithoutABackup(t *testing.T) {
	t.Parallel()
	w := onPremises(t)
	w.Press("down")
	w.lights(say(t, "remedy.backup.none"))
	w.Press("enter")
	needs := straight()
	delete(needs, api.RequestCode)
	delete(needs, api.VerifyCode)
	w.toEnd(needs)
	if w.last.Official {
		t.Errorf("the badge came along: %+v", w.last)
	}
}

//go:build unix

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dialtone/eligibility/phone"
)

// watch looks out for secrets in everything that a wizard lets go of.
type watch struct {
	t      *testing.T
	w      *wizard
	texts  []string // tokens: any long piece of one is a leak
	digits []string // codes, PINs, and phone numbers without their calling code
	seen   map[string]bool
	stop   chan struct{}
	done   chan struct{}
}

// watchFor begins to look at every screen that the wizard shows. The codes and
// PINs have to be known before they are used.
func watchFor(w *wizard, tokens []string, sixes []string, phones ...string) *watch {
	w.t.Helper()
	x := &watch{t: w.t, w: w, texts: tokens, digits: sixes, seen: map[string]bool{}, stop: make(chan struct{}), done: make(chan struct{})}
	for _, number := range phones {
		n, err := phone.Parse(number, "")
		must(w.t, err)
		x.digits = append(x.digits, n.National) // every way to write the number has these digits in a row
	}
	go func() {
		defer close(x.done)
		for last := ""; ; {
			if s := w.Screen(); s != last {
				last = s
				x.look("the screen", s)
			}
			select {
			case <-x.stop:
				return
			case <-time.After(poll):
			}
		}
	}()
	return x
}

// gaps are what stands between the digits of a number, a code in boxes, or a
// PIN, whatever way it is written.
var gaps = regexp.MustCompile(`([0-9])[\s().,/│┃|-]*`)

// look reports every secret in a text, once per place.
func (x *watch) look(where, text string) {
	for _, secret := range x.find(text) {
		if !x.seen[where+secret] {
			x.seen[where+secret] = true
			x.t.Errorf("%s is in %s; screen:\n%s", secret, where, x.w.Screen())
		}
	}
}

// find lists the secrets in a text.
func (x *watch) find(text string) []string {
	var found []string
	squeezed := gaps.ReplaceAllString(text, "$1")
	for _, row := range x.digits {
		if strings.Contains(squeezed, row) {
			found = append(found, row)
		}
	}
	const piece = 12
	for _, token := range x.texts {
		for at := 0; at+piece <= len(token); at++ {
			if strings.Contains(text, token[at:at+piece]) {
				found = append(found, token)
				break
			}
		}
	}
	return found
}

// close looks at what is left when the program has ended: every byte that it
// wrote, what stands in the terminal, and every file.
func (x *watch) close() {
	x.t.Helper()
	close(x.stop)
	<-x.done
	raw := string(x.w.Bytes())
	x.look("the bytes", raw)
	x.look("the text of the bytes", ansi.Strip(raw))
	x.look("the transcript", x.w.Transcript())
	must(x.t, filepath.WalkDir(x.w.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		x.look(path, string(text))
		x.look("a file's name", path)
		return err
	}))
}

// cmdline looks at what other users of the machine see of the program.
func (x *watch) cmdline() {
	x.t.Helper()
	line, err := x.w.Cmdline()
	must(x.t, err)
	x.look("the command line", line)
}

// inspect opens the call inspector and goes through the calls back to the
// first one.
func (w *wizard) inspect() {
	w.t.Helper()
	w.Press("ctrl+t")
	w.see("calls.title")
	for range 12 {
		w.Press("up")
		must(w.t, w.Settle(10*time.Millisecond))
	}
	must(w.t, w.Settle(fingerUp)) // or the next key may be taken for one of a burst
	w.Press("ctrl+t")
	w.gone("calls.title")
}

// TestTheWatchSeesLeaks is the proof that silence means something.
func TestTheWatchSeesLeaks(t *testing.T) {
	t.Parallel()
	x := &watch{texts: []string{"EAAtoken0123456789abcdef"}, digits: []string{"730194", "15112340100"}}
	for _, text := range []string{
		"│ 7 ││ 3 ││ 0 │  │ 1 ││ 9 ││ 4 │", "730-194", `{"pin":"730194"}`, "+49 1511 2340100", "0151/12340100", "(01511) 234-0100",
		"…token0123456789a…",
	} {
		if len(x.find(text)) != 1 {
			t.Errorf("nothing found in %q", text)
		}
	}
	for _, text := range []string{"•••• ••••", "+49 •••• ••• 0100", "EAA••••cdef", "106540352242924"} {
		if found := x.find(text); len(found) > 0 {
			t.Errorf("found %v in %q", found, text)
		}
	}
}

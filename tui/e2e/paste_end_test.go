//go:build unix

package e2e

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

const pastedToken = "EAAGpastedAndNeverEnded0123456789"

// TestCtrlCIsHeardInWhateverWasBegun leaves the terminal in the middle of things.
func TestCtrlCIsHeardInWhateverWasBegun(t *testing.T) {
	t.Parallel()
	for name, begun := range map[string]string{
		"a paste": ansi.BracketedPasteStart + pastedToken, "a paste without text": ansi.BracketedPasteStart,
		"a sequence in a paste": ansi.BracketedPasteStart + pastedToken + "\x1b[1;", "a clipboard in a paste": ansi.BracketedPasteStart + "\x1b]52;c;aGFs",
		"a title": "\x1b]0;title", "a device string": "\x1bP1$r", "an escape": "\x1b", "a sequence": "\x1b[1;",
	} {
		for how, press := range map[string]string{"": "\x03", " with a keyboard that is told apart": "\x1b[99;5u"} {
			t.Run(name+how, func(t *testing.T) {
				t.Parallel()
				w := launch(t, wide())
				w.see("state.Connect.title")
				w.endsAtOnce(130, func() {
					w.Raw([]byte(begun))
					w.Raw([]byte(press))
				})
				if strings.Contains(string(w.Bytes()), pastedToken) {
					t.Error("what was pasted was shown")
				}
			})
		}
	}
}

// TestAPasteThatNeverEndsEndsByItself: what came is in the field, and the keys that
// follow are keys again.
func TestAPasteThatNeverEndsEndsByItself(t *testing.T) {
	t.Parallel()
	w := launch(t, wide())
	w.see("state.Connect.title")
	w.choose("connect.own.label")
	w.see("connect.token.lead")
	w.Raw([]byte(ansi.BracketedPasteStart + pastedToken))
	w.see("connect.token.length", "Count", len(pastedToken))
	w.Press("f1")
	w.see("help.title")
	if strings.Contains(string(w.Bytes()), pastedToken) {
		t.Error("what was pasted was shown")
	}
	w.Press("f1", "ctrl+c")
	w.ends(130)
}

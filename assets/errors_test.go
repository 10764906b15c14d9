package assets_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/assets"
)

// elsewhere are the calls of the error table that the client does not make.
func elsewhere() []string {
	return []string{"webhook", "certificate", "smb_app_data"}
}

var sourced = regexp.MustCompile(`^(docs|openapi|field|graph-ref|advice|seed \d{3})(, (docs|openapi|field|graph-ref|advice|seed \d{3}))*$`)

func TestErrorRowsAreWellFormed(t *testing.T) {
	t.Parallel()
	calls := append(elsewhere(), assets.EveryCall)
	for _, call := range api.Endpoints() {
		calls = append(calls, string(call))
	}
	seen := map[string]bool{}
	for _, r := range assets.Errors() {
		name := strings.TrimSpace(strconv.Itoa(r.Code) + "/" + strconv.Itoa(r.Sub) + " " + r.Variant)
		key := fmt.Sprint(name, r.On, r.When, r.Text, r.Says, r.Unless)
		if seen[key] {
			t.Errorf("%s is there twice", name)
		}
		seen[key] = true
		if r.Code < 0 || r.Sub < 0 || r.Upto != 0 && r.Upto <= r.Code || r.Upto != 0 && r.Sub != 0 {
			t.Errorf("%s: no such numbers", name)
		}
		if len(r.On) == 0 || slices.Contains(r.On, assets.EveryCall) && (len(r.On) > 1 || r.Strays) {
			t.Errorf("%s: the calls say nothing, or the same twice: %v", name, r.On)
		}
		for _, on := range r.On {
			if !slices.Contains(calls, on) {
				t.Errorf("%s: there is no call %q", name, on)
			}
		}
		for _, text := range r.Text {
			if text == "" || text != strings.ToLower(text) || text != strings.TrimSpace(text) {
				t.Errorf("%s: %q is never found", name, text)
			}
		}
		if r.Advice == "" || !slices.Contains(assets.Retries(), r.Retry) || !sourced.MatchString(r.From) {
			t.Errorf("%s: advice %q, retry %q, from %q", name, r.Advice, r.Retry, r.From)
		}
		if w := r.Wait.Duration; r.Fixed && w == 0 || w < 0 || w%time.Second != 0 || w > 72*time.Hour {
			t.Errorf("%s: a wait of %s", name, r.Wait)
		}
		if (r.When != "" || len(r.Text)+len(r.Says) > 0) && r.Variant == "" {
			t.Errorf("%s: one of several meanings has no name", name)
		}
	}
}

// TestEveryRowIsReached finds a row that stands behind one that takes all its
// answers.
func TestEveryRowIsReached(t *testing.T) {
	t.Parallel()
	rows := assets.Errors()
	for i, late := range rows {
		for _, early := range rows[:i] {
			codes := (early.Code == late.Code || early.Also != 0 && early.Also == late.Code) && (early.Sub == 0 || early.Sub == late.Sub) || early.Upto > 0 && early.Code <= late.Code && max(late.Code, late.Upto) <= early.Upto
			everywhere := early.Strays || slices.Contains(early.On, assets.EveryCall)
			calls := everywhere || !slices.ContainsFunc(late.On, func(on string) bool { return !slices.Contains(early.On, on) })
			texts := len(early.Text) == 0 || len(late.Text) > 0 && !slices.ContainsFunc(late.Text, func(text string) bool {
				return !slices.ContainsFunc(early.Text, func(e string) bool { return strings.Contains(text, e) })
			})
			texts = texts && (len(early.Says) == 0 || slices.Equal(early.Says, late.Says)) && (len(early.Unless) == 0 || slices.Equal(early.Unless, late.Unless))
			if codes && calls && texts && (early.When == "" || early.When == late.When) {
				t.Errorf("%d/%d %s is never reached: %d/%d %s comes first", late.Code, late.Sub, late.Variant, early.Code, early.Sub, early.Variant)
			}
		}
	}
}

// TestMeanings: a word that is not in lower case, or stands there twice, is a mistake.
func TestMeanings(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"wait": true, "life": true, "past": true, "not": true, "but": true, "claims": true} // the program asks for them
	for _, r := range assets.Errors() {
		for _, name := range slices.Concat(r.Says, r.Unless) {
			used[name] = true
		}
	}
	for name := range used {
		words := assets.Meaning(name)
		for i, word := range words {
			if bare := strings.TrimSuffix(word, "*"); bare == "" || word != strings.ToLower(word) || word != strings.TrimSpace(word) || strings.Contains(bare, "*") || slices.Contains(words[:i], word) {
				t.Errorf("%s: %q", name, word)
			}
		}
		if len(words) == 0 {
			t.Errorf("there is no meaning %q", name)
		}
	}
	if assets.Meaning("nothing") != nil {
		t.Error("an unknown meaning has words")
	}
}

// TestErrorsAreOnesOwn holds that nobody can change the table for others.
func TestErrorsAreOnesOwn(t *testing.T) {
	t.Parallel()
	assets.Errors()[0].Code = -1
	if assets.Errors()[0].Code == -1 {
		t.Error("the table was changed")
	}
}

func BenchmarkErrors(b *testing.B) {
	for b.Loop() {
		if len(assets.Errors()) == 0 {
			b.Fatal("the table is empty")
		}
	}
}

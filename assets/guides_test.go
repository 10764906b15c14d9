package assets_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dialtone/assets"
)

// languages are the folders of guides; English is the measure of the others.
func languages(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir("guides")
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, e := range entries {
		tags = append(tags, e.Name())
	}
	if !slices.Contains(tags, "en") {
		t.Fatalf("no English among %v", tags)
	}
	return tags
}

// TestEveryLanguageHasTheSameGuides holds each folder against the English one:
// no guide is missing, none is left over, and each is a text of its own.
func TestEveryLanguageHasTheSameGuides(t *testing.T) {
	t.Parallel()
	if len(assets.Guides()) == 0 {
		t.Fatal("there are no guides")
	}
	for _, tag := range languages(t) {
		var names []string
		err := fs.WalkDir(os.DirFS("guides"), tag, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				names = append(names, strings.TrimSuffix(path.Base(name), ".md"))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(names, assets.Guides()) {
			t.Errorf("%s has %v, English has %v", tag, names, assets.Guides())
		}
		for _, name := range assets.Guides() {
			if text, _ := assets.Guide("en", name); tag != "en" && text == guide(t, tag, name) {
				t.Errorf("%s in %s is the English one", name, tag)
			}
		}
	}
}

func guide(t *testing.T, tag, name string) string {
	t.Helper()
	text, err := assets.Guide(tag, name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestGuideFallsBackToEnglish(t *testing.T) {
	t.Parallel()
	name := assets.Guides()[0]
	english := guide(t, "en", name)
	for _, tag := range []string{"xx", "", "xx-Nowhere", "..", "../locales"} {
		if guide(t, tag, name) != english {
			t.Errorf("%q is not answered in English", tag)
		}
	}
	for _, unknown := range []string{"", "no_such_remedy", "../guides/en/" + name, name + ".md"} {
		if text, err := assets.Guide("en", unknown); err == nil || text != "" {
			t.Errorf("there is a guide %q", unknown)
		}
	}
	assets.Guides()[0] = "changed"
	if assets.Guides()[0] != name {
		t.Error("the list can be changed from outside")
	}
}

// blocks is the shape of a guide: its headings and the kinds of its list items,
// in order.
func blocks(text string) string {
	var shape []string
	for line := range strings.SplitSeq(text, "\n") {
		mark, _, _ := strings.Cut(line, " ")
		switch {
		case mark == "#", mark == "##", mark == "-":
			shape = append(shape, mark)
		case regexp.MustCompile(`^\d+\.$`).MatchString(mark):
			shape = append(shape, mark)
		}
	}
	return strings.Join(shape, " ")
}

// TestGuidesAreWrittenAlike keeps to the little Markdown that a narrow pane
// shows well, to one shape in every language, and to a page that can be read
// aloud in two minutes.
func TestGuidesAreWrittenAlike(t *testing.T) {
	t.Parallel()
	forbidden := map[string]*regexp.Regexp{
		"raw HTML":              regexp.MustCompile(`<[a-zA-Z/!]`),
		"an entity":             regexp.MustCompile(`&[a-zA-Z#]\w*;`),
		"a link":                regexp.MustCompile(`\]\(|\]\[|https?:|www\.`),
		"a picture":             regexp.MustCompile(`!\[`),
		"a table":               regexp.MustCompile(`(?m)^ *\|`),
		"a deeper heading":      regexp.MustCompile(`(?m)^###`),
		"a list in a list":      regexp.MustCompile(`(?m)^ +([-*+]|\d+\.) `),
		"another bullet":        regexp.MustCompile(`(?m)^[*+] `),
		"a fence":               regexp.MustCompile("(?m)^(```|~~~)"),
		"a quotation":           regexp.MustCompile(`(?m)^>`),
		"a blank at a line end": regexp.MustCompile(`(?m)[ \t]$`),
		"two blank lines":       regexp.MustCompile(`\n\n\n`),
		"a tab":                 regexp.MustCompile(`\t`),
	}
	for _, tag := range languages(t) {
		for _, name := range assets.Guides() {
			where, text := tag+"/"+name, guide(t, tag, name)
			for what, pattern := range forbidden {
				if found := pattern.FindString(text); found != "" {
					t.Errorf("%s has %s: %q", where, what, found)
				}
			}
			if !strings.HasPrefix(text, "# ") || strings.Count("\n"+text, "\n# ") != 1 || strings.Count(text, "\n## ") < 2 {
				t.Errorf("%s: wants one title at the top and some sections", where)
			}
			if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
				t.Errorf("%s does not end with one line end", where)
			}
			if got, want := blocks(text), blocks(guide(t, "en", name)); got != want {
				t.Errorf("%s has another shape than English:\n%s\n%s", where, got, want)
			}
			if strings.Count(text, "**")%2 != 0 || strings.Count(text, "`")%2 != 0 {
				t.Errorf("%s has a mark without its pair", where)
			}
			if words := spoken(text); words < 120 || words > 260 {
				t.Errorf("%s has %d words", where, words)
			}
			for _, r := range text {
				if r == utf8.RuneError || r != '\n' && !unicode.IsPrint(r) {
					t.Errorf("%s has a character that cannot be printed: %U", where, r)
				}
			}
		}
	}
}

// spoken counts the words of a text; two Chinese characters stand for one.
func spoken(text string) int {
	wide := 0
	rest := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
			wide++
			return ' '
		}
		return r
	}, text)
	words := strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '\'' })
	return len(words) + wide/2
}

func BenchmarkGuide(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := assets.Guide("zh-Hant-HK", "leave_app"); err != nil {
			b.Fatal(err)
		}
	}
}

package tui

import (
	"html"
	"strings"
	"testing"
)

// FuzzMarkdown sets any text into a paragraph and into a cell: it reads as it is, makes
// nothing, and what was cleaned is written the same once more.
func FuzzMarkdown(f *testing.F) {
	for _, text := range append(hostile(), "ZZZ") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if readable(text) == "" {
			t.Skip("nothing is seen of it")
		}
		if clean := readable(text); markdown(clean) != markdown(text) {
			t.Fatalf("%q is written %q, and cleaned %q", text, markdown(text), markdown(clean))
		}
		for page, allowed := range map[string]string{
			markdown(text): "p", "| | |\n|---|---|\n| ZZZ | " + markdown(text) + " |\n": "table thead tr th tbody td",
		} {
			got := rendered(t, page)
			for _, tag := range tags.FindAllString(got, -1) {
				if name := strings.Trim(tag, "</>"); !strings.Contains(" "+allowed+" ", " "+name+" ") {
					t.Fatalf("%q makes %s:\n%s", text, tag, got)
				}
			}
			shown := strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(got, " ")))
			if strings.HasPrefix(page, "|") {
				shown = strings.TrimPrefix(shown, "ZZZ")
			}
			if shown = readable(shown); shown != readable(text) {
				t.Fatalf("%q reads %q:\n%s", text, shown, page)
			}
		}
	})
}

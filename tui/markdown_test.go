package tui

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"dialtone/api"
	"dialtone/flows"
)

// hostile are texts that mean something in Markdown.
func hostile() []string {
	return []string{
		"[x](javascript:alert(1))", "![x](http://evil.example/a.png)", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<!-- gone -->",
		"`code`", "```", "~~~", "a | b", `a \| b`, `\`, `\\|`, "# heading", "## ", "*bold* **bold** _it_ __it__ ~~gone~~", "&lt;b&gt; &amp; &#35; &copy;",
		"www.evil.example", "http://evil.example/a?b=c", "https://evil.example", "ftp://evil.example", "mailto:a@evil.example", "a@evil.example",
		"xmpp:a@evil.example", "<http://evil.example>", "[x]: http://evil.example", "[^1]", "[ ] task", "- list", "+ list", "* list", "1. list", "1) list", "12. ",
		"---", "- - -", "===", "> quote", "    code", "a\n# b", "a\r\n\r\n| b |", "a\tb", "line  \nbreak", "a\u2028b", ":smile: @somebody #12 $x^2$",
		"|---|---|", "a|b|c\n|-|-|-|", "</td></tr></table>", "Smith & Sons, Ltd. (HK) - est. 1998 + more = 7-Eleven", "株式会社*東京*", "Lotus!", "![", "](", "x]: y",
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// rendered makes a page of Markdown, as GitHub does.
func rendered(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readable is a text as a page shows it.
func readable(text string) string { return strings.Join(strings.Fields(api.Clean(text)), " ") }

// TestMarkdownIsText sets hostile texts, and any signs at all, into every place of a
// page: they read as they are, and make nothing.
func TestMarkdownIsText(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	texts := hostile()
	dice := rand.New(rand.NewPCG(9, 6))
	const signs = "\\`*_{}[]()<>#+-.!|~&;:@$^=/\"'?% \n\tab1wxhtp"
	for range 4000 {
		var b strings.Builder
		for range 1 + dice.IntN(12) {
			b.WriteByte(signs[dice.IntN(len(signs))])
		}
		texts = append(texts, b.String())
	}
	for _, text := range texts {
		if readable(text) == "" {
			continue
		}
		for place, page := range map[string]struct{ text, allowed string }{
			"paragraph": {markdown(text), "p"},
			"item":      {"- ZZZ " + markdown(text), "ul li"},
			"item's":    {"- " + markdown(text), "ul li"},
			"cell":      {"| | |\n|---|---|\n| ZZZ | " + markdown(text) + " |\n", "table thead tr th tbody td"},
		} {
			got := rendered(t, page.text)
			for _, tag := range tags.FindAllString(got, -1) {
				if name := strings.Trim(tag, "</>"); !strings.Contains(" "+page.allowed+" ", " "+name+" ") {
					t.Errorf("%q in a %s makes %s:\n%s", text, place, tag, got)
				}
			}
			shown := strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(got, " ")))
			if shown = readable(strings.TrimPrefix(shown, "ZZZ")); shown != readable(text) {
				t.Errorf("%q in a %s reads %q:\n%s", text, place, shown, page.text)
			}
		}
	}
}

// TestTheReportIsText has Meta say hostile things wherever the report takes its word.
func TestTheReportIsText(t *testing.T) {
	t.Parallel()
	for _, text := range hostile() {
		s := inState(flows.Connected, fresh(connected, func(n *api.Number) {
			n.Name, n.NameStatus, n.Quality, n.Limit = text, api.NameStatus(text), api.Quality(text), text
			n.Throughput.Level, n.Display = api.ThroughputLevel(text), text
		}), func(s *flows.Session) {
			s.Account.Name = text
			s.Settings = settings(api.Region(text))
			s.Actions = []flows.Action{{At: t0, Call: api.Endpoint(text), Number: firstID}}
		})
		got := rendered(t, newStage(t, s).m.reportText())
		quiet := newStage(t, inState(flows.Connected, fresh(connected), func(s *flows.Session) {
			s.Settings = settings("SG")
			s.Actions = []flows.Action{{At: t0, Call: api.Register, Number: firstID}}
		}))
		if want := tags.FindAllString(rendered(t, quiet.m.reportText()), -1); fmt.Sprint(tags.FindAllString(got, -1)) != fmt.Sprint(want) {
			t.Errorf("%q makes something of its own:\n%s", text, got)
		}
		if name := html.UnescapeString(tags.ReplaceAllString(got, "")); !strings.Contains(name, readable(text)) {
			t.Errorf("%q does not read as it is:\n%s", text, got)
		}
	}
}

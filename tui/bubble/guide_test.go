package bubble

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/assets"
	"dialtone/tui/theme"
)

// guidesDo runs a check over every guide in every language.
func guidesDo(t *testing.T, check func(t *testing.T, tag, markdown string)) {
	t.Helper()
	for _, l := range assets.Locales() {
		for _, name := range assets.Guides() {
			markdown, err := assets.Guide(l.Tag, name)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(l.Tag+"/"+name, func(t *testing.T) {
				t.Parallel()
				check(t, l.Tag, markdown)
			})
		}
	}
}

// unblank drops blanks and line ends.
func unblank(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// unmarked is Markdown without its signs, a bullet in the place of a dash.
func unmarked(markdown string) string {
	var lines []string
	for line := range strings.SplitSeq(markdown, "\n") {
		line = strings.TrimLeft(line, "# ")
		if rest, is := strings.CutPrefix(line, "- "); is {
			line = "• " + rest
		}
		lines = append(lines, line)
	}
	return strings.NewReplacer("**", "", "`", "").Replace(strings.Join(lines, "\n"))
}

func backgrounds() []theme.Background {
	return []theme.Background{theme.Unknown, theme.Dark, theme.Light}
}

// TestGuidesFitEveryPane draws every guide in every width that a pane has, in
// every look: no line is too wide, none is filled up with blanks, and nothing
// of the text is lost, doubled or left as a sign.
func TestGuidesFitEveryPane(t *testing.T) {
	t.Parallel()
	guidesDo(t, func(t *testing.T, _, markdown string) {
		want := unblank(unmarked(markdown))
		for width := 24; width <= 60; width++ {
			var first []string
			for _, b := range backgrounds() {
				var bare []string
				for _, line := range page(theme.New(b, false), markdown, width) {
					text := ansi.Strip(line)
					if ansi.StringWidth(line) > width || ansi.StringWidth(text) > width {
						t.Errorf("%d cells: too wide: %q", width, text)
					}
					if strings.TrimRight(text, " ") != text {
						t.Errorf("%d cells: filled up: %q", width, text)
					}
					bare = append(bare, text)
				}
				if first == nil {
					first = bare
				}
				if !slices.Equal(bare, first) {
					t.Errorf("%d cells: background %d reads otherwise", width, b)
				}
			}
			if got := unblank(strings.Join(first, "\n")); got != want {
				t.Errorf("%d cells: the text is\n%s\nwant\n%s", width, got, want)
			}
			if first[0] == "" || first[len(first)-1] == "" || strings.Contains(strings.Join(first, "\n"), "\n\n\n") {
				t.Errorf("%d cells: air where none belongs:\n%s", width, strings.Join(first, "\n"))
			}
		}
	})
}

// TestGuidesBreakLinesWhereTheScriptDoes: a word of Latin letters stays whole,
// and no Chinese line begins with a closing sign or ends with an opening one.
func TestGuidesBreakLinesWhereTheScriptDoes(t *testing.T) {
	t.Parallel()
	const closing, opening = "，。、：；？！」』）》…", "「『（《"
	parts := regexp.MustCompile(`[\p{Latin}\d]+`) // a hyphen, a slash and the low line of a name are places to break
	guidesDo(t, func(t *testing.T, _, markdown string) {
		whole := map[string]bool{}
		for _, word := range parts.FindAllString(markdown, -1) {
			whole[word] = true
		}
		for width := 24; width <= 60; width++ {
			for _, line := range page(plain(), markdown, width) {
				text := strings.TrimLeft(ansi.Strip(line), " ")
				for _, word := range parts.FindAllString(text, -1) {
					if !whole[word] {
						t.Errorf("%d cells: %q is part of a word: %q", width, word, text)
					}
				}
				if text == "" {
					continue
				}
				runes := []rune(text)
				if strings.ContainsRune(closing, runes[0]) || strings.ContainsRune(opening, runes[len(runes)-1]) {
					t.Errorf("%d cells: a sign stands alone: %q", width, text)
				}
			}
		}
	})
}

func TestPage(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, markdown string
		width          int
		want           []string
	}{
		{"nothing", "", 20, nil},
		{"no room", "text", 0, nil},
		{"headings and air", "# One\n\ntwo\n\nthree\n\n## Four\n\n- five\n\nsix", 20, []string{"One", "two", "", "three", "", "Four", "• five", "", "six"}},
		{"a list below its sentence", "one:\n\n- two\n\nthree\n\n1. four\n\n---\n\n- five", 20, []string{"one:", "• two", "", "three", "1. four", "", strings.Repeat("─", 20), "", "• five"}},
		{"heading below heading", "# One\n## Two\nthree", 20, []string{"One", "", "Two", "three"}},
		{"bullets hang", "- one two three\n- four", 9, []string{"• one two", "  three", "• four"}},
		{"numbers hang in one column", "9. one two\n10. three", 8, []string{" 9. one", "    two", "10. thre", "    e"}},
		{"loose lists are tight", "- one\n\n- two\n\n  three", 20, []string{"• one", "• two", "  three"}},
		{"a list in a list", "1. one\n   - two\n2. three", 20, []string{"1. one", "   • two", "2. three"}},
		{"line ends are blanks", "one\ntwo **three\nfour**", 30, []string{"one two three four"}},
		{"and not in Chinese", "請先驗證\n此號碼\n**然後**\n註冊\nWhatsApp", 60, []string{"請先驗證此號碼然後註冊 WhatsApp"}},
		{"a hard line end stays", "one\\\ntwo", 20, []string{"one", "two"}},
		{"bold goes on over a fold", "one **two three** four", 9, []string{"one two", "three", "four"}},
		{"a sign keeps to a bold word", "請點擊「**設定**」。", 10, []string{"請點擊「設", "定」。"}},
		{"code is no sign", "see `a_b` now", 20, []string{"see a_b now"}},
		{"a long name breaks at its joints", "see `business_capability_update`.", 15, []string{"see business_", "capability_", "update."}},
		{"a fitting one does not", "see this `business_cap`", 17, []string{"see this", "business_cap"}},
		{"escapes and entities", `1 \* 2 &amp; 3 &lt;b&gt;`, 20, []string{"1 * 2 & 3 <b>"}},
		{"a link is its text", "[here](http://example.test) <http://example.test/a>", 60, []string{"here http://example.test/a"}},
		{"a picture is its text", "![dots](a.png)", 20, []string{"dots"}},
		{"HTML is left out", "a <b>bold</b> word\n\n<div>\nx\n</div>\n\nend", 20, []string{"a bold word", "", "end"}},
		{"a quotation", "> one two three", 9, []string{"┃ one two", "┃ three"}},
		{"a rule", "a\n\n---\n\nb", 4, []string{"a", "", "────", "", "b"}},
		{"lines as they are", "```\na  b\n```", 20, []string{"a  b"}},
		{"orders to the terminal are dropped", "a\x1b[31mb\x07\u009bc", 20, []string{"a[31mbc"}},
		{"a wide character in one cell", "字", 1, []string{""}},
	}
	for _, c := range cases {
		var got []string
		for _, line := range page(theme.New(theme.Dark, false), c.markdown, c.width) {
			got = append(got, ansi.Strip(line))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestPageLooks holds each part to its look.
func TestPageLooks(t *testing.T) {
	t.Parallel()
	const markdown = "# Title\n\n## Part\n\nread **this** and `that`\n\n1. first"
	for _, b := range backgrounds() {
		st := theme.New(b, false)
		drawn := strings.Join(page(st, markdown, 40), "\n")
		for _, want := range []string{
			st.Title.Render("Title"), st.Focus.Render("Part"), st.Text.Render("read ") + st.Strong.Render("this") + st.Text.Render(" and ") + st.Strong.Render("that"),
			st.Focus.Render("1.") + " " + st.Text.Render("first"),
		} {
			if !strings.Contains(drawn, want) {
				t.Errorf("background %d: no %q in %q", b, want, drawn)
			}
		}
		if b == theme.Unknown && regexp.MustCompile(`\x1b\[[\d;]*[3-9]\d*[\d;]*m`).MatchString(drawn) {
			t.Errorf("colour without a background: %q", drawn)
		}
	}
}

const long = "# Title\n\none\n\ntwo\n\nthree\n\nfour\n\nfive"

// TestGuideTurnsPages reads a page of ten lines in panes of every height: each
// line comes into view, and the marker stands only where something is cut off.
func TestGuideTurnsPages(t *testing.T) {
	t.Parallel()
	all := stripped(strings.Join(page(plain(), long, 20), "\n"))
	for height := 1; height <= len(all)+1; height++ {
		var g Guide
		look := func() []string { return stripped(drawn(&g, plain(), long, 20, height, "more")) }
		seen := map[string]bool{}
		note := func(lines []string) {
			if len(lines) > height {
				t.Errorf("height %d: %d lines", height, len(lines))
			}
			for _, line := range lines {
				seen[line] = true
			}
		}
		first := look()
		note(first)
		fits := height >= len(all)
		if g.Scrolls() == fits || g.Update(press("pgup")) == fits {
			t.Errorf("height %d: scrolls %v", height, g.Scrolls())
		}
		if got := first[len(first)-1]; (got == "↓ more") != (!fits && height > 1) {
			t.Errorf("height %d: the last line is %q", height, got)
		}
		var last []string
		for range len(all) {
			g.Update(press("pgdown"))
			last = look()
			note(last)
		}
		for _, line := range all {
			if !seen[line] {
				t.Errorf("height %d: %q never came into view", height, line)
			}
		}
		if seen["↓ more"] == fits && height > 1 || slices.Contains(last, "↓ more") || slices.Contains(last, "↑") != (!fits && height > 1) {
			t.Errorf("height %d: the end is %q", height, last)
		}
		for range len(all) {
			g.Update(press("pgup"))
		}
		if back := look(); !slices.Equal(back, first) {
			t.Errorf("height %d: the way back ends at %q", height, back)
		}
	}
}

func TestGuideOtherMessages(t *testing.T) {
	t.Parallel()
	var g Guide
	if g.Update(press("pgdown")) {
		t.Error("a key was taken before anything was drawn")
	}
	if drawn(&g, plain(), long, 20, 0, "more") != "" || drawn(&g, plain(), "", 20, 5, "more") != "" {
		t.Error("something is drawn from nothing")
	}
	drawn(&g, plain(), long, 20, 4, "more")
	for _, msg := range []tea.Msg{press("down"), press("x"), press("enter"), tea.FocusMsg{}} {
		if g.Update(msg) {
			t.Errorf("%v was taken", msg)
		}
	}
	if got := stripped(drawn(&g, plain(), long, 4, 4, "more")); got[len(got)-1] != "↓ m…" {
		t.Errorf("the marker is wider than the pane: %q", got)
	}
}

// TestGuideKeepsItsPlace: another text begins at its top; another width keeps
// to what was read.
func TestGuideKeepsItsPlace(t *testing.T) {
	t.Parallel()
	text := "# Title\n\n" + strings.Repeat("one two three four five six\n\n", 20)
	var g Guide
	drawn(&g, plain(), text, 40, 10, "more")
	g.Update(press("pgdown"))
	g.Update(press("pgdown"))
	wide := g.scroll.Top()
	drawn(&g, plain(), text, 20, 10, "more")
	if g.scroll.Top() <= wide || g.scroll.Top() >= 2*wide {
		t.Errorf("the narrow page begins at line %d, the wide one began at %d", g.scroll.Top(), wide)
	}
	if got := stripped(drawn(&g, plain(), "# Other\n\n"+text, 20, 10, "more")); got[0] != "Other" {
		t.Errorf("another text begins at %q", got[0])
	}
}

// TestGuideDrawsOnce: the same page in the same room is the same string; text,
// width, height, look and word each make another.
func TestGuideDrawsOnce(t *testing.T) { // not parallel: it counts allocations
	var g Guide
	dark, light := theme.New(theme.Dark, false), theme.New(theme.Light, false)
	first := drawn(&g, dark, long, 20, 5, "more")
	if n := testing.AllocsPerRun(100, func() {
		if drawn(&g, dark, long, 20, 5, "more") != first {
			t.Error("the page changed by itself")
		}
	}); n > 0 {
		t.Errorf("a frame of a page that stands still takes %v allocations", n)
	}
	views := map[string]bool{first: true}
	for _, view := range []string{
		drawn(&g, light, long, 20, 5, "more"), drawn(&g, plain(), long, 20, 5, "more"), drawn(&g, dark, long+" six", 4, 5, "more"),
		drawn(&g, dark, long, 20, 6, "more"), drawn(&g, dark, long, 20, 5, "mehr"),
	} {
		if views[view] {
			t.Errorf("an old view: %q", view)
		}
		views[view] = true
	}
	if drawn(&g, dark, long, 20, 5, "more") != first {
		t.Error("the first view does not come back")
	}
}

func BenchmarkGuide(b *testing.B) {
	st := theme.New(theme.Dark, false)
	for _, l := range assets.Locales() {
		markdown, err := assets.Guide(l.Tag, "leave_app")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(l.Tag+"/first", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var g Guide
				drawn(&g, st, markdown, 36, 20, "more")
			}
		})
		b.Run(l.Tag+"/again", func(b *testing.B) {
			var g Guide
			b.ReportAllocs()
			for b.Loop() {
				drawn(&g, st, markdown, 36, 20, "more")
			}
		})
	}
}

// drawn lays a page out and draws it.
func drawn(g *Guide, st theme.Styles, markdown string, width, height int, more string) string {
	g.Fit(st, markdown, width, height, more)
	return g.View()
}

// TestAHeadingIsNotLeftBehind: what it leads to is on the next part, which begins with it.
func TestAHeadingIsNotLeftBehind(t *testing.T) {
	t.Parallel()
	var g Guide
	const text, height = "# One\n\ntwo\n\n## Three\n\nfour\n\nfive\n", 5
	g.Fit(plain(), text, 20, height, "more")
	if view := stripped(g.View()); slices.Contains(view, "Three") || !slices.Contains(view, "↓ more") {
		t.Errorf("the first part is\n%s", strings.Join(view, "\n"))
	}
	g.Update(tea.KeyPressMsg{Code: tea.KeyPgDown})
	g.Fit(plain(), text, 20, height, "more")
	if view := stripped(g.View()); !slices.Contains(view, "Three") {
		t.Errorf("the second part is\n%s", strings.Join(view, "\n"))
	}
}

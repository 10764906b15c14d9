package bubble

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		width      int
		want       []string
	}{
		{"fits", "one two", 10, []string{"one two"}},
		{"at blanks", "one two three", 8, []string{"one two", "three"}},
		{"no blank at the end of a line", "one  two", 4, []string{"one", "two"}},
		{"paragraphs stay", "one\n\ntwo", 10, []string{"one", "", "two"}},
		{"a long word is cut", "abcdefghij k", 4, []string{"abcd", "efgh", "ij k"}},
		{"a name is cut between its words", "whatsapp_business", 12, []string{"whatsapp_", "business"}},
		{"a flag stays whole", "begin with --graph-version v24.0", 18, []string{"begin with", "--graph-version", "v24.0"}},
		{"between characters", "請先驗證此號碼然後註冊", 10, []string{"請先驗證", "此號碼然", "後註冊"}},
		{"no word stands alone at the end", "a word that would end alone here", 27, []string{"a word that would end", "alone here"}},
		{"but no line more for that", "aaaa bbbb cc dddd e", 10, []string{"aaaa bbbb", "cc dddd e"}},
		{"no closing sign at the start", "請先驗證此。號碼", 10, []string{"請先驗證", "此。號碼"}},
		{"words among characters stay whole", "使用 WhatsApp 的號碼", 12, []string{"使用", "WhatsApp 的", "號碼"}},
		{"styles stay", "\x1b[1mone two\x1b[m", 4, []string{"\x1b[1mone\x1b[m", "\x1b[1mtwo\x1b[m"}},
		{"between styled characters", "\x1b[1m請先驗證。號\x1b[m碼", 8, []string{"\x1b[1m請先驗\x1b[m", "\x1b[1m證。號\x1b[m碼"}},
		{"a styled line that fits", "\x1b[7m OK \x1b[m\none two", 4, []string{"\x1b[7m OK \x1b[m", "one", "two"}},
		{"blanks before a style", "one  \x1b[1mtwo\x1b[m", 4, []string{"one\x1b[1m\x1b[m", "\x1b[1mtwo\x1b[m"}},
	}
	for _, c := range cases {
		if got := strings.Split(Wrap(c.text, c.width), "\n"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestNoLineBeginsWithAClosingSign, whatever the width, with styles and without.
func TestNoLineBeginsWithAClosingSign(t *testing.T) {
	t.Parallel()
	const text = "雜湊值並非現有的一個：顧客的身分已改變，訊息未有送達。請以其他方式（例如電話）確認對方身分；「身分」、『雜湊』！是嗎？"
	for _, c := range []struct{ name, text string }{
		{"bare", text}, {"styled", "\x1b[38;5;250m" + text + "\x1b[m"}, {"partly styled", text[:30] + "\x1b[1m" + text[30:90] + "\x1b[m" + text[90:]},
	} {
		for width := 8; width < 100; width++ { // as narrow as any column is
			folded := Wrap(c.text, width)
			for line := range strings.SplitSeq(ansi.Strip(folded), "\n") {
				if r, _ := utf8.DecodeRuneInString(line); strings.ContainsRune("。，、；：？！）」』", r) || ansi.StringWidth(line) > width {
					t.Errorf("%s, %d cells: %q", c.name, width, line)
				}
			}
			if got := strings.ReplaceAll(ansi.Strip(folded), "\n", ""); got != text {
				t.Errorf("%s, %d cells: something was lost in\n%s", c.name, width, folded)
			}
		}
	}
}

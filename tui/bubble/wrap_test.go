package bubble

import (
	"slices"
	"strings"
	"testing"
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
		{"between characters", "請先驗證此號碼然後註冊", 10, []string{"請先驗證此", "號碼然後註", "冊"}},
		{"no closing sign at the start", "請先驗證此。號碼", 10, []string{"請先驗證", "此。號碼"}},
		{"words among characters stay whole", "使用 WhatsApp 的號碼", 12, []string{"使用", "WhatsApp 的", "號碼"}},
		{"styles stay", "\x1b[1mone two\x1b[m", 4, []string{"\x1b[1mone", "two\x1b[m"}},
	}
	for _, c := range cases {
		if got := strings.Split(Wrap(c.text, c.width), "\n"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

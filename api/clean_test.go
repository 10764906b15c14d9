package api_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dialtone/api"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":      "",
		"plain": "plain",
		"店 โรงแรม 호텔 مقهى 👩‍🍳": "店 โรงแรม 호텔 مقهى 👩‍🍳",
		"a\nb\tc\rd":                        "a b c d",
		"a\x1b[31mred\x1b[0m":               "ared",
		"a\x1b[38;2;1;2;3mb":                "ab",
		"a\x1b[?1049hb":                     "ab",
		"a\x1b[2J\x1b[Hb":                   "ab",
		"a\x1b]0;title\x07b":                "ab",
		"a\x1b]8;;http://evil\x1b\\b":       "ab",
		"a\x1b]52;c;ZXZpbA==\x07b":          "ab",
		"a\x1b]0;never ends":                "a",
		"a\x1bPq#0;2\x1b\\b":                "ab",
		"a\x1b_Gf=100;x\x1b\\b":             "ab",
		"a\x1b^pm\x1b\\b":                   "ab",
		"a\x1bXsos\x1b\\b":                  "ab",
		"a\u009b31mb":                       "ab",
		"a\u009d0;title\u009cb":             "ab",
		"a\x1bcb":                           "ab",
		"a\x1b(Bb":                          "ab",
		"a\x1b":                             "a",
		"a\x1b[":                            "a",
		"a\x1b[\x1b[31mb":                   "ab",
		"a\x00\x07\x08\x7fb":                "ab",
		"a\u202eb\u202c\u2066c\u2069":       "abc",
		"a\u200b\u200e\u200f\ufeffb\u00adc": "abc",
		"a\u2028b\u2029c":                   "a b c",
		"a\xffb\xc3":                        "ab",
		"a\u200db\u200cc":                   "a\u200db\u200cc",
		"a\U000e0041b":                      "ab",
	} {
		if got := api.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzClean checks that nothing unsafe comes through, and that cleaning twice
// changes nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\x1b[31mb", "\x1b]0;x\x07", "\u009b31m", "a\u202eb", "\x1b\x1b[[", "\xff\xfe", "line\nbreak"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out := api.Clean(in)
		if !utf8.ValidString(out) || api.Clean(out) != out || len(out) > len(in) {
			t.Errorf("Clean(%q) = %q", in, out)
		}
		if i := strings.IndexFunc(out, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) && r != '\u200c' && r != '\u200d' || r == '\u2028' || r == '\u2029'
		}); i >= 0 {
			t.Errorf("Clean(%q) = %q keeps %q", in, out, out[i:])
		}
	})
}

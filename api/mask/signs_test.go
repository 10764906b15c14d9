package mask

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzSigns undoes the escapes of texts. The signs stand one behind the other and cover
// the whole text, so that what is cut out by them leaves nothing behind; each digit is
// one of ten, and the line that patterns look at has a place in the text for each byte.
func FuzzSigns(f *testing.F) {
	for _, s := range []string{
		"", "a%2Bb", "%252B1", `\u002b1\u0020`, `\ud83d\ude00`, `\ud800x`, "&#43;&nbsp;&zwj;&", "%C2%A0%", "%f0%9f%98%80", `\\u0031`, "\xff%ff", "&#1114112;", "&amp;#49;", `\x31\x`, "१२٣４🄂", "&NotEqualTilde;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range signsOf(text) {
			if s.from != at || s.to <= s.from {
				t.Fatalf("%q: a sign from %d to %d behind %d", text, s.from, s.to, at)
			}
			if d, is := Digit(s.r); is && (d < '0' || d > '9') {
				t.Fatalf("%q is the digit %q", s.r, d)
			}
			at = s.to
		}
		if at != len(text) {
			t.Fatalf("%q: the signs end at %d", text, at)
		}
		l := lineOf(signsOf(text))
		if len(l.from) != len(l.text) || len(l.to) != len(l.text) {
			t.Fatalf("%q: %d bytes at %d places", text, len(l.text), len(l.from))
		}
		last := 0
		for i := range l.text {
			if l.from[i] < last || l.to[i] <= l.from[i] || l.to[i] > len(text) {
				t.Fatalf("%q: byte %d stands from %d to %d", text, i, l.from[i], l.to[i])
			}
			last = l.to[i]
		}
		if strings.ContainsFunc(l.text, func(r rune) bool { return r >= utf8.RuneSelf }) {
			t.Fatalf("%q is the line %q", text, l.text)
		}
	})
}

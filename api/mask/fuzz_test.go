package mask_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dialtone/api/mask"
)

// FuzzCut puts a secret, in every way in which a server may write it, into any text: none
// comes through, and what is cut once is not cut in another way the next time.
func FuzzCut(f *testing.F) {
	for i := range escapes(token) {
		f.Add("you said ", uint8(i), "!", uint8(i))
		f.Add(`{"a":"`, uint8(i), `"}`, uint8(i+1))
		f.Add(`%`, uint8(i), `%41`, uint8(i+2))
		f.Add(`&#`, uint8(i), `;\`, uint8(i))
	}
	secrets := []string{token, backup}
	f.Fuzz(func(t *testing.T, before string, form uint8, after string, which uint8) {
		s := known()
		secret := secrets[int(which)%len(secrets)]
		forms := escapes(secret)
		text := before + forms[int(form)%len(forms)] + after
		got := s.Cut(text)
		if strings.Contains(got, secret) || utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q is shown as %q", text, got)
		}
		if again := s.Cut(got); again != got {
			t.Fatalf("%q is shown as %q, then as %q", text, got, again)
		}
		if plain := s.Cut(before + " " + secret + " " + after); strings.Contains(plain, secret[:len(secret)-2]) {
			t.Fatalf("%q is shown in %q", secret, plain)
		}
		if number := s.Cut(before + " " + pin + " " + after); strings.Contains(number, " "+pin+" ") {
			t.Fatalf("the PIN is shown in %q", number)
		}
		if long := s.CutLong(got); long != got {
			t.Fatalf("%q keeps a secret: %q", got, long)
		}
	})
}

// FuzzTokens puts tokens of every kind into any text between blanks: none is shown, and a
// text that was cut holds none any more.
func FuzzTokens(f *testing.F) {
	tokens := []string{token, "EAAGm0PX4ZCpsBA", "1234567890123456|AbCdEfGhIjKlMnOpQrStUvWx", "IGQVJ" + strings.Repeat("a1Bc", 10), "THAA" + strings.Repeat("xY9z_8-", 6)}
	for i := range tokens {
		f.Add("Bearer ", uint8(i), " x")
		f.Add("https://x.example/?a=", uint8(i), "&b=1")
		f.Add("a\u200b", uint8(i), "\u00a0")
		f.Add("SEA", uint8(i), "|")
	}
	f.Fuzz(func(t *testing.T, before string, which uint8, after string) {
		secret := tokens[int(which)%len(tokens)]
		for name, cut := range map[string]func(string) string{"Tokens": mask.Tokens, "Typed": mask.Typed} {
			text := before + " " + secret + " " + after
			got := cut(text)
			if strings.Contains(got, secret) {
				t.Fatalf("%s shows %q", name, got)
			}
			if again := cut(got); again != got {
				t.Fatalf("%s shows %q as %q, then as %q", name, text, got, again)
			}
			if plain := cut(before + after); cut(plain) != plain {
				t.Fatalf("%s shows %q as %q, then as %q", name, before+after, plain, cut(plain))
			}
			if !mask.HasToken(text) {
				t.Fatalf("%q has none", text)
			}
		}
	})
}

package mask_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"dialtone/api/mask"
)

const (
	token  = "EAAtheTokenThatNobodyMaySee0123456789"
	pin    = "908172"
	backup = "backup+blob/with==signs"
)

func known() *mask.Secrets {
	s := &mask.Secrets{}
	for _, text := range []string{token, pin, backup, "hunter"} {
		s.Remember(text)
	}
	return s
}

// escapes are the ways in which a server may write a text that it repeats.
func escapes(text string) []string {
	quoted, _ := json.Marshal(text)
	twice, _ := json.Marshal(string(quoted))
	every := func(form string) string {
		var b strings.Builder
		for _, c := range []byte(text) {
			fmt.Fprintf(&b, form, c)
		}
		return b.String()
	}
	return []string{
		text, string(quoted), string(twice), every(`\u%04x`), every(`\u%04X`), every(`\\u%04x`), every(`\x%02x`), every("%%%02X"), every("%%%02x"), every("%%25%02X"),
		every("&#%d;"), every("&#x%x;"), every("&amp;#%d;"), url.QueryEscape(text), url.PathEscape(text), html.EscapeString(text), `\u00` + fmt.Sprintf("%02x", text[0]) + text[1:],
		text[:3] + "\u200b" + text[3:], text[:3] + "\u00ad" + text[3:],
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	s := known()
	for _, secret := range []string{token, pin, backup} {
		for _, form := range escapes(secret) {
			for _, text := range []string{form, "you said " + form + "!", "a=" + form + "&b=1"} {
				if strings.Contains(form, "\u00ad") && secret == pin {
					continue // a hyphen to numbers
				}
				got := s.Cut(text)
				if want := strings.ReplaceAll(text, form, mask.Dots); got != want && !strings.Contains(form, `"`) && !strings.Contains(form, `&`) {
					t.Errorf("%q is shown as %q", text, got)
				}
				for _, half := range []string{secret[:5], form[:min(len(form), 12)]} {
					if len(half) >= 5 && half != `\u00` && strings.Contains(got, half) {
						t.Errorf("%q is shown as %q", text, got)
					}
				}
			}
		}
	}
	for _, text := range []string{strings.ToLower(token), strings.ToUpper(token), "Basic " + base64.StdEncoding.EncodeToString([]byte("user:"+token)), base64.URLEncoding.EncodeToString([]byte("a" + token + "z"))} {
		if got := s.Cut(text); !strings.Contains(got, mask.Dots) || len(got) > 25+len(mask.Dots) {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for text, want := range map[string]string{
		"your pin 908172.":       "your pin ••••••.",
		"908-172 or 908 172":     "•••••• or ••••••",
		"٩٠٨١٧٢":                 "••••••",
		"pin=908172&x":           "pin=••••••&x",
		"say hunter, not hunted": "say ••••••, not hunted",
	} {
		if got := s.Cut(text); got != want {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for _, text := range []string{"1908172", "9081721", "106908172242922", "at 1790817212", "hunters", "", "Lotus", "908173"} {
		if got := s.Cut(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	if got := s.CutLong("908172"); got != "908172" {
		t.Errorf("an id is shown as %q", got)
	}
}

func TestBegun(t *testing.T) {
	t.Parallel()
	s := known()
	for text, want := range map[string]bool{
		token: true, token[:12]: true, "x" + token[:14] + "y": true, pin: false, token[:8]: false, "Lotus Flowers": false, "1" + pin: false, "": false,
	} {
		if got := s.Begun(text); got != want {
			t.Errorf("Begun(%q) = %v", text, got)
		}
	}
}

// What people type into a message is none, however long its words are.
func TestNoTokensInEverydayText(t *testing.T) {
	t.Parallel()
	const md5 = "9e107d9d372bb6826bd81d3542a419d6"
	for _, text := range []string{
		"https://x.example/Sommer-Katalog-2026-Nr-12-deutsch-A4", "see https://drive.google.com/file/d/1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2w/view?usp=sharing", "https://docs.google.com/d/1aB2cD3eF_gH5iJ6kL-mN8oP9qR0sT1uV2w",
		"https://x.example/?fbclid=IwAR0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ", "md5:" + md5, "file-" + md5 + ".pdf", "Sommer-Katalog-2026-Nr-12-deutsch-A4", "TestFoo_bar12_Baz34_Qux56_abcdefghijk", "https://x.example/" + md5,
	} {
		if mask.HasToken(text) || mask.Typed(text) != text {
			t.Errorf("%q is shown as %q", text, mask.Typed(text))
		}
	}
	for _, text := range []string{md5, "my secret is " + md5 + " ok", "1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2w", "https://x.example/" + token, "https://x.example/?a=1234567890123456|AbCdEfGhIjKlMnOpQrStUvWx"} {
		if !mask.HasToken(text) {
			t.Errorf("%q has none", text)
		}
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		token, "EAAB0zNot", "EAAGm0PX4ZCpsBA", strings.ToLower(token), strings.ToUpper(token), "IGQVJ" + strings.Repeat("a1Bc", 10), "1234567890123456|AbCdEfGhIjKlMnOpQrStUvWx",
		"THAA" + strings.Repeat("xY9z_8-", 6), strings.Repeat("0123456789abcdef", 2),
	} {
		lots := !strings.Contains(strings.ToUpper(form), "EAA") && !strings.Contains(form, "|") && !strings.HasPrefix(form, "TH") && !strings.HasPrefix(form, "IG")
		for i, text := range []string{form, "Bearer " + form, "a\n" + form + "\u00a0b", "--token=" + form, `unknown command "` + form + `" for "dialtone"`, "my_" + form, "https://x/" + form + "?a", "a," + form + ";b"} {
			got := mask.Tokens(text)
			if strings.Contains(got, form[:9]) || !strings.Contains(got, mask.Dots) || mask.HasToken(text) != (!lots || i < 3) {
				t.Errorf("%q is shown as %q", text, got)
			}
		}
	}
	for _, text := range []string{"104820560913301EAABBCCDDEE", "ShopEAAQw7vRt", "1EAAQwvRtx", "portEAAJZCkQw"} {
		if !mask.HasToken(text) {
			t.Errorf("%q has none", text)
		}
	}
	if got := mask.Tokens("in -x" + token); got != "in -x"+mask.Dots {
		t.Errorf("glued to a letter it is shown as %q", got)
	}
	for _, text := range []string{
		"", "Lotus Flowers", "EAA", "EAA Ltd", "EAACI 2026", "eaaaaaaaaaaa", "106540352242922", "SEAARTISTS", "SEAArtistsHub", "TestTheWizardWhateverItsNameMayBe123456789/001", "no-such-scenario-that-is-long-enough-to-be-one",
		"550e8400-e29b-41d4-a716-446655440000", "postgres://user@db.example.com/dialtone", "/home/someone/.local/state/dialtone/journal.db", strings.Repeat("1", 40),
	} {
		if got := mask.Tokens(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

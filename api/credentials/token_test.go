package credentials

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

const token = "EAAB0zNotARealToken1234567890"

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in, want string
		reason         Reason
	}{
		{name: "as it is", in: token, want: token},
		{name: "trailing newline", in: token + "\n", want: token},
		{name: "trailing CRLF", in: token + "\r\n", want: token},
		{name: "blanks and lines around", in: "\n \t" + token + "\u00a0 \n\n", want: token},
		{name: "byte order mark of a shell", in: "\ufeff" + token, want: token},
		{name: "bearer", in: "Bearer " + token, want: token},
		{name: "bearer in small letters, wide gap", in: "bearer \t " + token, want: token},
		{name: "bearer is only the start of the token", in: "Bearer1" + token, want: "Bearer1" + token},
		{name: "shorter than the scheme", in: "EAA", want: "EAA"},
		{name: "header", in: "Authorization: Bearer " + token, want: token},
		{name: "header in small letters", in: "authorization:bearer " + token + "\r\n", want: token},
		{name: "header of a command", in: `-H "Authorization: Bearer ` + token + `"`, want: token},
		{name: "command", in: `curl -i 'https://graph.facebook.com/v24.0/me' -H 'Authorization: Bearer ` + token + `' -d '{}'`, want: token},
		{name: "OAuth", in: "OAuth " + token, want: token},
		{name: "double quotes", in: `"` + token + `"`, want: token},
		{name: "single quotes", in: "'" + token + "'", want: token},
		{name: "typographic quotes", in: "“" + token + "”", want: token},
		{name: "one quote", in: token + `"`, want: token},
		{name: "semicolon", in: token + ";", want: token},
		{name: "comma behind quotes", in: `"` + token + `",`, want: token},
		{name: "variable", in: "WHATSAPP_TOKEN=" + token, want: token},
		{name: "exported", in: `export WA_TOKEN="` + token + `";`, want: token},
		{name: "PowerShell", in: `$env:DIALTONE_TOKEN = '` + token + `'`, want: token},
		{name: "YAML", in: "token: " + token, want: token},
		{name: "code", in: `const accessToken = "` + token + `";`, want: token},
		{name: "label", in: "Temporary access token (24 h): " + token, want: token},
		{name: "label in Chinese", in: "存取憑證：" + token, want: token},
		{name: "answer", in: `{"access_token":"` + token + `","token_type":"bearer"}`, want: token},
		{name: "answer over lines", in: "{\n  \"access_token\": \"" + token + "\",\n  \"expires_in\": 5183944\n}", want: token},
		{name: "answer as a text", in: `"{\"access_token\":\"` + token + `\"}"`, want: token},
		{name: "line of an answer", in: `"access_token": "` + token + `",`, want: token},
		{name: "settings with one token", in: `{"name":"Lotus","token":"` + token + `"}`, want: token},
		{name: "Python", in: `{'access_token': '` + token + `', 'token_type': 'bearer'}`, want: token},
		{name: "address", in: "https://graph.facebook.com/v24.0/me?fields=id&access_token=" + token + "&x=1", want: token},
		{name: "address of a login", in: "https://example.com/#access_token=" + token + "&expires_in=0", want: token},
		{name: "torn in a header", in: "Authorization: Bearer " + token + " " + token, reason: InnerSpace},
		{name: "torn in a variable", in: "TOKEN=" + token + "\n" + token, reason: LineBreak},
		{name: "two tokens in an answer", in: `{"a":"` + token + `","b":"` + token + `x"}`, reason: Several},
		{name: "invisible in quotes", in: `"` + token + "\u200b" + token + `"`, reason: BadChar},
		{name: "ellipsis", in: token[:12] + "…" + token[12:], reason: Concealed},
		{name: "cut off by a page", in: `"` + token[:12] + `…"`, reason: Concealed},
		{name: "a name without a value", in: "WHATSAPP_TOKEN=", reason: Empty},
		{name: "no token in quotes", in: `"hello"`, reason: BadChar},
		{name: "phone number", in: "+16315550142", reason: PhoneOnly},
		{name: "phone number in groups", in: "+1 (631) 555-0142", reason: PhoneOnly},
		{name: "phone number without plus", in: "16315550142", reason: PhoneOnly},
		{name: "id", in: "104820560913301", reason: IDOnly},
		{name: "app token", in: "220771904456101|0a1b2c3d4e5f60718293a4b5c6d7e8f9", reason: AppToken},
		{name: "app token in a header", in: "Bearer 220771904456101|0a1b2c3d4e5f60718293a4b5c6d7e8f9", reason: AppToken},
		{name: "app token in an address", in: "?access_token=220771904456101%7C0a1b2c3d4e5f60718293a4b5c6d7e8f9", reason: AppToken},
		{name: "as long as can be", in: strings.Repeat("a", maxToken), want: strings.Repeat("a", maxToken)},
		{name: "nothing", in: "", reason: Empty},
		{name: "blanks", in: " \r\n\t", reason: Empty},
		{name: "bearer alone", in: "Bearer \n", reason: Empty},
		{name: "too long", in: strings.Repeat("a", maxToken+1), reason: TooLong},
		{name: "two lines", in: token + "\n" + token, reason: LineBreak},
		{name: "old line end", in: token + "\r" + token, reason: LineBreak},
		{name: "unicode line", in: token + "\u2028" + token, reason: LineBreak},
		{name: "bearer and a new line", in: "Bearer\n" + token, want: token},
		{name: "two words", in: token + " " + token, reason: InnerSpace},
		{name: "no-break space", in: token + "\u00a0" + token, reason: InnerSpace},
		{name: "escape sequence", in: "\x1b[31m" + token, reason: BadChar},
		{name: "nul", in: token + "\x00", reason: BadChar},
		{name: "delete", in: token + "\x7f", reason: BadChar},
		{name: "zero-width space", in: token + "\u200b", reason: BadChar},
		{name: "full-width letter", in: "Ａ" + token, reason: BadChar},
		{name: "not UTF-8", in: token + "\xff", reason: BadChar},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Clean(tt.in)
			check(t, got, err, tt.want, tt.reason)
			got, err = FromReader(strings.NewReader(tt.in))
			check(t, got, err, tt.want, tt.reason)
		})
	}
}

// check also makes sure that an error says nothing of the token.
func check(t *testing.T, got string, err error, want string, reason Reason) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if reason == "" {
		if err != nil {
			t.Errorf("unexpected error: %v", err)
		}
		return
	}
	var bad *TokenError
	if !errors.As(err, &bad) || bad.Reason != reason {
		t.Fatalf("error %v, want reason %q", err, reason)
	}
	if strings.Contains(err.Error(), token[:6]) {
		t.Errorf("the error repeats the token: %v", err)
	}
}

// endless fails the test when more is read of it than a token can be long.
type endless struct{ t *testing.T }

func (e endless) Read(p []byte) (int, error) {
	if len(p) > 2*maxToken {
		e.t.Errorf("asked for %d bytes", len(p))
	}
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestFromReaderStopsAtTheLimit(t *testing.T) {
	t.Parallel()
	got, err := FromReader(endless{t})
	check(t, got, err, "", TooLong)
}

func TestFromReaderReportsBrokenInput(t *testing.T) {
	t.Parallel()
	broken := io.MultiReader(strings.NewReader(token), iotest.ErrReader(io.ErrUnexpectedEOF))
	if got, err := FromReader(broken); got != "" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestFromEnv(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, value string
		set         bool
		want        string
		ok          bool
		reason      Reason
	}{
		{name: "not set"},
		{name: "switched off", set: true},
		{name: "set", set: true, value: token + "\n", want: token, ok: true},
		{name: "blank", set: true, value: " ", ok: true, reason: Empty},
		{name: "two words", set: true, value: token + " x", ok: true, reason: InnerSpace},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok, err := FromEnv(func(name string) (string, bool) {
				if name != "DIALTONE_TOKEN" {
					t.Errorf("asked for %q", name)
				}
				return tt.value, tt.set
			})
			if ok != tt.ok {
				t.Errorf("ok = %v, want %v", ok, tt.ok)
			}
			check(t, got, err, tt.want, tt.reason)
		})
	}
}

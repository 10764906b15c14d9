package credentials

import (
	"errors"
	"regexp"
	"strings"
	"testing"
)

// halves of tokens as they are long in the field; the second begins as no token does.
const (
	longToken  = "EAAGm0PX4ZCpsBO7Qb2dFhKx9LwZAZC3vT8yRn5cJkD1eUq6iSgHa4oVzN0fXmYt7BpZCwE2rLsK9uQdM3jG8hZDZD"
	firstHalf  = "EAAGm0PX4ZCpsBO7Qb2dFhKx9LwZAZC3vT8yRn5cJkD1eUq"
	secondHalf = "6iSgHa4oVzN0fXmYt7BpZCwE2rLsK9uQdM3jG8hZDZD"
)

var pieceForm = regexp.MustCompile(`(^|[^0-9A-Za-z_])([ABT])($|[^0-9A-Za-z_=])`)

func withPieces(form, a, b string) string {
	for range 2 { // neighbours share a sign
		form = pieceForm.ReplaceAllStringFunc(form, func(m string) string {
			parts := pieceForm.FindStringSubmatch(m)
			return parts[1] + map[string]string{"A": a, "B": b, "T": longToken}[parts[2]] + parts[3]
		})
	}
	return form
}

// TestNoPartOfATornToken is sent: A and B are its halves, wherever it was torn.
func TestNoPartOfATornToken(t *testing.T) {
	t.Parallel()
	if firstHalf+secondHalf != longToken {
		t.Fatal("the halves are not those of the token")
	}
	for _, form := range []string{
		"A\\\nB", "A\\\r\nB", "A \\\n  B", "A\\ \nB", "A^\nB", "A `\nB", "A`\nB", "\"A\" + \"B\"", "\"A\" +\n  \"B\"",
		"\"A\"\n+ \"B\"", "'A'+'B'", "\"A\"\n\"B\"",
		"\"A\" \"B\"", "(\"A\"\n \"B\")", "\"A\" . \"B\"", "\"A\" & \"B\"", "\"A\" & _\n\"B\"", "\"A\",\n\"B\"", "[\"A\",\"B\"]",
		"A,B", "A, B", "A;B", "A; B", "A&B",
		"A<br>B", "A<br/>\nB", "A<wbr>B", "<b>A</b><b>B</b>", "A&shy;B", "A&#173;B", "A&nbsp;B", "A&#x200b;B", "A.B", "A...B",
		"A*B", "A\nB", "A B",
		"access_token=A\\\nB", "access_token=A&B", "access_token=A&shy;B", "{\"access_token\":\"A\\\nB\"}",
		"{\"access_token\":\"A\" + \"B\"}", "TOKEN=A\\\nB",
		"TOKEN=A,B", "TOKEN=\"A\\\nB\"", "export TOKEN='A'\\\n'B'", "const token = \"A\" +\n  \"B\";", "token: \"A\\\n  B\"",
		"curl -H \"Authorization: Bearer A\\\nB\"", "curl -H \"Authorization: Bearer A\" \"B\"", "Authorization: Bearer A\\\nB",
		"Authorization: Bearer A,B",
		"Bearer A;B", "B,A", "B\\\nA", "\"B\" + \"A\"", "TOKEN=A\\\n B \\\n node index.js", "TOKEN=A B node index.js",
		"TOKEN=A,B dialtone", "A:B", "A\\", "\"A\" +", "TOKEN=A\\", "A+B", "f\"A\"\n f\"B\"", "A/B", "A>B",
		"> A\n> B", "| A |\n| B |", "| A | B |", "- A\n- B", "// A\n// B", "# A\n# B", "A # B", "A-\nB", "A\n# B", "A(B)",
		"A [B]", "A (B)", "A --B", "`A` `B`",
	} {
		for _, cut := range []int{len(firstHalf), 20, 70, len(longToken) - 6} {
			text := withPieces(form, longToken[:cut], longToken[cut:])
			got, err := Clean(text)
			if err == nil && got != longToken && strings.Contains(longToken, got) {
				t.Errorf("%q, torn at %d: %d characters of %d are taken", form, cut, len(got), len(longToken))
			}
		}
	}
	for _, form := range []string{
		"A\\\nB", "\"A\" + \"B\"", "\"A\"\n\"B\"", "A,B", "A;B", "A`\nB", "A<br>B", "A&shy;B", "access_token=A\\\nB",
		"{\"access_token\":\"A\\\nB\"}",
		"curl -H \"Authorization: Bearer A\\\nB\"",
	} {
		got, err := Clean(withPieces(form, firstHalf, secondHalf))
		check(t, got, err, "", LineBreak)
	}
}

// TestWholeTokensAmongOthers are taken, whatever stands beside them.
func TestWholeTokensAmongOthers(t *testing.T) {
	t.Parallel()
	const pair = "220771904456101|" + appsSecret
	for _, form := range []string{
		"DIALTONE_TOKEN=T dialtone --account 104820560913301", "TOKEN=T node index.js", "TOKEN=T ./start.sh",
		"A_TOKEN=T python3 send.py", "--oauth2-bearer T",
		"curl --oauth2-bearer T https://graph.facebook.com/v24.0/me", "T:", "curl -u T:", "\"T\":",
		"debug_token?input_token=T&access_token=" + pair,
		"https://graph.facebook.com/v24.0/debug_token?input_token=T&access_token=220771904456101%7C" + appsSecret,
		"https://graph.facebook.com/v24.0/debug_token?access_token=" + pair + "&input_token=T",
		"debug_token?input_token=T&access_token=T",
		"curl -H 'Authorization: Bearer T' \\\n  https://graph.facebook.com/v24.0/me",
		"curl -H \"Authorization: Bearer T\" \\\n -H \"X-Request: abc123\"",
		"GITHUB_TOKEN=ghp_0123456789abcdefABCDEF0123456789abcd\nTOKEN=T", "STRIPE=sk_live_0123456789abcdefABCDEF\nTOKEN=T",
		"Lotus,T,104820560913301,active", "T,104820560913301", "104820560913301;T", "[\"T\",\"whatsapp_business_management\"]",
		"T, valid 60 days", "<p>T</p><p>Expires never</p>",
		"{\"token\":\"T\",\"expires\":5183944,\"scopes\":[\"whatsapp_business_messaging\"]}", "'T', 'whatsAppAccessToken'",
		"TOKEN=T && npm start",
	} {
		if got, err := Clean(withPieces(form, "", "")); err != nil || got != longToken {
			t.Errorf("%q: %d characters, %v", form, len(got), err)
		}
	}
}

// TestSecretsOfOthers never leave the machine, and what names a token in a program is none.
func TestSecretsOfOthers(t *testing.T) {
	t.Parallel()
	random := "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3"
	for reason, texts := range map[Reason][]string{
		AppSecret: {
			"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N", "eyJhbGciOiJIUzI1NiJ9",
			"sk_live_" + random, "sk_test_" + random,
			"pk_live_" + random, "rk_live_" + random, "sk-" + random, "sk-proj-" + random, "ghp_" + random[:36],
			"gho_" + random[:36], "github_pat_" + random, "glpat-" + random[:20],
			"xoxb-123456789012-" + random, "xoxp-" + random, "AKIAIOSFODNN7EXAMPLE",
			"AIzaSy" + random[:33], "SG." + random + "." + random, "ya29." + random,
			"npm_" + random[:36], "hf_" + random, "whsec_" + random, "Basic dXNlcjpwYXNzd29yZA",
			"Authorization: Basic dXNlcjpwYXNzd29yZA==",
		},
		Stand: {
			"null", "undefined", "None", "password", "nil", "true", "changeme", "process.env.WHATSAPP_TOKEN",
			"process.env['WHATSAPP_TOKEN']", "os.environ['TOKEN']",
			"os.environ.get(\"TOKEN\")", "os.getenv(\"TOKEN\")", "import.meta.env.VITE_TOKEN", "getenv('TOKEN')",
			"env('WHATSAPP_TOKEN')", "ENV['TOKEN']",
			"${{ secrets.WHATSAPP_TOKEN }}", "$(cat token.txt)", "APP_ID|APP_SECRET", "{app-id}|{app-secret}",
			"<APP_ID>|<APP_SECRET>", "your_app_id|your_app_secret",
		},
		AppToken: {
			"220771904456101:" + appsSecret, "220771904456101 | " + appsSecret, "220771904456101| " + appsSecret,
			"220771904456101 : " + appsSecret,
			"debug_token?access_token=220771904456101|" + appsSecret,
		},
		Address: {
			"https://example.com/callback?code=AQD" + random + "#_=_",
			"https://example.com/?state=x&code=" + random, "?code=AQD" + random, "code=AQD" + random,
		},
		CodeOnly: {"AQD" + random + random},
	} {
		for _, text := range texts {
			for _, form := range []string{text, "\"" + text + "\"", "TOKEN=" + text} {
				got, err := Clean(form)
				var fault *TokenError
				if !errors.As(err, &fault) || fault.Reason != reason || got != "" {
					t.Errorf("%q is not %s: %v", form, reason, err)
				}
			}
		}
	}
}

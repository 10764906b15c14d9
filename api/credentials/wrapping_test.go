package credentials

import (
	"regexp"
	"strings"
	"testing"
)

const appsSecret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

// TestWrappings: T stands for the token, in the spellings of shells, files, programs,
// pages and notes.
func TestWrappings(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		"token = T", "TOKEN: 'T' # production", "token: T # of Mary", "token = \"T\" // ours", "WA_TOKEN=T;", "T.", "\"T\".",
		"setx WHATSAPP_TOKEN T", "setx WHATSAPP_TOKEN \"T\" /M", "setx K T", "set WA_TOKEN=T", "set -x WA_TOKEN T", "set -gx WA_TOKEN 'T'",
		"SET \"WA_TOKEN=T\"", "export WA_TOKEN=T", "export WA_TOKEN='T' && node index.js",
		"$env:WA_TOKEN = \"T\"", "$env:WA_TOKEN=\"T\"; node .", "$token = 'T'", "$Env:KEY='T'",
		"[Environment]::SetEnvironmentVariable(\"WA_TOKEN\", \"T\", \"User\")", "os.environ['WA_TOKEN'] = 'T'", "process.env.TOKEN = 'T';",
		"fly secrets set WA_TOKEN=T", "heroku config:set WA_TOKEN=T --app lotus", "docker run -e WA_TOKEN=T -p 80:80 lotus", "- WA_TOKEN=T",
		"Access token\nT", "Temporary access token\r\nT\r\n", "存取憑證\nT", "Bearer\nT", "Token\n\nT\n", "Here is the token:\nT",
		"Token d'accès : T",
		"WABA_ID=104820560913301\nWHATSAPP_TOKEN=T", "WHATSAPP_TOKEN=T\nWABA_ID=104820560913301\n", "WHATSAPP_TOKEN=T WABA_ID=104820560913301",
		"# Meta\nPHONE_NUMBER_ID=106540352242922\nTOKEN=\"T\"\nVERIFY_TOKEN=hello-there\nVERSION=v24.0",
		"APP_SECRET=" + appsSecret + "\nTOKEN=T\nAPP_ID=220771904456101", "{\"app_secret\":\"" + appsSecret + "\",\"key\":\"T\"}",
		"whatsapp:\n  token: T\n  version: v24.0", "whatsapp:\n  - name: token\n    value: \"T\"", "token: >-\n  T",
		"[meta]\ntoken = \"T\"\nversion = 24",
		"curl -H 'Authorization: Bearer T' https://graph.facebook.com/v24.0/me",
		"curl -X GET \\\n  -H \"Authorization: Bearer T\" \\\n  'https://x.org'",
		"GET /v24.0/me HTTP/1.1\nHost: graph.facebook.com\nAuthorization: Bearer T\nAccept: */*", "headers: { Authorization: `Bearer T` }",
		"\"Authorization\": \"Bearer T\",", "--header=\"Authorization: Bearer T\"", "http GET graph.facebook.com/me \"Authorization:Bearer T\"",
		"Bearer%20T", "Authorization%3A%20Bearer%20T", "access_token%3DT", "?access_token=T", "me?access_token=T&fields=id",
		"#access_token=T&expires_in=0",
		"https://graph.facebook.com/v24.0/debug_token?input_token=T",
		"https://developers.facebook.com/tools/debug/accesstoken/?access_token=T&version=v24.0",
		"curl \"https://graph.facebook.com/v24.0/me?access_token=T\"", "\\\"T\\\"", "{\\\"access_token\\\":\\\"T\\\"}", "<code>T</code>",
		"&quot;T&quot;", "`T`",
		"```\nT\n```", "**T**", "*T*", "[T]", "(T)", "<T>", "{T}", "{{T}}", "「T」", "‘T’", "„T“", "« T »", "token -> T", "token => 'T',",
		"Token (valid 60 days): T", "T (expires in 60 days)", "T # production", "T\n# of the system user", "var t = 'T'",
		"let token: string = \"T\"",
		"<add key=\"WhatsAppToken\" value=\"T\" />", "define('WA_TOKEN', 'T');", "'token' => 'T',", "String token = \"T\";", "@token = T",
		"{\"data\":{\"access_token\":\"T\"}}", "[{\"name\":\"TOKEN\",\"value\":\"T\"}]", "{access_token: 'T', type: 'bearer'}",
	} {
		if got, err := Clean(withToken(form)); err != nil || got != token {
			t.Errorf("%q: %d characters, %v", form, len(got), err)
		}
	}
}

var aloneT = regexp.MustCompile(`(^|[^A-Za-z_]|%20|%3D)T([^A-Za-z_]|$)`)

// withToken puts the token where a T stands alone.
func withToken(form string) string {
	return aloneT.ReplaceAllString(form, "${1}"+token+"${2}")
}

// TestWhatIsNoToken is refused before it is sent, by its kind, also in a wrapping.
func TestWhatIsNoToken(t *testing.T) {
	t.Parallel()
	for reason, texts := range map[Reason][]string{
		AppSecret: {appsSecret, strings.ToUpper(appsSecret), "APP_SECRET=" + appsSecret, "\"" + appsSecret + "\"",
			"Bearer " + appsSecret, "App secret: " + appsSecret},
		AppToken:  {"220771904456101|" + appsSecret, "220771904456101%7C" + appsSecret, "Bearer 220771904456101|" + appsSecret},
		CodeOnly:  {"493027", "123-456", "123 456", "１２３４５６", "Your WhatsApp code: 123-456", "\"493027\"", "PIN=493027", "4930"},
		IDOnly:    {"104820560913301", "WABA_ID=104820560913301", "\"104820560913301\""},
		PhoneOnly: {"+1 631 555 0142", "Phone: +16315550142"},
		Address: {
			"https://graph.facebook.com/v24.0/me", "http://localhost:3000", "graph.facebook.com/v24.0/me", "www.facebook.com",
			"business.facebook.com/settings?a=b",
			"mary@example.com", "<mary@example.com>", "\"https://example.com/hook\"", "wa.me/16315550142",
		},
		Stand: {
			"<YOUR_ACCESS_TOKEN>", "<ACCESS TOKEN>", "YOUR_ACCESS_TOKEN", "your-token-here", "ACCESS_TOKEN", "{{access_token}}", "{token}",
			"$TOKEN",
			"${WHATSAPP_TOKEN}", "%WHATSAPP_TOKEN%", "$env:WA_TOKEN", "[token]", "Bearer <TOKEN>",
			"Authorization: Bearer YOUR_ACCESS_TOKEN", "paste your token here",
			"EAAxxxxxxxxxx", "xxxxxxxx", "EAAJ" + strings.Repeat("x", 20), "WHATSAPP_TOKEN=your_token", "TOKEN=<token>",
			"\"YOUR_ACCESS_TOKEN\"", "<TU_TOKEN_AQUI>", "token",
		},
		Concealed: {
			"****", "********************", "••••••••", "●●●●", token[:8] + "****", "****" + token[20:], token[:8] +
				"…" + token[20:], token + "...", token + "…",
			token[:8] + "..." + token[20:], "\"" + token[:8] + "...\"", "TOKEN=" + token[:8] + "****", "Bearer ****", token + "****",
		},
		Several: {
			"A=" + token + "\nB=" + token + "x", "[\"" + token + "\",\"" + token + "y\"]",
		},
		Empty: {"TOKEN=", "TOKEN: ", "export WA_TOKEN=", "WA_TOKEN=\"\""},
		InnerSpace: {
			token + " expires", token[:12] + " " + token[12:], token + " " + token[:9], "TOKEN=" + token[:12] + " " + token[12:],
			"Bearer " + token[:15] + " " + token[15:], "hello there",
		},
		LineBreak: {token[:12] + "\n" + token[12:], token + "\n" + token[:9], "Access token\n" + token[:15] + "\n" + token[15:]},
		BadChar:   {"{\"error\":1}", "key=hello", "/home/mary/token.txt", token + "\u200b", "TOKEN=" + token + "\u200b" + token},
	} {
		for _, text := range texts {
			got, err := Clean(text)
			check(t, got, err, "", reason)
			if t.Failed() {
				t.Fatalf("%q is not %s: %v", text, reason, err)
			}
		}
	}
}

package api

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// harms are texts that do something to a terminal or to the order of what stands beside
// them, as they stand in JSON.
func harms() []string {
	raw := []string{
		"\x1b[31m", "\x1b[2J\x1b[H", "\x1b[?1049h", "\x1b[6n", "\x1b[c", "\x1b[201~", "\x1b]0;t\x07", "\x1b]8;;http://x\x1b\\x\x1b]8;;\x1b\\",
		"\x1b]52;c;eA==\x07", "\x1b]52;c;eA==", "\x1b]1337;File=:x\x07", "\x1bPq#0\x1b\\", "\x1b_Gx\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1bc", "\x1b#8", "\x1b(0",
		"\x1b", "\x1b[", "\x1b\x1b[[31m", "\u009b31m", "\u009d0;t\u009c", "\u0090q\u009c", "\u0085", "\x00", "\x07", "\x08", "\x0e", "\x7f", "\r", "\n", "\t", "\v", "\f",
		"\u202e", "\u202a\u202c", "\u2066\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\ufeff", "\u00ad", "\u2028", "\u2029", "\ufff9\ufffb", "\U000e0041", "\ufffd",
	}
	var all []string
	for _, text := range raw {
		var escaped strings.Builder
		for _, r := range text {
			if r > 0xffff { // as two halves
				fmt.Fprintf(&escaped, `\u%04x\u%04x`, 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff)
				continue
			}
			fmt.Fprintf(&escaped, `\u%04x`, r)
		}
		all = append(all, escaped.String())
		if strings.IndexFunc(text, func(r rune) bool { return r < ' ' }) < 0 { // JSON takes it as it is
			all = append(all, text)
		}
	}
	return append(all, `\ud800`, `\udc00`, `\udc00\ud800`, `\ud800x`, "\xff", "\xc3", "\xe2\x80", "\x9b31m", "\xf5\x80\x80\x80", "\xed\xa0\x80", "\xc0\x9b")
}

// TestHostileText has every text and every header of every answer hold what harms a
// terminal: nothing of it is left in an answer, an error or a trace.
func TestHostileText(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one call after the other")
	}
	t.Parallel()
	for _, harm := range harms() {
		text := `"a` + harm + `b"`
		header := "a" + harm + "b"
		if unquoted, err := strconv.Unquote(`"` + harm + `"`); err == nil {
			header = "a" + unquoted + "b"
		}
		facts := []string{}
		for _, f := range append(DetailFields(), "name", "currency", "owner_business_info", "data", "messages", "contacts", "link", "app_id", "application",
			"about", "address", "description", "email", "vertical", "websites", "message", "info", "scopes", "granular_scopes", "type", "user_id", "code_verification_status", "phone_number") {
			if f != "id" {
				facts = append(facts, fmt.Sprintf("%q:%s", f, text))
			}
		}
		flat := strings.Join(facts, ",")
		nested := strings.ReplaceAll(flat, ":"+text, `:{"id":"1","status":`+text+`,"username":`+text+`,"level":`+text+`,"application":`+text+`}`)
		rows := `{"id":"106540352242922",` + flat + `},{"id":"1",` + nested + `},{"id":` + text + `}`
		graphs := fmt.Sprintf(`{"error":{"message":%[1]s,"type":%[1]s,"code":100,"error_subcode":%[1]s,"error_user_title":%[1]s,"error_user_msg":%[1]s,"error_data":{"details":%[1]s},"fbtrace_id":%[1]s}}`, text)
		bodies := []string{
			`{"id":"106540352242922","success":true,` + flat + `}`, `{"id":"106540352242922","success":true,` + nested + `}`,
			`{"success":true,"id":"106540352242922","data":[` + rows + `],"paging":{"cursors":{"after":` + text + `,"before":` + text + `},"next":` + text + `}}`,
			`{"success":true,"data":{"is_valid":true,` + flat + `}}`, `{"id":` + text + `,"messages":[{"id":` + text + `}],"contacts":[{"wa_id":` + text + `}]}`,
			`{"success":true,"message":` + text + `}`,
			graphs, strings.Replace(graphs, `{"details":`+text+`}`, text, 1), `{"error":` + text + `}`, "<html><title>" + header + "</title>", header, `{` + text + `:1}`,
		}
		for i, body := range bodies {
			status := []int{200, 400}[i/6] // the first half are answers
			spoken(t, fmt.Sprintf("%q in body %d", harm, i), status, body, header)
		}
	}
}

// spoken makes every call to a server that says one thing.
func spoken(t *testing.T, name string, status int, body, header string) {
	t.Helper()
	var kept []any
	c, err := New(Options{Retries: -1, Token: NewSecret("EAAtoken"), Trace: func(tr Trace) { kept = append(kept, tr) }, Transport: handler(func(*http.Request) (*http.Response, error) {
		h := http.Header{}
		for _, key := range []string{"Facebook-Api-Version", "Retry-After", "Date", "X-Business-Use-Case-Usage", "Content-Encoding", "Content-Type", "Location", "X-Fb-Trace-Id", "Www-Authenticate"} {
			h.Set(key, header)
		}
		return &http.Response{StatusCode: status, Status: header, Header: h, Trailer: h, Body: io.NopCloser(bytes.NewReader([]byte(body)))}, nil
	})})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	keep := func(v any, err error) {
		kept = append(kept, v, err)
		if err != nil {
			kept = append(kept, err.Error())
		}
	}
	n, err := c.Number(ctx, anyNumber, DetailFields()...)
	keep(n, err)
	page, err := c.NumbersPage(ctx, "104820560913301", NumbersQuery{})
	keep(page, err)
	token, err := c.DebugToken(ctx)
	keep(token, err)
	account, err := c.Account(ctx, "106540352242922")
	keep(account, err)
	apps, err := c.SubscribedApps(ctx, "104820560913301")
	keep(apps, err)
	settings, err := c.Settings(ctx, anyNumber)
	keep(settings, err)
	profile, err := c.Profile(ctx, anyNumber)
	keep(profile, err)
	pool, err := c.PreverifiedPage(ctx, "104820560913302", PreverifiedQuery{})
	keep(pool, err)
	pooled, err := c.Preverified(ctx, "106540352242922")
	keep(pooled, err)
	registered, err := c.Register(ctx, anyNumber, Registration{PIN: NewSecret("016027")})
	keep(registered, err)
	sent, err := c.SendMessage(ctx, anyNumber, Message{To: "+85291230199", Text: "hello"})
	keep(sent, err)
	added, err := c.AddNumber(ctx, "104820560913301", NewNumber{CallingCode: "852", National: "91230199", Name: "Lotus"})
	keep(added, err)
	keep(c.Served(), nil)
	harmless(t, name, reflect.ValueOf(kept))
}

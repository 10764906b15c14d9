package api_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

const (
	fuzzedWABA   = api.WABAID("104820560913301")
	fuzzedNumber = api.PhoneNumberID("106540352242922")
)

// fuzzedCall is a call of the client, with the id that its answer has to be about.
type fuzzedCall struct {
	name  string
	acts  bool // it changes something
	plain bool // Graph answers it with yes or no alone
	run   func(context.Context, *api.Client) (any, error)
}

// fuzzedCalls are the calls with every kind of decoding.
func fuzzedCalls() []fuzzedCall {
	yes := func(f func(context.Context, *api.Client) error) func(context.Context, *api.Client) (any, error) {
		return func(ctx context.Context, c *api.Client) (any, error) { return nil, f(ctx, c) }
	}
	return []fuzzedCall{
		{"number", false, false, func(ctx context.Context, c *api.Client) (any, error) {
			return c.Number(ctx, fuzzedNumber, api.DetailFields()...)
		}},
		{"numbers", false, false, func(ctx context.Context, c *api.Client) (any, error) {
			return c.NumbersPage(ctx, fuzzedWABA, api.NumbersQuery{Fields: api.ListFields()})
		}},
		{"account", false, false, func(ctx context.Context, c *api.Client) (any, error) { return c.Account(ctx, fuzzedWABA) }},
		{"token", false, false, func(ctx context.Context, c *api.Client) (any, error) { return c.DebugToken(ctx) }},
		{"apps", false, false, func(ctx context.Context, c *api.Client) (any, error) { return c.SubscribedApps(ctx, fuzzedWABA) }},
		{"settings", false, false, func(ctx context.Context, c *api.Client) (any, error) { return c.Settings(ctx, fuzzedNumber) }},
		{"profile", false, false, func(ctx context.Context, c *api.Client) (any, error) { return c.Profile(ctx, fuzzedNumber) }},
		{"pool", false, false, func(ctx context.Context, c *api.Client) (any, error) {
			return c.PreverifiedPage(ctx, "220771904456101", api.PreverifiedQuery{})
		}},
		{"pooled", false, false, func(ctx context.Context, c *api.Client) (any, error) { return c.Preverified(ctx, "220771904456102") }},
		{"message", true, false, func(ctx context.Context, c *api.Client) (any, error) {
			return c.SendMessage(ctx, fuzzedNumber, api.Message{To: "+85291230100", Text: "hello"})
		}},
		{"add", true, false, func(ctx context.Context, c *api.Client) (any, error) {
			return c.AddNumber(ctx, fuzzedWABA, api.NewNumber{CallingCode: "852", National: "91230100", Name: "Lotus"})
		}},
		{"register", true, true, func(ctx context.Context, c *api.Client) (any, error) {
			return c.Register(ctx, fuzzedNumber, api.Registration{PIN: api.NewSecret(thePIN)})
		}},
		{"verify", true, true, yes(func(ctx context.Context, c *api.Client) error {
			return c.VerifyCode(ctx, fuzzedNumber, api.NewSecret(theCode))
		})},
		{"deregister", true, true, yes(func(ctx context.Context, c *api.Client) error { return c.Deregister(ctx, fuzzedNumber) })},
	}
}

// textsIn lists the texts that a value holds. ids also lists those with types of their own.
func textsIn(v reflect.Value, ids bool) []string {
	var all []string
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			all = textsIn(v.Elem(), ids)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && (ids || f.Name != "Display") {
				all = append(all, textsIn(v.Field(i), ids)...)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			all = append(all, textsIn(v.Index(i), ids)...)
		}
	case reflect.String:
		if ids || v.Type() == reflect.TypeFor[string]() {
			all = append(all, v.String())
		}
	}
	return all
}

// standing is a PIN or a code that no other digit stands beside.
var standing = regexp.MustCompile(`(?:^|[^0-9])(?:` + thePIN + `|` + theCode + `)(?:[^0-9]|$)`)

// FuzzAnswer has a server answer any call with anything. Whatever it says, a request that
// changes something leaves once and is not taken for done without a yes, an answer is
// about what was asked for, and no secret and no control character comes through.
func FuzzAnswer(f *testing.F) {
	calls := fuzzedCalls()
	for i, seed := range []string{
		`{"id":"106540352242922","display_phone_number":"+852 9123 0100","status":"CONNECTED","is_pin_enabled":"1","last_onboarded_time":"2023-08-22T19:05:53+0000","health_status":{"can_send_message":"BLOCKED","entities":[{"errors":[{"error_code":1}]}]}}`,
		`{"data":[{"id":"106540352242922"},{"id":"106540352242923","throughput":[]}],"paging":{"cursors":{"after":"QVFI"},"next":"https://graph.facebook.com/x"}}`,
		`{"id":"104820560913301","name":"Lotus\u001b[31m","owner_business_info":{"id":"2207"}}`,
		`{"data":{"app_id":1234567890123456,"is_valid":true,"expires_at":"0","scopes":["a"],"granular_scopes":[{"scope":"a","target_ids":["1"]}]}}`,
		`{"data":[{"whatsapp_business_api_data":{"id":"1","name":"A"},"override_callback_uri":"https://a.example/"}]}`,
		`{"storage_configuration":{"status":"in_country_storage_enabled","data_localization_region":"ch","retention_minutes":"60"},"user_identity_change":[]}`,
		`{"data":[{"about":"a","websites":["https://x",7],"vertical":null}]}`,
		`{"data":[{"id":"220771904456102","country_prefix":852,"display_phone_number":"9123 0100","verification_expiry_time":1700000000}]}`,
		`{"id":"220771904456102","phone_number":"+85291230100","code_verification_status":"VERIFIED"}`,
		`{"contacts":[{"wa_id":"85291230100"}],"messages":[{"id":"wamid.HBgLODUy","message_status":"accepted"}]}`,
		`{"id":"106540352242922"}`, `{"success":true,"message":"already registered"}`, `{"success":"true"}`, `{"success":false}`,
	} {
		f.Add(uint8(i), uint16(200), []byte(seed))
	}
	for i := range calls {
		for _, seed := range []string{
			`{"error":{"code":133016,"error_subcode":2388001,"message":"you said ` + theToken + ` and ` + thePIN + `","type":"OAuthException","fbtrace_id":"AbC","error_data":{"details":"wait 5 minutes, 463719"}}}`,
			`<html>` + theToken + `</html>`, `{"success":true,"error":{"code":1,"fbtrace_id":"x"}}`, `[]`, `{"data":[[]]}`, `{"success":true,"Success":false}`, "",
		} {
			f.Add(uint8(i), uint16(400), []byte(seed))
			f.Add(uint8(i), uint16(200), []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, status uint16, body []byte) {
		call := calls[int(which)%len(calls)]
		code := 100 + int(status)%500
		if strings.Contains(strings.ToLower(string(body)), strings.ToLower(theToken[:8])) && !strings.Contains(string(body), theToken) {
			t.Skip("a piece of the token is no token")
		}
		sent := 0
		var traces []string
		c := client(t, api.Options{
			Token: api.NewSecret(theToken), Retries: -1,
			Trace: func(tr api.Trace) { traces = append(traces, fmt.Sprintf("%+v", tr.Answer+tr.Err+tr.URL+tr.Request)) },
			Transport: canned(func(r *http.Request) (*http.Response, error) {
				sent++
				if r.Body != nil {
					_ = r.Body.Close()
				}
				return answer(code, body), nil
			}),
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		value, err := call.run(ctx, c)
		if call.acts && sent != 1 || sent < 1 || sent > 30 {
			t.Fatalf("%s was sent %d times", call.name, sent)
		}
		var graph *api.Error
		var broken *api.TransportError
		switch {
		case err == nil && (code < 200 || code > 299):
			t.Fatalf("%s: HTTP %d passes for a yes", call.name, code)
		case err == nil && call.plain && !strings.Contains(string(body), "true"):
			t.Fatalf("%s: %q passes for a yes", call.name, body)
		case errors.As(err, &graph):
			if graph.Status != code || graph.RetryAfter < 0 || graph.Foreign() != (graph.Code == 0 && graph.Subcode == 0 && graph.Type == "" && graph.Message == "" && graph.TraceID == "") {
				t.Fatalf("%s: %#v", call.name, graph)
			}
			if code >= 500 && !api.Ambiguous(err) {
				t.Fatalf("%s: HTTP %d is clear", call.name, code)
			}
		case errors.As(err, &broken):
			if !broken.Sent || !api.Ambiguous(err) && call.acts {
				t.Fatalf("%s: an answer came and the request never left: %v", call.name, err)
			}
		case err != nil && !errors.Is(err, api.ErrNotDone):
			t.Fatalf("%s: %T %v", call.name, err, err)
		}
		of := reflect.ValueOf(value)
		if graph != nil {
			of = reflect.ValueOf(*graph)
		}
		for _, text := range append(textsIn(of, true), fmt.Sprint(err)) {
			if api.Clean(text) != text {
				t.Fatalf("%s: %q is not clean", call.name, text)
			}
		}
		shown := append(textsIn(of, true), fmt.Sprintf("%v %+v", err, err))
		for _, text := range append(shown, traces...) {
			if strings.Contains(strings.ToLower(text), strings.ToLower(theToken)) {
				t.Fatalf("%s shows the token: %q", call.name, text)
			}
		}
		if call.plain { // only these calls have been told a PIN or a code
			for _, text := range append(textsIn(of, false), fmt.Sprint(err)) {
				if found := standing.FindString(text); graph != nil && text != graph.TraceID && found != "" && strings.Contains(found, secretOf(call)) && secretOf(call) != "" {
					t.Fatalf("%s shows a secret: %q", call.name, text)
				}
			}
		}
		checkAnswer(t, value, err)
	})
}

// secretOf is the PIN or the code that a call hands in.
func secretOf(call fuzzedCall) string {
	switch call.name {
	case "register":
		return thePIN
	case "verify":
		return theCode
	}
	return ""
}

// checkAnswer holds what must be so of each kind of answer.
func checkAnswer(t *testing.T, value any, err error) {
	t.Helper()
	if err != nil {
		return
	}
	switch v := value.(type) {
	case api.Number:
		if v.ID != fuzzedNumber || v.Host != "" || v.Status.Held() && !v.Status.Registered() || v.Status.Registered() && !v.Status.Known() {
			t.Fatalf("number %+v", v)
		}
	case api.NumbersPage:
		if len(v.Numbers) > 100 || v.Endless && v.Next != "" {
			t.Fatalf("a page of %d, endless %t, next %q", len(v.Numbers), v.Endless, v.Next)
		}
		walk, cursor := api.Walk{}.Numbers(v)
		if cursor != "" && (cursor != v.Next || walk.Cut) || walk.Cut != (walk.Err(api.ListNumbers) != nil) {
			t.Fatalf("the walk goes on to %q, cut %t", cursor, walk.Cut)
		}
		for range 3 { // the same page over and over is an end
			if walk, cursor = walk.Numbers(v); cursor != "" {
				t.Fatal("the walk runs in circles")
			}
		}
	case api.Account:
		if v.ID != fuzzedWABA {
			t.Fatalf("account %+v", v)
		}
	case api.PreverifiedPage:
		if len(v.Numbers) > 100 || v.Endless && v.Next != "" {
			t.Fatalf("a page of %d, endless %t, next %q", len(v.Numbers), v.Endless, v.Next)
		}
	case api.Preverified:
		if v.ID != "220771904456102" {
			t.Fatalf("pooled %+v", v)
		}
	case api.Settings:
		if region := v.Storage.Localized(); region != "" && (v.Storage.IsUnkept() || string(region) != strings.ToUpper(string(region))) {
			t.Fatalf("storage %+v", v.Storage)
		}
	case api.Profile:
		if !v.Tells("websites") && v.Websites != nil {
			t.Fatalf("profile %+v", v)
		}
		if change := v.To(v); change.Fields() != nil {
			t.Fatalf("it differs from itself in %v", change.Fields())
		}
	case api.Sent:
		if v.ID == "" || strings.Contains(v.ID.Short(), string(v.ID)) && len(v.ID) > 20 {
			t.Fatalf("sent %+v", v)
		}
	case api.PhoneNumberID:
		if !api.IsID(string(v)) {
			t.Fatalf("made %q", v)
		}
	case []api.App:
		if slices.Contains(v, api.App{ID: "\x00"}) {
			t.Fatal("an app with a control character")
		}
	}
}

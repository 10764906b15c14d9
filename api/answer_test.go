package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// acts are all calls that change something.
func acts(c *api.Client) map[api.Endpoint]func(context.Context) error {
	const number, account, pool = api.PhoneNumberID("106540352242922"), api.WABAID("104820560913301"), api.PreverifiedID("109430352240101")
	return map[api.Endpoint]func(context.Context) error{
		api.AddNumber:   func(ctx context.Context) error { _, err := c.AddNumber(ctx, account, api.NewNumber{}); return err },
		api.RequestCode: func(ctx context.Context) error { return c.RequestCode(ctx, number, api.SMS, "en") },
		api.VerifyCode:  func(ctx context.Context) error { return c.VerifyCode(ctx, number, api.NewSecret("123456")) },
		api.Register: func(ctx context.Context) error {
			_, err := c.Register(ctx, number, api.Registration{PIN: pin})
			return err
		},
		api.Deregister:     func(ctx context.Context) error { return c.Deregister(ctx, number) },
		api.SetPIN:         func(ctx context.Context) error { return c.SetPIN(ctx, number, pin) },
		api.SetDisplayName: func(ctx context.Context) error { return c.SetDisplayName(ctx, number, "Lotus") },
		api.SetSettings:    func(ctx context.Context) error { return c.SetStorage(ctx, number, api.InRegion("SG")) },
		api.SetSubscribed:  func(ctx context.Context) error { return c.Subscribe(ctx, account) },
		api.SetProfile:     func(ctx context.Context) error { return c.SetProfile(ctx, number, api.ProfileChange{About: new("x")}) },
		api.SendMessage: func(ctx context.Context) error {
			_, err := c.SendMessage(ctx, number, api.Message{To: "+1", Text: "x"})
			return err
		},
		api.AddPreverified: func(ctx context.Context) error {
			_, err := c.AddPreverified(ctx, "220771904456141", "+85291230199")
			return err
		},
		api.RequestPreverifiedCode: func(ctx context.Context) error { return c.RequestPreverifiedCode(ctx, pool, api.SMS, "en") },
		api.VerifyPreverifiedCode:  func(ctx context.Context) error { return c.VerifyPreverifiedCode(ctx, pool, api.NewSecret("123456")) },
		api.DeletePreverified:      func(ctx context.Context) error { return c.DeletePreverified(ctx, pool) },
	}
}

// An answer that is not Graph's says nothing about what became of a request that
// changes something, whatever its status and its words.
func TestForeignAnswersLeaveItOpen(t *testing.T) {
	t.Parallel()
	bodies := []string{
		"", "OK", "null", "[]", "{}", "true", `"true"`, "<html><h1>Sign in</h1></html>", `{"success":1}`, `{"success":"yes"}`, `{"success":null}`, `{"success":"1"}`,
		`{"success":{}}`, `{"success":[true]}`, `{"success":"TRUE "}`, `{"Success":true}`, `[{"success":true}]`, `{"success":true,"success":false}`,
		`{"success":false,"Success":true}`, `{"success":true}{"success":true}`, `{"success":true} ok`, `{"success":true,}`,
		`{"error":null}`, `{"error":"unauthorized"}`, `{"error":""}`, `{"error":true}`, `{"error":[]}`, `{"error":{}}`, `{"error":"x","success":true,"id":"106540352242999"}`,
		`{"error":{"message":"Unauthorized"}}`, `{"error":{"code":"invalid_token","message":"x","type":"auth"}}`, `{"error":{"code":null,"message":"x"}}`,
		`{"error":{"code":4,"code":133016,"message":"x"}}`, `{"error":{"code":133016,"message":"x"},"error":null}`, `{"error":{"code":133016,"message":"x"}`,
		`{"message":"Forbidden"}`, `{"code":133016,"message":"x"}`, `{"errors":[{"code":133016}]}`, `{"success":true,"error":{"code":133016,"message":"x","fbtrace_id":"A"},"id":"106540352242999"}`,
	}
	for _, status := range []int{200, 201, 202, 204, 206, 300, 302, 304, 307, 400, 401, 403, 404, 407, 410, 418, 429, 451, 500, 502, 599} {
		for _, body := range bodies {
			sent := 0
			c := client(t, api.Options{Token: api.NewSecret("EAAtoken"), Transport: canned(func(*http.Request) (*http.Response, error) {
				sent++
				return answer(status, []byte(body)), nil
			})})
			for call, do := range acts(c) {
				sent = 0
				err := do(t.Context())
				var said *api.Error
				if errors.As(err, &said) && said.WantsProxyLogin() { // a proxy passes nothing on before
					if api.Ambiguous(err) || status != http.StatusProxyAuthRequired || sent != 1 {
						t.Errorf("%s, HTTP %d, %s: %v after %d requests", call, status, body, err, sent)
					}
					continue
				}
				if !api.Ambiguous(err) || !errors.Is(err, api.ErrUnreadable) && status < 500 || api.TokenDead(err) || errors.Is(err, api.ErrNotDone) || sent != 1 {
					t.Errorf("%s, HTTP %d, %s: %v after %d requests", call, status, body, err, sent)
				}
			}
		}
	}
}

// What a gateway calls an error with the HTTP status for its code is not Graph's.
func TestAGatewaysErrorIsNotGraphs(t *testing.T) {
	t.Parallel()
	for status, body := range map[int]string{
		401: `{"error":{"code":401,"message":"Request had invalid credentials.","status":"UNAUTHENTICATED"}}`,
		403: `{"error":{"code":"403","message":"Blocked by policy"}}`,
		429: `{"error":{"code":429,"message":"Too many requests"}}`,
	} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) { return answer(status, []byte(body)), nil })})
		for call, do := range acts(c) {
			if err := do(t.Context()); !api.Ambiguous(err) || api.TokenDead(err) {
				t.Errorf("%s, HTTP %d: %v", call, status, err)
			}
		}
		_, err := c.Number(t.Context(), "106540352242922")
		if e := refused(t, err, api.GetNumber, 0, 0); e.Status != status || !e.Foreign() || !errors.Is(err, api.ErrUnreadable) || api.TokenDead(err) {
			t.Errorf("%+v", e)
		}
	}
}

// A yes and a no are heard in the two ways in which Graph writes them.
func TestYesAndNo(t *testing.T) {
	t.Parallel()
	for body, yes := range map[string]bool{
		`{"success":true}`: true, `{"success":"true"}`: true, "\ufeff" + ` {"success" : true , "more":[1]} ` + "\n": true, `{"success":true,"error":null}`: true,
		`{"success":false}`: false, `{"success":"false"}`: false,
	} {
		c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		_, err := c.Register(t.Context(), "106540352242922", api.Registration{PIN: pin})
		if yes != (err == nil) || yes == errors.Is(err, api.ErrNotDone) || api.Ambiguous(err) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// An envelope is one however its fields are written: a strange one loses neither
// the others nor itself.
func TestStrangeEnvelopes(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]api.Error{
		`{"code":"133016","message":"x"}`:                                     {Code: 133016, Message: "x"},
		`{"code":" 133016 ","error_subcode":"2388001","message":"x"}`:         {Code: 133016, Subcode: 2388001, Message: "x"},
		`{"code":133016.0,"error_subcode":2388001.0}`:                         {Code: 133016, Subcode: 2388001},
		`{"code":1.33016e5,"message":7,"type":["x"],"fbtrace_id":{}}`:         {Code: 133016},
		`{"code":133016,"error_subcode":"none","is_transient":"false"}`:       {Code: 133016},
		`{"code":133016,"error_subcode":{"a":1},"is_transient":1}`:            {Code: 133016, Transient: true},
		`{"code":133016,"is_transient":"true","error_user_msg":null}`:         {Code: 133016, Transient: true},
		`{"code":133016,"is_transient":[],"error_data":7,"error_user_msg":7}`: {Code: 133016},
		`{"code":133016,"error_data":"{\"details\":\"Wait.\"}"}`:              {Code: 133016, Details: "Wait."},
		`{"code":133016,"error_data":[{"details":"Wait."}]}`:                  {Code: 133016},
		`{"code":133016,"error_data":{"details":{"a":1}}}`:                    {Code: 133016},
		`{"code":{"of":133016},"message":"x","fbtrace_id":"A"}`:               {Message: "x", TraceID: "A"},
		`{"code":133016.5,"message":"x","fbtrace_id":"A"}`:                    {Message: "x", TraceID: "A"},
		`{"code":1e300,"message":"x","fbtrace_id":"A"}`:                       {Message: "x", TraceID: "A"},
		`{"code":-1,"message":"x"}`:                                           {Code: -1, Message: "x"},
		`{"code":0,"message":"x"}`:                                            {Message: "x"},
	} {
		for _, status := range []int{200, 302, 400, 403} {
			c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) {
				return answer(status, []byte("\ufeff"+`{"error":`+body+`}`)), nil
			})})
			_, err := c.Register(t.Context(), "106540352242922", api.Registration{PIN: pin})
			got := refused(t, err, api.Register, want.Code, want.Subcode)
			want.Call, want.Status = api.Register, status
			if *got != want || got.Foreign() || api.Ambiguous(err) != (want.Code == 0 || want.Transient) {
				t.Errorf("%s: %+v, want %+v", body, *got, want)
			}
		}
	}
}

// Graph itself writes a code as a text: the window of 133016 closes all the same,
// on a real connection.
func TestCodeAsATextOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t, "embedded-signup")
	b.order(graphsim.Fault{Endpoint: api.Register, Status: 400, Code: 133016, Mangle: graphsim.TextCode})
	err := b.register(t.Context(), b.id(), api.Registration{PIN: pin})
	if e := refused(t, err, api.Register, 133016, 0); e.TraceID == "" || api.Ambiguous(err) {
		t.Errorf("%+v", e)
	}
	b.order(graphsim.Fault{Endpoint: api.GetNumber, Mangle: graphsim.TextCode})
	_, err = b.Number(t.Context(), "106540352249999")
	refused(t, err, api.GetNumber, 100, 33)
}

// nodes are all calls that read one object by its id.
func nodes(c *api.Client, id string) map[api.Endpoint]func(context.Context) (any, error) {
	return map[api.Endpoint]func(context.Context) (any, error){
		api.GetNumber: func(ctx context.Context) (any, error) {
			n, err := c.Number(ctx, api.PhoneNumberID(id), "status")
			return n.ID, err
		},
		api.GetAccount: func(ctx context.Context) (any, error) { a, err := c.Account(ctx, api.WABAID(id)); return a.ID, err },
		api.GetPreverified: func(ctx context.Context) (any, error) {
			p, err := c.Preverified(ctx, api.PreverifiedID(id))
			return p.ID, err
		},
	}
}

// The answer about another object is never taken for the one that was asked for.
func TestAnswersAreHeldAgainstTheID(t *testing.T) {
	t.Parallel()
	const id = "106540352242922"
	for body, good := range map[string]bool{
		`{"id":"` + id + `"}`: true, `{"id":"` + id + `","error":null,"status":"CONNECTED"}`: true,
		`{}`: false, `{"id":""}`: false, `{"id":null}`: false, `{"id":"104820560913301"}`: false, `{"id":"` + id + ` "}`: false, `{"id":"0` + id + `"}`: false,
		`{"id":106540352242922}`: false, `{"ID":"` + id + `"}`: false, `{"id":"` + id + `","ID":"104820560913301"}`: false, `{"id":"104820560913301","id":"` + id + `"}`: false,
		`{"data":[{"id":"` + id + `"}]}`: false, `{"name":"Lotus","currency":"USD","id":"104820560913301"}`: false, `{"success":true}`: false, `{"error":"x","id":"` + id + `"}`: false,
		`{"id":"` + strings.Replace(id, "1", "１", 1) + `"}`: false, `{"id":"` + id + `\u0000"}`: false,
	} {
		var asked string
		c := client(t, api.Options{Retries: -1, Transport: canned(func(r *http.Request) (*http.Response, error) {
			asked = r.URL.Query().Get("fields")
			return answer(200, []byte(body)), nil
		})})
		for call, read := range nodes(c, id) {
			got, err := read(t.Context())
			if good != (err == nil) || !good && !errors.Is(err, api.ErrUnreadable) || !good && got != api.PhoneNumberID("") && got != api.WABAID("") && got != api.PreverifiedID("") {
				t.Errorf("%s, %s: %v, %v", call, body, got, err)
			}
			if !strings.HasPrefix(asked, "id,") {
				t.Errorf("%s asks for %q", call, asked)
			}
		}
	}
}

// What was just made has an id, or nobody knows what was made.
func TestNewIDs(t *testing.T) {
	t.Parallel()
	for body, good := range map[string]bool{
		`{"id":"106540352242999"}`: true, `{"id":"106540352242999","success":true}`: true, `{"id":"106540352242999","success":"true"}`: true,
		`{"id":""}`: false, `{"id":" 106540352242999"}`: false, `{"id":"+85291230100"}`: false, `{"id":"../register"}`: false, `{"id":"12"}`: false, `{"id":106540352242999}`: false,
		`{"id":"106540352242999","success":false}`: false, `{"id":"106540352242999","success":1}`: false,
	} {
		c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		number, errN := c.AddNumber(t.Context(), "104820560913301", api.NewNumber{})
		pooled, errP := c.AddPreverified(t.Context(), "220771904456141", "+85291230199")
		for id, err := range map[string]error{string(number): errN, string(pooled): errP} {
			if good != (err == nil) || good != (id != "") || !good && !(errors.Is(err, api.ErrUnreadable) && api.Ambiguous(err)) {
				t.Errorf("%s: %q, %v", body, id, err)
			}
		}
	}
}

// A token of which nothing is said is neither a good one nor a bad one, and what
// lists nothing is no empty list.
func TestAnswersThatSayNothing(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"data":null}`, `{"success":true}`, `{"id":"104820560913301"}`} {
		c := client(t, api.Options{Retries: -1, Token: api.NewSecret("EAAtoken"), Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		_, err := c.DebugToken(t.Context())
		_, errList := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{})
		_, errPool := c.PreverifiedPage(t.Context(), "220771904456141", api.PreverifiedQuery{})
		_, errApps := c.SubscribedApps(t.Context(), "104820560913301")
		_, errProfile := c.Profile(t.Context(), "106540352242922")
		for _, err := range []error{err, errList, errPool, errApps, errProfile} {
			if !errors.Is(err, api.ErrUnreadable) || api.TokenDead(err) {
				t.Errorf("%s: %v", body, err)
			}
		}
	}
	for _, body := range []string{`{"data":{}}`, `{"data":{"scopes":["whatsapp_business_management"]}}`, `{"data":{"is_valid":1}}`, `{"data":{"is_valid":null}}`, `{"data":[]}`} {
		c := client(t, api.Options{Retries: -1, Token: api.NewSecret("EAAtoken"), Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		if info, err := c.DebugToken(t.Context()); !errors.Is(err, api.ErrUnreadable) || info.Valid {
			t.Errorf("%s: %+v, %v", body, info, err)
		}
	}
}

// TestOverridesOfApps: an app may receive an account's webhooks elsewhere than its others'.
func TestOverridesOfApps(t *testing.T) {
	t.Parallel()
	b := setupText(t, `
[account]
id = "104820560913300"
name = "Lotus Bakery"
subscribed = true

[app]
override_callback_uri = "https://hooks.example.com/in"

[[listener]]
id = "7"
name = "Other"
`)
	apps, err := b.SubscribedApps(t.Context(), b.waba())
	must(t, err)
	if len(apps) != 2 || apps[0].Override != "https://hooks.example.com/in" || apps[1].Name != "Other" || apps[1].Override != "" {
		t.Errorf("apps %+v", apps)
	}
	must(t, b.Subscribe(t.Context(), b.waba())) // without an address, which takes it away (docs)
	if apps, err = b.SubscribedApps(t.Context(), b.waba()); err != nil || apps[0].Override != "" {
		t.Errorf("apps %+v, %v", apps, err)
	}
}

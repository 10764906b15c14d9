package api_test

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// graph is a server that refuses some reads and answers the others.
type graph struct {
	refuses func(fields []string, limit int) bool
	status  int
	said    string // the error, without its braces
	calls   []string
}

func (g *graph) client(t *testing.T) *api.Client {
	t.Helper()
	return client(t, api.Options{Pause: time.Millisecond, Transport: canned(func(r *http.Request) (*http.Response, error) {
		q := r.URL.Query()
		g.calls = append(g.calls, q.Get("limit")+" "+q.Get("fields"))
		limit, _ := strconv.Atoi(q.Get("limit"))
		if g.refuses(strings.Split(q.Get("fields"), ","), limit) {
			return answer(g.status, []byte(`{"error":{`+g.said+`}}`)), nil
		}
		const one = `{"id":"106540352242922","status":"CONNECTED"}`
		if strings.HasSuffix(r.URL.Path, "/phone_numbers") {
			return answer(200, []byte(`{"data":[`+one+`]}`)), nil
		}
		return answer(200, []byte(one)), nil
	})})
}

// holds makes a server refuse one field, whatever else is asked for.
func holds(field string) func([]string, int) bool {
	return func(fields []string, _ int) bool {
		return strings.Contains(","+strings.Join(fields, ",")+",", ","+field+",")
	}
}

func readList(t *testing.T, c *api.Client) (api.Status, error) {
	t.Helper()
	page, err := c.NumbersPage(t.Context(), "104820560913301", api.NumbersQuery{Fields: api.ListFields(), Limit: 100})
	if err != nil {
		return "", err
	}
	return page.Numbers[0].Status, nil
}

// TestOneFieldRefused: whatever the code, a list and a number are read without it.
func TestOneFieldRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		said   string
		calls  int // of the first read
	}{
		{403, `"code":10,"type":"OAuthException","message":"(#10) Application does not have permission for this action"`, 2},
		{403, `"code":200,"message":"(#200) Requires advanced access"`, 2},
		{403, `"code":3,"message":"(#3) Application does not have the capability to make this API call."`, 2},
		{400, `"code":131005,"message":"(#131005) Access denied"`, 2},
		{400, `"code":33,"message":"(#33) This object does not exist"`, 2},
		{400, `"code":100,"message":"(#100) Tried to read what does not exist"`, 2},
		{500, `"code":1,"type":"OAuthException","message":"An unknown error occurred"`, 5}, // after its own repeats
		{400, `"code":987654,"message":"no"`, 2},
	} {
		for _, field := range []string{"throughput", "is_on_biz_app"} {
			for name, read := range map[string]func(*api.Client) (api.Status, error){
				"list": func(cl *api.Client) (api.Status, error) { return readList(t, cl) },
				"number": func(cl *api.Client) (api.Status, error) {
					n, err := cl.Number(t.Context(), "106540352242922", api.DetailFields()...)
					return n.Status, err
				},
			} {
				g := &graph{refuses: holds(field), status: c.status, said: c.said}
				cl := g.client(t)
				if got, err := read(cl); err != nil || got != api.StatusConnected || len(g.calls) != c.calls {
					t.Errorf("%s, %s, %s: %q, %v after %d calls", name, field, c.said, got, err, len(g.calls))
				}
				if c.status >= 500 { // which may have been a fault that passes: it is seen twice
					_, err := read(cl)
					must(t, err)
				}
				before := len(g.calls)
				if _, err := read(cl); err != nil || len(g.calls) != before+1 {
					t.Errorf("%s, %s, %s: %v, it asks for it again", name, field, c.said, err)
				}
			}
		}
	}
}

// TestAllRefused: what Graph said first counts, after two calls more at most.
func TestAllRefused(t *testing.T) {
	t.Parallel()
	for said, calls := range map[string]int{
		`"code":10,"message":"(#10) Permission Denied"`:                                                                  3,
		`"code":1,"message":"An unknown error occurred"`:                                                                 3,
		`"code":100,"error_subcode":33,"message":"Unsupported get request"`:                                              3,
		`"code":190,"message":"expired"`:                                                                                 1,
		`"code":80008,"message":"too many calls"`:                                                                        1,
		`"code":200,"message":"API access blocked."`:                                                                     1,
		`"code":100,"message":"(#100) Field phone_numbers does not exist on type Business"`:                              1,
		`"code":100,"message":"(#100) Tried accessing nonexisting field (phone_numbers) on node type (WhatsAppAccount)"`: 1,
	} {
		n := 0
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
			n++
			return answer(400, fmt.Appendf(nil, `{"error":{%s,"fbtrace_id":"A%d"}}`, said, n)), nil
		})})
		_, err := readList(t, c)
		var e *api.Error
		if !errors.As(err, &e) || e.TraceID != "A1" || n != calls {
			t.Errorf("%s: %v after %d calls", said, err, n)
		}
	}
	// A fault that passes is not waited for once more with each of them.
	g := &graph{refuses: func([]string, int) bool { return true }, status: 500, said: `"code":1,"message":"An unknown error occurred"`}
	if _, err := readList(t, g.client(t)); err == nil || len(g.calls) != 5 {
		t.Errorf("%v after %d calls", err, len(g.calls))
	}
	// Nor is it taken for a refusal of fields when it comes once.
	down := 4
	g = &graph{refuses: func([]string, int) bool { down--; return down >= 0 }, status: 500, said: `"code":131000,"message":"Something went wrong"`}
	c := g.client(t)
	_, err := readList(t, c)
	must(t, err)
	_, err = readList(t, c)
	must(t, err)
	if !strings.Contains(g.calls[5], "throughput") {
		t.Errorf("asked %q", g.calls)
	}
	// That the token died meanwhile is news.
	said := []string{`"code":10,"message":"x"`, `"code":190,"error_subcode":463,"message":"expired"`}
	c = client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
		now := said[0]
		said = said[1:]
		return answer(400, []byte(`{"error":{`+now+`}}`)), nil
	})})
	if _, err := readList(t, c); !api.TokenDead(err) {
		t.Errorf("%v", err)
	}
}

// TestTooMuchAtOnce: a page that holds too much is read in smaller pieces, and the next
// pages are asked for in those.
func TestTooMuchAtOnce(t *testing.T) {
	t.Parallel()
	const reduce = `"code":1,"type":"OAuthException","message":"Please reduce the amount of data you're asking for, then retry your request"`
	for name, c := range map[string]struct {
		status  int
		said    string
		refuses func(fields []string, limit int) bool
		last    string // the begin of what is asked for in the end
		gone    string
		calls   int
	}{
		"rows":     {500, reduce, func(_ []string, limit int) bool { return limit > 25 }, "25 ", "", 2},
		"few rows": {500, reduce, func(_ []string, limit int) bool { return limit > 10 }, "10 ", "status", 5},
		"fields":   {500, reduce, func(f []string, _ int) bool { return len(f) > 8 }, "25 ", "throughput", 3},
		"a field":  {400, reduce, holds("throughput"), "25 ", "throughput", 3},
		"limit":    {400, `"code":100,"message":"(#100) Param limit is too large"`, func(_ []string, limit int) bool { return limit > 50 }, "25 ", "", 2},
		"limit 20": {400, `"code":100,"message":"(#100) Param limit must be less than 20"`, func(_ []string, limit int) bool { return limit > 20 }, "10 ", "", 3},
		"never":    {500, reduce, func([]string, int) bool { return true }, "10 ", "", 5},
	} {
		g := &graph{refuses: c.refuses, status: c.status, said: c.said}
		cl := g.client(t)
		_, err := readList(t, cl)
		last := g.calls[len(g.calls)-1]
		if (err != nil) != (name == "never") || len(g.calls) != c.calls || !strings.HasPrefix(last, c.last) || c.gone != "" && strings.Contains(last, c.gone) {
			t.Errorf("%s: %v, asked %q", name, err, g.calls)
		}
		if c.gone == "" && name != "never" && !strings.Contains(last, "throughput") {
			t.Errorf("%s: asked %q, which loses facts", name, last)
		}
		if name == "never" {
			continue
		}
		if _, err := readList(t, cl); err != nil || len(g.calls) != c.calls+1 {
			t.Errorf("%s: %v, the next page is asked for in %d calls", name, err, len(g.calls)-c.calls)
		}
	}
	// One number has no rows.
	g := &graph{refuses: func(f []string, _ int) bool { return len(f) > 8 }, status: 500, said: reduce}
	if n, err := g.client(t).Number(t.Context(), "106540352242922", api.DetailFields()...); err != nil || n.Status == "" || len(g.calls) != 2 {
		t.Errorf("%+v, %v, asked %q", n, err, g.calls)
	}
}

// TestNamesOfToday: an account and a number may be named otherwise than they were.
func TestNamesOfToday(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		call        api.Endpoint
		field, node string
		other       bool
	}{
		{api.GetAccount, "currency", "WhatsAppMessagingAccount", false},
		{api.GetAccount, "currency", "WhatsAppAccount", false},
		{api.ListNumbers, "phone_numbers", "WhatsAppMessagingAccount", false},
		{api.ListNumbers, "phone_numbers", "WhatsAppAccount", true},
		{api.ListNumbers, "throughput", "WhatsAppAccount", false},
		{api.GetNumber, "throughput", "WhatsAppAccount", false},
		{api.GetNumber, "throughput", "WhatsAppMessagingAccount", true},
		{api.GetAccount, "currency", "Business", true},
		{api.ListNumbers, "phone_numbers", "", true},
		{api.GetNumber, "throughput", "", false},
	} {
		for _, said := range []string{"(#100) Tried accessing nonexisting field (%s) on node type (%s)", "(#100) Field %s does not exist on type %s"} {
			if c.node == "" {
				said = "(#100) Tried accessing nonexisting field (%s)%s"
			}
			e := &api.Error{Call: c.call, Code: 100, Message: fmt.Sprintf(said, c.field, c.node)}
			if got := e.OtherNode(); (got != "") != c.other {
				t.Errorf("%s: %q", e.Message, got)
			}
		}
	}
}

// TestTypesOfGateways: a code that is the HTTP status is Graph's only with a type of Graph's.
func TestTypesOfGateways(t *testing.T) {
	t.Parallel()
	for said, foreign := range map[string]bool{
		`"code":403,"type":"Forbidden","message":"Forbidden"`:    true,
		`"code":403,"type":"access_denied","message":"no"`:       true,
		`"code":403,"type":"OAuthException","message":"no"`:      false,
		`"code":403,"type":"x","message":"no","fbtrace_id":"A1"`: false,
		`"code":10,"type":"x","message":"no"`:                    false,
	} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(403, []byte(`{"error":{`+said+`}}`)), nil
		})})
		_, err := c.Settings(t.Context(), "106540352242922")
		var e *api.Error
		if !errors.As(err, &e) || e.Foreign() != foreign {
			t.Errorf("%s: %v", said, err)
		}
	}
}

package run_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// kind is one way in which a call goes wrong.
type kind struct {
	name string
	// did says that Graph carries the call out all the same.
	done bool
	// clear says that Graph itself answers, with a no.
	clear bool
	// offline is a connection that cannot be made, and dies one that breaks as the
	// request is written.
	offline, dies bool
	two           bool // it is of HTTP/2
	page          bool // something on the way answers in place of Graph, and no gateway that waited for it
	// of are the calls that it makes sense for; nil for all.
	of []api.Endpoint
	// means is what the card says where there is one.
	means []flows.AdviceID
	do    func(*exchange)
}

// leaves reports whether it strikes before the request is on the wire.
func (k kind) leaves() bool { return k.offline || k.dies }

func (k kind) fits(call api.Endpoint) bool { return k.of == nil || slices.Contains(k.of, call) }

// What a card may say of an answer that did not come, of one that is not Graph's,
// and of Graph's own trouble.
var (
	noAnswer   = []flows.AdviceID{flows.AdviseNoAnswer, flows.AdviseSilence}
	noSense    = []flows.AdviceID{flows.AdviseUnreadable}
	aPage      = []flows.AdviceID{flows.AdviseForeign}
	page5xx    = []flows.AdviceID{flows.AdviseForeign, flows.AdviseMeta}
	ownTrouble = []flows.AdviceID{flows.AdviseMeta}
)

// spoiled are the endings that say nothing of what Graph did. Each comes once with
// the call carried out and once without.
func spoiled() []kind {
	say := func(status int, kind, body string) func(*exchange) {
		return func(x *exchange) { x.say(status, map[string]string{"Content-Type": kind}, body) }
	}
	asJSON := func(body string) func(*exchange) { return say(http.StatusOK, "application/json", body) }
	all := []kind{
		{name: "cut", means: noAnswer, do: func(x *exchange) { x.cut("") }},
		{name: "cut in the header", means: slices.Concat(noAnswer, noSense), do: func(x *exchange) { x.cut("HTTP/1.1 200 OK\r\nContent-Len") }}, // what is left of it may be no header
		{name: "cut after the header", means: noAnswer, do: func(x *exchange) {
			x.cut("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n")
		}},
		{name: "half an answer", means: noAnswer, do: func(x *exchange) { x.half([]byte(`{"success":true}`)) }},
		{name: "silence", means: noAnswer, do: (*exchange).silent},
		{name: "success 1", of: one(), means: noSense, do: asJSON(`{"success":1}`)},
		{name: "success null", of: one(), means: noSense, do: asJSON(`{"success":null}`)},
		{name: "success object", of: one(), means: noSense, do: asJSON(`{"success":{"is":true}}`)},
		{name: "error text", means: noSense, do: asJSON(`{"error":"text"}`)},
		{name: "error without a code", means: noSense, do: asJSON(`{"error":{}}`)},
		{name: "empty object", of: one(), means: noSense, do: asJSON(`{}`)},
		{name: "empty body", means: noSense, do: asJSON(``)},
		{name: "a list", means: noSense, do: asJSON(`[]`)},
		{name: "a gateway's 401", page: true, means: aPage, do: say(http.StatusUnauthorized, "application/json", `{"message":"Unauthorized"}`)},
		{name: "500 of Graph", means: ownTrouble, do: say(http.StatusInternalServerError, "application/json", envelope(`131000`, false))},
		{name: "503 of Graph", means: ownTrouble, do: say(http.StatusServiceUnavailable, "application/json", envelope(`2`, true))},
		{name: "500 of Graph, code as text", means: ownTrouble, do: say(http.StatusInternalServerError, "application/json", envelope(`"131000"`, false))},
	}
	for name, code := range map[string]uint32{ // RFC 9113
		"NO_ERROR": 0, "PROTOCOL_ERROR": 1, "INTERNAL_ERROR": 2, "REFUSED_STREAM": 7, "CANCEL": 8, "ENHANCE_YOUR_CALM": 11, "HTTP_1_1_REQUIRED": 13,
	} {
		all = append(all, kind{name: "RST " + name, two: true, means: noAnswer, do: func(x *exchange) { x.resets(ending{code: code}) }})
	}
	all = append(all, kind{name: "GOAWAY", two: true, means: noAnswer, do: func(x *exchange) { x.resets(ending{goAway: true}) }})
	slices.SortFunc(all, func(a, b kind) int { return strings.Compare(a.name, b.name) })
	// Without 407, with which a proxy says that it passed nothing on.
	for _, status := range []int{200, 202, 301, 302, 303, 307, 308, 400, 401, 403, 404, 408, 413, 429, 451, 500, 502, 503, 504} {
		k := kind{name: fmt.Sprintf("HTML %d", status), page: status < 500, means: aPage}
		if status >= 500 {
			k.means = page5xx
		}
		k.do = func(x *exchange) {
			header := map[string]string{"Content-Type": "text/html"}
			if status/100 == 3 {
				header["Location"] = "https://login.example.com/portal"
			}
			x.say(status, header, "<html><body><h1>"+http.StatusText(status)+"</h1></body></html>")
		}
		all = append(all, k)
	}
	return all
}

// envelope is an answer of Graph's that says no.
func envelope(code string, passing bool) string {
	return fmt.Sprintf(`{"error":{"message":"(#%s) No","type":"OAuthException","code":%s,"is_transient":%t,"fbtrace_id":"Aabc"}}`, strings.Trim(code, `"`), code, passing)
}

// kinds lists every kind of fault.
func kinds() []kind {
	var all []kind
	for _, k := range spoiled() {
		end := k.do
		for _, done := range []bool{false, true} {
			k := k
			k.done = done
			k.name += map[bool]string{false: ", undone", true: ", done"}[done]
			k.do = func(x *exchange) {
				x.lost = true
				if done {
					x.carryOut()
				}
				end(x)
			}
			all = append(all, k)
		}
	}
	no := func(status int, header map[string]string, body string) func(*exchange) {
		return func(x *exchange) {
			x.done = true
			x.say(status, header, body)
		}
	}
	busy := []flows.AdviceID{flows.AdviseBusy}
	closed := []flows.AdviceID{flows.AdviseBlocked}
	registers := []api.Endpoint{api.Register}
	return append(all,
		kind{name: "offline", offline: true, means: []flows.AdviceID{flows.AdviseOffline}},
		kind{name: "the connection dies", dies: true, means: append([]flows.AdviceID{flows.AdviseOffline}, noAnswer...)},
		kind{name: "429", clear: true, means: busy, do: no(429, map[string]string{"Retry-After": "20"}, envelope(`4`, true))},
		kind{name: "code 4 as text", clear: true, means: busy, do: no(400, nil, envelope(`"4"`, false))},
		kind{name: "133016", clear: true, means: closed, of: registers, do: no(400, nil, envelope(`133016`, false))},
		kind{name: "133016 as text", clear: true, means: closed, of: registers, do: no(400, nil, envelope(`"133016"`, false))},
		kind{name: "success false", clear: true, means: []flows.AdviceID{flows.AdviseNotDone}, of: acting(), do: no(200, nil, `{"success":false}`)},
		kind{name: "success as text", clear: true, done: true, of: acting(), do: func(x *exchange) {
			x.carryOut()
			x.say(http.StatusOK, nil, `{"success":"true"}`)
		}},
		kind{name: "the token ends", clear: true, means: []flows.AdviceID{flows.AdviseToken, flows.AdviseTokenExpired}, do: func(x *exchange) {
			_ = x.road.sim.AddFault(graphsim.Fault{Endpoint: graphsim.AnyCall, ExpireTokens: true})
			a := x.carryOut()
			x.say(a.Code, nil, a.Body.String())
		}},
		kind{name: "another's id", done: true, means: noSense, of: nodes(), do: rewrite(func(m map[string]any) { m["id"] = "106540352249998" })},
		kind{name: "no id", done: true, means: noSense, of: nodes(), do: rewrite(func(m map[string]any) { delete(m, "id") })},
		kind{name: otherDisplay, done: true, means: []flows.AdviceID{flows.AdviseChanged}, of: []api.Endpoint{api.GetNumber},
			do: rewrite(func(m map[string]any) { m["display_phone_number"] = "+852 6999 0199" })},
	)
}

const otherDisplay = "another display number"

// acting are the calls that change something.
func acting() []api.Endpoint {
	return []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register, api.SetPIN, api.SetSettings, api.SetSubscribed}
}

// nodes are the reads of one thing by its own id.
func nodes() []api.Endpoint { return []api.Endpoint{api.GetNumber, api.GetAccount} }

// one are the calls whose answer has to hold something, whatever the world is like.
func one() []api.Endpoint { return append(acting(), nodes()...) }

// rewrite changes a true answer on its way.
func rewrite(by func(map[string]any)) func(*exchange) {
	return func(x *exchange) {
		a := x.carryOut()
		var body map[string]any
		if json.Unmarshal(a.Body.Bytes(), &body) == nil && body["error"] == nil {
			by(body)
		}
		raw, _ := json.Marshal(body)
		x.say(a.Code, map[string]string{"Content-Type": "application/json"}, string(raw))
	}
}

package api

import (
	"fmt"
	"strings"
	"testing"
)

// no is how Graph refuses a call.
const no = `{"error":{"message":"(#100) No","type":"OAuthException","code":100,"fbtrace_id":"AbC"}}`

// TestHostileBodies has bodies of every size and form.
func TestHostileBodies(t *testing.T) { // not parallel: see standUp
	if testing.Short() {
		t.Skip("-short is for the race detector, and this counts memory")
	}
	const mega = 1 << 20
	long := strings.Repeat("x", 1<<14)
	deep := func(open, shut string, n int) string { return strings.Repeat(open, n) + "0" + strings.Repeat(shut, n) }
	with := func(reads, acts Silence, name string, r reply) hostile {
		return hostile{name: name, over: everywhere, reply: &r, reads: reads, acts: acts}
	}
	odd := func(name string, r reply) hostile { return with(SilenceUnreadable, "", name, r) }
	all := []hostile{
		odd("an endless text", reply{status: 200, body: `{"success":true,"id":"`, endless: long}),
		odd("endless blanks", reply{status: 200, endless: strings.Repeat(" ", 1<<14)}),
		odd("an endless list", reply{status: 200, body: `{"success":true,"id":"106540352242922","x":[`, endless: strings.Repeat("{},", 4000)}),
		odd("an endless refusal", reply{status: 400, body: `{"error":{"code":100,"message":"`, endless: long}),
		odd("an endless page", reply{status: 502, body: "<html>", endless: long}),
		odd("50 MB, as announced", reply{status: 200, header: []string{"Content-Length", fmt.Sprint(50 * mega)}, body: `{"success":true,"id":"`, endless: long}),
		odd("50 MB, not sent", reply{status: 200, header: []string{"Content-Length", fmt.Sprint(50 * mega)}, body: `{"success":true}`}).as(SilenceBroken),
		odd("lists 100,000 deep", reply{status: 200, body: `{"success":true,"id":"106540352242922","x":` + deep("[", "]", 100_000) + "}"}),
		odd("objects 100,000 deep", reply{status: 200, body: deep(`{"a":`, "}", 100_000)}),
		odd("a refusal 100,000 deep", reply{status: 400, body: `{"error":{"code":100,"error_data":` + deep(`{"details":`, "}", 80_000) + "}}"}),
		odd("a name twice", reply{status: 200, body: `{"success":true,"success":false,"id":"106540352242922"}`}),
		odd("a name twice, in another case", reply{status: 200, body: `{"success":true,"Success":false,"id":"106540352242922","ID":"1"}`}),
		odd("a name twice, once escaped", reply{status: 200, body: `{"success":true,"\u0073uccess":false,"id":"106540352242922","i\u0064":"1"}`}),
		odd("yes and no", reply{status: 200, body: `{"success":true,"id":"106540352242922",` + no[1:]}).refusesReads(),
		odd("a yes with 500", reply{status: 500, body: `{"success":true,"id":"106540352242922"}`}),
		odd("a yes with 302", reply{status: 302, body: `{"success":true,"id":"106540352242922"}`}),
		odd("an error that is null", reply{status: 400, body: `{"error":null}`}),
		odd("an error that is a list", reply{status: 200, body: `{"success":true,"id":"106540352242922","error":[` + no + `]}`}),
		odd("an error that is a text", reply{status: 200, body: `{"success":true,"id":"106540352242922","error":"no"}`}),
		odd("two answers", reply{status: 200, body: `{"success":true,"id":"106540352242922"}{"success":true}`}),
		odd("an answer and a word", reply{status: 200, body: `{"success":true,"id":"106540352242922"} ok`}),
		odd("a text", reply{status: 200, body: `"{\"success\":true}"`}),
		odd("a nought", reply{status: 200, body: `0`}),
		odd("null", reply{status: 200, body: `null`}),
		odd("nothing", reply{status: 200}),
		odd("blanks", reply{status: 200, body: "\r\n \t"}),
		odd("a mark of UTF-16", reply{status: 200, body: "\xff\xfe{\x00}\x00"}),
		odd("a page with 200", reply{status: 200, header: []string{"Content-Type", "application/json"}, body: "<html><title>Sign in</title>"}),
		odd("another object", reply{status: 200, body: `{"id":"106540352242923"}`}),
		odd("a function around it", reply{status: 200, body: `for(;;);{"success":true,"id":"106540352242922"}`}),
		with("", "", "a mark of UTF-8", reply{status: 200, body: "\ufeff" + `{"success":true,"id":"106540352242922"}`}),
		with("", "", "as a page", reply{status: 200, header: []string{"Content-Type", "text/html; charset=utf-16"}, body: answerOfAll}),
		with("", "", "201", reply{status: 201, body: answerOfAll}),
		{name: "Graph's no", over: everywhere, reply: &reply{status: 400, body: no}, refused: true},
		{name: "Graph's no with 200", over: everywhere, reply: &reply{status: 200, body: no}, refused: true},
		{name: "Graph's no, with a code as a text", over: everywhere, reply: &reply{status: 400, body: strings.Replace(no, "100,", `"100",`, 1)}, refused: true},
	}
	for _, wrong := range []string{`null`, `0`, `-1e999`, `true`, `""`, `"x"`, `[]`, `[[]]`, `{}`, `{"a":{}}`} { // every fact has another form
		fields := []string{}
		for _, f := range append(DetailFields(), "success", "data", "paging", "message", "messages") {
			if f != "id" {
				fields = append(fields, fmt.Sprintf("%q:%s", f, wrong))
			}
		}
		body := strings.Join(fields, ",")
		all = append(all,
			hostile{name: "every fact is " + wrong, reply: &reply{status: 200, body: `{"id":"106540352242922",` + body + `}`}, reads: taken, acts: wrongYes(wrong)},
			odd("every fact and the id is "+wrong, reply{status: 200, body: `{"id":` + wrong + "," + body + `}`}).actsAs(wrongYes(wrong)),
		)
		said := []string{}
		for _, f := range []string{"message", "type", "code", "error_subcode", "is_transient", "error_user_title", "error_user_msg", "error_data", "fbtrace_id"} {
			said = append(said, fmt.Sprintf("%q:%s", f, wrong))
		}
		for _, status := range []int{200, 400, 500} {
			if wrong == `"x"` || wrong == "0" && status != 200 { // it is enough for one of Graph's
				continue
			}
			all = append(all, odd(fmt.Sprintf("all of an error is %s, %d", wrong, status), reply{status: status, body: `{"error":{` + strings.Join(said, ",") + `}}`}))
		}
	}
	for _, status := range []int{200, 204, 205, 206, 299, 300, 304, 305, 399, 401, 402, 418, 421, 425, 426, 451, 499, 511, 520, 599, 600, 999} {
		body := "{}"
		if status == 204 || status == 304 { // which have none
			body = ""
		}
		all = append(all,
			hostile{name: fmt.Sprintf("HTTP %d", status), reply: &reply{status: status, body: body}, reads: SilenceUnreadable},
			hostile{name: fmt.Sprintf("HTTP %d and a page", status), reply: &reply{status: status, body: "<p>" + no}, reads: SilenceUnreadable},
		)
	}
	for _, body := range []string{"", "{}", "<p>Sign in"} { // the proxy passed nothing on
		all = append(all, hostile{name: "HTTP 407 " + body, over: everywhere, reply: &reply{status: 407, body: body}, reads: SilenceProxyLogin, unsent: true})
	}
	standUp(t, all)
}

// wrongYes is what a call that counts makes of an answer whose success is of another form.
func wrongYes(wrong string) Silence {
	if wrong == "true" {
		return taken
	}
	return SilenceUnreadable
}

func (h hostile) as(both Silence) hostile     { h.reads, h.acts = both, both; return h }
func (h hostile) actsAs(acts Silence) hostile { h.acts = acts; return h }
func (h hostile) refusesReads() hostile       { h.readsRefused = true; return h }

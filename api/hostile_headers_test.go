package api

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/http2"
)

// TestHostileHeaders has headers of every size and form around a good answer.
func TestHostileHeaders(t *testing.T) { // not parallel: see standUp
	if testing.Short() {
		t.Skip("-short is for the race detector, and this counts memory")
	}
	const yes = answerOfAll
	whole := fmt.Sprintf("Content-Length: %d\r\n", len(yes))
	says := func(reads Silence, name, text string) hostile {
		return hostile{name: name, reads: reads, does: func(l *line) { l.say("%s", text); _ = l.Close() }}
	}
	ok := "HTTP/1.1 200 OK\r\n"
	all := []hostile{
		says("", "as it should be", ok+whole+"\r\n"+yes),
		says("", "no reason", "HTTP/1.1 200\r\n"+whole+"\r\n"+yes),
		says("", "HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n"+yes),
		says("", "line feeds alone", strings.ReplaceAll(ok+whole+"\r\n", "\r", "")+yes),
		says("", "one length twice", ok+whole+whole+"\r\n"+yes),
		says(SilenceUnreadable, "two lengths", ok+whole+"Content-Length: 2\r\n\r\n"+yes),
		says(SilenceUnreadable, "a length below nought", ok+"Content-Length: -1\r\n\r\n"+yes),
		says(SilenceUnreadable, "a length that is no number", ok+"Content-Length: 0x10\r\n\r\n"+yes),
		says(SilenceUnreadable, "a length beyond all", ok+"Content-Length: 99999999999999999999\r\n\r\n"+yes),
		says(SilenceUnreadable, "a length too short", ok+"Content-Length: 5\r\n\r\n"+yes),
		says(SilenceBroken, "a length too long", ok+"Content-Length: 5000\r\n\r\n"+yes),
		says(SilenceUnreadable, "an unknown coding", ok+"Transfer-Encoding: x\r\n\r\n"+yes),
		says(SilenceBroken, "chunks that are none", ok+"Transfer-Encoding: chunked\r\n\r\n"+yes),
		says(SilenceUnreadable, "a chunk below nought", ok+"Transfer-Encoding: chunked\r\n\r\n-5\r\n"+yes),
		says(SilenceUnreadable, "a chunk beyond all", ok+"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffffffff\r\n"+yes),
		says(SilenceUnreadable, "an endless extension of a chunk", ok+"Transfer-Encoding: chunked\r\n\r\n1;"+strings.Repeat("x", 1<<20)),
		says(SilenceUnreadable, "a header without a colon", ok+"EAAtoken 016027 +85291230199 \x1b]52;c;eA==\x07\r\n"+whole+"\r\n"+yes),
		says(SilenceUnreadable, "a header without a name", ok+": \x1b[31mEAAtoken\r\n"+whole+"\r\n"+yes),
		says("", "a name with blanks", ok+"Content Length: 5\r\n"+whole+"\r\n"+yes),
		says(SilenceUnreadable, "a header that goes on first", ok+" x: \x1b[2JEAAtoken\r\n"+whole+"\r\n"+yes),
		says(SilenceUnreadable, "nought in a header", ok+"X: a\x00b\r\n"+whole+"\r\n"+yes),
		says(SilenceUnreadable, "a status of letters", "HTTP/1.1 abc \x1b[31mEAAtoken\r\n\r\n"),
		says(SilenceUnreadable, "a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
		says(SilenceUnreadable, "a status below nought", "HTTP/1.1 -20 OK\r\n\r\n"),
		says(SilenceUnreadable, "a version that is none", "HTTP/x.1 200 \u009b31mEAAtoken\r\n\r\n"),
		says(SilenceUnreadable, "HTTP/9", "HTTP/9.9 200 OK\r\n"+"Content-Length: x\r\n\r\n"),
		says(SilenceUnreadable, "no HTTP", "SSH-2.0-\x1b]0;EAAtoken\x07\r\n\r\n"),
		says(SilenceUnreadable, "HTTP/2", "\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80\r\n\r\n"),
		says(SilenceUnreadable, "HTTP 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"+yes),
		says("", "a few words before", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 3)+ok+whole+"\r\n"+yes),
		says("", "a trailer", ok+"Trailer: X\r\nTransfer-Encoding: chunked\r\n\r\n"+chunk(yes)+"0\r\nX: y\r\n\r\n"),
		says(SilenceUnreadable, "a trailer that is a header", ok+"Transfer-Encoding: chunked\r\n\r\n"+chunk(yes)+"0\r\nFacebook-Api-Version: \x1b[31mv1\r\nContent-Length: 2\r\nDate: never\r\n\r\n"),
		says(SilenceUnreadable, "a trailer without an end", ok+"Transfer-Encoding: chunked\r\n\r\n"+chunk(yes)+"0\r\n"+strings.Repeat("X: "+strings.Repeat("y", 1000)+"\r\n", 3000)),
		says(SilenceUnreadable, "a trailer that is cut", ok+"Transfer-Encoding: chunked\r\n\r\n"+chunk(yes)+"0\r\nX: "),
		says(SilenceBroken, "no last chunk", ok+"Transfer-Encoding: chunked\r\n\r\n"+chunk(yes)),
		{name: "chunks of one byte", reads: "", does: func(l *line) {
			l.say("%s", ok+"Transfer-Encoding: chunked\r\n\r\n")
			for _, c := range yes {
				l.say("1\r\n%c\r\n", c)
			}
			l.say("0\r\n\r\n")
		}},
		{name: "an endless header", reads: SilenceUnreadable, does: func(l *line) {
			l.say("%sX: ", ok)
			for l.took(strings.Repeat("x", 1<<14)) {
			}
		}},
		{name: "an endless status", reads: SilenceUnreadable, does: func(l *line) {
			l.say("HTTP/1.1 200 ")
			for l.took(strings.Repeat("x", 1<<14)) {
			}
		}},
		{name: "endless headers", reads: SilenceUnreadable, does: func(l *line) {
			l.say("%s", ok)
			for i := 0; l.took(fmt.Sprintf("X-%d: y\r\n", i)); i++ {
			}
		}},
		{name: "an endless trailer", reads: SilenceUnreadable, does: func(l *line) {
			l.say("%sTransfer-Encoding: chunked\r\n\r\n%s0\r\n", ok, chunk(yes))
			for l.took("X: " + strings.Repeat("y", 1000) + "\r\n") {
			}
		}},
		{name: "empty chunks of words without an end", reads: SilenceUnreadable, does: func(l *line) {
			l.say("%sTransfer-Encoding: chunked\r\n\r\n", ok)
			for l.took("1;" + strings.Repeat("y", 2000) + "\r\nx\r\n") {
			}
		}},
		{name: "a header of 1 MB", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 200, header: []string{"X-Long", strings.Repeat("x", 1<<20)}, body: yes}},
		{name: "10,000 headers", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 200, header: many(10_000), body: yes}},
	}
	for _, status := range []string{"100 Continue", "102 Processing", "103 Early Hints", "199 Whatever"} {
		all = append(all, hostile{name: "a storm of " + status, reads: SilenceUnreadable, does: func(l *line) {
			for l.took("HTTP/1.1 " + status + "\r\nX: " + strings.Repeat("x", 1000) + "\r\n\r\n") {
			}
		}}, hostile{name: "a storm of " + status, over: []protocol{overH2}, reads: SilenceUnreadable, does: func(l *line) {
			block := l.head(int(status[0]-'0')*100+int(status[1]-'0')*10+int(status[2]-'0'), "x", strings.Repeat("x", 1000))
			for l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: block, EndHeaders: true}) == nil {
			}
		}})
	}
	standUp(t, all)
}

func chunk(text string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(text), text) }

func many(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("X-%d", i), "y")
	}
	return all
}

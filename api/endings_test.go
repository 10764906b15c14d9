package api

import (
	"fmt"
	"net"
	"slices"

	"golang.org/x/net/http2"
)

// endingsH2 are the ways in which an HTTP/2 server can end a call.
func endingsH2() []ending {
	var all []ending
	// The first five are those that a client treats in ways of their own.
	codes := []http2.ErrCode{http2.ErrCodeNo, http2.ErrCodeProtocol, http2.ErrCodeRefusedStream, http2.ErrCodeHTTP11Required, 0xff}
	for code := http2.ErrCodeInternal; code < http2.ErrCodeHTTP11Required; code++ {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, code := range codes {
		reset := func(l *line) { _ = l.frames.WriteRSTStream(l.stream, code) }
		goAway := func(last func(*line) uint32) func(*line) {
			return func(l *line) { _ = l.frames.WriteGoAway(last(l), code, []byte("enough")) }
		}
		lower := func(l *line) uint32 { return l.stream - 2 }
		none := func(*line) uint32 { return 0 }
		same := func(l *line) uint32 { return l.stream }
		all = append(all,
			ending{name: fmt.Sprintf("RST_STREAM %v on the header", code), early: true, does: reset},
			ending{name: fmt.Sprintf("RST_STREAM %v", code), does: reset},
			ending{name: fmt.Sprintf("GOAWAY %v with a lower stream, on the header", code), early: true, does: goAway(lower)},
			ending{name: fmt.Sprintf("GOAWAY %v with a lower stream", code), does: goAway(lower)},
		)
		if !slices.Contains(codes[:5], code) {
			continue
		}
		all = append(all,
			ending{name: fmt.Sprintf("RST_STREAM %v after the header", code), does: func(l *line) { l.header(200); reset(l) }},
			ending{name: fmt.Sprintf("RST_STREAM %v in the body", code), does: func(l *line) {
				l.header(200)
				_ = l.frames.WriteData(l.stream, false, []byte(answerOfAll[:9]))
				reset(l)
			}},
			ending{name: fmt.Sprintf("GOAWAY %v with no stream", code), does: goAway(none)},
			ending{name: fmt.Sprintf("GOAWAY %v with this stream, and the end", code), does: func(l *line) { goAway(same)(l); _ = l.Close() }},
			ending{name: fmt.Sprintf("GOAWAY %v with a lower stream, and the end", code), does: func(l *line) { goAway(lower)(l); l.cut() }},
		)
	}
	frame := func(raw []byte) func(*line) { return func(l *line) { _, _ = l.Write(raw) } }
	return append(append(all, everyLine()...),
		ending{name: "graceful GOAWAY, then the answer", want: done, does: func(l *line) {
			_ = l.frames.WriteGoAway(1<<31-1, http2.ErrCodeNo, nil)
			_ = l.frames.WriteGoAway(l.stream, http2.ErrCodeNo, nil)
			l.status(200, answerOfAll)
			_ = l.Close()
		}},
		ending{name: "GOAWAY with no stream, then the answer", want: eitherWay, does: func(l *line) {
			_ = l.frames.WriteGoAway(0, http2.ErrCodeNo, nil)
			l.status(200, answerOfAll)
		}},
		ending{name: "graceful GOAWAY, then the end", does: func(l *line) {
			_ = l.frames.WriteGoAway(1<<31-1, http2.ErrCodeNo, nil)
			_ = l.Close()
		}},
		ending{name: "graceful GOAWAY, then RST_STREAM", does: func(l *line) {
			_ = l.frames.WriteGoAway(1<<31-1, http2.ErrCodeNo, nil)
			_ = l.frames.WriteRSTStream(l.stream, http2.ErrCodeRefusedStream)
		}},
		ending{name: "the answer, then RST_STREAM", want: done, does: func(l *line) {
			l.status(200, answerOfAll)
			_ = l.frames.WriteRSTStream(l.stream, http2.ErrCodeNo)
		}},
		ending{name: "end in the frame of the header", does: func(l *line) {
			_, _ = l.Write([]byte{0, 0, 40, byte(http2.FrameHeaders), 4, 0, 0, 0, byte(l.stream), 0x88})
			_ = l.Close()
		}},
		ending{name: "end before the header goes on", does: func(l *line) {
			_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: l.head(200)})
			_ = l.Close()
		}},
		ending{name: "end after the header", does: func(l *line) { l.header(200); _ = l.Close() }},
		ending{name: "end in the body", does: func(l *line) {
			l.header(200)
			_ = l.frames.WriteData(l.stream, false, []byte(answerOfAll[:9]))
			l.cut()
		}},
		ending{name: "reset in the body", does: func(l *line) {
			l.header(200)
			_ = l.frames.WriteData(l.stream, false, []byte(answerOfAll[:9]))
			l.reset()
		}},
		ending{name: "alert in the body", does: func(l *line) {
			l.header(200)
			_ = l.frames.WriteData(l.stream, false, []byte(answerOfAll[:9]))
			l.alert()
		}},
		ending{name: "an answer shorter than it says", does: func(l *line) {
			l.header(200, "content-length", "500")
			_ = l.frames.WriteData(l.stream, true, []byte(answerOfAll[:9]))
		}},
		ending{name: "an empty answer", does: func(l *line) { l.status(200, "") }},
		ending{name: "early hints, then RST_STREAM", does: func(l *line) {
			l.header(103)
			_ = l.frames.WriteRSTStream(l.stream, http2.ErrCodeRefusedStream)
		}},
		ending{name: "try again over HTTP/1.1", does: func(l *line) {
			_ = l.frames.WriteGoAway(0, http2.ErrCodeHTTP11Required, nil)
			l.cut()
		}},
		ending{name: "misdirected", want: answered, does: func(l *line) { l.status(421, "{}") }},
		ending{name: "redirect", want: answered, does: func(l *line) {
			l.header(307, "location", "/v24.0/elsewhere")
			_ = l.frames.WriteData(l.stream, true, nil)
		}},
		ending{name: "too early", want: answered, does: func(l *line) { l.status(425, "{}") }},
		ending{name: "data before the header", does: func(l *line) { _ = l.frames.WriteData(l.stream, true, []byte("{}")) }},
		ending{name: "a header without status", does: func(l *line) {
			_ = l.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: l.stream, BlockFragment: []byte{0x40, 1, 'A', 1, 'b'}, EndHeaders: true, EndStream: true})
		}},
		ending{name: "a frame too large", does: frame([]byte{0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1})},
		ending{name: "SETTINGS that are wrong", does: func(l *line) {
			_ = l.frames.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 1 << 31})
		}},
		ending{name: "a window too large", does: func(l *line) {
			_ = l.frames.WriteWindowUpdate(0, 1<<31-1)
		}},
		ending{name: "a pushed stream", does: func(l *line) {
			_ = l.frames.WritePushPromise(http2.PushPromiseParam{StreamID: l.stream, PromiseID: 2, BlockFragment: l.head(200), EndHeaders: true})
		}},
		ending{name: "HTTP/1.1 instead", does: frame([]byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))},
	)
}

// endingsH1 are the ways in which an HTTP/1.1 server can end a call.
func endingsH1() []ending {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	says := func(text string) func(*line) { return func(l *line) { l.say("%s", text); _ = l.Close() } }
	return append(everyLine(),
		ending{name: "end in the status", does: says("HTTP/1.1 20")},
		ending{name: "end in the header", does: says(head + "Content-Le")},
		ending{name: "end after the header", does: says(head + "Content-Length: 16\r\n\r\n")},
		ending{name: "end in the body", does: says(head + "Content-Length: 16\r\n\r\n{\"success\"")},
		ending{name: "end in a chunk", does: says(head + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"success\"")},
		ending{name: "end between chunks", does: says(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")},
		ending{name: "reset in the body", does: func(l *line) { l.say("%s", head+"Content-Length: 16\r\n\r\n{"); l.reset() }},
		ending{name: "alert in the body", does: func(l *line) {
			l.say("%s", head+"Content-Length: 16\r\n\r\n{")
			if l.Conn != net.Conn(l.below) {
				l.alert()
			}
			l.cut()
		}},
		ending{name: "early hints, then the end", does: says("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")},
		ending{name: "continue, then the end", does: says("HTTP/1.1 100 Continue\r\n\r\n")},
		ending{name: "no HTTP", does: says("hello\r\n\r\n")},
		ending{name: "HTTP/2 instead", does: says("\x00\x00\x00\x04\x00\x00\x00\x00\x00")},
		ending{name: "an empty answer", does: says(head + "Content-Length: 0\r\n\r\n")},
		ending{name: "the answer, then the end", want: done, does: says(fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, len(answerOfAll), answerOfAll))},
		ending{name: "the answer up to the end", want: done, does: says(head + "Connection: close\r\n\r\n" + answerOfAll)},
		ending{name: "request timeout", want: answered, does: says("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")},
		ending{name: "request timeout on the header", early: true, want: answered, does: says("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")},
		ending{name: "redirect", want: answered, does: says("HTTP/1.1 307 Temporary Redirect\r\nLocation: /v24.0/elsewhere\r\nContent-Length: 0\r\n\r\n")},
		ending{name: "misdirected", want: answered, does: says("HTTP/1.1 421 Misdirected Request\r\nContent-Length: 2\r\n\r\n{}")},
	)
}

// everyLine are the ways in which a connection of any kind can end.
func everyLine() []ending {
	var all []ending
	for _, early := range []bool{false, true} {
		on := ""
		if early {
			on = " on the header"
		}
		all = append(all,
			ending{name: "end" + on, early: early, does: func(l *line) { _ = l.Close() }},
			ending{name: "end of TCP" + on, early: early, does: (*line).cut},
			ending{name: "reset" + on, early: early, does: (*line).reset},
			ending{name: "half an end" + on, early: early, does: func(l *line) {
				if half, ok := l.Conn.(interface{ CloseWrite() error }); ok {
					_ = half.CloseWrite()
				} else if tcp, ok := l.below.Conn.(*net.TCPConn); ok {
					_ = tcp.CloseWrite()
				}
			}},
			ending{name: "alert" + on, early: early, does: func(l *line) {
				if l.Conn != net.Conn(l.below) {
					l.alert()
				}
				l.cut()
			}},
			ending{name: "no TLS" + on, early: early, does: func(l *line) {
				_, _ = l.below.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")[:9])
				l.cut()
			}},
			ending{name: "a bare alert" + on, early: early, does: func(l *line) {
				_, _ = l.below.Write([]byte{21, 3, 3, 0, 2, 2, 80})
				l.cut()
			}},
		)
	}
	return slices.Clip(all)
}

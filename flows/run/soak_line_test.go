package run_test

import (
	"encoding/binary"
	"net"
	"sync"
)

// line is the server's end of a connection. On one that speaks HTTP/2 it can end a
// stream otherwise than the server of net/http does.
type line struct {
	net.Conn
	by *desk

	mu   sync.Mutex
	left int    // of the frame that is on its way
	next ending // of the next stream that is reset
}

// ending is how a stream of HTTP/2 ends: by RST_STREAM with a code, or by GOAWAY,
// which says that it was never looked at.
type ending struct {
	is     bool
	code   uint32
	goAway bool
}

// reset has the next stream that is reset end in a way.
func (l *line) reset(e ending) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.is = true
	l.next = e
}

// Write sends what the server writes, but for the frames that end a stream. Frames
// are written whole, or their head at least.
func (l *line) Write(b []byte) (int, error) {
	l.mu.Lock()
	const head, rst = 9, 3
	out, last := make([]byte, 0, len(b)), false
	for rest := b; len(rest) > 0; {
		if l.left > 0 || !l.next.is || len(rest) < head {
			n := min(len(rest), max(l.left, 1))
			if !l.next.is {
				n = len(rest)
			}
			l.left = max(0, l.left-n)
			out, rest = append(out, rest[:n]...), rest[n:]
			continue
		}
		size := int(rest[0])<<16 | int(rest[1])<<8 | int(rest[2])
		if rest[3] != rst || len(rest) < head+size {
			l.left = size - min(size, len(rest)-head)
			n := head + size - l.left
			out, rest = append(out, rest[:n]...), rest[n:]
			continue
		}
		frame := append([]byte(nil), rest[:head+size]...)
		rest = rest[head+size:]
		if l.next.goAway {
			stream := binary.BigEndian.Uint32(frame[5:])
			frame = append([]byte{0, 0, 8, 7, 0, 0, 0, 0, 0}, make([]byte, 8)...)
			binary.BigEndian.PutUint32(frame[9:], max(stream, 2)-2)
			last = true
		} else {
			binary.BigEndian.PutUint32(frame[head:], l.next.code)
		}
		l.next = ending{}
		out = append(out, frame...)
	}
	l.mu.Unlock()
	_, err := l.Conn.Write(out)
	if last {
		_ = l.Close()
	}
	return len(b), err
}

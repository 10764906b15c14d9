package api

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"testing"
)

// packed is a text as gzip, zlib or raw deflate has it.
func packed(t *testing.T, as, text string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch as {
	case "gzip":
		w, err = gzip.NewWriterLevel(&b, gzip.BestSpeed)
	case "zlib":
		w = zlib.NewWriter(&b)
	default:
		w, err = flate.NewWriter(&b, flate.BestSpeed)
	}
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHostileCompression has answers that are packed, or say so. Graph packs with gzip.
func TestHostileCompression(t *testing.T) { // not parallel: see standUp
	if testing.Short() {
		t.Skip("-short is for the race detector, and this counts memory")
	}
	good := packed(t, "gzip", answerOfAll)
	bomb := packed(t, "gzip", answerOfAll[:len(answerOfAll)-1]+`,"x":"`+strings.Repeat("x", 32<<20)+`"}`)
	blanks := packed(t, "gzip", strings.Repeat(" ", 1<<20))
	empty := packed(t, "gzip", "")
	var named bytes.Buffer
	w := gzip.NewWriter(&named)
	w.Comment, w.Name, w.Extra = strings.Repeat("x", 9000), "\x1b[31m", []byte(strings.Repeat("x", 60_000))
	_, _ = io.WriteString(w, answerOfAll)
	_ = w.Close()
	// A zstd frame and a brotli stream that grow to gigabytes; nobody here unpacks them.
	zstd := "\x28\xb5\x2f\xfd\xa4\x00\x00\x00\x80" + strings.Repeat("\x02\x00\x10x", 1000)
	brotli := "\x5b\xff\xff\x07\x00" + strings.Repeat("\x00\xf8\xff", 1000)
	from := func(reads Silence, name, encoding, body string) hostile {
		return hostile{name: name, over: everywhere, reads: reads, reply: &reply{status: 200, header: []string{"Content-Encoding", encoding}, body: body}}
	}
	all := []hostile{
		from("", "gzip", "gzip", good),
		from("", "GZIP", "GZIP", good),
		from("", "in two parts", "gzip", packed(t, "gzip", answerOfAll[:20])+packed(t, "gzip", answerOfAll[20:])),
		from("", "identity", "identity", answerOfAll),
		from(SilenceUnreadable, "a bomb", "gzip", bomb),
		from(SilenceUnreadable, "a bomb in a bomb", "gzip", packed(t, "gzip", bomb)),
		from(SilenceUnreadable, "packed twice", "gzip, gzip", packed(t, "gzip", good)),
		from(SilenceUnreadable, "a header as long as may be", "gzip", named.String()),
		from(SilenceUnreadable, "gzip that is none", "gzip", answerOfAll),
		from(SilenceUnreadable, "gzip with garbage behind", "gzip", good+strings.Repeat("x", 100)),
		from(SilenceUnreadable, "gzip with a wrong sum", "gzip", good[:len(good)-8]+"xxxxxxxx"),
		from(SilenceUnreadable, "gzip that is not called so", "", good),
		from(SilenceUnreadable, "gzip called identity", "identity", good),
		from(SilenceBroken, "gzip that is cut", "gzip", good[:len(good)/2]),
		from(SilenceUnreadable, "gzip of nothing at all", "gzip", ""),
		from(SilenceUnreadable, "an empty gzip", "gzip", empty),
		from(SilenceUnreadable, "a zlib bomb", "deflate", packed(t, "zlib", strings.Repeat("{", 1<<20))),
		from(SilenceUnreadable, "a deflate bomb", "deflate", packed(t, "flate", strings.Repeat("{", 1<<20))),
		from(SilenceUnreadable, "a brotli bomb", "br", brotli),
		from(SilenceUnreadable, "a zstd bomb", "zstd", zstd),
		from(SilenceUnreadable, "a strange coding", "\u009b31m", good),
		{name: "endless blanks in gzip", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 200, header: []string{"Content-Encoding", "gzip"}, endless: blanks}},
		{name: "endless parts with nothing in them", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 200, header: []string{"Content-Encoding", "gzip"}, endless: strings.Repeat(empty, 700)}},
		{name: "an endless header of gzip", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 200, header: []string{"Content-Encoding", "gzip"}, body: "\x1f\x8b\x08\x18\x00\x00\x00\x00\x00\x00", endless: strings.Repeat("x", 1<<14)}},
		{name: "a bomb that is a refusal", over: everywhere, reads: SilenceUnreadable, reply: &reply{status: 400, header: []string{"Content-Encoding", "gzip"}, body: packed(t, "gzip", `{"error":{"code":100,"message":"`+strings.Repeat("x", 2<<20)+`"}}`)}},
	}
	standUp(t, all)
}

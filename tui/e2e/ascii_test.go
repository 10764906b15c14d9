//go:build unix

package e2e

import (
	"bytes"
	"testing"
)

// TestNothingButASCIIIsDrawn where the locale is not UTF-8: on a walk through the sandbox,
// with help, calls, a picture of a phone and what waits, in both sizes.
func TestNothingButASCIIIsDrawn(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"wide": wide(), "small": {Cols: 60, Rows: 20}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o.Env = []string{"LC_ALL=C"}
			w := launch(t, o, "--sandbox")
			w.read("Which number?")
			w.Press("f1")
			w.read("Keys everywhere")
			w.Press("esc", "ctrl+t")
			w.read("GET")
			w.Press("esc")
			w.read("Which number?")
			w.pause()
			w.Press("enter")
			w.read("+-")
			w.pause()
			w.Press("y")
			w.pause()
			w.Press("enter")
			w.pause()
			w.Press("ctrl+c")
			w.ends(130)
			out := w.Bytes()
			if at := bytes.IndexFunc(out, func(r rune) bool { return r > '~' }); at >= 0 {
				t.Errorf("%q is drawn", out[max(0, at-40):min(len(out), at+40)])
			}
		})
	}
}

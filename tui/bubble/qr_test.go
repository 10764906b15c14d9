package bubble

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rsc.io/qr"

	"dialtone/tui/theme"
)

// modules reads a drawn code back: true is dark. Reversed says that the paper is
// what the terminal shows in reverse.
func modules(picture string, reversed bool) [][]bool {
	var all [][]bool
	for line := range strings.SplitSeq(picture, "\n") {
		var upper, lower []bool
		inked := false
		for line != "" {
			if rest, is := strings.CutPrefix(line, "\x1b["); is {
				codes, after, _ := strings.Cut(rest, "m")
				inked = slices.Contains(strings.Split(codes, ";"), "7") != reversed
				line = after
				continue
			}
			r, size := utf8.DecodeRuneInString(line)
			line = line[size:]
			upper, lower = append(upper, inked != (r == '▀')), append(lower, inked)
		}
		all = append(all, upper, lower)
	}
	return all
}

// TestQRIsDrawnAsItIs for links of every length that a number can have, on every
// background.
func TestQRIsDrawnAsItIs(t *testing.T) {
	t.Parallel()
	for _, digits := range []string{"4721234567", "85261230142", "123456789012345"} {
		link := "https://wa.me/" + digits
		code, err := NewQR(link)
		if err != nil {
			t.Fatal(err)
		}
		want, err := qr.Encode(link, qr.L)
		if err != nil {
			t.Fatal(err)
		}
		if w, h := code.Size(); w > 60 || h > 17 {
			t.Errorf("%s takes %d x %d cells", link, w, h)
		}
		for _, b := range []theme.Background{theme.Unknown, theme.Dark, theme.Light} {
			paper := theme.New(b, false).Paper
			drawn := modules(code.View(paper), paper.GetReverse())
			w, h := code.Size()
			if len(drawn) != 2*h || len(drawn[0]) != w {
				t.Fatalf("%d rows of %d modules", len(drawn), len(drawn[0]))
			}
			for y := range drawn {
				for x := range drawn[y] {
					if drawn[y][x] != want.Black(x-4, y-4) { // beside the code everything is light
						t.Fatalf("%s on %d: the module at %d, %d is wrong", link, b, x, y)
					}
				}
			}
		}
	}
}

// TestQRNeedsNoColour: in a terminal with light ink the code is reversed, so that
// its dark modules are dark also where colours are switched off.
func TestQRNeedsNoColour(t *testing.T) {
	t.Parallel()
	for b, want := range map[theme.Background]bool{theme.Unknown: true, theme.Dark: true, theme.Light: false} {
		if got := theme.New(b, false).Paper.GetReverse(); got != want {
			t.Errorf("background %d: reversed %t", b, got)
		}
	}
}

func TestQRTooLong(t *testing.T) {
	t.Parallel()
	if _, err := NewQR(strings.Repeat("x", 3000)); err == nil {
		t.Error("a text that fits in no code was encoded")
	}
}

package cli

import (
	"strings"
	"testing"
)

// readAs feeds what a terminal sends, read by read, and returns what the wizard
// reads in its place, up to ctrl+c.
func readAs(k *keys, reads ...string) (got string, quit bool) {
	for _, r := range reads {
		b, quit := k.take([]byte(r))
		got += string(b)
		if quit {
			return got, true
		}
	}
	return got, false
}

func TestCtrlCIsHeardInsideWhateverHasBegun(t *testing.T) {
	for name, begun := range map[string]string{
		"nothing": "", "text": "abc", "escape": "\x1b", "a sequence": "\x1b[12;", "a paste": pasteBegin + "secret",
		"the end of a paste": pasteBegin + "secret\x1b[20", "a sequence in a paste": pasteBegin + "\x1b[1", "a title": "\x1b]0;title",
		"a device string": "\x1bP1$r", "a clipboard in a paste": pasteBegin + "\x1b]52;c;aaaa",
		"a letter of two bytes": "\xc3", "two pastes": pasteBegin + pasteBegin + "a",
	} {
		for form, press := range map[string]string{
			"byte": "\x03", "Kitty": "\x1b[99;5u", "Kitty with num lock": "\x1b[99;133u", "xterm": "\x1b[27;5;99~",
		} {
			if _, quit := readAs(&keys{}, begun, press); !quit {
				t.Errorf("%s as %s was not heard", name, form)
			}
			if _, quit := readAs(&keys{}, begun+press+"rm -rf"); !quit {
				t.Errorf("%s as %s was not heard in one read", name, form)
			}
			split := strings.Split(begun+press, "")
			if _, quit := readAs(&keys{}, split...); !quit {
				t.Errorf("%s as %s was not heard byte by byte", name, form)
			}
		}
	}
	for _, other := range []string{
		"c", "\x1b[99u", "\x1b[99;6u", "\x1b[99;5:3u", "\x1b[99;7u", "\x1b[27;6;99~", "\x1b[27;5;100~", "\x1b[3~", "\x1b[100;5u",
	} {
		if got, quit := readAs(&keys{}, other); quit || got != other {
			t.Errorf("%q was taken for ctrl+c, or read as %q", other, got)
		}
	}
}

func TestWhatFollowsCtrlCIsDropped(t *testing.T) {
	if got, _ := readAs(&keys{}, "a\x03reboot\r"); got != "a" {
		t.Errorf("read %q", got)
	}
}

func TestAPasteEndsAtItsBound(t *testing.T) {
	k := &keys{}
	got, _ := readAs(k, pasteBegin+strings.Repeat("x", pasteBound+99), "\rmore\r")
	if strings.Count(got, pasteEnd) != 1 || !strings.HasSuffix(got, pasteEnd) {
		t.Errorf("it ends with %q", got[len(got)-20:])
	}
	if got, _ := readAs(k, "\r"+pasteEnd+"y"); got != "~y" && got != "y" {
		t.Errorf("after the end comes %q", got)
	}
	if k.patience() != 0 {
		t.Error("it did not end")
	}
}

func TestASilentPasteEnds(t *testing.T) {
	k := &keys{}
	_, _ = readAs(k, pasteBegin+"half")
	if k.patience() == 0 {
		t.Fatal("nothing is waited for")
	}
	if got := string(k.end([]byte("x"))); got != "x"+pasteEnd || k.patience() != 0 {
		t.Errorf("it ends with %q", got)
	}
}

func TestWhatNoFingersTypeIsAPaste(t *testing.T) {
	k := &keys{}
	got, _ := readAs(k, strings.Repeat("y\r", burst), "z\r")
	if want := pasteBegin + strings.Repeat("y\r", burst) + "z\r"; got != want || k.patience() == 0 {
		t.Errorf("read %d bytes, not %d", len(got), len(want))
	}
	if got, _ := readAs(&keys{}, strings.Repeat("\x1b[B", burst)); strings.Contains(got, pasteBegin) {
		t.Error("a key that is held down is no paste")
	}
}

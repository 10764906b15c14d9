package journal

import (
	"errors"
	"strings"
	"testing"
)

func TestErrorsSayWhatMatters(t *testing.T) {
	t.Parallel()
	cause := errors.New("the cause")
	for _, c := range []struct {
		err  error
		says []string
	}{
		{&OpenError{ReasonLocked, "/a/journal.db", cause}, []string{"/a/journal.db", "locked", "the cause"}},
		{&OpenError{Reason: ReasonNewer, Path: "/a/journal.db"}, []string{"/a/journal.db", "newer_version"}},
		{&StoreError{"intend", ReasonFull, cause}, []string{"intend", "disk_full", "the cause"}},
		{&HeldError{Counter: registers, Who: "ana@desk", Since: noon}, []string{number, "ana@desk", "2026-10-23T12:00:00Z", "register"}},
		{&SpentError{Tally{Counter: registers, Used: 10, Limit: 10, Frees: noon}}, []string{number, "10 of 10", "2026-10-23T12:00:00Z"}},
		{&UnsettledError{Pending{Counter: registers, At: noon}}, []string{number, "register", "2026-10-23T12:00:00Z"}},
		{&SettledError{7, Refused}, []string{"7", "refused"}},
		{&InvalidError{"display number"}, []string{"display number"}},
	} {
		text := c.err.Error()
		for _, s := range c.says {
			if !strings.Contains(text, s) {
				t.Errorf("%T does not say %q: %s", c.err, s, text)
			}
		}
		if !strings.HasPrefix(text, "journal: ") {
			t.Errorf("%T: %s", c.err, text)
		}
		var open *OpenError
		var store *StoreError
		if failure := errors.As(c.err, &open) || errors.As(c.err, &store); failure == isVerdict(c.err) {
			t.Errorf("%T is both an answer and a failure, or neither", c.err)
		}
	}
	if !errors.Is(&OpenError{err: cause}, cause) || !errors.Is(&StoreError{err: cause}, cause) {
		t.Error("the cause is lost")
	}
}

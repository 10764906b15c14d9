package journal

import (
	"errors"
	"testing"
	"time"
)

// TestWhyMetaRefused: the reason is kept with the settled intent, and given back while
// that is the newest request of its counter.
func TestWhyMetaRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, Options{Now: c.Now})
		ctx, id := t.Context(), begun(t, j)
		settle := func(o Outcome) {
			t.Helper()
			c.pass(time.Minute)
			in := register(id)
			in.Facts = "pin=no status=PENDING"
			seq, err := j.Intend(ctx, in)
			if err == nil {
				err = j.Settle(ctx, seq, o)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		says := func(want string) {
			t.Helper()
			no, err := j.Refusal(ctx, registers)
			if err != nil || no.Reason != want || want != "" && (!no.At.Equal(c.Now()) || no.Facts != "pin=no status=PENDING") {
				t.Errorf("%+v, %v, want %q", no, err, want)
			}
		}
		explain := func(reason string) {
			t.Helper()
			if err := j.Explain(ctx, registers, reason); err != nil {
				t.Error(err)
			}
		}

		says("")
		explain("shared 100") // nothing was sent
		says("")
		settle(Refused)
		says("")
		explain("no_certificate 100/2388001")
		says("no_certificate 100/2388001")
		if at, err := j.Counted(ctx, registers, noon); err != nil || len(at) != 1 {
			t.Errorf("counted %v, %v", at, err)
		}
		if s, err := j.Session(ctx, id); err != nil || s.Refused != "no_certificate 100/2388001" || s.Unsettled {
			t.Errorf("%+v, %v", s, err)
		}
		settle(TookEffect)
		explain("shared 100")
		says("")
		if s, err := j.Session(ctx, id); err != nil || s.Refused != "" {
			t.Errorf("%+v, %v", s, err)
		}
		settle(Refused)
		explain("shared 100")
		when := c.Now()
		settle(NeverLeft) // a request that never left says nothing
		if no, err := j.Refusal(ctx, registers); err != nil || no.Reason != "shared 100" || !no.At.Equal(when) {
			t.Errorf("%+v, %v", no, err)
		}
	})
}

// TestAReasonHidesNothing: there is no place in it for a PIN, a code or a phone number.
func TestAReasonHidesNothing(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]bool{
		"shared 100": true, "no_certificate 100/2388001": true, "unknown 131031": true, "": false, "493027": false,
		"shared": true, "shared +85291230100": false, "shared 85291230100": false, "Meta said 493027": false, "shared 100 493027": false,
	} {
		if isReason(reason) != want {
			t.Errorf("%q: %t", reason, !want)
		}
	}
}

// TestAKindOfIDIsAWord refuses any other.
func TestAKindOfIDIsAWord(t *testing.T) {
	t.Parallel()
	s := about
	s.NumberKind = "106540352242922"
	var invalid *InvalidError
	if err := s.check(); !errors.As(err, &invalid) {
		t.Error(err)
	}
}

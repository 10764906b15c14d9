package journal

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// TestAClockThatJumps sends requests while the clock is put on and back between any two
// entries. None is lost to the count, none counts twice, and what the count says of the
// next one is no nonsense, at whatever moment it is asked.
func TestAClockThatJumps(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		for seed := range uint64(40) {
			dice := rand.New(rand.NewPCG(seed, 7))
			// Where the clock is right at the end, what was sent lately counts, however
			// wrong it was in between.
			c := &clock{now: noon}
			j := opened(t, address, ana(c))
			of := registers
			of.Number = fmt.Sprint(106540352240000 + seed)
			s := about
			s.Number = of.Number
			id, err := j.Begin(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			counts := 0
			for range 3 + dice.IntN(8) {
				c.set(noon.Add(time.Duration(dice.IntN(400)-200) * time.Hour)) // wrong
				in := register(id)
				in.Counter, in.Limit, in.Override = of, 0, true
				done := intended(t, j, in)
				c.set(noon.Add(time.Duration(dice.IntN(400)-200) * time.Hour))
				switch o := Outcomes()[dice.IntN(4)]; o {
				case NeverLeft:
					settled(t, j, done, o)
				case Unknown:
					settled(t, j, done, o)
					settled(t, j, done, TookEffect)
					counts++
				case TookEffect, Refused:
					settled(t, j, done, o)
					settled(t, j, done, o) // said twice
					counts++
				}
			}
			for _, now := range []time.Time{noon, noon.Add(time.Hour), noon.Add(window - 1)} {
				c.set(now)
				if got := stands(t, j, of, 10); got.Used != counts || !got.Frees.IsZero() && (counts < 10 || !got.Frees.After(now)) {
					t.Fatalf("seed %d: %d requests count of %d, the next at %v: %+v", seed, got.Used, counts, got.Frees, got)
				}
			}
			for range 10 {
				c.set(noon.Add(time.Duration(dice.IntN(1000)-500) * time.Hour))
				if got := stands(t, j, of, 1); got.Used < 0 || got.Used > counts || (got.Used >= 1) != got.Frees.After(c.Now()) {
					t.Fatalf("seed %d at %v: %+v", seed, c.Now(), got)
				}
			}
			c.set(noon.Add(1000 * time.Hour)) // nothing counts for ever
			if got := stands(t, j, of, 1); got.Used != 0 || !got.Frees.IsZero() {
				t.Fatalf("seed %d: %+v", seed, got)
			}
		}
	})
}

// TestTheNewestByAWrongClock: of two requests the one that was written down last is the
// newest, though the clock was put back in between; and it is as old as what was written
// before it, at most.
func TestTheNewestByAWrongClock(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		c := &clock{now: noon}
		j := opened(t, address, ana(c))
		id := begun(t, j)
		settled(t, j, intended(t, j, register(id)), TookEffect)
		c.set(noon.Add(-200 * time.Hour))
		settled(t, j, intended(t, j, register(id)), Refused)
		if err := j.Explain(t.Context(), registers, "shared 100/2388091"); err != nil {
			t.Fatal(err)
		}
		c.set(noon.Add(time.Minute))
		if last, err := j.Refusal(t.Context(), registers); err != nil || last.Reason != "shared 100/2388091" {
			t.Errorf("%+v, %v", last, err)
		}
		if at, sure, err := j.Newest(t.Context(), registers); err != nil || !sure || !at.Equal(noon) {
			t.Errorf("%v, sure %t, %v", at, sure, err)
		}
		c.set(noon.Add(-200 * time.Hour))
		settled(t, j, intended(t, j, register(id)), TookEffect)
		c.set(noon.Add(2 * time.Minute))
		if at, sure, err := j.Newest(t.Context(), registers); err != nil || !sure || at.Before(noon) || at.After(c.Now()) {
			t.Errorf("made %v, sure %t, %v", at, sure, err)
		}
	})
}

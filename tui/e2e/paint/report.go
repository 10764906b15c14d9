//go:build unix

package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"
	"time"
)

// What dialtone aims at.
const (
	aimStart  = 2.5      // times the bare program's start
	aimGum    = 1.0      // times gum's start
	aimKey    = 1.5      // times the bare program's processor time for a key, on every page
	aimIdle   = 1.15     // times the bare program's processor time and wake-ups when left alone
	aimMemory = 40 << 20 // bytes, on every page
	aimCrowd  = 60 << 20 // bytes, with a very large account
	aimCalls  = 1.02     // times as many bare round trips on one connection
)

// table is everything that was measured, beside what is aimed at.
type table struct {
	mine, bare *figures
	gum        *figures // nil where there is none
	pages      []cost
	calls      float64 // five calls against five round trips; 0 where it was not measured
}

// write writes the table.
func (t table) write(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 3, ' ', tabwriter.AlignRight)
	row := func(name, mine, bare, gum, ratio, aim string) {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t\n", name, mine, bare, gum, ratio, aim)
	}
	gum := func(share float64) time.Duration {
		if t.gum == nil {
			return 0
		}
		return quantile(t.gum.starts, share)
	}
	a, b := t.mine, t.bare
	times := func(name string, x, y, g time.Duration, aim float64) {
		row(name, millis(x), millis(y), millis(g), ratio(x, y), atMost(x, y, aim))
	}
	row("", a.name, b.name, "gum", "ratio", "aim")
	times("start to first paint, median", quantile(a.starts, 0.5), quantile(b.starts, 0.5), gum(0.5), aimStart)
	times("90 %", quantile(a.starts, 0.9), quantile(b.starts, 0.9), gum(0.9), 0)
	row("against gum, median", "", "", "", ratio(quantile(a.starts, 0.5), gum(0.5)), atMost(quantile(a.starts, 0.5), gum(0.5), aimGum))
	times("key to paint, median", quantile(a.keys, 0.5), quantile(b.keys, 0.5), 0, 0)
	times("90 %", quantile(a.keys, 0.9), quantile(b.keys, 0.9), 0, 0)
	row("keys without a paint", fmt.Sprint(a.dead), fmt.Sprint(b.dead), "", "", "")
	times("left alone: processor per second", perSecond(a.idle.CPU), perSecond(b.idle.CPU), 0, aimIdle)
	x, y := perSecond(a.idle.Wakes), perSecond(b.idle.Wakes)
	row("left alone: wake-ups per second", count(x), count(y), "", ratio(x, y), atMost(x, y, aimIdle))
	for _, c := range t.pages {
		times("a key on "+c.name+": processor", c.cpu, c.bare.cpu, 0, aimKey)
	}
	for _, c := range t.pages {
		if middle := quantile(c.bytes, 0.5); c.aim > 0 {
			row("a key on "+c.name+": bytes", count(middle), count(quantile(c.bare.bytes, 0.5)), "", "", within(middle, c.aim, count))
		}
	}
	for _, most := range mostMemory(t.pages) {
		row("memory, "+most.name, mega(most.memory), mega(most.bare.memory), "", ratio(most.memory, most.bare.memory), within(most.memory, most.limit, mega))
	}
	row("five calls against five round trips", "", "", "", times2(t.calls), atMost(t.calls, 1, aimCalls))
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// mostMemory is, for each limit, the page on which most memory was in use.
func mostMemory(pages []cost) []cost {
	var all []cost
	for _, c := range pages {
		at := slices.IndexFunc(all, func(o cost) bool { return o.limit == c.limit })
		switch {
		case at < 0:
			all = append(all, c)
		case c.memory > all[at].memory:
			all[at] = c
		}
	}
	return all
}

// quantile returns the smallest value that at least the given share of all
// values does not exceed; zero if there are none.
func quantile[T cmp.Ordered](values []T, share float64) T {
	if len(values) == 0 {
		var none T
		return none
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[max(0, int(math.Ceil(share*float64(len(sorted))))-1)]
}

// perSecond is the part of something counted while a program was left alone that
// falls on a second.
func perSecond[T ~int | ~int64](all T) T { return all / T(alone/time.Second) }

const unknown = "–"

func millis(d time.Duration) string {
	if d == 0 {
		return unknown
	}
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

func mega(n int64) string {
	if n == 0 {
		return unknown
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

func count(n int) string {
	if n == 0 {
		return unknown
	}
	return fmt.Sprint(n)
}

// number is anything that a ratio can be made of.
type number interface {
	~int | ~int64 | ~float64
}

func ratio[T number](a, b T) string {
	if b == 0 {
		return unknown
	}
	return times2(float64(a) / float64(b))
}

func times2(r float64) string {
	if r == 0 {
		return unknown
	}
	return fmt.Sprintf("%.2f", r)
}

// atMost is the verdict on a ratio that has an aim.
func atMost[T number](a, b T, aim float64) string {
	switch {
	case aim == 0:
		return ""
	case a == 0 || b == 0:
		return fmt.Sprintf("≤ %v", aim)
	}
	return fmt.Sprintf("≤ %v: %s", aim, verdict(float64(a)/float64(b) <= aim))
}

// within is the verdict on a figure that has an aim of its own.
func within[T number](n, aim T, text func(T) string) string {
	if n == 0 {
		return "≤ " + text(aim)
	}
	return "≤ " + text(aim) + ": " + verdict(n <= aim)
}

func verdict(ok bool) string {
	if ok {
		return "met"
	}
	return "missed"
}

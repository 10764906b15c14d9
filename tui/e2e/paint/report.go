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

	"dialtone/tui/e2e"
)

// What dialtone aims at.
const (
	aimStart  = 1.3      // times the bare program's start
	aimMemory = 20 << 20 // bytes
)

// report writes the table.
func report(w io.Writer, mine, bare *figures) error {
	tw := tabwriter.NewWriter(w, 0, 0, 3, ' ', tabwriter.AlignRight)
	row := func(name, a, b, ratio, aim string) {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t\n", name, a, b, ratio, aim)
	}
	times := func(name string, a, b []time.Duration, share, aim float64) {
		x, y := quantile(a, share), quantile(b, share)
		row(name, millis(x), millis(y), ratio(float64(x), float64(y)), ratioAim(float64(x), float64(y), aim))
	}
	row("", mine.name, bare.name, "ratio", "aim")
	times("start to first paint, median", mine.starts, bare.starts, 0.5, aimStart)
	times("90 %", mine.starts, bare.starts, 0.9, 0)
	times("key to paint, median", mine.keys, bare.keys, 0.5, 0)
	times("90 %", mine.keys, bare.keys, 0.9, 0)
	x, y := quantile(mine.bytes, 0.5), quantile(bare.bytes, 0.5)
	row("bytes per key, median", count(mine.bytes, x), count(bare.bytes, y), ratio(float64(x), float64(y)), "")
	row("keys without a paint", fmt.Sprint(mine.dead), fmt.Sprint(bare.dead), "", "")
	row("peak memory", mega(mine.memory), mega(bare.memory), ratio(float64(mine.memory), float64(bare.memory)), memoryAim(mine.memory))
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// reportCosts writes the table of the kinds of pages.
func reportCosts(w io.Writer, costs []cost) error {
	tw := tabwriter.NewWriter(w, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tw, "bytes per key at %d×%d\tmedian\tmost\taim\t\n", e2e.KindCols, e2e.KindRows)
	for _, c := range costs {
		middle, aim := quantile(c.bytes, 0.5), fmt.Sprintf("≤ %d", c.kind.Aim)
		if len(c.bytes) > 0 {
			aim += ": " + verdict(middle <= c.kind.Aim)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t\n", c.kind.Name, count(c.bytes, middle), count(c.bytes, quantile(c.bytes, 1)), aim)
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write the table of the pages: %w", err)
	}
	return nil
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

func count(of []int, n int) string {
	if len(of) == 0 {
		return unknown
	}
	return fmt.Sprint(n)
}

func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return unknown
	}
	return fmt.Sprintf("%.2f", a/b)
}

func ratioAim(a, b, aim float64) string {
	if aim == 0 || b == 0 {
		return ""
	}
	return fmt.Sprintf("ratio ≤ %.1f: %s", aim, verdict(a/b <= aim))
}

func memoryAim(n int64) string {
	aim := fmt.Sprintf("≤ %d MB", aimMemory>>20)
	if n == 0 {
		return aim
	}
	return aim + ": " + verdict(n <= aimMemory)
}

func verdict(ok bool) string {
	if ok {
		return "met"
	}
	return "missed"
}

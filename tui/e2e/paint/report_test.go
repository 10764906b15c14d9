//go:build unix

package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/tui/e2e"
)

func TestQuantile(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		values []int
		share  float64
		want   int
	}{
		{"none", nil, 0.5, 0},
		{"one", []int{7}, 0.9, 7},
		{"median of an odd number", []int{3, 1, 2}, 0.5, 2},
		{"median of an even number", []int{4, 3, 1, 2}, 0.5, 2},
		{"nine of ten", []int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 0.9, 9},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := quantile(tt.values, tt.share); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	ms := time.Millisecond
	bare := spent{cpu: 2 * ms, memory: 10 << 20}
	all := table{
		mine: &figures{name: "dialtone", starts: []time.Duration{40 * ms, 39 * ms}, keys: []time.Duration{9 * ms}, dead: 2, idle: e2e.Usage{CPU: 100 * ms, Wakes: 600}},
		bare: &figures{name: "bare", starts: []time.Duration{30 * ms, 31 * ms}, idle: e2e.Usage{CPU: 50 * ms, Wakes: 600}},
		gum:  &figures{name: "gum", starts: []time.Duration{60 * ms}},
		pages: []cost{
			{name: "a list", aim: 450, spent: spent{bytes: []int{500, 440, 450}, cpu: 3 * ms, memory: 30 << 20}, limit: aimMemory, bare: bare},
			{name: "a field", aim: 60, spent: spent{bytes: []int{61}, cpu: 4 * ms, memory: 41 << 20}, limit: aimMemory, bare: bare},
			{name: "help", spent: spent{memory: 50 << 20}, limit: aimCrowd, bare: bare},
		},
	}
	var b strings.Builder
	if err := all.write(&b); err != nil {
		t.Fatal(err)
	}
	wantTable(t, b.String(), `
                                       dialtone      bare       gum   ratio                aim
       start to first paint, median     39.0 ms   30.0 ms   60.0 ms    1.30         ≤ 2.5: met
                               90 %     40.0 ms   31.0 ms   60.0 ms    1.29
                against gum, median                                    0.65           ≤ 1: met
               key to paint, median      9.0 ms         –         –       –
                               90 %      9.0 ms         –         –       –
               keys without a paint           2         0
  left alone: processor per second     20.0 ms   10.0 ms         –    2.00     ≤ 1.15: missed
    left alone: wake-ups per second         120       120              1.00        ≤ 1.15: met
          a key on a list: processor     3.0 ms    2.0 ms         –    1.50         ≤ 1.5: met
         a key on a field: processor     4.0 ms    2.0 ms         –    2.00      ≤ 1.5: missed
            a key on help: processor           –    2.0 ms         –       –              ≤ 1.5
              a key on a list: bytes         450         –                           ≤ 450: met
             a key on a field: bytes          61         –                         ≤ 60: missed
                    memory, a field     41.0 MB   10.0 MB              4.10   ≤ 40.0 MB: missed
                       memory, help     50.0 MB   10.0 MB              5.00      ≤ 60.0 MB: met
 five calls against five round trips                                       –             ≤ 1.02
`)
}

// wantTable compares tables but for the blanks between columns and at the ends of lines.
func wantTable(t *testing.T, table, want string) {
	t.Helper()
	var got, wanted []string
	for line := range strings.Lines(table) {
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	for line := range strings.Lines(strings.TrimPrefix(want, "\n")) {
		wanted = append(wanted, strings.Join(strings.Fields(line), " "))
	}
	if !slices.Equal(got, wanted) {
		t.Errorf("got\n%s\nwant%s", table, want)
	}
}

func TestLongest(t *testing.T) {
	t.Parallel()
	got, err := longest("BenchmarkFiveCalls/HTTP/2-2  20  11 ns/op  1.000 conns  1.009 x-bare\nBenchmarkFiveCalls/TLS-2  20  12 ns/op  1.016 x-bare\nPASS\n")
	if err != nil || got != 1.016 {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "PASS", "x-bare", "many x-bare"} {
		if _, err := longest(bad); err == nil {
			t.Errorf("%q has a figure", bad)
		}
	}
}

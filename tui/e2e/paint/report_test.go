//go:build unix

package main

import (
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

func TestReport(t *testing.T) {
	t.Parallel()
	ms := time.Millisecond
	mine := &figures{name: "dialtone", starts: []time.Duration{40 * ms, 39 * ms}, keys: []time.Duration{9 * ms}, bytes: []int{120}, dead: 2, memory: 21 << 20}
	bare := &figures{name: "bare", starts: []time.Duration{30 * ms, 31 * ms}, memory: 10 << 20}
	var b strings.Builder
	if err := report(&b, mine, bare); err != nil {
		t.Fatal(err)
	}
	const want = `
                                  dialtone      bare   ratio                aim
   start to first paint, median    39.0 ms   30.0 ms    1.30   ratio ≤ 1.3: met
                           90 %    40.0 ms   31.0 ms    1.29
           key to paint, median     9.0 ms         –       –
                           90 %     9.0 ms         –       –
          bytes per key, median        120         –       –
           keys without a paint          2         0
                    peak memory    21.0 MB   10.0 MB    2.10    ≤ 20 MB: missed
`
	wantTable(t, b.String(), want)
}

// wantTable compares tables but for the blanks at the ends of lines.
func wantTable(t *testing.T, table, want string) {
	t.Helper()
	got := "\n"
	for line := range strings.Lines(table) {
		got += strings.TrimRight(line, " \n") + "\n"
	}
	if got != want {
		t.Errorf("got\n%s\nwant%s", got, want)
	}
}

func TestReportCosts(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	err := reportCosts(&b, []cost{
		{e2e.Kind{Name: "a list", Aim: 450}, []int{500, 440, 450, 20}},
		{e2e.Kind{Name: "a plain field", Aim: 60}, []int{61}},
		{e2e.Kind{Name: "code boxes", Aim: 350}, nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	wantTable(t, b.String(), `
   bytes per key at 120×36   median   most            aim
                    a list      440    500     ≤ 450: met
             a plain field       61     61   ≤ 60: missed
                code boxes        –      –          ≤ 350
`)
}

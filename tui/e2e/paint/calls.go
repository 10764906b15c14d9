//go:build unix

package main

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// calls runs the benchmark of five calls, and returns how long they take in times of as many
// bare round trips: the longest of the protocols.
func (b bench) calls(ctx context.Context) (float64, error) {
	fmt.Fprintln(b.talk, "five calls")
	out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^BenchmarkFiveCalls$", "-benchtime", "20x", "dialtone/api").Output()
	if err != nil {
		return 0, fmt.Errorf("benchmark of five calls: %w", err)
	}
	return longest(string(out))
}

// longest reads the greatest of the figures that stand before their unit.
func longest(report string) (float64, error) {
	const unit = "x-bare"
	most, words := 0.0, strings.Fields(report)
	for i, word := range words {
		if word != unit || i == 0 {
			continue
		}
		times, err := strconv.ParseFloat(words[i-1], 64)
		if err != nil {
			return 0, fmt.Errorf("benchmark of five calls: %w", err)
		}
		most = max(most, times)
	}
	if most == 0 {
		return 0, fmt.Errorf("benchmark of five calls: no %s in %q", unit, report)
	}
	return most, nil
}

//go:build unix

package main

import (
	"errors"
	"flag"
	"io"
	"strings"
	"testing"
)

func TestBareAgainstBare(t *testing.T) {
	t.Parallel()
	bin, err := build(t.TempDir(), "dialtone/tui/e2e/bare")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	args := []string{"-runs", "2", "-keys", "4", "-few", "-bin", bin, "-gum", "/nowhere"}
	if err := run(t.Context(), args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"start to first paint", "≤ 2.5", "left alone"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-runs", "0"}, {"-keys", "0"}, {"-nonsense"}} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%v went well", args)
		}
	}
	if err := run(t.Context(), []string{"-h"}, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("help: %v", err)
	}
}

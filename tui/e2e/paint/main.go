//go:build unix

// Command paint measures what a person at the keyboard feels: how long dialtone
// takes from its start to the first screen and from a key to the change on the
// screen, and what that costs in bytes and memory. Beside it stands the bare
// Bubble Tea program, measured the same way at the same time. Then it measures what a key
// costs in bytes on each kind of page that has an aim.
//
//	go run ./tui/e2e/paint [-runs 20] [-keys 200] [-press down,up] [-cols 100] [-rows 30] [-kinds 40] [-bin path] [-- arguments of dialtone]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"dialtone/tui/e2e"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	switch err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); {
	case err == nil, errors.Is(err, flag.ErrHelp):
	default:
		fmt.Fprintln(os.Stderr, "paint:", err)
		os.Exit(1)
	}
}

// run is the command: the table goes to out, progress and help to talk.
func run(ctx context.Context, args []string, out, talk io.Writer) (err error) {
	flags := flag.NewFlagSet("paint", flag.ContinueOnError)
	flags.SetOutput(talk)
	runs := flags.Int("runs", 20, "how often each program is started")
	keys := flags.Int("keys", 200, "how many keys each program gets")
	press := flags.String("press", "down,up", "the keys, in turn; they should change the screen and do nothing else")
	cols := flags.Int("cols", 100, "columns of the window")
	rows := flags.Int("rows", 30, "rows of the window")
	kinds := flags.Int("kinds", 40, "how many keys each kind of page gets; 0 leaves these out")
	bin := flags.String("bin", "", "measure this program instead of building dialtone")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if min(*runs, *keys, *cols, *rows) < 1 || *kinds < 0 {
		return errors.New("-runs, -keys, -cols and -rows must be at least 1, and -kinds not negative")
	}
	dir, err := os.MkdirTemp("", "paint-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	subject := program{name: "dialtone", path: *bin, args: flags.Args()}
	if len(subject.args) == 0 {
		subject.args = []string{"--sandbox"}
	}
	fmt.Fprintln(talk, "building")
	if subject.path == "" {
		if subject.path, err = build(dir, "dialtone"); err != nil {
			return err
		}
	}
	bare := program{name: "bare"}
	if bare.path, err = build(dir, "dialtone/tui/e2e/bare"); err != nil {
		return err
	}
	b := bench{dir: dir, keys: strings.Split(*press, ","), talk: talk, cols: *cols, rows: *rows}
	mine, yardstick, err := b.compare(ctx, subject, bare, *runs, *keys)
	if err != nil {
		return err
	}
	if err := report(out, mine, yardstick); err != nil || *kinds == 0 {
		return err
	}
	costs, err := b.costs(ctx, subject.path, *kinds)
	if err != nil {
		return err
	}
	return reportCosts(out, costs)
}

// build builds a program the way it is released.
func build(dir, pkg string) (string, error) {
	return e2e.BuildPackage(dir, pkg, "-trimpath", "-ldflags", "-s -w")
}

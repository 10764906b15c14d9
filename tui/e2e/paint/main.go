//go:build unix

// Command paint measures what a person at the keyboard feels, and what the program costs
// the machine: start to first paint, key to paint, processor time and bytes of a key on
// each kind of page, what it does when it is left alone, memory, and what five calls take.
// Beside it stand the smallest Bubble Tea program and, where it is there, gum
// (go install github.com/charmbracelet/gum@v0.17.0), measured the same way at the same
// time. One table shows all of it beside the aims.
//
//	go run ./tui/e2e/paint [-runs 20] [-keys 100] [-bin path] [-gum path]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"

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
	keys := flags.Int("keys", 100, "how many keys each page gets")
	few := flags.Bool("few", false, "start only, and keys on the first page")
	bin := flags.String("bin", "", "measure this program instead of building dialtone")
	gum := flags.String("gum", "gum", "where gum is")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if min(*runs, *keys) < 1 {
		return errors.New("-runs and -keys must be at least 1")
	}
	dir, err := os.MkdirTemp("", "paint-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	fmt.Fprintln(talk, "building")
	mine := program{name: "dialtone", path: *bin, args: []string{"--sandbox"}, press: []string{"down", "up"}}
	if mine.path == "" {
		if mine.path, err = build(dir, "dialtone"); err != nil {
			return err
		}
	}
	bare := program{name: "bare", press: mine.press}
	if bare.path, err = build(dir, "dialtone/tui/e2e/bare"); err != nil {
		return err
	}
	programs := []program{mine, bare}
	if path, err := exec.LookPath(*gum); err == nil {
		programs = append(programs, program{name: "gum", path: path, args: []string{"choose", "one", "two", "three"}})
	} else {
		fmt.Fprintln(talk, "without gum:", err)
	}
	b := bench{dir: dir, talk: talk, cols: e2e.KindCols, rows: e2e.KindRows}
	all, err := b.starts(ctx, programs, *runs)
	if err != nil {
		return err
	}
	t := table{mine: all[0], bare: all[1]}
	if len(all) > 2 {
		t.gum = all[2]
	}
	if err := b.leave(ctx, [2]program{mine, bare}, [2]*figures{t.mine, t.bare}); err != nil {
		return err
	}
	if err := b.press(ctx, mine, t.mine, *keys); err != nil {
		return err
	}
	if err := b.press(ctx, bare, t.bare, *keys); err != nil {
		return err
	}
	if !*few {
		if err := b.everything(ctx, mine, bare, *keys, &t); err != nil {
			return err
		}
	}
	return t.write(out)
}

// everything measures the calls, and the pages.
func (b bench) everything(ctx context.Context, mine, bare program, keys int, t *table) error {
	var err error
	if t.calls, err = b.calls(ctx); err != nil { // first, since it takes a moment and is built anew
		return err
	}
	if t.pages, err = b.costs(ctx, mine.path, bare, keys); err != nil {
		return err
	}
	crowd, err := b.crowd(ctx, mine.path, bare, keys)
	t.pages = append(t.pages, crowd)
	return err
}

// build builds a program the way it is released.
func build(dir, pkg string) (string, error) {
	return e2e.BuildPackage(dir, pkg, "-trimpath", "-ldflags", "-s -w")
}

//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"dialtone/tui/e2e"
)

const (
	settled = 300 * time.Millisecond // a screen that has been still for so long is done
	frames  = 35 * time.Millisecond  // two frames: longer pauses end the response to a key
	patient = 500 * time.Millisecond // what does not change within this does not change
)

// program is something to measure.
type program struct {
	name, path string
	args       []string
}

// figures is what was measured of one program.
type figures struct {
	name   string
	starts []time.Duration // start to first paint
	keys   []time.Duration // key to first byte, of the keys that changed something
	bytes  []int           // per such key
	dead   int             // keys that changed nothing
	memory int64           // the highest peak of all runs; 0 where the system does not tell
}

// cost is what keys cost on a kind of page, in bytes.
type cost struct {
	kind  e2e.Kind
	bytes []int
}

// bench measures programs in terminals of their own.
type bench struct {
	dir  string // for the homes
	keys []string
	talk io.Writer

	cols, rows int
}

// compare takes turns, so that whatever else the machine does hits both.
func (b bench) compare(ctx context.Context, x, y program, runs, keys int) (*figures, *figures, error) {
	fx, fy := &figures{name: x.name}, &figures{name: y.name}
	both := []struct {
		program
		*figures
	}{{x, fx}, {y, fy}}
	for _, p := range both { // once for the page cache; the figures are thrown away
		if err := b.start(ctx, p.program, &figures{}); err != nil {
			return nil, nil, err
		}
	}
	for i := range runs {
		fmt.Fprintf(b.talk, "\rstart %d of %d", i+1, runs)
		for j := range both {
			p := both[(i+j)%len(both)] // nobody is always first
			if err := b.start(ctx, p.program, p.figures); err != nil {
				return nil, nil, err
			}
		}
	}
	fmt.Fprintln(b.talk)
	for _, p := range both {
		fmt.Fprintf(b.talk, "%d keys for %s\n", keys, p.program.name)
		if err := b.press(ctx, p.program, p.figures, keys); err != nil {
			return nil, nil, err
		}
	}
	return fx, fy, nil
}

// start measures one start in a fresh home.
func (b bench) start(ctx context.Context, p program, f *figures) error {
	return b.in(ctx, p, f, func(t *e2e.Terminal) error {
		first, err := t.FirstPaint()
		f.starts = append(f.starts, first)
		return err
	})
}

// press measures a row of keys on the first screen.
func (b bench) press(ctx context.Context, p program, f *figures, keys int) error {
	return b.in(ctx, p, f, func(t *e2e.Terminal) error {
		if _, err := t.FirstPaint(); err != nil {
			return err
		}
		if err := t.Settle(settled); err != nil {
			return err
		}
		for i := range keys {
			if err := ctx.Err(); err != nil {
				return err
			}
			// Keys come at any moment between two frames, not in step with them.
			time.Sleep(rand.N(frames))
			r := t.Respond(b.keys[i%len(b.keys)], frames, patient)
			if r.Bytes == 0 {
				f.dead++
				continue
			}
			f.keys = append(f.keys, r.After)
			f.bytes = append(f.bytes, r.Bytes)
		}
		return nil
	})
}

// costs measures the bytes of keys on each kind of page, at the size that the aims
// are for.
func (b bench) costs(ctx context.Context, path string, keys int) ([]cost, error) {
	b.cols, b.rows = e2e.KindCols, e2e.KindRows
	var all []cost
	for _, kind := range e2e.Kinds() {
		fmt.Fprintf(b.talk, "%d keys on %s\n", keys, kind.Name)
		c := cost{kind: kind}
		err := b.in(ctx, program{path: path, args: kind.Args}, &figures{}, func(t *e2e.Terminal) error {
			if err := t.Go(kind.Way); err != nil {
				return err
			}
			c.bytes = t.Costs(kind.Press, keys)
			return nil
		})
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// in runs do with the program in a terminal, and notes its memory at the end.
func (b bench) in(ctx context.Context, p program, f *figures, do func(*e2e.Terminal) error) (err error) {
	home, err := os.MkdirTemp(b.dir, "home-")
	if err != nil {
		return fmt.Errorf("make a home: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	t, err := e2e.Start(ctx, e2e.Options{Cols: b.cols, Rows: b.rows, Dir: home}, p.path, p.args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	if err := do(t); err != nil {
		return fmt.Errorf("measure %s: %w", p.path, err)
	}
	peak, err := t.PeakMemory()
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("measure %s: %w", p.path, err)
	}
	f.memory = max(f.memory, peak)
	return nil
}

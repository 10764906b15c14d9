//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"dialtone/tui/e2e"
)

const (
	settled = 300 * time.Millisecond // a screen that has been still for so long is done
	frames  = 35 * time.Millisecond  // two frames: longer pauses end the response to a key
	patient = 500 * time.Millisecond // what does not change within this does not change
	pace    = 80 * time.Millisecond  // from key to key where their cost is measured
	alone   = 5 * time.Second        // how long a program is left alone
)

// program is something to measure.
type program struct {
	name, path string
	args, env  []string
	press      []string // keys that change something; none where only the start is of interest
}

// figures is what was measured of one program.
type figures struct {
	name   string
	starts []time.Duration // start to first paint
	keys   []time.Duration // key to first byte, of the keys that changed something
	dead   int             // keys that changed nothing
	cpu    time.Duration   // per key
	idle   e2e.Usage       // while it was left alone; zero where the system does not tell
}

// cost is what keys cost on a kind of page, and at the same time in the bare program: what
// else the machine does hits both.
type cost struct {
	spent
	name  string
	aim   int   // bytes per key; 0 for none
	limit int64 // of memory
	bare  spent
}

// spent is what keys cost in a program.
type spent struct {
	bytes  []int         // of each that changed something
	cpu    time.Duration // per key
	memory int64         // the most that the program had in use, from its start
}

// bench measures programs in terminals of their own.
type bench struct {
	dir  string // for the homes
	talk io.Writer

	cols, rows int
}

// starts starts the programs in turns, so that whatever else the machine does hits all.
func (b bench) starts(ctx context.Context, programs []program, runs int) ([]*figures, error) {
	all := make([]*figures, len(programs))
	for i, p := range programs { // once for the page cache; the figures are thrown away
		all[i] = &figures{name: p.name}
		if err := b.start(ctx, p, &figures{}); err != nil {
			return nil, err
		}
	}
	for i := range runs {
		fmt.Fprintf(b.talk, "\rstart %d of %d", i+1, runs)
		for j := range programs {
			at := (i + j) % len(programs) // nobody is always first
			if err := b.start(ctx, programs[at], all[at]); err != nil {
				return nil, err
			}
		}
	}
	fmt.Fprintln(b.talk)
	return all, nil
}

// start measures one start in a fresh home.
func (b bench) start(ctx context.Context, p program, f *figures) error {
	return b.in(ctx, p, func(t *e2e.Terminal) error {
		first, err := t.FirstPaint()
		f.starts = append(f.starts, first)
		return err
	})
}

// press measures how soon keys show on the first screen, and what they cost.
func (b bench) press(ctx context.Context, p program, f *figures, keys int) error {
	fmt.Fprintf(b.talk, "%d keys for %s\n", keys, p.name)
	return b.in(ctx, p, func(t *e2e.Terminal) error {
		if err := t.Go(nil); err != nil {
			return err
		}
		for i := range keys {
			if err := ctx.Err(); err != nil {
				return err
			}
			// Keys come at any moment between two frames, not in step with them.
			time.Sleep(rand.N(frames))
			r := t.Respond(p.press[i%len(p.press)], frames, patient)
			if r.Bytes == 0 {
				f.dead++
				continue
			}
			f.keys = append(f.keys, r.After)
		}
		c, err := atPace(t, p.press, keys)
		f.cpu = c.cpu
		return err
	})
}

// leave measures what two programs do when both are left alone.
func (b bench) leave(ctx context.Context, programs [2]program, all [2]*figures) error {
	fmt.Fprintln(b.talk, "left alone")
	return b.in(ctx, programs[0], func(first *e2e.Terminal) error {
		return b.in(ctx, programs[1], func(second *e2e.Terminal) error {
			terminals := [2]*e2e.Terminal{first, second}
			for _, t := range terminals {
				if err := t.Go(nil); err != nil {
					return err
				}
			}
			var before, after [2]e2e.Usage
			for i, t := range terminals {
				var err error
				if before[i], err = usage(t); err != nil {
					return err
				}
			}
			time.Sleep(alone)
			for i, t := range terminals {
				var err error
				if after[i], err = usage(t); err != nil {
					return err
				}
				all[i].idle = e2e.Usage{CPU: after[i].CPU - before[i].CPU, Wakes: after[i].Wakes - before[i].Wakes}
			}
			return nil
		})
	})
}

// atPace presses keys at an even pace, and measures what they cost.
func atPace(t *e2e.Terminal, press []string, keys int) (spent, error) {
	var c spent
	before, err := usage(t)
	if err != nil {
		return c, err
	}
	for i := range keys {
		next := time.Now().Add(pace)
		if r := t.Respond(press[i%len(press)], frames, pace); r.Bytes > 0 {
			c.bytes = append(c.bytes, r.Bytes)
		}
		time.Sleep(time.Until(next))
	}
	after, err := usage(t)
	c.cpu, c.memory = (after.CPU-before.CPU)/time.Duration(keys), after.Memory
	return c, err
}

// usage is what the program has used; nothing where the system does not tell.
func usage(t *e2e.Terminal) (e2e.Usage, error) {
	u, err := t.Usage()
	if errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return u, err
}

// costs measures keys on each kind of page.
func (b bench) costs(ctx context.Context, path string, bare program, keys int) ([]cost, error) {
	var all []cost
	for _, kind := range e2e.Pages() {
		fmt.Fprintf(b.talk, "%d keys on %s\n", keys, kind.Name)
		p := program{path: path, args: kind.Args, press: kind.Press}
		c, err := b.page(ctx, p, bare, keys, func(t *e2e.Terminal) error { return t.Go(kind.Way) })
		if err != nil {
			return nil, err
		}
		c.name, c.aim, c.limit = kind.Name, kind.Aim, aimMemory
		all = append(all, c)
	}
	return all, nil
}

// page measures keys on the page that lead goes to, and in the bare program beside it.
func (b bench) page(ctx context.Context, p, bare program, keys int, lead func(*e2e.Terminal) error) (c cost, err error) {
	err = b.in(ctx, p, func(t *e2e.Terminal) error {
		if err := lead(t); err != nil {
			return err
		}
		return b.in(ctx, bare, func(beside *e2e.Terminal) error {
			if err := beside.Go(nil); err != nil {
				return err
			}
			done := make(chan error)
			go func() {
				var err error
				c.bare, err = atPace(beside, bare.press, keys)
				done <- err
			}()
			var err error
			c.spent, err = atPace(t, p.press, keys)
			return errors.Join(err, <-done)
		})
	})
	return c, err
}

// crowd measures the list of a very large account, whose simulator runs outside of the
// program as Graph does.
func (b bench) crowd(ctx context.Context, path string, bare program, keys int) (cost, error) {
	fmt.Fprintf(b.talk, "%d keys on %s\n", keys, crowded)
	args, token, err := serve(ctx, crowdedScenario)
	if err != nil {
		return cost{}, err
	}
	p := program{path: path, args: append([]string{"numbers"}, args...), env: []string{"DIALTONE_TOKEN=" + token}, press: []string{"down", "down", "up", "up"}}
	c, err := b.page(ctx, p, bare, keys, func(t *e2e.Terminal) error {
		if err := t.WaitFunc(func(s string) bool { return strings.Contains(s, crowdedCount) }); err != nil {
			return err
		}
		return t.Settle(time.Second)
	})
	c.name, c.limit = crowded, aimCrowd
	return c, err
}

// in runs do with the program in a terminal.
func (b bench) in(ctx context.Context, p program, do func(*e2e.Terminal) error) (err error) {
	home, err := os.MkdirTemp(b.dir, "home-")
	if err != nil {
		return fmt.Errorf("make a home: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	t, err := e2e.Start(ctx, e2e.Options{Cols: b.cols, Rows: b.rows, Dir: home, Env: p.env, Limit: time.Minute}, p.path, p.args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	if err := do(t); err != nil {
		return fmt.Errorf("measure %s: %w", p.path, err)
	}
	return nil
}

package run_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// desk is one run of the program: a machine, a runner, a client and a view of a
// journal. It can be killed at any moment, like a process.
type desk struct {
	name   string
	sk     *soak
	m      *flows.Machine
	runner *run.Runner
	wire   *carrier
	book   *records
	honest bool // no fault strikes it
	ctx    context.Context
	kill   context.CancelFunc
	came   chan arrived
	robot  *robot

	s       flows.Session
	running []flows.Command // under way

	mu      sync.Mutex
	dead    bool
	points  int // of those where it can be killed
	killAt  int // the one where it is; 0 for none
	excuses []excuse
}

// arrived is the answer to a command.
type arrived struct {
	in flows.Input
	of flows.Command
}

// excuse is a fault that struck, for the cards that follow.
type excuse struct {
	kind kind
	call api.Endpoint
}

const graphURL = "http://127.0.0.1:9"

func (sk *soak) desk(name string, b *bookFile, wish flows.Options) *desk {
	d := &desk{name: name, sk: sk, m: flows.NewMachine(), came: make(chan arrived, 100), s: flows.Start(wish)}
	d.ctx, d.kill = context.WithCancel(sk.ctx)
	d.wire = newCarrier(sk.road, d)
	d.book = &records{b.journal, b, d}
	d.robot = newRobot(d)
	d.runner = &run.Runner{
		BaseURL: graphURL,
		Journal: func(context.Context) (run.Journal, error) { return d.book, nil },
		Dial: func(t flows.Target) (run.API, error) {
			return api.New(api.Options{BaseURL: graphURL, Token: t.Token, Transport: d.wire})
		},
	}
	sk.desks = append(sk.desks, d)
	return d
}

func (d *desk) alive() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.dead
}

// point is a place where the program may be killed; it reports whether it lives.
func (d *desk) point(where string) bool {
	d.mu.Lock()
	d.points++
	now := !d.dead && d.killAt != 0 && d.points >= d.killAt
	alive := !d.dead && !now
	d.mu.Unlock()
	if now {
		d.die(where)
	}
	return alive
}

// die ends the program as SIGKILL does: nothing is written any more, nothing
// heard, and its connections are gone.
func (d *desk) die(where string) {
	d.mu.Lock()
	dead := d.dead
	d.dead = true
	d.mu.Unlock()
	if dead {
		return
	}
	d.sk.tale.note("%s: KILLED %s", d.name, where)
	d.kill()
	d.sk.road.hangUp(d)
	d.book.file.left(d)
}

func (d *desk) struck(k kind, call api.Endpoint) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.excuses = append(d.excuses, excuse{k, call})
}

func (d *desk) excused() []excuse {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]excuse(nil), d.excuses...)
}

// closed reports whether Meta closed a call's counter to the desk.
func (d *desk) closed(call api.Endpoint) bool {
	return slices.ContainsFunc(d.excused(), func(e excuse) bool { return e.call == call && slices.Contains(e.kind.means, flows.AdviseBlocked) })
}

// step gives the machine an input and begins what it commands.
func (d *desk) step(in flows.Input) {
	before := d.s
	var out []flows.Command
	d.s, out = d.m.Step(d.s, in)
	d.sk.tale.note("%s: %s %s → %s%s", d.name, nameOf(in.Event), brief([]byte(told(in.Event))), d.s.State, cardOf(d.s))
	d.robot.looked(before, d.s)
	for _, c := range out {
		d.running = append(d.running, c)
		go func() {
			if in := d.runner.Do(d.ctx, c); d.alive() {
				d.came <- arrived{in, c}
			}
		}()
	}
	if !d.covered() {
		d.sk.fail("%s waits in %s for %T, and nothing is under way", d.name, d.s.State, d.s.Waiting)
	}
}

// covered reports whether what the operator waits for is under way.
func (d *desk) covered() bool {
	if d.s.Waiting == nil {
		return true
	}
	for _, c := range d.running {
		if c.Generation == d.s.Generation && reflect.DeepEqual(c.Effect, d.s.Waiting) {
			return true
		}
	}
	return false
}

func (d *desk) arrive(a arrived) {
	for i, c := range d.running {
		if reflect.DeepEqual(c, a.of) {
			d.running = append(d.running[:i:i], d.running[i+1:]...)
			break
		}
	}
	d.sk.road.hear(d, a.of.Effect.Spec().Call)
	d.step(a.in)
}

// endless is longer than any call with all its repeats takes.
const endless = time.Hour

// work has the robot sit at the desk until it gets up, or the program is killed.
// It tells how that ended.
func (d *desk) work() string {
	d.step(flows.Input{Event: flows.Started{}, At: time.Now()})
	for range 2000 {
		wait := d.robot.pause()
		if d.s.Busy() {
			wait = endless
		}
		timer := time.NewTimer(wait)
		select {
		case <-d.ctx.Done():
			timer.Stop()
			return "killed"
		case a := <-d.came:
			timer.Stop()
			if !d.point("as an answer comes") {
				return "killed"
			}
			d.arrive(a)
			continue
		case <-timer.C:
		}
		if d.s.Busy() {
			d.sk.fail("%s waits in %s for %T for ever", d.name, d.s.State, d.s.Waiting)
			return "stuck"
		}
		e, end := d.robot.act()
		switch {
		case end != "":
			return end
		case e != nil:
			if !d.point("at a key") {
				return "killed"
			}
			d.step(flows.Input{Event: e, At: time.Now()})
		case len(d.running) == 0 && !d.robot.waits():
			d.sk.fail("%s has nothing to do in %s%s, and nothing is under way", d.name, d.s.State, cardOf(d.s))
			return "stuck"
		}
	}
	d.sk.fail("%s comes to no end: %s%s", d.name, d.s.State, cardOf(d.s))
	return "no end"
}

func cardOf(s flows.Session) string {
	text := ""
	if s.Notice != "" {
		text = " (" + string(s.Notice) + ")"
	}
	if p := s.Problem; p != nil {
		text += fmt.Sprintf(" [%s on %s, act %q, settled %t", p.Advice.ID, p.Call, p.Advice.Act, p.Settled)
		if len(p.Changed) > 0 {
			text += fmt.Sprint(", changed ", p.Changed)
		}
		text += "]"
	}
	return text
}

func told(e flows.Event) string {
	switch e := e.(type) {
	case flows.Failed:
		return fmt.Sprintf("%s: %v", e.Call, e.Err)
	case flows.NumberRead:
		pin := e.Number.PINEnabled != nil && *e.Number.PINEnabled
		return fmt.Sprintf("%s %s %s %s pin %t", e.Number.ID, e.Number.Status, e.Number.Verification, e.Number.Platform, pin)
	case flows.FactsRead:
		pin := e.Number.PINEnabled != nil && *e.Number.PINEnabled
		return fmt.Sprintf("%s %s %s %s pin %t", e.Number.ID, e.Number.Status, e.Number.Verification, e.Number.Platform, pin)
	case flows.Registered:
		return fmt.Sprintf("earlier %t", e.Earlier)
	case flows.JournalOpened:
		return fmt.Sprintf("open %t, code %s, %v", e.Open, e.CodeAt.Format(time.TimeOnly), e.Err)
	}
	return ""
}

// bookFile is a journal that several desks may share. The real one tells processes
// apart; here all are one, so that it says what it knows of them beside it.
type bookFile struct {
	journal *journal.Journal

	mu       sync.Mutex
	sessions map[journal.SessionID]*desk   // who wrote to it last
	intents  map[journal.IntentID]*ordered // those without a known outcome, and all others
}

// ordered is an intent, and whose it is.
type ordered struct {
	journal.Intent
	by   *desk
	at   time.Time
	from int // passages on the road before it
	last journal.Outcome
}

// left notes that a desk is gone: what it held may be taken over.
func (b *bookFile) left(d *desk) {
	b.mu.Lock()
	var open []journal.IntentID
	for id, o := range b.intents {
		if o.by == d && o.Exclusive && o.last == "" {
			open = append(open, id)
			o.last = journal.Unknown
		}
	}
	b.mu.Unlock()
	for _, id := range open {
		_ = b.journal.Settle(context.WithoutCancel(d.ctx), id, journal.Unknown)
	}
}

// records is one desk's view of a journal.
type records struct {
	run.Journal // the real one
	file        *bookFile
	by          *desk
}

func (r *records) wrote(id journal.SessionID, err error) error {
	if err == nil {
		r.file.mu.Lock()
		r.file.sessions[id] = r.by
		r.file.mu.Unlock()
	}
	return err
}

func (r *records) others(d *desk) bool { return d != nil && d != r.by && d.alive() }

func (r *records) Begin(c context.Context, s journal.Session) (journal.SessionID, error) {
	if !r.by.point("before a session begins") {
		return "", errKilled
	}
	id, err := r.file.journal.Begin(c, s)
	return id, r.wrote(id, err)
}

func (r *records) Note(c context.Context, id journal.SessionID, state string) error {
	if !r.by.point("before a note") {
		return errKilled
	}
	return r.wrote(id, r.file.journal.Note(c, id, state))
}

func (r *records) Finish(c context.Context, id journal.SessionID, outcome string) error {
	if !r.by.point("before the end of a session") {
		return errKilled
	}
	return r.wrote(id, r.file.journal.Finish(c, id, outcome))
}

func (r *records) Intend(c context.Context, in journal.Intent) (journal.IntentID, error) {
	if !r.by.point("before an intent") {
		return 0, errKilled
	}
	r.file.mu.Lock()
	for _, o := range r.file.intents {
		if in.Exclusive && o.Exclusive && o.Place == in.Place && o.Number == in.Number && (o.last == "" || o.last == journal.Unknown) && r.others(o.by) {
			r.file.mu.Unlock()
			return 0, &journal.HeldError{Counter: o.Counter, Who: o.by.name, Since: o.at}
		}
	}
	r.file.mu.Unlock()
	id, err := r.file.journal.Intend(c, in)
	if err == nil {
		r.file.mu.Lock()
		r.file.intents[id] = &ordered{Intent: in, by: r.by, at: time.Now(), from: len(r.by.sk.road.passages())}
		r.file.mu.Unlock()
		_ = r.wrote(in.Session, nil)
	}
	r.by.sk.tale.note("%s: intends %s: %d %v", r.by.name, in.Call, id, err)
	if !r.by.point("after an intent") {
		return 0, errKilled
	}
	return id, err
}

func (r *records) Settle(c context.Context, id journal.IntentID, o journal.Outcome) error {
	if !r.by.point("before an outcome") {
		return errKilled
	}
	r.file.mu.Lock()
	of := r.file.intents[id]
	r.file.mu.Unlock()
	r.by.sk.settled(of, o)
	err := r.file.journal.Settle(c, id, o)
	if err == nil && of != nil {
		r.file.mu.Lock()
		of.last = o
		r.file.mu.Unlock()
	}
	r.by.sk.tale.note("%s: settles %d as %s: %v", r.by.name, id, o, err)
	return err
}

func (r *records) Unsettled(c context.Context, place, number string) ([]journal.Pending, error) {
	all, err := r.file.journal.Unsettled(c, place, number)
	r.file.mu.Lock()
	defer r.file.mu.Unlock()
	for i, p := range all {
		all[i].Running = r.file.intents[p.ID] != nil && r.others(r.file.intents[p.ID].by)
	}
	return all, err
}

func (r *records) Unfinished(c context.Context) ([]journal.Summary, error) {
	all, err := r.file.journal.Unfinished(c)
	r.file.mu.Lock()
	defer r.file.mu.Unlock()
	for i, s := range all {
		all[i].Running = r.others(r.file.sessions[s.ID])
	}
	return all, err
}

func (r *records) Lock(c context.Context, of journal.Counter, until time.Time, told bool) error {
	if !r.by.alive() {
		return errKilled
	}
	return r.file.journal.Lock(c, of, until, told)
}

// nameOf is the name of an event's type.
func nameOf(e flows.Event) string { return reflect.TypeOf(e).Name() }

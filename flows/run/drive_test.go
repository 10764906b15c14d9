package run

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// seen is one call as it went over HTTP, with the state that asked for it.
type seen struct {
	State flows.State
	api.Trace
}

// drive is an operator at the sandbox: machine, runner, client and simulator are
// the real ones, over a real connection; only waiting takes no time.
type drive struct {
	t      *testing.T
	m      *flows.Machine
	runner *Runner
	sim    *graphsim.Sim
	s      flows.Session
	queue  []flows.Command
	pick   api.PhoneNumberID    // "" for the first of the list
	said   eligibility.Answers  // what the customer says otherwise than usual
	paid   time.Time            // the day of the last paid message
	other  api.PhoneNumberID    // the number to take when the first is none to take
	way    eligibility.RemedyID // from another provider; "" for the old move
	phone  string               // of the number to add
	region api.Region
	before func(*drive) flows.Event // what this operator does otherwise; nil for the usual
	wrong  bool                     // a wrong code or PIN was tried
	noted  flows.AdviceID           // of the last card

	mu    sync.Mutex
	calls []seen
	conns int
}

func newDrive(t *testing.T, scenario string, version api.Version, change ...func(*graphsim.Scenario)) *drive {
	t.Helper()
	raw, err := assets.Scenario(scenario)
	if err != nil {
		t.Fatal(err)
	}
	sc, err := graphsim.Parse(raw)
	sc.Count = 0 // those that are listed tell as much as their copies
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(&sc)
	}
	d := &drive{t: t, m: flows.NewMachine(), s: flows.Start(flows.Options{Sandbox: true, Scenario: scenario})}
	base := time.Now()
	d.sim, err = graphsim.New(sc, graphsim.WithSeed(1), graphsim.WithClock(func() time.Time { return base }),
		graphsim.WithSleep(func(c ctx, _ time.Duration) error { return c.Err() }))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(d.sim)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			d.mu.Lock()
			d.conns++
			d.mu.Unlock()
		}
	}
	server.Config.ErrorLog = nil
	server.Start()
	t.Cleanup(server.Close)
	tokens := append([]string{d.sim.Info().Token}, d.sim.Info().SpareTokens...)
	d.runner = &Runner{
		Now: d.sim.Now,
		Play: func(_ ctx, step flows.PlayStep) {
			for _, act := range customer[step.Remedy][step.Step] {
				for _, of := range []string{string(step.ID), step.Phone, ""} {
					if err := d.sim.Perform(act, api.PhoneNumberID(of)); !errors.Is(err, graphsim.ErrUnknownNumber) {
						break
					}
				}
			}
		},
		Pass: func(_ ctx, by time.Duration) { d.sim.Advance(by) },
		Sandbox: func(ctx, string) (flows.Target, error) {
			token := tokens[0]
			if len(tokens) > 1 {
				tokens = tokens[1:]
			}
			return flows.Target{BaseURL: server.URL, Token: api.NewSecret(token), Account: d.sim.Info().WABA, Sandbox: true}, nil
		},
		Dial: func(target flows.Target) (API, error) {
			client, err := api.New(api.Options{BaseURL: target.BaseURL, Token: target.Token, Version: version, Pause: time.Millisecond, Trace: d.trace})
			if err == nil {
				t.Cleanup(client.Close)
			}
			return client, err
		},
	}
	return d
}

func (d *drive) trace(t api.Trace) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls = append(d.calls, seen{d.s.State, t})
}

func (d *drive) step(in flows.Input) {
	s, out := d.m.Step(d.s, in)
	d.mu.Lock()
	d.s = s
	d.mu.Unlock()
	d.queue = append(d.queue, out...)
}

// hand has the operator do something.
func (d *drive) hand(e flows.Event) { d.step(flows.Input{Event: e, At: d.sim.Now()}) }

// world answers the present question with an event of its own.
func (d *drive) world(e flows.Event) {
	d.step(flows.Input{Event: e, At: d.sim.Now(), Generation: d.s.Generation})
}

// asks checks the state and what is to be done in the world, and leaves that undone.
func (d *drive) asks(want flows.State, effects ...flows.Effect) {
	d.t.Helper()
	var asked []flows.Effect
	for _, c := range d.queue {
		asked = append(asked, c.Effect)
	}
	d.queue = nil
	if d.s.State != want || !reflect.DeepEqual(asked, effects) {
		d.t.Fatalf("in %s with %v, want %s with %v", d.s.State, asked, want, effects)
	}
}

// run goes on until the operator has nothing more to do.
func (d *drive) run() *drive {
	d.t.Helper()
	d.step(flows.Input{Event: flows.Started{}, At: d.sim.Now()})
	return d.goOn()
}

// stop is what an operator does who gets up from the chair.
type stop struct{ flows.Event }

// carryOut does the first thing that the machine wants. A look in a while takes no time here.
func (d *drive) carryOut() {
	d.t.Helper()
	c := d.queue[0]
	d.queue = d.queue[1:]
	if poll, waits := c.Effect.(flows.Poll); waits {
		d.sim.Advance(poll.After)
		d.step(flows.Input{Event: flows.PollDue{}, At: d.sim.Now(), Generation: c.Generation})
		return
	}
	d.step(d.runner.Do(d.t.Context(), c))
}

// resumeWithToken goes on from where the drive stopped.
func (d *drive) goOn() *drive {
	d.t.Helper()
	for range 500 {
		if len(d.queue) > 0 {
			d.carryOut()
			continue
		}
		e := d.operate()
		if _, stopped := e.(stop); stopped || e == nil {
			return d
		}
		d.sim.Advance(2 * time.Second) // people take their time
		d.step(flows.Input{Event: e, At: d.sim.Now()})
	}
	d.t.Fatalf("no end in %s: %+v", d.s.State, d.s.Problem)
	return d
}

// operate is what a good operator does; nil at the end.
func (d *drive) operate() flows.Event {
	s := d.s
	if d.before != nil {
		if e := d.before(d); e != nil {
			return e
		}
	}
	if p := s.Problem; p != nil {
		d.noted = p.Advice.ID
		switch wait := p.Until.Sub(d.sim.Now()); {
		case p.Advice.ID == flows.AdviseOpen && s.CanOverride(): // and asks the customer first
			return flows.OverrideAsked{}
		case wait > 0:
			d.sim.Advance(wait)
			return flows.ProblemDismissed{}
		case p.Advice.Act == flows.ActNothing || p.Advice.Act == flows.ActDismiss:
			return flows.ProblemDismissed{}
		case p.Advice.To == flows.Connect || p.Advice.ID == flows.AdviseCap:
			return nil
		}
		return flows.AdviceTaken{}
	}
	switch s.State {
	case flows.Connect:
		if s.Return == "" {
			return nil
		}
		return flows.SandboxAsked{}
	case flows.PickNumber:
		switch {
		case s.NumberCount() == 0:
			return flows.AddAsked{}
		case d.pick != "":
			return flows.NumberPicked{ID: d.pick}
		}
		return flows.NumberPicked{ID: s.List.Pages[0].ID(0)}
	case flows.AddNumber:
		if s.Typed.Phone.E164 != "" { // a walk has filled in the form
			return s.Typed
		}
		phone, err := phone.ParseDisplay(cmp.Or(d.phone, "+14165550199"))
		if err != nil {
			d.t.Fatal(err)
		}
		return flows.NumberTyped{Phone: phone, Name: "Maple Street Books"}
	case flows.Eligibility:
		for _, r := range s.Checks.Results {
			if r.Ask != eligibility.QuestionNone && r.Outcome == eligibility.Unknown && s.Checks.Answers[r.Ask] == eligibility.AnswerNone {
				if r.Ask == eligibility.QuestionInUse && d.noted == flows.AdviseInUse { // found out meanwhile
					return flows.Answered{Question: r.Ask, Answer: cmp.Or(d.said[r.Ask], eligibility.AnswerOnWhatsApp)}
				}
				return flows.Answered{Question: r.Ask, Answer: cmp.Or(d.said[r.Ask], goodAnswers()[r.Ask])}
			}
		}
		return flows.ChecklistDone{}
	case flows.Remedy:
		return d.remedy()
	case flows.CodeMethod:
		return flows.CodeAsked{Method: s.Code.Method, Language: s.Code.Language}
	case flows.EnterCode:
		return d.code()
	case flows.ChoosePIN:
		return d.pin()
	case flows.ChooseRegion:
		if d.region == "" {
			return flows.StorageChosen{To: api.InRegion(s.Storage.Region)}
		}
		return flows.StorageChosen{To: api.InRegion(d.region)}
	case flows.Review:
		return flows.RegisterAsked{}
	case flows.Connected:
		if s.AppsRead && len(s.Apps) == 0 {
			return flows.SubscribeAsked{}
		}
	}
	return nil
}

// customer is what the simulated customer does when a step is ticked.
var customer = map[eligibility.RemedyID]map[eligibility.StepID][]graphsim.Action{
	eligibility.RemedyLeaveApp:        {"confirm": {graphsim.LeaveApp}},
	eligibility.RemedyLeaveBusiness:   {"confirm": {graphsim.LeaveApp}},
	eligibility.RemedyShareWithApp:    {"finish": {graphsim.RepeatSignup}},
	eligibility.RemedyCoexistence:     {"disconnect": {graphsim.DisconnectSharing}},
	eligibility.RemedyDeleteElsewhere: {"delete": {graphsim.DeleteElsewhere}},
	eligibility.RemedyRepeatSignup:    {"finish": {graphsim.RepeatSignup}},
	eligibility.RemedyOnPremise:       {"ask": {graphsim.HandOverBackup}},
	eligibility.RemedyAppeal:          {"lifted": {graphsim.LiftBan, graphsim.ApproveAccount}},
	eligibility.RemedyIVR:             {"redirect": {graphsim.LetCallsIn}},
	eligibility.RemedyFinishSharing:   {"finish": {graphsim.RepeatSignup}},
	eligibility.RemedyReconnect:       {"open": {graphsim.ReconnectApp}},
	eligibility.RemedyShareNumber:     {"pick": {graphsim.ShareNumber}},
	eligibility.RemedyLeaveSolution:   {"accept": {graphsim.LeaveSolution}},
	eligibility.RemedyMoveNumber: {
		"two_step": {graphsim.TwoStepOff}, "name": {graphsim.ApproveName}, "payment": {graphsim.AddPayment}, "verified": {graphsim.VerifyBusiness},
	},
	eligibility.RemedyRaiseCap: {"verify": {graphsim.VerifyBusiness}},
}

// remedy goes through a walk, step by step, and presses its button.
func (d *drive) remedy() flows.Event {
	steps, progress := d.s.Walk()
	if steps.AsksWay() {
		if steps.LeadsTo(d.way) {
			return flows.WayChosen{Remedy: d.way}
		}
		return flows.WayChosen{Remedy: steps.Steps[len(steps.Steps)-1].Leads}
	}
	if progress.Waiting(d.sim.Now()) {
		return flows.TimeAsked{}
	}
	d.pick, d.said = d.other, nil // what was in the way has an end
	for _, step := range steps.Steps {
		if progress.Has(steps, step.ID, d.sim.Now()) || d.s.Checks.Remedy == eligibility.RemedyRaiseCap && len(progress.Ticked) > 0 {
			continue
		}
		switch step.Kind {
		case eligibility.StepDate:
			return flows.PaidTold{Day: d.paid}
		case eligibility.StepBackup:
			box := d.sim.Outbox()
			data, password, _ := strings.Cut(box[len(box)-1].Text, "Password: ")
			return flows.BackupGiven{Data: api.NewSecret(strings.TrimSpace(strings.TrimPrefix(data, "Backup:"))), Password: api.NewSecret(strings.TrimSpace(password))}
		case eligibility.StepTick, eligibility.StepTicket:
			return flows.StepTicked{Step: step.ID}
		case eligibility.StepWait:
		}
	}
	return flows.RemedyDone{}
}

// code reads the simulated phone; the first time with a slip of the finger.
func (d *drive) code() flows.Event {
	box := d.sim.Outbox()
	if len(box) == 0 {
		return flows.NewCodeAsked{}
	}
	code := box[len(box)-1].Code
	if !d.wrong {
		d.wrong = true
		return flows.CodeTyped{Code: api.NewSecret(fmt.Sprintf("%c%s", '0'+(code[0]-'0'+1)%10, code[1:]))}
	}
	return flows.CodeTyped{Code: api.NewSecret(code)}
}

// pin takes the customer's word for the PIN once, and then sets another.
func (d *drive) pin() flows.Event {
	mode := flows.NewPIN
	if has := d.s.Number.PINEnabled; has != nil && *has {
		mode = flows.ReplacePIN
		if !d.wrong {
			d.wrong, mode = true, flows.PresentPIN
		}
	}
	return flows.PINChosen{Mode: mode, PIN: api.NewSecret("493027")}
}

func (d *drive) effective(call api.Endpoint) int {
	n := 0
	for _, c := range d.sim.Record() {
		if c.Endpoint == call && c.Effective {
			n++
		}
	}
	return n
}

// repeats lists the reads that were answered and then made once more without
// anything in between, in states that do not wait for a change.
func (d *drive) repeats() []string {
	var found []string
	for i, c := range d.calls {
		if i+1 < len(d.calls) && d.calls[i+1].Method != http.MethodGet {
			continue // the look before a request that counts
		}
		if i == 0 || c.Method != http.MethodGet || slices.Contains([]flows.State{flows.Remedy, flows.Register, flows.Connected}, c.State) {
			continue
		}
		if last := d.calls[i-1]; last.State == c.State && last.Method == c.Method && last.URL == c.URL && last.Err == "" {
			found = append(found, fmt.Sprintf("%s: %s", c.State, c.URL))
		}
	}
	return found
}

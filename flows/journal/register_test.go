package journal_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// Where the windows of TestTenWindowsRegisterOnce find their Graph.
const (
	graphURL, graphToken, graphAccount = "DIALTONE_JOURNAL_GRAPH", "DIALTONE_JOURNAL_TOKEN", "DIALTONE_JOURNAL_ACCOUNT"
)

func init() { journal.Roles["window"] = window }

// window is a whole wizard without a screen: machine, runner, client and journal.
// It goes up to the review and says so, registers on the next line, and takes the
// advice of the card on the one after that.
func window(ctx context.Context, address string, lines *bufio.Scanner) error {
	j, err := journal.Open(ctx, address, journal.Options{Who: fmt.Sprintf("p%d@desk", os.Getpid())})
	if err != nil {
		return err
	}
	w := seated(ctx, j, os.Getenv(graphURL), os.Getenv(graphToken), os.Getenv(graphAccount))
	tell := func() error {
		a := struct {
			Session, Said, Who string
			Since              time.Time
		}{Session: string(w.s.State)}
		if p := w.s.Problem; p != nil {
			a.Said, a.Who, a.Since = string(p.Advice.ID), p.Who, p.Since
		}
		return json.NewEncoder(os.Stdout).Encode(a)
	}

	w.toReview()
	if err := tell(); err != nil {
		return err
	}
	for _, e := range []flows.Event{flows.RegisterAsked{}, flows.AdviceTaken{}} {
		lines.Scan()
		w.hand(e)
		if err := tell(); err != nil {
			return err
		}
	}
	return j.Close()
}

// wizard is one without a screen: what its machine commands is done at once.
type wizard struct {
	ctx    context.Context
	m      *flows.Machine
	s      flows.Session
	runner *run.Runner
}

// seated is a wizard at its start, with a journal.
func seated(ctx context.Context, j *journal.Journal, url, token, account string) *wizard {
	return &wizard{ctx: ctx, m: flows.NewMachine(), s: flows.Start(flows.Options{
		Recorded: true, Token: api.NewSecret(token), Account: api.WABAID(account),
	}), runner: &run.Runner{
		BaseURL: url,
		Journal: func(context.Context) (run.Journal, error) { return j, nil },
		Dial: func(t flows.Target) (run.API, error) {
			return api.New(api.Options{BaseURL: url, Token: t.Token})
		},
	}}
}

// hand tells the wizard what happened, and does what it wants until it wants no more.
func (w *wizard) hand(e flows.Event) {
	var queue []flows.Command
	w.s, queue = w.m.Step(w.s, flows.Input{Event: e, At: time.Now()})
	for len(queue) > 0 {
		in := w.runner.Do(w.ctx, queue[0])
		var more []flows.Command
		w.s, more = w.m.Step(w.s, in)
		queue = append(queue[1:], more...)
	}
}

// toReview goes up to the review with the first number of the account.
func (w *wizard) toReview() {
	w.hand(flows.Started{})
	w.hand(flows.NumberPicked{ID: w.s.List.Pages[0].ID(0)})
	w.hand(flows.PINChosen{Mode: flows.NewPIN, PIN: api.NewSecret("493027")})
	w.hand(flows.StorageChosen{To: api.InRegion("")})
}

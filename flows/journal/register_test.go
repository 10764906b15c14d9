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
	runner := &run.Runner{
		BaseURL: os.Getenv(graphURL),
		Journal: func(context.Context) (run.Journal, error) { return j, nil },
		Dial: func(t flows.Target) (run.API, error) {
			return api.New(api.Options{BaseURL: os.Getenv(graphURL), Token: t.Token})
		},
	}
	m := flows.NewMachine()
	s := flows.Start(flows.Options{
		Recorded: true, Token: api.NewSecret(os.Getenv(graphToken)), Account: api.WABAID(os.Getenv(graphAccount)),
	})
	hand := func(e flows.Event) {
		var queue []flows.Command
		s, queue = m.Step(s, flows.Input{Event: e, At: time.Now()})
		for len(queue) > 0 {
			in := runner.Do(ctx, queue[0])
			var more []flows.Command
			s, more = m.Step(s, in)
			queue = append(queue[1:], more...)
		}
	}
	tell := func() error {
		a := struct {
			Session, Said, Who string
			Since              time.Time
		}{Session: string(s.State)}
		if p := s.Problem; p != nil {
			a.Said, a.Who, a.Since = string(p.Advice.ID), p.Who, p.Since
		}
		return json.NewEncoder(os.Stdout).Encode(a)
	}

	hand(flows.Started{})
	hand(flows.NumberPicked{ID: s.List.Pages[0].ID(0)})
	hand(flows.PINChosen{Mode: flows.NewPIN, PIN: api.NewSecret("493027")})
	hand(flows.StorageChosen{To: api.InRegion("")})
	if err := tell(); err != nil {
		return err
	}
	for _, e := range []flows.Event{flows.RegisterAsked{}, flows.AdviceTaken{}} {
		lines.Scan()
		hand(e)
		if err := tell(); err != nil {
			return err
		}
	}
	return j.Close()
}

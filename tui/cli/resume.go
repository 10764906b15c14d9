package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// resumeCommand goes on with what was left unfinished.
func (p *program) resumeCommand() *cobra.Command {
	o := &options{}
	c := p.wizardCommand("resume [ID]", p.describe("cmd.resume.short"), o)
	c.Long, c.Example = p.describe("cmd.resume.long"), "dialtone resume\ndialtone resume k3v9q2m4xa"
	c.GroupID, c.SuggestFor = groupOnboard, []string{"continue"}
	c.Args, c.ValidArgsFunction = cobra.MaximumNArgs(1), p.completeSessions(resumable)
	c.RunE = func(c *cobra.Command, args []string) error { return p.resume(c.Context(), o, args) }
	for _, name := range []string{"sandbox", "scenario", "account", "number"} { // the journal says which
		_ = c.Flags().MarkHidden(name)
	}
	return c
}

// resume begins the wizard with the session that args name, or with the one that
// was worked on last.
func (p *program) resume(ctx context.Context, o *options, args []string) error {
	if _, err := p.graphOptions(o); err != nil {
		return err
	}
	var s journal.Summary
	err := p.withJournal(ctx, o.journal, func(j *journal.Journal) (err error) {
		place := run.PlaceOf(o.graphURL)
		if len(args) == 1 {
			s, err = p.namedSession(ctx, j, place, args[0])
		} else {
			s, err = p.lastSession(ctx, j, place)
		}
		return err
	})
	if err != nil {
		return err
	}
	o.account, o.number, o.goal = s.Account, s.Number, flows.Goal(s.Goal)
	o.job = o.goal.Job()
	return p.wizard(ctx, o)
}

// namedSession is the session with an ID. One of another place is refused: its
// account is not here, and the token for here is not valid there.
func (p *program) namedSession(ctx context.Context, j *journal.Journal, place, id string) (journal.Summary, error) {
	s, err := j.Session(ctx, journal.SessionID(id))
	switch {
	case errors.Is(err, journal.ErrNoSession):
		return s, p.usage("usage.no_session", "ID", quotable(id))
	case err != nil:
		return s, err
	case !s.Ended.IsZero():
		return s, p.usage("usage.session_over", "ID", id, "When", s.Ended.Local().Format(time.DateTime))
	case s.Place != place:
		return s, p.usage("usage.session_elsewhere", "ID", id, "Place", s.Place, "Address", addressOf(s.Place))
	}
	return s, nil
}

// lastSession is the unfinished session of a place that was worked on last.
func (p *program) lastSession(ctx context.Context, j *journal.Journal, place string) (journal.Summary, error) {
	all, err := j.Unfinished(ctx)
	if err != nil {
		return journal.Summary{}, err
	}
	all = slices.DeleteFunc(all, func(s journal.Summary) bool { return flows.NothingSent(s.State, s.Unsettled) })
	if i := slices.IndexFunc(all, func(s journal.Summary) bool { return s.Place == place }); i >= 0 {
		return all[i], nil
	}
	if len(all) > 0 {
		other := all[0].Place
		return all[0], p.usage("usage.left_elsewhere", "Here", place, "Place", other, "Address", addressOf(other))
	}
	return journal.Summary{}, p.usage("usage.nothing_left")
}

// addressOf is what --graph-url takes for a place: only calls that stay on this
// machine may go without TLS.
func addressOf(place string) string {
	if _, err := api.New(api.Options{BaseURL: "http://" + place}); err == nil {
		return "http://" + place
	}
	return "https://" + place
}

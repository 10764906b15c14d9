package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/flows/run"
)

// resumeCommand goes on with an onboarding that was left.
func (p *program) resumeCommand() *cobra.Command {
	o := &wizardOptions{}
	c := &cobra.Command{
		Use: "resume [ID]", Short: p.describe("cmd.resume.short"), Long: p.describe("cmd.resume.long"),
		Example: "dialtone resume\ndialtone resume k3v9q2m4xa",
		Args:    cobra.MaximumNArgs(1),
		PreRunE: func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE: func(c *cobra.Command, args []string) error {
			if o.journal == noBook {
				return p.usage("usage.no_journal")
			}
			if _, err := p.graph(o); err != nil {
				return err
			}
			book := &book{address: o.journal}
			s, err := p.left(c.Context(), book, run.PlaceOf(o.graphURL), args)
			book.close()
			if err != nil {
				return err
			}
			o.account, o.number = s.Account, s.Number
			o.goal = flows.Goal(s.Goal)
			o.job = o.goal.Job()
			return p.wizard(c.Context(), o)
		},
	}
	o.flags(c.Flags(), p.describe)
	for _, name := range []string{"sandbox", "scenario", "account", "number"} { // the journal says which
		_ = c.Flags().MarkHidden(name)
	}
	return c
}

// left is the session of a place to go on with: the named one, or the one that was
// worked on last. One of another place is none: its account is not here, and the
// token of here is not for there.
func (p *program) left(ctx context.Context, b *book, place string, args []string) (journal.Summary, error) {
	j, err := b.journal(ctx)
	if err != nil {
		return journal.Summary{}, p.bookFault(err)
	}
	if len(args) == 1 {
		s, err := j.Session(ctx, journal.SessionID(args[0]))
		switch {
		case errors.Is(err, journal.ErrNoSession):
			return s, p.usage("usage.no_session", "ID", args[0])
		case err == nil && !s.Ended.IsZero():
			return s, p.usage("usage.session_over", "ID", args[0], "When", s.Ended.Local().Format(time.DateTime))
		case err == nil && s.Place != place:
			return s, p.usage("usage.session_elsewhere", "ID", args[0], "Place", s.Place, "Address", addressOf(s.Place))
		}
		return s, p.bookFault(err)
	}
	all, err := j.Unfinished(ctx)
	all = slices.DeleteFunc(all, func(s journal.Summary) bool { return flows.NothingSent(s.State, s.Unsettled) })
	if err != nil {
		return journal.Summary{}, p.bookFault(err)
	}
	for _, s := range all {
		if s.Place == place {
			return s, nil
		}
	}
	if len(all) > 0 {
		return all[0], p.usage("usage.left_elsewhere", "Here", place, "Place", all[0].Place, "Address", addressOf(all[0].Place))
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

// bookFault says in a sentence why the journal cannot be used.
func (p *program) bookFault(err error) error {
	var open *journal.OpenError
	var store *journal.StoreError
	switch {
	case errors.As(err, &open):
		return fmt.Errorf("%s", p.words.Say("book."+string(open.Reason), "Path", open.Path))
	case errors.As(err, &store):
		return fmt.Errorf("%s", p.words.Say("book."+string(store.Reason), "Path", ""))
	}
	return err
}

// historyCommand lists what the journal holds, and forgets.
func (p *program) historyCommand() *cobra.Command {
	var address string
	var asJSON, names bool
	var count int
	c := &cobra.Command{
		Use: "history", Short: p.describe("cmd.history.short"), Long: p.describe("cmd.history.long"),
		Example: "dialtone history\ndialtone history --json --names\ndialtone history forget k3v9q2m4xa",
		Args:    cobra.NoArgs,
		PreRunE: func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withJournal(c.Context(), address, func(j *journal.Journal) error {
				all, err := j.History(c.Context(), count)
				if err != nil {
					return err
				}
				for i := range all {
					all[i].Name = api.MaskPhones(all[i].Name) // an older Dialtone kept them as they were
					if !names {
						all[i].Name = initials(all[i].Name)
					}
				}
				if asJSON {
					return historyJSON(p.stdout, all)
				}
				return p.historyTable(p.stdout, all)
			})
		},
	}
	c.PersistentFlags().StringVar(&address, "journal", "", p.describe("flag.journal"))
	c.Flags().BoolVar(&asJSON, "json", false, p.describe("flag.history_json"))
	c.Flags().BoolVar(&names, "names", false, p.describe("flag.history_names"))
	c.Flags().IntVar(&count, "count", 50, p.describe("flag.history_count"))
	c.AddCommand(&cobra.Command{
		Use: "forget ID", Short: p.describe("cmd.forget.short"), Args: cobra.ExactArgs(1),
		PreRunE: func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE: func(c *cobra.Command, args []string) error {
			return p.withJournal(c.Context(), address, func(j *journal.Journal) error {
				err := j.Forget(c.Context(), journal.SessionID(args[0]))
				if errors.Is(err, journal.ErrNoSession) {
					return p.usage("usage.no_session", "ID", args[0])
				}
				return err
			})
		},
	})
	return c
}

func (p *program) withJournal(ctx context.Context, address string, do func(*journal.Journal) error) error {
	if address == noBook {
		return p.usage("usage.no_journal")
	}
	b := &book{address: address}
	defer b.close()
	j, err := b.journal(ctx)
	if err == nil {
		err = do(j)
	}
	if err != nil {
		return p.bookFault(err)
	}
	return nil
}

// past is a session as the history prints it.
type past struct {
	ID        string     `json:"id"`
	Begun     time.Time  `json:"begun"`
	Last      time.Time  `json:"last"`
	Ended     *time.Time `json:"ended"` // null while it is unfinished
	Outcome   string     `json:"outcome"`
	State     string     `json:"state"`
	Account   string     `json:"waba_id"`
	Number    string     `json:"phone_number_id"`
	Display   string     `json:"display_phone_number"` // masked
	Name      string     `json:"verified_name"`        // initials, unless names were asked for
	Place     string     `json:"place"`
	Goal      string     `json:"goal"` // "" for an onboarding
	Who       string     `json:"who"`
	Unsettled bool       `json:"unsettled"`
	Running   bool       `json:"running"`
}

// initials stand for a name where several customers stand below each other: the
// first letter of each word.
func initials(name string) string {
	const most = 4
	var all []string
	for _, word := range strings.Fields(name) {
		at := strings.IndexFunc(word, unicode.IsLetter)
		if at < 0 || len(all) == most {
			continue
		}
		letter, size := utf8.DecodeRuneInString(word[at:])
		end := at + size
		for _, r := range word[end:] { // a letter with its marks
			if !unicode.IsMark(r) {
				break
			}
			end += utf8.RuneLen(r)
		}
		all = append(all, string(unicode.ToUpper(letter))+word[at+size:end]+".")
	}
	return strings.Join(all, " ")
}

func historyJSON(w io.Writer, all []journal.Summary) error {
	list := make([]past, 0, len(all))
	for _, s := range all {
		p := past{
			ID: string(s.ID), Begun: s.Begun.UTC(), Last: s.At.UTC(), Outcome: s.Outcome, State: s.State, Account: s.Account, Number: s.Number,
			Display: s.Display, Name: s.Name, Place: s.Place, Goal: s.Goal, Who: s.Who, Unsettled: s.Unsettled, Running: s.Running,
		}
		if !s.Ended.IsZero() {
			ended := s.Ended.UTC()
			p.Ended = &ended
		}
		list = append(list, p)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(list)
}

func (p *program) historyTable(w io.Writer, all []journal.Summary) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(w, p.words.Say("history.none"))
		return err
	}
	rows := [][]string{}
	for _, s := range all {
		where := p.words.Say("history.connected")
		if s.Outcome == "deregistered" {
			where = p.words.Say("history.deregistered")
		}
		if s.Ended.IsZero() {
			where = p.words.Say("history.stopped", "Step", p.words.Say("state."+s.State+".name"))
		}
		if to, is := flows.Goal(s.Goal).Storage(); is {
			where = p.words.Say("history.region", "Region", p.rests(to), "Where", where)
		}
		if s.Unsettled {
			where += " " + p.words.Say("history.unsettled")
		}
		rows = append(rows, []string{string(s.ID), s.At.Local().Format("2006-01-02 15:04"), s.Display, s.Name, where, s.Who})
	}
	_, err := fmt.Fprintln(w, columns(rows))
	return err
}

// rests says where data rests.
func (p *program) rests(s api.Storage) string {
	switch region := s.Localized(); {
	case s.IsUnkept():
		return p.words.Say("region.unkept")
	case region == "":
		return p.words.Say("region.none")
	default:
		return p.words.Say("region.in_" + string(region))
	}
}

// columns sets rows below each other, two blanks between their cells.
func columns(rows [][]string) string {
	text := table.New().Rows(rows...).Wrap(false).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false).BorderRow(false).BorderHeader(false).
		StyleFunc(func(_, _ int) lipgloss.Style { return lipgloss.NewStyle().PaddingRight(2) }).String()
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/api/pattern"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// historyOptions say what is listed of the journal, and how.
type historyOptions struct {
	journal string
	names   bool // whole names, not only their initials
	count   int
}

// historyCommand lists what the journal holds, and forgets.
func (p *program) historyCommand() *cobra.Command {
	o := &historyOptions{}
	c := &cobra.Command{
		Use: "history", Short: p.describe("cmd.history.short"), Long: p.describe("cmd.history.long"),
		Example: "dialtone history\ndialtone history --json --names\ndialtone history forget k3v9q2m4xa",
		GroupID: groupOnboard, SuggestFor: []string{"journal", "log"},
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.history(c.Context(), o) },
	}
	p.journalFlag(c.PersistentFlags(), &o.journal)
	p.jsonFlag(c, p.describe("flag.json"))
	c.Flags().BoolVar(&o.names, "names", false, p.describe("flag.history_names"))
	c.Flags().IntVar(&o.count, "count", 50, p.describe("flag.history_count"))
	forget := &cobra.Command{
		Use: "forget ID", Short: p.describe("cmd.forget.short"), Args: cobra.ExactArgs(1), SuggestFor: []string{"remove", "delete"},
		Example:           "dialtone history forget k3v9q2m4xa",
		ValidArgsFunction: p.completeSessions(func(*cobra.Command, journal.Summary) bool { return true }),
		RunE:              func(c *cobra.Command, args []string) error { return p.forget(c.Context(), o, args[0]) },
	}
	p.jsonFlag(forget, p.describe("flag.json"))
	c.AddCommand(forget)
	return c
}

func (p *program) history(ctx context.Context, o *historyOptions) error {
	return p.withJournal(ctx, o.journal, func(j *journal.Journal) error {
		all, err := j.History(ctx, o.count)
		if err != nil {
			return err
		}
		for i := range all {
			all[i].Name = api.MaskPhones(all[i].Name) // older versions kept names as they were
			if !o.names {
				all[i].Name = initials(all[i].Name)
			}
		}
		if p.json.asked {
			return p.json.data(entriesOf(all))
		}
		_, err = fmt.Fprintln(p.out, p.historyTable(all, o.names))
		return err
	})
}

func (p *program) forget(ctx context.Context, o *historyOptions, id string) error {
	return p.withJournal(ctx, o.journal, func(j *journal.Journal) error {
		err := j.Forget(ctx, journal.SessionID(id))
		if errors.Is(err, journal.ErrNoSession) {
			return p.usage("usage.no_session", "ID", quotable(id))
		}
		if err == nil && p.json.asked {
			return p.json.data(map[string]string{"forgotten": id})
		}
		return err
	})
}

// historyEntry is a session for scripts.
type historyEntry struct {
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
	Refused   string     `json:"refused"` // why Meta refused the last request: our word, and Meta's numbers
	// What the two ids name.
	AccountKind string `json:"waba_id_kind"`
	NumberKind  string `json:"phone_number_id_kind"`
	Running     bool   `json:"running"`
}

func entriesOf(all []journal.Summary) []historyEntry {
	list := make([]historyEntry, len(all))
	for i, s := range all {
		list[i] = historyEntry{
			ID: string(s.ID), Begun: s.Begun.UTC(), Last: s.At.UTC(), Outcome: s.Outcome, State: s.State,
			Account: s.Account, Number: s.Number, Display: s.Display, Name: s.Name, Place: s.Place,
			Goal: s.Goal, Who: s.Who, Unsettled: s.Unsettled, Running: s.Running,
			Refused: s.Refused, AccountKind: string(s.AccountKind), NumberKind: string(s.NumberKind),
		}
		if !s.Ended.IsZero() {
			ended := s.Ended.UTC()
			list[i].Ended = &ended
		}
	}
	return list
}

// initials stand for a name where the names of several customers stand below each
// other: the first letter of each word, with its marks.
func initials(name string) string {
	const most = 4
	var all []string
	for _, word := range strings.Fields(name) {
		if first := firstLetter().FindString(word); first != "" && len(all) < most {
			all = append(all, strings.ToUpper(first)+".")
		}
	}
	return strings.Join(all, " ")
}

var firstLetter = pattern.Of(`\pL\pM*`)

// historyTable lists sessions below each other. Who did them is told with the names alone.
func (p *program) historyTable(all []journal.Summary, names bool) string {
	if len(all) == 0 {
		return p.words.Say("history.none")
	}
	rows := [][]string{}
	for _, s := range all {
		row := []string{string(s.ID), s.At.Local().Format("2006-01-02 15:04"), s.Display, s.Name, p.standing(s)}
		if names {
			row = append(row, s.Who)
		}
		rows = append(rows, row)
	}
	return columns(rows)
}

// standing says what became of a session.
func (p *program) standing(s journal.Summary) string {
	text := p.words.Say("history.connected")
	switch {
	case s.Ended.IsZero():
		text = p.words.Say("history.stopped", "Step", p.words.Say("state."+s.State+".name"))
	case s.Outcome == "deregistered":
		text = p.words.Say("history.deregistered")
	}
	if storage, is := flows.Goal(s.Goal).Storage(); is {
		text = p.words.Say("history.region", "Region", p.storageName(storage), "Where", text)
	}
	if word, numbers, is := strings.Cut(s.Refused, " "); is && s.Ended.IsZero() {
		what := word
		if k := "advice." + word + ".title"; p.words.Has(k) {
			what = p.words.Say(k)
		}
		text += " " + p.words.Say("history.refused", "What", what+", "+numbers)
	}
	if s.Unsettled {
		text += " " + p.words.Say("history.unsettled")
	}
	return text
}

// storageName says where data rests.
func (p *program) storageName(s api.Storage) string {
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

package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"dialtone/flows"
)

// flowsCommand prints the state table of a job.
func (p *program) flowsCommand() *cobra.Command {
	var mermaid bool
	var jobs, described []string
	for _, j := range flows.Jobs() {
		jobs = append(jobs, string(j))
		described = append(described, cobra.CompletionWithDesc(string(j), p.describe("job."+string(j)+".label")))
	}
	c := &cobra.Command{
		Use: "flows [JOB]", Short: p.describe("cmd.flows.short"), Long: p.describe("cmd.flows.long", "Jobs", strings.Join(jobs, ", ")),
		GroupID: groupTools,
		Example: "dialtone flows --mermaid\ndialtone flows pin",
		Args:    cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs), ValidArgs: described,
		RunE: func(_ *cobra.Command, args []string) error { return p.printFlow(args, mermaid) },
	}
	c.Flags().BoolVar(&mermaid, "mermaid", false, p.describe("flag.mermaid"))
	p.jsonFlag(c, p.describe("flag.json"))
	return c
}

// printFlow prints the table of the job that args name. Without one it prints the
// onboarding: the whole table, or its diagram.
func (p *program) printFlow(args []string, mermaid bool) error {
	flow, rows := flows.FlowOf(flows.JobOnboard), flows.NewMachine().Rows()
	if len(args) == 1 {
		flow = flows.FlowOf(flows.Job(args[0]))
		rows = flow.Rows()
	}
	if p.json.asked {
		return p.json.data(flowReportOf(flow, rows, mermaid))
	}
	var b strings.Builder
	if mermaid {
		b.WriteString(flow.Mermaid())
		rows = nil
	}
	for _, r := range rows {
		fmt.Fprintf(&b, "%-13s %-17s -> %s", r.From, r.On.Name(), destination(r))
		if r.If.Name != "" {
			fmt.Fprintf(&b, "  [%s]", r.If.Name)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(p.out, b.String())
	return err
}

func destination(r flows.Transition) flows.State {
	if r.To == flows.Same {
		return r.From
	}
	return r.To
}

// flowReport is a job's table for scripts.
type flowReport struct {
	Rows    []flowRow `json:"rows"`
	Mermaid *string   `json:"mermaid"` // the diagram, where it was asked for
}

type flowRow struct {
	From  string  `json:"from"`
	Event string  `json:"event"`
	If    *string `json:"if"` // null for always
	To    string  `json:"to"`
}

func flowReportOf(flow flows.Flow, rows []flows.Transition, mermaid bool) flowReport {
	report := flowReport{Rows: make([]flowRow, len(rows))}
	for i, r := range rows {
		report.Rows[i] = flowRow{string(r.From), r.On.Name(), orNull(r.If.Name), string(destination(r))}
	}
	if mermaid {
		report.Mermaid = orNull(flow.Mermaid())
	}
	return report
}

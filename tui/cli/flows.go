package cli

import (
	"fmt"
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
	var b strings.Builder
	if mermaid {
		b.WriteString(flow.Mermaid())
		rows = nil
	}
	for _, r := range rows {
		to := r.To
		if to == flows.Same {
			to = r.From
		}
		fmt.Fprintf(&b, "%-13s %-17s -> %s", r.From, r.On.Name(), to)
		if r.If.Name != "" {
			fmt.Fprintf(&b, "  [%s]", r.If.Name)
		}
		b.WriteString("\n")
	}
	_, err := p.stdout.WriteString(b.String())
	return err
}

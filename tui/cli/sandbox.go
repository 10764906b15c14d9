package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// sandbox is the simulator inside the wizard's own process. It starts when it
// is asked for, on a loopback port.
type sandbox struct {
	ctx context.Context // ends with the wizard

	mu    sync.Mutex
	sim   *graphsim.Sim
	story string
	url   string
	stop  context.CancelFunc
}

// open starts a scenario; asked again without one, the simulator that runs
// issues a fresh token.
func (s *sandbox) open(_ context.Context, scenario string) (flows.Target, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sim != nil && (scenario == "" || scenario == s.story) {
		return s.target(s.sim.IssueToken()), nil
	}
	if scenario == "" {
		scenario = assets.DefaultScenario
	}
	sim, err := load(scenario)
	if err != nil {
		return flows.Target{}, err
	}
	if s.stop != nil {
		s.stop()
	}
	ctx, stop := context.WithCancel(s.ctx)
	url, _, err := graphsim.Serve(ctx, "127.0.0.1:0", sim)
	if err != nil {
		stop()
		return flows.Target{}, err
	}
	s.sim, s.story, s.url, s.stop = sim, scenario, url, stop
	return s.target(sim.Info().Token), nil
}

func (s *sandbox) target(token string) flows.Target {
	return flows.Target{BaseURL: s.url, Token: api.NewSecret(token), Account: s.sim.Info().WABA, Sandbox: true}
}

// nextText waits for the message after the first so many.
func (s *sandbox) nextText(ctx context.Context, after int) (page.Text, error) {
	sim := s.running()
	if sim == nil {
		return page.Text{}, errors.New("the sandbox does not run")
	}
	m, _, err := sim.NextMessage(ctx, after)
	return page.Text{At: m.At, Voice: m.Method == api.Voice, Note: m.Code == "", Chat: m.To != "", Body: m.Text}, err
}

func load(scenario string) (*graphsim.Sim, error) {
	raw, err := assets.Scenario(scenario)
	if err != nil {
		return nil, err
	}
	parsed, err := graphsim.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", scenario, err)
	}
	return graphsim.New(parsed)
}

// sandboxCommand serves the simulator on its own.
func (p *program) sandboxCommand() *cobra.Command {
	var addr, scenario string
	var asJSON bool
	c := &cobra.Command{
		Use: "sandbox", Short: p.describe("cmd.sandbox.short"), Long: p.describe("cmd.sandbox.long", "Names", unbroken(assets.Scenarios())),
		Example: "dialtone sandbox --scenario other-provider-pin\ndialtone sandbox --addr 127.0.0.1:8080 --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.serveSandbox(c.Context(), addr, scenario, asJSON)
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:0", p.describe("flag.addr"))
	c.Flags().StringVar(&scenario, "scenario", assets.DefaultScenario, p.describe("flag.scenario"))
	c.Flags().BoolVar(&asJSON, "json", false, p.describe("flag.json"))
	return c
}

// unbroken sets names in lines that end between two of them: left to itself, the
// help would break a name at its hyphen, and who copies it would miss a part.
func unbroken(names []string) string {
	const narrow, stays = 72, "\u2011" // a hyphen at which no line is broken
	list := strings.ReplaceAll(strings.Join(names, ", "), "-", stays)
	return strings.ReplaceAll(bubble.Wrap(list, narrow), stays, "-")
}

func (p *program) serveSandbox(ctx context.Context, addr, scenario string, asJSON bool) error {
	if !slices.Contains(assets.Scenarios(), scenario) {
		return p.usage("usage.scenario", "Name", scenario, "Names", strings.Join(assets.Scenarios(), ", "))
	}
	sim, err := load(scenario)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	url, wait, err := graphsim.Serve(ctx, addr, sim)
	var address *net.AddrError
	if errors.Is(err, graphsim.ErrNotLoopback) || errors.As(err, &address) {
		return p.usage("usage.addr", "Value", addr)
	}
	if err != nil {
		return err
	}
	tell := p.tellPlainly
	if asJSON {
		tell = tellJSON
	}
	if err := tell(ctx, p.stdout, url, sim); err != nil && ctx.Err() == nil {
		return err
	}
	return wait()
}

// tellJSON writes one line for the simulator and one for every code it sends.
func tellJSON(ctx context.Context, out io.Writer, url string, sim *graphsim.Sim) error {
	info := sim.Info()
	encoder := json.NewEncoder(out)
	if err := encoder.Encode(map[string]any{
		"url": url, "token": info.Token, "spare_tokens": info.SpareTokens, "waba_id": info.WABA,
		"phone_number_ids": append([]api.PhoneNumberID{}, info.Numbers...), // a list, also when there is none
	}); err != nil {
		return err
	}
	return eachMessage(ctx, sim, func(m graphsim.Message) error {
		if m.Code == "" { // the customer says something else
			return nil
		}
		return encoder.Encode(map[string]any{"code": m.Code, "method": m.Method, "phone_number_id": m.Number})
	})
}

func (p *program) tellPlainly(ctx context.Context, out io.Writer, url string, sim *graphsim.Sim) error {
	info := sim.Info()
	numbers := make([]string, len(info.Numbers))
	for i, id := range info.Numbers {
		numbers[i] = string(id)
	}
	const most = 5
	if len(numbers) > most {
		numbers = append(numbers[:most], "…")
	}
	_, err := fmt.Fprintln(out, p.words.Say("sandbox.running", "URL", url, "Token", info.Token, "WABA", info.WABA, "Numbers", strings.Join(numbers, ", "),
		"Spare", strings.Join(info.SpareTokens, ", ")))
	if err != nil {
		return err
	}
	return eachMessage(ctx, sim, func(m graphsim.Message) error {
		_, err := fmt.Fprintln(out, p.words.Say("sandbox.code", "Time", m.At.Local().Format("15:04:05"), "Number", m.Number, "Text", m.Text))
		return err
	})
}

func eachMessage(ctx context.Context, sim *graphsim.Sim, do func(graphsim.Message) error) error {
	for after := 0; ; {
		m, next, err := sim.NextMessage(ctx, after)
		if err != nil {
			return err
		}
		after = next
		if err := do(m); err != nil {
			return err
		}
	}
}

// flowsCommand draws the flow.
func (p *program) flowsCommand() *cobra.Command {
	var mermaid bool
	var jobs []string
	for _, j := range flows.Jobs() {
		jobs = append(jobs, string(j))
	}
	c := &cobra.Command{
		Use: "flows [JOB]", Short: p.describe("cmd.flows.short"), Long: p.describe("cmd.flows.long", "Jobs", strings.Join(jobs, ", ")),
		Args: cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs), ValidArgs: jobs, Example: "dialtone flows --mermaid\ndialtone flows pin",
		RunE: func(_ *cobra.Command, args []string) error {
			rows := flows.NewMachine().Rows()
			flow := flows.FlowOf(flows.JobOnboard)
			if len(args) == 1 {
				flow = flows.FlowOf(flows.Job(args[0]))
				rows = flow.Rows()
			}
			if mermaid {
				_, err := fmt.Fprint(p.stdout, flow.Mermaid())
				return err
			}
			for _, r := range rows {
				condition := ""
				if r.If.Name != "" {
					condition = "  [" + r.If.Name + "]"
				}
				if _, err := fmt.Fprintf(p.stdout, "%-13s %-17s -> %s%s\n", r.From, r.On, r.To, condition); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&mermaid, "mermaid", false, p.describe("flag.mermaid"))
	return c
}

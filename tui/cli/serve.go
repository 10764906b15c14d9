package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
)

// serveOptions are those of a simulator on its own.
type serveOptions struct {
	addr, scenario string
}

// sandboxCommand serves the simulator on its own.
func (p *program) sandboxCommand() *cobra.Command {
	o := &serveOptions{}
	c := &cobra.Command{
		Use: "sandbox", Short: p.describe("cmd.sandbox.short"),
		Long:    p.describe("cmd.sandbox.long"),
		GroupID: groupAlone, SuggestFor: []string{"simulator", "simulate", "demo", "serve"}, Annotations: map[string]string{listsScenarios: "yes"},
		Example: "dialtone sandbox --scenario other-provider-pin\ndialtone sandbox --addr 127.0.0.1:8080 --json",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.serve(c.Context(), o) },
	}
	c.Flags().StringVar(&o.addr, "addr", "127.0.0.1:0", p.describe("flag.addr"))
	c.Flags().StringVar(&o.scenario, "scenario", assets.DefaultScenario, p.describe("flag.scenario"))
	p.jsonFlag(c, p.describe("flag.sandbox_json"))
	return c
}

func (p *program) serve(ctx context.Context, o *serveOptions) error {
	sim, err := load(cmp.Or(o.scenario, assets.DefaultScenario))
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	p.signals.hand(func(sig os.Signal) {
		if sig == os.Interrupt || sig == syscall.SIGTERM { // that is how one stops it
			stop()
			return
		}
		if p.json.asked {
			p.lastWord(sig)
			return
		}
		exitAt(sig)
	})
	url, wait, err := graphsim.Serve(ctx, o.addr, sim)
	var address *net.AddrError
	if errors.Is(err, graphsim.ErrNotLoopback) || errors.As(err, &address) {
		return p.usage("usage.addr", "Value", quotable(o.addr))
	}
	if err != nil {
		return err
	}
	print := p.printServed
	if p.json.asked {
		print = p.printServedJSON
	}
	if err := print(ctx, url, sim); err != nil && ctx.Err() == nil {
		return err
	}
	return wait()
}

// printServedJSON prints one line for the simulator and one for every code it sends.
func (p *program) printServedJSON(ctx context.Context, url string, sim *graphsim.Sim) error {
	info := sim.Info()
	if err := p.json.line(map[string]any{
		"url": url, "token": info.Token, "spare_tokens": info.SpareTokens, "waba_id": info.WABA,
		"phone_number_ids": append([]api.PhoneNumberID{}, info.Numbers...), // a list, also when there is none
	}); err != nil {
		return err
	}
	return eachMessage(ctx, sim, func(m graphsim.Message) error {
		if m.Code == "" { // a message of the customer's
			return nil
		}
		return p.json.line(map[string]any{"code": m.Code, "method": m.Method, "phone_number_id": m.Number})
	})
}

// printServed says the same to people.
func (p *program) printServed(ctx context.Context, url string, sim *graphsim.Sim) error {
	info := sim.Info()
	const most = 5
	var numbers []string
	for i, id := range info.Numbers {
		if i == most {
			numbers = append(numbers, "…")
			break
		}
		numbers = append(numbers, string(id))
	}
	_, err := fmt.Fprintln(p.out, p.words.Say("sandbox.running", "URL", url, "Token", info.Token, "WABA", info.WABA,
		"Numbers", strings.Join(numbers, ", "), "Spare", strings.Join(info.SpareTokens, ", ")))
	if err != nil {
		return err
	}
	return eachMessage(ctx, sim, func(m graphsim.Message) error {
		sent := m.At.Local().Format("15:04:05")
		_, err := fmt.Fprintln(p.out, p.words.Say("sandbox.code", "Time", sent, "Number", m.Number, "Text", m.Text))
		return err
	})
}

// eachMessage hands on every message of the simulator, as it is sent.
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

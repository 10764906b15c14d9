package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/page"
)

// sandbox is the simulator inside the wizard's own process. It starts when it
// is asked for, on a loopback port.
type sandbox struct {
	ctx context.Context // ends with the wizard

	mu       sync.Mutex
	sim      *graphsim.Sim
	scenario string
	url      string
	stop     context.CancelFunc
}

// open starts a scenario. Asked for none or for the one that runs, the simulator
// that runs issues a fresh token.
func (s *sandbox) open(_ context.Context, scenario string) (flows.Target, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sim != nil && (scenario == "" || scenario == s.scenario) {
		return s.target(s.sim.IssueToken()), nil
	}
	scenario = cmp.Or(scenario, assets.DefaultScenario)
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
	s.sim, s.scenario, s.url, s.stop = sim, scenario, url, stop
	return s.target(sim.Info().Token), nil
}

func (s *sandbox) target(token string) flows.Target {
	return flows.Target{BaseURL: s.url, Token: api.NewSecret(token), Account: s.sim.Info().WABA, Sandbox: true}
}

// appSecret is what its app demands a proof of; empty for nothing.
func (s *sandbox) appSecret() api.Secret {
	if sim := s.running(); sim != nil {
		return api.NewSecret(sim.Info().AppSecret)
	}
	return api.Secret{}
}

// running is the simulator, nil before the first scenario.
func (s *sandbox) running() *graphsim.Sim {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sim
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

// load makes a simulator of a scenario.
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

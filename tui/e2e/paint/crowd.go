//go:build unix

package main

import (
	"context"
	"fmt"

	"dialtone/api/graphsim"
	"dialtone/assets"
)

// The very large account.
const (
	crowded         = "a list of 50,000 numbers"
	crowdedScenario = "large-account"
	crowdedCount    = "50000 numbers in"
)

// serve serves a scenario until ctx ends, and returns the flags and the token that lead
// to its account.
func serve(ctx context.Context, scenario string) (flags []string, token string, err error) {
	raw, err := assets.Scenario(scenario)
	if err != nil {
		return nil, "", err
	}
	sc, err := graphsim.Parse(raw)
	if err != nil {
		return nil, "", err
	}
	sim, err := graphsim.New(sc)
	if err != nil {
		return nil, "", err
	}
	url, _, err := graphsim.Serve(ctx, "127.0.0.1:0", sim)
	if err != nil {
		return nil, "", fmt.Errorf("serve %s: %w", scenario, err)
	}
	info := sim.Info()
	return []string{"--graph-url", url, "--account", string(info.WABA)}, info.Token, nil
}

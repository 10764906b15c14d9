package api_test

import (
	"net/http"
	"strings"
	"testing"

	"dialtone/api"
)

// proving is an account whose app demands a proof of its secret with every call.
const proving = `
[account]
id = "104820560913300"
name = "Lotus Bakery"

[app]
require_app_secret = true

[[number]]
id = "106540352242900"
phone = "+85291230100"
name = "Lotus Bakery"
`

// Every call carries the proof: those that read, those that change something, and those with
// parameters of their own. Without it or with another one each is refused.
func TestTheAppsSecretIsProven(t *testing.T) {
	t.Parallel()
	b := setupText(t, proving)
	secret := b.sim.Info().AppSecret
	with := b.client(b.sim.Info().Token, func(o *api.Options) { o.AppSecret = api.NewSecret(secret) })
	ctx := t.Context()
	calls := map[api.Endpoint]func(c *api.Client) error{
		api.DebugToken: func(c *api.Client) error { _, err := c.DebugToken(ctx); return err },
		api.GetAccount: func(c *api.Client) error { _, err := c.Account(ctx, b.waba()); return err },
		api.ListNumbers: func(c *api.Client) error {
			_, err := c.NumbersPage(ctx, b.waba(), api.NumbersQuery{Limit: 1})
			return err
		},
		api.GetNumber:     func(c *api.Client) error { _, err := c.Number(ctx, b.id()); return err },
		api.RequestCode:   func(c *api.Client) error { return c.RequestCode(ctx, b.id(), api.SMS, "en_US") },
		api.SetSubscribed: func(c *api.Client) error { return c.Subscribe(ctx, b.waba()) },
	}
	another := api.NewSecret(strings.Repeat("0f", 16))
	for call, do := range calls {
		for name, c := range map[string]*api.Client{"require": b.Client, "Invalid": with.WithAppSecret(another)} {
			if err := refused(t, do(c), call, 100, 0); !strings.Contains(err.Message, name) {
				t.Errorf("%s: %v", call, err)
			}
		}
		if err := do(with); err != nil {
			t.Errorf("%s with its proof: %v", call, err)
		}
	}
	if err := calls[api.GetAccount](with.WithToken(api.NewSecret(b.sim.IssueToken()))); err != nil {
		t.Errorf("another token has another proof: %v", err)
	}
	for _, tr := range b.traces {
		for _, text := range []string{tr.URL, tr.Request, tr.Answer, tr.Err} {
			if strings.Contains(text, secret) || strings.Contains(text, "appsecret_proof=") && !strings.Contains(text, "appsecret_proof=•") {
				t.Errorf("a trace shows %s", text)
			}
		}
	}
}

// An app that demands nothing takes calls without a proof, and refuses one that does not fit.
func TestAProofThatNobodyDemands(t *testing.T) {
	t.Parallel()
	b := setup(t, "clean-mobile", func(o *api.Options) { o.AppSecret = api.NewSecret(strings.Repeat("0f", 16)) })
	_, err := b.Account(t.Context(), b.waba())
	refused(t, err, api.GetAccount, 100, 0)
	_, err = b.WithAppSecret(api.Secret{}).Account(t.Context(), b.waba())
	must(t, err)
}

// Neither the app secret nor the proof comes out, whatever the server says.
func TestTheProofDoesNotLeak(t *testing.T) {
	t.Parallel()
	const secret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	for _, envelope := range []bool{true, false} {
		for _, status := range []int{200, 400, 500} {
			var seen []*http.Request
			var traces []api.Trace
			c := client(t, api.Options{Token: api.NewSecret(theToken), AppSecret: api.NewSecret(secret), Retries: -1,
				Trace: func(tr api.Trace) { traces = append(traces, tr) }, Transport: parrot(status, envelope, &seen)})
			_, err := c.Number(t.Context(), "106540352242922", "status")
			proof := seen[0].URL.Query().Get("appsecret_proof")
			if len(proof) != 64 || seen[0].URL.Query().Get("fields") == "" {
				t.Fatalf("it sent %s", seen[0].URL)
			}
			text := err.Error()
			for _, tr := range traces {
				text += tr.URL + tr.Request + tr.Answer + tr.Err
			}
			for _, no := range []string{secret, proof, proof[:20], theToken} {
				if strings.Contains(text, no) {
					t.Errorf("%d, %v: %s", status, envelope, text)
				}
			}
		}
	}
}

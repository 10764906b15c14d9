package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/flows"
	"dialtone/flows/run"
	"dialtone/tui/page"
)

// tokenCommand says where the token of a run comes from, and removes it.
func (p *program) tokenCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "token", Short: p.describe("cmd.token.short"), Args: cobra.NoArgs,
		Example: "dialtone token status --account 104820560913301\ndialtone token forget --account 104820560913301\n" +
			"dialtone token app-secret --account 104820560913301",
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(p.tokenStatusCommand(), p.tokenForgetCommand(), p.appSecretCommand())
	return c
}

func (p *program) tokenStatusCommand() *cobra.Command {
	o := &options{}
	var offline bool
	c := &cobra.Command{
		Use: "status", Short: p.describe("cmd.token_status.short"), Long: p.describe("cmd.token_status.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.tokenStatus(c.Context(), o, offline) },
	}
	access := pflag.NewFlagSet("", pflag.ContinueOnError)
	p.accessFlags(access, o)
	for _, name := range []string{"token-stdin", "account", "graph-url", "graph-version", "timeout", "debug"} { // it looks at the token of a real run
		c.Flags().AddFlag(access.Lookup(name))
	}
	c.Flags().BoolVar(&offline, "offline", false, p.describe("flag.offline"))
	p.jsonFlag(c, p.describe("flag.token_json"))
	return c
}

// tokenReport is what is known of the token of a run, for scripts. Fields are added and never
// renamed. No part of a secret is in it.
type tokenReport struct {
	Source    *string         `json:"source"` // variable, stdin or keyring; null for no token
	Account   *string         `json:"account"`
	AppSecret *string         `json:"app_secret"` // variable or keyring; null for none
	Keyring   []holdingReport `json:"keyring"`    // null where there is no keyring that can be used
	Meta      *metaToken      `json:"meta"`       // null where Meta did not describe it
	MetaFault *string         `json:"meta_fault"` // why not; null where it was not asked
}

type holdingReport struct {
	Account   string `json:"account"`
	Token     bool   `json:"token"`
	AppSecret bool   `json:"app_secret"`
}

type metaToken struct {
	Valid   bool        `json:"valid"`
	Type    string      `json:"type"`
	AppID   string      `json:"app_id"`
	Expires *time.Time  `json:"expires_at"` // null for never, or not told
	Scopes  []api.Scope `json:"scopes"`
}

func (p *program) tokenStatus(ctx context.Context, o *options, offline bool) error {
	if err := p.hiddenToken(o); err != nil {
		return err
	}
	f, source, err := p.flowOptions(o)
	if err != nil {
		return err
	}
	graph, err := p.graphOptions(o)
	if err != nil {
		return err
	}
	r := tokenReport{Account: orNull(string(f.Account))}
	holdings, err := credentials.Keyring{Limit: unlockTime}.Holdings(ctx)
	if err == nil {
		r.Keyring = []holdingReport{}
	}
	for _, h := range holdings {
		r.Keyring = append(r.Keyring, holdingReport{h.ID, h.Token, h.AppSecret})
		if h.ID != string(f.Account) {
			continue
		}
		if h.Token && f.Token.Empty() {
			f.Token, err = (keyring{patient: credentials.Keyring{Limit: unlockTime}}).Token(ctx, f.Account)
			if err != nil {
				return p.ringFault(err)
			}
			source = "keyring"
		}
		if h.AppSecret && graph.AppSecret.Empty() {
			r.AppSecret = orNull("keyring")
		}
	}
	if source == "env" {
		source = "variable"
	}
	r.Source = orNull(source)
	if !graph.AppSecret.Empty() {
		r.AppSecret = orNull("variable")
	} else {
		graph.AppSecret = appSecretOf(ctx, graph.AppSecret, flows.Target{Account: f.Account})
	}
	var found []flows.Checkup
	if graph.Token = f.Token; !offline && !graph.Token.Empty() {
		if found, err = r.askMeta(ctx, graph); err != nil {
			return err
		}
	}
	if p.json.asked {
		err = p.json.data(r)
	} else {
		s := p.newSheet()
		_, err = fmt.Fprint(p.out, strings.Join(s.table(p.tokenRows(r), s.look.Strong), "\n")+"\n"+s.checkups(found))
	}
	switch {
	case err != nil:
		return err
	case f.Token.Empty():
		return &exitError{page.NoAccess.Code()}
	}
	return verdictOn(found)
}

// askMeta has Meta describe the token.
func (r *tokenReport) askMeta(ctx context.Context, graph api.Options) ([]flows.Checkup, error) {
	client, err := api.New(graph)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	t, found, fault := run.ExamineToken(ctx, client, run.PlaceOf(graph.BaseURL), time.Now())
	if fault != nil {
		r.MetaFault = orNull(api.MaskPhones(api.Clean(fault.Error())))
		return found, nil
	}
	r.Meta = &metaToken{Valid: t.Valid, Type: t.Kind, AppID: t.AppID, Scopes: append([]api.Scope{}, t.Scopes...)}
	if end := t.Expires(); !end.IsZero() {
		end = end.UTC()
		r.Meta.Expires = &end
	}
	return found, nil
}

// tokenRows say the same to people.
func (p *program) tokenRows(r tokenReport) [][2]string {
	say := p.words.Say
	from := map[string]string{
		"variable": credentials.EnvToken, "stdin": "--token-stdin", "keyring": say("token_status.keyring"), "": say("token_status.none"),
	}
	secret := map[string]string{
		"variable": credentials.EnvAppSecret, "keyring": say("token_status.keyring"), "": say("token_status.no_secret"),
	}
	held := say("token_status.no_keyring")
	if r.Keyring != nil {
		held = say("token_status.empty")
	}
	for i, h := range r.Keyring {
		line := say("token_status.token", "Account", h.Account)
		switch {
		case h.Token && h.AppSecret:
			line = say("token_status.both", "Account", h.Account)
		case h.AppSecret:
			line = say("token_status.secret", "Account", h.Account)
		}
		if i == 0 {
			held = line
		} else {
			held += "\n" + line
		}
	}
	return [][2]string{
		{say("token_status.source"), from[said(r.Source)]}, {say("token_status.app_secret"), secret[said(r.AppSecret)]},
		{say("token_status.holds"), held},
	}
}

package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/api/credentials"
)

func (p *program) tokenForgetCommand() *cobra.Command {
	o := &options{}
	var all, yes bool
	c := &cobra.Command{
		Use: "forget", Short: p.describe("cmd.token_forget.short"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.tokenForget(c.Context(), o.account, all, yes) },
	}
	c.Flags().StringVar(&o.account, "account", "", p.describe("flag.account"))
	c.Flags().BoolVar(&all, "all", false, p.describe("flag.forget_all"))
	c.Flags().BoolVar(&yes, "yes", false, p.describe("flag.yes"))
	p.jsonFlag(c, p.describe("flag.token_json"))
	return c
}

// tokenForget removes what the keyring holds for one account, or for all.
func (p *program) tokenForget(ctx context.Context, account string, all, yes bool) error {
	if p.filled["account"] != "" { // what is removed is named each time
		account = ""
	}
	id, err := graphID[api.WABAID](p, "--account", api.IDOfAccount, account)
	switch {
	case err != nil:
		return err
	case (id == "") == !all:
		return p.usage("usage.forget_what")
	case !yes && p.json.asked, !yes && !term.IsTerminal(p.stdin.Fd()):
		return p.usage("usage.forget_yes")
	}
	ring := credentials.Keyring{Limit: unlockTime}
	ids := []string{string(id)}
	if all {
		ids = []string{}
		holdings, err := ring.Holdings(ctx)
		if err != nil {
			return p.ringFault(err)
		}
		for _, h := range holdings {
			ids = append(ids, h.ID)
		}
	}
	if !yes && len(ids) > 0 {
		_, _ = fmt.Fprint(p.stderr, p.words.Say("token_forget.sure", "Accounts", strings.Join(ids, ", "))+" ")
		answer, _ := bufio.NewReader(io.LimitReader(p.stdin, 80)).ReadString('\n') // no answer is a no
		if answer = strings.ToLower(strings.TrimSpace(answer)); answer != "y" && answer != "yes" {
			return errors.New(p.words.Say("token_forget.kept"))
		}
	}
	for _, id := range ids {
		if err := ring.Forget(ctx, id); err != nil {
			return p.ringFault(err)
		}
	}
	if p.json.asked {
		return p.json.data(map[string]any{"forgotten": ids})
	}
	text := p.words.Say("token_forget.none")
	if len(ids) > 0 {
		text = p.words.Say("token_forget.done", "Accounts", strings.Join(ids, ", "))
	}
	_, err = fmt.Fprintln(p.out, text)
	return err
}

func (p *program) appSecretCommand() *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use: "app-secret", Short: p.describe("cmd.app_secret.short"), Long: p.describe("cmd.app_secret.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.saveAppSecret(c.Context(), o.account) },
	}
	c.Flags().StringVar(&o.account, "account", "", p.describe("flag.account"))
	return c
}

// saveAppSecret takes an app secret from standard input, hidden where that is a terminal,
// and puts it into the keyring.
func (p *program) saveAppSecret(ctx context.Context, account string) error {
	id, err := graphID[api.WABAID](p, "--account", api.IDOfAccount, account)
	if err == nil && id == "" {
		err = p.usage("usage.secret_account")
	}
	if err != nil {
		return err
	}
	text, err := p.readHidden("app_secret.ask")
	if err != nil {
		return err
	}
	secret, err := credentials.CleanAppSecret(text)
	if err != nil {
		return p.usage("usage.app_secret", "From", p.words.Say("app_secret.input"))
	}
	p.known.Remember(secret)
	ring := credentials.Keyring{Limit: unlockTime}
	if err := ring.SaveAppSecret(ctx, string(id), secret); err != nil {
		return p.ringFault(err)
	}
	_, err = fmt.Fprintln(p.out, p.words.Say("app_secret.saved", "Account", id))
	return err
}

// readHidden reads one secret from standard input. A terminal shows nothing of it, and is
// put right when a signal ends the program meanwhile.
func (p *program) readHidden(question string) (string, error) {
	const longest = 8 << 10
	fd := p.stdin.Fd()
	if !term.IsTerminal(fd) {
		text, err := io.ReadAll(io.LimitReader(p.stdin, longest))
		return string(text), err
	}
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("look at the terminal: %w", err)
	}
	p.signals.hand(func(sig os.Signal) {
		_ = term.Restore(fd, before)
		exitAt(sig)
	})
	defer p.signals.hand(exitAt)
	_, _ = fmt.Fprint(p.stderr, p.words.Say(question)+" ")
	text, err := term.ReadPassword(fd)
	_, _ = fmt.Fprintln(p.stderr)
	if err != nil {
		return "", fmt.Errorf("read from the terminal: %w", err)
	}
	return string(text), nil
}

// ringFault says in a sentence why the keyring did not do what was asked.
func (p *program) ringFault(err error) error {
	if errors.Is(err, credentials.ErrNotFound) {
		return errors.New(p.words.Say("token_forget.unknown"))
	}
	return errors.New(p.words.Say("token_forget.fault"))
}

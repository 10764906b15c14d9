package cli

import (
	"context"
	"errors"
	"strings"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/run"
)

// sayMeant names in a sentence the accounts that may be meant where an id was no account that the token
// can read: the one that Meta says a number belongs to, or those that the token is for. It
// opens none of them, since whose they are is for a person to say.
func (p *program) sayMeant(ctx context.Context, client *api.Client, tried api.WABAID, why error) string {
	if !run.NotAnAccount(why) && !refusesAccess(why) {
		return ""
	}
	token, err := client.DebugToken(ctx)
	if err != nil {
		token = api.TokenInfo{} // a number may tell by itself
	}
	found := run.FindMeant(ctx, client, token, tried)
	switch {
	case found.Account != "":
		return p.words.Say("numbers.meant.number", "Account", found.Account)
	case len(found.Accounts) > 0:
		return p.words.Say("numbers.meant.token", "Accounts", accountFlags(found))
	}
	return ""
}

func accountFlags(found flows.Found) string {
	all := make([]string, len(found.Accounts))
	for i, id := range found.Accounts {
		all[i] = "--account " + string(id)
	}
	return strings.Join(all, ", ")
}

// refusesAccess reports whether Graph keeps something from this token.
func refusesAccess(err error) bool {
	var no *api.Error
	const permission, firstDenied, lastDenied = 10, 200, 299
	return errors.As(err, &no) && (no.Code == permission || no.Code >= firstDenied && no.Code <= lastDenied)
}

package flows

import (
	"context"
	"errors"
	"slices"

	"dialtone/api"
)

// Examine looks at everything that a job depends on, from this machine to the
// account, and changes nothing. Without a token Graph is asked all the same: that
// it refuses shows that it is there, what time it has and which version it serves.
func (r *Runner) Examine(ctx context.Context, t Target) Exam {
	e := Exam{Place: r.place(t), Given: !t.Token.Empty(), Account: t.Account}
	r.examineHere(ctx, &e)
	rests := slices.ContainsFunc(e.Saved, func(a SavedAccount) bool { return a.ID == t.Account })
	if t.Token.Empty() && (t.Saved || rests && t.BaseURL == "") {
		if r.Keyring == nil {
			e.Keeps = ErrKeyring
		} else if t.Token, e.Keeps = r.Keyring.Token(ctx, t.Account); e.Keeps == nil {
			e.Given = !t.Token.Empty()
		}
	}
	client, err := r.dial(t)
	if err != nil {
		e.Silent = err
	} else {
		examineGraph(ctx, client, &e)
	}
	e.At = r.now()
	return e
}

// examineHere looks at this machine.
func (r *Runner) examineHere(ctx context.Context, e *Exam) {
	e.Keyring = ErrKeyring
	if r.Keyring != nil {
		e.Saved, e.Keyring = r.Keyring.Saved(ctx)
	}
	e.JournalOff = r.LookAtJournal == nil
	if !e.JournalOff {
		e.Journal, e.JournalFault = r.LookAtJournal(ctx)
	}
}

// examineGraph asks for the token, and with a good one for its account.
func examineGraph(ctx context.Context, client API, e *Exam) {
	e.Asked = client.Version()
	var err error
	e.Token, err = client.DebugToken(ctx)
	var said *api.Error
	switch {
	case err == nil:
	case errors.As(err, &said) && !said.Foreign():
		e.TokenFault = err
	default:
		e.Silent = err
	}
	if e.good() && e.Account != "" && e.Token.Reaches(e.Account) {
		e.WABA, e.AccountFault = client.Account(ctx, e.Account)
	}
	e.Served, e.Clock = client.Served(), client.Clock()
}

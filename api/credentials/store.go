// Package credentials knows where an access token comes from and where it
// rests: standard input, the environment, and the keyring of the operating
// system. It never writes a token to a file, and no error of this package
// holds a token or a part of one.
package credentials

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Errors that callers branch on; the returned errors wrap them.
var (
	// ErrNotFound says that the store has no token for the account.
	ErrNotFound = errors.New("no saved token for this account")
	// ErrUnavailable says that this machine has no keyring service, or that
	// the service refuses to work: locked, dismissed, or without a session.
	ErrUnavailable = errors.New("the keyring of this machine cannot be used")
	// ErrTooBig says that the keyring of this system takes no entry that long.
	ErrTooBig = errors.New("too long for the keyring of this machine")
	// ErrBadAccount says that an account id cannot name a keyring entry.
	ErrBadAccount = errors.New("not an account id")
)

// Account is a WhatsApp Business Account whose token is saved.
type Account struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Store keeps one token per account.
type Store interface {
	// Accounts lists the accounts that have a token, in the order in which
	// they were first saved.
	Accounts(ctx context.Context) ([]Account, error)
	// Token returns the token of an account, or ErrNotFound.
	Token(ctx context.Context, id string) (string, error)
	// Save keeps the token, replacing the one that the account had.
	Save(ctx context.Context, a Account, token string) error
	// Forget deletes the token of an account, or answers ErrNotFound.
	Forget(ctx context.Context, id string) error
}

// checkID refuses what would end up as another entry, or as a second line in
// the command that the macOS keyring is driven with.
func checkID(id string) error {
	const longest = 128
	odd := func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }
	if id == "" || id == indexEntry || len(id) > longest || strings.ContainsFunc(id, odd) {
		return fmt.Errorf("keyring: %w", ErrBadAccount)
	}
	return nil
}

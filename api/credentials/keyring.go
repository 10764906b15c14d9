package credentials

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

const (
	service      = "dialtone"
	defaultLimit = 3 * time.Second
)

// Keyring is the [Store] in the keyring of the operating system: Keychain,
// Credential Manager or Secret Service. The zero value is ready for use.
//
// A call that runs out of time may still finish behind our back: after such an
// error the entry may or may not be there.
type Keyring struct {
	// Limit is how long one call may take in all; zero means three seconds.
	// Raise it where a person may have to type a password to open the keyring.
	Limit time.Duration

	ring ring // what the tests put in place of the system's keyring
}

var _ Store = Keyring{}

// ring is what we need of a keyring.
type ring interface {
	Get(service, user string) (string, error)
	Set(service, user, password string) error
	Delete(service, user string) error
}

// system is the keyring of the operating system.
type system struct{}

func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (system) Set(service, user, password string) error { return keyring.Set(service, user, password) }
func (system) Delete(service, user string) error        { return keyring.Delete(service, user) }

// Accounts lists the accounts that have a token. An account in the index
// whose token is gone, deleted with the system's own tools say, is left out.
func (k Keyring) Accounts(ctx context.Context) ([]Account, error) {
	ctx, cancel := k.limit(ctx)
	defer cancel()
	listed, err := k.index(ctx)
	if err != nil {
		return nil, fmt.Errorf("list saved accounts: %w", err)
	}
	var live []Account
	for _, a := range listed {
		// The index is not written back: another window may be between its
		// index entry and its token just now, and would lose the former.
		switch _, err := k.get(ctx, a.ID); {
		case err == nil:
			live = append(live, a)
		case !errors.Is(err, ErrNotFound):
			return nil, fmt.Errorf("list saved accounts: %w", err)
		}
	}
	return live, nil
}

// Token returns the saved token of an account, or [ErrNotFound].
func (k Keyring) Token(ctx context.Context, id string) (string, error) {
	if err := checkID(id); err != nil {
		return "", err
	}
	ctx, cancel := k.limit(ctx)
	defer cancel()
	token, err := k.get(ctx, id)
	if err != nil {
		return "", fmt.Errorf("read saved token: %w", err)
	}
	return token, nil
}

// Save keeps the token of an account. The token goes through [Clean] first.
// Saving an account again replaces its token and its name.
func (k Keyring) Save(ctx context.Context, a Account, token string) error {
	if err := checkID(a.ID); err != nil {
		return err
	}
	token, err := Clean(token)
	if err != nil {
		return err
	}
	ctx, cancel := k.limit(ctx)
	defer cancel()
	if err := k.save(ctx, a, token); err != nil {
		return fmt.Errorf("save token: %w", without(err, token))
	}
	return nil
}

// save writes the index first: should the second write never happen, the index
// names a missing token and heals by itself. The other way round a token would
// rest in the keyring with nothing to show or delete it by.
func (k Keyring) save(ctx context.Context, a Account, token string) error {
	if err := k.enlist(ctx, a); err != nil {
		return err
	}
	return k.put(ctx, a.ID, token)
}

// put writes an entry, and looks whether it is there: Secret Service reports success when
// the person dismisses its dialog.
func (k Keyring) put(ctx context.Context, entry, text string) error {
	if err := k.set(ctx, entry, text); err != nil {
		return err
	}
	kept, err := k.get(ctx, entry)
	if errors.Is(err, ErrNotFound) || (err == nil && kept != text) {
		return fmt.Errorf("%w: it did not keep the entry", ErrUnavailable)
	}
	return err
}

// Forget deletes the token of an account, its app secret and its place in the index.
func (k Keyring) Forget(ctx context.Context, id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	ctx, cancel := k.limit(ctx)
	defer cancel()
	if err := k.forget(ctx, id); err != nil {
		return fmt.Errorf("forget token: %w", err)
	}
	return nil
}

func (k Keyring) forget(ctx context.Context, id string) error {
	gone := k.drop(ctx, id)
	if gone != nil && !errors.Is(gone, ErrNotFound) {
		return gone
	}
	if err := k.drop(ctx, secretEntry(id)); !errors.Is(err, ErrNotFound) {
		if err != nil {
			return err
		}
		gone = nil
	}
	listed, err := k.delist(ctx, id)
	if err != nil {
		return err
	}
	if listed {
		return nil
	}
	return gone
}

// drop deletes an entry, and looks whether it is gone: a dismissed dialog counts as success
// here, too.
func (k Keyring) drop(ctx context.Context, entry string) error {
	if err := k.del(ctx, entry); err != nil {
		return err
	}
	switch _, err := k.get(ctx, entry); {
	case err == nil:
		return fmt.Errorf("%w: it did not delete the entry", ErrUnavailable)
	case !errors.Is(err, ErrNotFound):
		return err
	}
	return nil
}

func (k Keyring) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if k.Limit > 0 {
		return context.WithTimeout(ctx, k.Limit)
	}
	return context.WithTimeout(ctx, defaultLimit)
}

func (k Keyring) open() ring {
	if k.ring != nil {
		return k.ring
	}
	return system{}
}

func (k Keyring) get(ctx context.Context, user string) (string, error) {
	return ask(ctx, func() (string, error) { return k.open().Get(service, user) })
}

func (k Keyring) set(ctx context.Context, user, password string) error {
	_, err := ask(ctx, func() (struct{}, error) { return struct{}{}, k.open().Set(service, user, password) })
	return err
}

func (k Keyring) del(ctx context.Context, user string) error {
	_, err := ask(ctx, func() (struct{}, error) { return struct{}{}, k.open().Delete(service, user) })
	return err
}

// ask runs a keyring call beside us, because none of them can be interrupted
// and one over D-Bus can hang for ever.
func ask[T any](ctx context.Context, call func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	done := make(chan answer, 1) // room for an answer that nobody waits for any more
	go func() {
		a := answer{err: fmt.Errorf("%w: its answer makes no sense", ErrUnavailable)}
		defer func() {
			// The D-Bus client trusts the types it is sent. A panic here would
			// end the program without putting the terminal right.
			_ = recover()
			done <- a
		}()
		v, err := call()
		a = answer{v, classify(err)}
	}()
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case a := <-done:
		return a.value, a.err
	}
}

// classify turns what a keyring says into the errors of this package.
func classify(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooBig
	default:
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
}

// without drops the cause of an error that repeats the token it was given.
func without(err error, token string) error {
	said, coded := err.Error(), base64.StdEncoding.EncodeToString([]byte(token))
	if errors.Is(err, ErrUnavailable) && (strings.Contains(said, token) || strings.Contains(said, coded)) {
		return ErrUnavailable
	}
	return err
}

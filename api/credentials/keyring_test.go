package credentials

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

// The tests over keyring.MockInit share its one provider, hence run in a row.

var (
	lotus = Account{ID: "100000000000001", Name: "Lotus Bakery"}
	tram  = Account{ID: "100000000000002", Name: "Tram & Co"}
)

func TestKeyringSavesListsAndForgets(t *testing.T) {
	keyring.MockInit()
	ctx, k := t.Context(), Keyring{}
	wantAccounts(t, k)
	must(t, k.Save(ctx, lotus, token))
	must(t, k.Save(ctx, tram, "Bearer other-token\n"))
	wantAccounts(t, k, lotus, tram)
	wantToken(t, k, lotus.ID, token)
	wantToken(t, k, tram.ID, "other-token")

	renamed := Account{ID: lotus.ID, Name: "Lotus Bakery Ltd"}
	must(t, k.Save(ctx, renamed, "new-token"))
	wantAccounts(t, k, renamed, tram)
	wantToken(t, k, lotus.ID, "new-token")

	must(t, k.Forget(ctx, lotus.ID))
	wantAccounts(t, k, tram)
	if _, err := k.Token(ctx, lotus.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("token of a forgotten account: %v", err)
	}
	if err := k.Forget(ctx, lotus.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("forget twice: %v", err)
	}
	must(t, k.Forget(ctx, tram.ID))
	if _, err := keyring.Get(service, indexEntry); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("an empty index stayed behind: %v", err)
	}
}

func TestKeyringRepairsTheIndex(t *testing.T) {
	for _, tt := range []struct {
		name, index string
		tokens      []string
		want        []Account
	}{
		{name: "token gone", index: `[{"id":"1","name":"a"},{"id":"2","name":"b"}]`, tokens: []string{"2"}, want: []Account{{"2", "b"}}},
		{name: "twice the same", index: `[{"id":"1","name":"a"},{"id":"1","name":"b"}]`, tokens: []string{"1"}, want: []Account{{"1", "a"}}},
		{name: "not an id", index: `[{"id":""},{"id":"accounts"},{"id":"1\n2"}]`},
		{name: "not a list", index: `{"id":`, tokens: []string{"1"}},
		{name: "nothing", index: ``},
	} {
		t.Run(tt.name, func(t *testing.T) {
			keyring.MockInit()
			must(t, keyring.Set(service, indexEntry, tt.index))
			for _, id := range tt.tokens {
				must(t, keyring.Set(service, id, token))
			}
			k := Keyring{}
			wantAccounts(t, k, tt.want...)
			must(t, k.Save(t.Context(), lotus, token))
			wantAccounts(t, k, append(tt.want, lotus)...)
		})
	}
}

func TestForgetClearsAStaleIndexEntry(t *testing.T) {
	keyring.MockInit()
	must(t, keyring.Set(service, indexEntry, `[{"id":"1","name":"a"}]`))
	must(t, Keyring{}.Forget(t.Context(), "1"))
	if err := (Keyring{}).Forget(t.Context(), "1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("forget after the repair: %v", err)
	}
}

// calls does everything a store can do and hands over each error.
func calls(ctx context.Context, s Store) map[string]error {
	_, list := s.Accounts(ctx)
	_, get := s.Token(ctx, lotus.ID)
	return map[string]error{
		"Accounts": list, "Token": get,
		"Save": s.Save(ctx, lotus, token), "Forget": s.Forget(ctx, lotus.ID),
	}
}

func TestKeyringErrors(t *testing.T) {
	for _, tt := range []struct {
		name      string
		err, want error
	}{
		{"no service", errors.New("dbus-launch: not found"), ErrUnavailable},
		{"unsupported system", keyring.ErrUnsupportedPlatform, ErrUnavailable},
		{"too big", keyring.ErrSetDataTooBig, ErrTooBig},
		{"repeats the token", errors.New("cannot store " + token), ErrUnavailable},
		{"repeats it encoded", errors.New("-w " + base64.StdEncoding.EncodeToString([]byte(token))), ErrUnavailable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			keyring.MockInitWithError(tt.err)
			for name, err := range calls(t.Context(), Keyring{}) {
				if !errors.Is(err, tt.want) {
					t.Errorf("%s: %v, want %v", name, err, tt.want)
				}
			}
			wantNoLeak(t, Keyring{}.Save(t.Context(), lotus, token))
		})
	}
}

func TestKeyringRefusesBadInput(t *testing.T) {
	keyring.MockInit()
	ctx, k := t.Context(), Keyring{}
	for _, id := range []string{"", indexEntry, "1 2", "1\n2", "\x1b", strings.Repeat("1", 129)} {
		_, get := k.Token(ctx, id)
		for _, err := range []error{get, k.Save(ctx, Account{ID: id}, token), k.Forget(ctx, id)} {
			if !errors.Is(err, ErrBadAccount) {
				t.Errorf("id %q: %v", id, err)
			}
		}
	}
	var bad *TokenError
	if err := k.Save(ctx, lotus, "two words"); !errors.As(err, &bad) || bad.Reason != InnerSpace {
		t.Errorf("bad token: %v", err)
	}
	wantAccounts(t, k)
}

func TestKeyringHonoursTheContext(t *testing.T) {
	keyring.MockInit()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, err := range calls(ctx, Keyring{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// fake is a keyring that hangs, panics, or says yes and does nothing.
type fake struct {
	act  func()
	held string
}

func (f fake) Get(_, user string) (string, error) {
	f.act()
	if f.held == "" || user == indexEntry {
		return "", keyring.ErrNotFound
	}
	return f.held, nil
}
func (f fake) Set(_, _, _ string) error { f.act(); return nil }
func (f fake) Delete(_, _ string) error { f.act(); return nil }

func TestKeyringGivesUpOnAHangingService(t *testing.T) {
	t.Parallel()
	for _, limit := range []time.Duration{0, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			hang := make(chan struct{})
			k := Keyring{Limit: limit, ring: fake{act: func() { <-hang }}}
			start := time.Now()
			for name, err := range calls(t.Context(), k) {
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%s: %v", name, err)
				}
			}
			want := 4 * limit
			if limit == 0 {
				want = 4 * 3 * time.Second
			}
			if got := time.Since(start); got != want {
				t.Errorf("waited %v, want %v", got, want)
			}
			close(hang)
		})
	}
}

func TestKeyringSurvivesAPanic(t *testing.T) {
	t.Parallel()
	for name, err := range calls(t.Context(), Keyring{ring: fake{act: func() { panic(token) }}}) {
		if !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
		wantNoLeak(t, err)
	}
}

func TestKeyringDoesNotBelieveADismissedDialog(t *testing.T) {
	t.Parallel()
	nothing := func() {}
	for _, held := range []string{"", "an older token"} {
		k := Keyring{ring: fake{nothing, held}}
		if err := k.Save(t.Context(), lotus, token); !errors.Is(err, ErrUnavailable) {
			t.Errorf("save, while %q stays: %v", held, err)
		}
	}
	k := Keyring{ring: fake{nothing, token}}
	if err := k.Forget(t.Context(), lotus.ID); !errors.Is(err, ErrUnavailable) {
		t.Errorf("forget: %v", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantAccounts(t *testing.T, s Store, want ...Account) {
	t.Helper()
	got, err := s.Accounts(t.Context())
	must(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("accounts %v, want %v", got, want)
	}
}

func wantToken(t *testing.T, s Store, id, want string) {
	t.Helper()
	got, err := s.Token(t.Context(), id)
	must(t, err)
	if got != want {
		t.Errorf("token of %s is %q, want %q", id, got, want)
	}
}

// wantNoLeak looks at every error in the chain, since any of them may be logged.
func wantNoLeak(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, secret := range []string{token, base64.StdEncoding.EncodeToString([]byte(token))} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("leaks the token: %v", err)
		}
	}
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		wantNoLeak(t, err.Unwrap())
	case interface{ Unwrap() []error }:
		for _, cause := range err.Unwrap() {
			wantNoLeak(t, cause)
		}
	}
}

package credentials

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

const aSecret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

func TestAppSecretsAsPeoplePasteThem(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		aSecret, " " + aSecret + "\n", strings.ToUpper(aSecret), `"` + aSecret + `"`, "APP_SECRET=" + aSecret, "export DIALTONE_APP_SECRET='" + aSecret + "'",
		"\ufeff" + aSecret, "220771904456101|" + aSecret, `"app_secret": "` + aSecret + `",`, "app_secret: " + aSecret,
	} {
		if got, err := CleanAppSecret(text); got != aSecret || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", " ", aSecret[1:], aSecret + "0", "EAAB" + aSecret[4:], strings.Repeat("x", 32), "your_app_secret", "••••" + aSecret[4:], aSecret[:16] + "\n" + aSecret[16:],
		strings.Repeat(aSecret, 1000), "123456",
	} {
		if got, err := CleanAppSecret(text); !errors.Is(err, ErrAppSecret) || got != "" {
			t.Errorf("%.40q: %q, %v", text, got, err)
		}
	}
}

func TestKeyringKeepsAppSecrets(t *testing.T) {
	keyring.MockInit()
	ctx, k := t.Context(), Keyring{}
	holds := func(want ...Holding) {
		t.Helper()
		if got, err := k.Holdings(ctx); err != nil || !slices.Equal(got, want) {
			t.Errorf("it holds %v, %v, want %v", got, err, want)
		}
	}
	holds()
	must(t, k.SaveAppSecret(ctx, tram.ID, "APP_SECRET="+aSecret))
	holds(Holding{Account{ID: tram.ID}, false, true})
	wantAccounts(t, k) // those that have a token
	must(t, k.Save(ctx, tram, token))
	must(t, k.Save(ctx, lotus, token))
	must(t, k.SaveAppSecret(ctx, tram.ID, aSecret)) // its name stays
	holds(Holding{tram, true, true}, Holding{lotus, true, false})
	if got, err := k.AppSecret(ctx, tram.ID); got != aSecret || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := k.AppSecret(ctx, lotus.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("an account without one: %v", err)
	}
	must(t, k.Forget(ctx, tram.ID))
	holds(Holding{lotus, true, false})
	if _, err := k.AppSecret(ctx, tram.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("it stayed behind: %v", err)
	}
	must(t, k.SaveAppSecret(ctx, tram.ID, aSecret))
	must(t, k.Forget(ctx, tram.ID)) // no token is needed for that
	if err := k.SaveAppSecret(ctx, tram.ID, "nothing"); !errors.Is(err, ErrAppSecret) {
		t.Errorf("no secret: %v", err)
	}
	if err := k.SaveAppSecret(ctx, indexEntry, aSecret); !errors.Is(err, ErrBadAccount) {
		t.Errorf("no account: %v", err)
	}
	keyring.MockInitWithError(errors.New("cannot store " + aSecret))
	if err := k.SaveAppSecret(ctx, tram.ID, aSecret); err == nil || strings.Contains(err.Error(), aSecret) {
		t.Errorf("it repeats the secret: %v", err)
	}
}

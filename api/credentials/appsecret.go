package credentials

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dialtone/api/pattern"
)

// EnvAppSecret is the environment variable that may hold the secret of the token's app.
const EnvAppSecret = "DIALTONE_APP_SECRET"

// ErrAppSecret says that a text is no app secret. It does not hold the text.
var ErrAppSecret = errors.New("an app secret has 32 characters, 0 to 9 and a to f")

var (
	wrappedSecret = pattern.Of(`(?i)^(?:export\s+)?["']?[a-z_]*secret["']?\s*[=:]\s*`)
	appSecretOnly = pattern.Of(`^[0-9a-f]{32}$`)
)

// CleanAppSecret returns a typed or pasted app secret as it signs: without blanks and quotes
// around it, and without the name or the app's id that it was copied with.
func CleanAppSecret(text string) (string, error) {
	if len(text) > maxToken {
		return "", ErrAppSecret
	}
	text = trim(text)
	text = strings.Trim(wrappedSecret().ReplaceAllString(text, ""), `"';,`)
	if id, secret, pair := strings.Cut(text, "|"); pair && strings.Trim(id, "0123456789") == "" {
		text = secret
	}
	text = trim(text)
	secret := strings.ToLower(text)
	if strings.HasPrefix(text, metas) || !appSecretOnly().MatchString(secret) {
		return "", ErrAppSecret
	}
	return secret, nil
}

// secretEntry is the keyring entry of an account's app secret. It cannot collide: account
// ids are numbers.
func secretEntry(id string) string { return id + ".app-secret" }

// AppSecret returns the saved app secret of an account, or [ErrNotFound].
func (k Keyring) AppSecret(ctx context.Context, id string) (string, error) {
	if err := checkID(id); err != nil {
		return "", err
	}
	ctx, cancel := k.limit(ctx)
	defer cancel()
	secret, err := k.get(ctx, secretEntry(id))
	if err != nil {
		return "", fmt.Errorf("read saved app secret: %w", err)
	}
	return secret, nil
}

// SaveAppSecret keeps the secret of the app whose tokens open an account. It goes through
// [CleanAppSecret] first.
func (k Keyring) SaveAppSecret(ctx context.Context, id, secret string) error {
	if err := checkID(id); err != nil {
		return err
	}
	secret, err := CleanAppSecret(secret)
	if err != nil {
		return err
	}
	ctx, cancel := k.limit(ctx)
	defer cancel()
	list, err := k.index(ctx)
	if err == nil && position(list, id) < 0 { // as with a token, the index comes first
		err = k.enlist(ctx, Account{ID: id})
	}
	if err == nil {
		err = k.put(ctx, secretEntry(id), secret)
	}
	if err != nil {
		return fmt.Errorf("save app secret: %w", without(err, secret))
	}
	return nil
}

// Holding is what the keyring holds for an account.
type Holding struct {
	Account
	Token, AppSecret bool
}

// Holdings lists the accounts for which the keyring holds something, in the order in which
// they were first saved.
func (k Keyring) Holdings(ctx context.Context) ([]Holding, error) {
	ctx, cancel := k.limit(ctx)
	defer cancel()
	listed, err := k.index(ctx)
	if err != nil {
		return nil, fmt.Errorf("list saved accounts: %w", err)
	}
	var all []Holding
	for _, a := range listed {
		h := Holding{Account: a}
		for entry, there := range map[string]*bool{a.ID: &h.Token, secretEntry(a.ID): &h.AppSecret} {
			_, err := k.get(ctx, entry)
			if err != nil && !errors.Is(err, ErrNotFound) {
				return nil, fmt.Errorf("list saved accounts: %w", err)
			}
			*there = err == nil
		}
		if h.Token || h.AppSecret {
			all = append(all, h)
		}
	}
	return all, nil
}

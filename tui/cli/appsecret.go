package cli

import (
	"context"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/flows"
)

// envAppSecret is the app secret of the environment; empty for none.
func (p *program) envAppSecret() (api.Secret, error) {
	text := p.env[credentials.EnvAppSecret]
	if text == "" {
		return api.Secret{}, nil
	}
	secret, err := credentials.CleanAppSecret(text)
	if err != nil {
		return api.Secret{}, p.usage("usage.app_secret", "From", credentials.EnvAppSecret)
	}
	return api.NewSecret(secret), nil
}

// appSecretOf is the app secret for a target that no sandbox answers: the given one, or the
// one that the keyring has for its account. Most apps demand none, so that a keyring which
// does not answer is no fault.
func appSecretOf(ctx context.Context, given api.Secret, t flows.Target) api.Secret {
	if !given.Empty() || t.Sandbox || t.Account == "" {
		return given
	}
	secret, err := credentials.Keyring{}.AppSecret(ctx, string(t.Account))
	if err != nil {
		return api.Secret{}
	}
	return api.NewSecret(secret)
}

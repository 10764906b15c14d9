package run

import (
	"context"

	"dialtone/api"
	"dialtone/flows"
)

// API is what the flows need of the Graph API. [api.Client] is one.
type API interface {
	Version() api.Version
	Served() api.Version
	Clock() api.Clock
	DebugToken(context.Context) (api.TokenInfo, error)
	Account(context.Context, api.WABAID) (api.Account, error)
	NumbersPage(context.Context, api.WABAID, api.NumbersQuery) (api.NumbersPage, error)
	AddNumber(context.Context, api.WABAID, api.NewNumber) (api.PhoneNumberID, error)
	Number(context.Context, api.PhoneNumberID, ...api.Field) (api.Number, error)
	RequestCode(context.Context, api.PhoneNumberID, api.CodeMethod, api.Language) error
	VerifyCode(context.Context, api.PhoneNumberID, api.Secret) error
	Register(context.Context, api.PhoneNumberID, api.Registration) (api.RegisterAnswer, error)
	Deregister(context.Context, api.PhoneNumberID) error
	SetPIN(context.Context, api.PhoneNumberID, api.Secret) error
	SetDisplayName(context.Context, api.PhoneNumberID, string) error
	Profile(context.Context, api.PhoneNumberID) (api.Profile, error)
	SetProfile(context.Context, api.PhoneNumberID, api.ProfileChange) error
	Settings(context.Context, api.PhoneNumberID) (api.Settings, error)
	SetStorage(context.Context, api.PhoneNumberID, api.Storage) error
	SetIdentityCheck(context.Context, api.PhoneNumberID, bool) error
	SubscribedApps(context.Context, api.WABAID) ([]api.App, error)
	Subscribe(context.Context, api.WABAID) error
	SendMessage(context.Context, api.PhoneNumberID, api.Message) (api.Sent, error)
	PoolAPI
}

// PoolAPI is what the pool needs of the Graph API.
type PoolAPI interface {
	PreverifiedPage(context.Context, api.BusinessID, api.PreverifiedQuery) (api.PreverifiedPage, error)
	AddPreverified(context.Context, api.BusinessID, string) (api.PreverifiedID, error)
	Preverified(context.Context, api.PreverifiedID) (api.Preverified, error)
	RequestPreverifiedCode(context.Context, api.PreverifiedID, api.CodeMethod, api.Language) error
	VerifyPreverifiedCode(context.Context, api.PreverifiedID, api.Secret) error
}

// Keyring is where tokens rest between sessions.
type Keyring interface {
	Saved(context.Context) ([]flows.SavedAccount, error)
	Token(context.Context, api.WABAID) (api.Secret, error)
	Save(context.Context, flows.SavedAccount, api.Secret) error
}

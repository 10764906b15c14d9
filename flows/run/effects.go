package run

import (
	"context"
	"errors"
	"reflect"

	"dialtone/flows"
)

// registry says what carries out the effects of each type.
type registry map[reflect.Type]func(context.Context, *Runner, flows.Command) (flows.Event, error)

// effects are all of them. One that is not here is found by a test.
func effects() registry {
	all := registry{}

	// What this machine does.
	local(all, (*Runner).openSandbox)
	local(all, (*Runner).playStep)
	local(all, (*Runner).letPass)
	local(all, (*Runner).listSaved)
	local(all, (*Runner).examine)
	local(all, (*Runner).poll)
	register(all, (*Runner).openAccount)

	// What is written on this machine.
	written(all, (*Runner).saveToken)
	written(all, (*Runner).openJournal)
	written(all, (*Runner).noteState)
	written(all, (*Runner).closeJournal)
	written(all, (*Runner).noteLock)
	written(all, (*Runner).noteRefusal)
	written(all, (*Runner).skipJournal)
	written(all, (*Runner).listUnfinished)

	// The calls that Meta counts, and one between them.
	counts(all, (*Runner).sendCode)
	counts(all, (*Runner).handInCode)
	counts(all, (*Runner).register)
	counts(all, (*Runner).deregister)
	counts(all, (*Runner).takeOff)
	counts(all, (*Runner).setStorage)
	counts(all, (*Runner).sendPoolCode)
	counts(all, (*Runner).handInPoolCode)

	// The other calls.
	calls(all, readNumbers)
	calls(all, createNumber)
	calls(all, findNumber)
	calls(all, readNumber)
	calls(all, replacePIN)
	calls(all, readSettings)
	calls(all, setIdentity)
	calls(all, readFacts)
	calls(all, readBack)
	calls(all, readApps)
	calls(all, subscribeApp)
	calls(all, sendTest)
	calls(all, askName)
	calls(all, readProfile)
	calls(all, saveProfile)
	calls(all, readPool)
	calls(all, addPooled)
	calls(all, findPooled)
	calls(all, readPooled)
	return all
}

// register has a function carry out the effects of a type.
func register[E flows.Effect](all registry, do func(*Runner, context.Context, flows.Command, E) (flows.Event, error)) {
	all[reflect.TypeFor[E]()] = func(ctx context.Context, r *Runner, c flows.Command) (flows.Event, error) {
		return do(r, ctx, c, c.Effect.(E))
	}
}

// local registers what needs no open account.
func local[E flows.Effect](all registry, do func(*Runner, context.Context, E) (flows.Event, error)) {
	register(all, func(r *Runner, ctx context.Context, _ flows.Command, e E) (flows.Event, error) { return do(r, ctx, e) })
}

// written registers what is brought to its end although the operator goes on
// meanwhile, which ends the context.
func written[E flows.Effect](all registry, do func(*Runner, context.Context, E) flows.Event) {
	register(all, func(r *Runner, ctx context.Context, _ flows.Command, e E) (flows.Event, error) {
		return do(r, context.WithoutCancel(ctx), e), nil
	})
}

// counts registers what needs an open account, and looks before it acts.
func counts[E flows.Effect](all registry, do func(*Runner, context.Context, API, flows.Command, E) (flows.Event, error)) {
	register(all, func(r *Runner, ctx context.Context, c flows.Command, e E) (flows.Event, error) {
		client, err := r.client()
		if err != nil {
			return nil, err
		}
		return do(r, ctx, client, c, e)
	})
}

// calls registers what needs an open account and nothing else.
func calls[E flows.Effect](all registry, do func(context.Context, API, E) (flows.Event, error)) {
	counts(all, func(_ *Runner, ctx context.Context, client API, _ flows.Command, e E) (flows.Event, error) {
		return do(ctx, client, e)
	})
}

// client is the client of the open account.
func (r *Runner) client() (API, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.api == nil {
		return nil, errors.New("no account is open")
	}
	return r.api, nil
}

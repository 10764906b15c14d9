package run

import (
	"context"
	"errors"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/doctor"
)

// ExamineToken asks Meta what a token is, and nothing else, and judges it as the doctor does.
// The error says why Meta did not describe it.
func ExamineToken(ctx context.Context, client API, place string, at time.Time) (api.TokenInfo, []flows.Checkup, error) {
	token, fault := client.DebugToken(ctx)
	e := doctor.Exam{At: at, Place: place, Given: true, Token: token, TokenFault: fault, Asked: client.Version()}
	var lost *api.TransportError
	if errors.As(fault, &lost) {
		e.Silent = fault
	}
	about := []flows.CheckID{flows.CheckGraph, flows.CheckToken, flows.CheckKind, flows.CheckExpiry, flows.CheckScopes}
	others := func(c flows.Checkup) bool { return !slices.Contains(about, c.Check) }
	return token, slices.DeleteFunc(e.Checkups(), others), fault
}

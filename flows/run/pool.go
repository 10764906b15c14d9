package run

import (
	"context"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// The calls about the pool. Its code requests are not kept in the journal: their
// limit is one of the hour, and a number that is not in an account has no record.

func readPool(ctx context.Context, client API, e flows.ReadPool) (flows.Event, error) {
	page, err := client.PreverifiedPage(ctx, e.Business, api.PreverifiedQuery{Limit: pageSize, After: e.After})
	return flows.PoolListed{Business: e.Business, Page: page}, err
}

func addPooled(ctx context.Context, client API, e flows.AddPooled) (flows.Event, error) {
	id, err := client.AddPreverified(ctx, e.Business, e.Phone.E164)
	return flows.PooledAdded{ID: id}, err
}

func readPooled(ctx context.Context, client API, e flows.ReadPooled) (flows.Event, error) {
	p, err := client.Preverified(ctx, e.ID)
	return flows.PooledRead{Number: p}, err
}

func (r *Runner) sendPoolCode(ctx context.Context, client API, c flows.Command, e flows.SendPoolCode) (flows.Event, error) {
	if err := lookInPool(ctx, client, c, e.ID); err != nil {
		return nil, err
	}
	return flows.CodeSent{}, client.RequestPreverifiedCode(ctx, e.ID, e.Method, e.Language)
}

func (r *Runner) handInPoolCode(ctx context.Context, client API, c flows.Command, e flows.HandInPoolCode) (flows.Event, error) {
	if err := lookInPool(ctx, client, c, e.ID); err != nil {
		return nil, err
	}
	return flows.CodeAccepted{}, client.VerifyPreverifiedCode(ctx, e.ID, e.Code)
}

// findPooled walks the pool for a number that was just added.
func findPooled(ctx context.Context, client API, e flows.FindPooled) (flows.Event, error) {
	query := api.PreverifiedQuery{Limit: pageSize}
	var walk api.Walk
	for {
		page, err := client.PreverifiedPage(ctx, e.Business, query)
		if err != nil {
			return nil, afterwards(e.Spec().Call, err)
		}
		for _, p := range page.Numbers {
			if phone, err := phone.ParseDisplay(p.Phone); err == nil && phone.E164 == e.Phone.E164 && api.IsID(string(p.ID)) {
				return flows.PooledAdded{ID: p.ID}, nil
			}
		}
		if walk, query.After = walk.Preverified(page); query.After == "" {
			return nil, e.Cause
		}
	}
}

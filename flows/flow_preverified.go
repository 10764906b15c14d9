package flows

import (
	"cmp"
	"context"

	"dialtone/api"
	"dialtone/eligibility"
)

// Numbers that a Solution Partner verifies in advance (docs): see the pool, add
// to it, verify, and use one for the account, which then needs no code.

func preverifiedFlow() Flow {
	return Flow{
		Job:   JobPreverified,
		Steps: []Step{StepConnect, StepPool, StepPoolCode, StepPoolUse},
		Start: Pool, Begin: startPool,
		States: []Declaration{
			{Pool, StepPool, []api.Endpoint{api.ListPreverified}},
			{PoolBusiness, StepPool, []api.Endpoint{api.ListPreverified}},
			{PoolAdd, StepPool, []api.Endpoint{api.AddPreverified, api.GetPreverified}},
			{PoolCode, StepPoolCode, []api.Endpoint{api.GetPreverified, api.RequestPreverifiedCode}},
			{PoolEnter, StepPoolCode, []api.Endpoint{api.GetPreverified, api.VerifyPreverifiedCode}},
			{PoolUse, StepPoolUse, []api.Endpoint{api.AddNumber, api.GetNumber}},
		},
		Rows: preverifiedRows,
	}
}

func preverifiedRows() []Transition {
	return []Transition{
		// Whose pool, and what is in it?
		{From: PoolBusiness, On: KBusinessGiven, To: PoolBusiness, Do: openPool},
		{From: PoolBusiness, On: KPoolListed, If: morePool, To: Pool, Do: keepPoolPageAndReadNext},
		{From: PoolBusiness, On: KPoolListed, To: Pool, Do: keepPoolPage},
		{From: Pool, On: KBusinessAsked, To: PoolBusiness},
		{From: Pool, On: KPoolListed, If: morePool, To: Pool, Do: keepPoolPageAndReadNext},
		{From: Pool, On: KPoolListed, To: Pool, Do: keepPoolPage},
		{From: Pool, On: KReloadAsked, To: Pool, Do: listPoolAgain},
		{From: Pool, On: KAddAsked, To: PoolAdd},
		{From: Pool, On: KPooledChosen, If: pooledNoID, To: Pool, Do: explainNoPooledID},
		{From: Pool, On: KPooledChosen, If: both(useChosen, accountTurnedDown), To: Remedy, Do: appealFirst},
		{From: Pool, On: KPooledChosen, If: both(useChosen, canUse), To: PoolUse, Do: takePooled},
		{From: Pool, On: KPooledChosen, If: both(verifyChosen, canVerify), To: PoolCode, Do: takePooledAndRead},
		{From: Pool, On: KPooledChosen, If: verifyChosen, To: Pool, Do: notePoolEarly},

		// A new one.
		{From: PoolAdd, On: KNumberTyped, If: isPoolAdded, To: PoolAdd, Do: readPooledAgain},
		{From: PoolAdd, On: KNumberTyped, If: isPooled, To: Pool, Do: notePoolHas},
		{From: PoolAdd, On: KNumberTyped, To: PoolAdd, Do: addPooled},
		{From: PoolAdd, On: KPooledAdded, To: PoolAdd, Do: readPooledAdded},
		{From: PoolAdd, On: KPooledRead, To: PoolCode, Do: keepPooledAdded, Past: true},
		{From: PoolAdd, On: KFailed, If: ambiguousPoolAdd, To: PoolAdd, Do: findPooled},

		// Its code.
		{From: PoolCode, On: KCodeAsked, If: poolCodesClosed, To: PoolCode, Do: showPoolCodesClosed},
		{From: PoolCode, On: KCodeAsked, To: PoolCode, Do: sendPoolCode},
		{From: PoolCode, On: KOverrideAsked, If: poolCodesShown, To: PoolCode, Do: sendPoolCodeAnyway},
		{From: PoolCode, On: KOvertaken, To: PoolCode, Do: showPoolOvertaken},
		{From: PoolCode, On: KCodeSent, To: PoolEnter, Do: notePoolCodeSent},
		{From: PoolCode, On: KCodeAtHand, If: codeWasSent, To: PoolEnter},
		{From: PoolCode, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: PoolCode, On: KFailed, If: noAnswerToPoolCode, To: PoolEnter, Do: settlePoolCode},
		{From: PoolCode, On: KPooledRead, If: isRenewed, To: Pool, Do: keepPooledAndList, Past: true},
		{From: PoolCode, On: KPooledRead, To: PoolCode, Do: keepPooled},
		{From: PoolEnter, On: KCodeTyped, If: isSettling, To: PoolEnter, Do: readPooledAgain},
		{From: PoolEnter, On: KCodeTyped, If: poolGuessesClosed, To: PoolEnter, Do: showPoolGuessesClosed},
		{From: PoolEnter, On: KCodeTyped, To: PoolEnter, Do: handInPoolCode},
		{From: PoolEnter, On: KOverrideAsked, If: poolGuessesShown, To: PoolEnter, Do: reopenPoolGuesses},
		{From: PoolEnter, On: KOvertaken, To: PoolEnter, Do: showPoolOvertaken},
		{From: PoolEnter, On: KNewCodeAsked, To: PoolCode},
		{From: PoolEnter, On: KReloadAsked, To: PoolEnter, Do: readPooledAgain},
		{From: PoolEnter, On: KCodeAccepted, To: Pool, Do: notePoolVerified, Past: true},
		{From: PoolEnter, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: PoolEnter, On: KFailed, If: ambiguousPoolCode, To: PoolEnter, Do: settlePoolGuess},
		{From: PoolEnter, On: KFailed, If: isSettling, To: PoolEnter, Do: showPoolUnsettled},
		{From: PoolEnter, On: KPooledRead, If: both(isSettling, isRenewed), To: Pool, Do: notePoolSettled, Past: true},
		{From: PoolEnter, On: KPooledRead, If: isSettling, To: PoolEnter, Do: showPoolSettled},
		{From: PoolEnter, On: KPooledRead, If: isRenewed, To: Pool, Do: keepPooledAndList, Past: true},
		{From: PoolEnter, On: KPooledRead, To: PoolEnter, Do: keepPooled},

		// Into the account, and on to its PIN.
		{From: PoolUse, On: KClaimAsked, If: isClaimed, To: PoolUse, Do: readClaimedAgain},
		{From: PoolUse, On: KClaimAsked, If: accountTurnedDown, To: Remedy, Do: appealFirst},
		{From: PoolUse, On: KClaimAsked, To: PoolUse, Do: claimPooled},
		{From: PoolUse, On: KNumberAdded, To: PoolUse, Do: readClaimed},
		{From: PoolUse, On: KFailed, If: ambiguousAdd, To: PoolUse, Do: findAdded},
		{From: PoolUse, On: KNumberRead, To: Derived, Do: takeUpClaimed, Past: true},
	}
}

// What the operator does with the pool.
type (
	// BusinessAsked goes to the question whose pool it is.
	BusinessAsked struct{}
	// BusinessGiven is the answer to it.
	BusinessGiven struct{ ID api.BusinessID }
	// PooledChosen takes up a number of the pool: to use it, or else to verify it.
	PooledChosen struct {
		ID  api.PreverifiedID
		Use bool
	}
	// ClaimAsked confirms that the number at hand goes into the account, under
	// this display name.
	ClaimAsked struct{ Name string }
)

// What the world answers about it.
type (
	// PoolListed is one page of the pool.
	PoolListed struct {
		Business api.BusinessID
		Page     api.PreverifiedPage
	}
	// PooledAdded is the id of a new number of the pool.
	PooledAdded struct{ ID api.PreverifiedID }
	// PooledRead is the present state of a number of the pool.
	PooledRead struct{ Number api.Preverified }
)

// Kind implements [Event].
func (BusinessAsked) Kind() Kind { return KBusinessAsked }
func (BusinessGiven) Kind() Kind { return KBusinessGiven }
func (PooledChosen) Kind() Kind  { return KPooledChosen }
func (ClaimAsked) Kind() Kind    { return KClaimAsked }
func (PoolListed) Kind() Kind    { return KPoolListed }
func (PooledAdded) Kind() Kind   { return KPooledAdded }
func (PooledRead) Kind() Kind    { return KPooledRead }

// The effects.
type (
	// ReadPool reads one page of the pool.
	ReadPool struct {
		Business api.BusinessID
		After    string
	}
	// AddPooled adds a number to the pool.
	AddPooled struct {
		Business api.BusinessID
		Phone    eligibility.Number
	}
	// FindPooled looks for a number in the pool after adding it had no usable
	// answer.
	FindPooled struct {
		Business api.BusinessID
		Phone    eligibility.Number
		Cause    error // what to report when it is not there
	}
	// ReadPooled reads a number of the pool.
	ReadPooled struct{ ID api.PreverifiedID }
	// SendPoolCode requests the code for a number of the pool.
	SendPoolCode struct {
		ID       api.PreverifiedID
		Method   api.CodeMethod
		Language api.Language
	}
	// HandInPoolCode hands it in.
	HandInPoolCode struct {
		ID   api.PreverifiedID
		Code api.Secret
	}
)

// Call implements [Effect].
func (ReadPool) Call() api.Endpoint       { return api.ListPreverified }
func (AddPooled) Call() api.Endpoint      { return api.AddPreverified }
func (FindPooled) Call() api.Endpoint     { return api.AddPreverified }
func (ReadPooled) Call() api.Endpoint     { return api.GetPreverified }
func (SendPoolCode) Call() api.Endpoint   { return api.RequestPreverifiedCode }
func (HandInPoolCode) Call() api.Endpoint { return api.VerifyPreverifiedCode }

func (ReadPool) answer() Kind       { return KPoolListed }
func (AddPooled) answer() Kind      { return KPooledAdded }
func (FindPooled) answer() Kind     { return KPooledAdded }
func (ReadPooled) answer() Kind     { return KPooledRead }
func (SendPoolCode) answer() Kind   { return KCodeSent }
func (HandInPoolCode) answer() Kind { return KCodeAccepted }

// PoolAPI is what the pool needs of the Graph API.
type PoolAPI interface {
	PreverifiedPage(context.Context, api.BusinessID, api.PreverifiedQuery) (api.PreverifiedPage, error)
	AddPreverified(context.Context, api.BusinessID, string) (api.PreverifiedID, error)
	Preverified(context.Context, api.PreverifiedID) (api.Preverified, error)
	RequestPreverifiedCode(context.Context, api.PreverifiedID, api.CodeMethod, api.Language) error
	VerifyPreverifiedCode(context.Context, api.PreverifiedID, api.Secret) error
}

// callPool carries out the effects on the pool. Its code requests are not kept
// in the journal: their limit is one of the hour, and a number that is not in an
// account has no record.
func callPool(ctx context.Context, client PoolAPI, c Command) (event Event, is bool, err error) {
	switch e := c.Effect.(type) {
	case ReadPool:
		page, err := client.PreverifiedPage(ctx, e.Business, api.PreverifiedQuery{Limit: pageSize, After: e.After})
		return PoolListed{e.Business, page}, true, err
	case AddPooled:
		id, err := client.AddPreverified(ctx, e.Business, e.Phone.E164)
		return PooledAdded{id}, true, err
	case FindPooled:
		event, err := findInPool(ctx, client, e)
		return event, true, err
	case ReadPooled:
		p, err := client.Preverified(ctx, e.ID)
		return PooledRead{p}, true, err
	case SendPoolCode:
		if err := lookInPool(ctx, client, c, e.ID); err != nil {
			return nil, true, err
		}
		return CodeSent{}, true, client.RequestPreverifiedCode(ctx, e.ID, e.Method, e.Language)
	case HandInPoolCode:
		if err := lookInPool(ctx, client, c, e.ID); err != nil {
			return nil, true, err
		}
		return CodeAccepted{}, true, client.VerifyPreverifiedCode(ctx, e.ID, e.Code)
	}
	return nil, false, nil
}

// findInPool walks the pool for a number that was just added.
func findInPool(ctx context.Context, client PoolAPI, e FindPooled) (Event, error) {
	query := api.PreverifiedQuery{Limit: pageSize}
	var walk api.Walk
	for {
		page, err := client.PreverifiedPage(ctx, e.Business, query)
		if err != nil {
			return nil, afterwards(e.Call(), err)
		}
		for _, p := range page.Numbers {
			if pooledPhone(p).E164 == e.Phone.E164 && api.IsID(string(p.ID)) {
				return PooledAdded{p.ID}, nil
			}
		}
		if walk, query.After = walk.Preverified(page); query.After == "" {
			return nil, e.Cause
		}
	}
}

// pooledPhone analyses a number of the pool by its own digits.
func pooledPhone(p api.Preverified) eligibility.Number {
	return phoneOf(api.Number{Display: p.Phone})
}

// ownPool is whose pool is worked on: that which was asked for, or else that of
// the business behind the account.
func ownPool(s Session, account api.Account) api.BusinessID {
	owner := account.Owner.ID
	if !api.IsID(string(owner)) {
		owner = ""
	}
	return cmp.Or(s.Want.Business, owner)
}

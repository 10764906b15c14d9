package flows

import (
	"slices"
	"time"

	"dialtone/api"
)

// PoolCode and PoolEnter verify a number of the pool, as CodeMethod and EnterCode do
// one of the account.

func poolCodeRows() []Transition {
	return slices.Concat(
		in(PoolCode,
			on[CodeAsked]{If: poolCodesClosed, Do: storeCodeChoice, Then: cardClosed(api.RequestPreverifiedCode)},
			on[CodeAsked]{Do: storeCodeChoice, Then: sendPoolCode},
			on[OverrideAsked]{If: poolCodesShown, Then: sendPoolCode},
			on[Overtaken]{Do: cardPooledOvertaken},
			on[CodeSent]{To: PoolEnter, Then: logCodeSent(api.RequestPreverifiedCode)},
			on[CodeAtHand]{If: codeWasSent, To: PoolEnter},
			on[Failed]{If: noAnswerToPoolCode, To: PoolEnter, Do: noteMayCome, Then: readPooled},
			on[PooledRead]{If: isRenewed, To: Pool, Do: storeRenewed, Then: listPool, Past: true},
			on[PooledRead]{Do: storePooled},
		),
		in(PoolEnter,
			sentOnce[PooledRead, CodeTyped]{Call: api.VerifyPreverifiedCode, Read: readPooled, Store: storePooled, Shows: isRenewed,
				To: Pool, Then: listPool, Past: true},
			on[CodeTyped]{If: poolGuessesClosed, Then: cardClosed(api.VerifyPreverifiedCode)},
			on[CodeTyped]{Send: handInPoolCode},
			on[OverrideAsked]{If: poolGuessesShown, Then: reopenGuesses(api.VerifyPreverifiedCode)},
			on[Overtaken]{Do: cardPooledOvertaken},
			on[NewCodeAsked]{To: PoolCode},
			on[ReloadAsked]{Then: readPooled},
			on[CodeAccepted]{To: Pool, Do: logPooledVerified, Then: listPool, Past: true},
			on[PooledRead]{If: isRenewed, To: Pool, Do: storeRenewed, Then: listPool, Past: true},
			on[PooledRead]{Do: storePooled},
		),
	)
}

// Effects of the pool's codes.
type (
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

// Spec implements [Effect].
func (SendPoolCode) Spec() Spec   { return answers[CodeSent](api.RequestPreverifiedCode) }
func (HandInPoolCode) Spec() Spec { return answers[CodeAccepted](api.VerifyPreverifiedCode) }

var (
	poolCodesClosed    = closed("codes were asked for too often", api.RequestPreverifiedCode)
	poolCodesShown     = shown("the card says so", api.RequestPreverifiedCode)
	poolGuessesClosed  = closed("codes were guessed too often", api.VerifyPreverifiedCode)
	poolGuessesShown   = shown("the card says so", api.VerifyPreverifiedCode)
	noAnswerToPoolCode = noAnswerTo(api.RequestPreverifiedCode)
	isRenewed          = when("it was verified", func(s Session, e PooledRead) bool { return renewed(s.Pool.At, e.Number) })
)

func sendPoolCode(s *Session, _ time.Time) []Effect {
	s.Settle.Err = nil
	s.Budget = s.Budget.Unlock(s.Counter(api.RequestPreverifiedCode))
	return []Effect{SendPoolCode{s.Pool.At.ID, s.Code.Method, s.Code.Language}}
}

func handInPoolCode(s *Session, e CodeTyped) []Effect {
	return []Effect{HandInPoolCode{s.Pool.At.ID, e.Code}}
}

// storeRenewed takes over a number that somebody verified meanwhile.
func storeRenewed(s *Session, e PooledRead, at time.Time) {
	storePooled(s, e, at)
	s.Notice, s.Settle.Err = NoticePooledVerified, nil
}

// logPooledVerified shows the pool with the new date.
func logPooledVerified(s *Session, _ CodeAccepted, at time.Time) {
	s.did(api.VerifyPreverifiedCode, at)
	s.Notice, s.Settle.Err = NoticePooledVerified, nil
}

// cardPooledOvertaken stops: the number of the pool is not as it was when the
// request was decided on.
func cardPooledOvertaken(s *Session, e Overtaken, at time.Time) {
	s.refundUnsent(e.Call)
	s.storePool(e.Pooled)
	s.Problem = changedCard(api.GetPreverified, at, e.Changed...)
}

package flows

import (
	"errors"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility/phone"
)

// CodeMethod asks for the verification code by SMS or voice; EnterCode takes the
// six digits. PoolCode and PoolEnter do the same for a number of the pool.

// Events of the code.
type (
	// CodeAsked requests the verification code.
	CodeAsked struct {
		Method   api.CodeMethod
		Language api.Language
	}
	// CodeSent says that Meta accepted to send a code.
	CodeSent struct{}
	// CodeAtHand goes to the code entry without requesting another one.
	CodeAtHand struct{}
	// CodeTyped is a complete code.
	CodeTyped struct{ Code api.Secret }
	// CodeAccepted says that the ownership is proven.
	CodeAccepted struct{}
	// NewCodeAsked leaves the code entry for another code.
	NewCodeAsked struct{}
)

// Effects of the code.
type (
	// SendCode requests the verification code.
	SendCode struct {
		ID       api.PhoneNumberID
		Method   api.CodeMethod
		Language api.Language
	}
	// HandInCode hands in the code.
	HandInCode struct {
		ID   api.PhoneNumberID
		Code api.Secret
	}
)

// Spec implements [Effect].
func (SendCode) Spec() Spec   { return answers[CodeSent](api.RequestCode) }
func (HandInCode) Spec() Spec { return answers[CodeAccepted](api.VerifyCode) }

var (
	codesClosed   = closed("codes were asked for too often", api.RequestCode)
	codesShown    = shown("the card says so", api.RequestCode)
	guessesClosed = closed("codes were guessed too often", api.VerifyCode)
	guessesShown  = shown("the card says so", api.VerifyCode)
	codeWasSent   = fact("a code was sent", func(s Session) bool { return !s.Code.SentAt.IsZero() })
	// noAnswerToCode: or one that says nothing about the code.
	noAnswerToCode = noAnswerTo(api.RequestCode)
	pageForCode    = pageInstead(api.RequestCode)
)

// noAnswerTo holds when a request for a code had no clear answer.
func noAnswerTo(call api.Endpoint) Guard {
	g := unclearAnswer(call)
	g.Name = "no answer came"
	return g
}

// pageInstead holds when something on this network answered in Meta's place: Meta was
// not reached, as far as anybody can tell. A gateway may have waited for Meta.
func pageInstead(call api.Endpoint) Guard {
	return when("something else answered", func(s Session, e Failed) bool {
		var said *api.Error
		return e.Call == call && errors.As(e.Err, &said) && said.Foreign() && said.Status < 500 && MayHaveWorked(e, s)
	})
}

// notePage says so where the code is asked for. One that comes all the same can be typed.
func notePage(s *Session, e Failed, at time.Time) {
	s.Code.SentAt, s.Code.Earlier = at, false
	s.maybeDid(e.Call, at)
	s.fail(e, at)
}

// storeCodeChoice takes how the code is to come. It is there also when the
// operator goes past a closed counter.
func storeCodeChoice(s *Session, e CodeAsked, _ time.Time) {
	s.Code.Method, s.Code.Language = e.Method, e.Language
}

// sendCode requests a code. What became of an older one does not matter any more.
func sendCode(s *Session, _ time.Time) []Effect {
	s.Settle.Err = nil
	return []Effect{SendCode{s.Number.ID, s.Code.Method, s.Code.Language}}
}

// logCodeSent takes note of a code that is on its way.
func logCodeSent(call api.Endpoint) func(*Session, time.Time) []Effect {
	return func(s *Session, at time.Time) []Effect {
		s.Code.SentAt, s.Code.Earlier = at, false
		s.did(call, at)
		return nil
	}
}

// noteMayCome goes on to the code entry, since the code may be on its way. What
// Meta said about it, if it said anything, is shown there.
func noteMayCome(s *Session, e Failed, at time.Time) {
	s.Code.SentAt, s.Code.Earlier = at, false
	s.maybeDid(e.Call, at)
	s.Notice = NoticeCodeMayCome
	var said *api.Error
	if errors.As(e.Err, &said) {
		s.fail(e, at)
		return
	}
	s.rememberRefusal(e, &Problem{Call: e.Call, At: at, Advice: Advise(e, *s)})
}

// reopenGuesses lets the operator type the code once more: the one that was
// refused is not kept. What else was in the way they are told once.
func reopenGuesses(call api.Endpoint) func(*Session, time.Time) []Effect {
	return func(s *Session, _ time.Time) []Effect {
		s.Budget = s.Budget.Unlock(s.Counter(call))
		if _, is := s.Refused(); is {
			s.Notice = NoticeRefused
		}
		return nil
	}
}

func handInCode(s *Session, e CodeTyped) []Effect { return []Effect{HandInCode{s.Number.ID, e.Code}} }

// logVerified takes note that the number is verified, which is no change that the
// review should stop at.
func logVerified(s *Session, _ CodeAccepted, at time.Time) {
	s.did(api.VerifyCode, at)
	s.Number.Verification = api.Verified
}

// storeVerified goes on with a number that reads verified, which settles a guess
// whose answer got lost.
func storeVerified(s *Session, e NumberRead, at time.Time) {
	if s.Settle.Err != nil {
		s.settled(at)
	}
	storeNumber(s, e, at)
}

func poolCodeRows() []Transition {
	return slices.Concat(
		in(PoolCode,
			on[CodeAsked]{If: poolCodesClosed, Do: storeCodeChoice, Then: cardClosed(api.RequestPreverifiedCode)},
			on[CodeAsked]{Do: storeCodeChoice, Then: sendPoolCode},
			on[OverrideAsked]{If: poolCodesShown, Then: sendPoolCode},
			on[Overtaken]{Do: cardPooledOvertaken},
			on[CodeSent]{To: PoolEnter, Then: logCodeSent(api.RequestPreverifiedCode)},
			on[CodeAtHand]{If: codeWasSent, To: PoolEnter},
			on[Failed]{If: pageInsteadOfPoolCode, Do: notePage, Then: readPooled},
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

	pageInsteadOfPoolCode = pageInstead(api.RequestPreverifiedCode)
	isRenewed             = when("it was verified", func(s Session, e PooledRead) bool { return renewed(s.Pool.At, e.Number) })
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

// logPooledVerified takes note that the number of the pool is verified.
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

// propose fills in method and language of the code where neither the operator
// nor a flag chose them.
func (s *Session) propose() {
	if s.Code.Method == "" {
		s.Code.Method = api.SMS
		switch s.Checks.Answers.Method(s.Phone) {
		case phone.MethodVoice:
			s.Code.Method = api.Voice
		case phone.MethodAsk: // nobody has said yet what the line takes
			if s.Phone.VoiceFirst() {
				s.Code.Method = api.Voice
			}
		case phone.MethodSMS, phone.MethodNone:
		}
	}
	if s.Code.Language == "" {
		s.Code.Language = api.Language(assets.LanguageFor(s.Phone.Region))
	}
}

func proposeCode(s *Session, _ time.Time) []Effect {
	s.propose()
	return nil
}

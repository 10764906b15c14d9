package flows

import (
	"cmp"
	"slices"
	"strconv"

	"dialtone/api"
)

// The changes of the pool of pre-verified numbers, and its conditions.

// poolAfterOpening begins with the pool once the account is open.
func poolAfterOpening(s *Session, in Input) []Effect {
	effects := keepAccount(s, in)
	s.Case = newCase(s.Want)
	s.Pool = NumberPool{Business: ownPool(*s, s.Account)}
	return append(effects, startPool(s)...)
}

func explainPoolToken(s *Session, in Input) []Effect {
	e := in.Event.(AccountOpened)
	s.Target, s.Token = e.Target, e.Token
	s.Problem = &Problem{Call: api.DebugToken, Missing: []api.Scope{api.ScopeBusiness}, Advice: Advice{ID: AdvisePoolScope, Act: ActDismiss}}
	return s.offerSaved()
}

// startPool lists the pool from its beginning.
func startPool(s *Session) []Effect {
	s.Pool.Business = cmp.Or(s.Pool.Business, ownPool(*s, s.Account))
	s.Pool.Numbers, s.Pool.Next, s.Pool.Listed, s.Pool.walk = nil, "", false, api.Walk{}
	return []Effect{ReadPool{Business: s.Pool.Business}}
}

// openPool lists another pool. The one at hand stays until it is there.
func openPool(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{ReadPool{Business: in.Event.(BusinessGiven).ID}}
}

func listPoolAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return startPool(s)
}

func keepPoolPage(s *Session, in Input) []Effect {
	e := in.Event.(PoolListed)
	page := e.Page
	if s.from == PoolBusiness {
		s.Pool = NumberPool{Business: e.Business}
	}
	s.Pool.walk, s.Pool.Next = s.Pool.walk.Preverified(page)
	if !s.Pool.walk.Stale { // else everything on it is there
		s.Pool.Numbers = append(slices.Clip(s.Pool.Numbers), page.Numbers...)
	}
	s.Pool.Listed = s.Pool.Next == "" && !s.Pool.walk.Cut
	return nil
}

func keepPoolPageAndReadNext(s *Session, in Input) []Effect {
	keepPoolPage(s, in)
	return []Effect{ReadPool{s.Pool.Business, s.Pool.Next}}
}

// pooled is a number of the list, as it was read last.
func (s Session) pooled(id api.PreverifiedID) (api.Preverified, bool) {
	i := slices.IndexFunc(s.Pool.Numbers, func(p api.Preverified) bool { return p.ID == id })
	if i < 0 {
		return api.Preverified{}, false
	}
	return s.Pool.Numbers[i], true
}

// takePooled takes up a number of the pool. What was known of another one goes.
func takePooled(s *Session, in Input) []Effect {
	s.Problem = nil
	p, _ := s.pooled(in.Event.(PooledChosen).ID)
	s.holdPooled(p)
	return nil
}

// takePooledAndRead also looks: somebody may have verified it since, an earlier
// guess without an answer included.
func takePooledAndRead(s *Session, in Input) []Effect {
	takePooled(s, in)
	return []Effect{ReadPooled{s.Pool.At.ID}}
}

func (s *Session) holdPooled(p api.Preverified) {
	if p.ID != s.Pool.At.ID || s.Phone.E164 == "" {
		s.Case = newCase(s.Want)
	}
	s.Pool.At, s.Phone = p, pooledPhone(p)
	s.propose()
}

func notePoolEarly(s *Session, _ Input) []Effect {
	s.Notice = NoticePoolEarly
	return nil
}

func notePoolHas(s *Session, _ Input) []Effect {
	s.Problem, s.Notice = nil, NoticePoolHas
	return nil
}

func addPooled(s *Session, in Input) []Effect {
	e := in.Event.(NumberTyped)
	s.Problem, s.Typed = nil, e
	return []Effect{AddPooled{s.Pool.Business, e.Phone}}
}

func readPooledAdded(s *Session, in Input) []Effect {
	s.Case = newCase(s.Want)
	s.did(api.AddPreverified, in.At)
	s.Pool.At = api.Preverified{ID: in.Event.(PooledAdded).ID}
	return []Effect{ReadPooled{s.Pool.At.ID}}
}

// unreadPooled reports whether the number at hand was added and not read yet.
func (s Session) unreadPooled() bool { return s.Pool.At.ID != "" && s.Pool.At.Phone == "" }

// findPooled looks whether the number is in the pool after all.
func findPooled(s *Session, in Input) []Effect {
	return []Effect{FindPooled{s.Pool.Business, s.Typed.Phone, in.Event.(Failed).Err}}
}

// keepPooledAdded goes on with the code of a number that is new in the pool.
func keepPooledAdded(s *Session, in Input) []Effect {
	p := in.Event.(PooledRead).Number
	s.Typed = NumberTyped{}
	s.Pool.Numbers = append(slices.Clip(s.Pool.Numbers), p)
	s.holdPooled(p)
	return nil
}

// keepPooled takes over fresh facts of the number at hand.
func keepPooled(s *Session, in Input) []Effect {
	s.keepPooledNumber(in.Event.(PooledRead).Number)
	return nil
}

func (s *Session) keepPooledNumber(p api.Preverified) {
	s.Pool.At = p
	for i := range s.Pool.Numbers {
		if s.Pool.Numbers[i].ID == p.ID {
			s.Pool.Numbers = slices.Clone(s.Pool.Numbers)
			s.Pool.Numbers[i] = p
		}
	}
}

func keepPooledAndList(s *Session, in Input) []Effect {
	keepPooled(s, in)
	s.Notice, s.Settle.Err = NoticePooledVerified, nil
	return startPool(s)
}

func showPoolCodesClosed(s *Session, in Input) []Effect {
	e := in.Event.(CodeAsked)
	s.Code.Method, s.Code.Language = e.Method, e.Language
	return showClosed(s, in, api.RequestPreverifiedCode)
}

func sendPoolCode(s *Session, in Input) []Effect {
	e := in.Event.(CodeAsked)
	s.Code.Method, s.Code.Language = e.Method, e.Language
	return sendPoolCodeAnyway(s, in)
}

func sendPoolCodeAnyway(s *Session, _ Input) []Effect {
	s.Problem, s.Settle.Err = nil, nil
	s.Budget = s.Budget.Unlock(s.Counter(api.RequestPreverifiedCode))
	return []Effect{SendPoolCode{s.Pool.At.ID, s.Code.Method, s.Code.Language}}
}

func notePoolCodeSent(s *Session, in Input) []Effect {
	s.Code.SentAt, s.Code.Earlier = in.At, false
	s.did(api.RequestPreverifiedCode, in.At)
	return nil
}

// settlePoolCode goes on to the code entry, since the code may be on its way, and
// reads the number: somebody may have verified it meanwhile.
func settlePoolCode(s *Session, in Input) []Effect {
	noteMayCome(s, in)
	return []Effect{ReadPooled{s.Pool.At.ID}}
}

func showPoolGuessesClosed(s *Session, in Input) []Effect {
	return showClosed(s, in, api.VerifyPreverifiedCode)
}

func reopenPoolGuesses(s *Session, _ Input) []Effect {
	s.Budget = s.Budget.Unlock(s.Counter(api.VerifyPreverifiedCode))
	s.Problem = nil
	return nil
}

func handInPoolCode(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{HandInPoolCode{s.Pool.At.ID, in.Event.(CodeTyped).Code}}
}

// notePoolVerified shows the pool with the new date.
func notePoolVerified(s *Session, in Input) []Effect {
	s.did(api.VerifyPreverifiedCode, in.At)
	s.Notice, s.Settle.Err = NoticePooledVerified, nil
	return startPool(s)
}

func settlePoolGuess(s *Session, in Input) []Effect {
	e := in.Event.(Failed)
	s.Settle.Err, s.Settle.Call = e.Err, e.Call
	return []Effect{ReadPooled{s.Pool.At.ID}}
}

func readPooledAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadPooled{s.Pool.At.ID}}
}

func notePoolSettled(s *Session, in Input) []Effect {
	keepPooled(s, in)
	s.settled(in.At)
	return startPool(s)
}

// showPoolSettled reports the failure that reading back did not turn into a
// success.
func showPoolSettled(s *Session, in Input) []Effect {
	keepPooled(s, in)
	cause := s.Settle.Err
	s.Settle.Err = nil
	s.problem(Failed{s.Settle.Call, cause}, in.At)
	s.Problem.Settled = true
	return nil
}

// showPoolUnsettled keeps the question open.
func showPoolUnsettled(s *Session, in Input) []Effect {
	s.problem(in.Event.(Failed), in.At)
	s.Problem.Advice = Advice{ID: AdviseUnsettled, Act: ActAgain}
	s.Problem.again = ReadPooled{s.Pool.At.ID}
	return nil
}

// claimPooled makes the number at hand one of the account (docs).
func claimPooled(s *Session, in Input) []Effect {
	name := in.Event.(ClaimAsked).Name
	s.Problem, s.Typed = nil, NumberTyped{Phone: s.Phone, Name: name}
	return []Effect{CreateNumber{s.Target.Account, api.NewNumber{
		CallingCode: strconv.Itoa(s.Phone.CallingCode), National: s.Phone.National, Name: name, Preverified: s.Pool.At.ID,
	}}}
}

func readClaimed(s *Session, in Input) []Effect {
	phone := s.Phone
	s.Case = newCase(s.Want)
	s.Phone, s.Typed = phone, NumberTyped{}
	s.Number.ID = in.Event.(NumberAdded).ID
	s.did(api.AddNumber, in.At)
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

// readClaimedAgain: the number is in the account already, only its facts are not
// known.
func readClaimedAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

// takeUpClaimed goes on as with any number that is verified.
func takeUpClaimed(s *Session, in Input) []Effect {
	s.List.Pages, s.List.Next, s.List.Listed = nil, "", false // the list has one more now
	s.Pool.Numbers = slices.DeleteFunc(slices.Clone(s.Pool.Numbers), func(p api.Preverified) bool { return p.ID == s.Pool.At.ID })
	effects := selectNumber(s, in)
	s.Notice = NoticeClaimed
	return effects
}

// The conditions of the pool's rows.
var (
	worksOnPool = fact("it is about the pool", func(s Session) bool { return s.Job == JobPreverified })
	// poolDenied: a token without the permission is refused by every call.
	poolDenied = both(worksOnPool, guard("the token lacks business_management", func(_ Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		return ok && len(e.Token.Lacks(api.ScopeBusiness)) > 0
	}))
	nobodysPool = both(worksOnPool, guard("nobody says whose", func(s Session, in Input) bool {
		e, ok := in.Event.(AccountOpened)
		return ok && ownPool(s, e.Account) == ""
	}))
	morePool = guard("there are more pages", func(s Session, in Input) bool {
		e, ok := in.Event.(PoolListed)
		walk := s.Pool.walk
		if s.State == PoolBusiness { // another pool
			walk = api.Walk{}
		}
		_, next := walk.Preverified(e.Page)
		return ok && next != ""
	})
	useChosen    = guard("to use it", func(_ Session, in Input) bool { e, ok := in.Event.(PooledChosen); return ok && e.Use })
	verifyChosen = guard("to verify it", func(_ Session, in Input) bool { e, ok := in.Event.(PooledChosen); return ok && !e.Use })
	canUse       = guard("it is verified", func(s Session, in Input) bool {
		e, ok := in.Event.(PooledChosen)
		p, is := s.pooled(e.ID)
		return ok && is && PoolStandingOf(p, in.At).CanUse()
	})
	canVerify = guard("it may be verified now", func(s Session, in Input) bool {
		e, ok := in.Event.(PooledChosen)
		p, is := s.pooled(e.ID)
		return ok && is && CanVerify(p, in.At)
	})
	isPooled = guard("it is in the pool", func(s Session, in Input) bool {
		e, ok := in.Event.(NumberTyped)
		return ok && slices.ContainsFunc(s.Pool.Numbers, func(p api.Preverified) bool { return pooledPhone(p).E164 == e.Phone.E164 })
	})
	// isPoolAdded: Meta has it, only its facts could not be read.
	isPoolAdded = guard("it was added just now", func(s Session, in Input) bool {
		e, ok := in.Event.(NumberTyped)
		return ok && s.unreadPooled() && s.Typed.Phone.E164 == e.Phone.E164
	})
	ambiguousPoolAdd = both(doubtful(api.AddPreverified), fact("nobody looked yet", func(s Session) bool {
		_, looking := s.Waiting.(FindPooled)
		return !looking
	}))
	poolCodesClosed    = closed("codes were asked for too often", api.RequestPreverifiedCode)
	poolCodesShown     = shown("the card says so", api.RequestPreverifiedCode)
	poolGuessesClosed  = closed("codes were guessed too often", api.VerifyPreverifiedCode)
	poolGuessesShown   = shown("the card says so", api.VerifyPreverifiedCode)
	noAnswerToPoolCode = Guard{"no answer came", doubtful(api.RequestPreverifiedCode).holds}
	ambiguousPoolCode  = doubtful(api.VerifyPreverifiedCode)
	isRenewed          = guard("it was verified", func(s Session, in Input) bool {
		e, ok := in.Event.(PooledRead)
		return ok && renewed(s.Pool.At, e.Number)
	})
	isClaimed = fact("it is in the account already", func(s Session) bool { return s.Number.ID != "" && s.ReadAt.IsZero() })
)

package flows

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// Numbers that a Solution Partner verifies in advance (docs): see the pool (Pool,
// PoolBusiness), add to it (PoolAdd), verify one by a code, and use one for the
// account (PoolUse), which then needs no code.

func preverifiedFlow() Flow {
	return Flow{
		Job:   JobPreverified,
		Steps: []Step{StepConnect, StepPool, StepPoolCode, StepPoolUse},
		Start: Pool, Begin: listPool,
		States: []Declaration{
			{Pool, StepPool, []api.Endpoint{api.ListPreverified}},
			{PoolBusiness, StepPool, []api.Endpoint{api.ListPreverified}},
			{PoolAdd, StepPool, []api.Endpoint{api.AddPreverified, api.GetPreverified}},
			{PoolCode, StepPoolCode, []api.Endpoint{api.GetPreverified, api.RequestPreverifiedCode}},
			{PoolEnter, StepPoolCode, []api.Endpoint{api.GetPreverified, api.VerifyPreverifiedCode}},
			{PoolUse, StepPoolUse, []api.Endpoint{api.AddNumber, api.GetNumber}},
		},
		Rows: func() []Transition { return slices.Concat(poolRows(), poolCodeRows()) },
	}
}

func poolRows() []Transition {
	return slices.Concat(
		// Whose pool, and what is in it?
		in(PoolBusiness,
			on[BusinessGiven]{Send: openPool},
			on[PoolListed]{If: morePool, To: Pool, Do: storePoolPage, Then: readNextOfPool},
			on[PoolListed]{To: Pool, Do: storePoolPage},
		),
		in(Pool,
			on[BusinessAsked]{To: PoolBusiness},
			on[PoolListed]{If: morePool, Do: storePoolPage, Then: readNextOfPool},
			on[PoolListed]{Do: storePoolPage},
			on[ReloadAsked]{Then: listPool},
			on[AddAsked]{To: PoolAdd},
			on[PooledChosen]{If: pooledNoID, Do: cardNoPooledID},
			on[PooledChosen]{If: both(useChosen, accountTurnedDown), To: Remedy, Then: appealFirst},
			on[PooledChosen]{If: both(useChosen, canUse), To: PoolUse, Do: selectPooled},
			on[PooledChosen]{If: both(verifyChosen, canVerify), To: PoolCode, Do: selectPooled, Then: readPooled},
			on[PooledChosen]{If: verifyChosen, Do: notePoolEarly},
		),

		// A new one.
		in(PoolAdd,
			on[NumberTyped]{If: isPoolAdded, Then: readPooled},
			on[NumberTyped]{If: isPooled, To: Pool, Do: notePoolHas},
			on[NumberTyped]{Do: storeTyped, Then: addPooled},
			on[PooledAdded]{Do: storePooledAdded, Then: readPooled},
			on[PooledRead]{To: PoolCode, Do: selectPooledAdded, Past: true},
			on[Failed]{If: poolAddUnclear, Send: findPooled},
		),

		// Into the account, and on to its PIN.
		in(PoolUse,
			on[ClaimAsked]{If: isClaimed, Then: readPlainly},
			on[ClaimAsked]{If: accountTurnedDown, To: Remedy, Then: appealFirst},
			on[ClaimAsked]{Do: storeClaim, Then: claimPooled},
			on[NumberAdded]{Do: storeClaimed, Then: readPlainly},
			on[Failed]{If: addUnclear, Send: findAdded},
			on[NumberRead]{To: ByStanding, Do: selectClaimed, Then: then(enterState, noteClaimed), Past: true},
		),
	)
}

// NumberPool is what is known of the pool of pre-verified numbers.
type NumberPool struct {
	Business api.BusinessID
	Numbers  []api.Preverified // the oldest first, as Meta lists them (docs)
	Next     string            // cursor of the page to come
	Listed   bool              // every page is here
	Unread   AdviceID          // why a page could not be read; "" while nothing failed since the pool was last asked for
	walk     api.Walk          // over the pages, so that they end
	At       api.Preverified   // the number at hand
}

// Cut reports whether the list was left before its end because it has none:
// numbers may be missing.
func (p NumberPool) Cut() bool { return p.walk.Cut }

// PoolUnread reports whether the pool could not be read to its end: that no more of its
// numbers are known says nothing.
func (s Session) PoolUnread() bool { return !s.Pool.Listed && !s.Pool.Cut() && !s.Busy() }

// What the operator does with the pool.
type (
	// BusinessAsked goes to the question whose pool it is.
	BusinessAsked struct{}
	// BusinessGiven is the answer to it.
	BusinessGiven struct{ ID api.BusinessID }
	// PooledChosen selects a number of the pool: to use it, or else to verify it.
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
		Phone    phone.Number
	}
	// FindPooled looks for a number in the pool after adding it had no usable
	// answer.
	FindPooled struct {
		Business api.BusinessID
		Phone    phone.Number
		Cause    error // what to report when it is not there
	}
	// ReadPooled reads a number of the pool.
	ReadPooled struct{ ID api.PreverifiedID }
)

// Spec implements [Effect].
func (ReadPool) Spec() Spec   { return answers[PoolListed](api.ListPreverified) }
func (AddPooled) Spec() Spec  { return answers[PooledAdded](api.AddPreverified) }
func (FindPooled) Spec() Spec { return readsFor[PooledAdded](api.AddPreverified) }
func (ReadPooled) Spec() Spec { return answers[PooledRead](api.GetPreverified) }

// inPool reports whether a state works on the pool.
func inPool(state State) bool {
	switch state {
	case Pool, PoolBusiness, PoolAdd, PoolCode, PoolEnter, PoolUse:
		return true
	}
	return false
}

// The conditions of the pool's rows.
var (
	worksOnPool = fact("it is about the pool", func(s Session) bool { return s.Job == JobPreverified })
	// poolDenied: a token without the permission is refused by every call.
	poolDenied = both(worksOnPool, when("the token lacks business_management", func(_ Session, e AccountOpened) bool {
		return len(e.Token.Lacks(api.ScopeBusiness)) > 0
	}))
	nobodysPool = both(worksOnPool, when("nobody says whose", func(s Session, e AccountOpened) bool { return ownPool(s, e.Account) == "" }))
	morePool    = when("there are more pages", func(s Session, e PoolListed) bool {
		walk := s.Pool.walk
		if s.State == PoolBusiness { // another pool
			walk = api.Walk{}
		}
		_, next := walk.Preverified(e.Page)
		return next != ""
	})
	pooledNoID   = when("it has no id", func(_ Session, e PooledChosen) bool { return !api.IsID(string(e.ID)) })
	useChosen    = when("to use it", func(_ Session, e PooledChosen) bool { return e.Use })
	verifyChosen = when("to verify it", func(_ Session, e PooledChosen) bool { return !e.Use })
	canUse       = whenAt("it is verified", func(s Session, e PooledChosen, at time.Time) bool {
		p, is := s.pooled(e.ID)
		return is && PoolStandingOf(p, at).CanUse()
	})
	canVerify = whenAt("it may be verified now", func(s Session, e PooledChosen, at time.Time) bool {
		p, is := s.pooled(e.ID)
		return is && CanVerify(p, at)
	})
	isPooled = when("it is in the pool", func(s Session, e NumberTyped) bool {
		return slices.ContainsFunc(s.Pool.Numbers, func(p api.Preverified) bool { return pooledPhone(p).E164 == e.Phone.E164 })
	})
	// isPoolAdded: Meta has it, only its facts could not be read.
	isPoolAdded = when("it was added just now", func(s Session, e NumberTyped) bool {
		return s.unreadPooled() && s.Typed.Phone.E164 == e.Phone.E164
	})
	poolAddUnclear = both(unclearAnswer(api.AddPreverified), fact("nobody looked yet", func(s Session) bool {
		_, looking := s.Waiting.(FindPooled)
		return !looking
	}))
	isClaimed = fact("it is in the account already", func(s Session) bool { return s.Number.ID != "" && s.ReadAt.IsZero() })
)

// pooledPhone analyses a number of the pool by its own digits.
func pooledPhone(p api.Preverified) phone.Number { return phoneOf(api.Number{Display: p.Phone}) }

// ownPool is the business whose pool is worked on: the one that was asked for, or
// else the business behind the account.
func ownPool(s Session, account api.Account) api.BusinessID {
	owner := account.Owner.ID
	if !api.IsID(string(owner)) {
		owner = ""
	}
	return cmp.Or(s.Want.Business, owner)
}

// beginPool begins with the pool once the account is open.
func beginPool(s *Session, _ AccountOpened, _ time.Time) {
	s.Case = newCase(s.Want)
	s.Pool = NumberPool{Business: ownPool(*s, s.Account)}
}

// listPool lists the pool from its beginning.
func listPool(s *Session, _ time.Time) []Effect {
	s.Pool.Business = cmp.Or(s.Pool.Business, ownPool(*s, s.Account))
	s.Pool.Numbers, s.Pool.Next, s.Pool.Listed, s.Pool.walk = nil, "", false, api.Walk{}
	return []Effect{ReadPool{Business: s.Pool.Business}}
}

// openPool lists another pool. The one at hand stays until it is there.
func openPool(_ *Session, e BusinessGiven) []Effect { return []Effect{ReadPool{Business: e.ID}} }

func storePoolPage(s *Session, e PoolListed, _ time.Time) {
	if s.from == PoolBusiness {
		s.Pool = NumberPool{Business: e.Business}
	}
	s.Pool.walk, s.Pool.Next = s.Pool.walk.Preverified(e.Page)
	if !s.Pool.walk.Stale { // else everything on it is there
		s.Pool.Numbers = append(slices.Clip(s.Pool.Numbers), e.Page.Numbers...)
	}
	s.Pool.Listed = s.Pool.Next == "" && !s.Pool.walk.Cut
}

func readNextOfPool(s *Session, _ time.Time) []Effect {
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

func cardNoPooledID(s *Session, _ PooledChosen, at time.Time) {
	s.Problem = &Problem{Call: api.ListPreverified, At: at, Advice: Advice{ID: AdviseUnreadable, Act: ActDismiss}}
}

// selectPooled selects a number of the pool. What was known of another one goes.
func selectPooled(s *Session, e PooledChosen, _ time.Time) {
	p, _ := s.pooled(e.ID)
	s.holdPooled(p)
}

func (s *Session) holdPooled(p api.Preverified) {
	if p.ID != s.Pool.At.ID || s.Phone.E164 == "" {
		s.Case = newCase(s.Want)
	}
	s.Pool.At, s.Phone = p, pooledPhone(p)
	s.propose()
}

// readPooled reads the number at hand: somebody may have verified it since.
func readPooled(s *Session, _ time.Time) []Effect { return []Effect{ReadPooled{s.Pool.At.ID}} }

func notePoolEarly(s *Session, _ PooledChosen, _ time.Time) { s.Notice = NoticePoolEarly }

func notePoolHas(s *Session, _ NumberTyped, _ time.Time) { s.Notice = NoticePoolHas }

func addPooled(s *Session, _ time.Time) []Effect {
	return []Effect{AddPooled{s.Pool.Business, s.Typed.Phone}}
}

func storePooledAdded(s *Session, e PooledAdded, at time.Time) {
	s.Case = newCase(s.Want)
	s.did(api.AddPreverified, at)
	s.Pool.At = api.Preverified{ID: e.ID}
}

// unreadPooled reports whether the number at hand was added and not read yet.
func (s Session) unreadPooled() bool { return s.Pool.At.ID != "" && s.Pool.At.Phone == "" }

// findPooled looks whether the number is in the pool after all.
func findPooled(s *Session, e Failed) []Effect {
	return []Effect{FindPooled{s.Pool.Business, s.Typed.Phone, e.Err}}
}

// selectPooledAdded goes on with the code of a number that is new in the pool.
func selectPooledAdded(s *Session, e PooledRead, _ time.Time) {
	s.Typed = NumberTyped{}
	s.Pool.Numbers = append(slices.Clip(s.Pool.Numbers), e.Number)
	s.holdPooled(e.Number)
}

// storePooled takes over fresh facts of the number at hand.
func storePooled(s *Session, e PooledRead, _ time.Time) { s.storePool(e.Number) }

func (s *Session) storePool(p api.Preverified) {
	s.Pool.At = p
	for i := range s.Pool.Numbers {
		if s.Pool.Numbers[i].ID == p.ID {
			s.Pool.Numbers = slices.Clone(s.Pool.Numbers)
			s.Pool.Numbers[i] = p
		}
	}
}

func storeClaim(s *Session, e ClaimAsked, _ time.Time) {
	s.Typed = NumberTyped{Phone: s.Phone, Name: e.Name}
}

// claimPooled makes the number at hand one of the account (docs).
func claimPooled(s *Session, _ time.Time) []Effect {
	return []Effect{CreateNumber{s.Target.Account, api.NewNumber{
		CallingCode: strconv.Itoa(s.Phone.CallingCode), National: s.Phone.National, Name: s.Typed.Name, Preverified: s.Pool.At.ID,
	}}}
}

func storeClaimed(s *Session, e NumberAdded, at time.Time) {
	s.Typed.Phone = s.Phone
	storeAdded(s, e, at)
}

// selectClaimed goes on as with any number that is verified. The list has one more
// now, and the pool one less.
func selectClaimed(s *Session, e NumberRead, at time.Time) {
	s.forgetPages()
	s.Pool.Numbers = slices.DeleteFunc(slices.Clone(s.Pool.Numbers), func(p api.Preverified) bool { return p.ID == s.Pool.At.ID })
	selectNumber(s, e, at)
}

func noteClaimed(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeClaimed
	return nil
}

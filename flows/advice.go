package flows

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Advice is what we make of a failure: what it usually means (by ID, in the
// words), the next safe action, and what it costs.
type Advice struct {
	ID    AdviceID
	Act   Act
	To    State                // where the action leads; "" to stay
	Help  eligibility.RemedyID // with To [Remedy]: which
	Cost  Cost                 // what trying again costs
	Retry Retry                // whether trying again is of use
	// Wait is how long to wait at least. Fixed says that Meta documents the
	// figure; otherwise it is caution. WaitInText lets the answer's own text
	// decide first.
	Wait       time.Duration
	Fixed      bool
	WaitInText bool
	// Locks closes Dialtone's own counter for the call until the wait is over.
	Locks bool
	// Kept says that what it usually leads to is not for a number that is live.
	Kept bool
}

// Act is what the one key of an error card does.
type Act string

// The acts.
const (
	ActNothing    Act = ""           // there is nothing safe to do now
	ActDismiss    Act = "dismiss"    // put the card away and look at the screen
	ActGo         Act = "go"         // go to the advised state
	ActAgain      Act = "again"      // repeat a call that is safe to repeat
	ActReload     Act = "reload"     // read the facts again
	ActDeregister Act = "deregister" // finish the half-done deregistration
	ActSubscribe  Act = "subscribe"  // subscribe the token's app to the account
	ActOpen       Act = "open"       // open the account that was found
)

// Cost says what trying again costs.
type Cost string

// The costs.
const (
	CostNothing  Cost = ""         // nothing is counted
	CostRegister Cost = "register" // one of 10 register requests in 72 hours, and perhaps a PIN guess
	CostCode     Cost = "code"     // one code request; the limit is not published
	CostGuess    Cost = "guess"    // one guess; too many lock the check for about 12 hours
	CostBoth     Cost = "both"     // one deregister and one register request

	CostDeregister Cost = "deregister" // one of 10 deregister requests in 72 hours
	CostMessage    Cost = "message"    // a message that may be billed, and may arrive twice
	CostName       Cost = "name"       // one of 10 changes of the display name in 30 days (docs)
	CostPool       Cost = "pool"       // one of 125 code calls in an hour (openapi)
)

// Retry says whether and when a refused call may be tried again.
type Retry string

// The answers to that.
const (
	RetryUnsaid  Retry = ""        // nobody knows
	RetryNever   Retry = "no"      // the same goal is not reached by repeating
	RetryFixed   Retry = "fix"     // once something was changed
	RetryWaited  Retry = "wait"    // after a wait
	RetryBackoff Retry = "backoff" // a few times, with growing pauses
)

// Advise says what a failure means and what to do. What an answer of Graph means
// the error table of the assets decides, facts before texts, since Meta's texts
// change (docs). An answer that is in no row of it is shown as Meta sent it.
func Advise(f Failed, s Session) Advice {
	if a, is := adviseJournal(f); is {
		return a
	}
	var e *api.Error
	if !errors.As(f.Err, &e) {
		return byHand(adviseTransport(f), f.Call)
	}
	if row, found := RowFor(e, s); found && !(isUnnamed(row, e) && AdviceID(row.Advice) == AdviseParameter) {
		return pastList(byHand(adviceOf(row, e.Call, s), f.Call), f.Call)
	}
	switch {
	case e.WantsProxyLogin():
		return byHand(Advice{ID: AdviseProxyLogin, Act: ActAgain, Retry: RetryFixed}, f.Call)
	case e.Foreign() && (e.Status >= 500 || e.Status == 429): // who it was is not known, only that it may pass
		return byHand(Advice{ID: AdviseForeign, Act: ActAgain, Retry: RetryBackoff}, f.Call)
	case e.Foreign():
		return byHand(Advice{ID: AdviseForeign, Act: ActAgain, Retry: RetryFixed}, f.Call)
	case e.Code == 0 && e.Status >= 500:
		return byHand(Advice{ID: AdviseMeta, Act: ActAgain, Retry: RetryBackoff}, f.Call)
	case e.Code == 0:
		return Advice{ID: AdviseUnreadable, Act: ActDismiss, Cost: CallOf(f.Call).Cost}
	}
	unknown := Advice{ID: AdviseUnknown, Act: ActDismiss, Cost: CallOf(f.Call).Cost}
	if e.Transient { // Meta itself says so
		unknown.Retry = RetryBackoff
	}
	return unknown
}

func adviseTransport(f Failed) Advice {
	var t *api.TransportError
	a := Advice{ID: AdviseNoAnswer, Act: ActAgain}
	switch {
	case NeverLeft(f.Err) && api.SilenceOf(f.Err) == api.SilenceProxyLogin:
		a.ID = AdviseProxyLogin
	case NeverLeft(f.Err):
		a.ID = AdviseOffline
	case errors.Is(f.Err, api.ErrNotDone):
		a.ID = AdviseNotDone
	case errors.Is(f.Err, ErrKeyring):
		a.ID = AdviseKeyring
	case !errors.As(f.Err, &t):
		a.ID = AdviseLocal
	case errors.Is(f.Err, api.ErrUnreadable):
		a.ID = AdviseUnreadable
	case CallOf(f.Call).Reads:
		a.ID = AdviseSilence
	}
	return a
}

// byHand leaves the repeat of a call that is not safe to repeat to the
// operator: no key of a card does it.
func byHand(a Advice, call api.Endpoint) Advice {
	if c := CallOf(call); a.Act == ActAgain && c.byOperator() {
		a.Act, a.Cost = ActDismiss, c.Cost
	}
	return a
}

// pastList leads away from a list that is no list of the account's: to read it again would
// have the same answer. Another account, or another token, is given on the account page.
func pastList(a Advice, call api.Endpoint) Advice {
	if call == api.ListNumbers && a.Act == ActGo && a.To == PickNumber {
		a.To = Connect
	}
	return a
}

// followAdvice does what the one key of the card promises.
func followAdvice(s *Session, at time.Time) []Effect {
	p := s.Problem
	s.Problem = nil
	switch p.Advice.Act {
	case ActGo:
		return s.followTo(p, at)
	case ActAgain:
		if p.again != nil {
			return []Effect{p.again}
		}
	case ActReload:
		return s.reload(p, at)
	case ActSubscribe:
		return subscribe(s, at)
	case ActOpen:
		return s.openFound(p, at)
	case ActNothing, ActDismiss, ActDeregister: // the pages that may deregister say so themselves
	}
	return nil
}

// reload reads again what the state shows.
func (s *Session) reload(p *Problem, at time.Time) []Effect {
	if _, open := s.attempt(p.Call); open && confirms(s.State) {
		return s.readBack(p.Call, at)
	}
	switch {
	case inPool(s.State):
		return nil
	case s.State == Connected:
		return startPolling(s, at)
	}
	switch s.State {
	case Review, Deregister, MoveRegion, MovePlan:
		return readFacts(s, at)
	}
	return readNumber(s, at)
}

// followTo prepares the state that an advice led to.
func (s *Session) followTo(p *Problem, at time.Time) []Effect {
	switch s.State {
	case Remedy:
		s.beginRemedy(p)
	case Eligibility: // where is it in use, if not where it was left?
		s.askUseAgain()
		return readNumber(s, at)
	case CodeMethod:
		s.Code.SentAt = time.Time{} // the old code proves nothing any more
		if s.Move.Chosen {
			s.Storage.Region, s.Storage.Chosen = s.Move.To.Region, true // the onboarding registers it where it was to go
		}
		s.propose()
	case ChoosePIN:
		s.Confirm.Editing = s.from == Review
	case ChooseRegion:
		s.Confirm.Editing = s.from == Review
		if wanted := s.heedRegion(p); wanted != "" {
			s.Storage.Region, s.Storage.Chosen = wanted, true
		}
		return readSettings(s, at)
	case MoveRegion:
		if wanted := s.heedRegion(p); wanted != "" {
			s.Move.To = api.InRegion(wanted)
		}
		return askFacts(s, at)
	case Review, MovePlan:
		return askFacts(s, at)
	case Deregister:
		s.PIN.Value = api.Secret{} // registering is begun anew afterwards
		return beginOff(s, at)
	case ChangeName:
		return readPage(s, at)
	case Connect:
		s.markReturn()
		return offerSaved(s, at)
	case PickNumber:
		return listNumbers(s, at)
	case Pool:
		return listPool(s, at)
	case AddNumber: // there is nothing to move
		if s.Typed.Phone.E164 == "" {
			s.Typed = NumberTyped{Phone: s.Phone, Name: s.Number.Name}
		}
		s.Typed.Migrate = false
	}
	return nil
}

// condition is a fact by which the error table tells apart what one code can
// mean, by the name that it has there; "" is none.
type condition string

// The conditions that only the program asks for.
const (
	inside         condition = "inside"     // an account is open
	atNumber       condition = "at_number"  // and a number is at hand
	atPIN          condition = "at_pin"     // its PIN is being chosen
	atName         condition = "at_name"    // or given once more, for a new name
	atMessage      condition = "at_message" // a message is being sent
	useIsAsked     condition = "use_asked"  // no fact says where the number is in use
	migrating      condition = "migrating"  // the number is added as one that moves here
	numberVerified condition = "verified"
	numberUnproven condition = "unproven" // neither verified nor registered
	numberLive     condition = "live"     // registered, by what hosts it
	numberOff      condition = "off"      // it reads not registered; neither where nothing is read
	atPool         condition = "at_pool"  // numbers that are verified in advance
	atPoolList     condition = "at_pool_list"
	atPoolBusiness condition = "at_pool_business"

	sharedShown     condition = "shared"      // the facts show that the Business app shares the number
	halfSharedShown condition = "half_shared" // or that sharing it was begun
)

// holds reports whether a condition is given. One that nobody knows is not.
func (c condition) holds(s Session) bool {
	is, known := conditions()[c]
	return known && is(s)
}

// conditions are the facts by name. What is said of a number needs one at
// hand: the last one may still be remembered while another is picked.
func conditions() map[condition]func(Session) bool {
	at := func(s Session) bool {
		switch s.State {
		case Connect, PickNumber, AddNumber:
			return false
		}
		if inPool(s.State) {
			return false
		}
		return s.Number.ID != ""
	}
	number := func(is func(api.Number) bool) func(Session) bool {
		return func(s Session) bool { return at(s) && is(s.Number) }
	}
	verified := func(n api.Number) bool { return n.Verification == api.Verified }
	return map[condition]func(Session) bool{
		inside:         func(s Session) bool { return s.State != Connect },
		atNumber:       at,
		atPool:         func(s Session) bool { return inPool(s.State) },
		atPoolList:     func(s Session) bool { return s.State == Pool },
		atPoolBusiness: func(s Session) bool { return s.State == PoolBusiness },
		atPIN:          func(s Session) bool { return s.State == ChoosePIN || s.State == SetPIN || s.State == MovePIN },
		// A message is being sent: what is wrong is found out by looking again.
		atMessage: func(s Session) bool { return s.State == TestMessage },
		atName:    func(s Session) bool { return s.State == RegisterName },
		useIsAsked: func(s Session) bool {
			answers := maps.Clone(s.Checks.Answers)
			delete(answers, eligibility.QuestionInUse)
			facts := s.facts()
			facts.SaidInUse = true
			return at(s) && slices.ContainsFunc(eligibility.Check(facts, answers), func(r eligibility.Result) bool {
				return r.Ask == eligibility.QuestionInUse && r.Outcome == eligibility.Unknown
			})
		},
		numberVerified: number(verified),
		numberLive:     Session.atLive,
		numberUnproven: number(func(n api.Number) bool { return !verified(n) && !n.Status.Registered() }),
		numberOff:      number(func(n api.Number) bool { return n.Status != "" && !n.Status.Registered() }),
		"region_fixed": func(s Session) bool { // the identity check can be set at any time
			return at(s) && s.State != Identity && s.Number.Status.Registered()
		},
		"banned":        number(func(n api.Number) bool { return n.Status == api.StatusBanned }),
		sharedShown:     number(func(n api.Number) bool { return n.OnBusinessApp && !halfShared(n) }),
		halfSharedShown: number(halfShared),
		"on_premise":    number(hostedOnPremise),
		"signed_up":     func(s Session) bool { return at(s) && verified(s.Number) && signupOver(s.Number, s.ReadAt) },
		"no_pin":        number(func(n api.Number) bool { return n.PINEnabled != nil && !*n.PINEnabled }),

		migrating: func(s Session) bool { return s.Typed.Migrate },

		// The account, and the token that opened it, or is to open it. What a token may
		// do is not always told.
		"full_scopes": func(s Session) bool {
			return s.Token.Scopes != nil && len(s.Token.Lacks(api.ScopeManagement, api.ScopeMessaging)) == 0
		},
		// The account was read with a token whose scopes are not told, so that it may manage it.
		"manages": func(s Session) bool { return s.Token.Scopes == nil && s.Account.Name != "" },
		"cap_full": func(s Session) bool {
			f := s.facts()
			return s.List.Listed && f.Account != nil && f.Account.Full()
		},
		"backup_given": func(s Session) bool { return s.Checks.Backup != nil },
		"account_rejected": func(s Session) bool {
			return strings.EqualFold(s.Account.Review, "REJECTED") || strings.EqualFold(s.Account.Status, "DISABLED")
		},
		"account_unready": func(s Session) bool { // as far as Graph said
			unapproved := s.Account.Review != "" && !strings.EqualFold(s.Account.Review, "APPROVED")
			return unapproved || s.Account.Verification != "" && !s.Account.Verified()
		},
		"unsubscribed": func(s Session) bool { return s.AppsRead && len(s.Apps) == 0 },

		"list_unread": func(s Session) bool { return !s.All() },

		// The number that was just to be added.
		"listed": func(s Session) bool {
			if s.Typed.Phone.E164 == "" {
				return false
			}
			for n := range s.Numbers() {
				if phoneOf(n).Same(s.Typed.Phone) {
					return true
				}
			}
			return false
		},
	}
}

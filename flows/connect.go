package flows

import (
	"errors"
	"strings"
	"time"

	"dialtone/api"
)

// Connect asks which account to work in, and with which token.

// Target is where calls go and with which token.
type Target struct {
	BaseURL string // "" for Meta's own
	Token   api.Secret
	Account api.WABAID
	Sandbox bool
	Saved   bool // the token is in the keyring
}

// SavedAccount is an account whose token rests in the keyring.
type SavedAccount struct {
	ID   api.WABAID
	Name string
}

// Events of Connect.
type (
	// Started begins the flow with what flags and environment gave.
	Started struct{}
	// SandboxAsked chooses the simulator and the story that it plays.
	SandboxAsked struct{ Scenario string }
	// SandboxOpened says where the simulator listens and its token.
	SandboxOpened struct{ Target Target }
	// SavedListed lists the accounts whose token is in the keyring.
	SavedListed struct{ Accounts []SavedAccount }
	// AccountGiven hands over a token and an account, or a saved account.
	AccountGiven struct {
		Token    api.Secret
		Account  api.WABAID
		Saved    bool // take the token from the keyring
		Remember bool // put it there after it proved good
	}
	// AccountOpened is a good token with its account.
	AccountOpened struct {
		Target  Target
		Token   api.TokenInfo
		Unread  error // why what the token may do is not known; nil where Meta's word of it holds
		Found   Found // where the token is not for the account: what may be meant instead
		Account api.Account
		// AccountUnread is why nothing but its ID is known of the account, although its
		// numbers can be read; nil where it was read.
		AccountUnread error
		Asked         api.Version // the Graph version that calls name
		Served        api.Version // the one that answered; "" when unknown
	}
	// TokenSaved says that the keyring has the token, or why not.
	TokenSaved struct{ Err error }
	// ResumeAsked goes on with a job that was left.
	ResumeAsked struct{ Session Unfinished }
)

// Effects of Connect.
type (
	// OpenSandbox starts the simulator, or has it issue a fresh token.
	OpenSandbox struct{ Scenario string }
	// ListSaved looks for saved accounts in the keyring.
	ListSaved struct{}
	// OpenAccount checks a token and reads its account.
	OpenAccount struct{ Target Target }
	// SaveToken puts the token that is in use into the keyring.
	SaveToken struct{ Account api.Account }
)

// Spec implements [Effect].
func (OpenSandbox) Spec() Spec { return answers[SandboxOpened](api.DebugToken) }
func (ListSaved) Spec() Spec   { return kept[SavedListed](api.DebugToken) }
func (OpenAccount) Spec() Spec { return answers[AccountOpened](api.GetAccount) }
func (SaveToken) Spec() Spec   { return kept[TokenSaved](api.DebugToken) }

var (
	wantsSandbox  = fact("the sandbox is wanted", func(s Session) bool { return s.Want.Sandbox })
	hasEverything = fact("token and account are given", func(s Session) bool {
		return !s.Want.Token.Empty() && s.Want.Account != ""
	})
	wasElsewhere = when("the token died on the way", func(s Session, e AccountOpened) bool {
		return s.Return != "" && e.Account.ID == s.Account.ID && e.Target.BaseURL == s.place
	})
	// wantsNumber: a number of this account, where the account was given with it.
	wantsNumber = when("a number is given", func(s Session, e AccountOpened) bool {
		return s.Want.Number != "" && (s.Want.Account == "" || s.Want.Account == e.Account.ID)
	})
	// wantsNumberAlone: which account it belongs to is Meta's to say.
	wantsNumberAlone = fact("a token and a number are given", func(s Session) bool {
		return !s.Want.Token.Empty() && s.Want.Account == "" && s.Want.Number != ""
	})
	tokenUseless = when("the token is no use", func(_ Session, e AccountOpened) bool {
		return (e.Unread == nil || errors.Is(e.Unread, ErrTokenFacts)) && UselessToken(e.Token, e.Target.Account)
	})
	aboutAccount = fact("the job needs no number", func(s Session) bool { return s.Job.ofAccount() })
	// choosesAlone: nothing comes before a job that needs no number, but what the
	// token's end interrupted.
	choosesAlone = when("it needs no number", func(s Session, e JobChosen) bool { return e.Job.Alone() && s.Return == "" })
	// nothingWaits: no job was interrupted by the end of its token.
	nothingWaits = fact("nothing waits for a token", func(s Session) bool { return s.Return == "" })
)

func openWantedSandbox(s *Session, _ time.Time) []Effect {
	return []Effect{OpenSandbox{s.Want.Scenario}}
}

func openWantedAccount(s *Session, at time.Time) []Effect {
	s.Target = Target{Token: s.Want.Token, Account: s.Want.Account}
	return openTarget(s, at)
}

// openWantedNumber looks for the account of the number that was given alone.
func openWantedNumber(s *Session, at time.Time) []Effect {
	s.Target = Target{Token: s.Want.Token, Account: api.WABAID(s.Want.Number)}
	return openTarget(s, at)
}

func listSaved(s *Session, _ time.Time) []Effect {
	effects := []Effect{ListSaved{}}
	if s.Want.Recorded {
		effects = append(effects, ListUnfinished{Account: s.Want.Account})
	}
	return effects
}

func storeSaved(s *Session, e SavedListed, _ time.Time) { s.Saved = e.Accounts }

func chooseSandbox(s *Session, _ SandboxAsked, _ time.Time) {
	s.Remember = false
	s.dropOffer("")
}

func openSandbox(_ *Session, e SandboxAsked) []Effect { return []Effect{OpenSandbox(e)} }

func storeSandbox(s *Session, e SandboxOpened, _ time.Time) { s.Target = e.Target }

func storeGiven(s *Session, e AccountGiven, _ time.Time) {
	s.dropOffer(e.Account)
	s.Token = api.TokenInfo{} // what is known is of another token
	s.Target = Target{Token: e.Token, Account: e.Account, Saved: e.Saved}
	s.Remember = e.Remember
}

// dropOffer forgets an offer to go on that was chosen and not followed, once
// another account is given: its number is read in its own account or not at all.
func (s *Session) dropOffer(account api.WABAID) {
	if s.resumes.ID == "" || s.resumes.Account == account {
		return
	}
	s.Job, s.Want.Account, s.Want.Number, s.resumes = s.Want.Job, "", "", Unfinished{}
}

// SameAccount reports whether both sessions have the same account open, of the
// same place.
func (s Session) SameAccount(o Session) bool {
	return s.Account.ID == o.Account.ID && s.place == o.place
}

func noteSaved(s *Session, e TokenSaved, _ time.Time) {
	switch {
	case s.Notice.outweighs(): // in the keyring or not, a token that ends is of little use tomorrow
	case e.Err != nil:
		s.Notice = NoticeNotSaved
	case s.Notice != NoticePersonal:
		s.Notice = NoticeTokenSaved
	}
}

// tokenSoon is how much of a token's life has to be left for nothing to be said:
// what a number waits for, such as a review, can take days.
const tokenSoon = 24 * time.Hour

// remarkOnToken says of a token that was just given when it ends soon, and that a
// person's token is made for a few hours (docs). Its end matters more than which
// version answered; whose token it is does not.
func (s *Session) remarkOnToken(at time.Time) {
	if s.from != Connect || s.Notice == NoticeAccountBarred {
		return // the account was read again for something else, or is in trouble
	}
	end := s.Token.Expires()
	soon := !end.IsZero() && end.Sub(at) < tokenSoon
	personal := strings.EqualFold(s.Token.Kind, "USER")
	switch {
	case soon && personal:
		s.Notice = NoticePersonalEnds
	case soon:
		s.Notice = NoticeTokenEnds
	case personal && s.Notice == "":
		s.Notice = NoticePersonal
	}
}

// tokenEnds reports whether a notice says that the token ends within a day.
func (n Notice) tokenEnds() bool { return n == NoticeTokenEnds || n == NoticePersonalEnds }

func cardToken(s *Session, e AccountOpened, _ time.Time) {
	s.Target, s.Token = e.Target, e.Token
	s.Problem = tokenProblem(e)
}

// cardTokenOnTheWay goes back to where the account was read again.
func cardTokenOnTheWay(s *Session, e AccountOpened, at time.Time) {
	s.markReturn()
	cardToken(s, e, at)
}

// takeUnfinished goes on with a job that was left: its account is opened, and
// then its number; the state it goes on in is read from the live facts.
func takeUnfinished(s *Session, e ResumeAsked, _ time.Time) {
	s.Job, s.resumes = e.Session.Goal.Job(), e.Session
	s.Remember, s.Return = false, "" // they were about another account
	s.Want.Account, s.Want.Number = e.Session.Account, e.Session.Number
}

// openUnfinished opens its account. Without a token at hand the page asks for one.
func openUnfinished(s *Session, at time.Time) []Effect {
	target := Target{Token: s.Want.Token, Account: s.resumes.Account}
	for _, saved := range s.Saved {
		if saved.ID == target.Account && target.Token.Empty() {
			target.Saved = true
		}
	}
	if target.Token.Empty() && !target.Saved {
		return nil
	}
	s.Target = target
	return openTarget(s, at)
}

// readWanted reads the number that was asked for in advance.
func readWanted(s *Session, _ time.Time) []Effect {
	id := s.Want.Number
	s.Want.Number = ""
	return []Effect{ReadNumber{ID: id}}
}

// markReturn notes where to go on once there is a good token.
func (s *Session) markReturn() {
	if s.from == Connect || s.Return != "" || s.Account.ID == "" {
		return
	}
	s.Return = s.from
	switch s.from { // whatever became of it, the page before finds out
	case Register:
		s.Return = Review
	case Moving:
		s.Return = MovePlan
	}
}

// resumeWithToken continues where the token died. Nothing is sent again by itself;
// facts are read once, since time has passed.
func resumeWithToken(s *Session, at time.Time) []Effect {
	if !s.Notice.outweighs() {
		s.Notice = NoticeNewToken
	}
	switch s.State {
	case PickNumber:
		return listNumbers(s, at)
	case ChooseRegion, Identity:
		return readSettings(s, at)
	case Review, Deregister, MoveRegion, MovePlan:
		return askFacts(s, at)
	case Webhooks: // no number is needed
		return readApps(s, at)
	case PoolBusiness:
		return nil
	case Remedy: // reading the number would mean that the remedy was done
		return nil
	case AddNumber, PoolUse:
		if s.Number.ID == "" || !s.ReadAt.IsZero() { // nothing was added yet
			return nil
		}
	case Pool:
		return listPool(s, at)
	case PoolCode, PoolEnter:
		return readPooled(s, at)
	case PoolAdd:
		if s.unreadPooled() {
			return readPooled(s, at)
		}
		return nil
	}
	return readNumber(s, at)
}

// offerSaved looks for saved accounts where a run that was given its token has
// not done so yet.
func offerSaved(s *Session, _ time.Time) []Effect {
	if len(s.Saved) > 0 {
		return nil
	}
	return []Effect{ListSaved{}}
}

func cardPoolToken(s *Session, e AccountOpened, _ time.Time) {
	s.Target, s.Token = e.Target, e.Token
	s.Problem = &Problem{
		Call: api.DebugToken, Missing: []api.Scope{api.ScopeBusiness}, Advice: Advice{ID: AdvisePoolScope, Act: ActDismiss},
	}
}

// backToMenu goes back to the first question, with no job chosen.
func backToMenu(s *Session, _ time.Time) []Effect {
	s.Job, s.History = s.Want.Job, nil
	return nil
}

package doctor

import (
	"context"
	"iter"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// Examiner looks at everything that a job depends on.
type Examiner struct {
	// Dial makes a client for a target. It opens no connection.
	Dial func(flows.Target) (API, error)
	// Place names the host that calls for a target go to.
	Place func(flows.Target) string
	// Keyring keeps tokens; nil for none.
	Keyring Keyring
	// LookAtJournal looks at the journal without making one; nil for none.
	LookAtJournal func(context.Context) (journal.Condition, error)
	// Now is the clock.
	Now func() time.Time
}

// API is what an examination needs of the Graph API.
type API interface {
	Version() api.Version
	Served() api.Version
	Clock() api.Clock
	DebugToken(context.Context) (api.TokenInfo, error)
	Account(context.Context, api.WABAID) (api.Account, error)
	NumbersPage(context.Context, api.WABAID, api.NumbersQuery) (api.NumbersPage, error)
	SubscribedApps(context.Context, api.WABAID) ([]api.App, error)
	Number(context.Context, api.PhoneNumberID, ...api.Field) (api.Number, error)
}

// Keyring is where tokens rest between sessions.
type Keyring interface {
	Saved(context.Context) ([]flows.SavedAccount, error)
	Token(context.Context, api.WABAID) (api.Secret, error)
}

// Examine looks from this machine to the account, and changes nothing. It yields each
// line, in the order of [flows.CheckID], as soon as nothing that is still asked can change
// it. Without a token Graph is asked all the same: that it refuses shows that it is there,
// what time it has and which version it serves.
func (x Examiner) Examine(ctx context.Context, t flows.Target, number api.PhoneNumberID) iter.Seq[flows.Checkup] {
	return func(yield func(flows.Checkup) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		e, told, heard := Exam{}, 0, true
		tell := func(through flows.CheckID) {
			lines := e.Checkups()
			for last := false; heard && !last && told < len(lines); told++ {
				last = lines[told].Check == through
				if heard = yield(lines[told]); !heard { // nobody wants to know the rest
					stop()
				}
			}
		}
		x.examine(ctx, t, number, &e, tell)
		tell(flows.CheckJournal)
	}
}

// examine fills an exam in, and tells through which line it is settled.
func (x Examiner) examine(ctx context.Context, t flows.Target, number api.PhoneNumberID, e *Exam, tell func(flows.CheckID)) {
	*e = Exam{At: x.Now(), Place: x.Place(t), Given: !t.Token.Empty(), Account: t.Account, Number: number}
	x.lookHere(ctx, e)
	rests := slices.ContainsFunc(e.Saved, func(a flows.SavedAccount) bool { return a.ID == t.Account })
	if t.Token.Empty() && (t.Saved || rests && t.BaseURL == "") {
		if x.Keyring == nil {
			e.Keeps = flows.ErrKeyring
		} else if t.Token, e.Keeps = x.Keyring.Token(ctx, t.Account); e.Keeps == nil {
			e.Given = !t.Token.Empty()
		}
	}
	client, err := x.Dial(t)
	if err != nil {
		e.Silent = err
		return
	}
	lookAtGraph(ctx, client, e, tell)
}

// lookHere looks at this machine.
func (x Examiner) lookHere(ctx context.Context, e *Exam) {
	e.Keyring = flows.ErrKeyring
	if x.Keyring != nil {
		e.Saved, e.Keyring = x.Keyring.Saved(ctx)
	}
	e.JournalOff = x.LookAtJournal == nil
	if !e.JournalOff {
		e.Journal, e.JournalFault = x.LookAtJournal(ctx)
	}
}

// lookAtGraph asks for the token, and with one that may be good for its account.
func lookAtGraph(ctx context.Context, client API, e *Exam, tell func(flows.CheckID)) {
	e.Asked = client.Version()
	var err error
	e.Token, err = client.DebugToken(ctx)
	switch {
	case err == nil:
	case flows.OnlyUnread(err), api.TokenDead(err):
		e.TokenFault = err
	default:
		e.Silent = err
	}
	if e.good() {
		tell(flows.CheckExpiry)
		if _, doubt := flows.TokenProven(e.Token, nil, e.Account); doubt == nil { // the account cannot know better
			tell(flows.CheckScopes)
		}
	}
	asks := e.answered() && e.Account != "" && !flows.TokenEnded(e.Token)
	if asks {
		lookAtAccount(ctx, client, e)
	}
	if flows.NobodyAnswered(e.TokenFault) && (e.Account == "" || !e.accountAnswered()) { // Graph itself has said nothing
		e.TokenFault, e.Silent = nil, e.TokenFault
	}
	tell(flows.CheckAccess)
	if asks {
		lookAtHooks(ctx, client, e)
	}
	e.Served, e.Clock = client.Served(), client.Clock()
}

// lookAtAccount asks for the account. Its answer counts for more than what is said of the
// token.
func lookAtAccount(ctx context.Context, client API, e *Exam) {
	e.WABA, e.AccountFault = client.Account(ctx, e.Account)
	e.ShowsNumbers = e.AccountFault != nil && flows.ShowsNumbers(e.AccountFault, func() error {
		_, err := client.NumbersPage(ctx, e.Account, flows.OneNumber())
		return err
	})
	opens := e.AccountFault == nil || e.ShowsNumbers
	e.TokenTaken = opens || flows.TokenRefuted(e.AccountFault)
	if opens {
		e.Token, _ = flows.TokenProven(e.Token, e.TokenFault, e.Account)
	}
}

// lookAtHooks asks where the account's messages go.
func lookAtHooks(ctx context.Context, client API, e *Exam) {
	if e.usable() && e.accountAnswered() && e.Token.Reaches(e.Account) {
		e.Apps, e.AppsFault = client.SubscribedApps(ctx, e.Account)
		if e.Number != "" {
			n, err := client.Number(ctx, e.Number, "id", "webhook_configuration")
			e.NumberHook, e.NumberFault = n.Callbacks.Number, err
		}
	}
}

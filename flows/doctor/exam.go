package doctor

import (
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// Exam is what a look at everything brought to light. It holds no secret.
type Exam struct {
	At      time.Time
	Place   string     // the host that calls go to
	Given   bool       // there is a token to look at
	Account api.WABAID // the account that was named; "" for none
	// Keeps is why the keyring did not hand over the token, Silent why no answer
	// came, and the faults are what the calls said; each nil for nothing.
	Keeps, Silent, TokenFault, AccountFault, AppsFault error
	Token                                              api.TokenInfo
	// TokenTaken says that the account answered the token, or refused it for a reason of its
	// own: whatever else is said of the token, it is not dead.
	TokenTaken    bool
	WABA          api.Account       // zero when it was not read
	ShowsNumbers  bool              // although it was refused itself
	Number        api.PhoneNumberID // whose messages are asked about; "" for none
	NumberHook    string            // the address that they go to instead of the account's; "" for none
	NumberFault   error
	Apps          []api.App // that receive the account's webhooks
	Asked, Served api.Version
	Clock         api.Clock // zero when no answer told the time
	Saved         []flows.SavedAccount
	Keyring       error // why it cannot be used
	Journal       journal.Condition
	JournalOff    bool // nothing is written down in this run
	JournalFault  error
}

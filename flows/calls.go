package flows

import (
	"slices"

	"dialtone/api"
)

// Call is what is known of one of Meta's calls. Whoever has to know something of
// a call asks here.
type Call struct {
	Endpoint api.Endpoint
	Reads    bool // it changes nothing at Meta
	// Counted says that Meta counts the requests of the call per number: register and
	// deregister by figure (seed 003), code requests and guesses by limits that are
	// not published (docs), those for the pool by the hour (openapi).
	Counted   bool
	Journaled bool // its counter is kept in the journal
	Exclusive bool // it needs the number to itself: one request at a time
	Repeats   bool // it sets something, so that a second request does no harm
	Cost      Cost // of another request
	// SettledBy is the call that shows whether a request without a clear answer was
	// carried out; "" where nothing shows it.
	SettledBy api.Endpoint

	lifts []api.Endpoint // whose earlier refusals a request that worked shows to be over

	proof func(before, now api.Number) Proof // what a number shows of a request; nil for nothing
	per   func(Session) string               // what its requests are counted for; nil for the number
	again func(*Session) Effect              // what repeats it where it worked beside the operator; nil for nothing
	// unread takes note that what it reads is not known now, and why; nil for nothing.
	unread func(*Session, AdviceID)
}

// Calls lists what is known of every call.
func Calls() []Call {
	codes := []api.Endpoint{api.RequestCode, api.VerifyCode}
	proven := []api.Endpoint{api.RequestCode, api.VerifyCode, api.Register}
	anew := []api.Endpoint{api.RequestCode, api.Register, api.Deregister}
	return []Call{
		{Endpoint: api.DebugToken, Reads: true},
		{Endpoint: api.GetAccount, Reads: true},
		{Endpoint: api.ListNumbers, Reads: true, again: nextOfList, unread: listUnread},
		{Endpoint: api.GetNumber, Reads: true, again: numberAgain},
		{Endpoint: api.GetSettings, Reads: true},
		{Endpoint: api.GetSubscribed, Reads: true, again: appsAgain, unread: appsUnread},
		{Endpoint: api.GetProfile, Reads: true},
		{Endpoint: api.ListPreverified, Reads: true, again: nextOfPool, unread: poolUnread},
		{Endpoint: api.GetPreverified, Reads: true, again: pooledAgain},

		{Endpoint: api.RequestCode, Counted: true, Journaled: true, Cost: CostCode, lifts: codes},
		{Endpoint: api.VerifyCode, Counted: true, Journaled: true, Cost: CostGuess, SettledBy: api.GetNumber, lifts: proven},
		{Endpoint: api.Register, Counted: true, Journaled: true, Exclusive: true, Cost: CostRegister, SettledBy: api.GetNumber,
			proof: proofOfRegister, lifts: anew},
		{Endpoint: api.Deregister, Counted: true, Journaled: true, Exclusive: true, Cost: CostBoth, SettledBy: api.GetNumber,
			proof: proofOfDeregister, lifts: anew},
		{Endpoint: api.RequestPreverifiedCode, Counted: true, Cost: CostPool, per: perBusiness},
		{Endpoint: api.VerifyPreverifiedCode, Counted: true, Cost: CostGuess, SettledBy: api.GetPreverified, per: perPooled},

		{Endpoint: api.AddNumber},
		{Endpoint: api.AddPreverified},
		{Endpoint: api.DeletePreverified},
		{Endpoint: api.SendMessage, Cost: CostMessage},
		{Endpoint: api.SetDisplayName, Cost: CostName, SettledBy: api.GetNumber},
		{Endpoint: api.SetProfile, Repeats: true, SettledBy: api.GetProfile},
		{Endpoint: api.SetPIN, Repeats: true},
		{Endpoint: api.SetSettings, Repeats: true},
		{Endpoint: api.SetSubscribed, Repeats: true},
	}
}

// CallOf is what is known of a call. One that the table lacks is taken for one
// that changes something and is not to be repeated.
func CallOf(e api.Endpoint) Call {
	for _, c := range Calls() {
		if c.Endpoint == e {
			return c
		}
	}
	return Call{Endpoint: e}
}

// Lifts reports whether a request of the call that worked shows earlier refusals of another
// call to be over.
func (c Call) Lifts(refused api.Endpoint) bool { return slices.Contains(c.lifts, refused) }

// Changes reports whether a request of the call changes something at Meta.
func (c Call) Changes() bool { return c.Endpoint != "" && !c.Reads }

// byOperator reports whether a request is only sent once more when the operator
// asks for it: no key of a card repeats it.
func (c Call) byOperator() bool { return c.Changes() && !c.Repeats }

// staysUnclear reports whether nothing tells what became of a request without a
// clear answer.
func (c Call) staysUnclear() bool { return c.Changes() && c.SettledBy == "" }

// JournaledCalls are the calls whose counters the journal keeps.
func JournaledCalls() []api.Endpoint {
	var all []api.Endpoint
	for _, c := range Calls() {
		if c.Journaled {
			all = append(all, c.Endpoint)
		}
	}
	return all
}

// Codes for the pool are counted together for their business, guesses for each
// number.
func perBusiness(s Session) string { return string(s.Pool.Business) }
func perPooled(s Session) string   { return string(s.Pool.At.ID) }

func listUnread(s *Session, why AdviceID) { s.List.Listing, s.List.Unread = false, why }
func appsUnread(s *Session, _ AdviceID)   { s.AppsReading = false }
func poolUnread(s *Session, why AdviceID) {
	if s.State == Pool { // else it is about another pool
		s.Pool.Unread = why
	}
}

func nextOfList(s *Session) Effect  { return s.nextPage() }
func nextOfPool(s *Session) Effect  { return ReadPool{s.Pool.Business, s.Pool.Next} }
func pooledAgain(s *Session) Effect { return ReadPooled{s.Pool.At.ID} }
func numberAgain(s *Session) Effect { return ReadNumber{s.Number.ID, s.inDetail()} }

func appsAgain(s *Session) Effect {
	if s.State == Webhooks {
		return ReadApps{Account: s.Target.Account}
	}
	return ReadApps{s.Target.Account, s.Number.ID}
}

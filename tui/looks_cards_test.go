package tui

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// happens lets the machine take an answer to the question that is open.
func happens(e flows.Event) func(*flows.Session) {
	return func(s *flows.Session) {
		*s, _ = machine().Step(*s, flows.Input{Event: e, At: t0, Generation: s.Generation})
		s.Waiting = nil
	}
}

// opened is an account with a token that lacks something.
func opened(change func(*api.TokenInfo)) flows.AccountOpened {
	token := api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging}}
	change(&token)
	return flows.AccountOpened{Target: flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}, Token: token, Asked: "v24.0"}
}

// ill is what Meta's own report says of a number that cannot send.
func ill(n *api.Number) {
	n.Health = api.HealthStatus{CanSend: "BLOCKED", Entities: []api.HealthEntity{{Type: "WABA", Errors: []api.HealthError{
		{Code: 141006, Description: "There is an error with the payment method.", Solution: "Add a payment method to the account."},
	}}}}
}

// status is the HTTP status of an answer.
func status(code int) func(*api.Error) { return func(e *api.Error) { e.Status = code } }

// refusals are the cards of Meta's known answers: one session for each advice,
// at a call and with the facts that lead to it.
func refusals() map[flows.AdviceID]flows.Session {
	type facts = func(*flows.Session)
	ready, pinned := fresh(verified), fresh(verified, withPIN)
	in := func(state flows.State, n api.Number, f flows.Failed, what ...facts) flows.Session {
		return inState(state, n, append(what, failing(f))...)
	}
	review := func(f flows.Failed) flows.Session { return in(flows.Register, ready, f) }
	adding := func(f flows.Failed, what ...facts) flows.Session { return in(flows.AddNumber, ready, f, what...) }
	send := func(f flows.Failed) flows.Session { return in(flows.TestMessage, fresh(connected), f, drafted("")) }
	code := func(f flows.Failed, what ...facts) flows.Session { return in(flows.CodeMethod, fresh(), f, what...) }
	dead := func(sub int, text string) flows.Session {
		return in(flows.ChoosePIN, ready, refusal(api.SetPIN, 190, sub, status(401), message(text)))
	}
	move := func(text string, what ...facts) flows.Session {
		approved := func(s *flows.Session) { s.Account.Verification = "verified" }
		return adding(refusal(api.AddNumber, 2388103, 0, message(text)), append([]facts{approved}, what...)...)
	}
	scopes := func(s *flows.Session) { s.Token.Scopes = []api.Scope{api.ScopeManagement, api.ScopeMessaging} }
	signedUp := func(s *flows.Session) { s.Number.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -20)} }
	shared := func(s *flows.Session) { s.Number.OnBusinessApp, s.Number.Platform = true, api.PlatformCloud }
	halfway := func(s *flows.Session) { s.Number.Platform = api.PlatformOnPremise }
	hosted := func(s *flows.Session) {
		s.Number.Platform, s.Number.Verification = api.PlatformOnPremise, api.Verified
	}
	pending := func(s *flows.Session) { s.Number.NameStatus = api.NamePendingReview }
	unheard := func(s *flows.Session) { s.AppsRead = true }
	return map[flows.AdviceID]flows.Session{
		flows.AdviseToken:            dead(467, "Error validating access token: the session was logged out."),
		flows.AdviseTokenMissing:     in(flows.ChoosePIN, ready, refusal(api.SetPIN, 104, 0, status(401))),
		flows.AdviseTokenAppRemoved:  dead(458, "Error validating access token: the app was removed."),
		flows.AdviseTokenCheckpoint:  dead(459, "Error validating access token: the user is checkpointed."),
		flows.AdviseTokenPassword:    dead(460, "Error validating access token: the password was changed."),
		flows.AdviseTokenExpired:     dead(463, "Error validating access token: Session has expired."),
		flows.AdviseTokenUnconfirmed: dead(464, "Error validating access token: the user is not confirmed."),
		flows.AdviseTokenRole:        dead(492, "Error validating access token: no role."),
		flows.AdviseCapability:       in(flows.PickNumber, ready, refusal(api.ListNumbers, 3, 0, status(500), message("(#3) API Method"))),
		flows.AdvisePermission:       in(flows.PickNumber, ready, refusal(api.ListNumbers, 10, 0, message("(#10) Application does not have permission for this action"))),
		flows.AdviseNotEntitled:      in(flows.PickNumber, ready, refusal(api.ListNumbers, 10, 0, message("(#10) Not available")), scopes),
		flows.AdviseNoAccess:         in(flows.PickNumber, ready, refusal(api.ListNumbers, 200, 0, message("(#200) Permissions error")), scopes),
		flows.AdviseNotLinked:        code(refusal(api.RequestCode, 200, 1349175, message("Not linked"))),
		flows.AdviseAppSecret:        in(flows.Connect, ready, refusal(api.GetAccount, 100, 0, message("API calls from the server require an appsecret_proof argument"))),
		flows.AdviseAppSecretWrong:   in(flows.Connect, ready, refusal(api.GetAccount, 100, 0, message("Invalid appsecret_proof provided in the API argument"))),
		flows.AdviseAppBlocked:       review(refusal(api.Register, 200, 0, message("API access blocked."))),
		flows.AdviseTerms:            review(refusal(api.Register, 200, 0, message("(#200) An admin must accept the WhatsApp Business Platform terms."))),
		flows.AdvisePolicy:           review(refusal(api.Register, 368, 0, message("(#368) Temporarily blocked for policies violations"))),
		flows.AdviseCountry:          review(refusal(api.Register, 130497, 0)),

		flows.AdviseBusy:         in(flows.PickNumber, ready, refusal(api.ListNumbers, 80007, 0, details("Try again in 20 minutes."))),
		flows.AdviseUserCalls:    in(flows.PickNumber, ready, refusal(api.ListNumbers, 17, 0)),
		flows.AdviseCodeRate:     code(refusal(api.RequestPreverifiedCode, 613, 0)),
		flows.AdviseManyNumbers:  adding(refusal(api.AddNumber, 4, 2446080)),
		flows.AdviseThroughput:   review(refusal(api.Register, 130429, 0)),
		flows.AdviseBlocked:      review(refusal(api.Register, 133016, 0, details("Account register/deregister temporarily blocked."))),
		flows.AdviseDeregBlocked: in(flows.Review, ready, refusal(api.Deregister, 133016, 0)),
		flows.AdviseCap:          adding(refusal(api.AddNumber, 200, 1349175, userText("Can't add number", "You have reached the limit of phone numbers."))),

		flows.AdviseNoObject:      in(flows.Identity, ready, refusal(api.GetSettings, 100, 33, message("Unsupported get request."))),
		flows.AdviseWrongNode:     in(flows.PickNumber, ready, refusal(api.ListNumbers, 100, 0, message("(#100) Tried accessing nonexisting field (phone_numbers) on node type (User)"))),
		flows.AdviseNoPath:        in(flows.PickNumber, ready, refusal(api.ListNumbers, 2500, 0, message("Unknown path components: /v99.0/104820560913301"))),
		flows.AdviseGone:          code(refusal(api.RequestCode, 33, 0)),
		flows.AdviseParameter:     review(refusal(api.Register, 100, 0, message("(#100) Invalid parameter"), details("Param xyz is not valid."))),
		flows.AdviseParamMissing:  review(refusal(api.Register, 131008, 0, details("Parameter is missing"))),
		flows.AdviseParamValue:    review(refusal(api.Register, 131009, 0, details("Parameter value is not valid"))),
		flows.AdviseUserError:     review(refusal(api.Register, 135000, 0, message("Generic user error"))),
		flows.AdviseOneFeature:    in(flows.ChooseRegion, ready, refusal(api.SetSettings, 100, 0, message("One feature setting must be specified"))),
		flows.AdviseMeta:          in(flows.Identity, ready, refusal(api.GetSettings, 2, 0, message("An unexpected error has occurred. Please retry your request later."))),
		flows.AdviseMaintenance:   in(flows.Identity, ready, refusal(api.GetSettings, 131057, 0, status(500))),
		flows.AdviseNumberOffline: review(refusal(api.Register, 100, 2494100)),

		flows.AdviseExists: adding(refusal(api.AddNumber, 100, 2388012)),
		flows.AdviseTaken: adding(refusal(api.AddNumber, 100, 0, message("The phone number is already registered.")), func(s *flows.Session) {
			s.List.Listed = false
		}),
		flows.AdviseElsewhere:        adding(refusal(api.AddNumber, 100, 0, message("The phone number is already registered."))),
		flows.AdviseNotSaved:         adding(refusal(api.AddNumber, 300, 0, message("(#300) Edit failure"))),
		flows.AdviseCannotAdd:        adding(refusal(api.AddNumber, 200000, 0, userText("Can't add number", "This number cannot be added."))),
		flows.AdviseNotPartner:       adding(refusal(api.AddNumber, 200000, 3095008)),
		flows.AdviseNotFree:          review(refusal(api.Register, 100, 2655122)),
		flows.AdviseTwoStep:          adding(refusal(api.AddNumber, 2388001, 0, message("Two-step verification is enabled."))),
		flows.AdviseMoveNeedless:     move("You can add this phone number to the account."),
		flows.AdviseMoveUnsubscribed: move("Cannot migrate phone number", unheard),
		flows.AdviseMoveUnready:      adding(refusal(api.AddNumber, 2388103, 0)),
		flows.AdviseMoveName:         move("The name must be present and approved."),
		flows.AdviseMovePayment:      move("It does not have a payment account."),
		flows.AdviseMoveBusiness:     move("It belongs to a different Business Manager."),
		flows.AdviseMoveRequest:      move("The Messaging For request was not accepted."),
		flows.AdviseMoveSource:       move("The account is not set up correctly."),
		flows.AdviseMoveFailed:       move("There was an error migrating the number."),
		flows.AdviseNotMovable:       move("Not possible."),
		flows.AdviseNotMigrating:     in(flows.EnterCode, fresh(), refusal(api.VerifyCode, 2388093, 0, message("The number is not being migrated."))),

		flows.AdviseVerified:    in(flows.CodeMethod, ready, refusal(api.RequestCode, 136024, 0)),
		flows.AdviseNoCode:      code(refusal(api.RequestCode, 136024, 0)),
		flows.AdviseDoubted:     code(refusal(api.RequestCode, 136024, 2388091, details("Your phone number doesn't appear to be valid. Please double check it."))),
		flows.AdvisePINLater:    in(flows.ChoosePIN, ready, refusal(api.SetPIN, 133010, 0)),
		flows.AdviseCodeNotSent: code(refusal(api.RequestCode, 100, 2388004)),
		flows.AdviseTooOften:    code(refusal(api.RequestCode, 136024, 2388367, userText("Requested too often", "You have requested verification codes too often."))),
		flows.AdviseInUse:       code(refusal(api.RequestCode, 136024, 2388091, userText("Servers are busy", "Try again in one hour."))),
		flows.AdviseOnPremise:   code(refusal(api.RequestCode, 136024, 2388091), hosted),
		flows.AdviseHalfShared:  code(refusal(api.RequestCode, 136024, 2388091), halfway),
		flows.AdviseSMB:         in(flows.Register, ready, refusal(api.Register, 100, 0, details("SMB number")), shared),
		flows.AdviseGuesses:     in(flows.EnterCode, fresh(), refusal(api.VerifyCode, 136025, 0, details("Too many attempts, try again in 3 hours."))),
		flows.AdviseWrongCode:   in(flows.EnterCode, fresh(), refusal(api.VerifyCode, 136025, 0)),

		flows.AdvisePIN:         review(refusal(api.Register, 133005, 0, message("(#133005) Two step verification PIN mismatch"), details("Incorrect pin."))),
		flows.AdvisePINUsedUp:   review(refusal(api.Register, 133008, 0, details("Too many two step verification PIN guesses, try again in 4 hours."))),
		flows.AdvisePINFast:     review(refusal(api.Register, 133009, 0, details("Entered too fast, try again in 45 seconds."))),
		flows.AdviseNameReview:  in(flows.ChangeName, fresh(connected), refusal(api.SetDisplayName, 100, 0, details("A review of a display name is running already."))),
		flows.AdviseNameLimit:   in(flows.ChangeName, fresh(connected), refusal(api.SetDisplayName, 100, 0, details("The display name was changed 10 times in 30 days."))),
		flows.AdviseNameForm:    in(flows.ChangeName, fresh(connected), refusal(api.SetDisplayName, 100, 0, details("new_display_name must have 2 to 75 characters."))),
		flows.AdviseProfileForm: in(flows.EditProfile, fresh(connected), refusal(api.SetProfile, 100, 0, details("email must be a valid e-mail address."))),
		flows.AdvisePINForm:     in(flows.ChoosePIN, ready, refusal(api.SetPIN, 100, 0, details("PIN must be exactly six digits."))),
		flows.AdvisePINWeak:     in(flows.ChoosePIN, ready, refusal(api.SetPIN, 100, 0, details("The PIN is too weak. Choose another one."))),
		flows.AdviseLocked:      in(flows.Register, pinned, refusal(api.Register, 131031, 0)),

		flows.AdviseVerifyAgain:   review(refusal(api.Register, 133006, 0)),
		flows.AdviseSignupOld:     in(flows.Register, ready, refusal(api.Register, 133006, 0), signedUp),
		flows.AdviseNotRegistered: in(flows.ChangeName, ready, refusal(api.SetDisplayName, 133010, 0)),
		flows.AdviseDeleted:       review(refusal(api.Register, 133015, 0)),
		flows.AdviseHalf:          review(refusal(api.Register, 133000, 0)),
		flows.AdviseNothingOff:    in(flows.Review, ready, refusal(api.Deregister, 100, 2207051)),
		flows.AdviseSharedOff:     in(flows.Review, ready, refusal(api.Deregister, 100, 0), shared),
		flows.AdviseRegionMoved:   review(refusal(api.Register, 12, 0)),
		flows.AdviseRegionWanted:  review(refusal(api.Register, 100, 0, details("Expected a data localization region."))),
		flows.AdviseRegionFixed:   in(flows.ChooseRegion, ready, refusal(api.SetSettings, 100, 0, details("Only while it is not registered."))),
		flows.AdviseCertificate:   in(flows.Register, ready, refusal(api.Register, 100, 2388001, userText("Cannot Create Certificate", "The certificate cannot be created.")), pending),
		flows.AdviseNameFirst:     review(refusal(api.Register, 100, 2388001, userText("Cannot Create Certificate", "Fix the display name first."))),
		flows.AdviseProveFirst:    in(flows.CodeMethod, fresh(), refusal(api.GetNumber, 2388001, 0)),

		flows.AdviseName555:     review(refusal(api.Register, 131037, 0)),
		flows.AdvisePayment:     review(refusal(api.Register, 131042, 0, message("(#131042) Business eligibility payment issue"))),
		flows.AdviseWrongCert:   in(flows.ChangeName, ready, refusal(api.SetDisplayName, 131045, 0)),
		flows.AdviseCertRefused: review(refusal(api.Register, 131045, 0)),
		flows.AdviseMedia:       review(refusal(api.Register, 131053, 0)),
		flows.AdviseUndelivered: send(refusal(api.SendMessage, 131026, 0, message("(#131026) Message undeliverable"))),
		flows.AdviseWindow:      send(refusal(api.SendMessage, 131047, 0)),
		flows.AdviseSending:     send(refusal(api.SendMessage, 131048, 0, message("(#131048) Spam rate limit hit"))),
		flows.AdvisePair:        send(refusal(api.SendMessage, 131056, 0)),
		flows.AdviseTemplate:    send(refusal(api.SendMessage, 132001, 0, status(404), message("(#132001) Template name does not exist in the translation"), details("template name (hello_world) does not exist in en"))),
		flows.AdviseSample:      send(refusal(api.SendMessage, 131058, 0)),
		flows.AdviseSendingOnly: send(refusal(api.SendMessage, 131063, 0, message("(#131063) Marketing messages are switched off"))),
		flows.AdviseNotAllowed:  send(refusal(api.SendMessage, 131030, 0)),
		flows.AdviseIdentity:    review(refusal(api.Register, 137000, 0)),
		flows.AdviseSyncUsed:    review(refusal(api.Register, 2593107, 0)),
		flows.AdviseSyncLate:    review(refusal(api.Register, 2593108, 0)),
		flows.AdviseHistoryKept: review(refusal(api.Register, 2593109, 0)),
	}
}

func cardLooks() []look {
	ready := fresh(verified)
	card := func(state flows.State, n api.Number, what ...func(*flows.Session)) flows.Session {
		return inState(state, n, what...)
	}
	review := func(f flows.Failed) flows.Session { return card(flows.Register, ready, failing(f)) }
	long := strings.Repeat("The phone number you are trying to register cannot be used for this request. ", 6)
	moved := ready
	moved.Status, moved.PINEnabled = api.StatusDisconnected, yes()
	settling := func(s *flows.Session) { s.Settle.Err = noAnswer(api.Register).Err }
	region := func(s *flows.Session) { s.Storage.Region = "CH" }
	full := then(keys("enter"))
	waiting := func(n api.Number) flows.Session { // registered, and it does not show
		return card(flows.Connected, n, func(s *flows.Session) {
			s.Settle.Looks, s.Actions = 20, []flows.Action{{At: t0, Call: api.Register, Number: n.ID}}
		}, happens(flows.NumberRead{Number: n}))
	}
	left := func(n api.Number) flows.Session { // nobody registered it in this run
		return card(flows.Connected, n, func(s *flows.Session) { s.Settle.Looks = 20 }, happens(flows.NumberRead{Number: n}))
	}
	sessions := refusals()
	noJournal := &flows.NoJournalError{Reason: flows.JournalFailed, Err: errors.New("there is no journal to write the request down in")}
	maps.Copy(sessions, map[flows.AdviceID]flows.Session{
		flows.AdviseUnknown: review(refusal(api.Register, 987654, 0, message("(#987654) Something that nobody has seen yet"))),
		flows.AdviseKeyring: card(flows.Connect, ready, failing(flows.Failed{Call: api.GetAccount, Err: fmt.Errorf("%w: no such secret", flows.ErrKeyring)})),
		flows.AdviseLocal:   card(flows.Connect, ready, failing(flows.Failed{Call: api.DebugToken, Err: flows.ErrNoSandbox})),
		flows.AdviseScopes:  card(flows.Connect, ready, happens(opened(func(t *api.TokenInfo) { t.Scopes = []api.Scope{} }))),
		flows.AdviseOtherAccount: card(flows.Connect, ready, happens(opened(func(t *api.TokenInfo) {
			t.Granular = []api.GranularScope{{Scope: api.ScopeManagement, Targets: []string{"1"}}}
		}))),
		flows.AdviseNumberID: card(flows.Connect, ready, failing(flows.Failed{Call: api.GetAccount, Err: &flows.UnopenedError{
			Found: flows.Found{Number: ready, Account: "104820560913301", Business: "220771904456101"},
			Err:   refusal(api.GetAccount, 100, 0, message("(#100) Tried accessing nonexisting field (currency) on node type (WhatsAppBusinessPhoneNumber)")).Err,
		}})),
		flows.AdviseForeign: card(flows.CodeMethod, fresh(), failing(flows.Failed{Call: api.RequestCode, Err: &api.Error{
			Call: api.RequestCode, Status: 200, Body: "<html><head><title>Sign in to Guest WiFi</title></head></html>",
		}})),
		flows.AdviseProxyLogin: card(flows.Register, ready, failing(flows.Failed{Call: api.Register, Err: &api.Error{
			Call: api.Register, Status: 407, Body: "<html><title>407 Proxy Authentication Required</title></html>",
		}})),
		flows.AdviseOffline:      card(flows.Eligibility, ready, failing(offline(api.GetNumber))),
		flows.AdviseSilence:      card(flows.Identity, ready, failing(noAnswer(api.GetSettings))),
		flows.AdviseNoAnswer:     card(flows.ChoosePIN, ready, failing(noAnswer(api.SetPIN))),
		flows.AdviseUnreadable:   card(flows.ChooseRegion, ready, failing(flows.Failed{Call: api.SetSettings, Err: &api.TransportError{Call: api.SetSettings, Sent: true, Err: api.ErrUnreadable}})),
		flows.AdviseNotDone:      card(flows.ChooseRegion, ready, failing(flows.Failed{Call: api.SetSettings, Err: &api.TransportError{Call: api.SetSettings, Sent: true, Err: api.ErrNotDone}})),
		flows.AdviseChanged:      card(flows.Review, ready, happens(flows.FactsRead{Number: moved, Settings: settings("CH")})),
		flows.AdviseBudget:       card(flows.Review, ready, used(api.Register, 10), happens(flows.RegisterAsked{})),
		flows.AdviseStaysOff:     card(flows.MovePlan, fresh(connected), used(api.Register, 10), happens(flows.MoveAsked{})),
		flows.AdviseStuck:        waiting(fresh(verified, func(n *api.Number) { n.NameStatus = api.NameDeclined })),
		flows.AdviseUnregistered: left(fresh(verified)),
		flows.AdviseUnsettled:    card(flows.Register, ready, settling, failing(offline(api.GetNumber))),
		flows.AdviseOpen: card(flows.Register, ready, failing(noAnswer(api.Register)), func(s *flows.Session) { s.Settle.Looks = 9 },
			happens(flows.FactsRead{Number: ready, Settings: settings("")})),
		flows.AdviseRegionNotKept: card(flows.ChooseRegion, ready, region, happens(flows.StorageSet{Settings: settings("")})),
		flows.AdviseBackup: card(flows.Register, ready, func(s *flows.Session) {
			s.Checks.Backup = &api.Backup{Data: api.NewSecret("data"), Password: api.NewSecret("word")}
		}, failing(refusal(api.Register, 133006, 0))),
		flows.AdvisePoolScope:    card(flows.Connect, ready, func(s *flows.Session) { s.Job = flows.JobPreverified }, happens(opened(func(*api.TokenInfo) {}))),
		flows.AdvisePoolClosed:   card(flows.Pool, ready, failing(refusal(api.ListPreverified, 10, 0, message("(#10) Permission Denied")))),
		flows.AdvisePoolVerified: card(flows.PoolCode, ready, failing(refusal(api.RequestPreverifiedCode, 136024, 0, userText("The number is verified", "This number has been verified already.")))),
		flows.AdviseJournal:      card(flows.Eligibility, ready, happens(flows.JournalOpened{Number: firstID, Err: noJournal})),
		flows.AdviseStillOn: card(flows.Deregister, fresh(connected), happens(flows.Deregistered{}), func(s *flows.Session) { s.Settle.Looks = 9 },
			happens(flows.FactsRead{Number: fresh(connected), Settings: settings("")})),
		flows.AdviseIdentityNotKept: card(flows.Identity, fresh(connected), happens(flows.IdentitySet{On: true, Settings: &api.Settings{Identity: &api.IdentityCheck{}}})),
		flows.AdviseHeld:            review(flows.Failed{Call: api.Register, Err: &flows.HeldError{Who: "mei@desk2", Since: t0.Add(-4 * time.Minute)}}),
	})
	var all []look
	for _, id := range slices.Sorted(maps.Keys(sessions)) {
		all = append(all, look{name: "card-" + string(id), session: sessions[id]})
	}
	wait := func(d time.Duration) func(*stage) { return func(st *stage) { st.pass(d) } }
	all = append(all, []look{
		{name: "card-counts-down", session: sessions[flows.AdvisePINFast], play: wait(15 * time.Second)},
		{name: "card-waited", session: sessions[flows.AdviseBlocked], play: wait(73 * time.Hour)},
		{name: "card-budget-sent-anyway", session: sessions[flows.AdviseBudget], play: keys("ctrl+o")},
		{name: "card-budget-codes", session: card(flows.CodeMethod, fresh(), func(s *flows.Session) {
			s.Budget = s.Budget.Lock(s.Counter(api.RequestCode), t0.Add(5*time.Hour))
		}), play: full},
		{name: "card-long", session: review(refusal(api.Register, 987654, 4, message("(#987654) No"), userText("This cannot be done", long), details(long)))},
		{name: "card-long-scrolled", session: review(refusal(api.Register, 987654, 4, userText("This cannot be done", long), details(long))), play: keys("d", "down", "down", "down")},
		{name: "card-details", session: sessions[flows.AdvisePIN], play: keys("d")},
		{name: "card-details-typing", session: sessions[flows.AdviseCannotAdd], play: keys("ctrl+d")},
		{name: "card-printed", session: sessions[flows.AdvisePIN], play: keys("d", "p")},
		{name: "card-copied", session: sessions[flows.AdvisePIN], play: keys("ctrl+y")},
		{name: "card-waits-for-a-while", session: sessions[flows.AdviseManyNumbers], play: wait(time.Minute)},
		{name: "card-certificate-unseen", session: card(flows.Register, fresh(verified, withPIN), func(s *flows.Session) {
			s.PIN.Mode = flows.PresentPIN
		}, failing(refusal(api.Register, 2388001, 0, userText("Cannot Create Certificate", "Try again.")))), play: keys()},
		{name: "card-stuck-in-health", session: waiting(fresh(verified, ill)), play: keys()},
		{name: "card-no-envelope", session: card(flows.ChooseRegion, ready, failing(flows.Failed{Call: api.SetSettings, Err: &api.Error{Call: api.SetSettings, Status: 403, Body: "<html><title>Blocked by a proxy</title></html>"}}))},
	}...)
	// A short card, a tall one, one with a list, one that counts down, one with a text
	// for support, and one that can be overridden. The rest differ in words.
	layouts := []string{"card-wrong_code", "card-long-scrolled", "card-stuck", "card-too_many_numbers", "card-copied", "card-budget"}
	for i, l := range all {
		all[i].key = slices.Contains(layouts, l.name)
		all[i].worded = !all[i].key
	}
	return all
}

// traces are calls as the inspector gets them.
func traces() []api.Trace {
	base := "https://graph.facebook.com/v24.0/"
	return []api.Trace{
		{Call: api.DebugToken, Method: "GET", URL: base + "debug_token?input_token=••••", Status: 200, Answer: `{"data":{"is_valid":true}}`, Start: t0.Add(-3 * time.Minute), Duration: 212 * time.Millisecond, Attempt: 1},
		{Call: api.ListNumbers, Method: "GET", URL: base + string(wabaID) + "/phone_numbers?fields=id%2Cdisplay_phone_number%2Cverified_name%2Cstatus%2Ccode_verification_status%2Cquality_rating&limit=100", Status: 503, Answer: "", Err: "graph answered 503", Start: t0.Add(-2 * time.Minute), Duration: 1234 * time.Millisecond, Attempt: 1},
		{Call: api.ListNumbers, Method: "GET", URL: base + string(wabaID) + "/phone_numbers", Status: 200, Answer: `{"data":[]}`, Start: t0.Add(-2 * time.Minute), Duration: 87 * time.Millisecond, Attempt: 2},
		{Call: api.RequestCode, Method: "POST", URL: base + string(firstID) + "/request_code", Request: `{"code_method":"SMS","language":"zh_HK"}`, Err: "context deadline exceeded", Start: t0.Add(-time.Minute), Duration: 30 * time.Second, Attempt: 1},
		{Call: api.Register, Method: "POST", URL: base + string(firstID) + "/register", Request: `{"messaging_product":"whatsapp","pin":"••••"}`, Status: 400, Answer: `{"error":{"message":"(#133005) Two step verification PIN mismatch","type":"OAuthException","code":133005,"error_data":{"messaging_product":"whatsapp","details":"Incorrect pin."},"fbtrace_id":"AbCdEfGhIjKlMnOpQrStUv"}}`, Start: t0, Duration: 431 * time.Millisecond, Attempt: 1},
	}
}

func overlayLooks() []look {
	page := inState(flows.Review, fresh(verified))
	calls := func(o *Options) { o.Calls = traces }
	crowd := func(o *Options) {
		o.Calls = func() (all []api.Trace) {
			for range 10 {
				all = append(all, traces()...)
			}
			return all
		}
	}
	return []look{
		{name: "help", session: page, play: keys("?"), key: true},
		{name: "help-scrolled", session: page, play: keys("?", "down", "down", "down", "down")},
		{name: "help-in-a-field", session: inState(flows.PickNumber, fresh()), play: keys("f1")},
		{name: "help-over-a-card", session: inState(flows.Identity, fresh(connected), failing(noAnswer(api.GetSettings))), play: keys("f1")},
		{name: "calls-none", session: page, play: keys("ctrl+t")},
		{name: "calls", session: page, options: calls, play: keys("ctrl+t")},
		{name: "calls-answer", session: page, options: calls, play: keys("ctrl+t", "tab", "pgdown")},
		{name: "calls-copied", session: page, options: calls, play: keys("ctrl+t", "c")},
		{name: "calls-printed", session: page, options: calls, play: keys("ctrl+t", "up", "up", "up", "p")},
		{name: "help-first", session: inState(flows.Connect, fresh()), play: keys("f1")},
		{name: "calls-older", session: page, options: calls, play: keys("ctrl+t", "up", "up", "up")},
		{name: "calls-many", session: page, options: crowd, play: keys("ctrl+t", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up")},
	}
}

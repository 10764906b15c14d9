package words

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/assets"
	"dialtone/assets/constants"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// family is a set of keys that code puts together: a prefix, one of the names,
// one of the endings.
type family struct {
	prefix string
	names  []string
	ends   []string // none: the name ends the key
	// some says that not all of them have words, and that code knows it.
	some bool
}

func (f family) keys() []string {
	var all []string
	for _, n := range f.names {
		for _, end := range append([]string{""}, f.ends...) {
			if (end == "") == (len(f.ends) == 0) {
				all = append(all, f.prefix+n+end)
			}
		}
	}
	return all
}

// strs turns the names of an exported list into text.
func strs[T ~string](all []T) []string {
	texts := make([]string, len(all))
	for i, v := range all {
		texts[i] = string(v)
	}
	return texts
}

// codes is the same for lists whose values have a code.
func codes[T interface{ String() string }](all ...T) []string {
	texts := make([]string, len(all))
	for i, v := range all {
		texts[i] = v.String()
	}
	return texts
}

// families are all keys that do not stand in the sources as they are. Their
// names come from the lists that the packages export, so that a new state,
// rule or advice without words is found here.
func families(t *testing.T) []family {
	t.Helper()
	var states, titled, regions, groups []string
	for _, d := range flows.Declarations() {
		states = append(states, string(d.State))
		if d.State != flows.Remedy { // each remedy has a title of its own
			titled = append(titled, string(d.State))
		}
	}
	for _, g := range assets.Regions() {
		groups, regions = append(groups, g.ID), append(regions, g.Codes...)
	}
	methods := strs([]api.CodeMethod{api.SMS, api.Voice})
	read := slices.DeleteFunc(constants.Of[phone.RecipientReason](t), func(r phone.RecipientReason) bool { return r == phone.RecipientNone })
	all := []family{
		{prefix: "state.", names: states, ends: []string{".name"}},
		{prefix: "state.", names: titled, ends: []string{".title", ".why"}},
		{prefix: "state.", names: titled, ends: []string{".lead"}, some: true},
		{prefix: "cmd.", names: strs(flows.Jobs()[1:]), ends: []string{".short"}},
		{prefix: "job.", names: strs(flows.Jobs()), ends: []string{".label", ".note"}},
		{prefix: "step.", names: strs(flows.Steps())},
		{prefix: "rule.", names: strs(constants.Of[eligibility.RuleID](t))},
		{prefix: "reason.", names: strs(constants.Of[eligibility.ReasonCode](t))},
		{prefix: "verdict.", names: codes(eligibility.Undecided, eligibility.Eligible, eligibility.AfterSteps, eligibility.NotEligible)},
		{prefix: "remedy.", names: strs(constants.Of[eligibility.RemedyID](t)), ends: []string{".title", ".lead", ".loss"}},
		{prefix: "remedy.", names: []string{"again", "choose", "add", "list"}},
		{prefix: "remedy.", names: strs(constants.Of[eligibility.RemedyID](t)), ends: []string{".time"}, some: true}, // those that are no choice of ways
		{prefix: "remedy.", names: strs([]eligibility.RemedyID{eligibility.RemedyIVR, eligibility.RemedyFinishSharing}), ends: []string{".ticket"}},
		{prefix: "remedy.", names: strs([]eligibility.RemedyID{eligibility.RemedyFinishSharing}), ends: []string{".tried"}},
		{prefix: "remedy.", names: strs([]eligibility.RemedyID{eligibility.RemedyFinishSharing}), ends: []string{".lead_likely", ".lead_said"}},
		{prefix: "remedy.", names: strs([]eligibility.RemedyID{eligibility.RemedyCoexistence}), ends: []string{".lead_said"}},
		{prefix: "journal_fault.", names: strs(constants.Of[journal.Reason](t))},
		{prefix: "silence.", names: strs(constants.Of[api.Silence](t))},
		{prefix: "actor.", names: strs(constants.Of[eligibility.Actor](t))},
		{prefix: "doctor.check.", names: append(strs(constants.Of[flows.CheckID](t)), constantsIn(t, "../page/terminal_check.go", "CheckID")...)},
		{prefix: "doctor.found.", names: append(doctorFindings(false), constantsIn(t, "../page/terminal_check.go", "FindingID")...)},
		{prefix: "doctor.fix.", names: doctorFindings(true)},
		{prefix: "doctor.fix.", names: constantsIn(t, "../page/terminal_check.go", "FindingID"), some: true},
		{prefix: "recipient.reason.", names: strs(read)},
		{prefix: "day.", names: strs(constants.Of[eligibility.DayReason](t))},
		{prefix: "advice.", names: strs(constants.Of[flows.AdviceID](t)), ends: []string{".title", ".meaning"}},
		{prefix: "advice.", names: strs(flows.MetaAdvice()), ends: []string{".cause", ".next"}},
		{prefix: "advice.", names: strs([]flows.AdviceID{flows.AdviseStuck, flows.AdviseUnregistered, flows.AdviseForeign, flows.AdviseProxyLogin}), ends: []string{".cause", ".next"}},
		{prefix: "advice.", names: strs([]flows.AdviceID{flows.AdviseNumberID, flows.AdvisePoolScope, flows.AdviseStaysOff, flows.AdviseUnknown}), ends: []string{".next"}},
		{prefix: "advice.", names: strs(constants.Of[flows.AdviceID](t)), ends: []string{".go", ".stay"}, some: true},
		{prefix: "glossary.", names: constantsIn(t, "../page/glossary.go", "Word"), ends: []string{".word", ".means"}},
		{prefix: "card.to.", names: states, some: true},
		{prefix: "connected.not_yet.", names: strs(constants.Of[flows.RegisterHeard](t)), ends: []string{".title", ".known", ".why"}},
		{prefix: "connected.not_yet.", names: []string{"looking", "idle", "wait", "again"}},
		{prefix: "own_address.", names: strs(constants.Of[flows.AddressOf](t))},
		{prefix: "ailment.", names: []string{"BLOCKED", "LIMITED", "doubtful"}},
		{prefix: "official.", names: []string{"NOT_STARTED", "PENDING", "UNDER_REVIEW", "APPROVED", "REJECTED", "EXPIRED", "CANCELLED"}},
		{prefix: "username.", names: []string{"approved", "reserved"}},
		{prefix: "diagnosis.", names: strs(constants.Of[flows.Cause](t)), ends: []string{".cause", ".next"}},
		{prefix: "cost.", names: strs(constants.Of[flows.Cost](t))},
		{prefix: "changed.", names: strs(constants.Of[flows.FactChange](t))},
		{prefix: "notice.", names: strs(constants.Of[flows.Notice](t))},
		{prefix: "misplaced.", names: []string{"token", "six", "typed"}},
		{prefix: "digits.", names: []string{"letter", "full", "paste"}},
		{prefix: "deregister.", names: []string{"letter", "full", "paste"}},
		{prefix: "held.", names: strs([]api.Status{api.StatusFlagged, api.StatusRestricted, api.StatusRateLimited}), ends: []string{".word", ".means", ".do"}},
		{prefix: "standing.", names: strs(constants.Of[flows.Standing](t))},
		{prefix: "page.do.", names: strs(constants.Of[flows.Standing](t))},
		{prefix: "standing.", names: []string{"half_shared_likely"}},
		{prefix: "page.do.", names: []string{"half_shared_likely"}},
		{prefix: "page.group.", names: []string{"standing", "identity", "name", "certificate", "quality", "health", "webhooks"}},
		{prefix: "page.verified_", names: strs(constants.Of[api.Verification](t))},
		{prefix: "page.host_", names: strs(constants.Of[api.Platform](t))},
		{prefix: "page.mode_", names: strs(constants.Of[api.AccountMode](t))},
		{prefix: "page.pin_", names: []string{"yes", "no", "unknown"}},
		{prefix: "numbers.column.", names: []string{"number", "name", "standing", "quality", "onboarded", "name_status", "throughput"}},
		{prefix: "quality.", names: []string{"GREEN", "YELLOW", "RED"}},
		{prefix: "speed.", names: []string{"STANDARD", "HIGH"}},
		{prefix: "limit.", names: []string{"TIER_50", "TIER_250", "TIER_1K", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"}},
		{prefix: "entity.", names: []string{"PHONE_NUMBER", "WABA", "BUSINESS", "APP", "MESSAGE_TEMPLATE"}},
		{prefix: "pin.fault.", names: strs(constants.Of[flows.PINFault](t))},
		{prefix: "pin.way.", names: pinWays(t), ends: []string{".label", ".note"}},
		{prefix: "pin.way.", names: slices.DeleteFunc(pinWays(t), func(way string) bool { return way == "keep" }), ends: []string{".lead"}}, // that one asks nothing
		{prefix: "unfit.", names: strs([]flows.Job{flows.JobName, flows.JobProfile})},
		{prefix: "rename.", names: []string{"register", "change", "reload"}, ends: []string{".label", ".note"}},
		{prefix: "name_state.", names: strs([]api.NameStatus{
			api.NameApproved, api.NameAvailableWithoutReview, api.NameDeclined, api.NameExpired, api.NamePendingReview, api.NameNone,
		}), ends: []string{".word", ".now", ".change"}},
		{prefix: "profile.", names: []string{"save", "drop"}},
		{prefix: "profile.field.", names: strs(flows.ProfileFields())},
		{prefix: "profile.hint.", names: strs(flows.ProfileFields())},
		{prefix: "profile.fault.", names: strs(constants.Of[flows.ProfileFault](t))},
		{prefix: "vertical.in_", names: strs(api.Verticals())},
		{prefix: "set_pin.has.", names: []string{"yes", "no", "unknown"}},
		{prefix: "message.template.", names: strs(constants.Of[flows.TemplateFault](t))},
		{prefix: "message.", names: []string{"template", "text"}, ends: []string{".kind", ".note", ".label"}},
		{prefix: "sent.", names: []string{"window", "whatsapp", "payment", "opt_in", "quality"}},
		{prefix: "pin.has.", names: []string{"yes", "no", "unknown"}},
		{prefix: "region.in_", names: regions},
		{prefix: "region_group.", names: groups},
		{prefix: "line.", names: codes(constants.Of[phone.LineType](t)...)},
		{prefix: "reach.", names: codes(phone.ReachUnknown, phone.ReachYes, phone.ReachNotRecommended, phone.ReachNo)},
		{prefix: "number.", names: strs(constants.Of[phone.ParseReason](t))},
		{prefix: "check.reach.", names: codes(phone.ReachUnknown, phone.ReachYes, phone.ReachNotRecommended, phone.ReachNo)},
		{prefix: "check.method.", names: codes(phone.MethodSMS, phone.MethodVoice, phone.MethodAsk, phone.MethodNone)},
		{prefix: "check.outcome.", names: []string{"met", "not_met", "to_be_asked"}},
		{prefix: "name.", names: strs(constants.Of[eligibility.NameCode](t))},
		{prefix: "id.", names: strs([]api.IDReason{api.IDEmpty, api.IDNotDigits, api.IDLength, api.IDIsAccount, api.IDIsNumber, api.IDIsBusiness, api.IDIsApp, api.IDIsOther, api.IDSeveral, api.IDNotInAddress, api.IDCut,
			api.IDDoubtful})},
		{prefix: "token.", names: strs([]credentials.Reason{credentials.Empty, credentials.TooLong, credentials.LineBreak, credentials.InnerSpace, credentials.BadChar, credentials.PhoneOnly, credentials.IDOnly, credentials.AppToken, credentials.AppSecret, credentials.CodeOnly, credentials.Address, credentials.Stand, credentials.Concealed, credentials.Several})},
		{prefix: "scenario.", names: assets.Scenarios(), ends: []string{".title", ".note"}},
		{prefix: "method.", names: methods, ends: []string{".label", ".ready"}},
		{prefix: "code.lead_", names: methods},
		{prefix: "connect.token.", names: []string{"env", "stdin"}},
		{prefix: "connect.sandbox", names: []string{"", "_again"}, ends: []string{".label", ".note"}},
		{prefix: "connect.", names: []string{"left", "kept", "own", "other"}, ends: []string{".label", ".note"}},
		{prefix: "connect.", names: []string{"left", "kept"}, ends: []string{".title", ".lead"}},
		{prefix: "connect.group.", names: assets.ScenarioGroups()},
		{prefix: "connect.today.", names: strs(flows.Session{}.Steps())},
		{prefix: "connect.remember.", names: []string{"once", "save"}, ends: []string{".label", ".note"}},
		{prefix: "review.pin_", names: strs([]flows.PINMode{flows.NewPIN, flows.PresentPIN, flows.ReplacePIN})},
		{prefix: "review.name_", names: strs([]api.NameStatus{api.NameDeclined, api.NamePendingReview, api.NameNone})},
		{prefix: "review.together_", names: strs([]api.Endpoint{api.Register, api.Deregister})},
		{prefix: "move.step_", names: strs(constants.Of[flows.MoveStep](t))},
		{prefix: "move.short_", names: strs(constants.Of[flows.MoveStep](t))},
		{prefix: "move.begin_", names: strs(constants.Of[flows.MoveStep](t))},
		{prefix: "move.scarce_", names: []string{"deregister", "register"}},
		{prefix: "move.closed_", names: []string{"deregister", "register"}},
		{prefix: "throughput.", names: []string{"STANDARD", "HIGH", "NOT_APPLICABLE"}},
		{prefix: "action.", names: strs([]api.Endpoint{
			api.AddNumber, api.RequestCode, api.VerifyCode, api.SetPIN, api.SetSettings, api.Register, api.Deregister, api.GetNumber, api.SetSubscribed, api.SendMessage,
			api.SetDisplayName, api.SetProfile,
			api.AddPreverified, api.RequestPreverifiedCode, api.VerifyPreverifiedCode,
		})},
		{prefix: "action.", names: []string{flows.IdentityTurnedOn, flows.IdentityTurnedOff, flows.PINTaken}},
		{prefix: "identity.way.", names: []string{"on", "off", "example"}, ends: []string{".label", ".note"}},
		{prefix: "identity.now.", names: []string{"on", "off", "unknown", "reading"}},
		{prefix: "deregister.", names: []string{"nothing", "shared"}, ends: []string{".title", ".text", ".why"}},
		{prefix: "pool.standing.", names: strs(constants.Of[flows.PoolStanding](t))},
		{prefix: "pool.story.", names: strs(constants.Of[flows.PoolStanding](t))},
		{prefix: "shown.", names: constantsIn(t, "../page/secrets.go", "SecretKind")},
		{prefix: "key.", names: []string{"subscribe"}},
		{prefix: "key.show_", names: constantsIn(t, "../page/secrets.go", "SecretKind")},
		{prefix: "waiting.", names: append([]string{"sandbox", "find", "identity", "doctor", "take_off"}, awaited()...)},
		{prefix: "waiting.", names: strs(api.Endpoints()), some: true},
	}
	for _, w := range eligibility.Walks() {
		var steps []string
		for _, s := range w.Steps {
			steps = append(steps, "."+string(s.ID))
		}
		if len(steps) > 0 {
			all = append(all, family{prefix: "walk.", names: []string{string(w.Remedy)}, ends: steps})
		}
	}
	for _, q := range eligibility.Questions() {
		ends := []string{".ask", ".why", ".said"}
		for _, a := range q.Choices() {
			ends = append(ends, "."+string(a))
		}
		all = append(all, family{prefix: "question.", names: []string{string(q)}, ends: ends})
	}
	return all
}

// doctorFindings are what the doctor finds, or of that what wants mending.
func doctorFindings(fixes bool) []string {
	var all []string
	for _, f := range flows.Findings() {
		if f.Fix || !fixes {
			all = append(all, string(f.ID))
		}
	}
	return all
}

// awaited are the calls that the operator can be waiting for.
func awaited() []string {
	var calls []string
	for _, e := range []flows.Effect{
		flows.OpenAccount{}, flows.CreateNumber{}, flows.ReadNumber{}, flows.SendCode{}, flows.HandInCode{}, flows.ReplacePINOf{}, flows.ReadSettings{},
		flows.SetStorage{}, flows.ReadFacts{}, flows.RegisterNumber{}, flows.DeregisterNumber{}, flows.SubscribeApp{}, flows.SendTest{},
		flows.ReadApps{}, flows.AskName{}, flows.ReadProfile{}, flows.SaveProfile{},
		flows.ReadPool{}, flows.AddPooled{}, flows.ReadPooled{}, flows.SendPoolCode{}, flows.HandInPoolCode{},
	} {
		calls = append(calls, string(e.Spec().Call))
	}
	return calls
}

// TestEveryKeyHasWords finds keys that code uses and that no message has.
func TestEveryKeyHasWords(t *testing.T) {
	t.Parallel()
	english := messages(t, assets.Locales()[0])
	prefixes := map[string]bool{}
	for _, f := range families(t) {
		prefixes[f.prefix] = true
		for _, key := range f.keys() {
			if english[key] == nil && !f.some {
				t.Errorf("%s has no words", key)
			}
		}
	}
	tables := map[string]bool{}
	for key := range english {
		table, _, _ := strings.Cut(key, ".")
		tables[table] = true
	}
	for _, l := range literals(t) {
		if l.call == "Bind" && l.arg == 1 {
			l.text = "key." + l.text
		}
		if !keyShaped.MatchString(l.text) || !tables[strings.Split(l.text, ".")[0]] || english[l.text] != nil {
			continue
		}
		switch {
		case strings.HasSuffix(l.text, ".") || strings.HasSuffix(l.text, "_"):
			if !prefixes[l.text] && l.text != "key." {
				t.Errorf("%s: keys that begin with %q belong to no family", l.at, l.text)
			}
		case !isPrefix(english, l.text+"."):
			t.Errorf("%s: %s has no words", l.at, l.text)
		}
	}
}

var keyShaped = regexp.MustCompile(`^[a-z_]+\.([A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]*$`)

func isPrefix(all map[string]message, prefix string) bool {
	for key := range all {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// TestEveryMessageIsUsed finds messages that no code asks for.
func TestEveryMessageIsUsed(t *testing.T) {
	t.Parallel()
	unused := messages(t, assets.Locales()[0])
	for _, f := range families(t) {
		for _, key := range f.keys() {
			delete(unused, key)
		}
	}
	for _, l := range literals(t) {
		delete(unused, l.text)
		if l.call == "Bind" && l.arg == 1 {
			delete(unused, "key."+l.text)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(unused)) {
		t.Errorf("%s is used nowhere", key)
	}
}

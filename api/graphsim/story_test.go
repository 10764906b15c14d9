package graphsim_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/assets/constants"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// stage is a remedy that the checklist asks for, with the actions that carry it out.
type stage struct {
	said    eligibility.Answers
	asks    eligibility.RemedyID // of which the remedy is one of the ways; "" where nothing is asked
	remedy  eligibility.RemedyID
	actions []graphsim.Action
	wait    time.Duration
}

// story is a scenario in which a rule is not met at first and the number connects at last.
type story struct {
	phone  string // of the number to onboard
	code   int    // the error of a code request at first, or 0 if Meta sends one
	stages []stage
	end    func(*walk)
}

// walk is a story that is being played.
type walk struct {
	*world
	id      api.PhoneNumberID
	answers eligibility.Answers
}

func stories() map[string]story {
	use := func(a eligibility.Answer) eligibility.Answers {
		return eligibility.Answers{eligibility.QuestionInUse: a}
	}
	actions := func(all ...graphsim.Action) []graphsim.Action { return all }
	leave := func(asks, r eligibility.RemedyID, a eligibility.Answer) stage {
		return stage{use(a), asks, r, actions(graphsim.LeaveApp), eligibility.AppReleaseWindow}
	}
	leaveBusiness := leave(eligibility.RemedyOnBusinessApp, eligibility.RemedyLeaveBusiness, eligibility.AnswerOnBusinessApp)
	elsewhere := func(actions []graphsim.Action, wait time.Duration) stage {
		return stage{use(eligibility.AnswerOnOtherAccount), eligibility.RemedyOnOtherAccount, eligibility.RemedyDeleteElsewhere, actions, wait}
	}
	delete := actions(graphsim.DeleteElsewhere)
	release := eligibility.PlatformReleaseWindow
	return map[string]story{
		"on-the-app": {"+886912340100", 136024, []stage{
			leave("", eligibility.RemedyLeaveApp, eligibility.AnswerOnWhatsApp),
		}, (*walk).connect},
		"on-the-business-app": {"+60123450100", 136024, []stage{
			{nil, "", eligibility.RemedyFinishSharing, actions(graphsim.RepeatSignup), 0},
			{nil, "", eligibility.RemedyCoexistence, actions(graphsim.DisconnectSharing), 0},
			leaveBusiness,
		}, (*walk).connect},
		"half-shared": {"+573012340100", 136024, []stage{
			{nil, "", eligibility.RemedyFinishSharing, actions(graphsim.RepeatSignup), 0},
		}, (*walk).shared},
		"sharing-fell-off": {"+6281234560100", 136024, []stage{
			{nil, "", eligibility.RemedyReconnect, actions(graphsim.ReconnectApp), 0},
		}, (*walk).shared},
		"shared-with-the-app": {"+639171230100", 136024, []stage{
			{nil, "", eligibility.RemedyCoexistence, actions(graphsim.DisconnectSharing), 0},
			leaveBusiness,
		}, (*walk).connect},
		"in-another-account": {"+61491570157", 136024, []stage{
			elsewhere(delete, release),
		}, (*walk).connect},
		"paid-lately": {"+33612340100", 136024, []stage{
			elsewhere(nil, 18*24*time.Hour),
			elsewhere(delete, release),
		}, (*walk).connect},
		"on-premises": {"+41791230100", 136024, []stage{
			{nil, "", eligibility.RemedyOnPremise, actions(graphsim.HandOverBackup), 0},
		}, (*walk).restore},
		"deleted-here": {"+64211230100", 33, []stage{
			{nil, "", eligibility.RemedyAddAgain, nil, 0},
		}, (*walk).addAgain},
		"banned-number": {"+48512340100", 368, []stage{
			{nil, "", eligibility.RemedyAppeal, actions(graphsim.LiftBan), 0},
		}, (*walk).connect},
		"rejected-account": {"+51912340100", 368, []stage{
			{nil, "", eligibility.RemedyAppeal, actions(graphsim.ApproveAccount), 0},
		}, (*walk).connect},
		"toll-free": {"+18005550123", 0, []stage{
			{eligibility.Answers{eligibility.QuestionBehindIVR: eligibility.AnswerYes}, "", eligibility.RemedyIVR, actions(graphsim.LetCallsIn), 0},
		}, (*walk).connect},
		"cap-full": {"+819012340177", 0, []stage{
			{eligibility.Answers{eligibility.QuestionRoom: eligibility.AnswerNo}, "", eligibility.RemedyRaiseCap, actions(graphsim.RemoveNumber), 0},
		}, (*walk).connect},
		"personal-number": {"+447040120100", 0, []stage{
			{eligibility.Answers{eligibility.QuestionReach: eligibility.AnswerUnsure}, "", eligibility.RemedyFindOut, nil, 0},
		}, (*walk).find},
		"unknown-line": {"+12025550147", 0, []stage{}, (*walk).find},
		"old-signup": {"+5491123450100", 0, []stage{
			{nil, "", eligibility.RemedyRepeatSignup, actions(graphsim.RepeatSignup), 0},
		}, (*walk).afterSignup},
		"whose-number": {"+353851230100", 0, []stage{
			{eligibility.Answers{eligibility.QuestionOwnership: eligibility.AnswerUnsure}, "", eligibility.RemedyProveOwnership, nil, 0},
		}, (*walk).connect},
		"pager":             {"+447640120100", 0, []stage{{nil, "", eligibility.RemedyOtherNumber, nil, 0}}, (*walk).other},
		"fresh-test-number": {"+15550120142", 0, []stage{}, (*walk).afterSignup}, // its PIN is enough
		"test-number":       {"+15550120100", 0, []stage{}, (*walk).second},      // for trying out only
	}
}

// Every remedy has a scenario in which it succeeds: Meta refuses before it, the checklist
// is green after it, and the number connects.
func TestStories(t *testing.T) {
	t.Parallel()
	walked := []eligibility.RemedyID{ // have no number yet: see TestMovingProvider and TestTwoPartners
		eligibility.RemedyMigrateProvider, eligibility.RemedyMoveNumber, eligibility.RemedyShareNumber, eligibility.RemedyLeaveSolution,
		eligibility.RemedyShareWithApp, eligibility.RemedySharedUnseen, // see TestAppThatIsNotTold
	}
	for name, st := range stories() {
		for _, s := range st.stages {
			walked = append(walked, s.asks, s.remedy)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &walk{world: build(t, scenario(t, name)), answers: eligibility.Answers{}}
			w.take(st.phone)
			if got := w.request(api.SMS).code(); got != st.code {
				t.Errorf("a code is refused with %d at first, want %d", got, st.code)
			}
			for _, s := range st.stages {
				w.play(s)
			}
			st.end(w)
		})
	}
	for _, r := range constants.Of[eligibility.RemedyID](t) {
		if !slices.Contains(walked, r) {
			t.Errorf("no scenario walks %s", r)
		}
	}
}

// take chooses a number of the account.
func (w *walk) take(phone string) {
	w.t.Helper()
	for _, s := range w.sim.Snapshots() {
		if s.Phone == phone {
			w.id = s.ID
			return
		}
	}
	w.t.Fatalf("%s is not in the account", phone)
}

// play carries out one stage and answers the questions that its remedy settles.
func (w *walk) play(s stage) {
	w.t.Helper()
	for q, a := range s.said {
		w.answers[q] = a
	}
	want := cmp.Or(s.asks, s.remedy)
	if got := eligibility.Decide(w.check()).Remedies; !slices.Contains(got, want) {
		w.t.Fatalf("the remedies are %q, want %q", got, want)
	}
	if s.asks != "" && !eligibility.WalkOf(s.asks).LeadsTo(s.remedy) {
		w.t.Fatalf("%s is no way of %s", s.remedy, s.asks)
	}
	for _, action := range s.actions {
		if err := w.sim.Perform(action, w.id); err != nil {
			w.t.Fatal(err)
		}
	}
	w.sim.Advance(s.wait)
	for q, a := range eligibility.WalkOf(s.remedy).Settles {
		w.answers[q] = a
	}
}

// check reads the facts and decides the rules.
func (w *walk) check() []eligibility.Result {
	w.t.Helper()
	return eligibility.Check(w.facts(), w.answers)
}

// green fails the test if a rule is still not met.
func (w *walk) green() {
	w.t.Helper()
	for _, r := range w.check() {
		if r.Outcome == eligibility.NotMet {
			w.t.Errorf("%s is not met: %s", r.Rule, r.Reason)
		}
	}
}

// facts is what a client knows of number and account.
func (w *walk) facts() eligibility.Facts {
	w.t.Helper()
	n := w.get("/v24.0/"+string(w.id), "fields", "display_phone_number,verified_name,status,code_verification_status,platform_type,account_mode,is_on_biz_app,last_onboarded_time").ok(w.t).body
	word := func(o obj, key string) string { text, _ := o[key].(string); return text }
	number, _ := phone.ParseDisplay(word(n, "display_phone_number"))
	p := eligibility.Platform{Status: word(n, "status"), CodeVerification: word(n, "code_verification_status"), PlatformType: word(n, "platform_type"),
		AccountMode: word(n, "account_mode"), VerifiedName: word(n, "verified_name"), Onboarded: n["last_onboarded_time"] != nil}
	p.OnBusinessApp, _ = n["is_on_biz_app"].(bool)
	a := w.get("/v24.0/"+string(w.sim.Info().WABA), "fields", "account_review_status,business_verification_status,whatsapp_business_manager_messaging_limit,phone_numbers{status}").ok(w.t).body
	acc := eligibility.Account{ReviewStatus: word(a, "account_review_status"), BusinessVerification: word(a, "business_verification_status"),
		MessagingLimit: word(a, "whatsapp_business_manager_messaging_limit"), Known: true}
	for _, item := range a["phone_numbers"].(obj)["data"].([]any) {
		if api.Status(word(item.(obj), "status")).Registered() {
			acc.NumbersRegistered++
		}
	}
	return eligibility.Facts{Number: number, Platform: &p, Account: &acc}
}

func (w *walk) request(method api.CodeMethod) reply {
	w.t.Helper()
	return w.world.post("/v24.0/"+string(w.id)+"/request_code", obj{"code_method": method, "language": "en"})
}

// connect onboards a number for which every rule is met: the checklist is green, a code
// arrives, and register succeeds.
func (w *walk) connect() {
	w.t.Helper()
	w.green()
	for _, method := range []api.CodeMethod{api.SMS, api.Voice} {
		w.request(method).ok(w.t)
		if len(w.sim.Outbox()) > 0 {
			break
		}
	}
	path := "/v24.0/" + string(w.id)
	w.post(path+"/verify_code", obj{"code": w.lastCode()}).ok(w.t)
	w.registered(obj{"messaging_product": "whatsapp", "pin": "123456"})
}

func (w *walk) registered(body obj) {
	w.t.Helper()
	w.post("/v24.0/"+string(w.id)+"/register", body).ok(w.t)
	w.sim.Advance(2 * time.Second)
	if s, _ := w.sim.Snapshot(w.id); s.Status != api.StatusConnected || s.Platform != api.PlatformCloud {
		w.t.Errorf("at the end %+v", s)
	}
}

// find answers what the number itself does not show.
func (w *walk) find() {
	w.t.Helper()
	asked := func(r eligibility.Result) bool {
		return r.Rule == eligibility.RuleReach && r.Ask == eligibility.QuestionReach
	}
	if !slices.ContainsFunc(w.check(), asked) {
		w.t.Error("nobody is asked what the line receives")
	}
	w.answers[eligibility.QuestionReach] = eligibility.AnswerCallOnly
	w.connect()
}

// afterSignup needs no code.
func (w *walk) afterSignup() {
	w.t.Helper()
	w.green()
	w.registered(obj{"messaging_product": "whatsapp", "pin": "123456"})
}

// restore registers the number with the backup that reached the phone.
func (w *walk) restore() {
	w.t.Helper()
	sc := scenario(w.t, "on-premises").Numbers[0]
	if m := w.sim.Outbox(); m[len(m)-1].Text != "Backup: "+sc.Backup+" Password: "+sc.BackupPassword {
		w.t.Errorf("the phone shows %q", m[len(m)-1].Text)
	}
	w.registered(restore(sc.Backup, sc.BackupPassword))
}

// shared ends with a number that works in the app and through the API, and is not
// registered here.
func (w *walk) shared() {
	w.t.Helper()
	if got := eligibility.Decide(w.check()).Remedies; !slices.Equal(got, []eligibility.RemedyID{eligibility.RemedyCoexistence}) {
		w.t.Errorf("the remedies are %q", got)
	}
	w.post("/v24.0/"+string(w.id)+"/register", obj{"messaging_product": "whatsapp", "pin": "123456"}).refused(w.t, 400, 100, 0)
	if s, _ := w.sim.Snapshot(w.id); !s.BusinessApp || s.Status != api.StatusConnected || s.Platform != api.PlatformCloud {
		w.t.Errorf("at the end %+v", s)
	}
}

func (w *walk) addAgain() {
	w.t.Helper()
	w.post("/v24.0/"+string(w.sim.Info().WABA)+"/phone_numbers", obj{"cc": "64", "phone_number": "211230100", "verified_name": "Kauri Outdoor Gear"}).ok(w.t)
	w.take("+64211230100")
	w.connect()
}

// other goes on with the account's other number.
func (w *walk) other() {
	w.t.Helper()
	if v := eligibility.Decide(w.check()); v.Kind != eligibility.NotEligible {
		w.t.Errorf("the verdict is %s", v.Kind)
	}
	w.second()
}

// second takes the second number.
func (w *walk) second() {
	w.t.Helper()
	all := w.sim.Snapshots()
	w.id, w.answers = all[1].ID, eligibility.Answers{}
	w.connect()
}

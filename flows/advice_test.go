package flows

import (
	"fmt"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

func TestAdvice(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	dismiss := func(id AdviceID, c Cost) Advice { return Advice{ID: id, Act: ActDismiss, Cost: c} }
	again := func(id AdviceID) Advice { return Advice{ID: id, Act: ActAgain} }
	goTo := func(id AdviceID, to State, c Cost) Advice { return Advice{ID: id, Act: ActGo, To: to, Cost: c} }
	remedy := func(id AdviceID, help eligibility.RemedyID) Advice {
		return Advice{ID: id, Act: ActGo, To: Remedy, Help: help}
	}
	fr := at(Review, fresh())
	ver := at(CodeMethod, fresh(verified))
	smb := at(Review, fresh(shared))
	door := at(Connect, fresh())
	typedTwice := at(AddNumber, fresh())
	typedTwice.Typed = NumberTyped{Phone: phoneOf(fresh())}
	for name, c := range map[string]struct {
		f    Failed
		s    Session
		want Advice
	}{
		// Registering.
		"133005":     {refusal(api.Register, 133005, 0), fr, goTo(AdvisePIN, ChoosePIN, CostRegister)},
		"133006":     {refusal(api.Register, 133006, 0), fr, goTo(AdviseVerifyAgain, CodeMethod, CostCode)},
		"133008":     {refusal(api.Register, 133008, 0), fr, Advice{ID: AdvisePINUsedUp, Cost: CostRegister, WaitInText: true, Locks: true}},
		"133009":     {refusal(api.Register, 133009, 0), fr, Advice{ID: AdvisePINFast, Act: ActDismiss, Cost: CostRegister, WaitInText: true, Locks: true}},
		"133010":     {refusal(api.Register, 133010, 0), fr, goTo(AdviseNotRegistered, Review, CostRegister)},
		"133015":     {refusal(api.Register, 133015, 0), fr, Advice{ID: AdviseDeleted, Act: ActDismiss, Cost: CostRegister, Wait: 5 * time.Minute, Fixed: true, Locks: true}},
		"133016":     {refusal(api.Register, 133016, 0), fr, Advice{ID: AdviseBlocked, Wait: 72 * hour, Fixed: true, Locks: true}},
		"133016 off": {refusal(api.Deregister, 133016, 0), fr, Advice{ID: AdviseBlocked, Cost: CostBoth, Wait: 72 * hour, Fixed: true, Locks: true}},
		"133000":     {refusal(api.Register, 133000, 0, status(500)), fr, Advice{ID: AdviseHalf, Act: ActDeregister, Cost: CostBoth}},
		"131031":     {refusal(api.Register, 131031, 0, status(403)), fr, goTo(AdviseLocked, ChoosePIN, CostRegister)},

		// Codes.
		"136024":          {refusal(api.RequestCode, 136024, 0), fr, Advice{ID: AdviseNoCode, Act: ActReload, Cost: CostCode}},
		"136024 verified": {refusal(api.RequestCode, 136024, 0), ver, goTo(AdviseVerified, ChoosePIN, CostNothing)},
		"136024 said":     {refusal(api.RequestCode, 136024, 0, message("Already verified.")), fr, Advice{ID: AdviseVerified, Act: ActReload}},
		"136024/2388367":  {refusal(api.RequestCode, 136024, 2388367), fr, Advice{ID: AdviseTooOften, Cost: CostCode, Wait: 24 * hour, Locks: true}},
		"2388367":         {refusal(api.RequestCode, 2388367, 0), fr, Advice{ID: AdviseTooOften, Cost: CostCode, Wait: 24 * hour, Locks: true}},
		"136024/2388091":  {refusal(api.RequestCode, 136024, 2388091), fr, remedy(AdviseInUse, eligibility.RemedyLeaveApp)},
		"136024/2388004":  {refusal(api.RequestCode, 136024, 2388004), fr, dismiss(AdviseNoCode, CostCode)},
		"100/2388004":     {refusal(api.RequestCode, 100, 2388004), fr, dismiss(AdviseNoCode, CostCode)},
		"136025":          {refusal(api.VerifyCode, 136025, 0), fr, dismiss(AdviseWrongCode, CostGuess)},
		"100 verify":      {refusal(api.VerifyCode, 100, 0), fr, dismiss(AdviseWrongCode, CostGuess)},
		"136025 too many": {refusal(api.VerifyCode, 136025, 0, message("Too many tries")), fr, Advice{ID: AdviseGuesses, Cost: CostGuess, Wait: 12 * hour, WaitInText: true, Locks: true}},
		"100 too many":    {refusal(api.VerifyCode, 100, 0, details("too many wrong codes")), fr, Advice{ID: AdviseGuesses, Cost: CostGuess, Wait: 12 * hour, WaitInText: true, Locks: true}},
		"136025 register": {refusal(api.Register, 136025, 0), fr, dismiss(AdviseUnknown, CostRegister)},

		// 100 and its many meanings.
		"100":              {refusal(api.GetNumber, 100, 0), fr, dismiss(AdviseParameter, CostNothing)},
		"100 register":     {refusal(api.Register, 100, 0, message("shipping address")), fr, dismiss(AdviseParameter, CostNothing)},
		"100 pin":          {refusal(api.Register, 100, 0, details("PIN must be exactly six digits.")), fr, goTo(AdvisePINForm, ChoosePIN, CostRegister)},
		"100 set_pin":      {refusal(api.SetPIN, 100, 0), fr, dismiss(AdvisePINForm, CostNothing)},
		"100 smb":          {refusal(api.Register, 100, 0, message("Register is not available for SMB businesses")), fr, remedy(AdviseSMB, eligibility.RemedyCoexistence)},
		"100 shared":       {refusal(api.Register, 100, 0), smb, remedy(AdviseSMB, eligibility.RemedyCoexistence)},
		"100 region":       {refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'")), fr, goTo(AdviseRegionWanted, ChooseRegion, CostRegister)},
		"12":               {refusal(api.Register, 12, 0), fr, goTo(AdviseRegionMoved, ChooseRegion, CostRegister)},
		"100 settings":     {refusal(api.SetSettings, 100, 0), fr, Advice{ID: AdviseRegionFixed, Act: ActReload}},
		"100 already":      {refusal(api.AddNumber, 100, 0, message("already registered")), fr, remedy(AdviseElsewhere, eligibility.RemedyMigrateProvider)},
		"100 listed":       {refusal(api.AddNumber, 100, 0, message("already registered")), typedTwice, goTo(AdviseExists, PickNumber, CostNothing)},
		"2388001":          {refusal(api.AddNumber, 2388001, 0), fr, remedy(AdviseTwoStep, eligibility.RemedyMigrateProvider)},
		"100/2388103":      {refusal(api.AddNumber, 100, 2388103), fr, remedy(AdviseNotMovable, eligibility.RemedyMigrateProvider)},
		"2388012":          {refusal(api.AddNumber, 2388012, 0), fr, goTo(AdviseExists, PickNumber, CostNothing)},
		"100/2388012":      {refusal(api.AddNumber, 100, 2388012), fr, goTo(AdviseExists, PickNumber, CostNothing)},
		"100/33":           {refusal(api.GetNumber, 100, 33), fr, goTo(AdviseNoObject, PickNumber, CostNothing)},
		"100/33 verify":    {refusal(api.VerifyCode, 100, 33), fr, goTo(AdviseNoObject, PickNumber, CostNothing)},
		"33":               {refusal(api.GetNumber, 33, 0), fr, goTo(AdviseNoObject, PickNumber, CostNothing)},
		"803":              {refusal(api.GetNumber, 803, 0, status(404)), fr, goTo(AdviseNoObject, PickNumber, CostNothing)},
		"100/33 at door":   {refusal(api.GetAccount, 100, 33), door, dismiss(AdviseNoObject, CostNothing)},
		"33 at door":       {refusal(api.GetAccount, 33, 0), door, dismiss(AdviseNoObject, CostNothing)},
		"200/1349175":      {refusal(api.AddNumber, 200, 1349175, status(403)), fr, remedy(AdviseCap, eligibility.RemedyRaiseCap)},
		"200/1349175 read": {refusal(api.GetNumber, 200, 1349175, status(403)), fr, goTo(AdvisePermission, Connect, CostNothing)},

		// Tokens and permissions.
		"190":       {tokenDead(api.GetNumber), fr, dismiss(AdviseToken, CostNothing)},
		"190 bare":  {refusal(api.Register, 190, 0, status(401)), fr, dismiss(AdviseToken, CostNothing)},
		"190/460":   {refusal(api.Register, 190, 460, status(401)), fr, dismiss(AdviseToken, CostNothing)},
		"102":       {refusal(api.Register, 102, 0), fr, dismiss(AdviseToken, CostNothing)},
		"104":       {refusal(api.Register, 104, 0, status(401)), fr, dismiss(AdviseToken, CostNothing)},
		"0 and 401": {refusal(api.Register, 0, 0, status(401)), fr, dismiss(AdviseToken, CostNothing)},
		"3":         {refusal(api.Register, 3, 0, status(500)), fr, goTo(AdvisePermission, Connect, CostNothing)},
		"10":        {refusal(api.Register, 10, 0, status(403)), fr, goTo(AdvisePermission, Connect, CostNothing)},
		"200":       {refusal(api.GetNumber, 200, 0, status(403)), fr, goTo(AdvisePermission, Connect, CostNothing)},
		"299":       {refusal(api.GetNumber, 299, 0, status(403)), fr, goTo(AdvisePermission, Connect, CostNothing)},
		"300":       {refusal(api.GetNumber, 300, 0), fr, dismiss(AdviseUnknown, CostNothing)},
		"131005":    {refusal(api.GetNumber, 131005, 0, status(403)), fr, goTo(AdvisePermission, Connect, CostNothing)},

		// Budgets of calls, and Meta's trouble.
		"4":            {refusal(api.GetNumber, 4, 0), fr, Advice{ID: AdviseBusy, Act: ActAgain, Wait: hour, WaitInText: true}},
		"80007":        {refusal(api.ListNumbers, 80007, 0), fr, Advice{ID: AdviseBusy, Act: ActAgain, Wait: hour, WaitInText: true}},
		"4 register":   {refusal(api.Register, 4, 0), fr, Advice{ID: AdviseBusy, Act: ActDismiss, Cost: CostRegister, Wait: hour, WaitInText: true}},
		"4/2446080":    {refusal(api.AddNumber, 4, 2446080), fr, Advice{ID: AdviseBusy, Act: ActDismiss, Wait: hour, WaitInText: true}},
		"131000":       {refusal(api.Register, 131000, 0, status(500)), fr, dismiss(AdviseMeta, CostRegister)},
		"131000 read":  {refusal(api.GetNumber, 131000, 0, status(500)), fr, again(AdviseMeta)},
		"131016":       {refusal(api.RequestCode, 131016, 0, status(500)), fr, dismiss(AdviseMeta, CostCode)},
		"133004":       {refusal(api.Register, 133004, 0, status(503)), fr, dismiss(AdviseMeta, CostRegister)},
		"133004 off":   {refusal(api.Deregister, 133004, 0, status(503)), fr, dismiss(AdviseMeta, CostBoth)},
		"2 verify":     {refusal(api.VerifyCode, 2, 0, status(503)), fr, dismiss(AdviseMeta, CostGuess)},
		"1 read":       {refusal(api.GetNumber, 1, 0), fr, again(AdviseMeta)},
		"503 no body":  {refusal(api.GetNumber, 0, 0, status(503)), fr, again(AdviseMeta)},
		"502 register": {refusal(api.Register, 0, 0, status(502)), fr, dismiss(AdviseMeta, CostRegister)},

		// The network.
		"offline":         {offline(api.GetNumber), fr, again(AdviseOffline)},
		"offline counted": {offline(api.Register), fr, dismiss(AdviseOffline, CostRegister)},
		"timeout":         {timedOut(api.GetNumber), fr, again(AdviseSilence)},
		"lost add":        {noAnswer(api.AddNumber), fr, dismiss(AdviseNoAnswer, CostNothing)},
		"lost pin":        {noAnswer(api.SetPIN), fr, again(AdviseNoAnswer)},
		"lost register":   {noAnswer(api.Register), fr, dismiss(AdviseNoAnswer, CostRegister)},
		"unreadable":      {unreadable(api.GetNumber), fr, again(AdviseUnreadable)},
		"unreadable reg":  {unreadable(api.Register), fr, dismiss(AdviseUnreadable, CostRegister)},
		"not done":        {Failed{api.SetSettings, api.ErrNotDone}, fr, again(AdviseNotDone)},
		"not done reg":    {Failed{api.Register, api.ErrNotDone}, fr, dismiss(AdviseNotDone, CostRegister)},
		"keyring":         {Failed{api.GetAccount, fmt.Errorf("%w: locked", ErrKeyring)}, door, again(AdviseKeyring)},
		"this computer":   {Failed{api.DebugToken, ErrNoSandbox}, door, again(AdviseLocal)},

		// Nothing is invented.
		"unknown":           {refusal(api.GetNumber, 987654, 0), fr, dismiss(AdviseUnknown, CostNothing)},
		"unknown counted":   {refusal(api.Register, 987654, 0), fr, dismiss(AdviseUnknown, CostRegister)},
		"unknown with sub":  {refusal(api.Register, 987654, 133005), fr, dismiss(AdviseUnknown, CostRegister)},
		"out of its place":  {refusal(api.GetNumber, 133005, 0), fr, dismiss(AdviseUnknown, CostNothing)},
		"no code, HTTP 400": {refusal(api.GetNumber, 0, 0), fr, dismiss(AdviseUnreadable, CostNothing)},
		"368":               {refusal(api.RequestCode, 368, 0, status(403)), fr, dismiss(AdviseUnknown, CostCode)},
	} {
		if got := Advise(c.f, c.s); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

func TestAdviceLeadsSomewhere(t *testing.T) {
	t.Parallel()
	known := map[State]bool{}
	for _, d := range Declarations() {
		known[d.State] = true
	}
	for _, r := range adviceRules() {
		a := r.advice
		if (a.Act == ActGo) != (a.To != "") || a.To != "" && !known[a.To] || (a.To == Remedy) != (a.Help != "") {
			t.Errorf("%+v goes nowhere", a)
		}
	}
}

func TestWaits(t *testing.T) {
	t.Parallel()
	retry := func(d time.Duration) func(*api.Error) { return func(e *api.Error) { e.RetryAfter = d } }
	user := func(text string) func(*api.Error) { return func(e *api.Error) { e.UserMessage = text } }
	for name, c := range map[string]struct {
		f     Failed
		wait  time.Duration
		known bool
		locks bool
	}{
		"133016":            {refusal(api.Register, 133016, 0), Window, true, true},
		"133016 and usage":  {refusal(api.Register, 133016, 0, retry(time.Minute)), Window, true, true},
		"133008 in details": {refusal(api.Register, 133008, 0, details("Wait 3600 seconds before the next try.")), time.Hour, true, true},
		"133008 for people": {refusal(api.Register, 133008, 0, user("Try again in 1 hour 20 minutes")), 80 * time.Minute, true, true},
		"133008 silent":     {refusal(api.Register, 133008, 0), 0, false, false},
		"133009":            {refusal(api.Register, 133009, 0, details("Wait 4 seconds before the next try.")), 4 * time.Second, true, true},
		"133015":            {refusal(api.Register, 133015, 0), 5 * time.Minute, true, true},
		"2388367":           {refusal(api.RequestCode, 136024, 2388367, user("Try again in 1 hour")), 24 * time.Hour, false, true},
		"80007":             {refusal(api.GetNumber, 80007, 0), time.Hour, false, false},
		"80007 header":      {refusal(api.GetNumber, 80007, 0, retry(7*time.Minute)), 7 * time.Minute, true, false},
		"133005":            {refusal(api.Register, 133005, 0), 0, false, false},
	} {
		s := at(Review, fresh(verified))
		s.problem(c.f, t0)
		p := s.Problem
		if got := p.Until; c.wait == 0 && !got.IsZero() || c.wait > 0 && !got.Equal(t0.Add(c.wait)) || p.Known != c.known {
			t.Errorf("%s: until %v, known %t", name, got, p.Known)
		}
		if frees := s.Budget.Frees(s.Counted(c.f.Call), t0); frees.IsZero() == c.locks {
			t.Errorf("%s: frees %v", name, frees)
		}
	}
}

func TestParseWait(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"": 0, "Try again later": 0, "Wait 20 minutes.": 20 * time.Minute, "in 1 hour": time.Hour, "45s": 45 * time.Second,
		"1 hour 20 minutes": 80 * time.Minute, "2 hrs": 2 * time.Hour, "3 days": 72 * time.Hour, "WAIT 5 MIN": 5 * time.Minute,
		"between 24 and 48 hours": 48 * time.Hour, "10 requests in 72 hours": 72 * time.Hour, "wait 3 000 seconds": 0,
		"six digits": 0, "6 digits": 0, "2 months": 0, "10 Mbit": 0, "error 133016": 0, "999999999999999999999 hours": 0,
		"100000 days": 0, "89 days 3 days": 89 * 24 * time.Hour, "1 day 1 hour 1 minute 1 second": 25*time.Hour + 61*time.Second,
	} {
		if got := ParseWait(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func FuzzParseWait(f *testing.F) {
	f.Add("1 hour 20 minutes")
	f.Add("9223372036854775807 days 90 days 90 days")
	f.Fuzz(func(t *testing.T, text string) {
		if wait := ParseWait(text); wait < 0 || wait > longestWait {
			t.Errorf("%q: %s", text, wait)
		}
	})
}

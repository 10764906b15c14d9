package flows

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

func TestAdvice(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	act := func(id AdviceID, do Act, c Cost, r Retry) Advice { return Advice{ID: id, Act: do, Cost: c, Retry: r} }
	dismiss := func(id AdviceID, c Cost, r Retry) Advice { return act(id, ActDismiss, c, r) }
	goTo := func(id AdviceID, to State, c Cost, r Retry) Advice {
		return Advice{ID: id, Act: ActGo, To: to, Cost: c, Retry: r}
	}
	remedy := func(id AdviceID, help eligibility.RemedyID, r Retry) Advice {
		return Advice{ID: id, Act: ActGo, To: Remedy, Help: help, Retry: r}
	}
	wait := func(id AdviceID, c Cost, d time.Duration, change ...func(*Advice)) Advice {
		a := Advice{ID: id, Cost: c, Wait: d, Retry: RetryWaited}
		for _, by := range change {
			by(&a)
		}
		return a
	}
	said := func(a *Advice) { a.WaitInText = true }
	fixed := func(a *Advice) { a.Fixed = true }
	locks := func(a *Advice) { a.Locks = true }
	soft := func(a *Advice) { a.Act = ActDismiss }
	repeat := func(a *Advice) { a.Act = ActAgain }
	fr, sure, smb, door := at(Review, fresh()), at(CodeMethod, fresh(verified)), at(Review, fresh(shared)), at(Connect, fresh())
	old, hosted, off := at(Review, fresh(hasPIN)), at(CodeMethod, fresh(onPremise)), at(Review, fresh(banned))
	adding := at(AddNumber, fresh())
	again := at(AddNumber, fresh())
	again.Typed = NumberTyped{Phone: phoneOf(fresh())}
	unread, twin := adding, at(AddNumber, fresh(func(n *api.Number) { n.Display = "+55 11 7555-0142" }))
	unread.List.Listed = false
	twin.Typed = NumberTyped{Phone: phone.Number{E164: "+5511975550142", CallingCode: 55, National: "11975550142"}}
	moving := at(AddNumber, fresh())
	moving.Typed.Migrate = true
	known := door
	known.Token = fr.Token
	ready, unready := adding, adding
	unready.Account.Verification = "not_verified"
	unheard := ready
	unheard.AppsRead = true
	poor := fr
	poor.Token.Scopes, poor.Account.Name = nil, ""
	manages := fr
	manages.Token.Scopes, manages.Account.Name = nil, "Lotus"
	full := fr
	full.List.Pages = []Page{PageOf(fresh(connected), fresh(connected, another))}
	full.Account.Verification = "not_verified"
	rejected := old
	rejected.Account.Review = "REJECTED"
	left := at(CodeMethod, fresh())
	left.Checks.Walks = map[eligibility.RemedyID]Progress{eligibility.RemedyLeaveApp: {}}
	for name, c := range map[string]struct {
		f    Failed
		s    Session
		want Advice
	}{
		// Registering.
		"133005":          {refusal(api.Register, 133005, 0), fr, goTo(AdvisePIN, ChoosePIN, CostRegister, RetryFixed)},
		"133006":          {refusal(api.Register, 133006, 0), fr, goTo(AdviseVerifyAgain, CodeMethod, CostCode, RetryFixed)},
		"133006 signup":   {refusal(api.Register, 133006, 0), at(Review, fresh(lapsed, verified)), remedy(AdviseSignupOld, eligibility.RemedyRepeatSignup, RetryFixed)},
		"133008":          {refusal(api.Register, 133008, 0), fr, wait(AdvisePINUsedUp, CostRegister, 0, said, locks)},
		"133009":          {refusal(api.Register, 133009, 0), fr, wait(AdvisePINFast, CostRegister, 0, said, locks, soft)},
		"133010":          {refusal(api.GetSettings, 133010, 0), fr, goTo(AdviseNotRegistered, Review, CostRegister, RetryFixed)},
		"133015":          {refusal(api.Register, 133015, 0), fr, wait(AdviseDeleted, CostRegister, 5*time.Minute, fixed, locks, soft)},
		"133016":          {refusal(api.Register, 133016, 0), fr, wait(AdviseBlocked, CostNothing, 72*hour, fixed, locks)},
		"133016 off":      {refusal(api.Deregister, 133016, 0), fr, wait(AdviseDeregBlocked, CostBoth, 72*hour, fixed, locks)},
		"133000":          {refusal(api.Register, 133000, 0, status(500)), fr, act(AdviseHalf, ActDeregister, CostBoth, RetryFixed)},
		"131031":          {refusal(api.Register, 131031, 0, status(403)), old, goTo(AdviseLocked, ChoosePIN, CostRegister, RetryFixed)},
		"131031 no PIN":   {refusal(api.Register, 131031, 0, status(403)), fr, remedy(AdvisePolicy, eligibility.RemedyAppeal, RetryFixed)},
		"131031 banned":   {refusal(api.Register, 131031, 0, status(403)), off, remedy(AdvisePolicy, eligibility.RemedyAppeal, RetryFixed)},
		"131031 rejected": {refusal(api.Register, 131031, 0, status(403)), rejected, remedy(AdvisePolicy, eligibility.RemedyAppeal, RetryFixed)},
		"2388001":         {refusal(api.Register, 100, 2388001), sure, goTo(AdviseCertificate, Eligibility, CostRegister, RetryFixed)},
		"2388001 code":    {refusal(api.Register, 2388001, 0), fr, goTo(AdviseCertificate, CodeMethod, CostRegister, RetryFixed)},
		"2388001 read":    {refusal(api.GetNumber, 2388001, 0), fr, goTo(AdviseProveFirst, CodeMethod, CostCode, RetryFixed)},
		"2388001 listed":  {refusal(api.GetNumber, 2388001, 0), at(PickNumber, fresh()), dismiss(AdviseProveFirst, CostCode, RetryFixed)},

		// Deregistering.
		"100 smb off":    {refusal(api.Deregister, 100, 0, message("not available for API solution for SMB")), fr, remedy(AdviseSharedOff, eligibility.RemedyCoexistence, RetryNever)},
		"100 shared off": {refusal(api.Deregister, 100, 0), smb, remedy(AdviseSharedOff, eligibility.RemedyCoexistence, RetryNever)},
		"100 not linked": {refusal(api.Deregister, 100, 0, message("is not currently linked to")), fr, act(AdviseNothingOff, ActReload, CostNothing, RetryNever)},
		"100/2207051":    {refusal(api.Deregister, 100, 2207051), fr, act(AdviseNothingOff, ActReload, CostNothing, RetryNever)},

		// Codes.
		"136024":          {refusal(api.RequestCode, 136024, 0), fr, act(AdviseNoCode, ActReload, CostCode, RetryFixed)},
		"136024 verified": {refusal(api.RequestCode, 136024, 0), sure, goTo(AdviseVerified, ChoosePIN, CostNothing, RetryNever)},
		"136024 said":     {refusal(api.RequestCode, 136024, 0, message("Already verified.")), fr, goTo(AdviseVerified, ChoosePIN, CostNothing, RetryNever)},
		"131048":          {refusal(api.SendMessage, 131048, 0), at(TestMessage, fresh(connected)), wait(AdviseSending, CostNothing, 0, soft)},
		"136024/2388367":  {refusal(api.RequestCode, 136024, 2388367), fr, wait(AdviseTooOften, CostCode, 24*hour, said, locks)},
		"2388367":         {refusal(api.RequestCode, 2388367, 0), fr, wait(AdviseTooOften, CostCode, 24*hour, said, locks)},
		"2388367 hosted":  {refusal(api.RequestCode, 136024, 2388367), hosted, remedy(AdviseOnPremise, eligibility.RemedyOnPremise, RetryNever)},
		"2388367 shared":  {refusal(api.RequestCode, 136024, 2388367), smb, remedy(AdviseSMB, eligibility.RemedyCoexistence, RetryNever)},
		"136024/2388091":  {refusal(api.RequestCode, 136024, 2388091), fr, goTo(AdviseInUse, Eligibility, CostNothing, RetryFixed)},
		"2388091 alone":   {refusal(api.RequestCode, 2388091, 0), fr, goTo(AdviseInUse, Eligibility, CostNothing, RetryFixed)},
		"2388091 said":    {refusal(api.RequestCode, 2388091, 0, message("not eligible to receive a code")), fr, act(AdviseNotMigrating, ActReload, CostNothing, RetryFixed)},
		"2388093":         {refusal(api.VerifyCode, 100, 2388093), fr, dismiss(AdviseWrongCode, CostGuess, RetryFixed)},
		"136025/2388093":  {refusal(api.VerifyCode, 136025, 2388093), fr, dismiss(AdviseWrongCode, CostGuess, RetryFixed)},
		"2388093 alone":   {refusal(api.VerifyCode, 2388093, 0), fr, dismiss(AdviseWrongCode, CostGuess, RetryFixed)},
		"2388093 said":    {refusal(api.VerifyCode, 136025, 2388093, message("The number is not being migrated.")), fr, act(AdviseNotMigrating, ActReload, CostNothing, RetryFixed)},
		"2388093 spent":   {refusal(api.VerifyCode, 136025, 2388093, message("Too many tries")), fr, wait(AdviseGuesses, CostGuess, 12*hour, said, locks)},
		"136024/2388004":  {refusal(api.RequestCode, 136024, 2388004), fr, wait(AdviseCodeNotSent, CostCode, 0, said, soft)},
		"100/2388004":     {refusal(api.RequestCode, 100, 2388004), fr, wait(AdviseCodeNotSent, CostCode, 0, said, soft)},
		"136025":          {refusal(api.VerifyCode, 136025, 0), fr, dismiss(AdviseWrongCode, CostGuess, RetryFixed)},
		"100 verify":      {refusal(api.VerifyCode, 100, 0), fr, dismiss(AdviseWrongCode, CostGuess, RetryFixed)},
		"136025 too many": {refusal(api.VerifyCode, 136025, 0, message("Too many tries")), fr, wait(AdviseGuesses, CostGuess, 12*hour, said, locks)},
		"100 too many":    {refusal(api.VerifyCode, 100, 0, details("too many wrong codes")), fr, wait(AdviseGuesses, CostGuess, 12*hour, said, locks)},
		"136025 register": {refusal(api.Register, 136025, 0), fr, dismiss(AdviseUnknown, CostRegister, RetryUnsaid)},

		// 100 and its many meanings.
		"100":              {refusal(api.GetNumber, 100, 0), fr, dismiss(AdviseParameter, CostNothing, RetryFixed)},
		"100 register":     {refusal(api.Register, 100, 0, message("shipping address")), fr, dismiss(AdviseParameter, CostRegister, RetryFixed)},
		"100 pin":          {refusal(api.Register, 100, 0, details("PIN must be exactly six digits.")), fr, goTo(AdvisePINForm, ChoosePIN, CostRegister, RetryFixed)},
		"100 set_pin":      {refusal(api.SetPIN, 100, 0, details("PIN must be exactly six digits.")), at(ChoosePIN, fresh()), dismiss(AdvisePINForm, CostNothing, RetryFixed)},
		"100 no pin meant": {refusal(api.SetPIN, 100, 0, message("Invalid parameter")), at(ChoosePIN, fresh()), dismiss(AdviseParameter, CostNothing, RetryFixed)},
		"100 smb":          {refusal(api.Register, 100, 0, message("Register is not available for SMB businesses")), fr, remedy(AdviseSMB, eligibility.RemedyCoexistence, RetryNever)},
		"100 shared":       {refusal(api.Register, 100, 0), smb, remedy(AdviseSMB, eligibility.RemedyCoexistence, RetryNever)},
		"100 region":       {refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'")), fr, goTo(AdviseRegionWanted, ChooseRegion, CostRegister, RetryFixed)},
		"12":               {refusal(api.Register, 12, 0), fr, goTo(AdviseRegionMoved, ChooseRegion, CostRegister, RetryFixed)},
		"100 settings":     {refusal(api.SetSettings, 100, 0), fr, dismiss(AdviseParameter, CostNothing, RetryFixed)},
		"100 fixed":        {refusal(api.SetSettings, 100, 0), at(ChooseRegion, fresh(connected)), act(AdviseRegionFixed, ActReload, CostNothing, RetryFixed)},
		"100 fixed said":   {refusal(api.SetSettings, 100, 0, details("only while not registered")), fr, act(AdviseRegionFixed, ActReload, CostNothing, RetryFixed)},
		"100 feature":      {refusal(api.SetSettings, 100, 0, message("One feature setting must be specified")), fr, dismiss(AdviseOneFeature, CostNothing, RetryFixed)},
		"100 already":      {refusal(api.AddNumber, 100, 0, message("already registered")), adding, remedy(AdviseElsewhere, eligibility.RemedyMigrateProvider, RetryFixed)},
		"100 unread":       {refusal(api.AddNumber, 100, 0, message("The phone number is already registered")), unread, goTo(AdviseTaken, PickNumber, CostNothing, RetryFixed)},
		"100 twin":         {refusal(api.AddNumber, 100, 0, message("already registered")), twin, goTo(AdviseExists, PickNumber, CostNothing, RetryNever)},
		"100 listed":       {refusal(api.AddNumber, 100, 0, message("already registered")), again, goTo(AdviseExists, PickNumber, CostNothing, RetryNever)},
		"100/33":           {refusal(api.GetNumber, 100, 33), fr, goTo(AdviseNoObject, PickNumber, CostNothing, RetryFixed)},
		"100/33 verify":    {refusal(api.VerifyCode, 100, 33), fr, goTo(AdviseNoObject, PickNumber, CostNothing, RetryFixed)},
		"100 no such":      {refusal(api.GetNumber, 100, 0, message("Object with ID '1' does not exist")), fr, goTo(AdviseNoObject, PickNumber, CostNothing, RetryFixed)},
		"100 other kind":   {refusal(api.GetNumber, 100, 0, message("Tried accessing nonexisting field (status) on node type (Business)")), fr, goTo(AdviseWrongNode, PickNumber, CostNothing, RetryFixed)},
		"100 same kind":    {refusal(api.GetNumber, 100, 0, message("Tried accessing nonexisting field (new) on node type (WhatsAppBusinessPhoneNumber)")), fr, dismiss(AdviseParameter, CostNothing, RetryFixed)},
		"100 list kind":    {refusal(api.ListNumbers, 100, 0, message("Tried accessing nonexisting field (phone_numbers) on node type (WhatsAppBusinessPhoneNumber)")), fr, goTo(AdviseWrongNode, PickNumber, CostNothing, RetryFixed)},
		"100 row":          {refusal(api.ListNumbers, 100, 0, message("Tried accessing nonexisting field (new) on node type (WhatsAppBusinessPhoneNumber)")), fr, dismiss(AdviseParameter, CostNothing, RetryFixed)},
		"100 weak pin":     {refusal(api.Register, 100, 0, details("The PIN is too weak. Choose another one.")), fr, goTo(AdvisePINWeak, ChoosePIN, CostRegister, RetryFixed)},
		"100 weak set":     {refusal(api.SetPIN, 100, 0, message("PIN is easily guessed")), at(ChoosePIN, fresh()), dismiss(AdvisePINWeak, CostNothing, RetryFixed)},
		"100 new subcode":  {refusal(api.Register, 100, 2388999), fr, dismiss(AdviseUnknown, CostRegister, RetryUnsaid)},
		"33":               {refusal(api.GetNumber, 33, 0), fr, goTo(AdviseGone, PickNumber, CostNothing, RetryNever)},
		"803":              {refusal(api.GetNumber, 803, 0, status(404)), fr, goTo(AdviseNoObject, PickNumber, CostNothing, RetryFixed)},
		"100/33 at door":   {refusal(api.GetAccount, 100, 33), door, dismiss(AdviseNoObject, CostNothing, RetryFixed)},
		"100 proof":        {refusal(api.GetAccount, 100, 0, message("API calls from the server require an appsecret_proof argument")), door, dismiss(AdviseAppSecret, CostNothing, RetryFixed)},
		"100 wrong proof":  {refusal(api.VerifyCode, 100, 0, message("Invalid appsecret_proof provided in the API argument")), fr, goTo(AdviseAppSecretWrong, Connect, CostNothing, RetryFixed)},
		"100 permission":   {refusal(api.GetNumber, 100, 0, message("Missing Permission")), poor, goTo(AdvisePermission, Connect, CostNothing, RetryFixed)},
		"100 all scopes":   {refusal(api.GetNumber, 100, 0, message("Missing Permission")), fr, act(AdviseNoAccess, ActAgain, CostNothing, RetryFixed)},
		"100/2388386":      {refusal(api.AddNumber, 100, 2388386), adding, remedy(AdviseCap, eligibility.RemedyRaiseCap, RetryFixed)},
		"100/2388112":      {refusal(api.AddNumber, 100, 2388112), adding, remedy(AdviseCap, eligibility.RemedyRaiseCap, RetryFixed)},
		"2655122":          {refusal(api.Register, 100, 2655122), fr, goTo(AdviseNotFree, Eligibility, CostRegister, RetryFixed)},
		"2655122 adding":   {refusal(api.AddNumber, 2655122, 0), adding, dismiss(AdviseNotFree, CostNothing, RetryFixed)},
		"200/1349175":      {refusal(api.AddNumber, 200, 1349175, status(403)), adding, remedy(AdviseCap, eligibility.RemedyRaiseCap, RetryFixed)},
		"200/1349175 read": {refusal(api.GetNumber, 200, 1349175, status(403)), fr, act(AdviseNotLinked, ActAgain, CostNothing, RetryFixed)},
		"200/1349175 full": {refusal(api.Register, 200, 1349175, status(403)), full, remedy(AdviseCap, eligibility.RemedyRaiseCap, RetryFixed)},
		"200/1349175 said": {refusal(api.Register, 200, 1349175, message("Limit exceeded")), fr, remedy(AdviseCap, eligibility.RemedyRaiseCap, RetryFixed)},
		"200/1349175 reg":  {refusal(api.Register, 200, 1349175, status(403)), fr, dismiss(AdviseNotLinked, CostRegister, RetryFixed)},

		// Adding and moving.
		"2388001 add":     {refusal(api.AddNumber, 2388001, 0), adding, dismiss(AdviseUnknown, CostNothing, RetryUnsaid)},
		"2388001 moving":  {refusal(api.AddNumber, 2388001, 0), moving, remedy(AdviseNotMovable, eligibility.RemedyMigrateProvider, RetryFixed)},
		"2388001 said":    {refusal(api.AddNumber, 100, 2388001, message("Two-step verification is enabled.")), adding, remedy(AdviseTwoStep, eligibility.RemedyMigrateProvider, RetryFixed)},
		"2388001 name":    {refusal(api.Register, 100, 2388001, message("Fix the display name first.")), fr, goTo(AdviseNameFirst, ChangeName, CostRegister, RetryFixed)},
		"2388001 nome":    {refusal(api.Register, 2388001, 0, message("O nome de exibição não foi aprovado.")), fr, goTo(AdviseNameFirst, ChangeName, CostRegister, RetryFixed)},
		"100/2388103":     {refusal(api.AddNumber, 100, 2388103), ready, remedy(AdviseNotMovable, eligibility.RemedyMigrateProvider, RetryFixed)},
		"2388103 unready": {refusal(api.AddNumber, 2388103, 0), unready, remedy(AdviseMoveUnready, eligibility.RemedyMigrateProvider, RetryFixed)},
		"2388103 payment": {refusal(api.AddNumber, 2388103, 0, message("It has no payment method")), unready, remedy(AdviseMovePayment, eligibility.RemedyMigrateProvider, RetryFixed)},
		"2388103 unheard": {refusal(api.AddNumber, 2388103, 0), unheard, act(AdviseMoveUnsubscribed, ActSubscribe, CostNothing, RetryFixed)},
		"2388103 free":    {refusal(api.AddNumber, 2388103, 0, message("You can add this phone number")), adding, goTo(AdviseMoveNeedless, AddNumber, CostNothing, RetryFixed)},
		"2388103 other":   {refusal(api.AddNumber, 2388103, 0, message("belongs to a different Business Manager")), ready, goTo(AdviseMoveBusiness, Connect, CostNothing, RetryFixed)},
		"2388012":         {refusal(api.AddNumber, 2388012, 0), adding, goTo(AdviseExists, PickNumber, CostNothing, RetryNever)},
		"100/2388012":     {refusal(api.AddNumber, 100, 2388012), adding, goTo(AdviseExists, PickNumber, CostNothing, RetryNever)},
		"200000/3095008":  {refusal(api.AddNumber, 200000, 3095008), adding, goTo(AdviseNotPartner, PickNumber, CostNothing, RetryFixed)},
		"200000":          {refusal(api.AddNumber, 200000, 0), adding, dismiss(AdviseCannotAdd, CostNothing, RetryFixed)},
		"300":             {refusal(api.AddNumber, 300, 0), adding, dismiss(AdviseNotSaved, CostNothing, RetryBackoff)},

		// Tokens and permissions.
		"190":              {tokenDead(api.GetNumber), fr, dismiss(AdviseTokenExpired, CostNothing, RetryFixed)},
		"190 bare":         {refusal(api.Register, 190, 0, status(401)), fr, dismiss(AdviseToken, CostNothing, RetryFixed)},
		"190/460":          {refusal(api.Register, 190, 460, status(401)), fr, dismiss(AdviseTokenPassword, CostNothing, RetryFixed)},
		"190/999":          {refusal(api.Register, 190, 999, status(401)), fr, dismiss(AdviseToken, CostNothing, RetryFixed)},
		"102":              {refusal(api.Register, 102, 0), fr, dismiss(AdviseToken, CostNothing, RetryFixed)},
		"104":              {refusal(api.Register, 104, 0, status(401)), fr, dismiss(AdviseTokenMissing, CostNothing, RetryFixed)},
		"0 and 401":        {refusal(api.Register, 0, 0, status(401), message("x")), fr, dismiss(AdviseToken, CostNothing, RetryFixed)},
		"3":                {refusal(api.Register, 3, 0, status(500)), fr, dismiss(AdviseCapability, CostRegister, RetryFixed)},
		"3 read":           {refusal(api.GetNumber, 3, 0, status(500)), fr, act(AdviseCapability, ActAgain, CostNothing, RetryFixed)},
		"10":               {refusal(api.Register, 10, 0, status(403)), poor, goTo(AdvisePermission, Connect, CostNothing, RetryFixed)},
		"10 said":          {refusal(api.Register, 10, 0, message("Permission Denied")), fr, dismiss(AdviseNotEntitled, CostRegister, RetryFixed)},
		"200 blocked":      {refusal(api.Register, 200, 0, message("API access blocked.")), fr, dismiss(AdviseAppBlocked, CostNothing, RetryNever)},
		"10 blocked":       {refusal(api.GetNumber, 10, 0, message("API access blocked.")), poor, dismiss(AdviseAppBlocked, CostNothing, RetryNever)},
		"200 terms":        {refusal(api.Register, 200, 0, details("An admin must accept the WhatsApp Business Platform terms.")), fr, dismiss(AdviseTerms, CostRegister, RetryFixed)},
		"100 terms":        {refusal(api.AddNumber, 100, 0, message("The business must accept the Cloud API terms of service")), adding, dismiss(AdviseTerms, CostNothing, RetryFixed)},
		"200 no token":     {refusal(api.GetNumber, 200, 0, message("Provide valid app ID")), fr, dismiss(AdviseTokenMissing, CostNothing, RetryFixed)},
		"2500":             {refusal(api.GetNumber, 2500, 0, message("Unknown path components: /v99.0/1")), fr, dismiss(AdviseNoPath, CostNothing, RetryNever)},
		"2500 no token":    {refusal(api.GetNumber, 2500, 0, message("An active access token must be used to query information")), fr, dismiss(AdviseTokenMissing, CostNothing, RetryFixed)},
		"10 in full":       {refusal(api.ListNumbers, 10, 0, status(403)), fr, act(AdviseNotEntitled, ActAgain, CostNothing, RetryFixed)},
		"10 shared":        {refusal(api.GetSettings, 10, 0, status(403)), smb, remedy(AdviseSMB, eligibility.RemedyCoexistence, RetryNever)},
		"200":              {refusal(api.GetNumber, 200, 0, status(403)), poor, goTo(AdvisePermission, Connect, CostNothing, RetryFixed)},
		"200 in full":      {refusal(api.GetNumber, 200, 0, status(403)), fr, act(AdviseNoAccess, ActAgain, CostNothing, RetryFixed)},
		"200 at door":      {refusal(api.GetAccount, 200, 0, status(403)), door, dismiss(AdvisePermission, CostNothing, RetryFixed)},
		"200 known":        {refusal(api.GetAccount, 200, 0, status(403)), known, act(AdviseNoAccess, ActAgain, CostNothing, RetryFixed)},
		"200/1349176":      {refusal(api.GetNumber, 200, 1349176, status(403)), poor, goTo(AdviseScopes, Connect, CostNothing, RetryFixed)},
		"200 account read": {refusal(api.ListNumbers, 200, 0, status(403)), manages, act(AdviseNoAccess, ActAgain, CostNothing, RetryFixed)},
		"299":              {refusal(api.GetNumber, 299, 0, status(403)), poor, goTo(AdvisePermission, Connect, CostNothing, RetryFixed)},
		"300 read":         {refusal(api.GetNumber, 300, 0), fr, dismiss(AdviseUnknown, CostNothing, RetryUnsaid)},
		"131005":           {refusal(api.GetNumber, 131005, 0, status(403)), poor, goTo(AdvisePermission, Connect, CostNothing, RetryFixed)},
		"131005 full":      {refusal(api.GetNumber, 131005, 0, status(403)), fr, act(AdviseNoAccess, ActAgain, CostNothing, RetryFixed)},
		"1349176 full":     {refusal(api.GetNumber, 200, 1349176, status(403)), fr, act(AdviseNoAccess, ActAgain, CostNothing, RetryFixed)},
		"131031 read":      {refusal(api.GetNumber, 131031, 0, status(403)), fr, remedy(AdvisePolicy, eligibility.RemedyAppeal, RetryFixed)},
		"131031 code":      {refusal(api.RequestCode, 131031, 0, status(403)), old, remedy(AdvisePolicy, eligibility.RemedyAppeal, RetryFixed)},
		"131031 list":      {refusal(api.ListNumbers, 131031, 0, status(403)), at(PickNumber, fresh()), dismiss(AdvisePolicy, CostNothing, RetryFixed)},
		"368":              {refusal(api.RequestCode, 368, 0, status(403)), fr, remedy(AdvisePolicy, eligibility.RemedyAppeal, RetryFixed)},
		"368 no number":    {refusal(api.ListNumbers, 368, 0, status(403)), at(PickNumber, fresh()), dismiss(AdvisePolicy, CostNothing, RetryFixed)},

		// Budgets of calls, and Meta's trouble.
		"4":            {refusal(api.GetNumber, 4, 0), fr, wait(AdviseBusy, CostNothing, hour, said, repeat)},
		"80008":        {refusal(api.ListNumbers, 80008, 0), fr, wait(AdviseBusy, CostNothing, hour, said, repeat)},
		"80007":        {refusal(api.ListNumbers, 80007, 0), fr, wait(AdviseBusy, CostNothing, hour, said, repeat)},
		"17":           {refusal(api.ListNumbers, 17, 0), fr, wait(AdviseUserCalls, CostNothing, hour, said, repeat)},
		"4 register":   {refusal(api.Register, 4, 0), fr, wait(AdviseBusy, CostRegister, hour, said, soft)},
		"4/2446080":    {refusal(api.AddNumber, 4, 2446080), adding, wait(AdviseManyNumbers, CostNothing, 0, said, soft)},
		"131000":       {refusal(api.Register, 131000, 0, status(500)), fr, dismiss(AdviseMeta, CostRegister, RetryBackoff)},
		"131000 read":  {refusal(api.GetNumber, 131000, 0, status(500)), fr, act(AdviseMeta, ActAgain, CostNothing, RetryBackoff)},
		"131016":       {refusal(api.RequestCode, 131016, 0, status(500)), fr, dismiss(AdviseMeta, CostCode, RetryBackoff)},
		"131057":       {refusal(api.GetNumber, 131057, 0, status(500)), fr, wait(AdviseMaintenance, CostNothing, time.Minute, fixed, repeat)},
		"2494100":      {refusal(api.Register, 100, 2494100), fr, wait(AdviseNumberOffline, CostRegister, 5*time.Minute, said, soft)},
		"133004":       {refusal(api.Register, 133004, 0, status(503)), fr, Advice{ID: AdviseMeta, Act: ActDismiss, Cost: CostRegister, Retry: RetryBackoff, WaitInText: true}},
		"2 verify":     {refusal(api.VerifyCode, 2, 0, status(503)), fr, dismiss(AdviseMeta, CostGuess, RetryBackoff)},
		"1 read":       {refusal(api.GetNumber, 1, 0), fr, act(AdviseMeta, ActAgain, CostNothing, RetryBackoff)},
		"503 no body":  {refusal(api.GetNumber, 0, 0, status(503)), fr, act(AdviseForeign, ActAgain, CostNothing, RetryBackoff)},
		"502 register": {refusal(api.Register, 0, 0, status(502)), fr, dismiss(AdviseForeign, CostRegister, RetryBackoff)},

		// The network.
		"offline":         {offline(api.GetNumber), fr, act(AdviseOffline, ActAgain, CostNothing, RetryUnsaid)},
		"offline counted": {offline(api.Register), fr, dismiss(AdviseOffline, CostRegister, RetryUnsaid)},
		"timeout":         {timedOut(api.GetNumber), fr, act(AdviseSilence, ActAgain, CostNothing, RetryUnsaid)},
		"lost add":        {noAnswer(api.AddNumber), fr, dismiss(AdviseNoAnswer, CostNothing, RetryUnsaid)},
		"lost pin":        {noAnswer(api.SetPIN), fr, act(AdviseNoAnswer, ActAgain, CostNothing, RetryUnsaid)},
		"lost register":   {noAnswer(api.Register), fr, dismiss(AdviseNoAnswer, CostRegister, RetryUnsaid)},
		"unreadable":      {unreadable(api.GetNumber), fr, act(AdviseUnreadable, ActAgain, CostNothing, RetryUnsaid)},
		"unreadable reg":  {unreadable(api.Register), fr, dismiss(AdviseUnreadable, CostRegister, RetryUnsaid)},
		"not done":        {Failed{api.SetSettings, api.ErrNotDone}, fr, act(AdviseNotDone, ActAgain, CostNothing, RetryUnsaid)},
		"not done reg":    {Failed{api.Register, api.ErrNotDone}, fr, dismiss(AdviseNotDone, CostRegister, RetryUnsaid)},
		"keyring":         {Failed{api.GetAccount, fmt.Errorf("%w: locked", ErrKeyring)}, door, act(AdviseKeyring, ActAgain, CostNothing, RetryUnsaid)},
		"this computer":   {Failed{api.DebugToken, ErrNoSandbox}, door, act(AdviseLocal, ActAgain, CostNothing, RetryUnsaid)},

		// Nothing is invented.
		"unknown":            {refusal(api.GetNumber, 987654, 0), fr, dismiss(AdviseUnknown, CostNothing, RetryUnsaid)},
		"unknown counted":    {refusal(api.Register, 987654, 0), fr, dismiss(AdviseUnknown, CostRegister, RetryUnsaid)},
		"unknown, HTTP 500":  {refusal(api.GetNumber, 987654, 0, status(500)), fr, dismiss(AdviseUnknown, CostNothing, RetryUnsaid)},
		"unknown, transient": {refusal(api.GetNumber, 987654, 0, func(e *api.Error) { e.Transient = true }), fr, dismiss(AdviseUnknown, CostNothing, RetryBackoff)},
		"unknown with sub":   {refusal(api.Register, 987654, 133005), fr, dismiss(AdviseUnknown, CostRegister, RetryUnsaid)},
		"out of its place":   {refusal(api.GetNumber, 133005, 0), fr, dismiss(AdviseUnknown, CostNothing, RetryUnsaid)},
		"no code, HTTP 400":  {refusal(api.GetNumber, 0, 0), fr, act(AdviseForeign, ActAgain, CostNothing, RetryFixed)},
		"foreign 401":        {refusal(api.GetNumber, 0, 0, status(401)), fr, act(AdviseForeign, ActAgain, CostNothing, RetryFixed)},
		"foreign counted":    {refusal(api.Register, 0, 0, status(401)), fr, dismiss(AdviseForeign, CostRegister, RetryFixed)},
		"foreign 429":        {refusal(api.GetNumber, 0, 0, status(429)), fr, act(AdviseForeign, ActAgain, CostNothing, RetryBackoff)},
		"proxy login":        {refusal(api.Register, 0, 0, status(407)), fr, dismiss(AdviseProxyLogin, CostRegister, RetryFixed)},
		"code 0, HTTP 500":   {refusal(api.Register, 0, 0, status(500), message("x")), fr, dismiss(AdviseMeta, CostRegister, RetryBackoff)},
	} {
		if r := c.want.Retry; c.want.Cost == CostNothing && (r == RetryFixed || r == RetryWaited || r == RetryBackoff) {
			c.want.Cost = CallOf(c.f.Call).Cost // unless it is another one
		}
		if got := Advise(c.f, c.s); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
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
		"2388367":           {refusal(api.RequestCode, 136024, 2388367), 24 * time.Hour, false, true},
		"2388367 said":      {refusal(api.RequestCode, 136024, 2388367, user("Try again in 1 hour")), time.Hour, true, true},
		"80007":             {refusal(api.GetNumber, 80007, 0), time.Hour, false, false},
		"80007 header":      {refusal(api.GetNumber, 80007, 0, retry(7*time.Minute)), 7 * time.Minute, true, false},
		"133005":            {refusal(api.Register, 133005, 0), 0, false, false},
	} {
		s := at(Review, fresh(verified))
		s.fail(c.f, t0)
		p := s.Problem
		if got := p.Until; c.wait == 0 && !got.IsZero() || c.wait > 0 && !got.Equal(t0.Add(c.wait)) || p.Known != c.known {
			t.Errorf("%s: until %v, known %t", name, got, p.Known)
		}
		if frees := s.Budget.Frees(s.Counter(c.f.Call), t0); frees.IsZero() == c.locks {
			t.Errorf("%s: frees %v", name, frees)
		}
	}
}

// TestNoCodeAloneTakesANumberAway: no card leads to deleting a number or an account, to
// moving it or to adding it once more, on the strength of one code. The page that asks how
// a number comes from another provider is a question.
func TestNoCodeAloneTakesANumberAway(t *testing.T) {
	t.Parallel()
	away := []eligibility.RemedyID{
		eligibility.RemedyLeaveApp, eligibility.RemedyLeaveBusiness, eligibility.RemedyDeleteElsewhere, eligibility.RemedyMoveNumber,
		eligibility.RemedyAddAgain, eligibility.RemedyOtherNumber,
	}
	for _, row := range assets.Errors() {
		if row.When != "" || len(row.Text) > 0 { // a fact, or Meta's own words
			continue
		}
		for _, on := range row.On {
			call := api.Endpoint(on)
			if on == assets.EveryCall {
				call = api.Register
			}
			for _, state := range []State{Connect, PickNumber, AddNumber, CodeMethod, EnterCode, Review} {
				e := refusal(call, row.Code, row.Sub)
				a := Advise(e, at(state, fresh(verified)))
				if slices.Contains(away, a.Help) || a.Act == ActGo && a.To == AddNumber {
					t.Errorf("%d/%d on %s in %s leads to %s %s", row.Code, row.Sub, on, state, a.To, a.Help)
				}
			}
		}
	}
}

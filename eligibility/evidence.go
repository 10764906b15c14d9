package eligibility

import (
	"dialtone/eligibility/phone"
)

// The functions of this file are the left side of the rule table: each says
// what the facts alone tell about one rule.

// The fields of Graph that tell something, by their own names. The count of
// numbers is the length of a list and bears the list's name.
const (
	fieldStatus       = "status"
	fieldVerification = "code_verification_status"
	fieldPlatform     = "platform_type"
	fieldBizApp       = "is_on_biz_app"
	fieldMode         = "account_mode"
	fieldNameStatus   = "name_status"
	fieldName         = "verified_name"
	fieldDisplay      = "display_phone_number"
	fieldReview       = "account_review_status"
	fieldBusiness     = "business_verification_status"
	fieldLimit        = "whatsapp_business_manager_messaging_limit"
	fieldCap          = "max_phone_numbers_per_business"
	fieldNumbers      = "phone_numbers"
	fieldOnboarded    = "last_onboarded_time"
)

// byGraph is proof from a field of Graph.
func byGraph(field string, o Outcome, why ReasonCode, remedy RemedyID) evidence {
	return evidence{Finding: Finding{o, why, remedy}, source: FromGraph, field: field, weight: proof}
}

// byNumber is proof from the number itself.
func byNumber(o Outcome, why ReasonCode, remedy RemedyID) evidence {
	return evidence{Finding: Finding{o, why, remedy}, source: FromNumber, weight: proof}
}

// nobody is the evidence for a rule of which no fact tells anything.
func nobody(why ReasonCode) evidence {
	return evidence{Finding: Finding{Unknown, why, RemedyNone}}
}

// likely makes evidence give way to an operator who knows better.
func (e evidence) likely() evidence {
	e.weight = hint
	return e
}

// doubtful makes evidence a remark: it says what is known and settles nothing.
func (e evidence) doubtful() evidence {
	e.weight = silent
	return e
}

// proved is the proof that a finished registration or a confirmed code gives; it
// is false where there is neither.
func proved(p *Platform, o Outcome) (evidence, bool) {
	switch {
	case p.registeredHere():
		return byGraph(fieldStatus, o, ReasonRegistered, RemedyNone), true
	case p.codeReceived():
		return byGraph(fieldVerification, o, ReasonCodeReceived, RemedyNone), true
	}
	return evidence{}, false
}

// ownership: Meta calls the confirmed code the proof of ownership (seed 003).
func ownership(f Facts, _ Answers) evidence {
	proof, _ := proved(f.Platform, Met)
	return proof
}

// country: the number has a country and an area code. A number that Graph lists
// has passed Meta's own check, whatever our copy of the plans says.
func country(f Facts, _ Answers) evidence {
	n := f.Number
	switch {
	case n.Line == phone.LineShortCode:
		// The next rule says what is wrong; two complaints would confuse.
		return byNumber(NotApplicable, ReasonHasNoAreaCode, RemedyNone)
	case n.Valid && n.Region != "":
		return byNumber(Met, ReasonComplete, RemedyNone)
	case f.Platform != nil:
		return byGraph(fieldDisplay, Met, ReasonKnownToGraph, RemedyNone)
	case n.E164 == "":
		return byNumber(NotMet, ReasonNoNumber, RemedyOtherNumber)
	case n.Valid:
		return byNumber(Unknown, ReasonNoGeography, RemedyNone).doubtful()
	}
	return byNumber(Unknown, ReasonUnlisted, RemedyNone).doubtful()
}

// shortCode: short codes are not supported (seed 000, seed 001).
func shortCode(f Facts, _ Answers) evidence {
	switch {
	case f.Number.Line == phone.LineShortCode:
		return byNumber(NotMet, ReasonIsShortCode, RemedyOtherNumber)
	case f.Number.E164 != "":
		return byNumber(Met, ReasonIsNoShortCode, RemedyNone)
	case f.Platform != nil:
		return byGraph(fieldDisplay, Met, ReasonKnownToGraph, RemedyNone)
	}
	return byNumber(Unknown, ReasonNoNumber, RemedyNone).doubtful()
}

// reach: the line can take an SMS or a call (seed 000, seed 001; docs for the
// line types). The type of a line is a hint only: a SIM may be blocked. Where the
// plan does not tell landlines from mobiles the operator is asked, since a code by
// SMS would be wasted on half of them; if nobody knows, a call gets to both.
func reach(f Facts, _ Answers) evidence {
	if proof, ok := proved(f.Platform, Met); ok {
		return proof
	}
	sms, voice := f.Number.Line.Reach()
	switch {
	case sms == phone.ReachNo && voice == phone.ReachNo:
		return byNumber(NotMet, ReasonReceivesNone, RemedyOtherNumber)
	case sms == phone.ReachYes:
		return byNumber(Met, ReasonSMSAndVoice, RemedyNone).likely()
	case sms == phone.ReachUnknown && voice == phone.ReachYes:
		e := byNumber(Unknown, ReasonReachDoubtful, RemedyNone).doubtful()
		e.unsure = Finding{Met, ReasonVoice, RemedyNone}
		return e
	case voice == phone.ReachYes:
		return byNumber(Met, ReasonVoice, RemedyNone).likely()
	}
	return byNumber(Unknown, ReasonReachDoubtful, RemedyNone).doubtful()
}

// scaled: Meta asks for "scaled capabilities" without a definition (seed 001).
// Nothing but a finished registration proves them.
func scaled(f Facts, _ Answers) evidence {
	if f.Platform.registeredHere() {
		return byGraph(fieldStatus, Met, ReasonRegistered, RemedyNone)
	}
	return evidence{}
}

// inUse: the number is in use nowhere else (seed 000, seed 001, seed 002). The
// order matters: a number shared with the Business app reads CONNECTED too, and
// registering it is refused. That the app is there is no ground for deleting its account,
// which only somebody who knows what it is used for can propose.
func inUse(f Facts, a Answers) evidence {
	p := f.Platform
	if p == nil {
		return evidence{}
	}
	host, status := word(p.PlatformType), word(p.Status)
	switch {
	case status == "MIGRATED":
		return byGraph(fieldStatus, NotMet, ReasonMigrated, RemedyMigrateProvider)
	case status == "DELETED":
		return byGraph(fieldStatus, NotMet, ReasonDeleted, RemedyAddAgain)
	case p.halfShared() && host == "ON_PREMISE":
		return byGraph(fieldPlatform, NotMet, ReasonHalfShared, RemedyFinishSharing)
	case p.halfShared():
		return byGraph(fieldBizApp, NotMet, ReasonMaybeHalf, RemedyFinishSharing) // the field says no more than that the app has it
	case p.OnBusinessApp && status == "DISCONNECTED":
		return byGraph(fieldStatus, NotMet, ReasonFellOff, RemedyReconnect)
	case p.OnBusinessApp:
		return byGraph(fieldBizApp, NotMet, ReasonShared, RemedyCoexistence)
	case host == "ON_PREMISE" && p.codeReceived():
		return byGraph(fieldPlatform, NotMet, ReasonOnPremise, RemedyOnPremise)
	case host == "ON_PREMISE" && a[QuestionInUse] == AnswerOnBusinessApp: // together they tell it
		return byGraph(fieldPlatform, NotMet, ReasonHalfShared, RemedyFinishSharing)
	case p.registeredHere():
		return byGraph(fieldStatus, Met, ReasonConnectedHere, RemedyNone)
	case p.codeReceived() && status != "" && !f.SaidInUse:
		// Codes are refused to numbers that are live elsewhere, but the
		// number may have gone back to an app since.
		return byGraph(fieldVerification, Met, ReasonCodeReceived, RemedyNone).likely()
	}
	return evidence{}
}

// banned: a ban has to be lifted by appeal first (seed 001).
func banned(f Facts, _ Answers) evidence {
	switch {
	case f.Platform != nil && word(f.Platform.Status) == "BANNED":
		return byGraph(fieldStatus, NotMet, ReasonBanned, RemedyAppeal)
	case f.Platform.registeredHere():
		return byGraph(fieldStatus, Met, ReasonNotBanned, RemedyNone)
	case f.Platform.codeReceived():
		return byGraph(fieldVerification, Met, ReasonCodeReceived, RemedyNone).likely()
	}
	return evidence{}
}

// account: an account that Meta rejected or switched off cannot take a number, and
// the way out is an appeal (openapi for the words). An account under review can take
// one, and a word that is not known yet stops nobody either.
func account(f Facts, _ Answers) evidence {
	if f.Platform.registeredHere() {
		return byGraph(fieldStatus, Met, ReasonRegistered, RemedyNone)
	}
	review, status := "", ""
	if f.Account != nil {
		review, status = word(f.Account.ReviewStatus), word(f.Account.Status)
	}
	switch {
	case status == "DISABLED", status == "BANNED":
		return byGraph(fieldStatus, NotMet, ReasonAccountDisabled, RemedyAppeal)
	}
	switch review {
	case "REJECTED":
		return byGraph(fieldReview, NotMet, ReasonAccountRejected, RemedyAppeal)
	case "APPROVED":
		return byGraph(fieldReview, Met, ReasonAccountApproved, RemedyNone)
	case "PENDING":
		return byGraph(fieldReview, Unknown, ReasonAccountPending, RemedyNone).doubtful()
	}
	return nobody(ReasonAccountUnknown)
}

// ivr: a voice menu would swallow the code (seed 001). Only lines that are
// often answered by a machine are asked about; where the plan does not tell
// fixed from mobile, only those that are to get a call.
func ivr(f Facts, a Answers) evidence {
	if proof, ok := proved(f.Platform, NotApplicable); ok {
		return proof
	}
	switch f.Number.Line {
	case phone.LineFixed, phone.LineTollFree, phone.LinePremium, phone.LineSharedCost,
		phone.LineUAN, phone.LineVoIP, phone.LinePersonal, phone.LineVoicemail:
		return evidence{}
	case phone.LinePager, phone.LineShortCode:
		return byNumber(NotApplicable, ReasonReceivesNone, RemedyNone)
	case phone.LineMobile, phone.LineFixedOrMobile, phone.LineUnknown:
		if a.Method(f.Number) == phone.MethodVoice {
			return evidence{}
		}
	}
	return byNumber(NotApplicable, ReasonNoIVRLikely, RemedyNone).likely()
}

// signup: a number that came through Embedded Signup has to be registered within
// fourteen days, or the customer goes through it again (seed 002). Graph marks the
// end of that time by itself: the check of the code is EXPIRED then. That of a number
// which was registered runs out as well, and then nothing lapsed.
func signup(f Facts, _ Answers) evidence {
	switch p := f.Platform; {
	case p == nil, !p.Onboarded:
	case p.registeredHere():
		return byGraph(fieldStatus, NotApplicable, ReasonRegistered, RemedyNone)
	case p.codeReceived():
		return byGraph(fieldVerification, Met, ReasonSignupInTime, RemedyNone)
	case word(p.CodeVerification) == "EXPIRED" && p.SignupOpen: // an older proof ran out
		return byGraph(fieldOnboarded, Met, ReasonSignupInTime, RemedyNone)
	case word(p.CodeVerification) == "EXPIRED" && !p.neverRegistered():
		return evidence{Finding: Finding{Unknown, ReasonSignupLapsed, RemedyNone}}
	case word(p.CodeVerification) == "EXPIRED":
		return byGraph(fieldVerification, NotMet, ReasonSignupLapsed, RemedyRepeatSignup)
	}
	return evidence{Finding: Finding{NotApplicable, ReasonNoSignup, RemedyNone}, weight: hint}
}

// numberCap: the portfolio has room for another registered number (seed 001). A count is
// a hint at most: it covers one account, and Meta words its limit in two ways (docs).
func numberCap(f Facts, _ Answers) evidence {
	if f.Platform.registeredHere() {
		return byGraph(fieldStatus, Met, ReasonRegistered, RemedyNone) // it is counted already
	}
	acc := f.Account
	if acc == nil || !acc.Known {
		return nobody(ReasonCapUnknown)
	}
	limit, field := acc.limit()
	switch {
	case acc.Full():
		return byGraph(field, Unknown, ReasonCapWarned, RemedyNone).doubtful()
	case limit == 0:
		return nobody(ReasonCapUnknown)
	}
	return byGraph(field, Met, ReasonRoom, RemedyNone).likely()
}

// displayName: the state of the display name (seed 001, seed 002). A name that is
// not approved, or not yet, does not keep a number from being registered: it is
// remarked upon and nothing is asked.
func displayName(f Facts, _ Answers) evidence {
	if f.Platform == nil {
		return nobody(ReasonNameUnknown)
	}
	remark := func(why ReasonCode) evidence {
		return byGraph(fieldNameStatus, Unknown, why, RemedyNone).doubtful()
	}
	switch word(f.Platform.NameStatus) {
	case "APPROVED", "AVAILABLE_WITHOUT_REVIEW":
		return byGraph(fieldNameStatus, Met, ReasonNameReady, RemedyNone)
	case "PENDING_REVIEW":
		return remark(ReasonNamePending)
	case "DECLINED":
		return remark(ReasonNameDeclined)
	case "EXPIRED":
		return remark(ReasonNameExpired)
	case "NONE", "NON_EXISTS":
		return remark(ReasonNameNone)
	}
	return nobody(ReasonNameUnknown)
}

// testNumber: a test number that Meta issues is no number for customers and stays where
// it is (seed 001, docs). Most come registered. One that is not, and is not gone, may be
// registered for trying out, so it is let pass with a word. One sign of a test number alone
// also fits numbers of real businesses.
func testNumber(f Facts, _ Answers) evidence {
	mode := ""
	if f.Platform != nil {
		mode = word(f.Platform.AccountMode)
	}
	switch {
	case f.FreshTestNumber():
		return byGraph(fieldName, Unknown, ReasonFreshTest, RemedyNone).doubtful()
	case f.testNumber():
		return byGraph(fieldName, NotMet, ReasonTestNumber, RemedyOtherNumber)
	case f.Platform.namedTest():
		return byGraph(fieldName, Unknown, ReasonMaybeTest, RemedyNone).doubtful()
	case f.is555():
		return byNumber(Unknown, ReasonMaybeTest, RemedyNone).doubtful()
	case mode == "LIVE":
		return byGraph(fieldMode, Met, ReasonNoTestNumber, RemedyNone)
	case mode == "SANDBOX":
		return byGraph(fieldMode, Unknown, ReasonTestUnknown, RemedyNone).doubtful()
	}
	return nobody(ReasonTestUnknown)
}

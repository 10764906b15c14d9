package eligibility

import "strings"

// The functions of this file are the left side of the rule table: each says
// what the facts alone tell about one rule.

func proven(s Source, o Outcome, why ReasonCode, remedy RemedyID) evidence {
	return evidence{Finding{o, why, remedy}, s, proof}
}

func hinted(s Source, o Outcome, why ReasonCode) evidence {
	return evidence{Finding{o, why, RemedyNone}, s, hint}
}

func doubted(s Source, why ReasonCode) evidence {
	return evidence{Finding{Unknown, why, RemedyNone}, s, silent}
}

// ownership: Meta calls the confirmed code the proof of ownership (seed 003).
func ownership(f Facts, _ Answers) evidence {
	switch {
	case f.Platform.registeredHere():
		return proven(FromGraph, Met, ReasonRegistered, RemedyNone)
	case f.Platform.codeReceived():
		return proven(FromGraph, Met, ReasonCodeReceived, RemedyNone)
	}
	return evidence{}
}

// country: the number has a country and an area code. A number that Graph lists
// has passed Meta's own check, whatever our copy of the plans says.
func country(f Facts, _ Answers) evidence {
	n := f.Number
	switch {
	case n.Line == LineShortCode:
		// The next rule says what is wrong; two complaints would confuse.
		return proven(FromNumber, NotApplicable, ReasonHasNoAreaCode, RemedyNone)
	case n.Valid && n.Region != "":
		return proven(FromNumber, Met, ReasonComplete, RemedyNone)
	case f.Platform != nil:
		return proven(FromGraph, Met, ReasonKnownToGraph, RemedyNone)
	case n.E164 == "":
		return proven(FromNumber, NotMet, ReasonNoNumber, RemedyOtherNumber)
	case n.Valid:
		return doubted(FromNumber, ReasonNoGeography)
	}
	return doubted(FromNumber, ReasonUnlisted)
}

// shortCode: short codes are not supported (seed 000, seed 001).
func shortCode(f Facts, _ Answers) evidence {
	switch {
	case f.Number.Line == LineShortCode:
		return proven(FromNumber, NotMet, ReasonIsShortCode, RemedyOtherNumber)
	case f.Number.E164 != "":
		return proven(FromNumber, Met, ReasonIsNoShortCode, RemedyNone)
	case f.Platform != nil:
		return proven(FromGraph, Met, ReasonKnownToGraph, RemedyNone)
	}
	return doubted(FromNumber, ReasonNoNumber)
}

// reach: the line can take an SMS or a call (seed 000, seed 001; docs for the
// line types). The type of a line is a hint only: a SIM may be blocked.
func reach(f Facts, _ Answers) evidence {
	switch {
	case f.Platform.registeredHere():
		return proven(FromGraph, Met, ReasonRegistered, RemedyNone)
	case f.Platform.codeReceived():
		return proven(FromGraph, Met, ReasonCodeReceived, RemedyNone)
	}
	sms, voice := f.Number.Line.Reach()
	switch {
	case sms == ReachNo && voice == ReachNo:
		return proven(FromNumber, NotMet, ReasonReceivesNone, RemedyOtherNumber)
	case sms == ReachYes:
		return hinted(FromNumber, Met, ReasonSMSAndVoice)
	case voice == ReachYes:
		return hinted(FromNumber, Met, ReasonVoice)
	}
	return doubted(FromNumber, ReasonReachDoubtful)
}

// scaled: Meta asks for "scaled capabilities" without a definition (seed 001).
// Nothing but a finished registration proves them.
func scaled(f Facts, _ Answers) evidence {
	if f.Platform.registeredHere() {
		return proven(FromGraph, Met, ReasonRegistered, RemedyNone)
	}
	return evidence{}
}

// inUse: the number is in use nowhere else. The order matters: a number shared
// with the Business app reads CONNECTED too, and registering it is refused.
func inUse(f Facts, _ Answers) evidence {
	p := f.Platform
	if p == nil {
		return evidence{}
	}
	host, status := word(p.PlatformType), word(p.Status)
	// A sharing that stopped halfway looks like this in the field; the
	// On-Premises API itself ended in October 2025 (docs).
	halfway := status == "DISCONNECTED" && word(p.CodeVerification) == "NOT_VERIFIED"
	switch {
	case p.OnBusinessApp && host == "CLOUD_API":
		return proven(FromGraph, NotMet, ReasonShared, RemedyCoexistence)
	case host == "ON_PREMISE" && (p.OnBusinessApp || halfway):
		return proven(FromGraph, NotMet, ReasonHalfShared, RemedyCoexistence)
	case p.OnBusinessApp:
		return proven(FromGraph, NotMet, ReasonOnBusinessApp, RemedyLeaveBusiness)
	case host == "ON_PREMISE":
		return proven(FromGraph, NotMet, ReasonOnPremise, RemedyOnPremise)
	case p.registeredHere():
		return proven(FromGraph, Met, ReasonConnectedHere, RemedyNone)
	case status == "MIGRATED":
		return proven(FromGraph, NotMet, ReasonMigrated, RemedyDeleteElsewhere)
	case status == "DELETED":
		return proven(FromGraph, NotMet, ReasonDeleted, RemedyAddAgain)
	case p.codeReceived():
		// Codes are refused to numbers that are live elsewhere, but the
		// number may have gone back to an app since.
		return hinted(FromGraph, Met, ReasonCodeReceived)
	}
	return evidence{}
}

// banned: a ban has to be lifted by appeal first (seed 001). An account that
// Meta rejected cannot take a number either, and the way out is the same.
func banned(f Facts, _ Answers) evidence {
	switch {
	case f.Platform != nil && word(f.Platform.Status) == "BANNED":
		return proven(FromGraph, NotMet, ReasonBanned, RemedyAppeal)
	case f.Platform.registeredHere():
		return proven(FromGraph, Met, ReasonNotBanned, RemedyNone)
	case f.Account != nil && word(f.Account.ReviewStatus) == "REJECTED":
		return proven(FromGraph, NotMet, ReasonAccountRejected, RemedyAppeal)
	case f.Platform.codeReceived():
		return hinted(FromGraph, Met, ReasonCodeReceived)
	}
	return evidence{}
}

// ivr: a voice menu would swallow the code (seed 001). Only lines that are
// often answered by a machine are asked about; where the plan does not tell
// fixed from mobile, only those that take nothing but calls.
func ivr(f Facts, a Answers) evidence {
	switch {
	case f.Platform.registeredHere():
		return proven(FromGraph, NotApplicable, ReasonRegistered, RemedyNone)
	case f.Platform.codeReceived():
		return proven(FromGraph, NotApplicable, ReasonCodeReceived, RemedyNone)
	}
	switch f.Number.Line {
	case LineFixed, LineTollFree, LinePremium, LineSharedCost, LineUAN, LineVoIP, LinePersonal, LineVoicemail:
		return evidence{}
	case LinePager, LineShortCode:
		return proven(FromNumber, NotApplicable, ReasonReceivesNone, RemedyNone)
	case LineMobile, LineFixedOrMobile, LineUnknown:
		if a[QuestionReach] == AnswerCallOnly {
			return evidence{}
		}
	}
	return hinted(FromNumber, NotApplicable, ReasonNoIVRLikely)
}

// numberCap: the portfolio has room for another registered number (seed 001).
// A count below the cap is a hint only, since it covers one account of the
// portfolio; a count at the cap is proof if the cap itself is sure.
func numberCap(f Facts, _ Answers) evidence {
	if f.Platform.registeredHere() {
		return proven(FromGraph, Met, ReasonRegistered, RemedyNone) // it is counted already
	}
	acc := f.Account
	if acc == nil || !acc.Known {
		return doubted(SourceNone, ReasonCapUnknown)
	}
	limit, sure := derivedCap(acc.BusinessVerification, acc.MessagingLimit)
	if acc.NumberCap > 0 {
		limit, sure = acc.NumberCap, true
	}
	switch {
	case acc.NumbersRegistered < limit:
		return hinted(FromGraph, Met, ReasonRoom)
	case sure:
		return proven(FromGraph, NotMet, ReasonCapReached, RemedyRaiseCap)
	}
	return doubted(FromGraph, ReasonCapUnknown)
}

// testNumber: a test number that Meta issues comes registered and stays where it
// is (seed 001, docs). No field says so. Its display name does, together with a
// 555 number or a trial account; each of these alone also fits numbers of real
// businesses, so they are let pass.
func testNumber(f Facts, _ Answers) evidence {
	number555 := f.Number.CallingCode == 1 && strings.HasPrefix(f.Number.National, "555")
	p := f.Platform
	if p == nil {
		if number555 {
			return doubted(FromNumber, ReasonMaybeTest)
		}
		return doubted(SourceNone, ReasonTestUnknown)
	}
	named := strings.EqualFold(strings.TrimSpace(p.VerifiedName), "Test Number")
	trial := word(p.AccountMode) == "SANDBOX"
	switch {
	case named && (number555 || trial):
		return proven(FromGraph, NotMet, ReasonTestNumber, RemedyOtherNumber)
	case named, number555:
		return doubted(FromGraph, ReasonMaybeTest)
	case word(p.AccountMode) == "LIVE":
		return proven(FromGraph, Met, ReasonNoTestNumber, RemedyNone)
	}
	return doubted(FromGraph, ReasonTestUnknown)
}

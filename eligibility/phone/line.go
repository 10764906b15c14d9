package phone

import "github.com/nyaruka/phonenumbers"

// LineType is the kind of line that a numbering plan gives a number to.
type LineType uint8

// These are the line types that libphonenumber tells apart. It knows LineShortCode
// from a separate list of short numbers.
const (
	LineUnknown LineType = iota
	LineMobile
	LineFixed
	// LineFixedOrMobile is the type in plans that do not tell the two apart, such
	// as nearly all numbers under calling code 1.
	LineFixedOrMobile
	LineTollFree
	LinePremium
	LineSharedCost
	LineVoIP
	LinePersonal
	LinePager
	// LineUAN is a universal access number, which a company has for many lines.
	LineUAN
	LineVoicemail
	LineShortCode
)

// String returns the code of the line type, for example "toll_free".
func (l LineType) String() string {
	switch l {
	case LineMobile:
		return "mobile"
	case LineFixed:
		return "fixed"
	case LineFixedOrMobile:
		return "fixed_or_mobile"
	case LineTollFree:
		return "toll_free"
	case LinePremium:
		return "premium"
	case LineSharedCost:
		return "shared_cost"
	case LineVoIP:
		return "voip"
	case LinePersonal:
		return "personal"
	case LinePager:
		return "pager"
	case LineUAN:
		return "uan"
	case LineVoicemail:
		return "voicemail"
	case LineShortCode:
		return "short_code"
	case LineUnknown:
		return "unknown"
	}
	return "unknown"
}

// lineOf returns the line type for the library's number type.
func lineOf(t phonenumbers.PhoneNumberType) LineType {
	switch t {
	case phonenumbers.MOBILE:
		return LineMobile
	case phonenumbers.FIXED_LINE:
		return LineFixed
	case phonenumbers.FIXED_LINE_OR_MOBILE:
		return LineFixedOrMobile
	case phonenumbers.TOLL_FREE:
		return LineTollFree
	case phonenumbers.PREMIUM_RATE:
		return LinePremium
	case phonenumbers.SHARED_COST:
		return LineSharedCost
	case phonenumbers.VOIP:
		return LineVoIP
	case phonenumbers.PERSONAL_NUMBER:
		return LinePersonal
	case phonenumbers.PAGER:
		return LinePager
	case phonenumbers.UAN:
		return LineUAN
	case phonenumbers.VOICEMAIL:
		return LineVoicemail
	}
	return LineUnknown
}

// Reach is how well a verification code gets to a line by one method.
type Reach uint8

// These are the grades of Reach. The zero value means that it is not known.
const (
	ReachUnknown Reach = iota
	ReachYes
	ReachNotRecommended
	ReachNo
)

// String returns the code of the grade, for example "not_recommended".
func (r Reach) String() string {
	switch r {
	case ReachYes:
		return "yes"
	case ReachNotRecommended:
		return "not_recommended"
	case ReachNo:
		return "no"
	case ReachUnknown:
		return "unknown"
	}
	return "unknown"
}

// Reach returns how well a code by SMS and a code by voice call get to a line of
// this type (docs). Meta's table does not mention two types: a line that is either
// fixed or mobile surely takes a call, and a mailbox's own access number is as
// doubtful as a shared-cost number (advice).
func (l LineType) Reach() (sms, voice Reach) {
	switch l {
	case LineMobile:
		return ReachYes, ReachYes
	case LineFixed, LineTollFree, LinePremium, LineUAN, LineVoIP:
		return ReachNotRecommended, ReachYes
	case LineSharedCost, LinePersonal, LineVoicemail:
		return ReachNotRecommended, ReachNotRecommended
	case LinePager, LineShortCode:
		return ReachNo, ReachNo
	case LineFixedOrMobile:
		return ReachUnknown, ReachYes
	case LineUnknown:
		return ReachUnknown, ReachUnknown
	}
	return ReachUnknown, ReachUnknown
}

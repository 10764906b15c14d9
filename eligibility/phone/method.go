package phone

import "strconv"

// Method is a way to have the six-digit code delivered (seed 001).
type Method uint8

// These are the methods that can be proposed.
const (
	// MethodAsk means that the number does not tell, so the customer must be asked.
	MethodAsk Method = iota
	MethodSMS
	MethodVoice
	// MethodNone means that neither way can be recommended.
	MethodNone
)

// String returns the code of the proposal, for example "sms".
func (m Method) String() string {
	switch m {
	case MethodSMS:
		return "sms"
	case MethodVoice:
		return "voice"
	case MethodNone:
		return "none"
	case MethodAsk:
		return "ask"
	}
	return "ask"
}

// ProposeMethod returns the code method that suits the number's line. Code requests
// are scarce, so in doubt it returns MethodAsk and does not guess.
func ProposeMethod(n Number) Method {
	sms, voice := n.Line.Reach()
	switch {
	case sms == ReachYes:
		return MethodSMS
	case sms == ReachUnknown:
		return MethodAsk
	case voice == ReachYes:
		return MethodVoice
	}
	return MethodNone
}

// VoiceFirst reports whether a call is the better guess while nobody has said what the
// line takes. That is so where what Meta shows of a landline looks like a mobile, as in
// Argentina: see [ParseDisplay].
func (n Number) VoiceFirst() bool {
	return strconv.Itoa(n.CallingCode) == argentina && n.Line == LineFixedOrMobile
}

package phone

// Method is a way to have the six-digit code delivered (seed 001).
type Method uint8

// The proposals for a code method.
const (
	// MethodAsk means that the number alone does not tell: ask the customer.
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

// ProposeMethod returns the code method that suits the number's line. A code
// request is scarce, so doubt leads to a question and not to a guess.
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

package eligibility

import "dialtone/eligibility/phone"

// Question is something that only the customer can tell.
type Question string

// The questions. QuestionNone stands for "nothing to ask".
const (
	QuestionNone        Question = ""
	QuestionOwnership   Question = "ownership"    // does the number belong to the business?
	QuestionNumberRight Question = "number_right" // the plan does not list it: is it right all the same?
	QuestionReach       Question = "reach"        // can it receive SMS, calls, both?
	QuestionScaled      Question = "scaled"       // is the line made for many contacts?
	QuestionInUse       Question = "in_use"       // is it in use on WhatsApp, and where?
	QuestionBanned      Question = "banned"       // has WhatsApp banned it?
	QuestionBehindIVR   Question = "behind_ivr"   // does a machine answer its calls?
	QuestionRoom        Question = "room"         // may the portfolio register another number?
)

// Questions returns every question in the order of the checklist.
func Questions() []Question {
	return []Question{
		QuestionOwnership, QuestionNumberRight, QuestionReach, QuestionScaled,
		QuestionInUse, QuestionBanned, QuestionBehindIVR, QuestionRoom,
	}
}

// Answer is one of the choices of a Question.
type Answer string

// The answers. AnswerNone stands for "not asked yet".
const (
	AnswerNone   Answer = ""
	AnswerYes    Answer = "yes"
	AnswerNo     Answer = "no"
	AnswerUnsure Answer = "unsure"

	// AnswerSMSOnly and AnswerCallOnly narrow down what a line can receive.
	AnswerSMSOnly  Answer = "sms_only"
	AnswerCallOnly Answer = "call_only"

	// AnswerNotUsed: never on WhatsApp, or its account there was deleted.
	AnswerNotUsed Answer = "not_used"
	// AnswerOnWhatsApp: on the WhatsApp app for private use.
	AnswerOnWhatsApp Answer = "on_whatsapp"
	// AnswerOnBusinessApp: on the WhatsApp Business app.
	AnswerOnBusinessApp Answer = "on_business_app"
	// AnswerOnOtherAccount: in another WABA of the same business.
	AnswerOnOtherAccount Answer = "on_other_account"
	// AnswerWithOtherProvider: on the platform through somebody else.
	AnswerWithOtherProvider Answer = "with_other_provider"
	// AnswerWithBoth: through somebody else or in another account, which keeps it: it is shared.
	AnswerWithBoth Answer = "with_both_providers"

	// AnswerPrepared: a machine answers, but calls from abroad are let through
	// to a person or a mailbox.
	AnswerPrepared Answer = "prepared"
)

// Choices returns the answers that the question allows, in the order in which
// to show them, and nothing for a question that is not known.
func (q Question) Choices() []Answer {
	switch q {
	case QuestionOwnership, QuestionNumberRight, QuestionScaled, QuestionRoom:
		return []Answer{AnswerYes, AnswerNo, AnswerUnsure}
	case QuestionBanned:
		return []Answer{AnswerNo, AnswerYes, AnswerUnsure}
	case QuestionReach:
		return []Answer{AnswerYes, AnswerSMSOnly, AnswerCallOnly, AnswerNo, AnswerUnsure}
	case QuestionInUse:
		return []Answer{
			AnswerNotUsed, AnswerOnWhatsApp, AnswerOnBusinessApp,
			AnswerOnOtherAccount, AnswerWithOtherProvider, AnswerWithBoth, AnswerUnsure,
		}
	case QuestionBehindIVR:
		return []Answer{AnswerNo, AnswerPrepared, AnswerYes, AnswerUnsure}
	case QuestionNone:
		return nil
	}
	return nil
}

// Favourable is the answer by which nothing has to happen first; AnswerNone for a question
// that is not known.
func (q Question) Favourable() Answer {
	if choices := q.Choices(); len(choices) > 0 {
		return choices[0]
	}
	return AnswerNone
}

// Answers is what the customer has told so far. A nil map is a valid start.
type Answers map[Question]Answer

// Method returns the code method that suits the number once the operator has
// said what the line can receive; without an answer it is ProposeMethod. If the
// operator does not know either, the method is the one that is sure to get there.
func (a Answers) Method(n phone.Number) phone.Method {
	sms, voice := n.Line.Reach()
	if sms == phone.ReachNo && voice == phone.ReachNo {
		return phone.MethodNone // no answer makes a pager ring
	}
	switch a[QuestionReach] {
	case AnswerSMSOnly:
		return phone.MethodSMS
	case AnswerCallOnly:
		return phone.MethodVoice
	case AnswerNo:
		return phone.MethodNone
	case AnswerYes:
		if sms == phone.ReachUnknown {
			return phone.MethodSMS
		}
		if m := phone.ProposeMethod(n); m != phone.MethodNone {
			return m
		}
		return phone.MethodVoice
	case AnswerUnsure:
		if sms == phone.ReachUnknown && voice == phone.ReachYes {
			return phone.MethodVoice
		}
	}
	return phone.ProposeMethod(n)
}

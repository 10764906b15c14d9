package onboard

import (
	"unicode"
	"unicode/utf8"

	"dialtone/eligibility"
	"dialtone/tui/page"
)

// sayable are the questions that may be part of the sentence to which the customer says
// yes. Of a number that Meta says is in use nobody is asked to say that it is not.
func sayable(e *page.Env) []eligibility.Question {
	var all []eligibility.Question
	for _, q := range Questions(e) {
		if q != eligibility.QuestionInUse || !e.Flow.Checks.SaidInUse {
			all = append(all, q)
		}
	}
	return all
}

// favourable are the answers that a yes to the sentence gives: to the questions that have
// none so far.
func favourable(e *page.Env) eligibility.Answers {
	answers := eligibility.Answers{}
	for _, q := range sayable(e) {
		if _, answered := e.Flow.Checks.Answers[q]; !answered {
			answers[q] = q.Favourable()
		}
	}
	return answers
}

// offersAll reports whether there is more than one question for the sentence.
func offersAll(e *page.Env) bool { return len(favourable(e)) > 1 }

// sentence says the favourable answers to some questions in the customer's words.
func sentence(e *page.Env, of []eligibility.Question) string {
	said := ""
	for i, q := range of {
		clause := e.Say("question." + string(q) + ".said")
		switch {
		case i == 0:
			said = clause
		case i == len(of)-1:
			said = e.Say("checks.said.last", "Said", said, "Then", clause)
		default:
			said = e.Say("checks.said.more", "Said", said, "Then", clause)
		}
	}
	first, size := utf8.DecodeRuneInString(said)
	return e.Say("checks.said.quoted", "Said", string(unicode.ToUpper(first))+said[size:])
}

// openSentence is the one of the questions that have no answer.
func openSentence(e *page.Env) string {
	var open []eligibility.Question
	answers := favourable(e)
	for _, q := range sayable(e) {
		if _, is := answers[q]; is {
			open = append(open, q)
		}
	}
	return sentence(e, open)
}

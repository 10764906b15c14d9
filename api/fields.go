package api

import (
	"net/http"
	"slices"
	"strings"
	"unicode"
)

// A read asks for more than every app may have: a field that Graph refuses must not
// keep the others away. It is left out and the rest is read again, so that the fact
// is not known, as if Graph had left it out itself (field).

// invalidParameter is Graph's code for a field or a parameter that it does not take (docs).
const invalidParameter = 100

// RefusedField returns the field that Graph says does not exist, or several with commas
// between them, and the kind of object that it was asked of; the kind is "" if Graph does
// not say, and both are for any other answer. Graph writes "(#100) Tried accessing
// nonexisting field (x) on node type (Y)", and "Field x does not exist on type Y" (field).
func (e *Error) RefusedField() (field, node string) {
	if e.Code != invalidParameter {
		return "", ""
	}
	words := wordsOf(e.Message)
	for i := range max(0, len(words)-7) {
		if strings.EqualFold(words[i], "field") && strings.EqualFold(strings.Join(words[i+2:i+7], " "), "does not exist on type") {
			return words[i+1], words[i+7]
		}
	}
	return inBrackets(e.Message, "nonexisting field"), inBrackets(e.Message, "node type")
}

// wordsOf are the words of a text, and the names of fields among them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// texts are all that an answer says in words.
func (e *Error) texts() string {
	return strings.Join([]string{e.Message, e.UserTitle, e.UserMessage, e.Details}, " ")
}

// refusedAmong are the fields that an answer refuses, of those that were asked for: the
// one that does not exist, or those that its texts name, such as a field that is
// deprecated or needs a permission. Names are not translated (field).
func (e *Error) refusedAmong(fields []string) []string {
	named, _ := e.RefusedField()
	list := strings.FieldsFunc(named, func(c rune) bool { return c == ',' || c == ' ' })
	words := wordsOf(e.texts())
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool {
		return f == "id" || !slices.Contains(list, f) && !isToldAsField(words, f)
	})
}

// isToldAsField reports whether words name a field. A name like "status" is also a word of
// its own, and counts only beside the word for a field.
func isToldAsField(words []string, field string) bool {
	isField := func(at int) bool {
		return at >= 0 && at < len(words) && (strings.EqualFold(words[at], "field") || strings.EqualFold(words[at], "fields"))
	}
	for i, word := range words {
		if word == field && (strings.Contains(field, "_") || isField(i-1) || isField(i+1)) {
			return true
		}
	}
	return false
}

// mayBeFields reports whether fewer fields may help where Graph refuses a read. Graph
// refuses a single field that an app may not have by all kinds of codes, also by those
// for the whole object (field). It is no matter of fields where the token is dead, calls
// are to wait, the app is blocked or has to prove itself, or an object is not there; of a
// list, Graph says that too where only its rows are not shown.
func (e *Error) mayBeFields() bool {
	if e.Foreign() || TokenDead(e) || e.waits() || e.OtherNode() != "" {
		return false
	}
	const noObject, noAlias = 33, 803
	if none := e.Code == noAlias || e.Code == invalidParameter && e.Subcode == noObject; none && e.Call != ListNumbers {
		return false
	}
	text := strings.ToLower(e.texts())
	return !strings.Contains(text, "access blocked") && !strings.Contains(text, "appsecret_proof")
}

// waits reports whether Graph wants to be left alone for a while.
func (e *Error) waits() bool {
	return e.limits() || e.Status == http.StatusTooManyRequests || e.RetryAfter > 0
}

// passes reports whether it may be that nothing is refused, and the server fails for a while.
func (e *Error) passes() bool { return (e.Status >= 500 || e.Transient) && !e.tooMuch() }

// tooMuch reports whether Graph says that a page would hold too much, and longPage whether
// it is the length of the page that it names (field).
func (e *Error) tooMuch() bool {
	return strings.Contains(strings.ToLower(e.texts()), "reduce the amount of data") || e.longPage()
}

func (e *Error) longPage() bool {
	return e.Code == invalidParameter && e.Call == ListNumbers && slices.Contains(wordsOf(strings.ToLower(e.texts())), "limit")
}

// inBrackets returns what stands in the brackets behind some words, in whatever case.
func inBrackets(text, words string) string {
	at := strings.Index(strings.ToLower(text), words)
	if at < 0 || len(strings.ToLower(text)) != len(text) {
		return ""
	}
	_, rest, opened := strings.Cut(text[at+len(words):], "(")
	inside, _, closed := strings.Cut(rest, ")")
	if !opened || !closed {
		return ""
	}
	return strings.TrimSpace(inside)
}

// unnamedNode stands for a kind of object that Graph does not name.
const unnamedNode = "?"

// OtherNode returns the kind of object that an id belongs to, where Graph says that it is
// another one than the call is about, or "?" where it does not name the kind; else "".
func (e *Error) OtherNode() string {
	field, node := e.RefusedField()
	own, list := isNumberNode, ""
	switch e.Call {
	case GetAccount, AddNumber, SetSubscribed:
		own = isAccountNode
	case ListNumbers:
		own, list = isListingNode, "phone_numbers"
	case GetSubscribed:
		own, list = isListingNode, "subscribed_apps"
	case GetProfile:
		list = "whatsapp_business_profile"
	case DebugToken, AddPreverified, ListPreverified, GetPreverified, RequestPreverifiedCode, VerifyPreverifiedCode, DeletePreverified:
		return ""
	}
	if node == "" && list != "" && field == list { // no account lacks it
		return unnamedNode
	}
	// Of a list Graph refuses the list itself where the id is of another kind. Any other
	// field is one of its rows, which are another kind anyway.
	if node == "" || own(strings.ToLower(node)) || list != "" && field != list {
		return ""
	}
	return node
}

// The kinds of object, in lower case, as Graph names them in its texts: WhatsAppBusinessAccount,
// WhatsAppBusinessPhoneNumber, and WhatsAppBusinessAccountToNumberCurrentStatus in places
// (field, graph-ref). An account is a Messaging account now, and a number a WhatsApp account
// (docs). How Graph names those two is not known, so that either may be called an account.
func isAccountNode(node string) bool {
	return isListingNode(node) || node == whatsAppAccount
}

// isListingNode is an account that has lists: of its numbers, and of the apps it is for.
func isListingNode(node string) bool {
	return node == "whatsappbusinessaccount" || strings.HasSuffix(node, "messagingaccount")
}

func isNumberNode(node string) bool {
	return strings.Contains(node, "number") && !strings.Contains(node, "preverified") || node == whatsAppAccount
}

const whatsAppAccount = "whatsappaccount"

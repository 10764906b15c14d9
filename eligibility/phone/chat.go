package phone

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// Programs for WhatsApp write a chat as an address: digits, an at sign and what kind
// of chat it is, with the number of a device between them at times (field).

// chatKind is what the digits of a chat's address are.
type chatKind string

const (
	chatPerson chatKind = "person" // a phone number in international form
	chatOther  chatKind = "other"
)

// chatKindOf returns what kind of chat a server has, or "" for any other server.
func chatKindOf(server string) chatKind {
	switch {
	case slices.Contains([]string{"c.us", "s.whatsapp.net", "whatsapp.net"}, server):
		return chatPerson
	case slices.Contains([]string{"g.us", "lid", "hosted", "hosted.lid", "broadcast", "newsletter"}, server):
		return chatOther
	}
	return ""
}

// chatBeside is the address of a person's chat with another number beside it.
const chatBeside chatKind = "beside"

// isUserID reports whether a text is the id of a user, which webhooks give since 2026: the
// code of a country, a full stop, and more digits than any number has (docs).
func isUserID(text string) bool {
	country, id, found := strings.Cut(unquote(text), ".")
	return found && phonenumbers.GetCountryCodeForRegion(country) != 0 && len(id) > maxDigits &&
		!strings.ContainsFunc(id, func(r rune) bool { return !isDigit(r) && !unicode.IsLetter(r) && r != '.' })
}

// chatID finds the address of a chat in a text that Plain has rewritten. The id of a
// message holds one, and where a group's is among several nobody is sure to be meant.
func chatID(text string) (kind chatKind, digits string) {
	parts := strings.Split(strings.ToLower(text), "@")
	for i, behind := range parts[1:] {
		end := strings.IndexFunc(behind, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) })
		if end >= 0 {
			behind = behind[:end]
		}
		user, alone := userOf(parts[i])
		switch found := chatKindOf(strings.TrimRight(behind, ".")); {
		case found == "" || user == "":
		case found == chatPerson && !alone:
			return chatBeside, ""
		case found == chatOther, digits != "" && digits != user:
			return chatOther, ""
		default:
			kind, digits = found, user
		}
	}
	if kind == chatPerson && holdsOther(withoutAddresses(text), digits) {
		return chatBeside, ""
	}
	return kind, digits
}

// withoutAddresses removes the words with an at sign from a text.
func withoutAddresses(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \"'<>,;", r) })
	for i, word := range words {
		if strings.Contains(word, "@") {
			words[i] = "|"
		}
	}
	return strings.Join(words, " ")
}

// userOf returns the digits that stand at the end of a text, without the number of a
// device behind them, and whether no more of a number stands before them.
func userOf(text string) (digits string, alone bool) {
	before := strings.TrimRightFunc(text, func(r rune) bool { return isDigit(r) || strings.ContainsRune(".:-", r) })
	user := strings.TrimLeft(text[len(before):], ".:-")
	if end := strings.IndexAny(user, ".:"); end >= 0 {
		user = user[:end]
	}
	const shortest = 5
	if len(user) < shortest {
		return "", false
	}
	before = strings.TrimRight(before, " ")
	split := before != "" && strings.ContainsRune("0123456789)", rune(before[len(before)-1]))
	return user, !split && Digits(user) == user
}

// readChat explains the address of a chat: the number in it is what was meant.
func readChat(kind chatKind, digits string) (Number, error) {
	switch kind {
	case chatOther:
		return Number{}, refuse(ReasonChatOnly)
	case chatBeside:
		return Number{}, refuse(ReasonBehind)
	case chatPerson:
	}
	n, err := parseInternational(digits)
	if n.E164 == "" {
		return Number{}, err
	}
	n.Valid = false
	return n, refuse(ReasonChatID)
}

package phone

import (
	"slices"
	"strings"
	"unicode"
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

// chatID finds the address of a chat in a text that Plain has rewritten. The id of a
// message holds one, and where a group's is among several nobody is sure to be meant.
func chatID(text string) (kind chatKind, digits string) {
	parts := strings.Split(strings.ToLower(text), "@")
	for i, behind := range parts[1:] {
		end := strings.IndexFunc(behind, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) })
		if end >= 0 {
			behind = behind[:end]
		}
		user := userOf(parts[i])
		switch found := chatKindOf(strings.TrimRight(behind, ".")); {
		case found == "" || user == "":
		case found == chatOther, digits != "" && digits != user:
			return chatOther, ""
		default:
			kind, digits = found, user
		}
	}
	return kind, digits
}

// userOf returns the digits that stand at the end of a text, without the number of a
// device behind them.
func userOf(text string) string {
	inside := func(r rune) bool { return isDigit(r) || strings.ContainsRune(".:_-", r) }
	text = text[len(strings.TrimRightFunc(text, inside)):]
	const shortest = 5
	for _, group := range strings.FieldsFunc(text, func(r rune) bool { return !isDigit(r) }) {
		if len(group) >= shortest {
			return group
		}
	}
	return ""
}

// readChat explains the address of a chat: the number in it is what was meant.
func readChat(kind chatKind, digits string) (Number, error) {
	if kind == chatOther {
		return Number{}, refuse(ReasonChatOnly)
	}
	n, err := parseInternational(digits)
	if n.E164 == "" {
		return Number{}, err
	}
	n.Valid = false
	return n, refuse(ReasonChatID)
}

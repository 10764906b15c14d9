package api

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"dialtone/api/mask"
)

// IDKind is what a Graph id is the id of.
type IDKind string

// The kinds of ids that people copy.
const (
	IDOfAccount  IDKind = "account"
	IDOfNumber   IDKind = "number"
	IDOfBusiness IDKind = "business"
	IDOfApp      IDKind = "app"
)

// FindID reads an id of a kind as people paste it: alone, behind its label, in an
// answer of Graph's, or in the address of a page of Meta's. An id whose label says that
// it is of another kind is refused by that kind: nothing is guessed. The error is an
// [*IDError].
func FindID(text string, kind IDKind) (string, error) {
	text = plainID(text)
	if id, err := ParseID(text); err == nil {
		return id, nil
	}
	if isAddress(text) {
		return inAddress(text, kind)
	}
	found := labelled(text)
	ofKind := slices.Clone(found)
	if len(found) > 1 { // the label decides
		ofKind = slices.DeleteFunc(ofKind, func(l labelledID) bool { return l.kind != kind })
	}
	switch {
	case len(found) == 0:
		return ParseID(text)
	case len(ofKind) != 1:
		return "", &IDError{IDSeveral}
	case ofKind[0].kind != "" && ofKind[0].kind != kind:
		return "", &IDError{wrongKind(ofKind[0].kind)}
	}
	return ofKind[0].id, nil
}

// plainID rewrites the digits of any script in ASCII and drops what nobody sees.
func plainID(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		digit, is := mask.Digit(r)
		switch {
		case is:
			return digit
		case mask.Hidden(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text))
}

// wrongKind is the fault of an id that is of a kind.
func wrongKind(kind IDKind) IDReason {
	switch kind {
	case IDOfAccount:
		return IDIsAccount
	case IDOfNumber:
		return IDIsNumber
	case IDOfBusiness:
		return IDIsBusiness
	case IDOfApp:
		return IDIsApp
	}
	return IDNotDigits
}

// A Graph id has 15 to 17 digits (seed 001, seed 002). In a text that holds anything
// else, only such a row of digits is one.
const shortestID, longestID = 15, 17

type labelledID struct {
	id   string
	kind IDKind // "" if the label does not tell
}

// labelled lists the ids in a text, each with what its label says. Single blanks and
// hyphens may stand between the digits, as a PDF puts them there.
func labelled(text string) []labelledID {
	var all []labelledID
	label := 0
	for at := 0; at < len(text); at++ {
		if !isDigit(text[at]) {
			continue
		}
		digits, end := digitsFrom(text, at)
		if len(digits) >= shortestID && len(digits) <= longestID {
			one := labelledID{digits, kindOf(text[label:at])}
			if !slices.Contains(all, one) {
				all = append(all, one)
			}
			label = end
		}
		at = end - 1
	}
	if len(all) == 1 && all[0].kind == "" { // the label may stand behind
		all[0].kind = kindOf(text[label:])
	}
	return all
}

// digitsFrom reads the digits that begin at a place, and says where they end.
func digitsFrom(text string, at int) (digits string, end int) {
	for i := at; i < len(text); i++ {
		switch {
		case isDigit(text[i]):
			digits, end = digits+text[i:i+1], i+1
		case !strings.ContainsRune(" -.,'", rune(text[i])) || i+1 == len(text) || !isDigit(text[i+1]):
			return digits, end
		}
	}
	return digits, end
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// kindOf says of which kind the id behind a label is. Of a list or an answer, only what
// follows the last comma or brace is the label.
func kindOf(label string) IDKind {
	label = strings.ToLower(strings.ReplaceAll(label, "_", " "))
	label = label[strings.LastIndexAny(label, ",;{}")+1:]
	for _, words := range []struct {
		kind IDKind
		of   []string
	}{
		{IDOfNumber, []string{"phone", "number id", "電話", "电话", "號碼", "号码"}},
		{IDOfAccount, []string{"waba", "account", "帳戶", "帐户", "账户", "帳號", "账号"}},
		{IDOfBusiness, []string{"business", "portfolio", "商家", "企業", "企业"}},
		{IDOfApp, []string{"app id", "application", "應用程式", "应用"}},
	} {
		if slices.ContainsFunc(words.of, func(word string) bool { return strings.Contains(label, word) }) {
			return words.kind
		}
	}
	return ""
}

// isAddress reports whether a text is the address of a page.
func isAddress(text string) bool {
	return !strings.ContainsAny(text, " \"'{") && (strings.Contains(text, "://") || strings.Contains(text, ".facebook.com/"))
}

// inAddress reads the id in the address of a page of Meta's (field). The asset is the
// account only on the pages about WhatsApp.
func inAddress(text string, kind IDKind) (string, error) {
	address, err := url.Parse(text)
	if err != nil {
		return "", &IDError{IDNotInAddress}
	}
	names := map[IDKind][]string{
		IDOfAccount:  {"waba_id", "whatsapp_business_account_id"},
		IDOfNumber:   {"phone_number_id", "phone_id"},
		IDOfBusiness: {"business_id"},
	}[kind]
	values := address.Query()
	about := strings.ToLower(address.Path + " " + values.Get("selected_asset_type"))
	if kind == IDOfAccount && (strings.Contains(about, "whatsapp") || strings.Contains(about, "/wa/")) {
		names = append(names, "asset_id", "selected_asset_id")
	}
	for _, name := range names {
		if id, err := ParseID(values.Get(name)); err == nil {
			return id, nil
		}
	}
	return "", &IDError{IDNotInAddress}
}

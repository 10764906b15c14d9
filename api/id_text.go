package api

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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
	idOfOther    IDKind = "other" // of what Dialtone never asks for, such as a page
)

// FindID reads an id of a kind as people paste it: alone, behind its label, in an
// answer of Graph's, in a call to it, or in the address of a page of Meta's. An id whose
// label or address says that it is of another kind is refused by that kind: nothing is
// guessed. The error is an [*IDError].
func FindID(text string, kind IDKind) (string, error) {
	text = plainID(text)
	if id, err := ParseID(text); err == nil {
		return id, nil
	}
	rest, addresses := partAddresses(text)
	found := labelled(rest)
	if len(found) == 0 && len(addresses) > 0 {
		return inAddresses(addresses, kind)
	}
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
	text = strings.NewReplacer("&amp;", "&", `\u0026`, "&").Replace(text)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		digit, is := mask.Digit(r)
		switch {
		case is:
			return digit
		case mask.Hidden(r):
			return -1
		case r == '\n' || r == '\r':
			return '\n'
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
	case idOfOther:
		return IDIsOther
	}
	return IDNotDigits
}

// A Graph id has 15 to 17 digits (seed 001, seed 002). In a text that holds anything
// else, only such a row of digits is one.
const shortestID, longestID = 15, 17

// shortestOther is from how many digits on a row ends the label before it, such as a phone
// number that has a label of its own.
const shortestOther = 7

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
		} else if len(digits) >= shortestOther {
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
		case !strings.ContainsRune(" \n-.,'", rune(text[i])) || i+1 == len(text) || !isDigit(text[i+1]):
			return digits, end
		}
	}
	return digits, end
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// kindOf says of which kind the id behind a label is. Of a list or an answer, only what
// follows the last comma or brace is the label, and of several lines the last that tells.
func kindOf(label string) IDKind {
	label = strings.ToLower(strings.ReplaceAll(label, "_", " "))
	label = label[strings.LastIndexAny(label, ",;{}")+1:]
	for _, line := range slices.Backward(strings.Split(label, "\n")) {
		if kind := kindIn(line); kind != "" {
			return kind
		}
	}
	return ""
}

// kindIn says which kind a line names: the one right before its end, or else the first in
// an order in which "WhatsApp Business account" is an account and no business.
func kindIn(line string) IDKind {
	end := strings.TrimRight(line, " :：=\"'()#-–>")
	end = strings.TrimSuffix(strings.TrimSuffix(end, " number"), " id")
	for _, last := range []struct {
		kind IDKind
		of   string
	}{
		{IDOfAccount, "waba"}, {IDOfAccount, "whatsapp business account"}, {IDOfAccount, "messaging account"},
		{IDOfNumber, "phone number"}, {IDOfBusiness, "business portfolio"}, {IDOfBusiness, "business manager"},
	} {
		if strings.HasSuffix(end, last.of) {
			return last.kind
		}
	}
	for _, words := range kindWords() {
		if slices.ContainsFunc(words.of, func(word string) bool { return holdsWord(line, word) }) {
			return words.kind
		}
	}
	return ""
}

// holdsWord reports whether a line holds a word from its beginning on; a word of another
// script than Latin may stand anywhere. A blank behind the word says that it ends there.
func holdsWord(line, word string) bool {
	line, word = unaccented(line)+" ", unaccented(word)
	whole := strings.HasSuffix(word, " ")
	word = strings.TrimSuffix(word, " ")
	for at := 0; ; at += len(word) {
		i := strings.Index(line[at:], word)
		if i < 0 {
			return false
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(line[:at])
		behind, _ := utf8.DecodeRuneInString(line[at+len(word):])
		begins := word[0] >= utf8.RuneSelf || !unicode.Is(unicode.Latin, before)
		if begins && !(whole && unicode.IsLetter(behind)) {
			return true
		}
	}
}

// unaccented takes accents off letters, which people leave out.
func unaccented(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

type kindWord struct {
	kind IDKind
	of   []string
}

// kindWords are the words of labels in the languages of Meta's pages.
func kindWords() []kindWord {
	return []kindWord{
		{idOfOther, []string{
			"ad account", "instagram", "page id", "facebook page", "pixel", "dataset", "catalog", "system user", "user id", "template",
			"message id", "wamid",
			"payment", "client token",
		}},
		{IDOfNumber, []string{
			"phone", "number id", "telef", "telep", "điện thoại", "puhelin", "τηλέφων", "τηλεφών",
			"телефон", "هاتف", "הטלפון", "טלפון", "โทรศัพท์", "फ़ोन", "फोन",
			"電話", "电话", "전화", "號碼", "号码", "番号",
		}},
		{IDOfAccount, []string{
			"waba", "account", "conta ", "cuenta", "compte ", "konto", "konta ", "akun", "hesab", "hesap", "rekening", "tili ", "účet",
			"účtu", "fiók", "cont ",
			"tài khoản", "аккаунт", "акаунт", "учетн", "учётн", "λογαριασμ", "حساب", "חשבון",
			"บัญชี", "खाता", "खाते", "帳戶", "帐户", "账户",
			"帳號", "账号", "帳號", "アカウント", "계정",
		}},
		{IDOfNumber, []string{"número id", "id do número", "id del número", "id numero", "nummer-id"}},
		{IDOfBusiness, []string{
			"business", "portfolio", "portefeuille", "portafolio", "portafoglio", "empresa", "negocio", "entreprise", "unternehmen",
			"azienda",
			"bisnis", "işletme", "doanh nghiệp", "бизнес", "компани", "أعمال", "עסק", "ธุรกิจ",
			"व्यवसाय", "बिज़नेस", "商家", "企業", "企业",
			"ビジネス", "비즈니스",
		}},
		{IDOfApp, []string{
			"app id", "app-id", "application", "aplicativo", "aplicación", "applicazione", "anwendung", "приложени",
			"應用程式", "应用", "アプリ",
			"앱", "id do app", "id de la app",
		}},
	}
}

package phone

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// The functions of this file remove what stands around a number on cards, in
// contacts and in links. All of them take text that Plain has rewritten.

// unquote removes quotation marks and loose punctuation from both ends. A
// spreadsheet puts an apostrophe before digits, and a list a comma behind them.
func unquote(text string) string {
	text = strings.TrimFunc(text, isOrnament)
	text = strings.TrimLeft(text, "\"'`“”„‘’‚«»‹›<=,;! ")
	text = strings.TrimRightFunc(text, isOrnament)
	text = strings.TrimRight(text, "\"'`“”„‘’‚«»‹›>,;:!? ")
	for _, mark := range []string{"**", "*", "__", "_", "~"} { // as chats and notes set a text off
		if inner := strings.TrimSuffix(strings.TrimPrefix(text, mark), mark); len(text)-len(inner) == 2*len(mark) {
			return strings.TrimSpace(inner)
		}
	}
	return strings.TrimFunc(text, isOrnament)
}

// isOrnament reports whether a sign only adorns a number: a picture, a tick, a star.
func isOrnament(r rune) bool {
	return r > unicode.MaxASCII && unicode.In(r, unicode.So, unicode.Sk, unicode.Sm) || unicode.IsSpace(r)
}

// uncarry removes what Brazilians write in place of a carrier's code before the area code,
// as in "(0xx11)", from a Brazilian number.
func uncarry(text, region string) string {
	lower := strings.ToLower(text)
	at := max(strings.Index(lower, "xx"), strings.Index(lower, "**"))
	const sign, area = len("xx"), 2
	if at < 0 || len(lower) != len(text) {
		return text
	}
	before := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(text[:at], "( "), "0"), "( ")
	behind := strings.TrimLeft(text[at+sign:], "()- ")
	code := strings.TrimPrefix(Digits(before), "00")
	_, _, plain := dialled(before)
	switch {
	case !plain, code != brazil && (code != "" || region != "BR"):
		return text
	case len(behind) < area || strings.Trim(behind[:area], "123456789") != "":
		return text
	}
	return before + " " + behind[:area] + " " + strings.TrimLeft(behind[area:], ")")
}

// unlink returns the number in a link to a WhatsApp chat, which has it in
// international form and mostly without the plus, and whether another number stands
// beside the link. It returns other text unchanged.
func unlink(text string) (number string, beside bool) {
	lower := strings.ToLower(text)
	for _, mark := range []string{"wa.me/", "whatsapp.com/send", "whatsapp://send"} {
		at := strings.Index(lower, mark)
		if at < 0 {
			continue
		}
		number, rest, _ := strings.Cut(lower[at+len(mark):], " ")
		if mark != "wa.me/" {
			var found bool
			if _, number, found = strings.Cut(number, "phone="); !found {
				continue
			}
		}
		if end := strings.IndexAny(number, "?&#"); end >= 0 {
			number = number[:end]
		}
		number = strings.NewReplacer("%2b", "+", "%20", " ").Replace(number)
		if digits, _, ok := dialled(strings.TrimRight(number, ",;.")); ok && digits != "" {
			return "+" + digits, holdsOther(lower[:at]+"|"+rest, digits)
		}
	}
	return text, false
}

// unlabel removes a label before the number, as in "tel:" or "Phone: ". A label
// ends in a colon and holds no digit, so a vanity number keeps its letters.
func unlabel(text string) string {
	label, rest, found := strings.Cut(text, ":")
	if !found || strings.ContainsFunc(label, func(r rune) bool { return isDigit(r) || r == '+' }) {
		return text
	}
	return strings.TrimSpace(rest)
}

// unword removes words before the number that end without a colon, as in
// "Tel. 5123 0100" and "電話51230100". It keeps letters that may belong to a vanity
// number or stand for its first digit.
func unword(text string) string {
	if at := strings.IndexByte(text, '+'); at > 0 && (!strings.ContainsFunc(text[:at], isDigit) || counts(text[:at])) {
		return text[at:]
	}
	at := strings.IndexAny(text, "0123456789(")
	if at <= 0 || strings.ContainsFunc(text[at:], unicode.IsLetter) || strings.Trim(undisguise(text[:at]), "+01 ") == "" {
		return text
	}
	word := []rune(text[:at])
	if last := word[len(word)-1]; last == ' ' || last == '.' || last > unicode.MaxASCII {
		return text[at:]
	}
	return text
}

// counts reports whether a text counts the numbers of a list, as "2. ", "(1) " and "SIM
// 2: " do before a number.
func counts(text string) bool {
	text = strings.TrimSpace(text)
	digits := Digits(text)
	const most = 2
	if strings.Trim(text, "([#.:)]") == digits {
		return len(digits) == 1 && text != digits
	}
	word := text[:max(0, strings.IndexFunc(text, isDigit))]
	return len(digits) <= most && strings.Contains(text, digits) && len(strings.Join(wordsOf(word), "")) > 1
}

// turnRound moves a plus from the end of a number to its front. A plus that was
// typed between words written from right to left stands at the end in memory.
func turnRound(text string) string {
	if number, found := strings.CutSuffix(text, "+"); found && !strings.Contains(number, "+") {
		return "+" + number
	}
	return text
}

// unparam removes the parameters of a tel: address (RFC 3966). A country that is
// given as phone-context goes to the front of the number.
func unparam(text string) (number string, extension bool) {
	number, params, _ := strings.Cut(text, ";")
	for param := range strings.SplitSeq(params, ";") {
		if !isParam(param) { // a remark
			return text, false
		}
		name, value, _ := strings.Cut(param, "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "ext":
			extension = true
		case "phone-context":
			if strings.HasPrefix(value, "+") && !strings.HasPrefix(number, "+") {
				number = value + number
			}
		}
	}
	return number, extension
}

// longestExtension is the most digits that an extension has.
const longestExtension = 7

// unextend removes an extension from a number: "ext. 12", "x12", "轉 12". The
// library knows most signs and Latin words. This function adds the words of the
// languages that Dialtone's operators and their customers speak.
func unextend(text string) (number string, extension bool) {
	if number, ext := phonenumbers.MaybeSeparateExtensionFromPhone(text); ext != "" {
		return strings.TrimSpace(number), true
	}
	lower := strings.ToLower(text)
	if len(lower) != len(text) { // the bytes of the two do not correspond
		return text, false
	}
	for _, word := range extensionWords() {
		word = Plain(word)
		at := strings.LastIndex(lower, word)
		if at <= 0 || !strings.ContainsFunc(text[:at], isDigit) {
			continue
		}
		if before := rune(text[at-1]); before < unicode.MaxASCII && unicode.IsLetter(before) {
			continue // the sign is part of a word
		}
		if behind, _, ok := dialled(lower[at+len(word):]); ok && behind != "" && len(behind) <= longestExtension {
			return strings.TrimRight(text[:at], " ,.(-"), true
		}
	}
	return text, false
}

// extensionWords are signs and words that stand before an extension.
func extensionWords() []string {
	return []string{
		"extension", "ext", "x", "доб", "ramal", "poste", "durchwahl", "interno", "anexo",
		"轉", "转", "內線", "内線", "内线", "分機", "分机", "내선", "ต่อ", "máy lẻ", "may le", "nhánh", "nhanh",
	}
}

// keypad holds the letters of the keys 2 to 9 of a telephone (E.161).
const keypad = "abc def ghi jkl mno pqrs tuv wxyz"

// dialLetters replaces letters by the digits that they stand for on a telephone. It
// returns false if the text holds no letter of a key, or nothing but letters.
func dialLetters(text string) (string, bool) {
	keys := strings.Fields(keypad)
	letters := false
	dialled := strings.Map(func(r rune) rune {
		key := slices.IndexFunc(keys, func(k string) bool { return strings.ContainsRune(k, unicode.ToLower(r)) })
		if key < 0 {
			return r
		}
		letters = true
		return '2' + rune(key)
	}, text)
	return dialled, letters && strings.ContainsFunc(text, isDigit)
}

// vanity returns the number that a text with letters stands for, or the zero
// Number. The words may be longer than the number, because telephones ignore the
// surplus letters.
func vanity(text, region string) Number {
	typed, ok := dialLetters(text)
	if !ok {
		return Number{}
	}
	digits, plus, ok := dialled(typed)
	if !ok {
		return Number{}
	}
	spare := len(text) - len(strings.TrimRightFunc(text, unicode.IsLetter))
	const prefixed = maxDigits + len("00")
	for cut := max(0, len(digits)-prefixed); cut <= min(spare, len(digits)-1); cut++ {
		if n, err := read(digits[:len(digits)-cut], plus, region); err == nil {
			return n
		}
	}
	return Number{}
}

package bubble

import (
	"slices"
	"strings"
	"unicode"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// CodeSize is how many digits a code has.
const CodeSize = 6

// codeIn takes the code out of a message: six digits in one piece or in two groups of
// three, also in a link. The same code may stand there more than once. A wrong guess is
// counted by Meta, so that of two codes none is taken, and no digits that are called
// something else.
func codeIn(text string) (string, Fault) {
	text = plainCode(text)
	runs := runsOf(text)
	var found []string
	for i, r := range runs {
		whole, to := text[r.from:r.to], r.to
		switch gap := gapBehind(text, runs, i); {
		case len(whole) == CodeSize && standsAlone(text, r):
		case len(whole) != CodeSize/2 || gap != "-" && gap != " ":
			continue
		case runs[i+1].to-runs[i+1].from != CodeSize/2 || joined(gapBehind(text, runs, i+1), gap):
			continue
		case i > 0 && joined(gapBehind(text, runs, i-1), gap):
			continue
		default:
			to = runs[i+1].to
			whole += text[runs[i+1].from:to]
		}
		if !isOther(text[:r.from], text[to:]) {
			found = append(found, whole)
		}
	}
	slices.Sort(found)
	switch found = slices.Compact(found); len(found) {
	case 0:
		return evenly(text, runs)
	case 1:
		return found[0], NoFault
	}
	return "", Several
}

var (
	// otherName matches what other digits are called, right before them.
	otherName = pattern.Of(`(?i)(?:^|[^\pL])(?:ref(?:erence)?|référence|referenz|referencia|referência|riferimento|order|pedido|` +
		`bestellung|commande|ordine|invoice|factura|rechnung|ticket|case|` +
		`booking|zip(?: ?code)?|post(?:al)? ?code|plz|cep|cap|help|call|phone|tel|fax|` +
		`訂單|订单|參考|参考|郵編|邮编|電話|电话|查詢)` +
		`(?:nummer|編號|编号|號碼)?\.?\s*(?:no\.?|nr\.?|number|id|line|desk)?\s*[:：#=]?\s*$`)
	priceBefore = pattern.Of(`(?i)(?:^|[^\pL])` + money + `\s?$`)
	priceBehind = pattern.Of(`(?i)^(?:[.,][0-9]{2})?\s?` + money)
	codeWord    = pattern.Of(`(?i)(?:code|kode|kod|código|codigo|codice|mã|код|कोड|รหัส|碼|码|コード|코드|رمز|كود|کد|קוד)` +
		`(?:\s+(?:is|est|es|é|è|ist|lautet|adalah))?\s*[:：=]?\s*$`)
)

// money is a sign or a name of a currency.
const money = `(?:(?:hk|us|r|nt)?[$€£¥₹₽₩]|(?:rp|rs|usd|eur|gbp|hkd|inr|idr|brl|mxn|jpy|cny|rmb)\b\.?)`

// isOther reports whether digits between two texts are called something else than a code,
// or are an amount.
func isOther(before, behind string) bool {
	return otherName().MatchString(before) || priceBefore().MatchString(before) || priceBehind().MatchString(behind)
}

// plainCode rewrites a text so that digits, hyphens and blanks are ASCII.
func plainCode(text string) string {
	return strings.Map(func(r rune) rune {
		digit, is := mask.Digit(r)
		switch {
		case is:
			return digit
		case mask.Hidden(r):
			return -1
		case mask.Dash(r):
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
}

// run is where digits stand that follow each other.
type run struct{ from, to int }

func runsOf(text string) []run {
	var runs []run
	for at := 0; at < len(text); at++ {
		from := at
		for at < len(text) && text[at] >= '0' && text[at] <= '9' {
			at++
		}
		if at > from {
			runs = append(runs, run{from, at})
		}
	}
	return runs
}

// gapBehind is what stands between a run and the one that follows it.
func gapBehind(text string, runs []run, i int) string {
	if i+1 >= len(runs) {
		return "end"
	}
	return text[runs[i].to:runs[i+1].from]
}

// joined reports whether a gap makes one longer number of what is on its sides. A blank
// does so only where the groups of the code have blanks between them too.
func joined(gap, within string) bool { return gap == "-" || gap == "." || gap == " " && within == " " }

// standsAlone reports whether digits are no part of a word or of a longer number.
func standsAlone(text string, r run) bool {
	before, behind := text[:r.from], text[r.to:]
	if before != "" && (isWord(before[len(before)-1]) || strings.HasSuffix(before, "+")) || behind != "" && isWord(behind[0]) {
		return false
	}
	joins := func(text string, sign, digit int) bool { // the sign leads to another digit
		return sign >= 0 && digit >= 0 && max(sign, digit) < len(text) && (text[sign] == '-' || text[sign] == '.') &&
			text[digit] >= '0' && text[digit] <= '9'
	}
	return !joins(before, len(before)-1, len(before)-2) && !joins(behind, 0, 1)
}

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

// evenly reads six digits that are written in groups of one size, such as "12 34 56", and
// are all that the text has, apart from a word that calls them a code. Pairs with signs
// between them may be a date or a time.
func evenly(text string, runs []run) (string, Fault) {
	digits, gaps := "", ""
	for i, r := range runs {
		gap := gapBehind(text, runs, i)
		if r.to-r.from != runs[0].to-runs[0].from || gap != "end" && strings.Trim(gap, " -.") != "" {
			return "", WrongSize
		}
		if digits += text[r.from:r.to]; gap != "end" {
			gaps += gap
		}
	}
	if len(digits) != CodeSize || !standsAlone(text, run{runs[0].from, runs[len(runs)-1].to}) {
		return "", WrongSize
	}
	before, behind := text[:runs[0].from], text[runs[len(runs)-1].to:]
	isWords := func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) }
	switch {
	case len(runs) == CodeSize/2 && strings.TrimSpace(gaps) != "",
		isOther(before, behind),
		strings.ContainsFunc(before+behind, isWords) && !codeWord().MatchString(before):
		return "", WrongSize
	}
	return digits, NoFault
}

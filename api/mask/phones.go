package mask

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"

	"dialtone/api/pattern"
)

// Phones hides the middle of whatever can be a phone number in a text, and leaves
// dates, times, ids, versions, prices and the codes of errors readable.
func Phones(text string) string {
	if !mayHold(text) {
		return text
	}
	l := lineOf(signsOf(text))
	shown := []byte(l.text)
	for _, p := range noPhones() {
		p.spare(shown)
	}
	bridge(shown)
	var b strings.Builder
	done := 0
	for _, at := range phone().FindAllIndex(shown, -1) {
		from, to := at[0], at[1]
		found := l.text[from:to]
		if from > 0 && l.text[from-1] == '(' && strings.Count(found, ")") > strings.Count(found, "(") {
			from--
		}
		b.WriteString(text[done:l.from[from]])
		b.WriteString(Tail(found))
		done = l.to[to-1]
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// fewest is the number of digits below which four readable ones are too many.
const fewest = 8

// mayHold reports whether there are enough digits in a text for a phone number,
// or escapes that could hide some. Most texts end here.
func mayHold(text string) bool {
	digits := 0
	for _, r := range text {
		if _, is := Digit(r); is {
			digits++
		}
		if digits >= fewest-1 || r == '&' || r == '\\' {
			return true
		}
	}
	return strings.Contains(text, "%")
}

// Tail keeps the last four digits of a phone number, and no digit of a text that is
// too short to be one.
func Tail(number string) string {
	digits := strings.Map(func(r rune) rune {
		d, is := Digit(r)
		if !is {
			return -1
		}
		return d
	}, number)
	if len(digits) < fewest {
		return Dots
	}
	return "•••• " + digits[len(digits)-4:]
}

// phone matches what can be a phone number in a line: international with its
// plus, where anything may stand between the digits, or eight digits and more. A
// full stop with a blank behind it ends a sentence.
var phone = pattern.Of(`\+[ \-./(),:;|*'=#&!?<>@^]{0,3}\d(?:[ \-./(),+:;|*'=#&!?<>@^]{0,3}\d){6,}|` +
	`\d(?:(?:[ \-/()+]{0,3}| ?\.)\d){7,}`)

// bridged matches groups of digits with characters between them that are unusual in a
// phone number.
var bridged = pattern.Of(`\d+(?:[,:';|*="#&!?<>@^]\d+)+`)

// bridge replaces such a character by a hyphen where it can belong to a phone number.
// Most of these characters stand in amounts, times and addresses too. A phone number
// differs from those in that its last group has four digits or more, or that all its
// groups are pairs.
func bridge(shown []byte) {
	for _, at := range bridged().FindAllIndex(shown, -1) {
		run := shown[at[0]:at[1]]
		groups := bytes.FieldsFunc(run, func(c rune) bool { return c < '0' || c > '9' })
		first, last := groups[0], groups[len(groups)-1]
		pairs := len(groups) >= fewest/2 && !slices.ContainsFunc(groups, func(g []byte) bool { return len(g) != 2 })
		if bytes.IndexByte(run, ':') >= 0 && string(first) < "24" {
			pairs = false // hours, minutes, seconds and frames
		}
		if bytes.ContainsAny(run, ",:'\"#&!?<>@^") && len(last) < 4 && !pairs {
			continue
		}
		for i, c := range run {
			if !isDigit(c) {
				run[i] = '-'
			}
		}
	}
}

// noPhone is a form of digits that is no phone number.
type noPhone struct {
	form   *regexp.Regexp
	joints string // the characters that, with a digit behind them, make it a piece of something longer
}

// The parts of the forms.
const (
	year  = `(?:19|20)\d\d`
	month = `(?:0?[1-9]|1[0-2])`
	day   = `(?:0?[1-9]|[12]\d|3[01])`
	octet = `(?:25[0-5]|2[0-4]\d|1?\d?\d)`
	large = `(?:25[0-5]|2[0-4]\d|1\d\d)` // an octet of three digits
	money = `(?:\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d\d?)?|\d{1,7}(?:[.,]\d\d?)?)`
	coins = `(?:\$|usd|eur|gbp|hkd|jpy|cny|inr|brl|mxn|chf|aud|cad|sgd|zar)`
)

// The joints of the forms.
const (
	ofDates  = "-./"
	ofPrices = " -./():;|*=,'"
)

// noPhones compiles the forms when they are first needed, so that the start of the
// program does not wait for them.
var noPhones = sync.OnceValue(func() []noPhone {
	return []noPhone{
		form(ofDates, year+`(?:-`+month+`-`+day+`|\.`+month+`\.`+day+`|/`+month+`/`+day+`)`),
		form(ofDates, `(?:`+day+`-`+month+`|`+month+`-`+day+`)-`+year),
		form(ofDates, `(?:`+day+`\.`+month+`|`+month+`\.`+day+`)\.`+year),
		form(ofDates, `(?:`+day+`/`+month+`|`+month+`/`+day+`)/`+year),
		form(ofDates, year+`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\-t](?:[01]\d|2[0-3])[0-5]\d[0-5]\d`), // 20261129-140305
		form(":", `[0-2]?\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?`),
		form("", `[1-9]\d{13,}`), // an id of Graph; no phone number without a plus is that long
		form("-", `[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`),
		form(ofPrices, `\d{1,7}\.\d\d?`),
		form(ofPrices, coins+` ?`+money),
		form(ofPrices, money+` ?`+coins),
		form("", octet+`(?:\.`+octet+`){3}:\d{1,5}`), // an address on the network
		// An address without a port. One of pairs alone may be a phone number.
		form(".", `(?:`+large+`(?:\.`+octet+`){3}|`+octet+`\.`+large+`(?:\.`+octet+`){2}|`+
			octet+`\.`+octet+`\.`+large+`\.`+octet+`|`+octet+`(?:\.`+octet+`){2}\.`+large+`)`),
		form(ofPrices, `\d{1,2}\.\d(?: \d{1,2}\.\d){2,}`), // 1.5 2.5 3.5 4.5
		form(".", `(?:v|go)\d{1,2}(?:\.\d{1,5})+`),
		form(".", `\d{1,4}(?:\.\d{1,5})?\.0(?:\.\d{1,5}){1,2}`), // 126.0.6478.127
		form("", `code \d{1,7}/\d{1,7}`),
		form("", `#\d{1,7}`),
	}
})

func form(joints, pattern string) noPhone {
	p := noPhone{regexp.MustCompile(pattern), joints}
	p.form.Longest()
	return p
}

// spare overwrites digits of this form, so that they are not taken for a phone number,
// unless they are a piece of something longer or stand behind a plus.
func (p noPhone) spare(shown []byte) {
	for from := 0; from < len(shown); {
		at := p.form.FindIndex(shown[from:])
		if at == nil {
			return
		}
		begin, end := from+at[0], from+at[1]
		if p.goesOn(shown, begin, end) {
			from = begin + 1
			continue
		}
		for i := begin; i < end; i++ {
			shown[i] = 'x'
		}
		from = end
	}
}

// goesOn reports whether shown[begin:end] is a piece of something longer.
func (p noPhone) goesOn(shown []byte, begin, end int) bool {
	at := func(i int) byte {
		if i < 0 || i >= len(shown) {
			return '\n'
		}
		return shown[i]
	}
	joint := func(c byte) bool { return strings.IndexByte(p.joints, c) >= 0 }
	switch before, first := at(begin-1), at(begin); {
	case isLetter(first) && isLetter(before):
		return true
	case first == '#' && isDigit(before):
		return true
	case isDigit(first) && (isDigit(before) || joint(before) && isDigit(at(begin-2))):
		return true
	case isDigit(at(end-1)) && (isDigit(at(end)) || joint(at(end)) && isDigit(at(end+1))):
		return true
	}
	for i := begin - 1; strings.IndexByte(" -./()", at(i)) >= 0; i-- {
		if at(i-1) == '+' {
			return true
		}
	}
	return at(begin-1) == '+'
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

package bubble

import (
	"slices"
	"strings"
	"unicode"

	"dialtone/api/mask"
)

// CodeSize is how many digits a code has.
const CodeSize = 6

// codeIn takes the code out of a message. Two groups of three with a hyphen are how Meta
// writes one and win over other digits; else six digits in one piece or in two groups
// are one, also in a link. The same code may stand there more than once.
func codeIn(text string) (string, Fault) {
	text = plainCode(text)
	runs := runsOf(text)
	var hyphened, others []string
	for i, r := range runs {
		whole := text[r.from:r.to]
		switch gap := gapBehind(text, runs, i); {
		case len(whole) == CodeSize && standsAlone(text, r):
			others = append(others, whole)
		case len(whole) != CodeSize/2 || gap != "-" && gap != " ":
		case runs[i+1].to-runs[i+1].from != CodeSize/2 || joined(gapBehind(text, runs, i+1), gap):
		case i > 0 && joined(gapBehind(text, runs, i-1), gap):
		case gap == "-":
			hyphened = append(hyphened, whole+text[runs[i+1].from:runs[i+1].to])
		default:
			others = append(others, whole+text[runs[i+1].from:runs[i+1].to])
		}
	}
	for _, found := range [][]string{hyphened, others} {
		slices.Sort(found)
		switch found = slices.Compact(found); len(found) {
		case 0:
		case 1:
			return found[0], NoFault
		default:
			return "", Several
		}
	}
	return evenly(text, runs)
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
// are all that the text has.
func evenly(text string, runs []run) (string, Fault) {
	digits := ""
	for i, r := range runs {
		gap := gapBehind(text, runs, i)
		if r.to-r.from != runs[0].to-runs[0].from || gap != "end" && strings.Trim(gap, " -.") != "" {
			return "", WrongSize
		}
		digits += text[r.from:r.to]
	}
	if len(digits) != CodeSize || !standsAlone(text, run{runs[0].from, runs[len(runs)-1].to}) {
		return "", WrongSize
	}
	return digits, NoFault
}

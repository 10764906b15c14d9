package mask

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sign is one character of a text as it is meant, and where it is written.
type sign struct {
	r        rune
	from, to int
}

// layers is how many escapes may lie over each other: percent within JSON within
// JSON.
const layers = 4

// signsOf reads a text with its escapes undone: percent, those of JSON, and those
// of HTML.
func signsOf(text string) []sign {
	signs := make([]sign, 0, len(text))
	for i, r := range text {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(text[i:])
		}
		signs = append(signs, sign{r, i, i + n})
	}
	for range layers {
		if !strings.ContainsAny(text, `%\&`) {
			break
		}
		plain := unescape(signs)
		if len(plain) == len(signs) {
			break
		}
		signs = plain
	}
	return signs
}

// unescape undoes one layer of escapes.
func unescape(signs []sign) []sign {
	plain := make([]sign, 0, len(signs))
	for i := 0; i < len(signs); {
		r, n := escaped(signs[i:])
		plain = append(plain, sign{r, signs[i].from, signs[i+n-1].to})
		i += n
	}
	return plain
}

// escaped reads one character that may be written as an escape, and how many
// signs that takes.
func escaped(signs []sign) (rune, int) {
	switch signs[0].r {
	case '%':
		return percent(signs)
	case '\\':
		if len(signs) > 1 {
			switch next := signs[1].r; next {
			case 'u', 'U':
				return backslash(signs, 4)
			case 'x', 'X':
				return backslash(signs, 2)
			case '\\', '/', '"', '\'', '+', '-', '=':
				return next, 2
			}
		}
	case '&':
		return entity(signs)
	}
	return signs[0].r, 1
}

// percent reads the bytes of one character, such as %2B or %C2%A0.
func percent(signs []sign) (rune, int) {
	var raw []byte
	for at := 0; at+2 < len(signs) && signs[at].r == '%' && len(raw) < utf8.UTFMax; at += 3 {
		b, ok := hex(signs[at+1 : at+3])
		if !ok {
			break
		}
		raw = append(raw, byte(b))
		if utf8.FullRune(raw) {
			break
		}
	}
	if r, _ := utf8.DecodeRune(raw); r != utf8.RuneError {
		return r, 3 * len(raw)
	}
	return '%', 1
}

// backslash reads an escape with the given number of hexadecimal digits behind its
// letter. Two escapes together can stand for one character beyond the first plane.
func backslash(signs []sign, digits int) (rune, int) {
	n := 2 + digits
	if len(signs) < n {
		return '\\', 1
	}
	code, ok := hex(signs[2:n])
	if !ok {
		return '\\', 1
	}
	const high, low, end = 0xd800, 0xdc00, 0xe000
	if high <= code && code < low && len(signs) >= 2*n && signs[n].r == '\\' && signs[n+1].r == 'u' {
		if second, ok := hex(signs[n+2 : 2*n]); ok && low <= second && second < end {
			return rune((code-high)<<10|(second-low)) + 0x10000, 2 * n
		}
	}
	return rune(code), n
}

// entity reads a character reference of HTML.
func entity(signs []sign) (rune, int) {
	const longest = 12
	end := slices.IndexFunc(signs[:min(longest, len(signs))], func(s sign) bool { return s.r == ';' })
	if end < 0 {
		return '&', 1
	}
	var name strings.Builder
	for _, s := range signs[:end+1] {
		name.WriteRune(s.r)
	}
	plain := html.UnescapeString(name.String())
	if r, n := utf8.DecodeRuneInString(plain); n == len(plain) {
		return r, end + 1
	}
	return '&', 1
}

func hex(signs []sign) (int, bool) {
	var b strings.Builder
	for _, s := range signs {
		b.WriteRune(s.r)
	}
	n, err := strconv.ParseUint(b.String(), 16, 32)
	return int(n), err == nil
}

// Digit is the ASCII digit that a character stands for, in whatever script.
func Digit(r rune) (rune, bool) {
	if r <= unicode.MaxASCII {
		return r, r >= '0' && r <= '9'
	}
	if unicode.Is(unicode.Nd, r) {
		// Unicode lays them out in whole rows of ten.
		for _, row := range unicode.Nd.R16 {
			if r >= rune(row.Lo) && r <= rune(row.Hi) {
				return '0' + (r-rune(row.Lo))%10, true
			}
		}
		for _, row := range unicode.Nd.R32 {
			if r >= rune(row.Lo) && r <= rune(row.Hi) {
				return '0' + (r-rune(row.Lo))%10, true
			}
		}
	}
	for _, row := range figures {
		if r >= row.from && r < row.from+rune(row.count) {
			return row.digit + r - row.from, true
		}
	}
	return 0, false
}

// figures are digits that belong to no script: raised, lowered, and in circles and
// brackets.
var figures = []struct {
	from  rune
	count int
	digit rune
}{
	{'⁰', 1, '0'}, {'¹', 1, '1'}, {'²', 2, '2'}, {'⁴', 6, '4'}, {'₀', 10, '0'},
	{'⓪', 1, '0'}, {'①', 9, '1'}, {'⓿', 1, '0'}, {'❶', 9, '1'}, {'⓵', 9, '1'},
	{'⑴', 9, '1'}, {'⒈', 9, '1'}, {'➀', 9, '1'}, {'➊', 9, '1'},
	{'🄋', 1, '0'}, {'🄌', 1, '0'}, {'🄀', 1, '0'}, {'🄁', 10, '0'},
}

// Plus reports whether a character is used as the plus of a phone number.
func Plus(r rune) bool { return strings.ContainsRune("+＋﹢⁺₊✚➕", r) }

// Dash reports whether a character is used as a hyphen between groups of digits.
// The katakana length mark is among them: Japanese keyboards give it for a dash.
func Dash(r rune) bool {
	return unicode.Is(unicode.Pd, r) || strings.ContainsRune("−⁃ーｰ~～∼⁓─━\u00ad", r)
}

// Hidden reports whether a character is not seen, or only as a mark on another.
func Hidden(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) && r != '\u00ad' ||
		unicode.IsControl(r) && !unicode.IsSpace(r) || strings.ContainsRune("\u115f\u1160\u3164\uffa0", r)
}

// line is a text rewritten in the few characters that numbers are written in, one byte
// each, so that a pattern can describe them. Hidden characters are left out.
type line struct {
	text string
	from []int // where each byte begins in the text
	to   []int // and ends
}

// lineOf rewrites signs. Spaces in a row are one.
func lineOf(signs []sign) line {
	l := line{from: make([]int, 0, len(signs)), to: make([]int, 0, len(signs))}
	b := make([]byte, 0, len(signs))
	for _, s := range signs {
		c, seen := byteOf(s.r)
		switch {
		case !seen:
			continue
		case c == ' ' && len(b) > 0 && b[len(b)-1] == ' ':
			l.to[len(b)-1] = s.to
			continue
		}
		b, l.from, l.to = append(b, c), append(l.from, s.from), append(l.to, s.to)
	}
	l.text = string(b)
	return l
}

// byteOf is the byte that stands for a character; false for what nobody sees.
func byteOf(r rune) (byte, bool) {
	if d, is := Digit(r); is {
		return byte(d), true
	}
	switch {
	case Dash(r), r == '_':
		return '-', true
	case Hidden(r):
		return 0, false
	case Plus(r):
		return '+', true
	case r == '\n', r == '\r':
		return '\n', true
	case unicode.IsSpace(r), r == '\u2800':
		return ' ', true
	case strings.ContainsRune("·∙•‧⋅・･．。｡․。", r) && r != '•', r == '.':
		return '.', true
	case strings.ContainsRune("/／⁄∕⧸\\＼", r):
		return '/', true
	case strings.ContainsRune("([{（［【〔「『〈《", r):
		return '(', true
	case strings.ContainsRune(")]}）］】〕」』〉》", r):
		return ')', true
	case unicode.Is(unicode.Sc, r):
		return '$', true
	case r == '：':
		return ':', true
	case r == '，' || r == '、':
		return ',', true
	case strings.ContainsRune("；｜＊＝", r):
		return byte(r - '；' + ';'), true // all of one block, laid out as in ASCII
	case strings.ContainsRune("’‘ʼ′´`＇", r):
		return '\'', true
	case r > ' ' && r < unicode.MaxASCII:
		return byte(unicode.ToLower(r)), true
	case unicode.IsLetter(r):
		return 'x', true
	}
	return '!', true
}

package mask

import (
	"encoding/base64"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Secrets are the texts that this run knows and nobody may see: tokens, PINs,
// codes, backups. The zero value knows none. It is safe for several goroutines.
type Secrets struct {
	mu     sync.RWMutex
	words  []secret
	digits []string // PINs and codes
}

type secret struct {
	text  []rune   // in small letters if folds is set
	raw   []string // written as it is, and as base64
	folds bool
}

// The lengths that tell secrets apart.
const (
	shortest = 4  // a shorter secret would be found in almost every text
	whole    = 8  // a shorter secret is found only as a word of its own
	folding  = 16 // a secret of this length is found whatever the case of its letters
	mostKept = 64
)

// Remember adds a secret, which is cut from every text from now on.
func (s *Secrets) Remember(text string) {
	text = strings.TrimSpace(text)
	if len(text) < shortest {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if isNumber(text) && len(text) <= 2*whole {
		if !slices.Contains(s.digits, text) {
			s.digits = newest(append(s.digits, text))
		}
		return
	}
	if slices.ContainsFunc(s.words, func(w secret) bool { return w.raw[0] == text }) {
		return
	}
	w := secret{raw: []string{text}, folds: len(text) >= folding}
	if w.folds {
		w.raw = append(w.raw, encoded(text)...)
	}
	for _, r := range text {
		w.text = append(w.text, w.fold(r))
	}
	s.words = newest(append(s.words, w))
}

// newest keeps a list from growing without end.
func newest[T any](list []T) []T { return list[max(0, len(list)-mostKept):] }

func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }

func (w *secret) fold(r rune) rune {
	if w.folds {
		return unicode.ToLower(r)
	}
	return r
}

// encoded returns the forms that a text can have within base64: in both alphabets,
// for each place where it can begin, and without the characters that also encode a
// part of its neighbours.
func encoded(text string) []string {
	var all []string
	for _, alphabet := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for shift := range 3 {
			begin := []int{0, 2, 3}[shift]
			code := alphabet.EncodeToString(append(make([]byte, shift), text...))
			if part := code[begin : len(code)-len(code)%4]; !slices.Contains(all, part) {
				all = append(all, part)
			}
		}
	}
	return all
}

// Cut puts dots in place of every secret in a text, however it is written or
// escaped. The digits of a PIN or a code are left alone where another digit stands
// beside them, because they belong to a longer number there.
func (s *Secrets) Cut(text string) string {
	if s == nil {
		return text
	}
	text = s.CutLong(text)
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(s.digits) == 0 {
		return text
	}
	l := lineOf(signsOf(text))
	var cuts [][2]int
	for _, d := range s.digits {
		for at := 0; at < len(l.text); at++ {
			if end := numberAt(l.text, at, d); end > at {
				cuts = append(cuts, [2]int{l.from[at], l.to[end-1]})
				at = end - 1
			}
		}
	}
	return without(text, cuts)
}

// CutLong is Cut for a text that may itself be a number, such as an id: it leaves PINs
// and codes alone.
func (s *Secrets) CutLong(text string) string {
	if s == nil {
		return text
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for i := range s.words {
		text = s.words[i].cut(text)
	}
	return text
}

// numberAt returns where number ends if it begins at a place in a text. Single blanks,
// hyphens and full stops may stand between its digits. It returns 0 if number does not
// stand there.
func numberAt(text string, at int, number string) int {
	if at > 0 && isDigit(text[at-1]) {
		return 0
	}
	end := at
	for i := range len(number) {
		if i > 0 && end+1 < len(text) && strings.IndexByte(" -.", text[end]) >= 0 {
			end++
		}
		if end >= len(text) || text[end] != number[i] {
			return 0
		}
		end++
	}
	if end < len(text) && isDigit(text[end]) {
		return 0
	}
	return end
}

// cut takes one secret out of a text.
func (w *secret) cut(text string) string {
	if len(w.raw[0]) < whole {
		return without(text, w.find(text, true))
	}
	for _, raw := range w.raw {
		text = strings.ReplaceAll(text, raw, Dots)
	}
	if !w.folds && !strings.ContainsAny(text, `%\&`) {
		return text
	}
	return without(text, w.find(text, false))
}

// find lists where a secret stands in a text with its escapes undone.
func (w *secret) find(text string, alone bool) [][2]int {
	var cuts [][2]int
	signs := slices.DeleteFunc(signsOf(text), func(s sign) bool { return Hidden(s.r) || s.r == '\u00ad' })
	letter := func(i int) bool {
		return i >= 0 && i < len(signs) && (unicode.IsLetter(signs[i].r) || unicode.IsDigit(signs[i].r))
	}
	for at := 0; at+len(w.text) <= len(signs); at++ {
		end := at
		for end-at < len(w.text) && w.fold(signs[end].r) == w.text[end-at] {
			end++
		}
		if end-at < len(w.text) || alone && (letter(at-1) || letter(end)) {
			continue
		}
		cuts = append(cuts, [2]int{signs[at].from, signs[end-1].to})
		at = end - 1
	}
	return cuts
}

// without puts dots in place of parts of a text.
func without(text string, cuts [][2]int) string {
	if len(cuts) == 0 {
		return text
	}
	slices.SortFunc(cuts, func(a, b [2]int) int { return a[0] - b[0] })
	var b strings.Builder
	done := 0
	for _, c := range cuts {
		if c[0] >= done {
			b.WriteString(text[done:c[0]] + Dots)
		}
		done = max(done, c[1])
	}
	return b.String() + text[done:]
}

// Begun reports whether a text holds a secret other than a PIN or code, or enough of
// one to tell that it is being typed.
func (s *Secrets) Begun(text string) bool {
	if s.CutLong(text) != text {
		return true
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	const enough = 12
	for _, w := range s.words {
		if len(w.text) <= enough {
			continue
		}
		short := secret{text: w.text[:enough], folds: w.folds}
		if len(short.find(text, false)) > 0 {
			return true
		}
	}
	return false
}

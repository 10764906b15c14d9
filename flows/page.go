package flows

import (
	"iter"
	"math"
	"slices"
	"strings"
	"time"
	"unique"

	"dialtone/api"
)

// Page is one page of an account's numbers, packed: what a list of them shows
// and nothing else, in a tenth of the memory that as many [api.Number] take. It
// never changes. An account can have tens of thousands of numbers; the whole of
// one is read when it is picked.
type Page struct {
	text       string // ids, phone numbers and names, one after the other
	words      []string
	rows       []packed
	registered int
}

// packed is one number of a page.
type packed struct {
	at                uint32 // where its text begins
	onboarded         uint32 // Unix seconds; 0 for never
	id, display, name uint16 // how long each of them is
	words             [wordCount]uint16
	flags             uint8
}

// The values that are one of a few words, and the flags.
const (
	wordStatus = iota
	wordVerification
	wordQuality
	wordNameStatus
	wordPlatform
	wordThroughput
	wordMode
	wordCount

	flagOnApp    = 1
	flagOfficial = 2
)

// PageOf packs numbers.
func PageOf(numbers ...api.Number) Page {
	p := Page{rows: make([]packed, len(numbers))}
	var text strings.Builder
	put := func(s string) uint16 {
		s = s[:min(len(s), math.MaxUint16)]
		text.WriteString(s)
		return uint16(len(s))
	}
	for i := range numbers {
		n, row := &numbers[i], &p.rows[i]
		row.at = uint32(text.Len())
		row.id, row.display, row.name = put(string(n.ID)), put(n.Display), put(n.Name)
		for w, word := range [wordCount]string{
			string(n.Status), string(n.Verification), string(n.Quality), string(n.NameStatus), string(n.Platform), string(n.Throughput.Level), string(n.Mode),
		} {
			row.words[w] = p.word(word)
		}
		if at := n.LastOnboarded.Unix(); !n.LastOnboarded.IsZero() && at > 0 && at <= math.MaxUint32 {
			row.onboarded = uint32(at)
		}
		if n.OnBusinessApp {
			row.flags |= flagOnApp
		}
		if n.Official {
			row.flags |= flagOfficial
		}
		if n.Status.Registered() {
			p.registered++
		}
	}
	p.text = strings.Clone(text.String()) // without the room that the builder grew
	return p
}

// word is the place of a word among those of the page. Every page says CONNECTED
// with the same few bytes.
func (p *Page) word(w string) uint16 {
	i := slices.Index(p.words, w)
	if i < 0 {
		i = len(p.words)
		p.words = append(p.words, unique.Make(w).Value())
	}
	return uint16(i)
}

// Len is how many numbers the page has.
func (p *Page) Len() int { return len(p.rows) }

// ID is the id of a number.
func (p *Page) ID(i int) api.PhoneNumberID {
	r := p.rows[i]
	return api.PhoneNumberID(p.text[r.at : r.at+uint32(r.id)])
}

// Display is a number as Graph writes it.
func (p *Page) Display(i int) string {
	r := p.rows[i]
	from := r.at + uint32(r.id)
	return p.text[from : from+uint32(r.display)]
}

// Name is the name of a number.
func (p *Page) Name(i int) string {
	r := p.rows[i]
	from := r.at + uint32(r.id) + uint32(r.display)
	return p.text[from : from+uint32(r.name)]
}

// Mode is whether a number is a real one or on trial.
func (p *Page) Mode(i int) api.AccountMode {
	return api.AccountMode(p.words[p.rows[i].words[wordMode]])
}

// Onboarded is when a number's Embedded Signup ended, in Unix seconds; 0 for
// never.
func (p *Page) Onboarded(i int) int64 { return int64(p.rows[i].onboarded) }

// Number is a number with the facts that the page holds; the others are zero.
func (p *Page) Number(i int) api.Number {
	r := p.rows[i]
	word := func(w int) string { return p.words[r.words[w]] }
	n := api.Number{
		ID: p.ID(i), Display: p.Display(i), Name: p.Name(i),
		Status: api.Status(word(wordStatus)), Verification: api.Verification(word(wordVerification)), Quality: api.Quality(word(wordQuality)),
		NameStatus: api.NameStatus(word(wordNameStatus)), Platform: api.Platform(word(wordPlatform)), Mode: api.AccountMode(word(wordMode)),
		OnBusinessApp: r.flags&flagOnApp != 0, Official: r.flags&flagOfficial != 0,
	}
	n.Throughput.Level = api.ThroughputLevel(word(wordThroughput))
	if r.onboarded != 0 {
		n.LastOnboarded.Time = time.Unix(int64(r.onboarded), 0).UTC()
	}
	return n
}

// with is the page with fresh facts about one of its numbers.
func (p *Page) with(at int, fresh api.Number) Page {
	numbers := make([]api.Number, p.Len())
	for i := range numbers {
		numbers[i] = p.Number(i)
	}
	numbers[at] = fresh
	return PageOf(numbers...)
}

// Numbers walks over the account's numbers as far as they are known.
func (s *Session) Numbers() iter.Seq[api.Number] {
	return func(yield func(api.Number) bool) {
		for p := range s.Pages {
			for i := range s.Pages[p].Len() {
				if !yield(s.Pages[p].Number(i)) {
					return
				}
			}
		}
	}
}

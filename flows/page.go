package flows

import (
	"iter"
	"math"
	"slices"
	"strconv"
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
	text       string // names, one after the other, and what is no number
	words      []string
	kinds      []kind
	rows       []packed
	registered int
	untold     int // numbers of which the status was not told
}

// packed is one number of a page: 32 bytes and its name.
type packed struct {
	id, phone   uint64 // in digits, or 0: then it stands in the text behind the name
	at          uint32 // where its text begins
	onboarded   uint32 // Unix seconds; 0 for never
	name        uint16 // its length
	kind        uint16
	idText      uint8 // lengths of what is no number
	displayText uint8
}

// kind is what many numbers have in common: places of words, and flags.
type kind struct {
	words [wordCount]uint16
	flags uint8
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

	flagOnApp        = 1
	flagOfficial     = 2
	flagOnAppTold    = 4
	flagOfficialTold = 8
)

// PageOf packs numbers.
func PageOf(numbers ...api.Number) Page {
	p := Page{rows: make([]packed, len(numbers))}
	var text []byte
	for i := range numbers {
		n, row := &numbers[i], &p.rows[i]
		name := n.Name[:min(len(n.Name), math.MaxUint16)]
		row.at, row.name, row.kind = uint32(len(text)), uint16(len(name)), p.kindOf(n)
		text = append(text, name...)
		if row.id = whole(string(n.ID)); row.id == 0 {
			id := n.ID[:min(len(n.ID), math.MaxUint8)]
			row.idText = uint8(len(id))
			text = append(text, id...)
		}
		if row.phone = phoneDigits(n.Display); row.phone == 0 {
			display := n.Display[:min(len(n.Display), math.MaxUint8)]
			row.displayText = uint8(len(display))
			text = append(text, display...)
		}
		if at := n.LastOnboarded.Unix(); !n.LastOnboarded.IsZero() && at > 0 && at <= math.MaxUint32 {
			row.onboarded = uint32(at)
		}
		switch {
		case n.Status == "":
			p.untold++
		case n.Status.Registered() && !halfShared(*n):
			p.registered++
		}
	}
	p.text, p.kinds = string(text), slices.Clip(p.kinds)
	return p
}

// kindOf is the place of a number's kind among those of the page.
func (p *Page) kindOf(n *api.Number) uint16 {
	var k kind
	for w, word := range [wordCount]string{
		string(n.Status), string(n.Verification), string(n.Quality), string(n.NameStatus), string(n.Platform),
		string(n.Throughput.Level), string(n.Mode),
	} {
		k.words[w] = p.word(word)
	}
	for flag, is := range map[uint8]bool{
		flagOnApp: n.OnBusinessApp, flagOfficial: n.Official, flagOnAppTold: n.Told.OnBusinessApp, flagOfficialTold: n.Told.Official,
	} {
		if is {
			k.flags |= flag
		}
	}
	i := slices.Index(p.kinds, k)
	if i < 0 {
		i, p.kinds = len(p.kinds), append(p.kinds, k)
	}
	return uint16(i)
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

// whole is a text of digits as a number; 0 for any other text, and for one that
// would not come back the same.
func whole(text string) uint64 {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != text {
		return 0
	}
	return n
}

// phoneDigits are the digits of a phone number as Graph writes it, "+1
// 631-555-5555" or bare (seed 001). How they are grouped follows from the country.
func phoneDigits(display string) uint64 {
	if strings.Trim(display, "+0123456789 ()-") != "" || strings.LastIndexByte(display, '+') > 0 {
		return 0
	}
	return whole(strings.NewReplacer("+", "", " ", "", "(", "", ")", "", "-", "").Replace(display))
}

// Len is how many numbers the page has.
func (p *Page) Len() int { return len(p.rows) }

// Name is the name of a number.
func (p *Page) Name(i int) string {
	r := &p.rows[i]
	return p.text[r.at : r.at+uint32(r.name)]
}

// ID is the id of a number.
func (p *Page) ID(i int) api.PhoneNumberID { return api.PhoneNumberID(p.AppendID(nil, i)) }

// AppendID puts the id of a number behind b.
func (p *Page) AppendID(b []byte, i int) []byte {
	r := &p.rows[i]
	if r.id != 0 {
		return strconv.AppendUint(b, r.id, 10)
	}
	from := r.at + uint32(r.name)
	return append(b, p.text[from:from+uint32(r.idText)]...)
}

// Display is a number with its plus or, where it is none, as it came.
func (p *Page) Display(i int) string { return string(p.AppendDisplay(nil, i)) }

// AppendDisplay puts what [Page.Display] says behind b.
func (p *Page) AppendDisplay(b []byte, i int) []byte {
	r := &p.rows[i]
	if r.phone != 0 {
		return strconv.AppendUint(append(b, '+'), r.phone, 10)
	}
	from := r.at + uint32(r.name) + uint32(r.idText)
	return append(b, p.text[from:from+uint32(r.displayText)]...)
}

// has reports whether a number has this id.
func (p *Page) has(i int, id api.PhoneNumberID, number uint64) bool {
	return p.rows[i].id == number && (number != 0 || p.ID(i) == id)
}

func (p *Page) of(i, word int) string { return p.words[p.kinds[p.rows[i].kind].words[word]] }

// Mode is whether a number is a real one or on trial.
func (p *Page) Mode(i int) api.AccountMode { return api.AccountMode(p.of(i, wordMode)) }

// Onboarded is when a number's Embedded Signup ended, in Unix seconds; 0 for
// never.
func (p *Page) Onboarded(i int) int64 { return int64(p.rows[i].onboarded) }

// Number is a number with the facts that the page holds; the others are zero.
func (p *Page) Number(i int) api.Number {
	flags := p.kinds[p.rows[i].kind].flags
	n := api.Number{
		ID: p.ID(i), Display: p.Display(i), Name: p.Name(i),
		Status: api.Status(p.of(i, wordStatus)), Verification: api.Verification(p.of(i, wordVerification)),
		Quality:    api.Quality(p.of(i, wordQuality)),
		NameStatus: api.NameStatus(p.of(i, wordNameStatus)), Platform: api.Platform(p.of(i, wordPlatform)), Mode: p.Mode(i),
		OnBusinessApp: flags&flagOnApp != 0, Official: flags&flagOfficial != 0,
		Told: api.Told{OnBusinessApp: flags&flagOnAppTold != 0, Official: flags&flagOfficialTold != 0},
	}
	n.Throughput.Level = api.ThroughputLevel(p.of(i, wordThroughput))
	if at := p.Onboarded(i); at != 0 {
		n.LastOnboarded.Time = time.Unix(at, 0).UTC()
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
		for p := range s.List.Pages {
			for i := range s.List.Pages[p].Len() {
				if !yield(s.List.Pages[p].Number(i)) {
					return
				}
			}
		}
	}
}

package assets

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// ErrorRow is what is known of one refusal by Graph: where it comes from, how it
// differs from others, which advice it gets, and when trying again helps. In the first
// half, a field that is zero matches everything. Each row names its sources.
type ErrorRow struct {
	Code    int      `toml:"code"`
	Upto    int      `toml:"upto"` // the last code of a class; 0 for this code alone
	Also    int      `toml:"also"` // another code with the same meaning; 0 for none
	Sub     int      `toml:"sub"`
	Variant string   `toml:"variant"`
	On      []string `toml:"on"`     // the calls that it is documented for; [EveryCall] for all
	Strays  bool     `toml:"strays"` // it means the same at every other call
	When    string   `toml:"when"`   // a fact, by the name that the flows give it
	Text    []string `toml:"text"`   // lower case; one of them stands in the answer
	Says    []string `toml:"says"`   // meanings; one sentence has a word of each, see [Meaning]
	Unless  []string `toml:"unless"` // meanings of which that sentence has no word

	Advice string   `toml:"advice"`
	Retry  string   `toml:"retry"`
	Wait   Duration `toml:"wait"`
	Fixed  bool     `toml:"fixed"` // Meta names the figure
	Said   bool     `toml:"said"`  // the answer itself may name the wait
	Cost   string   `toml:"cost"`  // the cost of trying again; "" if it is the cost of the call itself
	From   string   `toml:"from"`
}

// Duration is written as in Go: 1h30m.
type Duration struct{ time.Duration }

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(text []byte) (err error) {
	d.Duration, err = time.ParseDuration(string(text))
	return err
}

// EveryCall in [ErrorRow.On] stands for every call.
const EveryCall = "*"

// Retries lists the values of [ErrorRow.Retry].
func Retries() []string { return []string{"no", "fix", "wait", "backoff"} }

// Errors is the error table, narrow rows before wide ones: the first that fits
// an answer decides. It is read when it is first asked for.
func Errors() []ErrorRow { return slices.Clone(errorRows()) }

var errorRows = sync.OnceValue(func() []ErrorRow {
	var table struct {
		Rows []ErrorRow `toml:"rows"`
	}
	decodeTOML("errors.toml", &table)
	return table.Rows
})

// Meaning lists the words by which an answer of Meta's says something, such as that
// something was done too often, in the languages that it writes; nil for an unknown
// meaning. They are in lower case, and one that ends in * may go on in any way.
func Meaning(name string) []string { return slices.Clone(meanings()[name]) }

var meanings = sync.OnceValue(func() map[string][]string {
	var all map[string][]string
	decodeTOML("meanings.toml", &all)
	return all
})

// decodeTOML reads a table that is built in; a test holds that it can be read.
func decodeTOML(file string, into any) {
	raw, err := read(file)
	if err == nil {
		err = toml.Unmarshal(raw, into)
	}
	if err != nil {
		panic(fmt.Sprintf("built-in %s: %v", file, err))
	}
}

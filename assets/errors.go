package assets

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
)

// ErrorRow is what is known of one refusal by Graph: where it comes from, how it
// differs from others, which advice it gets, and when trying again helps. In the first
// half, a field that is zero matches everything. Each row names its sources.
type ErrorRow struct {
	Code    int      `toml:"code"`
	Upto    int      `toml:"upto"` // the last code of a class; 0 for this code alone
	Sub     int      `toml:"sub"`
	Variant string   `toml:"variant"`
	On      []string `toml:"on"`     // the calls that it is documented for; [EveryCall] for all
	Strays  bool     `toml:"strays"` // it means the same at every other call
	When    string   `toml:"when"`   // a fact, by the name that the flows give it
	Text    []string `toml:"text"`   // lower case; one of them stands in the answer

	Advice string        `toml:"advice"`
	Retry  string        `toml:"retry"`
	Wait   time.Duration `toml:"wait"`
	Fixed  bool          `toml:"fixed"` // Meta names the figure
	Said   bool          `toml:"said"`  // the answer itself may name the wait
	Cost   string        `toml:"cost"`  // the cost of trying again; "" if it is the cost of the call itself
	From   string        `toml:"from"`
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
	raw, err := read("errors.toml")
	if err == nil {
		_, err = toml.Decode(string(raw), &table)
	}
	if err != nil { // a test holds that it can be read
		panic(fmt.Sprintf("built-in errors.toml: %v", err))
	}
	return table.Rows
})

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"dialtone/api"
)

// jsonOutput is standard output as a program reads it. What it is given is one object
// with either data or an error, and is written whole or not at all; a command that
// streams writes such an object on each line.
type jsonOutput struct {
	asked bool // the command line holds --json
	out   io.Writer

	mu    sync.Mutex // held for good once a signal has had the last word
	whole bool       // the one object of a command that does not stream is written
}

// errWhole says that no more can be written: a program would read two objects.
var errWhole = errors.New("json: the one object is written already")

// jsonFlag gives a command --json. Whether it is set is in p.json.asked.
func (p *program) jsonFlag(c *cobra.Command, usage string) { c.Flags().Bool("json", false, usage) }

// asksJSON reports whether a command line holds --json. It is read before the flags of
// the command, so that what is wrong with those is told as JSON, too.
func asksJSON(args []string) bool {
	asks := false
	for _, a := range args {
		value, given := strings.CutPrefix(a, "--json=")
		switch on, err := strconv.ParseBool(value); {
		case a == "--":
			return asks
		case a == "--json":
			asks = true
		case given:
			asks = on || err != nil
		}
	}
	return asks
}

// settleJSON looks again whether JSON is asked for, once the flags of the command are read:
// --json may have been the value of another one.
func (p *program) settleJSON(c *cobra.Command) {
	p.json.asked = c.Flags().Changed("json") && p.json.asked
}

// data writes what a command found out, as it is: a text that was typed goes through
// [program.hide] before.
func (o *jsonOutput) data(value any) error { return o.write(map[string]any{"data": value}, true) }

// line writes one of many such objects.
func (o *jsonOutput) line(value any) error { return o.write(map[string]any{"data": value}, false) }

// write writes an object, which may be the last one.
func (o *jsonOutput) write(object any, last bool) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.locked(object, last)
}

func (o *jsonOutput) locked(object any, last bool) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(object); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	if o.whole {
		return errWhole
	}
	o.whole = last
	if _, err := b.WriteTo(o.out); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return nil
}

// lastWord ends the program at a signal. Nobody writes any more after it; a reader that
// takes nothing is waited for as long as a screen is.
func (p *program) lastWord(sig os.Signal) {
	said, word := make(chan struct{}), map[string]fault{"error": {Code: "interrupted", Message: p.words.Say("cmd.interrupted")}}
	go func() {
		p.json.mu.Lock()
		_ = p.json.locked(word, true)
		close(said)
	}()
	select {
	case <-said:
	case <-time.After(stuck):
	}
	exitAt(sig)
}

// fault is why a command did not do what was asked, for scripts. Fields are added and
// never renamed.
type fault struct {
	Code    string     `json:"code"`
	Message string     `json:"message"`
	Next    *string    `json:"next"` // what to do
	Meta    *metaFault `json:"meta"` // what Meta itself said; null where the fault is not Meta's
}

// metaFault is Meta's part of a fault, by its own names.
type metaFault struct {
	Status  int    `json:"http_status"`
	Code    int    `json:"code"`
	Subcode int    `json:"error_subcode"`
	TraceID string `json:"fbtrace_id"`
}

// failure is an error that tells scripts more than its sentence, and ends the program
// with an exit code of its own.
type failure struct {
	code string // names the kind of failure
	exit int
	next string // what to do; "" for nothing that is known
	text string
	err  error // what was the reason; nil for none
}

func (f *failure) Error() string { return f.text }

func (f *failure) Unwrap() error { return f.err }

// faultOf describes an error for scripts. No secret is in it.
func (p *program) faultOf(err error) fault {
	f := fault{Code: "failed", Message: p.hide(tellable(err))}
	var usage *usageError
	var known *failure
	var meta *api.Error
	switch {
	case errors.As(err, &known):
		f.Code, f.Next = known.code, orNull(p.hide(known.next))
	case errors.As(err, &usage):
		f.Code, f.Next = "usage", orNull(p.hide(usage.next))
	}
	if errors.As(err, &meta) && !meta.Foreign() {
		f.Meta = &metaFault{meta.Status, meta.Code, meta.Subcode, p.hide(api.Clean(meta.TraceID))}
	}
	return f
}

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"runtime"
	"time"

	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/flows"
	"dialtone/flows/journal"
)

// debugLog writes down what a run does, a line of JSON for each thing, for whoever looks for
// a fault: calls without what they carried, states, and how long the start took. It holds no
// secret and no whole phone number. A nil one writes nothing.
type debugLog struct {
	*slog.Logger
	file  *os.File
	begun time.Time
}

func (p *program) debugFlag(f *pflag.FlagSet) { f.String("debug", "", p.describe("flag.debug")) }

// openDebug begins the log that a flag asks for. Only its owner can read the file, which
// grows with each run.
func (p *program) openDebug(path, command string) error {
	if journal.MayHoldSecret(path) || p.hide(path) != path {
		return p.usage("usage.debug_secret")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a pipe would hold the program for ever
		return p.usage("usage.debug", "Path", p.atHome(path), "Reason", p.words.Say("debug.no_file"))
	}
	const ownersAlone = 0o600
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, ownersAlone)
	if err == nil {
		err = os.Chmod(path, ownersAlone) // one that was there may be open to others
	}
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return p.usage("usage.debug", "Path", p.atHome(path), "Reason", err.Error())
	}
	p.debug = &debugLog{slog.New(slog.NewJSONHandler(guard{f, p.known}, nil)), f, p.begun}
	p.debug.note("started", "command", command, "version", thisBuild().name(), "go", runtime.Version(), "os", runtime.GOOS, "arch", runtime.GOARCH,
		"language", p.words.Tag().String())
	return nil
}

// note writes a line, with the time since the start.
func (d *debugLog) note(what string, pairs ...any) {
	if d != nil {
		d.Log(context.Background(), slog.LevelInfo, what, append([]any{"since_start_ms", time.Since(d.begun).Milliseconds()}, pairs...)...)
	}
}

// endDebug ends the log, and names it where something failed that it may explain.
func (p *program) endDebug(code int) {
	if p.debug == nil {
		return
	}
	p.debug.note("ended", "exit_code", code)
	if code != 0 && code != exitUsage && !p.json.asked {
		_, _ = fmt.Fprintln(p.stderr, p.words.Say("debug.where", "Path", mask.Path(p.atHome(p.debug.file.Name()))))
	}
	_ = p.debug.file.Close() // each line was written when it was made
}

// call writes a call without its bodies.
func (d *debugLog) call(t api.Trace) {
	if d != nil {
		d.note("call", callFacts(t)...)
	}
}

// entered writes that a page came up.
func (d *debugLog) entered(s flows.State) { d.note("state", "state", string(s)) }

// callFacts are what may be told of a call: no body, no query, and of an answer only the
// numbers by which Meta knows it.
func callFacts(t api.Trace) []any {
	facts := []any{
		"call", string(t.Call), "method", t.Method, "path", pathOf(t.URL), "status", t.Status, "duration_ms", t.Duration.Milliseconds(),
		"attempt", t.Attempt, "reused_connection", t.Reused,
	}
	if t.Served != "" {
		facts = append(facts, "served", string(t.Served))
	}
	var said struct {
		Error struct {
			Code    json.Number `json:"code"`
			Subcode json.Number `json:"error_subcode"`
			TraceID string      `json:"fbtrace_id"`
		} `json:"error"`
	}
	if json.Unmarshal([]byte(t.Answer), &said) == nil && said.Error.Code != "" {
		facts = append(facts, "code", said.Error.Code, "subcode", said.Error.Subcode, "fbtrace_id", api.MaskPhones(api.Clean(said.Error.TraceID)))
	}
	if t.Status == 0 {
		facts = append(facts, "fault", t.Err)
	}
	return facts
}

// pathOf is the path of an address, with the IDs in it.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

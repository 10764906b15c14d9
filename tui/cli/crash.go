package cli

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"dialtone/api"
)

// crashText is what is kept of a breakdown: where it happened, in which version, and what came
// before it. What was thrown is not in it, since that may be a secret.
func (p *program) crashText(where string, at time.Time) string {
	var b strings.Builder
	line := func(name string, value any) { fmt.Fprintf(&b, "%-8s %v\n", name, value) }
	line("time", at.UTC().Format(time.RFC3339))
	line("version", thisBuild().name())
	line("go", runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH)
	if state, is := p.state.Load().(string); is {
		line("state", state)
	}
	line("place", strings.ReplaceAll(where, between, "\n"+strings.Repeat(" ", 9)))
	const most = 20
	var calls []api.Trace
	if p.calls != nil {
		calls = p.calls.all()
	}
	for _, t := range calls[max(0, len(calls)-most):] {
		facts := callFacts(t)
		text := t.Start.UTC().Format(time.TimeOnly)
		for i := 0; i+1 < len(facts); i += 2 {
			text += fmt.Sprintf(" %v=%v", facts[i], facts[i+1])
		}
		line("call", text)
	}
	return p.hide(b.String())
}

// keepCrash keeps that in a file that only its owner can read, and names it.
func (p *program) keepCrash(where string) (string, error) {
	folder, err := p.stateFolder()
	if err != nil {
		return "", err
	}
	return p.writeFile(folder, "crash-", ".txt", p.crashText(where, time.Now()))
}

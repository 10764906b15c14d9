package cli

import (
	"slices"
	"sync"
	"time"

	"dialtone/api"
)

// callLog keeps the latest calls for the call inspector.
type callLog struct {
	mu    sync.Mutex
	from  time.Time // calls that began earlier are not kept
	calls []api.Trace
}

func (l *callLog) add(t api.Trace) {
	const most = 100
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.Start.Before(l.from) {
		return
	}
	l.calls = append(l.calls, t)
	if len(l.calls) > most {
		l.calls = slices.Clone(l.calls[len(l.calls)-most:])
	}
}

// forget drops the calls that began before a moment, also those that are still
// under way.
func (l *callLog) forget(before time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.from = before
	l.calls = slices.DeleteFunc(l.calls, func(t api.Trace) bool { return t.Start.Before(before) })
}

func (l *callLog) all() []api.Trace {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.calls)
}

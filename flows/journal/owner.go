package journal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strconv"
	"strings"
	"time"
)

// Lease is how long a number stays held by a process on another machine, whose
// end cannot be noticed from here. No request takes nearly as long.
const Lease = 15 * time.Minute

// owner identifies a process, so that its end is noticed even if the system gives its
// number to another process.
type owner struct {
	machine string // one boot of one machine, in one space of process numbers; "" if unknown
	pid     int
	start   string // when it began, which tells it from an earlier process of the same number; "" if unknown
}

// presence is what is known of an owner.
type presence uint8

const (
	itself    presence = iota // this process
	alive                     // another process of this machine
	gone                      // a process of this machine that has ended
	elsewhere                 // on another machine
)

// thisProcess is the present process.
func thisProcess() owner {
	o := owner{machine: machine(), pid: os.Getpid()}
	if o.machine == "" {
		o.start = rand.Text() // or it could be mistaken for a process of another machine
	} else {
		o.start, _ = started(o.pid)
	}
	return o
}

// shorten makes a short mark of what identifies a machine, since a journal can
// be shared.
func shorten(ids ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(ids, "\n")))
	return hex.EncodeToString(sum[:8])
}

// String writes an owner for the journal.
func (o owner) String() string { return o.machine + "/" + strconv.Itoa(o.pid) + "/" + o.start }

// parseOwner reads what String wrote.
func parseOwner(s string) owner {
	var o owner
	o.machine, s, _ = strings.Cut(s, "/")
	pid, start, _ := strings.Cut(s, "/")
	o.pid, _ = strconv.Atoi(pid) // 0 is no process
	o.start = start
	return o
}

// sees tells what one owner knows of another.
func (o owner) sees(other owner) presence {
	switch {
	case o == other:
		return itself
	case o.machine == "" || o.machine != other.machine || other.pid <= 0:
		return elsewhere
	}
	start, exists := started(other.pid)
	if !exists || start != "" && other.start != "" && start != other.start {
		return gone
	}
	return alive
}

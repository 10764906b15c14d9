// Package pattern compiles regular expressions when they are first needed, so that the
// start of the program does not wait for those of a whole run.
package pattern

import (
	"regexp"
	"sync"
)

// Of returns what compiles an expression at its first call, and panics there if it is none.
func Of(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

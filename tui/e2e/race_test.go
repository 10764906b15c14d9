//go:build unix

package e2e

import "os"

// raced says that the program is built with the race detector: the tests
// themselves need not be, which would only slow the terminal down.
var raced = os.Getenv("DIALTONE_E2E_RACE") != ""

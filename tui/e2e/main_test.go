//go:build unix

package e2e

import (
	"flag"
	"fmt"
	"hash/crc32"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
)

// TestMain gives the tests a place for the program that they share, and turns
// the test program into the helper of keysOf.
func TestMain(m *testing.M) {
	if os.Getenv("E2E_SHOW_READS") != "" {
		showReads()
		return
	}
	dir, err := os.MkdirTemp("", "dialtone-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	builtIn = dir
	runSideBySide()
	code := m.Run()
	_ = os.RemoveAll(dir) // what stays in a temporary folder fails no test
	os.Exit(code)
}

// runSideBySide runs more parallel tests at once than there are processors,
// unless the command line says otherwise: they mostly wait for a program that
// mostly waits for them.
func runSideBySide() {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if !chosen {
		_ = flag.Set("test.parallel", strconv.Itoa(4*runtime.GOMAXPROCS(0)))
	}
}

// everything reports whether all walks are to be taken: DIALTONE_ALL says so. Else those that
// come in many forms are taken in a few.
func everything() bool { return os.Getenv("DIALTONE_ALL") != "" }

// sampled skips most tests of a kind, by their names, unless everything is to be tried.
func sampled(t *testing.T) {
	t.Helper()
	const oneOf = 4
	if !everything() && crc32.ChecksumIEEE([]byte(t.Name()))%oneOf != 0 {
		t.Skip("DIALTONE_ALL=1 tries this one too")
	}
}

// showReads prints what it reads, read by read.
func showReads() {
	fmt.Print("ready\r\n")
	buf := make([]byte, 256)
	for {
		n, err := os.Stdin.Read(buf)
		if err != nil {
			return
		}
		fmt.Printf("%q\r\n", buf[:n])
	}
}

// builtIn is the folder of the program under test; [TestMain] makes it.
var builtIn string

// built builds the program once for all tests, and not at all when none of
// those that run needs it. With DIALTONE_E2E_RACE the program has the race detector:
// what it finds ends on the screen and in the exit code.
var built = sync.OnceValues(func() (string, error) {
	if raced {
		return BuildPackage(builtIn, "dialtone", "-race")
	}
	return Build(builtIn)
})

func dialtone(t *testing.T) string {
	t.Helper()
	bin, err := built()
	must(t, err)
	return bin
}

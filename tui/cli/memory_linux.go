package cli

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// grain is how much of the program's file one touch brings into memory at most.
const grain = 8 << 10

// code is what of the program's file is mapped into memory and never written.
type code []mapping

// mapping is a range of addresses.
type mapping struct{ from, size uintptr }

// mappedCode finds the code. The kernel maps sixteen pages around each that is
// touched, but not beyond what has the same advice: so every other grain gets
// another one, which means little by itself.
func mappedCode() code {
	self, err := os.Executable()
	if err != nil {
		return nil
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return nil
	}
	defer func() { _ = maps.Close() }()
	var all code
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		// 00400000-01020000 r-xp 00000000 fe:00 10011540   /usr/bin/dialtone
		parts := strings.Fields(lines.Text())
		const fields, write = 6, 1
		if len(parts) != fields || parts[5] != self || parts[1][write] == 'w' {
			continue
		}
		from, to, _ := strings.Cut(parts[0], "-")
		first, err1 := strconv.ParseUint(from, 16, 64)
		last, err2 := strconv.ParseUint(to, 16, 64)
		if err1 == nil && err2 == nil {
			all = append(all, mapping{uintptr(first), uintptr(last - first)})
		}
	}
	for _, m := range all {
		for at := uintptr(0); at < m.size; at += 2 * grain {
			mapping{m.from + at, min(grain, m.size-at)}.advise(unix.MADV_RANDOM)
		}
	}
	return all
}

// release has the system forget which pages are mapped. Starting touches most of
// them once and never again; what is needed later comes back from the page cache,
// where it stays.
func (c code) release() {
	for _, m := range c {
		m.advise(unix.MADV_DONTNEED)
	}
}

// advise may fail: then all is as it was.
func (m mapping) advise(what uintptr) {
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, m.from, m.size, what)
}

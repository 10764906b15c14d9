package cli

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// releaseCode has the system forget which pages of the program's file are mapped,
// and map only those from now on that are touched, not sixteen around each.
// Starting touches most of them once and never again; what is needed later comes
// back from the page cache, where it stays.
func releaseCode() {
	self, err := os.Executable()
	if err != nil {
		return
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer func() { _ = maps.Close() }()
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
			for _, advice := range []uintptr{unix.MADV_RANDOM, unix.MADV_DONTNEED} {
				_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(first), uintptr(last-first), advice)
			}
		}
	}
}

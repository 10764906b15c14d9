package cli

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// releaseCode has the system forget which pages of the program itself are in use.
// Starting touches most of them once, and never again; those that are needed
// later come back from the page cache, where they stay. Without it a third of
// the memory that the wizard seems to need is code that has done its work.
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
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(first), uintptr(last-first), unix.MADV_DONTNEED)
		}
	}
}

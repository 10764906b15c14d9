package journal

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// machine is this boot of the kernel and this container's process numbers.
func machine() string {
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return ""
	}
	return shorten(string(boot), space)
}

// started tells when a process began, and whether it exists.
func started(pid int) (start string, exists bool) {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return "", false
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return "", true // other users' processes can be hidden
	}
	// proc(5): the name stands in parentheses and may hold anything; the state is
	// next, and the start is the twentieth from there.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	if len(fields) < 20 {
		return "", true
	}
	if fields[0] == "Z" || fields[0] == "X" { // ended, and not yet fetched by its parent
		return "", false
	}
	return fields[19], true
}

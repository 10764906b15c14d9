package journal

import (
	"errors"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// machine is this boot of the system.
func machine() string {
	boot, err := unix.Sysctl("kern.bootsessionuuid")
	if err != nil {
		return ""
	}
	return shorten(boot)
}

// zombie is a process that has ended and was not yet fetched by its parent
// (SZOMB of sys/proc.h).
const zombie = 5

// started tells when a process began, and whether it exists.
func started(pid int) (start string, exists bool) {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return "", false
	}
	p, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return "", true
	}
	if p.Proc.P_stat == zombie {
		return "", false
	}
	at := p.Proc.P_starttime
	return strconv.FormatInt(int64(at.Sec), 10) + "." + strconv.FormatInt(int64(at.Usec), 10), true
}

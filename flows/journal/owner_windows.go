package journal

import (
	"errors"
	"os"
	"strconv"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// machine is this installation of the system. A process of an earlier boot is
// told by when it began.
func machine() string {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Cryptography`, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return ""
	}
	defer func() { _ = key.Close() }() // it was only read
	guid, _, err := key.GetStringValue("MachineGuid")
	if err != nil {
		return ""
	}
	host, err := os.Hostname() // copies of one installation share the rest
	if err != nil {
		return ""
	}
	return shorten(guid, host)
}

// started tells when a process began, and whether it exists.
func started(pid int) (start string, exists bool) {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION|windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return "", !errors.Is(err, windows.ERROR_INVALID_PARAMETER) // which means: no such process
	}
	defer func() { _ = windows.CloseHandle(h) }() // it was only read
	if event, err := windows.WaitForSingleObject(h, 0); err == nil && event == windows.WAIT_OBJECT_0 {
		return "", false // it has ended
	}
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(h, &created, &exited, &kernel, &user); err != nil {
		return "", true
	}
	return strconv.FormatInt(created.Nanoseconds(), 10), true
}

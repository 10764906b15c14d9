//go:build !linux && !darwin && !windows

package journal

// machine is unknown here: every other process counts as one elsewhere.
func machine() string { return "" }

// started is not known here.
func started(int) (start string, exists bool) { return "", true }

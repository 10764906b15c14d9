//go:build unix

package e2e

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// environment is all the program learns of this machine: where the tools are,
// what terminal it has, and a home below o.Dir.
func environment(o Options) ([]string, error) {
	if o.Dir == "" {
		return nil, errors.New("no directory given for the program's home")
	}
	home, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("home: %w", err)
	}
	env := []string{
		"PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "COLORTERM=truecolor",
		"LANG=C.UTF-8",
		"HTTPS_PROXY=http://127.0.0.1:1", // nobody answers there: what a test forgot to lead here goes nowhere
		"HOME=" + home, "PWD=" + home,
		// Without an address the D-Bus client looks in /run/user by itself and
		// finds the developer's own keyring.
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "no-session-bus"),
	}
	for _, dir := range []struct{ name, path string }{
		{"XDG_CONFIG_HOME", ".config"},
		{"XDG_STATE_HOME", ".local/state"},
		{"XDG_DATA_HOME", ".local/share"},
		{"XDG_CACHE_HOME", ".cache"},
		{"XDG_RUNTIME_DIR", ".run"},
		{"TMPDIR", ".tmp"},
	} {
		path := filepath.Join(home, dir.path)
		if err := os.MkdirAll(path, 0o700); err != nil {
			return nil, fmt.Errorf("home: %w", err)
		}
		env = append(env, dir.name+"="+path)
	}
	return append(env, o.Env...), nil // of two equal names os/exec takes the last
}

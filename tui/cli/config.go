package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// configFile is what the configuration file holds. It is read before anything is said,
// since it also says in which language; whether it is sound is judged later.
type configFile struct {
	path    string // "" where there is no home folder
	there   bool
	used    bool // a value of it counts in this run
	entries map[string]configEntry
	fault   configFault // why nothing could be read; zero for none
}

type configEntry struct {
	value any
	line  int
}

// configFault is why a file cannot be read, and in which line; 0 for the whole of it.
type configFault struct {
	reason configReason
	line   int
}

type configReason string

const (
	configUnreadable configReason = "unreadable"
	configOpen       configReason = "open" // others may write it, and so send a token elsewhere
	configForm       configReason = "form"
)

// configPath is where the configuration file is by the rules of the system: XDG base
// directories, or what macOS and Windows have for them.
func configPath(system string, env map[string]string) string {
	folder := env["XDG_CONFIG_HOME"]
	switch home := env["HOME"]; {
	case filepath.IsAbs(folder):
	case system == "windows":
		folder = env["APPDATA"]
		if home = env["USERPROFILE"]; folder == "" && home != "" {
			folder = filepath.Join(home, "AppData", "Roaming")
		}
	case home == "":
		folder = ""
	case system == "darwin":
		folder = filepath.Join(home, "Library", "Application Support")
	default:
		folder = filepath.Join(home, ".config")
	}
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "dialtone", "config.toml")
}

// readConfig reads the configuration file. One that is not there holds nothing.
func readConfig(path string) configFile {
	c := configFile{path: path}
	if path == "" {
		return c
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c
	}
	c.there = true
	const othersWrite, longest = 0o002, 64 << 10
	switch {
	case err != nil, !info.Mode().IsRegular(), info.Size() > longest:
		c.fault.reason = configUnreadable
		return c
	case info.Mode().Perm()&othersWrite != 0 && runtime.GOOS != "windows": // the rights of Windows are not in these bits
		c.fault.reason = configOpen
		return c
	}
	text, err := readUpTo(path, longest)
	if err != nil {
		c.fault.reason = configUnreadable
		return c
	}
	c.parse(text)
	return c
}

func readUpTo(path string, most int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, most))
	return string(text), err
}

func (c *configFile) parse(text string) {
	var values map[string]any
	if err := toml.Unmarshal([]byte(text), &values); err != nil {
		c.fault.reason = configForm
		if at := (*toml.DecodeError)(nil); errors.As(err, &at) {
			c.fault.line, _ = at.Position()
		}
		return
	}
	lines := configLines(text)
	c.entries = map[string]configEntry{}
	for name, value := range values {
		c.entries[name] = configEntry{value, lines[name]}
	}
}

// configLines is the line that each name at the top first stands in. A decoder that knows
// no name tells where the unknown ones are.
func configLines(text string) map[string]int {
	lines := map[string]int{}
	var all *toml.StrictMissingError
	if errors.As(toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields().Decode(&struct{}{}), &all) {
		for _, e := range all.Errors {
			if name := e.Key()[0]; lines[name] == 0 {
				lines[name], _ = e.Position()
			}
		}
	}
	return lines
}

// text is the value of a setting as its flag takes it; "" for none.
func (c configFile) text(name string) string {
	text, _ := c.entries[name].text()
	return text
}

// text writes a value as a flag takes it, and names its type; "" for a type that no flag
// has. An ID may stand without quotes.
func (e configEntry) text() (text, kind string) {
	switch v := e.value.(type) {
	case string:
		return v, "string"
	case bool:
		return strconv.FormatBool(v), "bool"
	case int64:
		return strconv.FormatInt(v, 10), "int"
	}
	return "", ""
}

package journal

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// address is where a journal is.
type address struct {
	url   string // of a PostgreSQL server, with its password; "" for a file
	file  string // absolute path
	ours  bool   // the file's folder is Dialtone's own and may be made
	label string // for people: without user and password
}

// parseAddress reads an address as it is given to [Open]. state is the folder
// for what programs remember.
func parseAddress(text, state string) (address, error) {
	if text == "" {
		if state == "" {
			return address{}, &OpenError{Reason: ReasonNoFolder, Path: "journal.db", err: errors.New("there is no home folder")}
		}
		file := filepath.Join(state, "dialtone", "journal.db")
		return address{file: file, label: file, ours: true}, nil
	}
	scheme, rest, isURL := strings.Cut(text, "://")
	if !isURL {
		scheme, rest, isURL = strings.Cut(text, ":")
		isURL = isURL && strings.EqualFold(scheme, "file")
	}
	if !isURL {
		return fileAddress(text)
	}
	switch strings.ToLower(scheme) {
	case "postgres", "postgresql":
		return serverAddress(text)
	case "sqlite":
		return uriAddress("sqlite://", rest)
	case "file":
		rest = strings.TrimPrefix(rest, "//")
		if local, ok := strings.CutPrefix(rest, "localhost/"); ok {
			rest = "/" + local
		}
		return uriAddress("file:", rest)
	}
	return address{}, badAddress("…", "it is neither a path, sqlite://, file: nor postgres://")
}

func badAddress(label, why string) error {
	return &OpenError{Reason: ReasonBadAddress, Path: label, err: errors.New(why)}
}

// uriAddress is a file whose path is written as in a URI. Everything behind the
// prefix is the path, relative or absolute.
func uriAddress(prefix, path string) (address, error) {
	label := prefix + "…"
	if strings.ContainsAny(path, "?#") {
		return address{}, badAddress(label, "a file takes no options; ? and # are written %3F and %23")
	}
	path, err := url.PathUnescape(path)
	if err != nil {
		return address{}, badAddress(label, "a % in it is not followed by two hexadecimal digits")
	}
	if runtime.GOOS == "windows" && len(path) > 2 && path[0] == '/' && path[2] == ':' { // /C:/…
		path = path[1:]
	}
	return fileAddress(filepath.FromSlash(path))
}

// MayHoldSecret reports whether an address looks as if it held a password or a
// token where none belongs: it would become the name of a file. A server is
// written as a URL, whose password is known by its place.
func MayHoldSecret(where string) bool {
	scheme, rest, isURL := strings.Cut(where, "://")
	if isURL {
		switch strings.ToLower(scheme) {
		case "postgres", "postgresql":
			return false
		case "sqlite", "file":
			where = rest
		default:
			return strings.ContainsAny(where, "@=") // of a server that is not known
		}
	}
	if plain, err := url.PathUnescape(where); err == nil {
		where = plain
	}
	return keywords().MatchString(where) || mask.HasToken(where) || mask.HasToken(filepath.Base(where))
}

// HoldsPassword reports whether the address of a server holds a password, where it belongs or
// elsewhere; also when that cannot be told.
func HoldsPassword(where string) bool {
	if !strings.Contains(where, "://") {
		return false
	}
	u, err := url.Parse(where)
	if err != nil {
		return true
	}
	_, given := u.User.Password()
	return given || strings.Contains(strings.ToLower(u.RawQuery), "password")
}

// keywords matches the other ways of writing a server or a secret.
var keywords = pattern.Of(`(?is)` + strings.Join([]string{
	`=.*\s`, `\s.*=`, // keywords with values
	`(?:pass|secret|token|credential)\w*\s*[=:]`,
	`(?:\b|_)(?:pwd?|key|auth)\s*[=:]`,
	`(?:pass\w*|pwd?|secret|token)\s+[^/\\]*$`,
	`^\s*(?:host|hostaddr|port|dbname|user|service|sslmode|server|data source)\s*=`,
	`^\s*(?:jdbc:|psql\b|postgres(?:ql)?:)`, // a URL without its slashes
	`:[^/\\]*@`, `^[^/\\]*@`,                // user:password@host and password@host
}, "|"))

func fileAddress(path string) (address, error) {
	if MayHoldSecret(path) {
		return address{}, badAddress("…",
			"a server is written postgres://user@host/database, with its password in PGPASSWORD or a password file")
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return address{}, badAddress("…", "it names no file")
	}
	if os.IsPathSeparator(path[len(path)-1]) {
		return address{}, badAddress(path, "it names a folder")
	}
	file, err := filepath.Abs(path)
	if err != nil {
		return address{}, badAddress(path, "the present folder is gone")
	}
	return address{file: file, label: file}, nil
}

// serverAddress is a PostgreSQL server. A password with characters that end a
// part of a URL is refused: it would be taken for a host or a path, and shown.
func serverAddress(text string) (address, error) {
	scheme, rest, _ := strings.Cut(text, "://")
	label := strings.ToLower(scheme) + "://…"
	authority := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority = rest[:i]
	}
	tail := rest[len(authority):]
	if strings.Count(authority, "@") > 1 || strings.ContainsAny(tail, "@#") {
		return address{}, badAddress(label, "in user and password, @ / ? # are written %40 %2F %3F %23")
	}
	u, err := url.Parse(text)
	if err != nil {
		return address{}, badAddress(label, "it is not a URL") // the error would repeat it
	}
	where := url.URL{Scheme: strings.ToLower(scheme), Host: u.Host, Path: u.Path}
	return address{url: text, label: where.String()}, nil
}

// StateFolder is where programs keep what they remember, by the rules of the
// system: XDG base directories, or what macOS and Windows have for it. It is ""
// where there is none.
func StateFolder(system string, getenv func(string) string) string {
	if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	home := getenv("HOME")
	switch system {
	case "windows":
		if dir := getenv("LOCALAPPDATA"); dir != "" {
			return dir
		}
		if home = getenv("USERPROFILE"); home != "" {
			return filepath.Join(home, "AppData", "Local")
		}
		return ""
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support")
		}
		return ""
	}
	if home != "" {
		return filepath.Join(home, ".local", "state")
	}
	return ""
}

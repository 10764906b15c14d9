package cli

import (
	"io"
	"runtime"
	"strconv"

	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// asciiVariable says yes or no to signs of ASCII alone, whatever the locale is.
const asciiVariable = "DIALTONE_ASCII"

// asciiOnly reports whether the terminal takes no other signs than those of ASCII. What
// Windows takes does not depend on a locale.
func asciiOnly(env map[string]string) (bool, error) {
	if value := env[asciiVariable]; value != "" {
		return strconv.ParseBool(value)
	}
	return runtime.GOOS != "windows" && page.HasOnlyASCII(env), nil
}

// asciiWriter writes text for people with signs of ASCII.
type asciiWriter struct {
	out   io.Writer
	signs func(string) string
}

// Write implements [io.Writer].
func (a asciiWriter) Write(b []byte) (int, error) {
	_, err := io.WriteString(a.out, a.signs(string(b)))
	return len(b), err
}

// inSigns writes to out with the signs that the terminal takes. What is for a program does
// not go through it.
func inSigns(out io.Writer, ascii bool) io.Writer {
	if ascii {
		return asciiWriter{out, theme.ASCII()}
	}
	return out
}

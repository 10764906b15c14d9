package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"dialtone/flows/journal"
)

// writeReport writes the report into the working folder. Only its owner can read
// it, and it never replaces an older one.
func (p *program) writeReport(text string) (string, error) {
	return p.writeFile("", "dialtone-report-", ".md", text)
}

// keepReport writes the report that nobody asked for where Dialtone keeps its journal.
func (p *program) keepReport(text string) (string, error) {
	folder, err := p.stateFolder("reports")
	if err != nil {
		return "", err
	}
	return p.writeFile(folder, "report-", ".md", text)
}

// stateFolder makes the folder in which Dialtone keeps its journal, or one below it.
func (p *program) stateFolder(below ...string) (string, error) {
	state := journal.StateFolder(runtime.GOOS, func(name string) string { return p.env[name] })
	if state == "" {
		return "", errors.New("report: there is no home folder")
	}
	folder := filepath.Join(append([]string{state, "dialtone"}, below...)...)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", unplaced("report", err)
	}
	return folder, nil
}

// saveText writes another text into the working folder.
func (p *program) saveText(name, text string) (string, error) {
	return p.writeFile("", "dialtone-"+name+"-", ".txt", text)
}

func (p *program) writeFile(folder, what, ending, text string) (string, error) {
	name := filepath.Join(folder, what+time.Now().Format("2006-01-02-150405")+ending)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return "", unplaced(strings.Trim(what, "-"), err)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return name, nil
	}
	return p.atHome(path), nil
}

// unplaced is why a file could not be written, without its path, which may name a person.
func unplaced(what string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s: %w", what, err)
}

// atHome names a path as it may be seen on a shared screen: ~ stands for the home folder,
// whose name is often a person's.
func (p *program) atHome(path string) string {
	home := p.env["HOME"]
	if runtime.GOOS == "windows" {
		home = p.env["USERPROFILE"]
	}
	if rest, within := strings.CutPrefix(path, filepath.Clean(home)+string(filepath.Separator)); home != "" && within {
		return "~" + string(filepath.Separator) + rest
	}
	return path
}

package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// writeReport writes the report into the working folder. Only its owner can read
// it, and it never replaces an older one.
func writeReport(text string) (string, error) { return writeFile("report", ".md", text) }

// saveText writes another text in the same way.
func saveText(name, text string) (string, error) { return writeFile(name, ".txt", text) }

func writeFile(what, ending, text string) (string, error) {
	name := "dialtone-" + what + "-" + time.Now().Format("2006-01-02-150405") + ending
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return name, nil
	}
	return path, nil
}

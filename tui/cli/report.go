package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// writeReport puts the report into the working folder, for the operator's eyes
// first, and never over an older one.
func writeReport(text string) (string, error) { return writeFile("report", ".md", text) }

// saveText puts another text beside it.
func saveText(name, text string) (string, error) { return writeFile(name, ".txt", text) }

func writeFile(what, ending, text string) (string, error) {
	name := "dialtone-" + what + "-" + time.Now().Format("2006-01-02-150405") + ending
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	if _, err := f.WriteString(text); err != nil {
		_ = f.Close()
		return "", fmt.Errorf("%s: %w", what, err)
	}
	if err := f.Close(); err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return name, nil
	}
	return path, nil
}

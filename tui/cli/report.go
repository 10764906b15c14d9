package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// writeReport puts the report into the working folder, for the operator's eyes
// first, and never over an older one.
func writeReport(text string) (string, error) {
	name := "dialtone-report-" + time.Now().Format("2006-01-02-150405") + ".md"
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	if _, err := f.WriteString(text); err != nil {
		_ = f.Close()
		return "", fmt.Errorf("report: %w", err)
	}
	if err := f.Close(); err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return name, nil
	}
	return path, nil
}

package page

import (
	"os"
	"path/filepath"
	"strings"
)

// AtHome is a text in which the home folder is called ~: its name is often a person's.
func AtHome(text string) string {
	home, err := os.UserHomeDir()
	if err != nil || len(home) < len("/x") {
		return text
	}
	return strings.ReplaceAll(text, home+string(filepath.Separator), "~"+string(filepath.Separator))
}

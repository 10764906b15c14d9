package api

import (
	"encoding/json"
	"strings"
)

// RegisterAnswer is what the answer to register says beside its success.
type RegisterAnswer struct {
	// Already says that the number was registered before, so that its PIN is as it
	// was and the one that was sent is not set.
	Already bool
}

// saysAlready looks in an answer for the word that the number was registered already,
// or that its PIN was not reset. Meta says so (docs), in a form that it has not
// published: any text or flag of the answer counts.
func (p parts) saysAlready() bool {
	for name, raw := range p {
		var value any
		if json.Unmarshal(raw, &value) == nil && tellsAlready(name, value) {
			return true
		}
	}
	return false
}

func tellsAlready(name string, value any) bool {
	switch value := value.(type) {
	case string:
		return alreadyText(value)
	case bool:
		name = strings.ToLower(strings.ReplaceAll(name, "_", " "))
		return value && alreadyText(name) || !value && strings.Contains(name, "pin") && names(name, changes)
	case map[string]any:
		for name, value := range value {
			if tellsAlready(name, value) {
				return true
			}
		}
	case []any:
		for _, value := range value {
			if tellsAlready(name, value) {
				return true
			}
		}
	}
	return false
}

// changes are words for what was not done to the PIN, in any form: "reset", "changed".
const changes = "reset chang updat replac"

// alreadyText reads a sentence, or the name of a flag.
func alreadyText(text string) bool {
	text = strings.ToLower(strings.ReplaceAll(text, "_", " "))
	was := strings.Contains(text, "already") && strings.Contains(text, "registered") && !strings.Contains(text, "not already")
	kept := strings.Contains(text, "not ") && names(text, changes) || names(text, "unchanged remain kept")
	return was || kept && strings.Contains(text, "pin")
}

func names(text, words string) bool {
	for word := range strings.FieldsSeq(words) {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

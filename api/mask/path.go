package mask

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Path hides the phone numbers in the name of a file. Unlike [Phones] it leaves a part of
// the path alone that begins with a letter and has no plus: what programs name has a date
// or a number of its own in it.
func Path(path string) string {
	var b strings.Builder
	for path != "" {
		end := strings.IndexAny(path, `/\`) + 1
		if end == 0 {
			end = len(path)
		}
		part := path[:end]
		path = path[end:]
		first, _ := utf8.DecodeRuneInString(part)
		if !unicode.IsLetter(first) || strings.Contains(part, "+") {
			part = Phones(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

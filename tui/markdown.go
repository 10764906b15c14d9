package tui

import (
	"strings"

	"dialtone/api"
)

// markdown writes a text from outside into Markdown, where it stays text: nothing
// in it becomes a link, a picture, a heading, HTML or a cell of a table, and it reads
// as it is. Whatever a report takes from Meta or from a person goes through here.
func markdown(text string) string {
	text = strings.Join(strings.Fields(api.Clean(text)), " ")
	var b strings.Builder
	for i, r := range text {
		if marks(text, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// marks reports whether a sign could mean something in Markdown: always, or where
// it stands. A dot before a letter makes an address of what is around it.
func marks(text string, at int, r rune) bool {
	before, after := text[:at], text[at+len(string(r)):]
	switch r {
	case '\\', '`', '*', '{', '}', '[', ']', '<', '>', '&', '|', '~', '#', '$', '@', '!', '^':
		return true
	case '.', ')': // "1." begins a list
		number := before != "" && strings.Trim(before, "0123456789") == ""
		return number || r == '.' && after != "" && !strings.HasPrefix(after, " ")
	case ':': // an address, or a picture by its name; not a time of day
		return after != "" && !strings.HasPrefix(after, " ") && !(endsInDigit(before) && beginsWithDigit(after))
	case '_': // nothing within a word
		return !endsInWord(before) || !beginsWord(after)
	case '+': // a list
		return before == "" && !beginsWord(after)
	case '-', '=': // a list, a rule, a heading
		return strings.Trim(before, "-= ") == ""
	}
	return false
}

func beginsWord(text string) bool { return text != "" && plainSign(text[0]) }

func endsInWord(text string) bool { return text != "" && plainSign(text[len(text)-1]) }

func beginsWithDigit(text string) bool { return text != "" && '0' <= text[0] && text[0] <= '9' }

func endsInDigit(text string) bool { return text != "" && beginsWithDigit(text[len(text)-1:]) }

// plainSign reports whether a byte is a plain letter or digit.
func plainSign(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }

package page

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/theme"
)

// After puts a sentence behind another one: Chinese leaves no blank between
// them.
func After(first, then string) string {
	last, _ := utf8.DecodeLastRuneInString(first)
	if first == "" || then == "" || unicode.Is(unicode.Han, last) || last == '。' || last == '：' {
		return first + then
	}
	return first + " " + then
}

// Notice is the small remark of the moment.
func (e *Env) Notice() string {
	if n := e.Flow.Notice; n == flows.NoticeRefused || n == flows.NoticeStillRefused {
		return cmp.Or(e.refusal("notice."+string(n)), e.Say("notice.still_there"))
	}
	return e.Say("notice."+string(e.Flow.Notice), "Asked", e.Flow.AskedVersion, "Served", e.Flow.ServedVersion,
		"When", e.until(e.Flow.Token.Expires()), "Status", Sanitize(string(e.Flow.Number.NameStatus)),
		"Addresses", e.addresses(), "Said", e.unshown())
}

// unshown is what was said in place of what the notice is about.
func (e *Env) unshown() string {
	said := e.Flow.Unshown()
	if said == nil {
		return ""
	}
	text := cmp.Or(said.UserTitle, said.UserMessage, said.Details, said.Message)
	if text == "" {
		return fmt.Sprintf("HTTP %d", said.Status)
	}
	if said.Code == 0 || strings.Contains(text, strconv.Itoa(said.Code)) {
		return strings.TrimRight(e.Redact(text), ".。 ")
	}
	return fmt.Sprintf("%s (%d)", strings.TrimRight(e.Redact(text), ".。 "), said.Code)
}

// Wrap folds text to a width and sets it in a style.
func Wrap(style theme.Look, text string, w int) string {
	return strings.Join(bubble.Lines(style, text, max(8, w)), "\n")
}

// Indent moves the lines of a text to the right.
func Indent(text string, by int) []string {
	return bubble.Beside(strings.Repeat(" ", by), strings.Split(text, "\n"))
}

// Fault is the sentence below a field that was filled in wrongly.
func (e *Env) Fault(text string, w int) string {
	if text == "" {
		return ""
	}
	return Wrap(e.Style.Bad, "× "+text, w)
}

// Mind is what costs something or needs care, line by line behind its mark.
func (e *Env) Mind(text string, w int) []string {
	look := e.Style.Warn
	return strings.Split(Hang(look, look.Render("! "), text, w), "\n")
}

// Table sets rows of two columns.
func (e *Env) Table(rows [][2]string, w int) string {
	label := 0
	for _, r := range rows {
		label = max(label, ansi.StringWidth(r[0]))
	}
	label = min(label, w/2)
	var lines []string
	for _, r := range rows {
		value := strings.Split(bubble.Wrap(r[1], max(8, w-label-2)), "\n")
		lines = append(lines, e.Style.Muted.Render(bubble.Pad(r[0], label))+"  "+value[0])
		lines = append(lines, bubble.Beside(strings.Repeat(" ", label+2), value[1:])...)
	}
	return strings.Join(lines, "\n")
}

// Country names a country in the language that is spoken.
func (e *Env) Country(code string) string { return e.Words.Country(code) }

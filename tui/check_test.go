package tui

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
)

// check holds what is true of every picture, whatever its words.
func (s shot) check(t *testing.T) {
	t.Helper()
	for _, c := range []struct {
		what string
		find func(shot) string
	}{
		{"size", shot.wrongSize},
		{"frame", shot.wrongFrame},
		{"words", shot.missingWords},
		{"characters", shot.strangeCharacters},
		{"secrets", shot.leaks},
		{"cursor", shot.wrongCursor},
		{"focus", shot.lostFocus},
		{"card", shot.lostCard},
		{"colours", shot.wrongColours},
	} {
		if fault := c.find(s); fault != "" {
			t.Errorf("%dx%d: %s: %s\n%s", s.w, s.h, c.what, fault, s.text)
		}
	}
}

func (s shot) lines() []string { return strings.Split(s.text, "\n") }

// wrongSize finds lines that are too many, too few or too wide. A window bigger
// than the page may stay empty at the bottom.
func (s shot) wrongSize() string {
	lines := s.lines()
	if len(lines) > s.h || len(lines) < min(s.h, maxHeight) {
		return "the number of lines is off"
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > s.w {
			return "too wide: " + line
		}
	}
	return ""
}

// rules are the lines of the picture that are nothing but a rule.
func (s shot) rules() []int {
	var at []int
	for i, line := range s.lines() {
		if line = strings.TrimSpace(line); line != "" && strings.Trim(line, "─") == "" {
			at = append(at, i)
		}
	}
	return at
}

// wrongFrame finds a head, rules or a key line that are not where they always
// are: nothing may jump from one state to the next.
func (s shot) wrongFrame() string {
	if s.m.over.kind == overQR && s.h < 24 { // a code that does not fit whole is none
		return ""
	}
	rules, lines := s.rules(), s.lines()
	top, left := (s.h-min(s.h, maxHeight))/2, (s.w-min(s.w, maxWidth))/2
	switch {
	case len(rules) != 2 || rules[0] != top+1 || rules[1] != len(lines)-2:
		return "the rules are not in their places"
	case strings.Index(lines[rules[0]], "─") != left || strings.Index(lines[rules[1]], "─") != left:
		return "the rules do not begin where they should"
	case !strings.HasPrefix(lines[top], strings.Repeat(" ", left+1)+"Dialtone"):
		return "the head is not at the top"
	case s.w < railFrom && strings.TrimSpace(lines[top+2]) == "":
		return "the line of steps is missing"
	}
	own, everywhere := s.m.bindings()
	keyLine := lines[len(lines)-1]
	for _, k := range append(own[:min(1, len(own))], everywhere[max(0, len(everywhere)-1):]...) {
		if !strings.Contains(keyLine, k.Help().Key+" "+k.Help().Desc) {
			return "the key line does not tell of " + k.Help().Key
		}
	}
	return ""
}

var missingWord = regexp.MustCompile(`\[[a-z_]+(\.[A-Za-z0-9_-]*)+\]|%!|<no value>`)

// missingWords finds keys that no message has, and places that nobody filled.
func (s shot) missingWords() string {
	if !strings.ContainsAny(s.text, "[%<") { // which is nearly always, and quicker
		return ""
	}
	return missingWord.FindString(s.text)
}

// strangeCharacters finds what is no text: control characters and those that
// terminals do not agree on.
func (s shot) strangeCharacters() string {
	for _, r := range s.text {
		if r != '\n' && (unicode.IsControl(r) || r == '\ufe0f' || r == '\u200d' || r == unicode.ReplacementChar) {
			return string([]rune{'U', '+', r}) + " stands in the text"
		}
	}
	return ""
}

// lostCard finds a card or a notice whose beginning is not to be seen.
func (s shot) lostCard() string {
	e := s.m.env
	if s.m.over.kind != overNone || s.m.card.scroll.Top() > 0 {
		return ""
	}
	begins := ""
	switch p := e.Flow.Problem; {
	case p != nil:
		begins = "× " + e.Say("advice."+string(p.Advice.ID)+".title")
	case e.Flow.Notice != "":
		begins = e.Notice()
	}
	const enough = 16 // so that it stands in one line
	if begins = ansi.Truncate(begins, enough, ""); !strings.Contains(s.text, begins) {
		return "nothing says: " + begins
	}
	return ""
}

// wrongCursor finds a cursor outside the body, one that is missing where
// somebody types, and one beside the box that the next digit goes into.
func (s shot) wrongCursor() string {
	c, rules := s.view.Cursor, s.rules()
	idle := !s.m.env.Flow.Busy() && s.m.over.kind == overNone && s.m.env.Flow.Problem == nil
	if c == nil {
		// The forms of Connect draw their own cursor.
		if idle && s.m.traits().Typing && s.m.env.Flow.State != flows.Connect {
			return "no cursor where text is typed"
		}
		return ""
	}
	if c.Y <= rules[0] || c.Y >= rules[1] || c.X < 0 || c.X >= s.w {
		return "the cursor is outside the body"
	}
	if !idle && s.m.env.Flow.Problem == nil {
		return "there is a cursor although nothing can be typed"
	}
	digits, ok := s.row()
	if !ok {
		return ""
	}
	cells := cellsOf(s.lines()[c.Y])
	box := min(digits, flows.PINLength-1)
	if c.X < 2 || c.X+2 >= len(cells) || cells[c.X-2] != "│" || cells[c.X+2] != "│" {
		return "the cursor is not within a box"
	}
	if walls := strings.Count(strings.Join(cells[:c.X], ""), "│"); walls != 2*box+1 {
		return "the cursor is in another box than the next digit's"
	}
	return ""
}

// row is how many digits the row of boxes holds that is being typed into.
func (s shot) row() (int, bool) {
	page, row := reflect.ValueOf(s.m.page()).Elem(), "digits"
	switch state := s.m.env.Flow.State; state {
	case flows.EnterCode, flows.PoolEnter:
	case flows.ChoosePIN, flows.SetPIN, flows.MovePIN:
		if row = "first"; page.FieldByName("twice").Bool() {
			row = "second"
		}
	default:
		return 0, false
	}
	return page.FieldByName(row).FieldByName("digits").Len(), s.m.traits().Boxes
}

// cellsOf is a line cell by cell; a wide character is followed by an empty cell.
func cellsOf(line string) []string {
	var cells []string
	for line != "" {
		cluster, width := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
		cells = append(cells, cluster)
		for range width - 1 {
			cells = append(cells, "")
		}
		line = line[len(cluster):]
	}
	return cells
}

// lostFocus finds a picture that does not show what the keys act on.
func (s shot) lostFocus() string {
	if s.m.over.kind != overNone || s.m.env.Flow.Problem != nil || s.view.Cursor != nil {
		return ""
	}
	narrow := *s.m.env
	narrow.Width, narrow.Height = s.w/2, s.h
	p := s.m.page().View(&narrow)
	body := strings.Split(ansi.Strip(p.Body), "\n")
	if p.Focus >= len(body) {
		return "the focus is beyond the text"
	}
	want := []rune(strings.TrimSpace(body[p.Focus]))
	if want = want[:min(len(want), 12)]; !strings.Contains(s.text, string(want)) {
		return "what the keys act on is out of view: " + string(want)
	}
	return ""
}

package tui

import (
	"reflect"
	"regexp"
	"slices"
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
		{"light", shot.wrongLight},
		{"cut", shot.cutWords},
		{"lead", shot.cutLead},
	} {
		if fault := c.find(s); fault != "" {
			t.Errorf("%dx%d: %s: %s\n%s", s.w, s.h, c.what, fault, s.text)
		}
	}
}

func (s shot) lines() []string { return strings.Split(s.text, "\n") }

// wrongSize finds lines that are too many, too few or too wide.
func (s shot) wrongSize() string {
	lines := s.lines()
	if len(lines) != s.h {
		return "the number of lines is off"
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > s.w {
			return "too wide: " + line
		}
	}
	return ""
}

// bare reports whether the picture is a text to be selected, or a code that needs the place of
// the frame.
func (s shot) bare() bool { return s.m.over.kind == overPlain || s.m.over.kind == overQR && s.h < 28 }

// wrongFrame finds a head, a rule, a title or a key line that are not where they always
// are: nothing may jump from one state to the next.
func (s shot) wrongFrame() string {
	if s.bare() {
		return ""
	}
	lines, edge := s.lines(), strings.Repeat(" ", margin)
	rule := strings.TrimSpace(lines[1])
	switch {
	case !strings.HasPrefix(lines[0], edge+"▁▃▅▃▁ "):
		return "the head is not at the top"
	case ansi.StringWidth(rule) != s.w-2*margin || strings.Trim(rule, "━●─") != "":
		return "the rule of steps is not in its place"
	case strings.TrimSpace(lines[2]) == "":
		return "the names of the steps are missing"
	case strings.TrimSpace(lines[3]) != "":
		return "there is no blank below the steps"
	case s.m.over.kind == overNone && (!strings.HasPrefix(lines[s.m.layout().top], edge) || strings.HasPrefix(lines[s.m.layout().top], edge+" ")):
		return "the title is not in its place"
	}
	own, everywhere := s.m.bindings()
	keyLine := lines[len(lines)-1]
	first, _, last := inOrder(own)
	for _, k := range slices.Concat(first, last, everywhere[max(0, len(everywhere)-1):]) {
		word := k.Help().Key + " " + k.Help().Desc
		if !strings.Contains(strings.Replace(keyLine, "enter esc ", "enter "+k.Help().Desc+" esc ", 1), word) { // both may do the same
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
	if s.m.over.kind != overNone {
		return ""
	}
	begins := ""
	switch p := e.Flow.Problem; {
	case p != nil:
		begins = "× " + cardTitle(e, p)
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
	c := s.view.Cursor
	idle := !s.m.env.Flow.Busy() && s.m.over.kind == overNone && s.m.env.Flow.Problem == nil
	if c == nil {
		// The forms of Connect draw their own cursor.
		if idle && s.m.traits().Typing && s.m.env.Flow.State != flows.Connect {
			return "no cursor where text is typed"
		}
		return ""
	}
	if c.Y <= s.m.layout().top || c.Y >= s.h-1 || c.X < 0 || c.X >= s.w {
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
	wall := func(cell string) bool { return cell == "│" || cell == "┃" }
	if c.X < 2 || c.X+2 >= len(cells) || !wall(cells[c.X-2]) || !wall(cells[c.X+2]) {
		return "the cursor is not within a box"
	}
	if walls := strings.Count(strings.ReplaceAll(strings.Join(cells[:c.X], ""), "┃", "│"), "│"); walls != 2*box+1 {
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
	p := s.m.page().View(s.m.env)
	body := strings.Split(ansi.Strip(p.Body), "\n")
	if p.Focus >= len(body) {
		return "the focus is beyond the text"
	}
	want := []rune(strings.TrimSpace(body[p.Focus]))
	if want = want[:min(len(want), 12)]; !strings.Contains(unlit(s.text), unlit(string(want))) {
		return "what the keys act on is out of view: " + string(want)
	}
	return ""
}

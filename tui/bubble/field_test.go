package bubble

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// written types a text into a field.
func written(f Field, text string) Field {
	for _, c := range text {
		f.Update(press(string(c)))
	}
	return f
}

// TestFieldTakesText up to its limit, and forgets a fault with the next change.
func TestFieldTakesText(t *testing.T) {
	t.Parallel()
	f := NewField(6)
	f.Fault = "empty"
	if f.Update(press("left")); f.Fault == "" {
		t.Error("a key that changes nothing clears the fault")
	}
	if f = written(f, "abcdefgh"); f.Value() != "abcdef" || f.Fault != "" {
		t.Errorf("%q, %q", f.Value(), f.Fault)
	}
	f.SetValue("")
	if f.Update(tea.PasteMsg{Content: "one\ntwo"}); f.Value() != "one tw" {
		t.Errorf("pasted: %q", f.Value())
	}
}

// TestFieldIsDrawn as it is: masked, with its placeholder, or cut so that the text
// before the cursor is in view.
func TestFieldIsDrawn(t *testing.T) {
	t.Parallel()
	empty := NewField(40)
	empty.Placeholder = "搜尋號碼"
	masked := written(NewField(40), "secret")
	masked.Mask(true)
	home := written(NewField(40), "a text that is longer")
	home.Update(press("home"))
	for name, c := range map[string]struct {
		field Field
		text  string
		x     int
	}{
		"empty":  {empty, "搜尋號碼", 0},
		"short":  {written(NewField(40), "text"), "text", 4},
		"masked": {masked, "••••••", 6},
		"long":   {written(NewField(40), "a text that is longer"), "at is longer", 12},
		"home":   {home, "a text that i", 0},
	} {
		const width = 12
		before := c.field
		view, cursor := c.field.View(plain(), width)
		if text := strings.TrimSpace(ansi.Strip(view)); text != c.text || cursor.X != c.x || cursor.Y != 0 {
			t.Errorf("%s: %q, the cursor at %d, %d", name, text, cursor.X, cursor.Y)
		}
		if again, _ := c.field.View(plain(), width); again != view || !reflect.DeepEqual(c.field, before) {
			t.Errorf("%s: drawing changes the field", name)
		}
	}
}

// TestLineTakesText of its kind at its end; a paste takes the place of all.
func TestLineTakesText(t *testing.T) {
	t.Parallel()
	l := NewLine(5, unicode.IsDigit)
	for _, c := range []struct {
		msg  tea.Msg
		want string
	}{
		{press("1"), "1"}, {press("x"), "1"}, {press("2"), "12"}, {press("left"), "12"}, {press("3"), "123"}, {press("backspace"), "12"},
		{tea.PasteMsg{Content: " 98 76-54 "}, "98765"}, {press("1"), "98765"}, {press("ctrl+u"), ""}, {press("backspace"), ""},
	} {
		before := l.Value()
		l.Fault = "wrong"
		if l.Update(c.msg); l.Value() != c.want || (l.Fault == "") != (l.Value() != before) {
			t.Errorf("%v: %q, fault %q", c.msg, l.Value(), l.Fault)
		}
	}
}

// TestRows marks the field at hand, and puts the cursor into it.
func TestRows(t *testing.T) {
	t.Parallel()
	draw := func(at int) (string, int, *tea.Cursor) {
		r := NewRows(plain(), 24, at)
		r.Label("Name")
		r.Field(written(NewField(40), "Lotus"))
		r.Fault("Too short for a name that is shown")
		r.Fault("")
		r.Label("Kind")
		r.Choice("A text that does not fit")
		r.Add("")
		r.Button("Send")
		return r.View()
	}
	view, focus, cursor := draw(0)
	if focus != 0 || cursor == nil || cursor.X != 9 || cursor.Y != 1 {
		t.Errorf("the name: line %d, cursor %v", focus, cursor)
	}
	for _, line := range []string{
		"┃ Name", "    Lotus", "    × Too short for a", "      name that is shown", "  Kind", "    ← A text that do… →", "[ Send ]",
	} {
		wantLine(t, view, line)
	}
	if _, focus, cursor = draw(1); focus != 4 || cursor != nil {
		t.Errorf("the kind: line %d, cursor %v", focus, cursor)
	}
	if view, focus, cursor = draw(2); focus != 7 || cursor != nil || strings.Contains(view, "┃ Name") {
		t.Errorf("the button: line %d, cursor %v", focus, cursor)
	}
}

// TestMove goes round the fields.
func TestMove(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]int{"tab": 0, "down": 0, "shift+tab": 1, "up": 1} {
		if at, moved := Move(press(key), 2, 3); at != want || !moved {
			t.Errorf("%s leads to %d", key, at)
		}
	}
	for _, msg := range []tea.Msg{press("enter"), press("x"), tea.PasteMsg{Content: "tab"}, nil} {
		if at, moved := Move(msg, 2, 3); at != 2 || moved {
			t.Errorf("%v leads to %d", msg, at)
		}
	}
}

// TestFieldIsCleared as a whole, wherever the cursor is.
func TestFieldIsCleared(t *testing.T) {
	t.Parallel()
	f := written(NewField(20), "Lotus Bakery")
	f.Fault = "taken"
	f.Update(press("home"))
	if f.Update(press("ctrl+u")); f.Value() != "" || f.Fault != "" {
		t.Errorf("%q, %q", f.Value(), f.Fault)
	}
}

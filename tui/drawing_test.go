package tui

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dialtone/flows"
	"dialtone/tui/page"
	"dialtone/tui/theme"
	"dialtone/tui/words"
)

// TestDrawingChangesNothing draws every page, card and overlay twice and compares
// both the pictures and everything that they are drawn from.
func TestDrawingChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	states, cards := map[flows.State]bool{}, 0
	for _, l := range oneOfAKind(looks()) {
		for _, s := range []size{{60, 20}, {100, 30}} {
			st := l.stage(t, english(), s.w, s.h, false)
			st.frame()
			states[st.session().State] = true
			if st.session().Problem != nil {
				cards++
			}
			before := dump(st.m, st.m.page())
			first := st.m.draw()
			after := dump(st.m, st.m.page())
			if before != after {
				t.Errorf("%s at %dx%d: drawing changes %s", l.name, s.w, s.h, difference(before, after))
			}
			if again := st.m.draw(); again.Content != first.Content || !reflect.DeepEqual(again.Cursor, first.Cursor) {
				t.Errorf("%s at %dx%d: the second picture is another one:\n%s\n%s", l.name, s.w, s.h, first.Content, again.Content)
			}
			if picture := st.m.View(); dump(st.m, st.m.page()) != after || picture.Content != first.Content {
				t.Errorf("%s at %dx%d: View is not what was drawn", l.name, s.w, s.h)
			}
		}
	}
	if len(states) != len(flows.Declarations()) || cards == 0 {
		t.Errorf("%d states of %d were drawn, and %d cards", len(states), len(flows.Declarations()), cards)
	}
}

// difference is the first line in which two dumps differ.
func difference(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] + " to " + b[i]
		}
	}
	return fmt.Sprintf("%d lines to %d", len(a), len(b))
}

// dump prints the frame and its present page with all that hangs from them, one line
// a value.
func dump(frame *Root, known page.Page) string {
	d := dumper{seen: map[uintptr]bool{}}
	for _, value := range []any{frame, known} {
		d.walk(reflect.TypeOf(value).String(), reflect.ValueOf(value))
	}
	return d.out.String()
}

type dumper struct {
	out  strings.Builder
	seen map[uintptr]bool
}

// skipped reports whether a part is no state of the page: words, looks and options
// never change, the other pages are not drawn, and the library's text area keeps text
// of its own drawing.
func skipped(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[words.Words](), reflect.TypeFor[theme.Styles](), reflect.TypeFor[theme.Look](),
		reflect.TypeFor[Options](), reflect.TypeFor[map[flows.State]page.Page]():
		return true
	}
	return strings.HasPrefix(t.PkgPath(), "charm.land/bubbles/v2/viewport") || strings.HasPrefix(t.PkgPath(), "charm.land/bubbles/v2/internal/memoization")
}

func (d *dumper) walk(path string, v reflect.Value) {
	if v.IsValid() && skipped(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || d.seen[v.Pointer()] {
			return
		}
		d.seen[v.Pointer()] = true
		d.walk(path, v.Elem())
	case reflect.Interface:
		if !v.IsNil() {
			d.walk(path+"("+v.Elem().Type().String()+")", v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			d.walk(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		fmt.Fprintf(&d.out, "%s: %d values\n", path, v.Len())
		for i := range v.Len() {
			d.walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, k := range keys {
			d.walk(fmt.Sprintf("%s[%v]", path, k), v.MapIndex(k))
		}
	case reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Invalid:
	default:
		fmt.Fprintf(&d.out, "%s: %v\n", path, v)
	}
}

package bubble

import (
	"reflect"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"dialtone/tui/theme"
)

// Form embeds a huh form of one group. The wrapper exists since huh moves on by
// messages that do not say which form they are for: two Enters in one read
// would otherwise complete the form that follows.
type Form struct {
	id   int
	form *huh.Form
	over bool
}

// NewForm wraps a group. id tells this form from the one before it. The group's
// fields must check their values themselves.
func NewForm(id int, st theme.Styles, group *huh.Group) *Form {
	km := huh.NewDefaultKeyMap()
	km.Quit = key.NewBinding() // ctrl+c belongs to the program
	look := formTheme(st)
	form := huh.NewForm(group).WithKeyMap(km).WithShowHelp(false).WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return look }))
	return &Form{id: id, form: form}
}

// Init starts the form's cursor.
func (f *Form) Init() tea.Cmd { return scope(f.id, f.form.Init()) }

// Update passes a message on and reports, once, that the form is complete.
func (f *Form) Update(msg tea.Msg) (bool, tea.Cmd) {
	switch m := msg.(type) {
	case scopedMsg:
		if m.form != f.id {
			return false, nil // from a form that is gone
		}
		msg = m.msg
	case tea.WindowSizeMsg:
		return false, nil // Fit says how wide
	}
	if f.over {
		return false, nil
	}
	_, cmd := f.form.Update(msg)
	cmd = scope(f.id, cmd)
	f.over = f.form.State == huh.StateCompleted
	return f.over, cmd
}

// Fit tells the form how much room it has. huh cannot draw in a handful of columns,
// and it notices a new width or another way to show a secret only when a message
// comes in.
func (f *Form) Fit(width int) {
	f.form.WithWidth(max(width-1, 16)) // huh's line breaking lets a full stop hang over the edge
	if !f.over {
		f.form.Update(redrawMsg{})
	}
}

// View draws the form.
func (f *Form) View() string { return strings.TrimRight(f.form.View(), "\n ") }

// Box draws a form of one field with its label in a heavy frame: Enter goes on from it. What
// is wrong with the text stands below. hidden says that stars stand for what is typed, which
// become the dots that hide everything else.
func (f *Form) Box(st theme.Styles, label string, hidden bool, w int) []string {
	field, faults, _ := strings.Cut(f.View(), "\n")
	if hidden {
		field = strings.ReplaceAll(field, "*", "•")
	}
	lines := Frame{Title: Label{label, st.Strong}, Heavy: true, Look: st.Focus}.Draw([]string{field}, w)
	if faults = strings.Trim(faults, "\n"); faults != "" {
		lines = append(lines, Beside("  ", strings.Split(faults, "\n"))...)
	}
	return lines
}

// redrawMsg means nothing to huh.
type redrawMsg struct{}

// scopedMsg carries a message of huh's home to the form that caused it.
type scopedMsg struct {
	form int
	msg  tea.Msg
}

// scope marks the huh messages that a command produces with the form's id.
func scope(form int, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		msg := cmd()
		// Every huh form asks for the window's size as it begins. Ours are told
		// their width, and two questions at a time race within bubbletea.
		if msg == nil || msg == tea.RequestWindowSize() {
			return nil
		}
		v := reflect.ValueOf(msg)
		if v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() { // a batch or a sequence
			marked := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			for i := range v.Len() {
				inner, _ := v.Index(i).Interface().(tea.Cmd)
				marked.Index(i).Set(reflect.ValueOf(scope(form, inner)))
			}
			return marked.Interface()
		}
		if strings.HasPrefix(v.Type().PkgPath(), "charm.land/huh/") {
			return scopedMsg{form, msg}
		}
		return msg
	}
}

// formTheme is built once per form: huh asks for it many times a frame.
func formTheme(st theme.Styles) *huh.Styles {
	s := huh.ThemeBase(true)
	f := &s.Focused
	f.Base = f.Base.BorderLeft(false).PaddingLeft(0)
	f.Title, f.Description = st.Strong.Style, st.Muted.Style
	f.ErrorIndicator, f.ErrorMessage = st.Bad.SetString(" ×"), st.Bad.SetString("×")
	f.TextInput.Prompt, f.TextInput.Cursor = st.Focus.Style, st.Focus.Style
	f.TextInput.Text, f.TextInput.Placeholder = st.Text.Style, st.Muted.Style
	f.FocusedButton, f.BlurredButton = st.Button.Style, st.Text.Style.Padding(0, 2)
	s.Group.Title, s.Group.Description = st.Strong.Style, st.Muted.Style
	s.Blurred = *f
	return s
}

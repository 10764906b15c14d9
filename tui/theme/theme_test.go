package theme

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// styles are all looks of a background, by name.
func styles(b Background) map[string]Look {
	v := reflect.ValueOf(New(b, false))
	all := map[string]Look{}
	for i := range v.NumField() {
		all[v.Type().Field(i).Name] = v.Field(i).Interface().(Look)
	}
	return all
}

// TestTheTextIsTheSameInEveryLook: what is drawn may differ in colour and
// weight, never in place or wording.
func TestTheTextIsTheSameInEveryLook(t *testing.T) {
	t.Parallel()
	for name := range styles(Unknown) {
		plain := ansi.Strip(styles(Unknown)[name].Render("Text"))
		for _, b := range []Background{Dark, Light} {
			if got := ansi.Strip(styles(b)[name].Render("Text")); got != plain {
				t.Errorf("%s on background %d: %q, elsewhere %q", name, b, got, plain)
			}
		}
	}
}

// TestWithoutABackgroundThereIsNoColour: the terminal's own foreground can be
// read on its own background.
func TestWithoutABackgroundThereIsNoColour(t *testing.T) {
	t.Parallel()
	for name, s := range styles(Unknown) {
		if !isNone(s.GetForeground()) || !isNone(s.GetBackground()) || !isNone(s.GetBorderTopForeground()) {
			t.Errorf("%s has a colour", name)
		}
	}
}

func isNone(c color.Color) bool {
	_, none := c.(lipgloss.NoColor)
	return c == nil || none
}

// TestContrast holds text against the backgrounds that it was made for, after WCAG 2: 4.5
// for text, and 3 for frames that say something; rules say nothing. What is filled brings its
// own ground: the text on it is held against that, and the fill itself against the window.
func TestContrast(t *testing.T) {
	t.Parallel()
	grounds := map[Background][]color.Color{
		Dark:  {lipgloss.Color("#000000"), lipgloss.Color("#12121C"), lipgloss.Color("#1E1E1E"), lipgloss.Color("#282C34")},
		Light: {lipgloss.Color("#FFFFFF"), lipgloss.Color("#FAFAFA")},
	}
	for b, behind := range grounds {
		for name, s := range styles(b) {
			if name == "Rule" || isNone(s.GetForeground()) {
				continue
			}
			on := behind
			if fill := s.GetBackground(); !isNone(fill) {
				on = []color.Color{fill}
				for _, ground := range behind {
					if c := contrast(fill, ground); name != "Paper" && c < 3 {
						t.Errorf("the fill of %s on %s: contrast %.1f", name, hex(ground), c)
					}
				}
			}
			for _, ground := range on {
				least := 4.5
				if name == "Frame" {
					least = 3
				}
				if c := contrast(s.GetForeground(), ground); c < least {
					t.Errorf("%s on %s: contrast %.1f", name, hex(ground), c)
				}
			}
		}
	}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}

func contrast(a, b color.Color) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func BenchmarkThemeNew(b *testing.B) {
	for name, background := range map[string]Background{"unknown": Unknown, "dark": Dark} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(background, false)
			}
		})
	}
}

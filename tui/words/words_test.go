package words

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"

	"dialtone/assets"
)

func loaded(t *testing.T, wanted ...string) *Words {
	t.Helper()
	w := Load(wanted...)
	if err := w.Err(); err != nil {
		t.Fatal(err)
	}
	return w
}

// speaks is a language if there is a file for it, English otherwise.
func speaks(tag string) string {
	if slices.ContainsFunc(assets.Locales(), func(l assets.Locale) bool { return l.Tag == tag }) {
		return tag
	}
	return "en"
}

func TestLoadChoosesTheLanguage(t *testing.T) {
	t.Parallel()
	const hongKong = "zh-Hant-HK"
	for _, tt := range []struct {
		wanted string // separated by blanks
		want   string
	}{
		{"", "en"},
		{"en", "en"},
		{"en_US.UTF-8", "en"},
		{"en-GB", "en"},
		{"fr", speaks("fr")},
		{"fr_CA.UTF-8", speaks("fr")},
		{"zh_HK.UTF-8", speaks(hongKong)},
		{"zh-Hant-HK", speaks(hongKong)},
		{"zh_TW", speaks(hongKong)}, // the same script
		{"th_TH.UTF-8@calendar=buddhist", speaks("th")},
		{"ko_KR.eucKR", speaks("ko")},
		{"vi", speaks("vi")},
		{"C", "en"},
		{"C.UTF-8", "en"},
		{"POSIX", "en"},
		{"!!", "en"},
		{"../../etc/passwd", "en"},
		{"xx-nonsense-of-many-parts", "en"},
		{"!! th", speaks("th")}, // what is no language counts as not said
		{"en th", "en"},         // the first that there is
	} {
		w := loaded(t, strings.Split(tt.wanted, " ")...)
		if w.Tag() != language.Make(tt.want) {
			t.Errorf("%q: %s, want %s", tt.wanted, w.Tag(), tt.want)
		}
	}
	if loaded(t).Tag() != language.English {
		t.Error("no wish is not English")
	}
	for _, l := range assets.Locales() {
		if w := loaded(t, l.Tag); w.Tag() != language.Make(l.Tag) {
			t.Errorf("%s is there, and %s is spoken", l.Tag, w.Tag())
		}
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	w := loaded(t, "en")
	for _, tt := range []struct {
		key   string
		pairs []any
		want  string
	}{
		{"step.pin", nil, "PIN"},
		{"time.minutes_ago", []any{"Count", 1}, "1 minute ago"},
		{"time.minutes_ago", []any{"Count", 2}, "2 minutes ago"},
		{"frame.step", []any{"Number", 3, "Count", 7}, "step 3 of 7"},
		{"no.such.key", nil, "[no.such.key]"},
		{"no.such.key", []any{"Count", 1}, "[no.such.key]"},
		{"step", nil, "[step]"}, // a table is no message
		{"", nil, "[]"},
	} {
		if got := w.Say(tt.key, tt.pairs...); got != tt.want {
			t.Errorf("%s %v: %q, want %q", tt.key, tt.pairs, got, tt.want)
		}
	}
	if !w.Has("step.pin") || w.Has("no.such.key") {
		t.Error("Has does not know which messages there are")
	}
}

// TestWordsAreShared lets many look words up at once, while they are read and
// after.
func TestWordsAreShared(t *testing.T) {
	t.Parallel()
	w := Load("en")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if w.Say("time.hours_ago", "Count", 1) != "1 hour ago" || w.Tag() != language.English {
					t.Error("a word is wrong")
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkWordsLoad(b *testing.B) {
	for _, l := range assets.Locales() {
		b.Run(l.Tag, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Load(l.Tag).Err(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSay(b *testing.B) {
	w := Load("en")
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			w.Say("state.Review.title")
		}
	})
	b.Run("filled in", func(b *testing.B) {
		for b.Loop() {
			w.Say("frame.step", "Number", 3, "Count", 7)
		}
	})
}

// TestLanguagesAreNamed in the language that is spoken: every one that codes are
// sent in, each by a name of its own.
func TestLanguagesAreNamed(t *testing.T) {
	t.Parallel()
	for _, locale := range assets.Locales() {
		w, names := loaded(t, locale.Tag), map[string]bool{}
		for _, l := range assets.CodeLanguages() {
			name := w.Language(l.Code, l.Name)
			keeps := locale.Tag == "en" || l.Code == "prs_AF" // Dari has no name of its own there
			if names[name] || keeps != (name == l.Name) {
				t.Errorf("%s: %s is %q", locale.Tag, l.Code, name)
			}
			names[name] = true
		}
	}
	w := loaded(t, "zh-HK")
	if name := w.Language("zh_HK", "Chinese (Hong Kong)"); !strings.HasPrefix(name, "中文 (中國香港") {
		t.Errorf("zh_HK is %q", name)
	}
	if name := w.Language("!!", "Klingon"); name != "Klingon" {
		t.Errorf("a language that nobody knows is %q", name)
	}
}

package words

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"dialtone/assets"
)

// message is one entry of a locale file: its plural forms, "other" at least.
type message map[string]string

// forms are what go-i18n takes for plural forms.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// messages reads a locale file without go-i18n, so that nothing is passed over.
func messages(t *testing.T, l assets.Locale) map[string]message {
	t.Helper()
	raw, err := assets.Messages(l)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		t.Fatalf("%s: %v", l.Name, err)
	}
	all := map[string]message{}
	gather(t, all, "", tree)
	return all
}

// TestThePartsAreTheWhole: each part of a file can be read by itself, and together they
// say what the file says.
func TestThePartsAreTheWhole(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		raw, err := assets.Messages(l)
		if err != nil {
			t.Fatal(err)
		}
		var whole map[string]any
		if err := toml.Unmarshal(raw, &whole); err != nil {
			t.Fatal(err)
		}
		all := map[string]any{}
		for name, part := range parts(string(raw)) {
			var tree map[string]any
			if err := toml.Unmarshal([]byte(part), &tree); err != nil {
				t.Errorf("%s, %s: %v", l.Name, name, err)
			}
			maps.Copy(all, tree)
		}
		if !reflect.DeepEqual(all, whole) {
			t.Errorf("%s: the parts are not the whole", l.Name)
		}
	}
}

func gather(t *testing.T, all map[string]message, prefix string, tree map[string]any) {
	t.Helper()
	plural := message{}
	for name, value := range tree {
		key := strings.TrimPrefix(prefix+"."+name, ".")
		switch value := value.(type) {
		case map[string]any:
			gather(t, all, key, value)
		case string:
			if slices.Contains(forms, name) {
				plural[name] = value
				continue
			}
			all[key] = message{"other": value}
		default:
			t.Errorf("%s is no text", key)
		}
	}
	if len(plural) > 0 {
		if len(plural) != len(tree) || plural["other"] == "" {
			t.Errorf("%s mixes plural forms with messages, or lacks the form other", prefix)
		}
		all[prefix] = plural
	}
}

var place = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// places are what a text wants to have filled in.
func places(text string) []string {
	found := map[string]bool{}
	for _, m := range place.FindAllStringSubmatch(text, -1) {
		found[m[1]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// TestEveryLanguageSaysTheSame holds every locale against the English one: the
// same keys, and the same places in each message.
func TestEveryLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	english := messages(t, assets.Locales()[0])
	for _, l := range assets.Locales()[1:] {
		other := messages(t, l)
		for key, m := range english {
			if other[key] == nil {
				t.Errorf("%s lacks %s", l.Name, key)
				continue
			}
			for form, text := range other[key] {
				got, want := places(text), places(m["other"])
				if form == "one" { // a form for exactly one may leave the number out
					got, want = without(got, "Count"), without(want, "Count")
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: %s (%s) has the places %v, want %v", l.Name, key, form, got, want)
				}
			}
		}
		for key := range other {
			if english[key] == nil {
				t.Errorf("%s has %s, which English lacks", l.Name, key)
			}
		}
	}
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}

// TestMessagesAreClean finds what a terminal draws otherwise than it counts,
// and what nobody sees.
func TestMessagesAreClean(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		for key, m := range messages(t, l) {
			for form, text := range m {
				for sign, what := range map[string]string{
					"\ufe0f": "a variation selector", "\u200d": "a joined emoji", "\u200b": "a zero-width space", "\u00a0": "a hard space", "\u00ad": "a soft hyphen",
					"\t": "a tab", "\r": "a return", "\x1b": "an escape", " \n": "a blank at the end of a line",
				} {
					if strings.Contains(text, sign) {
						t.Errorf("%s: %s (%s) holds %s", l.Name, key, form, what)
					}
				}
				if text == "" || strings.TrimRight(text, " \n") != text {
					t.Errorf("%s: %s (%s) is empty or ends in a blank", l.Name, key, form)
				}
				if strings.Contains(place.ReplaceAllString(text, ""), "{{") {
					t.Errorf("%s: %s (%s) has a place that is none: %q", l.Name, key, form, text)
				}
			}
		}
	}
}

// TestEveryMessageCanBeSaid fills in every place of every message.
func TestEveryMessageCanBeSaid(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		w := loaded(t, l.Tag)
		for key, m := range messages(t, l) {
			for _, count := range []int{0, 1, 2, 5, 21, 100} {
				var pairs []any
				for _, name := range places(m["other"]) {
					value := any("value")
					if name == "Count" {
						value = count
					}
					pairs = append(pairs, name, value)
				}
				if got := w.Say(key, pairs...); got == "" || strings.ContainsAny(got, "{}") || strings.Contains(got, "<no value>") || got == "["+key+"]" {
					t.Errorf("%s: %s with %v reads %q", l.Tag, key, pairs, got)
				}
			}
		}
	}
}

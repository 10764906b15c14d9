// Package words looks up what a person reads. Every sentence of Dialtone is a
// message in the assets; code names it by its key.
package words

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dialtone/assets"
)

// Words speaks one language. A test holds that each language has all of them.
type Words struct {
	ready chan struct{} // closed when the words are there
	tag   language.Tag
	err   error
	name  string // of the file

	mu     sync.Mutex        // over what follows
	unread map[string]string // the parts of the file that nobody has asked for yet
	bundle *i18n.Bundle
	loc    *i18n.Localizer
}

// Load begins to read the words of the first of the wanted languages (BCP 47
// tags or POSIX locales such as zh_HK.UTF-8) that Dialtone speaks, English
// otherwise, and returns at once: the terminal can be prepared meanwhile. A part
// of the file is parsed when one of its words is first asked for: the first screen
// needs a tenth of them.
func Load(wanted ...string) *Words {
	w := &Words{ready: make(chan struct{})}
	go func() {
		defer close(w.ready)
		tags, chosen, _ := match(wanted)
		locale := assets.Locales()[chosen]
		w.tag, w.name = tags[chosen], locale.Name
		w.bundle = i18n.NewBundle(w.tag)
		w.bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		w.loc = i18n.NewLocalizer(w.bundle, locale.Tag)
		var raw []byte
		raw, w.err = assets.Messages(locale)
		w.unread = parts(string(raw))
	}()
	return w
}

// parts takes a file of words apart: each part has the tables whose names begin alike.
func parts(text string) map[string]string {
	all := map[string]*strings.Builder{}
	part, inText := &strings.Builder{}, false // in a text of several lines nothing begins
	for line := range strings.Lines(text) {
		if !inText && strings.HasPrefix(line, "[") {
			name := line[1:strings.IndexAny(line, ".]")]
			if all[name] == nil {
				all[name] = &strings.Builder{}
			}
			part = all[name]
		}
		if strings.Count(line, `"""`)%2 == 1 {
			inText = !inText
		}
		part.WriteString(line)
	}
	parts := make(map[string]string, len(all))
	for name, part := range all {
		parts[name] = part.String()
	}
	return parts
}

// localize looks a message up, in the part of the file that its key names.
func (w *Words) localize(config *i18n.LocalizeConfig) (string, error) {
	<-w.ready
	w.mu.Lock()
	defer w.mu.Unlock()
	name, _, _ := strings.Cut(config.MessageID, ".")
	if part, is := w.unread[name]; is {
		delete(w.unread, name)
		if _, err := w.bundle.ParseMessageFileBytes([]byte(part), w.name); err != nil {
			return "", fmt.Errorf("words of %s: %w", w.tag, err)
		}
	}
	return w.loc.Localize(config)
}

// Err waits for the words and returns why they cannot be read.
func (w *Words) Err() error {
	<-w.ready
	return w.err
}

// Speaks reports whether there are words for a language, named as for [Load].
func Speaks(tag string) bool {
	_, _, sure := match([]string{tag})
	return sure
}

// match returns the languages there are, and the place of the one that is
// wanted. Without a sure match that is English: related is not enough, since
// who reads Simplified Chinese may prefer English.
func match(wanted []string) (tags []language.Tag, chosen int, sure bool) {
	for _, l := range assets.Locales() {
		tags = append(tags, language.Make(l.Tag))
	}
	_, chosen, confidence := language.NewMatcher(tags).Match(parse(wanted)...)
	if confidence < language.High {
		return tags, 0, false
	}
	return tags, chosen, true
}

// parse reads tags leniently and drops what is none.
func parse(wanted []string) []language.Tag {
	var tags []language.Tag
	for _, w := range wanted {
		w, _, _ = strings.Cut(w, ".") // zh_HK.UTF-8
		w, _, _ = strings.Cut(w, "@")
		if tag, err := language.Parse(w); err == nil && w != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// Tag is the language that is spoken.
func (w *Words) Tag() language.Tag {
	<-w.ready
	return w.tag
}

// Say returns the message of a key. Pairs of a name and a value fill its
// places; a value named Count also chooses the plural form. A key that does not
// exist is returned in brackets, so that it is seen.
func (w *Words) Say(key string, pairs ...any) string {
	config := &i18n.LocalizeConfig{MessageID: key}
	if len(pairs) > 0 {
		data := make(map[string]any, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			name := fmt.Sprint(pairs[i])
			data[name] = pairs[i+1]
			if name == "Count" {
				config.PluralCount = pairs[i+1]
			}
		}
		config.TemplateData = data
	}
	text, err := w.localize(config)
	if err != nil && text == "" {
		return "[" + key + "]"
	}
	return text
}

// Has reports whether a key exists.
func (w *Words) Has(key string) bool {
	text, _ := w.localize(&i18n.LocalizeConfig{MessageID: key})
	return text != ""
}

// Country names a country (ISO 3166-1 alpha-2) in the language that is spoken.
func (w *Words) Country(code string) string {
	region, err := language.ParseRegion(code)
	namer := display.Regions(w.Tag())
	if err != nil || namer == nil {
		return code
	}
	return namer.Name(region)
}

// Language names a language by its code, such as pt_BR, in the language that is
// spoken. English, and what has no name in it, keeps the given name.
func (w *Words) Language(code, english string) string {
	tag, err := language.Parse(code)
	namer := display.Tags(w.Tag())
	if base, _ := w.Tag().Base(); err != nil || namer == nil || base.String() == "en" {
		return english
	}
	return cmp.Or(namer.Name(tag), english)
}

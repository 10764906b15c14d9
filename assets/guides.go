package assets

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

// Guides lists the guides by name: a page in Markdown for each remedy, to be
// read to a customer while the two go through its steps.
func Guides() []string { return slices.Clone(guides()) }

var guides = sync.OnceValue(func() []string {
	entries, err := files.ReadDir(path.Join("guides", guideFallback))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name, is := strings.CutSuffix(e.Name(), ".md"); is {
			names = append(names, name)
		}
	}
	return names
})

// guideFallback is the language in which every guide exists.
const guideFallback = "en"

// Guide returns the Markdown of a guide in a language (a [Locale]'s tag), in
// English where the language has none.
func Guide(tag, name string) (string, error) {
	if !slices.Contains(guides(), name) {
		return "", fmt.Errorf("there is no guide %q; there are: %s", name, strings.Join(guides(), ", "))
	}
	text, err := read("guides", tag, name+".md")
	if err != nil {
		text, err = read("guides", guideFallback, name+".md")
	}
	return string(text), err
}

package credentials

import (
	"slices"
	"strings"
	"unicode"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// The functions of this file find a token among other words, such as in the lines of a
// settings file or behind the words of a shell. A token that was torn looks the same as
// one between words, so that it is taken only where its neighbours are none of its pieces.

// among returns the only whole token in a text. Of several, one that begins as Meta's
// tokens do is meant, unless that is several again.
func among(text string) (token string, several bool) {
	if strings.ContainsFunc(text, func(r rune) bool { return mask.Hidden(r) || unicode.IsControl(r) && !unicode.IsSpace(r) }) {
		return "", false
	}
	var all []string
	for _, at := range runs().FindAllStringIndex(text, -1) {
		run := text[at[0]:at[1]]
		switch {
		case appSecret().MatchString(run), foreign().MatchString(run), !hasForm(run):
			if looksLikePiece(run) && strings.HasPrefix(run, metas) {
				return "", false
			}
			continue
		case !standsWhole(text[:at[0]], text[at[1]:]):
			return "", false
		case !slices.Contains(all, run):
			all = append(all, run)
		}
	}
	if len(all) > 1 {
		if ofMeta := slices.DeleteFunc(slices.Clone(all), func(t string) bool { return !strings.HasPrefix(t, metas) }); len(ofMeta) == 1 {
			return ofMeta[0], false
		}
		return "", true
	}
	if len(all) == 0 {
		return "", false
	}
	return all[0], false
}

// metas is how Meta's access tokens begin (field).
const metas = "EAA"

var (
	runs = pattern.Of(`[0-9A-Za-z_\-|]+`)
	// setting matches what begins another setting or option behind a token, or a remark.
	setting = pattern.Of(`^(?:[#(/|>&\\;]|--?[A-Za-z]|["'{}\])]|` +
		`(?:export |set |setx |\$env:)?["']?[A-Za-z_][A-Za-z0-9_.\-]*["']?\s*[=:])`)
	// command matches a program that is started with the setting before it.
	command = pattern.Of(`^(?:\.{0,2}/|(?:env|sudo|node|npm|npx|pnpm|yarn|bun|deno|tsx|python3?|pip|uv|uvicorn|flask|poetry|` +
		`php|ruby|rails|bundle|java|dotnet|go|cargo|make|sh|bash|curl|http|docker|pm2|dialtone)(?:\s|$))`)
	assigned = pattern.Of(`(?:^|\s)[A-Za-z_][A-Za-z0-9_]*=$`)
	lastRun  = pattern.Of(`[0-9A-Za-z_\-]+$`)
)

// standsWhole reports whether nothing beside a token shows that it goes on.
func standsWhole(before, behind string) bool {
	return beginsHere(before) && (endsHere(behind) || startsHere(before, behind)) && alike(before, behind)
}

// beginsHere reports whether a token begins behind a text: behind a sign that no token has,
// or behind a word that is no piece of one.
func beginsHere(before string) bool {
	if before == "" {
		return true
	}
	words := strings.TrimRightFunc(before, unicode.IsSpace)
	if words != before {
		return !looksLikePiece(lastRun().FindString(words))
	}
	return strings.ContainsRune("\"'`“”„‘’«»‹›「『=:：([{<>,;&*\\", lastOf(before))
}

// endsHere reports whether a token ends before a text: at a sign that no token has, or
// before another setting.
func endsHere(behind string) bool {
	rest := strings.TrimSpace(behind)
	switch {
	case rest == "", rest == ".", rest == ":":
		return true
	case strings.TrimLeftFunc(behind, unicode.IsSpace) != behind:
		return setting().MatchString(rest)
	}
	return strings.ContainsRune("\"'`“”„‘’«»‹›」』)]}<>,;&*\\", []rune(behind)[0])
}

// startsHere reports whether a token is the value of a variable with which the program
// behind it is started.
func startsHere(before, behind string) bool {
	rest := strings.TrimLeft(behind, " \t")
	return rest != behind && assigned().MatchString(before) && command().MatchString(rest)
}

// alike reports whether as many stars stand before a token as behind it. They make it
// bold; those that stand on one side alone conceal the rest of it.
func alike(before, behind string) bool {
	return len(before)-len(strings.TrimRight(before, "*")) == len(behind)-len(strings.TrimLeft(behind, "*"))
}

// looksLikePiece reports whether a word can be a piece of a token: it begins as one does,
// or mixes letters and digits. The name of a variable does so too, in capitals.
func looksLikePiece(word string) bool {
	const shortest = 4
	hasDigit, hasLetter := strings.ContainsAny(word, "0123456789"), strings.ContainsFunc(word, unicode.IsLetter)
	isName := strings.ToUpper(word) == word && strings.Contains(word, "_")
	isName = isName || strings.HasPrefix(word, "--") // an option
	return strings.HasPrefix(word, metas) || len(word) >= shortest && hasDigit && hasLetter && !isName
}

func lastOf(text string) rune {
	runes := []rune(text)
	return runes[len(runes)-1]
}

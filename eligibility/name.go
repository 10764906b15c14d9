package eligibility

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a display name, in characters (runes).
const (
	// minName is the fewest characters that the API takes (openapi).
	minName = 2
	// guidelineName is the fewest that the guidelines ask for (docs).
	guidelineName = 3
	// NameLimit is the most characters that the API takes (openapi).
	NameLimit = 75
)

// NameCode says what may be wrong with a display name.
type NameCode string

// The name codes. Whether a name suits the business, names a person or reads
// like a slogan is for a person to judge; these are what text alone shows.
const (
	NameTooShort    NameCode = "too_short"
	NameTooLong     NameCode = "too_long"
	NameControl     NameCode = "control_character"
	NameEdgeSpace   NameCode = "edge_space"
	NameDoubleSpace NameCode = "double_space"
	NameNoLetters   NameCode = "no_letters"
	NameEmoji       NameCode = "emoji"
	NameAllCapitals NameCode = "all_capitals"
	NameURL         NameCode = "url"
	NameOfficial    NameCode = "official_or_verified"
	NameMetaProduct NameCode = "meta_product"
	NameGeneric     NameCode = "generic"
)

// Severity says how bad an issue is.
type Severity uint8

// The severities.
const (
	// Warning: the guidelines speak against it; the review may refuse it.
	Warning Severity = iota
	// Blocking: it must not be sent.
	Blocking
)

// String returns the code of the severity.
func (s Severity) String() string {
	switch s {
	case Blocking:
		return "blocking"
	case Warning:
		return "warning"
	}
	return "warning"
}

// NameIssue is one thing that may be wrong with a display name.
type NameIssue struct {
	Code     NameCode
	Severity Severity
}

// CheckDisplayName returns what may be wrong with a display name, the blocking
// issues first, and nothing if it looks fine. Length is blocking, as are control
// characters, which no form lets through; the rest are Meta's guidelines, which
// a reviewer applies with judgement (docs).
func CheckDisplayName(name string) []NameIssue {
	trimmed := strings.TrimSpace(name)
	length := utf8.RuneCountInString(trimmed)
	tokens := nameWords(trimmed)
	var issues []NameIssue
	add := func(found bool, code NameCode, s Severity) {
		if found {
			issues = append(issues, NameIssue{code, s})
		}
	}
	add(length < minName, NameTooShort, Blocking)
	add(length > NameLimit, NameTooLong, Blocking)
	add(!utf8.ValidString(name) || strings.ContainsFunc(name, isControl), NameControl, Blocking)
	if length == 0 {
		return issues
	}
	add(length >= minName && length < guidelineName, NameTooShort, Warning)
	add(trimmed != name, NameEdgeSpace, Warning)
	add(strings.Contains(trimmed, "  "), NameDoubleSpace, Warning)
	add(!strings.ContainsFunc(trimmed, unicode.IsLetter), NameNoLetters, Warning)
	add(strings.ContainsFunc(trimmed, isEmoji), NameEmoji, Warning)
	add(allCapitals(trimmed), NameAllCapitals, Warning)
	add(hasURL(trimmed), NameURL, Warning)
	add(claimsOfficial(trimmed, tokens), NameOfficial, Warning)
	add(namesMeta(trimmed, tokens), NameMetaProduct, Warning)
	add(isGeneric(tokens), NameGeneric, Warning)
	return issues
}

// nameWords returns the words of a name in lower case.
func nameWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// CleanName is a name without what cannot be seen in it. A line break or a tab is a blank.
func CleanName(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			return ' '
		case isControl(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, name))
}

// isControl reports whether r is invisible or steers the text around it. The
// two joiners stay allowed: Indic and Persian spelling needs them.
func isControl(r rune) bool {
	if r == '\u200c' || r == '\u200d' {
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// isEmoji reports whether r is drawn as a picture. The signs ©, ® and ™ stand in real
// names and do not count.
func isEmoji(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF, // pictographs, flags, cards
		r >= 0x2600 && r <= 0x27BF, // symbols and dingbats
		r >= 0x2B00 && r <= 0x2BFF, // stars and arrows
		r >= 0x2300 && r <= 0x23FF, // watches and keys
		r == 0x20E3, r == 0xFE0F:
		return true
	}
	return false
}

// allCapitals reports whether a name shouts. Up to four capitals in one word
// are taken for an abbreviation; scripts without capitals never shout.
func allCapitals(s string) bool {
	capitals := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			capitals++
		}
	}
	return capitals > 4
}

// hasURL reports whether a name holds a web address.
func hasURL(s string) bool {
	lower := strings.ToLower(s)
	if strings.Contains(lower, "://") || strings.Contains(lower, "www.") {
		return true
	}
	endings := []string{
		"com", "net", "org", "info", "biz", "io", "co", "app", "shop", "store", "online", "site", "xyz", "asia",
		"hk", "tw", "cn", "jp", "kr", "th", "vn", "sg", "my", "ph", "in", "au", "uk", "de", "fr", "es", "it", "nl",
		"eu", "us", "ca", "mx", "br", "ar", "ae", "za", "ng",
	}
	for field := range strings.FieldsSeq(lower) {
		field = strings.Trim(field, ".,;:!?()\"'")
		host, _, _ := strings.Cut(field, "/")
		label, ending := "", host
		if dot := strings.LastIndexByte(host, '.'); dot >= 0 {
			label, ending = host[:dot], host[dot+1:]
		}
		// One letter before the dot is an initial: "J.In Studio".
		if len(label) > 1 && slices.Contains(endings, ending) {
			return true
		}
	}
	return false
}

// claimsOfficial reports whether a name claims a standing that Meta grants. The
// word is refused in any language, so the common ones are looked for.
func claimsOfficial(s string, words []string) bool {
	for _, w := range words {
		switch w {
		case "official", "officially", "verified", "oficial", "officiel", "officielle", "offiziell",
			"ufficiale", "resmi", "rasmi", "verificado", "vérifié", "verifiziert":
			return true
		}
	}
	return containsAny(strings.ToLower(s), "官方", "公式", "认证", "認證", "공식", "ทางการ", "chính thức")
}

// namesMeta reports whether a name uses the name of one of Meta's products. The short
// ones count only as whole words, so that "Metal Works" passes.
func namesMeta(s string, words []string) bool {
	for _, w := range words {
		switch w {
		case "meta", "fb", "insta", "messenger", "oculus":
			return true
		}
	}
	return containsAny(strings.ToLower(s), "whatsapp", "facebook", "instagram")
}

// isGeneric reports whether a name is nothing but words that fit any business.
func isGeneric(words []string) bool {
	for _, w := range words {
		switch w {
		case "the", "our", "my", "a", "shop", "store", "online", "business", "company", "customer", "client",
			"service", "services", "support", "care", "help", "desk", "sales", "team", "office", "info", "contact",
			"restaurant", "hotel", "cafe", "bakery", "clinic", "pharmacy", "school", "salon", "market", "test":
		default:
			return false
		}
	}
	return len(words) > 0
}

func containsAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

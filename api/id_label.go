package api

import (
	"slices"
	"strings"
	"unicode"

	"dialtone/api/pattern"
)

// The functions of this file read the labels of ids. A label stands directly before its
// id or directly behind it; of what may be either nothing is concluded.

// labelled lists the ids in a text, each with what its label says.
func labelled(text string) []labelledID {
	places := placesOf(text)
	if len(places) == 0 {
		return nil
	}
	last := len(places) - 1
	before, behind := make([]IDKind, len(places)), make([]IDKind, len(places))
	if last == 0 || sameIDs(places) {
		before[0] = kindAbove(text[:places[0].from])
	} else {
		before[0] = kindBefore(text[:places[0].from])
	}
	behind[last] = kindBehind(text[places[last].to:])
	for i, one := range places[:last] {
		between := text[one.to:places[i+1].from]
		ofThis, ofNext, clear := parted(between)
		switch {
		case clear:
			behind[i], before[i+1] = kindBehind(ofThis), kindBefore(ofNext)
		case before[0] != "" && behind[last] == "": // all labels stand before their ids
			before[i+1] = kindBefore(between)
		case before[0] == "" && behind[last] != "":
			behind[i] = kindBehind(between)
		}
	}
	var all []labelledID
	for i, one := range places {
		for _, kind := range []IDKind{before[i], behind[i]} {
			if one.kind == "" {
				one.kind = kind
			}
		}
		all = with(all, labelledID{one.id, one.kind})
	}
	return all
}

func sameIDs(places []place) bool {
	return !slices.ContainsFunc(places, func(p place) bool { return p.id != places[0].id })
}

const (
	listSigns  = ",;{}|\t"
	labelSigns = ":：=＝"
	// brackets may stand between a label and its id.
	brackets = " \"'`“”„«»「」『』()[]<>#-–—*"
)

// parted divides what stands between two ids into the label of the first and that of the
// second, where signs or lines show which is which.
func parted(between string) (ofThis, ofNext string, clear bool) {
	isSign := func(r rune) bool { return r == '\n' || strings.ContainsRune(listSigns+"/", r) }
	parts := strings.FieldsFunc(between, isSign)
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.Trim(p, brackets) == "" })
	if len(parts) == 0 {
		return "", "", true
	}
	begins := strings.IndexFunc(strings.TrimLeft(between, brackets), isSign) == 0 // with a sign
	ends := strings.LastIndexFunc(between, isSign) == len(strings.TrimRight(between, brackets))-1
	first, last := parts[0], parts[len(parts)-1]
	switch {
	case endsAsLabel(last):
		ends = false
	case begins == ends:
		return "", "", len(parts) > 1 && !begins && kindBehind(first) != "" && kindBefore(last) != ""
	}
	if len(parts) > 1 && !begins {
		ofThis = first
	}
	if len(parts) == 1 && ends {
		return first, "", true
	}
	if !ends {
		ofNext = last
	}
	return ofThis, ofNext, true
}

// endsAsLabel reports whether a text ends with a sign behind which a value stands.
func endsAsLabel(text string) bool {
	text = strings.TrimRight(text, brackets+"\n")
	return strings.TrimRight(text, labelSigns) != text
}

// kindAbove is kindBefore, or else what one of the lines above says.
func kindAbove(text string) IDKind {
	for {
		if kind := kindBefore(text); kind != "" {
			return kind
		}
		at := strings.LastIndex(strings.TrimRight(text, " \n"), "\n")
		if at < 0 {
			return ""
		}
		text = text[:at]
	}
}

// kindBefore says of which kind the id behind a text is. The label is the last line or,
// of a list, its last part. Above an id, several parts are the heads of columns.
func kindBefore(text string) IDKind {
	above := strings.TrimRight(text, " \n")
	isAbove := strings.Contains(text[len(above):], "\n")
	line := withoutNot(above[strings.LastIndex(above, "\n")+1:])
	if ends := phoneLike().FindAllStringIndex(line, -1); ends != nil { // it has had its own label
		line = line[ends[len(ends)-1][1]:]
	}
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(listSigns, r) })
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.Trim(p, brackets) == "" })
	if len(parts) == 0 {
		return ""
	}
	label := parts[len(parts)-1]
	switch at := strings.LastIndex(line, label); {
	case isAbove && len(parts) > 1 && !endsAsLabel(label):
		if slices.ContainsFunc(parts, func(p string) bool { return kindIn(p) != "" }) {
			return idDoubtful
		}
		return ""
	case strings.ContainsAny(line[at+len(label):], listSigns) && strings.ContainsAny(label, labelSigns):
		return "" // the label of another value
	}
	return kindIn(label)
}

// phoneLike matches a phone number.
var phoneLike = pattern.Of(`[0-9][0-9 \-().]{5,}[0-9]`)

// kindBehind says of which kind the id before a text is. On a line of its own a label
// belongs to that id only where nothing follows.
func kindBehind(text string) IDKind {
	text = strings.TrimLeft(text, brackets+listSigns+labelSigns)
	own := strings.HasPrefix(text, "\n")
	label, more, _ := strings.Cut(strings.TrimLeft(text, " \n"), "\n")
	if own && strings.TrimSpace(more) != "" {
		return ""
	}
	if at := strings.IndexAny(withoutNot(label), listSigns); at >= 0 {
		label = label[:at]
	}
	label = withoutNot(label)
	if strings.ContainsAny(label, labelSigns+"0123456789") {
		return "" // of another value, or a count
	}
	return kindIn(label)
}

// denied matches what a label says that an id is not.
var denied = pattern.Of(`(?i)[,;(]?\s*(?:\b(?:not|nicht|keine?|pas|non|não|nao|niet)\b|` +
	`не\s|不是|並非|并非|非)[^):：.\n]*\)?`)

func withoutNot(line string) string { return denied().ReplaceAllString(line, "") }

var (
	// idWord matches what makes a label of words that may also be a name.
	idWord = pattern.Of(`(?i)(?:^|[^a-z])ids?(?:[^a-z]|$)|[a-z]ID\b|identif|` +
		`идентиф|kennung|kimli|編號|编号|番号|번호|معرف|รหัส|מזהה`)
	// lesser matches what follows the head of a label, such as the account of a number.
	lesser = pattern.Of(` (?:of|in|for|from|under) |\(`)
	choice = pattern.Of(` or |/|\?`)
)

// kindIn says which kind a label names: the one right before its end, or else the first
// in an order in which "WhatsApp Business account" is an account and no business. The
// words of a name are no label.
func kindIn(label string) IDKind {
	label = strings.ToLower(camel().ReplaceAllString(strings.ReplaceAll(label, "_", " "), "$1 $2"))
	label = strings.ReplaceAll(label, "whats app", "whatsapp")
	end := strings.TrimRight(label, brackets+labelSigns+"→")
	if kinds := choice().Split(end, -1); len(kinds) > 1 {
		one := kindIn(kinds[0] + " id")
		for _, part := range kinds[1:] {
			if other := kindIn(part + " id"); one != "" && other != "" && other != one {
				return idDoubtful
			}
		}
	}
	if at := lesser().FindStringIndex(end); at != nil {
		if kind := kindIn(end[:at[0]]); kind != "" {
			return kind
		}
	}
	if kind := kindAtEnd(strings.TrimSuffix(strings.TrimSuffix(end, " number"), " id")); kind != "" {
		return kind
	}
	if kind := kindAtEnd(strings.TrimSuffix(end, " id number")); kind != "" {
		return kind
	}
	if at := strings.LastIndexAny(end, labelSigns); at >= 0 { // a name stands behind the sign
		if kind := kindIn(end[:at] + ":"); kind != "" {
			return kind
		}
	}
	if !endsAsLabel(label) && !idWord().MatchString(label) {
		return ""
	}
	if strings.HasPrefix(strings.TrimLeft(label, brackets), "ig ") {
		return idOfOther
	}
	for _, words := range kindWords() {
		if !slices.ContainsFunc(words.of, func(word string) bool { return holdsWord(label, word) }) {
			continue
		}
		if words.kind == IDOfAccount && strings.Contains(label, "whatsapp") && !holdsBusiness(label) {
			return idDoubtful // one number, or the account of old
		}
		return words.kind
	}
	return ""
}

var camel = pattern.Of(`([a-z])([A-Z])`)

// kindAtEnd reads the words with which a label ends unmistakably.
func kindAtEnd(end string) IDKind {
	for _, last := range []kindWord{
		{IDOfAccount, []string{"waba", "whatsapp business account", "messaging account"}},
		{idDoubtful, []string{"whatsapp account", "waac"}},
		{IDOfNumber, []string{"phone number"}},
		{IDOfBusiness, []string{"business portfolio", "business manager"}},
		{idOfOther, []string{"facebook page", "page", "instagram", "ig", "ad account", "pixel", "catalog", "dataset"}},
	} {
		for _, word := range last.of {
			before, ends := strings.CutSuffix(end, word)
			if ends && (before == "" || !unicode.IsLetter(rune(before[len(before)-1]))) {
				return last.kind
			}
		}
	}
	return ""
}

func holdsBusiness(label string) bool {
	return slices.ContainsFunc(kindWords(), func(words kindWord) bool {
		return words.kind == IDOfBusiness && slices.ContainsFunc(words.of, func(word string) bool { return holdsWord(label, word) })
	})
}

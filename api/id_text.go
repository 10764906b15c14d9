package api

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// IDKind is what a Graph id is the id of.
type IDKind string

// The kinds of ids that people copy.
const (
	IDOfAccount  IDKind = "account"
	IDOfNumber   IDKind = "number"
	IDOfBusiness IDKind = "business"
	IDOfApp      IDKind = "app"
	idOfOther    IDKind = "other"    // of what Dialtone never asks for, such as a page
	idDoubtful   IDKind = "doubtful" // its label has more than one meaning
)

// FindID reads an id of a kind as people paste it: alone, with its label, in an answer of
// Graph's, in a call to it, or in the address of a page of Meta's. An id whose label or
// address says that it is of another kind is refused by that kind, and of several ids
// only one whose own label names the kind is taken: nothing is guessed. The error is an
// [*IDError].
func FindID(text string, kind IDKind) (string, error) {
	text = plainID(text)
	if id, err := ParseID(text); err == nil {
		return id, nil
	}
	rest, addresses := partAddresses(text)
	rest = tags().ReplaceAllString(rest, "\t")
	if shortened().MatchString(rest) {
		return "", &IDError{IDCut}
	}
	found := inAnswer(rest)
	if len(found) == 0 {
		if found = labelled(rest); len(found) > 1 && slices.ContainsFunc(found, unlabelled) {
			return "", &IDError{IDSeveral}
		}
	}
	switch {
	case len(found) == 0 && len(addresses) > 0:
		return inAddresses(addresses, kind)
	case len(found) == 0:
		return ParseID(text)
	}
	ofKind := slices.Clone(found)
	if len(found) > 1 { // the label decides
		ofKind = slices.DeleteFunc(ofKind, func(l labelledID) bool { return l.kind != kind })
	}
	switch {
	case len(ofKind) != 1, againstAddress(ofKind[0], kind, addresses):
		return "", &IDError{IDSeveral}
	case ofKind[0].kind != "" && ofKind[0].kind != kind:
		return "", &IDError{wrongKind(ofKind[0].kind)}
	}
	return ofKind[0].id, nil
}

var (
	// shortened matches a number as a spreadsheet shows it: the last digits of an id get
	// lost there.
	shortened = pattern.Of(`[0-9][.,][0-9]+\s?[Ee]\+?[0-9]{1,2}\b`)
	tags      = pattern.Of(`</?[A-Za-z][^<>]*>`)
)

// plainID rewrites the digits of any script in ASCII and drops what nobody sees. What
// parts columns becomes a tab.
func plainID(text string) string {
	text = strings.NewReplacer(`\u0026`, "&", `\r`, "\n", `\n`, "\n", `\t`, "\t", "\u00a0", " ").Replace(html.UnescapeString(text))
	text = strings.Map(func(r rune) rune {
		digit, is := mask.Digit(r)
		switch {
		case is:
			return digit
		case mask.Hidden(r):
			return -1
		case r == '\n' || r == '\r':
			return '\n'
		case r == '\t':
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
	return strings.TrimSpace(columns().ReplaceAllString(text, "\t"))
}

var columns = pattern.Of(` {3,}`)

// wrongKind is the fault of an id that is of a kind.
func wrongKind(kind IDKind) IDReason {
	switch kind {
	case IDOfAccount:
		return IDIsAccount
	case IDOfNumber:
		return IDIsNumber
	case IDOfBusiness:
		return IDIsBusiness
	case IDOfApp:
		return IDIsApp
	case idOfOther:
		return IDIsOther
	case idDoubtful:
		return IDDoubtful
	}
	return IDNotDigits
}

// A Graph id has 15 to 17 digits (seed 001, seed 002). In a text that holds anything
// else, only such a row of digits is one.
const shortestID, longestID = 15, 17

type labelledID struct {
	id   string
	kind IDKind // "" if the label does not tell
}

func unlabelled(l labelledID) bool { return l.kind == "" }

// with adds an id to those that are known. One that stands there twice has the kind that
// is told once, and none where two are told.
func with(all []labelledID, one labelledID) []labelledID {
	i := slices.IndexFunc(all, func(l labelledID) bool { return l.id == one.id })
	switch {
	case i < 0:
		return append(all, one)
	case all[i].kind == "":
		all[i].kind = one.kind
	case one.kind != "" && one.kind != all[i].kind:
		all[i].kind = idDoubtful
	}
	return all
}

// place is where an id stands in a text.
type place struct {
	from, to int
	id       string
	kind     IDKind // where what is joined to the digits tells
}

var (
	chains    = pattern.Of(`[0-9]+(?:[ \-.,'’][0-9]+)*`)
	digitRuns = pattern.Of(`[0-9]+`)
)

// placesOf lists where ids stand: a run of digits alone, or regular groups of them as a
// PDF or a spreadsheet writes them. Behind a plus stands a phone number.
func placesOf(text string) []place {
	var all []place
	add := func(from, to int, id string) {
		before, behind := text[:from], text[to:]
		switch one := (place{from, to, id, ""}); {
		case strings.HasSuffix(strings.TrimRight(before, " ("), "+"):
		case strings.HasPrefix(behind, "@"), adAccount().MatchString(before):
			one.kind = idOfOther
			all = append(all, one)
		case before != "" && isWordSign(before[len(before)-1]), behind != "" && isWordSign(behind[0]):
		default:
			all = append(all, one)
		}
	}
	for _, at := range chains().FindAllStringIndex(text, -1) {
		chain := text[at[0]:at[1]]
		whole := false
		for _, run := range digitRuns().FindAllStringIndex(chain, -1) {
			if n := run[1] - run[0]; n >= shortestID {
				whole = true
				if n <= longestID {
					add(at[0]+run[0], at[0]+run[1], chain[run[0]:run[1]])
				}
			}
		}
		if id := joinedGroups(chain); !whole && id != "" {
			add(at[0], at[1], id)
		}
	}
	return all
}

var adAccount = pattern.Of(`(?i)\bact_$`)

func isWordSign(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// joinedGroups returns the id that is written in groups of one size, of which the last
// may be shorter; "" if the groups may also be several things, such as an id and a count
// or two phone numbers.
func joinedGroups(chain string) string {
	const thousands, longestGroup = 3, 6
	groups := digitRuns().FindAllString(chain, -1)
	sign := strings.Trim(chain, "0123456789")
	digits := strings.Join(groups, "")
	if len(groups) < 2 || len(digits) < shortestID || len(digits) > longestID {
		return ""
	}
	sign = digitRuns().ReplaceAllString(sign, "")
	if strings.Trim(sign, sign[:1]) != "" {
		return ""
	}
	first, last := len(groups[0]), len(groups[len(groups)-1])
	size := max(first, last)
	for _, group := range groups[1 : len(groups)-1] {
		if len(group) != size {
			return ""
		}
	}
	switch {
	case sign == "-" && len(groups) == 2 && first-last <= 1 && last <= first: // torn in the middle
		return digits
	case size > longestGroup || len(groups) == 2:
		return ""
	case first < size && (size != thousands || last != size || strings.ContainsAny(sign, " -")):
		return ""
	case last < size && len(digits)-last >= shortestID:
		return ""
	}
	return digits
}

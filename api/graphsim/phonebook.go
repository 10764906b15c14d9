package graphsim

import "strings"

// callingCode splits the digits of an E.164 number behind its calling code.
func callingCode(digits string) (cc, national string) {
	// One digit for zones 1 and 7, two for these, three for all others (ITU).
	const two = " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "
	n := 3
	switch {
	case digits == "":
		return "", ""
	case digits[0] == '1' || digits[0] == '7':
		n = 1
	case len(digits) >= 2 && strings.Contains(two, " "+digits[:2]+" "):
		n = 2
	}
	n = min(n, len(digits))
	return digits[:n], digits[n:]
}

// display writes an E.164 number the way Graph shows it: +1 631-555-5555 (seed
// 001). Grouping by country is beyond a simulator; the last four digits stand
// apart and the rest goes in threes.
func display(phone string) string {
	cc, national := callingCode(strings.TrimPrefix(phone, "+"))
	var groups []string
	if len(national) > 4 {
		head, last := national[:len(national)-4], national[len(national)-4:]
		for len(head) > 4 {
			groups, head = append(groups, head[:3]), head[3:]
		}
		groups = append(groups, head, last)
	} else {
		groups = []string{national}
	}
	sep := " "
	if cc == "1" {
		sep = "-"
	}
	return "+" + cc + " " + strings.Join(groups, sep)
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

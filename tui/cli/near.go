package cli

import "strings"

// candidate is something that may have been meant, with other words for it.
type candidate struct {
	name string
	also []string
}

// nearest is the candidate that is most like what was typed; "" where none is near.
func nearest(typed string, all []candidate) string {
	found, least := "", -1
	for _, c := range all {
		for _, name := range append([]string{c.name}, c.also...) {
			if d, near := distance(typed, name); near && (least < 0 || d < least) {
				found, least = c.name, d
			}
		}
	}
	return found
}

// distance tells how far a name is from what was typed, and whether that is near
// enough for a slip: a third of its letters, or a name that was begun.
func distance(typed, name string) (int, bool) {
	const begun = 3
	a, b := strings.ToLower(strings.TrimSpace(typed)), strings.ToLower(name)
	if len(a) >= begun && strings.HasPrefix(b, a) {
		return min(1, len(b)-len(a)), true
	}
	x, y := []rune(a), []rune(b)
	d := slips(x, y)
	return d, d <= max(len(x), len(y))/begun
}

// slips counts the letters that were left out, added, replaced or swapped with the next
// one (the optimal string alignment distance).
func slips(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			replaced := rows[i][j]
			if a[i] != b[j] {
				replaced++
			}
			least := min(rows[i][j+1]+1, rows[i+1][j]+1, replaced)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				least = min(least, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = least
		}
	}
	return rows[len(a)][len(b)]
}

package cli

import (
	"bytes"
	"regexp"
	"strconv"
)

// standing leaves out of each frame the rows that stand on the screen as they are.
//
// The toolkit compares a row cell by cell, but not one with a wide character (中): such a
// row it erases and writes anew in every frame, and in a list of Chinese names that is most
// of the screen for each key. It can be told by its form: wrapping is switched off, the line
// is erased and written from its beginning, wrapping is switched on, and the cursor is set
// to a row and a column. One that was written with the same bytes before still stands there,
// unless lines were moved or erased in between; of it remain the colour and the place that
// it leaves the cursor with. Once the toolkit compares such rows too, this type can go: its
// test says then that too little is left out.
type standing struct {
	written map[int]string // what was written last in this form, by row
	row     int            // where the cursor is; 1 is the first one
	whole   *regexp.Regexp // a row in this form: what is written, the move after it, and where to
	colour  *regexp.Regexp
	step    *regexp.Regexp // what can move the cursor to another row, and all other sequences
}

func newStanding() *standing {
	return &standing{
		written: map[int]string{},
		whole:   regexp.MustCompile(`\x1b\[\?7l(?:\x1b\[[0-9;:]*[A-Hdm]|\x1bM|[\r\n\x08])*\x1b\[K(.*?)\x1b\[\?7h(\x1b\[([0-9]+);[0-9]+H)`),
		colour:  regexp.MustCompile(`\x1b\[[0-9;:]*m`),
		step:    regexp.MustCompile(`\n|\x1bM|\x1b\[([?0-9;:]*)([@-~])|\x1b`),
	}
}

// without returns a frame, for a window of so many rows, without those that stand.
func (s *standing) without(frame []byte, rows int) []byte {
	var out []byte
	from, left := 0, -1 // left is where in out the traces of rows left out begin that nothing has followed
	for _, at := range s.whole.FindAllSubmatchIndex(frame, -1) {
		before, whole := frame[from:at[0]], frame[at[0]:at[1]]
		text, move := string(frame[at[2]:at[3]]), frame[at[4]:at[5]]
		from = at[1]
		if len(before) > 0 {
			left = -1
			s.follow(before, rows)
			out = append(out, before...)
		}
		s.row = number(frame[at[6]:at[7]])
		if stands, known := s.written[s.row]; !known || stands != text {
			s.written[s.row], left = text, -1
			out = append(out, whole...)
			continue
		}
		colours := bytes.Join(s.colour.FindAll(whole, -1), nil)
		if plain := bytes.LastIndex(colours, []byte("\x1b[m")); plain >= 0 {
			colours = colours[plain:] // it undoes what was before it
			if left >= 0 {
				out = out[:left]
			}
		}
		if left < 0 {
			left = len(out)
		}
		out = append(append(out, colours...), move...)
	}
	s.follow(frame[from:], rows)
	return append(out, frame[from:]...)
}

// follow notes where the cursor goes, and forgets a row that something is written or erased
// in, and all rows where lines may be moved.
func (s *standing) follow(b []byte, rows int) {
	end := 0
	for _, at := range s.step.FindAllSubmatchIndex(b, -1) {
		if len(bytes.Trim(b[end:at[0]], "\r\b")) > 0 {
			delete(s.written, s.row)
		}
		end = at[1]
		s.take(b, at, rows)
	}
	if len(bytes.Trim(b[end:], "\r\b")) > 0 {
		delete(s.written, s.row)
	}
}

// take follows one step.
func (s *standing) take(b []byte, index []int, rows int) {
	part := func(i int) []byte {
		if index[2*i] < 0 {
			return nil
		}
		return b[index[2*i]:index[2*i+1]]
	}
	at := [][]byte{part(0), part(1), part(2)}
	by := max(1, number(at[1]))
	switch step := string(at[0][:1]) + string(at[2]); {
	case step == "\n" && s.row < rows, step == "\x1bB":
		s.row += by
	case string(at[0]) == "\x1bM" && s.row > 1, step == "\x1bA":
		s.row -= by
	case step == "\x1bH", step == "\x1bd":
		s.row = by
	case bytes.ContainsAny(at[2], "KPX@"):
		delete(s.written, s.row)
	case bytes.ContainsAny(at[2], "CDGm"), bytes.HasPrefix(at[1], []byte("?")) && isHarmless(string(at[1])):
	default:
		clear(s.written)
	}
}

// isHarmless reports whether a setting of the terminal leaves the lines as they are:
// wrapping, the cursor, and frames that are shown as a whole.
func isHarmless(mode string) bool { return mode == "?7" || mode == "?25" || mode == "?2026" }

// number is the one that a parameter begins with; 0 where there is none.
func number(param []byte) int {
	digits, _, _ := bytes.Cut(param, []byte(";"))
	n, _ := strconv.Atoi(string(digits))
	return n
}

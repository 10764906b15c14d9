package jobs

import (
	"slices"

	"dialtone/flows"
	"dialtone/tui/words"
)

// DoctorLine is a line of the doctor's in words.
type DoctorLine struct {
	Mark, Name, Found string
	Fix               string // "" where there is nothing to mend
}

// DescribeCheckup puts a line of the doctor's into words.
func DescribeCheckup(w *words.Words, c flows.Checkup) DoctorLine {
	if c.Silence != "" {
		c.Pairs = append(slices.Clip(c.Pairs), "Why", w.Say("silence."+string(c.Silence)))
	}
	l := DoctorLine{Mark: healthMark(c.Health), Name: w.Say("doctor.check." + string(c.Check)),
		Found: w.Say("doctor.found."+string(c.ID), c.Pairs...)}
	if c.Journal != "" {
		l.Found = w.Say("book."+string(c.Journal), c.Pairs...)
	}
	if c.Fix {
		l.Fix = w.Say("doctor.fix."+string(c.ID), c.Pairs...)
	}
	return l
}

func healthMark(h flows.Health) string {
	switch h {
	case flows.HealthOK:
		return "✓"
	case flows.HealthWarn:
		return "!"
	case flows.HealthFail:
		return "×"
	case flows.HealthSkipped:
	}
	return "·"
}

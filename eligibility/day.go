package eligibility

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"dialtone/eligibility/phone"
)

// FirstDeletion returns the first moment at which a number may be deleted whose
// last paid message was sent on the day of lastPaid: the midnight that begins the
// thirtieth calendar day after it (seed 000, seed 001). WhatsApp Manager tells
// the day and no hour, so days are counted and not hours, in the zone of lastPaid;
// a change to or from summer time in between moves nothing. The zero time, for
// "none lately", gives the zero time.
func FirstDeletion(lastPaid time.Time) time.Time {
	if lastPaid.IsZero() {
		return time.Time{}
	}
	year, month, d := lastPaid.Date()
	return midnight(year, month, d+int(PaidMessageWindow/day), lastPaid.Location())
}

// midnight returns the moment at which a day begins. In a few zones the clock is
// put forward at midnight itself: the day then begins at one o'clock.
func midnight(year int, month time.Month, d int, zone *time.Location) time.Time {
	start := time.Date(year, month, d, 0, 0, 0, 0, zone)
	if h, m, s := start.Clock(); h > 12 { // still the evening before
		start = start.Add(day - time.Duration(h)*time.Hour - time.Duration(m)*time.Minute - time.Duration(s)*time.Second)
	}
	return start
}

// DayReason says why a text is not a usable day.
type DayReason string

// The reasons of a DayError.
const (
	// ReasonNotADay: it cannot be read as a day, or the calendar has none such.
	ReasonNotADay DayReason = "not_a_day"
	// ReasonInTheFuture: it is later than today.
	ReasonInTheFuture DayReason = "in_the_future"
	// ReasonTooLongAgo: it is more than ten years ago, so rather mistyped.
	ReasonTooLongAgo DayReason = "too_long_ago"
	// ReasonAmbiguous: it can be read as several days, such as 03/04/2026, or
	// lacks its year.
	ReasonAmbiguous DayReason = "ambiguous"
)

// DayError is the error of ParseDay.
type DayError struct {
	Reason DayReason
}

// Error returns the reason as plain technical words.
func (e *DayError) Error() string { return "day: " + strings.ReplaceAll(string(e.Reason), "_", " ") }

// maxYears is how far back a day may lie.
const maxYears = 10

// longestDay is the longest text, in bytes, that is read as a day. It keeps a
// pasted page from being searched.
const longestDay = 250

// ParseDay reads a day as an operator types or pastes it and returns the moment
// at which it begins, in the zone of now. It takes what reads only one way:
// 2026-11-20, 2026/11/20, 2026年11月20日, 20 Nov 2026, November 20th, 2026,
// "today" and "yesterday", and digits of any script. Figures with the year at the
// end are taken as long as the day cannot be the month, as in 20.11.2026. The
// error is a *DayError.
func ParseDay(text string, now time.Time) (time.Time, error) {
	refuse := func(why DayReason) (time.Time, error) { return time.Time{}, &DayError{why} }
	if len(text) > longestDay {
		return refuse(ReasonNotADay)
	}
	text = strings.ToLower(phone.Plain(text))
	year, month, d := now.Date()
	switch text {
	case "today", "今日", "今天":
		return midnight(year, month, d, now.Location()), nil
	case "yesterday", "昨日", "昨天":
		return midnight(year, month, d-1, now.Location()), nil
	}
	told, why := written(text)
	if why != "" {
		return refuse(why)
	}
	// Days are compared at noon in UTC, because every day has a noon there.
	noon := time.Date(told.year, time.Month(told.month), told.day, 12, 0, 0, 0, time.UTC)
	if noon.Day() != told.day || noon.Month() != time.Month(told.month) || noon.Year() != told.year {
		return refuse(ReasonNotADay)
	}
	today := time.Date(year, month, d, 12, 0, 0, 0, time.UTC)
	switch {
	case noon.After(today):
		return refuse(ReasonInTheFuture)
	case noon.Before(today.AddDate(-maxYears, 0, 0)):
		return refuse(ReasonTooLongAgo)
	}
	return midnight(told.year, time.Month(told.month), told.day, now.Location()), nil
}

// calendar is a day as it is written: not checked yet.
type calendar struct{ year, month, day int }

// written reads the three parts of a day. What tells them apart is a year of four
// digits and a month by its name, or the year's place.
func written(text string) (calendar, DayReason) {
	if c, ok := withSigns(text); ok {
		return c, ""
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,./-", r) })
	if len(parts) != 3 {
		if len(parts) == 2 && (monthOf(parts[0]) > 0 || monthOf(parts[1]) > 0) {
			return calendar{}, ReasonAmbiguous // of which year?
		}
		return calendar{}, ReasonNotADay
	}
	for i, name := range parts {
		if month := monthOf(name); month > 0 {
			return withName(month, parts[(i+1)%3], parts[(i+2)%3])
		}
	}
	var figures [3]int
	for i, part := range parts {
		var ok bool
		if figures[i], ok = figure(part, 4); !ok || len(part) == 3 || len(part) == 4 && i == 1 {
			return calendar{}, ReasonNotADay
		}
	}
	first, second, third := figures[0], figures[1], figures[2]
	switch {
	case len(parts[0]) == 4 && len(parts[2]) == 4:
		return calendar{}, ReasonNotADay
	case len(parts[0]) == 4:
		return calendar{first, second, third}, ""
	case len(parts[2]) < 4:
		return calendar{}, ReasonAmbiguous // 03-04-26
	case first > 12, first == second:
		return calendar{third, second, first}, ""
	case second > 12:
		return calendar{third, first, second}, ""
	}
	return calendar{}, ReasonAmbiguous
}

// withName reads the two figures that stand beside a month's name, in any order.
func withName(month int, a, b string) (calendar, DayReason) {
	if len(a) == 4 && a[3] <= '9' {
		a, b = b, a
	}
	d, ok := figure(strings.TrimRightFunc(a, unicode.IsLetter), 2)
	y, full := figure(b, 4)
	switch {
	case !ok || !full || !isOrdinal(a):
		return calendar{}, ReasonNotADay
	case len(b) < 4:
		return calendar{}, ReasonAmbiguous // 20 Nov 26
	}
	return calendar{y, month, d}, ""
}

// withSigns reads a day whose parts are named by signs, as in 2026年11月20日 and
// 2026년 11월 20일.
func withSigns(text string) (calendar, bool) {
	text = strings.NewReplacer(" ", "", "년", "年", "월", "月", "일", "日", "號", "日", "号", "日").Replace(text)
	years, rest, found := strings.Cut(text, "年")
	months, days, also := strings.Cut(rest, "月")
	y, ok1 := figure(years, 4)
	m, ok2 := figure(months, 2)
	d, ok3 := figure(strings.TrimSuffix(days, "日"), 2)
	return calendar{y, m, d}, found && also && ok1 && ok2 && ok3 && len(years) == 4
}

// figure reads a number of at most the given count of ASCII digits.
func figure(text string, most int) (int, bool) {
	if text == "" || len(text) > most || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// isOrdinal reports whether a figure carries no letters or an English ending.
func isOrdinal(text string) bool {
	switch strings.TrimLeft(text, "0123456789") {
	case "", "st", "nd", "rd", "th":
		return true
	}
	return false
}

// monthOf returns the month that an English name or its beginning means, and
// zero for any other word.
func monthOf(name string) int {
	if len(name) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name) {
			return int(m)
		}
	}
	return 0
}

package eligibility

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata" // zones with summer time, wherever the tests run
)

// zone loads a time zone by its name.
func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestFirstDeletion(t *testing.T) {
	t.Parallel()
	const minute = "2006-01-02 15:04 -0700"
	for name, tc := range map[string]struct{ zone, paid, want string }{
		"an ordinary month":       {"Asia/Hong_Kong", "2026-11-20 00:00 +0800", "2026-12-20 00:00 +0800"},
		"late in the evening":     {"Asia/Hong_Kong", "2026-11-20 23:59 +0800", "2026-12-20 00:00 +0800"},
		"across the year":         {"Asia/Hong_Kong", "2026-12-31 12:00 +0800", "2027-01-30 00:00 +0800"},
		"the last of January":     {"Asia/Hong_Kong", "2026-01-31 00:00 +0800", "2026-03-02 00:00 +0800"},
		"January of a leap year":  {"Asia/Hong_Kong", "2028-01-31 00:00 +0800", "2028-03-01 00:00 +0800"},
		"onto the leap day":       {"Asia/Hong_Kong", "2028-01-30 00:00 +0800", "2028-02-29 00:00 +0800"},
		"from the leap day":       {"Asia/Hong_Kong", "2028-02-29 09:00 +0800", "2028-03-30 00:00 +0800"},
		"New York, into summer":   {"America/New_York", "2026-02-20 10:00 -0500", "2026-03-22 00:00 -0400"},
		"New York, out of summer": {"America/New_York", "2026-10-10 10:00 -0400", "2026-11-09 00:00 -0500"},
		"New York, on the change": {"America/New_York", "2026-02-06 10:00 -0500", "2026-03-08 00:00 -0500"},
		"New York, after it":      {"America/New_York", "2026-02-07 10:00 -0500", "2026-03-09 00:00 -0400"},
		"Berlin, into summer":     {"Europe/Berlin", "2026-03-01 00:00 +0100", "2026-03-31 00:00 +0200"},
		"Berlin, out of summer":   {"Europe/Berlin", "2026-10-01 23:59 +0200", "2026-10-31 00:00 +0100"},
		"no midnight in Santiago": {"America/Santiago", "2026-08-07 12:00 -0400", "2026-09-06 01:00 -0300"},
		"no midnight in Cairo":    {"Africa/Cairo", "2026-03-25 12:00 +0200", "2026-04-24 01:00 +0300"},
		"Cairo's long evening":    {"Africa/Cairo", "2026-09-30 12:00 +0300", "2026-10-30 00:00 +0200"},
		"no zone but UTC":         {"UTC", "2026-06-15 18:00 +0000", "2026-07-15 00:00 +0000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loc := zone(t, tc.zone)
			paid, err := time.ParseInLocation(minute, tc.paid, loc)
			if err != nil {
				t.Fatal(err)
			}
			got := FirstDeletion(paid.In(loc))
			if got.Format(minute) != tc.want || got.Second() != 0 || got.Location() != loc {
				t.Errorf("FirstDeletion(%s) = %s, want %s", tc.paid, got.Format(minute), tc.want)
			}
			// A second before is the day before: nothing can be deleted then.
			if before := got.Add(-time.Second); before.YearDay() == got.YearDay() {
				t.Errorf("%s is not the first moment of its day", got)
			}
		})
	}
	if got := FirstDeletion(time.Time{}); !got.IsZero() {
		t.Errorf("FirstDeletion of no day = %v", got)
	}
}

// Whatever the day, the answer is the beginning of the thirtieth day after it.
func TestFirstDeletionOfEveryDay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"America/New_York", "Europe/Berlin", "Asia/Hong_Kong", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe",
		"America/Havana", "Asia/Tehran", "Asia/Beirut", "Pacific/Apia", "America/Asuncion",
	} {
		loc := zone(t, name)
		for i := range 3 * 366 {
			paid := time.Date(2026, 1, 1+i, 17, 45, 12, 3, loc)
			got, want := FirstDeletion(paid), time.Date(2026, 1, 31+i, 12, 0, 0, 0, loc)
			if got.Format(time.DateOnly) != want.Format(time.DateOnly) || got.Add(-time.Nanosecond).Format(time.DateOnly) == want.Format(time.DateOnly) {
				t.Errorf("%s: FirstDeletion(%v) = %v", name, paid, got)
			}
		}
	}
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	hk := zone(t, "Asia/Hong_Kong")
	now := time.Date(2026, 11, 22, 0, 30, 0, 0, hk) // the evening before in UTC
	for text, want := range map[string]string{
		"2026-11-20":          "2026-11-20",
		" 2026-11-20\n":       "2026-11-20",
		"2026-1-5":            "2026-01-05",
		"2026/11/20":          "2026-11-20",
		"2026.11.20":          "2026-11-20",
		"2026 11 20":          "2026-11-20",
		"2026–11–20":          "2026-11-20", // en dashes
		"２０２６－１１－２０":          "2026-11-20",
		"٢٠٢٦-١١-٢٠":          "2026-11-20",
		"\u200e2026-11-20":    "2026-11-20",
		"2026年11月20日":         "2026-11-20",
		"2026 年 11 月 20 日":    "2026-11-20",
		"2026年1月5日":           "2026-01-05",
		"2026年11月20號":         "2026-11-20",
		"２０２６年１１月２０日":         "2026-11-20",
		"2026년 11월 20일":       "2026-11-20",
		"20 Nov 2026":         "2026-11-20",
		"20 november 2026":    "2026-11-20",
		"20. Nov. 2026":       "2026-11-20",
		"20-Nov-2026":         "2026-11-20",
		"2026-Nov-20":         "2026-11-20",
		"Nov 20 2026":         "2026-11-20",
		"Nov 20, 2026":        "2026-11-20",
		"NOVEMBER 20TH, 2026": "2026-11-20",
		"1st Sept 2026":       "2026-09-01",
		"2nd May 2026":        "2026-05-02",
		"20.11.2026":          "2026-11-20", // no year has a twentieth month
		"20/11/2026":          "2026-11-20",
		"11/20/2026":          "2026-11-20",
		"4/4/2026":            "2026-04-04", // the same either way
		"today":               "2026-11-22",
		" Today ":             "2026-11-22",
		"今日":                  "2026-11-22",
		"今天":                  "2026-11-22",
		"yesterday":           "2026-11-21",
		"昨日":                  "2026-11-21",
		"昨天":                  "2026-11-21",
		"2026-11-22":          "2026-11-22", // today is not the future
		"2016-11-22":          "2016-11-22", // ten years and not a day more
		"2024-02-29":          "2024-02-29",
	} {
		got, err := ParseDay(text, now)
		if err != nil || got.Format(time.DateTime) != want+" 00:00:00" || got.Location() != hk {
			t.Errorf("ParseDay(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
}

func TestParseDayRefuses(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 23, 59, 59, 0, time.UTC)
	for text, want := range map[string]DayReason{
		"":                     ReasonNotADay,
		" \u200b":              ReasonNotADay,
		"soon":                 ReasonNotADay,
		"last week":            ReasonNotADay,
		"20":                   ReasonNotADay,
		"20261120":             ReasonNotADay,
		"2026-11":              ReasonNotADay,
		"2026-11-20-1":         ReasonNotADay,
		"2026-11-20T10:00:00Z": ReasonNotADay,
		"2026-13-01":           ReasonNotADay,
		"2026-20-11":           ReasonNotADay,
		"2026-11-00":           ReasonNotADay,
		"2026-11-31":           ReasonNotADay,
		"2026-02-29":           ReasonNotADay, // no leap year
		"2025年2月29日":           ReasonNotADay,
		"2026年20日":             ReasonNotADay,
		"26年11月20日":            ReasonNotADay,
		"31 Nov 2026":          ReasonNotADay,
		"20 Nvo 2026":          ReasonNotADay,
		"20 No 2026":           ReasonNotADay,
		"20x Nov 2026":         ReasonNotADay,
		"Nov Nov 2026":         ReasonNotADay,
		"120 Nov 2026":         ReasonNotADay,
		"2026-11-2026":         ReasonNotADay,
		"20/2026/11":           ReasonNotADay,
		"20/111/2026":          ReasonNotADay,
		"32/13/2026":           ReasonNotADay,
		"-1-11-2026":           ReasonAmbiguous, // signs are separators here
		"+852 5123 0100":       ReasonNotADay,
		"2026-11-23":           ReasonInTheFuture,
		"2027-01-01":           ReasonInTheFuture,
		"20 Nov 2062":          ReasonInTheFuture,
		"2569-11-20":           ReasonInTheFuture, // a Buddhist year
		"2016-11-21":           ReasonTooLongAgo,
		"20 Nov 1926":          ReasonTooLongAgo,
		"0026-11-20":           ReasonTooLongAgo,
		"03/04/2026":           ReasonAmbiguous,
		"3.4.2026":             ReasonAmbiguous,
		"12-11-2026":           ReasonAmbiguous,
		"20/11/26":             ReasonAmbiguous,
		"26-11-20":             ReasonAmbiguous,
		"20 Nov 26":            ReasonAmbiguous,
		"20 Nov":               ReasonAmbiguous,
		"November 20th":        ReasonAmbiguous,
	} {
		got, err := ParseDay(text, now)
		var wrong *DayError
		if !errors.As(err, &wrong) || wrong.Reason != want || !got.IsZero() {
			t.Errorf("ParseDay(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
}

// What is today is said by the operator's zone.
func TestParseDayByZone(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 8, 3, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"America/New_York": "2026-03-07 00:00:00 -0500",
		"Europe/Berlin":    "2026-03-08 00:00:00 +0100",
		"Asia/Hong_Kong":   "2026-03-08 00:00:00 +0800",
	} {
		const layout = "2006-01-02 15:04:05 -0700"
		now := at.In(zone(t, name))
		if got, err := ParseDay("today", now); err != nil || got.Format(layout) != want {
			t.Errorf("today in %s is %v, %v; want %s", name, got, err, want)
		}
		_, err := ParseDay("2026-03-08", now)
		if early := name == "America/New_York"; early != (err != nil) {
			t.Errorf("the eighth in %s: %v", name, err)
		}
	}
	// The day begins an hour late where the clock is put forward at midnight.
	now := time.Date(2026, 9, 7, 9, 0, 0, 0, zone(t, "America/Santiago"))
	if got, err := ParseDay("yesterday", now); err != nil || got.Format(time.DateTime) != "2026-09-06 01:00:00" {
		t.Errorf("yesterday in Santiago began at %v, %v", got, err)
	}
	// Ten years back from a leap day is the first of March.
	now = time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC)
	if _, err := ParseDay("2018-03-01", now); err != nil {
		t.Errorf("ten years before a leap day: %v", err)
	}
}

// FuzzParseDay looks for text that breaks a promise: no panic, typed errors, a
// day that is not in the future.
func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-20", "20 Nov 2026", "2026年11月20日", "03/04/2026", "yesterday", "", "//", "年月日", "9999-99-99", "\xff"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseDay(text, now)
		var wrong *DayError
		switch {
		case err != nil && !errors.As(err, &wrong):
			t.Fatalf("ParseDay(%q): %v is no DayError", text, err)
		case err == nil && (got.After(now) || got.Year() < 2016 || got.Hour() != 0):
			t.Fatalf("ParseDay(%q) = %v", text, got)
		case err == nil:
			if again, err := ParseDay(got.Format(time.DateOnly), now); err != nil || !again.Equal(got) {
				t.Fatalf("ParseDay(%q) = %v does not read back: %v", text, got, err)
			}
		}
	})
}

package api

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dialtone/api/mask"
	"dialtone/api/pattern"
)

// How long Meta wants to be left alone stands in the words of an answer, in the language of
// whoever is to read it.

// longestWait bounds what is believed of a text or a header; no limit of Meta's is longer.
const longestWait = 90 * 24 * time.Hour

// unitWords are the units of time in the languages that Meta writes.
const unitWords = `
1s    second seconds sec secs s segundo segundos seconde secondes sekunde sekunden secondo secondi seconden
1s    detik saniye giây секунд секунды секунду ثانية ثوان सेकंड
1m    minute minutes min mins m minuto minutos minuten minuti minuut menit minit
1m    dakika phút минут минуты минуту minut minutę دقيقة دقائق मिनट
1h    hour hours hr hrs h hora horas heure heures stunde stunden std ora ore uur uren
1h    jam sejam saat giờ tiếng час часа часов godzinę godziny godzin ساعة ساعات घंटे घंटा
24h   day days d dia dias día días jour jours tag tage tagen giorno giorni dag dagen
24h   hari gün ngày день дня дней dni يوم أيام दिन
`

// unitStarts are those of scripts without blanks: what stands behind them goes on at once.
const unitStarts = `
1s    秒 초 วินาที
1m    分 분 นาที
1h    小時 小时 個小時 个小时 個鐘 时间 時間 시간 ชั่วโมง
24h   天 日 일 วัน
`

// ones are the words for one, which stand for a figure before a unit longer than seconds.
const ones = " a an one um uma un una uno une ein eine einer einen een één satu bir một один одну 한 "

// dates are days of a year and times of a day, which are no waits.
var dates = pattern.Of(`\d+\s*[月월]\s*\d+\s*[日号號일]|\d+\s*[时時시]\s*\d+\s*[分분]`)

// halfHours are the words for half an hour.
var halfHours = pattern.Of(`half an hour|half-hour|meia hora|media hora|demi-heure|halbe[nr]? stunde|mezz['’]ora|setengah jam|yarım saat|` +
	`half uur|полчаса|半[個个]?[小時时间間鐘]+|반 ?시간|nửa giờ|ครึ่งชั่วโมง|نصف ساعة|आधे घंटे`)

// hanFigures are the figures of Chinese and Japanese that stand before a unit.
var hanFigures = pattern.Of(`([一二兩两三四五六七八九十])([個个]?[分小時时秒天日])`)

// thousands are marks between the digits of one figure.
var thousands = pattern.Of(`(\d)[.,\x{a0}\x{202f} ](\d{3})(?:\D|$)`)

// part is a figure with its decimals, or a word.
var part = pattern.Of(`\d+(?:[.,]\d{1,2})?|[\pL\pM]+|[.;!?。]`)

// ParseWait reads a wait out of a text of Meta's, 0 when it names none. Amounts that follow
// one another add up ("1 hour 20 minutes"); of others the longest counts.
func ParseWait(text string) time.Duration {
	var longest, sum, last time.Duration
	parts := part().FindAllString(plainFigures(text), -1)
	since := 0 // parts since the last amount
	for i := 0; i+1 < len(parts); i++ {
		unit := unitOf(parts[i+1])
		n, err := strconv.ParseFloat(strings.Replace(parts[i], ",", ".", 1), 64)
		if err != nil && strings.Contains(ones, " "+parts[i]+" ") && unit > time.Second {
			n, err = 1, nil
		}
		if since++; unit == 0 || err != nil || n > float64(longestWait/unit) {
			continue
		}
		if one := time.Duration(n * float64(unit)); last > unit && since <= 2 && sum+one <= longestWait {
			sum += one
		} else {
			sum = one
		}
		longest, last, since, i = max(longest, sum), unit, 0, i+1
	}
	return longest
}

// plainFigures writes figures of all scripts as ASCII digits without marks, and words in
// lower case.
func plainFigures(text string) string {
	text = strings.Map(func(r rune) rune {
		if d, is := mask.Digit(r); is && unicode.IsDigit(r) {
			return d
		}
		return r
	}, strings.ToLower(text))
	text = dates().ReplaceAllString(halfHours().ReplaceAllString(text, " 30 minutes "), " ")
	text = hanFigures().ReplaceAllStringFunc(text, func(s string) string {
		r, size := utf8.DecodeRuneInString(s)
		figures := map[rune]int{'一': 1, '二': 2, '兩': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '十': 10}
		return " " + strconv.Itoa(figures[r]) + s[size:]
	})
	for range 2 {
		text = thousands().ReplaceAllStringFunc(text, func(s string) string {
			_, size := utf8.DecodeRuneInString(s[1:])
			return s[:1] + s[1+size:]
		})
	}
	return text
}

// unitOf is the time that a word such as "minutes" or "h" stands for; 0 for any other.
func unitOf(word string) time.Duration {
	for line := range strings.Lines(unitWords) {
		if fields := strings.Fields(line); slices.Contains(fields, word) {
			return durationOf(fields[0])
		}
	}
	for line := range strings.Lines(unitStarts) {
		fields := strings.Fields(line)
		if len(fields) > 0 && slices.ContainsFunc(fields[1:], func(start string) bool { return strings.HasPrefix(word, start) }) {
			return durationOf(fields[0])
		}
	}
	return 0
}

func durationOf(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}

package api_test

import (
	"testing"
	"time"

	"dialtone/api"
)

func TestParseWait(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"": 0, "Try again later": 0, "Wait 20 minutes.": 20 * time.Minute, "in 1 hour": time.Hour, "45s": 45 * time.Second,
		"1 hour 20 minutes": 80 * time.Minute, "1 hour and 20 minutes": 80 * time.Minute, "2 hrs": 2 * time.Hour, "3 days": 72 * time.Hour, "WAIT 5 MIN": 5 * time.Minute,
		"between 24 and 48 hours": 48 * time.Hour, "10 requests in 72 hours": 72 * time.Hour, "wait 3 000 seconds": 50 * time.Minute, "3,600 seconds": time.Hour,
		"3.600 Sekunden": time.Hour, "1,209,600 seconds": 14 * 24 * time.Hour, "1.5 hours": 90 * time.Minute, "1,5 horas": 90 * time.Minute,
		"six digits": 0, "6 digits": 0, "2 months": 0, "10 Mbit": 0, "error 133016": 0, "999999999999999999999 hours": 0,
		"100000 days": 0, "89 days 3 days": 89 * 24 * time.Hour, "24-hour lock": 24 * time.Hour, "2h-": 2 * time.Hour, "7": 0, "1 mins\u00e9": 0,
		"5 6s": 6 * time.Second, "5\tx7m": 7 * time.Minute, "3m20s": 200 * time.Second, "3m 20s": 200 * time.Second,
		"4\u00a0hours": 4 * time.Hour, "1 day 1 hour 1 minute 1 second": 25*time.Hour + 61*time.Second,
		"Wait 1 hour. You can try again in 1 hour.": time.Hour, "Up to 10 in 72 hours. Try again in 5 minutes.": 72 * time.Hour,
		"Wait an hour": time.Hour, "one hour": time.Hour, "a day": 24 * time.Hour, "Do not ask a second time": 0, "once a month": 0,
		"Aguarde 1 hora e 30 minutos": 90 * time.Minute, "Aguarde uma hora": time.Hour, "Espere 8 horas": 8 * time.Hour, "dentro de una hora": time.Hour,
		"Réessayez dans 2 heures": 2 * time.Hour, "Attendez une heure": time.Hour, "in 15 Minuten erneut": 15 * time.Minute, "in einer Stunde": time.Hour,
		"tra 3 ore": 3 * time.Hour, "Tunggu 30 menit": 30 * time.Minute, "dalam satu jam": time.Hour, "2 saat sonra": 2 * time.Hour, "Đợi 5 phút": 5 * time.Minute,
		"через 8 часов": 8 * time.Hour, "請在8小時後再試": 8 * time.Hour, "请等待 30 分钟": 30 * time.Minute, "一小時後": time.Hour, "兩個小時後再試": 2 * time.Hour,
		"1時間30分後": 90 * time.Minute, "8시간 후에 다시": 8 * time.Hour, "한 시간 후": time.Hour, "อีก 2 ชั่วโมง": 2 * time.Hour, "انتظر ٨ ساعات": 8 * time.Hour, "２４時間": 24 * time.Hour,
		"11月30日以降に再試行": 0, "11월 30일 이후": 0, "请在3时30分后再试": 0, "in half an hour": 30 * time.Minute, "em meia hora": 30 * time.Minute, "半小時後再試": 30 * time.Minute,
	} {
		if got := api.ParseWait(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func FuzzParseWait(f *testing.F) {
	f.Add("1 hour 20 minutes")
	f.Add("9223372036854775807 days 90 days 90 days")
	f.Fuzz(func(t *testing.T, text string) {
		if wait := api.ParseWait(text); wait < 0 || wait > 90*24*time.Hour {
			t.Errorf("%q: %s", text, wait)
		}
	})
}

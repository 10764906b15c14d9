//go:build unix

package e2e

import (
	"bytes"
	"context"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"dialtone/tui/words"
)

// verdictOf is a line of `dialtone check --json`, as a script reads it.
type verdictOf struct {
	Input    string
	Verdict  string
	Eligible bool
	Error    *struct {
		Reason     string
		Suggestion *string
	}
	Number *struct {
		E164         *string
		Country      *string
		LineType     string `json:"line_type"`
		SMS, Voice   string
		CodeMethod   string `json:"code_method"`
		CodeLanguage string `json:"code_language"`
	}
	Rules []struct {
		Rule, Outcome, Reason string
		Question              *string
	}
	Questions []string
}

func lineOf(t *testing.T, text string) verdictOf {
	t.Helper()
	var v verdictOf
	dataOf(t, text, &v)
	return v
}

func TestCheckJudgesNumbers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args                     string
		code                     int
		verdict, e164            string
		line, method, in, reason string // reason: of an error, or of the rule that is not met
		questions                string
	}{
		{"+852 5123 0100", 0, "eligible", "+85251230100", "mobile", "sms", "zh_HK", "", ""},
		{"+852 2123 4567", 0, "undecided", "+85221234567", "fixed", "voice", "zh_HK", "", "behind_ivr"},
		{"+1 631 555 1111", 0, "undecided", "+16315551111", "fixed_or_mobile", "ask", "en_US", "", "reach"},
		{"(800)555-0199 --country US", 0, "undecided", "+18005550199", "toll_free", "voice", "en_US", "", "behind_ivr"},
		{"+1 900 555 0199", 0, "undecided", "+19005550199", "premium", "voice", "en_US", "", "behind_ivr"},
		{"+86 400 810 1234", 0, "undecided", "+864008101234", "shared_cost", "none", "zh_CN", "", "reach behind_ivr"},
		{"+44 76 4012 3456", 3, "not_eligible", "+447640123456", "pager", "none", "en_GB", "receives_nothing", ""},
		{"999 --country GB", 3, "not_eligible", "", "short_code", "none", "en_GB", "is_short_code", ""},
		{"+55 11 98765-4321", 0, "eligible", "+5511987654321", "mobile", "sms", "pt_BR", "", ""},
		{"11 98765-4321 --country br", 0, "eligible", "+5511987654321", "mobile", "sms", "pt_BR", "", ""},
		{"+800 1234 5678", 0, "undecided", "+80012345678", "toll_free", "voice", "en_US", "", "number_right behind_ivr"},
		{"5123 0100", 3, "not_eligible", "", "", "", "", "no_country", ""},
		{"5123 0100 --country 852", 0, "eligible", "+85251230100", "mobile", "sms", "zh_HK", "", ""},
		{"--country HK 5123 0100", 0, "eligible", "+85251230100", "mobile", "sms", "zh_HK", "", ""},
		{"+852 5123", 3, "not_eligible", "", "", "", "", "too_short", ""},
		{"+1 212 555 26711", 3, "not_eligible", "", "", "", "", "too_long", ""},
		{"1-800-FLOWERS", 3, "not_eligible", "", "", "", "", "letters", ""},
		{"hello", 3, "not_eligible", "", "", "", "", "letters", ""},
		{"+1 212 555 2671 ext. 3", 3, "not_eligible", "", "", "", "", "extension", ""},
		{"-- -852 5123 0100", 3, "not_eligible", "", "", "", "", "no_country", ""},
	} {
		t.Run(tt.args, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"check", "--json"}, strings.Fields(tt.args)...)
			code, out, errs := run(t, nil, args...)
			if code != tt.code || errs != "" {
				t.Fatalf("code %d, want %d; stderr %q\n%s", code, tt.code, errs, out)
			}
			v := lineOf(t, out)
			if v.Verdict != tt.verdict || v.Eligible != (code == 0) || strings.Join(v.Questions, " ") != tt.questions {
				t.Errorf("want %+v, got %s", tt, out)
			}
			if v.Number == nil {
				if tt.line != "" || v.Error == nil || v.Error.Reason != tt.reason || len(v.Rules) > 0 {
					t.Errorf("want %+v, got %s", tt, out)
				}
				return
			}
			if (v.Number.E164 == nil) != (tt.e164 == "") || v.Number.E164 != nil && *v.Number.E164 != tt.e164 {
				t.Errorf("want %s, got %s", tt.e164, out)
			}
			if v.Number.LineType != tt.line || v.Number.CodeMethod != tt.method || v.Number.CodeLanguage != tt.in || v.Error != nil {
				t.Errorf("want %+v, got %s", tt, out)
			}
			wrong := ""
			for _, r := range slices.Backward(v.Rules) {
				if r.Outcome == "not_met" {
					wrong = r.Reason
				}
				if (r.Outcome == "to_be_asked") != (r.Question != nil) {
					t.Errorf("a rule is asked without a question, or the other way round: %s", out)
				}
			}
			if wrong != tt.reason {
				t.Errorf("the first rule that is not met says %q, want %q", wrong, tt.reason)
			}
		})
	}
}

// TestCheckTellsPeopleTheSame runs without --json: facts and rules, and a
// sentence for whatever is wrong.
func TestCheckTellsPeopleTheSame(t *testing.T) {
	t.Parallel()
	for args, want := range map[string][]string{
		"+852 5123 0100": {
			"+85251230100", "(HK)", say(t, "line.mobile"), "zh_HK", say(t, "rule.country"), "✓ " + say(t, "check.verdict.eligible"),
		},
		"+852 2123 4567":   {say(t, "line.fixed"), say(t, "check.method.voice"), say(t, "question.behind_ivr.ask")},
		"+44 76 4012 3456": {say(t, "line.pager"), say(t, "check.outcome.not_met"), say(t, "check.why.receives_nothing")},
		"999 --country GB": {say(t, "line.short_code"), say(t, "number.short_code")},
		"5123 0100":        {say(t, "number.no_country"), "--country"},
		"1-800-FLOWERS":    {"1-800-FLOWERS", say(t, "number.letters")},
		"+852 1":           {"+852 1", say(t, "number.too_short")},
		"2671 x5":          {say(t, "number.extension"), "+852 9123 4567"},
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			_, machine, _ := run(t, nil, append([]string{"check", "--json"}, strings.Fields(args)...)...)
			code, out, errs := run(t, nil, append([]string{"check"}, strings.Fields(args)...)...)
			if (code == 0) != lineOf(t, machine).Eligible || code != 0 && code != 3 || errs != "" {
				t.Errorf("code %d, stderr %q", code, errs)
			}
			for _, w := range want {
				if !folded(w).MatchString(out) {
					t.Errorf("no %q in\n%s", w, out)
				}
			}
			if strings.ContainsAny(out, "\x1b[") {
				t.Errorf("not plain text: %q", out)
			}
		})
	}
}

// TestCheckOfNothing: an empty word is no number; no word at all is no command.
func TestCheckOfNothing(t *testing.T) {
	t.Parallel()
	code, out, errs := run(t, nil, "check", "")
	if code != 3 || errs != "" || !folded(say(t, "number.empty")).MatchString(out) {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
	code, out, _ = run(t, nil, "check", " ", "--json")
	if v := lineOf(t, out); code != 3 || v.Error == nil || v.Error.Reason != "empty" {
		t.Errorf("code %d\n%s", code, out)
	}
	wantRefused(t, say(t, "check.usage.no_number"), nil, "check")
	wantFault(t, say(t, "check.usage.no_number"), 2, nil, "check", "--json")
	wantRefused(t, say(t, "check.usage.no_lines"), nil, "check", "-")
}

// TestCheckSuggests: where the number shows through what is wrong with it, it is
// said.
func TestCheckSuggests(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{"+1 800 FLOWERS": "+18003569377", "+1 212 555 2671 ext. 3": "+12125552671"} {
		_, out, _ := run(t, nil, "check", "--json", number)
		if v := lineOf(t, out); v.Eligible || v.Error == nil || v.Error.Suggestion == nil || *v.Error.Suggestion != want {
			t.Errorf("%q: no %s in %s", number, want, out)
		}
		if code, out, _ := run(t, nil, "check", number); code != 3 || !strings.Contains(out, want) {
			t.Errorf("%q: code %d, no %s in\n%s", number, code, want, out)
		}
	}
}

func TestCheckRefusesWrongUsage(t *testing.T) {
	t.Parallel()
	try := say(t, "cmd.try_help", "Command", "dialtone check")
	wantRefused(t, try, nil, "check", "--no-such-flag", "+852 5123 0100")
	wantRefused(t, try, nil, "check", "+852 5123 0100", "-x")
	wantRefused(t, say(t, "usage.example", "Example", "--country HK"), nil, "check", "+852 5123 0100", "--country")
	for _, country := range []string{"XX", "HKG", "999", "Hong Kong"} {
		wantRefused(t, say(t, "check.usage.country", "Value", country), nil, "check", "5123 0100", "--country", country)
	}
	wantRefused(t, say(t, "check.usage.minus"), nil, "check", "-852", "5123", "0100")
	wantFault(t, say(t, "check.usage.minus"), 2, nil, "check", "--json", "-5123 0100")
}

// TestCheckSchemaIsStable: scripts rely on the fields, in whatever way a number
// turns out.
func TestCheckSchemaIsStable(t *testing.T) {
	t.Parallel()
	fields := func(v any) string { return strings.Join(slices.Sorted(maps.Keys(v.(map[string]any))), " ") }
	for _, number := range []string{"+852 5123 0100", "999", "+44 76 4012 3456", "12", "", "+800 1234 5678", "+1 555 010 9999"} {
		_, out, _ := run(t, nil, "check", number, "--json", "--country", "GB", "--lang", "zh-HK")
		var all map[string]any
		dataOf(t, out, &all)
		if got := fields(all); got != "eligible error input number questions rules verdict" {
			t.Errorf("%q has the fields %s", number, got)
		}
		if all["input"] != number {
			t.Errorf("%q is echoed as %q", number, all["input"])
		}
		if (all["error"] == nil) == (all["number"] == nil) {
			t.Errorf("%q has a number and an error, or neither: %s", number, out)
		}
		if all["error"] != nil && fields(all["error"]) != "reason suggestion" {
			t.Errorf("%q: an error has the fields %s", number, fields(all["error"]))
		}
		const form = "calling_code code_language code_method country e164 hint international line_type listed national sms voice wa_id_may_be"
		if all["number"] != nil && fields(all["number"]) != form {
			t.Errorf("%q: a number has the fields %s", number, fields(all["number"]))
		}
		var rules []string
		for _, r := range all["rules"].([]any) {
			if fields(r) != "outcome question reason rule" {
				t.Errorf("%q: a rule has the fields %s", number, fields(r))
			}
			rules = append(rules, r.(map[string]any)["rule"].(string))
		}
		if got := strings.Join(rules, " "); all["number"] != nil && got != "country short_code reach ivr test_number" {
			t.Errorf("%q has the rules %s", number, got)
		}
		if strings.IndexFunc(out, func(r rune) bool { return r > '~' }) >= 0 {
			t.Errorf("%q: a sentence is among the codes: %s", number, out)
		}
	}
}

// runWith runs the program with something on standard input.
func runWith(t *testing.T, stdin string, args ...string) (code int, stdout string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, dialtone(t), args...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"HOME=" + cmd.Dir, "LANG=C.UTF-8"}
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // the code tells
	if errs.Len() > 0 {
		t.Errorf("stderr: %s", errs.String())
	}
	return cmd.ProcessState.ExitCode(), out.String()
}

func TestCheckReadsLines(t *testing.T) {
	t.Parallel()
	endless := strings.Repeat("5", 1<<20)
	const list = "\ufeff+852 5123 0100\r\n\n   \n5123 0100\n"
	code, out := runWith(t, list, "check", "-", "--json", "--country", "HK")
	if code != 0 || strings.Count(out, "\n") != 2 || strings.Count(out, `"+85251230100"`) != 2 || !strings.HasPrefix(out, `{"data":{"input":"+852 5123 0100",`) {
		t.Errorf("code %d\n%s", code, out)
	}
	code, out = runWith(t, list+endless+"\n+44 76 4012 3456", "check", "-", "--json", "--country", "HK")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 3 || len(lines) != 4 || len(out) > 1<<14 || lineOf(t, lines[2]+"\n").Error.Reason != "too_long" || lineOf(t, lines[3]+"\n").Number == nil {
		t.Errorf("code %d, %d lines, %d bytes", code, len(lines), len(out))
	}
	code, out = runWith(t, list, "check", "-")
	if blocks := strings.Split(out, "\n\n"); code != 3 || len(blocks) != 5 { // facts, rules and verdict; text and verdict
		t.Errorf("code %d, %d blocks\n%s", code, len(blocks), out)
	}
}

// TestCheckInATerminal: a narrow window is filled and not overrun, and looks
// come without a question to the terminal.
func TestCheckInATerminal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tag    string
		env    []string
		styled bool
	}{
		{"en", nil, true}, {"zh-Hant-HK", nil, true}, {"en", []string{"NO_COLOR=1"}, false}, {"en", []string{"TERM=dumb"}, false},
	} {
		t.Run(tt.tag+strings.Join(tt.env, ""), func(t *testing.T) {
			t.Parallel()
			w := words.Load(tt.tag)
			term := start(t, Options{Cols: 60, Rows: 30, Env: tt.env, Limit: patience}, dialtone(t), "check", "--lang", tt.tag, "+86", "400", "810", "1234")
			wantExit(t, term, 0)
			shown := term.Screen()
			for _, sentence := range []string{w.Say("check.label.country"), w.Say("line.shared_cost"), w.Say("question.behind_ivr.ask")} {
				if squeezed := strings.Join(strings.Fields(shown), ""); !strings.Contains(squeezed, strings.Join(strings.Fields(sentence), "")) {
					t.Errorf("no %q in\n%s", sentence, shown)
				}
			}
			out := term.Bytes()
			if bytes.Contains(out, []byte("\x1b[")) != tt.styled || bytes.Contains(out, []byte("\x1b]")) || bytes.Contains(out, []byte("\x1b[?")) {
				t.Errorf("the terminal was told %q", out)
			}
			// Nothing is folded by the terminal itself: as many rows as lines.
			if rows, lines := strings.Count(strings.TrimRight(shown, " \n"), "\n")+1, bytes.Count(out, []byte("\n")); rows != lines {
				t.Errorf("%d lines take %d rows:\n%s", lines, rows, shown)
			}
		})
	}
}

func TestCheckCompletesCountries(t *testing.T) {
	t.Parallel()
	code, out, _ := run(t, nil, "__complete", "check", "--country", "")
	if code != 0 || !strings.Contains(out, "HK\t") || !strings.Contains(out, "BR\tBrazil") {
		t.Errorf("code %d\n%s", code, out)
	}
	if _, out, _ := run(t, nil, "check", "--help"); !folded(say(t, "cmd.check.long")).MatchString(out) || !strings.Contains(out, "--country") {
		t.Errorf("the help lacks something:\n%s", out)
	}
	if _, out, _ := run(t, nil, "man"); !strings.Contains(out, "dialtone check NUMBER") {
		t.Errorf("the man page lacks the command:\n%s", out)
	}
}

package cli

import (
	"strings"
	"testing"
)

// TestColours: one place decides, for the wizard and for what is printed.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		flag, env string
		want      colour
	}{
		{"", "", colourAuto},
		{"true", "FORCE_COLOR=1 CLICOLOR_FORCE=1", colourOff},
		{"false", "NO_COLOR=1 TERM=dumb CLICOLOR=0", colourAuto},
		{"", "NO_COLOR=1", colourOff},
		{"", "NO_COLOR=0", colourOff}, // any value
		{"", "NO_COLOR=", colourAuto},
		{"", "NO_COLOR=1 FORCE_COLOR=1 CLICOLOR_FORCE=1", colourOff},
		{"", "FORCE_COLOR=1", colourOn},
		{"", "FORCE_COLOR=3", colourOn},
		{"", "FORCE_COLOR=true TERM=dumb", colourOn},
		{"", "FORCE_COLOR=0", colourOff},
		{"", "FORCE_COLOR=False CLICOLOR_FORCE=1", colourOff},
		{"", "FORCE_COLOR=", colourAuto},
		{"", "CLICOLOR_FORCE=1 CLICOLOR=0", colourOn},
		{"", "CLICOLOR_FORCE=0", colourAuto},
		{"", "CLICOLOR=0", colourOff},
		{"", "CLICOLOR=1", colourAuto},
		{"", "TERM=dumb", colourOff},
		{"", "TERM=xterm-256color COLORTERM=truecolor", colourAuto},
	} {
		env := map[string]string{}
		for _, e := range strings.Fields(c.env) {
			name, value, _ := strings.Cut(e, "=")
			env[name] = value
		}
		if got := colourOf(c.flag, env); got != c.want {
			t.Errorf("flag %q, %s: %d, want %d", c.flag, c.env, got, c.want)
		}
	}
}

// TestColoursOfWhatIsPrinted into a pipe, by every command that prints for people.
func TestColoursOfWhatIsPrinted(t *testing.T) {
	for _, line := range []string{"check +85291234567", "recipient +85291234567", "doctor --sandbox --journal off", "--help", "check --help", "help doctor"} {
		for _, c := range []struct {
			env  string
			flag string
			want bool
		}{
			{"X=", "", false}, {"FORCE_COLOR=1", "", true}, {"CLICOLOR_FORCE=1", "", true}, {"FORCE_COLOR=1", "--no-color", false},
			{"DIALTONE_NO_COLOR=1", "", false}, {"FORCE_COLOR=0", "", false},
		} {
			args := append(strings.Fields(line), strings.Fields(c.flag)...)
			r := execute(t, "", []string{"NO_COLOR=", c.env}, args...)
			if got := strings.Contains(r.text, "\x1b["); got != c.want || r.code != 0 {
				t.Errorf("%s %q: colours %v, code %d", c.env, args, got, r.code)
			}
		}
	}
	r := execute(t, "", []string{"NO_COLOR=", "FORCE_COLOR=1", "DIALTONE_NO_COLOR=1"}, "check", "+85291234567")
	if strings.Contains(r.text, "\x1b[") {
		t.Error("Dialtone's own variable is not heard")
	}
}

// TestEveryCommandTakesNoColor, and a variable that is no yes or no is refused.
func TestEveryCommandTakesNoColor(t *testing.T) {
	t.Parallel()
	for _, c := range spoken(t, "en").root().Commands() {
		if c.Flag("no-color") == nil {
			t.Errorf("%s does not", c.Name())
		}
	}
	if r := execute(t, "", []string{"DIALTONE_NO_COLOR=perhaps"}, "check", "+85291234567"); r.code != exitUsage {
		t.Errorf("it ends with %d: %s", r.code, r.text)
	}
}

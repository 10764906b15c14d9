package cli

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/assets"
)

// TestUsageErrors gives command lines that cannot be carried out. Each is refused in two
// lines: what was wrong, and what to write instead.
func TestUsageErrors(t *testing.T) {
	for line, want := range map[string]string{
		"--acount 5":                           "dialtone has no flag --acount.\nDid you mean: --account",
		"doctor --acc 5":                       "dialtone doctor has no flag --acc.\nDid you mean: --account",
		"-account 5":                           "dialtone has no flag -account.\nDid you mean: --account",
		"--nope":                               "dialtone has no flag --nope.\nTry: dialtone --help",
		"-x":                                   "dialtone has no flag -x.\nTry: dialtone --help",
		"check -x 5":                           "dialtone check has no flag -x.\nTry: dialtone check --help",
		"--=x":                                 "“--=x” isn't written like a flag, such as --account or -h.\nTry: dialtone --help",
		"numers":                               "dialtone has no command “numers”.\nDid you mean: dialtone numbers",
		"Docter":                               "dialtone has no command “Docter”.\nDid you mean: dialtone doctor",
		"unregister":                           "dialtone has no command “unregister”.\nDid you mean: dialtone deregister",
		"nope":                                 "dialtone has no command “nope”.\nTry: dialtone --help",
		"+85291234567":                         "dialtone has no command “•••• 4567”.\nDid you mean: dialtone check",
		"history forgt x":                      "dialtone history has no command “forgt”.\nDid you mean: dialtone history forget",
		"history nope":                         "dialtone history has no command “nope”.\nTry: dialtone history --help",
		"history forget":                       "Something is missing after dialtone history forget.\nWrite: dialtone history forget ID [flags]",
		"history forget a b":                   "“b” is a word too many.\nWrite: dialtone history forget ID [flags]",
		"resume a b":                           "“b” is a word too many.\nWrite: dialtone resume [ID] [flags]",
		"doctor x":                             "“x” is a word too many.\nWrite: dialtone doctor [flags]",
		"pin 123456":                           "“••••••” is a word too many.\nWrite: dialtone pin [flags]",
		"pin 123-456":                          "“••••••” is a word too many.\nWrite: dialtone pin [flags]",
		"man 0123456789abcdef0123456789ABCDEF": "“••••••” is a word too many.\nWrite: dialtone man [flags]",
		"flows pim":                            "dialtone flows doesn't take “pim”.\nDid you mean: dialtone flows pin",
		"flows pin name":                       "“name” is a word too many.\nWrite: dialtone flows [JOB] [flags]",
		"--timeout soon":                       "--timeout doesn't take “soon”.\nExample: --timeout 30s",
		"--timeout":                            "--timeout needs a value.\nExample: --timeout 30s",
		"sandbox --scenario":                   "--scenario needs a value.\nExample: --scenario clean-mobile",
		"check 5 --country":                    "--country needs a value.\nExample: --country HK",
		"history --count x":                    "--count doesn't take “x”.\nExample: --count 50",
		"--sandbox=perhaps":                    "--sandbox doesn't take “perhaps”. It takes: true, false.\nExample: --sandbox=false",
		"sandbox --scenario clean-mobil":       "--scenario doesn't take “clean-mobil”.\nDid you mean: --scenario clean-mobile",
		"numbers --mode LVE":                   "--mode doesn't take “LVE”. It takes: LIVE, SANDBOX.\nDid you mean: --mode LIVE",
		"numbers --sort odlest":                "--sort doesn't take “odlest”. It takes: newest, oldest.\nDid you mean: --sort oldest",
		"--method vioce":                       "--method doesn't take “vioce”. It takes: SMS, VOICE.\nDid you mean: --method VOICE",
		"--method fax":                         "--method doesn't take “fax”. It takes: SMS, VOICE.\nExample: --method SMS",
		"--region swizerland":                  "--region doesn't take “swizerland”.\nDid you mean: --region CH",
		"region --region nostorage":            "--region doesn't take “nostorage”.\nDid you mean: --region no-storage",
		"--code-language en-us":                "--code-language doesn't take “en-us”.\nDid you mean: --code-language en_US",
		"--lang zh-Hant-H":                     "--lang doesn't take “zh-Hant-H”. It takes: en, zh-Hant-HK.\nDid you mean: --lang zh-Hant-HK",
		"check 5 --country DEU":                "such as 852, not “DEU”.\nDid you mean: --country DE",
		"check 5 --country Germny":             "such as 852, not “Germny”.\nDid you mean: --country DE",
		"--pin 123456":                         "--pin: no flag takes a secret",
		"--token x":                            "--token: no flag takes a secret",
	} {
		r := execute(t, "", nil, strings.Fields(line)...)
		if r.code != exitUsage || !strings.Contains(r.text, want) || strings.Count(r.text, "\n") != 2 {
			t.Errorf("%q ends with %d:\n%s\nwant:\n%s", line, r.code, r.text, want)
		}
	}
}

// TestACommandThatOnlyHoldsOthers takes no other word, and shows its help by itself.
func TestACommandThatOnlyHoldsOthers(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	holds := &cobra.Command{Use: "token"}
	holds.AddCommand(&cobra.Command{Use: "status", Run: func(*cobra.Command, []string) {}})
	p.ownArgs(holds)
	err := holds.Args(holds, []string{"statsu"})
	var usage *usageError
	if !errors.As(err, &usage) || usage.text != "token has no command “statsu”." || usage.next != "Did you mean: token status" || holds.RunE == nil {
		t.Errorf("it says %+v", err)
	}
}

// TestUsageErrorsOfVariables name the variable and not the flag.
func TestUsageErrorsOfVariables(t *testing.T) {
	for variable, want := range map[string]string{
		"DIALTONE_TIMEOUT=soon":          "DIALTONE_TIMEOUT doesn't take “soon”.\nExample: DIALTONE_TIMEOUT=30s",
		"DIALTONE_SANDBOX=perhaps":       "DIALTONE_SANDBOX doesn't take “perhaps”. It takes: true, false.\nExample: DIALTONE_SANDBOX=false",
		"DIALTONE_SCENARIO=clean_mobile": "DIALTONE_SCENARIO doesn't take “clean_mobile”.\nDid you mean: DIALTONE_SCENARIO=clean-mobile",
	} {
		if r := execute(t, "", []string{variable}, "doctor"); r.code != exitUsage || !strings.Contains(r.text, want) {
			t.Errorf("%s ends with %d: %s", variable, r.code, r.text)
		}
	}
}

// TestUsageErrorsInOneLanguage: nothing that the command library says in English is in
// another language's sentences.
func TestUsageErrorsInOneLanguage(t *testing.T) {
	english := regexp.MustCompile(`[a-z]+ [a-z]+ [a-z]+`)
	for _, line := range []string{
		"--nope", "--acount 5", "-x", "nope", "--timeout soon", "--timeout", "--sandbox=perhaps", "--=x", "check 5 --country", "check -x 5", "doctor x",
		"flows nope", "flows pin name", "history nope", "history forget", "history forget a b", "history --count x", "resume a b",
		"sandbox --scenario", "completion bash x", "completion nope", "man x", "pin x", "help nope", "help history nope", "--pin 123456",
		"--region XX", "--method fax", "--lang fr",
	} {
		for _, l := range assets.Locales()[1:] {
			r := execute(t, "", nil, append([]string{"--lang=" + l.Tag}, strings.Fields(line)...)...)
			if r.code != exitUsage || english.MatchString(strings.ReplaceAll(r.text, "dialtone ", "")) {
				t.Errorf("%s, %q ends with %d: %s", l.Tag, line, r.code, r.text)
			}
		}
	}
}

// TestValuesAreTakenInAnyCase, and are handed on as Meta writes them.
func TestValuesAreTakenInAnyCase(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	root := p.root()
	for flag, typed := range map[string]string{"region": " ch", "method": "voice", "code-language": "EN_us", "scenario": "Clean-Mobile"} {
		if err := root.Flags().Set(flag, typed); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.checkValues(root); err != nil {
		t.Fatal(err)
	}
	for flag, want := range map[string]string{"region": "CH", "method": "VOICE", "code-language": "en_US", "scenario": "clean-mobile"} {
		if got := root.Flag(flag).Value.String(); got != want {
			t.Errorf("--%s is %q, want %q", flag, got, want)
		}
	}
}

// TestEveryFlagHasAForm, with an example that the flag takes.
func TestEveryFlagHasAForm(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !takesValue(f) || f.Name == "help" {
				return
			}
			form := p.formOf(c, f.Name)
			if form.example == "" {
				t.Errorf("%s: formOf has no line for --%s", c.CommandPath(), f.Name)
			} else if err := c.Flags().Set(f.Name, form.example); err != nil {
				t.Error(err)
			}
		})
		if err := p.checkValues(c); err != nil {
			t.Errorf("%s: %v", c.CommandPath(), err)
		}
		for _, below := range c.Commands() {
			look(below)
		}
	}
	look(p.root())
}

func TestNearest(t *testing.T) {
	t.Parallel()
	all := []candidate{{"numbers", []string{"list"}}, {"name", nil}, {"pin", nil}, {"clean-mobile", nil}, {"CH", []string{"Switzerland"}}, {"zh_HK", []string{"中文（香港）"}}}
	for typed, want := range map[string]string{
		"numers": "numbers", "nubmers": "numbers", "NUMBERS": "numbers", "num": "numbers", "lst": "numbers", "nope": "", "pni": "pin", "pan": "pin", "p": "", "": "",
		"clean-mobil": "clean-mobile", "clean_mobile": "clean-mobile", "mobile": "", "XX": "", "CX": "", "ch": "CH", " ch ": "CH", "switz": "CH",
		"中文（香港": "zh_HK", "中文": "zh_HK",
	} {
		if got := nearest(typed, all); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

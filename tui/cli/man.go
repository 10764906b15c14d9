package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manCommand prints the manual page.
func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: p.describe("cmd.man.short"), Hidden: true, Args: cobra.NoArgs, Example: "dialtone man > dialtone.1",
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := io.WriteString(p.out, p.manual(c.Root()))
			return err
		},
	}
}

// manual is the manual page. It says the same as help, of all commands at once.
func (p *program) manual(root *cobra.Command) string {
	m := &manual{program: p, root: root}
	fmt.Fprintf(&m.b, ".TH %s 1 \"\" %q\n.nh\n.ad l\n", strings.ToUpper(root.Name()), roff(root.Name()))
	m.heading("cmd.man.name")
	m.text(root.Name()+" - "+root.Short, ".PP")
	m.heading("cmd.man.synopsis")
	m.plain(usageLines(root))
	m.heading("cmd.man.about")
	m.text(root.Long, ".PP")
	m.heading("cmd.man.options")
	m.rows(p.flagRows(root, root.LocalFlags()))
	m.heading("cmd.man.commands")
	for _, g := range root.Groups() {
		fmt.Fprintf(&m.b, ".SS %s\n", roff(g.Title))
		for _, c := range root.Commands() {
			if c.GroupID == g.ID {
				m.command(c)
			}
		}
	}
	m.heading("cmd.man.exit")
	m.rows(p.exitRows())
	m.heading("cmd.man.environment")
	m.rows(append(p.variableRows(), m.flagVariables()...))
	m.heading("cmd.man.files")
	m.rows(p.fileRows())
	m.heading("cmd.man.examples")
	m.examples(root)
	return m.b.String()
}

// manual writes a page in the language of man(7).
type manual struct {
	*program
	root *cobra.Command
	b    strings.Builder
}

func (m *manual) heading(key string) { fmt.Fprintf(&m.b, ".SH %s\n", roff(m.words.Say(key))) }

// text writes paragraphs; between says how two are set apart.
func (m *manual) text(text, between string) {
	m.b.WriteString(strings.ReplaceAll(roff(strings.TrimSpace(text)), "\n\n", "\n"+between+"\n") + "\n")
}

// plain writes lines as they are.
func (m *manual) plain(lines []string) {
	fmt.Fprintf(&m.b, ".nf\n%s\n.fi\n", roff(strings.Join(lines, "\n")))
}

// rows writes names, each with what it means below it.
func (m *manual) rows(rows [][2]string) {
	for _, r := range rows {
		m.tagged(r[0], r[1])
	}
}

func (m *manual) tagged(name, text string) {
	fmt.Fprintf(&m.b, ".TP\n\\fB%s\\fR\n", roff(strings.TrimSpace(name)))
	m.text(text, ".IP")
}

// command writes a command, and those below it: what it does, its own flags, and the
// names of those that it has in common with the root.
func (m *manual) command(c *cobra.Command) {
	if !c.IsAvailableCommand() && c.Name() != "help" {
		return
	}
	m.tagged(strings.TrimSuffix(c.UseLine(), " [flags]"), cmp.Or(c.Long, c.Short))
	own, common := pflag.NewFlagSet("", pflag.ContinueOnError), []string(nil)
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		switch known := m.root.Flags().Lookup(f.Name); {
		case f.Hidden || f.Name == "help":
		case known != nil && known.Usage == f.Usage:
			common = append(common, "--"+f.Name)
		default:
			own.AddFlag(f)
		}
	})
	m.b.WriteString(".RS\n")
	m.rows(m.flagRows(c, own))
	for _, part := range m.valueSections(c) {
		m.tagged(part.heading, "")
		m.b.WriteString(".RS\n")
		m.rows(part.rows)
		m.b.WriteString(".RE\n")
	}
	if len(common) > 0 {
		m.b.WriteString(".PP\n")
		m.text(m.words.Say("cmd.man.also", "Flags", strings.Join(common, ", ")), ".PP")
	}
	m.b.WriteString(".RE\n")
	for _, below := range c.Commands() {
		m.command(below)
	}
}

// flagVariables are the variables that stand for flags.
func (m *manual) flagVariables() [][2]string {
	var rows [][2]string
	for _, flag := range variables() {
		rows = append(rows, [2]string{variable(flag), m.words.Say("cmd.man.variable", "Flag", "--"+flag)})
	}
	return rows
}

// examples writes those of a command and of all below it.
func (m *manual) examples(c *cobra.Command) {
	if lines := examples(c); lines != nil && (c.IsAvailableCommand() || !c.HasParent()) {
		m.b.WriteString(".PP\n")
		m.plain(lines)
	}
	for _, below := range c.Commands() {
		m.examples(below)
	}
}

// roff writes a text so that man(7) takes none of it for a request, keeps hyphens apart
// from dashes, and can break lines of Chinese, which has no blanks.
func roff(text string) string {
	const canBreak = `\:`
	var b strings.Builder
	before := '\n'
	for _, r := range text {
		wide := before >= firstWide || r >= firstWide
		if wide && before != '\n' && !unicode.In(r, unicode.Po, unicode.Pe, unicode.Pf) && !unicode.In(before, unicode.Ps, unicode.Pi) {
			b.WriteString(canBreak)
		}
		switch {
		case before == '\n' && (r == '.' || r == '\''):
			b.WriteString(`\&` + string(r))
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// firstWide is where the scripts without blanks begin.
const firstWide = '\u2e80'

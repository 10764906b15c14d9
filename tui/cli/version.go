package cli

import (
	"cmp"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"dialtone/tui/bubble"
)

// build is what the Go toolchain wrote into the program about itself. Scripts read it:
// fields are added and never renamed, and null is what it did not write.
type build struct {
	Version *string `json:"version"`
	Commit  *string `json:"commit"` // "+dirty" stands behind it where files were changed since
	Date    *string `json:"date"`   // of the commit
	Go      string  `json:"go"`
	System  string  `json:"system"`
}

// thisBuild reads what is known of the program that runs.
func thisBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return buildOf(info)
}

func buildOf(info *debug.BuildInfo) build {
	b := build{Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info.Main.Version != "(devel)" {
		b.Version = orNull(info.Main.Version)
	}
	var commit, dirty string
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.time":
			b.Date = orNull(s.Value)
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+dirty"
			}
		}
	}
	if commit != "" {
		b.Commit = orNull(commit + dirty)
	}
	return b
}

// versionText tells people which program this is. The first line is the same in every
// language, since scripts read it as well.
func (p *program) versionText(b build) string {
	rows := [][2]string{
		{p.words.Say("cmd.version.commit"), said(b.Commit)}, {p.words.Say("cmd.version.date"), said(b.Date)},
		{"Go", b.Go}, {p.words.Say("cmd.version.system"), b.System},
	}
	var text strings.Builder
	text.WriteString("dialtone version " + cmp.Or(said(b.Version), p.words.Say("cmd.version.unknown")) + "\n")
	widest := 0
	for _, r := range rows {
		widest = max(widest, ansi.StringWidth(r[0]))
	}
	for _, r := range rows {
		if r[1] != "" {
			text.WriteString(bubble.Pad(r[0], widest) + "  " + r[1] + "\n")
		}
	}
	return text.String()
}

// name names the build in one word; by its commit where it has no version.
func (b build) name() string {
	const short = 12
	commit := said(b.Commit)
	return cmp.Or(said(b.Version), commit[:min(short, len(commit))], "unknown")
}

// said is a text, or "" where nothing is known.
func said(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func (p *program) printVersion() error {
	_, err := io.WriteString(p.out, p.versionText(thisBuild()))
	return err
}

// versionCommand prints what --version prints, or the same for scripts.
func (p *program) versionCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "version", Short: p.describe("cmd.version.short"), Example: "dialtone version\ndialtone version --json",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if p.json.asked {
				return p.json.data(thisBuild())
			}
			return p.printVersion()
		},
	}
	p.jsonFlag(c, p.describe("flag.version_json"))
	return c
}

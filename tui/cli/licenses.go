package cli

import (
	"github.com/spf13/cobra"

	"dialtone/assets"
)

// licensesCommand prints the notices of what is linked into the program.
func (p *program) licensesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "licenses", Aliases: []string{"licences"}, Short: p.describe("cmd.licenses.short"),
		Example: "dialtone licenses | less", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			text, err := assets.Notices()
			if err != nil {
				return err
			}
			_, err = p.stdout.Write(text)
			return err
		},
	}
}

// Dialtone brings a customer's phone number onto the WhatsApp Business Platform.
package main

import (
	"os"

	"dialtone/tui/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)) }

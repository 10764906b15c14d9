// Package e2e drives a built program the way a person does: in a real
// pseudo-terminal, with an emulator behind it that answers the terminal's
// questions and shows what is on the screen.
//
// A test builds the program once, starts it, and then presses, waits and
// looks:
//
//	term, err := e2e.Start(t.Context(), e2e.Options{Cols: 100, Rows: 30, Dir: t.TempDir()}, bin, "--sandbox")
//	...
//	defer term.Close()
//	err = term.Wait("Connect")
//	term.Press("down", "enter")
//
// The driver needs a Unix system; elsewhere the package is empty.
package e2e

//go:build !linux

package cli

// code is what of the program's file is mapped into memory. Elsewhere the system
// is left alone with it.
type code struct{}

func mappedCode() code { return code{} }

func (code) release() {}

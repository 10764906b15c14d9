//go:build unix

package e2e

import (
	"errors"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
)

// Build builds dialtone into dir and returns the path of the program. It must
// run inside the module, as every test does.
func Build(dir string) (string, error) { return BuildPackage(dir, "dialtone") }

// BuildPackage builds the program of a package, named by its import path, into
// dir. The flags are those of go build.
func BuildPackage(dir, pkg string, flags ...string) (string, error) {
	out, err := filepath.Abs(filepath.Join(dir, path.Base(pkg)))
	if err != nil {
		return "", fmt.Errorf("build %s: %w", pkg, err)
	}
	args := append([]string{"build", "-o", out}, flags...)
	said, err := exec.Command("go", append(args, pkg)...).CombinedOutput()
	if err != nil {
		return "", errors.Join(fmt.Errorf("build %s: %w", pkg, err), errors.New(string(said)))
	}
	return out, nil
}

package assets_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dialtone/assets"
)

var update = flag.Bool("update", false, "write notices.txt anew")

// shipped are the systems that Dialtone is built for.
func shipped() (all []string) {
	for _, system := range []string{"linux", "darwin", "windows"} {
		all = append(all, system+"/amd64", system+"/arm64")
	}
	return all
}

// notice is a text that has to go along with what it belongs to.
type notice struct{ owner, text string }

// TestNotices holds notices.txt against what is linked on any of the systems. What has no
// notice may not be shipped.
func TestNotices(t *testing.T) {
	t.Parallel()
	packages := linked(t)
	want := composed(noticesOf(t, packages))
	owners := []string{"Go and its standard library", dataOfUnicode, dataOfNumbers, "modernc.org/sqlite (LICENSE-SQLITE)"}
	for _, p := range packages {
		if p.module != "" {
			owners = append(owners, p.module)
		}
	}
	for _, owner := range slices.Compact(owners) {
		if !bytes.Contains(want, []byte("\n  "+owner+"\n")) {
			t.Errorf("%s has no notice", owner)
		}
	}
	if *update {
		if err := os.WriteFile("notices.txt", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := assets.Notices(); err != nil || !bytes.Equal(got, want) {
		t.Errorf("notices.txt is not what is linked (%v): run go test ./assets -run TestNotices -update, and read what changed", err)
	}
}

// Data that others made, and that no module brings a notice for.
const (
	dataOfUnicode = "Unicode, whose data is in Go, golang.org/x/text and others"
	dataOfNumbers = "libphonenumber, whose metadata is in github.com/nyaruka/phonenumbers"
)

// linkedPackage is a package that is part of the program on some system.
type linkedPackage struct{ module, root, folder string } // without a module it is Go's own

// linked lists the packages of others that are linked on any of the systems.
func linked(t *testing.T) []linkedPackage {
	t.Helper()
	var all []linkedPackage
	sources := filepath.Join(goroot(t), "src")
	for _, s := range shipped() {
		system, processor, _ := strings.Cut(s, "/")
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{else}}ours\t{{end}}{{else}}\t{{end}}\t{{.Dir}}", "dialtone")
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
		var stderr strings.Builder
		list.Stderr = &stderr
		out, err := list.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, &stderr)
		}
		for line := range strings.Lines(string(out)) {
			part := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if part[0] != "ours" {
				all = append(all, linkedPackage{part[0], cmp.Or(part[1], sources), part[2]})
			}
		}
	}
	slices.SortFunc(all, func(a, b linkedPackage) int {
		return cmp.Or(cmp.Compare(a.module, b.module), cmp.Compare(a.folder, b.folder))
	})
	return slices.Compact(all)
}

// goroot is where the sources of Go are.
func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// isNotice matches the names of files that hold what has to be passed on.
var isNotice = regexp.MustCompile(`(?i)^(?:licen[cs]e|copying|notice|copyright|patents|unlicense)(?:[.\-_][a-z0-9.\-_]*)?$`)

// noticesOf reads the notices of packages: those in their folders and in the folders above,
// up to the module's own. Those of data, which no folder has, are added.
func noticesOf(t *testing.T, packages []linkedPackage) []notice {
	t.Helper()
	read := func(file string) string {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	goroot := goroot(t)
	all := []notice{
		{"Go and its standard library", read(filepath.Join(goroot, "LICENSE"))},
		{"Go and its standard library (PATENTS)", read(filepath.Join(goroot, "PATENTS"))},
		{dataOfUnicode, read("testdata/unicode.txt")},
	}
	seen := map[string]bool{}
	for _, p := range packages {
		for folder := p.folder; len(folder) >= len(p.root); folder = filepath.Dir(folder) {
			if seen[folder] || strings.HasSuffix(filepath.ToSlash(folder), "crypto/internal/boring") { // BoringCrypto itself is not linked
				continue
			}
			seen[folder] = true
			files, err := os.ReadDir(folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if f.IsDir() || !isNotice.MatchString(f.Name()) || strings.HasSuffix(f.Name(), ".go") {
					continue
				}
				below, err := filepath.Rel(p.root, filepath.Join(folder, f.Name()))
				if err != nil {
					t.Fatal(err)
				}
				owner := cmp.Or(p.module, "Go and its standard library")
				if plain := strings.TrimSuffix(below, filepath.Ext(below)); plain != "LICENSE" && plain != "COPYING" {
					owner += " (" + filepath.ToSlash(below) + ")"
				}
				text := read(filepath.Join(folder, f.Name()))
				all = append(all, notice{owner, text})
				if p.module == "github.com/spf13/cobra" { // the Apache licence and nothing else
					all = append(all, notice{dataOfNumbers, "Copyright (C) The Libphonenumber Authors\n\n" + text})
				}
			}
		}
	}
	return all
}

// composed sets the notices one below the other, equal ones once.
func composed(all []notice) []byte {
	owners := map[string][]string{}
	var texts []string
	for _, n := range all {
		text := strings.Trim(n.text, "\n")
		if owners[text] == nil {
			texts = append(texts, text)
		}
		owners[text] = append(owners[text], n.owner)
	}
	var b bytes.Buffer
	b.WriteString("Dialtone contains software and data of others. What they ask to be passed on is below.\n")
	for _, text := range texts {
		fmt.Fprintf(&b, "\n%s\n\n", strings.Repeat("-", 80))
		for _, owner := range owners[text] {
			b.WriteString("  " + owner + "\n")
		}
		b.WriteString("\n" + text + "\n")
	}
	return b.Bytes()
}

// Package constants lets a test go through every constant of a type. It reads them from
// the source, so that the program needs no list beside them.
package constants

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "dialtone/"

// Of returns the values of the exported constants of type T in the order of the source.
// Each is written as a text, or counted with iota. Of leaves out "", which stands for no
// value, and fails the test if two constants have the same value.
func Of[T ~string | ~uint8](t testing.TB) []T {
	t.Helper()
	of := reflect.TypeFor[T]()
	folder := filepath.Join(root(t), filepath.FromSlash(strings.TrimPrefix(of.PkgPath(), module)))
	var all []T
	for _, d := range declarations(t, folder) {
		var typed bool
		for i, s := range d.Specs {
			spec := s.(*ast.ValueSpec)
			if spec.Values != nil { // a constant without a value repeats the one before
				id, ok := spec.Type.(*ast.Ident)
				typed = ok && id.Name == of.Name()
			}
			if !typed || !spec.Names[0].IsExported() {
				continue
			}
			var value T
			switch v := reflect.ValueOf(&value).Elem(); v.Kind() {
			case reflect.String:
				v.SetString(text(t, spec))
				if v.IsZero() {
					continue
				}
			default:
				v.SetUint(uint64(i))
			}
			if slices.Contains(all, value) {
				t.Errorf("two constants of %s are %v", of, value)
			}
			all = append(all, value)
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s has no constants", of)
	}
	return all
}

// declarations returns the constants that a package declares outside its tests.
func declarations(t testing.TB, folder string) []*ast.GenDecl {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*ast.GenDecl
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.CONST {
				all = append(all, d)
			}
		}
	}
	return all
}

func text(t testing.TB, spec *ast.ValueSpec) string {
	t.Helper()
	if len(spec.Values) == 1 {
		if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				return text
			}
		}
	}
	t.Fatalf("%s is not written as a text", spec.Names[0])
	return ""
}

// root returns the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Fatal("there is no go.mod above the test")
		}
		folder = parent
	}
}

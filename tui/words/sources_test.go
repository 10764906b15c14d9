package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// literal is a text that stands in the sources.
type literal struct {
	text string
	at   token.Position
	call string // the function that it is handed to, as it is written there; "" for none
	arg  int
}

// literals are the texts of the packages that speak to people.
func literals(t *testing.T) []literal {
	t.Helper()
	var all []literal
	for _, folder := range []string{"..", "../page", "../onboard", "../jobs", "../cli", "../bubble"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no sources in %s: %v", folder, err)
		}
		for _, name := range files {
			if !strings.HasSuffix(name, "_test.go") {
				all = append(all, literalsOf(t, name)...)
			}
		}
	}
	return all
}

func literalsOf(t *testing.T, name string) []literal {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, raw, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []literal
	handed := map[*ast.BasicLit]literal{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for i, arg := range n.Args {
				if lit, ok := arg.(*ast.BasicLit); ok {
					handed[lit] = literal{call: nameOf(n.Fun), arg: i}
					if handed[lit].call == "EnterTo" || handed[lit].call == "PickKeys" && i == 2 { // names a word of the key line too
						handed[lit] = literal{call: "Bind", arg: 1}
					}
				}
			}
		case *ast.AssignStmt: // a word for the key line that is chosen before it is bound
			for i, left := range n.Lhs {
				if name, ok := left.(*ast.Ident); ok && name.Name == "word" && i < len(n.Rhs) {
					if lit, ok := n.Rhs[i].(*ast.BasicLit); ok {
						handed[lit] = literal{call: "Bind", arg: 1}
					}
				}
			}
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				l := handed[n]
				l.text, l.at = text, set.Position(n.Pos())
				all = append(all, l)
			}
		}
		return true
	})
	return all
}

func nameOf(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		return fun.Sel.Name
	case *ast.Ident:
		return fun.Name
	}
	return ""
}

// pinWays are the ways to a PIN, which are known to the screen alone.
func pinWays(t *testing.T) []string { return constantsIn(t, "../onboard/pin_ways.go", "pinWay") }

// constantsIn are the values that the constants of a type have in a file.
func constantsIn(t *testing.T, name, typed string) []string {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || nameOf(spec.Type) != typed {
			return true
		}
		for _, v := range spec.Values {
			text, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, text)
		}
		return true
	})
	if len(all) == 0 {
		t.Fatalf("%s has no %s", name, typed)
	}
	return all
}

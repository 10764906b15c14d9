package flows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// common are the files whose handlers serve the lines of any state: the rule of the
// counted call, what holds everywhere, the jobs, and what every state is told.
var common = []string{"settle.go", "always.go", "job.go", "overtaken.go", "journal.go", "machine.go"}

// TestAFileIsAState: a handler stands in the file of the state that its line is
// under or leads to. The comment at the head of a file names its states.
func TestAFileIsAState(t *testing.T) {
	t.Parallel()
	files := parsed(t)
	owner, defined := map[string]string{}, map[string]string{}
	for name, file := range files {
		for _, d := range allStates() {
			if heads(file, string(d)) {
				if owner[string(d)] != "" {
					t.Errorf("%s and %s are both about %s", owner[string(d)], name, d)
				}
				owner[string(d)] = name
			}
		}
		for _, d := range file.Decls {
			if f, is := d.(*ast.FuncDecl); is && f.Recv == nil {
				defined[f.Name.Name] = name
			}
		}
	}
	for _, d := range allStates() {
		if owner[string(d)] == "" {
			t.Errorf("no file is about %s", d)
		}
	}
	lines := 0
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is || nameIn(call.Fun) != "in" || len(call.Args) == 0 {
				return true
			}
			from := nameIn(call.Args[0])
			if owner[from] == "" { // First and Any
				return true
			}
			for _, line := range call.Args[1:] {
				literal, is := line.(*ast.CompositeLit)
				if !is {
					continue
				}
				lines++
				places := append([]string{owner[from]}, common...)
				for _, state := range ofTheSameJob(State(from)) {
					places = append(places, owner[string(state)])
				}
				var handlers []string
				for _, e := range literal.Elts {
					field := e.(*ast.KeyValueExpr)
					switch key := nameIn(field.Key); key {
					case "To":
						places = append(places, owner[nameIn(field.Value)])
					case "Do", "Send", "Then", "Read", "Store":
						ast.Inspect(field.Value, func(n ast.Node) bool {
							if id, is := n.(*ast.Ident); is && defined[id.Name] != "" {
								handlers = append(handlers, id.Name)
							}
							return true
						})
					}
				}
				for _, h := range handlers {
					if !slices.Contains(places, defined[h]) {
						t.Errorf("%s: %s is in %s", from, h, defined[h])
					}
				}
			}
			return true
		})
	}
	if lines < 250 {
		t.Errorf("only %d lines were found", lines)
	}
}

// ofTheSameJob are the states of a job other than the onboarding, which are told
// together.
func ofTheSameJob(state State) []State {
	var all []State
	for _, f := range Flows()[1:] {
		if slices.ContainsFunc(f.States, func(d Declaration) bool { return d.State == state }) {
			for _, d := range f.States {
				all = append(all, d.State)
			}
		}
	}
	return all
}

// heads reports whether the comment at the head of a file names a state.
func heads(file *ast.File, state string) bool {
	for _, group := range file.Comments {
		if group.Pos() < file.Package || len(file.Imports) > 0 && group.Pos() < file.Imports[len(file.Imports)-1].Pos() {
			continue
		}
		words := strings.FieldsFunc(group.Text(), func(r rune) bool { return strings.ContainsRune(" ,.:;()\n", r) })
		for _, d := range file.Decls {
			if g, is := d.(*ast.GenDecl); is && g.Doc == group {
				return false
			}
			if f, is := d.(*ast.FuncDecl); is && f.Doc == group {
				return false
			}
		}
		return slices.Contains(words, state)
	}
	return false
}

// TestStructsAreSmall: a struct that grows is taken apart.
func TestStructsAreSmall(t *testing.T) {
	t.Parallel()
	for name, file := range parsed(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, is := n.(*ast.TypeSpec)
			if !is {
				return true
			}
			if s, is := spec.Type.(*ast.StructType); is && s.Fields.NumFields() > 25 {
				t.Errorf("%s: %s has %d fields", name, spec.Name.Name, s.Fields.NumFields())
			}
			return true
		})
	}
}

func parsed(t *testing.T) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// nameIn is the name that an expression is; "" for any other.
func nameIn(e ast.Expr) string {
	if id, is := e.(*ast.Ident); is {
		return id.Name
	}
	return ""
}

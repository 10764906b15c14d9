package assets_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "dialtone"

// mayImport is which packages of ours a package may import. Those that stand
// here for no other name import nothing of ours.
var mayImport = map[string][]string{
	"":                {"tui/cli"},
	"api":             {},
	"api/graphsim":    {"api"},
	"api/credentials": {},
	"assets":          {},
	"eligibility":     {"assets"},
	"flows":           {"api", "assets", "eligibility", "flows/journal"},
	"flows/journal":   {},
}

// source is one file of the program.
type source struct {
	name, folder string
	file         *ast.File
}

// imports lists the paths that a file imports, with the name that each goes by.
func (s source) imports(t *testing.T) map[string]string {
	t.Helper()
	names := map[string]string{}
	for _, spec := range s.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		names[p] = path.Base(p)
		if spec.Name != nil {
			names[p] = spec.Name.Name
		}
	}
	return names
}

// sources parses every file of the module that is no test.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir(), path.Ext(name) != ".go", strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(name)), nil, parser.ParseComments)
		folder := path.Dir(name)
		if folder == "." {
			folder = ""
		}
		all = append(all, source{name, folder, file})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

func inside(folder, parent string) bool {
	return folder == parent || strings.HasPrefix(folder, parent+"/")
}

func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		allowed, ruled := mayImport[s.folder]
		if !ruled && !inside(s.folder, "tui") {
			t.Errorf("%s: there is no rule for this folder", s.name)
		}
		for p := range s.imports(t) {
			ours, is := strings.CutPrefix(p, module+"/")
			if is && ruled && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", s.name, ours)
			}
		}
	}
}

func TestOnlyTheScreenKnowsATerminal(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for p := range s.imports(t) {
			if (strings.HasPrefix(p, "charm.land/") || strings.HasPrefix(p, "github.com/charmbracelet/")) && !inside(s.folder, "tui") {
				t.Errorf("%s imports %s", s.name, p)
			}
		}
	}
}

func TestOnlyAssetsOpensEmbeddedFiles(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.folder == "assets" {
			continue
		}
		if _, is := s.imports(t)["embed"]; is {
			t.Errorf("%s imports embed", s.name)
		}
		for _, group := range s.file.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "//go:embed") {
					t.Errorf("%s embeds a file", s.name)
				}
			}
		}
	}
}

func TestOnlyTheClientBuildsRequests(t *testing.T) {
	t.Parallel()
	building := []string{"NewRequest", "NewRequestWithContext", "Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport"}
	serving := []string{"api/graphsim", "tui/cli"}
	for _, s := range sources(t) {
		name, is := s.imports(t)["net/http"]
		switch {
		case !is || s.folder == "api":
			continue
		case !slices.Contains(serving, s.folder):
			t.Errorf("%s imports net/http", s.name)
		case name == "." || name == "_":
			t.Errorf("%s imports net/http as %q", s.name, name)
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if from, ok := selector.X.(*ast.Ident); ok && from.Name == name && slices.Contains(building, selector.Sel.Name) {
				t.Errorf("%s uses %s.%s", s.name, name, selector.Sel.Name)
			}
			return true
		})
	}
}

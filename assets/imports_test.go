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

// mayImport is which packages of ours a package may import. From api the screen
// takes the names of things, and from credentials what a token looks like:
// [TestOnlyTheCommandsMakeAClient] holds it to that.
var mayImport = map[string][]string{
	"":                  {"tui/cli"},
	"api":               {"api/pattern", "api/mask"},
	"api/graphsim":      {"api/pattern", "api"},
	"api/credentials":   {"api/pattern", "api/mask"},
	"assets":            {},
	"eligibility":       {"assets", "eligibility/phone"},
	"eligibility/phone": {"api/mask"},
	"flows":             {"api", "assets", "eligibility", "eligibility/phone"},
	"flows/doctor":      {"api", "api/mask", "flows", "flows/journal"},
	"flows/journal":     {"api/pattern", "api/mask"},
	"flows/run":         {"api", "eligibility/phone", "flows", "flows/doctor", "flows/journal"},
	"api/mask":          {"api/pattern"},
	"api/pattern":       {},
	"tui": {
		"api", "assets", "eligibility", "eligibility/phone", "flows", "api/mask", "api/pattern",
		"tui/page", "tui/onboard", "tui/jobs", "tui/bubble", "tui/theme", "tui/words",
	},
	"tui/onboard": {"api", "api/credentials", "assets", "eligibility", "eligibility/phone", "flows", "tui/page", "tui/bubble", "tui/theme"},
	"tui/jobs":    {"api", "eligibility", "eligibility/phone", "flows", "tui/page", "tui/bubble", "tui/theme", "tui/words"},
	"tui/page":    {"api", "eligibility", "eligibility/phone", "flows", "tui/bubble", "tui/theme", "tui/words"},
	"tui/bubble":  {"api/pattern", "api/mask", "tui/theme"},
	"tui/theme":   {},
	"tui/words":   {"assets"},
	"tui/cli": {
		"api", "api/credentials", "api/graphsim", "assets", "eligibility", "eligibility/phone", "flows", "flows/journal",
		"flows/run", "api/mask", "api/pattern", "tui", "tui/page", "tui/jobs", "tui/bubble", "tui/theme", "tui/words",
	},
	"tui/e2e":       {},
	"tui/e2e/bare":  {},
	"tui/e2e/paint": {"api/graphsim", "assets", "tui/e2e"},

	"assets/constants": {}, // for tests
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

// uses lists what a file uses of a package, and whether it imports it at all.
func (s source) uses(t *testing.T, p string) (used []string, is bool) {
	t.Helper()
	name, is := s.imports(t)[p]
	if name == "." || name == "_" {
		t.Errorf("%s imports %s as %q", s.name, p, name)
	}
	if !is {
		return nil, false
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if from, ok := selector.X.(*ast.Ident); ok && from.Name == name {
				used = append(used, selector.Sel.Name)
			}
		}
		return true
	})
	return used, true
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
		if !ruled {
			t.Errorf("%s: there is no rule for this folder", s.name)
		}
		for p := range s.imports(t) {
			if ours, is := strings.CutPrefix(p, module+"/"); is && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", s.name, ours)
			}
		}
	}
}

// TestNothingIsCompiledAtStart: an expression of a whole package is compiled when it is
// first needed, not before the first screen.
func TestNothingIsCompiledAtStart(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if d, is := d.(*ast.GenDecl); is && d.Tok == token.VAR {
				ast.Inspect(d, func(n ast.Node) bool {
					if f, is := n.(*ast.FuncLit); is && f != nil {
						return false
					}
					if call, is := n.(*ast.SelectorExpr); is && call.Sel.Name == "MustCompile" {
						t.Errorf("%s compiles an expression at the start; use pattern.Of", s.name)
					}
					return true
				})
			}
		}
	}
}

// TestTheCoreIsPure: what the step of a flow depends on is its arguments. It takes
// no lock, reads no clock and waits for nobody.
func TestTheCoreIsPure(t *testing.T) {
	t.Parallel()
	forbidden := []string{"context", "crypto/rand", "io", "io/fs", "log", "math/rand", "math/rand/v2", "net", "os", "os/exec", "regexp", "runtime", "sync", "sync/atomic", "unsafe"}
	clock := []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}
	for _, s := range sources(t) {
		if s.folder != "flows" {
			continue
		}
		for p := range s.imports(t) {
			if slices.Contains(forbidden, p) {
				t.Errorf("%s imports %s", s.name, p)
			}
		}
		used, _ := s.uses(t, "time")
		for _, what := range used {
			if slices.Contains(clock, what) {
				t.Errorf("%s uses time.%s", s.name, what)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.ChanType, *ast.SelectStmt:
				t.Errorf("%s: %T in a core that waits for nobody", s.name, n)
			}
			return true
		})
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
		used, is := s.uses(t, "net/http")
		switch {
		case !is || s.folder == "api":
			continue
		case !slices.Contains(serving, s.folder):
			t.Errorf("%s imports net/http", s.name)
		}
		for _, what := range used {
			if slices.Contains(building, what) {
				t.Errorf("%s uses http.%s", s.name, what)
			}
		}
	}
}

// TestOnlyTheCommandsMakeAClient: the others have api for the names of things,
// and flows/run and flows/doctor interfaces of their own. The screen has no way to a call but an event.
func TestOnlyTheCommandsMakeAClient(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.folder == "api" || s.folder == "tui/cli" {
			continue
		}
		forbidden := map[string][]string{module + "/api": {"New", "Client", "Options"}}
		if inside(s.folder, "tui") && !inside(s.folder, "tui/e2e") {
			forbidden[module+"/api/credentials"] = []string{"FromEnv", "FromReader", "Keyring", "Store"}
		}
		for p, names := range forbidden {
			used, _ := s.uses(t, p)
			for _, what := range used {
				if slices.Contains(names, what) {
					t.Errorf("%s uses %s.%s", s.name, p, what)
				}
			}
		}
	}
}

// TestOnlyTheFrameIsAProgram: a page draws itself and reports what the operator did.
// The frame alone runs, ends and paints the program, and waits for time to pass.
func TestOnlyTheFrameIsAProgram(t *testing.T) {
	t.Parallel()
	frame := []string{"NewProgram", "Program", "Quit", "Interrupt", "Suspend", "View", "Tick", "Every", "WindowSizeMsg"}
	for _, s := range sources(t) {
		if !slices.Contains([]string{"tui/page", "tui/onboard", "tui/jobs"}, s.folder) {
			continue
		}
		used, _ := s.uses(t, "charm.land/bubbletea/v2")
		for _, what := range used {
			if slices.Contains(frame, what) {
				t.Errorf("%s uses tea.%s", s.name, what)
			}
		}
	}
}

// constantsOf are the names of a type's constants in a folder.
func constantsOf(t *testing.T, folder, typeName string) []string {
	t.Helper()
	var names []string
	for _, s := range sources(t) {
		if s.folder != folder {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			spec, is := n.(*ast.ValueSpec)
			if !is {
				return true
			}
			if of, named := spec.Type.(*ast.Ident); named && of.Name == typeName {
				names = append(names, spec.Names[0].Name)
			}
			return true
		})
	}
	if len(names) < 20 {
		t.Fatalf("only %d constants of %s were found", len(names), typeName)
	}
	return names
}

// TestTheFrameNamesNoState: what a state means for the frame stands with its page.
func TestTheFrameNamesNoState(t *testing.T) {
	t.Parallel()
	states := constantsOf(t, "flows", "State")
	for _, s := range sources(t) {
		if s.folder != "tui" {
			continue
		}
		used, _ := s.uses(t, module+"/flows")
		for _, what := range used {
			if slices.Contains(states, what) {
				t.Errorf("%s names flows.%s", s.name, what)
			}
		}
	}
}

// TestCallsAreToldApartInOneTable: what is known of a call is asked of flows.CallOf,
// and nobody else switches on an endpoint.
func TestCallsAreToldApartInOneTable(t *testing.T) {
	t.Parallel()
	endpoints := constantsOf(t, "api", "Endpoint")
	for _, s := range sources(t) {
		if !inside(s.folder, "flows") && !inside(s.folder, "tui") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			clause, is := n.(*ast.CaseClause)
			if !is {
				return true
			}
			for _, e := range clause.List {
				if selector, is := e.(*ast.SelectorExpr); is && slices.Contains(endpoints, selector.Sel.Name) {
					if from, is := selector.X.(*ast.Ident); is && from.Name == "api" {
						t.Errorf("%s switches on api.%s", s.name, selector.Sel.Name)
					}
				}
			}
			return true
		})
	}
}

package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is this module's import path; folders below are relative to it.
const module = "keyline"

// allowed says, per folder, what a package there may import beside the standard
// library: folders of this module and other modules, each with everything below it
// (but a folder with a row of its own is not below another). The longest matching
// folder counts; a folder without a row fails.
//
// This is a statement of policy: do not change this data to make a build pass.
var allowed = map[string][]string{
	"assets":            {},
	"canvas":            {"canvas/canvastest", "github.com/fogleman/gg", "golang.org/x/image"},
	"canvas/canvastest": {},
	"canvas/imageio":    {"canvas/canvastest", "golang.org/x/image"},
	"canvas/metrics":    {"canvas/canvastest", "golang.org/x/image"},
	"canvas/kra":        {"canvas/imageio", "canvas/canvastest"},
	"canvas/ora":        {"canvas", "canvas/imageio"},                      // of canvas: layered
	"canvas/psd":        {"canvas", "canvas/imageio", "canvas/canvastest"}, // of canvas: layered
	"model": {
		"model/kernel", "canvas/canvastest",
		"gorgonia.org/gorgonia", "gorgonia.org/tensor", "github.com/chewxy/hm", "golang.org/x/image/draw",
		"go4.org/unsafe/assume-no-moving-gc", // only so that gorgonia starts under this Go
	},
	"model/kernel": {"golang.org/x/sys/cpu"},
	"app":          {"canvas", "canvas/canvastest"},
	"app/ui":       {"app", "canvas", "canvas/canvastest", "assets", "fyne.io/fyne/v2"},
	"cmd":          {"app", "app/ui", "canvas", "canvas/imageio", "canvas/kra", "canvas/metrics", "canvas/ora", "canvas/psd", "model", "model/kernel", "assets", "fyne.io/fyne/v2", "golang.org/x/sys/unix"},
}

// only lists what a single folder may import, and why.
var only = []struct{ path, folder, reason string }{
	{"fyne.io/fyne/v2/app", "cmd", "it links OpenGL through cgo; everything else must build and be tested without"},
	{"C", "", "cgo would end CGO_ENABLED=0 builds of the command line"},
	{"net", "", "nothing of a picture leaves the machine"},
	{"net/http", "", "nothing of a picture leaves the machine"},
}

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func (p pkg) all() []string {
	return slices.Concat(p.Imports, p.TestImports, p.XTestImports)
}

func TestImportDirections(t *testing.T) {
	packages := listPackages(t)
	if len(packages) < 3 {
		t.Fatalf("only %d packages listed; the check would prove nothing", len(packages))
	}
	for _, p := range packages {
		for _, problem := range problems(p) {
			t.Error(problem)
		}
	}
}

func TestImportDirectionsCatchWhatTheyShould(t *testing.T) {
	tests := []struct {
		name, from, to string
		legal          bool
	}{
		{"std", "canvas", "image", true},
		{"own folder", "canvas", "keyline/canvas", true},
		{"lower level", "app", "keyline/canvas", true},
		{"command to model", "cmd/keyline-cli", "keyline/model", true},
		{"command to a library", "cmd/keyline", "fyne.io/fyne/v2/app", true},
		{"model to kernel", "model", "keyline/model/kernel", true},
		{"canvas to model", "canvas", "keyline/model", false},
		{"model to canvas", "model", "keyline/canvas", false},
		{"model to a helper of canvas", "model", "keyline/canvas/imageio", false},
		{"kernel to model", "model/kernel", "keyline/model", false},
		{"command to kernel", "cmd/keyline-cli", "keyline/model/kernel", true},
		{"command to golden pictures", "cmd/keyline-cli", "keyline/canvas/canvastest", false},
		{"session to model", "app", "keyline/model", false},
		{"session to files", "app", "keyline/canvas/imageio", false},
		{"window to layered files", "app/ui", "keyline/canvas/ora", false},
		{"journal to projects", "app/journal", "keyline/canvas/project", true},
		{"session to window", "app", "keyline/app/ui", false},
		{"session to fyne", "app", "fyne.io/fyne/v2/widget", false},
		{"window to model", "app/ui", "keyline/model", false},
		{"window to fyne's app", "app/ui", "fyne.io/fyne/v2/app", false},
		{"a module that only starts alike", "canvas", "github.com/fogleman/ggplot", false},
		{"a folder without a row", "helpers", "image", false},
		{"the network", "app", "net/http", false},
		{"cgo", "model/kernel", "C", false},
	}
	for _, test := range tests {
		found := problems(pkg{ImportPath: module + "/" + test.from, XTestImports: []string{test.to}})
		if (len(found) == 0) != test.legal {
			t.Errorf("%s: %s → %s gives %q", test.name, test.from, test.to, found)
		}
	}
}

// listPackages asks the go command. Its answer is not part of go test's cache key, so
// `make test` runs this with -count=1.
func listPackages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"/...")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// problems lists the forbidden imports of a package.
func problems(p pkg) (found []string) {
	folder := strings.TrimPrefix(p.ImportPath, module+"/")
	row := rowOf(folder)
	if row == "" {
		return []string{fmt.Sprintf("%s: folder has no row in the table of import directions", p.ImportPath)}
	}
	for _, to := range p.all() {
		for _, o := range only {
			if to == o.path && row != o.folder {
				found = append(found, fmt.Sprintf("%s imports %s: %s", p.ImportPath, to, o.reason))
			}
		}
		if isStd(to) || isOwn(row, to) || slices.ContainsFunc(allowed[row], func(ok string) bool { return covers(ok, to) }) {
			continue
		}
		found = append(found, fmt.Sprintf("%s imports %s, which its row (%s) does not allow", p.ImportPath, to, row))
	}
	return found
}

// isOwn tells whether an import stays inside the row's folder.
func isOwn(row, to string) bool {
	inside, ok := strings.CutPrefix(to, module+"/")
	return ok && rowOf(inside) == row
}

// covers tells whether an entry of a row allows an import.
func covers(ok, to string) bool {
	if inside, own := strings.CutPrefix(to, module+"/"); own {
		return rowOf(inside) == ok
	}
	return under(to, ok)
}

// rowOf is the longest folder of the table that holds the given one; "" if none does.
func rowOf(folder string) (row string) {
	for candidate := range allowed {
		if under(folder, candidate) && len(candidate) > len(row) {
			row = candidate
		}
	}
	return row
}

func under(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

// isStd goes by the first element: only other modules and this one have names that the
// standard library does not.
func isStd(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first != module && !strings.Contains(first, ".")
}

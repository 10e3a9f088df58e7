package app_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// notices is the file that names every library in the programs; they carry it.
const notices = "../assets/about/libraries.txt"

// TestImportedLibrariesAreNamed holds that file to what is linked. UPDATE_GOLDEN=1, as in
// make goldens, writes it anew.
func TestImportedLibrariesAreNamed(t *testing.T) {
	want := noticesOf(t, linkedModules(t))
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(notices, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(notices)
	if err != nil || string(got) != want {
		t.Errorf("%s does not name the libraries that are linked (%v): run make goldens", notices, err)
	}
}

// linkedModule is a module that a program holds code of.
type linkedModule struct{ path, version, dir string }

// linkedModules asks the go command what is linked on Linux, with and without a window.
func linkedModules(t *testing.T) (list []linkedModule) {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", module+"/cmd/...")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1", "GOOS=linux", "GOARCH=amd64")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if f := strings.Fields(line); len(f) == 3 {
			list = append(list, linkedModule{f[0], f[1], f[2]})
		}
	}
	slices.SortFunc(list, func(a, b linkedModule) int { return strings.Compare(a.path, b.path) })
	return slices.Compact(list)
}

// licenceFile finds a module's own licence.
var licenceFile = regexp.MustCompile(`(?i)^(licen[sc]e|copying|unlicense)(\.(txt|md))?$`)

// noticesOf lists the modules, then every licence text once, with whom it is for.
func noticesOf(t *testing.T, modules []linkedModule) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("Keyline holds code of these libraries. Their licences follow.\n\n")
	texts, of := []string{}, map[string][]string{}
	for _, m := range modules {
		name := m.path + " " + m.version
		fmt.Fprintln(&b, name)
		text := m.licence(t)
		if of[text] == nil {
			texts = append(texts, text)
		}
		of[text] = append(of[text], m.path)
	}
	for _, text := range texts {
		fmt.Fprintf(&b, "\n%s\n\n%s\n", strings.Join(of[text], ", "), text)
	}
	return b.String()
}

func (m linkedModule) licence(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if licenceFile.MatchString(e.Name()) {
			text, err := os.ReadFile(filepath.Join(m.dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			return strings.TrimSpace(strings.ReplaceAll(string(text), "\r", ""))
		}
	}
	t.Fatalf("%s has no licence file", m.path)
	return ""
}

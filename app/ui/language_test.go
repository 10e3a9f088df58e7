package ui

import (
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// translators are the functions that put texts into the language of the window, with the
// places of the texts among their arguments.
var translators = map[string][]int{"tr": {0}, "trf": {0}, "trn": {1, 2}, "said": {0}, "newSection": {0}, "newHighSection": {0}}

// translatedLater are tables, and functions that choose from some, whose texts go through
// a translator where they are used.
var translatedLater = []string{
	"aboutParts", "hexNote", "sightNames", "modeNames", "fixedKeys", "toolHints", "tourSteps", "toolTips", "layerTitles", "nothingYet", "dockTitles", "dockNames", "makeDockCommands", "String", "refused",
	"makeCommands", "makePaletteCommands", "paletteItems", "paletteSheet",
}

// notWords are literals that look like words and that nobody reads, or that are names.
var notWords = []string{
	"Keyline", " – Keyline", "English", "15:04", "PNG", "JPEG", "WebP", "PSD",
	"Keyline-Regular.otf", "Keyline-SemiBold.otf", "keyline.svg", "ATTRIBUTIONS.md", "| folder",
	"Ctrl", "Alt", "Shift", "Enter", "Esc", "Space", // as they are called on keyboards
	"open ", "write ", "could not ", // with which errors begin, in English alone
	"Edge", "Hint", "Locked a region", "Paint", "Flats", "Coloured an area of the flats", // steps, as they are told from each other
	"the window speaks English", "MouseDown", "Scrolled", // in logs
	"Colour this sketch", "Layers", "Narrower brush", "Wider brush", "Eraser", "Erase with a lasso", "Less steady pen", "Steadier pen",
	"Zoom out", "Zoom in", "Delete strokes", "History", // commands, looked up by their names
	"%d × %d px", "%.0f px", "%d,%d,%d",
}

// machine are files of which nothing is read by people.
var machine = []string{"state.go", "trace.go"}

// source is what the package says.
type source struct {
	fset  *gotoken.FileSet
	files map[string]*ast.File
}

func readSource(t *testing.T, folder string) source {
	t.Helper()
	s := source{gotoken.NewFileSet(), map[string]*ast.File{}}
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatal("no source in ", folder, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if s.files[filepath.Base(name)], err = parser.ParseFile(s.fset, name, nil, 0); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// literal is a text in the source and how it is used.
type literal struct {
	text       string
	at         gotoken.Position
	translated bool // goes through a translator
	later      bool // is in one of translatedLater
	shown      bool // is given to a widget as it is
	failure    bool // is the format of an error
}

// widgets show the text they are given.
var widgets = []string{
	"newLabel", "newTitle", "newDockTitle", "newTickBox", "newPushButton", "newSegments", "newAction", "words", "prose",
	"NewMenuItem", "NewMenu", "NewLabel", "NewButton", "SetPlaceHolder", "SetText", "set", "say", "ask", "subHeading",
}

// literals lists the texts of the source.
func (s source) literals() (list []literal) {
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		for _, d := range s.files[name].Decls {
			names := declared(d)
			later := slices.ContainsFunc(names, func(n string) bool { return slices.Contains(translatedLater, n) })
			found := s.literalsOf(d, later)
			for i := range found { // of keys that are held, the short names are looked up too
				found[i].translated = found[i].translated || slices.Contains(names, "fixedKeys")
			}
			list = append(list, found...)
		}
	}
	return list
}

// declared are the names of a declaration.
func declared(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []string{d.Name.Name}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, n := range v.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

func (s source) literalsOf(d ast.Decl, later bool) (list []literal) {
	var above []ast.Node
	ast.Inspect(d, func(n ast.Node) bool {
		if n == nil {
			above = above[:len(above)-1]
			return true
		}
		above = append(above, n)
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == gotoken.STRING {
			text, _ := strconv.Unquote(l.Value)
			x := literal{text: text, at: s.fset.Position(l.Pos()), later: later}
			x.use(above)
			list = append(list, x)
		}
		_, isImport := n.(*ast.ImportSpec)
		if isImport {
			above = above[:len(above)-1]
		}
		return !isImport
	})
	return list
}

// use finds out what is done with the literal that stands at the end of its ancestors.
func (x *literal) use(above []ast.Node) {
	l := above[len(above)-1]
	if made, ok := above[len(above)-2].(*ast.CompositeLit); ok {
		kind, _ := made.Type.(*ast.Ident)
		place := slices.IndexFunc(made.Elts, func(e ast.Expr) bool { return ast.Node(e) == l })
		x.translated = kind != nil && kind.Name == "command" && (place == 0 || place == 1) // name and line
	}
	call, ok := above[len(above)-2].(*ast.CallExpr)
	if !ok {
		return
	}
	name := called(call)
	place := slices.IndexFunc(call.Args, func(e ast.Expr) bool { return ast.Node(e) == l })
	x.translated = slices.Contains(translators[name], place)
	x.shown = slices.Contains(widgets, name) && !(name == "newAction" && place == 0) && !(name == "newLayerRow" && place == 0)
	x.failure = name == "Errorf" || name == "New" && place == 0
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// isWords tells whether a text looks like something to read.
func (x literal) isWords() bool {
	text := strings.TrimSpace(verbs.ReplaceAllString(x.text, ""))
	if strings.ContainsFunc(text, unicode.IsLetter) && x.shown {
		return true
	}
	return strings.ContainsFunc(text, unicode.IsLower) && (strings.Contains(text, " ") || unicode.IsUpper([]rune(text)[0]))
}

// TestWordsGoThroughATranslator holds for every literal of the package that looks like
// words: it is given to a translator, or stands in a named table.
func TestWordsGoThroughATranslator(t *testing.T) {
	words := 0
	for _, x := range readSource(t, ".").literals() {
		if !x.isWords() {
			continue
		}
		words++
		ok := x.translated || x.later || x.failure || slices.Contains(notWords, x.text) || slices.Contains(machine, filepath.Base(x.at.Filename))
		if !ok {
			t.Errorf("%s: %q is shown as it is; use tr, trf, trn or said, and put it into language/ko.json", x.at, x.text)
		}
	}
	if words < 400 {
		t.Errorf("only %d words were found", words)
	}
}

// TestWordsAreThereInEachLanguage looks up every text that goes through a translator.
func TestWordsAreThereInEachLanguage(t *testing.T) {
	used := map[string]bool{}
	for _, x := range readSource(t, ".").literals() {
		if x.translated || x.later && x.isWords() {
			used[x.text] = true
		}
	}
	for _, l := range languages {
		words, err := wordsOf(l.code)
		if err != nil {
			t.Fatal(err)
		}
		for text := range used {
			if text != "" && words[text] == "" {
				t.Errorf("%s: nothing for %q; put it into language/ko.json", l.code, text)
			}
		}
	}
	table, err := readWords("ko")
	if err != nil {
		t.Fatal(err)
	}
	for text := range table {
		if !used[text] {
			t.Errorf("language/ko.json has %q, which nothing says", text)
		}
	}
}

// below are the packages whose errors the window shows.
var below = []string{
	"..", "../memory", "../journal", "../../canvas", "../../canvas/imageio", "../../canvas/ora", "../../canvas/project",
	"../../canvas/palette", "../../canvas/psd", "../../canvas/kra", ".",
}

// TestErrorsAreThereInEachLanguage looks up the formats of all errors that can come to the
// window.
func TestErrorsAreThereInEachLanguage(t *testing.T) {
	table, err := readWords("ko-below")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, folder := range below {
		for _, x := range readSource(t, folder).literals() {
			if !x.failure || !strings.ContainsFunc(verbs.ReplaceAllString(x.text, ""), unicode.IsLetter) {
				continue
			}
			found++
			if table[x.text] == "" {
				t.Errorf("%s: nothing for %q; put it into language/ko-below.json", x.at, x.text)
			}
		}
	}
	if found < 150 {
		t.Errorf("only %d errors were found", found)
	}
}

// TestFormatsTakeTheSame compares the verbs of a text with those of its translation.
func TestFormatsTakeTheSame(t *testing.T) {
	for _, file := range []string{"ko", "ko-below"} {
		table, err := readWords(file)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range table {
			if got, want := verbsOf(text), verbsOf(key); !slices.Equal(got, want) {
				t.Errorf("%q takes %v, %q takes %v", text, got, key, want)
			}
			if got, want := hintKeys(text), hintKeys(key); !slices.Equal(got, want) {
				t.Errorf("%q names the keys %v, %q names %v", text, got, key, want)
			}
		}
	}
}

// verbsOf are the verbs in the order of the arguments that they take.
func verbsOf(format string) []string {
	list := map[int]string{}
	next := 1
	for _, verb := range verbs.FindAllString(format, -1) {
		if verb == "%%" {
			continue
		}
		if open := strings.Index(verb, "["); open >= 0 {
			next, _ = strconv.Atoi(verb[open+1 : strings.Index(verb, "]")])
			verb = verb[:open] + verb[strings.Index(verb, "]")+1:]
		}
		list[next] = verb
		next++
	}
	var out []string
	for _, i := range slices.Sorted(maps.Keys(list)) {
		out = append(out, fmt.Sprint(i, list[i]))
	}
	return out
}

func hintKeys(text string) (keys []string) {
	for _, part := range hintParts.FindAllString(text, -1) {
		if strings.HasPrefix(part, "{") {
			keys = append(keys, part)
		}
	}
	slices.Sort(keys)
	return keys
}

func TestMain(m *testing.M) {
	// Goldens and words of tests are English whatever the system speaks.
	os.Unsetenv("LANGUAGE")
	os.Setenv("LC_ALL", "C.UTF-8")
	os.Exit(m.Run())
}

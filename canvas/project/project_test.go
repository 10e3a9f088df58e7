package project_test

import (
	"encoding/json"
	"errors"
	"image"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keyline/canvas"
	"keyline/canvas/project"
	"keyline/canvas/project/projecttest"
)

// kept writes a project down and makes it again.
func kept(t *testing.T, p project.Project) (project.Project, []byte) {
	t.Helper()
	pictures := map[string]image.Image{}
	name := func(r project.Role) string { return "p/" + string(r) }
	for _, pic := range p.Pictures() {
		pictures[name(pic.Role)] = pic.Image()
	}
	colours := p.Document.Base().ID != 0
	if colours {
		pictures[name(project.Colours)] = p.Document.Colour(p.Document.Bounds())
	}
	text, err := json.Marshal(p.Manifest(name, colours))
	if err != nil {
		t.Fatal(err)
	}
	m, err := project.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	back, err := project.Restore(m, func(name string) (image.Image, error) {
		if pictures[name] == nil {
			return nil, errors.New("no such picture")
		}
		return pictures[name], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return back, text
}

func TestRandomProjectsComeBackAsTheyWere(t *testing.T) {
	for seed := range uint64(300) {
		p := projecttest.Random(rand.New(rand.NewPCG(seed, 1)), 150)
		back, text := kept(t, p)
		if err := projecttest.Differ(p, back); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if _, again := kept(t, back); string(again) != string(text) {
			t.Fatalf("seed %d: written again it is\n%s\nand was\n%s", seed, again, text)
		}
	}
}

// TestEveryFieldOfAStrokeIsKept fails when strokes get a field that the format has not.
func TestEveryFieldOfAStrokeIsKept(t *testing.T) {
	s := canvas.Stroke{ID: 3, Kind: canvas.Hint, Hidden: true, Samples: []canvas.Sample{{X: 1.1, Y: 2.2, Width: 3.3, Time: 4}}}
	s.Colour.R, s.Colour.A = 9, 255
	fill(reflect.ValueOf(&s).Elem())
	fill(reflect.ValueOf(&s.Samples[0]).Elem())
	back, err := project.StrokeOf(s).Stroke()
	if err != nil || !reflect.DeepEqual(s, back) {
		t.Errorf("%+v\ncomes back as %+v, %v", s, back, err)
	}
}

// fill gives fields that are zero another value.
func fill(v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); {
		case !f.IsZero():
		case f.CanFloat():
			f.SetFloat(0.5)
		case f.CanInt():
			f.SetInt(1)
		case f.CanUint():
			f.SetUint(1)
		case f.Kind() == reflect.Bool:
			f.SetBool(true)
		case f.Kind() == reflect.String:
			f.SetString("x")
		}
	}
}

const (
	head  = `{"version":1,"width":4,"height":3,"lines":"l","levels":{"black":0,"white":0,"gamma":0},"settings":{"long_side":0}`
	point = `,"strokes":[{"id":1,"kind":"edge","points":[`
)

func page(name string) (image.Image, error) {
	if name != "l" {
		return nil, errors.New("it is missing")
	}
	return image.NewGray(image.Rect(0, 0, 4, 3)), nil
}

// TestStrokesOfBeforeNumbersGetThem reads a project as it was written before strokes had
// numbers of their own.
func TestStrokesOfBeforeNumbersGetThem(t *testing.T) {
	old := head + `,"strokes":[{"id":3,"kind":"edge","points":[[1,1,1,0]]},` +
		`{"id":5,"kind":"hint","colour":"#102030","points":[[1,1,1,0]]},{"id":9,"kind":"edge","points":[[2,2,1,0]]}]}`
	m, err := project.Parse([]byte(old))
	if err != nil {
		t.Fatal(err)
	}
	p, err := project.Restore(m, page)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, s := range p.Document.Strokes() {
		numbers = append(numbers, s.Number)
	}
	if !slices.Equal(numbers, []int{1, 1, 2}) {
		t.Errorf("their numbers are %v", numbers)
	}
}

func TestDamagedProjectsAreRefusedInWords(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"no JSON":                 {"{", "damaged"},
		"a later version":         {`{"version":2}`, "of version 2, this Keyline reads 1"},
		"no version":              {`{}`, "of version 0"},
		"no page":                 {`{"version":1}`, "0×0 px"},
		"something after":         {head + "} 1", "damaged"},
		"a NaN":                   {head + point + `[NaN,1,1,0]]}]}`, "damaged"},
		"an infinite number":      {head + point + `[1e999,1,1,0]]}]}`, "no number that a point can have"},
		"a text as number":        {head + point + `["inf",1,1,0]]}]}`, "no number that a point can have"},
		"a point far out":         {head + point + `[1e7,1,1,0]]}]}`, "out of range"},
		"a wide point":            {head + point + `[1,1,1e5,0]]}]}`, "out of range"},
		"three numbers":           {head + point + `[1,1,1]]}]}`, "four numbers"},
		"an object as point":      {head + point + `{}]}]}`, "four numbers"},
		"time that is broken":     {head + point + `[1,1,1,0.5]]}]}`, "whole number of nanoseconds"},
		"time before the start":   {head + point + `[1,1,1,-1]]}]}`, "whole number of nanoseconds"},
		"time that runs back":     {head + point + `[1,1,1,5],[2,2,1,4]]}]}`, "runs backwards"},
		"a stroke without points": {head + `,"strokes":[{"id":1,"kind":"edge"}]}`, "no points"},
		"a stroke without id":     {head + `,"strokes":[{"kind":"edge","points":[[1,1,1,0]]}]}`, "a number of its own"},
		"an unknown kind":         {head + `,"strokes":[{"id":1,"kind":"blob","points":[[1,1,1,0]]}]}`, "unknown kind"},
		"a hint without colour":   {head + `,"strokes":[{"id":1,"kind":"hint","points":[[1,1,1,0]]}]}`, "opaque"},
		"a colour of no form":     {head + `,"palette":[{"colour":"red"}]}`, "#rrggbb"},
		"no proper levels":        {strings.Replace(head, `"black":0,"white":0`, `"black":9,"white":5`, 1) + "}", "levels"},
		"a missing reference":     {head + `,"references":[{"picture":"r"}]}`, "reference (r) cannot be read"},
		"a missing colouring":     {head + `,"colouring":"c"}`, "colouring (c) cannot be read"},
		"lines of another size":   {strings.Replace(head, `"width":4`, `"width":5`, 1) + "}", "the page is (5,3)"},
		"lines without a name":    {strings.Replace(head, `"lines":"l"`, `"lines":""`, 1) + "}", "names none"},
		"flats of many places":    {head + `,"flats":{"places":[` + strings.Repeat("{},", 50_000) + `{}]}}`, "the limits"},
		"a working size":          {strings.Replace(head, `"long_side":0`, `"long_side":-1`, 1) + "}", "working size"},
	}
	for name, test := range tests {
		m, err := project.Parse([]byte(test.text))
		if err == nil {
			_, err = project.Restore(m, page)
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	m, err := project.Parse([]byte(head + `,"colours":"gone","later":{"a":[]}}`))
	if p, err2 := project.Restore(m, page); err != nil || err2 != nil || p.Document.Base().ID != 0 {
		t.Errorf("without its colours, which can be made again: %v, %v", err, err2)
	}
}

func FuzzManifest(f *testing.F) {
	for seed := range uint64(6) {
		p := projecttest.Random(rand.New(rand.NewPCG(seed, 2)), 20)
		text, err := json.Marshal(p.Manifest(func(project.Role) string { return "l" }, false))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(head + point + `[1e999,1,1,0]]}]}`))
	f.Add([]byte(head + `,"strokes":[{"id":18446744073709551615,"kind":"edge","points":[[1048576,-1048576,4096,9223372036854775807]]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := project.Parse(text)
		if err != nil || m.Width > 512 || m.Height > 512 {
			return
		}
		img := image.NewGray(image.Rect(0, 0, m.Width, m.Height))
		p, err := project.Restore(m, func(string) (image.Image, error) { return img, nil })
		if err != nil {
			return
		}
		again, err := json.Marshal(p.Manifest(func(r project.Role) string { return "l" }, false))
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if _, err := project.Parse(again); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
	})
}

// TestEveryFieldOfADocumentIsThoughtOf fails when documents get a field: decide whether it
// is a cause, which the format must keep, and add it here.
func TestEveryFieldOfADocumentIsThoughtOf(t *testing.T) {
	known := map[string]string{
		"grid": "from the lines", "lines": "kept", "references": "kept", "swatches": "kept", "strokes": "kept",
		"hintImage": "kept", "colouring": "kept", "mask": "kept", "panels": "kept", "locks": "kept", "figures": "kept", "variation": "kept",
		"looks": "kept", "plan": "kept", "flats": "made again", "paint": "kept",
		"base": "made again", "tiles": "kept as colours", "causes": "worked out", "nextID": "after the strokes'",
	}
	document := reflect.TypeFor[canvas.Document]()
	for i := range document.NumField() {
		if name := document.Field(i).Name; known[name] == "" {
			t.Errorf("documents have a new field %s, which the format may have to keep", name)
		}
	}
}

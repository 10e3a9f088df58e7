package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/metrics"
	"keyline/cmd/internal/picturefile"
	"keyline/cmd/internal/projectfile"
)

// desk is a folder with a small sample on it.
type desk struct {
	t                         *testing.T
	dir                       string
	size                      image.Point
	sketch, reference, colour string
}

func newDesk(t *testing.T, size image.Point) desk {
	t.Helper()
	dir := t.TempDir()
	return desk{
		t: t, dir: dir, size: size,
		sketch:    writePNG(t, dir, "sketch.png", sample(t, "gopher_noodles", "sketch", size)),
		reference: writePNG(t, dir, "reference.png", sample(t, "gopher_noodles", "reference", image.Pt(256, 207))),
		colour:    writePNG(t, dir, "colour.png", sample(t, "gopher_noodles", "truth", size)),
	}
}

// colorize runs the command on the desk's sketch and returns the picture.
func (d desk) colorize(name string, args ...string) *image.NRGBA {
	d.t.Helper()
	return d.with(nil, name, args...)
}

// with is colorize under extra environment variables.
func (d desk) with(env []string, name string, args ...string) *image.NRGBA {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	args = append([]string{"colorize", "--sketch", d.sketch, "--reference", d.reference, "--out", path}, args...)
	if o := keyline(d.t, env, args...); o.status != exitDone || o.err != "" || o.out != "" {
		d.t.Fatalf("keyline-cli %v: status %d, stdout %q, stderr %q", args, o.status, o.out, o.err)
	}
	return read(d.t, path)
}

// edges puts a picture of edge strokes on the desk.
func (d desk) edges(name string, strokes ...image.Rectangle) string {
	return writePNG(d.t, d.dir, name, dabs(d.size, color.Black, strokes...))
}

func TestEveryPixelFollowsTheLineFormula(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	edges := d.edges("edges.png", image.Rect(90, 40, 94, 150))
	got, colour := d.colorize("out.png", "--edges", edges), d.colorize("colour.png", "--edges", edges, "--lines=false")
	lines := read(t, d.sketch)
	for i := range got.Pix {
		if want := uint8((int(colour.Pix[i])*int(lines.Pix[i]) + 127) / 255); got.Pix[i] != want {
			t.Fatalf("byte %d at %d, %d is %d; colour %d × line %d gives %d", i%4, i/4%d.size.X, i/4/d.size.X,
				got.Pix[i], colour.Pix[i], lines.Pix[i], want)
		}
	}
}

func TestOutputHasTheSketchsSize(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 300}, {300, 1}, {31, 33}, {129, 257}, {60, 900}} {
		d := newDesk(t, size)
		if got := d.colorize("out.png").Rect.Size(); got != size {
			t.Errorf("a sketch of %v gives %v", size, got)
		}
	}
}

func TestAnyNumberOfThreadsGivesTheSameBytes(t *testing.T) {
	d := newDesk(t, image.Pt(301, 260))
	edges := d.edges("edges.png", image.Rect(90, 40, 94, 150))
	one := d.with([]string{"GOMAXPROCS=1"}, "1.png", "--edges", edges)
	for _, threads := range []string{"2", "3", "16"} {
		if step := largestStep(t, one, d.with([]string{"GOMAXPROCS=" + threads}, threads+".png", "--edges", edges)); step != 0 {
			t.Errorf("%s threads differ from one by %d", threads, step)
		}
	}
}

func TestPlainGoAgreesWithTheFastKernels(t *testing.T) {
	d := newDesk(t, image.Pt(301, 260))
	edges := d.edges("edges.png", image.Rect(90, 40, 94, 150))
	fast := d.colorize("fast.png", "--edges", edges)
	plain := d.with([]string{"KEYLINE_ISA=plain"}, "plain.png", "--edges", edges)
	if step := largestStep(t, fast, plain); step > 1 {
		t.Errorf("they differ by %d", step)
	}
}

func TestEmptyEdgesGiveTheBaseToTheBit(t *testing.T) {
	d := newDesk(t, image.Pt(301, 260))
	if step := largestStep(t, d.colorize("a.png"), d.colorize("b.png", "--edges", d.edges("edges.png"))); step != 0 {
		t.Errorf("the pictures differ by %d", step)
	}
}

func TestAStrokeChangesNothingFarAway(t *testing.T) {
	d := newDesk(t, image.Pt(700, 648))
	path := d.edges("edges.png", image.Rect(100, 300, 105, 380))
	for name, extra := range map[string][]string{"made": nil, "brought along": {"--base", d.colour}} {
		base := d.colorize("base.png", extra...)
		mended := d.colorize("mended.png", append(extra, "--edges", path)...)
		if largestStep(t, base, mended) == 0 {
			t.Errorf("%s: the stroke changed nothing at all", name)
		}
		change, err := metrics.ChangeOutside(base, mended, canvas.EdgesFrom(read(t, path)), reachPx(d.size, 0))
		if err != nil || change.Max != 0 {
			t.Errorf("%s: beyond the reach it changed %+v (%v)", name, change, err)
		}
	}
}

func TestColourBroughtAlongIsKept(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	got := d.colorize("out.png", "--base", d.colour, "--lines=false")
	if step := largestStep(t, got, read(t, d.colour)); step != 0 {
		t.Errorf("without strokes it was changed by %d", step)
	}
}

func TestHintsPalettesLevelsAndSizeMatter(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	plain := d.colorize("plain.png")
	hints := writePNG(t, d.dir, "dabs.png", dabs(d.size, color.NRGBA{20, 220, 40, 255}, image.Rect(40, 60, 60, 80)))
	palette := write(t, d.dir, "p.gpl", []byte("GIMP Palette\n250 200 20\n20 60 200\n"))
	for name, args := range map[string][]string{
		"hints":   {"--hints", hints},
		"palette": {"--palette", palette},
		"levels":  {"--levels", "60,200"},
		"size":    {"--size", "96"},
		"another": {"--reference", d.colour},
	} {
		if largestStep(t, plain, d.colorize(name+".png", args...)) == 0 {
			t.Errorf("%s changed nothing", name)
		}
	}
	if o := done(t, "colorize", "--sketch", d.sketch, "--palette", palette, "--out", filepath.Join(d.dir, "only.webp")); o.out != "" {
		t.Errorf("without --json stdout has %q", o.out)
	}
	if got := read(t, filepath.Join(d.dir, "only.webp")).Rect.Size(); got != d.size {
		t.Errorf("the WebP is %v", got)
	}
}

func TestSketchesOfAllKindsAreRead(t *testing.T) {
	d := newDesk(t, image.Pt(90, 70))
	r := image.Rectangle{Max: d.size}
	deep, grey, pale := image.NewNRGBA64(r), image.NewGray(r), image.NewPaletted(r, color.Palette{color.White, color.Black})
	ink := image.NewNRGBA(r)
	for i := range 50 {
		deep.Set(i, 20, color.NRGBA64{0, 0, 0, 0xffff})
		grey.Set(i, 20, color.White)
		pale.Set(i, 20, color.Black)
		ink.Set(i, 20, color.Black)
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, grey, nil); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"16 bit with alpha":    writePNG(t, d.dir, "deep.png", deep),
		"grey":                 writePNG(t, d.dir, "grey.png", grey),
		"palette":              writePNG(t, d.dir, "pale.png", pale),
		"transparent line art": writePNG(t, d.dir, "ink.png", ink),
		"jpeg":                 write(t, d.dir, "photo.jpeg", photo.Bytes()),
	} {
		d.sketch = path
		out := d.colorize("out.png")
		if out.Rect.Size() != d.size {
			t.Errorf("%s: the picture is %v", name, out.Rect)
		}
		if name == "transparent line art" && out.NRGBAAt(10, 20) != (color.NRGBA{0, 0, 0, 255}) {
			t.Errorf("%s: the line became %v", name, out.NRGBAAt(10, 20))
		}
	}
}

func TestReportsAreOneJSONObject(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	out := filepath.Join(d.dir, "out.jpg")
	var made colorized
	decode(t, done(t, "colorize", "--sketch", d.sketch, "--reference", d.reference, "--out", out, "--json").out, &made)
	if made.Out != out || made.Width != 203 || made.Height != 187 || made.Kernel == "" || made.MS <= 0 {
		t.Errorf("colorize reports %+v", made)
	}
	edges := d.edges("edges.png", image.Rect(90, 40, 94, 150))
	var got map[string]any
	decode(t, done(t, "metrics", "--sketch", d.sketch, "--truth", d.colour, "--pred", d.colour,
		"--base", d.colour, "--edges", edges, "--reference", d.reference, "--json").out, &got)
	for name, want := range map[string]any{"psnr": 100.0, "de": 0.0, "boundary_de": 0.0, "edge_contrast": 1.0, "change_outside": 0.0, "change_outside_mean": 0.0, "ratio": 0.0} {
		if got[name] != want {
			t.Errorf("metrics: %s is %v, want %v", name, got[name], want)
		}
	}
	if list, ok := got["baselines"].(map[string]any); !ok || len(list) != 4 {
		t.Errorf("metrics: baselines are %v", got["baselines"])
	}
}

func TestEvalScoresEveryPairWithATruth(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"one", "two", "without"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, what := range []string{"sketch", "reference", "truth"} {
			if name != "without" || what != "truth" {
				writePNG(t, filepath.Join(dir, name), what+".png", sample(t, "gopher_noodles", what, image.Pt(120, 110)))
			}
		}
	}
	var report evalReport
	decode(t, done(t, "eval", "--pairs", dir, "--json").out, &report)
	if len(report.Rows) != 2 || report.Rows[0].Name != "one" || report.Rows[1].Name != "two" {
		t.Fatalf("rows are %+v", report.Rows)
	}
	if a, m := *report.Rows[0].Base.DE, *report.Median.Base.DE; a != m || math.IsNaN(float64(a)) || a <= 0 {
		t.Errorf("equal pairs score %v, their median is %v", a, m)
	}
	if table := done(t, "eval", "--pairs", dir).out; !bytes.Contains([]byte(table), []byte("median")) {
		t.Errorf("the table is %q", table)
	}
}

func TestEvalScoresSimulatedStrokes(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "one"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"sketch", "reference", "truth"} {
		writePNG(t, filepath.Join(dir, "one"), what+".png", sample(t, "gopher_noodles", what, image.Pt(240, 220)))
	}
	run := func(args ...string) (report evalReport) {
		decode(t, done(t, append([]string{"eval", "--pairs", dir, "--json"}, args...)...).out, &report)
		return report
	}
	report := run("--strokes", "3")
	row := report.Rows[0]
	if row.Strokes == 0 || row.Strokes > 3 || row.Refined == nil || report.Median.Refined == nil {
		t.Fatalf("%d strokes, refined %v, median %v", row.Strokes, row.Refined, report.Median.Refined)
	}
	if *row.Refined.BandDE == *row.Base.BandDE {
		t.Errorf("strokes left the ΔE beside them at %v", *row.Base.BandDE)
	}
	if *row.Refined.ChangeOutside != 0 {
		t.Errorf("strokes changed what is out of reach by %v", *row.Refined.ChangeOutside)
	}
	if again := run("--strokes", "3").Rows[0]; *again.Refined.BandDE != *row.Refined.BandDE {
		t.Errorf("a second run scores %v, the first %v", *again.Refined.BandDE, *row.Refined.BandDE)
	}
	if bare := run(); bare.Rows[0].Refined != nil || bare.Rows[0].Base.BandDE != nil {
		t.Errorf("strokes were scored without being asked for: %+v", bare.Rows[0])
	}
	if table := done(t, "eval", "--pairs", dir, "--strokes", "2").out; !strings.Contains(table, "band_de") {
		t.Errorf("the table is %q", table)
	}
}

func decode(t *testing.T, text string, to any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	if err := d.Decode(to); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if d.More() {
		t.Errorf("more than one object in %q", text)
	}
}

func TestALayeredFileIsTheSamePictureAndASketch(t *testing.T) {
	d := newDesk(t, image.Pt(192, 155))
	edges := d.edges("edges.png", image.Rect(90, 20, 94, 140))
	flat := d.colorize("flat.png", "--edges", edges, "--size", "192")
	if merged := d.layered("a.ora", "--edges", edges, "--size", "192"); !bytes.Equal(merged.Pix, flat.Pix) {
		t.Error("the merged picture in the file is not the flat one")
	}
	p, err := projectfile.Open(filepath.Join(d.dir, "a.ora"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.References) != 1 || p.References[0].Name != "reference.png" || p.LongSide != 192 || p.Document.DrawnEdges() == nil {
		t.Errorf("the project has %+v", p)
	}
	d.sketch = filepath.Join(d.dir, "a.ora")
	if again := d.colorize("again.png", "--edges", edges, "--size", "192"); !bytes.Equal(again.Pix, flat.Pix) {
		t.Error("the lines in the file give another picture")
	}
}

// layered colorizes into a layered file and returns its merged picture.
func (d desk) layered(name string, args ...string) *image.NRGBA {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	args = append([]string{"colorize", "--sketch", d.sketch, "--reference", d.reference, "--out", path}, args...)
	if o := keyline(d.t, nil, args...); o.status != exitDone || o.err != "" {
		d.t.Fatalf("keyline-cli %v: status %d, stderr %q", args, o.status, o.err)
	}
	img, err := picturefile.Open(path)
	if err != nil {
		d.t.Fatal(err)
	}
	return imageio.ToNRGBA(img)
}

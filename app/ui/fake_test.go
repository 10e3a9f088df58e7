package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	_ "image/png"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyline/app"
	"keyline/canvas/canvastest"
	"keyline/canvas/layered"
	"keyline/canvas/project"
)

// fake colours like a network would, without one: the base is the first reference's
// corner colour at the left and its complement at the right, smeared over the middle;
// beside edges the smear goes.
type fake struct {
	mu    sync.Mutex
	fails bool
	gate  chan struct{} // if set, a base waits for it
}

var errNoColour = errors.New("no colour today; try tomorrow")

func (f *fake) Colorize(ctx context.Context, r app.Request, progress func(float64)) (app.Base, error) {
	f.mu.Lock()
	fails, gate := f.fails, f.gate
	f.mu.Unlock()
	progress(0.5)
	if gate != nil {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-gate:
		}
	}
	if fails {
		return nil, errNoColour
	}
	return fakeBase{r}, nil
}

type fakeBase struct{ r app.Request }

func (b fakeBase) Reach() int              { return 24 }
func (b fakeBase) Bounds() image.Rectangle { return b.r.Lines.Rect }

func (b fakeBase) Refine(_ context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error) {
	area = area.Intersect(b.r.Lines.Rect)
	out := image.NewRGBA(area)
	beside := grown(edges, area)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			out.SetRGBA(x, y, b.colour(x, y, beside[image.Pt(x, y).Div(8)]))
		}
	}
	return out, nil
}

func (b fakeBase) RefineInto(ctx context.Context, edges *image.Alpha, dst *image.RGBA, level int) error {
	whole, err := b.Refine(ctx, edges, canvastest.Doubled(dst.Rect, level))
	if err == nil {
		canvastest.HalveInto(dst, whole, level)
	}
	return err
}

func (b fakeBase) colour(x, y int, beside bool) color.RGBA {
	left := color.RGBA{180, 0, 90, 255}
	if len(b.r.References) > 0 {
		ref := b.r.References[b.giver(x, y)]
		c := ref.NRGBAAt(ref.Rect.Min.X, ref.Rect.Min.Y)
		left = color.RGBA{c.R, c.G, c.B, 255}
	}
	if b.r.Hints != nil && b.r.Hints.NRGBAAt(x, y).A > 0 {
		c := b.r.Hints.NRGBAAt(x, y)
		return color.RGBA{c.R, c.G, c.B, 255}
	}
	if b.r.Colour != nil {
		c := b.r.Colour.NRGBAAt(x, y)
		left = color.RGBA{c.R, c.G, c.B, 255}
	}
	if beside {
		left.B = 255 - left.B
	}
	return left
}

// Flats are halves of the page, the first swatch at the left and paper at the right, with
// hints on them; a place gives its half a number, and edges are paper.
func (b fakeBase) Flats(_ context.Context, r app.FlatRequest, progress func(float64)) (*image.Gray16, error) {
	out := image.NewGray16(b.r.Lines.Rect)
	progress(0.5)
	middle := out.Rect.Dx() / 2
	of := [2]int{min(len(r.Swatches), 1), 0}
	for i, p := range r.Places {
		of[min(p.X/max(middle, 1), 1)] = len(r.Swatches) + r.Hints + 1 + i
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			v := of[min(x/max(middle, 1), 1)]
			if r.Edges != nil && r.Edges.AlphaAt(x, y).A >= 128 {
				v = 0
			}
			if r.Seeds != nil && r.Seeds.Gray16At(x, y).Y > 0 {
				v = int(r.Seeds.Gray16At(x, y).Y)
			}
			out.SetGray16(x, y, color.Gray16{Y: uint16(v)})
		}
	}
	return out, nil
}

// giver is the first reference that gives colours to a pixel, counted from 0.
func (b fakeBase) giver(x, y int) int {
	for i, m := range b.r.Where {
		if m == nil || m.AlphaAt(x, y).A >= 128 {
			return i
		}
	}
	return 0
}

// grown lists the cells of 8 px in which, or beside which, there is a stroke.
func grown(edges *image.Alpha, area image.Rectangle) map[image.Point]bool {
	cells := map[image.Point]bool{}
	if edges == nil {
		return cells
	}
	part := area.Inset(-16).Intersect(edges.Rect)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if edges.Pix[edges.PixOffset(x, y)] >= 128 {
				at := image.Pt(x, y).Div(8)
				for i := range 9 {
					cells[at.Add(image.Pt(i%3-1, i/3-1))] = true
				}
			}
		}
	}
	return cells
}

// shelf is a file system in memory.
type shelf struct {
	mu       sync.Mutex
	files    map[string]image.Image
	palettes map[string][]byte
	layered  map[string]layered.Picture
}

func (s *shelf) Open(path string) (image.Image, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if img, ok := s.files[path]; ok {
		return img, nil
	}
	return nil, errors.New("open " + path + ": no such file; check the name and the folder")
}

// Small reads pictures that are on the disk, where Fyne's file dialog looks, too.
func (s *shelf) Small(path string, _ int) (*image.NRGBA, error) {
	img, err := s.Open(path)
	if f, missing := os.Open(path); err != nil && missing == nil {
		defer f.Close()
		img, _, err = image.Decode(f)
	}
	if err != nil {
		return nil, err
	}
	return nrgbaOf(img), nil
}

func (s *shelf) OpenLayers(path string) (layered.Picture, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.layered[path], nil
}

func (s *shelf) Exists(path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[path] != nil || s.palettes[path] != nil || s.layered[path].Layers != nil
}

func (s *shelf) Save(path string, img image.Image) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if path == "/full.png" {
		return errors.New("write /full.png: the disk is full; free some space or choose another disk")
	}
	s.files[path] = img
	return nil
}

// fakeProjects keeps projects in memory.
type fakeProjects struct {
	shelf *shelf
	mu    sync.Mutex
	files map[string]project.Project
	gate  chan struct{} // if set, a save waits for it
}

func (f *fakeProjects) IsProject(path string) bool { return strings.HasSuffix(path, ".ora") }

func (f *fakeProjects) Open(path string) (p project.Project, found bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p, found = f.files[path]
	return p, found, nil
}

func (f *fakeProjects) Save(_ context.Context, path string, p project.Project, progress func(float64)) error {
	progress(0.5)
	if f.gate != nil {
		<-f.gate
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if strings.HasPrefix(path, "/full") {
		return errors.New("write " + path + ": no space left on device; free some space or choose another disk")
	}
	f.files[path] = p
	return nil
}

// bench is a window without a display, driven by a loop.
type bench struct {
	*Window
	t        *testing.T
	fake     *fake
	shelf    *shelf
	codec    *fakeCodec
	projects *fakeProjects
	loop     *app.Loop
	state    *bytes.Buffer
	now      time.Time
}

func newBench(t *testing.T) *bench { return newThemedBench(t, false) }

// newThemedBench shows the samples themselves, for tests of how it looks.
func newThemedBench(t *testing.T, light bool) *bench {
	t.Helper()
	return newBenchWith(t, func(o *Options) { o.Light, o.Samples = light, nil })
}

// themes yields both, by name.
func themes(yield func(name string, light bool) bool) {
	_ = yield("dark", false) && yield("light", true)
}

// newBenchWith makes a window with other options.
func newBenchWith(t *testing.T, change func(*Options)) *bench {
	t.Helper()
	b := &bench{t: t, fake: &fake{}, loop: app.NewLoop(), state: &bytes.Buffer{}, now: time.Unix(1000, 0).UTC()}
	b.shelf = &shelf{files: map[string]image.Image{
		"/sketch.png": lineArt(200, 160), "/small.png": lineArt(20, 30), "/red.png": plain(color.NRGBA{200, 30, 40, 255}, 200, 160),
		"/blue.png": plain(color.NRGBA{30, 40, 200, 255}, 60, 50),
	}}
	b.codec = &fakeCodec{shelf: b.shelf}
	b.projects = &fakeProjects{shelf: b.shelf, files: map[string]project.Project{}}
	a := test.NewTempApp(t)
	// Fyne tells the time of its caches when it paints: where tests take minutes, the first
	// picture would be painted without all that was made before it.
	test.NewCanvas().Capture()
	o := Options{
		App: a, Colorizer: b.fake, Files: b.shelf, Codec: b.codec, Projects: b.projects, Post: b.loop.Post, State: b.state, Version: "0.1.0",
		Samples: smallSamples(), Language: "en",
		Now: func() time.Time { b.now = b.now.Add(time.Millisecond); return b.now },
	}
	change(&o)
	b.Window = New(o)
	t.Cleanup(b.Close)
	b.Show()
	b.win.Resize(fyne.NewSize(1280, 800))
	return b
}

// settle runs what was posted until nothing is outstanding.
func (b *bench) settle() {
	b.t.Helper()
	if err := b.loop.Until(b.t.Context(), func() bool { return b.readiness() == "ready" }); err != nil {
		b.t.Fatal(err)
	}
}

// open opens the sketch with a reference.
func (b *bench) open() {
	b.t.Helper()
	b.OpenFiles("/sketch.png", "/blue.png")
	b.settle()
	b.frame()
}

// frame paints the picture as the window would.
func (b *bench) frame() *image.RGBA {
	size := b.picture.Size()
	return b.picture.paint(int(size.Width), int(size.Height)).(*image.RGBA)
}

// lineArt is a box with a gap, black on white.
func lineArt(w, h int) image.Image {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetGray(x, y, color.Gray{255})
			onBox := (x/2 == w/8 || x/2 == w/2-w/8) && y > h/4 && y < 3*h/4 || (y/2 == h/8 || y/2 == h/2-h/8) && x > w/4 && x < 3*w/4
			if onBox && (x < w/3 || x > w/2) {
				img.SetGray(x, y, color.Gray{0})
			}
		}
	}
	return img
}

func plain(c color.NRGBA, w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// eachIn visits o and all that is in it; visit tells whether to look inside too.
func eachIn(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) {
	if !visit(o) {
		return
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, c := range inside {
		eachIn(c, visit)
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/imageio"
)

// written is a lossless format: how a document's picture becomes a file, and what another
// program reads from that as the finished picture.
type written struct {
	name  string
	write func(doc *canvas.Document, picture image.Image) ([]byte, error)
	read  func(file []byte) (image.Image, error)
}

// lossless are all formats that keep every pixel; one that is added is tested with a line
// here.
var lossless = []written{
	flat("x.png", imageio.PNG),
	flat("x.webp", imageio.WebP),
}

// flat is a format of the picture alone.
func flat(name string, f imageio.Format) written {
	return written{name, func(_ *canvas.Document, picture image.Image) ([]byte, error) {
		var file bytes.Buffer
		err := imageio.Encode(&file, picture, f)
		return file.Bytes(), err
	}, func(file []byte) (image.Image, error) {
		return imageio.DecodeReader(name, bytes.NewReader(file), int64(len(file)))
	}}
}

// painter is a colorizer without a network: noise, the hints on it, and another colour
// where there is an edge.
type painter struct{ seed uint64 }

func (p painter) Colorize(_ context.Context, r app.Request, _ func(float64)) (app.Base, error) {
	return painted{p, r}, nil
}

type painted struct {
	painter
	app.Request
}

func (p painted) Bounds() image.Rectangle { return p.Lines.Rect }
func (p painted) Reach() int              { return 1 }

func (p painted) Refine(ctx context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error) {
	out := image.NewRGBA(area.Intersect(p.Bounds()))
	return out, p.RefineInto(ctx, edges, out, 0)
}

// RefineInto takes the first of the pixels that were halved into one.
func (p painted) RefineInto(_ context.Context, edges *image.Alpha, dst *image.RGBA, level int) error {
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		for x := dst.Rect.Min.X; x < dst.Rect.Max.X; x++ {
			dst.SetRGBA(x, y, p.at(edges, x<<level, y<<level))
		}
	}
	return nil
}

func (p painted) at(edges *image.Alpha, x, y int) color.RGBA {
	v := (p.seed + uint64(x)*0x9E3779B97F4A7C15 + uint64(y)*0xC2B2AE3D27D4EB4F) * 0xD6E8FEB86659FD93 >> 32
	c := color.RGBA{uint8(v), uint8(v >> 8), uint8(v >> 16), 255}
	if v>>24&3 == 0 {
		c = color.RGBA{255, 255, 255, 255} // paper, for a ground to be found
	}
	if p.Hints != nil && p.Hints.NRGBAAt(x, y).A > 0 {
		h := p.Hints.NRGBAAt(x, y)
		c = color.RGBA{h.R, h.G, h.B, 255}
	}
	if edges != nil && edges.AlphaAt(x, y).A >= 128 {
		c = color.RGBA{255 - c.R, 255 - c.G, c.B, 255}
	}
	return c
}

// randomPage is a sketch of any kind: grey or coloured, transparent or not, at levels.
func randomPage(t *testing.T, r *rand.Rand) app.Page {
	t.Helper()
	size := image.Pt(1+r.IntN(40), 1+r.IntN(40))
	switch r.IntN(40) {
	case 0:
		size = image.Pt(1, 1)
	case 1:
		size = image.Pt(120+r.IntN(20), 250+r.IntN(20)) // over the border of tiles
	}
	sketch := image.NewNRGBA(image.Rectangle{Max: size})
	grey, opaque, sparse := r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0
	for i := 0; i < len(sketch.Pix); i += 4 {
		p := sketch.Pix[i : i+4]
		for c := range p {
			p[c] = uint8(r.Uint32())
		}
		if grey {
			p[1], p[2] = p[0], p[0]
		}
		if opaque {
			p[3] = 255
		}
		if sparse && r.IntN(3) > 0 {
			p[3] = 0
			if opaque {
				p[0], p[1], p[2], p[3] = 255, 255, 255, 255
			}
		}
	}
	levels := canvas.Levels{}
	if r.IntN(2) == 0 {
		levels.Black = uint8(r.IntN(200))
		levels.White = levels.Black + 1 + uint8(r.IntN(255-int(levels.Black)))
	}
	l, err := canvas.NewLines(sketch).WithLevels(levels)
	if err != nil {
		t.Fatal(err)
	}
	return app.Page{Lines: l}
}

// randomStroke is an edge or a hint across the page.
func randomStroke(r *rand.Rand, size image.Point) (tool app.Tool, c color.NRGBA, samples []canvas.Sample) {
	tool, c = app.EdgeTool, color.NRGBA{}
	if r.IntN(2) == 0 {
		tool, c = app.HintTool, color.NRGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), 255}
	}
	for range 1 + r.IntN(4) {
		samples = append(samples, canvas.Sample{X: r.Float64() * float64(size.X), Y: r.Float64() * float64(size.Y), Width: 1 + 8*r.Float64()})
	}
	return tool, c, samples
}

// drawnDocument is a page with strokes on it, some hidden; without leaves those away.
func drawnDocument(t *testing.T, seed uint64, without bool) *canvas.Document {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 99))
	page := randomPage(t, r)
	loop := app.NewLoop()
	e := app.NewEditor(painter{seed}, loop.Post, app.Watch{})
	defer e.Close()
	if err := e.Open(page); err != nil {
		t.Fatal(err)
	}
	for range r.IntN(5) {
		tool, c, samples := randomStroke(r, page.Lines.Bounds().Size())
		hidden := r.IntN(3) == 0
		if hidden && without {
			continue
		}
		if err := e.PenDown(tool, c, samples[0]); err != nil {
			t.Fatal(err)
		}
		for _, s := range samples[1:] {
			e.PenMove(s)
		}
		e.PenUp()
		if strokes := e.Document().Strokes(); hidden {
			e.Hide(strokes[len(strokes)-1].ID, true)
		}
	}
	if err := loop.Until(t.Context(), e.Settled); err != nil {
		t.Fatal(err)
	}
	if err := e.Err(); err != nil {
		t.Fatal(err)
	}
	return e.Document()
}

// through writes a document's picture and reads it back.
func (f written) through(t *testing.T, doc *canvas.Document, picture image.Image) *image.NRGBA {
	t.Helper()
	file, err := f.write(doc, picture)
	if err != nil {
		t.Fatal(err)
	}
	back, err := f.read(file)
	if err != nil {
		t.Fatal(err)
	}
	return imageio.ToNRGBA(back)
}

// ink is the line formula for a channel.
func ink(colour, line uint8) uint8 { return uint8((uint32(colour)*uint32(line) + 127) / 255) }

// follows finds the first pixel that is not its colour times its line.
func follows(doc *canvas.Document, whole, colour *image.NRGBA) error {
	if whole.Rect != doc.Bounds() || colour.Rect != doc.Bounds() {
		return fmt.Errorf("sizes %v and %v of a page %v", whole.Rect, colour.Rect, doc.Bounds())
	}
	for y := range whole.Rect.Dy() {
		for x := range whole.Rect.Dx() {
			r, g, b := doc.Lines().At(x, y)
			c := colour.NRGBAAt(x, y)
			if got, want := whole.NRGBAAt(x, y), (color.NRGBA{ink(c.R, r), ink(c.G, g), ink(c.B, b), 255}); got != want || c.A != 255 {
				return fmt.Errorf("(%d,%d) is %v, colour %v under line %d,%d,%d gives %v", x, y, got, c, r, g, b, want)
			}
		}
	}
	return nil
}

func TestTheLineFormulaHoldsThroughEveryLosslessFormat(t *testing.T) {
	for seed := range uint64(1000) {
		doc, bare := drawnDocument(t, seed, false), drawnDocument(t, seed, true)
		finished := canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{})
		colours := canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{HideLines: true})
		if visible := canvas.Flatten(bare, bare.Bounds(), canvas.FlattenOptions{}); !bytes.Equal(visible.Pix, finished.Pix) {
			t.Fatalf("document %d: a hidden stroke shows", seed)
		}
		for _, f := range lossless {
			whole, colour := f.through(t, doc, finished), f.through(t, doc, colours)
			if err := follows(doc, whole, colour); err != nil {
				t.Fatalf("document %d as %s: %v", seed, f.name, err)
			}
			if !bytes.Equal(colour.Pix, colours.Pix) {
				t.Fatalf("document %d as %s: the colours are others", seed, f.name)
			}
		}
	}
}

func TestATransparentGroundKeepsTheLineFormula(t *testing.T) {
	clearings := 0
	for seed := range uint64(300) {
		doc := drawnDocument(t, seed, false)
		finished := canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{})
		clear, err := canvas.ClearGround(t.Context(), canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{}))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range lossless {
			got := f.through(t, doc, clear)
			for i := 0; i < len(got.Pix); i += 4 {
				alpha := int(got.Pix[i+3])
				if alpha < 255 {
					clearings++
				}
				for c := range 3 {
					onWhite := (int(got.Pix[i+c])*alpha + 255*(255-alpha) + 127) / 255
					off := onWhite - int(finished.Pix[i+c])
					if alpha == 255 && off != 0 || max(off, -off) > 1 {
						t.Fatalf("document %d as %s: byte %d is %d on white, alpha %d, the picture has %d", seed, f.name, i+c, onWhite, alpha, finished.Pix[i+c])
					}
				}
			}
		}
	}
	if clearings == 0 {
		t.Error("no pixel was cleared; the test proves nothing")
	}
}

func TestHiddenStrokesDoNotShow(t *testing.T) {
	hidden := 0
	for seed := range uint64(200) {
		doc, bare := drawnDocument(t, seed, false), drawnDocument(t, seed, true)
		hidden += len(doc.Strokes()) - len(bare.Strokes())
	}
	if hidden < 50 {
		t.Errorf("only %d strokes are hidden; the test above would prove nothing", hidden)
	}
}

func (painted) Flats(context.Context, app.FlatRequest, func(float64)) (*image.Gray16, error) {
	return nil, errors.New("this colorizer makes no flats")
}

package main

import (
	"context"
	"hash/fnv"
	"image"
	"os"
	"path/filepath"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/metrics"
	"keyline/canvas/rivals"
	"keyline/cmd/internal/engine"
)

// bandWorkingPx is how far from a stroke, in pixels of the working size, colours are to
// be mended: within the full strength of the gate.
const bandWorkingPx = 16

// pair is a sketch, its reference and its truth.
type pair struct {
	name      string
	sketch    picture
	truth     picture
	reference *image.NRGBA
	edges     *image.Alpha // strokes that were drawn for it, or nil
}

func (f evalFlags) open(name string) (p pair, err error) {
	file := func(what string) string { return filepath.Join(f.pairs, name, what+".png") }
	p.name = name
	if p.sketch, err = open(file("sketch")); err != nil {
		return p, err
	}
	if p.truth, err = openLike(file("truth"), "truth", p.sketch); err != nil {
		return p, err
	}
	if p.reference, err = openNRGBA(file("reference")); err != nil {
		return p, err
	}
	if _, err := os.Stat(file("edges")); err == nil {
		p.edges, err = openEdges(file("edges"), p.sketch)
		return p, err
	}
	return p, nil
}

// trial is a pair on its way through eval.
type trial struct {
	pair
	f       evalFlags
	panel   *metrics.Panel
	page    app.Page
	colour  *image.RGBA // the base without lines
	base    *image.RGBA
	reach   float64 // px
	run     func(app.Page) (*image.RGBA, error)
	row     evalRow
	strokes *image.Alpha // simulated, or the pair's own; nil is none
	refined *image.RGBA
}

// row colorizes and scores one pair, and returns what a sheet shows of it.
func (f evalFlags) row(ctx context.Context, c console, n engine.Network, name string) (evalRow, sheetRow, error) {
	t := trial{f: f}
	var err error
	if t.pair, err = f.open(name); err != nil {
		return t.row, nil, err
	}
	if t.panel, err = metrics.NewPanel(t.sketch, t.truth); err != nil {
		return t.row, nil, err
	}
	t.run = func(page app.Page) (*image.RGBA, error) { return coloured(ctx, c, n, page) }
	t.page = app.Page{Lines: canvas.NewLines(t.sketch.Image), References: []*image.NRGBA{t.reference}, LongSide: f.size}
	if !f.references {
		t.page.References = nil
	}
	t.reach = reachPx(t.page.Lines.Bounds().Size(), f.size)
	t.row.Name = name
	for _, step := range []func() error{t.colorize, t.stroke, t.hint, t.mislead} {
		if err := step(); err != nil {
			return t.row, nil, err
		}
	}
	return t.row, t.shown(), nil
}

// colorize makes and scores the base.
func (t *trial) colorize() (err error) {
	if t.colour, err = t.run(t.page); err != nil {
		return err
	}
	t.base = underLines(t.colour, t.page.Lines)
	if t.row.Base, err = scoresOf(t.panel, t.base); err != nil {
		return err
	}
	if !t.f.references {
		g, err := t.panel.Guess(t.base)
		t.row.Guess = &guessScores{figure(g.Painted), figure(g.Mud), figure(g.Paper)}
		return err
	}
	return t.row.Base.compare(t.panel, t.reference)
}

// stroke mends the base along simulated strokes, or for a sheet along those of the pair.
func (t *trial) stroke() (err error) {
	t.strokes = t.edges
	if t.f.strokes > 0 {
		edges, count, err := t.panel.Strokes(t.base, t.f.strokes, seedOf(t.name))
		if err != nil {
			return err
		}
		if t.row.Strokes = count; count > 0 {
			t.strokes = edges
		}
	}
	if t.strokes == nil || t.row.Strokes == 0 && t.f.sheet == "" {
		return nil
	}
	page := t.page
	page.Edges = t.strokes
	colour, err := t.run(page)
	if err != nil {
		return err
	}
	t.refined = underLines(colour, t.page.Lines)
	if t.row.Strokes == 0 {
		return nil
	}
	if err := t.scoreStrokes(&t.row.Base, t.base); err != nil {
		return err
	}
	s, err := t.mended(t.refined)
	t.row.Refined = &s
	if err != nil || !t.f.rivals {
		return err
	}
	return t.compete()
}

// compete mends the base by every rival, from the same strokes.
func (t *trial) compete() (err error) {
	t.row.Rivals = map[string]scores{}
	scene := rivals.Scene{
		Lines: t.page.Lines.Gray(), Base: t.colour, Edges: t.strokes,
		Band: t.reach * bandWorkingPx / reachWorkingPx,
	}
	for _, m := range rivals.Methods() {
		if t.row.Rivals[m.Name], err = t.mended(underLines(m.Mend(scene), t.page.Lines)); err != nil {
			return err
		}
	}
	return nil
}

// mended scores a picture that strokes made of the base.
func (t *trial) mended(m *image.RGBA) (s scores, err error) {
	if s, err = scoresOf(t.panel, m); err != nil {
		return s, err
	}
	if err = t.scoreStrokes(&s, m); err != nil {
		return s, err
	}
	change, err := metrics.ChangeOutside(t.base, m, t.strokes, t.reach)
	s.ChangeOutside, s.ChangeOutsideMean = number(float64(change.Max)), number(change.Mean)
	return s, err
}

// scoreStrokes adds what is measured beside the strokes.
func (t *trial) scoreStrokes(s *scores, m *image.RGBA) error {
	contrast, err := t.panel.EdgeContrast(m, t.strokes)
	if err != nil {
		return err
	}
	near, err := t.panel.EdgeContrastNear(t.base, m, t.strokes)
	if err != nil {
		return err
	}
	band, err := t.panel.BandDeltaE(m, t.strokes, t.reach*bandWorkingPx/reachWorkingPx)
	s.EdgeContrast, s.ContrastNear, s.BandDE = number(contrast), number(near), number(band)
	return err
}

// hint gives the base simulated hints.
func (t *trial) hint() error {
	if t.f.hints == 0 {
		return nil
	}
	dabs, err := t.panel.Dabs(t.base, t.f.hints, seedOf(t.name))
	if err != nil || dabs.Count == 0 {
		return err
	}
	page := t.page
	page.Hints = dabs.Image
	colour, err := t.run(page)
	if err != nil {
		return err
	}
	before, after, spoiled, err := t.panel.Mended(t.base, underLines(colour, t.page.Lines), dabs)
	t.row.Hints = &hintScores{dabs.Count, figure(before), figure(after), figure(spoiled)}
	return err
}

// wrongEdgePx is how far from every edge wrong strokes are drawn, in pixels of the working size:
// farther than the net takes colours from.
const wrongEdgePx = 24

// mislead draws strokes where there is no edge.
func (t *trial) mislead() error {
	if t.f.wrong == 0 {
		return nil
	}
	edges, count := t.panel.WrongStrokes(t.f.wrong, t.reach*wrongEdgePx/reachWorkingPx, seedOf(t.name))
	if count == 0 {
		return nil
	}
	page := t.page
	page.Edges = edges
	colour, err := t.run(page)
	if err != nil {
		return err
	}
	change, rise, err := t.panel.Changed(t.base, underLines(colour, t.page.Lines), edges, 0)
	t.row.WrongStrokes = &wrongScores{count, figure(change), figure(rise)}
	return err
}

// shown is the pair's row in a sheet.
func (t *trial) shown() sheetRow {
	if t.refined == nil {
		return sheetRow{t.sketch, t.reference, t.base, t.base, t.truth}
	}
	return sheetRow{t.sketch, t.reference, overStrokes(t.base, t.strokes), t.refined, t.truth}
}

// coloured runs the session on a page and returns its picture without lines.
func coloured(ctx context.Context, c console, n engine.Network, page app.Page) (*image.RGBA, error) {
	s, err := settled(ctx, c, n, page)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return canvas.Flatten(s.Document(), s.Document().Bounds(), canvas.FlattenOptions{HideLines: true}), nil
}

// underLines multiplies a colouring by the lines.
func underLines(colour *image.RGBA, lines *canvas.Lines) *image.RGBA {
	out := image.NewRGBA(colour.Rect)
	for i := 0; i < len(out.Pix); i += 4 {
		x, y := i%colour.Stride/4, i/colour.Stride
		r, g, b := lines.At(x, y)
		for c, line := range [3]uint8{r, g, b} {
			out.Pix[i+c] = uint8((int(colour.Pix[i+c])*int(line) + 127) / 255)
		}
		out.Pix[i+3] = 255
	}
	return out
}

// seedOf makes a pair's strokes its own, whatever other pairs there are.
func seedOf(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()
}

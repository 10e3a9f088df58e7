package main

import (
	"context"
	"hash/fnv"
	"image"
	"math"
	"os"
	"path/filepath"
	"slices"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/metrics"
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
	if p.reference, err = openNRGBA(file("reference"), "reference", nil); err != nil {
		return p, err
	}
	if _, err := os.Stat(file("edges")); err == nil {
		p.edges, err = openEdges(file("edges"), p.sketch)
		return p, err
	}
	return p, nil
}

// row colorizes and scores one pair, and returns what a sheet shows of it.
func (f evalFlags) row(ctx context.Context, c console, n engine.Network, name string) (row evalRow, shown sheetRow, err error) {
	p, err := f.open(name)
	if err != nil {
		return row, nil, err
	}
	panel, err := metrics.NewPanel(p.sketch, p.truth)
	if err != nil {
		return row, nil, err
	}
	page := app.Page{Lines: canvas.NewLines(p.sketch.Image), References: []*image.NRGBA{p.reference}, LongSide: f.size}
	base, err := finished(ctx, c, n, page)
	if err != nil {
		return row, nil, err
	}
	row.Name, shown = name, sheetRow{p.sketch, p.reference, base}
	if row.Base, err = scoresOf(panel, base); err != nil {
		return row, nil, err
	}
	if err := row.Base.compare(panel, p.reference); err != nil {
		return row, nil, err
	}
	page.Edges = p.edges
	if f.strokes > 0 {
		edges, count, err := panel.Strokes(base, f.strokes, seedOf(name))
		if err != nil {
			return row, nil, err
		}
		if row.Strokes = count; count > 0 {
			page.Edges = edges
		}
	}
	if row.Strokes == 0 && (f.sheet == "" || page.Edges == nil) {
		return row, append(shown, p.truth), nil
	}
	refined, err := finished(ctx, c, n, page)
	if err != nil {
		return row, nil, err
	}
	if row.Strokes > 0 {
		err = f.refined(&row, panel, base, refined, page.Edges)
	}
	return row, append(shown, overStrokes(base, page.Edges), refined, p.truth), err
}

// seedOf makes a pair's strokes its own, whatever other pairs there are.
func seedOf(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()
}

// refined adds what the simulated strokes changed to the row.
func (f evalFlags) refined(row *evalRow, panel *metrics.Panel, base, refined image.Image, edges *image.Alpha) error {
	s, err := scoresOf(panel, refined)
	if err != nil {
		return err
	}
	reach := reachPx(base.Bounds().Size(), f.size)
	for _, m := range []struct {
		of    image.Image
		score *scores
	}{{base, &row.Base}, {refined, &s}} {
		contrast, err := panel.EdgeContrast(m.of, edges)
		if err != nil {
			return err
		}
		band, err := panel.BandDeltaE(m.of, edges, reach*bandWorkingPx/reachWorkingPx)
		if err != nil {
			return err
		}
		m.score.EdgeContrast, m.score.BandDE = number(contrast), number(band)
	}
	change, err := metrics.ChangeOutside(base, refined, edges, reach)
	if err != nil {
		return err
	}
	s.ChangeOutside, s.ChangeOutsideMean = number(float64(change.Max)), number(change.Mean)
	row.Refined = &s
	return nil
}

// medians gives each figure's median over the rows where it is defined; refined is nil
// where no row has strokes.
func medians(rows []evalRow) (base scores, refined *scores) {
	var bases, after []scores
	for _, row := range rows {
		bases = append(bases, row.Base)
		if row.Refined != nil {
			after = append(after, *row.Refined)
		}
	}
	base = medianOf(bases)
	if after != nil {
		m := medianOf(after)
		refined = &m
	}
	return base, refined
}

func medianOf(rows []scores) (s scores) {
	for i, to := range s.figures() {
		var values []float64
		asked := false
		for _, row := range rows {
			v := *row.figures()[i]
			asked = asked || v != nil
			if v != nil && !math.IsNaN(float64(*v)) {
				values = append(values, float64(*v))
			}
		}
		if asked {
			*to = number(middle(values))
		}
	}
	return s
}

// figures are the places of all figures that have a median.
func (s *scores) figures() [8]**figure {
	return [...]**figure{&s.PSNR, &s.DE, &s.BoundaryDE, &s.BandDE, &s.EdgeContrast, &s.ChangeOutside, &s.ChangeOutsideMean, &s.Ratio}
}

// middle is the median of the values, which it sorts; NaN of none.
func middle(values []float64) float64 { return percentile(values, 50) }

// percentile is the value that p % of the values do not exceed, between the two nearest
// ranks linearly; it sorts them. NaN of none.
func percentile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	at := p / 100 * float64(len(values)-1)
	low := int(at)
	high := min(low+1, len(values)-1)
	return values[low] + (at-float64(low))*(values[high]-values[low])
}

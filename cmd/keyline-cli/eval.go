package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/metrics"
	"keyline/cmd/internal/engine"
)

// evalRow is one pair of eval.
type evalRow struct {
	Name string `json:"name"`
	Base scores `json:"base"`
}

// evalReport is the report of eval.
type evalReport struct {
	Rows   []evalRow `json:"rows"`
	Median struct {
		Base scores `json:"base"`
	} `json:"median"`
}

// evalFlags are the flags of eval.
type evalFlags struct {
	pairs, sheet  string
	strokes, size int
	json          bool
}

// evaluate is the command eval: it colorizes and scores every pair of a folder.
func evaluate(ctx context.Context, c console, args []string) error {
	f, err := parseEval(c, args)
	if err != nil {
		return err
	}
	if f.sheet != "" {
		if err := imageio.CheckWritable(f.sheet); err != nil {
			return err
		}
	}
	names, err := pairsIn(f.pairs)
	if err != nil {
		return err
	}
	n, err := openNetwork(c)
	if err != nil {
		return err
	}
	var report evalReport
	var sheet []sheetRow
	for _, name := range names {
		row, shown, err := f.row(ctx, c, n, name)
		if err != nil {
			return err
		}
		report.Rows = append(report.Rows, row)
		if f.sheet != "" {
			sheet = append(sheet, shown)
		}
	}
	if f.sheet != "" {
		if err := saveSheet(f.sheet, sheet); err != nil {
			return err
		}
	}
	report.Median.Base = medianOf(report.Rows)
	if f.json {
		return printJSON(c, report)
	}
	return printTable(c, report)
}

func parseEval(c console, args []string) (f evalFlags, err error) {
	set := newFlags("eval")
	set.StringVar(&f.pairs, "pairs", "", "`folder` of folders, each with sketch.png, reference.png and truth.png")
	set.IntVar(&f.strokes, "strokes", 0, "simulated edge strokes a picture; this version has 0 only")
	size := workingSize(set)
	set.StringVar(&f.sheet, "sheet", "", "picture `file` to write: sketch, reference, colorization, with its strokes and mended where a pair has edges.png, truth")
	set.BoolVar(&f.json, "json", false, "print the report as JSON")
	if err := parse(set, c, args, "pairs"); err != nil {
		return f, err
	}
	f.size = *size
	if f.sheet != "" {
		if err := checkOut(f.sheet); err != nil {
			return f, err
		}
	}
	if f.strokes != 0 {
		return f, wrong("--strokes %d: simulated strokes come in a later version; use 0, or draw strokes and use colorize --edges and metrics", f.strokes)
	}
	return f, checkSize(f.size)
}

// pairsIn lists the folders with a truth, by name.
func pairsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read pairs %s: %w; name a folder of folders", dir, unwrapPath(err))
	}
	var names []string
	for _, entry := range entries {
		_, err := os.Stat(filepath.Join(dir, entry.Name(), "truth.png"))
		switch {
		case err == nil:
			names = append(names, entry.Name())
		case !errors.Is(err, fs.ErrNotExist) && entry.IsDir():
			return nil, fmt.Errorf("read pairs %s: %w", dir, err)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("read pairs %s: no folder in it has a truth.png; name a folder of such folders", dir)
	}
	return names, nil
}

// row colorizes and scores one pair, and returns what a sheet shows of it.
func (f evalFlags) row(ctx context.Context, c console, n engine.Network, name string) (row evalRow, shown sheetRow, err error) {
	file := func(what string) string { return filepath.Join(f.pairs, name, what+".png") }
	sketch, err := open(file("sketch"))
	if err != nil {
		return row, nil, err
	}
	truth, err := openLike(file("truth"), "truth", sketch)
	if err != nil {
		return row, nil, err
	}
	reference, err := openNRGBA(file("reference"), "reference", nil)
	if err != nil {
		return row, nil, err
	}
	page := app.Page{Lines: canvas.NewLines(sketch.Image), References: []*image.NRGBA{reference}, LongSide: f.size}
	pred, err := finished(ctx, c, n, page, true)
	if err != nil {
		return row, nil, err
	}
	panel, err := metrics.NewPanel(sketch, truth)
	if err != nil {
		return row, nil, err
	}
	row.Name, shown = name, sheetRow{sketch, reference, pred}
	if row.Base, err = scoresOf(panel, pred); err != nil {
		return row, nil, err
	}
	if _, err := os.Stat(file("edges")); f.sheet != "" && err == nil {
		if page.Edges, err = openEdges(file("edges"), sketch); err != nil {
			return row, nil, err
		}
		mended, err := finished(ctx, c, n, page, true)
		if err != nil {
			return row, nil, err
		}
		shown = append(shown, overStrokes(pred, page.Edges), mended)
	}
	return row, append(shown, truth), row.Base.compare(panel, reference)
}

// medianOf gives each figure's median over the rows where it is defined.
func medianOf(rows []evalRow) (s scores) {
	for _, m := range []struct {
		to   *(*figure)
		from func(scores) *figure
	}{
		{&s.PSNR, func(s scores) *figure { return s.PSNR }},
		{&s.DE, func(s scores) *figure { return s.DE }},
		{&s.BoundaryDE, func(s scores) *figure { return s.BoundaryDE }},
		{&s.Ratio, func(s scores) *figure { return s.Ratio }},
	} {
		var values []float64
		for _, row := range rows {
			if v := m.from(row.Base); v != nil && !math.IsNaN(float64(*v)) {
				values = append(values, float64(*v))
			}
		}
		*m.to = number(middle(values))
	}
	return s
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

// printTable shows the report to a person: ΔE2000 of the coloured foreground, that of
// the simple methods, and the ratio to the best of them.
func printTable(c console, report evalReport) error {
	const format = "%-20s %8s %8s %12s %12s %10s %8s %7s\n"
	_, err := fmt.Fprintf(c.out, format, "name", "psnr", "de", "boundary_de", "mean_colour", "histogram", "blurred", "ratio")
	for _, row := range report.Rows {
		s := row.Base
		fmt.Fprintf(c.out, format, row.Name, s.PSNR, s.DE, s.BoundaryDE,
			s.Baselines["mean_colour"], s.Baselines["histogram"], s.Baselines["blurred"], s.Ratio)
	}
	m := report.Median.Base
	fmt.Fprintf(c.out, format, "median", m.PSNR, m.DE, m.BoundaryDE, "", "", "", m.Ratio)
	return err
}

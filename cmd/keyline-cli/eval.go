package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"keyline/canvas/imageio"
	"keyline/model"
)

// evalRow is one pair of eval; Refined is there where strokes were drawn.
type evalRow struct {
	Name    string  `json:"name"`
	Strokes int     `json:"strokes"`
	Base    scores  `json:"base"`
	Refined *scores `json:"refined,omitempty"`
}

// evalReport is the report of eval.
type evalReport struct {
	Rows   []evalRow `json:"rows"`
	Median struct {
		Base    scores  `json:"base"`
		Refined *scores `json:"refined,omitempty"`
	} `json:"median"`
}

// mostStrokes bounds what eval simulates per picture.
const mostStrokes = 1000

// evalFlags are the flags of eval.
type evalFlags struct {
	pairs, sheet  string
	strokes, size int
	versions      bool
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
	n, err := openNetwork(c, model.Options{Apart: !f.versions})
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
	report.Median.Base, report.Median.Refined = medians(report.Rows)
	if f.json {
		return printJSON(c, report)
	}
	return printTable(c, report)
}

func parseEval(c console, args []string) (f evalFlags, err error) {
	set := newFlags("eval")
	set.StringVar(&f.pairs, "pairs", "", "`folder` of folders, each with sketch.png, reference.png and truth.png")
	set.IntVar(&f.strokes, "strokes", 0, "edge strokes to simulate per picture, where its base bled")
	size := workingSize(set)
	set.StringVar(&f.sheet, "sheet", "", "picture `file` to write: sketch, reference, colorization, with its strokes and mended where a pair has edges.png, truth")
	set.BoolVar(&f.versions, "versions", true, "take colours by place from a reference that shows the same drawing; false: score the matching alone")
	set.BoolVar(&f.json, "json", false, "print the report as JSON")
	if err := parse(set, c, args, "pairs"); err != nil {
		return f, err
	}
	f.size = *size
	if f.sheet != "" {
		if _, err := imageio.FormatOf(f.sheet); err != nil {
			return f, wrong("%v", err)
		}
	}
	if f.strokes < 0 || f.strokes > mostStrokes {
		return f, wrong("--strokes %d: give a number from 0 to %d", f.strokes, mostStrokes)
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

// printTable shows the report to a person: ΔE2000 of the coloured foreground, that of
// the simple methods, the ratio to the best of them, and what the strokes mended.
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
	if report.Median.Refined == nil {
		return err
	}
	return printStrokes(c, report)
}

// printStrokes shows base and refined beside the simulated strokes.
func printStrokes(c console, report evalReport) error {
	const format = "%-20s %8s %8s %8s %10s %10s %8s\n"
	_, err := fmt.Fprintf(c.out, "\n"+format, "after strokes", "strokes", "band_de", "refined", "contrast", "refined", "outside")
	for _, row := range report.Rows {
		if r := row.Refined; r != nil {
			fmt.Fprintf(c.out, format, row.Name, fmt.Sprint(row.Strokes), row.Base.BandDE, r.BandDE, row.Base.EdgeContrast, r.EdgeContrast, r.ChangeOutside)
		}
	}
	b, r := report.Median.Base, report.Median.Refined
	fmt.Fprintf(c.out, format, "median", "", b.BandDE, r.BandDE, b.EdgeContrast, r.EdgeContrast, r.ChangeOutside)
	return err
}

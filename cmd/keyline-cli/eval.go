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

// mostStrokes bounds what eval simulates per picture.
const mostStrokes = 1000

// evalFlags are the flags of eval.
type evalFlags struct {
	pairs, sheet  string
	strokes, size int
	hints, wrong  int
	rivals        bool
	versions      bool
	references    bool
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
	report.sum()
	if f.json {
		return printJSON(c, report)
	}
	return printTable(c, report)
}

func parseEval(c console, args []string) (f evalFlags, err error) {
	set := newFlags("eval")
	set.StringVar(&f.pairs, "pairs", "", "`folder` of folders, each with sketch.png, reference.png and truth.png")
	set.IntVar(&f.strokes, "strokes", 0, "edge strokes to simulate per picture, where its base bled")
	set.BoolVar(&f.rivals, "rivals", true, "mend along the strokes also by methods that learned nothing; false is faster")
	set.IntVar(&f.hints, "hints", 0, "hints to simulate per picture: a dab in each area that its base has wrong, the largest first")
	set.IntVar(&f.wrong, "wrong-strokes", 0, "edge strokes to simulate per picture where there is no edge: they should change nothing")
	size := workingSize(set)
	set.StringVar(&f.sheet, "sheet", "", "picture `file` to write: sketch, reference, base with its strokes, base mended along them, truth; without --strokes the strokes are those of edges.png")
	set.BoolVar(&f.versions, "versions", true, "take colours by place from a reference that shows the same drawing; false: score the matching alone")
	set.BoolVar(&f.references, "references", true, "colorize with the pair's reference; false: from the sketch alone, and say how much is painted, mud, or paper still")
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
	for name, n := range map[string]int{"strokes": f.strokes, "hints": f.hints, "wrong-strokes": f.wrong} {
		if n < 0 || n > mostStrokes {
			return f, wrong("--%s %d: give a number from 0 to %d", name, n, mostStrokes)
		}
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

package main

import (
	"fmt"
	"slices"

	"keyline/canvas/rivals"
)

// table prints rows of a name and figures.
type table struct {
	c   console
	err error
}

// row prints a name of at most 24 letters and cells 9 wide, strings or figures; nil is empty.
func (t *table) row(name string, cells ...any) {
	text := fmt.Sprintf("%-24s", name)
	for _, cell := range cells {
		switch v := cell.(type) {
		case *figure:
			if v == nil {
				cell = ""
			} else {
				cell = *v
			}
		case nil:
			cell = ""
		}
		text += fmt.Sprintf(" %9v", cell)
	}
	if t.err == nil {
		_, t.err = fmt.Fprintln(t.c.out, text)
	}
}

func (t *table) title(text string) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.c.out, "\n%s\n", text)
	}
}

// printTable shows the report to a person.
func printTable(c console, report evalReport) error {
	t := &table{c: c}
	t.bases(report)
	if report.Median.Refined != nil {
		t.strokes(report)
		t.methods(report)
	}
	t.hints(report)
	t.wrongStrokes(report)
	t.guesses(report)
	return t.err
}

// bases shows the base colorizations: the ratio is ΔE over the best simple method's.
func (t *table) bases(report evalReport) {
	t.row("base", "psnr", "de", "boundary", "wrong", "chroma", "cdr", "mean", "histogram", "blurred", "patches", "ratio")
	line := func(name string, s scores) {
		t.row(name, s.PSNR, s.DE, s.BoundaryDE, s.Wrong, s.Chroma, s.CDR,
			s.baseline("mean_colour"), s.baseline("histogram"), s.baseline("blurred"), s.baseline("patches"), s.Ratio)
	}
	for _, row := range report.Rows {
		line(row.Name, row.Base)
	}
	line("median", report.Median.Base)
}

// strokes shows base and refined beside the simulated strokes.
func (t *table) strokes(report evalReport) {
	t.title("Along the simulated strokes: ΔE in the band, contrast over the truth's, there where the base has both colours (near); base, then refined")
	t.row("strokes", "count", "band_de", "refined", "contrast", "refined", "near", "refined", "outside", "cdr")
	line := func(name, count string, b, r scores) {
		t.row(name, count, b.BandDE, r.BandDE, b.EdgeContrast, r.EdgeContrast, b.ContrastNear, r.ContrastNear, r.ChangeOutside, r.CDR)
	}
	for _, row := range report.Rows {
		if row.Refined != nil {
			line(row.Name, fmt.Sprint(row.Strokes), row.Base, *row.Refined)
		}
	}
	line("median", "", report.Median.Base, *report.Median.Refined)
}

// methods shows the medians of all ways to mend along strokes.
func (t *table) methods(report evalReport) {
	t.title("Ways to mend, medians: fall is that of ΔE in the band, worse the part of the pairs where it rose by over 5 %")
	t.row("method", "band_de", "fall", "worse", "contrast", "near", "boundary", "psnr", "de", "wrong", "cdr")
	line := func(name string, s scores, fall, worse any) {
		t.row(name, s.BandDE, fall, worse, s.EdgeContrast, s.ContrastNear, s.BoundaryDE, s.PSNR, s.DE, s.Wrong, s.CDR)
	}
	line("base", report.Median.Base, nil, nil)
	b := report.Band["refined"]
	line("refined", *report.Median.Refined, b.Fall, b.Worse)
	for _, m := range rivals.Methods() {
		if s, ok := report.Median.Rivals[m.Name]; ok {
			line(m.Name, s, report.Band[m.Name].Fall, report.Band[m.Name].Worse)
		}
	}
}

// hints shows what simulated hints did.
func (t *table) hints(report evalReport) {
	if report.Mean.Hints == nil {
		return
	}
	t.title("A dab in each wrong area: the wrong part of these areas, and the part of all else that was right and is wrong now")
	t.row("hints", "dabs", "before", "after", "spoiled")
	line := func(name string, h hintScores) { t.row(name, fmt.Sprint(h.Dabs), h.Before, h.After, h.Spoiled) }
	var after []float64
	for _, row := range report.Rows {
		if row.Hints != nil {
			line(row.Name, *row.Hints)
			after = append(after, float64(row.Hints.After))
		}
	}
	line("mean", *report.Mean.Hints)
	t.row("median", "", "", figure(middle(slices.Clone(after))))
}

// wrongStrokes shows what strokes did where there is no edge.
func (t *table) wrongStrokes(report evalReport) {
	if report.Mean.WrongStrokes == nil {
		return
	}
	t.title("Strokes where there is no edge: mean ΔE from the base under them, and the rise of that to the truth")
	t.row("wrong strokes", "count", "change", "rise")
	line := func(name string, w wrongScores) { t.row(name, fmt.Sprint(w.Strokes), w.Change, w.Rise) }
	for _, row := range report.Rows {
		if row.WrongStrokes != nil {
			line(row.Name, *row.WrongStrokes)
		}
	}
	line("mean", *report.Mean.WrongStrokes)
}

// guesses shows how colourings without a reference look.
func (t *table) guesses(report evalReport) {
	if report.Mean.Guess == nil {
		return
	}
	t.title("Without a reference: the part of the coloured foreground that is painted, of its livelier part that is mud, and of the paper that is paper still")
	t.row("guess", "painted", "mud", "paper")
	line := func(name string, g guessScores) { t.row(name, g.Painted, g.Mud, g.Paper) }
	for _, row := range report.Rows {
		line(row.Name, *row.Guess)
	}
	line("mean", *report.Mean.Guess)
}

package main

import (
	"fmt"
	"io"
	"slices"
)

// benchRuns is how many runs a table tells the medians of.
const benchRuns = 5

// printBenchTable writes the medians of the runs and, in brackets, their least and their most, as
// Markdown.
func printBenchTable(w io.Writer, runs []benchReport) {
	fmt.Fprintf(w, "%s, %d threads, %s; medians of %d runs (least–most).\n\n| what | ms |\n|---|---|\n",
		runs[0].Machine, runs[0].Threads, runs[0].Kernel, len(runs))
	row := func(what string, of func(benchReport) figure) {
		fmt.Fprintf(w, "| %s | %s |\n", what, spreadIn(runs, of))
	}
	row("pointer sample to pixels at 1024², median", func(r benchReport) figure { return r.Stroke.P50 })
	row("the same, 95 %", func(r benchReport) figure { return r.Stroke.P95 })
	row("pointer sample to pixels at 4000×6000 fitted to the screen, median", func(r benchReport) figure { return r.Large.P50 })
	row("the same, 95 %", func(r benchReport) figure { return r.Large.P95 })
	row("colour hint at 1024², pen up to pixels, 95 %", func(r benchReport) figure { return r.Hint.P95 })
	row("base colorization at 1024²", func(r benchReport) figure { return r.Base })
	for _, page := range []string{"1536", "2048", "4000x6000"} {
		row("page of "+page+", opened, coloured, one stroke, every pixel", func(r benchReport) figure { return r.Full[page] })
	}
	fmt.Fprint(w, "\n| 3×3 convolution | GFLOP/s |\n|---|---|\n")
	for i, c := range runs[0].Conv {
		row(fmt.Sprintf("%d→%d, %d×%d", c.In, c.Out, c.Height, c.Width), func(r benchReport) figure { return r.Conv[i].GFLOPS })
	}
}

// spreadIn is a figure's median over the runs, its least and its most.
func spreadIn(runs []benchReport, of func(benchReport) figure) string {
	var all []float64
	for _, r := range runs {
		all = append(all, float64(of(r)))
	}
	return fmt.Sprintf("%.3g (%.3g–%.3g)", middle(all), slices.Min(all), slices.Max(all))
}

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"os"
	"runtime"
	"strings"
	"time"

	"keyline/app"
	"keyline/canvas"
	"keyline/cmd/internal/engine"
	"keyline/model"
)

// benchSide is the page, in px, that strokes and hints are timed on, and the side of the screen.
const benchSide = 1024

// largePage is a page of a printed book, in px.
var largePage = image.Pt(4000, 6000)

// spread is how long something took, in milliseconds.
type spread struct {
	P50 figure `json:"p50"`
	P95 figure `json:"p95"`
	P99 figure `json:"p99"`
}

// benchReport is the report of bench.
type benchReport struct {
	Machine string `json:"machine"`
	Threads int    `json:"threads"`
	Kernel  string `json:"kernel"`
	// Stroke is from a pointer sample, in time with the recording, to flattened pixels
	// that know it.
	Stroke spread `json:"stroke_ms"`
	// Large is the same on a page of 4000×6000 fitted to the screen, with the same way of the
	// hand and the same brush on the screen.
	Large spread `json:"large_ms"`
	// LargeRatio is the median of Large over that of Stroke, LargeRatio95 the same of 95 %.
	LargeRatio   figure `json:"large_ratio"`
	LargeRatio95 figure `json:"large_ratio_p95"`
	// StrokeAlone is the same as Stroke with each sample waiting for the one before.
	StrokeAlone spread            `json:"stroke_alone_ms"`
	Hint        spread            `json:"hint_ms"` // pen up to another base on show
	Base        figure            `json:"base_ms"` // open to a base on show, at benchSide
	Full        map[string]figure `json:"full_ms"` // open to a whole page with one stroke
	Conv        []convSpeed       `json:"conv"`
	// EventKB is allocated for a sample that waited for the one before, until it is on show;
	// LargeEventKB the same on a page of 4000×6000 fitted to the screen.
	EventKB      figure        `json:"event_kb"`
	LargeEventKB figure        `json:"large_event_kb"`
	Memory       *memoryReport `json:"memory,omitempty"`
	Output       string        `json:"output_sha256"` // of the picture after all strokes
}

// measure is the command bench.
func measure(ctx context.Context, c console, args []string) error {
	set := newFlags("bench")
	asJSON := set.Bool("json", false, "print the report as JSON")
	table := set.Bool("table", false, "run five times and print medians and spread as a Markdown table")
	memory := set.Bool("memory", false, "also draw and undo 1,000 strokes on a page of 4000×6000, and report the memory taken")
	var picture colorizeFlags
	set.StringVar(&picture.sketch, "sketch", "", "time this line art `file` alone, coloured in a program that is open already, files not counted")
	set.Var(&picture.references, "reference", "with --sketch: coloured picture `file` to take the colours from; may be repeated")
	set.StringVar(&picture.hints, "hints", "", "with --sketch: transparent picture `file` of its size with opaque dabs of wanted colours")
	if err := parse(set, c, args); err != nil {
		return err
	}
	if picture.sketch != "" {
		return measurePicture(ctx, c, picture, *asJSON)
	}
	if len(picture.references) > 0 || picture.hints != "" {
		return wrong("--reference and --hints belong to a --sketch; give one, or leave them out")
	}
	runs := make([]benchReport, 1)
	if *table {
		runs = make([]benchReport, benchRuns)
	}
	for i := range runs {
		var err error
		if runs[i], err = benchOnce(ctx, c, *memory); err != nil {
			return err
		}
	}
	switch {
	case *table:
		printBenchTable(c.out, runs)
		return nil
	case *asJSON:
		return printJSON(c, runs[0])
	}
	return runs[0].print(c)
}

// benchOnce times everything, with networks of its own.
func benchOnce(ctx context.Context, c console, memory bool) (report benchReport, err error) {
	n, err := openNetwork(c, model.Options{})
	if err != nil {
		return report, err
	}
	report = benchReport{Machine: machine(), Threads: runtime.GOMAXPROCS(0), Kernel: n.Kernel()}
	b := &benchmark{ctx: ctx, network: n}
	if memory {
		m := b.memory()
		report.Memory = &m
	}
	b.strokes(&report)
	b.pages(&report)
	report.Conv = convSpeeds(n.Kernel())
	return report, b.err
}

// print shows the report to a person.
func (r benchReport) print(c console) error {
	fmt.Fprintf(c.out, "%s, %d threads, kernel %s\n", r.Machine, r.Threads, r.Kernel)
	for _, line := range []struct {
		name string
		s    spread
	}{{"stroke", r.Stroke}, {"on 4000×6000", r.Large}, {"stroke alone", r.StrokeAlone}, {"hint", r.Hint}} {
		fmt.Fprintf(c.out, "%-13s p50 %s  p95 %s  p99 %s ms\n", line.name, line.s.P50, line.s.P95, line.s.P99)
	}
	fmt.Fprintf(c.out, "base %s ms, page of 1536² %s ms, of 2048² %s ms, of 4000×6000 %s ms\n", r.Base, r.Full["1536"], r.Full["2048"], r.Full["4000x6000"])
	fmt.Fprintf(c.out, "stroke on 4000×6000 over 1024²: p50 %s  p95 %s\n", r.LargeRatio, r.LargeRatio95)
	fmt.Fprintf(c.out, "allocated %s KB a sample, %s KB on 4000×6000\n", r.EventKB, r.LargeEventKB)
	if m := r.Memory; m != nil {
		fmt.Fprintf(c.out, "memory of a page of 4000×6000 %s MB, with %d strokes %s MB, peak %s MB, undone %s MB\n", m.Open, m.Strokes, m.Drawn, m.Peak, m.Undone)
	}
	for _, v := range r.Conv {
		fmt.Fprintf(c.out, "conv %d→%d %d×%d: %s GFLOP/s\n", v.In, v.Out, v.Height, v.Width, v.GFLOPS)
	}
	_, err := fmt.Fprintf(c.out, "output %s\n", r.Output)
	return err
}

// machine names the processor.
func machine() string {
	name := runtime.GOOS + "/" + runtime.GOARCH
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return name
	}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value) + " (" + name + ")"
		}
	}
	return name
}

// benchmark runs sessions; its first error ends it.
type benchmark struct {
	ctx     context.Context
	network engine.Network
	err     error
}

// open starts a session on a page of the given size and waits for its base.
func (b *benchmark) open(page app.Page, watch app.Watch) (session, time.Duration) {
	s := newSession(b.network, watch)
	start := time.Now()
	if b.err == nil {
		b.err = s.Open(page)
	}
	b.finish(s)
	return s, time.Since(start)
}

func (b *benchmark) finish(s session) {
	if b.err == nil {
		b.err = s.settle(b.ctx)
	}
}

// strokes times everything that happens on the page of benchSide.
func (b *benchmark) strokes(report *benchReport) {
	page := b.page(image.Pt(benchSide, benchSide))
	var base []float64
	for range 3 {
		s, took := b.open(page, app.Watch{})
		s.Close()
		base = append(base, milliseconds(took))
	}
	report.Base = figure(middle(base))

	report.StrokeAlone = b.replay(page, (*pen).alone, nil)
	report.EventKB = b.allocated(page)
	large := b.page(largePage)
	report.LargeEventKB = b.allocated(large)
	report.Large = b.replay(large, (*pen).inTime, nil)
	report.Stroke = b.replay(page, (*pen).inTime, func(s session) {
		report.Hint = b.hints(s)
		sum := sha256.Sum256(s.Shown().Pix)
		report.Output = hex.EncodeToString(sum[:])
	})
	report.LargeRatio = report.Large.P50 / report.Stroke.P50
	report.LargeRatio95 = report.Large.P95 / report.Stroke.P95
}

// replay draws all recordings on a fresh page, each after one more that is not counted,
// and gives the latencies of their samples.
func (b *benchmark) replay(page app.Page, draw func(*pen, recording) []time.Duration, after func(session)) spread {
	p := &pen{benchmark: b}
	p.session, _ = b.open(page, app.Watch{Refined: p.refined})
	defer p.session.Close()
	p.session.look()
	var all []float64
	for i, r := range append(recordings()[:1], recordings()...) {
		if b.err != nil {
			return spread{}
		}
		for _, d := range draw(p, r.onto(page.Lines.Bounds().Size())) {
			if i > 0 { // graphs for new sizes are built on first use
				all = append(all, milliseconds(d))
			}
		}
	}
	if after != nil && b.err == nil {
		after(p.session)
	}
	return spreadOf(all)
}

// allocated is what one sample of a stroke costs in fresh memory, in KB: all of the session's
// work from the sample to the picture. What the stroke leaves in the document when the pen is
// up is an undo step, and not counted.
func (b *benchmark) allocated(page app.Page) figure {
	p := &pen{benchmark: b}
	p.session, _ = b.open(page, app.Watch{Refined: p.refined})
	defer p.session.Close()
	p.session.look()
	var before, after runtime.MemStats
	r := recordings()[0].onto(page.Lines.Bounds().Size())
	p.alone(r)
	p.Undo()
	p.finish(p.session)
	runtime.ReadMemStats(&before)
	p.oneByOne(r)
	runtime.ReadMemStats(&after)
	p.end()
	return figure(float64(after.TotalAlloc-before.TotalAlloc) / 1024 / float64(len(r)))
}

func spreadOf(values []float64) spread {
	return spread{figure(percentile(values, 50)), figure(percentile(values, 95)), figure(percentile(values, 99))}
}

// hints times dabs of a hint from pen up to the new base on show.
func (b *benchmark) hints(s session) spread {
	var all []float64
	for i := range 6 {
		at := canvas.Sample{X: 200 + 120*float64(i), Y: 500, Width: 12}
		start := time.Now()
		if b.err == nil {
			b.err = s.PenDown(app.HintTool, color.NRGBA{uint8(40 * i), 120, 200, 255}, at)
		}
		s.PenUp()
		b.finish(s)
		if i > 0 {
			all = append(all, milliseconds(time.Since(start)))
		}
	}
	return spreadOf(all)
}

// pages times whole pages: open, base, one stroke, every tile flattened.
func (b *benchmark) pages(report *benchReport) {
	report.Full = map[string]figure{}
	for _, v := range []struct {
		name string
		size image.Point
	}{{"1536", image.Pt(1536, 1536)}, {"2048", image.Pt(2048, 2048)}, {"4000x6000", largePage}} {
		size := v.size
		page := b.page(size)
		if b.err != nil {
			return
		}
		page.Edges = image.NewAlpha(image.Rectangle{Max: size})
		for x := size.X / 4; x < 3*size.X/4; x++ {
			for y := size.Y / 2; y < size.Y/2+size.X/256; y++ {
				page.Edges.Pix[page.Edges.PixOffset(x, y)] = 255
			}
		}
		s, took := b.open(page, app.Watch{})
		s.Close()
		report.Full[v.name] = figure(milliseconds(took))
	}
}

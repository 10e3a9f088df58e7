package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"

	"keyline/canvas/metrics"
	"keyline/model"
)

// reachWorkingPx is how far from a stroke, in pixels of the working size, colours may
// change; change_outside looks beyond it.
const reachWorkingPx = 48

// scores is the report of metrics, and of a row of eval. Figures that the inputs do not
// allow are left out, those that are not defined for the picture are null.
type scores struct {
	PSNR              *figure           `json:"psnr,omitempty"`
	DE                *figure           `json:"de,omitempty"`
	BoundaryDE        *figure           `json:"boundary_de,omitempty"`
	Wrong             *figure           `json:"wrong,omitempty"`
	Chroma            *figure           `json:"chroma,omitempty"`
	CDR               *figure           `json:"cdr,omitempty"` // mean of the two planes
	CDRA              *figure           `json:"cdr_a,omitempty"`
	CDRB              *figure           `json:"cdr_b,omitempty"`
	BandDE            *figure           `json:"band_de,omitempty"`
	EdgeContrast      *figure           `json:"edge_contrast,omitempty"`
	ContrastNear      *figure           `json:"edge_contrast_near,omitempty"`
	ChangeOutside     *figure           `json:"change_outside,omitempty"`
	ChangeOutsideMean *figure           `json:"change_outside_mean,omitempty"`
	Baselines         map[string]figure `json:"baselines,omitempty"` // ΔE of simple methods
	Ratio             *figure           `json:"ratio,omitempty"`     // de over the best of them
}

// metricsFlags are the flags of metrics.
type metricsFlags struct {
	sketch, truth, pred, base, edges, reference string
	size                                        int
	json                                        bool
}

// score is the command metrics.
func score(ctx context.Context, c console, args []string) error {
	f, err := parseMetrics(c, args)
	if err != nil {
		return err
	}
	report, err := f.scores(ctx)
	if err != nil {
		return err
	}
	if f.json {
		return printJSON(c, report)
	}
	for _, line := range report.lines() {
		fmt.Fprintln(c.out, line)
	}
	return nil
}

func parseMetrics(c console, args []string) (f metricsFlags, err error) {
	set := newFlags("metrics")
	set.StringVar(&f.sketch, "sketch", "", "line art `file`: its lines are not scored")
	set.StringVar(&f.truth, "truth", "", "finished picture `file` to compare with")
	set.StringVar(&f.pred, "pred", "", "picture `file` to score")
	set.StringVar(&f.base, "base", "", "picture `file` from before the strokes, for change_outside")
	set.StringVar(&f.edges, "edges", "", "edge strokes `file`, for edge_contrast and change_outside")
	set.StringVar(&f.reference, "reference", "", "reference `file`, to score simple methods with too")
	size := workingSize(set)
	set.BoolVar(&f.json, "json", false, "print the report as JSON")
	if err := parse(set, c, args, "sketch", "truth", "pred"); err != nil {
		return f, err
	}
	f.size = *size
	if f.base != "" && f.edges == "" {
		return f, wrong("metrics: --base needs --edges, which say where it may differ")
	}
	return f, checkSize(f.size)
}

func (f metricsFlags) scores(ctx context.Context) (s scores, err error) {
	sketch, err := open(f.sketch)
	if err != nil {
		return s, err
	}
	truth, err := openLike(f.truth, "truth", sketch)
	if err != nil {
		return s, err
	}
	pred, err := openLike(f.pred, "picture", sketch)
	if err != nil {
		return s, err
	}
	panel, err := metrics.NewPanel(sketch, truth)
	if err != nil {
		return s, err
	}
	if err := ctx.Err(); err != nil {
		return s, err
	}
	if s, err = scoresOf(panel, pred); err != nil {
		return s, err
	}
	if err := ctx.Err(); err != nil {
		return s, err
	}
	return s, errors.Join(f.scoreStrokes(&s, panel, sketch, pred), f.scoreBaselines(&s, panel))
}

// scoresOf is what a truth alone allows.
func scoresOf(panel *metrics.Panel, pred image.Image) (s scores, err error) {
	for _, m := range []struct {
		to *(*figure)
		of func(image.Image) (float64, error)
	}{
		{&s.PSNR, panel.PSNR},
		{&s.DE, panel.DeltaE},
		{&s.BoundaryDE, panel.BoundaryDeltaE},
		{&s.Wrong, panel.Wrong},
		{&s.Chroma, panel.Chroma},
	} {
		v, err := m.of(pred)
		if err != nil {
			return s, err
		}
		*m.to = number(v)
	}
	a, b, err := panel.CDR(pred)
	s.CDR, s.CDRA, s.CDRB = number((a+b)/2), number(a), number(b)
	return s, err
}

func number(v float64) *figure {
	f := figure(v)
	return &f
}

func (f metricsFlags) scoreStrokes(s *scores, panel *metrics.Panel, sketch, pred picture) error {
	edges, err := openEdges(f.edges, sketch)
	if err != nil || edges == nil {
		return err
	}
	contrast, err := panel.EdgeContrast(pred, edges)
	if err != nil {
		return err
	}
	s.EdgeContrast = number(contrast)
	if f.base == "" {
		return nil
	}
	base, err := openLike(f.base, "base", sketch)
	if err != nil {
		return err
	}
	change, err := metrics.ChangeOutside(base, pred, edges, reachPx(sketch.Bounds().Size(), f.size))
	if err != nil {
		return err
	}
	s.ChangeOutside, s.ChangeOutsideMean = number(float64(change.Max)), number(change.Mean)
	near, err := panel.EdgeContrastNear(base, pred, edges)
	s.ContrastNear = number(near)
	return err
}

// reachPx is reachWorkingPx in pixels of the page.
func reachPx(page image.Point, longSide int) float64 {
	work := model.WorkingSize(page, longSide)
	return reachWorkingPx * float64(max(page.X, page.Y)) / float64(max(work.X, work.Y))
}

func (f metricsFlags) scoreBaselines(s *scores, panel *metrics.Panel) error {
	if f.reference == "" {
		return nil
	}
	reference, err := open(f.reference)
	if err != nil {
		return err
	}
	return s.compare(panel, reference)
}

// compare adds the simple methods' scores and the ratio to the best of them.
func (s *scores) compare(panel *metrics.Panel, reference image.Image) error {
	list, err := panel.Baselines(reference)
	if err != nil {
		return err
	}
	s.Baselines = map[string]figure{}
	best := math.Inf(1)
	for _, b := range list {
		s.Baselines[b.Name] = figure(b.DE)
		best = min(best, b.DE)
	}
	s.Ratio = number(float64(*s.DE) / best)
	return nil
}

// lines is the report for a person.
func (s scores) lines() (out []string) {
	for _, v := range []struct {
		name string
		f    *figure
	}{
		{"psnr", s.PSNR},
		{"de", s.DE},
		{"boundary_de", s.BoundaryDE},
		{"wrong", s.Wrong},
		{"chroma", s.Chroma},
		{"cdr", s.CDR},
		{"cdr_a", s.CDRA},
		{"cdr_b", s.CDRB},
		{"edge_contrast", s.EdgeContrast},
		{"edge_contrast_near", s.ContrastNear},
		{"change_outside", s.ChangeOutside},
		{"change_outside_mean", s.ChangeOutsideMean},
		{"baseline mean_colour", s.baseline("mean_colour")},
		{"baseline histogram", s.baseline("histogram")},
		{"baseline blurred", s.baseline("blurred")},
		{"baseline patches", s.baseline("patches")},
		{"ratio", s.Ratio},
	} {
		if v.f != nil {
			out = append(out, fmt.Sprintf("%-21s %s", v.name, *v.f))
		}
	}
	return out
}

func (s scores) baseline(name string) *figure {
	if v, ok := s.Baselines[name]; ok {
		return &v
	}
	return nil
}

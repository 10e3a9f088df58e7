package main

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"time"

	"keyline/app"
	"keyline/assets"
	"keyline/canvas"
	"keyline/canvas/imageio"
)

// recording is a stroke with the times of its samples.
type recording []canvas.Sample

// recordings imitates a pen tablet at 125 Hz on a page of benchSide: a hair-like curve,
// a long slow outline, a quick zigzag. They are made by formula, so that every machine
// and version draws the same.
func recordings() []recording {
	return []recording{
		record(80, func(t float64) (x, y float64) { return 200 + 420*t, 260 + 90*math.Sin(5*t) }),
		record(120, func(t float64) (x, y float64) { return 520 + 260*math.Cos(4*t), 620 + 260*math.Sin(4*t) }),
		record(70, func(t float64) (x, y float64) {
			return 300 + 400*t, 780 + 60*math.Abs(math.Mod(8*t, 2)-1)
		}),
	}
}

// record samples a curve over t = 0–1 with a pen that wavers by a pixel.
func record(samples int, curve func(t float64) (x, y float64)) recording {
	r := make(recording, samples)
	for i := range r {
		x, y := curve(float64(i) / float64(samples-1))
		waver := math.Sin(float64(i) * 1.7)
		r[i] = canvas.Sample{X: x + waver, Y: y - waver/2, Width: 6, Time: time.Duration(i) * 8 * time.Millisecond}
	}
	return r
}

// onto moves a recording from a page of benchSide, pixel for pixel on the screen, to where
// the same way of the hand with the same brush on the screen lies on a page fitted to it.
func (r recording) onto(page image.Point) recording {
	scale := float64(max(page.X, page.Y)) / benchSide
	dx := (benchSide*scale - float64(page.X)) / 2
	dy := (benchSide*scale - float64(page.Y)) / 2
	out := make(recording, len(r))
	for i, s := range r {
		out[i] = canvas.Sample{X: s.X*scale - dx, Y: s.Y*scale - dy, Width: s.Width * scale, Time: s.Time}
	}
	return out
}

// look fits the page to a screen of benchSide, as a window would.
func (s session) look() {
	page, level := s.Document().Bounds(), 0
	for max(page.Dx(), page.Dy())>>level >= 2*benchSide {
		level++
	}
	s.See(page, level)
}

// pen draws recordings in a session and notes when each sample is in the picture.
type pen struct {
	*benchmark
	session
	stroke canvas.ID   // the one being drawn
	put    []time.Time // when each of its samples was due
	took   []time.Duration
}

// refined is told which state of the document the colours on show were asked for.
func (p *pen) refined(asked *canvas.Document) {
	stroke, ok := asked.Stroke(p.stroke)
	if !ok {
		return
	}
	for now := time.Now(); len(p.took) < min(len(stroke.Samples), len(p.put)); {
		p.took = append(p.took, now.Sub(p.put[len(p.took)]))
	}
}

// begin starts the recording's stroke.
func (p *pen) begin(first canvas.Sample) {
	p.put, p.took = []time.Time{time.Now()}, nil
	p.err = errors.Join(p.err, p.PenDown(app.EdgeTool, color.NRGBA{}, first))
	newest, _ := p.Document().Newest()
	p.stroke = newest.ID
}

// move goes on to a sample that was due at a time.
func (p *pen) move(s canvas.Sample, due time.Time) {
	p.put = append(p.put, due)
	p.PenMove(s)
}

// end lifts the pen and waits for the rest.
func (p *pen) end() []time.Duration {
	p.PenUp()
	p.finish(p.session)
	return p.took
}

// alone draws each sample when the one before is in the picture.
func (p *pen) alone(r recording) []time.Duration {
	p.oneByOne(r)
	return p.end()
}

// oneByOne is alone with the pen still down.
func (p *pen) oneByOne(r recording) {
	p.begin(r[0])
	for _, s := range r[1:] {
		p.until(p.ctx, func() bool { return len(p.took) == len(p.put) })
		p.move(s, time.Now())
	}
	p.until(p.ctx, func() bool { return len(p.took) == len(p.put) })
}

// inTime draws the samples when the recording has them, whatever is in the picture.
func (p *pen) inTime(r recording) []time.Duration {
	start := time.Now()
	p.begin(r[0])
	for _, s := range r[1:] {
		due := start.Add(s.Time)
		ctx, stop := context.WithDeadline(p.ctx, due)
		p.until(ctx, func() bool { return ctx.Err() != nil })
		stop()
		p.move(s, due)
	}
	return p.end()
}

// until runs the session until done; that the time for it is up is no error.
func (p *pen) until(ctx context.Context, done func() bool) {
	if p.err != nil || p.session.Err() != nil {
		return
	}
	err := p.loop.Until(ctx, func() bool { return done() || p.session.Err() != nil })
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		p.err = err
	}
}

// page is a shipped sample brought to a size: hard pixels do, nobody looks at it.
func (b *benchmark) page(size image.Point) app.Page {
	sketch := stretched(b.sample("sketch"), size)
	return app.Page{
		Lines:      canvas.NewLines(sketch),
		References: []*image.NRGBA{b.sample("reference")},
	}
}

func (b *benchmark) sample(what string) *image.NRGBA {
	img, err := assets.SamplePicture(assets.Samples(), "gopher_noodles", what)
	if err != nil {
		b.err = errors.Join(b.err, err)
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	}
	return imageio.ToNRGBA(img)
}

// stretched takes the nearest pixel of img for each of a picture of the given size.
func stretched(img *image.NRGBA, size image.Point) *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: size})
	from := img.Rect.Size()
	for y := range size.Y {
		for x := range size.X {
			out.SetNRGBA(x, y, img.NRGBAAt(x*from.X/size.X, y*from.Y/size.Y))
		}
	}
	return out
}

package canvas

import (
	"image"
	"math"
)

// Limits of following lines, page px.
const (
	// MaxFollowReach is how far from the pen a line is looked for at most.
	MaxFollowReach = 24
	// followLag is how much of the way found last is not certain yet: what the pen does next
	// can still change it.
	followLag = 44
	// followStep is how far the pen goes, at most, between two looks at the lines.
	followStep = 32
	// followEvery is how far apart the points of the stroke stand.
	followEvery = 3
	// followBack is how many path pixels before the anchor are remembered.
	followBack = bridgeInk + followSmooth
	// followSmooth is how many path pixels to both sides a point of the stroke is the mean of.
	followSmooth = 3
)

// followLooks bounds the work of one motion of the pen; more than that waits for the next.
const followLooks = 2

// Follower leads a stroke along what is drawn: between samples of the pen it takes the
// cheapest way (Dijkstra 1959, in the manner of Mortensen and Barrett's live-wire, 1995)
// over a window round the pen, where the middle of ink is cheap, an edge of colour less so
// and paper dear. It belongs to one goroutine and goes by the Document as it was when the
// stroke began. The same samples give the same stroke.
type Follower struct {
	doc     *Document
	reach   float64
	waiting []Sample      // of the pen, not looked at yet
	raw     []Sample      // of the pen since about the anchor
	back    []image.Point // path pixels up to the anchor
	way     []image.Point // from the anchor, which is its first, to the pen; not certain
	phase   int           // path pixels since the last point
	found   field
}

// NewFollower returns one for a stroke on the document. reach is how far from the pen it
// looks for lines, page px, held to 2–[MaxFollowReach].
func NewFollower(d *Document, reach float64) *Follower {
	return &Follower{doc: d, reach: min(max(reach, 2), MaxFollowReach)}
}

// Add takes samples of the pen and returns those of the stroke that are certain now; the
// rest comes with later ones, or with End. It looks at no more than a few windows of the
// page, however far the pen went.
func (f *Follower) Add(samples ...Sample) []Sample {
	f.enqueue(samples)
	return f.follow(followLooks)
}

// End returns the rest of the stroke; the pen is up.
func (f *Follower) End() []Sample {
	out := f.follow(math.MaxInt)
	if len(f.way) > 0 {
		out = f.commit(out, len(f.way)-1, true)
	}
	return out
}

// Tail returns where the stroke will go on from what is certain, as far as it is known:
// for show.
func (f *Follower) Tail() []Sample {
	var list []Sample
	for _, p := range f.way {
		list = append(list, Sample{X: float64(p.X) + 0.5, Y: float64(p.Y) + 0.5, Width: f.width()})
	}
	return append(list, f.waiting...)
}

func (f *Follower) width() float64 { return f.raw[len(f.raw)-1].Width }

// enqueue puts samples in line, long ways cut into steps.
func (f *Follower) enqueue(samples []Sample) {
	for _, s := range samples {
		if !s.usable() {
			continue
		}
		if p, ok := f.newest(); ok {
			n := math.Ceil(math.Hypot(s.X-p.X, s.Y-p.Y) / followStep)
			for i := 1.0; i < n; i++ {
				q := s
				q.X, q.Y = p.X+(s.X-p.X)*i/n, p.Y+(s.Y-p.Y)*i/n
				f.waiting = append(f.waiting, q)
			}
		}
		f.waiting = append(f.waiting, s)
	}
}

func (f *Follower) newest() (Sample, bool) {
	switch {
	case len(f.waiting) > 0:
		return f.waiting[len(f.waiting)-1], true
	case len(f.raw) > 0:
		return f.raw[len(f.raw)-1], true
	}
	return Sample{}, false
}

// follow looks at the lines for what waits, so many times at most.
func (f *Follower) follow(looks int) []Sample {
	var out []Sample
	for ; looks > 0 && len(f.waiting) > 0; looks-- {
		far, n := 0.0, 0
		for n < len(f.waiting) && (n == 0 || far < followStep/2) {
			if last := len(f.raw) - 1; last >= 0 {
				far += math.Hypot(f.waiting[n].X-f.raw[last].X, f.waiting[n].Y-f.raw[last].Y)
			}
			f.raw = append(f.raw, f.waiting[n])
			n++
		}
		f.waiting = append(f.waiting[:0], f.waiting[n:]...)
		out = f.look(out)
	}
	return out
}

// look finds the way to the pen anew and appends what is certain of it.
func (f *Follower) look(out []Sample) []Sample {
	pen := f.raw[len(f.raw)-1]
	at := pixelAt(pen)
	if !at.In(f.doc.Bounds()) {
		return f.leave(out, pen)
	}
	if len(f.way) == 0 {
		f.found.show(f.doc, f.raw[len(f.raw)-1:], image.Rectangle{at, at.Add(image.Pt(1, 1))}, f.reach)
		f.way, f.phase = []image.Point{f.found.nearest(pen, f.reach)}, followEvery
		return f.commit(out, 0, true)
	}
	anchor := f.way[0]
	f.found.show(f.doc, f.raw, image.Rectangle{anchor, anchor.Add(image.Pt(1, 1))}, f.reach)
	f.way = f.found.path(anchor, f.found.nearest(pen, f.reach), f.way[:0])
	whole := append(f.back[:len(f.back):len(f.back)], f.way...)
	to := f.found.bridge(whole, len(f.back), len(whole)-1-followLag)
	copy(f.way, whole[len(f.back):])
	return f.commit(out, to-len(f.back), false)
}

// leave ends the way where the pen goes off the page: there is nothing to follow.
func (f *Follower) leave(out []Sample, pen Sample) []Sample {
	if len(f.way) > 0 {
		out = f.commit(out, len(f.way)-1, true)
	}
	f.way, f.back, f.raw = nil, nil, f.raw[len(f.raw)-1:]
	return append(out, pen)
}

// commit makes the way certain up to a place and moves the anchor there; last: the place
// itself is a point of the stroke.
func (f *Follower) commit(out []Sample, to int, last bool) []Sample {
	if to < 0 || to == 0 && !last {
		return out
	}
	for i := min(1, to); i <= to; i++ {
		f.phase++
		if f.phase >= followEvery || last && i == to {
			out = append(out, f.point(i))
			f.phase = 0
		}
	}
	f.back = append(f.back, f.way[:to]...)
	f.back = append([]image.Point(nil), f.back[max(len(f.back)-followBack, 0):]...)
	f.way = append([]image.Point(nil), f.way[to:]...)
	f.forget()
	return out
}

// point is the stroke's point at a pixel of the way: the mean of its neighbours, evenly to
// both sides, so that the stroke has none of the steps of pixels.
func (f *Follower) point(i int) Sample {
	at := func(k int) image.Point {
		if k < 0 {
			return f.back[len(f.back)+k]
		}
		return f.way[k]
	}
	n := min(followSmooth, i+len(f.back), len(f.way)-1-i)
	x, y := 0.0, 0.0
	for k := i - n; k <= i+n; k++ {
		p := at(k)
		x, y = x+float64(p.X), y+float64(p.Y)
	}
	count := float64(2*n + 1)
	pen := f.raw[len(f.raw)-1]
	return Sample{X: x/count + 0.5, Y: y/count + 0.5, Width: pen.Width, Time: pen.Time}
}

// forget drops the pen's samples from before the anchor.
func (f *Follower) forget() {
	anchor := f.way[0]
	nearest, best := 0, math.Inf(1)
	for i, s := range f.raw {
		if far := math.Hypot(s.X-float64(anchor.X)-0.5, s.Y-float64(anchor.Y)-0.5); far < best {
			nearest, best = i, far
		}
	}
	f.raw = append(f.raw[:0], f.raw[max(nearest-1, 0):]...)
}

func pixelAt(s Sample) image.Point { return image.Pt(int(math.Floor(s.X)), int(math.Floor(s.Y))) }

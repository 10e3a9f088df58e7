package register

import (
	"math"
	"sync"
)

const (
	coarseSide = 64  // pictures are compared as wholes at the area of a square of this side
	fineSide   = 192 // and piece by piece at this
	lineSide   = 240 // more of a reference is not looked at

	leastScore   = 0.5  // correlation of the wholes below which they are different drawings
	leastLead    = 1.5  // and over that at any other place: drawings full of lines fit anywhere
	leastFit     = 0.4  // correlation after fitting
	leastTrust   = 0.6  // mean trust in the pieces of the sketch that have lines
	plainly      = 0.9  // from here on nothing is bent
	bentGain     = 0.05 // by which a bent map must fit better than one that is not
	leastOverlap = 0.55 // of a reference that must lie on the sketch, each way
	scaleStep    = 1.04
	scalesAbove  = 8 // steps above and below the same size: 0.73 to 1.37
)

// Map takes a place in the sketch to the same place in the reference.
type Map struct {
	Bend           // sketch pixels to reference pixels
	Score          float64
	trust          Field // 0-1, at another scale than the sketch
	scaleX, scaleY float64
}

// Trust tells in 0-1 how surely the reference shows at x, y (sketch pixels) what the sketch does.
func (m Map) Trust(x, y float64) float32 { return m.trust.At(x*m.scaleX, y*m.scaleY) }

// Find looks for the drawing of sketch (ink, 0-1), moved and scaled, in lines, the Lines of a
// reference. It returns false where the reference shows something else. At most threads
// goroutines work.
func Find(sketch, lines Field, threads int) (Map, bool) {
	return look(sketch, lines, threads, func(s search) (Map, bool) { return s.whole(sketch) })
}

// Bent looks for it bent as pairs say, of sketch and reference pixels; many of them may be wrong,
// and there may be none. whole and found are what Find returned, which comes back unless the
// bent drawing fits better.
func Bent(sketch, lines Field, pairs []Pair, whole Map, found bool, threads int) (Map, bool) {
	if found && whole.Score >= plainly {
		return whole, found
	}
	bent, ok := look(sketch, lines, threads, func(s search) (Map, bool) {
		kx, ky := float64(s.lines.W)/float64(lines.W), float64(s.lines.H)/float64(lines.H)
		return s.bent(scaledPairs(pairs, s.scaleX, s.scaleY, kx, ky))
	})
	if ok && (!found || bent.Score >= whole.Score+bentGain) {
		return bent, true
	}
	return whole, found
}

// look brings both pictures to the size at which they are compared, and what is found back.
func look(sketch, lines Field, threads int, by func(search) (Map, bool)) (Map, bool) {
	small := lines
	if w, h := lines.fit(lineSide); w < lines.W {
		small = lines.resized(w, h)
	}
	if min(sketch.W, sketch.H, small.W, small.H) < 16 {
		return Map{}, false
	}
	w, h := sketch.fit(fineSide)
	s := search{fine: sketch.resized(w, h).softened(), lines: small, threads: threads}
	s.scaleX, s.scaleY = float64(w)/float64(sketch.W), float64(h)/float64(sketch.H)
	m, ok := by(s)
	m.Bend = m.Bend.scaled(1, 1, float64(lines.W)/float64(small.W), float64(lines.H)/float64(small.H))
	return m, ok
}

// search is a search for a sketch.
type search struct {
	fine, lines    Field // the sketch at fineSide
	scaleX, scaleY float64
	threads        int
}

// whole looks for the drawing moved and scaled.
func (s search) whole(sketch Field) (Map, bool) {
	start, ok := coarse(sketch, s.lines, s.threads)
	if !ok {
		return Map{}, false
	}
	a := start.scaled(s.scaleX, s.scaleY, 1, 1)
	for _, reach := range []int{6, 4, 2, 2} {
		if a, ok = adjusted(a, s.fine, s.lines, reach, s.threads); !ok {
			return Map{}, false
		}
	}
	m, mean := s.found(Bend{Affine: a}, s.lines.through(a, s.fine.W, s.fine.H).softened())
	return m, m.Score >= leastFit && mean >= leastTrust
}

// found makes a map of b, through which the lines are shown, and returns the mean trust in it.
func (s search) found(b Bend, shown Field) (Map, float64) {
	trust, score, mean := trustIn(b, s.fine, s.lines, shown)
	return Map{b.scaled(1/s.scaleX, 1/s.scaleY, 1, 1), score, trust, s.scaleX, s.scaleY}, mean
}

// guess is the best place of a reference at one scale: where its corner comes to lie in the
// coarse sketch, how well it fits there, and how well it fits far from there.
type guess struct {
	size         [2]int
	x, y         int
	score, rival float64
}

// coarse compares the wholes at every scale and shift.
func coarse(sketch, lines Field, threads int) (Affine, bool) {
	w, h := sketch.fit(coarseSide)
	a := sketch.resized(w, h).softened().standardized()
	fit := min(float64(w)/float64(lines.W), float64(h)/float64(lines.H))
	guesses := make([]guess, 2*scalesAbove+1)
	inTurns(len(guesses), threads, func(i int) {
		q := fit * math.Pow(scaleStep, float64(i-scalesAbove))
		bw, bh := max(8, int(math.Round(q*float64(lines.W)))), max(8, int(math.Round(q*float64(lines.H))))
		guesses[i] = best(a, lines.resized(bw, bh).softened().standardized())
	})
	top := 0
	for i, g := range guesses {
		if g.score > guesses[top].score {
			top = i
		}
	}
	g := guesses[top]
	for _, other := range guesses[max(top-1, 0):min(top+2, len(guesses))] {
		g.rival = max(g.rival, other.rival)
	}
	if g.score < leastScore || g.score < leastLead*g.rival {
		return Affine{}, false
	}
	kx, ky := float64(lines.W)/float64(g.size[0]), float64(lines.H)/float64(g.size[1])
	toLines := Affine{-float64(g.x) * kx, kx, 0, -float64(g.y) * ky, 0, ky}
	return toLines.scaled(float64(sketch.W)/float64(w), float64(sketch.H)/float64(h), 1, 1), true
}

// inTurns calls f for 0 to n on at most threads goroutines and waits.
func inTurns(n, threads int, f func(i int)) {
	threads = max(min(threads, n), 1)
	var wait sync.WaitGroup
	for t := range threads {
		wait.Go(func() {
			for i := t; i < n; i += threads {
				f(i)
			}
		})
	}
	wait.Wait()
}

// best slides b over a, both standardized, two pixels at a time, then looks around the best.
func best(a, b Field) guess {
	x0, x1 := -int(float64(b.W)*(1-leastOverlap)), a.W-int(float64(b.W)*leastOverlap)
	y0, y1 := -int(float64(b.H)*(1-leastOverlap)), a.H-int(float64(b.H)*leastOverlap)
	columns, rows := max((x1-x0)/2+1, 1), max((y1-y0)/2+1, 1)
	norm := 1 / float64(min(len(a.V), len(b.V)))
	scores, top := make([]float64, columns*rows), 0
	for i := range scores {
		scores[i] = product(a, b, x0+i%columns*2, y0+i/columns*2) * norm
		if scores[i] > scores[top] {
			top = i
		}
	}
	g := guess{size: [2]int{b.W, b.H}}
	far := max(a.W, a.H) / 16 / 2
	for i, s := range scores {
		if dx, dy := i%columns-top%columns, i/columns-top/columns; max(dx, -dx, dy, -dy) > far {
			g.rival = max(g.rival, s)
		}
	}
	for i := range 9 {
		x, y := x0+top%columns*2+i%3-1, y0+top/columns*2+i/3-1
		if s := product(a, b, x, y) * norm; i == 0 || s > g.score {
			g.x, g.y, g.score = x, y, s
		}
	}
	return g
}

// product sums a times b where they overlap, b's corner at x, y of a.
func product(a, b Field, x, y int) float64 {
	left, right := max(0, x), min(a.W, x+b.W)
	if left >= right {
		return 0
	}
	sum, last := 0.0, min(a.H, y+b.H)
	row := max(0, y)
	for ; row+4 <= last; row += 4 { // four sums at a time: each waits for itself alone
		p, q := a.V[row*a.W+left:], b.V[(row-y)*b.W+left-x:]
		n := right - left
		p0, p1, p2, p3 := p[:n], p[a.W:][:n], p[2*a.W:][:n], p[3*a.W:][:n]
		q0, q1, q2, q3 := q[:n], q[b.W:][:n], q[2*b.W:][:n], q[3*b.W:][:n]
		var s0, s1, s2, s3 float32
		for i := range p0 {
			s0, s1, s2, s3 = s0+p0[i]*q0[i], s1+p1[i]*q1[i], s2+p2[i]*q2[i], s3+p3[i]*q3[i]
		}
		sum = sum + float64(s0) + float64(s1) + float64(s2) + float64(s3)
	}
	for ; row < last; row++ {
		s, p, q := float32(0), a.V[row*a.W+left:row*a.W+right], b.V[(row-y)*b.W+left-x:]
		for i, v := range p {
			s += v * q[i]
		}
		sum += float64(s)
	}
	return sum
}

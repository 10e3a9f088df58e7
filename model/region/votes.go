package region

import "math"

// Swatch is an RGB colour, 0-1.
type Swatch [3]float32

// Votes are what a network thinks of the colours of a picture: for each token, a square of Side
// pixels, how much speaks for each swatch. Share is [len(Swatches),rows,Across], 0-1.
type Votes struct {
	Swatches     []Swatch
	Share        []float32
	Across, Side int
	// Where tells, by token, whether these votes are for it; nil: for all of them.
	Where []bool
}

// counts tells whether the votes are for a token.
func (v Votes) counts(token int) bool { return v.Where == nil || v.Where[token] }

// token is that of a pixel of a picture w wide.
func (v Votes) token(pixel int32, w int) int {
	return int(pixel)/w/v.Side*v.Across + int(pixel)%w/v.Side
}

// pixels is how many of a region's pixels the votes are for.
func (v Votes) pixels(list []int32, w int) (n int) {
	if v.Where == nil {
		return len(list)
	}
	for _, i := range list {
		if v.counts(v.token(i, w)) {
			n++
		}
	}
	return n
}

// total is how much in a region's pixels of a picture w wide speaks for each swatch.
func (v Votes) total(pixels []int32, w int) []float32 {
	out, plane := make([]float32, len(v.Swatches)), len(v.Share)/max(len(v.Swatches), 1)
	counts := map[int]float32{} // of pixels in a token
	var order []int             // sums depend on it
	for _, i := range pixels {
		token := v.token(i, w)
		if !v.counts(token) {
			continue
		}
		if counts[token] == 0 {
			order = append(order, token)
		}
		counts[token]++
	}
	for k := range out {
		for _, token := range order {
			out[k] += counts[token] * v.Share[k*plane+token]
		}
	}
	return out
}

const (
	rounds = 6  // of Lloyd's algorithm
	family = 30 // ΔE76 at which two swatches are of one family by 1/e,
	shade  = 12 // and of one shade
)

// Swatches divides n colours [3,n] of 0-1 into at most k kinds: it returns the mean of each and
// the kind of every colour. Lloyd's algorithm in Lab, begun with colours far from each other;
// the same colours always give the same kinds.
func Swatches(colour []float32, n, k int) (swatches []Swatch, kind []int) {
	labs := make([][3]float32, n)
	for i := range labs {
		l, a, b := lab(colour[i], colour[n+i], colour[2*n+i])
		labs[i] = [3]float32{l, a, b}
	}
	centres := scattered(labs, k)
	kind = make([]int, n)
	for range rounds {
		sums, counts := make([][3]float32, len(centres)), make([]float32, len(centres))
		for i, p := range labs {
			kind[i] = nearestOf(centres, p)
			counts[kind[i]]++
			for c := range p {
				sums[kind[i]][c] += p[c]
			}
		}
		for j, count := range counts {
			for c := range sums[j] {
				if count > 0 {
					centres[j][c] = sums[j][c] / count
				}
			}
		}
	}
	return meansOf(colour, n, kind, len(centres)), kind
}

// scattered picks at most k of the points: the first, then always the one farthest from all
// picked, until none is a just noticeable difference away.
func scattered(points [][3]float32, k int) (picked [][3]float32) {
	away := make([]float32, len(points))
	for i := range away {
		away[i] = math.MaxFloat32
	}
	for next := 0; len(picked) < k && len(points) > 0 && away[next] > 2.3; {
		p := points[next]
		picked = append(picked, p)
		for i, q := range points {
			away[i] = min(away[i], between(p, q))
			if away[i] > away[next] {
				next = i
			}
		}
	}
	return picked
}

func nearestOf(centres [][3]float32, p [3]float32) int {
	best, least := 0, float32(math.MaxFloat32)
	for j, c := range centres {
		if d := between(c, p); d < least {
			best, least = j, d
		}
	}
	return best
}

func between(p, q [3]float32) float32 { return distance3(p[0]-q[0], p[1]-q[1], p[2]-q[2]) }

func meansOf(colour []float32, n int, kind []int, kinds int) []Swatch {
	out, counts := make([]Swatch, kinds), make([]float32, kinds)
	for i, j := range kind {
		counts[j]++
		for c := range out[j] {
			out[j][c] += colour[c*n+i]
		}
	}
	for j := range out {
		for c := range out[j] {
			out[j][c] /= max(counts[j], 1)
		}
	}
	return out
}

// elect returns the colour for which most speaks in the pixels of a region; false where nothing
// speaks for any. Shades of a colour first win together, then one shade among them.
func (m *Map) elect(v Votes, like likeness, pixels []int32) (Swatch, bool) {
	total := v.total(pixels, m.W)
	family, most := leader(total, like.family)
	if most < float32(len(pixels))/100 {
		return Swatch{}, false
	}
	for j := range total {
		total[j] *= like.family[family][j]
	}
	shade, most := leader(total, like.shade)
	var out Swatch
	for j, t := range total {
		for c := range out {
			out[c] += t * like.shade[shade][j] / most * v.Swatches[j][c]
		}
	}
	return out, true
}

// leader is the swatch that gets most, and how much, if each gives to all that are like it.
func leader(total []float32, like [][]float32) (best int, most float32) {
	for k := range total {
		score := float32(0)
		for j, t := range total {
			score += t * like[k][j]
		}
		if score > most {
			best, most = k, score
		}
	}
	return best, most
}

// likeness is how much each swatch is like each other, 0-1.
type likeness struct{ family, shade [][]float32 }

func (v Votes) likeness() likeness {
	labs := make([][3]float32, len(v.Swatches))
	for k, s := range v.Swatches {
		labs[k][0], labs[k][1], labs[k][2] = lab(s[0], s[1], s[2])
	}
	within := func(width float32) (out [][]float32) {
		for k := range labs {
			row := make([]float32, len(labs))
			for j := range labs {
				d := float64(between(labs[k], labs[j]) / width)
				row[j] = float32(math.Exp(-d * d))
			}
			out = append(out, row)
		}
		return out
	}
	return likeness{within(family), within(shade)}
}

package lineart

import (
	"image"
	"math"
	"slices"
)

// Ink is what is dark and without a colour, and nowhere wider than a line.
const (
	darkInk   = 0.42     // of the paper's tone, with what parts the channels: less may be ink
	blackInk  = 0.3      // of the tone beside it: what is darker is all ink
	noInk     = 0.9      // and what is brighter none of it
	inkWidth  = 1. / 42  // of the longer side: no line is wider
	inkPart   = 0.85     // of its lines are no wider than its lines usually are
	inkBlack  = 0.1      // of its pixels are as black as its ink is
	spotTone  = 0.06     // so much brighter may a spot of ink be
	crossing  = 1.5      // how much wider than its lines a crossing is
	spareInk  = 3        // px beyond that: no line is as even as that
	spots     = 20       // a dark spot of fewer such squares is ink too: a pupil, an eyebrow
	spotPart  = 1. / 100 // if it is no larger a part of the page
	inkBorder = 2        // px around ink that its soft border may take
)

// fillInk draws the ink of a picture itself, in its own width: the difference of Gaussians
// sees no more than the two borders of a thick line. The channels are those divided by the
// paper. Dark areas that are wider than the picture's lines keep their contours alone. The
// larger the weight, the wider may lines be.
func fillInk(out *image.Gray, channels []plane, weight float64) {
	dark := make([]bool, len(out.Pix))
	for i := range dark {
		low, high := rangeAt(channels, i)
		dark[i] = high+(high-low) < darkInk
	}
	size := out.Rect.Size()
	tones := plane{size.X, size.Y, make([]float32, len(dark))}
	for i := range tones.v {
		_, tones.v[i] = rangeAt(channels, i)
	}
	ground := tones.brightened(inkBorder + 1)
	ink := slim(dark, tones, inkWidth*float64(max(size.X, size.Y)), math.Sqrt(weight))
	for i, far := range distances(ink, size.X, false) {
		switch {
		case far == 0:
			out.Pix[i] = min(out.Pix[i], inked(tones.v[i]))
		case far <= inkBorder*chamfer:
			out.Pix[i] = min(out.Pix[i], inked(tones.v[i]/max(ground.v[i], blackInk)))
		}
	}
}

// inked is what becomes of a tone, 0–1 of the ground beside the ink.
func inked(tone float32) uint8 {
	t := min(max((tone-blackInk)/(noInk-blackInk), 0), 1)
	return uint8(255*t*t*(3-2*t) + 0.5)
}

// slim takes what is nowhere wider than the lines of a picture are, crossings among them:
// what no disc of that width fits into, and small spots. No line is wider than most, px. The
// ragged borders and corners of wider areas, which are no lines, are not among it.
func slim(dark []bool, tones plane, most, scale float64) []bool {
	w := tones.w
	inside := distances(dark, w, true)
	widest := scale * (crossing*usualWidth(inside, w, int(most)) + spareInk)
	wide := opened(dark, inside, w, int32(widest/2*chamfer))
	dropSpots(wide, dark, tones, min(spots*widest*widest, spotPart*float64(len(dark))))
	apart := distances(wide, w, false)
	near := int32(widest / 2 * chamfer)
	ink := make([]bool, len(dark))
	for i, d := range apart {
		ink[i] = dark[i] && d > near
	}
	drop(ink, w, func(part []int) bool {
		return len(part) < int(widest*widest) && slices.ContainsFunc(part, func(i int) bool { return apart[i] <= near+2*chamfer })
	})
	for i, d := range distances(ink, w, false) { // up to the wide areas again
		ink[i] = dark[i] && !wide[i] && d <= near+chamfer
	}
	return ink
}

// dropSpots takes small areas away from the wide ones that are as black as the ink of lines.
func dropSpots(wide, dark []bool, tones plane, most float64) {
	var lines [256]int
	n := 0
	for i, v := range tones.v {
		if dark[i] && !wide[i] {
			lines[uint8(255*v)]++
			n++
		}
	}
	black := 0
	for left := int(inkBlack * float64(n)); black < 255 && left >= lines[black]; black++ {
		left -= lines[black]
	}
	drop(wide, tones.w, func(part []int) bool {
		sum := float32(0)
		for _, i := range part {
			sum += tones.v[i]
		}
		return float64(len(part)) < most && sum <= float32(len(part))*(float32(black)/255+spotTone)
	})
}

// opened is what of a dark area a disc of that radius covers while it lies inside.
func opened(dark []bool, inside []int32, w int, radius int32) []bool {
	middle := make([]bool, len(dark))
	for i, d := range inside {
		middle[i] = d > radius
	}
	wide := make([]bool, len(dark))
	for i, d := range distances(middle, w, false) {
		wide[i] = dark[i] && d <= radius
	}
	return wide
}

// usualWidth is how wide lines are that have these distances to their borders, px: most of
// their length is no wider. Wider ones than most do not count.
func usualWidth(inside []int32, w, most int) float64 {
	lengths := make([]int, most+1)
	all := 0
	for i, d := range inside {
		if width := int(2 * d / chamfer); d > 0 && width <= most && isRidge(inside, i, w) {
			lengths[width]++
			all++
		}
	}
	left := int((1 - inkPart) * float64(all))
	for width := most; width > 0; width-- {
		if left -= lengths[width]; left < 0 {
			return float64(width)
		}
	}
	return 0
}

// isRidge tells whether no neighbour is farther from the border.
func isRidge(inside []int32, i, w int) bool {
	if i%w == 0 || i%w == w-1 || i < w || i >= len(inside)-w {
		return false
	}
	for _, j := range [...]int{i - 1, i + 1, i - w - 1, i - w, i - w + 1, i + w - 1, i + w, i + w + 1} {
		if inside[j] > inside[i] {
			return false
		}
	}
	return true
}

// drop takes those connected parts away that shall go.
func drop(set []bool, w int, goes func(part []int) bool) {
	seen := make([]bool, len(set))
	var part []int
	for start := range set {
		if !set[start] || seen[start] {
			continue
		}
		part = append(part[:0], start)
		seen[start] = true
		for k := 0; k < len(part); k++ {
			i := part[k]
			for _, j := range [...]int{i - w, i + w, left(i, w), right(i, w)} {
				if j >= 0 && j < len(set) && set[j] && !seen[j] {
					seen[j] = true
					part = append(part, j)
				}
			}
		}
		if goes(part) {
			for _, i := range part {
				set[i] = false
			}
		}
	}
}

// left and right are the neighbours in a row, -1 beyond its ends.
func left(i, w int) int {
	if i%w == 0 {
		return -1
	}
	return i - 1
}

func right(i, w int) int {
	if i%w == w-1 {
		return -1
	}
	return i + 1
}

// Steps of distances: straight and diagonal, 1/chamfer px, after Borgefors, "Distance
// transformations in digital images" (CVGIP 34, 1986): 8 % too long at most.
const (
	chamfer  = 3
	diagonal = 4
	farAway  = math.MaxInt32 / 2
)

// distances is how far each pixel is from the nearest that is set, or with inside from the
// nearest that is not; beyond the border there is neither. In 1/chamfer px.
func distances(set []bool, w int, inside bool) []int32 {
	far := make([]int32, len(set))
	for i, s := range set {
		if s == inside {
			far[i] = farAway
		}
	}
	for i := range far {
		nearer(far, i, i-w, chamfer, true)
		nearer(far, i, i-w-1, diagonal, i%w > 0)
		nearer(far, i, i-w+1, diagonal, i%w < w-1)
		nearer(far, i, i-1, chamfer, i%w > 0)
	}
	for i := len(far) - 1; i >= 0; i-- {
		nearer(far, i, i+w, chamfer, true)
		nearer(far, i, i+w+1, diagonal, i%w < w-1)
		nearer(far, i, i+w-1, diagonal, i%w > 0)
		nearer(far, i, i+1, chamfer, i%w < w-1)
	}
	return far
}

// nearer follows the distance of a neighbour, if there is one.
func nearer(far []int32, i, neighbour int, step int32, there bool) {
	if there && neighbour >= 0 && neighbour < len(far) {
		far[i] = min(far[i], far[neighbour]+step)
	}
}

package lineart

import (
	"image"
	"image/color"
	"math"
)

const (
	whitePaper  = 0.94 // from here on paper is white
	nearPaper   = 0.88 // of the paper around it: what is brighter is bare paper
	barePart    = 0.5  // of a drawing's pixels, at least, are bare
	tintedPart  = 0.6  // of its bare pixels are not white, at least, if its paper is not
	vividInk    = 0.25 // between the channels of ink: what has more is colour
	vividPart   = 0.04 // of all pixels, at most, of a drawing
	paperSpread = 0.08 // how far the tint of a drawing's paper may be from its mean
	scanWhite   = 0.92 // of the paper around it: what is brighter becomes white
	lookedAt    = 256  // px of the longer side are enough to know a paper
)

// IsTinted tells whether a picture is a drawing on paper that is not white, as scans and
// photographs are: mostly bare paper of one tint, perhaps in a shade, and hardly any other
// colour.
func IsTinted(img image.Image) bool {
	small := sampled(img)
	raw, size := channels(small)
	if size.X == 0 || size.Y == 0 {
		return false
	}
	flat, _ := channels(small)
	for _, p := range flat {
		p.flatten()
	}
	bare, tinted, vivid := 0, 0, 0
	var tint tints
	for i := range raw[0].v {
		low, high := rangeAt(flat, i)
		switch {
		case low >= nearPaper:
			bare++
			tint.add(raw, i)
			if dark, _ := rangeAt(raw, i); dark < whitePaper {
				tinted++
			}
		case high-low > vividInk:
			vivid++
		}
	}
	all := float64(len(raw[0].v))
	return float64(bare) >= barePart*all && float64(tinted) >= tintedPart*float64(bare) &&
		float64(vivid) <= vividPart*all && tint.spread() <= paperSpread
}

// rangeAt is the darkest and the brightest channel of a pixel.
func rangeAt(planes []plane, i int) (low, high float32) {
	low, high = planes[0].v[i], planes[0].v[i]
	for _, p := range planes[1:] {
		low, high = min(low, p.v[i]), max(high, p.v[i])
	}
	return low, high
}

// tints are the differences of the channels of bare paper, to the first of them.
type tints struct {
	n           float64
	sum, square [3]float64
}

func (t *tints) add(planes []plane, i int) {
	t.n++
	for k, p := range planes {
		d := float64(p.v[i] - planes[0].v[i])
		t.sum[k] += d
		t.square[k] += d * d
	}
}

// spread is the largest variance among them, as a difference.
func (t *tints) spread() float64 {
	most := 0.0
	for k := range t.sum {
		mean := t.sum[k] / max(t.n, 1)
		most = max(most, t.square[k]/max(t.n, 1)-mean*mean)
	}
	return math.Sqrt(max(most, 0))
}

// sampled has every so manieth pixel of a picture, [lookedAt] of the longer side.
func sampled(img image.Image) image.Image {
	b := img.Bounds()
	step := max((max(b.Dx(), b.Dy())+lookedAt-1)/lookedAt, 1)
	out := image.NewNRGBA(image.Rect(0, 0, (b.Dx()+step-1)/step, (b.Dy()+step-1)/step))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, img.At(b.Min.X+x*step, b.Min.Y+y*step))
		}
	}
	return out
}

// Whitened returns a drawing in grey on white paper, with bounds from (0, 0): each pixel
// as it is beside the paper around it, so that neither tint nor shade of the paper stays.
// Lines keep their tones. Transparent places count as white.
func Whitened(img image.Image) *image.Gray {
	out := greyOf(img)
	paper := paperOf(out)
	for y := range out.Rect.Dy() {
		row := out.Pix[y*out.Stride:][:out.Rect.Dx()]
		for x, v := range row {
			row[x] = uint8(min(255*float32(v)/(scanWhite*paper.at(x, y))+0.5, 255))
		}
	}
	return out
}

// greyOf is a copy of a picture in grey, on white.
func greyOf(img image.Image) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rectangle{Max: b.Size()})
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := img.At(b.Min.X+x, b.Min.Y+y)
			_, _, _, a := c.RGBA()
			v := color.GrayModel.Convert(c).(color.Gray).Y
			out.Pix[y*out.Stride+x] = uint8(min(uint32(v)+(0xFFFF-a)>>8, 255))
		}
	}
	return out
}

// sheet is the paper of a picture, 0–255, in squares.
type sheet struct {
	side  int
	tones plane
}

// shadedPaper is the part of the brightest square's tone that paper in the shade has at
// least: a darker square is all ink.
const shadedPaper = 0.5

// paperOf finds the paper of a grey picture: in each square the brightest tone that enough
// of it has, so that noise does not count. Squares full of ink have the paper of the mean.
func paperOf(img *image.Gray) sheet {
	size := img.Rect.Size()
	side := max(max(size.X, size.Y)/paperBlocks, leastBlock)
	s := sheet{side, newPlane(image.Pt((size.X+side-1)/side, (size.Y+side-1)/side))}
	brightest := float32(0)
	for i := range s.tones.v {
		x, y := i%s.tones.w*side, i/s.tones.w*side
		s.tones.v[i] = commonBright(img, image.Rect(x, y, x+side, y+side).Intersect(img.Rect))
		brightest = max(brightest, s.tones.v[i])
	}
	s.fillInk(shadedPaper * brightest)
	s.tones = s.tones.blurred(1)
	return s
}

// commonBright is the tone that a tenth of the pixels of a square are brighter than.
func commonBright(img *image.Gray, r image.Rectangle) float32 {
	var counts [256]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range img.Pix[y*img.Stride+r.Min.X : y*img.Stride+r.Max.X] {
			counts[v]++
		}
	}
	left := r.Dx() * r.Dy() / 10
	for v := 255; v > 0; v-- {
		if left -= counts[v]; left < 0 {
			return float32(v)
		}
	}
	return 0
}

// fillInk gives squares darker than least the mean of the others.
func (s sheet) fillInk(least float32) {
	sum, n := float32(0), float32(0)
	for _, v := range s.tones.v {
		if v >= least {
			sum += v
			n++
		}
	}
	for i, v := range s.tones.v {
		if v < least {
			s.tones.v[i] = sum / n
		}
	}
}

// at is the paper's tone at a pixel, at least 1.
func (s sheet) at(x, y int) float32 {
	side := float32(s.side)
	return max(s.tones.between((float32(x)+0.5)/side-0.5, (float32(y)+0.5)/side-0.5), 1)
}

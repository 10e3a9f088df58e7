package model

import "math"

// positionPlanes is the number of planes that tell a token where it lies.
const positionPlanes = 6

// extent is the part of a padded picture that is not padding, 0-1 each way.
type extent struct{ x, y float32 }

// unpadded is the extent of a picture without padding.
var unpadded = extent{1, 1}

// writePosition sets p [≤ 6,h,w]: x and y of each pixel's centre, in -1 to 1 over the part s of
// the picture, then sin and cos of pi*x and of pi*y, as many planes as p has room for.
func writePosition(p []float32, h, w int, s extent) {
	n := h * w
	for i := range n {
		x := (float32(i%w)+0.5)/(float32(w)*s.x)*2 - 1
		y := (float32(i/w)+0.5)/(float32(h)*s.y)*2 - 1
		sinX, cosX := math.Sincos(math.Pi * float64(x))
		sinY, cosY := math.Sincos(math.Pi * float64(y))
		all := [positionPlanes]float32{x, y, float32(sinX), float32(cosX), float32(sinY), float32(cosY)}
		for k := range len(p) / n {
			p[k*n+i] = all[k]
		}
	}
}

// position makes an input of the first n planes of the position over a whole picture.
func (b *builder) position(h, w, n int) plane {
	p := b.input("position", newPlane(n, h, w))
	writePosition(p.data(), h, w, unpadded)
	b.positions = append(b.positions, p)
	return p
}

// placeOver makes the positions those over the part s of the picture. The networks never saw
// padding in training: a place must mean the same in a padded sketch and in a reference.
func (p *program) placeOver(s extent) {
	for _, at := range p.positions {
		writePosition(at.data(), at.h, at.w, s)
	}
}

package canvas

import (
	"encoding/binary"
	"image"
)

// multiply lays the lines over dst inside r, which both contain: per channel
// out = (colour·line + 127)/255. Alpha is left alone.
func (l *Lines) multiply(dst *image.RGBA, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		to := dst.Pix[dst.PixOffset(r.Min.X, y):][:4*r.Dx()]
		from := l.row(y)[r.Min.X*l.depth : r.Max.X*l.depth]
		if l.depth == 1 {
			l.multiplyGrey(to, from)
		} else {
			l.multiplyRGB(to, from)
		}
	}
}

// multiplyGrey skips eight pixels of stored white at a time, which is most of a page:
// (c·255 + 127)/255 is c. Levels always map 255 to 255.
func (l *Lines) multiplyGrey(to, from []uint8) {
	for x := 0; x < len(from); x++ {
		if x+8 <= len(from) && binary.LittleEndian.Uint64(from[x:]) == 1<<64-1 {
			x += 7
			continue
		}
		v := uint32(l.table[from[x]])
		p := to[4*x : 4*x+3 : 4*x+3]
		p[0] = times(p[0], v)
		p[1] = times(p[1], v)
		p[2] = times(p[2], v)
	}
}

func (l *Lines) multiplyRGB(to, from []uint8) {
	for x := 0; 3*x < len(from); x++ {
		f := from[3*x : 3*x+3 : 3*x+3]
		p := to[4*x : 4*x+3 : 4*x+3]
		p[0] = times(p[0], uint32(l.table[f[0]]))
		p[1] = times(p[1], uint32(l.table[f[1]]))
		p[2] = times(p[2], uint32(l.table[f[2]]))
	}
}

func times(colour uint8, line uint32) uint8 {
	return uint8((uint32(colour)*line + 127) / 255)
}

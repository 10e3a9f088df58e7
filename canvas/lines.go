package canvas

import "image"

// Lines is the line layer: what the colour is multiplied with, per channel, 255 for bare
// paper. Grey lines are stored in one byte a pixel. Lines is immutable; levels are
// parameters over the pixels as they were read.
type Lines struct {
	size   image.Point
	pix    []uint8 // channels bytes a pixel, row by row, without padding
	depth  int     // channels: 1 grey, 3 RGB
	levels Levels
	table  [256]uint8
}

// NewLines makes a line layer from any picture; its pixels are copied and start at
// (0, 0). Transparent line art is laid on white paper, a grey or toned picture keeps its
// tones, coloured lines keep their colour; 16-bit samples are rounded to 8.
func NewLines(img image.Image) *Lines {
	size := img.Bounds().Size()
	if size.X == 0 || size.Y == 0 {
		size = image.Point{} // rectangles without pixels are equal only if they are zero
	}
	l := &Lines{size: size, depth: 1, table: Levels{}.table()}
	read := readerOf(img)
	l.pix = make([]uint8, size.X*size.Y)
	row := make([]uint8, 3*size.X)
	for y := range size.Y {
		read(row, y)
		if l.depth == 1 && !isGrey(row) {
			l.widen(y)
		}
		l.store(row, y)
	}
	return l
}

// widen turns the grey rows read so far into RGB, once colour has turned up.
func (l *Lines) widen(rows int) {
	grey := l.pix
	l.pix = make([]uint8, 3*len(grey))
	l.depth = 3
	for i, v := range grey[:rows*l.size.X] {
		l.pix[3*i], l.pix[3*i+1], l.pix[3*i+2] = v, v, v
	}
}

func (l *Lines) store(rgb []uint8, y int) {
	row := l.row(y)
	if l.depth == 3 {
		copy(row, rgb)
		return
	}
	for x := range row {
		row[x] = rgb[3*x]
	}
}

// row returns the stored bytes of a row.
func (l *Lines) row(y int) []uint8 {
	n := l.size.X * l.depth
	return l.pix[y*n:][:n:n]
}

func isGrey(rgb []uint8) bool {
	for i := 0; i < len(rgb); i += 3 {
		if rgb[i] != rgb[i+1] || rgb[i] != rgb[i+2] {
			return false
		}
	}
	return true
}

// Bounds returns the layer's rectangle, from (0, 0).
func (l *Lines) Bounds() image.Rectangle { return image.Rectangle{Max: l.size} }

// Coloured tells whether any line has a colour of its own.
func (l *Lines) Coloured() bool { return l.depth == 3 }

// Levels returns the levels in force.
func (l *Lines) Levels() Levels { return l.levels }

// WithLevels returns the same lines seen through other levels; pixels are shared. The
// error is that of [Levels.Check].
func (l *Lines) WithLevels(v Levels) (*Lines, error) {
	if err := v.Check(); err != nil {
		return l, err
	}
	m := *l
	m.levels, m.table = v, v.table()
	return &m, nil
}

// AutoLevels proposes levels for a scan: grey paper becomes white and pale ink black.
// Lines that are clean already, or have no paper to go by, get the identity.
func (l *Lines) AutoLevels() Levels {
	var hist [256]int
	for i := 0; i < len(l.pix); i += l.depth {
		hist[l.luma(i)]++
	}
	return propose(&hist)
}

// luma returns Rec. 601 luma of the stored pixel at byte i, before levels.
func (l *Lines) luma(i int) uint8 {
	if l.depth == 1 {
		return l.pix[i]
	}
	return luma(l.pix[i], l.pix[i+1], l.pix[i+2])
}

func luma(r, g, b uint8) uint8 {
	return uint8((19595*uint32(r) + 38470*uint32(g) + 7471*uint32(b) + 1<<15) >> 16)
}

// At returns the multiplier at a pixel inside the bounds, levels applied.
func (l *Lines) At(x, y int) (r, g, b uint8) {
	i := (y*l.size.X + x) * l.depth
	if l.depth == 1 {
		v := l.table[l.pix[i]]
		return v, v, v
	}
	return l.table[l.pix[i]], l.table[l.pix[i+1]], l.table[l.pix[i+2]]
}

// Gray returns the lines as the networks read them: luma of the multiplier, 255 paper
// and 0 ink, levels applied, a fresh picture from (0, 0).
func (l *Lines) Gray() *image.Gray {
	out := image.NewGray(l.Bounds())
	if l.depth == 1 {
		for i, v := range l.pix {
			out.Pix[i] = l.table[v]
		}
		return out
	}
	for i := range out.Pix {
		p := l.pix[3*i : 3*i+3 : 3*i+3]
		out.Pix[i] = luma(l.table[p[0]], l.table[p[1]], l.table[p[2]])
	}
	return out
}

func (l *Lines) sharesPixels(o *Lines) bool {
	return l == o || len(l.pix) > 0 && len(o.pix) > 0 && &l.pix[0] == &o.pix[0]
}

func (l *Lines) bytes() int64 { return int64(len(l.pix)) }

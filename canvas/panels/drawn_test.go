package panels

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// drawn is a page drawn by a layout, with its panels in reading order.
type drawn struct {
	*image.Gray
	panels []image.Rectangle
}

// layout says how a page is drawn.
type layout struct {
	size    image.Point
	margin  int // 0: panels run off the page
	gutter  int
	rows    [][]int              // by row: into how many rows each column is cut
	ground  func(x, y int) uint8 // of the gutters
	frame   int                  // px of the panels' outlines; 0: panels are filled instead
	slope   float64              // of the gutters between rows
	hatched bool                 // the panels are
}

// cells cuts a length into n parts with gutters between them, none less than half of the usual.
func cells(r *rand.Rand, from, to, n, gutter int) (list [][2]int) {
	room := to - from - (n-1)*gutter
	weights, sum := make([]float64, n), 0.0
	for i := range weights {
		weights[i] = 1 + r.Float64()
		sum += weights[i]
	}
	at := from
	for i, w := range weights {
		end := at + int(float64(room)*w/sum)
		if i == n-1 {
			end = to
		}
		list = append(list, [2]int{at, end})
		at = end + gutter
	}
	return list
}

// draw makes the page.
func (l layout) draw(r *rand.Rand) drawn {
	d := drawn{Gray: image.NewGray(image.Rectangle{Max: l.size})}
	for y := range l.size.Y {
		for x := range l.size.X {
			d.SetGray(x, y, color.Gray{l.ground(x, y)})
		}
	}
	for _, row := range zip(cells(r, l.margin, l.size.Y-l.margin, len(l.rows), l.gutter), l.rows) {
		for _, column := range zip(cells(r, l.margin, l.size.X-l.margin, len(row.of), l.gutter), row.of) {
			for _, part := range cells(r, row.at[0], row.at[1], column.of, l.gutter) {
				d.panel(r, l, image.Rect(column.at[0], part[0], column.at[1], part[1]))
			}
		}
	}
	return d
}

type zipped[T any] struct {
	at [2]int
	of T
}

func zip[T any](at [][2]int, of []T) (list []zipped[T]) {
	for i := range of {
		list = append(list, zipped[T]{at[i], of[i]})
	}
	return list
}

// panel draws one panel: its frame, or its ground, and a drawing in it.
func (d *drawn) panel(r *rand.Rand, l layout, p image.Rectangle) {
	lean := func(x, y int) int { return y + int(math.Round(l.slope*float64(x-l.size.X/2))) }
	tone, ink := uint8(255), uint8(20)
	if l.frame == 0 {
		tone = 255 - d.GrayAt(p.Min.X, p.Min.Y).Y
		if tone > 90 && tone < 170 {
			tone = 250
		}
		ink = 255 - tone/2
	}
	inside := func(x, y int) (within, edge bool) {
		y -= lean(x, 0)
		at := image.Pt(x, y)
		return at.In(p), at.In(p) && !at.In(p.Inset(l.frame))
	}
	figure := image.Pt(p.Min.X+p.Dx()/4+r.IntN(p.Dx()/2), p.Min.Y+p.Dy()/4+r.IntN(p.Dy()/2))
	radius := min(p.Dx(), p.Dy()) / 5
	for y := max(p.Min.Y-l.size.X/10, 0); y < min(p.Max.Y+l.size.X/10, l.size.Y); y++ {
		row := d.Pix[y*d.Stride:]
		for x := p.Min.X; x < p.Max.X; x++ {
			dx, dy := x-figure.X, y-figure.Y
			far := dx*dx + dy*dy - radius*radius
			switch within, edge := inside(x, y); {
			case edge:
				row[x] = 20
			case within && (max(far, -far) < 4*radius || l.hatched && (x+y)%14 < 2):
				row[x] = ink
			case within:
				row[x] = tone
			}
		}
	}
	a, b := lean(p.Min.X, 0), lean(p.Max.X, 0)
	d.panels = append(d.panels, image.Rect(p.Min.X, p.Min.Y+min(a, b), p.Max.X, p.Max.Y+max(a, b)).Intersect(d.Rect))
}

// grain adds noise of a standard deviation.
func (d *drawn) grain(r *rand.Rand, sigma float64) {
	for i, v := range d.Pix {
		d.Pix[i] = uint8(min(max(float64(v)+sigma*r.NormFloat64(), 0), 255))
	}
}

// throughJPEG packs the page as a JPEG file and unpacks it.
func (d *drawn) throughJPEG(t testing.TB, quality int) {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, d.Gray, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	back, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	draw.Draw(d.Gray, d.Rect, back, image.Point{}, draw.Src)
}

// mustFind requires the panels, in order, each side within a tolerance.
func (d *drawn) mustFind(t testing.TB, name string, found []image.Rectangle) {
	t.Helper()
	if len(found) != len(d.panels) {
		t.Errorf("%s: %d panels %v, want %d %v", name, len(found), found, len(d.panels), d.panels)
		return
	}
	near := 4 + 3*max(1, min(d.Rect.Dx(), d.Rect.Dy())/cellsAcross)
	for i, want := range d.panels {
		got := found[i]
		for k, off := range [4]int{got.Min.X - want.Min.X, got.Min.Y - want.Min.Y, got.Max.X - want.Max.X, got.Max.Y - want.Max.Y} {
			if max(off, -off) > near {
				t.Errorf("%s: panel %d is %v, want %v: side %d is off by %d, at most %d", name, i, got, want, k, off, near)
				return
			}
		}
	}
}

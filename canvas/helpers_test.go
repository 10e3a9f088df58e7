package canvas

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

// pageSizes are what tables run over: nothing, one pixel, whole tiles, odd sizes across a
// tile's edge.
var pageSizes = []image.Point{{}, {X: 1, Y: 1}, {X: 128, Y: 128}, {X: 129, Y: 257}, {X: 301, Y: 77}}

// ringLines is a page of paper with dark rings, grey inside one of them.
func ringLines(size image.Point) *Lines {
	img := image.NewGray(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			v := uint8(255)
			if d := (x-40)*(x-40) + (y-30)*(y-30); d%900 < 60 {
				v = uint8(d % 60 * 4)
			}
			img.Pix[y*img.Stride+x] = v
		}
	}
	return NewLines(img)
}

// noise is an opaque picture of random colours in blocks of 5 px.
func noise(size image.Point, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rectangle{Max: size})
	for y := 0; y < size.Y; y += 5 {
		for x := 0; x < size.X; x += 5 {
			c := color.RGBA{uint8(r.UintN(256)), uint8(r.UintN(256)), uint8(r.UintN(256)), 255}
			for j := y; j < min(y+5, size.Y); j++ {
				for i := x; i < min(x+5, size.X); i++ {
					img.SetRGBA(i, j, c)
				}
			}
		}
	}
	return img
}

// coloured returns a document with a base of that reach.
func coloured(t testing.TB, size image.Point, side, reach int) *Document {
	t.Helper()
	d := newWithSide(ringLines(size), side)
	d, ok := d.WithBase(Base{ID: 1, Reach: reach, Sources: d.Sources()}, d.Cut(noise(size, 3)))
	if !ok {
		t.Fatal("the base was dropped")
	}
	return d
}

// scribble is an edge through the points, 4 px wide.
func scribble(points ...float64) Stroke { return strokeOf(Edge, color.NRGBA{}, 4, points...) }

func strokeOf(kind Kind, c color.NRGBA, width float64, points ...float64) Stroke {
	s := Stroke{Kind: kind, Colour: c}
	for i := 0; i < len(points); i += 2 {
		s.Samples = append(s.Samples, Sample{X: points[i], Y: points[i+1], Width: width})
	}
	return s
}

func with(t testing.TB, d *Document, s Stroke) *Document {
	t.Helper()
	e, _, err := d.WithStroke(s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// refine stands in for the network: colours turn to their negative wherever a stroke is
// within the base's reach (a box). Like the network it depends on nothing farther off.
func refine(d *Document, base *image.RGBA, area image.Rectangle) *image.RGBA {
	area = area.Intersect(d.Bounds())
	out := image.NewRGBA(area)
	mask := d.EdgeMask(d.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := base.RGBAAt(x, y)
			if mask != nil && strokeNear(mask, x, y, d.base.Reach) {
				c.R, c.G, c.B = 255-c.R, 255-c.G, 255-c.B
			}
			out.SetRGBA(x, y, c)
		}
	}
	return out
}

func strokeNear(mask *image.Alpha, x, y, reach int) bool {
	near := image.Rect(x-reach, y-reach, x+reach+1, y+reach+1).Intersect(mask.Rect)
	for j := near.Min.Y; j < near.Max.Y; j++ {
		for _, a := range mask.Pix[mask.PixOffset(near.Min.X, j):][:near.Dx()] {
			if a >= 128 {
				return true
			}
		}
	}
	return false
}

// settle refines every stale tile of d.
func settle(d *Document, base *image.RGBA) *Document {
	var results []Result
	for _, at := range d.Stale() {
		results = append(results, d.Results(refine(d, base, d.TileRect(at)))...)
	}
	return d.WithTiles(results)
}

func equalRGBA(t testing.TB, what string, got, want *image.RGBA) {
	t.Helper()
	if got.Rect != want.Rect {
		t.Fatalf("%s: bounds %v, want %v", what, got.Rect, want.Rect)
	}
	for y := got.Rect.Min.Y; y < got.Rect.Max.Y; y++ {
		for x := got.Rect.Min.X; x < got.Rect.Max.X; x++ {
			if g, w := got.RGBAAt(x, y), want.RGBAAt(x, y); g != w {
				t.Fatalf("%s: pixel (%d, %d) is %v, want %v", what, x, y, g, w)
			}
		}
	}
}

package panels

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"
)

func flat(tone uint8) func(x, y int) uint8 { return func(int, int) uint8 { return tone } }

var grounds = []struct {
	name string
	at   func(x, y int) uint8
}{
	{"white", flat(255)},
	{"black", flat(0)},
	{"a colour", flat(150)},
	{"a gradient", func(x, y int) uint8 { return uint8(min(120+y/10, 250)) }},
	{"a gradient across", func(x, y int) uint8 { return uint8(min(160+x/9, 255)) }},
}

// randomLayout is a page of up to four rows of up to three columns, one column of a row cut
// again. Two columns cut alike would be rows.
func randomLayout(r *rand.Rand, ground func(x, y int) uint8) layout {
	l := layout{size: image.Pt(500+r.IntN(500), 700+r.IntN(700)), ground: ground, frame: 2 + r.IntN(4)}
	l.gutter, l.margin = 10+r.IntN(20), 10+r.IntN(40)
	for range 1 + r.IntN(4) {
		row := make([]int, 1+r.IntN(3))
		for i := range row {
			row[i] = 1
		}
		if len(row) > 1 && r.IntN(2) == 0 {
			row[r.IntN(len(row))] = 2
		}
		l.rows = append(l.rows, row)
	}
	return l
}

func TestPanelsOfRandomPagesAreFound(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		ground := grounds[seed%uint64(len(grounds))]
		l := randomLayout(r, ground.at)
		page := l.draw(r)
		name := fmt.Sprintf("page %d on %s, %v", seed, ground.name, l.rows)
		page.mustFind(t, name, Find(page.Gray, Options{}))
		page.throughJPEG(t, 60)
		page.mustFind(t, name+", as a JPEG", Find(page.Gray, Options{}))
		page.grain(r, 6)
		page.mustFind(t, name+", with grain", Find(page.Gray, Options{}))
	}
}

func TestPanelsWithoutFramesAreFoundByTheirFill(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 2))
		l := randomLayout(r, grounds[seed%2].at)
		l.frame = 0
		page := l.draw(r)
		page.mustFind(t, fmt.Sprintf("page %d %v", seed, l.rows), Find(page.Gray, Options{}))
	}
}

func TestTiltedGuttersAreFound(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		l := randomLayout(r, grounds[seed%3].at)
		l.slope, l.gutter, l.margin = 0.1*r.Float64()-0.05, 16+r.IntN(12), 60
		page := l.draw(r)
		page.mustFind(t, fmt.Sprintf("page %d tilted by %.3f %v", seed, l.slope, l.rows), Find(page.Gray, Options{}))
	}
}

func TestPanelsThatRunOffThePageAreFound(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 4))
		l := randomLayout(r, grounds[seed%2].at)
		l.margin, l.frame, l.hatched = 0, 0, true
		page := l.draw(r)
		page.mustFind(t, fmt.Sprintf("page %d %v", seed, l.rows), Find(page.Gray, Options{}))
	}
}

func TestDrawingsWithoutFramesArePartedByWideBands(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 600, 900))
	fill(page, page.Rect, 255)
	for _, at := range []image.Rectangle{{image.Pt(60, 60), image.Pt(260, 360)}, {image.Pt(330, 60), image.Pt(560, 360)}, {image.Pt(60, 450), image.Pt(560, 850)}} {
		for k := range 12 { // rays: no side is straight
			for i := range 400 {
				x, y := at.Min.X+at.Dx()*i/400, at.Min.Y+at.Dy()/2+(i-200)*(k-6)*at.Dy()/(400*7)
				fill(page, image.Rect(x, y, x+2, y+2), 0)
			}
		}
	}
	if got := Find(page, Options{}); len(got) != 3 {
		t.Errorf("panels %v, want three", got)
	}
}

func TestReadingOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	l := layout{size: image.Pt(800, 1100), margin: 20, gutter: 16, frame: 3, ground: flat(255), rows: [][]int{{1, 2}, {1, 1, 1}}}
	page := l.draw(r)
	page.mustFind(t, "left to right", Find(page.Gray, Options{}))
	p := page.panels
	page.panels = []image.Rectangle{p[1], p[2], p[0], p[5], p[4], p[3]}
	page.mustFind(t, "right to left", Find(page.Gray, Options{RightToLeft: true}))
}

func TestDegeneratePages(t *testing.T) {
	framed := image.NewGray(image.Rect(0, 0, 300, 200))
	fill(framed, framed.Rect, 255)
	fill(framed, image.Rect(20, 20, 280, 180), 0)
	fill(framed, image.Rect(23, 23, 277, 177), 255)
	shifted := &image.Gray{Pix: framed.Pix, Stride: framed.Stride, Rect: framed.Rect.Add(image.Pt(-50, 1000))}
	tests := []struct {
		name string
		page *image.Gray
		want int
	}{
		{"no pixel", image.NewGray(image.Rectangle{}), 0},
		{"one pixel", image.NewGray(image.Rect(0, 0, 1, 1)), 0},
		{"one row", image.NewGray(image.Rect(0, 0, 5000, 1)), 0},
		{"all black", image.NewGray(image.Rect(0, 0, 333, 777)), 0},
		{"one panel", framed, 1},
		{"one panel, elsewhere", shifted, 1},
	}
	for _, test := range tests {
		got := Find(test.page, Options{})
		if len(got) != test.want {
			t.Errorf("%s: panels %v, want %d", test.name, got, test.want)
		}
		for _, p := range got {
			if p.Empty() || !p.In(test.page.Rect) {
				t.Errorf("%s: panel %v is not on the page %v", test.name, p, test.page.Rect)
			}
		}
	}
}

func fill(page *image.Gray, r image.Rectangle, tone uint8) {
	r = r.Intersect(page.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			page.SetGray(x, y, color.Gray{tone})
		}
	}
}

func TestFindLooksAndDoesNotTouch(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	page := randomLayout(r, flat(255)).draw(r)
	before := slices.Clone(page.Pix)
	first := Find(page.Gray, Options{})
	if !slices.Equal(first, Find(page.Gray, Options{})) {
		t.Error("another time finds other panels")
	}
	if !slices.Equal(before, page.Pix) {
		t.Error("the page was changed")
	}
}

package canvas

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

// boxMask is 255 inside r.
func boxMask(r image.Rectangle) *image.Alpha {
	m := image.NewAlpha(r)
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	return m
}

func TestALockHoldsAgainstEverything(t *testing.T) {
	for _, size := range pageSizes[1:] {
		d := coloured(t, size, 64, 9)
		r := d.Bounds().Inset(min(size.X, size.Y) / 4)
		before := d.Colour(d.Bounds())
		e, id := d.WithLock(boxMask(r))
		if id == 0 || len(e.Stale()) != 0 || len(Diff(d, e, nil)) != 0 {
			t.Fatalf("%v: locking changed or unsettled something", size)
		}
		other := noise(size, 77)
		e = settle(with(t, e, scribble(5, 5, 60, 60)), noise(size, 3))
		e, ok := e.WithBase(Base{ID: 9, Reach: 9, Sources: e.Sources()}, e.Cut(other))
		if !ok {
			t.Fatal("the base was dropped")
		}
		e = settle(e, other)
		want := refine(e, other, e.Bounds())
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				want.SetRGBA(x, y, before.RGBAAt(x, y))
			}
		}
		equalRGBA(t, "under the lock and beside it", e.Colour(e.Bounds()), want)
		free := settle(e.WithoutLock(id), other)
		equalRGBA(t, "without the lock", free.Colour(free.Bounds()), refine(free, other, free.Bounds()))
		if size.X > 1 && slices.Equal(free.Colour(r).Pix, e.Colour(r).Pix) {
			t.Errorf("%v: the lock held nothing that would have changed", size)
		}
	}
}

func TestWhatCannotBeLocked(t *testing.T) {
	d := coloured(t, image.Pt(100, 80), 64, 9)
	if e, id := d.WithLock(boxMask(image.Rect(200, 0, 300, 50))); id != 0 || e != d {
		t.Error("something beside the page was locked")
	}
	if e, id := d.WithLock(image.NewAlpha(d.Bounds())); id != 0 || e != d {
		t.Error("nothing was locked")
	}
	bare := New(ringLines(image.Pt(100, 80)))
	if e, id := bare.WithLock(boxMask(bare.Bounds())); id != 0 || e != bare {
		t.Error("a page without colours was locked")
	}
	if e := d.WithoutLock(3); e != d {
		t.Error("a lock that is not there went")
	}
	e, id := d.WithLock(boxMask(image.Rect(-5, -5, 3, 200)))
	if l, ok := e.LockAt(image.Pt(2, 79)); !ok || l.ID != id || l.Mask.Rect != image.Rect(0, 0, 3, 80) {
		t.Errorf("the lock at the border is %+v", l)
	}
	if _, ok := e.LockAt(image.Pt(3, 10)); ok {
		t.Error("a pixel beside it is locked")
	}
}

func TestALockIsReadAndMadeAgain(t *testing.T) {
	d := coloured(t, image.Pt(150, 130), 64, 9)
	mask := d.LassoMask([]Sample{{X: 20, Y: 10}, {X: 140, Y: 30}, {X: 90, Y: 125}, {X: 30, Y: 100}})
	e, id := d.WithLock(mask)
	l := e.Locks()[0]
	bare := New(d.Lines())
	again, err := bare.WithLockOf(l.ID, l.Mask, l.Colour())
	if err != nil {
		t.Fatal(err)
	}
	m := again.Locks()[0]
	if m.ID != id || !slices.Equal(m.Mask.Pix, l.Mask.Pix) || !slices.Equal(m.Colour().Pix, l.Colour().Pix) {
		t.Error("the lock that was made again is another one")
	}
	hold := func(doc *Document) {
		t.Helper()
		got := Flatten(doc, doc.Bounds(), FlattenOptions{HideLines: true})
		for i, a := range l.Mask.Pix {
			p := l.Mask.Rect.Min.Add(image.Pt(i%l.Mask.Stride, i/l.Mask.Stride))
			if a > 0 && got.RGBAAt(p.X, p.Y) != d.Colour(image.Rectangle{p, p.Add(image.Pt(1, 1))}).RGBAAt(p.X, p.Y) {
				t.Fatalf("pixel %v is %v", p, got.RGBAAt(p.X, p.Y))
			}
		}
	}
	hold(again) // before there is a base
	equalRGBA(t, "colours before a base", Flatten(again, again.Bounds(), FlattenOptions{HideLines: true}), again.Colour(again.Bounds()))
	based, _ := again.WithBase(Base{ID: 1, Reach: 9, Sources: again.Sources()}, again.Cut(noise(image.Pt(150, 130), 8)))
	hold(based)
	late, _ := bare.WithBase(Base{ID: 1, Reach: 9, Sources: bare.Sources()}, bare.Cut(noise(image.Pt(150, 130), 8)))
	late, err = late.WithLockOf(0, l.Mask, l.Colour())
	if err != nil || len(late.Stale()) != 0 {
		t.Errorf("%v, %d tiles are stale", err, len(late.Stale()))
	}
	hold(late)
	for name, try := range map[string]func() error{
		"the number twice": func() error { _, err := again.WithLockOf(id, l.Mask, l.Colour()); return err },
		"nothing on it": func() error {
			_, err := again.WithLockOf(0, boxMask(image.Rect(900, 0, 910, 10)), l.Colour())
			return err
		},
		"too little colour": func() error { _, err := again.WithLockOf(0, l.Mask, image.NewRGBA(image.Rect(0, 0, 3, 3))); return err },
	} {
		if try() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestALassoMaskHoldsThePixelsWhoseMiddleItGoesRound(t *testing.T) {
	d := New(NewLines(whitePaper(60, 50)))
	lassos := map[string][]Sample{
		"triangle": {{X: 10.2, Y: 5}, {X: 50, Y: 20.7}, {X: 15, Y: 44}},
		"eight":    {{X: 5, Y: 5}, {X: 50, Y: 45}, {X: 50, Y: 5}, {X: 5, Y: 45}},
		"twice":    {{X: 5, Y: 5}, {X: 50, Y: 5}, {X: 50, Y: 45}, {X: 5, Y: 45}, {X: 5, Y: 10}, {X: 40, Y: 10}, {X: 40, Y: 40}, {X: 10, Y: 40}},
		"beyond":   {{X: -30, Y: -30}, {X: 90, Y: 20}, {X: 20, Y: 90}},
	}
	for name, lasso := range lassos {
		mask := d.LassoMask(lasso)
		for y := range 50 {
			for x := range 60 {
				at, n := Sample{X: float64(x) + 0.5, Y: float64(y) + 0.5}, 0
				a := lasso[len(lasso)-1]
				for _, b := range lasso { // by the sum of angles, another way than the mask's
					cross := (a.X-at.X)*(b.Y-at.Y) - (a.Y-at.Y)*(b.X-at.X)
					switch {
					case a.Y <= at.Y && b.Y > at.Y && cross > 0:
						n++
					case a.Y > at.Y && b.Y <= at.Y && cross < 0:
						n--
					}
					a = b
				}
				if got := mask.AlphaAt(x, y).A == 255; got != (n != 0) {
					t.Errorf("%s: pixel %d, %d is inside: %v", name, x, y, got)
				}
			}
		}
	}
	for _, none := range [][]Sample{nil, lassos["eight"][:2], {{X: 1e300}, {X: 2}, {X: 3}}} {
		if !d.LassoMask(none).Rect.Empty() {
			t.Errorf("%v holds something", none)
		}
	}
}

func TestAnAreaEndsAtLinesAndEdges(t *testing.T) {
	img := whitePaper(120, 100).(*image.Gray)
	for i := 20; i <= 80; i++ {
		for k := range 5 { // a box of 5 px lines from 20 to 80
			for _, p := range []image.Point{{i, 20 + k}, {i, 76 + k}, {20 + k, i}, {76 + k, i}} {
				img.SetGray(p.X, p.Y, color.Gray{})
			}
		}
	}
	d := New(NewLines(img))
	area := d.Enclosed(image.Pt(50, 50))
	count := func(m *image.Alpha) (n int) {
		for _, a := range m.Pix {
			n += int(a / 255)
		}
		return n
	}
	if got, want := count(area), (51+2*underInk)*(51+2*underInk)-4*corners; got != want {
		t.Errorf("the area has %d pixels, want %d", got, want)
	}
	for at, want := range map[image.Point]uint8{{50, 50}: 255, {23, 50}: 255, {21, 50}: 0, {10, 50}: 0, {80, 79}: 0} {
		if got := area.AlphaAt(at.X, at.Y).A; got != want {
			t.Errorf("at %v it is %d", at, got)
		}
	}
	for y := 48; y < 52; y++ {
		for x := 20; x < 25; x++ {
			img.SetGray(x, y, color.Gray{255})
		}
	}
	gap := New(NewLines(img))
	if got := count(gap.Enclosed(image.Pt(50, 50))); got < count(area)-30 || got > count(area)+30 {
		t.Errorf("with a gap of 4 px the area has %d pixels, without %d", got, count(area))
	}
	if got := count(gap.Enclosed(image.Pt(22, 50))); got < 120*100/2 {
		t.Errorf("from inside the gap the area has %d pixels", got)
	}
	if d.Enclosed(image.Pt(50, 22)) != nil || d.Enclosed(image.Pt(-1, 5)) != nil {
		t.Error("ink, or what is not on the page, is in an area")
	}
	cut := with(t, d, scribble(50, 10, 50, 90)) // parts the box
	if got := count(cut.Enclosed(image.Pt(40, 50))); got >= count(area)/2 {
		t.Errorf("the edge leaves %d pixels", got)
	}
	if got := count(cut.WithStrokeHidden(1, true).Enclosed(image.Pt(40, 50))); got != count(area) {
		t.Errorf("a hidden edge leaves %d pixels", got)
	}
	one := New(NewLines(whitePaper(1, 1)))
	if got := count(one.Enclosed(image.Point{})); got != 1 {
		t.Errorf("the area of one pixel has %d", got)
	}
}

// corners is how many pixels under the ink of a corner are farther than underInk by steps
// along rows and columns.
const corners = underInk * (underInk + 1) / 2

// BenchmarkEnclosed is a click with the lock tool on a large page.
func BenchmarkEnclosed(b *testing.B) {
	d := New(NewLines(whitePaper(4000, 6000)))
	for b.Loop() {
		if d.Enclosed(image.Pt(2000, 3000)) == nil {
			b.Fatal("no area")
		}
	}
}

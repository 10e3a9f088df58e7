package canvas

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

var coral = color.NRGBA{240, 90, 70, 255}

// brush paints a line from one place to another.
func brush(d *Document, c color.NRGBA, erase bool, x0, y0, x1, y1, width float64) *Document {
	s := BeginPaint(d, c, erase)
	s.Extend(Sample{X: x0, Y: y0, Width: width})
	return s.Extend(Sample{X: x1, Y: y1, Width: width})
}

func TestPaintCoversWhatTheBrushWentOver(t *testing.T) {
	d := coloured(t, image.Pt(300, 200), TileSize, 24)
	e := brush(d, coral, false, 40, 100, 260, 100, 20)
	paint := e.Paint()
	for y := range 200 {
		for x := range 300 {
			far := math.Abs(float64(y) + 0.5 - 100)
			p := color.NRGBA{}
			if image.Pt(x, y).In(paint.Rect) {
				p = paint.NRGBAAt(x, y)
			}
			switch {
			case x > 40 && x < 260 && far < 9 && p != coral:
				t.Fatalf("(%d,%d) is %v", x, y, p)
			case (far > 11 || x < 28 || x > 272) && p != color.NRGBA{}:
				t.Fatalf("(%d,%d) is %v, the brush was not there", x, y, p)
			case p.A > 0 && (p.R != coral.R || p.G != coral.G || p.B != coral.B):
				t.Fatalf("(%d,%d) is %v at the rim", x, y, p)
			}
		}
	}
	if got := Flatten(e, image.Rect(150, 100, 151, 101), FlattenOptions{HideLines: true}).RGBAAt(150, 100); color.NRGBA(got) != coral {
		t.Errorf("painted it is %v", got)
	}
	if !slices.Equal(e.Colour(e.Bounds()).Pix, d.Colour(d.Bounds()).Pix) || len(e.Stale()) != 0 {
		t.Error("the paint is in the colours")
	}
	gone := brush(e, coral, true, 30, 100, 270, 100, 40)
	if gone.HasPaint() || gone.Paint() != nil || !gone.PaintBounds().Empty() {
		t.Error("erased paint is there")
	}
	if brush(d, coral, true, 10, 10, 20, 20, 5) != d {
		t.Error("erasing nothing changed something")
	}
	if again := brush(e, coral, true, 150, 100, 150, 100, 6); again.Paint().NRGBAAt(150, 100).A != 0 || again.Paint().NRGBAAt(100, 100) != coral {
		t.Error("erased in part it is wrong")
	}
}

func TestAPaintStrokeInPartsIsTheStrokeAsAWhole(t *testing.T) {
	d := coloured(t, image.Pt(300, 200), TileSize, 24)
	samples := []Sample{{X: 20, Y: 20, Width: 9}, {X: 140, Y: 30, Width: 14}, {X: 130, Y: 150, Width: 3}, {X: 20, Y: 25, Width: 9}}
	whole := BeginPaint(d, coral, false).Extend(samples...)
	s := BeginPaint(d, coral, false)
	var parts *Document
	for _, p := range samples {
		parts = s.Extend(p, Sample{X: math.NaN(), Width: 3})
	}
	if !slices.Equal(whole.Paint().Pix, parts.Paint().Pix) {
		t.Error("in parts it is another stroke")
	}
	if d.HasPaint() {
		t.Error("the document from before is painted")
	}
}

func TestPaintIsReadAndMadeAgainAndLocksHoldIt(t *testing.T) {
	d := brush(coloured(t, image.Pt(300, 200), TileSize, 24), coral, false, 100, 50, 140, 150, 17)
	again := coloured(t, image.Pt(300, 200), TileSize, 24).WithPaint(d.Paint())
	if again.PaintBounds() != d.PaintBounds() || !slices.Equal(again.Paint().Pix, d.Paint().Pix) {
		t.Error("made again it is other paint")
	}
	if d.WithPaint(nil).HasPaint() || d.WithPaint(image.NewNRGBA(image.Rect(-5, -5, 50, 50))).HasPaint() {
		t.Error("nothing is paint")
	}
	locked, _ := d.WithLock(boxMask(image.Rect(0, 0, 300, 100)))
	over := brush(locked, color.NRGBA{1, 2, 3, 255}, false, 100, 50, 140, 150, 30)
	for y := range 200 {
		same := slices.Equal(row(Flatten(over, over.Bounds(), FlattenOptions{}), y), row(Flatten(d, d.Bounds(), FlattenOptions{}), y))
		if same != (y < 100 || y >= 165) {
			t.Fatalf("row %d is as it was: %v", y, same)
		}
	}
	whole, _ := d.WithLock(boxMask(d.Bounds()))
	if brush(whole, color.NRGBA{1, 2, 3, 255}, false, 10, 10, 20, 20, 9) == whole {
		t.Error("colours that are locked keep paint away")
	}
}

func row(img *image.RGBA, y int) []uint8 { return img.Pix[y*img.Stride:][:img.Stride] }

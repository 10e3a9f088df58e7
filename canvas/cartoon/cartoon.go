// Package cartoon draws pictures whose true colours are known: line art with small gaps, rough
// or with pieces of its contours missing, dabs of the true colours, and strokes along the
// contours that are missing. Methods that colour line art are measured on them.
package cartoon

import (
	"image"
	"image/color"
)

// Point is a place on a square of 512 x 512, whatever size a cartoon is drawn at.
type Point struct{ X, Y float64 }

// Part is an area of one colour; later parts lie over earlier ones.
type Part struct {
	Name    string
	Colour  color.RGBA // opaque
	Outline []Point    // closed by itself
	Thin    bool       // drawn with a finer line
	Dabs    [][]Point  // lines of its colour that a person drew in it
}

// Gap is a place where the lines are rubbed out.
type Gap struct {
	Point
	Radius float64 // of 512, at style Clean
}

// Cartoon is a drawing before it is drawn.
type Cartoon struct {
	Parts   []Part
	Gaps    []Gap
	Strokes [][]Point // along contours that wide gaps rub out
	Hatch   []Point   // where rough lines begin, each (14, -18) long
}

// Style says how well the lines are drawn.
type Style struct {
	Gaps  float64 // times the radius of every gap
	Rough bool    // hatching and the grain of a pencil
}

// The three styles of the test: gaps of 5-10 px of 512, of three and of nine times that.
var (
	Clean   = Style{Gaps: 1}
	Rough   = Style{Gaps: 3, Rough: true}
	Missing = Style{Gaps: 9}
)

// Picture is a cartoon drawn side x side px.
type Picture struct {
	Lines  *image.Gray  // 255 is paper
	Truth  *image.NRGBA // opaque, without lines
	Part   []uint8      // by pixel: 1 and up, the index of its part plus 1
	Dabs   *image.NRGBA // transparent but for the dabs, which are opaque
	Edges  *image.NRGBA // the strokes, black on white
	scored []bool       // off the lines of the clean style
}

// far is the difference of a channel, in 8-bit steps, above which a colour is wrong.
const far = 24

// Wrong is the share, 0-1, of the pixels off the lines (of the clean style, whatever the
// picture's own) where some channel of m differs from the truth by more than 24 steps. m must
// have the picture's size.
func (p *Picture) Wrong(m image.Image) float64 {
	wrong, all := 0, 0
	b := p.Truth.Rect
	for y := range b.Dy() {
		for x := range b.Dx() {
			if !p.scored[y*b.Dx()+x] {
				continue
			}
			all++
			c := color.NRGBAModel.Convert(m.At(m.Bounds().Min.X+x, m.Bounds().Min.Y+y)).(color.NRGBA)
			t := p.Truth.NRGBAAt(x, y)
			if apart(c.R, t.R) > far || apart(c.G, t.G) > far || apart(c.B, t.B) > far {
				wrong++
			}
		}
	}
	return float64(wrong) / float64(max(all, 1))
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

// Mirrored returns m with left and right exchanged.
func Mirrored(m *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: m.Rect.Size()})
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			out.SetNRGBA(m.Rect.Dx()-1-x, y, m.NRGBAAt(m.Rect.Min.X+x, m.Rect.Min.Y+y))
		}
	}
	return out
}

package lineart

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// onPaper draws a thick black frame, a thin grey line and a black field on paper of a tint,
// in a shade that grows to the right.
func onPaper(r image.Rectangle, paper color.NRGBA, shade float64) *image.NRGBA {
	m := image.NewNRGBA(r)
	for y := range r.Dy() {
		for x := range r.Dx() {
			light := (1 - shade*float64(x)/float64(r.Dx())) * inkAt(r, x, y)
			m.SetNRGBA(r.Min.X+x, r.Min.Y+y, color.NRGBA{uint8(float64(paper.R) * light), uint8(float64(paper.G) * light), uint8(float64(paper.B) * light), 255})
		}
	}
	return m
}

func inkAt(r image.Rectangle, x, y int) float64 {
	w, h := r.Dx(), r.Dy()
	switch {
	case x > w/2 && x < w*7/8 && y > h/8 && y < h/2: // larger than a square of the paper
		return 0.05
	case x > w/10 && x < w/10+6:
		return 0.1
	case y > 3*h/4 && y < 3*h/4+3:
		return 0.5
	}
	return 1
}

func TestOnlyDrawingsOnTintedPaperAreTinted(t *testing.T) {
	r := image.Rect(-3, 5, 397, 265)
	beige := color.NRGBA{238, 226, 205, 255}
	blobs := onPaper(r, beige, 0)
	draw.Draw(blobs, image.Rect(20, 20, 160, 120), image.NewUniform(color.NRGBA{200, 40, 60, 255}), image.Point{}, draw.Src)
	halves := onPaper(r, beige, 0)
	draw.Draw(halves, image.Rect(-3, 5, 197, 265), image.NewUniform(color.NRGBA{120, 190, 230, 255}), image.Point{}, draw.Src)
	for name, c := range map[string]struct {
		img  image.Image
		want bool
	}{
		"beige":           {onPaper(r, beige, 0), true},
		"grey, shaded":    {onPaper(r, color.NRGBA{225, 225, 225, 255}, 0.4), true},
		"beige, shaded":   {onPaper(r, beige, 0.3), true},
		"white":           {onPaper(r, color.NRGBA{255, 255, 255, 255}, 0), false},
		"nearly white":    {onPaper(r, color.NRGBA{252, 250, 246, 255}, 0), false},
		"a coloured part": {blobs, false},
		"two grounds":     {halves, false},
		"black":           {image.NewGray(r), false},
		"clear":           {image.NewNRGBA(r), false},
		"one pixel":       {image.NewNRGBA(image.Rect(0, 0, 1, 1)), false},
		"nothing":         {image.NewNRGBA(image.Rectangle{}), false},
	} {
		if got := IsTinted(c.img); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhitenedPaperIsWhiteAndLinesKeepTheirTones(t *testing.T) {
	for _, r := range []image.Rectangle{image.Rect(0, 0, 400, 260), image.Rect(-7, 9, 504, 652)} {
		out := Whitened(onPaper(r, color.NRGBA{238, 226, 205, 255}, 0.35))
		if out.Rect != (image.Rectangle{Max: r.Size()}) {
			t.Fatalf("%v became %v", r, out.Rect)
		}
		wrong := 0
		for y := range out.Rect.Dy() {
			for x := range out.Rect.Dx() {
				ink, v := inkAt(r, x, y), float64(out.GrayAt(x, y).Y)/255
				if ink == 1 && v != 1 || ink < 1 && (v < ink-0.03 || v > ink+0.14) {
					wrong++
				}
			}
		}
		if wrong > 0 {
			t.Errorf("%v: %d pixels are neither white paper nor ink of their tone", r, wrong)
		}
	}
}

func TestWhiteningBarePictures(t *testing.T) {
	for _, img := range []image.Image{image.NewNRGBA(image.Rect(2, 3, 5, 9)), onPaper(image.Rect(0, 0, 1, 1), color.NRGBA{200, 190, 180, 255}, 0)} {
		for _, v := range Whitened(img).Pix {
			if v != 255 {
				t.Errorf("%v: paper is %d", img.Bounds(), v)
			}
		}
	}
	if got := Whitened(image.NewGray(image.Rect(0, 0, 40, 40))); got.GrayAt(20, 20).Y != 0 {
		t.Errorf("black is %v", got.GrayAt(20, 20))
	}
	if got := Whitened(image.NewGray(image.Rectangle{})); !got.Rect.Empty() {
		t.Errorf("nothing is %v", got.Rect)
	}
}

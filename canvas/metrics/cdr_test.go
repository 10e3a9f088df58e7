package metrics

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"strings"
	"testing"
)

// discs is the picture that testdata/cdr.py draws.
func discs(w, h, seed, blur int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		rows := make([][3]int, w)
		for x := range w {
			c := [3]int{(40 + 37*seed) % 256, (90 + 53*seed) % 256, (200 + 71*seed) % 256}
			for k := range 7 {
				cx, cy, r := (17*(k+1)*(seed+3))%w, (29*(k+2)*(seed+1))%h, 6+(11*k+5*seed)%17
				if (x-cx)*(x-cx)+(y-cy)*(y-cy) < r*r {
					c = [3]int{(53*k + 20*seed) % 256, (97*k + 60) % 256, (31*k*k + 110) % 256}
				}
			}
			for i := range c {
				rows[x][i] = min(c[i]+(3*x+5*y)%11, 255)
			}
		}
		for range blur {
			for x := w - 1; x > 0; x-- {
				for i := range 3 {
					rows[x][i] = (rows[x][i] + rows[x-1][i]) / 2
				}
			}
		}
		for x, c := range rows {
			m.SetRGBA(x, y, color.RGBA{uint8(c[0]), uint8(c[1]), uint8(c[2]), 255})
		}
	}
	return m
}

func TestCDRAgreesWithScikitImage(t *testing.T) {
	text, err := os.ReadFile("testdata/cdr.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")[1:]
	if len(lines) < 10 {
		t.Fatalf("only %d cases", len(lines))
	}
	for _, line := range lines {
		var w, h, seed, blur int
		var a, b float64
		if _, err := fmt.Sscan(line, &w, &h, &seed, &blur, &a, &b); err != nil {
			t.Fatal(err)
		}
		truth := discs(w, h, seed, 0)
		p, err := NewPanel(filled(truth.Rect, color.White), truth)
		if err != nil {
			t.Fatal(err)
		}
		gotA, gotB, err := p.CDR(discs(w, h, seed, blur))
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(gotA-a) > 0.01 || math.Abs(gotB-b) > 0.01 {
			t.Errorf("%d×%d, seed %d, blur %d: %.4f %.4f, scikit-image %.4f %.4f", w, h, seed, blur, gotA, gotB, a, b)
		}
	}
}

func TestCDROfSmallPictures(t *testing.T) {
	for name, c := range map[string]struct {
		r    image.Rectangle
		want float64
	}{
		"empty":           {image.Rectangle{}, math.NaN()},
		"one pixel":       {image.Rect(0, 0, 1, 1), 1},
		"flat":            {image.Rect(3, -4, 40, 30), 1},
		"a line of paper": {image.Rect(0, 0, 50, 1), 1},
	} {
		p, err := NewPanel(filled(c.r, color.White), filled(c.r, color.RGBA{200, 30, 30, 255}))
		if err != nil {
			t.Fatal(err)
		}
		a, b, err := p.CDR(filled(c.r, color.RGBA{90, 30, 30, 255}))
		if err != nil || !near(a, c.want, 0) || !near(b, c.want, 0) {
			t.Errorf("%s: %g %g %v, want %g", name, a, b, err, c.want)
		}
	}
}

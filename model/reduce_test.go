package model

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestShrinkAveragesByArea(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []float32
		to   int
		want []float32
	}{
		{"same", []float32{1, 2, 3}, 3, []float32{1, 2, 3}},
		{"half", []float32{1, 2, 3, 5}, 2, []float32{1.5, 4}},
		{"uneven", []float32{3, 6, 9}, 2, []float32{4, 8}},
		{"one", []float32{1, 2, 6}, 1, []float32{3}},
		{"larger", []float32{1, 5}, 4, []float32{1, 1, 5, 5}},
	} {
		for _, threads := range []int{1, 3} {
			across, down := make([]float32, c.to), make([]float32, c.to)
			shrinker{1, len(c.in), 1, c.to, 1, func(_ int, row []float32) { copy(row, c.in) }}.to(across, 1, c.to, threads)
			shrinker{1, 1, len(c.in), 1, c.to, func(y int, row []float32) { row[0] = c.in[y] }}.to(down, c.to, 1, threads)
			for i, want := range c.want {
				if math.Abs(float64(across[i]-want)) > 1e-5 || math.Abs(float64(down[i]-want)) > 1e-5 {
					t.Errorf("%s: %v across, %v down, want %v", c.name, across, down, c.want)
					break
				}
			}
		}
	}
}

func TestThinStrokesAreReducedByMaximum(t *testing.T) {
	page := image.Rect(5, 7, 105, 97)
	f := frame{page: page, ww: 30, wh: 27, w: 32, h: 32}
	m := image.NewAlpha(page)
	for i := range 90 {
		m.SetAlpha(5+i, 7+i, color.Alpha{A: 128})
	}
	m.SetAlpha(5+80, 7+3, color.Alpha{A: 127})
	got := make([]byte, 32*32)
	f.reduceStroke(got, m, image.Rect(0, 0, 32, 32))
	for x := range 27 {
		if !slices.Contains([]byte{got[x*32+x], got[x*32+min(x+1, 31)], got[x*32+max(x-1, 0)]}, 1) {
			t.Errorf("the stroke is broken at row %d", x)
		}
	}
	if cx, cy := f.cell(80, 3); got[cy*32+cx] != 0 {
		t.Error("alpha 127 counts as stroke")
	}
	part := make([]byte, 10*6)
	f.reduceStroke(part, m, image.Rect(4, 5, 14, 11))
	for i, v := range part {
		if v != got[(5+i/10)*32+4+i%10] {
			t.Fatalf("pixel %d of a part differs from the whole", i)
		}
	}
}

func TestStrokesAreReducedWhereverTheyLie(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, page := range []image.Rectangle{image.Rect(5, 7, 405, 97), image.Rect(0, 0, 33, 30), image.Rect(-3, 0, 130, 28)} {
		f := frame{page: page, ww: 30, wh: 27, w: 32, h: 32}
		for range 20 {
			m, want := image.NewAlpha(page), make([]byte, 32*32)
			for range random.IntN(60) {
				x, y := random.IntN(page.Dx()), random.IntN(page.Dy())
				m.Pix[y*m.Stride+x] = uint8(100 + random.IntN(156))
			}
			for i, v := range m.Pix {
				if cx, cy := f.cell(i%m.Stride, i/m.Stride); v >= 128 {
					want[cy*32+cx] = 1
				}
			}
			got := make([]byte, 32*32)
			f.reduceStroke(got, m, image.Rect(0, 0, 32, 32))
			if !slices.Equal(got, want) {
				t.Fatalf("page %v: %v, want %v", page, got, want)
			}
		}
	}
}

package ui

import (
	"fmt"
	"image"
	"testing"
)

func TestBandsCoverAPictureOnce(t *testing.T) {
	for _, part := range []image.Rectangle{
		{}, image.Rect(3, 5, 4, 6), image.Rect(0, 2, 700, 2+bandRows), image.Rect(10, 1, 500, 477), image.Rect(0, 0, 900, 1200),
	} {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			rows := make([]int, part.Max.Y)
			inBands(part, func() func(image.Rectangle) {
				return func(band image.Rectangle) {
					if band.Min.X != part.Min.X || band.Max.X != part.Max.X {
						t.Errorf("band %v of %v", band, part)
					}
					for y := band.Min.Y; y < band.Max.Y; y++ {
						rows[y]++
					}
				}
			})
			for y, n := range rows {
				if want := map[bool]int{true: 1}[y >= part.Min.Y]; n != want {
					t.Fatalf("row %d was painted %d times, want %d", y, n, want)
				}
			}
		})
	}
}

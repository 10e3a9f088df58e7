package main

import (
	"image"
	"image/color"

	"keyline/canvas/imageio"
)

const (
	sheetHeight = 300 // px of a picture in a sheet
	sheetGap    = 12  // px between pictures
)

// sheetRow is what a sheet shows of one pair, left to right.
type sheetRow []image.Image

// saveSheet writes the rows below each other; every column is as wide as its widest picture.
func saveSheet(path string, rows []sheetRow) error {
	var widths []int
	for _, row := range rows {
		for i, m := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], sheetWidth(m))
		}
	}
	total := sheetGap
	for _, w := range widths {
		total += w + sheetGap
	}
	sheet := image.NewRGBA(image.Rect(0, 0, total, sheetGap+len(rows)*(sheetHeight+sheetGap)))
	for i := range sheet.Pix {
		sheet.Pix[i] = 255
	}
	for y, row := range rows {
		left := sheetGap
		for i, m := range row {
			at := image.Pt(left+(widths[i]-sheetWidth(m))/2, sheetGap+y*(sheetHeight+sheetGap))
			reduceInto(sheet, image.Rectangle{Min: at, Max: at.Add(image.Pt(sheetWidth(m), sheetHeight))}, m)
			left += widths[i] + sheetGap
		}
	}
	return imageio.Save(path, sheet)
}

func sheetWidth(m image.Image) int {
	size := m.Bounds().Size()
	return max(1, size.X*sheetHeight/size.Y)
}

// reduceInto fills r of dst with m, each pixel the mean of the pixels it covers.
func reduceInto(dst *image.RGBA, r image.Rectangle, m image.Image) {
	from := m.Bounds()
	span := func(i, to, n int) (int, int) { return i * n / to, max((i+1)*n/to, i*n/to+1) }
	for y := range r.Dy() {
		y0, y1 := span(y, r.Dy(), from.Dy())
		for x := range r.Dx() {
			x0, x1 := span(x, r.Dx(), from.Dx())
			dst.SetRGBA(r.Min.X+x, r.Min.Y+y, meanColour(m, image.Rect(x0, y0, x1, y1).Add(from.Min)))
		}
	}
}

func meanColour(m image.Image, r image.Rectangle) color.RGBA {
	var red, green, blue uint32
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
			red, green, blue = red+uint32(c.R), green+uint32(c.G), blue+uint32(c.B)
		}
	}
	n := uint32(r.Dx() * r.Dy())
	return color.RGBA{uint8(red / n), uint8(green / n), uint8(blue / n), 255}
}

// overStrokes is the picture with edge strokes drawn on it.
func overStrokes(m *image.RGBA, edges *image.Alpha) *image.RGBA {
	drawn := image.NewRGBA(m.Rect)
	copy(drawn.Pix, m.Pix)
	for y := drawn.Rect.Min.Y; y < drawn.Rect.Max.Y; y++ {
		for x := drawn.Rect.Min.X; x < drawn.Rect.Max.X; x++ {
			if edges.AlphaAt(x, y).A >= 128 {
				drawn.SetRGBA(x, y, color.RGBA{0, 180, 224, 255})
			}
		}
	}
	return drawn
}

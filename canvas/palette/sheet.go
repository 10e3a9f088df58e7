package palette

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// Size of a sheet, px. It can be parted evenly into all of [sheetRows] and [sheetColumns],
// is a multiple of the networks' own grid of 32 px and small enough that they see it as it
// is.
const sheetWidth, sheetHeight = 480, 288

// The networks were trained on sheets of one to three rows of two to five swatches; finer
// ones are for palettes that have more colours than that.
var (
	sheetRows    = []int{1, 2, 3, 4, 6}
	sheetColumns = []int{2, 3, 4, 5, 6, 8, 10}
)

// maxSheet is how many colours the finest sheet shows.
const maxSheet = 60

// Sheet paints colours as large equal swatches that fill a picture, row by row, so that a
// palette can stand in for a reference. Places that are left over show the first colours
// again. Of more than 60 colours the 60 that differ most are shown. It panics if there are
// none.
func Sheet(colours []color.NRGBA) *image.NRGBA {
	if len(colours) == 0 {
		panic("palette: a sheet of no colours")
	}
	colours = mostDifferent(colours, maxSheet)
	rows, columns := sheetGrid(len(colours))
	sheet := image.NewNRGBA(image.Rect(0, 0, sheetWidth, sheetHeight))
	w, h := sheetWidth/columns, sheetHeight/rows
	for i := range rows * columns {
		at := image.Pt(i%columns*w, i/columns*h)
		r := image.Rectangle{Min: at, Max: at.Add(image.Pt(w, h))}
		draw.Draw(sheet, r, image.NewUniform(colours[i%len(colours)]), image.Point{}, draw.Src)
	}
	return sheet
}

// sheetGrid is the smallest grid with room for n swatches; of equals the one whose
// swatches are nearest to square.
func sheetGrid(n int) (rows, columns int) {
	least, best := math.MaxInt, math.Inf(1)
	for _, r := range sheetRows {
		for _, c := range sheetColumns {
			oblong := math.Abs(math.Log(float64(sheetWidth*r) / float64(sheetHeight*c)))
			if r*c >= n && (r*c < least || r*c == least && oblong < best) {
				least, best, rows, columns = r*c, oblong, r, c
			}
		}
	}
	return rows, columns
}

// mostDifferent keeps n colours in their order: the first, then always the one farthest
// from those that are kept.
func mostDifferent(colours []color.NRGBA, n int) []color.NRGBA {
	if len(colours) <= n {
		return colours
	}
	all := make([]*group, len(colours))
	for i, c := range colours {
		all[i] = &group{mean: toOklab(float64(c.R), float64(c.G), float64(c.B))}
	}
	kept := map[int]bool{0: true}
	taken := []*group{all[0]}
	for len(taken) < n {
		best, score := -1, -1.0
		for i, g := range all {
			if far := distance(g, taken); !kept[i] && far > score {
				best, score = i, far
			}
		}
		kept[best] = true
		taken = append(taken, all[best])
	}
	out := make([]color.NRGBA, 0, n)
	for i, c := range colours {
		if kept[i] {
			out = append(out, c)
		}
	}
	return out
}

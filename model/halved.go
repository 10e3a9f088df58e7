package model

import "image"

// size is the page halved level times, each side rounded up.
func (b *Base) size(level int) image.Point {
	round := 1<<level - 1
	return image.Pt((b.page.Dx()+round)>>level, (b.page.Dy()+round)>>level)
}

// painted is the level that a level is made of: itself, or the last one before it that is no
// smaller than the working picture, which upsampling cannot make smaller.
func (b *Base) painted(level int) int {
	for level > 0 && (b.size(level).X < b.ww || b.size(level).Y < b.wh) {
		level--
	}
	return level
}

// finer is what r is made of on a page of a size that r's was halved from by times.
func finer(r image.Rectangle, by int, size image.Point) image.Rectangle {
	r.Min, r.Max = r.Min.Mul(1<<by), r.Max.Mul(1<<by)
	return r.Intersect(image.Rectangle{Max: size})
}

// average writes the mean of by x by pixels of src into each pixel of dst; src holds the finer
// pixels of dst, those beyond its right and bottom border count not.
func average(dst, src *image.RGBA, by int) {
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		for x := dst.Rect.Min.X; x < dst.Rect.Max.X; x++ {
			part := image.Rect(x*by, y*by, (x+1)*by, (y+1)*by).Intersect(src.Rect)
			averageOne(dst.Pix[dst.PixOffset(x, y):][:4], src, part)
		}
	}
}

func averageOne(to []uint8, src *image.RGBA, part image.Rectangle) {
	var sum [4]int
	for y := part.Min.Y; y < part.Max.Y; y++ {
		row := src.Pix[src.PixOffset(part.Min.X, y):][:4*part.Dx()]
		for i, v := range row {
			sum[i&3] += int(v)
		}
	}
	n := part.Dx() * part.Dy()
	for c := range to {
		to[c] = uint8((sum[c] + n/2) / n)
	}
}

// shrunkImport is the imported colouring on white, halved level times: made once, for all that
// is painted of it.
func (b *Base) shrunkImport(level int) *image.RGBA {
	for len(b.imports) < level {
		made := len(b.imports) // levels
		next := image.NewRGBA(image.Rectangle{Max: b.size(made + 1)})
		if made > 0 {
			average(next, b.imports[made-1], 2)
		} else {
			row := image.NewRGBA(image.Rect(0, 0, b.page.Dx(), 2))
			for y := range next.Rect.Dy() {
				row.Rect = image.Rect(0, 2*y, b.page.Dx(), min(2*y+2, b.page.Dy()))
				b.copyImported(row)
				average(&image.RGBA{Pix: next.Pix[y*next.Stride:], Stride: next.Stride, Rect: image.Rect(0, y, next.Rect.Dx(), y+1)}, row, 2)
			}
		}
		b.imports = append(b.imports, next)
	}
	return b.imports[level-1]
}

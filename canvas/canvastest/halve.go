package canvastest

import "image"

// HalveInto writes the means of src into dst, which has pixels of src halved level times,
// each side rounded up. src holds all that dst is made of.
func HalveInto(dst, src *image.RGBA, level int) {
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		for x := dst.Rect.Min.X; x < dst.Rect.Max.X; x++ {
			part := image.Rect(x<<level, y<<level, (x+1)<<level, (y+1)<<level).Intersect(src.Rect)
			var sum [4]int
			for j := part.Min.Y; j < part.Max.Y; j++ {
				for i, v := range src.Pix[src.PixOffset(part.Min.X, j):][:4*part.Dx()] {
					sum[i%4] += int(v)
				}
			}
			n := part.Dx() * part.Dy()
			for c, v := range sum {
				dst.Pix[dst.PixOffset(x, y)+c] = uint8((v + n/2) / n)
			}
		}
	}
}

// Doubled is the rectangle of a page that r was halved from, level times; it may reach
// beyond the page.
func Doubled(r image.Rectangle, level int) image.Rectangle {
	return image.Rect(r.Min.X<<level, r.Min.Y<<level, r.Max.X<<level, r.Max.Y<<level)
}

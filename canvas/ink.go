package canvas

import "image"

// InkChanged counts the pixels inside r, cut to the page, at which l has ink (a
// multiplier below 255 in some channel) and img does not show that ink on colour as the
// promise says: (colour·line + 127)/255 per channel. It works the product out by itself,
// so that it can prove [Flatten] wrong. img and colour must cover r.
func (l *Lines) InkChanged(img, colour *image.RGBA, r image.Rectangle) int {
	r = r.Intersect(l.Bounds())
	changed := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			red, green, blue := l.At(x, y)
			if red&green&blue == 255 {
				continue
			}
			got, under := img.RGBAAt(x, y), colour.RGBAAt(x, y)
			if got.R != times(under.R, uint32(red)) || got.G != times(under.G, uint32(green)) || got.B != times(under.B, uint32(blue)) {
				changed++
			}
		}
	}
	return changed
}

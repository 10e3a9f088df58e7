package journal

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"time"

	"keyline/canvas"
)

// Of the small picture that is shown with an offer.
const (
	thumbnailSide = 256              // px, the longer
	paintAfter    = 10 * time.Second // at least between two: it looks at the whole page
)

// paint keeps how the document looks, now and then. It is convenience: a failure costs
// nothing.
func (r *recorder) paint(d *canvas.Document) {
	now := r.store.now()
	if r.folder == "" || !r.painted.IsZero() && now.Sub(r.painted) < paintAfter {
		return
	}
	r.painted = now
	var file bytes.Buffer
	if png.Encode(&file, small(d)) == nil {
		put(r.store.disk, r.path("thumbnail.png"), file.Bytes())
	}
}

// small is the finished picture, each pixel the mean of those it stands for, made strip
// by strip.
func small(d *canvas.Document) *image.RGBA {
	page := d.Bounds().Size()
	step := max((max(page.X, page.Y)+thumbnailSide-1)/thumbnailSide, 1)
	out := image.NewRGBA(image.Rect(0, 0, (page.X+step-1)/step, (page.Y+step-1)/step))
	for y := range out.Rect.Max.Y {
		strip := canvas.Flatten(d, image.Rect(0, y*step, page.X, (y+1)*step), canvas.FlattenOptions{})
		for x := range out.Rect.Max.X {
			cell := image.Rect(x*step, strip.Rect.Min.Y, (x+1)*step, strip.Rect.Max.Y).Intersect(strip.Rect)
			copy(out.Pix[out.PixOffset(x, y):], mean(strip, cell))
		}
	}
	return out
}

func mean(img *image.RGBA, cell image.Rectangle) []uint8 {
	var sum [4]int
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		row := img.Pix[img.PixOffset(cell.Min.X, y):][:4*cell.Dx()]
		for i, v := range row {
			sum[i%4] += int(v)
		}
	}
	n := cell.Dx() * cell.Dy()
	return []uint8{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255}
}

// readThumbnail returns nil for one that is missing or damaged.
func readThumbnail(path string) image.Image {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	img, err := decode(f, maxOffered, maxOffered*maxOffered)
	if err != nil {
		return nil
	}
	return img
}

package app

import (
	"image"
	"sync"
)

// keptBuffers is how many pictures wait to be used again: one is being made while another
// is on its way.
const keptBuffers = 2

// largestKept bounds those, bytes: a screen's worth. Larger ones carry a page's pixels when
// the pen is up, and are not worth holding on to.
const largestKept = 4 << 20

// buffers are the pictures that results travel in. Any goroutine may take one and give it
// back. The zero value is ready.
type buffers struct {
	mu   sync.Mutex
	free []*image.RGBA
}

// take returns a picture with these bounds; its pixels are whatever they were.
func (b *buffers) take(r image.Rectangle) *image.RGBA {
	n := 4 * r.Dx() * r.Dy()
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, img := range b.free {
		if cap(img.Pix) >= n {
			b.free = append(b.free[:i], b.free[i+1:]...)
			*img = image.RGBA{Pix: img.Pix[:n], Stride: 4 * r.Dx(), Rect: r}
			return img
		}
	}
	return image.NewRGBA(r)
}

// giveBack lets a picture be used again. Nobody reads it any more.
func (b *buffers) giveBack(img *image.RGBA) {
	if cap(img.Pix) > largestKept {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.free) == keptBuffers {
		b.free = append(b.free[:0], b.free[1:]...) // the one that was not used for longest
	}
	b.free = append(b.free, img)
}

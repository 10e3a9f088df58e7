package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"sync"

	"keyline/canvas/layered"
)

// fakeCodec makes real PNG and JPEG files (a WebP is a PNG) and puts them on the shelf as
// the pictures they hold.
type fakeCodec struct {
	shelf *shelf

	mu      sync.Mutex
	encodes int
	fails   error             // if set, no file can be made
	gate    chan struct{}     // if set, a file waits for it before it is written
	written map[string][]byte // by path
	layers  layered.Picture   // the last that was written
}

// Encode implements [Codec].
func (f *fakeCodec) Encode(w io.Writer, name string, img image.Image, quality int) error {
	f.mu.Lock()
	f.encodes++
	fails := f.fails
	f.mu.Unlock()
	if fails != nil {
		return fails
	}
	if endingOf(name) == ".jpg" {
		return jpeg.Encode(w, rgbaOf(img), &jpeg.Options{Quality: quality})
	}
	return png.Encode(w, img)
}

// EncodeLayers implements [Codec]: a file with layers is a PNG of what they come to, and
// the codec remembers them.
func (f *fakeCodec) EncodeLayers(_ context.Context, w io.Writer, _ string, p layered.Picture) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.layers = p
	return png.Encode(w, p.Composite())
}

// Fits implements [Codec]: a PSD here holds 300 px a side.
func (f *fakeCodec) Fits(name string, size image.Point) error {
	if endingOf(name) == ".psd" && max(size.X, size.Y) > 300 {
		return errors.New("a PSD holds at most 300 px a side; use .png")
	}
	return nil
}

// Decode implements [Codec].
func (f *fakeCodec) Decode(_ string, file []byte) (image.Image, error) {
	img, _, err := image.Decode(bytes.NewReader(file))
	return img, err
}

// Write implements [Codec]: /full.png is on a full disk.
func (f *fakeCodec) Write(ctx context.Context, path string, file []byte) error {
	f.mu.Lock()
	gate := f.gate
	f.mu.Unlock()
	if gate != nil {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-gate:
		}
	}
	if path == "/full.png" {
		return errors.New("write /full.png: the disk is full; free some space or choose another disk")
	}
	img, err := f.Decode(path, file)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.shelf.mu.Lock()
	defer f.shelf.mu.Unlock()
	if f.written == nil {
		f.written = map[string][]byte{}
	}
	f.shelf.files[path], f.written[path] = img, file
	return nil
}

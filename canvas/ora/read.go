package ora

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"path"
	"strconv"
	"strings"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
)

// mimetype is what every OpenRaster file begins with.
const mimetype = "image/openraster"

// Limits of a file.
const (
	maxEntries  = 10_000
	maxUnpacked = 512 << 20   // bytes of one entry
	maxRatio    = 1100        // unpacked over packed; deflate itself ends at 1,032
	maxPixels   = 250_000_000 // of all layers that are read at once
)

// ErrNone is in the error for a file that is no OpenRaster at all.
var ErrNone = errors.New("this is no OpenRaster file")

// Is tells by its first bytes whether a file is an OpenRaster: a zip whose first entry,
// stored as it is, names the type.
func Is(start []byte) bool { return imageio.ZipType(start) == mimetype }

// File is an open file: its layers are known, their pixels are read when they are asked
// for. It reads from the reader that [Open] was given, on one goroutine at a time.
type File struct {
	entries map[string]*zip.File
	stack   stack
}

// Open reads the zip's list and stack.xml of a file of size bytes. The error is one
// line, without the file's name, that says what is wrong and what to do.
func Open(r io.ReaderAt, size int64) (*File, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w, or its end is missing (%w); save or copy it again", ErrNone, err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("it holds %d files, the limit is %d; save it again", len(z.File), maxEntries)
	}
	f := &File{entries: make(map[string]*zip.File, len(z.File))}
	for _, e := range z.File {
		if f.entries[e.Name] != nil {
			return nil, fmt.Errorf("it holds two files of the name %q; save it again", e.Name)
		}
		f.entries[e.Name] = e
	}
	if err := f.checkType(); err != nil {
		return nil, err
	}
	text, err := f.read("stack.xml", maxStack)
	if err != nil {
		return nil, err
	}
	f.stack, err = readStack(bytes.NewReader(text))
	return f, err
}

// Read reads a whole file with all its pixels.
func Read(r io.ReaderAt, size int64) (layered.Picture, error) {
	f, err := Open(r, size)
	if err != nil {
		return layered.Picture{}, err
	}
	return f.Picture()
}

func (f *File) checkType() error {
	text, err := f.read("mimetype", 100)
	if err != nil || strings.TrimSpace(string(text)) != mimetype {
		return fmt.Errorf("%w: it does not say %q in its mimetype; save it as .ora", ErrNone, mimetype)
	}
	return nil
}

// Has tells whether the zip has an entry of that name.
func (f *File) Has(name string) bool { return f.entries[name] != nil }

// Extra reads a file that a program put beside the layers, of limit bytes at most.
func (f *File) Extra(name string, limit int64) ([]byte, error) { return f.read(name, limit) }

// read unpacks an entry, at most limit bytes of it.
func (f *File) read(name string, limit int64) ([]byte, error) {
	e := f.entries[name]
	if e == nil {
		return nil, fmt.Errorf("%s is missing in it; save it again", name)
	}
	if e.UncompressedSize64 > uint64(limit) || e.UncompressedSize64 > maxRatio*(e.CompressedSize64+64) {
		return nil, fmt.Errorf("%s in it says that it has %d bytes, which is too many; save it again", name, e.UncompressedSize64)
	}
	r, err := e.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in it cannot be unpacked (%w); save it again", name, err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, int64(e.UncompressedSize64)+1))
	if err != nil {
		return nil, fmt.Errorf("%s in it is damaged (%w); copy or save it again", name, err)
	}
	if uint64(len(text)) > e.UncompressedSize64 {
		return nil, fmt.Errorf("%s in it is longer than it says; save it again", name)
	}
	return text, nil
}

// Image reads a picture of the zip, of any place in it.
func (f *File) Image(name string) (*image.NRGBA, error) {
	if !safeName(name) {
		return nil, fmt.Errorf("%q is no name inside the file; save it again", name)
	}
	file, err := f.read(name, maxUnpacked)
	if err != nil {
		return nil, err
	}
	img, err := imageio.DecodeReader(name, bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	return imageio.ToNRGBA(img), nil
}

// Picture reads all layers and the merged picture.
func (f *File) Picture() (layered.Picture, error) {
	p := f.stack.picture
	if err := f.checkPixels(); err != nil {
		return p, err
	}
	var err error
	if p.Layers, err = f.fill(p.Layers, ""); err == nil && f.Has("mergedimage.png") {
		p.Merged, err = f.Merged()
	}
	return p, err
}

// checkPixels adds up what the pictures of all layers declare, before any is read: one
// can be named again and again.
func (f *File) checkPixels() error {
	sum := int64(0)
	for _, src := range f.stack.sources {
		if sum += f.declared(src.name); sum > maxPixels {
			return fmt.Errorf("its layers have more than %d megapixels in all; merge some of them", maxPixels/1_000_000)
		}
	}
	return nil
}

// declared is how many pixels a PNG says it has; 0 for what is none, which reading it
// will tell.
func (f *File) declared(name string) int64 {
	e := f.entries[name]
	if e == nil {
		return 0
	}
	r, err := e.Open()
	if err != nil {
		return 0
	}
	defer r.Close()
	var head [24]byte // the signature, a length, "IHDR", width and height
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0
	}
	if string(head[12:16]) != "IHDR" {
		return 0
	}
	w, h := binary.BigEndian.Uint32(head[16:]), binary.BigEndian.Uint32(head[20:])
	return int64(min(w, 1<<16)) * int64(min(h, 1<<16))
}

// fill reads the pixels of layers.
func (f *File) fill(layers []layered.Layer, place string) (out []layered.Layer, err error) {
	out = append([]layered.Layer{}, layers...)
	for i := range out {
		here := path.Join(place, strconv.Itoa(i))
		if out[i].Layers != nil {
			out[i].Layers, err = f.fill(out[i].Layers, here)
		} else {
			out[i].Image, err = f.pixels(here)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pixels reads those of the layer at a place; nil for one that has none.
func (f *File) pixels(place string) (*image.NRGBA, error) {
	src, ok := f.stack.sources[place]
	if !ok {
		return nil, nil
	}
	img, err := f.Image(src.name)
	if err != nil {
		return nil, err
	}
	m := *img
	m.Rect = m.Rect.Add(src.at)
	return &m, nil
}

// Merged reads the whole page as one picture. Files without one get their layers laid
// over each other.
func (f *File) Merged() (*image.NRGBA, error) {
	if !f.Has("mergedimage.png") {
		p, err := f.Picture()
		if err != nil {
			return nil, err
		}
		return p.Flat(), nil
	}
	img, err := f.Image("mergedimage.png")
	if err == nil && img.Rect.Size() != f.stack.picture.Size {
		return nil, fmt.Errorf("its mergedimage.png is %v, the page is %v; save it again", img.Rect.Size(), f.stack.picture.Size)
	}
	return img, err
}

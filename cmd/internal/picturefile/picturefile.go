// Package picturefile opens and saves pictures in every format, with layers or without,
// for both programs. The formats are in the packages below canvas; this is their one
// table.
package picturefile

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/kra"
	"keyline/canvas/layered"
	"keyline/canvas/psd"
)

// format is a kind of file that carries layers.
type format struct {
	ending, name string
	is           func(start []byte) bool
	read         func(r io.ReaderAt, size int64) (layered.Picture, error)
	check        func(size image.Point) error // before the work; nil where write is
	write        func(ctx context.Context, w io.Writer, p layered.Picture) error
}

// formats are all of them; another is one line here.
var formats = []format{
	{".psd", "PSD", psd.Is, psd.Decode, psd.CheckSize, psd.Encode},
	{".kra", "KRA", kra.Is, mergedOf(kra.Decode), nil, nil}, // its layers are Krita's own
}

// mergedOf makes a picture without layers of one that is merged.
func mergedOf(read func(io.ReaderAt, int64) (image.Image, error)) func(io.ReaderAt, int64) (layered.Picture, error) {
	return func(r io.ReaderAt, size int64) (layered.Picture, error) {
		img, err := read(r, size)
		if err != nil {
			return layered.Picture{}, err
		}
		merged := imageio.ToNRGBA(img)
		return layered.Picture{Size: merged.Rect.Size(), Merged: merged}, nil
	}
}

// startBytes is how much of a file tells its format.
const startBytes = 128

// formatAt tells by the content which of the formats a file is; nil if none.
func formatAt(r io.ReaderAt) *format {
	start := make([]byte, startBytes)
	n, _ := r.ReadAt(start, 0) // what cannot be read is for the reader to say
	for i := range formats {
		if formats[i].is(start[:n]) {
			return &formats[i]
		}
	}
	return nil
}

// Open reads a picture, flat and upright. The errors name the file and the remedy.
func Open(path string) (image.Image, error) {
	p, err := OpenLayers(path)
	if err != nil {
		return nil, err
	}
	if p.Size == (image.Point{}) {
		return imageio.Decode(path)
	}
	return p.Flat(), nil
}

// OpenLayers reads a file with layers. Of one in a format without any, all that is told is
// that: the picture is empty, and [Open] reads it.
func OpenLayers(path string) (layered.Picture, error) {
	f, err := os.Open(path)
	if err != nil {
		return layered.Picture{}, nil // Open words it
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return layered.Picture{}, nil
	}
	kind := formatAt(f)
	if kind == nil {
		return layered.Picture{}, nil
	}
	p, err := kind.read(f, info.Size())
	if err != nil {
		return layered.Picture{}, fmt.Errorf("open %s: %w", path, err)
	}
	return p, nil
}

// Decode reads a picture of any format from memory, flat; name is for errors.
func Decode(name string, r io.ReaderAt, size int64) (image.Image, error) {
	kind := formatAt(r)
	if kind == nil {
		return imageio.DecodeReader(name, r, size)
	}
	p, err := kind.read(r, size)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return p.Flat(), nil
}

// layeredAt is the format with layers that a file's name asks to be written; nil for none.
func layeredAt(path string) *format {
	ending := strings.ToLower(filepath.Ext(path))
	for i := range formats {
		if formats[i].ending == ending && formats[i].write != nil {
			return &formats[i]
		}
	}
	return nil
}

// HasLayers tells whether a file of that name is written with layers.
func HasLayers(path string) bool { return layeredAt(path) != nil }

// CheckName refuses names of formats that are not written; the error wraps
// [imageio.ErrFormat] and lists those that are.
func CheckName(path string) error {
	if HasLayers(path) {
		return nil
	}
	_, err := imageio.FormatOf(path)
	if errors.Is(err, imageio.ErrFormat) {
		return fmt.Errorf("write %s: %w %q; use %s", path, imageio.ErrFormat, filepath.Ext(path), endings())
	}
	return err
}

// endings lists what is written, for people.
func endings() string {
	list := []string{".png", ".webp", ".jpg"}
	for _, f := range formats {
		if f.write != nil {
			list = append(list, f.ending)
		}
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " or " + list[last]
}

// Check tells before the work starts whether a picture of that size can be written to
// path: the ending is known and the sides fit the format.
func Check(path string, size image.Point) error {
	f := layeredAt(path)
	if f == nil {
		if err := CheckName(path); err != nil {
			return err
		}
		return imageio.CheckFormat(path, size)
	}
	if err := f.check(size); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// EncodeLayers writes a picture with its layers in the format of the name's ending.
func EncodeLayers(ctx context.Context, w io.Writer, name string, p layered.Picture) error {
	f := layeredAt(name)
	if f == nil {
		return fmt.Errorf("write %s: this format has no layers; use %s", name, endings())
	}
	return f.write(ctx, w, p)
}

// Encode writes the document in the format of the name's ending, with layers where the
// format has them. The flat picture, and the merged one beside layers, is that of
// [canvas.Flatten] with these options.
func Encode(ctx context.Context, w io.Writer, name string, d *canvas.Document, o canvas.FlattenOptions) error {
	if HasLayers(name) {
		p, err := canvas.Layers(ctx, d, o)
		if err != nil {
			return err
		}
		return EncodeLayers(ctx, w, name, p)
	}
	f, err := imageio.FormatOf(name)
	if err != nil {
		return err
	}
	return imageio.Encode(w, canvas.Flatten(d, d.Bounds(), o), f)
}

// Save writes the document to path as [Encode] does, whole or not at all.
func Save(ctx context.Context, path string, d *canvas.Document, o canvas.FlattenOptions) error {
	if err := Check(path, d.Bounds().Size()); err != nil {
		return err
	}
	return imageio.WriteAtomic(path, func(w io.Writer) error { return Encode(ctx, w, path, d, o) })
}

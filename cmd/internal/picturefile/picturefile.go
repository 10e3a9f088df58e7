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
	"keyline/canvas/ora"
	"keyline/canvas/project"
	"keyline/canvas/psd"
	"keyline/cmd/internal/projectfile"
)

// format is a kind of file that carries layers. What is nil cannot be done.
type format struct {
	ending string
	is     func(start []byte) bool
	flat   func(r io.ReaderAt, size int64) (image.Image, error) // all of the page as one
	layers func(r io.ReaderAt, size int64) (layered.Picture, error)
	check  func(size image.Point) error // before the work; nil: every size fits
	write  func(ctx context.Context, w io.Writer, p layered.Picture) error
	work   func(ctx context.Context, w io.Writer, p project.Project) error // in place of write: strokes and all
}

// formats are all of them; another is one line here.
var formats = []format{
	{".psd", psd.Is, flatPSD, psd.Decode, psd.CheckSize, psd.Encode, nil},
	{projectfile.Ending, ora.Is, flatORA, ora.Read, nil, nil, encodeWork},
	{".kra", kra.Is, kra.Decode, nil, nil, nil, nil}, // its layers are Krita's own
}

func flatPSD(r io.ReaderAt, size int64) (image.Image, error) {
	p, err := psd.Decode(r, size)
	if err != nil {
		return nil, err
	}
	return p.Flat(), nil
}

// flatORA reads no layers where the file has a merged picture.
func flatORA(r io.ReaderAt, size int64) (image.Image, error) {
	f, err := ora.Open(r, size)
	if err != nil {
		return nil, err
	}
	return f.Merged()
}

func encodeWork(ctx context.Context, w io.Writer, p project.Project) error {
	return projectfile.Encode(ctx, w, p, nil)
}

// startBytes is how much of a file tells its format.
const startBytes = 128

// formatAt tells by the content which of the formats a file is; nil if none. A file named
// .ora that is none is left to the reader of those, to say what is wrong with it.
func formatAt(name string, r io.ReaderAt) *format {
	start := make([]byte, startBytes)
	n, _ := r.ReadAt(start, 0) // what cannot be read is for the reader to say
	for i := range formats {
		if formats[i].is(start[:n]) {
			return &formats[i]
		}
	}
	if projectfile.IsFile(name) {
		return formatNamed(name)
	}
	return nil
}

// formatNamed is the format with that ending; nil if none has it.
func formatNamed(name string) *format {
	ending := strings.ToLower(filepath.Ext(name))
	for i := range formats {
		if formats[i].ending == ending {
			return &formats[i]
		}
	}
	return nil
}

// withFile calls do with a file in one of the formats and adds the file's name to its
// error. It tells whether the file was one: what cannot be opened is for imageio to say.
func withFile(path string, do func(kind *format, r io.ReaderAt, size int64) error) (ours bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false, nil
	}
	kind := formatAt(path, f)
	if kind == nil {
		return false, nil
	}
	if err := do(kind, f, info.Size()); err != nil {
		return true, fmt.Errorf("open %s: %w", path, err)
	}
	return true, nil
}

// Open reads a picture, flat and upright. The errors name the file and the remedy.
func Open(path string) (img image.Image, err error) {
	ours, err := withFile(path, func(kind *format, r io.ReaderAt, size int64) (err error) {
		img, err = kind.flat(r, size)
		return err
	})
	if ours {
		return img, err
	}
	return imageio.Decode(path)
}

// OpenLayers reads a file with layers. Of one in a format whose layers are not read, all
// that is told is that: the picture is empty, and [Open] reads it.
func OpenLayers(path string) (p layered.Picture, err error) {
	_, err = withFile(path, func(kind *format, r io.ReaderAt, size int64) (err error) {
		if kind.layers != nil {
			p, err = kind.layers(r, size)
		}
		return err
	})
	if err != nil {
		return layered.Picture{}, err
	}
	return p, nil
}

// Decode reads a picture of any format from memory, flat; name is for errors.
func Decode(name string, r io.ReaderAt, size int64) (image.Image, error) {
	kind := formatAt(name, r)
	if kind == nil {
		return imageio.DecodeReader(name, r, size)
	}
	img, err := kind.flat(r, size)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return img, nil
}

// written tells whether files of the format are written.
func (f *format) written() bool { return f.write != nil || f.work != nil }

// layeredAt is the format with layers that a file's name asks to be written; nil for none.
func layeredAt(path string) *format {
	if f := formatNamed(path); f != nil && f.written() {
		return f
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
		if f.written() {
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
	if f.check == nil {
		return nil
	}
	if err := f.check(size); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// EncodeLayers writes a picture with its layers in the format of the name's ending, which
// must be one for layers alone.
func EncodeLayers(ctx context.Context, w io.Writer, name string, p layered.Picture) error {
	f := layeredAt(name)
	if f == nil || f.write == nil {
		return fmt.Errorf("write %s: this format does not take layers alone; use .psd", name)
	}
	return f.write(ctx, w, p)
}

// Encode writes the work in the format of the name's ending: the picture, with layers where
// the format has them, or, as .ora, all of it. The flat picture, and the merged one beside
// layers, is that of [canvas.Flatten] with these options; an .ora has its own.
func Encode(ctx context.Context, w io.Writer, name string, p project.Project, o canvas.FlattenOptions) error {
	d := p.Document
	switch f := layeredAt(name); {
	case f == nil:
		format, err := imageio.FormatOf(name)
		if err != nil {
			return err
		}
		return imageio.Encode(w, canvas.Flatten(d, d.Bounds(), o), format)
	case f.work != nil:
		return f.work(ctx, w, p)
	}
	layers, err := canvas.Layers(ctx, d, o)
	if err != nil {
		return err
	}
	return EncodeLayers(ctx, w, name, layers)
}

// Save writes the work to path as [Encode] does, whole or not at all. As .ora, what was
// there before is kept beside it, see [projectfile.Save].
func Save(ctx context.Context, path string, p project.Project, o canvas.FlattenOptions) error {
	if err := Check(path, p.Document.Bounds().Size()); err != nil {
		return err
	}
	if projectfile.IsFile(path) {
		return projectfile.Save(ctx, path, p, nil)
	}
	return imageio.WriteAtomic(path, func(w io.Writer) error { return Encode(ctx, w, path, p, o) })
}

package main

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"os"
	"path/filepath"

	"keyline/app/memory"
	"keyline/canvas/imageio"
	"keyline/canvas/layered"
	"keyline/canvas/palette"
	"keyline/cmd/internal/palettefile"
	"keyline/cmd/internal/picturefile"
)

// files are those on disk.
type files struct{}

// Exists implements [ui.Files].
func (files) Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Open implements [ui.Files]: of a file with layers, all of them as one picture.
func (files) Open(path string) (image.Image, error) { return picturefile.Open(path) }

// OpenLayers implements [ui.Files].
func (files) OpenLayers(path string) (layered.Picture, error) { return picturefile.OpenLayers(path) }

// Small implements [ui.Files].
func (files) Small(path string, side int) (*image.NRGBA, error) { return picturefile.Small(path, side) }

// Save implements [ui.Files].
func (files) Save(path string, img image.Image) error { return imageio.Save(path, img) }

// OpenPalette implements [ui.Files].
func (files) OpenPalette(path string) ([]palette.Swatch, error) { return palettefile.Open(path) }

// SavePalette implements [ui.Files].
func (files) SavePalette(path string, list []palette.Swatch) error {
	return palettefile.Save(path, list)
}

// Encode implements [ui.Codec].
func (files) Encode(w io.Writer, name string, img image.Image, quality int) error {
	if err := imageio.CheckFormat(name, img.Bounds().Size()); err != nil {
		return err
	}
	f, err := imageio.FormatOf(name)
	if err != nil {
		return err
	}
	return imageio.EncodeQuality(w, img, f, quality)
}

// EncodeLayers implements [ui.Codec].
func (files) EncodeLayers(ctx context.Context, w io.Writer, name string, p layered.Picture) error {
	return picturefile.EncodeLayers(ctx, w, name, p)
}

// Fits implements [ui.Codec].
func (files) Fits(name string, size image.Point) error { return picturefile.Check(name, size) }

// Decode implements [ui.Codec].
func (files) Decode(name string, file []byte) (image.Image, error) {
	return picturefile.Decode(name, bytes.NewReader(file), int64(len(file)))
}

// piece is how much of a file is written between two looks at whether it is still wanted.
const piece = 1 << 20

// Write implements [ui.Codec].
func (files) Write(ctx context.Context, path string, file []byte) error {
	return imageio.WriteAtomic(path, func(w io.Writer) error {
		for len(file) > 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			n := min(len(file), piece)
			if _, err := w.Write(file[:n]); err != nil {
				return err
			}
			file = file[n:]
		}
		return ctx.Err()
	})
}

// ownFolder is Keyline's in the user's own folder for settings; "" where there is none:
// nothing is kept then.
func ownFolder() string {
	folder, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "keyline")
}

func writeWhole(path string, file []byte) error {
	return files{}.Write(context.Background(), path, file)
}

// openMemory reads what was remembered, and what was set up. The error says what was lost;
// both work anyway.
func openMemory() (*memory.Memory, *memory.Settings, error) {
	m, lost := memory.Open(ownFolder(), writeWhole)
	s, also := memory.OpenSettings(ownFolder(), writeWhole)
	return m, s, errors.Join(lost, also)
}

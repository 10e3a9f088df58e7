// Package kra reads the merged picture of Krita's files. Their layers are in a format of
// Krita's own and are not read.
package kra

import (
	"archive/zip"
	"errors"
	"fmt"
	"image"
	"io"

	"keyline/canvas/imageio"
)

const (
	mimeType = "application/x-krita"
	merged   = "mergedimage.png"
)

// Is tells by its first bytes whether a file is Krita's: a zip whose first entry, stored
// as it is, names the type.
func Is(start []byte) bool { return imageio.ZipType(start) == mimeType }

// Decode reads the merged picture of a file of size bytes, within the limits of imageio.
// The error is one line that says what is wrong and what to do.
func Decode(r io.ReaderAt, size int64) (image.Image, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("the Krita file is cut short or damaged (%w); save it again", err)
	}
	for _, f := range archive.File {
		if f.Name == merged {
			return decodeEntry(f)
		}
	}
	return nil, errors.New("the Krita file has no merged picture; save it again or export it as PNG")
}

func decodeEntry(f *zip.File) (image.Image, error) {
	entry, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in the Krita file: %w; save it again", merged, err)
	}
	defer entry.Close()
	return imageio.DecodeStream(merged+" in the Krita file", entry)
}

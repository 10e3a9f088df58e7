package imageio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
)

// maxPiped bounds what is kept of an input that cannot be read twice, such as a pipe.
const maxPiped = 512 << 20

// DecodeStream reads a picture from an input that cannot be read twice, such as a pipe or
// an entry of a zip, as [Decode] does; name is for errors. Its bytes are kept once it has
// begun like a picture within the limits, and no more of them than such a picture needs:
// an input without end costs little.
func DecodeStream(name string, r io.Reader) (image.Image, error) {
	fail := func(err error) (image.Image, error) { return nil, fmt.Errorf("open %s: %w", label(name), err) }
	start, err := io.ReadAll(io.LimitReader(r, startBytes))
	if err != nil {
		return fail(fmt.Errorf("%w; copy it to another place and try again", cause(err)))
	}
	most := int64(maxPiped)
	if len(start) > 0 {
		f, err := recognise(start)
		if err != nil {
			return fail(err)
		}
		if f == PNG {
			if most, err = mostPNG(start); err != nil {
				return fail(err)
			}
		}
	}
	all, err := io.ReadAll(io.MultiReader(bytes.NewReader(start), io.LimitReader(r, most)))
	switch {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return fail(fmt.Errorf("%w; copy it to another place and try again", cause(err)))
	case int64(len(all)) >= most:
		return fail(errors.New("not a file that ends; save the picture as a PNG file first"))
	}
	return DecodeReader(name, bytes.NewReader(all), int64(len(all)))
}

// mostPNG is how large a PNG can sensibly be, by the size in its header: its samples
// without any packing, and what stands beside them.
func mostPNG(start []byte) (int64, error) {
	const beside, deepest = 16 << 20, 8 + 1 // bytes a pixel of 16-bit RGBA, and some overhead
	if len(start) < 24 {
		return maxPiped, nil
	}
	w, h := int64(binary.BigEndian.Uint32(start[16:])), int64(binary.BigEndian.Uint32(start[20:]))
	if err := CheckSize(image.Pt(int(w), int(h))); err != nil {
		return 0, err
	}
	return min(maxPiped, beside+w*h*deepest), nil
}

// ZipType is the media type that a zip names in its first entry, as OpenRaster, Krita and
// OpenDocument files do: an entry "mimetype", stored as it is; "" if start is no beginning
// of one.
func ZipType(start []byte) string {
	const fixed, name = 30, "mimetype"
	if len(start) < fixed || string(start[:4]) != "PK\x03\x04" || binary.LittleEndian.Uint16(start[8:]) != 0 {
		return ""
	}
	size := int(binary.LittleEndian.Uint32(start[22:]) & 0xffff)
	nameEnd := fixed + int(binary.LittleEndian.Uint16(start[26:]))
	at := nameEnd + int(binary.LittleEndian.Uint16(start[28:]))
	if nameEnd > len(start) || string(start[fixed:nameEnd]) != name || at > len(start) {
		return ""
	}
	if size == 0 || size > len(start)-at { // its length may stand behind it: up to the next entry then
		end := bytes.Index(start[at:], []byte("PK"))
		if end < 0 {
			return ""
		}
		size = end
	}
	return string(start[at : at+size])
}

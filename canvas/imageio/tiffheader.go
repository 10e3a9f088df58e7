package imageio

import (
	"encoding/binary"
	"errors"
	"io"
)

// Tags of a TIFF that are read before its pixels (TIFF 6.0).
const (
	tagWidth       = 256
	tagHeight      = 257
	tagBits        = 258
	tagCompression = 259
	tagOrientation = 274
	tagSamples     = 277
	tagProfile     = 34675
)

// maxTags bounds a directory; real ones have some dozens.
const maxTags = 512

// tiffTag is where a tag's values are.
type tiffTag struct {
	kind  uint16
	count uint32
	at    int64 // of the first value
}

// readTIFFHeader reads the first directory of a TIFF.
func readTIFFHeader(r io.ReaderAt, size int64) (header, error) {
	h := header{format: TIFF, orientation: 1}
	var start [8]byte
	if !readAt(r, start[:], 0) {
		return h, errCut
	}
	var order binary.ByteOrder = binary.LittleEndian
	if start[0] == 'M' {
		order = binary.BigEndian
	}
	tags, err := readDirectory(r, order, int64(order.Uint32(start[4:])))
	if err != nil {
		return h, err
	}
	value := func(tag uint16, missing int) int { return tags[tag].first(r, order, missing) }
	h.width, h.height = value(tagWidth, 0), value(tagHeight, 0)
	bits, samples := value(tagBits, 1), value(tagSamples, 1)
	h.orientation = uint8(value(tagOrientation, 1))
	if h.width > MaxSide || h.height > MaxSide || bits > 64 || samples > 16 {
		return h, nil // which the caller refuses, or the decoder
	}
	bytes := (int64(h.width)*int64(h.height)*int64(bits*samples) + 7) / 8
	if bits == 16 && samples > 1 {
		h.decodedBytes = 8 * int64(h.width) * int64(h.height)
	}
	h.leastBytes = bytes / leastTIFF(value(tagCompression, 1))
	if icc := tags[tagProfile]; icc.count > 4 && icc.count <= maxProfile && int64(icc.count) <= size {
		if h.profile = make([]byte, icc.count); !readAt(r, h.profile, icc.at) {
			h.profile = nil
		}
	}
	return h, nil
}

// leastTIFF is by how much a way of packing shrinks at best.
func leastTIFF(compression int) int64 {
	switch compression {
	case 1:
		return 1
	case 2, 3, 4: // fax: a bit stands for a row
		return MaxSide
	case 32773: // PackBits
		return 64
	}
	return 4096 // LZW, deflate
}

// readDirectory reads the entries of a directory at an offset.
func readDirectory(r io.ReaderAt, order binary.ByteOrder, at int64) (map[uint16]tiffTag, error) {
	var b [12]byte
	if !readAt(r, b[:2], at) {
		return nil, errCut
	}
	n := int(order.Uint16(b[:]))
	if n > maxTags {
		return nil, errors.New("its directory has too many entries")
	}
	tags := map[uint16]tiffTag{}
	for i := range n {
		entry := at + 2 + 12*int64(i)
		if !readAt(r, b[:], entry) {
			return nil, errCut
		}
		t := tiffTag{kind: order.Uint16(b[2:]), count: order.Uint32(b[4:]), at: entry + 8}
		if t.bytes() > 4 {
			t.at = int64(order.Uint32(b[8:]))
		}
		tags[order.Uint16(b[:])] = t
	}
	return tags, nil
}

// bytes is how many its values take.
func (t tiffTag) bytes() int64 {
	sizes := [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}
	if int(t.kind) >= len(sizes) {
		return 0
	}
	return sizes[t.kind] * int64(t.count)
}

// first is its first value, a short or a long; missing if there is none.
func (t tiffTag) first(r io.ReaderAt, order binary.ByteOrder, missing int) int {
	var b [4]byte
	switch {
	case t.count == 0:
	case t.kind == 3 && readAt(r, b[:2], t.at):
		return int(order.Uint16(b[:]))
	case t.kind == 4 && readAt(r, b[:], t.at):
		return int(order.Uint32(b[:]))
	}
	return missing
}

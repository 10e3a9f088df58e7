package imageio

import (
	"encoding/binary"
	"errors"
	"io"
)

// maxChunks bounds the walk through a file's chunks: a real file has a few dozen before
// its pixels.
const maxChunks = 4096

// maxExif bounds the EXIF block that is read; JPEG cannot hold more than this.
const maxExif = 1 << 16

// readPNGHeader reads IHDR and looks for eXIf and iCCP before the pixels (PNG, third
// edition, 5 and 11.3.2).
func readPNGHeader(r io.ReaderAt, size int64) (header, error) {
	h := header{format: PNG}
	var b [33]byte
	if !readAt(r, b[:], 0) {
		return h, errCut
	}
	if string(b[12:16]) != "IHDR" {
		return h, errors.New("its first chunk is not IHDR")
	}
	w, ht := binary.BigEndian.Uint32(b[16:]), binary.BigEndian.Uint32(b[20:])
	if w > 1<<31-1 || ht > 1<<31-1 {
		return h, errors.New("its size is no number")
	}
	h.width, h.height = int(w), int(ht)
	h.bits, h.interlaced = int(b[24]), b[28] != 0
	channels := int64([...]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4, 7: 0}[b[25]&7])
	// A pixel row is a filter byte and its bits; deflate shrinks by 1032 at best.
	row := 1 + (int64(w)*channels*int64(h.bits)+7)/8
	if w <= MaxSide && ht <= MaxSide {
		h.leastBytes = row * int64(ht) / 1032
	}
	if h.bits == 16 && h.interlaced {
		h.decodedBytes = 2 * channels * int64(w) * int64(ht)
	}
	h.readPNGChunks(r, size)
	return h, nil
}

// readPNGChunks looks for the orientation and the colour profile before the pixels.
func (h *header) readPNGChunks(r io.ReaderAt, size int64) {
	h.orientation = 1
	offset, seen := int64(33), false
	var b [8]byte
	for range maxChunks {
		if offset >= size || !readAt(r, b[:], offset) {
			return
		}
		n := int64(binary.BigEndian.Uint32(b[:]))
		switch string(b[4:]) {
		case "eXIf":
			h.orientation = exifAt(r, offset+8, n)
		case "iCCP":
			if !seen { // many of them, all damaged, would take long to unpack
				h.profile, seen = pngProfile(r, offset+8, n), true
			}
		case "IDAT", "IEND":
			return
		}
		offset += n + 12
	}
}

// exifAt reads the orientation from a TIFF block of n bytes; 1 if there is none.
func exifAt(r io.ReaderAt, offset, n int64) uint8 {
	b := make([]byte, min(n, maxExif))
	if !readAt(r, b, offset) {
		return 1
	}
	return exifOrientation(b)
}

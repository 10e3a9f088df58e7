package imageio

import (
	"encoding/binary"
	"errors"
	"io"
)

// readJPEGHeader walks the marker segments up to the frame header (ITU T.81, B.2), and
// reads the EXIF orientation and the colour profile on the way.
func readJPEGHeader(r io.ReaderAt, size int64) (header, error) {
	h := header{format: JPEG, orientation: 1}
	offset := int64(2)
	var icc jpegProfile
	var b [10]byte
	for range maxChunks {
		if offset >= size || !readAt(r, b[:4], offset) {
			return h, errCut
		}
		marker := b[1]
		switch {
		case b[0] != 0xff:
			return h, errors.New("it has no frame header")
		case marker == 0xff: // a fill byte
			offset++
			continue
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd8: // without a length
			offset += 2
			continue
		}
		n := int64(binary.BigEndian.Uint16(b[2:]))
		switch {
		case isFrame(marker):
			h.profile = icc.bytes()
			return readFrame(h, r, offset+4, n-2)
		case marker == 0xe1 && n > 8 && readAt(r, b[:6], offset+4) && string(b[:6]) == "Exif\x00\x00":
			h.orientation = exifAt(r, offset+10, n-8)
		case marker == 0xe2:
			icc.add(r, offset+4, n-2)
		case marker == 0xda || marker == 0xd9 || n < 2:
			return h, errors.New("it has no frame header")
		}
		offset += 2 + n
	}
	return h, errors.New("it has no frame header")
}

// isFrame tells a start of frame: 0xC0–0xCF but DHT, JPG and DAC.
func isFrame(marker uint8) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
}

// readFrame reads the n bytes of a frame header. Every 8×8 block takes at least one
// bit, its DC code, so the file has a least size; counted for the largest component.
func readFrame(h header, r io.ReaderAt, offset, n int64) (header, error) {
	if n < 6 {
		return h, errCut
	}
	b := make([]byte, n)
	if !readAt(r, b, offset) {
		return h, errCut
	}
	h.height, h.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	across, down, largest := 1, 1, 0
	for i := 0; i < int(b[5]) && 8+3*i < len(b); i++ {
		x, y := int(b[7+3*i]>>4), int(b[7+3*i]&15)
		across, down, largest = max(across, x), max(down, y), max(largest, x*y)
	}
	blocks := int64(h.width/8) * int64(h.height/8) * int64(largest) / int64(across*down)
	h.leastBytes = blocks / 8
	return h, nil
}

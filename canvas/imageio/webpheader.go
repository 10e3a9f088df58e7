package imageio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"golang.org/x/image/webp"
)

// readWebPHeader reads the size with the decoder's own header reader and looks through
// the RIFF chunks (RFC 9649) for EXIF, which comes after the pixels.
func readWebPHeader(r io.ReaderAt, size int64) (header, error) {
	h := header{format: WebP, orientation: 1}
	var b [30]byte
	if !readAt(r, b[:], 0) {
		return h, errCut
	}
	if string(b[12:16]) == "VP8X" && b[20]&2 != 0 {
		return h, errAnimation
	}
	c, err := webpConfig(r, size)
	if err != nil {
		return h, err
	}
	h.width, h.height = c.width, c.height
	if string(b[12:16]) == "VP8X" && b[20]&8 != 0 {
		h.orientation = webpOrientation(r, size)
	}
	if string(b[12:16]) == "VP8X" && b[20]&32 != 0 {
		h.profile = webpProfile(r, size)
	}
	return h, nil
}

var errAnimation = errors.New("it is an animation, not a still picture")

type sides struct{ width, height int }

// webpConfig recovers, as decode does: the header is read by the decoder too.
func webpConfig(r io.ReaderAt, size int64) (s sides, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errCut
		}
	}()
	c, err := webp.DecodeConfig(io.NewSectionReader(r, 0, size))
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCut
	}
	return sides{c.Width, c.Height}, err
}

func webpOrientation(r io.ReaderAt, size int64) uint8 {
	offset := int64(12)
	var b [14]byte
	for range maxChunks {
		if offset >= size || !readAt(r, b[:8], offset) {
			return 1
		}
		n := int64(binary.LittleEndian.Uint32(b[4:]))
		if string(b[:4]) == "EXIF" {
			// Some writers keep JPEG's preamble.
			if n > 6 && readAt(r, b[8:], offset+8) && bytes.Equal(b[8:], []byte("Exif\x00\x00")) {
				return exifAt(r, offset+14, n-6)
			}
			return exifAt(r, offset+8, n)
		}
		offset += 8 + n + n&1
	}
	return 1
}

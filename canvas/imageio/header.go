package imageio

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"unicode"
	"unicode/utf8"
)

// header is what a file says about itself before its pixels.
type header struct {
	format        Format
	width, height int    // px, before orientation
	orientation   uint8  // EXIF 1–8; 0 counts as 1
	bits          int    // a channel, PNG only
	interlaced    bool   // PNG only
	profile       []byte // ICC, as it is in the file; nil: none
	leastBytes    int64  // no whole file of this size is smaller
	decodedBytes  int64  // memory the decoder takes, where it is more than 4 a pixel
}

// readHeader recognises the file by its first bytes and reads its header.
func readHeader(r io.ReaderAt, size int64) (header, error) {
	if size == 0 {
		return header{}, errors.New("the file is empty (0 bytes); export it again")
	}
	start := make([]byte, min(size, startBytes))
	if _, err := r.ReadAt(start, 0); err != nil && err != io.EOF {
		return header{}, fmt.Errorf("%w; copy it to another place and try again", cause(err))
	}
	f, err := recognise(start)
	if err != nil {
		return header{}, err
	}
	read := [...]func(io.ReaderAt, int64) (header, error){PNG: readPNGHeader, JPEG: readJPEGHeader, WebP: readWebPHeader, TIFF: readTIFFHeader}
	h, err := read[f](r, size)
	if err != nil {
		return header{}, refused(f, err)
	}
	return h, nil
}

// startBytes is how much of a file tells its format.
const startBytes = 64

// recognise tells the format by a file's first bytes.
func recognise(start []byte) (Format, error) {
	switch {
	case bytes.HasPrefix(start, []byte(pngSignature)):
		return PNG, nil
	case bytes.HasPrefix(start, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case len(start) >= 12 && string(start[:4]) == "RIFF" && string(start[8:12]) == "WEBP":
		return WebP, nil
	case bytes.HasPrefix(start, []byte("II*\x00")), bytes.HasPrefix(start, []byte("MM\x00*")):
		return TIFF, nil
	}
	return 0, fmt.Errorf("not a PNG, JPEG, WebP or TIFF picture (%s); export it as PNG and try again", describe(start))
}

// errCut is what is wrong with a file that ends inside its header.
var errCut = errors.New("it ends inside its header")

// CheckSize tells before anything of that size is allocated whether a picture is within
// the limits of what is read.
func CheckSize(size image.Point) error {
	pixels := int64(size.X) * int64(size.Y)
	switch {
	case size.X <= 0 || size.Y <= 0:
		return fmt.Errorf("%d×%d px is a picture without pixels; export it again", size.X, size.Y)
	case size.X > MaxSide || size.Y > MaxSide:
		return fmt.Errorf("%d×%d px has a side longer than 65,535; cut it or scale it down", size.X, size.Y)
	case pixels > MaxPixels:
		by := math.Sqrt(MaxPixels / float64(pixels))
		return fmt.Errorf("%d×%d px are %d megapixels, the limit is 100; scale it down to about %.0f×%.0f px",
			size.X, size.Y, pixels/1_000_000, float64(size.X)*by, float64(size.Y)*by)
	}
	return nil
}

// check refuses what is too large, empty, or cannot be whole.
func (h header) check(size int64) error {
	if err := CheckSize(image.Pt(h.width, h.height)); err != nil {
		return err
	}
	switch {
	case h.decodedBytes > 4*MaxPixels:
		return fmt.Errorf("%d×%d px with %s need %d MB to read; save it with 8 bits a channel", h.width, h.height, h.deep(), h.decodedBytes/1_000_000)
	case size < h.leastBytes:
		return fmt.Errorf("the %s is cut short (%d×%d px need at least %d bytes, it has %d); copy or export it again",
			h.format, h.width, h.height, h.leastBytes, size)
	}
	return nil
}

// deep is what makes a picture need more memory than others.
func (h header) deep() string {
	if h.interlaced {
		return "interlaced 16 bit"
	}
	return "16 bit"
}

// describe says what a foreign file looks like, from its first bytes.
func describe(start []byte) string {
	for _, k := range [...]struct{ magic, name string }{
		{"GIF8", "a GIF"},
		{"BM", "a BMP"},
		{"8BPS", "a Photoshop file"},
		{"CSFCHUNK", "a Clip Studio file"},
		{"%PDF", "a PDF"},
		{"PK\x03\x04", "a zip"},
		{"<?xml", "XML, perhaps SVG"},
		{"<svg", "an SVG"},
	} {
		if bytes.HasPrefix(start, []byte(k.magic)) {
			return "it is " + k.name
		}
	}
	if len(start) >= 12 && string(start[4:8]) == "ftyp" {
		return "it is an AVIF, HEIC or film"
	}
	start = start[:min(len(start), 16)]
	if isText(start) {
		return fmt.Sprintf("starts with %q", bytes.TrimSpace(start))
	}
	return fmt.Sprintf("starts with bytes % x", start[:min(len(start), 8)])
}

func isText(b []byte) bool {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		// A rune cut off by the end of b is no sign against text.
		if r == utf8.RuneError && n == 1 && len(b)-i >= utf8.UTFMax || r < 128 && !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			return false
		}
		i += n
	}
	return true
}

// readAt fills b from offset; false if the file ends before.
func readAt(r io.ReaderAt, b []byte, offset int64) bool {
	n, err := r.ReadAt(b, offset)
	return n == len(b) && (err == nil || err == io.EOF)
}

package imageio

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"

	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// Limits of a picture that is read, checked before it is decoded.
const (
	// MaxPixels is the largest area: 100 megapixels.
	MaxPixels = 100_000_000
	// MaxSide is the longest side in pixels.
	MaxSide = 65_535
)

// Decode reads the picture in the file at path: PNG, JPEG, WebP or TIFF, grey or coloured,
// with a palette or alpha, 8 or 16 bit. It returns a standard image with bounds from
// (0, 0), upright after its EXIF orientation and in the colours of sRGB if it has a
// profile made of a matrix and curves; 16-bit PNGs come as 8 bit, CMYK as RGB by the
// simple formula.
//
// An error is one line with the path, what is wrong and the remedy; missing files and
// lacking permission can be told by errors.Is with fs.ErrNotExist and fs.ErrPermission.
func Decode(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w; %s", label(path), cause(err), openRemedy(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w; copy it to another place and try again", label(path), cause(err))
	}
	if info.IsDir() {
		return nil, fmt.Errorf("open %s: is a folder; name a picture file in it", label(path))
	}
	if info.Mode().IsRegular() {
		return DecodeReader(path, f, info.Size())
	}
	return DecodeStream(path, f)
}

// DecodeReader reads a picture of size bytes from r, as [Decode] does; name is for
// errors.
func DecodeReader(name string, r io.ReaderAt, size int64) (image.Image, error) {
	fail := func(err error) (image.Image, error) {
		return nil, fmt.Errorf("open %s: %w", label(name), err)
	}
	h, err := readHeader(r, size)
	if err != nil {
		return fail(err)
	}
	if err := h.check(size); err != nil {
		return fail(err)
	}
	img, err := h.decode(io.NewSectionReader(r, 0, size))
	if err != nil {
		return fail(refused(h.format, err))
	}
	if b := img.Bounds(); b != image.Rect(0, 0, h.width, h.height) {
		return fail(fmt.Errorf("the %s is damaged (its header says %d×%d px, its pixels are %v); export it again", h.format, h.width, h.height, b))
	}
	return upright(ToSRGB(img, h.profile), h.orientation), nil
}

// decode hands the file to its decoder. A panic in there is an error like any other: it
// was the file's doing.
func (h header) decode(src *io.SectionReader) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, fmt.Errorf("its decoder gave up: %v", p)
		}
	}()
	r := bufio.NewReaderSize(src, 1<<16)
	switch {
	case h.format == JPEG:
		img, err = jpeg.Decode(r)
	case h.format == WebP:
		img, err = webp.Decode(r)
		img = fullRange(img)
	case h.format == TIFF:
		img, err = tiff.Decode(src)
	case h.bits == 16 && !h.interlaced:
		img, err = decodeDeepPNG(r, h)
	default:
		img, err = png.Decode(r)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = errors.New("the end is missing")
	}
	return img, err
}

// refused words what a decoder says: the file is of a kind that is not read, or damaged.
func refused(f Format, err error) error {
	if errors.Is(err, errAnimation) || errors.As(err, new(jpeg.UnsupportedError)) || errors.As(err, new(png.UnsupportedError)) || errors.As(err, new(tiff.UnsupportedError)) {
		return fmt.Errorf("this kind of %s is not read (%w); save it as a plain PNG", f, err)
	}
	return fmt.Errorf("the %s is cut short or damaged (%w); copy or export it again", f, err)
}

// label returns a name fit for one line of text.
func label(name string) string {
	for _, r := range name {
		if r < ' ' {
			return fmt.Sprintf("%q", name)
		}
	}
	return name
}

// cause strips the path from a file system error: the message has it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func openRemedy(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "check the name and the folder"
	case errors.Is(err, fs.ErrPermission):
		return "allow reading it or copy it to your own folder"
	}
	return "copy it to another place and try again"
}

// Size returns the size of the picture in the file at path, px, before it is turned
// upright, and reads no pixels. The errors are those of [Decode].
func Size(path string) (image.Point, error) {
	f, err := os.Open(path)
	if err != nil {
		return image.Point{}, fmt.Errorf("open %s: %w; %s", label(path), cause(err), openRemedy(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return image.Point{}, fmt.Errorf("open %s: %w; copy it to another place and try again", label(path), cause(err))
	}
	h, err := readHeader(f, info.Size())
	if err == nil {
		err = h.check(info.Size())
	}
	if err != nil {
		return image.Point{}, fmt.Errorf("open %s: %w", label(path), err)
	}
	return image.Pt(h.width, h.height), nil
}

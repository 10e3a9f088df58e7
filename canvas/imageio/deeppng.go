package imageio

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"io"
)

// decodeDeepPNG reads a 16-bit PNG that is not interlaced row by row into 8 bits, so
// that 100 megapixels take 400 MB and not 800. Samples are rounded, not cut.
func decodeDeepPNG(r io.Reader, h header) (image.Image, error) {
	d := &deepPNG{r: r, width: h.width}
	if err := d.start(); err != nil {
		return nil, err
	}
	z, err := zlib.NewReader(bufio.NewReaderSize(d, 1<<16))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	out, put := d.target(h)
	stride := 2 * d.channels * h.width
	row, above := make([]byte, 1+stride), make([]byte, 1+stride)
	for y := range h.height {
		if _, err := io.ReadFull(z, row); err != nil {
			return nil, err
		}
		if err := unfilter(row[0], row[1:], above[1:], 2*d.channels); err != nil {
			return nil, err
		}
		put(y, row[1:])
		row, above = above, row
	}
	// Reading on to the end compares the checksum of the pixels.
	if n, err := io.Copy(io.Discard, io.LimitReader(z, 1)); err != nil || n > 0 {
		return nil, errors.Join(errors.New("its pixels do not end where they should"), err)
	}
	return out, nil
}

// deepPNG is the state of reading: as a Reader it gives the bytes of the IDAT chunks.
type deepPNG struct {
	r        io.Reader
	width    int
	kind     uint8 // colour type: 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA
	channels int
	key      []byte // tRNS: the one transparent colour, 2 bytes a channel; nil for none
	left     uint32 // bytes left in this chunk
	crc      uint32
}

// start reads up to the first IDAT chunk.
func (d *deepPNG) start() error {
	if _, err := io.CopyN(io.Discard, d.r, 8); err != nil {
		return err
	}
	for {
		name, err := d.next()
		if err != nil {
			return err
		}
		switch name {
		case "IDAT":
			if d.channels == 0 {
				return errors.New("its pixels come before its header")
			}
			return nil
		case "IHDR":
			err = d.readIHDR()
		case "tRNS":
			err = d.readKey()
		case "PLTE", "IEND":
			if name == "IEND" {
				return errors.New("it has no pixels")
			}
			fallthrough
		default:
			_, err = io.Copy(io.Discard, d.body())
		}
		if err != nil {
			return err
		}
		if err := d.end(); err != nil {
			return err
		}
	}
}

// next reads a chunk's length and name.
func (d *deepPNG) next() (string, error) {
	var b [8]byte
	if _, err := io.ReadFull(d.r, b[:]); err != nil {
		return "", err
	}
	d.left = binary.BigEndian.Uint32(b[:])
	d.crc = crc32.ChecksumIEEE(b[4:])
	return string(b[4:]), nil
}

// chunkBody reads what is left of the chunk and keeps its checksum.
type chunkBody struct{ d *deepPNG }

func (d *deepPNG) body() io.Reader { return chunkBody{d} }

func (c chunkBody) Read(p []byte) (int, error) {
	if c.d.left == 0 {
		return 0, io.EOF
	}
	n, err := c.d.r.Read(p[:min(len(p), int(c.d.left))])
	c.d.left -= uint32(n)
	c.d.crc = crc32.Update(c.d.crc, crc32.IEEETable, p[:n])
	if err == io.EOF && c.d.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// end compares the checksum behind a chunk.
func (d *deepPNG) end() error {
	var b [4]byte
	if _, err := io.ReadFull(d.r, b[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(b[:]) != d.crc {
		return errors.New("a checksum is wrong")
	}
	return nil
}

func (d *deepPNG) readIHDR() error {
	var b [13]byte
	if d.left != 13 {
		return errors.New("its header has a wrong length")
	}
	if _, err := io.ReadFull(d.body(), b[:]); err != nil {
		return err
	}
	d.kind = b[9]
	d.channels = map[uint8]int{0: 1, 2: 3, 4: 2, 6: 4}[d.kind]
	if d.channels == 0 || b[8] != 16 || b[10] != 0 || b[11] != 0 || b[12] != 0 {
		return errors.New("its header asks for something unknown")
	}
	return nil
}

func (d *deepPNG) readKey() error {
	if d.left > 6 || int(d.left) != 2*d.channels || d.kind >= 4 {
		return errors.New("its transparent colour has a wrong length")
	}
	d.key = make([]byte, d.left)
	_, err := io.ReadFull(d.body(), d.key)
	return err
}

// Read gives the bytes of consecutive IDAT chunks.
func (d *deepPNG) Read(p []byte) (int, error) {
	for d.left == 0 {
		if err := d.end(); err != nil {
			return 0, err
		}
		name, err := d.next()
		if err != nil {
			return 0, err
		}
		if name != "IDAT" {
			return 0, io.ErrUnexpectedEOF
		}
	}
	return d.body().Read(p)
}

// target returns the picture and what puts row y of samples into it.
func (d *deepPNG) target(h header) (image.Image, func(y int, row []byte)) {
	if d.kind == 0 && d.key == nil {
		out := image.NewGray(image.Rect(0, 0, h.width, h.height))
		return out, func(y int, row []byte) {
			for x := range h.width {
				out.Pix[y*out.Stride+x] = round8(row[2*x:])
			}
		}
	}
	out := image.NewNRGBA(image.Rect(0, 0, h.width, h.height))
	return out, func(y int, row []byte) {
		for x := range h.width {
			d.putPixel(out.Pix[y*out.Stride+4*x:], row[2*d.channels*x:][:2*d.channels])
		}
	}
}

func (d *deepPNG) putPixel(to, from []byte) {
	to[3] = 255
	if d.key != nil && string(from) == string(d.key) {
		to[3] = 0
	}
	switch d.kind {
	case 0, 4:
		v := round8(from)
		to[0], to[1], to[2] = v, v, v
	default:
		to[0], to[1], to[2] = round8(from), round8(from[2:]), round8(from[4:])
	}
	if d.kind >= 4 {
		to[3] = round8(from[len(from)-2:])
	}
}

// round8 rounds a big-endian 16-bit sample to 8 bits.
func round8(b []byte) uint8 {
	return uint8((uint32(binary.BigEndian.Uint16(b))*255 + 32767) / 65535)
}

// unfilter undoes a row's filter in place; bpp is bytes a pixel (PNG, third edition, 9).
func unfilter(filter uint8, row, above []byte, bpp int) error {
	switch filter {
	case 0:
	case 1:
		for i := bpp; i < len(row); i++ {
			row[i] += row[i-bpp]
		}
	case 2:
		for i := range row {
			row[i] += above[i]
		}
	case 3:
		for i := range row {
			left := 0
			if i >= bpp {
				left = int(row[i-bpp])
			}
			row[i] += uint8((left + int(above[i])) / 2)
		}
	case 4:
		for i := range row {
			var left, corner int
			if i >= bpp {
				left, corner = int(row[i-bpp]), int(above[i-bpp])
			}
			row[i] += uint8(paeth(left, int(above[i]), corner))
		}
	default:
		return errors.New("a row has an unknown filter")
	}
	return nil
}

// paeth returns whichever of left, above and corner is nearest to left + above − corner.
func paeth(left, above, corner int) int {
	p := left + above - corner
	dl, da, dc := max(p-left, left-p), max(p-above, above-p), max(p-corner, corner-p)
	switch {
	case dl <= da && dl <= dc:
		return left
	case da <= dc:
		return above
	}
	return corner
}

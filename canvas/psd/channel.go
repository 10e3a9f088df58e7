package psd

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"image"
	"io"

	"keyline/canvas/imageio"
)

// planes are the channels of a picture on their way into it: colours in their order, then
// alpha.
type planes struct {
	out  *image.NRGBA
	mode int
	icc  []byte  // the file's colour profile
	ink  []uint8 // black of CMYK, a byte a pixel; else nil
	seen [5]bool // colours, then alpha
}

// newPlanes makes room for a picture inside r.
func newPlanes(r image.Rectangle, d *decoder) *planes {
	p := &planes{out: image.NewNRGBA(r), mode: d.mode, icc: d.profile}
	if d.mode == modeCMYK {
		p.ink = make([]uint8, r.Dx()*r.Dy())
	}
	return p
}

const alphaIndex = 4

// index is where a channel's samples go; false for one that is not read.
func (p *planes) index(id int16) (int, bool) {
	switch {
	case id == -1:
		return alphaIndex, true
	case id >= 0 && id < 3 && p.mode != modeGrey, id == 0, id == 3 && p.mode == modeCMYK:
		return int(id), true
	}
	return 0, false
}

// put sets part of row y, from x on, of the channel at index i.
func (p *planes) put(i, x, y int, samples []uint8) {
	p.seen[i] = true
	switch {
	case i == 3:
		copy(p.ink[(y-p.out.Rect.Min.Y)*p.out.Rect.Dx()+x-p.out.Rect.Min.X:], samples)
		return
	case i == alphaIndex:
		i = 3
	}
	to := p.out.Pix[p.out.PixOffset(x, y)+i:]
	for j, v := range samples {
		to[4*j] = v
	}
}

// image is what the channels come to. Without alpha it is opaque.
func (p *planes) image() (*image.NRGBA, error) {
	need := map[int]int{modeGrey: 1, modeRGB: 3, modeCMYK: 4}[p.mode]
	for i := range need {
		if !p.seen[i] {
			return nil, errNoColour
		}
	}
	pix := p.out.Pix
	for i := 0; i < len(pix); i += 4 {
		switch p.mode {
		case modeGrey:
			pix[i+1], pix[i+2] = pix[i], pix[i]
		case modeCMYK: // stored with 255 for no ink
			k := uint32(p.ink[i/4])
			for c := range 3 {
				pix[i+c] = uint8((uint32(pix[i+c])*k + 127) / 255)
			}
		}
		if !p.seen[alphaIndex] {
			pix[i+3] = 255
		}
	}
	if p.mode == modeCMYK {
		return p.out, nil
	}
	// ToSRGB works in place, on bounds from (0, 0).
	at := p.out.Rect.Min
	p.out.Rect = p.out.Rect.Sub(at)
	imageio.ToSRGB(p.out, p.icc)
	p.out.Rect = p.out.Rect.Add(at)
	return p.out, nil
}

// plane reads the channel of a layer at rect, n bytes from an offset on, into planes.
func (d *decoder) plane(p *planes, i int, rect image.Rectangle, at, n int64) error {
	var kind [2]byte
	if !d.read(kind[:], at) {
		return errCut
	}
	rows, err := d.rows(binary.BigEndian.Uint16(kind[:]), at+2, at+n, rect.Dx(), rect.Dy())
	if err != nil {
		return err
	}
	return rows.into(p, i, rect)
}

// rows gives the rows of a plane one by one, as samples of 8 bits.
type rows struct {
	src    *bufio.Reader
	bits   int
	counts []byte // of packed rows, two bytes each
	change bool   // each sample less the one before it
	row    []byte // as it stands in the file
	packed []byte
}

// rows begins to read planes with height rows of width samples between two offsets.
func (d *decoder) rows(kind uint16, at, end int64, width, height int) (*rows, error) {
	r := &rows{bits: d.bits, row: make([]byte, width*d.bits/8)}
	raw := io.NewSectionReader(d.src, at, max(end-at, 0))
	r.src = bufio.NewReaderSize(raw, 1<<15)
	switch kind {
	case rawSamples:
	case packBits:
		if int64(2*height) > raw.Size() {
			return nil, errCut
		}
		r.counts = make([]byte, 2*height)
		if _, err := io.ReadFull(r.src, r.counts); err != nil {
			return nil, errCut
		}
	case deflated, deflatedByChange:
		z, err := zlib.NewReader(r.src)
		if err != nil {
			return nil, errDamaged
		}
		r.src, r.change = bufio.NewReader(z), kind == deflatedByChange
	default:
		return nil, fmt.Errorf("its pixels are packed in a way that is not known (%d); export it again", kind)
	}
	return r, nil
}

// next reads the next row. What it returns holds until the next call.
func (r *rows) next() ([]byte, error) {
	if r.counts != nil {
		n := int(binary.BigEndian.Uint16(r.counts))
		r.counts = r.counts[2:]
		if cap(r.packed) < n {
			r.packed = make([]byte, n)
		}
		r.packed = r.packed[:n]
		if _, err := io.ReadFull(r.src, r.packed); err != nil {
			return nil, errCut
		}
		if err := unpack(r.row, r.packed); err != nil {
			return nil, fmt.Errorf("%w; export it again", err)
		}
	} else if _, err := io.ReadFull(r.src, r.row); err != nil {
		return nil, errCut
	}
	if r.change {
		r.addUp()
	}
	if r.bits == 8 {
		return r.row, nil
	}
	return r.toEight(), nil
}

// addUp undoes the change from sample to sample.
func (r *rows) addUp() {
	if r.bits == 8 {
		for i := 1; i < len(r.row); i++ {
			r.row[i] += r.row[i-1]
		}
		return
	}
	for i := 2; i < len(r.row); i += 2 {
		v := binary.BigEndian.Uint16(r.row[i:]) + binary.BigEndian.Uint16(r.row[i-2:])
		binary.BigEndian.PutUint16(r.row[i:], v)
	}
}

// toEight rounds 16-bit samples to 8.
func (r *rows) toEight() []byte {
	r.packed = append(r.packed[:0], make([]byte, len(r.row)/2)...)
	for i := range r.packed {
		r.packed[i] = uint8((uint32(binary.BigEndian.Uint16(r.row[2*i:]))*255 + 32767) / 65535)
	}
	return r.packed
}

// into puts the rows of rect into a picture that is cut to the page.
func (r *rows) into(p *planes, i int, rect image.Rectangle) error {
	inside := p.out.Rect
	for y := rect.Min.Y; y < inside.Max.Y; y++ {
		row, err := r.next()
		if err != nil {
			return err
		}
		if y >= inside.Min.Y {
			p.put(i, inside.Min.X, y, row[inside.Min.X-rect.Min.X:][:inside.Dx()])
		}
	}
	return nil
}

// merged reads the picture at the end of the file; its planes follow one another.
func (d *decoder) merged(at int64) (*image.NRGBA, error) {
	var kind [2]byte
	if !d.read(kind[:], at) {
		return nil, errCut
	}
	k := binary.BigEndian.Uint16(kind[:])
	page := image.Rectangle{Max: d.page}
	all := int64(d.page.Y) * int64(d.channels)
	if d.size-at-2 < leastBytes(k, int64(d.page.X*d.bits/8), all) {
		return nil, errCut
	}
	rows, err := d.rows(k, at+2, d.size, d.page.X, int(all))
	if err != nil {
		return nil, err
	}
	p := newPlanes(page, d)
	for i := range d.channels {
		switch {
		case i < d.colours():
		case i == d.colours() && d.alpha:
			i = alphaIndex
		default: // a selection or a spot colour
			return p.image()
		}
		if err := rows.into(p, i, page); err != nil {
			return nil, err
		}
	}
	return p.image()
}

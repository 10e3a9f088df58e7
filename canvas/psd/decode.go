package psd

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
)

// Limits of a file that is read.
const (
	// MaxLayerPixels is the most pixels that all layers of a file and its merged picture
	// may have together: 800 MB.
	MaxLayerPixels = 200_000_000
	maxExtraBytes  = 64 << 20 // of what stands beside one layer's name
	maxProfile     = 4 << 20  // a colour profile
	maxChannels    = 56       // as the specification has it
	maxDepth       = 10       // of groups, Photoshop's own; deeper ones are opened into their parent
)

var (
	errCut     = errors.New("the PSD is cut short; copy or export it again")
	errDamaged = errors.New("the PSD is damaged; export it again")
)

// Is tells by its first bytes whether a file is a Photoshop file.
func Is(start []byte) bool { return len(start) >= 4 && string(start[:4]) == signature }

// decoder reads one file.
type decoder struct {
	src      io.ReaderAt
	size     int64
	channels int
	page     image.Point
	bits     int // a sample, 8 or 16
	mode     int
	left     int64  // pixels that layers may still have
	profile  []byte // ICC, as it is in the file; nil: none
	alpha    bool   // the first channel beyond the colours is the merged picture's alpha
}

// Decode reads a file of size bytes. Layers keep their place but are cut to the page;
// masks, effects and adjustments are not applied to them. Blend modes beside
// [layered.Multiply] and [layered.Screen] are read as Normal. A file without layers has
// its merged picture alone. Grey and CMYK become RGB, the latter by the simple formula; the
// colours of a profile made of a matrix and curves become those of sRGB.
// The error is one line that says what is wrong and what to do.
func Decode(r io.ReaderAt, size int64) (layered.Picture, error) {
	d := decoder{src: r, size: size, left: MaxLayerPixels}
	if err := d.header(); err != nil {
		return layered.Picture{}, err
	}
	d.left -= int64(d.page.X) * int64(d.page.Y)
	p := layered.Picture{Size: d.page}
	var starts [3]int64 // of the colour table, the resources, the layers
	var lengths [3]int64
	at, err := int64(26), error(nil)
	for i := range starts {
		starts[i] = at + 4
		if lengths[i], err = d.length(at); err != nil {
			return p, err
		}
		at += 4 + lengths[i]
	}
	d.profile = d.readProfile(starts[1], starts[1]+lengths[1])
	at, n := starts[2]-4, lengths[2]
	if p.Layers, err = d.layerSection(at+4, n); err != nil {
		return p, err
	}
	p.Merged, err = d.merged(at + 4 + n)
	return p, err
}

func (d *decoder) header() error {
	var b [26]byte
	if !d.read(b[:], 0) {
		return errCut
	}
	if !Is(b[:]) {
		return errors.New("it is no Photoshop file; use a .psd")
	}
	if b[5] == 2 {
		return errors.New("it is a PSB, Photoshop's format for large documents; save it as PSD")
	}
	d.channels = int(binary.BigEndian.Uint16(b[12:]))
	height, width := binary.BigEndian.Uint32(b[14:]), binary.BigEndian.Uint32(b[18:])
	d.bits, d.mode = int(binary.BigEndian.Uint16(b[22:])), int(binary.BigEndian.Uint16(b[24:]))
	switch {
	case width > MaxSide || height > MaxSide || width == 0 || height == 0:
		return fmt.Errorf("%d×%d px is no size of a PSD; export it again", width, height)
	case d.colours() == 0:
		return fmt.Errorf("its colour mode is %s; convert it to RGB (8 bits a channel)", modeName(d.mode))
	case d.bits != 8 && d.bits != 16:
		return fmt.Errorf("it has %d bits a channel; convert it to 8 or 16", d.bits)
	case d.channels < d.colours() || d.channels > maxChannels:
		return errDamaged
	}
	d.page = image.Pt(int(width), int(height))
	return imageio.CheckSize(d.page)
}

// colours is how many channels a colour has; 0 in a mode that is not read.
func (d *decoder) colours() int {
	return map[int]int{modeGrey: 1, modeRGB: 3, modeCMYK: 4}[d.mode]
}

func modeName(mode int) string {
	if name := map[int]string{0: "bitmap", 2: "indexed colour", 7: "multichannel", 8: "duotone", 9: "Lab"}[mode]; name != "" {
		return name
	}
	return fmt.Sprintf("number %d", mode)
}

// read fills b from an offset; false if the file ends before.
func (d *decoder) read(b []byte, at int64) bool {
	n, err := d.src.ReadAt(b, at)
	return n == len(b) && (err == nil || err == io.EOF)
}

// length reads the length of a section, which must fit into the file.
func (d *decoder) length(at int64) (int64, error) {
	var b [4]byte
	if !d.read(b[:], at) {
		return 0, errCut
	}
	n := int64(binary.BigEndian.Uint32(b[:]))
	if n > d.size-at-4 {
		return 0, errCut
	}
	return n, nil
}

// resourceProfile is the id of the resource that holds the colour profile.
const resourceProfile = 1039

// readProfile looks for the colour profile among the resources between two offsets; nil if
// there is none, or if they are damaged.
func (d *decoder) readProfile(at, end int64) []byte {
	for at+12 <= end {
		var b [7]byte
		if !d.read(b[:], at) || string(b[:4]) != tagged {
			return nil
		}
		name := int64(b[6]) + 1
		at += 6 + name + name&1
		n, err := d.length(at)
		if err != nil || at+4+n > end {
			return nil
		}
		if binary.BigEndian.Uint16(b[4:]) == resourceProfile && n <= maxProfile {
			if icc := make([]byte, n); d.read(icc, at+4) {
				return icc
			}
		}
		at += 4 + n + n&1
	}
	return nil
}

// layerSection reads the layers of a section of n bytes: those of 8-bit files stand at its
// beginning, those of 16-bit files in a tagged block behind.
func (d *decoder) layerSection(at, n int64) ([]layered.Layer, error) {
	if n < 4 {
		return nil, nil
	}
	end := at + n
	length, err := d.length(at)
	if err != nil || length > n-4 {
		return nil, errDamaged
	}
	if length > 0 {
		return d.layers(at+4, at+4+length)
	}
	at += 4
	if mask, err := d.length(at); err == nil && at+4+mask <= end {
		at += 4 + mask
	}
	for at+12 <= end {
		var b [12]byte
		if !d.read(b[:], at) {
			return nil, errCut
		}
		body := int64(binary.BigEndian.Uint32(b[8:]))
		if at+12+body > end || string(b[:4]) != tagged && string(b[:4]) != "8B64" {
			return nil, nil
		}
		if key := string(b[4:8]); key == "Lr16" || key == "Layr" {
			return d.layers(at+12, at+12+body)
		}
		at += 12 + body + -body&3
	}
	return nil, nil
}

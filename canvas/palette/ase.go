package palette

import (
	"encoding/binary"
	"fmt"
	"image/color"
	"math"
)

// magicASE starts an Adobe swatch exchange.
const magicASE = "ASEF"

// Kinds of blocks in an ASE. A group's start and end are blocks of their own beside the
// colours, so leaving them out flattens it.
const (
	blockColour     = 0x0001
	blockGroup      = 0xc001
	blockGroupEnd   = 0xc002
	normalASE       = 2 // a colour that is neither global nor spot
	headerBytesASE  = len(magicASE) + 8
	headerBlocksASE = 6 // of each block: kind and length
)

// decodeASE reads the blocks of a file: kind, length, then for a colour its name in
// UTF-16, its model and a float for each channel.
func decodeASE(data []byte) ([]Swatch, error) {
	c := cursor{left: data[len(magicASE):]}
	major, _, blocks := c.uint16(), c.uint16(), c.uint32()
	if c.cut {
		return nil, errCut
	}
	if major != 1 {
		return nil, fmt.Errorf("it is version %d of the Adobe swatch exchange, version 1 is read; save it anew as .ase", major)
	}
	var list []Swatch
	for range blocks {
		kind, length := c.uint16(), c.uint32()
		body := c.bytes(int(min(length, maxBytes+1)))
		if c.cut {
			return nil, errCut
		}
		if kind != blockColour {
			continue
		}
		s, err := colourASE(body)
		if err != nil {
			return nil, fmt.Errorf("colour %d: %w", len(list)+1, err)
		}
		if list = append(list, s); len(list) > MaxSwatches {
			return nil, tooMany()
		}
	}
	return list, nil
}

func colourASE(body []byte) (s Swatch, err error) {
	c := cursor{left: body}
	s.Name = c.utf16(int(c.uint16()))
	model := string(c.bytes(4))
	var v [4]float64
	for i := range channelsASE[model] {
		v[i] = c.float32()
		if math.IsNaN(v[i]) || math.IsInf(v[i], 0) {
			return s, fmt.Errorf("it has no value; the file is damaged, save it again")
		}
	}
	switch {
	case c.cut:
		return s, errCut
	case channelsASE[model] == 0:
		return s, fmt.Errorf("colour model %q is not read; make it RGB and save again", model)
	}
	s.Colour = fromASE(model, v)
	return s, nil
}

// channelsASE is how many floats each colour model has.
var channelsASE = map[string]int{"RGB ": 3, "CMYK": 4, "LAB ": 3, "Gray": 1}

// fromASE converts from the ranges of the file: 0–1, but −128–127 for a and b of Lab.
func fromASE(model string, v [4]float64) color.NRGBA {
	switch model {
	case "CMYK":
		return fromCMYK(v[0], v[1], v[2], v[3])
	case "LAB ":
		return fromLab(100*v[0], v[1], v[2])
	case "Gray":
		return opaque(v[0], v[0], v[0])
	default:
		return opaque(v[0], v[1], v[2])
	}
}

func encodeASE(list []Swatch) []byte {
	b := append(make([]byte, 0, headerBytesASE+len(list)*(headerBlocksASE+40)), magicASE...)
	b = binary.BigEndian.AppendUint32(b, 1<<16) // version 1.0
	b = binary.BigEndian.AppendUint32(b, uint32(len(list)))
	for _, s := range list {
		name, units := appendUTF16(nil, CleanName(s.Name))
		body := binary.BigEndian.AppendUint16(nil, uint16(units))
		body = append(append(body, name...), "RGB "...)
		for _, v := range [...]uint8{s.Colour.R, s.Colour.G, s.Colour.B} {
			body = binary.BigEndian.AppendUint32(body, math.Float32bits(float32(v)/255))
		}
		body = binary.BigEndian.AppendUint16(body, normalASE)
		b = binary.BigEndian.AppendUint16(b, blockColour)
		b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
		b = append(b, body...)
	}
	return b
}

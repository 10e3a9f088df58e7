package palette

import (
	"encoding/binary"
	"fmt"
	"image/color"
)

// Colour models in an ACO.
const (
	acoRGB  = 0
	acoHSB  = 1
	acoCMYK = 2
	acoLab  = 7
	acoGray = 8
)

// decodeACO reads a file of one or two sections: the first, version 1, has the colours
// alone; the second, version 2, has them again with names and is the one that counts.
func decodeACO(data []byte) ([]Swatch, error) {
	c := cursor{left: data}
	list, err := sectionACO(&c)
	if err != nil {
		return nil, err
	}
	if len(c.left) > 2 && c.left[0] == 0 && c.left[1] == 2 {
		return sectionACO(&c)
	}
	return list, nil
}

func sectionACO(c *cursor) ([]Swatch, error) {
	version, count := c.uint16(), int(c.uint16())
	if count > MaxSwatches {
		return nil, tooMany()
	}
	var list []Swatch
	for i := range count {
		model := c.uint16()
		v := [4]uint16{c.uint16(), c.uint16(), c.uint16(), c.uint16()}
		name := ""
		if version == 2 {
			name = c.utf16(int(min(c.uint32(), maxBytes)))
		}
		if c.cut {
			return nil, fmt.Errorf("colour %d of %d: %w", i+1, count, errCut)
		}
		colour, ok := fromACO(model, v)
		if !ok {
			return nil, fmt.Errorf("colour %d is of a colour book or model %d, whose values are not public; make it RGB and save again", i+1, model)
		}
		list = append(list, Swatch{Name: name, Colour: colour})
	}
	if c.cut {
		return nil, errCut
	}
	return list, nil
}

// fromACO converts from the ranges of the file: the whole of 16 bits for RGB, HSB and
// CMYK, where 0 is full ink; hundredths for Lab; hundredths of a per cent of ink for grey,
// as GIMP reads it too.
func fromACO(model uint16, v [4]uint16) (color.NRGBA, bool) {
	share := func(n uint16) float64 { return float64(n) / 65535 }
	switch model {
	case acoRGB:
		return opaque(share(v[0]), share(v[1]), share(v[2])), true
	case acoHSB:
		return fromHSB(share(v[0]), share(v[1]), share(v[2])), true
	case acoCMYK:
		return fromCMYK(1-share(v[0]), 1-share(v[1]), 1-share(v[2]), 1-share(v[3])), true
	case acoLab:
		return fromLab(float64(v[0])/100, float64(int16(v[1]))/100, float64(int16(v[2]))/100), true
	case acoGray:
		light := 1 - float64(v[0])/10000
		return opaque(light, light, light), true
	}
	return color.NRGBA{}, false
}

func encodeACO(list []Swatch) []byte {
	var b []byte
	for version := range uint16(2) {
		b = binary.BigEndian.AppendUint16(b, version+1)
		b = binary.BigEndian.AppendUint16(b, uint16(len(list)))
		for _, s := range list {
			c := s.Colour
			for _, v := range [...]uint16{acoRGB, uint16(c.R) * 257, uint16(c.G) * 257, uint16(c.B) * 257, 0} {
				b = binary.BigEndian.AppendUint16(b, v)
			}
			if version == 1 {
				name, units := appendUTF16(nil, CleanName(s.Name))
				b = binary.BigEndian.AppendUint32(b, uint32(units))
				b = append(b, name...)
			}
		}
	}
	return b
}

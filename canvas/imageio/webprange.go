package imageio

import "image"

// fullRange brings the samples of a lossy WebP to the range that Go's YCbCr pictures
// have, in place: WebP keeps brightness in 16–235 and colour in 16–240 (RFC 6386, 9.2;
// ITU-R BT.601), and the decoder hands them on as they are. Without it paper would be
// 235 and ink 16. Other pictures come back unchanged.
func fullRange(img image.Image) image.Image {
	switch m := img.(type) {
	case *image.YCbCr:
		widen(m)
	case *image.NYCbCrA:
		widen(&m.YCbCr)
	}
	return img
}

func widen(m *image.YCbCr) {
	var bright, colour [256]uint8
	for i := range bright {
		bright[i] = uint8(min(max(((i-16)*255+109)/219, 0), 255))
		colour[i] = uint8(min(max(128+((i-128)*255+112*sign(i-128))/224, 0), 255))
	}
	stretch(m.Y, &bright)
	stretch(m.Cb, &colour)
	stretch(m.Cr, &colour)
}

func stretch(samples []uint8, table *[256]uint8) {
	for i, v := range samples {
		samples[i] = table[v]
	}
}

func sign(i int) int {
	if i < 0 {
		return -1
	}
	return 1
}

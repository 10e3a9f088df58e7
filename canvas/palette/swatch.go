package palette

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Swatch is one colour of a palette.
type Swatch struct {
	Name   string      // "" for none
	Colour color.NRGBA // opaque
	// Found says that it was found in a picture and not chosen by a person: it goes when
	// the picture goes. Files do not keep it.
	Found bool
}

// OfPictures lists up to n swatches of what pictures are made of, the same share for each but
// at least four; a colour is there once.
func OfPictures(images []*image.NRGBA, n int) (list []Swatch) {
	for _, img := range images {
		for _, c := range Extract(img, max(n/len(images), 4)) {
			if len(list) < n && !slices.ContainsFunc(list, func(s Swatch) bool { return s.Colour == c }) {
				list = append(list, Swatch{Colour: c, Found: true})
			}
		}
	}
	return list
}

// Colours lists the colours alone, in order.
func Colours(list []Swatch) []color.NRGBA {
	out := make([]color.NRGBA, len(list))
	for i, s := range list {
		out[i] = s.Colour
	}
	return out
}

// maxName bounds a name, runes: a longer one fits no tooltip.
const maxName = 100

// CleanName makes a text fit for a swatch's name: one line, without blanks at its ends,
// 100 characters at most. Every name that is read or written goes through it.
func CleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case r == '\ufeff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, string(utf8.RuneError)))
	name = strings.TrimSpace(name)
	if runes := []rune(name); len(runes) > maxName {
		name = strings.TrimSpace(string(runes[:maxName]))
	}
	return name
}

package ui

import (
	"image"
	"image/color"

	"keyline/canvas/palette"
)

// likeness is what the docks show of a reference. It takes as long as the picture is
// large, so it is worked out beside the window, where the picture is read.
type likeness struct {
	crop   image.Rectangle // of the reference then
	thumb  *image.RGBA
	shades map[int][]color.NRGBA // that it is made of, by how many were asked for
}

// fewestShades is how many colours each of many references gives.
const fewestShades = 4

// shadesAmong is how many colours a picture gives among so many.
func shadesAmong(pictures int) int { return max(paletteSize/pictures, fewestShades) }

// workedOut is the reference with its likeness.
func (r reference) workedOut() reference {
	l := &likeness{crop: r.crop, thumb: r.thumb(), shades: map[int][]color.NRGBA{}}
	for pictures := 1; !r.isSheet() && pictures <= paletteSize/fewestShades; pictures++ {
		n := shadesAmong(pictures)
		l.shades[n] = palette.Extract(r.used(), n)
	}
	r.worked = l
	return r
}

// allWorkedOut are references with their likenesses.
func allWorkedOut(list []reference) []reference {
	out := make([]reference, len(list))
	for i, r := range list {
		out[i] = r.workedOut()
	}
	return out
}

// isWorkedOut tells whether the likeness is that of the part which is used now.
func (r reference) isWorkedOut() bool { return r.worked != nil && r.worked.crop == r.crop }

// thumb is the reference as the dock shows it, at twice its size.
func (r reference) thumb() *image.RGBA {
	if r.isWorkedOut() {
		return r.worked.thumb
	}
	return cover(r.small(), image.Pt(int(2*thumbSize.Width), int(2*thumbSize.Height)))
}

// coloursAmong lists the colours it gives as one of so many pictures.
func (r reference) coloursAmong(pictures int) []color.NRGBA {
	n := shadesAmong(pictures)
	if r.isWorkedOut() && r.worked.shades[n] != nil {
		return r.worked.shades[n]
	}
	return palette.Extract(r.used(), n)
}

package main

import (
	"fmt"
	"image"
	"image/color"
	"strconv"
	"strings"

	"keyline/app"
)

// region is a value of --region: a mask file and the references that count in it, from 0.
type region struct {
	mask       string
	references []int
}

// parseRegions reads --region.
func (f colorizeFlags) parseRegions() (list []region, err error) {
	count := len(f.references)
	if f.palette != "" {
		count++
	}
	for _, value := range f.regions {
		at := strings.LastIndexByte(value, '=')
		if at <= 0 {
			return nil, wrong("--region %s: give a mask and the references that count in it, such as hero.png=1", value)
		}
		r := region{mask: value[:at]}
		for _, part := range strings.Split(value[at+1:], ",") {
			n, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil || n < 1 || n > count {
				return nil, wrong("--region %s: %q is none of the %d references; count them from 1 in the order given, the palette last", value, part, count)
			}
			r.references = append(r.references, n-1)
		}
		list = append(list, r)
	}
	if len(list) > 0 && f.base != "" {
		return nil, wrong("--region has no effect on a colouring brought with --base, which references are not looked at for; leave one of them out")
	}
	return list, nil
}

// figures reads the masks of --region.
func (f colorizeFlags) figures(sketch picture) (list []app.Figure, err error) {
	regions, err := f.parseRegions()
	if err != nil {
		return nil, err
	}
	for _, r := range regions {
		p, err := openLike(r.mask, "region", sketch)
		if err != nil {
			return nil, err
		}
		mask, inside := whiteOf(p.Image)
		if !inside {
			return nil, fmt.Errorf("read region %s: it is white nowhere; paint the region white, on black or on nothing", r.mask)
		}
		list = append(list, app.Figure{Mask: mask, References: r.references})
	}
	return list, nil
}

// whiteOf is a mask, 255 where alpha × luminance of a picture is at least a half, with bounds
// from (0, 0), and whether it is anywhere.
func whiteOf(img image.Image) (mask *image.Alpha, inside bool) {
	b := img.Bounds()
	mask = image.NewAlpha(image.Rectangle{Max: b.Size()})
	for y := range b.Dy() {
		for x := range b.Dx() {
			// A premultiplied colour's grey is luminance × alpha.
			if color.GrayModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.Gray).Y >= 128 {
				mask.Pix[y*mask.Stride+x], inside = 255, true
			}
		}
	}
	return mask, inside
}

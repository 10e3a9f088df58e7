package main

import (
	"context"
	"fmt"

	"keyline/canvas/imageio"
	"keyline/canvas/palette"
	"keyline/cmd/internal/palettefile"
)

// Bounds and default of --colors.
const minColours, maxColours, usualColours = 1, 256, 20

// extracted is the report of palette.
type extracted struct {
	Out    string   `json:"out"`
	Colors []string `json:"colors"`
}

// extract is the command palette: the colours that a picture is made of, as a file.
func extract(_ context.Context, c console, args []string) error {
	set := newFlags("palette")
	image := set.String("image", "", "picture `file` to take the colours from: PNG, JPEG, WebP, TIFF, KRA or PSD")
	colours := set.Int("colors", usualColours, "how many colours at most; a picture with less variety gives fewer")
	out := set.String("out", "", "palette `file` to write: .gpl, .ase, .aco or .json")
	report := set.Bool("json", false, "print a report as JSON")
	if err := parse(set, c, args, "image", "out"); err != nil {
		return err
	}
	if *colours < minColours || *colours > maxColours {
		return wrong("--colors %d is out of range; use %d–%d", *colours, minColours, maxColours)
	}
	if err := checkPaletteOut(*out, *image); err != nil {
		return err
	}
	list, err := coloursOf(*image, *colours)
	if err != nil {
		return err
	}
	if err := palettefile.Save(*out, list); err != nil || !*report {
		return err
	}
	r := extracted{Out: *out}
	for _, s := range list {
		r.Colors = append(r.Colors, fmt.Sprintf("#%02X%02X%02X", s.Colour.R, s.Colour.G, s.Colour.B))
	}
	return printJSON(c, r)
}

// checkPaletteOut refuses, before the work, names that are not or cannot be written.
func checkPaletteOut(out, in string) error {
	if _, err := palette.FormatOf(out); err != nil {
		return wrong("%v", err)
	}
	if err := mustNotReplace(out, in); err != nil {
		return err
	}
	return imageio.CheckWritable(out)
}

// coloursOf finds the colours of a picture, those that cover most first.
func coloursOf(path string, n int) ([]palette.Swatch, error) {
	img, err := openNRGBA(path)
	if err != nil {
		return nil, err
	}
	var list []palette.Swatch
	for _, c := range palette.Extract(img, n) {
		list = append(list, palette.Swatch{Colour: c})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("read image %s: it is transparent everywhere; use a coloured picture", path)
	}
	return list, nil
}

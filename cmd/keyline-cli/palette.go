package main

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
)

// maxSwatches is the most colours of a palette that are looked at; a file with more is
// no palette of a drawing.
const maxSwatches = 4096

// readGPL reads the colours of a GIMP palette: a first line "GIMP Palette", then lines of
// red, green and blue (0–255) with a name after them; "Name:", "Columns:" and "#" lines
// are skipped.
func readGPL(path string) ([]color.NRGBA, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read palette %s: %w; check the name", path, unwrapPath(err))
	}
	defer file.Close()
	colours, err := parseGPL(file)
	if err != nil {
		return nil, fmt.Errorf("read palette %s: %w", path, err)
	}
	return colours, nil
}

func parseGPL(r io.Reader) ([]color.NRGBA, error) {
	lines := bufio.NewScanner(r)
	if !lines.Scan() || strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff")) != "GIMP Palette" {
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("%w; use a GIMP palette (.gpl)", unwrapPath(err))
		}
		return nil, fmt.Errorf("the first line is not \"GIMP Palette\"; use a GIMP palette (.gpl)")
	}
	var colours []color.NRGBA
	for number := 2; lines.Scan(); number++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || text[0] == '#' || text[0] < '0' || text[0] > '9' {
			continue
		}
		c, ok := swatch(text)
		if !ok {
			return nil, fmt.Errorf("line %d is no colour; write red, green and blue, 0–255 each", number)
		}
		if colours = append(colours, c); len(colours) > maxSwatches {
			return nil, fmt.Errorf("it has more than %d colours; use a smaller one", maxSwatches)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w; use a GIMP palette (.gpl)", err)
	}
	if len(colours) == 0 {
		return nil, fmt.Errorf("it has no colours; add some")
	}
	return colours, nil
}

func swatch(text string) (color.NRGBA, bool) {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return color.NRGBA{}, false
	}
	var v [3]uint8
	for i := range v {
		n, err := strconv.ParseUint(fields[i], 10, 8)
		if err != nil {
			return color.NRGBA{}, false
		}
		v[i] = uint8(n)
	}
	return color.NRGBA{v[0], v[1], v[2], 255}, true
}

// swatchSide is large enough that a reference of a few swatches keeps each in several of
// the places that the networks compare.
const swatchSide = 64 // px

// swatchSheet paints a palette as a reference: one square a colour, in a square grid, row
// by row; places left over are paper.
func swatchSheet(colours []color.NRGBA) *image.NRGBA {
	columns := int(math.Ceil(math.Sqrt(float64(len(colours)))))
	rows := (len(colours) + columns - 1) / columns
	sheet := image.NewNRGBA(image.Rect(0, 0, columns*swatchSide, rows*swatchSide))
	for y := range sheet.Rect.Dy() {
		for x := range sheet.Rect.Dx() {
			c := color.NRGBA{255, 255, 255, 255}
			if i := y/swatchSide*columns + x/swatchSide; i < len(colours) {
				c = colours[i]
			}
			sheet.SetNRGBA(x, y, c)
		}
	}
	return sheet
}

package palette

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"
	"strings"
	"unicode/utf8"
)

// magicGPL is the first line of a GIMP palette.
const magicGPL = "GIMP Palette"

func isGPL(data []byte) bool {
	first, _, _ := bytes.Cut(data[:min(len(data), 100)], []byte("\n"))
	return strings.TrimSpace(strings.TrimPrefix(string(first), "\ufeff")) == magicGPL
}

// decodeGPL reads lines of red, green and blue, 0–255, with a name after them. Lines that
// start otherwise ("Name:", "Columns:", "#") are no colours. Aseprite's files with a line
// "Channels: RGBA" have an opacity as a fourth number, which is left out.
func decodeGPL(data []byte) ([]Swatch, error) {
	var list []Swatch
	channels := 3
	lines := bytes.Split(data, []byte("\n"))
	for i, line := range lines[1:] {
		text := strings.TrimSpace(text(line))
		if strings.EqualFold(text, "Channels: RGBA") {
			channels = 4
		}
		if text == "" || text[0] < '0' || text[0] > '9' {
			continue
		}
		s, ok := parseGPL(text, channels)
		if !ok {
			return nil, fmt.Errorf("line %d is no colour; write red, green and blue, 0–255 each", i+2)
		}
		if list = append(list, s); len(list) > MaxSwatches {
			return nil, tooMany()
		}
	}
	return list, nil
}

// text reads bytes as UTF-8, or as Latin-1 as old files have it.
func text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	runes := make([]rune, len(b))
	for i, v := range b {
		runes[i] = rune(v)
	}
	return string(runes)
}

func parseGPL(line string, channels int) (s Swatch, ok bool) {
	v := [4]uint8{}
	for i := range channels {
		line = strings.TrimLeft(line, " \t")
		end := strings.IndexAny(line, " \t")
		if end < 0 {
			end = len(line)
		}
		n, err := strconv.ParseUint(line[:end], 10, 8)
		if err != nil {
			return s, false
		}
		v[i], line = uint8(n), line[end:]
	}
	s.Colour = color.NRGBA{v[0], v[1], v[2], 255}
	if s.Name = strings.TrimSpace(line); s.Name == "Untitled" { // GIMP's word for no name
		s.Name = ""
	}
	return s, true
}

func encodeGPL(title string, list []Swatch) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nName: %s\nColumns: 0\n#\n", magicGPL, CleanName(title))
	for _, s := range list {
		fmt.Fprintf(&b, "%3d %3d %3d", s.Colour.R, s.Colour.G, s.Colour.B)
		if name := CleanName(s.Name); name != "" {
			b.WriteString("\t" + name)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

package palette

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Format is a kind of palette file.
type Format uint8

const (
	// GPL is GIMP's; Krita, Inkscape and Aseprite share it.
	GPL Format = iota
	// ASE is the Adobe swatch exchange, of Illustrator, InDesign and Clip Studio's tools.
	ASE
	// ACO is Photoshop's.
	ACO
	// JSON is for scripts; it is written only.
	JSON
)

// ErrFormat is in the error for an output name whose ending is no format that can be
// written: a mistake in the name, not in the work.
var ErrFormat = errors.New("unknown palette format")

// FormatOf chooses the format by the ending of path, in either case. Others give an
// error that lists those there are and wraps [ErrFormat].
func FormatOf(path string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(path))
	for f, known := range [...]string{GPL: ".gpl", ASE: ".ase", ACO: ".aco", JSON: ".json"} {
		if ext == known {
			return Format(f), nil
		}
	}
	return 0, fmt.Errorf("write %s: %w %q; use .gpl, .ase, .aco or .json", path, ErrFormat, ext)
}

// IsFile tells by its ending whether a file is a palette that can be read.
func IsFile(path string) bool {
	f, err := FormatOf(path)
	return err == nil && f != JSON
}

// Limits of a file that is read.
const (
	// MaxSwatches is the most colours; more is no palette of a drawing.
	MaxSwatches = 4096
	// maxBytes holds that many with names of any sense.
	maxBytes = 4 << 20
)

// Decode reads a palette, whatever of .gpl, .ase and .aco its bytes say that it is. There
// is at least one colour in it, and MaxSwatches at most. The error says what is wrong and
// the remedy in one line; the caller adds the file's name.
func Decode(r io.Reader) ([]Swatch, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("it is larger than %d MB, no palette is; use a .gpl, .ase or .aco file", maxBytes>>20)
	}
	list, err := decode(data)
	if err == nil && len(list) == 0 {
		err = errors.New("it has no colours; add some in the program that wrote it")
	}
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Name = CleanName(list[i].Name)
	}
	return list, nil
}

// decode goes by how the file starts: endings are often wrong.
func decode(data []byte) ([]Swatch, error) {
	switch {
	case len(data) == 0:
		return nil, errors.New("the file is empty; save the palette again")
	case isGPL(data):
		return decodeGPL(data)
	case bytes.HasPrefix(data, []byte(magicASE)):
		return decodeASE(data)
	case len(data) > 5 && data[4] == 0xe0 && data[5] == 0xa5:
		return nil, errors.New("it is a drawing of Aseprite, whose files also end in .ase; save its palette as .gpl there")
	case data[0] == 0 && len(data) > 1 && (data[1] == 1 || data[1] == 2):
		return decodeACO(data)
	}
	return nil, errors.New("it is no palette of a known kind; use a .gpl (GIMP), .ase or .aco (Adobe) file")
}

// Encode writes a palette. title is for formats that name the whole. The same palette
// gives the same bytes.
func Encode(w io.Writer, f Format, title string, list []Swatch) error {
	switch {
	case len(list) == 0:
		return errors.New("the palette has no colours; add some first")
	case len(list) > MaxSwatches:
		return fmt.Errorf("the palette has %d colours, a file holds %d; remove some first", len(list), MaxSwatches)
	}
	var data []byte
	switch f {
	case ASE:
		data = encodeASE(list)
	case ACO:
		data = encodeACO(list)
	case JSON:
		data = encodeJSON(title, list)
	default:
		data = encodeGPL(title, list)
	}
	_, err := w.Write(data)
	return err
}

// tooMany is the error of a file that claims or has more colours than are read.
func tooMany() error {
	return fmt.Errorf("it has more than %d colours; use a smaller one", MaxSwatches)
}

// Package palettefile opens and saves palette files, for both programs: the formats are in
// canvas/palette, safe writing is in canvas/imageio, and neither knows the other.
package palettefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"keyline/canvas/imageio"
	"keyline/canvas/palette"
)

// Open reads a .gpl, .ase or .aco file. The error names the file, what is wrong and the
// remedy in one line.
func Open(path string) ([]palette.Swatch, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, failed(path, err)
	}
	defer file.Close()
	list, err := palette.Decode(file)
	if err != nil {
		return nil, failed(path, err)
	}
	return list, nil
}

// failed adds the file's name, and the remedy where the system gave the error.
func failed(path string, err error) error {
	remedy := ""
	var system *fs.PathError
	if errors.As(err, &system) {
		err, remedy = system.Err, "; check the name, it must be a .gpl, .ase or .aco file that you may read"
	}
	return fmt.Errorf("read palette %s: %w%s", path, err, remedy)
}

// Save writes the palette in the format of the name's ending, whole or not at all. The
// file's name without its ending is the palette's.
func Save(path string, list []palette.Swatch) error {
	f, err := palette.FormatOf(path)
	if err != nil {
		return err
	}
	title := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return imageio.WriteAtomic(path, func(w io.Writer) error { return palette.Encode(w, f, title, list) })
}

package assets

import (
	"embed"
	"image"
	"image/png"
	"io/fs"
)

//go:embed samples
var samples embed.FS

// Samples returns the sample drawings: a folder each with sketch.png, reference.png and
// truth.png, some with edges.png, beside ATTRIBUTIONS.md.
func Samples() fs.FS {
	sub, err := fs.Sub(samples, "samples")
	if err != nil {
		panic(err) // the name is a constant above
	}
	return sub
}

// SampleNames lists the folders of from, which is laid out as [Samples] are; nil if it cannot
// be read.
func SampleNames(from fs.FS) (names []string) {
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// SamplePicture reads a picture of a sample in from, which is laid out as [Samples] are: what
// is "sketch", "reference", "truth" or "edges". The error names the file.
func SamplePicture(from fs.FS, name, what string) (image.Image, error) {
	file, err := from.Open(name + "/" + what + ".png")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return png.Decode(file)
}

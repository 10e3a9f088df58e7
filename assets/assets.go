// Package assets carries what ships inside the programs: the networks' weights and the
// samples, with their licences.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed weights
var weights embed.FS

//go:embed samples
var samples embed.FS

// Colorizer returns the colorizer's weights, a safetensors file; empty in a build that
// was made without any.
func Colorizer() []byte { return read("weights/colorizer.safetensors") }

// Enhancer returns the enhancer's weights, a safetensors file; empty in a build that was
// made without any.
func Enhancer() []byte { return read("weights/enhancer.safetensors") }

func read(name string) []byte {
	data, err := weights.ReadFile(name)
	if err != nil {
		return nil
	}
	return data
}

// Samples returns the sample drawings: a folder each with sketch.png, reference.png and
// truth.png, some with edges.png, beside ATTRIBUTIONS.md.
func Samples() fs.FS {
	sub, err := fs.Sub(samples, "samples")
	if err != nil {
		panic(err) // the name is a constant above
	}
	return sub
}

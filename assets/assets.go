// Package assets carries what ships inside the programs: the networks' weights and the
// samples, with their licences.
package assets

import (
	"embed"
	"unsafe"
)

//go:embed weights
var weights embed.FS

//go:embed weights/colorizer.safetensors
var colorizer string

//go:embed weights/enhancer.safetensors
var enhancer string

//go:embed weights/prior.safetensors
var prior string

// Colorizer returns the colorizer's weights, a safetensors file. It is part of the program,
// not a copy: it must not be written.
func Colorizer() []byte { return bytesOf(colorizer) }

// Enhancer returns the enhancer's weights, as [Colorizer] does.
func Enhancer() []byte { return bytesOf(enhancer) }

// Prior returns the prior's weights, as [Colorizer] does.
func Prior() []byte { return bytesOf(prior) }

func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

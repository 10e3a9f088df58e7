package assets

import (
	"embed"
	"fmt"
)

//go:embed icons/*.svg
var icons embed.FS

//go:embed fonts/Keyline-*.otf
var fonts embed.FS

// Icon returns the drawing of that name, an SVG of 24 units of which only the shapes
// count, not their colour; "keyline" is the application's own, 256 units, in colour. It
// panics if there is none: names are constants of the program.
func Icon(name string) []byte {
	data, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic(fmt.Sprintf("assets: no icon %q", name))
	}
	return data
}

// Regular returns the text font, Inter with Hangul of Noto Sans KR, an OpenType file; see
// fonts/OFL.txt.
func Regular() []byte { return font("Keyline-Regular") }

// SemiBold returns the font of headings, the same two, an OpenType file.
func SemiBold() []byte { return font("Keyline-SemiBold") }

func font(name string) []byte {
	data, err := fonts.ReadFile("fonts/" + name + ".otf")
	if err != nil {
		panic(err) // the names are constants above
	}
	return data
}

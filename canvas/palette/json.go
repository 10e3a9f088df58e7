package palette

import (
	"encoding/json"
	"fmt"
)

// encodeJSON writes {"name", "colors": [{"hex", "rgb", "name"}]}.
func encodeJSON(title string, list []Swatch) []byte {
	type swatch struct {
		Hex  string   `json:"hex"`
		RGB  [3]uint8 `json:"rgb"`
		Name string   `json:"name,omitempty"`
	}
	file := struct {
		Name   string   `json:"name"`
		Colors []swatch `json:"colors"`
	}{Name: CleanName(title)}
	for _, s := range list {
		c := s.Colour
		file.Colors = append(file.Colors, swatch{fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B), [3]uint8{c.R, c.G, c.B}, CleanName(s.Name)})
	}
	data, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		panic(err) // texts and numbers always can be written
	}
	return append(data, '\n')
}

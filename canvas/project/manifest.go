package project

import (
	"encoding/json"
	"errors"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
	"time"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// Version is that of the format written here.
const Version = 1

// Limits of what is read. A page of 10,000 strokes of 100 points each has some 60 MB.
const (
	MaxBytes      = 256 << 20 // of a manifest
	maxStrokes    = 100_000
	maxReferences = 200
	maxPanels     = 10_000
	maxLocks      = 200
	maxFigures    = 200
	maxPlaces     = 50_000
	maxSwatches   = 10_000
	maxText       = 1000 // bytes of a name
)

// Manifest is a document written down, but for its pixels. See the package's page for
// what it looks like as JSON.
type Manifest struct {
	Version    int         `json:"version"`
	Width      int         `json:"width"`
	Height     int         `json:"height"`
	Lines      string      `json:"lines"`
	Levels     Levels      `json:"levels"`
	References []Reference `json:"references,omitempty"`
	Palette    []Swatch    `json:"palette,omitempty"`
	Strokes    []Stroke    `json:"strokes,omitempty"`
	Panels     []Panel     `json:"panels,omitempty"`
	Locks      []Lock      `json:"locks,omitempty"`
	Figures    []Figure    `json:"figures,omitempty"`
	Flats      *Flats      `json:"flats,omitempty"`
	Layers     []Layer     `json:"layers,omitempty"`
	Tint       *Colour     `json:"tint,omitempty"`
	Paint      *Paint      `json:"paint,omitempty"`
	Variation  *Variation  `json:"variation,omitempty"`
	Colouring  string      `json:"colouring,omitempty"`
	Hints      string      `json:"hints,omitempty"`
	Edges      string      `json:"edges,omitempty"`
	Colours    string      `json:"colours,omitempty"`
	Settings   Settings    `json:"settings"`
}

// Levels are those of the lines, as [canvas.Levels].
type Levels struct {
	Black uint8   `json:"black"`
	White uint8   `json:"white"`
	Gamma float64 `json:"gamma"`
}

// Paint is what is painted by hand: a picture in straight alpha at a place on the page, px.
type Paint struct {
	X       int    `json:"x"`
	Y       int    `json:"y"`
	Picture string `json:"picture"`
}

// Panel is a rectangle of the page, px: left, top, and the first column and row beyond.
type Panel [4]int

// Lock is a [canvas.Lock]: a picture at a place on the page, px, opaque where it is locked.
type Lock struct {
	ID      canvas.ID `json:"id"`
	X       int       `json:"x"`
	Y       int       `json:"y"`
	Picture string    `json:"picture"`
}

// Figure is a [canvas.Figure]: a mask at a place on the page, px, white inside.
type Figure struct {
	ID         canvas.ID `json:"id"`
	X          int       `json:"x"`
	Y          int       `json:"y"`
	Picture    string    `json:"picture"`
	References []int     `json:"references,omitempty"` // counted from 0; none: all
}

// Variation is a [canvas.Variation].
type Variation struct {
	References []int `json:"references,omitempty"` // counted from 0; none: all
	Hue        int   `json:"hue,omitempty"`        // degrees
}

// Reference is a picture that colours come from.
type Reference struct {
	Name     string   `json:"name"`
	Picture  string   `json:"picture"`
	Swatches []Swatch `json:"swatches,omitempty"`
	Crop     *Panel   `json:"crop,omitempty"` // the part of the picture that is used, its px; nil: all of it
}

// Swatch is a colour of a palette.
type Swatch struct {
	Name   string `json:"name,omitempty"`
	Colour Colour `json:"colour"`
	Found  bool   `json:"found,omitempty"`
}

// Settings are choices that go with the document.
type Settings struct {
	LongSide int `json:"long_side"` // px
}

// Stroke is a [canvas.Stroke].
type Stroke struct {
	ID     canvas.ID `json:"id"`
	Kind   string    `json:"kind"`
	Number int       `json:"number,omitempty"` // among its kind; 0: by its place among them
	Colour *Colour   `json:"colour,omitempty"`
	Hidden bool      `json:"hidden,omitempty"`
	Points []Point   `json:"points"`
}

// Point is a [canvas.Sample].
type Point canvas.Sample

// MarshalJSON writes [x, y, width, time].
func (p Point) MarshalJSON() ([]byte, error) {
	text := []byte{'['}
	for _, v := range [...]float64{p.X, p.Y, p.Width} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("the point (%g, %g) of width %g is no place", p.X, p.Y, p.Width)
		}
		text = append(strconv.AppendFloat(text, v, 'g', -1, 64), ',')
	}
	return append(strconv.AppendInt(text, int64(p.Time), 10), ']'), nil
}

// UnmarshalJSON reads what MarshalJSON writes. The text is JSON already, so no word for
// an infinite number can be in it.
func (p *Point) UnmarshalJSON(text []byte) error {
	inside, ok := strings.CutPrefix(string(text), "[")
	parts := strings.Split(strings.TrimSuffix(inside, "]"), ",")
	if !ok || len(parts) != 4 {
		return errors.New("a point has four numbers: x, y, width and time")
	}
	for i, to := range [...]*float64{&p.X, &p.Y, &p.Width} {
		v, err := strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		if err != nil {
			return fmt.Errorf("%s is no number that a point can have", parts[i])
		}
		*to = v
	}
	at, err := strconv.ParseInt(strings.TrimSpace(parts[3]), 10, 64)
	if err != nil || at < 0 {
		return fmt.Errorf("the time %s of a point is no whole number of nanoseconds", parts[3])
	}
	p.Time = time.Duration(at)
	return nil
}

// Colour is opaque and written as "#rrggbb".
type Colour color.NRGBA

// MarshalText writes the colour.
func (c Colour) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "#%02x%02x%02x", c.R, c.G, c.B), nil
}

// UnmarshalText reads what MarshalText writes.
func (c *Colour) UnmarshalText(text []byte) error {
	var v uint32
	if n, err := fmt.Sscanf(string(text), "#%06x", &v); n != 1 || err != nil || len(text) != 7 {
		return fmt.Errorf("the colour %q is not of the form #rrggbb", text)
	}
	*c = Colour{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
	return nil
}

// StrokeOf writes a stroke down.
func StrokeOf(s canvas.Stroke) Stroke {
	out := Stroke{ID: s.ID, Kind: s.Kind.String(), Number: s.Number, Hidden: s.Hidden, Points: make([]Point, len(s.Samples))}
	if s.Colour != (color.NRGBA{}) {
		c := Colour(s.Colour)
		out.Colour = &c
	}
	for i, p := range s.Samples {
		out.Points[i] = Point(p)
	}
	return out
}

// Stroke reads it back; the error is for a kind that is not known. The document checks
// the rest.
func (s Stroke) Stroke() (canvas.Stroke, error) {
	out := canvas.Stroke{ID: s.ID, Number: s.Number, Hidden: s.Hidden, Samples: make([]canvas.Sample, len(s.Points))}
	switch s.Kind {
	case canvas.Edge.String():
	case canvas.Hint.String():
		out.Kind = canvas.Hint
	default:
		return out, fmt.Errorf("stroke %d is of the unknown kind %q", s.ID, s.Kind)
	}
	if s.Colour != nil {
		out.Colour = color.NRGBA(*s.Colour)
	}
	for i, p := range s.Points {
		out.Samples[i] = canvas.Sample(p)
	}
	return out, nil
}

func swatchesOf(list []palette.Swatch) []Swatch {
	out := make([]Swatch, len(list))
	for i, s := range list {
		out[i] = Swatch{s.Name, Colour(s.Colour), s.Found}
	}
	return out
}

func swatches(list []Swatch) []palette.Swatch {
	if len(list) == 0 {
		return nil
	}
	out := make([]palette.Swatch, len(list))
	for i, s := range list {
		out[i] = palette.Swatch{Name: palette.CleanName(s.Name), Colour: color.NRGBA(s.Colour), Found: s.Found}
		out[i].Colour.A = 255
	}
	return out
}

// Parse reads a manifest. The error says what is wrong with it and what to do.
func Parse(text []byte) (m Manifest, err error) {
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return m, fmt.Errorf("its project is damaged (%w); take the previous version, the file that ends in ~", err)
	}
	if head.Version != Version {
		return m, fmt.Errorf("its project is of version %d, this Keyline reads %d; open it with the version that wrote it", head.Version, Version)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("its project is damaged (%w); take the previous version, the file that ends in ~", err)
	}
	return m, m.check()
}

// check refuses what no document is.
func (m Manifest) check() error {
	total := len(m.Palette)
	for _, r := range m.References {
		total += len(r.Swatches)
	}
	switch {
	case m.Width < 1 || m.Height < 1:
		return fmt.Errorf("its project has a page of %d×%d px; take the previous version, the file that ends in ~", m.Width, m.Height)
	case len(m.Strokes) > maxStrokes:
		return fmt.Errorf("its project has %d strokes, the limit is %d", len(m.Strokes), maxStrokes)
	case len(m.References) > maxReferences:
		return fmt.Errorf("its project has %d references, the limit is %d", len(m.References), maxReferences)
	case len(m.Panels) > maxPanels:
		return fmt.Errorf("its project has %d panels, the limit is %d", len(m.Panels), maxPanels)
	case len(m.Locks) > maxLocks:
		return fmt.Errorf("its project has %d locks, the limit is %d", len(m.Locks), maxLocks)
	case len(m.Figures) > maxFigures:
		return fmt.Errorf("its project has %d figures, the limit is %d", len(m.Figures), maxFigures)
	case m.Flats != nil && (len(m.Flats.Places) > maxPlaces || len(m.Flats.Swatches)+len(m.Flats.Palette) > 3*maxSwatches):
		return fmt.Errorf("its project has flats of %d places and %d swatches, the limits are %d and %d",
			len(m.Flats.Places), len(m.Flats.Swatches), maxPlaces, maxSwatches)
	case total > maxSwatches:
		return fmt.Errorf("its project has %d swatches, the limit is %d", total, maxSwatches)
	case m.Settings.LongSide < 0 || m.Settings.LongSide > 1<<16:
		return fmt.Errorf("its project has the working size %d; it must be 0–65,536", m.Settings.LongSide)
	}
	return nil
}

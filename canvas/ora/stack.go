package ora

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
)

// Limits of a stack. Painting programs stay far below; a file above them was made to harm.
const (
	maxLayers = 2000
	maxDepth  = 32      // of groups in groups
	maxStack  = 4 << 20 // bytes of stack.xml
	maxOffset = 1 << 20 // px from the page
	maxName   = 1000    // bytes of a name that are kept
)

// stack is what stack.xml says: the layers without pixels and where those are.
type stack struct {
	picture layered.Picture
	sources map[string]source // by place, "0/3/1"
}

// source is where a layer's pixels are.
type source struct {
	name string
	at   image.Point
}

// stackReader walks through stack.xml.
type stackReader struct {
	xml    *xml.Decoder
	stack  stack
	layers int
}

// readStack reads stack.xml.
func readStack(r io.Reader) (stack, error) {
	s := &stackReader{xml: xml.NewDecoder(r)}
	s.stack.sources = map[string]source{}
	root, err := s.open()
	if err != nil {
		return stack{}, err
	}
	if root.Name.Local != "image" {
		return stack{}, fmt.Errorf("stack.xml begins with <%s>, not with <image>; save the file again", root.Name.Local)
	}
	if s.stack.picture.Size, err = pageSize(root); err != nil {
		return stack{}, err
	}
	return s.stack, s.image()
}

// open returns the next element that begins.
func (s *stackReader) open() (xml.StartElement, error) {
	for {
		t, err := s.xml.Token()
		if err != nil {
			return xml.StartElement{}, damaged(err)
		}
		if e, ok := t.(xml.StartElement); ok {
			return e, nil
		}
	}
}

func damaged(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("stack.xml ends too early; save the file again")
	}
	return fmt.Errorf("stack.xml is damaged (%w); save the file again", err)
}

// image reads what is in the root: one stack.
func (s *stackReader) image() error {
	for {
		e, end, err := s.next()
		switch {
		case err != nil:
			return err
		case end:
			return nil
		case e.Name.Local == "stack" && s.stack.picture.Layers == nil:
			if s.stack.picture.Layers, err = s.children("", 1); err != nil {
				return err
			}
		default:
			if err := s.xml.Skip(); err != nil {
				return damaged(err)
			}
		}
	}
}

// next returns the next element inside the present one, or that this one ended.
func (s *stackReader) next() (e xml.StartElement, end bool, err error) {
	for {
		t, err := s.xml.Token()
		if err != nil {
			return e, false, damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t, false, nil
		case xml.EndElement:
			return e, true, nil
		}
	}
}

// children reads the layers of a stack at a place.
func (s *stackReader) children(place string, depth int) ([]layered.Layer, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("groups are nested more than %d deep; merge some of them", maxDepth)
	}
	list := []layered.Layer{}
	for {
		e, end, err := s.next()
		if err != nil || end {
			return list, err
		}
		here := path.Join(place, strconv.Itoa(len(list)))
		var l layered.Layer
		switch e.Name.Local {
		case "layer":
			l, err = s.layer(e, here)
		case "stack":
			l, err = s.group(e, here, depth)
		default: // filters and texts, which no program of today writes
			if err := s.xml.Skip(); err != nil {
				return nil, damaged(err)
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
}

func (s *stackReader) group(e xml.StartElement, place string, depth int) (layered.Layer, error) {
	l, err := s.attributes(e)
	if err != nil {
		return l, err
	}
	l.Layers, err = s.children(place, depth+1)
	return l, err
}

func (s *stackReader) layer(e xml.StartElement, place string) (layered.Layer, error) {
	l, err := s.attributes(e)
	if err != nil {
		return l, err
	}
	src := source{name: attribute(e, "src")}
	if src.at.X, err = offset(e, "x"); err != nil {
		return l, err
	}
	if src.at.Y, err = offset(e, "y"); err != nil {
		return l, err
	}
	if src.name != "" {
		if !safeName(src.name) {
			return l, fmt.Errorf("layer %q has its picture outside of the file (%q); save the file again", l.Name, src.name)
		}
		s.stack.sources[place] = src
	}
	return l, damagedOrNil(s.xml.Skip())
}

func damagedOrNil(err error) error {
	if err != nil {
		return damaged(err)
	}
	return nil
}

// attributes reads what layers and groups have in common.
func (s *stackReader) attributes(e xml.StartElement) (l layered.Layer, err error) {
	if s.layers++; s.layers > maxLayers {
		return l, fmt.Errorf("it has more than %d layers; merge some of them", maxLayers)
	}
	l.Name = attribute(e, "name")
	l.Name = strings.ToValidUTF8(l.Name[:min(len(l.Name), maxName)], "")
	l.Hidden = attribute(e, "visibility") == "hidden"
	l.Opacity = 1
	if text := attribute(e, "opacity"); text != "" {
		l.Opacity, err = strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || math.IsNaN(l.Opacity) || l.Opacity < 0 || l.Opacity > 1 {
			return l, fmt.Errorf("layer %q has opacity %q; it must be 0–1", l.Name, text)
		}
	}
	switch attribute(e, "composite-op") {
	case "svg:multiply":
		l.Mode = layered.Multiply
	case "svg:screen":
		l.Mode = layered.Screen
	}
	return l, nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func offset(e xml.StartElement, name string) (int, error) {
	text := attribute(e, name)
	if text == "" {
		return 0, nil
	}
	v, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || v > maxOffset || v < -maxOffset {
		return 0, fmt.Errorf("layer %q lies at %s=%q, which is no place near the page; save the file again", attribute(e, "name"), name, text)
	}
	return v, nil
}

func pageSize(e xml.StartElement) (p image.Point, err error) {
	var errX, errY error
	p.X, errX = strconv.Atoi(attribute(e, "w"))
	p.Y, errY = strconv.Atoi(attribute(e, "h"))
	switch {
	case errors.Join(errX, errY) != nil || p.X < 1 || p.Y < 1:
		return p, fmt.Errorf("stack.xml gives a page of %q×%q px; save the file again", attribute(e, "w"), attribute(e, "h"))
	case p.X > imageio.MaxSide || p.Y > imageio.MaxSide || p.X*p.Y > imageio.MaxPixels:
		return p, fmt.Errorf("the page is %d×%d px; the limits are 100 megapixels and 65,535 a side: scale it down or cut it", p.X, p.Y)
	}
	return p, nil
}

// safeName tells whether a name stays inside the zip.
func safeName(name string) bool { return fs.ValidPath(name) && !strings.Contains(name, "\\") }

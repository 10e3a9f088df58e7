package ora

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"io"
	"strconv"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
)

// Extra is a file that a program puts beside the layers, in a folder of its own.
type Extra struct {
	Name string // its path in the zip, such as "keyline/project.json"
	File []byte
}

// Write writes a picture as an OpenRaster file. The same picture and extras give the same
// bytes. p.Merged must be there. progress is told the share that is written, 0–1; nil:
// nobody is. Layers of no pixels become pictures of one transparent pixel, which every
// program can read.
func Write(w io.Writer, p layered.Picture, extras []Extra, progress func(float64)) error {
	leaves := p.Leaves()
	return WriteLazily(w, p, func(i int) *image.NRGBA { return leaves[i].Image }, func() *image.NRGBA { return p.Merged }, extras, progress)
}

// WriteLazily writes as [Write] does, and asks for pixels only when it comes to them, so
// that one picture at a time is in memory: pixels for those of the i-th layer in the
// order of [layered.Picture.Leaves], merged for those of the whole.
func WriteLazily(w io.Writer, p layered.Picture, pixels func(i int) *image.NRGBA, merged func() *image.NRGBA, extras []Extra, progress func(float64)) error {
	x := &writer{zip: zip.NewWriter(w), pixels: pixels, progress: progress, left: len(p.Leaves()) + 2}
	if err := errors.Join(x.put("mimetype", []byte(mimetype)), x.stack(p)); err != nil {
		return err
	}
	whole := merged()
	if whole == nil || whole.Rect.Size() != p.Size {
		return fmt.Errorf("a picture of %v needs its merged picture in that size", p.Size)
	}
	if err := x.picture("mergedimage.png", whole); err != nil {
		return err
	}
	if err := x.picture("Thumbnails/thumbnail.png", imageio.Thumbnail(whole, 256)); err != nil {
		return err
	}
	for _, e := range extras {
		if !safeName(e.Name) {
			return fmt.Errorf("%q is no name inside a file", e.Name)
		}
		if err := x.put(e.Name, e.File); err != nil {
			return err
		}
	}
	return x.zip.Close()
}

type writer struct {
	zip        *zip.Writer
	pixels     func(i int) *image.NRGBA
	progress   func(float64)
	done, left int
	named      int // layers that have a picture
	pngs       imageio.PNGs
}

// put stores an entry as it is: pictures are packed already. Its size stands before it,
// so that "mimetype" is at a fixed place and readers can go through the file in order.
func (x *writer) put(name string, file []byte) error {
	h := &zip.FileHeader{
		Name: name, Method: zip.Store,
		CRC32: crc32.ChecksumIEEE(file), CompressedSize64: uint64(len(file)), UncompressedSize64: uint64(len(file)),
	}
	//lint:ignore SA1019 CreateRaw writes this field as it is, and the first of January 1980 is the earliest that it can hold
	h.ModifiedDate = 1<<5 | 1
	w, err := x.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

func (x *writer) picture(name string, img image.Image) error {
	var file bytes.Buffer
	if err := x.pngs.Encode(&file, img); err != nil {
		return err
	}
	x.done++
	if x.progress != nil {
		x.progress(float64(x.done) / float64(x.left))
	}
	return x.put(name, file.Bytes())
}

// xmlImage, xmlStack and xmlLayer are stack.xml.
type xmlImage struct {
	XMLName xml.Name `xml:"image"`
	Version string   `xml:"version,attr"`
	W       int      `xml:"w,attr"`
	H       int      `xml:"h,attr"`
	Stack   xmlStack `xml:"stack"`
}

type xmlStack struct {
	xmlAttributes
	Children []any
}

type xmlLayer struct {
	XMLName xml.Name `xml:"layer"`
	xmlAttributes
	Src string `xml:"src,attr"`
	X   int    `xml:"x,attr"`
	Y   int    `xml:"y,attr"`
}

type xmlAttributes struct {
	Name       string `xml:"name,attr,omitempty"`
	Opacity    string `xml:"opacity,attr,omitempty"`
	Visibility string `xml:"visibility,attr,omitempty"`
	Composite  string `xml:"composite-op,attr,omitempty"`
}

// xmlGroup is a stack inside another.
type xmlGroup struct {
	XMLName xml.Name `xml:"stack"`
	xmlStack
}

func (x *writer) stack(p layered.Picture) error {
	children, err := x.children(p.Layers)
	if err != nil {
		return err
	}
	text, err := xml.MarshalIndent(xmlImage{Version: "0.0.3", W: p.Size.X, H: p.Size.Y, Stack: xmlStack{Children: children}}, "", " ")
	if err != nil {
		return err
	}
	return x.put("stack.xml", append([]byte(xml.Header), text...))
}

func (x *writer) children(layers []layered.Layer) (list []any, err error) {
	for _, l := range layers {
		if l.Layers != nil {
			inside, err := x.children(l.Layers)
			if err != nil {
				return nil, err
			}
			list = append(list, xmlGroup{xmlStack: xmlStack{attributesOf(l), inside}})
			continue
		}
		one, err := x.layer(l)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

func (x *writer) layer(l layered.Layer) (xmlLayer, error) {
	img := x.pixels(x.named)
	if img == nil || img.Rect.Empty() {
		img = image.NewNRGBA(image.Rect(0, 0, 1, 1))
	}
	name := LayerName(x.named)
	x.named++
	return xmlLayer{xmlAttributes: attributesOf(l), Src: name, X: img.Rect.Min.X, Y: img.Rect.Min.Y}, x.picture(name, img)
}

// LayerName is where [Write] puts the picture of the i-th layer, counted from 0 in the
// order of [layered.Picture.Leaves].
func LayerName(i int) string { return fmt.Sprintf("data/layer%03d.png", i) }

func attributesOf(l layered.Layer) xmlAttributes {
	return xmlAttributes{
		Name:       l.Name,
		Opacity:    strconv.FormatFloat(min(max(l.Opacity, 0), 1), 'g', -1, 64),
		Visibility: map[bool]string{false: "visible", true: "hidden"}[l.Hidden],
		Composite:  [...]string{layered.Normal: "svg:src-over", layered.Multiply: "svg:multiply", layered.Screen: "svg:screen"}[l.Mode],
	}
}

package ora

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"keyline/canvas/layered"
)

// random makes a picture of layers and groups.
func random(r *rand.Rand) layered.Picture {
	p := layered.Picture{Size: image.Pt(1+r.IntN(60), 1+r.IntN(60))}
	p.Layers = layers(r, p.Size, 0)
	p.Merged = noise(r, image.Rectangle{Max: p.Size})
	return p
}

func layers(r *rand.Rand, page image.Point, depth int) []layered.Layer {
	list := []layered.Layer{}
	for i := range r.IntN(5) {
		l := layered.Layer{
			Name: fmt.Sprintf("Ebene <%d> & \"線画\"", i), Opacity: float64(r.IntN(101)) / 100,
			Hidden: r.IntN(3) == 0, Mode: layered.Mode(r.IntN(3)),
		}
		if r.IntN(4) == 0 && depth < 4 {
			l.Layers = layers(r, page, depth+1)
		} else {
			at := image.Pt(r.IntN(80)-40, r.IntN(80)-40)
			l.Image = noise(r, image.Rectangle{at, at.Add(image.Pt(1+r.IntN(50), 1+r.IntN(50)))})
		}
		list = append(list, l)
	}
	return list
}

func noise(r *rand.Rand, b image.Rectangle) *image.NRGBA {
	img := image.NewNRGBA(b)
	for i := range img.Pix {
		img.Pix[i] = uint8(r.IntN(256))
	}
	return img
}

func written(t testing.TB, p layered.Picture, extras ...Extra) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, p, extras, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func readBytes(file []byte) (layered.Picture, error) {
	return Read(bytes.NewReader(file), int64(len(file)))
}

func TestRandomPicturesComeBackAsTheyWere(t *testing.T) {
	for seed := range uint64(200) {
		p := random(rand.New(rand.NewPCG(seed, 1)))
		file := written(t, p, Extra{"keyline/x.json", []byte("{}")})
		got, err := readBytes(file)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if !reflect.DeepEqual(got, p) {
			t.Fatalf("seed %d: read is %+v\nwritten was %+v", seed, got, p)
		}
		if again := written(t, got, Extra{"keyline/x.json", []byte("{}")}); !bytes.Equal(again, file) {
			t.Fatalf("seed %d: written again it is another file", seed)
		}
	}
}

func TestTheFileIsAsOtherProgramsWantIt(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	p := layered.Picture{Size: image.Pt(600, 200), Merged: noise(r, image.Rect(0, 0, 600, 200)), Layers: []layered.Layer{
		{Name: "Lines", Opacity: 1, Mode: layered.Multiply, Image: noise(r, image.Rect(3, -4, 9, 9))}, {Name: "none", Opacity: 1},
	}}
	file := written(t, p, Extra{"keyline/a", []byte("mine")})
	// A PK header of 30 bytes, the name, the content: without compression or anything between.
	if got := string(file[30 : 30+8+16]); got != "mimetypeimage/openraster" || binary.LittleEndian.Uint16(file[8:]) != 0 {
		t.Errorf("the file begins with %q, method %d", got, binary.LittleEndian.Uint16(file[8:]))
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range z.File {
		names = append(names, e.Name)
		if e.Flags&8 != 0 || e.Method != zip.Store {
			t.Errorf("%s has flags %x and method %d", e.Name, e.Flags, e.Method)
		}
	}
	want := "mimetype data/layer000.png data/layer001.png stack.xml mergedimage.png Thumbnails/thumbnail.png keyline/a"
	if strings.Join(names, " ") != want {
		t.Errorf("the zip has %q, want %q", names, want)
	}
	stack, _ := z.Open("stack.xml")
	text, _ := io.ReadAll(stack)
	for _, part := range []string{
		`<image version="0.0.3" w="600" h="200">`,
		`<layer name="Lines" opacity="1" visibility="visible" composite-op="svg:multiply" src="data/layer000.png" x="3" y="-4">`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("stack.xml lacks %s:\n%s", part, text)
		}
	}
	small, _ := z.Open("Thumbnails/thumbnail.png")
	if c, err := png.DecodeConfig(small); err != nil || c.Width != 256 || c.Height != 85 || c.ColorModel != color.NRGBAModel {
		t.Errorf("the thumbnail is %+v, %v", c, err)
	}
}

// entry is a file in a zip made for a test.
type entry struct {
	name, text string
	method     uint16
}

func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, e := range entries {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
		if err == nil {
			_, err = io.WriteString(w, e.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// withStack is a file with that stack.xml and a picture of one pixel.
func withStack(t testing.TB, stack string, more ...entry) []byte {
	one := onePixel(t, 1, 1)
	return zipped(t, append([]entry{{"mimetype", mimetype, 0}, {"stack.xml", stack, 8}, {"data/a.png", one, 0}}, more...)...)
}

func onePixel(t testing.TB, w, h int) string {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

const (
	pageHead = `<image w="4" h="3">`
	aLayer   = `<layer name="a" src="data/a.png"/>`
)

func TestHostileFilesAreRefusedInWords(t *testing.T) {
	deep := strings.Repeat("<stack>", 40) + strings.Repeat("</stack>", 40)
	many := "<stack>" + strings.Repeat(aLayer, maxLayers+1) + "</stack>"
	wide := onePixel(t, 9000, 9000) // 81 megapixels in some 300 KB
	tests := map[string]struct {
		file []byte
		want string
	}{
		"nothing":                          {nil, "no OpenRaster"},
		"a PNG":                            {[]byte(wide), "no OpenRaster"},
		"another zip":                      {zipped(t, entry{"a.txt", "a", 0}), "no OpenRaster"},
		"a mimetype of another":            {zipped(t, entry{"mimetype", "application/epub+zip", 0}), "no OpenRaster"},
		"no stack":                         {zipped(t, entry{"mimetype", mimetype, 0}), "stack.xml is missing"},
		"two of a name":                    {zipped(t, entry{"mimetype", mimetype, 0}, entry{"mimetype", mimetype, 0}), "two files of the name"},
		"an empty stack":                   {withStack(t, ""), "ends too early"},
		"half a stack":                     {withStack(t, pageHead+"<stack>"), "stack.xml is damaged"},
		"another root":                     {withStack(t, "<svg/>"), "begins with <svg>"},
		"no size":                          {withStack(t, "<image/>"), `page of ""×""`},
		"a page without pixels":            {withStack(t, `<image w="0" h="3"/>`), `page of "0"×"3"`},
		"a huge page":                      {withStack(t, `<image w="60000" h="60000"/>`), "limits are 100 megapixels"},
		"a page of absurd size":            {withStack(t, `<image w="99999999999999999999" h="3"/>`), "page of"},
		"groups without end":               {withStack(t, pageHead+"<stack>"+deep+"</stack></image>"), "nested more than 32"},
		"layers without end":               {withStack(t, pageHead+many+"</image>"), "more than 2000 layers"},
		"a layer outside":                  {withStack(t, pageHead+`<stack><layer src="../../etc/passwd"/></stack></image>`), "outside of the file"},
		"a layer by an absolute name":      {withStack(t, pageHead+`<stack><layer src="/etc/passwd"/></stack></image>`), "outside of the file"},
		"a layer by a Windows name":        {withStack(t, pageHead+`<stack><layer src="..\\x.png"/></stack></image>`), "outside of the file"},
		"a layer that is missing":          {withStack(t, pageHead+`<stack><layer src="data/b.png"/></stack></image>`), "data/b.png is missing"},
		"a layer far away":                 {withStack(t, pageHead+`<stack><layer src="data/a.png" x="99999999"/></stack></image>`), "no place near the page"},
		"an opacity that is none":          {withStack(t, pageHead+`<stack><layer src="data/a.png" opacity="NaN"/></stack></image>`), "it must be 0–1"},
		"an opacity above all":             {withStack(t, pageHead+`<stack><layer src="data/a.png" opacity="1e400"/></stack></image>`), "it must be 0–1"},
		"a picture that is none":           {withStack(t, pageHead+`<stack><layer src="stack.xml"/></stack></image>`), "not a PNG"},
		"an entity":                        {withStack(t, `<!DOCTYPE a [<!ENTITY b "c">]>`+pageHead+`<stack><layer name="&b;"/></stack></image>`), "stack.xml is damaged"},
		"a merged picture of another size": {withStack(t, pageHead+"<stack/></image>", entry{"mergedimage.png", wide, 0}), "the page is (4,3)"},
		"a large picture again and again":  {withStack(t, pageHead+"<stack>"+strings.Repeat(`<layer src="data/w.png"/>`, 9)+"</stack></image>", entry{"data/w.png", wide, 0}), "250 megapixels in all"},
		"a stack that is a bomb":           {withStack(t, pageHead+strings.Repeat(" ", maxStack)+"</image>"), "too many"},
	}
	for name, test := range tests {
		_, err := readBytes(test.file)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
		if none := strings.Contains(test.want, "no OpenRaster"); err != nil && errors.Is(err, ErrNone) != none {
			t.Errorf("%s: errors.Is ErrNone is %v", name, !none)
		}
	}
}

func TestAnEntryThatLiesAboutItsSizeIsRefused(t *testing.T) {
	file := withStack(t, pageHead+strings.Repeat(" ", 1000)+"</image>")
	// The list at the end of the zip has the sizes that count: at 20 and 24 of each record.
	at := bytes.LastIndex(file, []byte("stack.xml")) - 46
	for _, size := range []uint32{10, 500, 1 << 31} {
		changed := bytes.Clone(file)
		binary.LittleEndian.PutUint32(changed[at+24:], size)
		if _, err := readBytes(changed); err == nil {
			t.Errorf("a stack that says it has %d bytes is read", size)
		}
	}
}

func TestWhatOtherProgramsWriteIsRead(t *testing.T) {
	stack := `<?xml version='1.0' encoding='UTF-8'?>
<image version="0.0.1" xres="300" yres="300" w="4" h="3" name="x"><author/><stack opacity="1" name="root">
<layer name="Ink" src="data/a.png" x="1" y="-1" opacity="0.25" visibility="hidden" composite-op="krita:foo" selected="true"/>
<filter type="x"><params/></filter><text>no layer</text>
<stack name="g" isolation="isolate" composite-op="svg:screen"><layer name="empty"/></stack></stack></image>`
	p, err := readBytes(withStack(t, stack))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Layers) != 2 || p.Merged != nil {
		t.Fatalf("read is %+v", p)
	}
	ink, group := p.Layers[0], p.Layers[1]
	if ink.Name != "Ink" || ink.Image.Rect != image.Rect(1, -1, 2, 0) || ink.Opacity != 0.25 || !ink.Hidden || ink.Mode != layered.Normal {
		t.Errorf("the layer is %+v", ink)
	}
	if group.Mode != layered.Screen || len(group.Layers) != 1 || group.Layers[0].Image != nil || group.Layers[0].Layers != nil {
		t.Errorf("the group is %+v", group)
	}
	file := withStack(t, stack)
	f, err := Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if merged, err := f.Merged(); err != nil || merged.Rect != image.Rect(0, 0, 4, 3) {
		t.Errorf("without a merged picture it is %v, %v", merged, err)
	}
}

func TestWritingStopsAtTheFirstError(t *testing.T) {
	p := random(rand.New(rand.NewPCG(3, 3)))
	whole := len(written(t, p))
	for n := 0; n < whole; n += 97 {
		if err := Write(&stingy{left: n}, p, nil, nil); !errors.Is(err, errStingy) {
			t.Fatalf("after %d of %d bytes: %v", n, whole, err)
		}
	}
	if err := Write(io.Discard, layered.Picture{Size: image.Pt(2, 2)}, nil, nil); err == nil {
		t.Error("a picture that is not merged is written")
	}
	if err := Write(io.Discard, p, []Extra{{Name: "../x"}}, nil); err == nil {
		t.Error("a file is written outside of the zip")
	}
}

var errStingy = errors.New("no more room")

// stingy takes so many bytes.
type stingy struct{ left int }

func (s *stingy) Write(p []byte) (int, error) {
	if len(p) > s.left {
		n := s.left
		s.left = 0
		return n, errStingy
	}
	s.left -= len(p)
	return len(p), nil
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, layered.Picture{Size: image.Pt(2, 2), Merged: image.NewNRGBA(image.Rect(0, 0, 2, 2))}))
	f.Add(written(f, random(rand.New(rand.NewPCG(4, 4))), Extra{"keyline/project.json", []byte("{}")}))
	f.Add(withStack(f, pageHead+"<stack>"+aLayer+"</stack></image>"))
	f.Add(withStack(f, pageHead+"<stack>"+strings.Repeat("<stack>", 40)))
	seeds, err := filepath.Glob("testdata/*.ora")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no files of other programs: %v", err)
	}
	for _, path := range seeds {
		file, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) > 1<<20 {
			return
		}
		o, err := Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return
		}
		p := o.stack.picture
		if p.Size.X*p.Size.Y > 1_000_000 {
			return
		}
		if leaves := p.Leaves(); layered.ChooseLines(leaves) >= len(leaves) {
			t.Fatal("a layer is chosen that is not there")
		}
		if p, err = o.Picture(); err == nil && p.Merged == nil {
			p.Flat()
		}
	})
}

// FuzzStack feeds any text as stack.xml, which a fuzzer hardly finds inside a zip.
func FuzzStack(f *testing.F) {
	for _, text := range []string{
		pageHead + "<stack>" + aLayer + "<stack><stack/></stack></stack></image>",
		pageHead + `<stack><layer name="x" opacity="0.5" visibility="hidden" composite-op="svg:multiply" x="-3" y="9"/></stack></image>`,
		"<image w='1' h='1'>" + strings.Repeat("<stack>", 33),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := readStack(strings.NewReader(text))
		if err != nil {
			return
		}
		if n := len(s.picture.Leaves()); n > maxLayers || len(s.sources) > n {
			t.Fatalf("%d layers, %d pictures", n, len(s.sources))
		}
	})
}

package projectfile

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"keyline/canvas/layered"
	"keyline/canvas/ora"
)

// gimpLayer is a layer or group as GIMP lists it, topmost first, groups before what is in
// them.
type gimpLayer struct {
	Name    string
	Depth   int
	Group   bool
	Mode    string
	Opacity float64 // percent
	Visible bool
	X, Y    int
	W, H    int
}

// gimpList has GIMP 3 open picture.ora in a folder, list its layers there as JSON and
// write the pixels of each and of all that is seen together, as bytes, and save it again. Its
// plug-in leaves the modes computing in linear light; here they compute in the values of the
// file, as OpenRaster has it.
const gimpList = `
import json
from gi.repository import Gegl, Gimp, Gio
folder, found = %q, []
def pixels(layer, name):
    whole = Gegl.Rectangle.new(0, 0, layer.get_width(), layer.get_height())
    with open(folder + "/" + name, "wb") as file:
        file.write(layer.get_buffer().get(whole, 1.0, "R'G'B'A u8", Gegl.AbyssPolicy.NONE))
def walk(layers, depth):
    for l in layers:
        _, x, y = l.get_offsets()
        l.set_blend_space(Gimp.LayerColorSpace.RGB_PERCEPTUAL)
        l.set_composite_space(Gimp.LayerColorSpace.RGB_PERCEPTUAL)
        if not l.is_group():
            pixels(l, "%%d" %% len(found))
        found.append(dict(Name=l.get_name(), Depth=depth, Group=l.is_group(), Mode=l.get_mode().value_nick,
            Opacity=l.get_opacity(), Visible=l.get_visible(), X=x, Y=y, W=l.get_width(), H=l.get_height()))
        if l.is_group():
            walk(l.get_children(), depth + 1)
image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(folder + "/picture.ora"))
walk(image.get_layers(), 0)
Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, image, Gio.File.new_for_path(folder + "/again.ora"), None)
pixels(image.merge_visible_layers(Gimp.MergeType.CLIP_TO_IMAGE), "merged")
with open(folder + "/layers.json", "w") as file:
    json.dump(dict(Version=Gimp.version(), W=image.get_width(), H=image.get_height(), Layers=found), file)
`

// gimpRoot is the folder of the small Debian that .ci/gimp3 unpacks, which has a GIMP with
// a plug-in for OpenRaster.
func gimpRoot(t *testing.T) string {
	t.Helper()
	needs(t, "unshare")
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(cache, "keyline-programs", "debian13")
	if _, err := os.Stat(filepath.Join(root, "usr/bin/gimp-console")); err != nil {
		t.Skipf("GIMP 3 is not in %s: make programs, or .ci/gimp3 as root with the package mmdebstrap, unpacks it there (the GIMP 2.10 of Debian 12 cannot read OpenRaster)", root)
	}
	return root
}

// gimpPicture is what GIMP says of a file.
type gimpPicture struct {
	Version string
	W, H    int
	Layers  []gimpLayer
	folder  string
}

// inGIMP lets GIMP open a file. GIMP runs in its own small Debian, as root of a user
// namespace, which anybody may be.
func inGIMP(t *testing.T, file []byte) (p gimpPicture) {
	t.Helper()
	root := gimpRoot(t)
	folder, err := os.MkdirTemp(filepath.Join(root, "tmp"), "keyline")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	if err := os.WriteFile(filepath.Join(folder, "picture.ora"), file, 0o666); err != nil {
		t.Fatal(err)
	}
	inside := "/" + filepath.ToSlash(strings.TrimPrefix(folder, root+string(filepath.Separator)))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	said, err := exec.CommandContext(ctx, "unshare", "--map-root-user", "--root="+root, "--wd=/",
		"env", "-i", "PATH=/usr/bin:/bin", "HOME="+inside, "LC_ALL=C.UTF-8",
		"gimp-console", "-i", "-d", "-f", "--batch-interpreter=python-fu-eval", "-b", fmt.Sprintf(gimpList, inside), "--quit").CombinedOutput()
	listed, errList := os.ReadFile(filepath.Join(folder, "layers.json"))
	if err != nil || errList != nil {
		t.Fatalf("GIMP: %v, %v\n%s", err, errList, said)
	}
	if err := json.Unmarshal(listed, &p); err != nil {
		t.Fatal(err)
	}
	p.folder = folder
	t.Logf("GIMP %s read %d layers on %d×%d", p.Version, len(p.Layers), p.W, p.H)
	return p
}

// pixels reads what the script wrote of a layer.
func (p gimpPicture) pixels(t *testing.T, name string, r image.Rectangle) *image.NRGBA {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(p.folder, name))
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) != 4*r.Dx()*r.Dy() {
		t.Fatalf("GIMP has %d bytes in %s, want those of %v", len(raw), name, r)
	}
	return &image.NRGBA{Pix: raw, Stride: 4 * r.Dx(), Rect: r}
}

// holds compares GIMP's layers with ours, pixel by pixel.
func (p gimpPicture) holds(t *testing.T, want layered.Picture) {
	t.Helper()
	if got := image.Pt(p.W, p.H); got != want.Size {
		t.Errorf("GIMP has a page of %v, want %v", got, want.Size)
	}
	rest := p.compare(t, 0, want.Layers, 0)
	if rest != len(p.Layers) {
		t.Errorf("GIMP has %d layers, want %d", len(p.Layers), rest)
	}
	merged := p.pixels(t, "merged", image.Rectangle{Max: want.Size})
	if most := furthest(merged, want.Merged); most > 1 { // GIMP blends in real numbers
		t.Errorf("what GIMP shows is %d steps of 255 from our picture", most)
	}
}

// compare compares from the i-th of GIMP's layers on, and returns the number of the next.
func (p gimpPicture) compare(t *testing.T, i int, layers []layered.Layer, depth int) int {
	t.Helper()
	for _, l := range layers {
		if i >= len(p.Layers) {
			t.Errorf("GIMP has no layer %s", l.Name)
			return i + 1
		}
		got := p.Layers[i]
		at := image.Rect(got.X, got.Y, got.X+got.W, got.Y+got.H)
		want := gimpLayer{l.Name, depth, l.Layers != nil, modeInGIMP(l.Mode), 100 * l.Opacity, !l.Hidden, got.X, got.Y, got.W, got.H}
		if got != want {
			t.Errorf("GIMP has %+v, want %+v", got, want)
		}
		if l.Layers != nil {
			i = p.compare(t, i+1, l.Layers, depth+1)
			continue
		}
		if at != l.Image.Rect || !samePixels(p.pixels(t, fmt.Sprint(i), at), l.Image) {
			t.Errorf("layer %s is at %v with other pixels in GIMP, want %v", l.Name, at, l.Image.Rect)
		}
		i++
	}
	return i
}

func modeInGIMP(m layered.Mode) string {
	return map[layered.Mode]string{layered.Normal: "normal", layered.Multiply: "multiply", layered.Screen: "screen"}[m]
}

// furthest is the largest difference of a channel that is seen.
func furthest(a, b *image.NRGBA) (most int) {
	for i := range a.Pix {
		if i%4 < 3 && a.Pix[i|3] == 0 && b.Pix[i|3] == 0 {
			continue
		}
		most = max(most, int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	return most
}

// TestGIMPOpensTheLayers has GIMP open a project as it is saved.
func TestGIMPOpensTheLayers(t *testing.T) {
	path, p := savedSheet(t)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := shownLayers(p.Document)
	inGIMP(t, file).holds(t, want)
}

// TestGIMPOpensTheLayersOfGroups has GIMP open what a project has not: layers beside the
// page's corner and over its rim, groups, opacities, each mode.
func TestGIMPOpensTheLayersOfGroups(t *testing.T) {
	page := image.Rect(0, 0, 61, 43)
	p := layered.Picture{Size: page.Max, Layers: []layered.Layer{
		{Name: "Lines & <ink>", Opacity: 1, Mode: layered.Multiply, Image: waves(page, 1)},
		{Name: "Flats", Opacity: 1, Layers: []layered.Layer{
			{Name: "Haut größe 肌", Opacity: 0.5, Image: waves(image.Rect(10, 20, 61, 43), 2)},
			{Name: "Inside", Opacity: 0.25, Layers: []layered.Layer{
				{Name: "Deep", Opacity: 1, Image: waves(image.Rect(40, 3, 50, 9), 3)},
			}},
			{Name: "Hidden", Opacity: 1, Hidden: true, Image: waves(image.Rect(0, 0, 9, 43), 4)},
		}},
		{Name: "Light", Opacity: 1, Mode: layered.Screen, Image: waves(image.Rect(-7, -5, 30, 21), 5)},
		{Name: "Paper", Opacity: 1, Image: waves(page, 6)},
	}}
	p.Merged = p.Composite()
	var file strings.Builder
	if err := ora.Write(&file, p, nil, nil); err != nil {
		t.Fatal(err)
	}
	seen := inGIMP(t, []byte(file.String()))
	seen.holds(t, p)
	again, err := os.ReadFile(filepath.Join(seen.folder, "again.ora"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := ora.Read(bytes.NewReader(again), int64(len(again)))
	if err != nil {
		t.Fatalf("the file that GIMP saves: %v", err)
	}
	sameLayers(t, got.Layers, p.Layers)
}

// sameLayers compares what is read with what was written. GIMP 3.0.4 saves the pixels of a layer
// away from the page's corner at another place of that layer: those are not compared.
func sameLayers(t *testing.T, got, want []layered.Layer) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("GIMP saves %d layers, want %d", len(got), len(want))
		return
	}
	for i, w := range want {
		g := got[i]
		if g.Name != w.Name || g.Mode != w.Mode || g.Hidden != w.Hidden || math.Abs(g.Opacity-w.Opacity) > 1e-6 {
			t.Errorf("GIMP saves %q, mode %d, hidden %v, opacity %g; want %q, %d, %v, %g", g.Name, g.Mode, g.Hidden, g.Opacity, w.Name, w.Mode, w.Hidden, w.Opacity)
		}
		if w.Image != nil && (g.Image == nil || g.Image.Rect != w.Image.Rect) {
			t.Errorf("GIMP saves %s elsewhere than at %v", w.Name, w.Image.Rect)
		} else if w.Image != nil && w.Image.Rect.Min == (image.Point{}) && !samePixels(g.Image, w.Image) {
			t.Errorf("GIMP saves other pixels in %s", w.Name)
		}
		sameLayers(t, g.Layers, w.Layers)
	}
}

// waves is an opaque picture in which no two places are alike.
func waves(r image.Rectangle, kind int) *image.NRGBA {
	img := image.NewNRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetNRGBA(x, y, color.NRGBA{uint8(7*x + 40*kind), uint8(5*y + 90*kind), uint8(3*x*y + kind), 255})
		}
	}
	return img
}

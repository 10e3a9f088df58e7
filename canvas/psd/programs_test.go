package psd

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyline/canvas/imageio"
	"keyline/canvas/layered"
)

// need skips where a program is missing.
func need(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("%s is not installed: make programs installs it", names[0])
	return ""
}

// forPrograms is a picture as the export makes it: everything inside the page, groups,
// modes, and in the last place a layer under all.
func forPrograms() layered.Picture {
	page := image.Rect(0, 0, 61, 43)
	p := layered.Picture{Size: page.Max, Layers: []layered.Layer{
		{Name: "Lines", Opacity: 1, Mode: layered.Multiply, Image: speckled(page, false, 1)},
		{Name: "Flats", Opacity: 1, Layers: []layered.Layer{
			{Name: "Hair", Opacity: 1, Image: speckled(image.Rect(3, 2, 40, 29), false, 2)},
			{Name: "Haut größe 肌", Opacity: 128.0 / 255, Image: speckled(image.Rect(10, 20, 61, 43), true, 3)},
			{Name: "Hidden", Opacity: 1, Hidden: true, Image: speckled(image.Rect(0, 0, 9, 43), true, 4)},
		}},
		{Name: "Colour", Opacity: 1, Mode: layered.Screen, Image: speckled(image.Rect(0, 40, 61, 43), false, 5)},
		{Name: "Paper", Opacity: 1, Image: speckled(page, false, 6)},
	}}
	p.Merged = p.Composite()
	return p
}

// put writes the picture to a file of a test.
func put(t *testing.T, p layered.Picture) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "picture.psd")
	if err := os.WriteFile(path, encoded(t, p), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func execute(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir()) // the programs keep settings there
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, text)
	}
	return string(text)
}

// listing asks GIMP for every layer, groups opened, and writes the pixels of each to a
// PNG beside the file. A line: number, name, mode, opacity, visible, x, y, width, height.
const listing = `
(define (show layer depth)
  (let* ((group (car (gimp-item-is-group layer))))
    (set! n (+ n 1))
    (display (string-append "LAYER|" (number->string n) "|" (number->string depth) "|" (car (gimp-item-get-name layer))
      "|" (number->string (car (gimp-layer-get-mode layer)))
      "|" (number->string (round (car (gimp-layer-get-opacity layer))))
      "|" (number->string (car (gimp-item-get-visible layer)))
      "|" (number->string (car (gimp-drawable-offsets layer)))
      "|" (number->string (cadr (gimp-drawable-offsets layer)))
      "|" (number->string (car (gimp-drawable-width layer)))
      "|" (number->string (car (gimp-drawable-height layer))) "\n") out)
    (if (= group 1)
      (for-each (lambda (l) (show l (+ depth 1))) (vector->list (cadr (gimp-item-get-children layer))))
      (let* ((copy (car (gimp-image-new (car (gimp-drawable-width layer)) (car (gimp-drawable-height layer)) RGB)))
             (new (car (gimp-layer-new-from-drawable layer copy)))
             (name (string-append dir "/layer" (number->string n) ".png")))
        (gimp-image-insert-layer copy new 0 0)
        (gimp-layer-set-offsets new 0 0)
        (gimp-layer-set-opacity new 100)
        (gimp-layer-set-mode new LAYER-MODE-NORMAL)
        (gimp-item-set-visible new TRUE)
        (file-png-save RUN-NONINTERACTIVE copy new name name 0 9 0 0 0 0 1)))))
(define n 0)
(define dir "%s")
(define out (open-output-file (string-append dir "/layers.txt")))
(define img (car (gimp-file-load RUN-NONINTERACTIVE "%s" "picture.psd")))
(for-each (lambda (l) (show l 0)) (vector->list (cadr (gimp-image-get-layers img))))
(close-output-port out)
(define flat (car (gimp-image-duplicate img)))
(gimp-image-flatten flat)
(file-png-save RUN-NONINTERACTIVE flat (car (gimp-image-get-active-drawable flat)) (string-append dir "/flat.png") "flat.png" 0 9 0 0 0 0 0)
(gimp-quit 0)
`

// TestProgramsGIMP opens the file in GIMP and compares names, modes, opacities, places
// and pixels layer by layer.
func TestProgramsGIMP(t *testing.T) {
	gimp := need(t, "gimp-console", "gimp-console-2.10")
	p := forPrograms()
	path := put(t, p)
	dir := filepath.Dir(path)
	script := filepath.Join(dir, "list.scm")
	if err := os.WriteFile(script, fmt.Appendf(nil, listing, dir, path), 0o666); err != nil {
		t.Fatal(err)
	}
	text := execute(t, gimp, "-i", "-d", "-f", "-b", fmt.Sprintf("(load %q)", script))
	listed, err := os.ReadFile(filepath.Join(dir, "layers.txt"))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var lines []string
	for line := range strings.Lines(string(listed)) {
		if _, after, ok := strings.Cut(line, "LAYER|"); ok {
			lines = append(lines, strings.TrimSpace(after))
		}
	}
	var want []string
	listLayers(&want, p.Layers, 0)
	if len(lines) != len(want) {
		t.Fatalf("GIMP lists %d layers, want %d:\n%s", len(lines), len(want), text)
	}
	for i, line := range lines {
		if line != want[i] {
			t.Errorf("GIMP lists %q, want %q", line, want[i])
		}
	}
	n := 0
	compareFiles(t, dir, p.Layers, &n)
	flat := picture(t, filepath.Join(dir, "flat.png"))
	if d := apart(flat, p.Merged); d > 1 { // GIMP blends in real numbers
		t.Errorf("GIMP flattens it to a picture %d steps away", d)
	}
}

// listLayers is what GIMP should list. Its numbers of modes are those of 2.10: 28 normal,
// 30 multiply, 31 screen.
func listLayers(list *[]string, layers []layered.Layer, depth int) {
	for _, l := range layers {
		mode := map[layered.Mode]int{layered.Normal: 28, layered.Multiply: 30, layered.Screen: 31}[l.Mode]
		r := boundsOf(l)
		*list = append(*list, fmt.Sprintf("%d|%d|%s|%d|%s|%d|%d|%d|%d|%d", len(*list)+1, depth, l.Name, mode,
			fmt.Sprintf("%.1f", math.Round(100*l.Opacity)), map[bool]int{false: 1}[l.Hidden], r.Min.X, r.Min.Y, r.Dx(), r.Dy()))
		listLayers(list, l.Layers, depth+1)
	}
}

// boundsOf is where a layer is; a group is where its layers are.
func boundsOf(l layered.Layer) (r image.Rectangle) {
	if l.Image != nil {
		return l.Image.Rect
	}
	for _, child := range l.Layers {
		r = r.Union(boundsOf(child))
	}
	return r
}

// compareFiles compares layers with the pictures that GIMP wrote of them.
func compareFiles(t *testing.T, dir string, layers []layered.Layer, n *int) {
	t.Helper()
	for _, l := range layers {
		*n++
		if l.Image != nil {
			got := picture(t, filepath.Join(dir, fmt.Sprintf("layer%d.png", *n)))
			if !seenAlike(got, l.Image) {
				t.Errorf("GIMP has other pixels in %q", l.Name)
			}
		}
		compareFiles(t, dir, l.Layers, n)
	}
}

func picture(t *testing.T, path string) *image.NRGBA {
	t.Helper()
	img, err := imageio.Decode(path)
	if err != nil {
		t.Fatal(err)
	}
	return imageio.ToNRGBA(img)
}

// seenAlike compares pixels to the bit, but for the colour of those that are clear.
func seenAlike(a, b *image.NRGBA) bool {
	if a.Rect.Size() != b.Rect.Size() {
		return false
	}
	for i := 0; i < len(a.Pix); i += 4 {
		if a.Pix[i+3] != b.Pix[i+3] || a.Pix[i+3] > 0 && !slices.Equal(a.Pix[i:i+3], b.Pix[i:i+3]) {
			return false
		}
	}
	return true
}

// apart is the largest difference of a channel.
func apart(a, b *image.NRGBA) (d int) {
	if a.Rect.Size() != b.Rect.Size() {
		return 255
	}
	for i := range a.Pix {
		d = max(d, int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	return d
}

// TestProgramsImageMagick reads the file with ImageMagick: the first picture is the merged
// one, to the bit; the others are the layers, bottom first.
func TestProgramsImageMagick(t *testing.T) {
	magick := need(t, "magick", "/usr/bin/convert", "convert")
	p := forPrograms()
	path := put(t, p)
	dir := filepath.Dir(path)
	execute(t, magick, path+"[0]", "-depth", "8", "PNG32:"+filepath.Join(dir, "merged.png"))
	if !bytes.Equal(picture(t, filepath.Join(dir, "merged.png")).Pix, p.Merged.Pix) {
		t.Error("ImageMagick has another merged picture")
	}
	leaves := p.Painted()
	slices.Reverse(leaves)
	n := 0
	for i := 1; n < len(leaves) && i < 20; i++ {
		to := filepath.Join(dir, fmt.Sprintf("layer%d.png", i))
		text := execute(t, magick, fmt.Sprintf("%s[%d]", path, i), "-format", "%l|%W %H %X %Y|%w %h\n", "-write", "info:", "+repage", "-depth", "8", "PNG32:"+to)
		label, rest, _ := strings.Cut(strings.TrimSpace(text), "|")
		if label == "Flats" || strings.HasPrefix(label, "</Layer") {
			continue
		}
		l := leaves[n]
		n++
		_, size, _ := strings.Cut(rest, "|")
		if want := fmt.Sprintf("%d %d", l.Image.Rect.Dx(), l.Image.Rect.Dy()); size != want {
			t.Errorf("ImageMagick has %q of %s px, want %s", l.Name, size, want)
			continue
		}
		if got := picture(t, to); !sameButOpacity(got, l.Layer) {
			t.Errorf("ImageMagick has other pixels in %q (it says %q)", l.Name, label)
		}
	}
	if n != len(leaves) {
		t.Errorf("ImageMagick lists %d layers, want %d", n, len(leaves))
	}
}

// sameButOpacity compares pixels to the bit where they are seen. ImageMagick multiplies a
// layer's opacity into its alpha, which therefore counts to within one step.
func sameButOpacity(got *image.NRGBA, l layered.Layer) bool {
	want := l.Image
	for i := 0; i < len(got.Pix); i += 4 {
		alpha := float64(want.Pix[i+3]) * l.Opacity
		if d := float64(got.Pix[i+3]) - alpha; d > 1 || d < -1 {
			return false
		}
		if got.Pix[i+3] > 0 && !slices.Equal(got.Pix[i:i+3], want.Pix[i:i+3]) {
			return false
		}
	}
	return true
}

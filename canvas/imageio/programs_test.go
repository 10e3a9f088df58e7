package imageio

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// convert asks Little CMS, by way of Python's Pillow, for a picture in sRGB.
const convert = `
import io, sys
from PIL import Image, ImageCms
img = Image.open(sys.argv[1])
icc = img.info.get("icc_profile")
to = ImageCms.createProfile("sRGB")
out = ImageCms.profileToProfile(img, ImageCms.ImageCmsProfile(io.BytesIO(icc)), to, renderingIntent=1, outputMode="RGB")
out.save(sys.argv[2])
`

// TestProgramsColours compares the colours of profiles with what Little CMS makes of the
// same files: at most one step of 255 apart, a twentieth of one in the mean.
func TestProgramsColours(t *testing.T) {
	needPillow(t)
	dir := t.TempDir()
	script := filepath.Join(dir, "convert.py")
	write(t, script, []byte(convert))
	img := image.NewNRGBA(image.Rect(0, 0, 17*17, 17))
	for i := range 17 * 17 * 17 {
		step := func(n int) uint8 { return uint8(min(n%17*16, 255)) }
		img.SetNRGBA(i%(17*17), i/(17*17), color.NRGBA{step(i), step(i / 17), step(i / 17 / 17), 255})
	}
	wide := [9]float64{0.7976749, 0.2880402, 0, 0.1351917, 0.7118741, 0, 0.0313534, 0.0000857, 0.8252100} // ProPhoto RGB
	samples := func(name string) []byte { return curveTag(name, 0, 2000, 9000, 20000, 40000, 65535) }
	for name, icc := range map[string][]byte{
		"adobe":   rgbProfile(adobePrimaries, power(2.2)),
		"prophot": rgbProfile(wide, power(1.8)),
		"display": rgbProfile([9]float64{0.5151, 0.2412, -0.0011, 0.2919, 0.6922, 0.0419, 0.1572, 0.0666, 0.7841}, srgbFormula),
		"samples": rgbProfile(srgbPrimaries, samples),
	} {
		from, to := filepath.Join(dir, name+".png"), filepath.Join(dir, name+"-srgb.png")
		write(t, from, pngWithICC(encoded(t, img, PNG), icc))
		execute(t, "/usr/bin/python3", script, from, to)
		want, err := Decode(to)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(from)
		if err != nil {
			t.Fatal(err)
		}
		most, mean := difference(ToNRGBA(got), ToNRGBA(want))
		t.Logf("%s: at most %d apart, %.3f in the mean", name, most, mean)
		if most > 1 || mean > 0.05 {
			t.Errorf("%s: at most %d apart, %.3f in the mean", name, most, mean)
		}
	}
}

// write puts a file down.
func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func execute(t *testing.T, name string, args ...string) {
	t.Helper()
	if text, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, text)
	}
}

// needPillow skips where Debian's Python cannot read pictures.
func needPillow(t *testing.T) {
	t.Helper()
	if err := exec.Command("/usr/bin/python3", "-c", "from PIL import ImageCms").Run(); err != nil {
		t.Skip("python3-pil is not installed: make programs installs it")
	}
}

func difference(a, b *image.NRGBA) (most int, mean float64) {
	for i := range a.Pix {
		d := off(a.Pix[i], b.Pix[i])
		most, mean = max(most, d), mean+float64(d)
	}
	return most, mean / float64(len(a.Pix)) * 4 / 3 // alpha is alike
}

// TestProgramsCMYK compares a CMYK JPEG with what Pillow makes of it without a profile:
// the same simple formula.
func TestProgramsCMYK(t *testing.T) {
	needPillow(t)
	dir := t.TempDir()
	script := filepath.Join(dir, "cmyk.py")
	write(t, script, []byte(`
import sys
from PIL import Image
img = Image.open(sys.argv[1]).convert("CMYK")
img.save(sys.argv[2], quality=100, subsampling=0)
Image.open(sys.argv[2]).convert("RGB").save(sys.argv[3])
`))
	from, photo, want := filepath.Join(dir, "a.png"), filepath.Join(dir, "a.jpg"), filepath.Join(dir, "b.png")
	var b bytes.Buffer
	if err := png.Encode(&b, quadrants()); err != nil {
		t.Fatal(err)
	}
	write(t, from, b.Bytes())
	execute(t, "/usr/bin/python3", script, from, photo, want)
	if c, err := os.ReadFile(photo); err != nil {
		t.Fatal(err)
	} else if config, err := jpeg.DecodeConfig(bytes.NewReader(c)); err != nil || config.ColorModel != color.CMYKModel {
		t.Fatalf("the test's file is no CMYK: %v", err)
	}
	got, err := Decode(photo)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Decode(want)
	if err != nil {
		t.Fatal(err)
	}
	if d := far(t, got, other); d > 2 {
		t.Errorf("%d apart", d)
	}
}

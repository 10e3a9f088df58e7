package projectfile

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/layered"
	"keyline/canvas/ora"
	"keyline/canvas/project"
	"keyline/canvas/project/projecttest"
)

// These tests open our files in painting programs. `make programs` installs those; where
// one is missing its test says so and is skipped.

// sheet is a project whose file has every layer that there can be.
func sheet(t *testing.T) project.Project {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 14))
	d := projecttest.WithColours(r, page(t))
	return project.Project{Document: d}
}

// saved writes a project and returns its path.
func savedSheet(t *testing.T) (path string, p project.Project) {
	t.Helper()
	p, path = sheet(t), filepath.Join(t.TempDir(), "sheet.ora")
	if err := Save(t.Context(), path, p, nil); err != nil {
		t.Fatal(err)
	}
	return path, p
}

// needs skips a test without its programs.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("%s is not installed: make programs installs it and runs this test", p)
		}
	}
}

// patience bounds a program that hangs.
const patience = 3 * time.Minute

// output runs a program for a new user on a display of its own.
func output(t *testing.T, display, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	home := t.TempDir()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=", "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home, "LC_ALL=C.UTF-8")
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, text)
	}
	return string(text)
}

// newDisplay starts an X server for the test.
func newDisplay(t *testing.T) string {
	t.Helper()
	needs(t, "Xvfb")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-noreset", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		x.Process.Kill()
		x.Wait()
	})
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// TestKritaOpensTheLayers lets Krita write what it read as another OpenRaster file, which
// has every layer, and as a flat picture.
func TestKritaOpensTheLayers(t *testing.T) {
	needs(t, "krita")
	display := newDisplay(t)
	path, p := savedSheet(t)
	again, flat := filepath.Join(t.TempDir(), "again.ora"), filepath.Join(t.TempDir(), "flat.png")
	output(t, display, "krita", "--export", path, "--export-filename", again)
	output(t, display, "krita", "--export", path, "--export-filename", flat)

	file, err := os.ReadFile(again)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ora.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	want := shownLayers(p.Document)
	if len(got.Layers) != len(want.Layers) || got.Size != want.Size {
		t.Fatalf("Krita has %d layers on %v, want %d on %v", len(got.Layers), got.Size, len(want.Layers), want.Size)
	}
	for i, w := range want.Layers {
		g := got.Layers[i]
		if g.Name != w.Name || g.Mode != w.Mode || g.Hidden != w.Hidden || g.Opacity != w.Opacity {
			t.Errorf("layer %d is %q, mode %d, hidden %v, opacity %g in Krita; want %q, %d, %v, %g", i, g.Name, g.Mode, g.Hidden, g.Opacity, w.Name, w.Mode, w.Hidden, w.Opacity)
		}
		if !samePixels(g.OnPage(want.Size), w.OnPage(want.Size)) {
			t.Errorf("layer %s has other pixels in Krita", w.Name)
		}
	}
	export, err := imageio.Decode(flat)
	if err != nil {
		t.Fatal(err)
	}
	ours := canvas.Flatten(p.Document, p.Document.Bounds(), canvas.FlattenOptions{})
	if !bytes.Equal(imageio.ToNRGBA(export).Pix, ours.Pix) || !bytes.Equal(got.Merged.Pix, ours.Pix) {
		t.Error("what Krita shows is not our export, to the bit")
	}
}

// samePixels compares what can be seen: a transparent pixel has no colour.
func samePixels(a, b *image.NRGBA) bool {
	if a.Rect != b.Rect {
		return false
	}
	for i := 0; i < len(a.Pix); i += 4 {
		if p, q := a.Pix[i:i+4], b.Pix[i:i+4]; p[3] != q[3] || p[3] > 0 && !slices.Equal(p, q) {
			return false
		}
	}
	return true
}

// myPaint lists what MyPaint read. Its layers cover whole tiles of 64 px.
const myPaint = `
import sys; sys.path.insert(0, '/usr/lib/mypaint')
import lib.gibindings, lib.document
d = lib.document.Document(painting_only=True)
assert d.load(sys.argv[1])
for path, l in d.layer_stack.walk():
    b = l.get_bbox()
    print('layer', len(path), l.visible, l.opacity, l.mode, b.x // 64 * 64, b.y // 64 * 64, l.name, sep='|')
`

func TestMyPaintOpensTheLayers(t *testing.T) {
	needs(t, "mypaint", "/usr/bin/python3")
	path, p := savedSheet(t)
	script := filepath.Join(t.TempDir(), "list.py")
	if err := os.WriteFile(script, []byte(myPaint), 0o666); err != nil {
		t.Fatal(err)
	}
	said := output(t, newDisplay(t), "/usr/bin/python3", script, path)
	var got, want []string
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "layer|") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	visible := map[bool]string{false: "True", true: "False"}
	mode := map[layered.Mode]int{layered.Normal: 0, layered.Multiply: 1} // of libmypaint
	for _, l := range shownLayers(p.Document).Layers {
		want = append(want, fmt.Sprintf("layer|1|%s|1.0|%d|0|0|%s", visible[l.Hidden], mode[l.Mode], l.Name))
	}
	if !slices.Equal(got, want) {
		t.Errorf("MyPaint has\n%s\nwant\n%s\nit says: %s", strings.Join(got, "\n"), strings.Join(want, "\n"), said)
	}
}

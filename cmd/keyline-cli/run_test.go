package main

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"keyline/assets"
	"keyline/canvas/imageio"
)

// asCommand makes the test binary behave as the command, so that tests run the real
// thing in a process of its own without building it twice.
const asCommand = "KEYLINE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// outcome is what a run of the command left.
type outcome struct {
	status   int
	out, err string
	peakMB   int64
}

// keyline runs the command with extra environment variables.
func keyline(t *testing.T, env []string, args ...string) outcome {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(append(os.Environ(), asCommand+"=1"), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	o := outcome{status: cmd.ProcessState.ExitCode(), out: out.String(), err: errs.String()}
	if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.peakMB = use.Maxrss >> 10
	}
	return o
}

// done runs the command and requires that it did its work without a word on stderr.
func done(t *testing.T, args ...string) outcome {
	t.Helper()
	o := keyline(t, nil, args...)
	if o.status != exitDone || o.err != "" {
		t.Fatalf("keyline-cli %s: status %d, %q", strings.Join(args, " "), o.status, o.err)
	}
	return o
}

// mustFail requires one line on stderr, nothing on stdout and the status.
func (o outcome) mustFail(t *testing.T, status int, mention ...string) {
	t.Helper()
	if o.status != status {
		t.Errorf("status %d, want %d", o.status, status)
	}
	if o.out != "" {
		t.Errorf("stdout has %q", o.out)
	}
	if strings.Count(o.err, "\n") != 1 || strings.Contains(o.err, "goroutine") {
		t.Errorf("stderr is not one line: %q", o.err)
	}
	for _, text := range mention {
		if !strings.Contains(o.err, text) {
			t.Errorf("stderr %q does not mention %q", o.err, text)
		}
	}
}

// write puts a file into a folder and returns its path.
func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// writePNG puts a picture into a folder and returns its path.
func writePNG(t *testing.T, dir, name string, img image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return write(t, dir, name, b.Bytes())
}

// read decodes a picture the command wrote.
func read(t *testing.T, path string) *image.NRGBA {
	t.Helper()
	img, err := imageio.Decode(path)
	if err != nil {
		t.Fatal(err)
	}
	return imageio.ToNRGBA(img)
}

// sample is a shipped picture brought to a size.
func sample(t *testing.T, name, what string, size image.Point) *image.NRGBA {
	t.Helper()
	img, err := assets.SamplePicture(assets.Samples(), name, what)
	if err != nil {
		t.Fatal(err)
	}
	return stretched(imageio.ToNRGBA(img), size)
}

// dabs is a transparent picture with opaque rectangles of a colour.
func dabs(size image.Point, c color.Color, places ...image.Rectangle) *image.NRGBA {
	img := image.NewNRGBA(image.Rectangle{Max: size})
	for _, r := range places {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.Set(x, y, c)
			}
		}
	}
	return img
}

// largestStep is the largest difference of any byte; it fails if the sizes differ.
func largestStep(t *testing.T, a, b *image.NRGBA) int {
	t.Helper()
	if a.Rect != b.Rect {
		t.Fatalf("sizes %v and %v differ", a.Rect, b.Rect)
	}
	most := 0
	for i, v := range a.Pix {
		d := int(v) - int(b.Pix[i])
		most = max(most, d, -d)
	}
	return most
}

//go:build e2e

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// These tests drive the real window under Xvfb with xdotool; make e2e builds the
// programs and runs them. They wait for the window's state line, never for time. What
// the screen showed when one failed is kept in out/e2e.

const (
	program = "../../bin/keyline"
	cli     = "../../bin/keyline-cli"
	failed  = "../../out/e2e"
	samples = "../../assets/samples"
	// patience is how long a state may take; it only bounds a test that fails.
	patience = 3 * time.Minute
)

// display is the X server of all tests, ":N".
var display string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	read, write, err := os.Pipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-noreset", "-screen", "0", "1920x1200x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "start Xvfb:", err)
		return 1
	}
	defer x.Wait()
	defer x.Process.Kill()
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		fmt.Fprintln(os.Stderr, "Xvfb did not start:", err)
		return 1
	}
	display = ":" + strings.TrimSpace(number)
	return m.Run()
}

// window is a running program.
type window struct {
	t     testing.TB
	cmd   *exec.Cmd
	lines chan string
	state map[string]string
	trace []string // its lines, see KEYLINE_TRACE
	home  string
	log   bytes.Buffer
}

// start runs the program for a new user and waits until it is ready.
func start(t testing.TB, args ...string) *window {
	t.Helper()
	return startAt(t, t.TempDir(), args...)
}

// startAt runs the program for the user of that home.
func startAt(t testing.TB, home string, args ...string) *window {
	t.Helper()
	return startCommand(t, home, exec.Command(program, args...))
}

// startCommand runs the program, perhaps under another, for the user of that home.
func startCommand(t testing.TB, home string, cmd *exec.Cmd) *window {
	t.Helper()
	w := &window{t: t, lines: make(chan string, 1<<16), home: home, cmd: cmd}
	w.cmd.Env = append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=", "KEYLINE_STATE=1", "FYNE_SCALE=1", "FYNE_THEME=",
		"LIBGL_ALWAYS_SOFTWARE=1", "LC_ALL=C.UTF-8", "HOME="+w.home, "XDG_CONFIG_HOME="+w.home, "XDG_CACHE_HOME="+w.home)
	if _, measured := t.(*testing.B); measured {
		w.cmd.Env = append(w.cmd.Env, "KEYLINE_TRACE=1")
	}
	w.cmd.Stderr = &w.log
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go w.read(out)
	t.Cleanup(w.kill)
	w.wait("ready")
	w.do("search --sync --onlyvisible --name Keyline") // until it is on the screen
	return w
}

func (w *window) read(out io.Reader) {
	for s := bufio.NewScanner(out); s.Scan(); {
		w.lines <- s.Text()
	}
	close(w.lines)
}

// ended waits until the program ended by itself.
func (w *window) ended() {
	w.t.Helper()
	for range w.lines {
	}
	if err := w.cmd.Wait(); err != nil {
		w.t.Error(err)
	}
}

func (w *window) kill() {
	if w.t.Failed() {
		w.keepShot()
	}
	w.cmd.Process.Kill()
	for range w.lines {
	}
	w.cmd.Wait()
	if w.t.Failed() {
		w.t.Logf("last state: %v\nerrors: %s", w.state, w.log.String())
	}
}

// keepShot keeps what the screen shows.
func (w *window) keepShot() {
	path := filepath.Join(failed, strings.ReplaceAll(w.t.Name(), "/", "_")+".png")
	out, err := exec.Command("import", "-display", display, "-window", "root", "png:-").Output()
	if err == nil {
		err = errors.Join(os.MkdirAll(failed, 0o777), os.WriteFile(path, out, 0o666))
	}
	w.t.Logf("the screen is kept in %s (%v)", path, err)
}

// wait reads states until all of the fields ("edges=1", "busy") are as given.
func (w *window) wait(fields ...string) {
	w.t.Helper()
	w.until(strings.Join(fields, " "), func() bool {
		for _, f := range fields {
			key, want, ok := strings.Cut(f, "=")
			if !ok {
				key, want = "state", f
			}
			if w.state[key] != want {
				return false
			}
		}
		return true
	})
}

func (w *window) until(what string, done func() bool) {
	w.t.Helper()
	deadline := time.After(patience)
	for !done() {
		select {
		case line, ok := <-w.lines:
			if !ok {
				w.t.Fatalf("the window ended while waiting for %s", what)
			}
			w.take(line)
		case <-deadline:
			w.t.Fatalf("no state with %s came", what)
		}
	}
}

func (w *window) take(line string) {
	if text, ok := strings.CutPrefix(line, "trace: "); ok {
		w.trace = append(w.trace, text)
	}
	rest, ok := strings.CutPrefix(line, "state: ")
	if !ok {
		return
	}
	fields := strings.Fields(rest)
	w.state = map[string]string{"state": fields[0]}
	for _, f := range fields[1:] {
		if key, value, ok := strings.Cut(f, "="); ok {
			w.state[key] = value
		}
	}
}

// is checks fields of the state that was waited for.
func (w *window) is(fields ...string) {
	w.t.Helper()
	for _, f := range fields {
		key, want, _ := strings.Cut(f, "=")
		if w.state[key] != want {
			w.t.Errorf("%s is %q, want %q", key, w.state[key], want)
		}
	}
}

// do gives xdotool a line of commands.
func (w *window) do(format string, args ...any) {
	w.t.Helper()
	cmd := exec.Command("xdotool", strings.Fields(fmt.Sprintf(format, args...))...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display)
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool: %v: %s", err, out)
	}
}

// at is where a page pixel is on the screen.
func (w *window) at(x, y float64) string {
	zoom, _ := strconv.ParseFloat(w.state["zoom"], 64)
	origin, picture := w.pair("origin", ","), w.pair("picture", ",")
	return fmt.Sprintf("%d %d", int(x*zoom+origin[0]+picture[0]+0.5), int(y*zoom+origin[1]+picture[1]+0.5))
}

func (w *window) pair(key, by string) (v [2]float64) {
	a, b, _ := strings.Cut(w.state[key], by)
	v[0], _ = strconv.ParseFloat(a, 64)
	v[1], _ = strconv.ParseFloat(b, 64)
	return v
}

// along are the moves from one page place to another.
func (w *window) along(x0, y0, x1, y1 float64) string {
	var moves []string
	for i := range 16 {
		s := float64(i+1) / 16
		moves = append(moves, "mousemove "+w.at(x0+(x1-x0)*s, y0+(y1-y0)*s))
	}
	return strings.Join(moves, " ")
}

// stroke draws with the tool in hand.
func (w *window) stroke(x0, y0, x1, y1 float64) {
	w.t.Helper()
	w.do("mousemove %s mousedown 1 %s mouseup 1", w.at(x0, y0), w.along(x0, y0, x1, y1))
}

// shot is the screen.
func (w *window) shot() image.Image {
	w.t.Helper()
	cmd := exec.Command("import", "-display", display, "-window", "root", "png:-")
	out, err := cmd.Output()
	if err != nil {
		w.t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		w.t.Fatal(err)
	}
	return img
}

// seen takes screenshots until one is as wished: a frame follows a state a little later.
func (w *window) seen(what string, as func(image.Image) bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if as(w.shot()) {
			return
		}
	}
	w.t.Fatalf("the screen never showed %s", what)
}

func sameColour(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	return r == r2 && g == g2 && bl == b2
}

// files writes a small sketch and two references and returns their folder.
func files3(t testing.TB) (sketch, reference, other string) {
	t.Helper()
	dir := t.TempDir()
	lines := image.NewGray(image.Rect(0, 0, 240, 200))
	ref, oth := image.NewNRGBA(image.Rect(0, 0, 120, 90)), image.NewNRGBA(image.Rect(0, 0, 50, 50))
	for y := range 200 {
		for x := range 240 {
			lines.SetGray(x, y, color.Gray{255})
			if (x/3 == 20 || x/3 == 60) && y > 40 && y < 160 || (y/3 == 14 || y/3 == 53) && x > 60 && x < 180 && (x < 110 || x > 130) {
				lines.SetGray(x, y, color.Gray{0})
			}
		}
	}
	for i := range ref.Pix {
		ref.Pix[i] = []uint8{200, 60, 40, 255}[i%4]
		if i%(4*120) > 240 {
			ref.Pix[i] = []uint8{40, 90, 200, 255}[i%4]
		}
	}
	for i := range oth.Pix {
		oth.Pix[i] = []uint8{30, 160, 60, 255}[i%4]
	}
	for name, img := range map[string]image.Image{"sketch": lines, "reference": ref, "other": oth} {
		writePNG(t, filepath.Join(dir, name+".png"), img)
	}
	return filepath.Join(dir, "sketch.png"), filepath.Join(dir, "reference.png"), filepath.Join(dir, "other.png")
}

func writePNG(t testing.TB, path string, img image.Image) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// opened starts the program on a small sketch with a reference and waits for colours.
func opened(t *testing.T) *window {
	t.Helper()
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "screen=picture", "base=1", "size=952x708")
	return w
}

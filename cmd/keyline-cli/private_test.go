package main

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tool is the path of a program that a test needs. Without it a test is skipped, but not
// where it could be installed.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err != nil && os.Getuid() == 0:
		t.Fatalf("%s is missing; make test installs it", name)
	case err != nil:
		t.Skipf("%s is missing; make test installs it", name)
	}
	return path
}

// emptyNetwork returns the command that runs another where there is no network, not even
// loopback.
func emptyNetwork(t *testing.T) []string {
	t.Helper()
	unshare := tool(t, "unshare")
	out, err := exec.Command(unshare, "-rn", "true").CombinedOutput()
	switch {
	case err != nil && os.Getuid() == 0:
		t.Fatalf("no network namespace of its own: %v: %s", err, out)
	case err != nil:
		t.Skipf("this system gives users no network namespace of their own: %v: %s", err, out)
	}
	return []string{unshare, "-rn"}
}

// under runs the command under another; it must do its work.
func under(t *testing.T, wrapper []string, args ...string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	all := append(append(wrapper[1:len(wrapper):len(wrapper)], self), args...)
	cmd := exec.CommandContext(t.Context(), wrapper[0], all...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v %v: %v: %s", wrapper, args, err, out)
	}
}

// mainJob is the command line that colours and mends a sample.
func (d desk) mainJob(out string) []string {
	edges := d.edges("edges.png", image.Rect(90, 40, 94, 150))
	return []string{"colorize", "--sketch", d.sketch, "--reference", d.reference, "--edges", edges, "--out", out}
}

func TestTheJobNeedsNoNetwork(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	apart, usual := filepath.Join(d.dir, "apart.png"), filepath.Join(d.dir, "usual.png")
	under(t, emptyNetwork(t), d.mainJob(apart)...)
	done(t, d.mainJob(usual)...)
	a, errA := os.ReadFile(apart)
	b, errB := os.ReadFile(usual)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("without a network the picture is another: %v, %v", errA, errB)
	}
}

// sockets runs a wrapped command and lists the calls by which it asked for sockets.
func sockets(t *testing.T, run func(wrapper []string)) (calls []string) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "calls")
	run([]string{tool(t, "strace"), "-f", "-qq", "-e", "trace=network", "-o", log})
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		if strings.Contains(line, "socket(") || strings.Contains(line, "socketpair(") || strings.Contains(line, "AF_INET") {
			calls = append(calls, line)
		}
	}
	return calls
}

func TestTheJobOpensNoSocket(t *testing.T) {
	d := newDesk(t, image.Pt(203, 187))
	pages, out := filepath.Join(d.dir, "pages"), filepath.Join(d.dir, "out")
	if err := os.Mkdir(pages, 0o755); err != nil {
		t.Fatal(err)
	}
	writePNG(t, pages, "page.png", dabs(image.Pt(50, 60), color.Black, image.Rect(5, 5, 9, 50)))
	for name, args := range map[string][]string{
		"colorize": d.mainJob(filepath.Join(d.dir, "out.png")),
		"batch":    {"batch", "--sketches", pages, "--out", out},
		"palette":  {"palette", "--image", d.reference, "--out", filepath.Join(d.dir, "p.gpl")},
	} {
		if calls := sockets(t, func(wrapper []string) { under(t, wrapper, args...) }); len(calls) > 0 {
			t.Errorf("%s asks for sockets: %q", name, calls)
		}
	}
}

func TestASocketWouldBeSeen(t *testing.T) {
	shell := tool(t, "bash")
	calls := sockets(t, func(wrapper []string) {
		// Port 9 of this machine: what counts is the attempt, which fails.
		_ = exec.CommandContext(t.Context(), wrapper[0], append(wrapper[1:], shell, "-c", "exec 3<>/dev/tcp/127.0.0.1/9")...).Run()
	})
	if len(calls) == 0 {
		t.Error("an attempt to connect was not seen; the test above would prove nothing")
	}
}

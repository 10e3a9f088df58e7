//go:build e2e

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// privateJob opens a sample, draws a stroke, exports, saves and quits.
func privateJob(t *testing.T, wrapper ...string) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "bus")) // asked for, it would be seen
	all := append(wrapper, program, "--sample", "novel_sophia")
	w := startCommand(t, t.TempDir(), exec.Command(all[0], all[1:]...))
	w.wait("ready", "screen=picture", "base=1", "size=952x708")
	w.stroke(120, 140, 150, 260)
	w.wait("ready", "edges=1", "pen=0")
	w.export("ctrl+e", filepath.Join(t.TempDir(), "out.png"))
	w.saveAs("ctrl+s", filepath.Join(t.TempDir(), "work.ora"))
	w.wait("ready", "saves=1", "unsaved=0", "dialogs=0")
	w.do("key ctrl+q")
	w.ended()
	if w.log.Len() > 0 && strings.Contains(w.log.String(), "dbus") {
		t.Errorf("the program looked for a message bus: %s", w.log.String())
	}
}

func TestTheWindowNeedsNoNetwork(t *testing.T) {
	if out, err := exec.Command("unshare", "-rn", "true").CombinedOutput(); err != nil {
		if os.Getuid() == 0 {
			t.Fatalf("no network namespace of its own: %v: %s", err, out)
		}
		t.Skipf("this system gives users no network namespace of their own: %v: %s", err, out)
	}
	privateJob(t, "unshare", "-rn")
}

func TestTheWindowOpensNoSocketButTheDisplays(t *testing.T) {
	log := filepath.Join(t.TempDir(), "calls")
	// -D: the window is the process that is started, and strace a grandchild.
	privateJob(t, "strace", "-D", "-f", "-qq", "--seccomp-bpf", "-e", "trace=network", "-o", log)
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	connected := 0
	for _, line := range strings.Split(string(text), "\n") {
		switch {
		case strings.Contains(line, "AF_INET") || strings.Contains(line, "socket(") && !strings.Contains(line, "AF_UNIX"):
			t.Errorf("a socket that is not the display's: %s", line)
		case strings.Contains(line, "connect(") && strings.Contains(line, "/tmp/.X11-unix/"):
			connected++
		case strings.Contains(line, "/nscd/socket"): // the C library looks up the user's home
		case strings.Contains(line, "connect("):
			t.Errorf("a connection that is not the display's: %s", line)
		}
	}
	if connected == 0 {
		t.Error("no connection to the display was seen; the test proves nothing")
	}
}

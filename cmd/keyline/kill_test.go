//go:build linux && !e2e

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"keyline/canvas/imageio"
	"keyline/canvas/project"
	"keyline/cmd/internal/projectfile"
)

// life is what a killed artist had told.
type life struct {
	safe    int // strokes that may not be lost
	lines   int // that were told, with that of the start
	notes   int // words of the journal
	saves   int
	failing int
}

// moment is when a life ends: so long after it told so many things. Counted that way a
// slow machine sees no fewer of them.
type moment struct {
	lines int
	after time.Duration
}

func anyMoment(r *rand.Rand) moment {
	return moment{r.IntN(10), time.Duration(r.Float64() * r.Float64() * float64(40*time.Millisecond))}
}

// live starts an artist, kills it (SIGKILL) at a moment and returns what it had told.
// watch may look at each line and say that it is enough.
func live(t *testing.T, folder string, end moment, watch func(line string) (enough bool)) (l life) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), artistFolder+"="+folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	for s := bufio.NewScanner(out); s.Scan(); {
		line := s.Text()
		if l.hear(t, line); l.lines == end.lines+1 {
			time.AfterFunc(end.after, func() { cmd.Process.Kill() })
		}
		if watch != nil && watch(line) {
			cmd.Process.Kill()
		}
	}
	return l
}

func (l *life) hear(t *testing.T, line string) {
	n := 0
	word, rest, _ := strings.Cut(line, " ")
	fmt.Sscan(rest, &n)
	switch word {
	case "kept":
		l.notes++
	case "saved":
		l.saves++
	case "failing":
		l.failing++
		l.lines++
		return
	case "panic:":
		t.Errorf("the artist fell: %s", line)
		return
	case "started":
	default:
		return
	}
	l.lines++
	l.safe = max(l.safe, n)
}

// survey looks at a folder as the next run does: every file is whole, and what was safe
// is in the project's file or in the journal, stroke by stroke.
func survey(t *testing.T, folder string, safe int) int {
	t.Helper()
	best := 0
	take := func(p project.Project) {
		checkStrokes(t, p)
		best = max(best, len(p.Document.Strokes()))
	}
	for _, name := range []string{workFile, workFile + projectfile.Backup} {
		p, err := projectfile.Open(filepath.Join(folder, name))
		if err == nil {
			take(p)
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("a file is half-written: %v", err)
		}
	}
	if _, err := imageio.Decode(filepath.Join(folder, exportFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("a picture is half-written: %v", err)
	}
	store := journalsIn(folder)
	offers, err := store.Offers()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range offers {
		r, err := store.Recover(o.ID)
		if err != nil {
			t.Fatal(err)
		}
		take(r.Project)
		r.Release()
	}
	if best < safe {
		t.Fatalf("%d strokes were safe, %d are there (%d pieces of unsaved work)", safe, best, len(offers))
	}
	return best
}

// checkStrokes compares every sample with what was drawn.
func checkStrokes(t *testing.T, p project.Project) {
	t.Helper()
	for n, s := range p.Document.Strokes() {
		for i, got := range s.Samples {
			if want := sampleOf(n, i); len(s.Samples) != samplesEach || got != want {
				t.Fatalf("stroke %d has %d samples, the %d. is %v, want %v", n, len(s.Samples), i, got, want)
			}
		}
	}
}

// restart empties a folder whose page is full, so that each life stays short.
func restart(t *testing.T, folder string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	for _, e := range list {
		err = errors.Join(err, os.RemoveAll(filepath.Join(folder, e.Name())))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// fullPage is after how many strokes a new page is begun.
const fullPage = 400

// TestNoStrokeThatWasKeptIsLostByAKill kills the artist at 200 moments chosen by chance
// and goes on each time with what is there.
func TestNoStrokeThatWasKeptIsLostByAKill(t *testing.T) {
	lives := 200
	if testing.Short() {
		lives = 20
	}
	folder, r := t.TempDir(), rand.New(rand.NewPCG(1, 20))
	var all life
	for range lives {
		l := live(t, folder, anyMoment(r), nil)
		if survey(t, folder, l.safe) > fullPage {
			restart(t, folder)
		}
		all.notes, all.saves, all.failing = all.notes+l.notes, all.saves+l.saves, all.failing+l.failing
	}
	t.Logf("%d kills, %d words of the journal, %d saves", lives, all.notes, all.saves)
	if all.notes < lives || all.saves < lives/10 || all.failing > 0 {
		t.Errorf("%d words of the journal, %d saves, %d failures: the kills prove little", all.notes, all.saves, all.failing)
	}
	clearedAway(t, folder)
}

// clearedAway sees that parts of files which the kills left go with the next writes.
func clearedAway(t *testing.T, folder string) {
	t.Helper()
	for _, name := range []string{"a", "b", "c", "d"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := imageio.CheckWritable(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	left, err := filepath.Glob(filepath.Join(folder, ".keyline-0.part"))
	if err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// small is a disk of its own, of so many bytes.
func small(t *testing.T, bytes int) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("none", folder, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skipf("no disk of its own can be mounted here (%v); failing writes are tested in app/journal and cmd/internal/projectfile", err)
	}
	t.Cleanup(func() { syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder
}

// TestNoStrokeThatWasKeptIsLostOnAFullDisk does the same where there is hardly room.
func TestNoStrokeThatWasKeptIsLostOnAFullDisk(t *testing.T) {
	lives := 60
	if testing.Short() {
		lives = 10
	}
	folder, r := small(t, 1<<20), rand.New(rand.NewPCG(2, 20))
	failing := 0
	for range lives {
		fill(t, filepath.Join(folder, "filler"), r.Int64N(64<<10))
		l := live(t, folder, anyMoment(r), nil)
		failing += l.failing
		if survey(t, folder, l.safe) > fullPage {
			restart(t, folder)
		}
	}
	if t.Logf("%d kills, %d failures to write", lives, failing); failing < lives/2 {
		t.Errorf("only %d failures: the disk was never full", failing)
	}
}

// TestStrokesInMemoryAreKeptOnceThereIsRoom frees a full disk while the artist draws.
func TestStrokesInMemoryAreKeptOnceThereIsRoom(t *testing.T) {
	folder := small(t, 4<<20)
	filler := filepath.Join(folder, "filler")
	fill(t, filler, 0)
	failures, kept := 0, 0
	l := live(t, folder, moment{lines: 1 << 30}, func(line string) bool {
		switch {
		case strings.HasPrefix(line, "failing"):
			if failures++; failures == 30 {
				if err := os.Remove(filler); err != nil {
					t.Error(err)
				}
			}
		case strings.HasPrefix(line, "kept") && failures >= 30:
			kept++
		}
		return kept == 3
	})
	if kept < 3 || l.safe == 0 {
		t.Errorf("after %d failures there were %d words that something is kept", failures, kept)
	}
	survey(t, folder, l.safe)
}

// fill takes the room of a disk but for so many bytes.
func fill(t *testing.T, path string, leave int64) {
	t.Helper()
	var disk syscall.Statfs_t
	err := errors.Join(os.RemoveAll(path), syscall.Statfs(filepath.Dir(path), &disk))
	if err == nil {
		err = os.WriteFile(path, make([]byte, max(int64(disk.Bavail)*disk.Bsize-leave, 0)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

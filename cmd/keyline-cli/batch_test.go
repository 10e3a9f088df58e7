package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// chapter is a folder of sketches with edges for one of them.
type chapter struct {
	desk
	sketches, edges, out string
}

func newChapter(t *testing.T) chapter {
	d := newDesk(t, image.Pt(60, 50))
	ch := chapter{d, filepath.Join(d.dir, "in"), filepath.Join(d.dir, "edges"), filepath.Join(d.dir, "out")}
	for _, dir := range []string{ch.sketches, ch.edges} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for i, size := range []image.Point{{60, 50}, {33, 71}, {1, 1}} {
		writePNG(t, ch.sketches, fmt.Sprintf("page%d.png", i+1), sample(t, "avatar", "sketch", size))
	}
	writePNG(t, ch.edges, "page2.png", dabs(image.Pt(33, 71), color.Black, image.Rect(10, 10, 13, 60)))
	write(t, ch.sketches, "notes.txt", []byte("no picture"))
	return ch
}

func (ch chapter) args(more ...string) []string {
	return append([]string{"batch", "--sketches", ch.sketches, "--reference", ch.reference, "--edges", ch.edges, "--out", ch.out}, more...)
}

// files are those of the out folder, with their bytes.
func (ch chapter) files() map[string][]byte {
	ch.t.Helper()
	entries, err := os.ReadDir(ch.out)
	if err != nil {
		ch.t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, e := range entries {
		if all[e.Name()], err = os.ReadFile(filepath.Join(ch.out, e.Name())); err != nil {
			ch.t.Fatal(err)
		}
	}
	return all
}

func TestBatchDoesWhatColorizeDoes(t *testing.T) {
	ch := newChapter(t)
	o := done(t, ch.args()...)
	if lines := strings.Split(strings.TrimSpace(o.out), "\n"); len(lines) != 3 || !strings.Contains(lines[1], "page2.png, 33×71") {
		t.Errorf("stdout %q", o.out)
	}
	got := ch.files()
	for i := 1; i <= 3; i++ {
		name := fmt.Sprintf("page%d.png", i)
		args := []string{"colorize", "--sketch", filepath.Join(ch.sketches, name), "--reference", ch.reference, "--out", filepath.Join(ch.dir, "one.png")}
		if i == 2 {
			args = append(args, "--edges", filepath.Join(ch.edges, name))
		}
		done(t, args...)
		want, err := os.ReadFile(filepath.Join(ch.dir, "one.png"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got[name], want) {
			t.Errorf("%s is not what colorize makes of it", name)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d files were written", len(got))
	}
}

func TestBatchGoesOnAfterABadFile(t *testing.T) {
	ch := newChapter(t)
	write(t, ch.sketches, "page0.png", []byte("not a picture at all, but long enough"))
	writePNG(t, ch.edges, "page3.png", image.NewGray(image.Rect(0, 0, 7, 7))) // of another size
	o := keyline(t, nil, ch.args("--json")...)
	var report batchReport
	if err := json.Unmarshal([]byte(o.out), &report); err != nil {
		t.Fatalf("%v in %q", err, o.out)
	}
	if o.status != exitFailed || report.Done != 2 || report.Failed != 2 || report.Skipped != 0 || len(report.Pages) != 4 {
		t.Errorf("status %d, report %+v", o.status, report)
	}
	if strings.Count(o.err, "\n") != 1 || !strings.Contains(o.err, "page0.png") || !strings.Contains(o.err, "page3.png") || strings.Contains(o.err, "page1.png") {
		t.Errorf("stderr %q does not list the two that failed", o.err)
	}
	if len(ch.files()) != 2 {
		t.Errorf("%d files were written", len(ch.files()))
	}
}

func TestBatchResumes(t *testing.T) {
	ch := newChapter(t)
	done(t, ch.args()...)
	before := ch.files()
	if err := os.Remove(filepath.Join(ch.out, "page2.png")); err != nil {
		t.Fatal(err)
	}
	mark := write(t, ch.out, "page1.png", []byte("not to be touched"))
	o := done(t, ch.args("--resume", "--json")...)
	var report batchReport
	if err := json.Unmarshal([]byte(o.out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Done != 1 || report.Skipped != 2 {
		t.Errorf("report %+v", report)
	}
	after := ch.files()
	if !bytes.Equal(after["page2.png"], before["page2.png"]) || string(after[filepath.Base(mark)]) != "not to be touched" {
		t.Error("resuming does not give what was missing, or touches what was there")
	}
}

func TestShardsTogetherAreTheWhole(t *testing.T) {
	ch := newChapter(t)
	done(t, ch.args("--format", "webp")...)
	whole := ch.files()
	parts := map[string][]byte{}
	for _, s := range []string{"1/2", "2/2"} {
		ch.out = filepath.Join(ch.dir, "shard"+s[:1])
		done(t, ch.args("--shard", s, "--format", ".WEBP")...)
		for name, file := range ch.files() {
			if _, twice := parts[name]; twice {
				t.Errorf("%s is in two shards", name)
			}
			parts[name] = file
		}
	}
	for name, file := range whole {
		if !bytes.Equal(parts[name], file) {
			t.Errorf("%s differs", name)
		}
	}
	if len(parts) != len(whole) {
		t.Errorf("%d pages in shards, %d in all", len(parts), len(whole))
	}
}

func TestShardsPickEveryPageOnce(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f", "g"}
	for n := 1; n < 10; n++ {
		var all []string
		for i := 1; i <= n; i++ {
			all = append(all, shard{i, n}.of(names)...)
		}
		slices.Sort(all)
		if !slices.Equal(all, names) {
			t.Errorf("%d shards give %v", n, all)
		}
	}
}

func TestBatchRefuses(t *testing.T) {
	ch := newChapter(t)
	empty := t.TempDir()
	tests := []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"a shard beyond the last", ch.args("--shard", "3/2"), exitUsage, "shard"},
		{"a shard that is none", ch.args("--shard", "1"), exitUsage, "shard"},
		{"another format", ch.args("--format", "gif"), exitUsage, "format"},
		{"no folder", []string{"batch", "--sketches", filepath.Join(empty, "no"), "--out", ch.out}, exitFailed, "no"},
		{"an empty folder", []string{"batch", "--sketches", empty, "--out", ch.out}, exitFailed, "no sketch"},
		{"a bad reference", ch.args("--reference", filepath.Join(ch.sketches, "notes.txt")), exitFailed, "notes.txt"},
		{"a file for a folder", []string{"batch", "--sketches", ch.sketches, "--out", ch.sketch}, exitFailed, "sketch.png"},
		{"nowhere to", []string{"batch", "--sketches", ch.sketches}, exitUsage, "--out"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { keyline(t, nil, test.args...).mustFail(t, test.status, test.says) })
	}
	in := ch.sketches
	ch.out = in // each page would be written over its sketch
	if o := keyline(t, nil, ch.args()...); o.status != exitFailed || strings.Count(o.out, "replace the input") != 3 {
		t.Errorf("status %d, stdout %q", o.status, o.out)
	}
	writePNG(t, in, "page1.webp.png", image.NewGray(image.Rect(0, 0, 1, 1)))
	write(t, in, "page1.jpg", []byte("x"))
	keyline(t, nil, ch.args()...).mustFail(t, exitFailed, "page1.jpg", "page1.png")
}

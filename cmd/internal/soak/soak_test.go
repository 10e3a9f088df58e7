//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestTargetsAreFoundInTheListing(t *testing.T) {
	text := "FuzzA\nFuzzB\nok  \tm/one\t0.1s\nok  \tm/two\t0.1s\n?   \tm/three\t[no test files]\nFuzzC\nok  \tm/four\t0.2s\n"
	folders := map[string]string{"m/one": "/1", "m/four": "/4"}
	got := targetsIn(text, folders, regexp.MustCompile("A|C"))
	if len(got) != 2 || *got[0] != (target{pkg: "m/one", folder: "/1", name: "FuzzA"}) || *got[1] != (target{pkg: "m/four", folder: "/4", name: "FuzzC"}) {
		t.Errorf("found %v", got)
	}
}

func TestTheLastLineCounts(t *testing.T) {
	text := "fuzz: elapsed: 3s, execs: 200 (66/sec), new interesting: 2 (total: 4)\nfuzz: elapsed: 6s, execs: 500 (100/sec), new interesting: 7 (total: 9)\nPASS\n"
	if execs, found := counted([]byte(text)); execs != 500 || found != 7 {
		t.Errorf("%d execs, %d new", execs, found)
	}
	if execs, found := counted([]byte("no such line")); execs != 0 || found != 0 {
		t.Errorf("of no line %d execs, %d new", execs, found)
	}
}

func TestTheSummaryAddsUpTurnsAndTargets(t *testing.T) {
	a, b := &target{pkg: "m/a", name: "FuzzA"}, &target{pkg: "m/b", name: "FuzzB"}
	a.all.add(effort{cpu: 60 * time.Second, execs: 1000, found: 3, peak: 70 << 20})
	a.all.add(effort{cpu: 30 * time.Second, execs: 500, peak: 60 << 20, strays: 1})
	b.all.add(effort{cpu: 90 * time.Second, execs: 20, found: 2, peak: 10 << 20})
	var out strings.Builder
	summary(&out, []*target{a, b})
	var got [][]string
	for line := range strings.Lines(out.String()) {
		got = append(got, strings.Fields(line))
	}
	want := []string{
		"", "Each target's turns together:",
		"m/a FuzzA 90 CPU s 1500 tried 3 new 70 MB 1 runs stood still",
		"m/b FuzzB 90 CPU s 20 tried 2 new 10 MB",
		"Total: 3.0 CPU minutes used, 1520 inputs tried, 5 of them new, on 2 targets",
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines: %s", len(got), out.String())
	}
	for i, w := range want {
		if line := strings.Join(got[i], " "); line != w {
			t.Errorf("line %d is %q, want %q", i, line, w)
		}
	}
}

func TestFlags(t *testing.T) {
	s, err := parse([]string{"-minutes", "0.5", "-run", "PSD"}, io.Discard)
	if err != nil || s.cpu != 30*time.Second || s.match.String() != "PSD" || s.workers != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	for _, bad := range [][]string{{"-run", "("}, {"-minutes", "x"}} {
		if _, err := parse(bad, io.Discard); err == nil {
			t.Errorf("%v was taken", bad)
		}
	}
}

func TestSmallInputsAreKeptUpToABound(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "testdata", "fuzz", "FuzzA")
	for i := range 3 * mostInputs {
		write(t, filepath.Join(from, fmt.Sprintf("%03d", i)), 10+i)
	}
	write(t, filepath.Join(from, "large"), mostBytes+1)
	for range 2 { // the second time there is no room
		if _, err := copySmall(to, from); err != nil {
			t.Fatal(err)
		}
		kept, err := inputs(to)
		if err != nil || len(kept) != mostInputs || kept[0].size != 10 || kept[len(kept)-1].size < 10+2*mostInputs {
			t.Fatalf("kept %v, %v", kept, err)
		}
	}
	if n, err := copySmall(to, filepath.Join(from, "nothing here")); n != 0 || err != nil {
		t.Errorf("of no inputs %d were kept, %v", n, err)
	}
}

func write(t *testing.T, path string, n int) {
	t.Helper()
	if err := os.WriteFile(path, make([]byte, n), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestARunThatStoodStillIsNoFailure(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	input := filepath.Join(folder, "1234")
	text := []byte("fuzzing process hung or terminated unexpectedly\nFailing input written to 1234\n")
	write(t, input, 1)
	// No test of this program has such a name, so trying again passes.
	x := target{folder: folder, name: "FuzzNothing"}
	if !x.stray(self, text) {
		t.Error("a run that stood still counts as a failure")
	}
	if _, err := os.Stat(input); !os.IsNotExist(err) {
		t.Errorf("its input is still there: %v", err)
	}
	if x.stray(self, []byte("panic: index out of range\nFailing input written to 1234\n")) {
		t.Error("a panic counts as standing still")
	}
	for _, text := range []string{"    context deadline exceeded\nFAIL\n", "    communicating with fuzzing process: EOF\nFAIL\n"} {
		if !x.stray(self, []byte("--- FAIL: FuzzNothing (45.16s)\n"+text)) {
			t.Errorf("counts as a failure, of no input: %q", text)
		}
	}
	if x.stray(filepath.Join(folder, "no program"), text) {
		t.Error("an input that fails again counts as standing still")
	}
}

//go:build linux

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// target is one fuzz target and what its turns came to.
type target struct {
	pkg, folder, name string
	cpu               time.Duration
	execs             int64
	found             int64 // inputs that reached new code
	peak              int64 // memory of its largest process, bytes
	strays            int   // runs that ended because the machine stood still
}

// String is a line of the report.
func (t *target) String() string {
	line := fmt.Sprintf("%-28s %-22s %8.0f CPU s %12d execs %6d new %5d MB", t.pkg, t.name, t.cpu.Seconds(), t.execs, t.found, t.peak>>20)
	if t.strays > 0 {
		line += fmt.Sprintf("  %d runs stood still", t.strays)
	}
	return line
}

// list asks go test for the targets of this module.
func list(match *regexp.Regexp) ([]*target, error) {
	folders, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{.Dir}}", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages: %w", asked(err))
	}
	at := map[string]string{}
	for line := range strings.Lines(string(folders)) {
		pkg, folder, _ := strings.Cut(strings.TrimSpace(line), " ")
		at[pkg] = folder
	}
	names, err := exec.Command("go", "test", "-list", "^Fuzz", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("list the targets: %w", asked(err))
	}
	return targetsIn(string(names), at, match), nil
}

// targetsIn reads what go test -list prints: names, then the package they are in.
func targetsIn(text string, folders map[string]string, match *regexp.Regexp) (all []*target) {
	var names []string
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 1 && strings.HasPrefix(fields[0], "Fuzz"):
			names = append(names, fields[0])
		case len(fields) >= 2 && fields[0] == "ok":
			for _, name := range names {
				if match.MatchString(name) {
					all = append(all, &target{pkg: fields[1], folder: folders[fields[1]], name: name})
				}
			}
			names = nil
		}
	}
	return all
}

// asked puts what the go command printed into its error.
func asked(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(exit.Stderr))
	}
	return err
}

// build makes a test program of each folder with a target, instrumented for fuzzing.
func build(targets []*target) (binaries map[string]string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return nil, nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	binaries = map[string]string{}
	for _, t := range targets {
		if binaries[t.folder] != "" {
			continue
		}
		path := filepath.Join(dir, strconv.Itoa(len(binaries)))
		cmd := exec.Command("go", "test", "-c", "-fuzz", ".", "-o", path, t.pkg)
		if text, err := cmd.CombinedOutput(); err != nil {
			remove()
			return nil, nil, fmt.Errorf("build the tests of %s: %w: %s", t.pkg, err, bytes.TrimSpace(text))
		}
		binaries[t.folder] = path
	}
	return binaries, remove, nil
}

// turn fuzzes the target for a while and returns the processor time that took.
func (t *target) turn(binary string, s settings) (time.Duration, error) {
	cache, err := t.cacheFolder(s.cache)
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(binary, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+s.each.String(),
		"-test.parallel="+strconv.Itoa(s.workers), "-test.fuzzcachedir="+cache,
		"-test.fuzzminimizetime=300x") // else a minute goes into making each new input smaller
	cmd.Dir = t.folder
	text, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		return 0, err
	}
	did := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	t.cpu += did
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		t.peak = max(t.peak, u.Maxrss<<10)
	}
	t.count(text)
	switch {
	case err != nil && t.stray(binary, text):
		return did, nil
	case err != nil:
		return did, fmt.Errorf("%s %s: %w\n%s", t.pkg, t.name, err, text)
	case t.peak >= mostMemory:
		return did, fmt.Errorf("%s %s took %d MB of memory, less than %d are allowed", t.pkg, t.name, t.peak>>20, mostMemory>>20)
	}
	return did, nil
}

// failing is the line that says where an input that failed was written.
var failing = regexp.MustCompile(`Failing input written to (\S+)`)

// unanswered is what Go says, and names no input, when the time is up or a process is being
// stopped and does not answer soon.
var unanswered = regexp.MustCompile(`(?m)^\s+(context deadline exceeded|communicating with fuzzing process)`)

// stray tells whether a run failed only because its process stood still for a while, as
// on a machine that was suspended: Go takes that for a hang. The input it names must pass
// when it is tried again; then it is removed.
func (t *target) stray(binary string, text []byte) bool {
	m := failing.FindSubmatch(text)
	if m == nil && unanswered.Match(text) {
		t.strays++
		return true
	}
	if m == nil || !bytes.Contains(text, []byte("hung or terminated unexpectedly")) {
		return false
	}
	path := filepath.Join(t.folder, filepath.FromSlash(string(m[1])))
	again := exec.Command(binary, "-test.run=^"+t.name+"$/^"+filepath.Base(path)+"$")
	again.Dir = t.folder
	if again.Run() != nil {
		return false
	}
	t.strays++
	return os.Remove(path) == nil
}

// mostMemory is what a process that reads one hostile file after another may take.
const mostMemory = 1 << 30

// progress is a line of a fuzzing run: "… execs: 2140 (713/sec), new interesting: 3 (total: 9)".
var progress = regexp.MustCompile(`execs: (\d+) .*new interesting: (\d+)`)

// count adds what the run's last line says.
func (t *target) count(text []byte) {
	var last []string
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		if m := progress.FindStringSubmatch(lines.Text()); m != nil {
			last = m
		}
	}
	if last == nil {
		return
	}
	execs, _ := strconv.ParseInt(last[1], 10, 64) // digits, by the pattern
	found, _ := strconv.ParseInt(last[2], 10, 64)
	t.execs += execs
	t.found += found
}

// cacheFolder is where the inputs of this package's targets are kept.
func (t *target) cacheFolder(root string) (string, error) {
	if root == "" {
		out, err := exec.Command("go", "env", "GOCACHE").Output()
		if err != nil {
			return "", fmt.Errorf("find the go command's cache: %w", asked(err))
		}
		root = filepath.Join(strings.TrimSpace(string(out)), "fuzz")
	}
	folder := filepath.Join(root, filepath.FromSlash(t.pkg))
	return folder, os.MkdirAll(folder, 0o777)
}

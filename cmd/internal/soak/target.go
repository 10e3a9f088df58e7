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

// target is one fuzz target.
type target struct {
	pkg, folder, name string
	all               effort // of its turns
}

// effort is what a turn took and found, or several.
type effort struct {
	cpu    time.Duration
	execs  int64 // inputs tried
	found  int64 // of them, those that reached new code
	peak   int64 // memory of the largest process, bytes
	strays int   // runs that ended because the machine stood still
}

func (e *effort) add(d effort) {
	e.cpu += d.cpu
	e.execs += d.execs
	e.found += d.found
	e.peak = max(e.peak, d.peak)
	e.strays += d.strays
}

// line is one of the report.
func (t *target) line(e effort) string {
	line := fmt.Sprintf("%-28s %-22s %8.0f CPU s %12d tried %6d new %5d MB", t.pkg, t.name, e.cpu.Seconds(), e.execs, e.found, e.peak>>20)
	if e.strays > 0 {
		line += fmt.Sprintf("  %d runs stood still", e.strays)
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

// turn fuzzes the target for a while.
func (t *target) turn(binary string, s settings) (did effort, err error) {
	cache, err := t.cacheFolder(s.cache)
	if err != nil {
		return did, err
	}
	cmd := exec.Command(binary, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+s.each.String(),
		"-test.parallel="+strconv.Itoa(s.workers), "-test.fuzzcachedir="+cache,
		"-test.fuzzminimizetime=300x") // else a minute goes into making each new input smaller
	cmd.Dir = t.folder
	text, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		return did, err
	}
	did.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		did.peak = u.Maxrss << 10
	}
	did.execs, did.found = counted(text)
	switch {
	case err != nil && t.stray(binary, text):
		did.strays = 1
		return did, nil
	case err != nil:
		return did, fmt.Errorf("%s %s: %w\n%s", t.pkg, t.name, err, text)
	case did.peak >= mostMemory:
		return did, fmt.Errorf("%s %s took %d MB of memory, less than %d are allowed", t.pkg, t.name, did.peak>>20, mostMemory>>20)
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
	return os.Remove(path) == nil
}

// mostMemory is what a process that reads one hostile file after another may take.
const mostMemory = 1 << 30

// progress is a line of a fuzzing run: "… execs: 2140 (713/sec), new interesting: 3 (total: 9)".
var progress = regexp.MustCompile(`execs: (\d+) .*new interesting: (\d+)`)

// counted reads the inputs tried and the new ones from a run's last line of progress.
func counted(text []byte) (execs, found int64) {
	var last []string
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		if m := progress.FindStringSubmatch(lines.Text()); m != nil {
			last = m
		}
	}
	if last == nil {
		return 0, 0
	}
	execs, _ = strconv.ParseInt(last[1], 10, 64) // digits, by the pattern
	found, _ = strconv.ParseInt(last[2], 10, 64)
	return execs, found
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

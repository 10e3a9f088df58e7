//go:build linux

// Command soak fuzzes everything that this module reads, for a given time of processor
// work, and says per turn what that took and found, at the end the same per target and in
// all.
//
//	go run ./cmd/internal/soak [-minutes 120] [-workers 1] [-run REGEXP] [-each 1m] [-keep]
//
// It finds the targets by asking go test for them and takes them in turn, each for the same
// while, until the processor minutes are used; at least one turn each. A failing input ends
// it with status 1; Go has put it beside the target's seeds then. With -keep the smallest
// inputs that reached new code are copied there too, within a bound.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"time"
)

// settings are those of the command line.
type settings struct {
	cpu     time.Duration // to use in all
	each    time.Duration // of the clock, a target's turn
	workers int
	match   *regexp.Regexp
	cache   string // folder of the inputs found; "": Go's own
	keep    bool
}

func main() {
	s, err := parse(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(2)
	}
	if err := soak(s, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func parse(args []string, out io.Writer) (s settings, err error) {
	set := flag.NewFlagSet("soak", flag.ContinueOnError)
	set.SetOutput(out)
	minutes := set.Float64("minutes", 120, "processor `minutes` to use, all targets together")
	set.DurationVar(&s.each, "each", time.Minute, "`time` of a target's turn")
	set.IntVar(&s.workers, "workers", 1, "`processes` that try inputs at a time")
	set.StringVar(&s.cache, "cache", "", "`folder` for inputs that reached new code; empty is that of the go command")
	set.BoolVar(&s.keep, "keep", false, "copy the small ones of them to the targets' testdata")
	match := set.String("run", ".", "only targets whose name this `regexp` finds")
	if err := set.Parse(args); err != nil {
		return s, err
	}
	s.cpu = time.Duration(*minutes * float64(time.Minute))
	if s.match, err = regexp.Compile(*match); err != nil {
		fmt.Fprintln(out, "soak:", err)
	}
	return s, err
}

// soak gives every target its turns.
func soak(s settings, out io.Writer) error {
	targets, err := list(s.match)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return fmt.Errorf("no target matches %q", s.match)
	}
	fmt.Fprintf(out, "%d targets, %v of processor time to use\n", len(targets), s.cpu)
	binaries, remove, err := build(targets)
	if err != nil {
		return err
	}
	defer remove()
	err = rounds(s, targets, binaries, out)
	summary(out, targets)
	if err == nil && s.keep {
		err = keep(out, targets, s.cache)
	}
	return err
}

// rounds takes the targets in turn until the time is used or an input fails.
func rounds(s settings, targets []*target, binaries map[string]string, out io.Writer) error {
	var used time.Duration
	for turns := 0; turns < len(targets) || used < s.cpu; turns++ { // at least one each
		t := targets[turns%len(targets)]
		did, err := t.turn(binaries[t.folder], s)
		used += did.cpu
		t.all.add(did)
		fmt.Fprintln(out, t.line(did))
		if err != nil {
			return err
		}
	}
	return nil
}

// summary says what each target's turns came to, and all of them.
func summary(out io.Writer, targets []*target) {
	var all effort
	fmt.Fprintln(out, "\nEach target's turns together:")
	for _, t := range targets {
		fmt.Fprintln(out, t.line(t.all))
		all.add(t.all)
	}
	fmt.Fprintf(out, "Total: %.1f CPU minutes used, %d inputs tried, %d of them new, on %d targets\n", all.cpu.Minutes(), all.execs, all.found, len(targets))
}

//go:build linux

// Command soak fuzzes everything that this module reads, for a given time of processor
// work, and says per target what came of it.
//
//	go run ./cmd/internal/soak [-minutes 120] [-workers 1] [-run REGEXP] [-each 1m] [-keep]
//
// It finds the targets by asking go test for them and takes them in turn, each for the
// same while, until the processor minutes are used; at least one turn each. A failing input ends it with status
// 1; Go has put it beside the target's seeds then. With -keep the smallest inputs that
// reached new code are copied there too, within a bound.
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
	fmt.Fprintf(out, "%d targets, %v of processor time in all\n", len(targets), s.cpu)
	binaries, remove, err := build(targets)
	if err != nil {
		return err
	}
	defer remove()
	var used time.Duration
	for turns := 0; turns < len(targets) || used < s.cpu; turns++ { // at least one each
		t := targets[turns%len(targets)]
		did, err := t.turn(binaries[t.folder], s)
		used += did
		fmt.Fprintln(out, t)
		if err != nil {
			return err
		}
	}
	summary(out, targets, used)
	if s.keep {
		return keep(out, targets, s.cache)
	}
	return nil
}

// summary says what each target got.
func summary(out io.Writer, targets []*target, used time.Duration) {
	fmt.Fprintf(out, "\n%d targets, %v of processor time\n", len(targets), used.Round(time.Second))
	for _, t := range targets {
		fmt.Fprintln(out, t)
	}
}

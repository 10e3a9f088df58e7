// Command keyline-cli does the work of the window without one: it colorizes line art,
// mends colours along edge strokes, and measures the results.
//
// It exits with 0 when the work is done, 1 when it failed and 2 when the command was
// wrong. With --json it prints one JSON object on standard output and nothing else
// there. KEYLINE_ISA=plain makes the networks compute in portable Go.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
)

// Exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// gcPercent is how much garbage may lie beside what is used, percent of it. A large page is
// a few large pictures, cheap to look through and expensive to have twice.
const gcPercent = 20

// console is where a command reads its circumstances and writes its results.
type console struct {
	out, err io.Writer
	terminal bool // err is a terminal: progress may be drawn
	env      func(string) string
}

// command is one subcommand. run gets the arguments after its name.
type command struct {
	name, summary string
	run           func(ctx context.Context, c console, args []string) error
}

func commands() []command {
	return []command{
		{"colorize", "colorize a sketch, or mend a colouring along edge strokes", colorize},
		{"batch", "colorize a folder of sketches", batch},
		{"render", "write the picture of a project that the window saved", render},
		{"panels", "cut a page into its panels", cutPanels},
		{"metrics", "score a picture against the truth", score},
		{"eval", "colorize and score a folder of sketches with references and truths", evaluate},
		{"palette", "write the colours that a picture is made of as a palette file", extract},
		{"lines", "make line art from a coloured or grey picture", drawLines},
		{"bench", "time strokes, hints, bases and whole pages on this machine", measure},
	}
}

func main() {
	debug.SetGCPercent(gcPercent)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the process at once
	c := console{out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stderr), env: os.Getenv}
	os.Exit(dispatch(ctx, c, os.Args[1:]))
}

// dispatch runs one command line and returns its exit status.
func dispatch(ctx context.Context, c console, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.err, overview())
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(c.out, overview())
		return exitDone
	}
	for _, cmd := range commands() {
		if cmd.name == args[0] {
			return report(c, cmd.run(ctx, c, args[1:]))
		}
	}
	return report(c, wrong("unknown command %q; run keyline-cli help for the list", args[0]))
}

func overview() string {
	var b strings.Builder
	b.WriteString("Usage: keyline-cli COMMAND [flags]\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(&b, "  %-9s %s\n", cmd.name, cmd.summary)
	}
	b.WriteString("\nkeyline-cli COMMAND --help lists a command's flags.\n")
	return b.String()
}

// report prints an error as one line and returns the exit status it stands for.
func report(c console, err error) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	line := oneLine(err)
	if errors.Is(err, context.Canceled) {
		line = "interrupted; nothing was written"
	}
	fmt.Fprintln(c.err, "keyline-cli: "+line)
	if errors.As(err, new(*usageError)) {
		return exitUsage
	}
	return exitFailed
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// usageError is a mistake in the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func wrong(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// isTerminal tells whether progress drawn to f is seen by a person.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

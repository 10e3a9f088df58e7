package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
)

// newFlags starts a command's flags. They are parsed with [parse].
func newFlags(name string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	return set
}

// parse reads a command's flags; required ones must be given. --help prints the flags.
func parse(set *flag.FlagSet, c console, args []string, required ...string) error {
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(c.out, "Usage: keyline-cli %s [flags]\n\n", set.Name())
		set.SetOutput(c.out)
		set.PrintDefaults()
		return err
	case err != nil:
		return wrong("%s: %v; run keyline-cli %s --help for the flags", set.Name(), err, set.Name())
	case set.NArg() > 0:
		return wrong("%s: unexpected argument %q; every input has a flag", set.Name(), set.Arg(0))
	}
	for _, name := range required {
		if set.Lookup(name).Value.String() == "" {
			return wrong("%s: --%s is missing; run keyline-cli %s --help for the flags", set.Name(), name, set.Name())
		}
	}
	return nil
}

// list is a flag that may be repeated.
type list []string

// String returns the values as one text.
func (l *list) String() string { return strings.Join(*l, ", ") }

// Set adds a value.
func (l *list) Set(value string) error {
	if value == "" {
		return errors.New("empty name")
	}
	*l = append(*l, value)
	return nil
}

// workingSize is the flag --size.
func workingSize(set *flag.FlagSet) *int {
	return set.Int("size", 0, "working long side in `px` at which the networks see the picture, at most 1.77 megapixels of it; 0 chooses by its shape")
}

// Bounds of --size: under the first nothing is recognised, and a square picture reaches
// the networks' own bound on the area before the second.
const minSize, maxSize = 32, 4096

func checkSize(size int) error {
	if size != 0 && (size < minSize || size > maxSize) {
		return wrong("--size %d is out of range; use %d–%d, or 0 to choose by the picture", size, minSize, maxSize)
	}
	return nil
}

// figure is a number in a JSON report: four decimals, null if it is not defined.
type figure float64

// MarshalJSON writes the number.
func (f figure) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(math.Round(float64(f)*1e4) / 1e4)
}

// String writes the number for a table; "–" if it is not defined.
func (f figure) String() string {
	if math.IsNaN(float64(f)) {
		return "–"
	}
	return fmt.Sprintf("%.3f", float64(f))
}

// printJSON prints a report as the one JSON object on standard output.
func printJSON(c console, report any) error {
	text, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	_, err = fmt.Fprintf(c.out, "%s\n", text)
	return err
}

//go:build linux

package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Bounds of what is copied into the repository: a handful a target, all small.
const (
	mostInputs = 24
	mostBytes  = 4 << 10
)

// input is a file of a target's corpus.
type input struct {
	name string
	size int64
}

// keep copies the smallest new inputs of each target to its testdata, as many as there
// is room for beside those that are there.
func keep(out io.Writer, targets []*target, cache string) error {
	for _, t := range targets {
		from, err := t.cacheFolder(cache)
		if err != nil {
			return err
		}
		n, err := copySmall(filepath.Join(t.folder, "testdata", "fuzz", t.name), filepath.Join(from, t.name))
		if err != nil {
			return fmt.Errorf("keep inputs of %s: %w", t.name, err)
		}
		fmt.Fprintf(out, "%-28s %-22s %d inputs kept\n", t.pkg, t.name, n)
	}
	return nil
}

func copySmall(to, from string) (copied int, err error) {
	there, err := inputs(to)
	if err != nil {
		return 0, err
	}
	found, err := inputs(from)
	if err != nil {
		return 0, err
	}
	slices.SortFunc(found, func(a, b input) int { return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.name, b.name)) })
	for _, in := range spread(found, mostInputs-len(there)) {
		data, err := os.ReadFile(filepath.Join(from, in.name))
		if err != nil {
			return copied, err
		}
		if err := os.MkdirAll(to, 0o777); err != nil {
			return copied, err
		}
		if err := os.WriteFile(filepath.Join(to, in.name), data, 0o666); err != nil {
			return copied, err
		}
		copied++
	}
	return copied, nil
}

// spread takes n of the small inputs, evenly by size: the smallest alone would be much
// alike.
func spread(found []input, n int) (taken []input) {
	small := slices.DeleteFunc(found, func(in input) bool { return in.size > mostBytes })
	n = min(n, len(small))
	for i := range max(n, 0) {
		taken = append(taken, small[i*len(small)/n])
	}
	return taken
}

// inputs lists a folder; none if there is no such folder.
func inputs(folder string) ([]input, error) {
	entries, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []input
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		list = append(list, input{e.Name(), info.Size()})
	}
	return list, nil
}

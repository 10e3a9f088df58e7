package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"

	"keyline/app"
	"keyline/model"
)

// pictureReport is the report of bench on a picture.
type pictureReport struct {
	Machine string `json:"machine"`
	Threads int    `json:"threads"`
	Kernel  string `json:"kernel"`
	// Open is from pictures in memory to every pixel of the coloured page, in a program that
	// has coloured another page of this size before, likewise from references or without, and
	// knows nothing of this one.
	Open   figure `json:"open_ms"`
	Output string `json:"output_sha256"`
}

// measurePicture prints how long a given picture takes in the open program.
func measurePicture(ctx context.Context, c console, f colorizeFlags, asJSON bool) error {
	page, _, err := f.page()
	if err != nil {
		return err
	}
	n, err := openNetwork(c, model.Options{})
	if err != nil {
		return err
	}
	b := &benchmark{ctx: ctx, network: n}
	before := b.page(page.Lines.Bounds().Size())
	if len(page.References) == 0 {
		before.References = nil
	}
	for range 2 { // what is used once more is unpacked for good
		s, _ := b.open(before, app.Watch{})
		s.Close()
	}
	s, took := b.open(page, app.Watch{})
	defer s.Close()
	if b.err != nil {
		return b.err
	}
	sum := sha256.Sum256(s.Shown().Pix)
	r := pictureReport{machine(), runtime.GOMAXPROCS(0), n.Kernel(), figure(milliseconds(took)), hex.EncodeToString(sum[:])}
	if asJSON {
		return printJSON(c, r)
	}
	_, err = fmt.Fprintf(c.out, "%s, %d threads, kernel %s\nopened, coloured, every pixel: %s ms\noutput %s\n", r.Machine, r.Threads, r.Kernel, r.Open, r.Output)
	return err
}

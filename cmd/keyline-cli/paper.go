package main

import (
	"flag"
	"fmt"
	"image"

	"keyline/canvas/lineart"
)

// What --paper can be beside nothing at all, which is to keep it and to say so.
const (
	paperKeep  = "keep"
	paperWhite = "white"
)

// What a report says of a scan's paper; nothing of one that was white.
const (
	paperTinted   = "tinted"
	paperWhitened = "whitened"
)

// paperFlag is the flag --paper.
func (f *colorizeFlags) paperFlag(set *flag.FlagSet) {
	set.StringVar(&f.paper, "paper", "", "what to do with the tinted or shaded paper of a scan, whose tone darkens every colour: `white` makes it white and leaves the lines, as the window offers, keep leaves it; without this flag it is kept, and a terminal is told")
}

func (f colorizeFlags) checkPaper() error {
	switch f.paper {
	case "", paperKeep, paperWhite:
		return nil
	}
	return wrong("--paper %s: give white, or keep", f.paper)
}

// onPaper is the sketch on the paper that was asked for, and what a report says of that.
func (f colorizeFlags) onPaper(sketch image.Image) (img image.Image, report string) {
	switch {
	case !lineart.IsTinted(sketch):
		return sketch, ""
	case f.paper == paperWhite:
		return lineart.Whitened(sketch), paperWhitened
	}
	return sketch, paperTinted
}

// warnOfPaper tells a person of a paper that nothing was said about.
func (f colorizeFlags) warnOfPaper(c console, report string) {
	if report == paperTinted && f.paper == "" && c.terminal && !f.json {
		fmt.Fprintf(c.err, "keyline-cli: the paper of %s is not white and darkens every colour; --paper white makes it white, --paper keep leaves it without a word\n", f.sketch)
	}
}

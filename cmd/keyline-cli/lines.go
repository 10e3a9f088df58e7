package main

import (
	"context"

	"keyline/canvas/imageio"
	"keyline/canvas/lineart"
	"keyline/cmd/internal/picturefile"
)

// drawn is the report of lines.
type drawn struct {
	Out    string `json:"out"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// drawLines is the command lines: line art from a coloured or grey picture.
func drawLines(_ context.Context, c console, args []string) error {
	set, o := newFlags("lines"), lineart.Standard()
	in := set.String("image", "", "coloured or grey picture `file`, or a photograph of a drawing: PNG, JPEG, WebP, TIFF, KRA, PSD or .ora")
	set.Float64Var(&o.Weight, "weight", o.Weight, "how wide lines are: σ of the finer Gaussian in `px`, 0.4–4")
	set.Float64Var(&o.Detail, "detail", o.Detail, "how much of fine differences is drawn, 2–60")
	set.Float64Var(&o.Threshold, "threshold", o.Threshold, "0–1: the higher, the fainter lines are drawn too")
	set.IntVar(&o.Noise, "noise", o.Noise, "leave out specks of fewer `px`, 0–400")
	out := set.String("out", "", "picture `file` to write: .png, .webp or .jpg")
	report := set.Bool("json", false, "print a report as JSON")
	if err := parse(set, c, args, "image", "out"); err != nil {
		return err
	}
	if err := o.Check(); err != nil {
		return wrong("%v", err)
	}
	if err := mustNotReplace(*out, *in); err != nil {
		return err
	}
	if err := checkOut(*out); err != nil {
		return err
	}
	if picturefile.HasLayers(*out) {
		return wrong("--out %s: lines are written as .png, .webp or .jpg", *out)
	}
	if err := imageio.CheckWritable(*out); err != nil {
		return err
	}
	img, err := picturefile.Open(*in)
	if err != nil {
		return err
	}
	lines := lineart.Of(img, o)
	if err := imageio.Save(*out, lines); err != nil || !*report {
		return err
	}
	return printJSON(c, drawn{*out, lines.Rect.Dx(), lines.Rect.Dy()})
}

package metrics

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func TestAGuessIsJudgedByHandCountedShares(t *testing.T) {
	r := image.Rect(0, 0, 80, 10)
	truth := filled(r, color.White)
	draw.Draw(truth, image.Rect(0, 0, 40, 10), image.NewUniform(color.RGBA{200, 30, 30, 255}), image.Point{}, draw.Src)
	draw.Draw(truth, image.Rect(40, 0, 50, 10), image.NewUniform(color.RGBA{128, 128, 128, 255}), image.Point{}, draw.Src)
	pred := filled(r, color.White) // of the red 10 columns stay white, 10 become mud, 20 blue
	for _, part := range []struct {
		from, to int
		c        color.RGBA
	}{{10, 20, color.RGBA{120, 118, 116, 255}}, {20, 40, color.RGBA{30, 60, 220, 255}}, {40, 50, color.RGBA{120, 118, 116, 255}}, {74, 80, color.RGBA{255, 200, 200, 255}}} {
		draw.Draw(pred, image.Rect(part.from, 0, part.to, 10), image.NewUniform(part.c), image.Point{}, draw.Src)
	}
	g, err := panel(t, truth).Guess(pred)
	want := Guess{Painted: 40.0 / 50, Mud: 10.0 / 40, Paper: 24.0 / 30}
	if err != nil || !near(g.Painted, want.Painted, 1e-9) || !near(g.Mud, want.Mud, 1e-9) || !near(g.Paper, want.Paper, 1e-9) {
		t.Errorf("%+v, %v; want %+v", g, err, want)
	}
}

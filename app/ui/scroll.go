package ui

import (
	"image"
	"image/color"
	"image/draw"
)

// scroll brings the scene to a view that differs in origin only: what stays in sight is
// moved, and only what comes into sight is painted. Scenes lie on whole pixels, so the
// result is that of painting all of it. It does nothing for other views.
func (l *layer) scroll(v viewport, ground color.Color) {
	moved := l.view
	moved.origin = v.origin
	if l.scene == nil || moved != v || l.ground != ground || l.lined != l.grid || l.scene.Rect.Size() != v.screen {
		return
	}
	by := image.Pt(int(v.origin.x-l.view.origin.x), int(v.origin.y-l.view.origin.y))
	all := l.scene.Rect
	kept := all.Intersect(all.Add(by))
	if by == (image.Point{}) || kept.Empty() {
		return
	}
	draw.Draw(l.scene, kept, l.scene, kept.Min.Sub(by), draw.Src)
	for _, part := range []image.Rectangle{
		{all.Min, image.Pt(all.Max.X, kept.Min.Y)},
		{image.Pt(all.Min.X, kept.Max.Y), all.Max},
		{image.Pt(all.Min.X, kept.Min.Y), image.Pt(kept.Min.X, kept.Max.Y)},
		{image.Pt(kept.Max.X, kept.Min.Y), image.Pt(all.Max.X, kept.Max.Y)},
	} {
		draw.Draw(l.scene, part, image.NewUniform(ground), image.Point{}, draw.Src)
		l.paint(v, part, ground)
	}
	l.view = v
}

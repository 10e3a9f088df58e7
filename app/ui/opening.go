package ui

import (
	"image"

	"keyline/app"
	"keyline/canvas/palette"
	"keyline/canvas/project"
)

// opened is what a file gave: a page to begin with, or a project to go on with.
type opened struct {
	page    app.Page
	project *project.Project
	scan    image.Image // the sketch, if its paper is not white
}

// opening is what was read, made ready for the desk. It is made beside the window: all of
// it takes as long as the page is large.
type opening struct {
	session    *app.Opening
	levels     *pyramid // of the picture on show
	references []reference
	found      []palette.Swatch // those that the references give
	more       []reference      // to be added to a project's own, a step
	project    bool
}

// ready makes what was read ready, with references that were read beside it.
func (o opened) ready(references []reference) (r opening, err error) {
	references = allWorkedOut(references)
	if o.project != nil {
		r.references, r.more, r.project = allWorkedOut(referencesOf(*o.project)), references, true
		r.found = turnedBy(foundIn(r.references), o.project.Document.Variation().Hue)
		r.session = app.ReadyDocument(o.project.Document, o.project.LongSide)
	} else {
		for _, ref := range references {
			o.page.References = append(o.page.References, ref.img)
		}
		r.references, r.found = references, foundIn(references)
		o.page.Palette = withFound(o.page.Palette, nil, r.found)
		if r.session, err = app.Ready(o.page); err != nil {
			return r, err
		}
	}
	r.levels = newGrowingPyramid(r.session.Shown())
	r.levels.update(r.session.Shown().Rect)
	return r, nil
}

// referencesOf are a project's references with the names it has for them.
func referencesOf(p project.Project) (list []reference) {
	crops := p.Document.Crops()
	for i, img := range p.Document.References() {
		r := reference{name: tr("Reference"), img: img, crop: crops[i]}
		if i < len(p.References) {
			r.name, r.swatches = p.References[i].Name, p.References[i].Swatches
		}
		list = append(list, r)
	}
	return list
}

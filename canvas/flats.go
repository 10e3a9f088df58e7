package canvas

import (
	"image"
	"image/color"
	"maps"
	"slices"

	"keyline/canvas/palette"
)

// SwatchID names a swatch of a document's palette: it stays with the swatch when that is
// moved, renamed or given another colour. 0 is bare paper.
type SwatchID uint32

// FlatPlace is a place whose area a person gave a swatch.
type FlatPlace struct {
	// ID tells what is later: places, strokes and locks count together.
	ID     ID
	At     image.Point // page px
	Swatch SwatchID
}

// FlatSwatch is a swatch as flats know it.
type FlatSwatch struct {
	ID SwatchID
	// Colour is that of the swatch now, or the last it had, if the palette has it no more.
	Colour color.NRGBA
	// Anchor is the colour it had when the flats were made, if areas are sorted to it: they
	// stay with the swatch whatever colour it gets. Transparent: they are not.
	Anchor color.NRGBA
}

// flatPlan is what a person decides of flats. It is immutable.
type flatPlan struct {
	anchors []FlatSwatch // without Colour
	places  []FlatPlace
}

// swatchSet gives a palette an identity that can be compared, and its swatches theirs.
type swatchSet struct {
	list  []palette.Swatch
	ids   []SwatchID // by place in list
	next  SwatchID
	known map[SwatchID]color.NRGBA // all there were since flats were made, in their last colours; nil without flats
}

// inherited returns a list of swatches whose ids are those of the set's as far as they are
// the same: a colour that was there, first with its name, keeps its id; and so does what
// stands in the same place, if the list is as long as before and neither the colour that was
// there nor the one that is now has another place.
func (s *swatchSet) inherited(list []palette.Swatch) *swatchSet {
	out := &swatchSet{list: slices.Clone(list), ids: make([]SwatchID, len(list)), next: s.next}
	taken := make([]bool, len(s.list))
	take := func(i, k int) { out.ids[i], taken[k] = s.ids[k], true }
	for _, same := range []func(a, b palette.Swatch) bool{
		func(a, b palette.Swatch) bool { return a.Colour == b.Colour && a.Name == b.Name },
		func(a, b palette.Swatch) bool { return a.Colour == b.Colour },
	} {
		for i, a := range list {
			for k, b := range s.list {
				if out.ids[i] == 0 && !taken[k] && same(a, b) {
					take(i, k)
				}
			}
		}
	}
	for i := range list {
		if out.ids[i] == 0 && len(list) == len(s.list) && !taken[i] {
			take(i, i)
		}
	}
	for i := range list {
		if out.ids[i] == 0 {
			out.next++
			out.ids[i] = out.next
		}
	}
	if s.known != nil {
		out.remember(s.known)
	}
	return out
}

// remember adds the swatches to those known before.
func (s *swatchSet) remember(before map[SwatchID]color.NRGBA) {
	s.known = make(map[SwatchID]color.NRGBA, len(before)+len(s.list))
	maps.Copy(s.known, before)
	for i, id := range s.ids {
		s.known[id] = s.list[i].Colour
	}
}

// SwatchIDs returns the ids of the palette's swatches, in its order.
func (d *Document) SwatchIDs() []SwatchID { return slices.Clone(d.swatches.ids) }

// HasFlats tells whether the document has flats, be they made already or not.
func (d *Document) HasFlats() bool { return d.plan != nil }

// FlatPlaces returns the places whose areas a person gave swatches, the oldest first.
func (d *Document) FlatPlaces() []FlatPlace {
	if d.plan == nil {
		return nil
	}
	return slices.Clone(d.plan.places)
}

// FlatSwatches returns all swatches that the flats know, those that areas are sorted to in
// the order in which that is done.
func (d *Document) FlatSwatches() []FlatSwatch {
	if d.plan == nil {
		return nil
	}
	list := slices.Clone(d.plan.anchors)
	for i := range list {
		list[i].Colour = d.swatches.known[list[i].ID]
	}
	for _, id := range slices.Sorted(maps.Keys(d.swatches.known)) {
		if !slices.ContainsFunc(list, func(s FlatSwatch) bool { return s.ID == id }) {
			list = append(list, FlatSwatch{ID: id, Colour: d.swatches.known[id]})
		}
	}
	return list
}

// WithFlats returns the document with flats: every area exactly one swatch of the palette
// as it is now, or white paper. They have to be made then, see [Document.FlatOrder]; until
// they are the picture is as it was. Flats that are there already are begun anew.
func (d *Document) WithFlats() *Document {
	e := *d
	e.plan, e.flats = &flatPlan{}, nil
	set := *d.swatches
	set.remember(nil)
	e.swatches = &set
	for i, id := range set.ids {
		e.plan.anchors = append(e.plan.anchors, FlatSwatch{ID: id, Anchor: set.list[i].Colour})
	}
	return &e
}

// WithFlatsOf returns the document with flats that come from elsewhere, a file: the
// palette's swatches get these ids, of which there must be as many; ids that are 0 or there
// twice get others.
func (d *Document) WithFlatsOf(ids []SwatchID, swatches []FlatSwatch, places []FlatPlace) *Document {
	e := *d
	e.plan, e.flats = &flatPlan{places: slices.Clone(places)}, nil
	set := *d.swatches
	known := map[SwatchID]color.NRGBA{}
	for _, s := range swatches {
		if s.ID == 0 {
			continue
		}
		known[s.ID] = s.Colour
		set.next = max(set.next, s.ID)
		if s.Anchor.A > 0 {
			e.plan.anchors = append(e.plan.anchors, FlatSwatch{ID: s.ID, Anchor: s.Anchor})
		}
	}
	set.ids = numbered(ids, len(set.list), &set.next)
	set.remember(known)
	e.swatches = &set
	for _, p := range places {
		e.nextID = max(e.nextID, p.ID+1)
	}
	return &e
}

// numbered makes n ids of those given.
func numbered(given []SwatchID, n int, next *SwatchID) []SwatchID {
	out, seen := make([]SwatchID, n), map[SwatchID]bool{0: true}
	for i := range min(n, len(given)) {
		if !seen[given[i]] {
			out[i], seen[given[i]] = given[i], true
			*next = max(*next, given[i])
		}
	}
	for i := range out {
		if out[i] == 0 {
			*next++
			out[i] = *next
		}
	}
	return out
}

// WithoutFlats returns the document without flats; the same document if it has none.
func (d *Document) WithoutFlats() *Document {
	if d.plan == nil {
		return d
	}
	e := *d
	e.plan, e.flats = nil, nil
	set := *d.swatches
	set.known = nil
	e.swatches = &set
	return &e
}

// WithFlatPlace returns the document with the area of its flats that is round a place given
// a swatch, 0 for bare paper. It must have flats, and the swatch be one of the palette.
func (d *Document) WithFlatPlace(at image.Point, swatch SwatchID) *Document {
	e := *d
	plan := *d.plan
	plan.places = append(slices.DeleteFunc(slices.Clone(plan.places), func(p FlatPlace) bool { return p.At == at }),
		FlatPlace{ID: d.nextID, At: at, Swatch: swatch})
	e.plan = &plan
	e.nextID++
	return &e
}

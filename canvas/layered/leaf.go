package layered

// Leaf is a layer that is no group, taken out of its groups.
type Leaf struct {
	Layer
	Path   []int  // its place: in the picture, in the group there, and so on
	Groups string // the groups' names, "Page / Hero"; "" outside of all
	Shown  bool   // neither the layer nor a group around it is hidden
}

// between stands between the name of a group and of what is in it.
const between = " / "

// FullName is the layer's name after those of its groups, "Page / Hero / Ink".
func (l Leaf) FullName() string {
	if l.Groups == "" {
		return l.Name
	}
	return l.Groups + between + l.Name
}

// Leaves lists the layers that are no groups, topmost first, with pixels or without.
func (p Picture) Leaves() []Leaf { return leaves(nil, p.Layers, Leaf{Shown: true}) }

func leaves(list []Leaf, layers []Layer, in Leaf) []Leaf {
	for i, l := range layers {
		at := Leaf{l, append(in.Path[:len(in.Path):len(in.Path)], i), in.Groups, in.Shown && !l.Hidden}
		if l.Layers == nil {
			list = append(list, at)
			continue
		}
		at.Groups = at.FullName()
		list = leaves(list, l.Layers, at)
	}
	return list
}

// Painted lists those of the leaves that have pixels: what a person can choose from.
func (p Picture) Painted() (list []Leaf) {
	for _, l := range p.Leaves() {
		if l.Image != nil && !l.Image.Rect.Empty() {
			list = append(list, l)
		}
	}
	return list
}

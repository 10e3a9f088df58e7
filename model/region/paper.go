package region

// What is paper that took colour, not a figure without an outline.
const (
	partWhite = 0.88 // share of an open region: from here it begins to be the paper around figures,
	mostWhite = 0.92 // from here it is
	faint     = 0.55 // mean depth of colour (1 less the lowest channel) of a spot: up to here it spilled,
	strong    = 0.65 // from here it is meant
	paperTone = 0.94 // the lowest channel of what is white
)

// Clear makes the paper around figures white again where colour [3,H,W] of 0-1 spilled over
// their outlines. Spots of strong colour stay, a figure whose outline is missing, and spots
// with a hint, where hinted [H,W] is over 0: they are meant.
func (m *Map) Clear(colour, hinted []float32) {
	p := paper{Map: m, colour: colour, hinted: hinted, clear: make([]float32, len(m.label))}
	whole := p.whole()
	seen := make([]bool, len(m.label))
	for i, r := range m.label {
		switch {
		case whole[r] == 0:
		case p.white(i):
			p.clear[i] = whole[r]
		case !seen[i]:
			p.judge(p.spot(seen, i), whole[r])
		}
	}
	n := len(m.label)
	for i, j := range m.nearest() {
		if j >= 0 && p.clear[j] > 0 {
			for c := range 3 {
				at := &colour[c*n+i]
				*at += p.clear[j] * (1 - *at)
			}
		}
	}
}

// paper is the clearing of a picture on its way.
type paper struct {
	*Map
	colour []float32
	hinted []float32
	clear  []float32 // by pixel: how far it goes to white
}

// whole is how much each region, 0-1, is paper around figures; 0 for what lies under lines.
func (p *paper) whole() []float32 {
	white, all := make([]float32, len(p.peak)), make([]float32, len(p.peak))
	for i, r := range p.label {
		if all[r]++; p.white(i) {
			white[r]++
		}
	}
	for r := range white {
		white[r] = ramp(white[r]/max(all[r], 1), partWhite, mostWhite)
		if r == 0 || !p.open[r] {
			white[r] = 0
		}
	}
	return white
}

func (p *paper) white(i int) bool { return p.paper(p.colour, i) }

// paper tells whether a pixel of colour [3,H,W] is white.
func (m *Map) paper(colour []float32, i int) bool { return m.lowest(colour, i) > paperTone }

func (m *Map) lowest(colour []float32, i int) float32 {
	n := len(m.label)
	return min(colour[i], colour[n+i], colour[2*n+i])
}

// spot lists the coloured pixels of a region that hang together with pixel i.
func (p *paper) spot(seen []bool, i int) []int32 {
	var at [4]int32
	list := []int32{int32(i)}
	seen[i] = true
	for k := 0; k < len(list); k++ {
		for _, j := range p.around(&at, int(list[k])) {
			if !seen[j] && p.label[j] == p.label[i] && !p.white(int(j)) {
				seen[j] = true
				list = append(list, j)
			}
		}
	}
	return list
}

// judge clears a spot of a region, as far as that is paper, unless its colour is strong or asked for.
func (p *paper) judge(spot []int32, whole float32) {
	sum := float32(0)
	for _, i := range spot {
		if p.hinted[i] > 0 {
			return
		}
		sum += 1 - p.lowest(p.colour, int(i))
	}
	spilled := whole * (1 - ramp(sum/float32(len(spot)), faint, strong))
	for _, i := range spot {
		p.clear[i] = spilled
	}
}

package main

import (
	"math"
	"slices"
)

// evalRow is one pair of eval; what was not asked for, or was nowhere to be done, is left out.
type evalRow struct {
	Name         string            `json:"name"`
	Strokes      int               `json:"strokes"`
	Base         scores            `json:"base"`
	Refined      *scores           `json:"refined,omitempty"`
	Rivals       map[string]scores `json:"rivals,omitempty"` // by method, mended along the same strokes
	Hints        *hintScores       `json:"hints,omitempty"`
	WrongStrokes *wrongScores      `json:"wrong_strokes,omitempty"`
	Guess        *guessScores      `json:"guess,omitempty"` // without a reference
}

// guessScores is a colouring without a reference: see metrics.Guess.
type guessScores struct {
	Painted figure `json:"painted"`
	Mud     figure `json:"mud"`
	Paper   figure `json:"paper"`
}

// hintScores is what simulated hints did: the wrong part of the areas that got one, before and
// after, and the part of everything else that was right and is wrong now.
type hintScores struct {
	Dabs    int    `json:"dabs"`
	Before  figure `json:"before"`
	After   figure `json:"after"`
	Spoiled figure `json:"spoiled"`
}

// wrongScores is what strokes did where there is no edge, under them: the mean ΔE2000 from the
// base, and by how much that to the truth rose.
type wrongScores struct {
	Strokes int    `json:"strokes"`
	Change  figure `json:"change"`
	Rise    figure `json:"rise"`
}

// bandScores is what strokes did over all pairs: the median fall of the ΔE in the band, in parts
// of the base's, and the part of the pairs where it rose by more than 5 %.
type bandScores struct {
	Fall  figure `json:"fall"`
	Worse figure `json:"worse"`
}

// evalReport is the report of eval.
type evalReport struct {
	Rows   []evalRow `json:"rows"`
	Median struct {
		Base    scores            `json:"base"`
		Refined *scores           `json:"refined,omitempty"`
		Rivals  map[string]scores `json:"rivals,omitempty"`
	} `json:"median"`
	Band map[string]bandScores `json:"band,omitempty"` // by method, and refined
	Mean struct {
		Hints        *hintScores  `json:"hints,omitempty"` // dabs: all of them
		WrongStrokes *wrongScores `json:"wrong_strokes,omitempty"`
		Guess        *guessScores `json:"guess,omitempty"`
	} `json:"mean"`
}

// sum fills in what is said of all rows.
func (r *evalReport) sum() {
	r.Median.Base, r.Median.Refined = medians(r.Rows)
	methods := map[string][]scores{}
	var bases []scores
	for _, row := range r.Rows {
		if row.Refined == nil {
			continue
		}
		bases = append(bases, row.Base)
		methods["refined"] = append(methods["refined"], *row.Refined)
		for name, s := range row.Rivals {
			methods[name] = append(methods[name], s)
		}
	}
	for name, list := range methods {
		if r.Band == nil {
			r.Band, r.Median.Rivals = map[string]bandScores{}, map[string]scores{}
		}
		r.Band[name] = bandOf(bases, list)
		if name != "refined" {
			r.Median.Rivals[name] = medianOf(list)
		}
	}
	r.means()
}

// worseBand is the rise of the ΔE in a band from which a picture got worse.
const worseBand = 1.05

func bandOf(bases, after []scores) bandScores {
	var falls []float64
	worse, all := 0, 0
	for i, s := range after {
		was, is := float64(*bases[i].BandDE), float64(*s.BandDE)
		if math.IsNaN(was) || was == 0 {
			continue
		}
		all++
		falls = append(falls, 1-is/was)
		if is > worseBand*was {
			worse++
		}
	}
	return bandScores{figure(middle(falls)), figure(float64(worse) / float64(max(all, 1)))}
}

// means averages what hints and wrong strokes did.
func (r *evalReport) means() {
	var hints [3][]float64
	var strokes [2][]float64
	var guess [3][]float64
	dabs, count := 0, 0
	for _, row := range r.Rows {
		if h := row.Hints; h != nil {
			dabs += h.Dabs
			for i, v := range []figure{h.Before, h.After, h.Spoiled} {
				hints[i] = append(hints[i], float64(v))
			}
		}
		if g := row.Guess; g != nil {
			for i, v := range []figure{g.Painted, g.Mud, g.Paper} {
				guess[i] = append(guess[i], float64(v))
			}
		}
		if w := row.WrongStrokes; w != nil {
			count += w.Strokes
			strokes[0], strokes[1] = append(strokes[0], float64(w.Change)), append(strokes[1], float64(w.Rise))
		}
	}
	if dabs > 0 {
		r.Mean.Hints = &hintScores{dabs, meanOf(hints[0]), meanOf(hints[1]), meanOf(hints[2])}
	}
	if guess[0] != nil {
		r.Mean.Guess = &guessScores{meanOf(guess[0]), meanOf(guess[1]), meanOf(guess[2])}
	}
	if count > 0 {
		r.Mean.WrongStrokes = &wrongScores{count, meanOf(strokes[0]), meanOf(strokes[1])}
	}
}

// meanOf leaves out what is not defined.
func meanOf(values []float64) figure {
	sum, n := 0.0, 0.0
	for _, v := range values {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return figure(sum / n)
}

// medians gives each figure's median over the rows where it is defined; refined is nil
// where no row has strokes.
func medians(rows []evalRow) (base scores, refined *scores) {
	var bases, after []scores
	for _, row := range rows {
		bases = append(bases, row.Base)
		if row.Refined != nil {
			after = append(after, *row.Refined)
		}
	}
	base = medianOf(bases)
	if after != nil {
		m := medianOf(after)
		refined = &m
	}
	return base, refined
}

func medianOf(rows []scores) (s scores) {
	for i, to := range s.figures() {
		var values []float64
		asked := false
		for _, row := range rows {
			v := *row.figures()[i]
			asked = asked || v != nil
			if v != nil && !math.IsNaN(float64(*v)) {
				values = append(values, float64(*v))
			}
		}
		if asked {
			*to = number(middle(values))
		}
	}
	return s
}

// figures are the places of all figures that have a median.
func (s *scores) figures() [14]**figure {
	return [...]**figure{
		&s.PSNR, &s.DE, &s.BoundaryDE, &s.Wrong, &s.Chroma, &s.CDR, &s.CDRA, &s.CDRB, &s.BandDE, &s.ContrastNear,
		&s.EdgeContrast, &s.ChangeOutside, &s.ChangeOutsideMean, &s.Ratio,
	}
}

// middle is the median of the values, which it sorts; NaN of none.
func middle(values []float64) float64 { return percentile(values, 50) }

// percentile is the value that p % of the values do not exceed, between the two nearest
// ranks linearly; it sorts them. NaN of none.
func percentile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	at := p / 100 * float64(len(values)-1)
	low := int(at)
	high := min(low+1, len(values)-1)
	return values[low] + (at-float64(low))*(values[high]-values[low])
}

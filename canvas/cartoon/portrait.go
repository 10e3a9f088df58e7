package cartoon

import (
	"image/color"
	"math"
	"math/rand/v2"
)

// ellipse is the outline of an ellipse, or the arc between two angles in degrees.
func ellipse(cx, cy, rx, ry, from, to float64) []Point {
	const steps = 240
	var out []Point
	for i := range steps + 1 {
		a := (from + (to-from)*float64(i)/steps) * math.Pi / 180
		out = append(out, Point{cx + rx*math.Cos(a), cy + ry*math.Sin(a)})
	}
	return out
}

func round(cx, cy, rx, ry float64) []Point { return ellipse(cx, cy, rx, ry, 0, 360) }

// path makes points of x, y, x, y and so on.
func path(xy ...float64) (out []Point) {
	for i := 0; i+1 < len(xy); i += 2 {
		out = append(out, Point{xy[i], xy[i+1]})
	}
	return out
}

func rgb(r, g, b uint8) color.RGBA { return color.RGBA{r, g, b, 255} }

// Portrait is the cartoon of the published comparison: fifteen parts, eleven gaps, eight
// strokes. In style Missing the chin, a cheek, an arm, the horizon, the mouth and half of an
// eye have no contour.
func Portrait() Cartoon {
	hair, iris := rgb(120, 70, 40), rgb(60, 140, 90)
	c := Cartoon{
		Parts: []Part{
			{"sky", rgb(170, 214, 245), path(-9, -9, 521, -9, 521, 521, -9, 521), false, [][]Point{path(20, 190, 70, 230, 40, 330), path(440, 40, 480, 140)}},
			{"ground", rgb(150, 190, 110), path(-9, 420, 120, 405, 260, 415, 400, 402, 521, 415, 521, 521, -9, 521), false, [][]Point{path(20, 480, 120, 470), path(400, 470, 490, 480)}},
			{"body", rgb(220, 60, 70), path(170, 500, 180, 380, 215, 345, 297, 345, 332, 380, 342, 500), false, [][]Point{path(200, 400, 205, 480), path(310, 400, 315, 480)}},
			{"tie", rgb(250, 220, 90), path(240, 346, 272, 346, 266, 380, 285, 455, 256, 480, 227, 455, 246, 380), true, [][]Point{path(256, 390, 256, 460)}},
			{"hair", hair, round(256, 190, 135, 150), false, [][]Point{path(145, 180, 150, 230), path(365, 180, 360, 230), path(256, 55, 290, 60)}},
			{"neck", rgb(232, 180, 150), path(228, 300, 284, 300, 290, 346, 222, 346), false, [][]Point{path(256, 330, 262, 340)}},
			{"face", rgb(250, 215, 185), round(256, 215, 95, 110), false, [][]Point{path(220, 270, 290, 270), path(256, 200, 256, 230)}},
			{"fringe", hair, path(163, 200, 170, 120, 256, 88, 342, 120, 349, 200, 320, 160, 300, 195, 275, 150, 250, 195, 225, 150, 205, 195, 190, 160), false, [][]Point{path(180, 150, 200, 125, 300, 125, 330, 150)}},
			{"left eye", rgb(255, 255, 255), round(218, 222, 22, 16), true, [][]Point{path(200, 222, 203, 225), path(233, 222, 235, 224)}},
			{"left iris", iris, round(218, 222, 11, 13), true, [][]Point{path(214, 222, 222, 222)}},
			{"right eye", rgb(255, 255, 255), round(294, 222, 22, 16), true, [][]Point{path(276, 222, 279, 225), path(309, 222, 311, 224)}},
			{"right iris", iris, round(294, 222, 11, 13), true, [][]Point{path(290, 222, 298, 222)}},
			{"mouth", rgb(200, 70, 80), round(256, 285, 22, 9), true, [][]Point{path(248, 285, 264, 285)}},
			{"sun", rgb(255, 235, 120), round(90, 90, 46, 46), false, [][]Point{path(80, 90, 100, 95)}},
			{"ball", rgb(90, 100, 210), round(430, 350, 48, 48), false, [][]Point{path(410, 350, 450, 360)}},
		},
		Gaps: []Gap{
			{Point{351, 190}, 4},
			{Point{180, 395}, 5},
			{Point{136, 90}, 3},
			{Point{478, 350}, 4},
			{Point{256, 294}, 3},
			{Point{218, 206}, 2.5},
			{Point{346, 180}, 3},
			{Point{256, 325}, 4},
			{Point{391, 190}, 5},
			{Point{60, 413}, 5},
			{Point{420, 403}, 4},
		},
		Strokes: [][]Point{
			ellipse(256, 215, 95, 110, 60, 120), ellipse(256, 190, 135, 150, -22, 22), ellipse(90, 90, 46, 46, -40, 40), ellipse(430, 350, 48, 48, -45, 45),
			path(180, 380, 176, 430), path(10, 418, 120, 405), path(370, 404, 470, 409), ellipse(256, 215, 95, 110, -50, 0),
		},
	}
	random := rand.New(rand.NewPCG(3, 3))
	for range 40 {
		c.Hatch = append(c.Hatch, Point{210 + 90*random.Float64(), 400 + 70*random.Float64()})
	}
	return c
}

package imageio

import (
	"encoding/binary"
	"image"
	"math"
)

// maxProfile bounds a colour profile that is read; those of printers have 3 MB at most.
const maxProfile = 4 << 20

// profile is what a colour profile of a screen, a scanner or a camera comes to: a curve a
// channel that makes light of samples, and a matrix from there to the light of sRGB.
type profile struct {
	grey   bool
	light  [3][256]float32 // by sample; of grey the first alone
	matrix [3][3]float32   // to linear sRGB
	encode *[encodeSteps]uint8
}

// encodeSteps is how finely light is told apart: 0.2 of a sample where sRGB is steepest.
const encodeSteps = 1 << 14

// fromD50 takes colours relative to D50, the light of ICC profiles, to linear sRGB
// (Bradford; IEC 61966-2-1).
var fromD50 = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// readProfile reads an ICC profile (ICC.1:2022) made of curves and a matrix, or of one
// grey curve. nil for others, such as those of printers, for damaged ones, and for those
// that are sRGB to within one step.
func readProfile(b []byte) *profile {
	if len(b) < 132 || string(b[36:40]) != "acsp" {
		return nil
	}
	p := &profile{encode: encodeTable()}
	switch string(b[16:20]) {
	case "GRAY":
		p.grey = true
		if !readCurve(&p.light[0], tag(b, "kTRC")) {
			return nil
		}
	case "RGB ":
		var columns [3][3]float64
		for i, name := range [3]string{"r", "g", "b"} {
			xyz := tag(b, name+"XYZ")
			if len(xyz) < 20 || string(xyz[:4]) != "XYZ " || !readCurve(&p.light[i], tag(b, name+"TRC")) {
				return nil
			}
			for c := range 3 {
				columns[i][c] = fixed16(xyz[8+4*c:])
			}
		}
		p.matrix = toLinear(columns)
	default:
		return nil
	}
	if p.isSRGB() {
		return nil
	}
	return p
}

// tag finds a tag's data; nil if there is none.
func tag(b []byte, name string) []byte {
	n := binary.BigEndian.Uint32(b[128:])
	for entries := b[132:]; n > 0 && len(entries) >= 12; entries, n = entries[12:], n-1 {
		at, size := uint64(binary.BigEndian.Uint32(entries[4:])), uint64(binary.BigEndian.Uint32(entries[8:]))
		if string(entries[:4]) == name && at+size <= uint64(len(b)) {
			return b[at : at+size]
		}
	}
	return nil
}

// fixed16 reads an s15Fixed16Number.
func fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// toLinear multiplies the profile's matrix, given by columns, with fromD50.
func toLinear(columns [3][3]float64) (m [3][3]float32) {
	for r := range 3 {
		for c := range 3 {
			sum := 0.0
			for k := range 3 {
				sum += fromD50[r][k] * columns[c][k]
			}
			m[r][c] = float32(sum)
		}
	}
	return m
}

// readCurve fills a channel's table from a curve ("curv") or a formula ("para").
func readCurve(table *[256]float32, b []byte) bool {
	if len(b) < 12 {
		return false
	}
	var light func(x float64) float64
	switch string(b[:4]) {
	case "curv":
		light = sampledCurve(b)
	case "para":
		light = formulaCurve(b)
	}
	if light == nil {
		return false
	}
	for i := range table {
		y := light(float64(i) / 255)
		if math.IsNaN(y) {
			return false
		}
		table[i] = float32(min(max(y, 0), 1))
	}
	return true
}

// sampledCurve is a "curv": nothing for a straight line, one number for a power, else
// samples.
func sampledCurve(b []byte) func(float64) float64 {
	n := binary.BigEndian.Uint32(b[8:])
	values := b[12:]
	if uint64(n)*2 > uint64(len(values)) {
		return nil
	}
	switch n {
	case 0:
		return func(x float64) float64 { return x }
	case 1:
		power := float64(binary.BigEndian.Uint16(values)) / 256
		return func(x float64) float64 { return math.Pow(x, power) }
	}
	at := func(i int) float64 { return float64(binary.BigEndian.Uint16(values[2*i:])) / 65535 }
	return func(x float64) float64 {
		place := x * float64(n-1)
		i := min(int(place), int(n)-2)
		part := place - float64(i)
		return at(i)*(1-part) + at(i+1)*part
	}
}

// formulaCurve is a "para": y = (a·x + b)^g + e where x ≥ d, else c·x + f (ICC.1:2022,
// table 68).
func formulaCurve(b []byte) func(float64) float64 {
	kind := binary.BigEndian.Uint16(b[8:])
	counts := [...]int{1, 3, 4, 5, 7}
	if int(kind) >= len(counts) || len(b) < 12+4*counts[kind] {
		return nil
	}
	var v [7]float64 // g a b c d e f
	for i := range counts[kind] {
		v[i] = fixed16(b[12+4*i:])
	}
	switch kind {
	case 0:
		v[1] = 1
	case 1: // zero below −b/a
		v[4] = -v[2] / v[1]
	case 2: // c below −b/a
		v[4], v[5], v[6], v[3] = -v[2]/v[1], v[3], v[3], 0
	}
	if math.IsNaN(v[4]) {
		return nil
	}
	return func(x float64) float64 {
		if x >= v[4] {
			return math.Pow(max(v[1]*x+v[2], 0), v[0]) + v[5]
		}
		return v[3]*x + v[6]
	}
}

// encodeTable makes samples of sRGB from light.
func encodeTable() *[encodeSteps]uint8 {
	var t [encodeSteps]uint8
	for i := range t {
		v := float64(i) / (encodeSteps - 1)
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		t[i] = uint8(math.Round(255 * v))
	}
	return &t
}

func (p *profile) sample(light float32) uint8 {
	return p.encode[int(min(max(light, 0), 1)*(encodeSteps-1)+0.5)]
}

// colour converts one colour.
func (p *profile) colour(r, g, b uint8) (x, y, z uint8) {
	if p.grey {
		return p.sample(p.light[0][r]), p.sample(p.light[0][g]), p.sample(p.light[0][b])
	}
	lr, lg, lb := p.light[0][r], p.light[1][g], p.light[2][b]
	m := &p.matrix
	return p.sample(m[0][0]*lr + m[0][1]*lg + m[0][2]*lb),
		p.sample(m[1][0]*lr + m[1][1]*lg + m[1][2]*lb),
		p.sample(m[2][0]*lr + m[2][1]*lg + m[2][2]*lb)
}

// isSRGB tells whether converting changes nothing worth the name.
func (p *profile) isSRGB() bool {
	const step = 51
	near := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 1 }
	for r := 0; r < 256; r += step {
		for g := 0; g < 256; g += step {
			for b := 0; b < 256; b += step {
				x, y, z := p.colour(uint8(r), uint8(g), uint8(b))
				if !near(x, uint8(r)) || !near(y, uint8(g)) || !near(z, uint8(b)) {
					return false
				}
			}
		}
	}
	return true
}

// ToSRGB takes over a picture in the colours of an ICC profile and returns it in those of
// sRGB. A profile that is none, is of a printer, or says sRGB anyway leaves it as it is; so
// does one of colours for a grey picture. Alpha stays.
func ToSRGB(img image.Image, icc []byte) image.Image {
	p := readProfile(icc)
	if p == nil {
		return img
	}
	if g, ok := img.(*image.Gray); ok {
		if p.grey {
			for i, v := range g.Pix {
				g.Pix[i] = p.sample(p.light[0][v])
			}
		}
		return g
	}
	m := ToNRGBA(img)
	var from, to [3]uint8 // the last colour: neighbours are often alike
	to[0], to[1], to[2] = p.colour(0, 0, 0)
	for i := 0; i+4 <= len(m.Pix); i += 4 {
		c := m.Pix[i : i+3 : i+3]
		if now := [3]uint8(c); now != from {
			from = now
			to[0], to[1], to[2] = p.colour(now[0], now[1], now[2])
		}
		copy(c, to[:])
	}
	return m
}

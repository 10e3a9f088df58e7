package metrics

import "math"

// DeltaE is the CIEDE2000 difference of two colours with kL = kC = kH = 1; 0 for equal
// colours, about 1 for a just visible difference. Sharma, Wu, Dalal 2005, "The CIEDE2000
// Color-Difference Formula: Implementation Notes", eq. 2–22.
func DeltaE(x, y Lab) float64 {
	c1, h1, c2, h2 := primes(x, y)
	dL, dC := y.L-x.L, c2-c1
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(hueStep(c1, h1, c2, h2)/2)

	l, c, h := (x.L+y.L)/2, (c1+c2)/2, hueMean(c1, h1, c2, h2)
	t := 1 - 0.17*math.Cos(h-radians(30)) + 0.24*math.Cos(2*h) +
		0.32*math.Cos(3*h+radians(6)) - 0.20*math.Cos(4*h-radians(63))
	sL := 1 + 0.015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50))
	sC := 1 + 0.045*c
	sH := 1 + 0.015*c*t

	bend := (h - radians(275)) / radians(25)
	rotation := -2 * chromaRoot(c) * math.Sin(radians(60)*math.Exp(-bend*bend))
	dL, dC, dH = dL/sL, dC/sC, dH/sH
	return math.Sqrt(max(0, dL*dL+dC*dC+dH*dH+rotation*dC*dH))
}

// halfTurn is π with room for rounding: opposite hues are exactly half a turn apart, and
// a last bit more would take them the other way round.
const halfTurn = math.Pi + 1e-9

// primes gives the adjusted chroma and hue (radians, 0–2π) of both colours, eq. 2–7.
func primes(x, y Lab) (c1, h1, c2, h2 float64) {
	mean := (math.Hypot(x.A, x.B) + math.Hypot(y.A, y.B)) / 2
	stretch := 1 + 0.5*(1-chromaRoot(mean))
	c1, h1 = polar(x.A*stretch, x.B)
	c2, h2 = polar(y.A*stretch, y.B)
	return c1, h1, c2, h2
}

func polar(a, b float64) (chroma, hue float64) {
	hue = math.Atan2(b, a)
	if hue < 0 {
		hue += 2 * math.Pi
	}
	return math.Hypot(a, b), hue
}

// chromaRoot is sqrt(c⁷ / (c⁷ + 25⁷)), used in eq. 4 and eq. 17.
func chromaRoot(c float64) float64 {
	c7 := math.Pow(c, 7)
	return math.Sqrt(c7 / (c7 + 6103515625))
}

// hueStep is Δh′ of eq. 10: the short way round, zero where a colour has no hue.
func hueStep(c1, h1, c2, h2 float64) float64 {
	step := h2 - h1
	switch {
	case c1*c2 == 0:
		return 0
	case step > halfTurn:
		return step - 2*math.Pi
	case step < -halfTurn:
		return step + 2*math.Pi
	}
	return step
}

// hueMean is h̄′ of eq. 14: the middle of the short way round.
func hueMean(c1, h1, c2, h2 float64) float64 {
	switch sum := h1 + h2; {
	case c1*c2 == 0:
		return sum
	case math.Abs(h1-h2) <= halfTurn:
		return sum / 2
	case sum < 2*math.Pi:
		return sum/2 + math.Pi
	default:
		return sum/2 - math.Pi
	}
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

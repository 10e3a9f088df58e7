package metrics

import (
	"image"
	"math"

	xdraw "golang.org/x/image/draw"
)

// Settings of the nearest-patch copy.
const (
	patchGrid  = 64  // the longer side, px, at which patches are compared
	patchReach = 2   // px around a patch's middle that are compared, at two scales
	patchPlace = 0.3 // how much a difference of place of the whole picture counts, in grey
)

// patches copies to each patch of the sketch the patch of ref that looks most alike it: by its
// grey around, fine and coarse, less their means, and a little by its place.
func (p *Panel) patches(ref *image.RGBA) *image.RGBA {
	own, other := newPatchwork(p.sketch), newPatchwork(ref)
	nearest := make([]int, own.w*own.h)
	for i, d := range own.about {
		least := math.Inf(1)
		for j, e := range other.about {
			sum := 0.0
			for k := range d {
				if sum += float64((d[k] - e[k]) * (d[k] - e[k])); sum >= least {
					break
				}
			}
			if sum < least {
				least, nearest[i] = sum, j
			}
		}
	}
	out := image.NewRGBA(p.sketch.Rect)
	size := ref.Rect.Size()
	for y := range p.h {
		for x := range p.w {
			u, v := float64(x)*float64(own.w)/float64(p.w), float64(y)*float64(own.h)/float64(p.h)
			j := nearest[int(v)*own.w+int(u)]
			rx := (float64(j%other.w) + u - math.Floor(u)) * float64(size.X) / float64(other.w)
			ry := (float64(j/other.w) + v - math.Floor(v)) * float64(size.Y) / float64(other.h)
			out.SetRGBA(x, y, ref.RGBAAt(min(int(rx), size.X-1), min(int(ry), size.Y-1)))
		}
	}
	return out
}

// patchwork is what is known of each patch of a picture.
type patchwork struct {
	w, h  int
	about [][]float32
}

func newPatchwork(m *image.RGBA) patchwork {
	size := m.Rect.Size()
	scale := min(1, patchGrid/float64(max(size.X, size.Y)))
	work := patchwork{w: max(1, int(float64(size.X)*scale)), h: max(1, int(float64(size.Y)*scale))}
	small := image.NewRGBA(image.Rect(0, 0, work.w, work.h))
	xdraw.ApproxBiLinear.Scale(small, small.Rect, m, m.Rect, xdraw.Src, nil)
	coarse := blur(small, 2)
	for y := range work.h {
		for x := range work.w {
			about := append(around(small, x, y, 1), around(coarse, x, y, 3)...)
			place := float32(patchPlace * 2 * patchReach)
			work.about = append(work.about, append(about, place*float32(x)/float32(work.w), place*float32(y)/float32(work.h)))
		}
	}
	return work
}

// around is the grey of the pixels around one, less their mean; beyond the border it is repeated.
func around(m *image.RGBA, x, y, step int) (out []float32) {
	mean := float32(0)
	for dy := -patchReach; dy <= patchReach; dy++ {
		for dx := -patchReach; dx <= patchReach; dx++ {
			px, py := min(max(x+step*dx, 0), m.Rect.Dx()-1), min(max(y+step*dy, 0), m.Rect.Dy()-1)
			v := float32(luminance(m, py*m.Rect.Dx()+px))
			out = append(out, v)
			mean += v
		}
	}
	mean /= float32(len(out))
	for i := range out {
		out[i] -= mean
	}
	return out
}

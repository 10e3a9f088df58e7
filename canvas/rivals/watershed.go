package rivals

import (
	"container/heap"
	"image"
	"image/color"
)

// dark is the grey up to which a pixel is line.
const dark = 160

// Watershed colours line art from dabs: a flooding of the distance to the nearest line, widest
// places first, from one seed for each colour (Meyer 1991). It is what geometry alone can do
// and needs a dab in every area. lines and dabs, opaque where a person drew, have one size;
// edges, if not nil, are strokes (A ≥ 128) that count as lines.
func Watershed(lines *image.Gray, dabs *image.NRGBA, edges *image.Alpha) *image.NRGBA {
	w, h := lines.Rect.Dx(), lines.Rect.Dy()
	barrier := make([]bool, w*h)
	f := newFlood(w, h)
	kinds := map[color.NRGBA]int32{}
	var colours []color.NRGBA
	for i := range barrier {
		x, y := i%w, i/w
		barrier[i] = lines.GrayAt(lines.Rect.Min.X+x, lines.Rect.Min.Y+y).Y <= dark || edges != nil && edges.AlphaAt(edges.Rect.Min.X+x, edges.Rect.Min.Y+y).A >= 128
		c := dabs.NRGBAAt(dabs.Rect.Min.X+x, dabs.Rect.Min.Y+y)
		if c.A < 128 {
			continue
		}
		c.A = 255
		kind, ok := kinds[c]
		if !ok {
			colours = append(colours, c)
			kind = int32(len(colours))
			kinds[c] = kind
		}
		f.label[i] = kind
	}
	f.run(distances(barrier, w, h))
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i, kind := range f.label {
		if kind > 0 {
			out.SetNRGBA(i%w, i/w, colours[kind-1])
		}
	}
	return out
}

// flood grows labels over a picture, the highest places first, of equal ones the first found.
type flood struct {
	w, h  int
	label []int32 // 0 where none has come yet
	queue []place
	age   int
}

type place struct {
	height float64
	age    int
	at     int32
}

func newFlood(w, h int) *flood { return &flood{w: w, h: h, label: make([]int32, w*h)} }

// Len, Less, Swap, Push and Pop make the flood a heap of the places it comes to next.
func (f *flood) Len() int { return len(f.queue) }

// Less orders by height, then by age.
func (f *flood) Less(i, j int) bool {
	a, b := f.queue[i], f.queue[j]
	return a.height > b.height || a.height == b.height && a.age < b.age
}

// Swap exchanges two places.
func (f *flood) Swap(i, j int) { f.queue[i], f.queue[j] = f.queue[j], f.queue[i] }

// Push adds a place.
func (f *flood) Push(v any) { f.queue = append(f.queue, v.(place)) }

// Pop takes the last place.
func (f *flood) Pop() any {
	last := f.queue[len(f.queue)-1]
	f.queue = f.queue[:len(f.queue)-1]
	return last
}

// run gives every pixel a label that can be reached from one with a label.
func (f *flood) run(height []float64) {
	for i, label := range f.label {
		if label > 0 {
			f.add(i, height[i])
		}
	}
	for len(f.queue) > 0 {
		i := int(heap.Pop(f).(place).at)
		for _, j := range neighbours(i, f.w, f.h) {
			if j >= 0 && f.label[j] == 0 {
				f.label[j] = f.label[i]
				f.add(j, height[j])
			}
		}
	}
}

func (f *flood) add(i int, height float64) {
	heap.Push(f, place{height, f.age, int32(i)})
	f.age++
}

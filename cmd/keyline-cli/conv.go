package main

import (
	"time"

	"keyline/model/kernel"
)

// convSpeed is how fast one 3×3 convolution of the networks runs.
type convSpeed struct {
	In     int    `json:"cin"`
	Out    int    `json:"cout"`
	Height int    `json:"h"`
	Width  int    `json:"w"`
	GFLOPS figure `json:"gflops"`
}

// convSpeeds measures the convolutions that carry the networks, on the named instruction
// set.
func convSpeeds(isa string) []convSpeed {
	set := kernel.Best()
	for _, i := range []kernel.ISA{kernel.Plain, kernel.AVX2} {
		if isa == i.String() {
			set = i
		}
	}
	team := kernel.NewTeam(set, 0)
	list := []convSpeed{
		{In: 32, Out: 32, Height: 128, Width: 128},
		{In: 64, Out: 64, Height: 64, Width: 64},
		{In: 64, Out: 64, Height: 128, Width: 128},
		{In: 128, Out: 128, Height: 64, Width: 64},
	}
	for i := range list {
		list[i].GFLOPS = list[i].speed(team)
	}
	return list
}

// convTime is long enough for the clock and the caches to settle.
const convTime = 200 * time.Millisecond

func (v convSpeed) speed(team *kernel.Team) figure {
	conv := kernel.NewConv(kernel.Weights{Floats: make([]float32, v.In*v.Out*9)}, make([]float32, v.Out), v.In, v.Out, 3, 1)
	run := kernel.ConvRun{Conv: conv, Tiled: true}
	src := []kernel.Source{{Data: make([]float32, v.In*v.Height*v.Width), C: v.In, H: v.Height, W: v.Width}}
	dst := make([]float32, v.Out*v.Height*v.Width)
	once := func() { run.Do(team, dst, v.Height, v.Width, src, kernel.Finish{Slope: 0.1}) }
	once()
	start, n := time.Now(), 0
	for ; time.Since(start) < convTime; n++ {
		once()
	}
	operations := 2 * 9 * float64(v.In*v.Out*v.Height*v.Width) * float64(n)
	return figure(operations / time.Since(start).Seconds() / 1e9)
}

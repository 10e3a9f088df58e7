package imageio

import "math/bits"

const (
	longestMatch = 4096
	farthest     = 1<<20 - 120 // what the distance codes hold
	hashBits     = 16
)

// A literal pixel or a repetition of what came before.
type token struct {
	pixel    uint32
	length   int // 0 for a literal
	distance int // as VP8L numbers it: 1 the pixel above, 2 the one to the left, else + 120
}

// eachToken cuts the pixels into tokens, greedily, and calls emit for each. It keeps no
// list: calling it twice takes less memory than a page of tokens.
func eachToken(p []uint32, width int, emit func(token)) {
	last := make([]int32, 1<<hashBits) // where two pixels of that hash stood last, plus 1
	for i := 0; i < len(p); {
		length, distance := 0, 0
		try := func(d, code, least int) {
			if d > 0 && d <= i {
				if n := matchLength(p, i, d); n >= least && n > length {
					length, distance = n, code
				}
			}
		}
		try(1, 2, 3)
		try(width, 1, 3)
		if h := hashAt(p, i); h >= 0 {
			d := i + 1 - int(last[h])
			if last[h] > 0 && d <= farthest && length < 64 {
				try(d, d+120, 5)
			}
			last[h] = int32(i + 1)
		}
		if length == 0 {
			emit(token{pixel: p[i]})
			i++
			continue
		}
		emit(token{length: length, distance: distance})
		// Long runs look alike all along: their first pixels are enough to find them again.
		for j := i + 1; j < i+min(length, 32); j++ {
			if h := hashAt(p, j); h >= 0 {
				last[h] = int32(j + 1)
			}
		}
		i += length
	}
}

func hashAt(p []uint32, i int) int {
	if i+1 >= len(p) {
		return -1
	}
	return int((p[i]*0x9e3779b1 ^ bits.RotateLeft32(p[i+1]*0x85ebca6b, 13)) >> (32 - hashBits))
}

func matchLength(p []uint32, i, distance int) int {
	n := 0
	most := min(longestMatch, len(p)-i)
	for n < most && p[i+n] == p[i+n-distance] {
		n++
	}
	return n
}

// prefix splits a length or distance from 1 up into its code and extra bits (RFC 9649,
// 5.2.2).
func prefix(v int) (code int, extra uint64, n uint) {
	v--
	if v < 4 {
		return v, 0, 0
	}
	high := bits.Len(uint(v)) - 1
	n = uint(high - 1)
	return 2*high + v>>n&1, uint64(v) & (1<<n - 1), n
}

// The alphabets of the five codes: green with lengths, red, blue, alpha, distance.
var alphabets = [5]int{256 + 24, 256, 256, 256, 40}

// writePixels writes the codes and the pixels.
func writePixels(out *bitWriter, p []uint32, width int) {
	var counts [5][]int
	for k, n := range alphabets {
		counts[k] = make([]int, n)
	}
	eachToken(p, width, func(t token) {
		if t.length == 0 {
			counts[0][t.pixel>>8&0xff]++
			counts[1][t.pixel>>16&0xff]++
			counts[2][t.pixel&0xff]++
			counts[3][t.pixel>>24]++
			return
		}
		length, _, _ := prefix(t.length)
		distance, _, _ := prefix(t.distance)
		counts[0][256+length]++
		counts[4][distance]++
	})
	var codes [5]huffman
	for k := range codes {
		codes[k] = writeCode(out, counts[k])
	}
	eachToken(p, width, func(t token) {
		if t.length == 0 {
			codes[0].put(out, int(t.pixel>>8&0xff))
			codes[1].put(out, int(t.pixel>>16&0xff))
			codes[2].put(out, int(t.pixel&0xff))
			codes[3].put(out, int(t.pixel>>24))
			return
		}
		code, extra, n := prefix(t.length)
		codes[0].put(out, 256+code)
		out.write(extra, n)
		code, extra, n = prefix(t.distance)
		codes[4].put(out, code)
		out.write(extra, n)
	})
}

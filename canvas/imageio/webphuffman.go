package imageio

import (
	"math/bits"
	"slices"
)

// huffman is a canonical prefix code: for each symbol its length in bits, 0 if it is not
// used or the only one, and its bits in the order they are written.
type huffman struct {
	lengths []uint8
	codes   []uint16
}

func (h huffman) put(out *bitWriter, symbol int) {
	out.write(uint64(h.codes[symbol]), uint(h.lengths[symbol]))
}

// newHuffman builds a code for the counts with lengths up to limit. Where the best code
// is deeper, rare symbols are counted as less rare until it fits.
func newHuffman(counts []int, limit uint8) huffman {
	h := huffman{codes: make([]uint16, len(counts))}
	for floor := 1; ; floor *= 2 {
		h.lengths = codeLengths(counts, floor)
		if slices.Max(h.lengths) <= limit {
			break
		}
	}
	// Shorter codes first, then by symbol (RFC 1951, 3.2.2), each written from its top bit.
	next := 0
	for length := uint8(1); length <= limit; length++ {
		next <<= 1
		for symbol, l := range h.lengths {
			if l == length {
				h.codes[symbol] = bits.Reverse16(uint16(next)) >> (16 - length)
				next++
			}
		}
	}
	return h
}

// node is a tree of symbols; the tree's leaves come first in the list of nodes.
type node struct {
	count, parent int
	symbol        int
}

// codeLengths is Huffman's algorithm with two queues: leaves by count, and the inner
// nodes, which come about in order of count.
func codeLengths(counts []int, floor int) []uint8 {
	var nodes []node
	for symbol, n := range counts {
		if n > 0 {
			nodes = append(nodes, node{count: max(n, floor), symbol: symbol})
		}
	}
	lengths := make([]uint8, len(counts))
	if len(nodes) < 2 {
		return lengths
	}
	slices.SortStableFunc(nodes, func(a, b node) int { return a.count - b.count })
	leaves := len(nodes)
	leaf, inner := 0, leaves
	least := func() int {
		if inner >= len(nodes) || leaf < leaves && nodes[leaf].count <= nodes[inner].count {
			leaf++
			return leaf - 1
		}
		inner++
		return inner - 1
	}
	for range leaves - 1 {
		a, b := least(), least()
		nodes[a].parent, nodes[b].parent = len(nodes), len(nodes)
		nodes = append(nodes, node{count: nodes[a].count + nodes[b].count})
	}
	depth := make([]uint8, len(nodes))
	for i := len(nodes) - 2; i >= 0; i-- {
		depth[i] = depth[nodes[i].parent] + 1
		if i < leaves {
			lengths[nodes[i].symbol] = depth[i]
		}
	}
	return lengths
}

// writeCode writes a code for the counts (RFC 9649, 6.2.1) and returns it.
func writeCode(out *bitWriter, counts []int) huffman {
	used, last := 0, 0
	for symbol, n := range counts {
		if n > 0 {
			used, last = used+1, symbol
		}
	}
	if used < 2 && last < 256 {
		writeSingle(out, uint64(last))
		return newHuffman(counts, 15)
	}
	h := newHuffman(counts, 15)
	runs := runsOf(h.lengths)
	var kinds [19]int
	for _, r := range runs {
		kinds[r.kind]++
	}
	// A code of one symbol is no code to every decoder: give it a second.
	kinds[0]++
	kinds[17]++
	lengths := newHuffman(kinds[:], 7)
	out.write(0, 1) // not a simple code
	out.write(19-4, 4)
	for _, kind := range [...]int{17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} {
		out.write(uint64(lengths.lengths[kind]), 3)
	}
	out.write(0, 1) // the lengths of all symbols follow
	for _, r := range runs {
		lengths.put(out, r.kind)
		out.write(r.extra, r.bits)
	}
	return h
}

// writeSingle writes a code of one symbol below 256, which takes no bits.
func writeSingle(out *bitWriter, symbol uint64) {
	out.write(1, 1) // a simple code
	out.write(0, 1) // of one symbol
	out.write(1, 1) // in 8 bits
	out.write(symbol, 8)
}

// run is a length as it is (kind 0–15), or a repetition: 16 of the last length 3–6
// times, 17 of zero 3–10 times, 18 of zero 11–138 times.
type run struct {
	kind  int
	extra uint64
	bits  uint
}

func runsOf(lengths []uint8) []run {
	var list []run
	for i := 0; i < len(lengths); {
		n := 1
		for i+n < len(lengths) && lengths[i+n] == lengths[i] {
			n++
		}
		list = appendRun(list, int(lengths[i]), n)
		i += n
	}
	return list
}

func appendRun(list []run, length, n int) []run {
	if length != 0 {
		list = append(list, run{kind: length})
		n--
	}
	for n >= 3 {
		r, took := run{16, 0, 2}, min(n, 6)
		switch {
		case length == 0 && n >= 11:
			took = min(n, 138)
			r = run{18, uint64(took - 11), 7}
		case length == 0:
			took = min(n, 10)
			r = run{17, uint64(took - 3), 3}
		default:
			r.extra = uint64(took - 3)
		}
		list = append(list, r)
		n -= took
	}
	for range n {
		list = append(list, run{kind: length})
	}
	return list
}

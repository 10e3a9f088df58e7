package kernel

// ISA is the instruction set that a Team computes with. It is a value to be handed on, not
// a setting: two teams in one process may differ.
type ISA int

const (
	// Plain is portable Go; the zero value.
	Plain ISA = iota
	// AVX2 has products, tiles and what ends a convolution in generated assembly, for amd64 with
	// AVX2 and FMA, the rest in Go.
	AVX2
	// AVX512 is all in generated assembly, for amd64 with AVX-512 F and DQ.
	AVX512
	// NEON has products, tiles and the end of a convolution in generated assembly, for arm64; the
	// rest is in Go.
	NEON
)

// Best returns the fastest instruction set this machine has.
func Best() ISA {
	for _, i := range [...]ISA{AVX512, AVX2, NEON} {
		if i.Available() {
			return i
		}
	}
	return Plain
}

// String names the instruction set as reports print it: "plain", "avx2", "avx512" or "neon".
func (i ISA) String() string { return [...]string{"plain", "avx2", "avx512", "neon"}[i] }

// A tile of any product is 8 rows (channels, keys) of 48 columns (pixels, queries).
const (
	tileRows = 8
	tileCols = 48
)

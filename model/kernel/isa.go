package kernel

// ISA is the instruction set that a Team computes with. It is a value to be handed on, not
// a setting: two teams in one process may differ.
type ISA int

const (
	// Plain is portable Go; the zero value.
	Plain ISA = iota
	// AVX512 is the generated assembly for amd64 with AVX-512 F.
	AVX512
)

// Best returns the fastest instruction set this machine has.
func Best() ISA {
	if hasAVX512() {
		return AVX512
	}
	return Plain
}

// String names the instruction set as reports print it: "plain" or "avx512".
func (i ISA) String() string {
	if i == AVX512 {
		return "avx512"
	}
	return "plain"
}

// A tile of any product is 8 rows (channels, keys) of 48 columns (pixels, queries).
const (
	tileRows = 8
	tileCols = 48
)

package psd

import "errors"

// pack appends a row packed by PackBits (Apple Technical Note TN1023) to dst: a count n of
// 0–127 stands before n+1 bytes as they are, one of −127 to −1 before a byte that comes
// 1−n times. Repeats of two bytes stay among those as they are.
func pack(dst, row []byte) []byte {
	for i := 0; i < len(row); {
		if n := repeats(row[i:]); n >= 3 {
			dst = append(dst, byte(1-n), row[i])
			i += n
			continue
		}
		start := i
		for i < len(row) && i-start < 128 && repeats(row[i:]) < 3 {
			i++
		}
		dst = append(append(dst, byte(i-start-1)), row[start:i]...)
	}
	return dst
}

// repeats is how often the first byte comes in a row, at most 128.
func repeats(row []byte) int {
	n := 1
	for n < len(row) && n < 128 && row[n] == row[0] {
		n++
	}
	return n
}

// errPacked is what is wrong with a row that does not unpack to its length.
var errPacked = errors.New("a packed row is damaged")

// unpack fills row from its packed form.
func unpack(row, packed []byte) error {
	for len(packed) > 0 && len(row) > 0 {
		n := int(int8(packed[0]))
		packed = packed[1:]
		switch {
		case n == -128: // stands for nothing
		case n < 0:
			if len(packed) < 1 || 1-n > len(row) {
				return errPacked
			}
			for i := range row[:1-n] {
				row[i] = packed[0]
			}
			row, packed = row[1-n:], packed[1:]
		default:
			if n+1 > len(packed) || n+1 > len(row) {
				return errPacked
			}
			copy(row, packed[:n+1])
			row, packed = row[n+1:], packed[n+1:]
		}
	}
	if len(row) > 0 {
		return errPacked
	}
	return nil
}

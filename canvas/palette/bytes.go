package palette

import (
	"encoding/binary"
	"errors"
	"math"
	"unicode/utf16"
)

// errCut is the error of a file that ends too early.
var errCut = errors.New("it is cut short; copy or save it again")

// cursor takes big-endian values off the front of a file. Past the end it gives zeros and
// remembers that, so a reader checks once and not after every value.
type cursor struct {
	left []byte
	cut  bool
}

// bytes takes n bytes; nil if there are fewer.
func (c *cursor) bytes(n int) []byte {
	if n < 0 || n > len(c.left) {
		c.cut, c.left = true, nil
		return nil
	}
	b := c.left[:n]
	c.left = c.left[n:]
	return b
}

func (c *cursor) uint16() uint16 {
	if b := c.bytes(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

func (c *cursor) uint32() uint32 {
	if b := c.bytes(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (c *cursor) float32() float64 { return float64(math.Float32frombits(c.uint32())) }

// utf16 takes a text of n units, which ends at its first zero.
func (c *cursor) utf16(n int) string {
	b := c.bytes(2 * n)
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) > 0; b = b[2:] {
		u := binary.BigEndian.Uint16(b)
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}

// appendUTF16 appends the text and a zero, which is in the number of units returned.
func appendUTF16(b []byte, text string) (out []byte, units int) {
	list := append(utf16.Encode([]rune(text)), 0)
	for _, u := range list {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return b, len(list)
}

package psd

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"keyline/canvas/layered"
)

// modeKey is the key of a blend mode.
func modeKey(m layered.Mode) string {
	switch m {
	case layered.Multiply:
		return "mul "
	case layered.Screen:
		return "scrn"
	}
	return "norm"
}

// modeOf reads a key; the many that Keyline does not know are Normal.
func modeOf(key string) layered.Mode {
	switch key {
	case "mul ":
		return layered.Multiply
	case "scrn":
		return layered.Screen
	}
	return layered.Normal
}

// maxNameUnits bounds a name in UTF-16 units; Photoshop's own limit is the Pascal form's.
const maxNameUnits = 255

// pascalName is the name as a length and bytes, padded to four. Which character set it
// has depends on the program that reads it, so all but ASCII becomes "?"; the Unicode
// form stands beside it.
func pascalName(name string) []byte {
	b := []byte{0}
	for _, r := range name {
		if r < ' ' || r > '~' {
			r = '?'
		}
		if len(b) <= maxNameUnits {
			b = append(b, byte(r))
		}
	}
	b[0] = byte(len(b) - 1)
	return append(b, make([]byte, -len(b)&3)...)
}

// unicodeName is the body of a "luni" block.
func unicodeName(name string) []byte {
	units := utf16.Encode([]rune(name))
	if len(units) > maxNameUnits {
		units = units[:maxNameUnits]
		if utf16.IsSurrogate(rune(units[maxNameUnits-1])) && units[maxNameUnits-1] < 0xdc00 {
			units = units[:maxNameUnits-1] // not half of a character
		}
	}
	b := binary.BigEndian.AppendUint32(nil, uint32(len(units)))
	for _, u := range units {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return append(b, make([]byte, -len(b)&3)...)
}

// readUnicodeName reads the body of a "luni" block; "" if it is damaged.
func readUnicodeName(b []byte) string {
	if len(b) < 4 {
		return ""
	}
	n := binary.BigEndian.Uint32(b)
	b = b[4:]
	if uint64(n)*2 > uint64(len(b)) {
		return ""
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// readPascalName reads a name of a program without Unicode: ASCII is certain.
func readPascalName(b []byte) string {
	return strings.ToValidUTF8(string(bytes.TrimRight(b, "\x00")), "?")
}

// appendBlock appends a tagged block, padded to four bytes.
func appendBlock(dst []byte, key string, body []byte) []byte {
	dst = append(dst, tagged+key...)
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(body)))
	return append(dst, body...)
}

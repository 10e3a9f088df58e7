package assets

import (
	"encoding/binary"
	"testing"
)

// TestHangulIsInTheFonts counts the syllables: those of KS X 1001 are 2,350.
func TestHangulIsInTheFonts(t *testing.T) {
	for name, font := range map[string][]byte{"regular": Regular(), "semibold": SemiBold()} {
		codes := characters(t, font)
		syllables := 0
		for c := range codes {
			if c >= 0xAC00 && c <= 0xD7A3 {
				syllables++
			}
		}
		if syllables != 2350 {
			t.Errorf("%s has %d syllables", name, syllables)
		}
		for _, c := range "AzéЖΩ…–°×가힝선화채색ㄱㅎㅏㅣ「、" {
			if !codes[uint16(c)] {
				t.Errorf("%s lacks %c", name, c)
			}
		}
		if codes['뷁'] {
			t.Errorf("%s has 뷁: it is not cut down", name)
		}
	}
}

// characters reads which characters an OpenType font maps to a glyph: its cmap table of
// format 4, as the OpenType specification 1.9 lays it out.
func characters(t *testing.T, font []byte) map[uint16]bool {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	codes := map[uint16]bool{}
	for i := range u16(4) {
		if record := 12 + 16*i; string(font[record:record+4]) == "cmap" {
			cmap := u32(record + 8)
			for k := range u16(cmap + 2) {
				if table := cmap + u32(cmap+4+8*k+4); u16(table) == 4 {
					addSegments(codes, table, u16)
				}
			}
		}
	}
	return codes
}

// addSegments adds the characters of the runs of a cmap table of format 4.
func addSegments(codes map[uint16]bool, table int, u16 func(int) int) {
	twice := u16(table + 6)
	ends := table + 14
	starts, deltas, offsets := ends+twice+2, ends+2*twice+2, ends+3*twice+2
	for i := 0; i < twice; i += 2 {
		for c := u16(starts + i); c <= u16(ends+i) && c < 0xFFFF; c++ {
			glyph := c
			if offset := u16(offsets + i); offset != 0 {
				glyph = u16(offsets + i + offset + 2*(c-u16(starts+i)))
			}
			if glyph != 0 && uint16(glyph+u16(deltas+i)) != 0 {
				codes[uint16(c)] = true
			}
		}
	}
}

package imageio

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// pngProfile unpacks the profile of an iCCP chunk (PNG, third edition, 11.3.2.3): a name,
// a zero, the method, deflated bytes. nil if it is damaged.
func pngProfile(r io.ReaderAt, at, n int64) []byte {
	b := make([]byte, min(n, maxProfile))
	if !readAt(r, b, at) {
		return nil
	}
	end := bytes.IndexByte(b[:min(len(b), 80)], 0)
	if end < 0 || end+2 > len(b) || b[end+1] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(b[end+2:]))
	if err != nil {
		return nil
	}
	icc, err := io.ReadAll(io.LimitReader(z, maxProfile))
	if err != nil {
		return nil
	}
	return icc
}

// jpegProfile puts a profile together from the APP2 segments of a JPEG (ICC.1:2022, B.4).
type jpegProfile struct {
	parts [256][]byte
	size  int
}

// mark begins each of them; after it stand the part's number and how many there are.
const mark = "ICC_PROFILE\x00"

// add takes a segment with n bytes at an offset, if it is a part of a profile.
func (p *jpegProfile) add(r io.ReaderAt, at, n int64) {
	var start [len(mark) + 2]byte
	n -= int64(len(start))
	if n <= 0 || !readAt(r, start[:], at) || string(start[:len(mark)]) != mark || p.size+int(n) > maxProfile {
		return
	}
	part := make([]byte, n)
	if i := start[len(mark)]; p.parts[i] == nil && readAt(r, part, at+int64(len(start))) {
		p.parts[i] = part
		p.size += len(part)
	}
}

// bytes is the whole profile; nil if there is none.
func (p *jpegProfile) bytes() []byte {
	if p.size == 0 {
		return nil
	}
	return bytes.Join(p.parts[:], nil)
}

// webpProfile reads the ICCP chunk of an extended WebP (RFC 9649, 2.7.1.4).
func webpProfile(r io.ReaderAt, size int64) []byte {
	offset := int64(12)
	var b [8]byte
	for range maxChunks {
		if offset >= size || !readAt(r, b[:], offset) {
			return nil
		}
		n := int64(binary.LittleEndian.Uint32(b[4:]))
		if string(b[:4]) == "ICCP" {
			icc := make([]byte, min(n, maxProfile))
			if !readAt(r, icc, offset+8) {
				return nil
			}
			return icc
		}
		offset += 8 + n + n&1
	}
	return nil
}

package model

import (
	"encoding/binary"
	"hash/maphash"
	"image"
	"math"
	"slices"
	"sync"
)

// recent keeps the values used last, at most limit of them.
type recent[K comparable, V any] struct {
	limit  int
	keys   []K // the one used last comes last
	values []V
}

func newRecent[K comparable, V any](limit int) recent[K, V] { return recent[K, V]{limit: limit} }

// get returns the value of key, made by build if it is not kept.
func (r *recent[K, V]) get(key K, build func() (V, error)) (V, error) {
	if i := slices.Index(r.keys, key); i >= 0 {
		v := r.values[i]
		r.keys = append(slices.Delete(r.keys, i, i+1), key)
		r.values = append(slices.Delete(r.values, i, i+1), v)
		return v, nil
	}
	if len(r.keys) == r.limit { // before building, so that both never lie in memory at once
		r.keys = slices.Delete(r.keys, 0, 1)
		r.values = slices.Delete(r.values, 0, 1)
	}
	v, err := build()
	if err != nil {
		return v, err
	}
	r.keys, r.values = append(r.keys, key), append(r.values, v)
	return v, nil
}

// soon begins to build the value of key, unless it is kept, on a goroutine of its own if ahead is
// set, and returns what waits for the value and keeps it.
func (r *recent[K, V]) soon(key K, ahead bool, build func() V) func() V {
	return r.soonOf(key, ahead, build).keep
}

// coming is a value that may still be in the making.
type coming[V any] struct {
	wait func() V // for the value, on any goroutine
	keep func() V // waits and keeps it
}

// soonOf is soon that also tells other goroutines of the value.
func (r *recent[K, V]) soonOf(key K, ahead bool, build func() V) coming[V] {
	built := sync.OnceValue(build)
	if i := slices.Index(r.keys, key); i >= 0 {
		v := r.values[i]
		built = func() V { return v }
	} else if ahead {
		go built()
	}
	return coming[V]{built, func() V {
		v, _ := r.get(key, func() (V, error) { return built(), nil })
		return v
	}}
}

// forget drops the value of key, if it is kept.
func (r *recent[K, V]) forget(key K) {
	if i := slices.Index(r.keys, key); i >= 0 {
		r.keys, r.values = slices.Delete(r.keys, i, i+1), slices.Delete(r.values, i, i+1)
	}
}

// hashSeed makes keys that mean something within one Network only.
type hashSeed struct{ maphash.Seed }

func newHashSeed() hashSeed { return hashSeed{maphash.MakeSeed()} }

// floats is a hash of the bits of v.
func (s hashSeed) floats(v []float32) uint64 {
	var hash maphash.Hash
	hash.SetSeed(s.Seed)
	var buf [1024]byte
	for len(v) > 0 {
		n := min(len(v), len(buf)/4)
		for i, f := range v[:n] {
			binary.LittleEndian.PutUint32(buf[4*i:], math.Float32bits(f))
		}
		_, _ = hash.Write(buf[:4*n])
		v = v[n:]
	}
	return hash.Sum64()
}

// referenceKey tells one reference, at one size, from another.
type referenceKey struct {
	pixels       uint64
	source, size image.Point
}

func (s hashSeed) reference(m *image.NRGBA, w, h int) referenceKey {
	var hash maphash.Hash
	hash.SetSeed(s.Seed)
	for y := range m.Rect.Dy() {
		at := m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+y)
		_, _ = hash.Write(m.Pix[at : at+4*m.Rect.Dx()])
	}
	return referenceKey{hash.Sum64(), m.Rect.Size(), image.Pt(w, h)}
}

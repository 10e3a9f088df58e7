package canvastest

import "runtime"

// Allocated is how many bytes are allocated while do runs, on any goroutine.
func Allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// HeapInUse is how many bytes are in use after the garbage went.
func HeapInUse() int64 {
	runtime.GC() // twice: finalizers run after the first
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

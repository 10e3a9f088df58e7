package canvastest

import "runtime"

// HeapInUse is how many bytes are in use after the garbage went.
func HeapInUse() int64 {
	runtime.GC() // twice: finalizers run after the first
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

package canvastest

import (
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

// Limits of what reading one hostile file may cost; see [Bounded].
const (
	// MostCPU is the longest that one may keep the processor busy, instrumented for fuzzing.
	MostCPU = time.Second
	// MostAllocated is how many bytes reading one may allocate in all.
	MostAllocated = 512 << 20
)

// Bounded runs read and fails the test if that kept its thread busy for longer than
// MostCPU or allocated more than MostAllocated. It counts the thread's own time, not the
// clock's, so that a busy machine changes nothing; where the system does not tell that
// time, only memory counts. read must not start goroutines.
func Bounded(t testing.TB, read func()) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	bytes, busy := allocated(), threadTime()
	read()
	busy, bytes = threadTime()-busy, allocated()-bytes
	if busy > MostCPU {
		t.Errorf("reading took %v of processor time, at most %v are allowed", busy, MostCPU)
	}
	if bytes > MostAllocated {
		t.Errorf("reading allocated %d bytes, at most %d are allowed", bytes, uint64(MostAllocated))
	}
}

// allocated is how many bytes were allocated since the program began.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

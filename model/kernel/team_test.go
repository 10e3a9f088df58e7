package kernel

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// counting is a job that counts how often each item is run.
type counting []atomic.Int32

func (c counting) run(_ *member, item int) { c[item].Add(1) }

// TestTeamsRunEveryItemOnce leaves between two operations less time than a goroutine looks out
// for, about as much, and more.
func TestTeamsRunEveryItemOnce(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	team := NewTeam(Plain, 0)
	for round := range 600 {
		c := make(counting, 1+round%9)
		team.do(c, len(c))
		for i := range c {
			if n := c[i].Load(); n != 1 {
				t.Fatalf("round %d: item %d of %d was run %d times", round, i, len(c), n)
			}
		}
		pause := time.Duration(round%5) * lookout / 2
		for start := time.Now(); time.Since(start) < pause; {
			runtime.Gosched()
		}
	}
}

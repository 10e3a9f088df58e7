//go:build linux && cgo

package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadWork is the processor time that the calling thread has had.
func threadWork() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

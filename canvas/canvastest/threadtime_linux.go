package canvastest

import (
	"syscall"
	"time"
)

// rusageThread asks getrusage for the calling thread alone; package syscall lacks the name.
const rusageThread = 1

// threadTime is the processor time that this thread has used.
func threadTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

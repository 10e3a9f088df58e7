//go:build !linux

package canvastest

import "time"

// threadTime is not told by these systems.
func threadTime() time.Duration { return 0 }

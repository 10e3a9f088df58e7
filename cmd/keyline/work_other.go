//go:build !linux && cgo

package main

import "time"

// threadWork is not known here.
func threadWork() time.Duration { return 0 }

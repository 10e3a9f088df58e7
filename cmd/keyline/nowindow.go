//go:build !cgo

package main

import (
	"context"
	"errors"
)

// openWindow says how to get a window: the graphics driver is reached through cgo.
func openWindow(context.Context, arguments) error {
	return errors.New("this build has no window; build with CGO_ENABLED=1 and a C compiler (make run does), or unset DISPLAY to work without one")
}

//go:build cgo

package main

import (
	"io"
	"log"
	"os"
	"strings"
)

// noBus keeps Fyne from the desktop's message bus. It would only ask there whether the
// desktop is dark, which the window does not follow, and a bus may lie on another machine.
// Fyne's complaint that there is none is left out of the log.
func noBus() error {
	log.SetOutput(withoutBus{log.Writer()})
	return os.Setenv("DBUS_SESSION_BUS_ADDRESS", "none:")
}

// withoutBus is a log without Fyne's complaint about the bus, three records of it.
type withoutBus struct{ io.Writer }

// Write implements [io.Writer].
func (w withoutBus) Write(record []byte) (int, error) {
	for _, words := range []string{"failed to watch theme settings", "dbus: ", "app/app_xdg.go:"} {
		if strings.Contains(string(record), words) {
			return len(record), nil
		}
	}
	return w.Writer.Write(record)
}

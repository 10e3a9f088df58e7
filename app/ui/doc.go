// Package ui is the window: widgets over the session of package app. It needs no cgo
// and no display, so that all of it is tested headless; the program that opens a real
// window is cmd/keyline.
//
// Everything runs on the goroutine of the window. Work that takes long (the networks,
// reading and writing files) runs elsewhere and comes back through one post function.
package ui

// Package kernel holds the arithmetic of the networks: fused float32 operations on plain
// slices. Pictures are planes, [C,H,W] with x running fastest; a batch is one picture.
//
// Every operation gives the same bytes for any number of goroutines, and the result of a
// pixel does not depend on where in the picture it lies, so that a crop equals the whole
// away from its border. Between instruction sets results differ by rounding only.
package kernel

//go:generate go -C gen run . -out ../kernel_amd64.s -stubs ../kernel_amd64.go -pkg kernel
//go:generate go -C gen run ./neon -out ../kernel_arm64.s -stubs ../kernel_arm64.go
